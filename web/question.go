package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/link/period"
	"readingroom/archive/store"
	"readingroom/search"
	"readingroom/search/query"
)

// A question is what a search asks for beside words: what pages and rows are to speak
// of, and what the heads of e-mails are to say. Where they say so is known from
// the archive, and not from the words of the query.
type question struct {
	marker  *search.Marker
	places  []string // slugs
	periods []archive.Period
	heads   bool

	withheld *search.Marker // of the exemptions that the results are narrowed to; nil: none
}

// headFields are the fields of a query that ask for the heads of e-mails.
var headFields = []string{"from", "to", "cc", "subject", "attachment"}

// question reads a query, and the places and periods that its results are narrowed to.
func (s *Site) question(q string, v url.Values) question {
	a := question{marker: search.NewMarker(q)}
	a.heads = a.marker.Asks(headFields...)
	speaks := func(field, of string) {
		switch field {
		case "place":
			a.places = append(a.places, strings.TrimPrefix(strings.ToLower(of), "?"))
			for _, e := range s.gazetteer().Called(of) {
				a.places = append(a.places, e.Slug)
			}
		case "period":
			if p, err := period.Named(of); err == nil {
				a.periods = append(a.periods, p)
			}
		}
	}
	query.Leaves(query.Parse(q).Root, func(leaf query.Node, field string, wanted bool) {
		if wanted {
			speaks(field, query.Text(leaf))
		}
	})
	var exemptions []string
	for _, x := range v["exemption"] {
		exemptions = append(exemptions, `exemption:"`+strings.ReplaceAll(x, `"`, " ")+`"`)
	}
	if len(exemptions) > 0 {
		a.withheld = search.NewMarker(strings.Join(exemptions, " "))
	}
	for _, field := range []string{"place", "period"} {
		for _, of := range v[field] {
			speaks(field, of)
		}
	}
	return a
}

func (a question) none() bool {
	return !a.heads && a.withheld == nil && len(a.places) == 0 && len(a.periods) == 0
}

// among are the links to a place that is asked for, or to one in it; where there
// are none, those in doubt that may be.
func (a question) among(links []store.Place) []store.Place {
	asked := func(j archive.Jurisdiction) bool {
		return slices.ContainsFunc(a.places, func(want string) bool {
			return j.Slug == want || strings.HasPrefix(j.Slug, want+"/") || !strings.Contains(want, "/") && strings.HasSuffix(j.Slug, "/"+want)
		})
	}
	var sure, maybe []store.Place
	for _, l := range links {
		switch {
		case l.Struck:
		case l.Slug != "" && asked(l.Jurisdiction):
			sure = append(sure, l)
		case l.Slug == "" && slices.ContainsFunc(l.Candidates, asked):
			maybe = append(maybe, l)
		}
	}
	if len(sure) > 0 {
		return sure
	}
	return maybe
}

func (a question) overlaps(l archive.PeriodLink) bool {
	return slices.ContainsFunc(a.periods, l.Period.Overlaps)
}

// onPage finds where a page says what is asked for.
func (s *Site) onPage(ctx context.Context, item string, page int, text string, a question) ([]Span, error) {
	var out []Span
	if len(a.places) > 0 {
		links, err := s.Store.ItemPlaces(ctx, item, store.Places{Page: page, Limit: linksOfAPage})
		if err != nil {
			return nil, err
		}
		for _, l := range a.among(links) {
			out = append(out, Span{l.Start, l.End})
		}
	}
	if len(a.periods) > 0 {
		links, err := s.Store.Periods(ctx, item, page)
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			if a.overlaps(l) {
				out = append(out, Span{l.Start, l.End})
			}
		}
	}
	if a.heads {
		messages, err := s.Store.Messages(ctx, item)
		if err != nil {
			return nil, err
		}
		runes := []rune(text)
		for _, m := range messages {
			if m.Page == page && m.Form != "mail" && m.Start < m.End && m.End <= len(runes) {
				out = append(out, a.inHead(m, string(runes[m.Start:m.End]))...)
			}
		}
	}
	if a.withheld != nil {
		for _, x := range a.withheld.Find(text) {
			out = append(out, Span{x.From, x.To})
		}
	}
	return apart(out), nil
}

// A headLine is a line of the head of an e-mail, and the fields that ask for it.
type headLine struct {
	label, text string
	fields      []string
}

func headOf(m store.Message) []headLine {
	return []headLine{
		{"From", m.From, []string{"from"}},
		{"To", m.To, []string{"to"}},
		{"Cc", m.Cc, []string{"cc", "to"}},
		{"Sent", when(m.Message), nil},
		{"Subject", m.Subject, []string{"subject"}},
		{"Attachments", m.Attachments, []string{"attachment"}},
	}
}

// marks are those of what is asked for in a line of a head.
func (l headLine) marks(a question, text string) []Span {
	var out []Span
	for _, f := range l.fields {
		for _, s := range a.marker.Field(f, text) {
			out = append(out, Span{s.From, s.To})
		}
	}
	return apart(out)
}

// inHead finds what is asked for in the head of a message as it stands on its page.
func (a question) inHead(m store.Message, head string) []Span {
	var out []Span
	for _, l := range headOf(m) {
		if len(l.marks(a, l.text)) == 0 {
			continue
		}
		at, in := 0, head
		if i := strings.Index(head, l.text); i >= 0 { // else it is broken into lines
			at, in = utf8.RuneCountInString(head[:i]), l.text
		}
		for _, s := range l.marks(a, in) {
			out = append(out, Span{m.Start + at + s.From, m.Start + at + s.To})
		}
	}
	return out
}

// apart puts spans in order, and joins those that overlap.
func apart(all []Span) []Span {
	slices.SortFunc(all, func(x, y Span) int { return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(y.To, x.To)) })
	var out []Span
	for _, s := range all {
		if n := len(out); n > 0 && s.From < out[n-1].To {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// inRow finds where the cells of a row say what is asked for: by column, from 0.
func (s *Site) inRow(ctx context.Context, item string, table, row int, cells []string, a question) (map[int][]Span, error) {
	out := map[int][]Span{}
	add := func(col int, at Span) {
		if col > 0 && col <= len(cells) {
			out[col-1] = apart(append(out[col-1], at))
		}
	}
	if len(a.places) > 0 {
		links, err := s.Store.ItemPlaces(ctx, item, store.Places{Table: table, Row: row, Limit: linksOfAPage})
		if err != nil {
			return nil, err
		}
		for _, l := range a.among(links) {
			add(l.Col, Span{l.Start, l.End})
		}
	}
	if a.withheld != nil {
		for i, found := range a.withheld.Row(nil, cells) {
			for _, x := range found {
				add(i+1, Span{x.From, x.To})
			}
		}
	}
	if len(a.periods) > 0 {
		own, err := s.Store.RowPeriods(ctx, item, table, row)
		if err != nil {
			return nil, err
		}
		of, err := s.Store.RowPeriods(ctx, item, table, 0)
		if err != nil {
			return nil, err
		}
		for _, l := range own {
			if a.overlaps(l) {
				add(l.Col, Span{l.Start, l.End})
			}
		}
		for _, l := range of { // a column of a month: its cells say a number and no time
			if l.Col < 1 || l.Col > len(cells) || !a.overlaps(l) || len(out[l.Col-1]) > 0 {
				continue
			}
			if cell := cells[l.Col-1]; !archive.Blank(cell) {
				add(l.Col, Span{0, utf8.RuneCountInString(cell)})
			}
		}
	}
	return out, nil
}

// passages shows, of hits in which no word is marked, where they say what is asked
// for beside words.
func (s *Site) passages(c *gin.Context, p *ResultsPage) error {
	a := s.question(p.Query, p.values)
	if a.none() {
		return nil
	}
	p.Hits = p.Hits[:0]
	for i := range p.Groups {
		g := &p.Groups[i]
		if err := s.passagesOf(c, g, p.Query, a); err != nil {
			return err
		}
		p.Hits = append(p.Hits, g.Hits...)
	}
	return nil
}

func (s *Site) passagesOf(c *gin.Context, g *HitGroup, q string, a question) error {
	ctx, item := c.Request.Context(), g.Document.Number
	digest, err := archive.ParseDigest(g.Document.Digest)
	if err != nil {
		return err
	}
	file, err := s.Contents.Open(digest)
	if err != nil {
		return nil // it is being read anew
	}
	defer file.Close()
	var hits []Hit
	for _, h := range g.Hits {
		switch {
		case h.marked():
		case h.Kind == "item" && a.heads:
			found, err := s.headHits(ctx, h, q, a)
			if err != nil {
				return err
			}
			if len(found) > 0 {
				hits = append(hits, found...)
				continue
			}
		case h.Kind == "page":
			page, err := file.Page(h.Page)
			if err != nil {
				break // it was read again, and has no such page now
			}
			spans, err := s.onPage(ctx, item, h.Page, page.Text, a)
			if err != nil {
				return err
			}
			if len(spans) > 0 {
				h.show(snippetOf(clippedRuns(page.Text, spans, passageShown)))
				if q == "" { // which would mark it there
					h.lead(spanURL(item, h.Page, spans[0].From, spans[0].To))
				}
			}
		case h.Kind == "row":
			cells, err := s.inRow(ctx, item, h.Table, h.Row, h.Cells, a)
			if err != nil {
				return err
			}
			h.markCells(cells)
			if len(h.Matched) > 0 && q == "" {
				h.lead(rowInBookURL(item, h.Page, h.Table, h.Row, h.Matched[0]+1, ""))
			}
		}
		hits = append(hits, h)
	}
	g.Hits, g.Blocks = hits, hitBlocks(hits, room)
	return nil
}

// How many letters of a page are shown about what it says, how many of a line of
// the head of an e-mail, and how many e-mails of a document.
const (
	passageShown = 220
	lineShown    = 90
	headsShown   = 3
)

// headHits are the e-mails of a document whose heads say most of what is asked for.
func (s *Site) headHits(ctx context.Context, h Hit, q string, a question) ([]Hit, error) {
	messages, err := s.Store.Messages(ctx, h.Item)
	if err != nil {
		return nil, err
	}
	var out []Hit
	most := 1
	for _, m := range messages {
		said := 0
		var head search.Snippet
		for _, l := range headOf(m) {
			marks := l.marks(a, l.text)
			if said += min(len(marks), 1); l.text == "" || len(marks) == 0 && (l.label == "Cc" || l.label == "Attachments") {
				continue
			}
			if len(head) > 0 {
				head = append(head, search.Span{Text: " · "})
			}
			head = append(append(head, search.Span{Text: l.label + ": "}), snippetOf(clippedRuns(l.text, marks, lineShown))...)
		}
		if said < most {
			continue
		}
		if said > most {
			out, most = nil, said
		}
		x := h
		x.show(head)
		if m.Form != "mail" && m.Start < m.End {
			l := archive.Locator{Page: m.Page, From: m.Start, To: m.End}
			x.Kind, x.Page, x.Place, x.Locator, x.Permanent = "page", m.Page, "p. "+digits(m.Page), l.String(), PlaceURL(h.Item, l)
			x.lead(headURL(h.Item, m.Page, m.Start, m.End, q))
		}
		if out = append(out, x); len(out) == headsShown {
			break
		}
	}
	return out, nil
}

// marked reports whether something is marked in what is shown of a hit.
func (h Hit) marked() bool {
	return len(h.Matched) > 0 || h.Kind != "row" && slices.ContainsFunc(h.Marks, func(s search.Span) bool { return s.Mark })
}

// show shows another piece of the text.
func (h *Hit) show(s search.Snippet) { h.Marks, h.Snippet = s, s.String() }

// lead leads elsewhere than to the place as a whole.
func (h *Hit) lead(to string) {
	place, _, _ := strings.Cut(to, "#")
	h.URL, h.CiteURL = to, place+"#cite"
}

// markCells marks what stands in the cells of a row.
func (h *Hit) markCells(cells map[int][]Span) {
	for i := range h.Cells {
		if spans := cells[i]; len(spans) > 0 {
			h.Matched = append(h.Matched, i)
			h.Marked[i] = cell{h.Cells[i], clippedRuns(h.Cells[i], spans, cellShown)}
		}
	}
}

// snippetOf makes a snippet of runs, on one line.
func snippetOf(runs []run) search.Snippet {
	var out search.Snippet
	for _, r := range runs {
		if text := oneLineEnds(r.Text); text != "" {
			out = append(out, search.Span{Text: text, Mark: r.Hit})
		}
	}
	return out
}
