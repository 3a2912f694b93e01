package web

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
	"readingroom/archive/foialog"
	"readingroom/archive/link/period"
	"readingroom/archive/store"
)

// EntriesPage lists requests as logs state them.
type EntriesPage struct {
	Entries  []EntryLine `json:"entries"`
	Count    int         `json:"count"`    // entries that the filter picks
	Requests int         `json:"requests"` // they are of
	Logs     int         `json:"logs"`     // they stand in
	Copies   bool        `json:"copies"`   // those of a request in several logs are all shown
	Agencies []LogAgency `json:"agencies"`
	Next     string      `json:"next,omitempty"`
	First    string      `json:"-"`

	Form     url.Values         `json:"-"`
	Filtered bool               `json:"-"`
	Sorts    []SortLine         `json:"-"`
	Outcomes []foia.Disposition `json:"-"`
	Turn     string             `json:"-"` // the same with the copies, or without
	Log      *Document          `json:"log,omitempty"`
}

// An EntryLine is a request as a row of a log states it.
type EntryLine struct {
	foialog.Entry
	Days   *int   `json:"days"` // from received to closed; null: not known
	Place  string `json:"place"`
	URL    string `json:"url"` // the entry
	RowURL string `json:"row_url"`
	Log    string `json:"log"` // the document
	Title  string `json:"title"`
	Part   int    `json:"part"`
	Copies int    `json:"copies"` // other entries of the same request
}

// A SortLine is a column by which the list can be sorted.
type SortLine struct {
	Name, URL, Way string // Way: ascending, descending or ""
}

// disposals are the dispositions that the form offers.
var disposals = []foia.Disposition{
	foia.FullGrant, foia.PartialGrant, foia.FullDenial, foia.NoRecords, foia.AllReferred, foia.WasWithdrawn, foia.FeeRelated,
	foia.NotDescribed, foia.Improper, foia.NotAgency, foia.Duplicate, foia.OtherDisposal,
}

func entryLine(e store.LogEntry) EntryLine {
	l := EntryLine{
		Entry: e.Entry, Place: e.Place.String(), URL: entryURL(e.Place, e.Part), RowURL: tableURL(e.Place.Item, e.Table), Log: e.Place.Item,
		Title: oneLine(e.Log), Part: e.Part, Copies: e.Copies,
	}
	if e.Row > 0 {
		l.RowURL = rowURL(e.Place.Item, e.Table, e.Row, 0, "")
	}
	if e.Days >= 0 {
		l.Days = &e.Days
	}
	return l
}

// Who is who asked, and for whom.
func (l EntryLine) Who() string {
	return strings.Trim(l.Requester+", "+l.Organization, ", ")
}

// Wait is how many days it took from receipt to closing; 0 where that is not known.
func (l EntryLine) Wait() int {
	if l.Days == nil {
		return 0
	}
	return *l.Days
}

func (l EntryLine) row() []string {
	days := ""
	if l.Days != nil {
		days = digits(*l.Days)
	}
	return []string{
		l.Number, l.Requester, l.Organization, l.Agency, l.Component, l.Subject, l.Received, l.Due, l.Closed, days, l.Status, l.Disposition,
		string(l.Outcome), strings.Join(l.Exemptions, "; "), l.FeeCategory, strings.Join(l.Notes, " "), l.Place, l.Log, l.Title, digits(l.Copies),
	}
}

var entryColumns = []string{
	"tracking_number", "requester", "organization", "agency", "component", "subject", "received", "due", "closed", "days", "status", "disposition",
	"outcome", "exemptions", "fee_category", "notes", "place", "log", "title", "copies",
}

func (p *EntriesPage) table() [][]string {
	rows := [][]string{entryColumns}
	for _, e := range p.Entries {
		rows = append(rows, e.row())
	}
	return rows
}

// entryFilter reads the filter of an address. Without copies=1, a request that
// stands in several logs is shown once.
func entryFilter(v url.Values) (store.LogEntries, error) {
	get := func(name string) string { return cut(strings.TrimSpace(v.Get(name)), 300) }
	f := store.LogEntries{
		Item: get("log"), Agency: get("agency"), Requester: get("requester"), Words: get("q"), Number: get("number"), Disposition: get("disposition"),
		Status: get("status"), Exemption: get("exemption"), Sort: get("sort"), After: v.Get("after"), Once: v.Get("copies") == "" && v.Get("log") == "" && v.Get("row") == "",
	}
	var err error
	if f.Received, err = wantedDays("received", get("received")); err == nil {
		f.Closed, err = wantedDays("closed", get("closed"))
	}
	if err != nil {
		return f, err
	}
	if row := get("row"); row != "" {
		if f.Row, err = archive.ParsePlace(row); err != nil {
			return f, err
		}
	}
	if f.Item != "" && !archive.IsItemNumber(f.Item) {
		return f, invalid("“%s” is no item’s number. One looks like 2026-017-0003.", cut(f.Item, 60))
	}
	if name := strings.TrimPrefix(f.Sort, "-"); f.Sort != "" && !slices.Contains(store.LogSorts, name) {
		return f, invalid("Requests are not sorted by “%s”, but by one of %s.", cut(f.Sort, 40), strings.Join(store.LogSorts, ", "))
	}
	return f, nil
}

// wantedDays reads the days that are wanted: "2014", "2014-03", "FY2017",
// "2014-01-01..2014-03-31", "2014-01-01.." or "..2014-03-31".
func wantedDays(name, text string) (p archive.Period, err error) {
	if text == "" {
		return p, nil
	}
	end := func(s string) (archive.Period, bool) {
		x, err := period.Named(s)
		return x, err == nil && x.From < x.Until
	}
	from, until, ranged := strings.Cut(text, "..")
	if !ranged {
		until = from
	}
	if from = strings.TrimSpace(from); from != "" {
		x, ok := end(from)
		if !ok {
			return p, invalid("“%s” of “%s” is no day and no period. Write 2014, 2014-03, 2014-03-28 or 2014-01-01..2014-03-31.", cut(from, 40), name)
		}
		p.From = x.From
	}
	if until = strings.TrimSpace(until); until != "" {
		x, ok := end(until)
		if !ok {
			return p, invalid("“%s” of “%s” is no day and no period. Write 2014, 2014-03, 2014-03-28 or 2014-01-01..2014-03-31.", cut(until, 40), name)
		}
		p.Until = x.Until
	}
	return p, nil
}

func (s *Site) entries(c *gin.Context) (*EntriesPage, error) {
	ctx, v := c.Request.Context(), c.Request.URL.Query()
	f, err := entryFilter(v)
	if err != nil {
		return nil, err
	}
	p := &EntriesPage{Entries: []EntryLine{}, Form: v, Copies: !f.Once, Outcomes: disposals}
	every := f
	every.Once, every.After = false, ""
	if p.Count, p.Requests, p.Logs, err = s.Store.CountLogEntries(ctx, every); err != nil {
		return nil, err
	}
	if f.Limit = shownAtOnce; listed(c.Request) || v.Get("all") != "" && formOf(c.Request) == "json" {
		f.Limit = s.MaxRows
	}
	all, more, err := s.Store.LogEntries(ctx, f)
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		p.Entries = append(p.Entries, entryLine(e))
	}
	with := func(name, value string) string {
		w := url.Values{}
		for k, x := range v {
			if k != "after" && k != "all" && k != name && len(x) > 0 && x[0] != "" {
				w[k] = x[:1]
			}
		}
		if value != "" {
			w.Set(name, value)
		}
		return join(entriesURL(), w)
	}
	if more != "" {
		p.Next = with("after", more)
	}
	if f.After != "" {
		p.First = with("after", "")
	}
	for _, name := range []string{"number", "requester", "agency", "received", "closed", "days", "disposition"} {
		l := SortLine{Name: name, URL: with("sort", name)}
		switch f.Sort {
		case name:
			l.Way, l.URL = "ascending", with("sort", "-"+name)
		case "-" + name:
			l.Way = "descending"
		case "":
			if name == "received" {
				l.Way = "descending"
			}
		}
		p.Sorts = append(p.Sorts, l)
	}
	for _, name := range []string{"log", "agency", "requester", "q", "number", "received", "closed", "disposition", "status", "exemption", "row"} {
		p.Filtered = p.Filtered || v.Get(name) != ""
	}
	if p.Copies {
		p.Turn = with("copies", "")
	} else {
		p.Turn = with("copies", "1")
	}
	if f.Item != "" {
		it, err := s.Store.Item(ctx, f.Item)
		if err != nil {
			return nil, err
		}
		d := documentOf(it)
		p.Log = &d
	}
	p.Agencies, err = s.agencyLines(ctx, every)
	return p, err
}

// entriesOf are the requests that a row states.
func (s *Site) entriesOf(ctx context.Context, item string, at archive.Locator) ([]EntryLine, error) {
	all, _, err := s.Store.LogEntries(ctx, store.LogEntries{Row: archive.Place{Item: item, Locator: at}, Sort: "log"})
	var out []EntryLine
	for _, e := range all {
		out = append(out, entryLine(e))
	}
	return out, err
}

// EntryPage is one request as a row of a log states it.
type EntryPage struct {
	EntryLine
	Document Document    `json:"document"`
	Also     []EntryLine `json:"also"` // the same request in other logs, and in other rows
	Citation Citation    `json:"citation"`
	Followed *NamedURL   `json:"followed,omitempty"` // the request of that number that is followed here
}

// entry shows the entries of a row: most have one, of several the one asked for.
func (s *Site) entry(c *gin.Context) (*EntryPage, error) {
	ctx := c.Request.Context()
	at, err := archive.ParsePlace(strings.TrimPrefix(c.Param("place"), "/"))
	if err != nil {
		return nil, notFound("“%s” is no place of a row. One looks like 2026-017-0003:r14.", cut(c.Param("place"), 80))
	}
	part, err := positive(c.Query("part"), 1)
	if err != nil {
		return nil, invalid("“part” is which of the requests in the row is meant, from 1.")
	}
	all, _, err := s.Store.LogEntries(ctx, store.LogEntries{Row: at, Sort: "log"})
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(e store.LogEntry) bool { return e.Part == part })
	if i < 0 {
		return nil, notFound("No request was read from %s. The document may be no log, or the row was left out.", cut(at.String(), 80))
	}
	o, err := s.openItem(c.Request, at.Item)
	if err != nil {
		return nil, err
	}
	defer o.close()
	p := &EntryPage{EntryLine: entryLine(all[i]), Document: documentOf(o.Item), Also: []EntryLine{}}
	copies, err := s.Store.LogCopies(ctx, all[i].Request)
	for _, e := range copies {
		if e.ID != all[i].ID {
			p.Also = append(p.Also, entryLine(e))
		}
	}
	if err != nil {
		return nil, err
	}
	if p.Number != "" {
		if q, err := s.Store.FindRequest(ctx, p.Number); err == nil && s.maySee(c.Request, q) {
			p.Followed = &NamedURL{q.Title, requestURL(q.Number)}
		}
	}
	p.Citation = s.citation(c, o, at.Locator)
	return p, nil
}
