package web

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/align"
	"readingroom/archive/store"
	"readingroom/search"
)

// TextPage is one page of a document.
type TextPage struct {
	Document    Document         `json:"document"`
	Number      int              `json:"number"`
	Pages       int              `json:"pages"`
	Label       string           `json:"label,omitempty"`  // its number as the document writes it
	Width       float64          `json:"width,omitempty"`  // points
	Height      float64          `json:"height,omitempty"` // points
	Origin      archive.Origin   `json:"origin"`
	Reader      string           `json:"reader,omitempty"`     // what read it, where that is not the first reader of its format
	Why         string           `json:"why,omitempty"`        // why not the first
	Sure        int              `json:"confidence,omitempty"` // of what was read from a picture, of 100
	Picture     string           `json:"picture,omitempty"`    // the address of its picture
	Text        string           `json:"text"`
	Words       []archive.Word   `json:"words,omitempty"` // where they stand, with words=1
	Hits        []Span           `json:"hits"`            // of the query, in code points of the text
	Cited       *Span            `json:"cited,omitempty"` // the passage that was cited
	Boxes       []archive.Box    `json:"cited_boxes,omitempty"`
	Marks       []archive.Mark   `json:"marks,omitempty"`
	Corrections []CorrectionNote `json:"corrections,omitempty"` // of it, and of what stands on it
	Tables      []TableLine      `json:"tables"`                // that stand on the page, or go on there
	Notices     []archive.Notice `json:"notices"`
	Periods     []Period         `json:"periods"`            // that it speaks of, each once
	Messages    []MessageLine    `json:"messages,omitempty"` // e-mails that stand on it, or go on there
	Released    []ReleasedLine   `json:"released,omitempty"` // the requests that its document belongs to
	Twins       []TwinLine       `json:"twins,omitempty"`    // pages elsewhere that are the same but for what was withheld, stamped or misread
	Places      []Link           `json:"places"`             // that it speaks of, with what that rests on
	Previous    string           `json:"previous,omitempty"`
	Next        string           `json:"next,omitempty"`
	Citation    Citation         `json:"citation"`
	Standing    *Standing        `json:"standing,omitempty"` // of the citation that led here
	Region      *archive.Box     `json:"region,omitempty"`   // that was cited
	CitedBy     []MentionLine    `json:"cited_by,omitempty"` // articles that cite the page, or a place on it

	Query    string     `json:"query,omitempty"`
	Unread   string     `json:"-"` // why a page without text has none
	Others   []PageLine `json:"-"` // other pages with hits
	HitsBack string     `json:"-"` // the nearest of them before this page, and after it
	HitsOn   string     `json:"-"`
	Shown    []Period   `json:"-"` // the first of Periods
	TwinsNow []TwinLine `json:"-"` // the first of Twins
	Blocks   []block    `json:"-"`
	Unsure   int        `json:"-"` // how many words were read with little confidence
	ReadBy   string     `json:"-"` // "Read by Tesseract, 93 % sure."
	Markings []Marking  `json:"-"`
	Spoken   *Spoken    `json:"-"` // the places, those alike together

	Sheet    *Sheet  `json:"-"` // its picture; nil: the text alone is shown
	Crop     *Sheet  `json:"-"` // the cited passage
	ShowText bool    `json:"-"`
	Bare     bool    `json:"-"` // it would have a picture, but none are made here
	Views    []Tab   `json:"-"`
	Zooms    []Tab   `json:"-"`
	Thumbs   []Thumb `json:"-"`
	View     string  `json:"-"` // as asked
	Zoom     string  `json:"-"`
	Draw     string  `json:"-"` // where a table is marked that was not found; "": it cannot be
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
	v, err := viewOf(c)
	if err != nil {
		return nil, err
	}
	words, err := o.file.Words(n)
	if err != nil {
		return nil, err
	}
	p := &TextPage{
		Document: documentOf(o.Item), Number: n, Pages: o.head().Pages, Origin: page.Origin, Text: page.Text,
		Label: page.Label, Width: page.Width, Height: page.Height, Reader: page.Reader, Why: page.Why, Sure: align.Sure(words), Marks: page.Marks,
		Query: c.Query("q"), Tables: []TableLine{}, Notices: []archive.Notice{}, View: v.show, Zoom: v.zoom,
	}
	if c.Query("words") != "" {
		p.Words = words
	}
	p.Hits = append([]Span{}, spans(p.Query, page.Text)...)
	if a := s.question(p.Query, nil); !a.none() {
		more, err := s.onPage(c.Request.Context(), o.Number, n, page.Text, a)
		if err != nil {
			return nil, err
		}
		p.Hits = apart(append(p.Hits, more...))
	}
	l := archive.Locator{Page: n}
	span := c.Query("s")
	if span != "" {
		if p.Cited, err = passage(span, page.Text); err != nil {
			return nil, err
		}
		l.From, l.To = p.Cited.From, p.Cited.To
		l = partOf(c.Query("part"), l, page.Text)
	}
	if given := c.Query("x"); given != "" {
		if l, err = regionOf(given, page); err != nil {
			return nil, err
		}
		box := l.Region.Box()
		p.Region = &box
	}
	if quote := c.Query("quote"); quote != "" {
		if err := s.quoted(c, o, n, page.Text, quote); err != nil {
			return nil, err
		}
	}
	if p.Standing, err = s.standing(c, o); err != nil {
		return nil, err
	}
	if p.CitedBy, err = s.citersOf(c, o.Number, n); err != nil {
		return nil, err
	}
	p.Corrections = correctionNotes(o.corrected(archive.Locator{Page: n}))
	p.ReadBy = readBy(page, p.Sure)
	p.Citation = s.citation(c, o, l)
	for _, t := range tableLines(o) {
		if t.on(n) {
			p.Tables = append(p.Tables, t)
		}
	}
	at := align.Words(words, page.Text)
	unsure := unsureSpans(at)
	p.Unsure = len(unsure)
	if p.Cited != nil {
		p.Boxes = at.Boxes(p.Cited.From, p.Cited.To)
	}
	if p.Region != nil {
		p.Boxes = []archive.Box{*p.Region}
	}
	p.Blocks = set(page.Text, p.Hits, p.Cited, unsure)
	if n > 1 {
		p.Previous = v.at(o.Number, n-1, p.Query, "")
	}
	if n < p.Pages {
		p.Next = v.at(o.Number, n+1, p.Query, "")
	}
	for _, notice := range o.head().Notices {
		if notice.Page == n {
			p.Notices = append(p.Notices, notice)
		}
		if len(p.Blocks) == 0 && noWords(notice.Code) && (notice.Page == 0 || notice.Page == n) {
			p.Unread = whyEmpty(notice)
		}
	}
	if p.Messages, err = s.messages(c, o.Number, n); err != nil {
		return nil, err
	}
	links, err := s.Store.Periods(c.Request.Context(), o.Number, n)
	if err != nil {
		return nil, err
	}
	p.Periods = periods(links, o.Number)
	p.Shown = p.Periods[:min(len(p.Periods), periodsShown)]
	if p.Places, err = s.links(c, o, store.Places{Page: n, Limit: linksOfAPage}); err != nil {
		return nil, err
	}
	p.Spoken = spoken("Places on this page", o.Number, p.Places)
	if p.Released, err = s.releasedItem(c, o.Number); err != nil {
		return nil, err
	}
	if p.Twins, err = s.twins(c.Request.Context(), o.Number, n); err != nil {
		return nil, err
	}
	p.TwinsNow = p.Twins[:min(len(p.Twins), twinsShown)]
	if s.mayChange(c.Request) {
		p.Spoken.Add = newLinkURL(o.Number, n)
	}
	if err := s.otherPages(c, o, p); err != nil {
		return nil, err
	}
	p.Draw = s.drawURL(o, n, 0)
	return p, s.sheet(p, v, o, page, at, unsure, span)
}

// unsureSpans are the words that were read with little confidence.
func unsureSpans(p align.Page) []Span {
	var out []Span
	for _, s := range p.Unsure() {
		out = append(out, Span(s))
	}
	return out
}

// readers are the readers of pages by their names.
var readers = map[string]string{"tesseract": "Tesseract", "pdfium": "PDFium", "poppler": "Poppler"}

// readBy says how a page was read, where there is something to say.
func readBy(p archive.Page, sure int) string {
	name := readers[p.Reader]
	if name == "" {
		name = cut(oneLine(p.Reader), 40)
	}
	var says string
	switch {
	case name != "":
		says = "Read by " + name
	case p.Origin == archive.OriginOCR:
		says = "Read from a picture of the page"
	case p.Why == "":
		return ""
	default:
		says = "Read"
	}
	if sure > 0 {
		says += ", " + digits(sure) + " % sure"
	}
	if why := strings.TrimSuffix(oneLine(p.Why), "."); why != "" {
		return says + ". " + upperFirst(cut(why, 300)) + "."
	}
	return says + "."
}

// The codes of notices that a page, or every page, has no text, and that it is
// a scan that nothing read.
const (
	noText = "no-text"
	noOCR  = "no-ocr"
)

// noWords reports whether a notice says why a page, or every page, has none.
func noWords(code string) bool { return code == noText || code == noOCR || code == "ocr-failed" }

// whyEmpty says of one page what a notice says of it or of all.
func whyEmpty(n archive.Notice) string {
	switch {
	case n.Code == noOCR:
		return "This page is a scan and was not read."
	case strings.Contains(n.Text, "picture"):
		return "This page is a picture and was not read."
	}
	return n.Text
}

// Said are the notices of the page that its text does not repeat.
func (p *TextPage) Said() []archive.Notice {
	var said []archive.Notice
	for _, n := range p.Notices {
		if p.Unread == "" || !noWords(n.Code) {
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
	found, err := s.Index.Search(c.Request.Context(), search.Request{Query: p.Query, Item: o.Number, Kinds: []string{"page"}, Limit: 1, Places: 200, Facets: []string{}})
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
			v := view{p.View, p.Zoom}
			if at := v.at(o.Number, n, p.Query, "") + "#on-1"; n < p.Number {
				p.HitsBack = at
			} else if p.HitsOn == "" {
				p.HitsOn = at
			}
		}
	}
	return nil
}
