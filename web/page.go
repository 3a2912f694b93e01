package web

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/search"
)

// TextPage is one page of a document.
type TextPage struct {
	Document Document         `json:"document"`
	Number   int              `json:"number"`
	Pages    int              `json:"pages"`
	Origin   archive.Origin   `json:"origin"`
	Text     string           `json:"text"`
	Hits     []Span           `json:"hits"`            // of the query, in code points of the text
	Cited    *Span            `json:"cited,omitempty"` // the passage that was cited
	Tables   []TableLine      `json:"tables"`          // that begin on the page
	Notices  []archive.Notice `json:"notices"`
	Periods  []Period         `json:"periods"` // that it speaks of, each once
	Previous string           `json:"previous,omitempty"`
	Next     string           `json:"next,omitempty"`
	Citation Citation         `json:"citation"`

	Query  string     `json:"query,omitempty"`
	Unread string     `json:"-"` // why a page without text has none
	Others []PageLine `json:"-"` // other pages with hits
	Shown  []Period   `json:"-"` // the first of Periods
	Blocks []block    `json:"-"`
}

var spanText = regexp.MustCompile(`^(\d{1,9})-(\d{1,9})$`)

func (s *Site) page(c *gin.Context) (*TextPage, error) {
	o, err := s.open(c)
	if err != nil {
		return nil, err
	}
	defer o.close()
	if o.file == nil {
		return nil, notRead(o.Item)
	}
	n, err := positive(c.Param("page"), 0)
	if err != nil {
		return nil, invalid("“%s” is no page’s number.", cut(c.Param("page"), 40))
	}
	page, err := o.file.Page(n)
	if errors.Is(err, archive.ErrNotFound) {
		return nil, noSuchPage(o.Item, n, o.head().Pages)
	}
	if err != nil {
		return nil, err
	}
	p := &TextPage{
		Document: documentOf(o.Item), Number: n, Pages: o.head().Pages, Origin: page.Origin, Text: page.Text,
		Query: c.Query("q"), Tables: []TableLine{}, Notices: []archive.Notice{},
	}
	p.Hits = append([]Span{}, spans(p.Query, page.Text)...)
	l := archive.Locator{Page: n}
	if given := c.Query("s"); given != "" {
		if p.Cited, err = passage(given, page.Text); err != nil {
			return nil, err
		}
		l.From, l.To = p.Cited.From, p.Cited.To
	}
	p.Blocks = set(page.Text, p.Hits, p.Cited)
	p.Citation = s.citation(c, o, l)
	for _, t := range tableLines(o) {
		if t.Page == n {
			p.Tables = append(p.Tables, t)
		}
	}
	for _, notice := range o.head().Notices {
		if notice.Page == n {
			p.Notices = append(p.Notices, notice)
		}
		if len(p.Blocks) == 0 && notice.Code == noText && (notice.Page == 0 || notice.Page == n) {
			p.Unread = whyEmpty(notice)
		}
	}
	links, err := s.Store.Periods(c.Request.Context(), o.Number, n)
	if err != nil {
		return nil, err
	}
	p.Periods = periods(links, o.Number)
	p.Shown = p.Periods[:min(len(p.Periods), periodsShown)]
	if n > 1 {
		p.Previous = pageURL(o.Number, n-1, p.Query)
	}
	if n < p.Pages {
		p.Next = pageURL(o.Number, n+1, p.Query)
	}
	return p, s.otherPages(c, o, p)
}

// noText is the code of a notice that a page, or every page, has no text.
const noText = "no-text"

// whyEmpty says of one page what a notice says of it or of all.
func whyEmpty(n archive.Notice) string {
	if strings.Contains(n.Text, "picture") {
		return "This page is a picture and was not read."
	}
	return n.Text
}

// Said are the notices of the page that its text does not repeat.
func (p *TextPage) Said() []archive.Notice {
	var said []archive.Notice
	for _, n := range p.Notices {
		if p.Unread == "" || n.Code != noText {
			said = append(said, n)
		}
	}
	return said
}

// passage reads a span of a page, "120-164".
func passage(given, text string) (*Span, error) {
	m := spanText.FindStringSubmatch(given)
	if m == nil {
		return nil, invalid("A passage is given by its first character and the first after it, such as s=120-164.")
	}
	from, _ := strconv.Atoi(m[1])
	to, _ := strconv.Atoi(m[2])
	if n := len([]rune(text)); from >= to || to > n {
		return nil, notFound("This page has %s, so there is no passage %s.", count(n, "character", "characters"), given)
	}
	return &Span{from, to}, nil
}

// otherPages finds the other pages of the document with the words of the query.
func (s *Site) otherPages(c *gin.Context, o opened, p *TextPage) error {
	if p.Query == "" {
		return nil
	}
	found, err := s.Index.Search(c.Request.Context(), search.Request{Query: p.Query, Item: o.Number, Kinds: []string{"page"}, Limit: 1, Places: 200})
	if err != nil {
		return err
	}
	hit := make([]bool, p.Pages+1)
	for _, g := range found.Groups {
		for _, h := range g.Hits {
			if h.Page > 0 && h.Page <= p.Pages {
				hit[h.Page] = h.Page != p.Number
			}
		}
	}
	for n, ok := range hit {
		if ok {
			p.Others = append(p.Others, PageLine{Number: n, URL: pageURL(o.Number, n, p.Query)})
		}
	}
	return nil
}
