package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestATableIsTakenInWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "good.csv"), []byte("slug,name,law\noakland-pd,Oakland Police Department,us-ca-cpra\n"))
	write(t, filepath.Join(dir, "bad.csv"), []byte("slug,name,law\nberkeley-pd,Berkeley Police Department,us-ca-cpra\nX,,us-zz\n"))
	for _, c := range []struct {
		args []string
		code int
		says string // on either output
	}{
		{[]string{"request", "import-agencies", "good.csv"}, 0, "1 agency read, 1 new or changed"},
		{[]string{"request", "import-agencies", "good.csv"}, 0, "1 agency read; nothing changed"},
		{[]string{"request", "import-agencies", "bad.csv"}, 1, "bad.csv: nothing was taken in.\nrow 3, slug: \"X\" is no slug"},
		{[]string{"request", "import-agencies"}, 2, "a CSV file is missing"},
		{[]string{"request", "import-agencies", "none.csv"}, 1, "none.csv"},
		{[]string{"request", "import-holidays", "good.csv"}, 2, "--law"},
		{[]string{"request", "agencies", "police"}, 0, "oakland-pd"},
		{[]string{"request", "list", "--list", "soon"}, 2, "There is no list “soon”"},
		{[]string{"request", "list", "--sort", "colour"}, 2, "is none of due"},
		{[]string{"request", "due", "--law", "us-zz", "--received", "2017-04-13"}, 2, "the known ones are us-foia"},
	} {
		r := readingroom(t, dir, c.args...)
		if r.code != c.code || !strings.Contains(r.out+r.err, c.says) {
			t.Errorf("%v: exit code %d, %s%s\nwant %d, %s", c.args, r.code, r.out, r.err, c.code, c.says)
		}
	}
	if r := readingroom(t, dir, "request", "agencies", "berkeley"); r.out != "" {
		t.Errorf("half a table was taken in: %s", r.out)
	}
	var p struct {
		Count int
		Lists []struct{ List string }
	}
	r := readingroom(t, dir, "request", "list", "--json")
	if err := json.Unmarshal([]byte(r.out), &p); err != nil || p.Count != 0 || len(p.Lists) != 10 {
		t.Errorf("%v: %s", err, r.out)
	}
}
