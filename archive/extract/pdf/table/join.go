package table

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
	sink archive.Sink

	page   int
	tables []Table
	open   *open // the table that may go on
	joined bool  // the first of the tables goes on with it
}

// NewJoiner returns a joiner for one document.
func NewJoiner(s archive.Sink) *Joiner { return &Joiner{sink: s} }

// An open table is one whose rows are being given.
type open struct {
	Table                  // its last part
	title   string         // as it was given
	header  []string       // likewise
	width   int            // columns
	number  int            // of the last row that was given
	grid    int            // rows of its grid so far
	groups  []label        // that hold now, outermost first
	stub    string         // the last text of the first column
	stubs   bool           // the first column names several rows at once
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
	o := &open{width: t.Cols, header: t.header(), title: t.Title, grid: t.HeaderRows}
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
		if c.Row >= t.HeaderRows {
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
			o.pending = append(o.pending, row.Grid...)
			continue
		}
		if err := j.release(); err != nil {
			return err
		}
		row.Grid = append(o.pending, row.Grid...)
		o.pending = nil
		if row.Cells[0] != "" {
			o.stub = oneLine(row.Cells[0])
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

// goesOn reports whether a table goes on with the first of the next page.
func (o *open) goesOn(next *Table) bool {
	if o.turn != next.turn || !o.bottom || !next.top || o.width < next.Cols {
		return false
	}
	if next.Title != "" && !sameTitle(o.title, next.Title) {
		return false
	}
	same := next.HeaderRows > 0 && (slices.Equal(next.header(), o.header) || next.fromPicture() && misread(next.header(), o.header))
	switch {
	case same:
		return true
	case next.headed:
		return false
	}
	if o.width != next.Cols {
		return false
	}
	for i, x := range next.columns {
		slack := 6.0
		if i > 0 && i < next.Cols {
			slack = .3 * min(x-next.columns[i-1], next.columns[i+1]-x)
		}
		if d := x - o.columns[i]; d > slack || d < -slack {
			return false
		}
	}
	next.bodyOnly()
	return true
}

// fromPicture reports whether the words of a table were read from a picture.
func (t *Table) fromPicture() bool {
	for _, words := range t.words {
		if len(words) > 0 {
			return words[0].Confidence > 0
		}
	}
	return false
}

// misread reports whether heads are the same but for letters that were misread: up
// to one in six, and no figures.
func misread(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	wrong, all := 0, 0
	for i := range a {
		x, y := []rune(a[i]), []rune(b[i])
		if max(len(x), len(y)) > 500 || !slices.Equal(figures(x), figures(y)) {
			return false
		}
		wrong += distance(x, y)
		all += max(len(x), len(y))
	}
	return 6*wrong <= all
}

func figures(text []rune) (out []rune) {
	for _, r := range text {
		if unicode.IsDigit(r) {
			out = append(out, r)
		}
	}
	return out
}

// distance counts the letters to change, add or take away to make one text of
// the other.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i, r := range a {
		last := row[0]
		row[0] = i + 1
		for k, s := range b {
			here := last
			if r != s {
				here = 1 + min(last, row[k], row[k+1])
			}
			last, row[k+1] = row[k+1], here
		}
	}
	return row[len(b)]
}

// bodyOnly says that what was taken for a header is not one.
func (t *Table) bodyOnly() { t.HeaderRows = 0 }

// sameTitle compares titles but for what says that a table goes on.
func sameTitle(a, b string) bool {
	key := func(s string) string {
		s = strings.ToLower(s)
		for _, cut := range []string{"continued", "cont'd", "cont’d", "(cont", "cont."} {
			if i := strings.Index(s, cut); i >= 0 {
				s = s[:i]
			}
		}
		return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
	}
	x, y := key(a), key(b)
	return x == y || x == "" || y == "" || y != b && strings.HasPrefix(x, y) && len(y) > 5
}

// mend puts the rest of a row that the page's end cut in two to the row that was
// held back, where this is certain: the rest has no first cell and no number,
// and goes on with a small letter.
func (o *open) mend(next *Table) {
	if o.held == nil || next.HeaderRows >= next.Rows || next.labels[next.HeaderRows] {
		return
	}
	r, small := next.HeaderRows, false
	var rest []int
	for i, c := range next.Cells {
		if c.Row != r {
			continue
		}
		first, _ := utf8.DecodeRuneInString(c.Text)
		if c.Col == 0 || c.RowSpan > 1 || isValue(c.Text) || c.Col >= len(o.held.Cells) || o.held.Cells[c.Col] == "" {
			return
		}
		small = small || unicode.IsLower(first)
		rest = append(rest, i)
	}
	if !small || next.Rows-next.HeaderRows < 2 {
		return
	}
	for _, i := range rest {
		c := next.Cells[i]
		o.held.Cells[c.Col] += " " + value(c.Text)
		for k := range o.held.Grid {
			if g := &o.held.Grid[k]; g.Col == c.Col && g.Row == o.grid-1 {
				g.Text += " " + c.Text
			}
		}
	}
	next.drop(r)
}

// drop takes a row away.
func (t *Table) drop(r int) {
	t.Cells = slices.DeleteFunc(slices.Clone(t.Cells), func(c archive.Cell) bool { return c.Row == r })
	for i := range t.Cells {
		if t.Cells[i].Row > r {
			t.Cells[i].Row--
		}
	}
	t.labels = slices.Delete(slices.Clone(t.labels), r, r+1)
	t.bands = slices.Delete(slices.Clone(t.bands), r, r+1)
	t.indent = slices.Delete(slices.Clone(t.indent), r, r+1)
	t.Rows--
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
