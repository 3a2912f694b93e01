package web

import (
	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/store"
	"readingroom/search"
)

// DocumentPage is a document as a whole.
type DocumentPage struct {
	Document Document         `json:"document"`
	Source   string           `json:"source"`
	Received string           `json:"received"` // YYYY-MM-DD
	Release  string           `json:"release,omitempty"`
	Request  string           `json:"request,omitempty"`
	About    archive.About    `json:"about"`
	Mail     *archive.Mail    `json:"mail,omitempty"`
	Notices  []archive.Notice `json:"notices"`
	Pages    []PageLine       `json:"pages"`
	Tables   []TableLine      `json:"tables"`
	Parts    []Document       `json:"parts"`
	Parent   *Document        `json:"parent,omitempty"`
	Receipts []Receipt        `json:"receipts"`
	Original string           `json:"original"`
	Citation Citation         `json:"citation"`

	Query     string     `json:"query,omitempty"`
	Hits      *HitGroup  `json:"-"` // of the query
	Notes     []string   `json:"-"`
	Text      []block    `json:"-"` // of its only page
	Preview   *TablePage `json:"-"` // the first rows of its first table, where it has no pages
	OCR       bool       `json:"-"`
	MorePages string     `json:"-"`
}

// A PageLine is a page in the list of pages.
type PageLine struct {
	Number int    `json:"number"`
	URL    string `json:"url"`
	Begins string `json:"begins"` // its first words
}

// A TableLine is a table in the list of tables.
type TableLine struct {
	Number int    `json:"number"`
	URL    string `json:"url"`
	Title  string `json:"title"`
	Page   int    `json:"page,omitempty"`
	Rows   int    `json:"rows"`
	Hidden bool   `json:"hidden"`
}

// A Receipt is one arrival of a document.
type Receipt struct {
	Accession string `json:"accession"`
	Source    string `json:"source"`
	Received  string `json:"received"` // YYYY-MM-DD
	Path      string `json:"path"`
	Parent    string `json:"parent,omitempty"`
	Duplicate bool   `json:"duplicate"`
}

// pagesAtOnce is how many pages are listed with their first words.
const pagesAtOnce = 60

func (s *Site) item(c *gin.Context) (*DocumentPage, error) {
	o, err := s.open(c)
	if err != nil {
		return nil, err
	}
	defer o.close()
	head := o.head()
	p := &DocumentPage{
		Document: documentOf(o.Item), Source: o.source.Source, Received: shortDate(o.source.Received),
		Release: o.source.Release, Request: o.source.Request,
		About: head.About, Mail: head.Mail, Notices: append([]archive.Notice{}, head.Notices...),
		Pages: []PageLine{}, Tables: tableLines(o), Original: originalURL(o.Number), Query: c.Query("q"),
		Citation: s.citation(c, o, archive.Locator{}),
	}
	if err := s.listPages(c, o, p); err != nil {
		return nil, err
	}
	if err := s.family(c, o, p); err != nil {
		return nil, err
	}
	if head.Pages == 0 && len(head.Tables) > 0 {
		if p.Preview, err = preview(o); err != nil {
			return nil, err
		}
	}
	return p, s.within(c, o, p)
}

// OneTable says that the document is one table, which is shown at once.
func (p *DocumentPage) OneTable() bool { return p.Preview != nil && len(p.Tables) == 1 }

// preview is the first rows of the first table.
func preview(o opened) (*TablePage, error) {
	t := o.head().Tables[0].Table
	p := &TablePage{Table: t, Title: tableTitle(t), Paged: t.Page > 0}
	for r, err := range o.file.Rows(1, 1) {
		if err != nil {
			return nil, err
		}
		if len(p.Rows) == 10 {
			break
		}
		p.Rows = append(p.Rows, rowOf(o.Number, t, r, ""))
	}
	p.Named = named(columns(t, p.Rows), cellsOf(p.Rows))
	return p, nil
}

func (s *Site) listPages(c *gin.Context, o opened, p *DocumentPage) error {
	from, err := positive(c.Query("from"), 1)
	if err != nil {
		return invalid("“from” is the number of the first page listed, from 1.")
	}
	pages := o.head().Pages
	for n := from; n <= min(pages, from+pagesAtOnce-1); n++ {
		page, err := o.file.Page(n)
		if err != nil {
			return err
		}
		p.Pages = append(p.Pages, PageLine{n, pageURL(o.Number, n, p.Query), cut(oneLine(page.Text), 120)})
		if pages == 1 {
			p.Text, p.OCR = set(page.Text, spans(p.Query, page.Text), nil), page.Origin == archive.OriginOCR
		}
	}
	if last := from + pagesAtOnce - 1; last < pages {
		p.MorePages = withQuery(itemURL(o.Number), "q", p.Query, "from", digits(last+1))
	}
	return nil
}

func tableLines(o opened) []TableLine {
	lines := []TableLine{}
	for _, t := range o.head().Tables {
		lines = append(lines, TableLine{t.Number, tableURL(o.Number, t.Number), tableTitle(t.Table), t.Page, t.Rows, t.Hidden})
	}
	return lines
}

func tableTitle(t archive.Table) string {
	switch {
	case t.Title != "":
		return oneLine(t.Title)
	case t.Sheet != "":
		return t.Sheet
	}
	return "Table " + digits(t.Number)
}

// family finds the parts of an item, what it is a part of, and its arrivals.
func (s *Site) family(c *gin.Context, o opened, p *DocumentPage) error {
	ctx := c.Request.Context()
	p.Parts, p.Receipts = []Document{}, []Receipt{}
	parts, err := s.Store.Items(ctx, store.Filter{Parent: o.Number, Limit: 1000})
	if err != nil {
		return err
	}
	for _, it := range parts {
		p.Parts = append(p.Parts, documentOf(it))
	}
	if o.Parent != "" {
		it, err := s.Store.Item(ctx, o.Parent)
		if err != nil {
			return err
		}
		d := documentOf(it)
		p.Parent = &d
	}
	receipts, err := s.Store.Receipts(ctx, o.Number)
	if err != nil {
		return err
	}
	for _, r := range receipts {
		a, err := s.Store.Accession(ctx, r.Accession)
		if err != nil {
			return err
		}
		p.Receipts = append(p.Receipts, Receipt{r.Accession, a.Source, shortDate(a.Received), r.Path, r.Parent, r.Duplicate})
	}
	return nil
}

// within searches the document, where something was asked.
func (s *Site) within(c *gin.Context, o opened, p *DocumentPage) error {
	if p.Query == "" {
		return nil
	}
	found, err := s.Index.Search(c.Request.Context(), search.Request{Query: p.Query, Item: o.Number, Kinds: []string{"page", "row"}, Limit: 1, Places: 100})
	if err != nil {
		return err
	}
	p.Notes = found.Notes
	g := HitGroup{Document: p.Document}
	if len(found.Groups) > 0 {
		g = hitGroup(found.Groups[0], p.Query)
	}
	p.Hits = &g
	return nil
}
