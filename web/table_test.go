package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
)

// TestParted: where labels and pages are said between rows. A line is a row:
// its page, its first cell, its group; what is said before it stands after the arrow.
func TestParted(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []string
	}{
		{"labels", []string{"1|a|West -> p1 West", "1|b|West ->", "2|c|West -> p2", "2|d|East -> East", "2|e| ->"}},
		{"the first column holds on", []string{"1|Main Jail|West,Main Jail -> p1 West", "1||West,Main Jail ->", "1|Annex|West,Annex ->", "1|Camp|East,Camp -> East"}},
		{"from the middle on", []string{"1||West,Main Jail -> p1 West / Main Jail", "1||West,Main Jail ->", "1|Annex|West,Annex ->"}},
		{"none", []string{"1|a| -> p1", "1|| ->"}},
	} {
		table := archive.Table{Page: 1, Pieces: []archive.Piece{{Page: 1}, {Page: 2}}}
		var rows []Row
		for _, line := range c.rows {
			row, _, _ := strings.Cut(line, " ->")
			f := strings.Split(row, "|")
			r := Row{Page: int(f[0][0] - '0'), Cells: []string{f[1]}}
			if f[2] != "" {
				r.Group = strings.Split(f[2], ",")
			}
			rows = append(rows, r)
		}
		if !parted(rows, table) {
			t.Errorf("%s: it goes on over two pages", c.name)
		}
		var got []string
		for i, r := range rows {
			row, _, _ := strings.Cut(c.rows[i], " ->")
			s := row + " ->"
			if r.NewPage {
				s += " p" + digits(r.Page)
			}
			if r.Label != "" {
				s += " " + r.Label
			}
			got = append(got, s)
		}
		if d := cmp.Diff(c.rows, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	if parted([]Row{{Page: 1}}, archive.Table{Page: 1, Pieces: []archive.Piece{{Page: 1}}}) {
		t.Error("a table on one page goes on")
	}
}
