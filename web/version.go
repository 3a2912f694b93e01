package web

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/align"
	"readingroom/archive/content"
	"readingroom/archive/twin"
)

// A VersionPage shows two documents side by side, a page of each at a time:
// what was withheld in one and shown in the other.
type VersionPage struct {
	A     Document   `json:"a"`
	B     Document   `json:"b"`
	Came  [2]Came    `json:"came"`  // how each came
	Pairs []TwinLine `json:"pages"` // each page of A that has a twin in B
	OnlyA []int      `json:"only_a,omitempty"`
	OnlyB []int      `json:"only_b,omitempty"`
	Pair  *SidePair  `json:"pair,omitempty"` // the pages that are shown

	Turned   string `json:"-"` // the other way about
	Previous string `json:"-"`
	Next     string `json:"-"`
}

// A Came says under what a document was released, and when it came.
type Came struct {
	Source   string `json:"source"`
	Release  string `json:"release,omitempty"`
	Request  string `json:"request,omitempty"`
	Received string `json:"received"` // YYYY-MM-DD
}

// A SidePair is two pages, word by word.
type SidePair struct {
	TwinLine
	Withheld [2]int       `json:"withheld"` // passages that were withheld in A, in B
	Parts    []SidePart   `json:"parts"`
	Sides    [2][]SideRun `json:"-"`
}

// A SidePart is a difference between the pages: where it stands in each, in code
// points of the text, and what is there.
type SidePart struct {
	twin.Part
	TextA    string `json:"text_a"`
	TextB    string `json:"text_b"`
	Withheld bool   `json:"withheld"` // the side that lacks it was covered or marked there
	Codes    string `json:"under,omitempty"`
}

// A SideRun is a piece of one side's text.
type SideRun struct {
	Text  string
	Kind  string // "", only, changed, gap
	N     int    // of the difference, from 1
	Words string // of a gap: what is not there
}

// pairsListed is how many pages of a pair of documents are listed.
const pairsListed = 1000

func (s *Site) version(c *gin.Context) (*VersionPage, error) {
	a, err := s.open(c)
	if err != nil {
		return nil, err
	}
	defer a.close()
	number := c.Param("other")
	if !archive.IsItemNumber(number) {
		return nil, notFound("“%s” is no item’s number. One looks like 2026-017-0003.", cut(number, 60))
	}
	if number == a.Number {
		return nil, invalid("%s is compared with itself: name another document.", number)
	}
	ctx := c.Request.Context()
	b, err := s.openItem(c.Request, number)
	if err != nil {
		return nil, err
	}
	defer b.close()
	for _, o := range []opened{a, b} {
		if o.file == nil {
			return nil, notRead(o.Item)
		}
	}
	p := &VersionPage{A: documentOf(a.Item), B: documentOf(b.Item), Came: [2]Came{came(a), came(b)}, Turned: versionURL(b.Number, a.Number, 0), Pairs: []TwinLine{}}
	twins, err := s.Store.TwinsBetween(ctx, a.Number, b.Number)
	if err != nil {
		return nil, err
	}
	seenA, seenB := map[int]bool{}, map[int]bool{}
	for _, t := range twins {
		if !seenA[t.Page] && len(p.Pairs) < pairsListed { // the most alike comes first
			p.Pairs = append(p.Pairs, twinLine(a.Number, t))
		}
		seenA[t.Page], seenB[t.Other] = true, true
	}
	p.OnlyA, p.OnlyB = pagesBut(a.head().Pages, seenA), pagesBut(b.head().Pages, seenB)
	at, err := s.pairAt(c, p, a, b)
	if err != nil || at == nil {
		return p, err
	}
	if p.Pair, err = sidePair(*at, a.file, b.file); err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(p.Pairs, func(l TwinLine) bool { return l.Page == at.Page && l.Other == at.Other }); i >= 0 {
		if i > 0 {
			p.Previous = p.Pairs[i-1].Side
		}
		if i+1 < len(p.Pairs) {
			p.Next = p.Pairs[i+1].Side
		}
	}
	return p, nil
}

// pairAt is the pair of pages that is asked for, or the first that differs. Two
// pages that are no twins may be asked for too.
func (s *Site) pairAt(c *gin.Context, p *VersionPage, a, b opened) (*TwinLine, error) {
	if c.Query("page") == "" {
		if len(p.Pairs) == 0 {
			return nil, nil
		}
		i := max(0, slices.IndexFunc(p.Pairs, func(l TwinLine) bool { return l.OnlyA+l.OnlyB+l.Changed > 0 }))
		return &p.Pairs[i], nil
	}
	n, err := positive(c.Query("page"), 0)
	if err != nil {
		return nil, invalid("“%s” is no page’s number.", cut(c.Query("page"), 40))
	}
	other := 0
	if q := c.Query("other"); q != "" {
		if other, err = positive(q, 0); err != nil {
			return nil, invalid("“%s” is no page’s number.", cut(q, 40))
		}
	}
	for i := range p.Pairs {
		if l := &p.Pairs[i]; l.Page == n && (other == 0 || l.Other == other) {
			return l, nil
		}
	}
	if other == 0 {
		other = n
	}
	switch {
	case n > a.head().Pages:
		return nil, noSuchPage(a.Item, n, a.head().Pages)
	case other > b.head().Pages:
		return nil, noSuchPage(b.Item, other, b.head().Pages)
	}
	return &TwinLine{Page: n, Item: b.Number, Title: p.B.Title, Other: other, URL: pageURL(b.Number, other, ""), Side: versionURL(a.Number, b.Number, n)}, nil
}

func came(o opened) Came {
	return Came{Source: o.source.Source, Release: o.source.Release, Request: o.source.Request, Received: o.source.Received.Format("2006-01-02")}
}

func pagesBut(pages int, seen map[int]bool) (out []int) {
	for n := 1; n <= pages && len(out) < pairsListed; n++ {
		if !seen[n] {
			out = append(out, n)
		}
	}
	return out
}

// sidePair compares two pages word by word.
func sidePair(at TwinLine, a, b *content.File) (*SidePair, error) {
	p := &SidePair{TwinLine: at, Parts: []SidePart{}}
	pa, err := a.Page(at.Page)
	if err != nil {
		return nil, err
	}
	pb, err := b.Page(at.Other)
	if err != nil {
		return nil, err
	}
	ocr := pa.Origin == archive.OriginOCR || pb.Origin == archive.OriginOCR
	p.Likeness = twin.Compare(twin.Page{Text: pa.Text, OCR: pa.Origin == archive.OriginOCR}, twin.Page{Text: pb.Text, OCR: pb.Origin == archive.OriginOCR})
	wa, err := a.Words(at.Page)
	if err != nil {
		return nil, err
	}
	wb, err := b.Words(at.Other)
	if err != nil {
		return nil, err
	}
	covA, covB := coverOf(pa, wa), coverOf(pb, wb)
	ta, tb := []rune(pa.Text), []rune(pb.Text)
	ra, rb := &passages{text: ta}, &passages{text: tb}
	for _, part := range twin.Diff(pa.Text, pb.Text, ocr) {
		if part.Op == twin.Same {
			continue
		}
		d := SidePart{Part: part, TextA: string(ta[part.A.From:part.A.To]), TextB: string(tb[part.B.From:part.B.To])}
		n := len(p.Parts) + 1
		switch part.Op {
		case twin.OnlyA:
			d.Withheld, d.Codes = withheld(part, d.TextB, covA.boxes(part.A), covB)
			if d.Withheld {
				p.Withheld[1]++
			}
			ra.add(part.A, "only", n)
			rb.gap(part.B, n, d)
		case twin.OnlyB:
			d.Withheld, d.Codes = withheld(part, d.TextA, covB.boxes(part.B), covA)
			if d.Withheld {
				p.Withheld[0]++
			}
			ra.gap(part.A, n, d)
			rb.add(part.B, "only", n)
		default:
			ra.add(part.A, "changed", n)
			rb.add(part.B, "changed", n)
		}
		p.Parts = append(p.Parts, d)
	}
	p.Sides = [2][]SideRun{ra.end(), rb.end()}
	return p, nil
}

// A cover is what lies over a page, and where its words stand.
type cover struct {
	page  archive.Page
	words align.Page
}

func coverOf(p archive.Page, words []archive.Word) cover {
	return cover{p, align.Words(words, p.Text)}
}

func (c cover) boxes(s twin.Span) []archive.Box { return c.words.Boxes(s.From, s.To) }

// withheld reports whether words that one page has were withheld on the other:
// codes of exemptions stand in their place, or a box lies there. Pages of
// another size have their boxes elsewhere, and are not asked.
func withheld(part twin.Part, there string, at []archive.Box, other cover) (bool, string) {
	if part.Codes {
		return true, oneLine(there)
	}
	for _, m := range other.page.Marks {
		switch m.Kind {
		case archive.MarkBlackBox, archive.MarkWhiteBox, archive.MarkCovered, archive.MarkExemption:
		default:
			continue
		}
		for _, b := range at {
			if over(m.Box, b) {
				return true, m.Code
			}
		}
	}
	return false, ""
}

// over reports whether a box lies over a good part of the other.
func over(box, of archive.Box) bool {
	w := min(box[2], of[2]) - max(box[0], of[0])
	h := min(box[3], of[3]) - max(box[1], of[1])
	area := (of[2] - of[0]) * (of[3] - of[1])
	return w > 0 && h > 0 && area > 0 && w*h*3 >= area
}

// passages cuts a text into what is the same and what is not.
type passages struct {
	text []rune
	at   int
	out  []SideRun
}

func (r *passages) plain(to int) {
	if r.at < to {
		r.out = append(r.out, SideRun{Text: string(r.text[r.at:to])})
		r.at = to
	}
}

func (r *passages) add(s twin.Span, kind string, n int) {
	r.plain(s.From)
	r.out = append(r.out, SideRun{Text: string(r.text[s.From:s.To]), Kind: kind, N: n})
	r.at = s.To
}

func (r *passages) gap(s twin.Span, n int, d SidePart) {
	r.plain(s.From)
	there := d.TextA
	if d.Op == twin.OnlyB {
		there = d.TextB
	}
	words := count(len(strings.Fields(there)), "word", "words")
	says := words + " not here"
	if d.Withheld {
		says = words + " withheld here"
		if d.Codes != "" && s.From == s.To {
			says += " under " + d.Codes
		}
	}
	r.out = append(r.out, SideRun{Text: string(r.text[s.From:s.To]), Kind: "gap", N: n, Words: says})
	r.at = s.To
}

func (r *passages) end() []SideRun {
	r.plain(len(r.text))
	return r.out
}
