package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/search"
)

// A HitGroup is a document and its best places.
type HitGroup struct {
	Document Document   `json:"document"`
	Sources  []string   `json:"sources"`
	Count    int        `json:"count"`            // all its matching places
	All      string     `json:"all"`              // the address of all of them
	Thread   string     `json:"thread,omitempty"` // the address of the thread that its first e-mail is of
	InThread int        `json:"thread_size,omitempty"`
	Siblings []string   `json:"siblings,omitempty"` // the other items that match and are copies or versions of it
	Hits     []Hit      `json:"-"`
	Blocks   []hitBlock `json:"-"`

	Corrections []CorrectionNote `json:"corrections,omitempty"` // of anything in the document
}

// A Hit is a place that was found.
type Hit struct {
	Item      string         `json:"item"`
	Title     string         `json:"title"`
	Kind      string         `json:"kind"` // page, row or item
	Locator   string         `json:"locator"`
	URL       string         `json:"url"`       // where it is shown, with the words marked
	Permanent string         `json:"permanent"` // its address for citations
	Snippet   string         `json:"snippet"`
	Score     float64        `json:"score"`
	Redrawn   bool           `json:"redrawn"`            // a reader redrew its table
	Corrected bool           `json:"corrected"`          // a notice says that it is wrong
	Doubtful  bool           `json:"doubtful,omitempty"` // it may speak of the place asked for, or of another of that name
	Header    []string       `json:"header,omitempty"`
	Cells     []string       `json:"cells,omitempty"`
	Matched   []int          `json:"matched,omitempty"`
	Hidden    bool           `json:"hidden,omitempty"` // of a row: in the source file
	Group     []string       `json:"group,omitempty"`  // the labels above a row that hold for it, outermost first
	Place     string         `json:"-"`                // "p. 12"
	CiteURL   string         `json:"-"`                // where it is cited
	Marks     search.Snippet `json:"-"`
	Row       int            `json:"-"`
	Page      int            `json:"-"`
	Table     int            `json:"-"`
	Marked    []cell         `json:"-"`
	Under     []run          `json:"-"` // the labels above a row, where they are what was found

	Corrections []CorrectionNote `json:"corrections,omitempty"`
}

// A cell is a cell with what matched in it marked.
type cell struct {
	Text string
	Runs []run
}

// A hitBlock is a page, or neighbouring rows of one table, which are shown
// under one header.
type hitBlock struct {
	Page    *Hit
	Rows    []Hit
	Where   string // what the rows stand in
	Columns []column
	More    int // columns left out

	Redrawn bool // a reader redrew the table
}

func hitGroup(g search.Group, q string) HitGroup {
	out := HitGroup{Document: documentOf(g.Item), Sources: g.Sources, Count: g.Count, Siblings: g.Siblings, Hits: []Hit{}}
	out.All = withQuery("/search", "q", q, "item", g.Item.Number)
	for _, h := range g.Hits {
		out.Hits = append(out.Hits, hitOf(h, q))
	}
	out.Blocks = hitBlocks(out.Hits, room)
	return out
}

func hitOf(h search.Hit, q string) Hit {
	x := Hit{
		Item: h.Item, Title: h.Title, Kind: h.Kind, Locator: h.Locator.String(), Permanent: PlaceURL(h.Item, h.Locator),
		Snippet: h.Snippet.String(), Score: h.Score, Header: h.Header, Cells: h.Cells, Matched: h.Matched,
		Marks: h.Snippet, Row: h.Row, Page: h.Page, Table: h.Table, Place: inWords(h.Locator), Redrawn: h.Redrawn, Hidden: h.Hidden, Doubtful: h.Doubtful,
	}
	marked := cellSpans(q, h.Header, h.Cells)
	for i, text := range h.Cells {
		hits := marked[i]
		switch found := slices.Contains(h.Matched, i); {
		case !found:
			hits = nil
		case len(hits) == 0:
			hits = []Span{{0, utf8.RuneCountInString(text)}}
		}
		x.Marked = append(x.Marked, cell{text, clippedRuns(text, hits, cellShown)})
	}
	x.Group = h.Group
	switch {
	case len(h.Under) > 0:
		x.Under = []run{{Text: "Under "}}
		for _, span := range h.Under {
			x.Under = append(x.Under, run{Text: span.Text, Hit: span.Mark})
		}
	case len(h.Group) > 0 && len(h.Matched) == 0:
		x.Under = []run{{Text: "Under " + strings.Join(h.Group, " / ")}}
	}
	x.URL = hitURL(h, q)
	place, _, _ := strings.Cut(x.URL, "#")
	if x.CiteURL = place + "#cite"; h.Kind == "item" {
		x.Place = "Name"
	}
	return x
}

// hitURL is where a hit is shown.
func hitURL(h search.Hit, q string) string {
	switch h.Kind {
	case "row":
		return rowInBookURL(h.Item, h.Locator.Page, h.Table, h.Row, 0, q)
	case "page":
		return pageURL(h.Item, h.Page, q)
	}
	return itemURL(h.Item)
}

// hitBlocks puts the rows of one table that follow each other under one header,
// with as many columns as there is room for.
func hitBlocks(hits []Hit, room int) []hitBlock {
	var out []hitBlock
	for i := range hits {
		h := &hits[i]
		if h.Kind == "item" && !h.marked() && len(h.Corrections) == 0 {
			continue // its name alone, which stands above
		}
		if h.Kind != "row" {
			out = append(out, hitBlock{Page: h})
			continue
		}
		if n := len(out); n > 0 && len(out[n-1].Rows) > 0 && out[n-1].Rows[0].Table == h.Table {
			out[n-1].add(*h)
			continue
		}
		b := hitBlock{Rows: []Hit{*h}, Redrawn: h.Redrawn}
		l, _ := archive.ParseLocator(h.Locator)
		l.Row, l.Col = 0, 0
		b.Where = inWords(l)
		out = append(out, b)
	}
	for i := range out {
		out[i].fit(room)
	}
	return out
}

// add adds a row, which may stand on another page than the first.
func (b *hitBlock) add(h Hit) {
	b.Rows = append(b.Rows, h)
	first, last := h.Page, h.Page
	for _, r := range b.Rows {
		first, last = min(first, r.Page), max(last, r.Page)
	}
	if first > 0 && first < last {
		b.Where = "pp. " + digits(first) + "–" + digits(last)
	}
}

// cellShown is how many letters of a cell are shown in the results.
const cellShown = 160

// How many letters of a row stand beside each other in the results, and on a
// page with a margin.
const (
	room       = 104
	marginRoom = 84
)

// fit names the columns of the rows and leaves out those for which there is no
// room: the matching ones stay, then the first ones. The row's own page has all.
func (b *hitBlock) fit(room int) {
	if len(b.Rows) == 0 {
		return
	}
	var cells [][]string
	for _, r := range b.Rows {
		cells = append(cells, r.Cells)
	}
	columns := named(columnNames(b.Rows[0].Header, cells, false), cells)
	keep, left := make([]bool, len(columns)), room
	for _, matching := range []bool{true, false} {
		for i, c := range columns {
			w := width(c, i, cells)
			if b.matches(i) == matching && (matching || w <= left && w > 0) {
				keep[i] = true
				left -= w
			}
		}
	}
	for i, c := range columns {
		if keep[i] {
			b.Columns = append(b.Columns, c)
		} else {
			b.More++
		}
	}
	for n := range b.Rows {
		var marked []cell
		for i := range columns {
			var c cell // a short row has empty cells at its end
			if i < len(b.Rows[n].Marked) {
				c = b.Rows[n].Marked[i]
			}
			if keep[i] {
				marked = append(marked, c)
			}
		}
		b.Rows[n].Marked = marked
	}
}

func (b *hitBlock) matches(column int) bool {
	return slices.ContainsFunc(b.Rows, func(h Hit) bool { return slices.Contains(h.Matched, column) })
}

// width guesses how many letters a column takes; none where it says nothing.
func width(c column, i int, rows [][]string) int {
	w := 0
	for _, cells := range rows {
		if i < len(cells) && strings.Trim(cells[i], " -–—") != "" {
			w = max(w, min(28, utf8.RuneCountInString(cells[i])))
		}
	}
	if w == 0 {
		return 0
	}
	return max(w, min(12, utf8.RuneCountInString(c.Name))) + 3
}
