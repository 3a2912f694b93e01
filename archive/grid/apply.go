package grid

import (
	"cmp"
	"slices"

	"readingroom/archive"
)

// A Found is a table of a document with its rows, as far as they are needed.
type Found struct {
	archive.Table
	Rows []archive.Row
}

// A Part is what was found of a table on one page.
type Part struct {
	Page   int
	OnPage int
	Box    archive.Box
	Header []archive.Cell // where it stands on that page
	Rows   []archive.Row
}

// Parts returns a table's parts, page by page. A table that is in no page has none.
func (f Found) Parts() []Part {
	if f.Page == 0 {
		return nil
	}
	first := Part{Page: f.Page, OnPage: f.OnPage, Box: f.Box, Header: f.Grid}
	if len(f.Pieces) == 0 {
		first.Rows = f.Rows
		return []Part{first}
	}
	parts := make([]Part, len(f.Pieces))
	at := 0
	for i, p := range f.Pieces {
		parts[i] = Part{Page: p.Page, OnPage: p.OnPage, Box: p.Box, Rows: f.Rows[at:min(at+p.Rows, len(f.Rows))]}
		at += len(parts[i].Rows)
		if p.Page == first.Page && p.OnPage == first.OnPage {
			parts[i].Header = f.Grid
			if area(f.Box) > 0 { // the head's box holds the header too
				parts[i].Box = p.Box.Union(f.Box)
			}
		}
	}
	return parts
}

// Touched reports whether any grid is about a part of the table. Only such a
// table needs its rows to be redrawn.
func Touched(t archive.Table, grids []Grid) bool {
	for _, p := range (Found{Table: t}).Parts() {
		for _, g := range grids {
			if g.Page == p.Page && Same(g.Box, p.Box) {
				return true
			}
		}
	}
	return false
}

// A segment is a part of a table as it will be: as found, or as drawn.
type segment struct {
	Part
	drawn  *Found // what the grid makes of it; nil: as found
	fresh  bool   // it begins a table of its own
	header []string
}

// Apply returns the tables of a document as readers drew them, in the order of
// the pages, and what was found in their stead. A table that no grid is about
// keeps its number; the others have none. words gives the words of a page.
//
// A grid replaces the parts it is about (Same). In a table that goes on over
// several pages, a part that was drawn stays in it where it has as many columns;
// otherwise the table is split before and after it.
func Apply(tables []Found, grids []Grid, words func(page int) []archive.Word) (out []Found, instead []Found) {
	last := map[int]int{} // the highest number of a table on each page
	for _, t := range tables {
		last[t.Page] = max(last[t.Page], t.OnPage)
		for _, p := range t.Pieces {
			last[p.Page] = max(last[p.Page], p.OnPage)
		}
	}
	used := make([]bool, len(grids))
	for _, t := range tables {
		if !Touched(t.Table, grids) {
			out = append(out, t)
			continue
		}
		segments, gone := t.redrawn(grids, used, words, last)
		out = append(out, join(t, segments)...)
		instead = append(instead, gone...)
	}
	for i, g := range grids {
		if used[i] || g.None {
			continue
		}
		last[g.Page]++
		s := g.segment(words, last[g.Page])
		out = append(out, join(Found{}, []segment{s})...)
	}
	slices.SortStableFunc(out, func(a, b Found) int { return cmp.Compare(a.Page, b.Page) })
	return out, instead
}

// redrawn returns the segments that a table consists of now, and its parts
// that were replaced.
func (f Found) redrawn(grids []Grid, used []bool, words func(int) []archive.Word, last map[int]int) (segments []segment, gone []Found) {
	for _, p := range f.Parts() {
		var about []int
		for i, g := range grids {
			if g.Page == p.Page && Same(g.Box, p.Box) {
				about = append(about, i)
			}
		}
		if len(about) == 0 {
			segments = append(segments, segment{Part: p, header: f.Header})
			continue
		}
		was := Found{f.Table, p.Rows}
		was.Page, was.OnPage, was.Box, was.Pieces, was.Grid, was.Table.Rows = p.Page, p.OnPage, p.Box, nil, p.Header, len(p.Rows)
		gone = append(gone, was)
		slices.SortStableFunc(about, func(a, b int) int { return cmp.Compare(grids[a].Box[1], grids[b].Box[1]) })
		number := p.OnPage
		for _, i := range about {
			if used[i] { // it took the place of another part already
				continue
			}
			if used[i] = true; grids[i].None {
				continue
			}
			s := grids[i].segment(words, number)
			s.fresh = number != p.OnPage
			segments = append(segments, s)
			last[p.Page]++
			number = last[p.Page]
		}
	}
	return segments, gone
}

func (g Grid) segment(words func(int) []archive.Word, onPage int) segment {
	t, rows := g.Table(words(g.Page))
	for i := range rows {
		rows[i].OnPage = onPage
	}
	t.OnPage = onPage
	return segment{
		Part: Part{Page: g.Page, OnPage: onPage, Box: g.Box, Header: t.Grid, Rows: rows}, drawn: &Found{t, rows}, header: t.Header,
	}
}

// join makes tables of segments that follow each other, out of table f.
func join(f Found, segments []segment) []Found {
	var out []Found
	next := 0 // the row of the grid, through the whole table
	stubbed := f.stubbed()
	for _, s := range segments {
		n := len(out)
		if n == 0 || s.fresh || len(s.header) != len(out[n-1].Header) {
			out = append(out, begin(f, s, n == 0))
			n, next = n+1, 0
			for _, c := range s.Header {
				next = max(next, c.Row+c.RowSpan)
			}
		}
		t := &out[n-1]
		t.Redrawn = t.Redrawn || s.drawn != nil
		if s.drawn == nil {
			t.Confidence = f.Confidence
		}
		rows := s.Rows
		if s.drawn != nil {
			rows = carry(t.Rows, rows, stubbed)
		}
		next = t.take(rows, next)
	}
	return out
}

// begin returns the head of the table that a segment begins.
func begin(f Found, s segment, first bool) Found {
	t := f
	t.Rows, t.Pieces, t.Number, t.Table.Rows, t.Confidence = nil, nil, 0, 0, 0
	t.Page, t.OnPage, t.Box, t.Grid, t.Header = s.Page, s.OnPage, s.Box, s.Part.Header, s.header
	if s.drawn != nil && len(s.Part.Header) == 0 && len(f.Header) == len(s.header) && s.Page != f.Page {
		t.Header = f.Header // it goes on from the page before
	}
	if !first {
		t.Footnotes = nil
	}
	return t
}

// take adds rows, numbered on, and returns the row of the grid after them.
func (f *Found) take(rows []archive.Row, next int) int {
	low, high := -1, 0
	for _, r := range rows {
		for _, c := range r.Grid {
			if low < 0 || c.Row < low {
				low = c.Row
			}
			high = max(high, c.Row+c.RowSpan)
		}
	}
	for _, r := range rows {
		r.Number = len(f.Rows) + 1
		r.Grid = slices.Clone(r.Grid)
		for i := range r.Grid {
			r.Grid[i].Row += next - low
		}
		f.Rows = append(f.Rows, r)
	}
	if low < 0 {
		return next + len(rows)
	}
	return next + high - low
}
