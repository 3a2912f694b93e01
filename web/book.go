package web

import (
	"slices"
	"strings"

	"readingroom/archive"
)

// A Book is what a page shows of a workbook, or of text such as CSV, besides
// the rows: its other sheets, the lines above, what the source file hides.
type Book struct {
	Tabs    []BookTab  // the tables of its sheets; none where there is one
	Above   []BookLine // the lines above the header
	Columns []string   // the letters of the columns that the file hides
	Rows    int        // how many of the rows shown it hides
	Without bool       // what it hides is left out
	Other   string     // the same page with, or without, what is hidden
	Last    int        // the number of the last row
}

// A BookTab is a table of a workbook.
type BookTab struct {
	Title   string
	URL     string
	Hidden  bool // the sheet is
	Current bool
}

// A BookLine is a line above the header of a sheet.
type BookLine struct {
	Row  int
	Text string
}

// tabsShown is how many tables of a workbook are named above one of them.
const tabsShown = 60

// bookOf is nil for a table that stands on a page. path and query are the address
// of the page shown.
func bookOf(o opened, t archive.Table, rows []Row, hidden, path string, query ...string) *Book {
	if t.Page > 0 {
		return nil
	}
	b := &Book{Last: t.LastRow, Without: hidden == "no"}
	all := o.head().Tables
	sheets := map[string]int{}
	for _, x := range all {
		sheets[x.Sheet]++
	}
	for _, x := range all {
		if len(all) == 1 || len(b.Tabs) == tabsShown && x.Number != t.Number {
			continue
		}
		tab := BookTab{Title: oneLine(x.Sheet), URL: tableURL(o.Number, x.Number), Hidden: x.Hidden, Current: x.Number == t.Number}
		switch {
		case tab.Title == "":
			tab.Title = tableTitle(x.Table)
		case sheets[x.Sheet] > 1:
			tab.Title += ", from row " + digits(max(1, x.FirstRow))
		}
		b.Tabs = append(b.Tabs, tab)
	}
	b.Above = aboveOf(t)
	if all := make([]string, len(b.Above)); len(all) > 0 {
		for i, l := range b.Above {
			all[i] = l.Text
		}
		if oneLine(strings.Join(all, " ")) == tableTitle(t) { // it stands above already
			b.Above = nil
		}
	}
	for _, n := range t.HiddenColumns {
		b.Columns = append(b.Columns, columnLabel(t, n))
	}
	for _, r := range rows {
		if r.Hidden {
			b.Rows++
		}
	}
	other := "no"
	if b.Without {
		other = ""
	}
	b.Other = withQuery(path, append(query, "hidden", other)...)
	return b
}

// aboveOf are the lines of a sheet above the header of a table.
func aboveOf(t archive.Table) []BookLine {
	var lines []BookLine
	for _, r := range t.Head {
		if line := oneLine(strings.Join(r.Cells, " ")); line != "" && !slices.Contains(t.HeaderRows, r.Number) {
			lines = append(lines, BookLine{r.Number, line})
		}
	}
	return lines
}

// columnLabel is how a sheet itself calls a column.
func columnLabel(t archive.Table, n int) string {
	if t.Sheet == "" {
		return digits(n)
	}
	return archive.ColumnName(n)
}

// Hides reports whether the file hides any of what is shown.
func (b *Book) Hides() bool { return b.Rows > 0 || len(b.Columns) > 0 }

// lettered gives the columns of a sheet their letters, and marks the hidden ones.
func lettered(columns []column, t archive.Table) []column {
	if t.Page > 0 {
		return columns
	}
	for i := range columns {
		if t.Sheet != "" {
			columns[i].Letter = archive.ColumnName(i + 1)
		}
	}
	for _, n := range t.HiddenColumns {
		if n > 0 && n <= len(columns) {
			columns[n-1].Hidden = true
		}
	}
	return columns
}

// gaps counts, before each row, those before it that the file hides.
func gaps(rows []Row) {
	n := 0
	for i := range rows {
		if rows[i].Hidden && !rows[i].Current {
			n++
			continue
		}
		rows[i].Gap, n = n, 0
	}
}

// Marked is cell i of the row with what is searched for marked.
func (r Row) Marked(i int) []run {
	runes := []rune(at(r.Cells, i))
	return (&marker{runes: runes, hits: r.hitsIn(i)}).runs(Span{0, len(runes)})
}

// Clamped is cell i of a row that is shown short.
func (r Row) Clamped(i int) []run { return clippedRuns(at(r.Cells, i), r.hitsIn(i), cellShown) }

func (r Row) hitsIn(i int) []Span {
	if i < len(r.hits) {
		return r.hits[i]
	}
	return nil
}

// Line is the row on one line, its empty cells left out.
func (r Row) Line() string { return oneLine(strings.Join(r.Cells, " ")) }

// Repeats reports whether cell i repeats a merged one that stands above it or
// left of it.
func (r Row) Repeats(i int) bool {
	for _, n := range r.Filled {
		if n == i+1 {
			return true
		}
	}
	return false
}

// Commented reports whether somebody wrote on cell i.
func (r Row) Commented(i int) bool {
	for _, c := range r.Comments {
		if c.Col == i+1 {
			return true
		}
	}
	return false
}
