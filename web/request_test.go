package web

import (
	"net/http"
	"strings"
	"testing"

	"readingroom/archive/foia"
	"readingroom/archive/ingest"
)

func newRequests(t testing.TB) (*Site, http.Handler) {
	t.Helper()
	s := newSite(t)
	asked(t, s)
	return s, s.Handler()
}

func TestRequestPage(t *testing.T) {
	_, h := newRequests(t)
	get(t, h, "/requests/R2017-001").want(t, 200, "main", "Declined detainers", "Processing since 13 April 2017", "Answer due 11 May 2017", "Request sent", "Received by ICE", "2017-ICFO-27042", "go to court", "Record a lawsuit")
	get(t, h, "/requests/R2017-001").want(t, 200, "table.month", "11 20", "13 got", "15 –")
	var p RequestPage
	get(t, h, "/requests/R2017-001.json?answered=2017-05-12").json(t, &p)
	if p.Standing.Clock == nil || p.Standing.Clock.Due != "2017-05-11" || len(p.Events) != 2 || p.WhatIf == nil || p.WhatIf.Status != foia.Late || p.WhatIf.Left != -1 {
		t.Errorf("%+v, %+v", p.Standing, p.WhatIf)
	}
	get(t, h, "/requests/R2017-001?answered=2017-05-11").want(t, 200, "form#what-if", "would be in time")
	get(t, h, "/requests/R2017-001?answered=soon").want(t, 200, "span.error", "is no day")
	get(t, h, "/requests/R2017-001?answered=2017-04-01").want(t, 200, "span.error", "before the request was received")
	get(t, h, "/requests/2017-icfo-27042.json").json(t, &p)
	if p.Request.Number != "R2017-001" {
		t.Errorf("by its tracking number: %+v", p.Request)
	}
	get(t, h, "/requests/R2017-001/events.csv").want(t, 200, "", "2017-04-13,filed,Request sent")
	get(t, h, "/requests/R2017-001/letters/reminder").want(t, 200, "main", "ended on 11 May 2017", "2017-ICFO-27042")
	a := get(t, h, "/requests/R2017-001/letters/appeal.txt")
	if a.want(t, 200, "", "[the decision of which day]"); !strings.HasPrefix(a.Header.Get("Content-Type"), "text/plain") {
		t.Errorf("a letter is %s", a.Header.Get("Content-Type"))
	}
	for path, want := range map[string]int{
		"/requests/R2017-009": 404, "/requests/nothing": 404, "/requests/R2017-001/letters/love": 404, "/requests/R2017-001/events/none": 404,
		"/requests/R2017-001/events/new?corrects=none": 404, "/requests/R2017-001/events/new?kind=dreamt": 200, "/requests/%00": 404,
	} {
		if got := get(t, h, path); got.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, got.StatusCode, want)
		}
	}
}

func TestANewRequest(t *testing.T) {
	_, h := newRequests(t)
	get(t, h, "/requests/new?agency=dhs/ice&title=Jail+logs").want(t, 200, "main", "New request")
	a := post(t, h, "/requests", "title", "", "agency", "Immigration", "text", "What I typed", "visibility", "public", "filed", "2017-04-31")
	a.want(t, 400, "span.error", "Say in a line", "Did you mean U.S. Immigration and Customs Enforcement (dhs/ice)", "is no day")
	a.want(t, 400, "textarea", "What I typed")
	a = post(t, h, "/requests", "title", "Jail logs", "agency", "ICE", "fee_waiver", "1", "visibility", "public", "show", "draft")
	a.want(t, 200, "textarea", "Jail logs", "likely to contribute significantly to public understanding", "U.S. Immigration and Customs Enforcement")
	post(t, h, "/requests", "title", "Jail logs", "agency", "ICE", "text", "Mine", "visibility", "public", "show", "draft").want(t, 200, "textarea", "Mine")
	a = post(t, h, "/requests", "title", "Jail logs", "agency", "ICE", "visibility", "public", "filed", "2017-06-01", "tags", "Jails, jails, ICE ")
	if a.StatusCode != 303 || a.Header.Get("Location") != "/requests/R2017-002" {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	get(t, h, "/requests/R2017-002").want(t, 200, "main", "Sent since 1 June 2017", "jails", "Record the receipt")
	get(t, h, "/requests/R2017-002/details").want(t, 200, "main", "Change what the request says")
	a = post(t, h, "/requests/R2017-002/details", "title", "All jail logs", "agency", "dhs", "visibility", "private")
	if a.StatusCode != 303 {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	get(t, h, "/requests/R2017-002").want(t, 200, "main", "All jail logs", "Department of Homeland Security", "Private.")

	var saved Saved
	ask(t, h, "POST", "/requests.json", body("application/json", `{"title":"By a program","agency":"DHS","events":[{"kind":"filed","date":"2016-02-03"}]}`)).json(t, &saved)
	if saved.Number != "R2016-001" || saved.Request.Law != "us-foia" {
		t.Errorf("%+v", saved)
	}
	var said struct {
		Error  string
		Faults foia.Faults
	}
	for text, field := range map[string]string{
		`{"agency":"DHS"}`: "title", `{"title":"x","agency":"moon"}`: "agency", `{"title":"x","agency":"DHS","law":"martian"}`: "law",
		`{"title":"x","agency":"DHS","events":[{"kind":"filed","date":"soon"}]}`: "date",
	} {
		a := ask(t, h, "POST", "/requests.json", body("application/json", text))
		if a.json(t, &said); a.StatusCode != 400 || len(said.Faults) == 0 || said.Faults[0].Field != field {
			t.Errorf("%s: %d %+v", text, a.StatusCode, said)
		}
	}
	for _, text := range []string{`{`, `[]`, `{"colour":"red"}`, ``} {
		if a := ask(t, h, "POST", "/requests.json", body("application/json", text)); a.StatusCode != 400 {
			t.Errorf("%s: %d", text, a.StatusCode)
		}
	}
}

func TestEventsAreRecorded(t *testing.T) {
	_, h := newRequests(t)
	const events = "/requests/R2017-001/events"
	get(t, h, events+"/new").want(t, 200, "main", "Determination", "Lawsuit filed")
	get(t, h, events+"/new?kind=determination&date=2017-05-10&disposition=partial+grant&exemptions=(b)(5)").want(t, 200, "form", "Partial grant")
	a := post(t, h, events, "kind", "determination", "date", "10 May", "exemptions", "(b)(5) (b)(6)", "pages", "many", "note", "kept <b>")
	a.want(t, 400, "span.error", "is no day", "Say how the agency disposed of the request: full grant,", "no whole number")
	a.want(t, 400, "textarea", "kept <b>")
	post(t, h, events, "kind", "determination", "show", "1", "note", "kept").want(t, 200, "textarea", "kept")

	// Out of order: said, and recorded only when that is meant.
	a = post(t, h, events, "kind", "determination", "date", "2017-04-12", "disposition", "full grant")
	a.want(t, 409, "div.notice", "before the request was received on 13 April 2017")
	if a = post(t, h, events, "kind", "determination", "date", "2017-05-10", "disposition", "partial grant", "exemptions", "b5, (b)(6)", "pages", "12"); a.StatusCode != 303 {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	var p RequestPage
	get(t, h, "/requests/R2017-001.json").json(t, &p)
	if s := p.Standing; s.Outcome != foia.PartialGrant || s.Completed != "2017-05-10" || s.Pages != 12 || len(s.Exemptions) != 2 {
		t.Errorf("%+v", s)
	}
	a = post(t, h, events, "kind", "determination", "date", "2017-05-11", "disposition", "full denial")
	a.want(t, 409, "div.notice", "two determinations")
	if a = post(t, h, events, "kind", "determination", "date", "2017-05-11", "disposition", "full denial", "anyway", "1"); a.StatusCode != 303 {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	get(t, h, "/requests/R2017-001").want(t, 200, "main", "There are two determinations")

	// Struck: it stays in the history, and does not count.
	get(t, h, "/requests/R2017-001.json").json(t, &p)
	second := p.Events[len(p.Events)-1]
	get(t, h, second.URL).want(t, 200, "main", "Correct it", "Strike it")
	get(t, h, events+"/new?corrects="+second.ID).want(t, 200, "main", "In place of", "11 May 2017")
	if a = post(t, h, events, "kind", "struck", "corrects", second.ID, "date", second.Date, "note", "Of another request."); a.StatusCode != 303 {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	p = RequestPage{}
	get(t, h, "/requests/R2017-001.json").json(t, &p)
	if p.Standing.Outcome != foia.PartialGrant || len(p.Standing.Problems) != 0 || p.Events[len(p.Events)-1].State != "struck" {
		t.Errorf("%+v\n%+v", p.Standing, p.Events)
	}
	get(t, h, second.URL).want(t, 200, "main", "It does not hold", "Of another request.")

	for _, c := range []struct {
		text string
		want int
	}{
		{`{"kind":"appeal filed","date":"2017-06-01"}`, 201},
		{`{"kind":"appeal filed","date":"2017-06-02"}`, 409},
		{`{"kind":"appeal filed","date":"2017-06-02","anyway":true}`, 201},
		{`{"kind":"received","date":"2017-04-13","component":"moon"}`, 400},
		{`{"kind":"note","date":"2017-06-03","item":"2026-001-0001"}`, 400},
		{`{"kind":"suit filed","date":"2017-06-03"}`, 400},
		{`{"kind":"note","date":"2099-06-03"}`, 400},
		{`{"kind":"court order","date":"2017-06-03","order":{"schedule":"October"}}`, 400},
	} {
		if a := ask(t, h, "POST", events+".json", body("application/json", c.text)); a.StatusCode != c.want {
			t.Errorf("%s: %d %.300s, want %d", c.text, a.StatusCode, a.body, c.want)
		}
	}
	if a := ask(t, h, "POST", events, stranger, body(formType, "kind=note&date=2017-06-03")); a.StatusCode != 403 {
		t.Errorf("a stranger recorded something: %d", a.StatusCode)
	}
}

func TestAReleaseIsUploadedToItsRequest(t *testing.T) {
	s, h := newRequests(t)
	const events = "/requests/R2017-001/events"
	kind, text := form(t, map[string]string{"kind": "interim release", "date": "2017-04-20", "title": "First production", "pages": "45"}, file{"letter.txt", []byte("a letter about the sally port")}, file{"more.txt", []byte("more about it")})
	if a := ask(t, h, "POST", events, body(kind, strings.Replace(text, "2017-04-20", "2017-04-2x", 1))); a.StatusCode != 400 {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	if n, err := s.Store.Count(t.Context(), ""); err != nil || n.Accessions != 0 {
		t.Fatalf("%d accessions: a mistake left something behind", n.Accessions)
	}
	if a := ask(t, h, "POST", events, body(kind, text)); a.StatusCode != 303 {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	check(t, s.Ingest.(*ingest.Ingest).Wait(t.Context(), "", nil))
	get(t, h, "/requests/R2017-001").want(t, 200, "main", "First production", "45 pages released", "2 files", "letter.txt")
	for _, path := range []string{"/items/2026-001-0001", "/items/2026-001-0001/pages/1", "/items/2026-001-0002", "/accessions/2026-001"} {
		get(t, h, path).want(t, 200, "p.released", "Released under request R2017-001, Declined detainers", "tracking number 2017-ICFO-27042", "by ICE", "First production on 20 April 2017")
	}
	get(t, h, "/search?q=sally+port&request=R2017-001").want(t, 200, "mark", "sally")

	// By /upload too, with the request's number.
	kind, text = form(t, map[string]string{"source": "ICE", "request": "R2017-007"}, file{"x.txt", []byte("x")})
	ask(t, h, "POST", "/upload", body(kind, text)).want(t, 400, "span.error", "There is no such request here")
	kind, text = form(t, map[string]string{"source": "ICE", "request": "2017-ICFO-27042", "release": "Second production"}, file{"x.txt", []byte("x")})
	if a := ask(t, h, "POST", "/upload", body(kind, text)); a.StatusCode != 303 {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	get(t, h, "/requests/R2017-001").want(t, 200, "main", "Second production")

	// Private: strangers hear nothing of it, from its documents neither.
	if a := post(t, h, "/requests/R2017-001/details", "title", "Declined detainers", "agency", "dhs/ice", "visibility", "private"); a.StatusCode != 303 {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	for path, want := range map[string]int{
		"/requests/R2017-001": 404, "/requests/R2017-001.json": 404, "/requests/2017-ICFO-27042": 404, "/requests/R2017-001/events.csv": 404, "/requests/R2017-001.ics": 404,
		"/requests/R2017-001.atom": 404, "/requests/R2017-001/letters/request": 404, "/requests/R2017-001/details": 404, "/requests/R2017-001/events/new": 404,
		"/requests": 200, "/requests.json": 200, "/requests.csv": 200, "/requests.atom": 200, "/": 200, "/items/2026-001-0001": 200, "/items/2026-001-0001.json": 200, "/accessions": 200,
		"/accessions/2026-001.json": 200, "/items/2026-001-0001/pages/1": 200, "/search?q=sally": 200, "/agencies/dhs/ice": 200,
	} {
		a := ask(t, h, "GET", path, stranger)
		if a.StatusCode != want || strings.Contains(a.body, "R2017-001") && want == 200 || strings.Contains(a.body, "Declined detainers") {
			t.Errorf("%s: %d, want %d, and nothing of the request", path, a.StatusCode, want)
		}
	}
	get(t, h, "/requests/R2017-001").want(t, 200, "main", "Private.")
}
