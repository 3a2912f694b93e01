package web

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
	"readingroom/search"
)

// ResultsPage is what a search found. Its twin is the JSON of
// `readingroom search`, with the groups and the next page besides.
type ResultsPage struct {
	Query  string                  `json:"query"`
	ReadAs string                  `json:"read_as"`
	Count  int                     `json:"count"`  // places
	Items  int                     `json:"items"`  // documents they are in
	Folded int                     `json:"folded"` // of those, copies and versions that are shown with another
	Groups []HitGroup              `json:"groups"`
	Hits   []Hit                   `json:"hits"`   // of all groups
	Facets map[string][]FacetValue `json:"facets"` // by name: kind, source, year, place, period
	TookMS float64                 `json:"took_ms"`
	Notes  []string                `json:"notes"`

	Reading    string        `json:"reading"`      // read_as in a sentence
	Words      []WordCount   `json:"words"`        // the pieces of the query
	DidYouMean []Alternative `json:"did_you_mean"` // with words that are spelled alike
	Without    []Alternative `json:"without"`      // without the word that is to blame, where nothing was found

	Next string `json:"next,omitempty"`

	Previous string        `json:"-"`
	Rows     *Take         `json:"-"` // all rows found, where there are any
	Places   Take          `json:"-"` // all places found
	Narrow   []FacetGroup  `json:"-"` // the facets, in their order
	Within   *Document     `json:"-"` // the document that is searched, or nil
	Like     *LikeLine     `json:"-"` // the place whose like is looked for, or nil
	Tabs     []Tab         `json:"-"`
	Timeline *Timeline     `json:"-"` // the documents found by their dates; nil where that says nothing
	Sorts    []Tab         `json:"-"`
	Chosen   []FacetChoice `json:"-"` // facet values selected
	Spoken   bool          `json:"-"` // a place or period is asked for
	Bare     string        `json:"-"` // the same search without filters, where there are any
	Hidden   []Field       `json:"-"` // what the form carries along
	From, To int           `json:"-"` // documents shown, from 1
	values   url.Values    // as asked
}

// A Tab is one kind of place to look at alone.
type Tab struct {
	Title, URL string
	Current    bool
}

// A Field is a name and value that a form carries along unseen.
type Field struct{ Name, Value string }

// How many documents a page of results shows, and may be asked to show.
const (
	resultsAtOnce = 20
	valuesAtOnce  = 50 // chosen of one facet
	resultsAtMost = 1000
)

// carried are the parts of the address of results, but where they go on.
var carried = append([]string{"q", "in", "item", "like", "sort", "limit"}, search.Facets...)

// sorts are the orders that readers are offered.
var sorts = []struct{ by, title string }{{"", "Best first"}, {"date", "Latest"}, {"-date", "Earliest"}, {"title", "By title"}, {"size", "Largest"}}

func (s *Site) search(c *gin.Context) (*ResultsPage, error) {
	p, r, err := s.request(c)
	if err != nil {
		return nil, err
	}
	found, err := s.Index.Search(c.Request.Context(), r)
	if err != nil {
		return nil, err
	}
	title := s.titles(c)
	p.fill(found, title)
	p.Chosen = s.narrowed(p.values, title)
	if err := s.passages(c, p); err != nil {
		return nil, err
	}
	p.Spoken = len(p.values["place"])+len(p.values["period"]) > 0
	if err := p.MarkCorrected(c.Request.Context(), s.Lists); err != nil {
		return nil, err
	}
	threads, err := s.Store.ThreadsOf(c.Request.Context(), p.numbers())
	if err != nil {
		return nil, err
	}
	for i, g := range p.Groups {
		if t, ok := threads[g.Document.Number]; ok {
			p.Groups[i].Thread, p.Groups[i].InThread = threadURL(t.ID), t.Messages
		}
	}
	from := r.Offset + 1
	p.From, p.To = from, from-1+len(p.Groups)
	if found.Next != "" {
		p.Next = p.at(p.To+1) + "&" + url.Values{"after": {found.Next}}.Encode()
	}
	if from > 1 {
		p.Previous = p.at(max(1, from-r.Limit))
	}
	return p, nil
}

// request reads what is searched for.
func (s *Site) request(c *gin.Context) (*ResultsPage, search.Request, error) {
	v := c.Request.URL.Query()
	p := &ResultsPage{Query: v.Get("q"), values: url.Values{}, Hits: []Hit{}, Groups: []HitGroup{}, Facets: map[string][]FacetValue{}}
	for _, name := range carried {
		for _, x := range v[name] {
			if name == "exemption" {
				x = search.ExemptionName(x)
			}
			if x != "" && len(p.values[name]) < valuesAtOnce && !slices.Contains(p.values[name], x) {
				p.values.Add(name, x)
			}
		}
	}
	var r search.Request
	limit, err := positive(v.Get("limit"), resultsAtOnce)
	if err != nil || limit > resultsAtMost {
		return nil, r, invalid("“limit” is how many documents are shown, from 1 to %d.", resultsAtMost)
	}
	from, err := positive(v.Get("from"), 1)
	if err != nil {
		return nil, r, invalid("“from” is the number of the first document shown, from 1.")
	}
	r = search.Request{
		Query: p.Query, Item: v.Get("item"), Like: v.Get("like"), Sort: v.Get("sort"), Limit: limit, Offset: from - 1, After: v.Get("after"),
		Filters: map[string][]string{}, Explain: p.Query != "", Interval: "month",
	}
	for name := range facetTitles {
		if chosen := p.values[name]; len(chosen) > 0 {
			r.Filters[name] = chosen
		}
	}
	switch in := v.Get("in"); in {
	case "":
	case "page", "row", "item":
		r.Kinds = []string{in}
	default:
		return nil, r, invalid("A search looks in pages, rows or names (in=page, row or item).")
	}
	if r.Item != "" {
		it, err := s.Store.Item(c.Request.Context(), r.Item)
		if err != nil {
			return nil, r, err
		}
		d := documentOf(it)
		p.Within, r.Places = &d, 200
	}
	p.Like, err = s.likeLine(c, r.Like)
	return p, r, err
}

// A LikeLine is the place whose like is looked for.
type LikeLine struct{ Title, Place, URL string }

func (s *Site) likeLine(c *gin.Context, like string) (*LikeLine, error) {
	if like == "" {
		return nil, nil
	}
	at, err := archive.ParsePlace(like)
	if err != nil {
		return nil, invalid("“%s” is no place. One looks like 2026-017-0003:p12.", cut(like, 80))
	}
	it, err := s.Store.Item(c.Request.Context(), at.Item)
	if err != nil {
		return nil, err
	}
	return &LikeLine{documentOf(it).Title, inWords(at.Locator), PlaceURL(at.Item, at.Locator)}, nil
}

// at is the address of these results from another document on.
func (p *ResultsPage) at(from int) string {
	w := url.Values{}
	for k, s := range p.values {
		w[k] = s
	}
	if from > 1 {
		w.Set("from", strconv.Itoa(from))
	}
	return join("/search", w)
}

func (p *ResultsPage) fill(found search.Results, title func(facet, value string) string) {
	p.ReadAs, p.Count, p.Items, p.Folded, p.Notes = found.ReadAs, found.Count, found.Items, found.Folded, append([]string{}, found.Notes...)
	p.explained(found)
	p.TookMS = float64(found.Took.Round(100*time.Microsecond)) / float64(time.Millisecond)
	for _, g := range found.Groups {
		hg := hitGroup(g, p.Query)
		p.Groups = append(p.Groups, hg)
		p.Hits = append(p.Hits, hg.Hits...)
	}
	for _, f := range found.Facets {
		fg := FacetGroup{Name: f.Name, Title: facetTitles[f.Name], Values: []FacetValue{}}
		for _, v := range f.Values {
			fg.Values = append(fg.Values, FacetValue{
				Value: v.Value, Count: v.Count, Selected: v.Selected, Title: title(f.Name, v.Value), URL: toggleURL(p.values, f.Name, v.Value, v.Selected),
				Part: f.Name == "place" && strings.Count(v.Value, "/") > 1 || f.Name == "period" && strings.Contains(v.Value, "-"),
			})
		}
		p.Facets[f.Name] = fg.Values
		if slices.ContainsFunc(fg.Values, func(v FacetValue) bool { return v.Selected || v.Count < found.Items }) { // else it narrows nothing
			p.Narrow = append(p.Narrow, fg.fold())
		}
	}
	in := p.values.Get("in")
	p.takes(in)
	p.tabs(in)
	p.dates(found.Timeline)
	for _, o := range sorts {
		p.Sorts = append(p.Sorts, Tab{o.title, searchURL(p.values, "sort", o.by), p.values.Get("sort") == o.by})
	}
	if in != "" || slices.ContainsFunc(search.Facets, func(name string) bool { return len(p.values[name]) > 0 }) {
		p.Bare = withQuery("/search", "q", p.Query, "item", p.values.Get("item"), "like", p.values.Get("like"))
	}
	for _, name := range carried[1:] {
		for _, x := range p.values[name] {
			p.Hidden = append(p.Hidden, Field{name, x})
		}
	}
}

// tabs are the kinds of place to look at alone. E-mails are a kind of document,
// and requests are looked for where they are listed.
func (p *ResultsPage) tabs(in string) {
	mails := url.Values{"kind": {string(archive.KindEmail)}}
	only := slices.Equal(p.values["kind"], mails["kind"]) && in == ""
	rest := maps.Clone(p.values)
	if only {
		delete(rest, "kind")
	}
	for _, t := range []Tab{{"Everything", "", false}, {"Pages", "page", false}, {"Rows", "row", false}} {
		p.Tabs = append(p.Tabs, Tab{t.Title, searchURL(rest, "in", t.URL), in == t.URL && !only})
	}
	m := maps.Clone(p.values)
	delete(m, "in")
	p.Tabs = append(p.Tabs, Tab{"E-mails", searchURL(m, "kind", mails.Get("kind")), only})
	p.Tabs = append(p.Tabs, Tab{"Names", searchURL(rest, "in", "item"), in == "item"})
	if p.Query != "" {
		p.Tabs = append(p.Tabs, Tab{"Requests", withQuery("/requests", "list", string(foia.ListAll), "q", p.Query), false})
	}
}

// dates draws the documents found by their dates. A bar leads to those of its
// month or year alone.
func (p *ResultsPage) dates(bars []search.Bar) {
	if len(bars) < 2 {
		return
	}
	counts := map[string]int{}
	for _, b := range bars {
		counts[b.Period] = b.Count
	}
	p.Timeline = timeline("By date", "document", "documents", counts, "", func(name string) string {
		if len(name) == 4 {
			return searchURL(p.values, "year", name)
		}
		return searchURL(p.values, "q", strings.TrimSpace(p.Query+" date:"+name))
	})
}

// Title says what the results are of: what was asked for, where, and what they
// were narrowed to.
func (p *ResultsPage) Title() string {
	title := clipped(p.Query, 100)
	switch {
	case title == "" && p.Like != nil && p.Like.Place != "":
		title = "Like " + p.Like.Place + " of " + p.Like.Title
	case title == "" && p.Like != nil:
		title = "Like " + p.Like.Title
	case title == "" && len(p.Chosen) > 0:
		title = "Documents"
	case title == "":
		title = "All documents"
	}
	if p.Within != nil {
		title += " in " + p.Within.Title
	}
	var narrowed []string
	for _, t := range p.Tabs {
		if t.Current && p.Only() != "" {
			narrowed = append(narrowed, t.Title)
		}
	}
	for _, c := range p.Chosen {
		narrowed = append(narrowed, c.Title)
	}
	if len(narrowed) > 0 {
		title += ": " + cut(strings.Join(narrowed, ", "), 120)
	}
	if p.From > 1 {
		title += ", from document " + number(p.From) + " on"
	}
	return title
}

// Only is the one kind of place that was looked in, or "".
func (p *ResultsPage) Only() string { return p.values.Get("in") }

// takes says where all that was found can be had.
func (p *ResultsPage) takes(in string) {
	v := url.Values{}
	for k, s := range p.values {
		if k != "limit" {
			v[k] = s
		}
	}
	p.Places = takeOf("/search", v)
	if in == "row" || in == "" && slices.ContainsFunc(p.Hits, func(h Hit) bool { return h.Kind == "row" }) {
		w := maps.Clone(v)
		w["in"] = []string{"row"}
		take := takeOf("/search", w)
		p.Rows = &take
	}
}

// positive reads a number of at least 1; "" is the default.
func positive(s string, otherwise int) (int, error) {
	if s == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 1<<31-1 {
		return 0, archive.ErrInvalid
	}
	return n, nil
}
