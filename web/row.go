package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/store"
)

// RowPage is a row among its neighbours.
type RowPage struct {
	Document Document       `json:"document"`
	Table    archive.Table  `json:"table"`
	Title    string         `json:"title"`
	Columns  []string       `json:"columns"`
	Row      Row            `json:"row"`
	Values   []Value        `json:"values"`
	Around   []Row          `json:"around"` // it and the rows before and after it
	TableURL string         `json:"table_url"`
	Previous string         `json:"previous,omitempty"`
	Next     string         `json:"next,omitempty"`
	Citation Citation       `json:"citation"`
	Standing *Standing      `json:"standing,omitempty"` // of the citation that led here
	Released []ReleasedLine `json:"released,omitempty"` // the requests that its document belongs to
	Places   []Link         `json:"places"`             // that it speaks of, with what that rests on
	Periods  []Period       `json:"periods"`            // that it speaks of, each once

	Elsewhere string `json:"elsewhere,omitempty"` // where its county stands on other lists
	Subject   string `json:"-"`                   // that county

	Redrawings  []RedrawingLine  `json:"redrawings,omitempty"`  // by which it is read
	Corrections []CorrectionNote `json:"corrections,omitempty"` // that it stands under

	Spoken  *Spoken     `json:"-"`
	Book    *Book       `json:"-"`                 // nil where the row stands on a page
	Crop    *Sheet      `json:"-"`                 // the row where it stands on the page
	Entries []EntryLine `json:"entries,omitempty"` // the requests it states, where the document is read as a log

	InPage int      `json:"-"` // its number on that page, where the table goes on over several
	Parted bool     `json:"-"`
	Named  []column `json:"-"`
	Cell   int      `json:"-"` // the cell that is cited, from 1
	Query  string   `json:"-"`
	Paged  bool     `json:"-"`
}

// A Value is a cell under its column's name.
type Value struct {
	Column  string `json:"column"`
	Text    string `json:"text"`
	Locator string `json:"locator"`
	URL     string `json:"url"`              // the row with this cell marked
	Period  string `json:"period,omitempty"` // that the column, or the cell, is of, in words
	Held    string `json:"held,omitempty"`   // what the cell holds where it shows something else
	Careful string `json:"-"`
	Cited   bool   `json:"-"`
	Hidden  bool   `json:"-"` // the column is, in the source file
	Repeats bool   `json:"-"` // it repeats a merged cell
	Runs    []run  `json:"-"`
}

// around is how many rows stand before a row, and after it; bookAround how many
// after it where they are a sheet to read on in.
const (
	around     = rowsBefore
	bookAround = 25
)

func (s *Site) row(c *gin.Context) (*RowPage, error) {
	o, t, err := s.openTable(c)
	defer o.close()
	if err != nil {
		return nil, err
	}
	n, err := positive(c.Param("row"), 0)
	if err != nil {
		return nil, invalid("“%s” is no row’s number.", cut(c.Param("row"), 40))
	}
	col, err := positive(c.Query("c"), 0)
	if err != nil {
		return nil, invalid("“c” is the number of a cell, from 1.")
	}
	q := c.Query("q")
	p := &RowPage{
		Document: documentOf(o.Item), Table: t, Title: tableTitle(t), Query: q, Paged: t.Page > 0,
		TableURL: tableAtURL(o.Number, t.Number, n, q),
	}
	if err := p.around(o, t, n, col, q); err != nil {
		return nil, err
	}
	if err := s.markAsked(c, o.Number, t.Number, p, q); err != nil {
		return nil, err
	}
	p.Parted = parted(p.Around, t)
	p.Columns, p.Cell = columns(t, p.Around), col
	p.Named = lettered(named(p.Columns, cellsOf(p.Around)), t)
	p.Book = bookOf(o, t, p.Around, c.Query("hidden"), rowURL(o.Number, t.Number, n, 0, ""), "c", c.Query("c"), "q", q)
	gaps(p.Around)
	if col > len(p.Columns) {
		return nil, notFound("Row %d of this table has %s.", n, count(len(p.Row.Cells), "cell", "cells"))
	}
	p.Corrections = correctionNotes(o.touched.Row(t.Number, n))
	o.markRows(t.Number, p.Around)
	l := archive.RowLocator(t, n)
	for i, name := range p.Columns {
		v := Value{
			Column: name, URL: rowURL(o.Number, t.Number, n, i+1, q), Cited: i+1 == col,
			Held: at(p.Row.Values, i), Hidden: p.Named[i].Hidden, Repeats: p.Row.Repeats(i),
		}
		if i < len(p.Row.Cells) {
			v.Text = p.Row.Cells[i]
		}
		cell := l
		cell.Col = i + 1
		v.Locator = cell.String()
		v.Runs = p.Row.Marked(i)
		p.Values = append(p.Values, v)
	}
	if p.Parted {
		p.InPage = l.Row
	}
	l.Col = col
	if l, err = p.span(c, l); err != nil {
		return nil, err
	}
	if p.Standing, err = s.standing(c, o); err != nil {
		return nil, err
	}
	p.Citation = s.citation(c, o, l)
	if p.Released, err = s.releasedItem(c, o.Number); err != nil {
		return nil, err
	}
	if p.Places, err = s.links(c, o, store.Places{Table: t.Number, Row: n, Limit: linksOfAPage}); err != nil {
		return nil, err
	}
	p.Spoken = spoken("Places in this row", o.Number, p.Places)
	for _, l := range p.Places {
		if l.Kind == archive.JurisdictionCounty && l.Slug != "" && p.Elsewhere == "" {
			p.Elsewhere, p.Subject = compareURL([]string{l.Slug}, nil), l.Name
		}
	}
	spans, err := s.Store.RowPeriods(c.Request.Context(), o.Number, t.Number, n)
	if err != nil {
		return nil, err
	}
	of, err := s.Store.RowPeriods(c.Request.Context(), o.Number, t.Number, 0)
	if err != nil {
		return nil, err
	}
	p.dated(of, spans)
	p.Periods = periods(spans, o.Number)
	for i := range p.Periods { // in a row, the cell is what is marked
		p.Periods[i].URL = rowURL(o.Number, t.Number, n, spanColumn(spans, p.Periods[i]), "")
	}
	if p.Crop, err = s.rowCrop(o, p.Row, col); err != nil {
		return nil, err
	}
	if p.Entries, err = s.entriesOf(c.Request.Context(), o.Number, l); err != nil {
		return nil, err
	}
	p.Redrawings, err = s.redrawingsOf(c, o.Number, t)
	p.Redrawings = slices.DeleteFunc(p.Redrawings, func(l RedrawingLine) bool { return l.Page != p.Row.Page })
	return p, err
}

// markAsked marks in the row what is asked for beside words.
func (s *Site) markAsked(c *gin.Context, item string, table int, p *RowPage, q string) error {
	a := s.question(q, nil)
	if a.none() {
		return nil
	}
	cells, err := s.inRow(c.Request.Context(), item, table, p.Row.Number, p.Row.Cells, a)
	if err != nil {
		return err
	}
	for i, spans := range cells { // the row among its neighbours has the same marks
		p.Row.hits[i] = apart(append(p.Row.hits[i], spans...))
	}
	return nil
}

// dated says which cells are of which period: what the row says itself before
// what its table says of the column.
func (p *RowPage) dated(columns, own []archive.PeriodLink) {
	for _, l := range append(slices.Clip(columns), own...) {
		if l.Col < 1 || l.Col > len(p.Values) {
			continue
		}
		v := &p.Values[l.Col-1]
		whole := l.Row == 0 || l.Text == strings.TrimSpace(v.Text) && l.Text != l.Label
		if !whole || archive.Blank(v.Text) {
			continue
		}
		said := Period{From: l.Period.From, Until: l.Period.Until, Flags: l.Flags}
		v.Period, v.Careful = periodInWords(l.Period), said.Careful()
		if l.Calendar != "" {
			v.Period += ", by the " + l.Calendar + " year"
		}
	}
}

// rowCrop shows a row on its page, and one of its cells where one is cited.
func (s *Site) rowCrop(o opened, r Row, col int) (*Sheet, error) {
	if r.Page == 0 || !s.pictured(o.Item) {
		return nil, nil
	}
	page, err := o.file.Page(r.Page)
	if err != nil {
		return nil, err
	}
	whole, ok := sized(page)
	row := within(r.Box, whole)
	if !ok || !visible(row) {
		return nil, nil
	}
	const beside, above = 12, 46 // points; above: a row or two, to know where one is
	part := within(archive.Box{row[0] - beside, row[1] - above, row[2] + beside, row[3] + above}, whole)
	sheet := cropSheet(o.Number, r.Page, part, fmt.Sprintf("Row %d on page %d", r.Number, r.Page))
	sheet.mark("row", whole, []archive.Box{row})
	for _, cell := range r.Grid {
		if cell.Col <= col-1 && col-1 < cell.Col+cell.ColSpan && overlaps(cell.Box, row) {
			sheet.mark("cited", whole, []archive.Box{cell.Box})
		}
	}
	if col == 0 {
		sheet.Boxes[0].Class = "cited"
	}
	return sheet, nil
}

// overlaps reports whether a cell stands beside a row, not in a label above it.
func overlaps(cell, row archive.Box) bool {
	return min(cell[3], row[3])-max(cell[1], row[1]) > (row[3]-row[1])/2
}

// around reads row n, the rows before it and those after it.
func (p *RowPage) around(o opened, t archive.Table, n, col int, q string) error {
	found, after, most := false, 0, around
	if t.Page == 0 {
		most = bookAround
	}
	// Rows are numbered with gaps where the file has blank ones; a reach of a
	// hundred finds the neighbours of all but the strangest.
	for r, err := range o.file.Rows(t.Number, max(1, n-100)) {
		if err != nil {
			return err
		}
		row := rowOf(o.Number, t, r, q)
		switch {
		case r.Number < n:
			if p.Previous = row.URL; len(p.Around) == around {
				p.Around = p.Around[1:]
			}
		case r.Number == n:
			found, row.Current, row.Cell = true, true, col
			p.Row = row
		case !found:
			return noSuchRow(t, n)
		case p.Next == "":
			p.Next = row.URL
		}
		p.Around = append(p.Around, row)
		if r.Number > n {
			if after++; after == most {
				break
			}
		}
	}
	if !found {
		return noSuchRow(t, n)
	}
	return nil
}

func noSuchRow(t archive.Table, n int) error {
	return notFound("This table has %s, and none is numbered %d.", count(t.Rows, "row", "rows"), n)
}
