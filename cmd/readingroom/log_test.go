package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readingroom/archive/ingest"
)

// TestLogs reads logs by the command: what is one, what is none, what is asked wrongly.
func TestLogs(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("log.csv", "Town of Elm\n\nReq. No.,Requester Name,When,Rec'd,Request Description\n19-001,\"Poe, Ann\",1/9/2018,1/2/2019,Bids\n19-002,\"Moss, R.\",1/9/2018,13/2/2019,Fines\n,,,,\nTotal,2,,,\n")
	bad := write("budget.csv", "Account,Title,Amount\n100,Salaries,\"12,000\"\n200,Travel,\"3,000\"\n")
	none := write("note.txt", "Nothing of that kind.\n")

	r := readingroom(t, dir, "request", "log", "--json", "--map", "received=When", good)
	var report logReport
	if err := json.Unmarshal([]byte(r.out), &report); err != nil || r.code != 0 {
		t.Fatalf("%d %v %s%s", r.code, err, r.out, r.err)
	}
	if c := report.Counts; !report.Log || c.Entries != 2 || c.Left != 4 && c.Left != 5 || report.Entries[0].Received != "2018-01-09" || report.Entries[0].Locator == "" {
		t.Errorf("%+v", report)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"request", "log", bad}, 1, "does not look like a log"},
		{[]string{"request", "log", none}, 1, "no table was found"},
		{[]string{"request", "log", filepath.Join(dir, "gone.csv")}, 1, "no such file"},
		{[]string{"request", "log", "--map", "received=Nowhere", good}, 1, "there is no column"},
		{[]string{"request", "log", "--map", "colour=When", good}, 2, "there is no field"},
		{[]string{"request", "log", "--dates", "ymd", good}, 2, "mdy or dmy"},
		{[]string{"request", "log"}, 2, "the log is missing"},
		{[]string{"import", "--map", "received=When", good}, 2, "give --log too"},
		{[]string{"request", "letter", filepath.Join(dir, "gone.pdf")}, 1, "no such file"},
	} {
		if r := readingroom(t, dir, c.args...); r.code != c.code || !strings.Contains(r.err, c.says) {
			t.Errorf("%v: exit code %d, %s", c.args, r.code, r.err)
		}
	}

	r = readingroom(t, dir, "import", "--json", "--log", "--agency", "Elm", good, bad)
	var taken ingest.Report
	if err := json.Unmarshal([]byte(r.out), &taken); err != nil || r.code != 1 || len(taken.Logs) != 2 {
		t.Fatalf("%d %v %s%s", r.code, err, r.out, r.err)
	}
	for _, l := range taken.Logs {
		if l.Log != (l.Name == "log.csv") || l.Log && (l.Counts.Entries != 2 || len(l.Left) < 4) || !l.Log && l.Why == "" {
			t.Errorf("%+v", l)
		}
	}
	r = readingroom(t, dir, "import", "--log", "--agency", "Elm", good)
	if r.code != 0 || !strings.Contains(r.out, "Nothing was changed") {
		t.Errorf("%d %s%s", r.code, r.out, r.err)
	}
}
