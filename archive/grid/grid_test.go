package grid_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/grid"
	"readingroom/fixtures"
)

// word is a word of ten points' height whose top left corner is x, y.
func word(x, y float64, text string) archive.Word {
	return archive.Word{Text: text, Box: archive.Box{x, y, x + 5*float64(len(text)), y + 10}}
}

// page is a small table: a header of two rows, a label, two rows.
//
//	| County    | Detainers          |
//	|           | issued  | declined |
//	| California                     |
//	| Ventura   | 12      | 2        |
//	| Santa     |         |          |
//	| Bar-      | 3       | 1        |
//	| bara      |         |          |
var page = []archive.Word{
	word(10, 10, "County"), word(110, 10, "Detainers"), word(110, 30, "issued"), word(210, 30, "declined"),
	word(10, 50, "California"),
	word(10, 70, "Ventura"), word(110, 70, "12"), word(210, 70, "2"),
	word(35, 90, "Santa"), word(10, 90, "•"), word(10, 100, "Bar-"), word(10, 110, "bara"), word(110, 100, "3"), word(210, 100, "1"),
	word(10, 300, "outside"),
}

var drawn = grid.Grid{
	Page: 3, Columns: []float64{5, 100, 200, 300}, Rows: []float64{5, 25, 45, 65, 85, 125}, HeaderRows: 2,
	Spans: [][4]int{{0, 0, 2, 1}, {0, 1, 1, 2}, {2, 0, 1, 3}},
}.Fit()

func TestTable(t *testing.T) {
	if err := drawn.Validate(); err != nil {
		t.Fatal(err)
	}
	table, rows := drawn.Table(page)
	if want := []string{"County", "Detainers issued", "Detainers declined"}; !cmp.Equal(table.Header, want) {
		t.Errorf("header %q", table.Header)
	}
	if table.HeaderCount() != 2 || !table.Redrawn || table.Box != (archive.Box{5, 5, 300, 125}) {
		t.Errorf("%+v", table)
	}
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%d %v %q %v %d", r.Number, r.Group, r.Cells, r.Box, len(r.Grid)))
	}
	want := []string{
		`1 [California] ["Ventura" "12" "2"] [5 65 300 85] 4`, // its cells and the label's
		`2 [California] ["• Santa Barbara" "3" "1"] [5 85 300 125] 3`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestLabels: a label holds until the next that stands no farther in.
func TestLabels(t *testing.T) {
	g := grid.Grid{Page: 1, Columns: []float64{0, 100, 200}}
	var words []archive.Word
	for i, line := range []string{"-West", "--Coast", "x", "--Inland", "y", "-East", "z", "-", "q"} {
		text := strings.TrimLeft(line, "-")
		words = append(words, word(1+10*float64(len(line)-len(text)), 20*float64(i)+5, text))
		g.Rows = append(g.Rows, 20*float64(i))
		if text != line {
			g.Spans = append(g.Spans, [4]int{i, 0, 1, 2})
		}
	}
	g.Rows = append(g.Rows, 180)
	g = g.Fit()
	if err := g.Validate(); err != nil {
		t.Fatal(err)
	}
	var got []string
	_, rows := g.Table(words)
	for _, r := range rows {
		got = append(got, r.Cells[0]+": "+strings.Join(r.Group, "/"))
	}
	if d := cmp.Diff([]string{"x: West/Coast", "y: West/Inland", "z: East", "q: "}, got); d != "" {
		t.Error(d)
	}
}

// TestOf: the grid of a table that a grid made is that grid.
func TestOf(t *testing.T) {
	table, rows := drawn.Table(page)
	if d := cmp.Diff(drawn, grid.Of(3, table.Box, table.Grid, rows)); d != "" {
		t.Error(d)
	}
	var bare []archive.Row
	for _, r := range rows {
		bare = append(bare, archive.Row{Box: r.Box})
	}
	g := grid.Of(3, archive.Box{5, 65, 300, 125}, nil, bare) // no cells are known, only rows
	if err := g.Validate(); err != nil || !cmp.Equal(g.Rows, []float64{65, 85, 125}) || len(g.Columns) != 2 {
		t.Errorf("%+v %v", g, err)
	}
}

func TestGuess(t *testing.T) {
	g := grid.Guess(3, archive.Box{0, 65, 300, 130}, page[5:])
	if err := g.Validate(); err != nil {
		t.Fatal(err)
	}
	_, rows := g.Table(page)
	if r, c := g.Size(); c != 3 || r != 4 || rows[0].Cells[2] != "2" {
		t.Errorf("%d rows of %d: %+v", r, c, rows)
	}
	titled := append([]archive.Word{word(10, 50, "a"), word(20, 50, strings.Repeat("title", 10))}, page[5:]...)
	if _, c := grid.Guess(3, archive.Box{0, 40, 300, 130}, titled).Size(); c != 3 {
		t.Errorf("under a title: %d columns", c)
	}
	if g := grid.Guess(1, archive.Box{0, 0, 10, 10}, nil); g.Validate() != nil {
		t.Errorf("an empty box: %+v", g)
	}
}

// TestFixture draws the lines of a report's table and reads what stands there.
func TestFixture(t *testing.T) {
	truth, err := fixtures.TruthOf("ddor/2017-01-28-ddor-1.pdf")
	if err != nil {
		t.Fatal(err)
	}
	var words []archive.Word
	var rows []archive.Row
	box := archive.Box{math.Inf(1), math.Inf(1)}
	var want [][]string
	for _, r := range truth.Tables[1].Rows {
		if r.Page != 3 {
			continue
		}
		row := archive.Row{}
		for c, b := range r.Boxes {
			row.Grid = append(row.Grid, archive.Cell{Row: len(rows), Col: c, RowSpan: 1, ColSpan: 1, Box: archive.Box(b)})
			box = box.Union(archive.Box(b))
			// its words, one under the other at the top left of the cell
			for n, w := range strings.Fields(r.Cells[c]) {
				y := b[1] + (b[3]-b[1])*(float64(n)+0.2)/float64(len(strings.Fields(r.Cells[c]))+1)
				words = append(words, archive.Word{Text: w, Box: archive.Box{b[0] + 2, y, b[0] + 20, y + 2}})
			}
		}
		rows = append(rows, row)
		want = append(want, r.Cells)
	}
	g := grid.Of(3, box, nil, rows)
	if err := g.Validate(); err != nil {
		t.Fatal(err)
	}
	_, read := g.Table(words)
	if len(read) != len(want) || len(want) < 5 {
		t.Fatalf("%d rows, want %d", len(read), len(want))
	}
	for i := range want {
		for c := range want[i] {
			if got, want := strings.Fields(read[i].Cells[c]), strings.Fields(want[i][c]); strings.Join(got, " ") != strings.Join(want, " ") {
				t.Errorf("row %d, cell %d: %q, want %q", i+1, c+1, got, want)
			}
		}
	}
}

func TestValidate(t *testing.T) {
	ok := grid.Grid{Page: 1, Columns: []float64{0, 10}, Rows: []float64{0, 10}}.Fit()
	change := func(f func(*grid.Grid)) grid.Grid { g := ok; f(&g); return g }
	for _, c := range []struct {
		name, says string
		g          grid.Grid
	}{
		{"one cell", "", ok},
		{"none", "", grid.Grid{Page: 2, Box: archive.Box{0, 0, 1, 1}, None: true}},
		{"no page", "pages count from 1", change(func(g *grid.Grid) { g.Page = 0 })},
		{"no area", "no area", grid.Grid{Page: 1, Box: archive.Box{5, 0, 5, 1}, None: true}},
		{"not a number", "farther", grid.Grid{Page: 1, Box: archive.Box{0, 0, math.NaN(), 1}, None: true}},
		{"endless", "farther", change(func(g *grid.Grid) { g.Columns = []float64{0, math.Inf(1)}; *g = g.Fit() })},
		{"a line that is no number", "farther", change(func(g *grid.Grid) { g.Rows = []float64{0, math.NaN(), 10} })},
		{"one line", "at least one column", change(func(g *grid.Grid) { g.Columns = []float64{0} })},
		{"out of order", "in order", change(func(g *grid.Grid) { g.Rows = []float64{0, 8, 7, 10} })},
		{"too many", "at most 100", change(func(g *grid.Grid) { g.Columns = make([]float64, 102) })},
		{"another box", "outer lines", change(func(g *grid.Grid) { g.Box[3] = 11 })},
		{"too much header", "2 header rows", change(func(g *grid.Grid) { g.HeaderRows = 2 })},
		{"a cell outside", "outside", change(func(g *grid.Grid) { g.Spans = [][4]int{{0, 0, 1, 2}} })},
		{"a cell far outside", "outside", change(func(g *grid.Grid) { g.Spans = [][4]int{{0, 0, math.MaxInt, 1}} })},
		{"a cell over another", "over another", change(func(g *grid.Grid) { g.Spans = [][4]int{{0, 0, 1, 1}, {0, 0, 1, 1}} })},
	} {
		err := c.g.Validate()
		switch {
		case c.says == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.says != "" && (!errors.Is(err, archive.ErrInvalid) || !strings.Contains(err.Error(), c.says)):
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestSame(t *testing.T) {
	a := archive.Box{0, 0, 100, 100}
	for _, c := range []struct {
		b    archive.Box
		same bool
	}{
		{a, true},
		{archive.Box{0, 0, 100, 50}, true},
		{archive.Box{0, 60, 100, 150}, false},
		{archive.Box{0, 49, 100, 150}, true},
		{archive.Box{40, 40, 60, 60}, true},
		{archive.Box{100, 0, 200, 100}, false},
		{archive.Box{5, 5, 5, 50}, false},
	} {
		if grid.Same(a, c.b) != c.same || grid.Same(c.b, a) != c.same {
			t.Errorf("%v: %v", c.b, !c.same)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(drawn.String())
	f.Add(`{"page":1,"box":[0,0,1,1],"none":true}`)
	f.Add(`{"page":1,"box":[0,0,1e309,1],"columns":[0,1]}`)
	f.Fuzz(func(t *testing.T, s string) {
		g, err := grid.Parse([]byte(s))
		if err != nil {
			return
		}
		again, err := grid.Parse([]byte(g.String()))
		if err != nil || again.String() != g.String() {
			t.Errorf("%s: %s, %v", g, again, err)
		}
		rows, columns := g.Size()
		table, read := g.Table(page)
		if !g.None && len(table.Header) != columns || len(read) > rows {
			t.Errorf("%s: %d columns, %d rows", g, len(table.Header), len(read))
		}
		for _, r := range read {
			if len(r.Cells) != columns {
				t.Errorf("%s: a row of %d cells", g, len(r.Cells))
			}
		}
	})
}
