package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/store"
)

// JurisdictionPage is what the archive has of a jurisdiction.
type JurisdictionPage struct {
	Jurisdiction JurisdictionLine   `json:"jurisdiction"`
	Above        []Candidate        `json:"above"`      // what it lies in, the outermost first
	Within       []JurisdictionLine `json:"within"`     // those spoken of that lie in it
	Neighbours   []JurisdictionLine `json:"neighbours"` // the counties it borders on
	Successors   []Candidate        `json:"successors,omitempty"`
	Sources      []SourceLine       `json:"sources"`
	Documents    []Speaking         `json:"documents"`
	Doubtful     []Speaking         `json:"doubtful"` // where it is a candidate only
	Struck       []StruckLine       `json:"struck"`
	Next         string             `json:"next,omitempty"`
	Feed         string             `json:"feed"`

	Previous string             `json:"-"`
	Timeline *Timeline          `json:"-"`
	Map      *Map               `json:"-"`
	Between  string             `json:"-"`                // "between January and October 2017"
	All      int                `json:"-"`                // how many lie in it
	Rest     []JurisdictionLine `json:"-"`                // those of which nothing is spoken
	Source   string             `json:"source,omitempty"` // chosen
	When     string             `json:"when,omitempty"`   // chosen
	Search   SearchURLs         `json:"search"`
}

// SearchURLs lead to the hits that counts count.
type SearchURLs struct {
	All   string `json:"all"`
	Pages string `json:"pages"`
	Rows  string `json:"rows"`
	Maybe string `json:"doubtful"`
}

// A SourceLine counts what one source gave that speaks of a jurisdiction.
type SourceLine struct {
	Source   string      `json:"source"`
	Items    int         `json:"items"`
	Pages    int         `json:"pages"`
	Rows     int         `json:"rows"`
	Years    []YearCount `json:"years"`
	URL      string      `json:"url"`
	PagesURL string      `json:"pages_url"`
	RowsURL  string      `json:"rows_url"`
}

// A YearCount counts the documents of a year; "" is of those without a date.
type YearCount struct {
	Year  string `json:"year"`
	Items int    `json:"items"`
	URL   string `json:"url"`
}

// A Speaking is a document that speaks of a jurisdiction, with the first words that do.
type Speaking struct {
	Document  Document `json:"document"`
	Source    string   `json:"source"`
	Reports   string   `json:"reports,omitempty"` // the period it reports on, by name
	Pages     int      `json:"pages"`
	Rows      int      `json:"rows"`
	Count     int      `json:"links"`
	Doubts    int      `json:"doubts"`
	Spots     []Spot   `json:"first"` // the first rows and pages
	PagesURL  string   `json:"pages_url"`
	RowsURL   string   `json:"rows_url"`
	LinksURL  string   `json:"links_url"`
	Of        string   `json:"-"` // the period in words
	PeriodURL string   `json:"-"`
}

// A Spot is a page or row that speaks of a jurisdiction.
type Spot struct {
	Link
	Before string `json:"before"`
	After  string `json:"after"`

	Corrected bool `json:"corrected,omitempty"` // a notice says that it is wrong
}

// A StruckLine is a link that an editor struck.
type StruckLine struct {
	Item   string `json:"item"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	URL    string `json:"url"`
	By     string `json:"by"`
	Reason string `json:"reason"`
	Day    string `json:"day"`
}

// How much a jurisdiction's page shows.
const (
	speakingAtOnce = 20
	spotsShown     = 4
	contextLength  = 70
	struckShown    = 50
	speakingOfFile = 10_000
)

func (s *Site) jurisdiction(c *gin.Context) (*JurisdictionPage, error) {
	ctx, g := c.Request.Context(), s.gazetteer()
	slug := strings.Trim(c.Param("slug"), "/")
	e, ok := g.BySlug(slug)
	if !ok {
		return nil, notFound("No place has the address “%s”. Places are found by name at %s.", cut(slug, 80), jurisdictionsURL(""))
	}
	p := &JurisdictionPage{
		Above: []Candidate{}, Within: []JurisdictionLine{}, Neighbours: []JurisdictionLine{}, Sources: []SourceLine{}, Documents: []Speaking{}, Doubtful: []Speaking{}, Struck: []StruckLine{},
		Source: c.Query("source"), When: c.Query("when"), Feed: jurisdictionURL(slug) + ".atom", Search: searchesFor(slug, "", ""),
	}
	if p.When != "" && len(p.When) != 4 && len(p.When) != 7 {
		return nil, invalid("“when” is a year or a month, such as 2017 or 2017-02.")
	}
	var err error
	if p.Jurisdiction, err = s.jurisdictionLine(ctx, e); err != nil {
		return nil, err
	}
	for _, up := range slices.Backward(e.Ancestors("")) {
		p.Above = append(p.Above, Candidate{Jurisdiction: up.Jurisdiction, URL: jurisdictionURL(up.Slug)})
	}
	for _, next := range e.Successors {
		p.Successors = append(p.Successors, Candidate{Jurisdiction: next.Jurisdiction, URL: jurisdictionURL(next.Slug)})
	}
	if err := s.around(ctx, p, e); err != nil {
		return nil, err
	}
	if err := s.bySource(ctx, p, slug); err != nil {
		return nil, err
	}
	if err := s.speakers(c, p, slug); err != nil {
		return nil, err
	}
	p.Map, err = s.locate(ctx, e)
	return p, err
}

func searchesFor(slug, source, item string) SearchURLs {
	at := func(in, place string) string {
		return withQuery("/search", "place", place, "source", source, "item", item, "in", in)
	}
	return SearchURLs{All: at("", slug), Pages: at("page", slug), Rows: at("row", slug), Maybe: at("", "?"+slug)}
}

// around finds what lies in a jurisdiction and beside it.
func (s *Site) around(ctx context.Context, p *JurisdictionPage, e *gazetteer.Entry) error {
	children := s.gazetteer().Children(e)
	p.All = len(children)
	spoken := map[string]store.Total{}
	for _, k := range []archive.JurisdictionKind{archive.JurisdictionState, archive.JurisdictionCounty, archive.JurisdictionPlace, archive.JurisdictionAgency} {
		totals, err := s.Store.Totals(ctx, k, e.Slug)
		if err != nil {
			return err
		}
		for _, t := range totals {
			spoken[t.Jurisdiction.Slug] = t
		}
	}
	listed := map[string]bool{e.Slug: true}
	for _, child := range children {
		listed[child.Slug] = true
		l := lineOf(child.Jurisdiction, spoken[child.Slug])
		l.Ended = child.Until
		if l.Items > 0 {
			p.Within = append(p.Within, l)
		} else {
			p.Rest = append(p.Rest, l)
		}
	}
	for slug, t := range spoken { // jails and offices, which the gazetteer makes as they are asked for
		if t.Items > 0 && !listed[slug] && strings.HasPrefix(slug, e.Slug+"/") && e.Kind != archive.JurisdictionState && e.Kind != archive.JurisdictionCountry {
			p.Within = append(p.Within, lineOf(t.Jurisdiction, t))
		}
	}
	slices.SortStableFunc(p.Within, func(a, b JurisdictionLine) int {
		return cmp.Or(cmp.Compare(b.Items, a.Items), cmp.Compare(b.Pages+b.Rows, a.Pages+a.Rows), cmp.Compare(a.Name, b.Name))
	})
	var err error
	p.Neighbours, err = s.jurisdictionLines(ctx, e.Neighbours)
	return err
}

// bySource counts by source and time.
func (s *Site) bySource(ctx context.Context, p *JurisdictionPage, slug string) error {
	totals, err := s.Store.TotalsBySource(ctx, slug)
	if err != nil {
		return err
	}
	months := map[string]int{}
	for _, t := range totals {
		n := len(p.Sources) - 1
		if n < 0 || p.Sources[n].Source != t.Source {
			u := searchesFor(slug, t.Source, "")
			p.Sources = append(p.Sources, SourceLine{Source: t.Source, Years: []YearCount{}, URL: withQuery(jurisdictionURL(slug), "source", t.Source), PagesURL: u.Pages, RowsURL: u.Rows})
			n++
		}
		l := &p.Sources[n]
		l.Items, l.Pages, l.Rows = l.Items+t.Items, l.Pages+t.Pages, l.Rows+t.Rows
		if k := len(l.Years) - 1; k >= 0 && l.Years[k].Year == t.Year {
			l.Years[k].Items += t.Items
		} else {
			l.Years = append(l.Years, YearCount{t.Year, t.Items, withQuery(jurisdictionURL(slug), "source", t.Source, "when", t.Year)})
		}
		if t.Year != "" && (p.Source == "" || p.Source == t.Source) {
			months[t.Year+"-"+t.Month] += t.Items
		}
	}
	p.Timeline = timeline("Documents by the time they report on, or their date", "document", "documents", months, p.When,
		func(name string) string { return withQuery(jurisdictionURL(slug), "source", p.Source, "when", name) })
	if len(months) > 0 {
		var names []string
		for m := range months {
			names = append(names, m)
		}
		first, last := monthName(slices.Min(names)), monthName(slices.Max(names))
		if p.Between = "in " + first; first != last {
			p.Between = "between " + first + " and " + last
		}
	}
	return nil
}

// speakers lists the documents that speak of it.
func (s *Site) speakers(c *gin.Context, p *JurisdictionPage, slug string) error {
	ctx := c.Request.Context()
	from, err := positive(c.Query("from"), 1)
	if err != nil {
		return invalid("“from” is the number of the first document listed, from 1.")
	}
	f := store.Speakers{Source: p.Source, When: p.When, Limit: speakingAtOnce + 1, Offset: from - 1}
	all, err := s.Store.Speaking(ctx, slug, f)
	if err != nil {
		return err
	}
	at := func(n int) string {
		from := ""
		if n > 1 {
			from = digits(n)
		}
		return withQuery(jurisdictionURL(slug), "source", p.Source, "when", p.When, "from", from)
	}
	if len(all) > speakingAtOnce {
		all, p.Next = all[:speakingAtOnce], at(from+speakingAtOnce)
	}
	if from > 1 {
		p.Previous = at(max(1, from-speakingAtOnce))
	}
	for _, x := range all {
		line, err := s.speaking(c, slug, x, store.Places{Slug: slug})
		if err != nil {
			return err
		}
		p.Documents = append(p.Documents, line)
	}
	doubtful, err := s.Store.Speaking(ctx, slug, store.Speakers{Doubtful: true, Limit: speakingAtOnce})
	if err != nil {
		return err
	}
	for _, x := range doubtful {
		line, err := s.speaking(c, slug, x, store.Places{Maybe: slug})
		if err != nil {
			return err
		}
		p.Doubtful = append(p.Doubtful, line)
	}
	struck, err := s.Store.Struck(ctx, slug, struckShown)
	if err != nil {
		return err
	}
	for _, x := range struck {
		line := StruckLine{Item: x.Item, Title: x.Title, Text: x.Text, URL: linkURL(x.Item, x.PlaceLink)}
		all, err := s.Store.Decisions(ctx, x.Item)
		if err != nil {
			return err
		}
		for _, d := range all {
			if d.ID == x.Decision {
				line.By, line.Reason, line.Day = d.By, d.Reason, shortDate(d.At)
			}
		}
		p.Struck = append(p.Struck, line)
	}
	return nil
}

func (s *Site) speaking(c *gin.Context, slug string, x store.Speaking, f store.Places) (Speaking, error) {
	u := searchesFor(slug, "", x.Number)
	line := Speaking{
		Spots:    []Spot{},
		Document: documentOf(x.Item), Source: x.Source, Pages: x.Pages, Rows: x.Rows, Count: x.Links, Doubts: x.Doubts, PagesURL: u.Pages, RowsURL: u.Rows,
		LinksURL: withQuery(linksURL(x.Number), "place", f.Slug, "maybe", f.Maybe),
	}
	if x.Reports.From != "" {
		line.Reports = periodName(x.Reports)
		line.Of, line.PeriodURL = periodInWords(x.Reports), periodURL(line.Reports)
	}
	o := opened{Item: x.Item}
	var err error
	if o.file, err = s.Contents.Open(x.Digest); err != nil {
		o.file = nil // it is being read again; its places have no names of tables for a moment
	}
	defer o.close()
	if o.touched, err = s.Lists.Touched(c.Request.Context(), x.Number); err != nil {
		return line, err
	}
	for _, rows := range []bool{true, false} { // a row says more than a page
		f.Rows, f.Pages, f.Limit = rows, !rows, 10*spotsShown
		links, err := s.links(c, o, f)
		if err != nil {
			return line, err
		}
		for _, l := range links {
			if len(line.Spots) == spotsShown || slices.ContainsFunc(line.Spots, func(x Spot) bool { return x.Page == l.Page && x.Table == l.Table && x.Row == l.Row }) {
				continue
			}
			x := Spot{Link: l, Corrected: o.touched.Any() && (l.Row > 0 && len(o.touched.Row(l.Table, l.Row)) > 0 || l.Row == 0 && len(o.touched.Page(l.Page)) > 0)}
			if o.file != nil {
				if x.Before, x.After, err = rowOrText(o, l); err != nil {
					return line, err
				}
			}
			line.Spots = append(line.Spots, x)
		}
	}
	return line, nil
}

// rowOrText is the row in which the words of a link stand, or what stands beside
// them on a page.
func rowOrText(o opened, l Link) (before, after string, err error) {
	if l.Table == 0 || l.Row == 0 {
		before, after, err = surroundings(o, l)
		return tail(before, contextLength), cut(after, contextLength), err
	}
	r, err := o.file.Row(l.Table, l.Row)
	if err != nil || l.Col > len(r.Cells) {
		return "", "", err
	}
	join := func(cells []string) string {
		var said []string
		for _, c := range cells {
			if c = oneLine(c); c != "" {
				said = append(said, cut(c, contextLength))
			}
		}
		return strings.Join(said, " · ")
	}
	if l.Col == 0 { // a label above the row, which is often in its first cell too
		if after = join(slices.DeleteFunc(slices.Clone(r.Cells), func(c string) bool { return slices.Contains(r.Group, c) })); after != "" {
			after = " · " + after
		}
		return "", cut(after, 2*contextLength), nil
	}
	cell := []rune(r.Cells[l.Col-1])
	if l.End > len(cell) {
		return "", "", nil
	}
	if before = join(r.Cells[:l.Col-1]); before != "" {
		before += " · "
	}
	if after = join(r.Cells[l.Col:]); after != "" {
		after = " · " + after
	}
	return tail(before+oneLineEnds(string(cell[:l.Start])), 2*contextLength), cut(oneLineEnds(string(cell[l.End:]))+after, 2*contextLength), nil
}

// tail is the end of s, at most limit characters, from a word on where there is one.
func tail(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	end := string(r[len(r)-limit:])
	if i := strings.IndexByte(end, ' '); r[len(r)-limit-1] != ' ' && i >= 0 && i < len(end)/2 {
		end = end[i+1:]
	}
	return "…" + strings.TrimLeft(end, " ")
}

func (p *JurisdictionPage) table() [][]string {
	rows := [][]string{{"document", "title", "source", "date", "reports", "pages", "rows", "links", "doubtful", "url"}}
	for i, all := range [][]Speaking{p.Documents, p.Doubtful} {
		for _, d := range all {
			maybe := ""
			if i == 1 {
				maybe = "doubtful"
			}
			rows = append(rows, []string{
				d.Document.Number, d.Document.Title, d.Source, d.Document.Date, d.Reports, digits(d.Pages), digits(d.Rows), digits(d.Count + d.Doubts), maybe, d.LinksURL,
			})
		}
	}
	return rows
}
