package flow

import (
	"strings"

	"readingroom/archive"
)

// What is kept of one table. One that is larger goes on in the text only.
const (
	maxRows   = 100_000
	maxCells  = 1_000_000
	maxDepth  = 20
	maxColumn = 1000
)

// A table while it is read.
type table struct {
	rows  []row
	cells int
	open  *cell
	col   int             // of the next cell
	over  strings.Builder // the text of cells that are more than are kept
}

type row struct {
	cells  []*cell
	header bool
}

type cell struct {
	col, colSpan, rowSpan int
	below                 bool // it goes on with the one above it
	b                     strings.Builder
	gap                   int
}

func (c *cell) text(s string) {
	if c.gap > 0 && c.b.Len() > 0 {
		c.b.WriteByte('\n')
	}
	c.gap = 0
	c.b.WriteString(s)
}

func (f *Flow) cell() *cell {
	if n := len(f.open); n > 0 {
		return f.open[n-1].open
	}
	return nil
}

// TableBegin begins a table. One within a cell becomes text of the cell.
func (f *Flow) TableBegin() {
	f.end(1)
	if len(f.open) < maxDepth {
		f.open = append(f.open, &table{})
	}
}

// CellBegin begins a cell that spans so many columns; below says that it goes
// on with the cell above it.
func (f *Flow) CellBegin(columns int, below bool) {
	if n := len(f.open); n > 0 {
		t := f.open[n-1]
		columns = min(max(columns, 1), maxColumn)
		t.open = &cell{col: t.col, colSpan: columns, rowSpan: 1, below: below}
	}
}

// CellEnd ends the cell.
func (f *Flow) CellEnd() {
	n := len(f.open)
	if n == 0 || f.open[n-1].open == nil {
		return
	}
	t := f.open[n-1]
	c := t.open
	t.open = nil
	if len(t.rows) == 0 || t.col == 0 {
		t.rows = append(t.rows, row{})
	}
	t.col += c.colSpan
	if t.cells++; t.cells <= maxCells && len(t.rows) <= maxRows && t.col <= maxColumn {
		r := &t.rows[len(t.rows)-1]
		r.cells = append(r.cells, c)
	} else if c.b.Len() > 0 {
		t.over.WriteString(c.b.String() + "\n")
	}
}

// SkipColumns leaves columns without a cell at the beginning or end of a row.
func (f *Flow) SkipColumns(columns int) {
	for range min(max(columns, 0), maxColumn) {
		f.CellBegin(1, false)
		f.CellEnd()
	}
}

// RowEnd ends the row; header says that it names the columns.
func (f *Flow) RowEnd(header bool) {
	n := len(f.open)
	if n == 0 {
		return
	}
	t := f.open[n-1]
	f.CellEnd()
	if t.col > 0 {
		t.rows[len(t.rows)-1].header = header
	}
	t.col = 0
}

// TableEnd ends the table: its text goes where it stands, line by line.
func (f *Flow) TableEnd() {
	n := len(f.open)
	if n == 0 {
		return
	}
	f.RowEnd(false)
	t := f.open[n-1]
	f.open = f.open[:n-1]
	frame := !t.isTable()
	for _, r := range t.rows {
		var line []string
		lines := false
		for _, c := range r.cells {
			lines = lines || strings.Contains(c.b.String(), "\n")
			line = append(line, strings.ReplaceAll(c.b.String(), "\n", " "))
		}
		if frame && lines { // it sets out a page
			for _, c := range r.cells {
				f.Text(c.b.String())
				f.Line()
			}
			continue
		}
		f.Text(strings.TrimRight(strings.Join(line, "\t"), "\t"))
		f.Line()
	}
	f.Text(strings.TrimRight(t.over.String(), "\n"))
	f.Line()
	if len(f.open) == 0 {
		f.done = append(f.done, t)
		f.Paragraph()
	}
}

// isTable tells a table from a frame around text: it has two rows and two
// columns at least, and most of its cells are filled with little.
func (t *table) isTable() bool {
	wide, filled, long := 0, 0, 0
	for _, r := range t.rows {
		if len(r.cells) > 1 {
			wide++
		}
		for _, c := range r.cells {
			if c.b.Len() > 0 {
				filled++
			}
			if c.b.Len() > 2000 {
				long++
			}
		}
	}
	return wide > 1 && filled > 2 && long*4 <= filled
}

// give gives a table and its rows to the sink.
func (f *Flow) give(t *table, onPage int) {
	heads := 0
	for heads < len(t.rows)-1 && t.rows[heads].header {
		heads++
	}
	if heads == 0 && namesColumns(t.rows[0]) {
		heads = 1
	}
	t.join()
	width := 0
	for _, r := range t.rows {
		for _, c := range r.cells {
			width = max(width, c.col+c.colSpan)
		}
	}
	out := archive.Table{Number: f.tables, Page: f.number, OnPage: onPage, HeaderRows: []int{}, Header: make([]string, width)}
	values := make([][]string, len(t.rows))
	for i := range values {
		values[i] = make([]string, width)
	}
	grid := make([][]archive.Cell, len(t.rows))
	for i, r := range t.rows {
		for _, c := range r.cells {
			if c.below {
				continue
			}
			text := c.b.String()
			grid[i] = append(grid[i], archive.Cell{Row: i, Col: c.col, RowSpan: c.rowSpan, ColSpan: c.colSpan, Text: text})
			for k := i; k < min(i+c.rowSpan, len(values)); k++ {
				values[k][c.col] = text
			}
		}
	}
	for i := range heads {
		out.Grid = append(out.Grid, grid[i]...)
		for _, c := range grid[i] {
			for col := c.Col; col < min(c.Col+c.ColSpan, width); col++ {
				out.Header[col] = joinHead(out.Header[col], c.Text)
			}
		}
	}
	for col, h := range out.Header {
		if h == "" {
			out.Header[col] = "column " + archive.ColumnName(col+1)
		}
	}
	f.do(func() error { return f.sink.Table(out) })
	for i := heads; i < len(values); i++ {
		r := archive.Row{Number: i - heads + 1, Page: f.number, OnPage: onPage, Cells: values[i], Grid: grid[i]}
		f.do(func() error { return f.sink.Row(r) })
	}
}

func joinHead(outer, inner string) string {
	return strings.Join(strings.Fields(outer+" "+inner), " ")
}

// namesColumns reports whether a row has a short text in every cell, all
// different, and no figures.
func namesColumns(r row) bool {
	seen := map[string]bool{}
	for _, c := range r.cells {
		s := strings.TrimSpace(c.b.String())
		if s == "" || len(s) > 120 || seen[s] || strings.IndexFunc(s, isLetter) < 0 || c.below {
			return false
		}
		seen[s] = true
	}
	return len(r.cells) > 1
}

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > 0x7f }

// join has the cells that go on below counted in the one where they began.
func (t *table) join() {
	above := map[int]*cell{} // by column
	for _, r := range t.rows {
		now := map[int]*cell{}
		for _, c := range r.cells {
			if top := above[c.col]; c.below && top != nil {
				top.rowSpan++
				if s := c.b.String(); s != "" {
					top.gap = 1
					top.text(s)
				}
				now[c.col] = top
				continue
			}
			c.below = false
			now[c.col] = c
		}
		above = now
	}
}
