package grid_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/grid"
)

// TestCarry: the labels of the page before hold on a page that was drawn.
func TestCarry(t *testing.T) {
	row := func(page int, y float64, group, first string) archive.Row {
		r := archive.Row{Page: page, OnPage: 1, Cells: []string{first, "x"}, Box: archive.Box{0, y, 200, y + 20}}
		if group != "" {
			r.Group = strings.Split(group, "/")
		}
		return r
	}
	for _, c := range []struct {
		name, first string
		before      []archive.Row
		want        string
	}{
		{"labels", "a", []archive.Row{row(1, 100, "West", "q")}, "West|West|Label|Label"},
		{"and the first column", "", []archive.Row{row(1, 100, "West/Jail", "Jail")}, "West/Jail|West/b|Label/c|Label/c"},
		{"none", "a", []archive.Row{row(1, 100, "", "q")}, "||Label|Label"},
	} {
		f := grid.Found{Table: archive.Table{Number: 1, Page: 1, OnPage: 1, Header: []string{"", ""}}, Rows: append(c.before, row(2, 100, "", "z"))}
		for i := range f.Rows {
			f.Rows[i].Number = i + 1
			f.Table.Take(f.Rows[i])
		}
		g := grid.Grid{Page: 2, Columns: []float64{0, 100, 200}, Rows: []float64{90, 110, 130, 150, 170, 190}, Spans: [][4]int{{2, 0, 1, 2}}}.Fit()
		words := []archive.Word{word(110, 95, "1"), word(10, 115, "b"), word(10, 135, "Label"), word(10, 155, "c"), word(110, 175, "2")}
		if c.first != "" {
			words = append(words, word(10, 95, c.first))
		}
		out, _ := grid.Apply([]grid.Found{f}, []grid.Grid{g}, func(int) []archive.Word { return words })
		var got []string
		for _, r := range out[0].Rows[1:] {
			got = append(got, strings.Join(r.Group, "/"))
		}
		if d := cmp.Diff(c.want, strings.Join(got, "|")); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}
