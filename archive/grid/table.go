package grid

import (
	"strings"

	"readingroom/archive"
)

// Table returns the table that a valid grid makes of a page's words: its head, and
// its rows numbered from 1. A row that is one cell across the whole table is a
// label, which holds for the rows below it until the next.
func (g Grid) Table(words []archive.Word) (archive.Table, []archive.Row) {
	t := archive.Table{Page: g.Page, Box: g.Box, Corrected: true}
	count, columns := g.Size()
	if g.None || count == 0 || columns == 0 {
		return t, nil
	}
	at := map[int]archive.Cell{} // by place, the joined ones in each of theirs
	begin := make([][]archive.Cell, count)
	owner := g.owners()
	for _, c := range g.Cells(words) {
		at[c.Row*columns+c.Col] = c
		begin[c.Row] = append(begin[c.Row], c)
	}
	cell := func(r, c int) archive.Cell { return at[owner[r*columns+c]] }

	t.Header = make([]string, columns)
	for c := range columns {
		var parts []string
		for r := 0; r < g.HeaderRows; r += max(1, cell(r, c).RowSpan-(r-cell(r, c).Row)) {
			if s := oneLine(cell(r, c).Text); s != "" {
				parts = append(parts, s)
			}
		}
		t.Header[c] = strings.Join(parts, " ")
	}
	for r := range g.HeaderRows {
		t.Grid = append(t.Grid, begin[r]...)
	}

	var rows []archive.Row
	var group []string
	var labels []archive.Cell
	for r := g.HeaderRows; r < count; r++ {
		if first := cell(r, 0); columns > 1 && first.Row == r && first.ColSpan == columns && first.RowSpan == 1 {
			if len(labels) == 0 {
				group = nil
			}
			labels = append(labels, first)
			if s := oneLine(first.Text); s != "" {
				group = append(group, s)
			}
			continue
		}
		row := archive.Row{
			Number: len(rows) + 1, Page: g.Page, Cells: make([]string, columns),
			Box:   archive.Box{g.Box[0], g.Rows[r], g.Box[2], g.Rows[r+1]},
			Group: append([]string(nil), group...),
			Grid:  append(labels, begin[r]...),
		}
		labels = nil
		for c := range columns {
			if own := cell(r, c); own.Col == c { // what spans columns stands in the first
				row.Cells[c] = own.Text
			}
		}
		rows = append(rows, row)
	}
	return t, rows
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
