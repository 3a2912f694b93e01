package web

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/store"
)

// A Link says which jurisdiction words of a record speak of, and what that
// rests on.
type Link struct {
	URL   string      `json:"url"`   // of the link, where an editor decides
	Where string      `json:"where"` // the words, marked in the record
	Page  int         `json:"page,omitempty"`
	Table int         `json:"table,omitempty"`
	Row   int         `json:"row,omitempty"`
	Col   int         `json:"col,omitempty"`
	Start int         `json:"start"` // in code points of the page's text, or of the cell's
	End   int         `json:"end"`
	Text  string      `json:"text"`
	Box   archive.Box `json:"box,omitzero"`
	archive.Jurisdiction
	Confidence float64       `json:"confidence"`
	Rule       string        `json:"rule"`
	Candidates []Candidate   `json:"candidates"`
	Struck     bool          `json:"struck,omitempty"`
	Found      string        `json:"found,omitempty"`    // the slug that the program says, where an editor says otherwise
	Decision   *DecisionLine `json:"decision,omitempty"` // of an editor, by which it holds

	Times int `json:"-"` // how often the same stands on the page or in the row
}

// A Candidate is a jurisdiction that may be meant.
type Candidate struct {
	archive.Jurisdiction
	URL  string `json:"url"`
	Twin bool   `json:"-"` // another one has the same name
}

// Label names it, with its address where another one bears the same name.
func (c Candidate) Label() string {
	if c.Twin {
		return c.Name + " (" + c.Slug + ")"
	}
	return c.Name
}

func candidatesOf(all []archive.Jurisdiction) []Candidate {
	out := []Candidate{}
	for _, j := range all {
		twin := slices.IndexFunc(out, func(c Candidate) bool { return c.Name == j.Name })
		if twin >= 0 {
			out[twin].Twin = true
		}
		out = append(out, Candidate{j, jurisdictionURL(j.Slug), twin >= 0})
	}
	return out
}

// Doubtful reports whether several may be meant.
func (l Link) Doubtful() bool { return l.Slug == "" && !l.Struck }

// Sure is how sure the program is, of 100.
func (l Link) Sure() int { return int(l.Confidence*100 + 0.5) }

// JurisdictionURL is the page of what is meant, "" where that is in doubt.
func (l Link) JurisdictionURL() string {
	if l.Slug == "" {
		return ""
	}
	return jurisdictionURL(l.Slug)
}

// Why says by which rule the program decided, in words.
func (l Link) Why() string { return ruleInWords(l.Rule) }

// ruleWords are the rules of the linker in a reader's words.
var ruleWords = map[string]string{
	"editor": "an editor says so", "qualifier": "the state of the name before it", "code-column": "the code its row states", "list": "in a list of such", "dateline": "where the text was written", "spelling": "all but one letter, with the state beside it", "similar-agency": "most words of its name", "ambiguous": "nothing says which is meant", "only-one": "only one place is called so", "sense": "the document says elsewhere which is meant",
	"population": "the larger of those called so", "nearness": "near to what else the document speaks of", "state-context": "in the state the document speaks of",
	"row-state": "the state of its row", "declared-place": "the place the document is of", "collection": "what the source’s other documents speak of",
	"prior": "what the source’s other documents speak of", "containment": "another place in it is named", "place-county": "a place and its county are named together",
	"party-state": "the state of an officeholder", "state": "the state beside it",
}

func ruleInWords(rule string) string {
	if w, ok := ruleWords[rule]; ok {
		return w
	}
	for _, kind := range []string{"county-", "place-", "facility-", "state-", "agency-"} {
		if rest, ok := strings.CutPrefix(rule, kind); ok && rest != "" {
			if w, ok := ruleWords[rest]; ok {
				return w
			}
		}
	}
	return strings.ReplaceAll(rule, "-", " ")
}

func linkOf(item string, t archive.Table, p store.Place, decisions map[string]*DecisionLine) Link {
	l := Link{
		URL: linkURL(item, p.PlaceLink), Where: whereURL(item, t, p.PlaceLink), Page: p.Page, Table: p.Table, Row: p.Row, Col: p.Col,
		Start: p.Start, End: p.End, Text: p.Text, Box: p.Box, Jurisdiction: p.Jurisdiction, Confidence: p.Confidence, Rule: p.Rule,
		Candidates: candidatesOf(p.Candidates), Struck: p.Struck, Found: p.Found.Slug, Decision: decisions[p.Decision], Times: 1,
	}
	return l
}

// whereURL is where the words of a link are shown, marked.
func whereURL(item string, t archive.Table, p archive.PlaceLink) string {
	switch {
	case p.Table == 0:
		return spanURL(item, p.Page, p.Start, p.End)
	case p.Row == 0:
		return tableURL(item, p.Table)
	}
	return rowURL(item, p.Table, p.Row, p.Col, "")
}

// together puts links to the same jurisdiction into one, in the order of the
// first; those in doubt and those struck come last.
func together(links []Link) []Link {
	var out []Link
	for _, l := range links {
		i := slices.IndexFunc(out, func(o Link) bool {
			return o.Slug == l.Slug && o.Struck == l.Struck && (l.Slug != "" && !l.Struck || strings.EqualFold(o.Text, l.Text))
		})
		if i >= 0 {
			out[i].Times++
			continue
		}
		out = append(out, l)
	}
	rank := func(l Link) int {
		switch {
		case l.Struck:
			return 2
		case l.Slug == "":
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out, func(a, b Link) int { return rank(a) - rank(b) })
	return out
}

// links finds the links of a part of an item.
func (s *Site) links(c *gin.Context, o opened, f store.Places) ([]Link, error) {
	ctx := c.Request.Context()
	places, err := s.Store.ItemPlaces(ctx, o.Number, f)
	if err != nil {
		return nil, err
	}
	decisions, err := s.decisionsOf(c, o.Number, places)
	if err != nil {
		return nil, err
	}
	out := []Link{}
	tables := o.head().Tables
	for _, p := range places {
		var t archive.Table
		if p.Table > 0 && p.Table <= len(tables) {
			t = tables[p.Table-1].Table
		}
		out = append(out, linkOf(o.Number, t, p, decisions))
	}
	return out, nil
}

// decisionsOf are the decisions that links hold by, by their ids.
func (s *Site) decisionsOf(c *gin.Context, item string, places []store.Place) (map[string]*DecisionLine, error) {
	out := map[string]*DecisionLine{}
	if !slices.ContainsFunc(places, func(p store.Place) bool { return p.Decision != "" }) {
		return out, nil
	}
	all, err := s.Store.Decisions(c.Request.Context(), item)
	for _, d := range all {
		line := decisionLine(d)
		out[d.ID] = &line
	}
	return out, err
}

// linkName names a link by where its words stand: p3:s120-164, or in a cell
// t2:r5:c3:s0-8.
func linkName(p archive.PlaceLink) string {
	if p.Table == 0 {
		return fmt.Sprintf("p%d:s%d-%d", p.Page, p.Start, p.End)
	}
	return fmt.Sprintf("t%d:r%d:c%d:s%d-%d", p.Table, p.Row, p.Col, p.Start, p.End)
}

var linkForm = regexp.MustCompile(`^(?:p(\d{1,9})|t(\d{1,9}):r(\d{1,9}):c(\d{1,9})):s(\d{1,9})-(\d{1,9})$`)

// parseLink reads what linkName prints.
func parseLink(name string) (archive.PlaceLink, bool) {
	m := linkForm.FindStringSubmatch(name)
	if m == nil {
		return archive.PlaceLink{}, false
	}
	n := func(i int) int { v, _ := strconv.Atoi(m[i]); return v }
	p := archive.PlaceLink{Page: n(1), Table: n(2), Row: n(3), Col: n(4), Start: n(5), End: n(6)}
	return p, p.End > p.Start && p.Page+p.Table > 0
}

// LinksPage lists what a document speaks of, with what that rests on.
type LinksPage struct {
	Document Document `json:"document"`
	Links    []Link   `json:"links"`
	Next     string   `json:"next,omitempty"`
}

// linksAtOnce is how many links a page lists, and a CSV holds.
const (
	linksAtOnce  = 200
	linksOfAFile = 100_000
)

func (s *Site) linksPage(c *gin.Context) (*LinksPage, error) {
	o, err := s.open(c)
	if err != nil {
		return nil, err
	}
	defer o.close()
	f := store.Places{Slug: c.Query("place"), Maybe: c.Query("maybe"), Limit: linksAtOnce}
	if after := c.Query("after"); after != "" {
		at, ok := parseLink(after)
		if !ok {
			return nil, invalid("“after” is the name of the last link before, such as p3:s120-164.")
		}
		before, err := s.Store.ItemPlaces(c.Request.Context(), o.Number, store.Places{Page: at.Page, Table: at.Table, Row: at.Row})
		if err != nil {
			return nil, err
		}
		for i := range before {
			if linkName(before[i].PlaceLink) == after {
				f.After = &before[i]
			}
		}
		if f.After == nil {
			return nil, notFound("Document %s has no link at %s.", o.Number, after)
		}
	}
	if formOf(c.Request) == "csv" {
		f.Limit = linksOfAFile
	}
	p := &LinksPage{Document: documentOf(o.Item)}
	if p.Links, err = s.links(c, o, f); err != nil {
		return nil, err
	}
	if n := len(p.Links); n == f.Limit && n > 0 {
		last := p.Links[n-1]
		p.Next = withQuery(linksURL(o.Number), "place", f.Slug, "maybe", f.Maybe, "after",
			linkName(archive.PlaceLink{Page: last.Page, Table: last.Table, Row: last.Row, Col: last.Col, Start: last.Start, End: last.End}))
	}
	return p, nil
}

func (p *LinksPage) table() [][]string {
	rows := [][]string{{
		"item", "page", "table", "row", "column", "start", "end", "text", "code", "slug", "kind", "name", "confidence", "rule", "candidates", "struck", "decided_by", "reason", "url",
	}}
	for _, l := range p.Links {
		var maybe []string
		for _, c := range l.Candidates {
			maybe = append(maybe, c.Slug)
		}
		struck, by, reason := "", "", ""
		if l.Struck {
			struck = "struck"
		}
		if l.Decision != nil {
			by, reason = l.Decision.By, l.Decision.Reason
		}
		rows = append(rows, []string{
			p.Document.Number, someDigits(l.Page), someDigits(l.Table), someDigits(l.Row), someDigits(l.Col), digits(l.Start), digits(l.End), l.Text, l.Code, l.Slug, string(l.Kind), l.Name,
			strconv.FormatFloat(l.Confidence, 'f', -1, 64), l.Rule, strings.Join(maybe, " "), struck, by, reason, l.Where,
		})
	}
	return rows
}

// someDigits prints a number, and 0 as nothing.
func someDigits(n int) string {
	if n == 0 {
		return ""
	}
	return digits(n)
}

// In says in which page or row the words stand: "p. 3", "row 5".
func (l Link) In() string {
	if l.Table > 0 && l.Row > 0 {
		return "row " + digits(l.Row)
	}
	return l.At()
}

// At says where the words stand: "p. 3", "row 5, column 2".
func (l Link) At() string {
	switch {
	case l.Table == 0:
		return "p. " + digits(l.Page)
	case l.Row == 0:
		return "the title of table " + digits(l.Table)
	case l.Col == 0:
		return "above row " + digits(l.Row)
	}
	return "row " + digits(l.Row) + ", column " + digits(l.Col)
}

// linksOfAPage is how many links a page, or a row, lists.
const linksOfAPage = 500

// spokenShown is how many places stand in the margin.
const spokenShown = 12

// A Spoken is the places that a page, a row or a document speaks of, for the margin.
type Spoken struct {
	Title string
	Links []Link
	More  int    // how many there are, where not all are shown
	All   string // where they are
	Add   string // where an editor links other words; ""
}

func spoken(title, item string, links []Link) *Spoken {
	s := &Spoken{Title: title, Links: together(links)}
	if n := len(s.Links); n > spokenShown {
		s.Links, s.More, s.All = s.Links[:spokenShown], n, linksURL(item)
	}
	return s
}

// spanColumn is the column of the cell that speaks of a period.
func spanColumn(links []archive.PeriodLink, p Period) int {
	for _, l := range links {
		if l.Period.From == p.From && l.Period.Until == p.Until {
			return l.Col
		}
	}
	return 0
}
