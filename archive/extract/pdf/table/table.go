// Package table finds the tables of a page from its words and its lines, and
// joins those that go on over pages.
//
//	County      Issued  Declined          a line under the heads, none beside the columns
//	Clark, NV       51         4    ->    Table{Cells: [{0,0 "County"} {0,1 "Issued"} {0,2 "Declined"}
//	Cook, IL        13         2                 {1,0 "Clark, NV"} {1,1 "51"} …], HeaderRows: 1}
//
// Lines are believed first: what they close in is a cell. Where there are none,
// or too few, columns are the white that runs down between words, and rows are
// told from wrapped lines by what stands in them.
package table

import (
	"cmp"
	"slices"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// A Table is a table of one page, or the part of one that stands there.
type Table struct {
	Box        archive.Box    // on the page, in points
	Cells      []archive.Cell // by row, then by column, both from 0; those that are drawn may be empty
	Rows, Cols int
	HeaderRows int      // how many of the first rows name the columns
	Title      string   // the caption, or the heading that it stands under; "" where there is none
	Footnotes  []string // the notes under it
	Confidence float64  // that it is a table and its cells are these, above 0 and up to 1

	columns     []float64 // their bounds in the frame
	labels      []bool    // by row: it only names the rows below it
	bands       []archive.Box
	words       [][]archive.Word // of each cell
	indent      []float64        // where the text of each row begins
	turn        int
	bottom, top bool           // it reaches to where the text of the page ends, or begins
	covered     []archive.Word // words that were painted over where the table stands
	headed      bool           // that its first rows are a header is certain
}

const (
	leastWords = 6       // what has fewer is no table
	mostWords  = 200_000 // what has more is no page that anyone reads
	mostTables = 200     // of a direction
)

// Find returns the tables of a page, in the order of reading.
func Find(p *mark.Page, l layout.Page) []Table {
	seen := l
	shown := uncovered(p)
	if shown != nil {
		p, seen = shown, layout.Of(shown)
	}
	words, turns := wordsOf(seen)
	if len(words) < leastWords || len(words) > mostWords {
		return nil
	}
	var order []int
	for turn, n := range turns {
		if turn%90 == 0 && n >= leastWords {
			order = append(order, turn)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(turns[b], turns[a]), cmp.Compare(a, b)) })
	var out []Table
	for _, turn := range order {
		s := sheetOf(p, words, turn)
		s.rules = s.rulesOf(append(s.typedRules(), p.Rulings...))
		ruled, free := s.ruled()
		grids := append(ruled, s.unruled(free)...)
		s.around(grids)
		for _, g := range grids {
			out = append(out, s.table(g))
		}
	}
	if shown != nil && len(out) > 0 {
		hide(out, l, words)
	}
	slices.SortStableFunc(out, func(a, b Table) int { return cmp.Or(cmp.Compare(a.Box[1], b.Box[1]), cmp.Compare(a.Box[0], b.Box[0])) })
	return out
}

// table turns a grid into a table of the page.
func (s *sheet) table(g *grid) Table {
	g.cells = g.apart()
	t := Table{Rows: g.rows(), Cols: g.cols(), HeaderRows: g.heads, Confidence: g.confidence(), turn: s.turn, columns: g.xs, labels: g.labels}
	t.Box = s.out(archive.Box{g.xs[0], g.ys[0], g.xs[t.Cols], g.ys[t.Rows]})
	t.indent = make([]float64, t.Rows)
	for _, c := range g.cells {
		if c.c0 == 0 && len(c.words) > 0 {
			t.indent[c.r0] = c.words[0].x0
		}
	}
	t.headed, t.top, t.bottom, t.Title, t.Footnotes = g.headed, g.top, g.bottom, g.title, g.notes
	for r := range t.Rows {
		t.bands = append(t.bands, s.out(archive.Box{g.xs[0], g.ys[r], g.xs[t.Cols], g.ys[r+1]}))
	}
	slices.SortStableFunc(g.cells, func(a, b *cell) int { return cmp.Or(cmp.Compare(a.r0, b.r0), cmp.Compare(a.c0, b.c0)) })
	for _, c := range g.cells {
		t.Cells = append(t.Cells, archive.Cell{
			Row: c.r0, Col: c.c0, RowSpan: c.r1 - c.r0 + 1, ColSpan: c.c1 - c.c0 + 1,
			Text: cellText(c.words), Box: s.out(archive.Box{g.xs[c.c0], g.ys[c.r0], g.xs[c.c1+1], g.ys[c.r1+1]}),
		})
		var words []archive.Word
		for _, w := range inOrder(c.words) {
			words = append(words, w.Word.Word)
		}
		t.words = append(t.words, words)
	}
	return t
}

// hide notes the words of the layout that stand in a table and that nobody can see.
func hide(tables []Table, l layout.Page, shown []*word) {
	seen := map[archive.Word]bool{}
	for _, w := range shown {
		seen[w.Word.Word] = true
	}
	for _, w := range l.Words() {
		if seen[w] {
			continue
		}
		x, y := (w.Box[0]+w.Box[2])/2, (w.Box[1]+w.Box[3])/2
		for i := range tables {
			if b := tables[i].Box; b[0] <= x && x <= b[2] && b[1] <= y && y <= b[3] {
				tables[i].covered = append(tables[i].covered, w)
			}
		}
	}
}
