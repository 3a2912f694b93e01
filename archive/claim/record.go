package claim

import (
	"context"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/audit"
	"readingroom/archive/link/gazetteer"
)

// A Record is the archive, as far as a text is checked against it.
type Record interface {
	// Passages returns, for each quotation, the texts of pages and rows that have
	// most of its words, the likeliest first.
	Passages(ctx context.Context, quotations []string) ([][]Passage, error)
	// Documents returns the documents that may say something of what is asked, each
	// once, the likeliest first.
	Documents(ctx context.Context, asks []Ask) ([]Document, error)
}

// An Ask is a figure that documents are looked for about.
type Ask struct {
	Figure string   // as it stands in the text: "3,083"
	Next   string   // the word behind it
	Words  []string // what it counts
	Places []string // the names of the places it is of
	Slugs  []string // the slugs of these
	Period archive.Period
}

// A Document is a document of the record with what it lists and says.
type Document struct {
	Item   string
	Title  string
	Period archive.Period // that it reports on; zero where that is not known
	States archive.Place  // where it says so
	Date   archive.Day    // that it bears
	Issue  int            // its number in the series of reports that it is of, from 1; 0: in none
	Pages  int            // 0: it has none to be counted
	Copy   bool           // another document of the record says the same, better
	Tables []Table
	Texts  []Text
}

// A Table is a table with all its rows.
type Table struct {
	At      archive.Place
	Title   string
	Header  []string
	Period  archive.Period // of its title, where that is another than the document's
	Columns map[int]archive.Period
	Dates   map[int]bool // columns, from 1, whose cells are days
	Rows    []Row
}

// A Row is a row with the places it is about.
type Row struct {
	At          archive.Place
	Cells       []string
	Labels      []string // that stand above it
	Places      []Spot
	Period      archive.Period // that it names itself, longer than a day
	Total       bool
	Days        map[int]archive.Day  // of its cells that are days, by column
	Corrections []archive.Correction // of it alone, that stand
}

// A Spot is a place with what it lies in.
type Spot struct {
	Slug   string
	Name   string
	Within []string // slugs, its own among them
	Parts  []string // of a city that is several counties: their slugs
}

// A Text is a page's text with what it speaks of.
type Text struct {
	At      archive.Place // the page
	Text    string
	Places  []archive.PlaceLink
	Periods []archive.PeriodLink
}

// words are the words of a row that may name it: its cells and the labels above.
func (r Row) words() string { return strings.Join(append(slices.Clone(r.Labels), r.Cells...), " | ") }

// in reports whether a row is about a place, or about one in it.
func (r Row) in(place Spot) bool {
	return slices.ContainsFunc(r.Places, func(s Spot) bool {
		return slices.Contains(s.Within, place.Slug) || slices.ContainsFunc(s.Within, func(w string) bool {
			return slices.Contains(place.Parts, w) || same(w, place.Slug) && strings.HasPrefix(w, "us/")
		})
	})
}

// shares reports whether a row is about a place in the same state.
func (r Row) shares(place Spot) bool {
	return slices.ContainsFunc(r.Places, func(s Spot) bool {
		return slices.ContainsFunc(s.Within, func(w string) bool { return strings.Count(w, "/") == 1 && slices.Contains(place.Within, w) })
	})
}

// is reports whether a row is about a place itself.
func (r Row) is(slug string) bool {
	return slices.ContainsFunc(r.Places, func(s Spot) bool { return same(s.Slug, slug) })
}

// same reports whether two slugs are of one place: a city that is a county is
// both. "us/pa/philadelphia" is "us/pa/philadelphia-county".
func same(a, b string) bool {
	if a == b {
		return a != ""
	}
	trim := func(s string) string {
		s = strings.TrimSuffix(s, bodyOf(s))
		for _, end := range []string{"-county", "-parish"} {
			s = strings.TrimSuffix(s, end)
		}
		return s
	}
	return a != "" && b != "" && trim(a) == trim(b)
}

// bodyOf is the end of the slug of a body of a place: "/jail", "/sheriff"; or "".
func bodyOf(slug string) string {
	for _, b := range []gazetteer.Body{gazetteer.Sheriff, gazetteer.Jail, gazetteer.Juvenile, gazetteer.Prison, gazetteer.Police, gazetteer.Probation} {
		if strings.HasSuffix(slug, "/"+string(b)) {
			return "/" + string(b)
		}
	}
	return ""
}

// A ledger is a table made ready: which columns hold figures, which name rows.
type ledger struct {
	*Table
	doc     *Document
	values  []int // columns, from 1, of figures
	names   []int // columns that name rows in few words
	title   stems
	about   stems // title, document's title and header
	header  []stems
	placed  bool     // rows are about places
	repeats bool     // several rows are about one place
	known   []string // see named
	folded  []string // the words of each row, as they are compared
	plain   int      // rows but totals
}

func newLedger(d *Document, t *Table) *ledger {
	l := &ledger{Table: t, doc: d, title: stemsOf(t.Title)}
	l.about = stemsOf(t.Title, d.Title, strings.Join(t.Header, " "))
	for _, h := range t.Header {
		l.header = append(l.header, stemsOf(h))
	}
	columns := len(t.Header)
	for _, r := range t.Rows {
		columns = max(columns, len(r.Cells))
	}
	seen := map[string]bool{}
	about, different := 0, 0
	for _, r := range t.Rows {
		if r.Total {
			continue
		}
		l.plain++
		for _, s := range r.Places[:min(1, len(r.Places))] {
			about++
			if !seen[s.Slug] {
				different++
			}
			seen[s.Slug] = true
		}
	}
	l.placed = about*2 > l.plain && l.plain > 0
	l.repeats = l.placed && different*10 < about*8
	for c := 1; c <= columns; c++ {
		filled, numbers, words, years := 0, 0, 0, 0
		for _, r := range t.Rows {
			cell := ""
			if c <= len(r.Cells) {
				cell = strings.TrimSpace(r.Cells[c-1])
			}
			if archive.Blank(cell) {
				continue
			}
			filled++
			if v, ok := audit.Amount(cell); ok {
				numbers++
				if v%unit == 0 && v >= 1900*unit && v < 2100*unit && !strings.Contains(cell, ",") {
					years++
				}
			}
			words += len(strings.Fields(cell))
		}
		switch {
		case filled == 0 || t.Dates[c]:
		case numbers*10 >= filled*7 && years*10 < filled*8:
			l.values = append(l.values, c)
		case numbers*10 < filled*3 && words <= filled*8:
			l.names = append(l.names, c)
		}
	}
	return l
}

// period is what a row, and a column of it, is of.
func (l *ledger) period(r Row, col int) archive.Period {
	if p, ok := l.Columns[col]; ok && col > 0 {
		return p
	}
	switch {
	case r.Period.From != "":
		return r.Period
	case l.Table.Period.From != "":
		return l.Table.Period
	}
	return l.doc.Period
}

// cell returns a cell of a row as a figure.
func (r Row) cell(col int) (int64, bool) {
	if col > len(r.Cells) || archive.Blank(r.Cells[col-1]) {
		return 0, false
	}
	return audit.Amount(r.Cells[col-1])
}
