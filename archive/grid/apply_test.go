package grid_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/grid"
)

// paper is three pages: a table of two columns that goes on from page 1 to page
// 3, and under it on page 2 another one.
func paper() []grid.Found {
	part := func(page, onPage int, top float64, names ...string) (rows []archive.Row) {
		for i, n := range names {
			y := top + 20*float64(i)
			rows = append(rows, archive.Row{
				Page: page, OnPage: onPage, Cells: []string{n, "1"}, Box: archive.Box{0, y, 200, y + 20},
				Grid: []archive.Cell{
					{Row: i, Col: 0, RowSpan: 1, ColSpan: 1, Box: archive.Box{0, y, 100, y + 20}},
					{Row: i, Col: 1, RowSpan: 1, ColSpan: 1, Box: archive.Box{100, y, 200, y + 20}},
				},
			})
		}
		return rows
	}
	head := []archive.Cell{
		{Row: 0, Col: 0, RowSpan: 1, ColSpan: 1, Text: "Jail", Box: archive.Box{0, 80, 100, 100}},
		{Row: 0, Col: 1, RowSpan: 1, ColSpan: 1, Text: "n", Box: archive.Box{100, 80, 200, 100}},
	}
	long := grid.Found{Table: archive.Table{Number: 1, Page: 1, OnPage: 1, Title: "Jails", Header: []string{"Jail", "n"}, Grid: head, Box: archive.Box{0, 80, 200, 140}, Confidence: 0.9, Footnotes: []string{"* all"}}}
	long.Rows = append(append(part(1, 1, 100, "a", "b"), part(2, 1, 100, "c", "d")...), part(3, 1, 100, "e")...)
	other := grid.Found{Table: archive.Table{Number: 2, Page: 2, OnPage: 2, Header: []string{"x", "y"}, Box: archive.Box{0, 300, 200, 340}}, Rows: part(2, 2, 300, "p", "q")}
	tables := []grid.Found{long, other}
	for i := range tables {
		t := &tables[i]
		rows := t.Rows
		next := len(t.Grid) / 2
		for j := range rows {
			rows[j].Number = j + 1
			for k := range rows[j].Grid {
				rows[j].Grid[k].Row = next + j
			}
			t.Table.Take(rows[j])
		}
	}
	return tables
}

// told prints tables so that one can see what became of them.
func told(tables []grid.Found) string {
	var b strings.Builder
	for _, t := range tables {
		var fresh archive.Table
		fresh.Page, fresh.OnPage = t.Page, t.OnPage
		fmt.Fprintf(&b, "%d %v", t.Number, t.Header)
		if t.Redrawn {
			b.WriteString(" redrawn")
		}
		for _, r := range t.Rows {
			fresh.Take(r)
		}
		for _, r := range t.Rows {
			low := -1
			if len(r.Grid) > 0 {
				low = r.Grid[0].Row
			}
			fmt.Fprintf(&b, "; %s g%d %s", archive.RowLocator(fresh, r.Number), low, strings.Join(r.Cells, "|"))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestApply(t *testing.T) {
	words := func(page int) []archive.Word {
		return []archive.Word{word(10, 102, "left"), word(110, 102, "right"), word(10, 122, "low"), word(10, 302, "under"), word(10, 502, "far")}
	}
	at := func(page int, columns, rows []float64, header int) grid.Grid {
		return grid.Grid{Page: page, Columns: columns, Rows: rows, HeaderRows: header}.Fit()
	}
	two, three := []float64{0, 100, 200}, []float64{0, 50, 100, 200}
	const other = "2 [x y]; p2:t2:r1 g0 p|1; p2:t2:r2 g1 q|1\n"
	for _, c := range []struct {
		name  string
		grids []grid.Grid
		want  string
		gone  int
	}{
		{"nothing", nil, "1 [Jail n]; p1:t1:r1 g1 a|1; p1:t1:r2 g2 b|1; p2:t1:r1 g3 c|1; p2:t1:r2 g4 d|1; p3:t1:r1 g5 e|1\n" + other, 0},
		{
			"a part in the middle",
			[]grid.Grid{at(2, two, []float64{100, 140}, 0)},
			"0 [Jail n] redrawn; p1:t1:r1 g1 a|1; p1:t1:r2 g2 b|1; p2:t1:r1 g3 left low|right; p3:t1:r1 g4 e|1\n" + other, 1,
		},
		{
			"a part in the middle with its header again",
			[]grid.Grid{at(2, two, []float64{100, 120, 140}, 1)},
			"0 [Jail n] redrawn; p1:t1:r1 g1 a|1; p1:t1:r2 g2 b|1; p2:t1:r1 g3 low|; p3:t1:r1 g4 e|1\n" + other, 1,
		},
		{
			"a part of other columns",
			[]grid.Grid{at(2, three, []float64{100, 140}, 0)},
			"0 [Jail n]; p1:t1:r1 g1 a|1; p1:t1:r2 g2 b|1\n0 [  ] redrawn; p2:t1:r1 g0 left low||right\n" + other + "0 [Jail n]; p3:t1:r1 g0 e|1\n", 1,
		},
		{
			"the first part, whose header was no header",
			[]grid.Grid{at(1, two, []float64{80, 100, 120, 140}, 0)},
			"0 [ ] redrawn; p1:t1:r1 g0 |; p1:t1:r2 g1 left|right; p1:t1:r3 g2 low|; p2:t1:r1 g3 c|1; p2:t1:r2 g4 d|1; p3:t1:r1 g5 e|1\n" + other, 1,
		},
		{
			"no table in the middle",
			[]grid.Grid{{Page: 2, Box: archive.Box{0, 100, 200, 140}, None: true}},
			"0 [Jail n]; p1:t1:r1 g1 a|1; p1:t1:r2 g2 b|1; p3:t1:r1 g3 e|1\n" + other, 1,
		},
		{
			"no other table",
			[]grid.Grid{{Page: 2, Box: archive.Box{0, 290, 200, 350}, None: true}},
			"1 [Jail n]; p1:t1:r1 g1 a|1; p1:t1:r2 g2 b|1; p2:t1:r1 g3 c|1; p2:t1:r2 g4 d|1; p3:t1:r1 g5 e|1\n", 1,
		},
		{
			"a table where none was found",
			[]grid.Grid{at(2, two, []float64{500, 520}, 0)},
			"1 [Jail n]; p1:t1:r1 g1 a|1; p1:t1:r2 g2 b|1; p2:t1:r1 g3 c|1; p2:t1:r2 g4 d|1; p3:t1:r1 g5 e|1\n" + other + "0 [ ] redrawn; p2:t3:r1 g0 far|\n", 0,
		},
		{
			"one table is two, side by side",
			[]grid.Grid{at(2, []float64{0, 100}, []float64{300, 340}, 0), at(2, []float64{100, 200}, []float64{300, 340}, 0)},
			"1 [Jail n]; p1:t1:r1 g1 a|1; p1:t1:r2 g2 b|1; p2:t1:r1 g3 c|1; p2:t1:r2 g4 d|1; p3:t1:r1 g5 e|1\n0 [] redrawn; p2:t2:r1 g0 under\n0 [] redrawn; p2:t3:r1 g0 \n", 1,
		},
		{
			"two tables are one",
			[]grid.Grid{at(2, two, []float64{100, 200, 350}, 0)},
			"0 [Jail n] redrawn; p1:t1:r1 g1 a|1; p1:t1:r2 g2 b|1; p2:t1:r1 g3 left low|right; p2:t1:r2 g4 under|; p3:t1:r1 g5 e|1\n", 2,
		},
		{
			"a page that has no such table",
			[]grid.Grid{{Page: 3, Box: archive.Box{0, 600, 9, 700}, None: true}},
			"1 [Jail n]; p1:t1:r1 g1 a|1; p1:t1:r2 g2 b|1; p2:t1:r1 g3 c|1; p2:t1:r2 g4 d|1; p3:t1:r1 g5 e|1\n" + other, 0,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := paper()
			got, gone := grid.Apply(found, c.grids, words)
			if d := cmp.Diff(strings.Split(c.want, "\n"), strings.Split(told(got), "\n")); d != "" {
				t.Error(d)
			}
			if len(gone) != c.gone {
				t.Errorf("%d parts were replaced, want %d", len(gone), c.gone)
			}
			if d := cmp.Diff(paper(), found); d != "" {
				t.Errorf("what was given has changed: %s", d)
			}
		})
	}
}

// TestWhatWasFoundIsKept: with its rows, its header and where it stood.
func TestWhatWasFoundIsKept(t *testing.T) {
	_, gone := grid.Apply(paper(), []grid.Grid{{Page: 1, Box: archive.Box{0, 80, 200, 140}, None: true}}, func(int) []archive.Word { return nil })
	if len(gone) != 1 || gone[0].Page != 1 || len(gone[0].Rows) != 2 || gone[0].Rows[1].Cells[0] != "b" || len(gone[0].Grid) != 2 || gone[0].Box != (archive.Box{0, 80, 200, 140}) {
		t.Errorf("%+v", gone)
	}
}
