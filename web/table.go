package web

import (
	"cmp"
	"errors"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
)

// TablePage is a run of rows of a table.
type TablePage struct {
	Document Document      `json:"document"`
	Table    archive.Table `json:"table"`
	Title    string        `json:"title"`
	Columns  []string      `json:"columns"` // a name for each, its letter or number where the header has none
	Rows     []Row         `json:"rows"`
	Previous string        `json:"previous,omitempty"`
	Next     string        `json:"next,omitempty"`
	CSV      string        `json:"csv"` // all of its rows
	Citation Citation      `json:"citation"`
	Standing *Standing     `json:"standing,omitempty"` // of the citation that led here

	Redrawings  []RedrawingLine  `json:"redrawings,omitempty"`  // by which it is read
	Corrections []CorrectionNote `json:"corrections,omitempty"` // of it and of its rows
	Totals      []TotalLine      `json:"totals,omitempty"`      // with and without its corrected rows
	Audit       *AuditPart       `json:"audit,omitempty"`       // its totals, recomputed

	Row int `json:"row,omitempty"` // the row that was asked for

	Named   []column `json:"-"`
	Paged   bool     `json:"-"` // the rows stand on pages
	Parted  bool     `json:"-"` // on several, which is said between them
	Book    *Book    `json:"-"` // nil where the rows stand on pages
	Take    Take     `json:"-"`
	Missing bool     `json:"-"` // there is no such row
	Query   string   `json:"-"`
	Guessed bool     `json:"-"`
	Pages   string   `json:"-"` // "pp. 3–23"
	Redraw  string   `json:"-"` // where the part on its first page is drawn; "": nowhere
	Map     string   `json:"-"` // its figures by county; "": its rows are linked to none
}

// guessedBelow is the confidence below which a table says that it was guessed.
const guessedBelow = 0.75

// A Row is a row of a table, its cells as they stand in the file.
type Row struct {
	Number    int      `json:"number"` // as numbered in the file
	Page      int      `json:"page,omitempty"`
	Hidden    bool     `json:"hidden"`
	Corrected bool     `json:"corrected,omitempty"` // a notice says that it is wrong
	Cells     []string `json:"cells"`
	Locator   string   `json:"locator"`
	URL       string   `json:"url"`

	Group []string       `json:"group,omitempty"` // the labels above it that hold for it, outermost first
	Box   archive.Box    `json:"box,omitzero"`    // on its page
	Grid  []archive.Cell `json:"grid,omitempty"`  // the cells that begin in it, where they stand

	Values   []string          `json:"values,omitempty"`   // what its cells hold where they show something else
	Filled   []int             `json:"filled,omitempty"`   // its cells, from 1, that repeat a merged one
	Comments []archive.Comment `json:"comments,omitempty"` // on its cells
	Note     bool              `json:"note,omitempty"`     // it is a note to the table, no data

	Current bool     `json:"-"` // the row the page is about
	Cell    int      `json:"-"` // the cell the page is about, from 1
	First   int      `json:"-"` // of a range that is cited: its columns in this row, from 1
	Last    int      `json:"-"` // 0: none
	PageURL string   `json:"-"`
	NewPage bool     `json:"-"` // the row before it stands on another page
	Label   string   `json:"-"` // its group, where that of the row before it is another
	Redraw  string   `json:"-"` // where the part it begins is drawn
	Gap     int      `json:"-"` // so many rows before it are hidden in the source file
	hits    [][]Span // in each cell, of the query
	onPage  int
}

// rowsAtOnce is how many rows a page shows, rowsBefore how many of them before
// the one that was asked for.
const (
	rowsAtOnce = 100
	rowsBefore = 5
)

// openTable opens the table that the address names. The caller closes o.
func (s *Site) openTable(c *gin.Context) (o opened, t archive.Table, err error) {
	if o, err = s.open(c); err != nil {
		return o, t, err
	}
	if o.file == nil {
		return o, t, notRead(o.Item)
	}
	n, err := positive(c.Param("table"), 0)
	if err != nil {
		return o, t, invalid("“%s” is no table’s number.", cut(c.Param("table"), 40))
	}
	if t, err = o.file.Table(n); errors.Is(err, archive.ErrNotFound) {
		return o, t, notFound("Document %s has %s, so there is no table %d.", o.Number, countOrNo(len(o.head().Tables), "table", "tables"), n)
	}
	return o, t, err
}

func (s *Site) table(c *gin.Context) (*TablePage, error) {
	o, t, err := s.openTable(c)
	defer o.close()
	if err != nil {
		return nil, err
	}
	from, err := positive(c.Query("from"), 1)
	if err != nil {
		return nil, invalid("“from” is the number of the first row shown, from 1.")
	}
	row, err := positive(c.Query("row"), 0)
	if err != nil {
		return nil, invalid("“row” is the number of a row, from 1.")
	}
	if row > 0 && c.Query("from") == "" {
		from = max(1, row-rowsBefore)
	}
	l := archive.RowLocator(t, 0)
	p := &TablePage{
		Document: documentOf(o.Item), Table: t, Title: tableTitle(t), Rows: []Row{}, Paged: t.Page > 0,
		CSV: tableURL(o.Number, t.Number) + ".csv", Citation: s.citation(c, o, l), Query: c.Query("q"), Row: row, Missing: row > 0, Take: takeOf(tableURL(o.Number, t.Number), nil),
	}
	if p.Standing, err = s.standing(c, o); err != nil {
		return nil, err
	}
	begins := func(row int) string {
		first := ""
		if row > 1 {
			first = digits(row)
		}
		return withQuery(tableURL(o.Number, t.Number), "from", first, "q", p.Query, "hidden", c.Query("hidden"))
	}
	for _, err := range s.Store.TableCounties(c.Request.Context(), o.Number, t.Number) {
		if err != nil {
			return nil, err
		}
		p.Map = mapURL(o.Number, t.Number)
		break
	}
	if from > 1 {
		p.Previous = begins(from - rowsAtOnce)
	}
	for r, err := range o.file.Rows(t.Number, from) {
		if err != nil {
			return nil, err
		}
		if len(p.Rows) == rowsAtOnce {
			p.Next = begins(r.Number)
			break
		}
		x := rowOf(o.Number, t, r, p.Query)
		if x.Current = r.Number == row; x.Current {
			p.Missing = false
		}
		p.Rows = append(p.Rows, x)
	}
	if err := s.auditTable(c, o, t, p); err != nil {
		return nil, err
	}
	p.Book = bookOf(o, t, p.Rows, c.Query("hidden"), tableURL(o.Number, t.Number), "from", c.Query("from"), "row", c.Query("row"), "q", p.Query)
	gaps(p.Rows)
	p.Columns = columns(t, p.Rows)
	p.Named = lettered(named(p.Columns, cellsOf(p.Rows)), t)
	figures := false
	for i, cells := 0, cellsOf(p.Rows); i < len(p.Columns); i++ {
		figures = figures || ofFigures(cells, i)
	}
	if !figures {
		p.Map = ""
	}
	p.Guessed = t.Confidence > 0 && t.Confidence < guessedBelow
	p.Parted = parted(p.Rows, t)
	if p.Paged {
		p.Pages = pagesOf(t.Page, t.Pieces)
		if p.Redraw = s.drawURL(o, t.Page, t.OnPage); p.Redraw != "" {
			for i := range p.Rows {
				if r := &p.Rows[i]; r.NewPage {
					r.Redraw = gridURL(o.Number, r.Page, r.onPage)
				}
			}
		}
	}
	p.Redrawings, err = s.redrawingsOf(c, o.Number, t)
	return p, err
}

// parted says between the rows where another page begins and another label
// holds; it reports whether the table goes on over several pages. The last label
// may be the text of the first column, which stands in the first of its rows
// only: it is not said twice.
func parted(rows []Row, t archive.Table) bool {
	stub, shown := "", ""
	for i := range rows {
		r := &rows[i]
		r.NewPage = len(t.Pieces) > 1 && (i == 0 || rows[i-1].Page != r.Page || rows[i-1].onPage != r.onPage)
		group, begun := r.Group, stub != ""
		if first := oneLine(at(r.Cells, 0)); first != "" {
			stub = first
		} else if n := len(group); n > 0 && !begun { // the row it stands in is not among these
			stub = oneLine(group[n-1])
			r.Label = oneLine(strings.Join(group, " / "))
		}
		if n := len(group); n > 0 && oneLine(group[n-1]) == stub {
			group = group[:n-1]
		}
		if label := oneLine(strings.Join(group, " / ")); label != shown {
			r.Label, shown = cmp.Or(r.Label, label), label
		}
	}
	return len(t.Pieces) > 1
}

func rowOf(item string, t archive.Table, r archive.Row, q string) Row {
	x := Row{
		Number: r.Number, Page: r.Page, Hidden: r.Hidden, Cells: append([]string{}, r.Cells...),
		Locator: archive.RowLocator(t, r.Number).String(), URL: rowURL(item, t.Number, r.Number, 0, q),
		Group: r.Group, Box: r.Box, Grid: r.Grid, onPage: r.OnPage,
		Values: r.Values, Filled: r.Filled, Comments: r.Comments, Note: r.Note, hits: cellSpans(q, t.Header, r.Cells),
	}
	if r.Page > 0 {
		x.PageURL = pageURL(item, r.Page, q)
	}
	return x
}
