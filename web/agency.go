package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
	"readingroom/archive/store"
)

// AgenciesPage lists agencies.
type AgenciesPage struct {
	Query    string       `json:"q,omitempty"`
	Kind     string       `json:"kind,omitempty"`
	Count    int          `json:"count"`
	Agencies []AgencyLine `json:"agencies"`
	Kinds    []Tab        `json:"-"`
	MayAdd   bool         `json:"-"`
	Import   ImportForm   `json:"-"`
}

// An AgencyLine is an agency as lists show it.
type AgencyLine struct {
	foia.Agency
	URL      string `json:"url"`
	Requests int    `json:"requests"` // to it and its components
	Open     int    `json:"open"`
	Overdue  int    `json:"overdue"`
	Part     string `json:"-"` // of which agency, by its short name
}

// An ImportForm is a form that takes a table in.
type ImportForm struct {
	Problem  string         `json:"problem,omitempty"`
	Mistakes *foia.Mistakes `json:"mistakes,omitempty"`
	Said     string         `json:"said,omitempty"` // what was done
}

func (p *AgenciesPage) table() [][]string {
	rows := [][]string{{"slug", "name", "short", "parent", "kind", "jurisdiction", "law", "contact", "email", "address", "portal", "appeal_to", "source", "requests", "open", "overdue"}}
	for _, a := range p.Agencies {
		rows = append(rows, []string{
			a.Slug, a.Name, a.Short, a.Parent, a.Kind, a.Jurisdiction, a.Law, a.Contact, a.Email, a.Address, a.Portal, a.AppealTo, a.Source,
			strconv.Itoa(a.Requests), strconv.Itoa(a.Open), strconv.Itoa(a.Overdue),
		})
	}
	return rows
}

func agenciesURL(q, kind string) string { return withQuery("/agencies", "q", q, "kind", kind) }

// agencyURL is the page of an agency; slugs are plain ASCII paths.
func agencyURL(slug string) string { return "/agencies/" + slug }

func (s *Site) agencies(c *gin.Context) (*AgenciesPage, error) {
	all, err := s.Store.Agencies(c.Request.Context())
	if err != nil {
		return nil, err
	}
	cases, err := s.cases(c)
	if err != nil {
		return nil, err
	}
	p := agenciesOf(all, cases, strings.TrimSpace(c.Query("q")), c.Query("kind"), s.today())
	p.MayAdd = s.mayChange(c.Request)
	return p, nil
}

// Agencies returns the agencies of an archive with all the words of q in what
// is known of them, with how many requests each has.
func Agencies(ctx context.Context, db *store.Store, q string, today archive.Day) (*AgenciesPage, error) {
	all, err := db.Agencies(ctx)
	if err != nil {
		return nil, err
	}
	cases, err := db.Cases(ctx, today)
	if err != nil {
		return nil, err
	}
	return agenciesOf(all, cases, q, "", today), nil
}

// AgenciesOf returns those of some agencies with all the words of q, where there
// are no requests.
func AgenciesOf(all []foia.Agency, q string) *AgenciesPage { return agenciesOf(all, nil, q, "", "") }

func agenciesOf(all []foia.Agency, cases []foia.Case, q, kind string, today archive.Day) *AgenciesPage {
	p := &AgenciesPage{Query: q, Kind: kind, Agencies: []AgencyLine{}}
	kinds, total := map[string]int{}, 0
	for _, a := range agencyLines(all, cases, today) {
		if !says(a.Agency, q) {
			continue
		}
		kinds[a.Kind]++
		total++
		if kind == "" || a.Kind == kind {
			p.Agencies = append(p.Agencies, a)
		}
	}
	p.Count = len(p.Agencies)
	p.Kinds = append(p.Kinds, Tab{"All " + number(total), agenciesURL(q, ""), kind == ""})
	for _, k := range foia.AgencyKinds {
		if n := kinds[k]; n > 0 {
			p.Kinds = append(p.Kinds, Tab{upperFirst(k) + " " + number(n), agenciesURL(q, k), kind == k})
		}
	}
	return p
}

// says reports whether all words stand in what is known of an agency.
func says(a foia.Agency, q string) bool {
	text := strings.ToLower(strings.Join([]string{a.Slug, a.Name, a.Short, a.Jurisdiction}, "\n"))
	for w := range strings.FieldsSeq(strings.ToLower(q)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// agencyLines counts the requests to each agency, its components' included.
func agencyLines(all []foia.Agency, cases []foia.Case, today archive.Day) []AgencyLine {
	at, lines := map[string]int{}, make([]AgencyLine, len(all))
	for i, a := range all {
		at[a.Slug], lines[i] = i, AgencyLine{Agency: a, URL: agencyURL(a.Slug)}
	}
	for i, a := range all {
		if up, ok := at[a.Parent]; ok {
			lines[i].Part = cmp.Or(all[up].Short, all[up].Name)
		}
	}
	for _, e := range foia.Lists(cases, today, foia.Windows{}) {
		for slug := e.Case.Request.Agency; slug != ""; {
			if i, ok := at[slug]; ok {
				lines[i].Requests++
				if e.Is(foia.ListOpen) {
					lines[i].Open++
				}
				if e.Is(foia.ListOverdue) {
					lines[i].Overdue++
				}
			}
			slug = slug[:max(0, strings.LastIndexByte(slug, '/'))]
		}
	}
	return lines
}

// AgencyPage is an agency with its requests and figures.
type AgencyPage struct {
	Agency     foia.Agency   `json:"agency"`
	URL        string        `json:"url"`
	AsOf       archive.Day   `json:"as_of"`
	Law        foia.Law      `json:"law"`
	Parents    []AgencyLine  `json:"parents"`    // what it is part of, the largest first
	Components []AgencyLine  `json:"components"` // of it
	Stats      foia.Stats    `json:"stats"`      // of it and its components
	Each       []AgencyStats `json:"each"`       // of it alone and of each component, where there are several
	Lists      []ListCount   `json:"lists"`
	Requests   []RequestLine `json:"requests"`

	Shown   []RequestLine `json:"-"` // the newest of them
	Times   []TimeBar     `json:"-"`
	Charts  []Bars        `json:"-"`
	Feeds   Feeds         `json:"-"`
	Private bool          `json:"-"`
	MayAdd  bool          `json:"-"`
	Change  string        `json:"-"`
	Place   string        `json:"-"`
	Late    string        `json:"-"` // the share of late ones in words
}

// AgencyStats are the figures of one part of an agency.
type AgencyStats struct {
	Slug  string     `json:"slug"`
	Name  string     `json:"name"`
	URL   string     `json:"url"`
	Stats foia.Stats `json:"stats"`
}

// table is the figures, a row each, with how many requests each rests on.
func (p *AgencyPage) table() [][]string {
	rows := [][]string{{"agency", "figure", "unit", "value", "requests"}}
	add := func(slug string, s foia.Stats) {
		for _, x := range []struct {
			name string
			of   foia.Span
		}{{"acknowledge", s.Acknowledge}, {"determine", s.Determine}, {"release", s.Release}} {
			n := strconv.Itoa(x.of.Requests)
			if x.of.Requests == 0 {
				continue
			}
			rows = append(rows,
				[]string{slug, x.name + ", median", "calendar days", days(x.of.Calendar.Median), n},
				[]string{slug, x.name + ", 90th percentile", "calendar days", strconv.Itoa(x.of.Calendar.P90), n},
				[]string{slug, x.name + ", median", "working days", days(x.of.Working.Median), n},
				[]string{slug, x.name + ", 90th percentile", "working days", strconv.Itoa(x.of.Working.P90), n})
		}
		rows = append(rows, []string{slug, "late or overdue", "requests", strconv.Itoa(s.Late), strconv.Itoa(s.Limited)},
			[]string{slug, "pages released", "pages", strconv.Itoa(s.Pages), strconv.Itoa(s.Requests)})
		answered := 0
		for _, t := range s.Dispositions {
			answered += t.Count
		}
		for _, t := range s.Dispositions {
			rows = append(rows, []string{slug, "disposition: " + t.Name, "requests", strconv.Itoa(t.Count), strconv.Itoa(answered)})
		}
		for _, t := range s.Exemptions {
			rows = append(rows, []string{slug, "exemption: " + t.Name, "requests", strconv.Itoa(t.Count), strconv.Itoa(s.Requests)})
		}
	}
	add(p.Agency.Slug, p.Stats)
	for _, e := range p.Each {
		if e.Slug == p.Agency.Slug {
			e.Slug += " alone"
		}
		add(e.Slug, e.Stats)
	}
	return rows
}

// days prints a median, which may be a half.
func days(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func (s *Site) agencyOrFeed(c *gin.Context) {
	if strings.Trim(c.Param("slug"), "/") == "new" {
		show(s, "agencyform", s.agencyForm)(c)
		return
	}
	s.fed(s.agencyFeed, show(s, "agency", s.agency))(c)
}

func (s *Site) agencyFeed(c *gin.Context) (*feedOf, error) {
	a, of, err := s.agencyCases(c)
	return &feedOf{Title: "Requests to " + a.Name, Path: agencyURL(a.Slug), Cases: of}, err
}

// agencyCases are the agency of an address and the requests to it and its components.
func (s *Site) agencyCases(c *gin.Context) (foia.Agency, []foia.Case, error) {
	slug := strings.Trim(c.Param("slug"), "/")
	a, err := s.Store.Agency(c.Request.Context(), slug)
	if errors.Is(err, archive.ErrNotFound) {
		return a, nil, &fault{status: http.StatusNotFound, text: fmt.Sprintf("There is no agency “%s” here.", cut(slug, 80)), err: err}
	}
	if err != nil {
		return a, nil, err
	}
	all, err := s.cases(c)
	if err != nil {
		return a, nil, err
	}
	return a, slices.DeleteFunc(all, func(k foia.Case) bool { return !under(k.Request.Agency, slug) }), nil
}

// under reports whether an agency is another or part of it.
func under(slug, of string) bool { return slug == of || strings.HasPrefix(slug, of+"/") }

func (s *Site) agency(c *gin.Context) (*AgencyPage, error) {
	a, of, err := s.agencyCases(c)
	if err != nil {
		return nil, err
	}
	ctx := c.Request.Context()
	all, err := s.Store.Agencies(ctx)
	if err != nil {
		return nil, err
	}
	p := &AgencyPage{
		Agency: a, URL: agencyURL(a.Slug), AsOf: s.today(), Parents: []AgencyLine{}, Components: []AgencyLine{}, Each: []AgencyStats{}, Requests: []RequestLine{},
		MayAdd: s.mayChange(c.Request), Change: withQuery("/agencies/new", "slug", a.Slug),
	}
	if p.Law, err = s.Store.Law(ctx, a.Law); err != nil {
		return nil, err
	}
	for _, l := range agencyLines(all, of, p.AsOf) {
		switch {
		case l.Slug != a.Slug && under(l.Slug, a.Slug):
			p.Components = append(p.Components, l)
		case l.Slug != a.Slug && under(a.Slug, l.Slug):
			p.Parents = append(p.Parents, l)
		}
	}
	p.Stats = foia.StatsOf(of)
	p.each(of, all)
	if err := p.list(of); err != nil {
		return nil, err
	}
	p.draw()
	if _, ok := s.gazetteer().BySlug(a.Jurisdiction); ok {
		p.Place = jurisdictionURL(a.Jurisdiction)
	}
	if formOf(c.Request) == "" {
		p.Feeds, p.Private, err = s.feedsOf(c)
	}
	return p, err
}

// each takes the figures apart by component.
func (p *AgencyPage) each(of []foia.Case, all []foia.Agency) {
	parts := map[string][]foia.Case{}
	for _, k := range of {
		parts[k.Request.Agency] = append(parts[k.Request.Agency], k)
	}
	if len(parts) < 2 {
		return
	}
	for _, x := range all {
		if n := parts[x.Slug]; len(n) > 0 {
			p.Each = append(p.Each, AgencyStats{x.Slug, cmp.Or(x.Short, x.Name), agencyURL(x.Slug), foia.StatsOf(n)})
		}
	}
}

// list shows its requests, those due first, with the work lists they are on.
func (p *AgencyPage) list(of []foia.Case) error {
	entries := foia.Lists(of, p.AsOf, foia.Windows{})
	for _, l := range foia.WorkLists {
		n := len(foia.Filter{List: l}.Chosen(entries))
		if n > 0 || l == foia.ListAll {
			p.Lists = append(p.Lists, ListCount{l, l.Title(), n, withQuery("/requests", "list", string(l), "agency", p.Agency.Slug), false})
		}
	}
	if err := foia.SortEntries(entries, "-number"); err != nil {
		return err
	}
	for _, e := range entries {
		p.Requests = append(p.Requests, requestLine(e))
	}
	p.Shown = p.Requests[:min(len(p.Requests), requestsAtAgency)]
	return nil
}

// requestsAtAgency is how many requests the page of an agency shows.
const requestsAtAgency = 25
