package search

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"readingroom/archive/content"
	"readingroom/search/analysis"
)

// A tableEntry is what the catalog keeps of a table: what sheet: and column:
// ask about, for every table of the archive, so that no row is read that cannot
// match.
type tableEntry struct {
	Sheet  string   `json:"s,omitempty"`
	Header []string `json:"h,omitempty"`
}

// How much of a header is kept.
const (
	maxColumns = 256
	maxLabel   = 120 // bytes
)

func tableEntries(doc content.Document) []tableEntry {
	if doc.File == nil {
		return nil
	}
	var out []tableEntry
	for _, t := range doc.File.Head().Tables {
		e := tableEntry{Sheet: cutTo(t.Sheet, maxLabel)}
		for _, label := range t.Header[:min(len(t.Header), maxColumns)] {
			e.Header = append(e.Header, cutTo(label, maxLabel))
		}
		out = append(out, e)
	}
	return out
}

func cutTo(s string, n int) string {
	if len(s) > n {
		return strings.ToValidUTF8(s[:n], "")
	}
	return s
}

// share makes equal headers one in memory: those of a weekly report are.
func (e *entry) share(known map[string][]string) {
	for i, t := range e.Tables {
		key := strings.Join(t.Header, string(analysis.CellEnd))
		if h, ok := known[key]; ok {
			e.Tables[i].Header = h
		} else {
			known[key] = t.Header
		}
	}
}

// columnsNamed are the columns of a header, from 0, that bear a name: those
// that are called just so, or else those that have its words in their label.
func (a *analyzer) columnsNamed(header []string, name string) []int {
	var exact, part []int
	want := a.wordsOf(name)
	for i, label := range header {
		switch have := a.wordsOf(label); {
		case want == " ":
		case have == want:
			exact = append(exact, i)
		case strings.Contains(have, want):
			part = append(part, i)
		}
	}
	if len(exact) == 0 {
		return part
	}
	return exact
}

func (p *plan) columnsNamed(t tableEntry, name string) []int {
	if len(t.Header) == 0 {
		return nil
	}
	key := strings.Join(t.Header, string(analysis.CellEnd)) + "\n" + name
	cols, ok := p.columns[key]
	if !ok {
		cols = p.analyzer.columnsNamed(t.Header, name)
		p.columns[key] = cols
	}
	return cols
}

// wordsOf prints the folded words of s, with a space before and after each.
func (a *analyzer) wordsOf(s string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range parts(a.Tokens(nil, s)) {
		b.WriteString(t.Term + " ")
	}
	return b.String()
}

// An ofTables matches the rows of the tables that are wanted.
type ofTables struct {
	plan *plan
	view *view
	want func(t tableEntry) bool
}

func (c *ofTables) match(b *block) (*roaring.Bitmap, error) {
	col := c.view.columns[b.segment]
	ord, table, known, in := uint32(0), 0, false, false // the rows of a table stand together
	return b.pick(func(d uint32) bool {
		if o, t := col.item[d], col.place[d].table(); !known || o != ord || t != table {
			known, ord, table = true, o, t
			e := c.plan.catalog.at(ord)
			in = e != nil && t >= 1 && t <= len(e.Tables) && c.want(e.Tables[t-1])
		}
		return in
	}), nil
}

func (c *ofTables) weigh(*block, *roaring.Bitmap, float64, *scores) {}
func (c *ofTables) cost() uint64                                    { return c.view.total }

// tables matches the rows of the tables of which want is true; of other kinds
// of places none.
func (p *plan) tables(v *view, want func(t tableEntry) bool) clause {
	if v.kind != rows {
		return newOr(nil, false)
	}
	return &ofTables{plan: p, view: v, want: want}
}

// sheet asks for the rows of the sheets that bear a name, or have its words in it.
func (p *plan) sheet(v *view, value func(string) bool, words string) clause {
	known := map[string]bool{}
	return p.tables(v, func(t tableEntry) bool {
		ok, seen := known[t.Sheet]
		if !seen {
			ok = t.Sheet != "" && (value(t.Sheet) || words != " " && strings.Contains(p.analyzer.wordsOf(t.Sheet), words))
			known[t.Sheet] = ok
		}
		return ok
	})
}

// has asks for the rows of the tables that have a column of that name.
func (p *plan) has(v *view, column string) clause {
	return p.tables(v, func(t tableEntry) bool {
		ok := len(p.columnsNamed(t, column)) > 0
		if ok {
			p.took(t, column)
		}
		return ok
	})
}

// took keeps in mind which columns of a table were taken for a name that none
// of them bears just so.
func (p *plan) took(t tableEntry, name string) {
	for _, i := range p.columnsNamed(t, name) {
		label := strings.Join(strings.Fields(t.Header[i]), " ")
		if p.analyzer.wordsOf(label) == p.analyzer.wordsOf(name) {
			return
		}
		if !slices.Contains(p.taken[name], label) {
			p.taken[name] = append(p.taken[name], label)
		}
	}
}

// columnNotes say which columns were taken for others.
func (p *plan) columnNotes() []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(p.taken)) {
		labels := p.taken[name]
		slices.Sort(labels)
		said := `"` + strings.Join(labels[:min(len(labels), maxListed)], `", "`) + `"`
		if n := len(labels) - maxListed; n > 0 {
			said += fmt.Sprintf(" and %d more", n)
		}
		was := "was"
		if len(labels) > 1 {
			was = "were"
		}
		out = append(out, fmt.Sprintf("Where no column is called just %q, %s %s taken for it.", name, said, was))
	}
	return out
}

// columnsAt are the columns of a name in the table that a document is a row of.
func (p *plan) columnsAt(v *view, doc uint64, name string) []int {
	ord, at := v.at(doc)
	e := p.catalog.at(ord)
	if t := at.table(); e != nil && t >= 1 && t <= len(e.Tables) {
		return p.columnsNamed(e.Tables[t-1], name)
	}
	return nil
}
