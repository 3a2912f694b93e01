package web

import (
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// newTracker is an archive with requests, on 11 May 2017:
//
//	R2017-001  to ICE, due today
//	R2017-002  to CBP, private, overdue
//	R2017-003  to ICE, determined on 9 May with a partial grant
//	R2017-004  to the FBI, with a hostile title, due on 16 May
//	R2017-005  to ICE, not sent
func newTracker(t testing.TB) (*Site, http.Handler) {
	t.Helper()
	s := newSite(t)
	entered := time.Date(2017, 5, 10, 12, 0, 0, 0, time.UTC)
	s.Now = func() time.Time { return time.Date(2017, 5, 11, 9, 0, 0, 0, time.UTC) }
	add := func(title, agency string, v foia.Visibility, events ...foia.Event) {
		for i := range events {
			events[i].Entered = entered
		}
		_, err := s.Store.AddRequest(t.Context(), foia.Request{Title: title, Agency: agency, Law: "us-foia", Requester: "A. Reader", Visibility: v, Created: entered, Year: 2017, Tags: []string{"jails"}}, events...)
		check(t, err)
	}
	got := func(d archive.Day) []foia.Event {
		return []foia.Event{{Kind: foia.Filed, Date: d}, {Kind: foia.Received, Date: d}}
	}
	add("Weekly detainer reports", "dhs/ice", foia.Public, got("2017-04-13")...)
	add("Source of the tip", "dhs/cbp", foia.Private, got("2017-03-01")...)
	add("Directives", "dhs/ice", foia.Public, append(got("2017-04-11"),
		foia.Event{Kind: foia.Acknowledged, Date: "2017-04-12", Tracking: &foia.TrackingNumber{Number: "2017-ICFO-23540"}},
		foia.Event{Kind: foia.Determined, Date: "2017-05-09", Determination: &foia.Determination{Disposition: foia.PartialGrant, Exemptions: []string{"(b)(5)"}}, Release: &foia.Release{Pages: 45}})...)
	add(hostileTitle, "doj/fbi", foia.Public, got("2017-04-18")...)
	add("Contracts", "dhs/ice", foia.Public)
	return s, s.Handler()
}

const hostileTitle = "\"><img src=x onerror=alert(1)>\r\nEND:VEVENT ]]> & =cmd()"

// stranger asks from elsewhere, without a token.
var stranger = from("192.0.2.7:9", "records.example")

func numbers(p RequestsPage) string {
	var out []string
	for _, l := range p.Requests {
		out = append(out, strings.TrimPrefix(l.Number, "R2017-00"))
	}
	return strings.Join(out, " ")
}

func TestWorkLists(t *testing.T) {
	_, h := newTracker(t)
	for _, c := range []struct{ query, ours, strangers string }{
		{"", "2 1 4", "1 4"},
		{"?list=due-today", "1", "1"},
		{"?list=due-week", "4", "4"},
		{"?list=overdue", "2", ""},
		{"?status=overdue", "2", ""},
		{"?list=waiting&closing=91", "3", "3"},
		{"?list=waiting", "", ""},
		{"?list=quiet&quiet=60", "2", ""},
		{"?list=answered", "3", "3"},
		{"?list=drafts", "5", "5"},
		{"?list=all&sort=number", "1 2 3 4 5", "1 3 4 5"},
		{"?list=all&sort=-number", "5 4 3 2 1", "5 4 3 1"},
		{"?list=all&sort=number&agency=dhs", "1 2 3 5", "1 3 5"},
		{"?list=all&sort=number&agency=ice", "1 3 5", "1 3 5"},
		{"?list=all&sort=number&q=detainer", "1", "1"},
		{"?list=all&q=tip", "2", ""},
		{"?list=all&q=23540", "3", "3"},
		{"?outcome=partial-grant", "3", "3"},
		{"?list=all&tag=jails&agency=fbi", "4", "4"},
		{"?list=all&law=us-ca-cpra", "", ""},
	} {
		var p RequestsPage
		get(t, h, "/requests.json"+c.query).json(t, &p)
		if got := numbers(p); got != c.ours || p.Count != len(p.Requests) {
			t.Errorf("%s: %q (%d), want %q", c.query, got, p.Count, c.ours)
		}
		ask(t, h, "GET", "/requests.json"+c.query, stranger).json(t, &p)
		if got := numbers(p); got != c.strangers {
			t.Errorf("%s, to a stranger: %q, want %q", c.query, got, c.strangers)
		}
		for _, l := range p.Lists {
			if l.Current && l.Count != p.Count {
				t.Errorf("%s: the list counts %d, and has %d", c.query, l.Count, p.Count)
			}
		}
	}
}

func TestAWorkListSaysWhatIsDue(t *testing.T) {
	_, h := newTracker(t)
	a := get(t, h, "/requests")
	a.want(t, 200, "main", "Today is 11 May 2017", "Due today 1", "Overdue 1", "Weekly detainer reports", "today", "U.S. Customs and Border Protection", "Received", "private")
	// Received on Wednesday, 1 March: due on Wednesday, 29 March, and 31 working days have gone.
	a.want(t, 200, "td.due", "2017-03-29 31 working days over", "2017-05-16 3 working days left")
	if strings.Contains(a.body, "<img src=x") {
		t.Error("a title became markup")
	}
	b := ask(t, h, "GET", "/requests?list=all", stranger)
	if strings.Contains(b.body, "tip") || strings.Contains(b.body, "New request") || strings.Contains(b.body, "key=") {
		t.Error("a stranger is shown a private request, a form or a key")
	}
}

func TestTheFilterOfAnAgencyByItsShortSlug(t *testing.T) {
	_, h := newTracker(t)
	for typed, want := range map[string]string{"ice": "dhs/ice", "ICE": "dhs/ice", "dhs": "dhs", "oig": "oig", "none": "none", "": ""} {
		var p RequestsPage
		get(t, h, "/requests.json?agency="+typed).json(t, &p)
		if got := p.Filters[0]; got.Name != "agency" || got.Value != want {
			t.Errorf("%q is read as %q, want %q", typed, got.Value, want)
		}
	}
}

func TestABadListIsSaid(t *testing.T) {
	_, h := newTracker(t)
	for _, c := range []struct{ query, says string }{
		{"?list=due", "There is no list “due”. The lists are due-today, due-week"},
		{"?quiet=soon", "“soon” is no number of days (quiet)"},
		{"?quiet=-3", "is no number of days"},
		{"?closing=99999", "closing"},
		{"?sort=colour", "is none of due, number"},
		{"?from=x", "no place in the list"},
		{"?list=" + url.QueryEscape("<script>"), "There is no list"},
	} {
		get(t, h, "/requests"+c.query).want(t, 400, "main", c.says)
	}
	get(t, h, "/requests?from=5000").want(t, 200, "main", "No request is on this list")
}

func TestNoRequests(t *testing.T) {
	h := newSite(t).Handler()
	get(t, h, "/requests").want(t, 200, "main", "There are no requests here yet")
	get(t, h, "/agencies/dhs").want(t, 200, "main", "no figures")
	if n := strings.Count(get(t, h, "/requests.ics").body, "BEGIN:VEVENT"); n != 0 {
		t.Errorf("%d events", n)
	}
	if f := readAtom(t, get(t, h, "/requests.atom")); len(f.Entries) != 0 || f.Updated == "" {
		t.Errorf("%+v", f)
	}
}

func TestALongListIsCutIntoPages(t *testing.T) {
	s, h := newTracker(t)
	for i := range 120 {
		_, err := s.Store.AddRequest(t.Context(), foia.Request{Title: fmt.Sprint("More ", i), Agency: "epa", Law: "us-foia", Visibility: foia.Public, Created: s.Now(), Year: 2018})
		check(t, err)
	}
	a := get(t, h, "/requests?list=drafts")
	a.want(t, 200, "main", "121 requests, 1 to 100", "The next")
	get(t, h, "/requests?list=drafts&from=101").want(t, 200, "main", "101 to 121", "The first")
	var p RequestsPage
	get(t, h, "/requests.json?list=drafts").json(t, &p)
	if len(p.Requests) != 121 {
		t.Errorf("as JSON %d", len(p.Requests))
	}
}

func TestAWorkListAsCSV(t *testing.T) {
	_, h := newTracker(t)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(get(t, h, "/requests.csv?list=overdue").body, "\ufeff"))).ReadAll()
	check(t, err)
	if len(rows) != 2 {
		t.Fatalf("%v", rows)
	}
	row := map[string]string{}
	for i, name := range rows[0] {
		row[name] = rows[1][i]
	}
	for name, want := range map[string]string{"number": "R2017-002", "agency": "dhs/cbp", "due": "2017-03-29", "left": "-31", "unit": "working days", "stage": "processing", "last_event": "received", "lists": "overdue open quiet"} {
		if row[name] != want {
			t.Errorf("%s: %q, want %q", name, row[name], want)
		}
	}
}

type atomRead struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Summary string `xml:"summary"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

// readAtom reads a feed and checks what RFC 4287 asks of it.
func readAtom(t *testing.T, a answer) atomRead {
	t.Helper()
	if a.StatusCode != 200 || !strings.HasPrefix(a.Header.Get("Content-Type"), "application/atom+xml") {
		t.Fatalf("%d %s: %.300s", a.StatusCode, a.Header.Get("Content-Type"), a.body)
	}
	var f atomRead
	check(t, xml.Unmarshal([]byte(a.body), &f))
	seen := map[string]bool{}
	stamp := func(s string) {
		if _, err := time.Parse(time.RFC3339, s); err != nil {
			t.Error(err)
		}
	}
	stamp(f.Updated)
	for _, e := range f.Entries {
		stamp(e.Updated)
		if e.ID == "" || e.Title == "" || seen[e.ID] || !strings.HasPrefix(e.Link.Href, "http") || e.Updated > f.Updated {
			t.Errorf("entry %+v", e)
		}
		seen[e.ID] = true
	}
	return f
}

func TestFeeds(t *testing.T) {
	_, h := newTracker(t)
	for _, c := range []struct {
		path            string
		deadlines       int
		entries         int
		strangeDeadline int
		strangeEntries  int
	}{
		{"/requests%s?list=open", 3, 3, 2, 2},
		{"/requests%s?list=overdue", 1, 1, 0, 0},
		{"/requests%s?list=all", 5, 5, 4, 4}, // the answered one has its answer and its appeal, the draft none
		{"/agencies/dhs/ice%s", 3, 6, 3, 6},
		{"/agencies/dhs%s", 4, 8, 3, 6},
	} {
		for _, who := range []struct {
			how                []func(*http.Request)
			deadlines, entries int
		}{{nil, c.deadlines, c.entries}, {[]func(*http.Request){stranger}, c.strangeDeadline, c.strangeEntries}} {
			a := ask(t, h, "GET", fmt.Sprintf(c.path, ".ics"), who.how...)
			cal, err := ics.ParseCalendar(strings.NewReader(a.body))
			if err != nil || a.Header.Get("Content-Type") != "text/calendar; charset=utf-8" || len(cal.Events()) != who.deadlines {
				t.Errorf("%s: %d deadlines, %v, want %d", c.path, len(cal.Events()), err, who.deadlines)
			}
			if f := readAtom(t, ask(t, h, "GET", fmt.Sprintf(c.path, ".atom"), who.how...)); len(f.Entries) != who.entries {
				t.Errorf("%s: %d entries, want %d", c.path, len(f.Entries), who.entries)
			}
		}
	}
	// On the list since the day after the last one.
	if f := readAtom(t, get(t, h, "/requests.atom?list=due-today")); f.Entries[0].Updated != "2017-05-11T00:00:00Z" {
		t.Errorf("due today since %s", f.Entries[0].Updated)
	}
	get(t, h, "/requests.atom?list=due-week").want(t, 200, "", "&lt;img src=x")
	get(t, h, "/agencies.ics").want(t, 404, "", "no feed at this address")
}

// A feed's address with its key shows private requests, to a calendar that
// cannot sign in; the key opens nothing else, and no other key opens it.
func TestTheKeyOfFeeds(t *testing.T) {
	_, h := newTracker(t)
	a := get(t, h, "/requests?list=overdue")
	address := ""
	for _, n := range a.all("a") {
		if attr(n, "type") == "text/calendar" {
			address = attr(n, "href")
		}
	}
	u, err := url.Parse(address)
	check(t, err)
	key := u.Query().Get("key")
	if len(key) != 32 || !strings.HasPrefix(address, "/requests.ics?") {
		t.Fatalf("the feed is at %q", address)
	}
	b := ask(t, h, "GET", address, stranger)
	if strings.Count(b.body, "BEGIN:VEVENT") != 1 {
		t.Errorf("with the key: %s", b.body)
	}
	if f := readAtom(t, ask(t, h, "GET", strings.Replace(address, ".ics", ".atom", 1), stranger)); len(f.Entries) != 1 || strings.Contains(f.ID, key) {
		t.Errorf("with the key: %+v", f)
	}
	for _, path := range []string{"/requests.ics?list=overdue&key=" + strings.Repeat("0", 32), "/requests.ics?list=overdue&key=", "/requests.json?list=overdue&key=" + key, "/requests.csv?list=overdue&key=" + key, "/requests?list=overdue&key=" + key} {
		if b := ask(t, h, "GET", path, stranger); strings.Contains(b.body, "tip") || strings.Contains(b.body, "R2017-002") {
			t.Errorf("%s shows a private request", path)
		}
	}
	get(t, h, "/requests?list=overdue").want(t, 200, "", key) // the same the next time
}

func TestTheFirstPageSaysWhatIsDue(t *testing.T) {
	_, h := newTracker(t)
	a := get(t, h, "/")
	a.want(t, 200, "main", "Requests due this week", "Weekly detainer reports", "Answer due 11 May 2017, today", "1 is overdue")
	b := ask(t, h, "GET", "/", stranger)
	b.want(t, 200, "main", "Weekly detainer reports")
	if strings.Contains(b.body, "overdue") {
		t.Error("a stranger is told of a private request")
	}
}

// The day is the archive's own, not that of the universal time.
func TestTheDayOfThePageIsTheArchivesOwn(t *testing.T) {
	s, h := newTracker(t)
	s.Now = func() time.Time {
		return time.Date(2017, 5, 12, 3, 30, 0, 0, time.UTC).In(time.FixedZone("EDT", -4*3600))
	}
	get(t, h, "/requests?list=due-today").want(t, 200, "main", "Weekly detainer reports", "11 May 2017")
	s.Now = func() time.Time { return time.Date(2017, 5, 12, 3, 30, 0, 0, time.UTC) }
	get(t, h, "/requests?list=overdue").want(t, 200, "main", "Weekly detainer reports", "1 working day over")
}
