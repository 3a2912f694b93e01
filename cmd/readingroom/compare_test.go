package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// A compared is the contract's part of the answer.
type compared struct {
	Places []struct {
		Name, Code string
		Candidates []struct{ Name string }
		Lists      []struct{ List, Answer, Value, Citation string }
	}
}

// TestCompare asks alone and through a server, which answer alike.
func TestCompare(t *testing.T) {
	dir := t.TempDir()
	samples(t, dir)
	ddor := filepath.Join("release", "ddor")
	r := readingroom(t, dir, "import", "--source", "ICE", filepath.Join(ddor, "2017-01-28-ddor-1.pdf"), filepath.Join(ddor, "2017-02-04-ddor-2.pdf"))
	if r.code != 0 {
		t.Fatalf("import: %s", r.err)
	}
	args := []string{"compare", "--json", "--place", "Nassau County, New York", "--list", "2026-001-0001:p2:t1", "--list", "2026-001-0002:p2:t1", "--list", "2026-001-0001"}
	alone := readingroom(t, dir, args...)
	got := decode[compared](t, alone)
	if alone.code != 0 || len(got.Places) != 1 || got.Places[0].Code != "36059" {
		t.Fatalf("%d %+v %s", alone.code, got, alone.err)
	}
	var said []string
	for _, l := range got.Places[0].Lists {
		said = append(said, strings.Join([]string{l.List, l.Answer, l.Value, l.Citation}, " "))
	}
	want := "2026-001-0001:p2:t1 listed 38 2026-001-0001:p2:t1:r2\n2026-001-0002:p2:t1 outside period  2026-001-0001:p2:t1:r2\n2026-001-0001 listed 38 2026-001-0001:p2:t1:r2"
	if strings.Join(said, "\n") != want {
		t.Errorf("%s\nwant %s", strings.Join(said, "\n"), want)
	}
	served(t, dir, "serve", "--addr", "127.0.0.1:0")
	if through := readingroom(t, dir, args...); through.code != 0 || through.out != alone.out {
		t.Errorf("through the server: %d %s\nalone: %s", through.code, through.out, alone.out)
	}
	for _, c := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"a name of many", []string{"--json", "--place", "Franklin County"}, 1, "say which is meant, such as Franklin County, "},
		{"no such place", []string{"--place", "Atlantis County, Iowa"}, 1, "No place called “Atlantis County, Iowa”"},
		{"no place", nil, 2, "--place NAME is missing"},
		{"no such list", []string{"--place", "08005", "--list", "2026-009-0001"}, 1, "2026-009-0001"},
		{"no list", []string{"--place", "08005", "--list", "week one"}, 1, "is no list"},
		{"a word too many", []string{"--place", "08005", "again"}, 2, "unknown command"},
	} {
		r := readingroom(t, dir, append([]string{"compare"}, c.args...)...)
		if r.code != c.code || !strings.Contains(r.err, c.says) {
			t.Errorf("%s: exit code %d, %s", c.name, r.code, r.err)
		}
		if c.name == "a name of many" {
			if p := decode[compared](t, r).Places; len(p) != 1 || len(p[0].Candidates) < 20 || len(p[0].Lists) != 0 {
				t.Errorf("%s: %+v", c.name, p)
			}
		}
	}
}
