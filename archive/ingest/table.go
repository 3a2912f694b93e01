package ingest

import (
	"cmp"
	"context"

	"readingroom/archive"
	"readingroom/archive/link/period"
)

// tables is what is known of the periods of tables, while they are read one
// after the other, twice.
type tables struct {
	number int                   // of the one being read at the first reading
	labels period.Labels         // of it
	named  map[int]period.Labels // of those whose rows are named after months
	second int                   // the one being read at the second
	table  *period.Table
}

// first takes a row at the first reading.
func (s *tables) first(t archive.Table, r archive.Row) {
	if t.Number != s.number {
		s.number, s.labels = t.Number, period.Labels{}
	}
	if r.Note {
		return
	}
	s.labels.Read(r.Group, r.Cells)
	if s.labels.Found() {
		if s.named == nil {
			s.named = map[int]period.Labels{}
		}
		s.named[t.Number] = s.labels
	}
}

// row stores what a row speaks of; and before the first of a table, what its
// title and the name of its sheet do, and which period each of its columns is of.
func (l *linker) row(ctx context.Context, t archive.Table, r archive.Row, places []archive.PlaceLink) error {
	for _, found := range places {
		if err := l.out.Place(ctx, found); err != nil {
			return err
		}
	}
	at := archive.PeriodLink{Page: r.Page, Table: t.Number}
	s := &l.tables
	if s.second != t.Number || s.table == nil {
		s.second = t.Number
		s.table = period.NewTable(l.fiscal(), s.named[t.Number], t.Header, t.Title, t.Sheet, l.reported(), l.item.Title, l.item.Name)
		title := l.periods(cmp.Or(t.Title, t.Sheet), at)
		l.titles = append(l.titles, title...)
		if err := l.store(ctx, append(title, cells(s.table.Columns(), at)...)); err != nil {
			return err
		}
	}
	at.Row = r.Number
	if r.Note {
		var all []archive.PeriodLink
		for i, cell := range r.Cells {
			at.Col = i + 1
			all = append(all, l.periods(cell, at)...)
		}
		return l.store(ctx, all)
	}
	return l.store(ctx, cells(s.table.Row(r.Group, r.Cells, r.Values), at))
}

// reported is the period that the document reports on, in its own words.
func (l *linker) reported() string {
	if p := l.heading(); p != nil {
		return p.Text
	}
	return ""
}

// cells are the links of what stands in a table.
func cells(found []period.Cell, at archive.PeriodLink) []archive.PeriodLink {
	all := make([]archive.PeriodLink, len(found))
	for i, c := range found {
		at.Col = c.Col
		all[i] = linked(c.Find, at)
	}
	return all
}
