// Package report reads what a document says of itself as a report: the period
// it reports on, its sections with their columns and sums, its notes on scope.
//
//	Weekly Declined Detainer Outcome Report, Feb 4 – Feb 10, 2017
//	key      weekly declined detainer outcome report
//	period   2017-02-04..2017-02-10, stated on p. 1
//	section  Section I: Highest Volume of Detainers Issued …, 10 rows, 142 detainers
//	scope    p. 25, Section IV: Report Scope and Data Fidelity
//
// These are few facts of a document that may have a thousand pages: from them
// series are put together and lists are compared without opening it again.
package report

import (
	"iter"
	"strings"

	"readingroom/archive"
	"readingroom/archive/audit"
	"readingroom/archive/content"
)

// Version is the version of what is read. Facts of another version are read anew.
const Version = 1

// Facts are what a document says of itself as a report.
type Facts struct {
	Version  int       `json:"version"`
	Title    string    `json:"title"` // its own, or what stands at its head
	Key      string    `json:"key"`   // the title without what changes from issue to issue
	Period   Period    `json:"period,omitzero"`
	Sections []Section `json:"sections,omitempty"`
	Scope    []Passage `json:"scope,omitempty"`
	Notice   bool      `json:"notice,omitempty"` // its first words call it a correction
}

// A Period is what a document reports on, with where it says so.
type Period struct {
	archive.Period
	Text     string          `json:"text"`
	Label    string          `json:"label"`
	Calendar string          `json:"calendar"` // "" for the common year
	At       archive.Locator `json:"at"`       // zero: its title, or its file's properties
}

// A Section is a table of the document, as readers compare it.
type Section struct {
	Table  int             `json:"table"` // its number in the item
	At     archive.Locator `json:"at"`
	Title  string          `json:"title"`
	Header []string        `json:"header"`
	Rows   int             `json:"rows"` // that are neither totals nor labels
	Sums   []Sum           `json:"sums,omitempty"`
}

// A Sum is what a column of a section adds up to.
type Sum struct {
	Column   int    `json:"column"` // from 1
	Name     string `json:"name"`
	Value    int64  `json:"value"` // in millionths
	Withheld int    `json:"withheld,omitempty"`
}

// A Passage is words of a page.
type Passage struct {
	At   archive.Locator `json:"at"`
	Text string          `json:"text"`
}

// How much of a document is read for its facts.
const (
	sectionsAtMost = 60
	rowsAtMost     = 20_000 // of one table: a longer one is no list in a report
	pagesAtMost    = 400    // that are looked at for notes on scope
)

// Read reads the facts of an item from its content.
func Read(it archive.Item, f *content.File) (Facts, error) {
	head := f.Head()
	facts := Facts{Version: Version, Title: it.Title}
	first := ""
	if head.Pages > 0 {
		p, err := f.Page(1)
		if err != nil {
			return facts, err
		}
		first = p.Text
	}
	if it.Title == it.Name { // a file's name says little
		if h := heading(first); h != "" {
			facts.Title = h
		}
	}
	facts.Key = Key(facts.Title)
	facts.Notice = isNotice(facts.Title, first)
	var titles []Passage
	for _, t := range head.Tables {
		if len(facts.Sections) == sectionsAtMost {
			break
		}
		s, err := section(t.Table, f.Rows(t.Number, 1))
		if err != nil {
			return facts, err
		}
		titles = append(titles, Passage{s.At, t.Title}, Passage{s.At, t.Sheet})
		facts.Sections = append(facts.Sections, s)
	}
	if head.Mail == nil {
		facts.Period = periodOf(it, first, titles)
	}
	for n := 1; n <= min(head.Pages, pagesAtMost); n++ {
		p, err := f.Page(n)
		if err != nil {
			return facts, err
		}
		facts.Scope = append(facts.Scope, scope(p)...)
	}
	return facts, nil
}

func section(t archive.Table, rows iter.Seq2[archive.Row, error]) (Section, error) {
	s := Section{Table: t.Number, At: archive.RowLocator(t, 0), Title: oneLine(t.Title), Rows: t.Rows}
	for _, h := range t.Header {
		s.Header = append(s.Header, oneLine(h))
	}
	if t.Rows > rowsAtMost {
		return s, nil
	}
	all := audit.Table{Table: t}
	for r, err := range rows {
		if err != nil {
			return s, err
		}
		all.Rows = append(all.Rows, r)
	}
	s.Rows, s.Sums = 0, nil
	items, sums := audit.Sums(all, nil)
	s.Rows = items
	for _, x := range sums {
		s.Sums = append(s.Sums, Sum{x.Column, x.Name, x.Value, x.Withheld})
	}
	return s, nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
