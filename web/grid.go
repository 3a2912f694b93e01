package web

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/grid"
	"readingroom/archive/store"
)

// GridPage is where a reader draws the part of a table that stands on a page.
// It is a form of figures; the script draws them over the page's picture.
type GridPage struct {
	Document Document          `json:"document"`
	Page     int               `json:"page"`
	Pages    int               `json:"pages"`
	Title    string            `json:"title"`
	Grid     grid.Grid         `json:"grid"`
	Columns  []string          `json:"columns"` // what the grid makes of the page
	Rows     [][]string        `json:"rows"`
	Errors   map[string]string `json:"errors,omitempty"` // by field: columns, rows, box, header_rows, spans, by, note, grid
	Allowed  bool              `json:"allowed"`

	Possible  bool     `json:"-"`
	New       bool     `json:"-"` // no table was found here
	Drawn     bool     `json:"-"` // there are lines, or at least a box
	Following int      `json:"-"` // on how many later pages the table goes on
	Self      string   `json:"-"`
	Back      string   `json:"-"`
	PageURL   string   `json:"-"`
	Sheet     *Sheet   `json:"-"`
	Named     []column `json:"-"`
	More      int      `json:"-"` // rows that are not shown
	Size      string   `json:"-"` // of the page, in points

	// As typed.
	ColumnsText, RowsText, BoxText, HeaderText, SpansText string
	None, Onward                                          bool
	By, Note                                              string
}

const (
	byLimit   = 100
	noteLimit = 1000
	gridLimit = 64 << 10 // bytes of a form
	gridShown = 12       // rows
)

// drawURL is where a part of a table can be drawn; "" where it cannot be:
// the page has no size.
func (s *Site) drawURL(o opened, page, nth int) string {
	p, err := o.file.Page(page)
	if _, ok := sized(p); err != nil || !ok {
		return ""
	}
	return gridURL(o.Number, page, nth)
}

// grid shows the lines of a part of a table as they were found, as a reader
// drew them before, or as the address has them: "?columns=50,190&rows=100,120".
func (s *Site) grid(c *gin.Context) (*GridPage, error) {
	at, err := s.spot(c)
	defer at.close()
	if err != nil {
		return nil, err
	}
	p := s.gridPage(c, at)
	v := c.Request.URL.Query()
	switch {
	case v.Has("columns") || v.Has("none"):
		p.read(v)
		p.check(at)
	case v.Get("box") != "":
		box, err := parseBox(v.Get("box"))
		if err != nil {
			return nil, err
		}
		p.Grid = grid.Guess(at.page.Number, box, at.words)
		p.write()
		p.check(at)
	case !p.New:
		if p.Grid, err = s.gridOf(c, at); err != nil {
			return nil, err
		}
		p.write()
	}
	p.draw(s, at)
	return p, nil
}

func (s *Site) gridPage(c *gin.Context, at spot) *GridPage {
	p := &GridPage{
		Document: documentOf(at.Item), Page: at.page.Number, Pages: at.head().Pages, Title: "Mark a table", New: at.table.Page == 0,
		Allowed: s.mayChange(c.Request), Possible: s.canSignIn(), Errors: map[string]string{}, Columns: []string{}, Rows: [][]string{},
		Self: c.Request.URL.Path, PageURL: pageURL(at.Number, at.page.Number, ""), Grid: grid.Grid{Page: at.page.Number},
		Size: points(at.page.Width) + " by " + points(at.page.Height) + " points",
	}
	p.Back = p.PageURL
	if !p.New {
		p.Title, p.Back = "Redraw “"+cut(tableTitle(at.table), 80)+"”", tableURL(at.Number, at.table.Number)
		for i, piece := range at.after {
			if i == 0 || piece.Page != at.after[i-1].Page {
				p.Following++
			}
		}
	}
	return p
}

// gridOf is the grid of a part of a table: as a reader drew it, or as it was found.
func (s *Site) gridOf(c *gin.Context, at spot) (grid.Grid, error) {
	grids, err := s.Store.Grids(c.Request.Context(), at.Number)
	if err != nil {
		return grid.Grid{}, err
	}
	for _, g := range slices.Backward(grids) {
		if g.Page == at.page.Number && !g.None && grid.Same(g.Box, at.part.Box) {
			return g, nil
		}
	}
	return grid.Of(at.page.Number, at.part.Box, at.part.Header, at.part.Rows), nil
}

// draw shows the lines on the page, and what they make of its words.
func (p *GridPage) draw(s *Site, at spot) {
	box, _ := sized(at.page)
	if s.pictured(at.Item) {
		p.Sheet = wholeSheet(at.Number, at.page, "fit")
		p.Sheet.Alt = "Page " + digits(p.Page) + ", on which the lines are drawn"
		p.Sheet.draw(p.Grid, box)
	}
	p.Drawn = p.Grid.Box != (archive.Box{})
	if p.Grid.None || len(p.Errors) > 0 || p.Grid.Validate() != nil {
		return
	}
	t, rows := p.Grid.Table(at.words)
	for _, r := range rows[:min(len(rows), gridShown)] {
		p.Rows = append(p.Rows, r.Cells)
	}
	p.More = len(rows) - len(p.Rows)
	p.Columns = columnNames(t.Header, p.Rows, false)
	p.Named = named(p.Columns, p.Rows)
}

// saveGrid records a redrawing. POST …/grids/1.json does it for programs.
func (s *Site) saveGrid(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, gridLimit)
	if err := c.Request.ParseForm(); err != nil {
		s.fail(c, invalid("The form could not be read."))
		return
	}
	at, err := s.spot(c)
	defer at.close()
	if err != nil {
		s.fail(c, err)
		return
	}
	p := s.gridPage(c, at)
	p.read(c.Request.PostForm)
	p.check(at)
	if p.By == "" || len(p.By) > byLimit {
		p.Errors["by"] = "Say who redraws it, in at most " + digits(byLimit) + " characters."
	}
	if len(p.Note) > noteLimit {
		p.Errors["note"] = "This is too long: at most " + number(noteLimit) + " characters."
	}
	if len(p.Errors) > 0 {
		p.draw(s, at)
		s.write(c, http.StatusBadRequest, "grid", p)
		return
	}
	made := []store.Redrawing{{Grid: p.Grid, By: p.By, Note: p.Note}}
	if p.Onward && !p.None {
		more, err := p.onward(at)
		if err != nil {
			s.fail(c, err)
			return
		}
		made = append(made, more...)
	}
	made, err = s.Ingest.Redraw(c.Request.Context(), at.Number, made)
	if err != nil {
		s.fail(c, err)
		return
	}
	s.Log.Info("a table was redrawn", "item", at.Number, "page", p.Page, "redrawing", made[0].ID)
	if formOf(c.Request) == "json" {
		lines := []RedrawingLine{}
		for _, m := range made {
			lines = append(lines, redrawingLine(m))
		}
		writeJSON(c, http.StatusCreated, gin.H{"redrawings": lines})
		return
	}
	c.Redirect(http.StatusSeeOther, redrawingURL(at.Number, made[0].ID))
}

// onward draws the same columns on the pages on which the table goes on, moved
// with it to the side; its rows stay as they were found there.
func (p *GridPage) onward(at spot) ([]store.Redrawing, error) {
	var made []store.Redrawing
	for _, piece := range at.after {
		rows, err := at.rowsOf(at.table.Number, piece)
		if err != nil {
			return nil, err
		}
		g := grid.Of(piece.Page, piece.Box, nil, rows)
		_, before := g.Size()
		var spans [][4]int
		for _, s := range g.Spans {
			if s[3] == before { // a label, across all columns
				spans = append(spans, [4]int{s[0], 0, s[2], len(p.Grid.Columns) - 1})
			}
		}
		g.Columns, g.Spans = nil, spans
		for _, x := range p.Grid.Columns {
			g.Columns = append(g.Columns, x+piece.Box[0]-at.part.Box[0])
		}
		if g = g.Fit(); g.Validate() == nil {
			made = append(made, store.Redrawing{Grid: g, By: p.By, Note: p.Note})
		}
	}
	return made, nil
}
