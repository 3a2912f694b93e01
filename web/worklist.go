package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
	"readingroom/archive/store"
)

// RequestsPage is a work list of requests.
type RequestsPage struct {
	AsOf     archive.Day     `json:"as_of"`
	List     foia.List       `json:"list"`
	Title    string          `json:"title"`
	About    string          `json:"about"`
	Count    int             `json:"count"`
	Lists    []ListCount     `json:"lists"` // with what the other filters let through
	Requests []RequestLine   `json:"requests"`
	Filters  []RequestFilter `json:"filters"`
	Text     string          `json:"q,omitempty"`
	Sort     string          `json:"sort"`
	foia.Windows

	Filtered      bool   `json:"-"` // by more than the list
	None          bool   `json:"-"` // there are no requests at all
	MayAdd        bool   `json:"-"`
	Clear         string `json:"-"`
	Feeds         Feeds  `json:"-"`
	Sorts         []Tab  `json:"-"`
	First, Next   string `json:"-"`
	Private       bool   `json:"-"` // the feeds are those of whoever may see all
	From, Through int    `json:"-"`
}

// A RequestLine is a request on a list, with its address.
type RequestLine struct {
	foia.Line
	URL       string `json:"url"`
	AgencyURL string `json:"-"`
	Left      string `json:"-"`
	State     string `json:"-"`
}

// A ListCount is a work list with how many requests are on it.
type ListCount struct {
	List    foia.List `json:"list"`
	Title   string    `json:"title"`
	Count   int       `json:"count"`
	URL     string    `json:"url"`
	Current bool      `json:"current"`
}

// A RequestFilter is a filter with the values that it can have here.
type RequestFilter struct {
	Name   string        `json:"name"`
	Title  string        `json:"-"`
	Value  string        `json:"value"`
	Values []FilterValue `json:"values"`
}

// An FilterValue is a value of a filter, with how many requests have it.
type FilterValue struct {
	Value string `json:"value"`
	Title string `json:"title"`
	Count int    `json:"count"`
}

// Feeds are the addresses at which a list can be subscribed to.
type Feeds struct{ Calendar, Atom string }

// requestsAtOnce is how many requests a page shows.
const requestsAtOnce = 100

func (p *RequestsPage) table() [][]string {
	rows := [][]string{append(foia.LineColumns(), "url")}
	for _, l := range p.Requests {
		rows = append(rows, append(l.Row(), l.URL))
	}
	return rows
}

// today is the archive's own day.
func (s *Site) today() archive.Day { return s.Now().Format(time.DateOnly) }

// cases are the requests that whoever asks may see.
func (s *Site) cases(c *gin.Context) ([]foia.Case, error) {
	all, err := s.Store.Cases(c.Request.Context(), s.today())
	if err != nil || s.seesPrivate(c) {
		return all, err
	}
	return publicOnly(all), nil
}

func publicOnly(all []foia.Case) []foia.Case {
	return slices.DeleteFunc(all, func(k foia.Case) bool { return k.Request.Visibility != foia.Public })
}

// seesPrivate reports whether whoever asks may see private requests: who may
// change the archive, and who reads a feed at the address that is told to them alone.
func (s *Site) seesPrivate(c *gin.Context) bool { return s.mayChange(c.Request) || s.knowsFeedKey(c) }

func (s *Site) requests(c *gin.Context) (*RequestsPage, error) {
	all, err := s.cases(c)
	if err != nil {
		return nil, err
	}
	agencies, err := s.Store.Agencies(c.Request.Context())
	if err != nil {
		return nil, err
	}
	p, err := worklist(all, agencies, c.Request.URL.Query(), s.today())
	if err != nil {
		return nil, err
	}
	p.MayAdd = s.mayChange(c.Request)
	for _, f := range p.Filters {
		for i, o := range f.Values {
			if f.Name == "jurisdiction" {
				f.Values[i].Title = s.chosenTitle("place", o.Value, o.Title)
			}
		}
	}
	if formOf(c.Request) == "" {
		if p.Feeds, p.Private, err = s.feedsOf(c); err != nil {
			return nil, err
		}
		return p, p.cutTo(c.Request.URL.Query())
	}
	return p, nil
}

// Worklist returns a list of all requests of an archive, whole, for the address
// parameters of /requests: list, agency, q and the others.
func Worklist(ctx context.Context, db *store.Store, v url.Values, today archive.Day) (*RequestsPage, error) {
	all, err := db.Cases(ctx, today)
	if err != nil {
		return nil, err
	}
	agencies, err := db.Agencies(ctx)
	if err != nil {
		return nil, err
	}
	return worklist(all, agencies, v, today)
}

// filterOf reads the filters of an address.
func filterOf(v url.Values) (foia.Filter, foia.Windows, error) {
	at := func(name string) string { return strings.TrimSpace(v.Get(name)) }
	f := foia.Filter{
		List: foia.List(at("list")), Agency: at("agency"), Component: at("component"), Law: at("law"), Status: at("status"), Outcome: at("outcome"),
		Jurisdiction: at("jurisdiction"), Tag: at("tag"), Requester: at("requester"), Text: at("q"),
	}
	w := foia.Windows{}
	if f.List == "" {
		if f.List = foia.ListOpen; f.Status != "" || f.Outcome != "" {
			f.List = foia.ListAll // which may be a status that open requests do not have
		}
	}
	if !slices.Contains(foia.WorkLists, f.List) {
		var names []string
		for _, l := range foia.WorkLists {
			names = append(names, string(l))
		}
		return f, w, invalid("There is no list “%s”. The lists are %s.", cut(string(f.List), 40), strings.Join(names, ", "))
	}
	for name, to := range map[string]*int{"quiet": &w.Quiet, "closing": &w.Closing} {
		if at(name) == "" {
			continue
		}
		n, err := strconv.Atoi(at(name))
		if err != nil || n < 1 || n > 3660 {
			return f, w, invalid("“%s” is no number of days (%s), which is from 1 to 3660.", cut(at(name), 20), name)
		}
		*to = n
	}
	return f, w.Filled(), nil
}

func worklist(cases []foia.Case, agencies []foia.Agency, v url.Values, today archive.Day) (*RequestsPage, error) {
	f, w, err := filterOf(v)
	if err != nil {
		return nil, err
	}
	f.Agency = wholeSlug(f.Agency, agencies)
	entries := foia.Lists(cases, today, w)
	p := &RequestsPage{AsOf: today, List: f.List, Title: f.List.Title(), About: aboutList(f.List, today, w), Text: f.Text, Sort: cmp.Or(v.Get("sort"), "due"), Windows: w, Requests: []RequestLine{}, None: len(cases) == 0}
	rest := f
	rest.List = foia.ListAll
	others := rest.Chosen(entries)
	for _, l := range foia.WorkLists {
		n := len(foia.Filter{List: l}.Chosen(others))
		p.Lists = append(p.Lists, ListCount{l, l.Title(), n, changed(v, "list", string(l)), l == f.List})
	}
	chosen := foia.Filter{List: f.List}.Chosen(others)
	if err := foia.SortEntries(chosen, p.Sort); err != nil {
		return nil, err
	}
	for _, e := range chosen {
		p.Requests = append(p.Requests, requestLine(e))
	}
	p.Count = len(p.Requests)
	p.choices(f, entries, agencies)
	p.Filtered = rest != foia.Filter{List: foia.ListAll}
	p.Clear = withQuery("/requests", "list", string(f.List))
	for _, by := range []struct{ title, name string }{{"Due", "due"}, {"Newest", "-number"}, {"Filed", "filed"}, {"Last event", "-last"}, {"Agency", "agency"}, {"Title", "title"}} {
		p.Sorts = append(p.Sorts, Tab{by.title, changed(v, "sort", by.name), p.Sort == by.name})
	}
	return p, nil
}

// wholeSlug is the slug that somebody means with its last part, "ice" for
// "dhs/ice", where one agency alone is called so; else as it was typed.
func wholeSlug(typed string, agencies []foia.Agency) string {
	slug := typed
	for _, a := range agencies {
		switch {
		case strings.EqualFold(a.Slug, typed):
			return a.Slug
		case strings.HasSuffix(a.Slug, "/"+strings.ToLower(typed)):
			if slug != typed {
				return typed
			}
			slug = a.Slug
		}
	}
	return slug
}

// changed is the address of the list with one of its parameters another.
func changed(v url.Values, name, value string) string {
	w := url.Values{}
	for k, s := range v {
		if k != "from" && k != "key" && len(s) > 0 && s[0] != "" {
			w.Set(k, s[0])
		}
	}
	w.Set(name, value)
	return join("/requests", w)
}

func requestLine(e foia.Entry) RequestLine {
	l := RequestLine{Line: foia.LineOf(e), URL: requestURL(e.Case.Request.Number), AgencyURL: agencyURL(e.Case.Request.Agency), State: upperFirst(string(e.Case.Standing.Stage))}
	if l.Due != nil {
		l.Left = l.Due.LeftWords()
	}
	if l.Outcome != "" {
		l.State += ": " + string(l.Outcome)
	}
	return l
}

func aboutList(l foia.List, today archive.Day, w foia.Windows) string {
	switch l {
	case foia.ListToday:
		return "The last day is today, " + longDay(today) + "."
	case foia.ListWeek:
		return "The last day is one of the six after today, " + longDay(today) + "."
	case foia.ListOverdue:
		return "The last day is past, and the agency has not done what was due."
	case foia.ListOurs:
		return "The agency asked something, the time to appeal ends within " + count(w.Closing, "day", "days") + ", or an ordered production did not come."
	case foia.ListCourt:
		return "Before a court."
	case foia.ListQuiet:
		return "Open, and nothing has happened for " + count(w.Quiet, "day", "days") + " or longer."
	case foia.ListOpen:
		return "Sent and not answered yet, on appeal, or in litigation."
	case foia.ListDrafts:
		return "Written here and not sent."
	case foia.ListAnswered:
		return "Determined or closed; some can still be appealed."
	}
	return "All requests that are kept here."
}

// cutTo leaves the part of the list that a page shows.
func (p *RequestsPage) cutTo(v url.Values) error {
	from, err := positive(v.Get("from"), 1)
	if err != nil {
		return invalid("“%s” is no place in the list to begin from.", cut(v.Get("from"), 20))
	}
	from = max(1, from)
	if from > 1 {
		p.First = changed(v, "from", "1")
	}
	if from+requestsAtOnce-1 < p.Count {
		p.Next = changed(v, "from", strconv.Itoa(from+requestsAtOnce))
	}
	from = min(from, p.Count+1)
	p.From, p.Through = from, min(p.Count, from+requestsAtOnce-1)
	p.Requests = p.Requests[from-1 : p.Through]
	return nil
}

// DueSoon is what the first page says of requests.
type DueSoon struct {
	Requests int           `json:"requests"` // in all
	Overdue  int           `json:"overdue"`
	Ours     int           `json:"waiting_for_us"`
	Due      []RequestLine `json:"due"` // today and in the six days after, the first of them
	More     int           `json:"more"`
}

// dueAtHome is how many requests the first page shows.
const dueAtHome = 5

func (s *Site) dueSoon(c *gin.Context) (DueSoon, error) {
	d := DueSoon{Due: []RequestLine{}}
	all, err := s.cases(c)
	if err != nil {
		return d, err
	}
	d.Requests = len(all)
	entries := foia.Lists(all, s.today(), foia.Windows{})
	if err := foia.SortEntries(entries, "due"); err != nil {
		return d, err
	}
	for _, e := range entries {
		if e.Is(foia.ListOverdue) {
			d.Overdue++
		}
		if e.Is(foia.ListOurs) {
			d.Ours++
		}
		if !e.Is(foia.ListToday) && !e.Is(foia.ListWeek) {
			continue
		}
		if len(d.Due) == dueAtHome {
			d.More++
			continue
		}
		d.Due = append(d.Due, requestLine(e))
	}
	return d, nil
}
