package extract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestLargeReport prints a table of more rows than are held in memory, in a zip
// beside a small one.
func TestLargeReport(t *testing.T) {
	var large strings.Builder
	large.WriteString("name,n\n")
	const rows = rowsHeld + 2500
	for n := range rows {
		fmt.Fprintf(&large, "\"<%d> \"\"x\"\"\",%d\n", n, n)
	}
	b := zipOf(t, "large.csv", large.String(), "small.csv", "a,b\n1,2\n3,4\n", "large2.csv", strings.Replace(large.String(), "name", "other", 1))
	rep, err := sandbox(t).Report(t.Context(), fileOf(t, "a.zip", b), "a.zip")
	if err != nil {
		t.Fatal(err)
	}
	if held := len(rep.Parts[0].Tables[0].Rows); held != rowsHeld {
		t.Errorf("%d rows are held in memory", held)
	}
	var out bytes.Buffer
	if err := rep.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	var read Report
	if err := json.Unmarshal(out.Bytes(), &read); err != nil {
		t.Fatalf("%v: …%s", err, out.Bytes()[max(0, out.Len()-200):])
	}
	for i, want := range []int{rows, 2, rows} {
		table := read.Parts[i].Tables[0]
		if len(table.Rows) != want {
			t.Errorf("part %d has %d rows, want %d", i+1, len(table.Rows), want)
			continue
		}
		n := 0
		for row, err := range rep.Parts[i].Tables[0].All() {
			if err != nil {
				t.Fatal(err)
			}
			if got := table.Rows[n]; got.Locator != row.Locator || strings.Join(got.Cells, "|") != strings.Join(row.Cells, "|") {
				t.Fatalf("row %d: %+v, printed %+v", n, row, got)
			}
			n++
		}
		if last := table.Rows[n-1]; n != want || i != 1 && last.Locator != fmt.Sprintf("r%d", rows+1) {
			t.Errorf("%d rows, the last is %+v", n, last)
		}
	}
}
