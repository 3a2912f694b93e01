package grid

import (
	"strings"

	"readingroom/archive"
)

// Table returns the table that a valid grid makes of a page's words: its head, and
// its rows numbered from 1. A row that is one cell across the whole table is a
// label, which holds for the rows below it until the next; labels that stand
// farther in hold within those that stand farther out.
func (g Grid) Table(words []archive.Word) (archive.Table, []archive.Row) {
	t := archive.Table{Page: g.Page, Box: g.Box, Redrawn: true}
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
			if cell(r, c).ColSpan == columns && g.HeaderRows > 1 {
				continue // it is over all of them
			}
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
	var groups []label
	var labels []archive.Cell // of the rows right above
	for r := g.HeaderRows; r < count; r++ {
		if first := cell(r, 0); columns > 1 && first.Row == r && first.ColSpan == columns && first.RowSpan == 1 {
			groups = under(groups, labelOf(first, words), len(labels) > 0)
			labels = append(labels, first)
			continue
		}
		row := archive.Row{
			Number: len(rows) + 1, Page: g.Page, Cells: make([]string, columns),
			Box:  archive.Box{g.Box[0], g.Rows[r], g.Box[2], g.Rows[r+1]},
			Grid: append(labels, begin[r]...),
		}
		for _, l := range groups {
			row.Group = append(row.Group, l.text)
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

// A label holds for the rows below it.
type label struct {
	text   string
	indent float64 // where its first word begins
}

func labelOf(c archive.Cell, words []archive.Word) label {
	l := label{oneLine(c.Text), c.Box[2]}
	for _, w := range words {
		if y := (w.Box[1] + w.Box[3]) / 2; y > c.Box[1] && y < c.Box[3] && w.Box[0] >= c.Box[0] {
			l.indent = min(l.indent, w.Box[0])
		}
	}
	return l
}

// under returns the labels that hold below l. It ends those that stand no
// farther out, unless they stand right above it.
func under(groups []label, l label, right bool) []label {
	const same = 2 // points
	for n := len(groups); !right && n > 0 && groups[n-1].indent >= l.indent-same; n-- {
		groups = groups[:n-1]
	}
	if l.text == "" {
		return groups
	}
	return append(groups[:len(groups):len(groups)], l)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
