package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/align"
	"readingroom/archive/cite"
	"readingroom/archive/cite/style"
)

// An Annotation is a citation as a W3C Web Annotation (JSON-LD), with what the
// archive says of it besides.
type Annotation struct {
	Context    string           `json:"@context"`
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Motivation string           `json:"motivation"`
	Created    string           `json:"created,omitempty"` // when what it says was kept
	Target     AnnotationTarget `json:"target"`

	State       cite.State       `json:"state"`
	Place       string           `json:"place"` // as it was cited
	Now         string           `json:"now,omitempty"`
	URL         string           `json:"url,omitempty"` // of the page that shows it now
	Said        string           `json:"said,omitempty"`
	Says        string           `json:"says,omitempty"` // what stands there now
	Changed     bool             `json:"changed"`
	Others      int              `json:"others,omitempty"`
	ReplacedBy  string           `json:"replaced_by,omitempty"`
	Newer       string           `json:"newer,omitempty"` // where it stands in that version
	NewerSays   string           `json:"newer_says,omitempty"`
	Corrections []CorrectionNote `json:"corrections,omitempty"`
	Withdrawn   string           `json:"withdrawn,omitempty"` // why
	Digest      string           `json:"sha256"`

	Citation *Citation  `json:"citation,omitempty"`
	CSL      *style.CSL `json:"csl,omitempty"`
	Error    string     `json:"error,omitempty"`
}

// An AnnotationTarget is the original and the place in it.
type AnnotationTarget struct {
	Source   string     `json:"source"`
	Format   string     `json:"format,omitempty"`
	Selector []Selector `json:"selector,omitempty"` // each says the same place
}

// A Selector is a selector of the Web Annotation Data Model, 4.2.
type Selector struct {
	Type     string    `json:"type"`
	Conforms string    `json:"conformsTo,omitempty"`
	Value    string    `json:"value,omitempty"`
	Exact    string    `json:"exact,omitempty"`
	Prefix   string    `json:"prefix,omitempty"`
	Suffix   string    `json:"suffix,omitempty"`
	Start    *int      `json:"start,omitempty"`
	End      *int      `json:"end,omitempty"`
	Refined  *Selector `json:"refinedBy,omitempty"`
}

// The specifications that fragments conform to (Web Annotation Data Model, 4.2.1).
const (
	pdfFragment   = "http://tools.ietf.org/rfc/rfc3778"
	mediaFragment = "http://www.w3.org/TR/media-frags/"
	csvFragment   = "http://tools.ietf.org/rfc/rfc7111"
)

// annotate gives a citation as JSON-LD: 404 where it is lost, 410 where it was
// withdrawn.
func (s *Site) annotate(c *gin.Context, r resolution) {
	ctx := c.Request.Context()
	it, err := s.Store.Item(ctx, r.Cited.Item)
	if err != nil {
		s.fail(c, err)
		return
	}
	url := PlaceURL(r.Cited.Item, r.Cited.Locator)
	if r.Check != "" {
		url = checkedURL(r.Cited.Item, r.Cited.Locator, r.Check)
	}
	a := Annotation{
		Context: "http://www.w3.org/ns/anno.jsonld", ID: s.absolute(c.Request, url), Type: "Annotation", Motivation: "identifying",
		Target: AnnotationTarget{Source: s.absolute(c.Request, originalURL(it.Number)), Format: baseType(it.MediaType)},
		State:  r.State, Place: r.Cited.Place.String(), Said: cut(saidText(r.Cited), 2000), Changed: r.Changed, Others: r.Others, ReplacedBy: r.Replaced, Digest: it.Digest.String(),
		Corrections: correctionNotes(r.Corrections),
	}
	if !r.Cited.Made.IsZero() {
		a.Created = r.Cited.Made.Format("2006-01-02T15:04:05Z")
	}
	if r.Withdrawal != nil {
		a.Said, a.Withdrawn, a.Error = "", r.Withdrawal.Reason, (&gone{it, *r.Withdrawal}).Error()
		writeJSON(c, http.StatusGone, a)
		return
	}
	if r.Now == (archive.Place{}) {
		a.Target.Selector = quoteSelector(r.Cited)
		a.Error = "What was cited is not found in this document as it is read now, nor in another version of it."
		writeJSON(c, http.StatusNotFound, a)
		return
	}
	o, err := s.openItem(c.Request, r.Now.Item)
	if err != nil {
		s.fail(c, err)
		return
	}
	defer o.close()
	to, err := s.find(ctx, r.Now.Item, r.Now.Locator)
	if err != nil {
		s.fail(c, err)
		return
	}
	a.Now, a.URL, a.Says = r.Now.String(), s.absolute(c.Request, to), cut(oneLine(r.Text), 2000)
	a.Target.Source, a.Target.Format = s.absolute(c.Request, originalURL(o.Number)), baseType(o.MediaType)
	if r.Newer != (archive.Place{}) {
		a.Newer, a.NewerSays = r.Newer.String(), cut(oneLine(r.NewerText), 2000)
	}
	if a.Target.Selector, err = selectors(o, r.Now.Locator); err != nil {
		s.fail(c, err)
		return
	}
	cited := s.citation(c, o, r.Now.Locator)
	csl := style.Data(cited.work)
	a.Citation, a.CSL = &cited, &csl
	writeJSON(c, http.StatusOK, a)
}

func quoteSelector(c archive.Citation) []Selector {
	if c.Selector.Exact == "" {
		return nil
	}
	return []Selector{{Type: "TextQuoteSelector", Exact: c.Selector.Exact, Prefix: c.Selector.Prefix, Suffix: c.Selector.Suffix}}
}

// selectors are a place as the data model says it: by page, by words, by
// position, by its box.
func selectors(o opened, l archive.Locator) ([]Selector, error) {
	if l.IsZero() {
		return nil, nil
	}
	var out []Selector
	on := func(s *Selector) {
		if l.Page == 0 {
			if s != nil {
				out = append(out, *s)
			}
			return
		}
		out = append(out, Selector{Type: "FragmentSelector", Conforms: pdfFragment, Value: fmt.Sprintf("page=%d", l.Page), Refined: s})
	}
	said, err := cite.Quote(o.document(), l)
	if err != nil {
		said = archive.Selector{}
	}
	if l.Page > 0 && l.To == 0 && l.Table == 0 && l.Region == (archive.Region{}) {
		on(nil)
		return out, nil
	}
	if said.Exact != "" {
		on(&Selector{Type: "TextQuoteSelector", Exact: said.Exact, Prefix: said.Prefix, Suffix: said.Suffix})
	}
	if l.To > 0 {
		from, to := l.From, l.To
		on(&Selector{Type: "TextPositionSelector", Start: &from, End: &to})
	}
	if l.Page == 0 && l.Sheet == "" && l.Row > 0 { // a file that is one table (RFC 7111, 2.1)
		value := fmt.Sprintf("row=%d", l.Row)
		if l.Col > 0 {
			value = fmt.Sprintf("cell=%d,%d", l.Row, l.Col)
		}
		on(&Selector{Type: "FragmentSelector", Conforms: csvFragment, Value: value})
	}
	if l.Page == 0 {
		return out, nil
	}
	page, boxes, err := boxesOf(o, l)
	if err != nil {
		return nil, err
	}
	if whole, ok := sized(page); ok && len(boxes) > 0 {
		all := boxes[0]
		for _, b := range boxes[1:] {
			all = all.Union(b)
		}
		if all = within(all, whole); visible(all) {
			on(&Selector{Type: "FragmentSelector", Conforms: mediaFragment, Value: "xywh=percent:" + strings.Join([]string{
				points(100 * all[0] / whole[2]), points(100 * all[1] / whole[3]), points(100 * (all[2] - all[0]) / whole[2]), points(100 * (all[3] - all[1]) / whole[3]),
			}, ",")})
		}
	}
	return out, nil
}

// boxesOf are the boxes of a place on its page.
func boxesOf(o opened, l archive.Locator) (archive.Page, []archive.Box, error) {
	page, err := o.file.Page(l.Page)
	if err != nil {
		return page, nil, err
	}
	switch {
	case l.Region != (archive.Region{}):
		return page, []archive.Box{l.Region.Box()}, nil
	case l.To > 0:
		words, err := o.file.Words(l.Page)
		if err != nil {
			return page, nil, err
		}
		return page, align.Words(words, page.Text).Boxes(l.From, l.To), nil
	case l.Table > 0:
		t, n, err := o.file.Find(l)
		if err != nil {
			return page, nil, nil // it has none
		}
		if n == 0 {
			for _, line := range tableLines(o) {
				if line.Number == t.Number {
					return page, line.onPage(l.Page), nil
				}
			}
		}
		row, err := o.file.Row(t.Number, n)
		if err != nil {
			return page, nil, nil
		}
		for _, cell := range row.Grid {
			if l.Col > 0 && cell.Col <= l.Col-1 && l.Col-1 < cell.Col+cell.ColSpan && overlaps(cell.Box, row.Box) {
				return page, []archive.Box{cell.Box}, nil
			}
		}
		return page, []archive.Box{row.Box}, nil
	}
	return page, nil, nil
}
