package web

import (
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/export"
	"readingroom/archive/store"
)

// A Document is an item as lists show it, and its part in every JSON twin.
type Document struct {
	Number    string        `json:"number"`
	URL       string        `json:"url"`
	Title     string        `json:"title"`
	Name      string        `json:"name"`
	Kind      archive.Kind  `json:"kind"`
	MediaType string        `json:"media_type"`
	Date      string        `json:"date"` // YYYY-MM-DD, or ""
	State     archive.State `json:"state"`
	Reason    string        `json:"reason,omitempty"` // why it was not read
	Digest    string        `json:"digest"`           // SHA-256
	Size      int64         `json:"size"`
	Pages     int           `json:"pages"`
	Tables    int           `json:"tables"`
	Rows      int           `json:"rows"`
	Accession string        `json:"accession"`
	Parent    string        `json:"parent,omitempty"`
}

func documentOf(it archive.Item) Document {
	d := Document{
		Number: it.Number, URL: itemURL(it.Number), Title: oneLine(it.Title), Name: it.Name, Kind: it.Kind, MediaType: it.MediaType,
		Date: it.Date, State: it.State, Reason: it.Reason, Digest: it.Digest.String(), Size: it.Size,
		Pages: it.Pages, Tables: it.Tables, Rows: it.Rows, Accession: it.Accession, Parent: it.Parent,
	}
	if d.Title == "" {
		d.Title = it.Name
	}
	return d
}

// What says what a document is: "PDF, 45 pages, 206 rows".
func (d Document) What() string {
	what := kindName(d.Kind)
	switch {
	case d.Kind == archive.KindEmail:
	case d.Pages > 1 || d.Kind == archive.KindPDF && d.Pages == 1:
		what += ", " + count(d.Pages, "page", "pages")
	}
	if d.Rows > 0 {
		what += ", " + count(d.Rows, "row", "rows")
	}
	return what
}

// Read reports whether what it holds is known.
func (d Document) Read() bool {
	return d.State != archive.StateReceived && d.State != archive.StateAside
}

// withdrawnOn begins the reason of a document that was withdrawn.
const withdrawnOn = "Withdrawn on "

// Verdict begins the sentence that Why ends: "Not read", "Not read yet", "Withdrawn".
func (d Document) Verdict() string {
	if strings.HasPrefix(d.Reason, withdrawnOn) {
		return "Withdrawn"
	}
	if strings.HasPrefix(d.Reason, notReadYet) {
		return "Not read yet"
	}
	return "Not read"
}

// Why says why a document was not read, in the reader's words, or when it was withdrawn.
func (d Document) Why() string {
	if day, ok := strings.CutPrefix(d.Reason, withdrawnOn); ok {
		return day
	}
	return strings.TrimPrefix(plain(d.Reason), notReadYet)
}

// Format says what kind of file it is: "Excel workbook".
func (d Document) Format() string { return formatName(d.MediaType, d.Kind) }

// ShortDigest is enough to compare by eye.
func (d Document) ShortDigest() string { return d.Digest[:10] }

func (d Document) row() []string {
	return []string{
		d.Number, d.Title, d.Name, string(d.Kind), d.Date, string(d.State), d.Reason,
		digits(d.Pages), digits(d.Tables), digits(d.Rows), digits(int(d.Size)), d.Digest, d.Accession, d.Parent, d.URL,
	}
}

var documentColumns = []string{"number", "title", "name", "kind", "date", "state", "reason", "pages", "tables", "rows", "size", "digest", "accession", "parent", "url"}

// ItemsPage lists the documents of the archive, by number.
type ItemsPage struct {
	Title     string     `json:"-"`
	With      string     `json:"with,omitempty"` // only those with pages, with rows, or set aside
	Count     int        `json:"count"`          // of the archive, or of those set aside
	Documents []Document `json:"documents"`
	Next      string     `json:"next,omitempty"`
	First     string     `json:"-"` // the first page of the list, where this is not it
}

// shownAtOnce is how many lines a list has on one page.
const shownAtOnce = 100

// itemsInForm lists the documents, or gives the list of all as a file.
func (s *Site) itemsInForm(c *gin.Context) {
	if !listed(c.Request) {
		show(s, "items", s.items)(c)
		return
	}
	p, f, err := itemsAsked(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	s.export(c, "items", export.Format(formOf(c.Request)), func(w export.Writer) error {
		if err := w.Begin(export.Head{Title: p.Title, Columns: documentColumns}); err != nil {
			return err
		}
		for it, err := range s.Store.EachItem(c.Request.Context(), f) {
			if err != nil {
				return err
			}
			if err := w.Row(nil, documentOf(it).row()); err != nil {
				return err
			}
		}
		return nil
	})
}

// itemsAsked is what the address of a list asks for.
func itemsAsked(c *gin.Context) (*ItemsPage, store.Filter, error) {
	p := &ItemsPage{Title: "Documents", With: c.Query("with"), Documents: []Document{}}
	f := store.Filter{With: store.With(p.With), After: c.Query("after")}
	switch f.With {
	case "":
	case store.WithPages:
		p.Title = "Documents with pages"
	case store.WithRows:
		p.Title = "Documents with rows"
	case store.WithAside:
		p.Title = "Documents that were not read"
	default:
		return nil, f, invalid("Documents can be listed with pages, with rows, or set aside (with=pages, rows or aside).")
	}
	if f.After != "" {
		if !archive.IsItemNumber(f.After) {
			return nil, f, invalid("“%s” is no item’s number.", cut(f.After, 60))
		}
		p.First = withQuery("/items", "with", p.With)
	}
	return p, f, nil
}

func (s *Site) items(c *gin.Context) (*ItemsPage, error) {
	ctx := c.Request.Context()
	p, f, err := itemsAsked(c)
	if err != nil {
		return nil, err
	}
	n, err := s.Store.Count(ctx, "")
	if err != nil {
		return nil, err
	}
	if p.Count = n.Items; f.With == store.WithAside {
		p.Count = n.Aside
	}
	f.Limit = shownAtOnce + 1
	all, err := s.Store.Items(ctx, f)
	if err != nil {
		return nil, err
	}
	if len(all) > shownAtOnce {
		all = all[:shownAtOnce]
		p.Next = withQuery("/items", "with", p.With, "after", all[shownAtOnce-1].Number)
	}
	for _, it := range all {
		p.Documents = append(p.Documents, documentOf(it))
	}
	return p, nil
}

func (p *ItemsPage) table() [][]string {
	rows := [][]string{documentColumns}
	for _, d := range p.Documents {
		rows = append(rows, d.row())
	}
	return rows
}
