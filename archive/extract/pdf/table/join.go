package table

import (
	"strings"

	"readingroom/archive"
)

// A Joiner gives the tables of a document to a sink, page by page, a table that
// goes on over pages as one. For each page, in order:
//
//	j.Next(tables)   // before the sink is given the page
//	sink.Page(page)
//	j.Rows()         // after it
//
// and Close at the end. A row that the end of a page cut in two is given whole,
// in its place on the first.
type Joiner struct {
	sink sink

	page   int
	tables []Table
	open   *open // the table that may go on
	joined bool  // the first of the tables goes on with it
}

// mostPending is how many labels are kept for the row under them.
const mostPending = 100

// A sink takes tables: an archive.Sink does.
type sink interface {
	Table(archive.Table) error
	Row(archive.Row) error
}

// NewJoiner returns a joiner for one document.
func NewJoiner(s sink) *Joiner { return &Joiner{sink: s} }

// An open table is one whose rows are being given.
type open struct {
	Table                  // its last part
	title   string         // as it was given
	header  []string       // likewise
	heads   int            // rows of it
	width   int            // columns
	number  int            // of the last row that was given
	grid    int            // rows of its grid so far
	groups  []label        // that hold now, outermost first
	stub    string         // the last text of the first column
	stubs   bool           // the first column names several rows at once
	unnamed int            // rows without a first cell
	fresh   bool           // a label was the last that was read
	pending []archive.Cell // of labels, for the next row
	held    *archive.Row
}

// A label is what stands above rows and holds for them.
type label struct {
	text   string
	indent float64
}

// Next takes the tables of the next page, and ends what the page before left open.
func (j *Joiner) Next(page int, tables []Table) error {
	j.page, j.tables, j.joined = page, tables, false
	if j.open == nil {
		return nil
	}
	if len(tables) > 0 && j.open.goesOn(&tables[0]) {
		j.joined = true
		j.open.mend(&tables[0])
	}
	err := j.release()
	if !j.joined {
		j.open = nil
	}
	return err
}

// Rows gives the tables of the page.
func (j *Joiner) Rows() error {
	for i := range j.tables {
		t := &j.tables[i]
		if i > 0 || !j.joined {
			if err := j.Close(); err != nil {
				return err
			}
			if err := j.begin(t, i+1); err != nil {
				return err
			}
		}
		if err := j.rows(t, i+1); err != nil {
			return err
		}
	}
	j.tables = nil
	return nil
}

// Close ends the last table.
func (j *Joiner) Close() error {
	if j.open == nil {
		return nil
	}
	err := j.release()
	j.open = nil
	return err
}

func (j *Joiner) begin(t *Table, onPage int) error {
	o := &open{heads: t.HeaderRows, width: t.Cols, header: t.header(), title: t.Title, grid: t.HeaderRows}
	out := archive.Table{
		Page: j.page, OnPage: onPage, Title: t.Title, Header: o.header, Box: t.Box, Confidence: t.Confidence, Footnotes: t.Footnotes,
		HeaderRows: []int{},
	}
	for _, c := range t.Cells {
		if c.Row < t.HeaderRows {
			out.Grid = append(out.Grid, c)
		}
	}
	j.open = o
	return j.sink.Table(out)
}

// header returns the name of each column: the heads above it, outer ones first.
func (t *Table) header() []string {
	out := make([]string, t.Cols)
	for _, c := range t.Cells {
		if c.Row >= t.HeaderRows || c.ColSpan == t.Cols && t.HeaderRows > 1 {
			continue
		}
		text := value(c.Text)
		for k := c.Col; k < min(t.Cols, c.Col+c.ColSpan); k++ {
			if out[k] != "" && text != "" {
				out[k] += " "
			}
			out[k] += text
		}
	}
	return out
}

// rows gives the rows of a table below its header; the last is held back until
// it is known how the next page begins.
func (j *Joiner) rows(t *Table, onPage int) error {
	o := j.open
	o.Table = *t
	byRow := make([][]archive.Cell, t.Rows)
	for _, c := range t.Cells {
		byRow[c.Row] = append(byRow[c.Row], c)
	}
	o.stubs = o.stubs || t.stubs(byRow)
	spans := make([]archive.Cell, t.Cols) // what reaches down from rows above
	var under []string
	if onPage == 1 && j.joined {
		under = t.Footnotes
	}
	for r := t.HeaderRows; r < t.Rows; r++ {
		row := archive.Row{Page: j.page, OnPage: onPage, Cells: make([]string, max(o.width, t.Cols)), Box: t.bands[r]}
		for k, c := range spans {
			if c.Row+c.RowSpan > r && c.Col == k {
				row.Cells[k] = value(c.Text)
			}
		}
		for _, c := range byRow[r] {
			row.Cells[c.Col] = value(c.Text)
			spans[c.Col] = c
			c.Row = o.grid + r - t.HeaderRows
			row.Grid = append(row.Grid, c)
		}
		if t.labels[r] && len(byRow[r]) == 1 {
			o.label(label{row.Grid[0].Text, t.indent[r]})
			if len(o.pending) < mostPending {
				o.pending = append(o.pending, row.Grid...)
			}
			continue
		}
		if err := j.release(); err != nil {
			return err
		}
		row.Grid = append(o.pending, row.Grid...)
		o.pending = nil
		if row.Cells[0] != "" {
			o.stub = oneLine(row.Cells[0])
		} else {
			o.unnamed++
		}
		for _, l := range o.groups {
			row.Group = append(row.Group, l.text)
		}
		if o.stubs && o.stub != "" {
			row.Group = append(row.Group, o.stub)
		}
		o.fresh = false
		o.number++
		row.Number = o.number
		row.Under, under = under, nil
		o.held = &row
	}
	o.grid += t.Rows - t.HeaderRows
	return nil
}

// release gives the row that was held back.
func (j *Joiner) release() error {
	if j.open == nil || j.open.held == nil {
		return nil
	}
	row := *j.open.held
	j.open.held = nil
	return j.sink.Row(row)
}

// label makes a label hold from now on: inside those that stand further out.
func (o *open) label(l label) {
	l.text = oneLine(l.text)
	if !o.fresh {
		for n := len(o.groups); n > 0 && o.groups[n-1].indent >= l.indent-2; n-- {
			o.groups = o.groups[:n-1]
		}
	}
	o.groups = append(o.groups, l)
	if len(o.groups) > 6 {
		o.groups = o.groups[1:]
	}
	o.fresh, o.stub = true, ""
}

// stubs reports whether the first column names rows that follow as well: it is
// left empty in some where the second column has a text.
func (t *Table) stubs(byRow [][]archive.Cell) bool {
	if t.Cols < 3 {
		return false
	}
	named, empty := 0, 0
	for r := t.HeaderRows; r < t.Rows; r++ {
		if t.labels[r] {
			continue
		}
		first, second := "", ""
		for _, c := range byRow[r] {
			switch c.Col {
			case 0:
				first = c.Text
				if c.RowSpan > 1 {
					empty++
				}
			case 1:
				second = c.Text
			}
		}
		switch {
		case first != "" && !isValue(first):
			named++
		case first == "" && second != "" && !isValue(second) && named > 0:
			empty++
		}
	}
	return named > 0 && empty > 0
}

// value is the text of a cell without the dots that lead the eye to the next.
func value(s string) string {
	t := strings.TrimRight(s, " .·…_")
	if n := strings.Count(s[len(t):], ".") + strings.Count(s[len(t):], "·") + strings.Count(s[len(t):], "_") + 3*strings.Count(s[len(t):], "…"); n >= 3 && t != "" {
		return t
	}
	return s
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }
