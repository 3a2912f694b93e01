package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/store"
	"readingroom/search"
)

// DocumentPage is a document as a whole.
type DocumentPage struct {
	Document Document           `json:"document"`
	Source   string             `json:"source"`
	Received string             `json:"received"` // YYYY-MM-DD
	Release  string             `json:"release,omitempty"`
	Request  string             `json:"request,omitempty"`
	Released []ReleasedLine     `json:"released,omitempty"` // the requests it belongs to
	About    archive.About      `json:"about"`
	Mail     *archive.Mail      `json:"mail,omitempty"`
	Notices  []archive.Notice   `json:"notices"`
	Pages    []PageLine         `json:"pages"`
	Tables   []TableLine        `json:"tables"`
	Parts    []Document         `json:"parts"`
	Parent   *Document          `json:"parent,omitempty"`
	Receipts []Receipt          `json:"receipts"`
	Messages []MessageLine      `json:"messages,omitempty"` // e-mails on its pages: itself, printed, quoted
	Original string             `json:"original"`
	Citation Citation           `json:"citation"`
	Reports  *Period            `json:"reports,omitempty"` // the period it reports on
	Places   []JurisdictionLine `json:"places"`            // that it speaks of, the most frequent first

	Corrections []CorrectionNote `json:"corrections,omitempty"`    // that stand, of anything in it
	Corrects    []CorrectionNote `json:"corrects,omitempty"`       // that it is the notice of
	Review      string           `json:"review,omitempty"`         // where it is looked through as a notice
	Series      *SeriesPlace     `json:"series,omitempty"`         // the series it is an issue of
	SeriesSaid  []SeriesSaid     `json:"series_rulings,omitempty"` // by editors, the newest first
	Audit       *AuditPart       `json:"audit,omitempty"`          // its totals, recomputed
	Log         *LogPart         `json:"log,omitempty"`            // of other people's requests
	Letter      *LetterPart      `json:"letter,omitempty"`         // what it states as a letter about a request

	Shared []SharedLine `json:"shared,omitempty"` // other documents that have pages of this one

	Tags []Tag `json:"tags"` // what people filed it under

	Redrawings    int    `json:"redrawings,omitempty"` // of its tables, by readers
	RedrawingsURL string `json:"redrawings_url,omitempty"`

	LinksURL   string `json:"links_url"`        // of all it speaks of
	Thread     string `json:"thread,omitempty"` // the address of the thread of an e-mail
	ThreadSize int    `json:"thread_size,omitempty"`

	Standing    *Standing     `json:"standing,omitempty"` // of the citation that led here
	Replaces    []VersionLine `json:"replaces,omitempty"` // the earlier versions
	CitedBy     []MentionLine `json:"cited_by"`           // the articles that cite it
	MentionsURL string        `json:"mentions_url"`
	Part        string        `json:"-"` // the line of its head that is cited, "head" for all
	Cover       string        `json:"-"` // the picture of its first page

	Message   string     `json:"message,omitempty"` // an e-mail that did not come as a message file, as one
	Query     string     `json:"query,omitempty"`
	CanChange bool       `json:"-"`
	Said      []Said     `json:"-"` // the notices
	Runs      []PageRun  `json:"-"` // the pages, those without text together
	Hits      *HitGroup  `json:"-"` // of the query
	Notes     []string   `json:"-"`
	Text      []block    `json:"-"` // of its only page
	Preview   *TablePage `json:"-"` // the first rows of its first table, where it has no pages
	OCR       bool       `json:"-"`
	MorePages string     `json:"-"`
}

// A TableLine is a table in the list of tables.
type TableLine struct {
	Number  int    `json:"number"`
	URL     string `json:"url"`
	Locator string `json:"locator"`
	Title   string `json:"title"`
	Page    int    `json:"page,omitempty"`
	Rows    int    `json:"rows"`
	Hidden  bool   `json:"hidden"`

	Box        archive.Box     `json:"box,omitzero"` // on the page where it begins
	Pieces     []archive.Piece `json:"pieces,omitempty"`
	Confidence float64         `json:"confidence,omitempty"` // that it is a table and its cells are these, up to 1
	Redrawn    bool            `json:"redrawn,omitempty"`    // by a reader
}

// on reports whether a part of the table stands on a page.
func (t TableLine) on(page int) bool { return len(t.onPage(page)) > 0 || t.Page == page }

// onPage are the parts of the table on a page.
func (t TableLine) onPage(page int) []archive.Box {
	var boxes []archive.Box
	for _, p := range t.Pieces {
		if p.Page != page {
			continue
		}
		b := p.Box
		if len(boxes) == 0 && page == t.Page && t.Box != (archive.Box{}) { // it holds the header too
			b = b.Union(t.Box)
		}
		boxes = append(boxes, b)
	}
	if len(t.Pieces) == 0 && t.Page == page && t.Box != (archive.Box{}) {
		boxes = append(boxes, t.Box)
	}
	return boxes
}

// Pages says where the table stands: "p. 3", "pp. 3–12".
func (t TableLine) Pages() string { return pagesOf(t.Page, t.Pieces) }

func pagesOf(first int, pieces []archive.Piece) string {
	last := first
	for _, p := range pieces {
		last = max(last, p.Page)
	}
	if last > first {
		return "pp. " + digits(first) + "–" + digits(last)
	}
	return "p. " + digits(first)
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
	if head.Mail != nil && baseType(o.MediaType) != messageType {
		p.Message = emlURL(o.Number)
	}
	if p.Released, err = s.releasedItem(c, o.Number); err != nil {
		return nil, err
	}
	p.Said = said(o.Number, head.Notices)
	if err := s.citedPart(c, o, p); err != nil {
		return nil, err
	}
	if p.Standing, err = s.standing(c, o); err != nil {
		return nil, err
	}
	if err := s.versions(c, o, p); err != nil {
		return nil, err
	}
	if err := s.about(c, o, p); err != nil {
		return nil, err
	}
	made, err := s.Store.Redrawings(c.Request.Context(), o.Number)
	if err != nil {
		return nil, err
	}
	if p.Redrawings = len(made); p.Redrawings > 0 {
		p.RedrawingsURL = redrawingsURL(o.Number)
	}
	if err := s.asReport(c, o, p); err != nil {
		return nil, err
	}
	if p.Log, err = s.asLog(c.Request.Context(), o); err != nil {
		return nil, err
	}
	if p.Letter, err = s.asLetter(c, o); err != nil {
		return nil, err
	}
	if err := s.listPages(c, o, p); err != nil {
		return nil, err
	}
	if err := s.family(c, o, p); err != nil {
		return nil, err
	}
	tags, err := s.Store.Tags(c.Request.Context(), o.Number)
	if err != nil {
		return nil, err
	}
	p.Tags = tagsOf(tags)
	if p.Shared, err = s.shared(c.Request.Context(), o.Item); err != nil {
		return nil, err
	}
	if p.Messages, err = s.messages(c, o.Number, 0); err != nil {
		return nil, err
	}
	if p.Mail != nil && len(p.Messages) > 0 {
		if n, err := s.Store.ThreadSize(c.Request.Context(), p.Messages[0].thread); err != nil {
			return nil, err
		} else if n > 1 {
			p.Thread, p.ThreadSize = p.Messages[0].Thread, n
		}
	}
	if head.Pages == 0 && len(head.Tables) > 0 {
		if p.Preview, err = preview(o); err != nil {
			return nil, err
		}
	}
	return p, s.within(c, o, p)
}

// about finds what the document reports on and speaks of.
func (s *Site) about(c *gin.Context, o opened, p *DocumentPage) error {
	ctx := c.Request.Context()
	p.Places = []JurisdictionLine{}
	reports, ok, err := s.Store.Reporting(ctx, o.Number)
	if err != nil {
		return err
	}
	if ok {
		all := periods([]archive.PeriodLink{reports}, o.Number)
		if p.Reports = &all[0]; reports.Page == 0 {
			p.Reports.URL = p.Reports.Page
		}
	}
	totals, err := s.Store.ItemTotals(ctx, o.Number, spokenShown+20)
	for _, t := range totals {
		if t.Jurisdiction.Slug != "us" && len(p.Places) < spokenShown {
			p.Places = append(p.Places, lineOf(t.Jurisdiction, t))
		}
	}
	p.LinksURL = linksURL(o.Number)
	return err
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

func tableLines(o opened) []TableLine {
	lines := []TableLine{}
	for _, t := range o.head().Tables {
		lines = append(lines, TableLine{
			Number: t.Number, URL: tableURL(o.Number, t.Number), Locator: archive.RowLocator(t.Table, 0).String(), Title: tableTitle(t.Table), Page: t.Page, Rows: t.Rows, Hidden: t.Hidden,
			Box: t.Box, Pieces: t.Pieces, Confidence: t.Confidence, Redrawn: t.Redrawn,
		})
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
	found, err := s.Index.Search(c.Request.Context(), search.Request{Query: p.Query, Item: o.Number, Kinds: []string{"page", "row"}, Limit: 1, Places: 100, Facets: []string{}})
	if err != nil {
		return err
	}
	p.Notes = found.Notes
	g := HitGroup{Document: p.Document}
	if len(found.Groups) > 0 {
		g = hitGroup(found.Groups[0], p.Query)
		if a := s.question(p.Query, nil); !a.none() {
			if err := s.passagesOf(c, &g, p.Query, a); err != nil {
				return err
			}
		}
		g.correct(o.touched, marginRoom)
		slices.SortStableFunc(g.Hits, func(a, b Hit) int { // as they stand in the document
			return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Table, b.Table), cmp.Compare(a.Row, b.Row))
		})
		g.Blocks = hitBlocks(g.Hits, marginRoom)
	}
	p.Hits = &g
	return nil
}

// addressesShown is how many addresses of an e-mail's head stand open.
const addressesShown = 5

// Addresses are the names in a line of an e-mail's head, the many folded.
type Addresses struct {
	Shown, Rest string
	More        int // how many are in Rest
}

// Fold shows the first addresses of a line and folds the rest.
func (p *DocumentPage) Fold(line string) Addresses {
	all := addresses(line)
	if len(all) <= addressesShown {
		return Addresses{Shown: line}
	}
	return Addresses{
		strings.Join(all[:addressesShown], ", "), strings.Join(all[addressesShown:], ", "), len(all) - addressesShown,
	}
}

// addresses splits a line of an e-mail's head; commas in quotation marks and
// angle brackets part nothing.
func addresses(line string) []string {
	var all []string
	quoted, angled, from := false, false, 0
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			all = append(all, s)
		}
	}
	for i, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '<':
			angled = true
		case r == '>':
			angled = false
		case (r == ',' || r == ';') && !angled:
			add(line[from:i])
			from = i + 1
		}
	}
	add(line[from:])
	return all
}
