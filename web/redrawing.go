package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/grid"
	"readingroom/archive/store"
)

// A RedrawingLine is a redrawing as lists show it.
type RedrawingLine struct {
	ID       string    `json:"id"`
	URL      string    `json:"url"`
	Page     int       `json:"page"`
	Grid     grid.Grid `json:"grid"`
	By       string    `json:"by"`
	Note     string    `json:"note,omitempty"`
	Made     string    `json:"made"`  // YYYY-MM-DD
	Holds    bool      `json:"holds"` // the document is read by it
	Undone   string    `json:"undone,omitempty"`
	UndoneBy string    `json:"undone_by,omitempty"`
	Replaced string    `json:"replaced_by,omitempty"` // the redrawing made later of the same part
}

func redrawingLine(c store.Redrawing) RedrawingLine {
	return RedrawingLine{
		ID: c.ID, URL: redrawingURL(c.Item, c.ID), Page: c.Grid.Page, Grid: c.Grid, By: c.By, Note: c.Note,
		Made: shortDate(c.At), Holds: c.Holds, Undone: shortDate(c.Undone), UndoneBy: c.UndoneBy, Replaced: c.Replaced,
	}
}

// What says what a redrawing says: "Drawn with 5 columns and 12 rows".
func (l RedrawingLine) What() string {
	if l.Grid.None {
		return "No table here"
	}
	rows, columns := l.Grid.Size()
	return "Drawn with " + count(columns, "column", "columns") + " and " + count(rows, "row", "rows")
}

// State says what became of it.
func (l RedrawingLine) State() string {
	switch {
	case l.Undone != "":
		return "Undone on " + longDay(l.Undone) + " by " + l.UndoneBy
	case !l.Holds:
		return "Replaced by a later one"
	}
	return "Holds"
}

// redrawingsOf are the redrawings by which a table is read.
func (s *Site) redrawingsOf(c *gin.Context, item string, t archive.Table) ([]RedrawingLine, error) {
	if !t.Redrawn {
		return nil, nil
	}
	all, err := s.Store.Redrawings(c.Request.Context(), item)
	if err != nil {
		return nil, err
	}
	var lines []RedrawingLine
	for i := range all {
		if x := all[len(all)-1-i]; x.Holds && about(x.Grid, t) {
			lines = append(lines, redrawingLine(x))
		}
	}
	return lines, nil
}

// about reports whether a grid is about a part of a table.
func about(g grid.Grid, t archive.Table) bool {
	for _, b := range (TableLine{Page: t.Page, Box: t.Box, Pieces: t.Pieces}).onPage(g.Page) {
		if grid.Same(g.Box, b) {
			return true
		}
	}
	return false
}

// RedrawingsPage lists all redrawings of a document, those that do not hold too.
type RedrawingsPage struct {
	Document   Document        `json:"document"`
	Redrawings []RedrawingLine `json:"redrawings"`
}

func (s *Site) redrawings(c *gin.Context) (*RedrawingsPage, error) {
	o, err := s.open(c)
	defer o.close()
	if err != nil {
		return nil, err
	}
	all, err := s.Store.Redrawings(c.Request.Context(), o.Number)
	p := &RedrawingsPage{Document: documentOf(o.Item), Redrawings: []RedrawingLine{}}
	for _, x := range all {
		p.Redrawings = append(p.Redrawings, redrawingLine(x))
	}
	return p, err
}

func (p *RedrawingsPage) table() [][]string {
	rows := [][]string{{"id", "page", "made", "by", "note", "holds", "undone", "undone_by", "grid", "url"}}
	for _, l := range p.Redrawings {
		holds := ""
		if l.Holds {
			holds = "holds"
		}
		rows = append(rows, []string{l.ID, digits(l.Page), l.Made, l.By, l.Note, holds, l.Undone, l.UndoneBy, l.Grid.String(), l.URL})
	}
	return rows
}

// RedrawingPage is one redrawing, and what was read before it.
type RedrawingPage struct {
	Document  Document      `json:"document"`
	Redrawing RedrawingLine `json:"redrawing"`
	Waiting   bool          `json:"waiting"` // the document is being read again
	Table     string        `json:"table,omitempty"`
	PageURL   string        `json:"page_url"`
	Readings  []Reading     `json:"readings"` // what was found there

	Sheet    *Sheet `json:"-"`
	Draw     string `json:"-"` // where it can be redrawn further
	Allowed  bool   `json:"-"`
	Possible bool   `json:"-"`
	Error    string `json:"-"`
	By       string `json:"-"`
}

// A Reading is a table as it was found.
type Reading struct {
	Title   string     `json:"title"`
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
	Named   []column   `json:"-"`
}

func (s *Site) redrawing(c *gin.Context) (*RedrawingPage, error) {
	o, err := s.open(c)
	defer o.close()
	if err != nil {
		return nil, err
	}
	x, err := s.Store.Redrawing(c.Request.Context(), o.Number, c.Param("redrawing"))
	if errors.Is(err, archive.ErrNotFound) {
		return nil, notFound("Document %s has no such redrawing.", o.Number)
	}
	if err != nil {
		return nil, err
	}
	p := &RedrawingPage{
		Document: documentOf(o.Item), Redrawing: redrawingLine(x), PageURL: pageURL(o.Number, x.Grid.Page, ""), Readings: []Reading{},
		Waiting: o.State != archive.StateIndexed && o.State != archive.StateAside, Allowed: s.mayChange(c.Request), Possible: s.canSignIn(),
	}
	if p.Waiting {
		reload(c)
	}
	if o.file == nil || x.Grid.Page > o.head().Pages {
		return p, nil
	}
	page, err := o.file.Page(x.Grid.Page)
	if err != nil {
		return nil, err
	}
	if box, ok := sized(page); ok && s.pictured(o.Item) {
		p.Sheet = cropOf(o.Number, page, []archive.Box{x.Grid.Box}, "The place of the redrawing on page "+digits(page.Number))
		if p.Sheet != nil {
			p.Sheet.Boxes = nil
			p.Sheet.draw(x.Grid, box)
		}
	}
	for _, t := range o.head().Tables {
		if about(x.Grid, t.Table) {
			p.Table = tableURL(o.Number, t.Number)
			for _, piece := range t.Pieces {
				if piece.Page == x.Grid.Page && grid.Same(piece.Box, x.Grid.Box) {
					p.Table = tableFromURL(o.Number, t.Number, piece.First)
					p.Draw = gridURL(o.Number, piece.Page, piece.OnPage)
				}
			}
		}
	}
	readings, err := o.file.Readings(x.Grid.Page)
	if err != nil {
		return nil, err
	}
	for _, r := range readings {
		if grid.Same(r.Box, x.Grid.Box) {
			p.Readings = append(p.Readings, readingOf(r))
		}
	}
	return p, nil
}

func readingOf(r content.Reading) Reading {
	out := Reading{Title: tableTitle(r.Table), Rows: [][]string{}}
	for _, row := range r.Rows {
		out.Rows = append(out.Rows, row.Cells)
	}
	out.Columns = columnNames(r.Table.Header, out.Rows, false)
	out.Named = named(out.Columns, out.Rows)
	return out
}

// undo takes a redrawing back.
func (s *Site) undo(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 4<<10)
	item, id := c.Param("item"), c.Param("redrawing")
	by := strings.TrimSpace(c.PostForm("by"))
	if by == "" || len(by) > byLimit || !archive.IsItemNumber(item) {
		p, err := s.redrawing(c)
		if err != nil {
			s.fail(c, err)
			return
		}
		p.By, p.Error = cut(by, byLimit), "Say who undoes it, in at most "+digits(byLimit)+" characters."
		s.write(c, http.StatusBadRequest, "redrawing", p)
		return
	}
	err := s.Ingest.Undo(c.Request.Context(), item, id, by)
	if errors.Is(err, archive.ErrNotFound) {
		err = notFound("Document %s has no such redrawing.", item)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	s.Log.Info("a redrawing was undone", "item", item, "redrawing", id)
	c.Redirect(http.StatusSeeOther, redrawingURL(item, id))
}
