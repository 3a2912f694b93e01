package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestLink(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "names.csv"), []byte("name,type,city,state,county_fips\nTodd Road Jail,jail,Santa Paula,CA,06111\nThe Pit,jail,Ventura,NV,06111\n"))
	for _, c := range []struct {
		args []string
		in   string
		code int
		says string // in what is printed, spaces as they come
	}{
		{[]string{"--date", "2017-03-22"}, "“Franklin County, Iowa” in the week ending Feb. 3", 0, `1  Franklin County              19069 Franklin County, Iowa (county-state, 0.99)`},
		{[]string{"--json"}, "Franklin County", 0, `"code": "",`},
		{[]string{"--place", "us/tx"}, "Franklin County; fiscal year 2017", 0, "48159 Franklin County, Texas"},
		{[]string{"--place", "us/tx"}, "Franklin County; fiscal year 2017", 0, "2016-09-01..2017-08-31 FY2017 TX fiscal"},
		{[]string{"--json"}, "", 0, "\"places\": [],\n  \"periods\": []"},
		{[]string{"--json"}, "\xff from July 25, 2011, through January 26, 2011", 0, `"inverted"`},
		{[]string{"--names", "names.csv"}, "He is held in Todd Road Jail", 0, "06111 Todd Road Jail, Ventura County, California"},
		{[]string{"--names", "names.csv"}, "", 0, "row 3, county_fips: 06111 is Ventura County, California, which is not in Nevada"},
		{[]string{"--names", "none.csv"}, "", 1, "none.csv: no such file"},
		{[]string{"--date", "2017-02-31"}, "", 2, "--date 2017-02-31: want a day"},
		{[]string{"--place", "us/zz"}, "", 2, "--place us/zz: no such jurisdiction"},
	} {
		cmd := command(t.Context(), dir, append([]string{"link"}, c.args...)...)
		cmd.Stdin = strings.NewReader(c.in)
		r := runCommand(t, t.Context(), cmd)
		if r.code != c.code || !strings.Contains(r.out+r.err, c.says) {
			t.Errorf("link %v < %q: exit code %d, want %d; want %q in\n%s%s", c.args, c.in, r.code, c.code, c.says, r.out, r.err)
		}
	}

	cmd := command(t.Context(), dir, "link", "--json")
	cmd.Stdin = strings.NewReader("“Ventura County, Calif.” in FY2017 Q1")
	r := runCommand(t, t.Context(), cmd)
	var found linked
	if err := json.Unmarshal([]byte(r.out), &found); err != nil {
		t.Fatal(err)
	}
	p, q := found.Places[0], found.Periods[0]
	if p.Start != 1 || p.End != 15 || p.Text != "Ventura County" || p.Code != "06111" || p.Slug != "us/ca/ventura-county" || string(p.Kind) != "county" || len(p.Candidates) != 0 {
		t.Errorf("%+v", p)
	}
	if q.From != "2016-10-01" || q.Until != "2017-01-01" || q.Label != "FY2017 Q1" || q.Calendar != "federal fiscal" {
		t.Errorf("%+v", q)
	}
}
