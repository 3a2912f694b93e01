package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

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

// A spot is a part of a table on a page that is to be drawn.
type spot struct {
	opened
	page  archive.Page
	words []archive.Word
	table archive.Table // zero where none was found
	part  grid.Part
	after []archive.Piece // where the table goes on
}

// spot opens the page and the part of a table that the address names.
func (s *Site) spot(c *gin.Context) (p spot, err error) {
	if p.opened, err = s.open(c); err != nil {
		return p, err
	}
	if p.file == nil {
		return p, notRead(p.Item)
	}
	n, err := positive(c.Param("page"), 0)
	if err != nil {
		return p, invalid("“%s” is no page’s number.", cut(c.Param("page"), 40))
	}
	p.page, err = p.file.Page(n)
	if errors.Is(err, archive.ErrNotFound) {
		return p, noSuchPage(p.Item, n, p.head().Pages)
	}
	if err != nil {
		return p, err
	}
	if _, ok := sized(p.page); !ok {
		return p, notFound("Page %d of %s has no size, so nothing can be drawn on it.", n, p.Number)
	}
	if p.words, err = p.file.Words(n); err != nil || c.Param("grid") == "new" {
		return p, err
	}
	nth, err := positive(c.Param("grid"), 0)
	if err != nil {
		return p, invalid("“%s” is no table’s number on a page.", cut(c.Param("grid"), 40))
	}
	return p, p.find(nth)
}

// find finds the nth table of the page, with its rows there.
func (p *spot) find(nth int) error {
	for _, t := range p.head().Tables {
		for i, piece := range t.Pieces {
			if piece.Page != p.page.Number || piece.OnPage != nth {
				continue
			}
			p.table, p.after = t.Table, t.Pieces[i+1:]
			rows, err := p.rowsOf(t.Number, piece)
			p.part = grid.Part{Page: piece.Page, OnPage: nth, Box: piece.Box, Rows: rows}
			if piece.Page == t.Page && piece.OnPage == t.OnPage {
				p.part.Header = t.Grid
				if t.Box != (archive.Box{}) {
					p.part.Box = p.part.Box.Union(t.Box)
				}
			}
			return err
		}
		if len(t.Pieces) == 0 && t.Page == p.page.Number && t.OnPage == nth {
			p.table, p.part = t.Table, grid.Part{Page: t.Page, OnPage: nth, Box: t.Box, Header: t.Grid}
			return nil
		}
	}
	return notFound("Page %d of %s has no table %d.", p.page.Number, p.Number, nth)
}

func (p *spot) rowsOf(table int, piece archive.Piece) (rows []archive.Row, err error) {
	for r, err := range p.file.Rows(table, piece.First) {
		if err != nil || len(rows) == piece.Rows {
			return rows, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

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
		p.Title, p.Back = "Correct “"+cut(tableTitle(at.table), 80)+"”", tableURL(at.Number, at.table.Number)
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

// read reads the grid as typed.
func (p *GridPage) read(v url.Values) {
	p.ColumnsText, p.RowsText, p.BoxText, p.HeaderText, p.SpansText = v.Get("columns"), v.Get("rows"), v.Get("box"), v.Get("header_rows"), v.Get("spans")
	p.None, p.Onward = v.Get("none") != "", v.Get("following") != ""
	p.By, p.Note = strings.TrimSpace(v.Get("by")), strings.TrimSpace(v.Get("note"))
	g := grid.Grid{Page: p.Page, None: p.None}
	var err error
	if g.Columns, err = lengths(p.ColumnsText); err != nil {
		p.Errors["columns"] = err.Error()
	}
	if g.Rows, err = lengths(p.RowsText); err != nil {
		p.Errors["rows"] = err.Error()
	}
	if g.None {
		if all, err := lengths(p.BoxText); err == nil && len(all) == 4 {
			g.Box = archive.Box(all)
		} else if p.BoxText != "" {
			p.Errors["box"] = "The box is four numbers."
		} else {
			h := g
			h.None = false
			g.Box = h.Fit().Box
		}
		g.Columns, g.Rows = nil, nil
		p.Grid = g
		return
	}
	if text := strings.TrimSpace(p.HeaderText); text != "" {
		if g.HeaderRows, err = strconv.Atoi(text); err != nil {
			p.Errors["header_rows"] = "This is how many rows from the top are the header: a number, 0 for none."
		}
	}
	if g.Spans, err = spansOf(p.SpansText); err != nil {
		p.Errors["spans"] = err.Error()
	}
	p.Grid = g.Fit()
}

// write writes the grid as one types it.
func (p *GridPage) write() {
	p.ColumnsText, p.RowsText, p.HeaderText = lengthsText(p.Grid.Columns), lengthsText(p.Grid.Rows), digits(p.Grid.HeaderRows)
	p.BoxText, p.None = boxText(p.Grid.Box), p.Grid.None
	var spans []string
	for _, s := range p.Grid.Spans {
		spans = append(spans, fmt.Sprintf("%d %d %d %d", s[0], s[1], s[2], s[3]))
	}
	p.SpansText = strings.Join(spans, "; ")
}

// check says what is wrong with the grid.
func (p *GridPage) check(at spot) {
	if len(p.Errors) > 0 {
		return
	}
	if err := p.Grid.Validate(); err != nil {
		p.Errors["grid"] = sentence(err, archive.ErrInvalid)
		return
	}
	page, _ := sized(at.page)
	const beyond = 36 // points: a line may be drawn a little outside
	if b := p.Grid.Box; b[0] < -beyond || b[1] < -beyond || b[2] > page[2]+beyond || b[3] > page[3]+beyond {
		p.Errors["grid"] = "The lines reach beyond the page, which is " + p.Size + "."
	}
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

// thin is the width of a line, in points: a browser draws no rectangle without any.
const thin = 0.01

// draw lays the lines of a grid over the sheet.
func (s *Sheet) draw(g grid.Grid, page archive.Box) {
	s.Grid = true
	b := within(g.Box, page)
	if g.None || len(g.Columns) < 2 || len(g.Rows) < 2 {
		if visible(b) {
			s.Boxes = append(s.Boxes, overlay("edge", b, "", ""))
		}
		return
	}
	if g.HeaderRows > 0 && g.HeaderRows < len(g.Rows) {
		s.Boxes = append(s.Boxes, overlay("headrows", within(archive.Box{b[0], g.Rows[0], b[2], g.Rows[g.HeaderRows]}, page), "", ""))
	}
	for _, x := range g.Columns[:min(len(g.Columns), 200)] {
		s.Boxes = append(s.Boxes, overlay("line", archive.Box{x, b[1], x + thin, b[3]}, "", ""))
	}
	for _, y := range g.Rows[:min(len(g.Rows), 2000)] {
		s.Boxes = append(s.Boxes, overlay("line", archive.Box{b[0], y, b[2], y + thin}, "", ""))
	}
}

// saveGrid records a correction. POST …/grids/1.json does it for programs.
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
		p.Errors["by"] = "Say who corrects it, in at most " + digits(byLimit) + " characters."
	}
	if len(p.Note) > noteLimit {
		p.Errors["note"] = "This is too long: at most " + number(noteLimit) + " characters."
	}
	if len(p.Errors) > 0 {
		p.draw(s, at)
		s.write(c, http.StatusBadRequest, "grid", p)
		return
	}
	made := []store.Correction{{Grid: p.Grid, By: p.By, Note: p.Note}}
	if p.Onward && !p.None {
		more, err := p.onward(at)
		if err != nil {
			s.fail(c, err)
			return
		}
		made = append(made, more...)
	}
	made, err = s.Ingest.Correct(c.Request.Context(), at.Number, made)
	if err != nil {
		s.fail(c, err)
		return
	}
	s.Log.Info("a table was corrected", "item", at.Number, "page", p.Page, "correction", made[0].ID)
	if formOf(c.Request) == "json" {
		lines := []CorrectionLine{}
		for _, m := range made {
			lines = append(lines, correctionLine(m))
		}
		writeJSON(c, http.StatusCreated, gin.H{"corrections": lines})
		return
	}
	c.Redirect(http.StatusSeeOther, correctionURL(at.Number, made[0].ID))
}

// onward draws the same columns on the pages on which the table goes on, moved
// with it to the side; its rows stay as they were found there.
func (p *GridPage) onward(at spot) ([]store.Correction, error) {
	var made []store.Correction
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
			made = append(made, store.Correction{Grid: g, By: p.By, Note: p.Note})
		}
	}
	return made, nil
}

// lengths reads numbers that are parted by commas or space.
func lengths(text string) ([]float64, error) {
	var all []float64
	for _, f := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }) {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil || v != v {
			return nil, fmt.Errorf("“%s” is no number of points, such as 190.5.", cut(f, 20))
		}
		all = append(all, v)
	}
	slices.Sort(all)
	return all, nil
}

func lengthsText(all []float64) string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = points(v)
	}
	return strings.Join(out, ", ")
}

// spansOf reads joined cells: "0 1 1 2; 3 0 1 5".
func spansOf(text string) ([][4]int, error) {
	var all [][4]int
	for one := range strings.SplitSeq(text, ";") {
		fields := strings.FieldsFunc(one, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
		if len(fields) == 0 {
			continue
		}
		var s [4]int
		for i := range fields {
			var err error
			if len(fields) != 4 {
				return nil, errors.New("Each joined cell is four numbers: its row and column, from 0, and how many rows and columns it is.")
			}
			if s[i], err = strconv.Atoi(fields[i]); err != nil {
				return nil, fmt.Errorf("“%s” is no number.", cut(fields[i], 20))
			}
		}
		all = append(all, s)
	}
	return all, nil
}
