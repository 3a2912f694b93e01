package web

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"readingroom/archive/foia"
)

// posted is a form as a browser sends it.
func posted(pairs ...string) func(*http.Request) {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return body("application/x-www-form-urlencoded", v.Encode())
}

// tabled is a form with a table in it.
func tabled(t testing.TB, csv string) func(*http.Request) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	p, err := w.CreateFormFile("table", "t.csv")
	check(t, err)
	_, err = p.Write([]byte(csv))
	check(t, err)
	check(t, w.Close())
	return body(w.FormDataContentType(), b.String())
}

func TestAgencies(t *testing.T) {
	_, h := newTracker(t)
	a := get(t, h, "/agencies")
	a.want(t, 200, "main", "Department of Homeland Security", "Add agencies", "Department 15")
	a = get(t, h, "/agencies?q=customs+border")
	a.want(t, 200, "main", "U.S. Customs and Border Protection", "DHS")
	if strings.Contains(a.says("main"), "Environmental") {
		t.Error("it is not called so")
	}
	get(t, h, "/agencies?q=%3Cscript%3E").want(t, 200, "main", "No agency is called so")
	var p AgenciesPage
	get(t, h, "/agencies.json?kind=component&q=dhs").json(t, &p)
	for _, x := range p.Agencies {
		if x.Slug == "dhs/ice" && (x.Requests != 3 || x.Open != 1 || x.Overdue != 0) || x.Slug == "dhs/cbp" && x.Overdue != 1 {
			t.Errorf("%+v", x)
		}
	}
	// A stranger sees no private request, nor its count.
	ask(t, h, "GET", "/agencies.json?q=customs", stranger).json(t, &p)
	if len(p.Agencies) != 2 || p.Agencies[0].Slug != "dhs/cbp" || p.Agencies[0].Requests != 0 || p.Agencies[1].Requests != 3 {
		t.Errorf("%+v", p.Agencies)
	}
}

func TestAnAgencyWithItsFigures(t *testing.T) {
	_, h := newTracker(t)
	a := get(t, h, "/agencies/dhs")
	a.want(t, 200, "main",
		"Of 3 requests to it and its components", // the draft was not sent
		"Late or overdue: 1 request of 2 that were due (50 %)",
		"To determine", "median 20; nine of ten within 20", "median 28; nine of ten within 28", // 11 April to 9 May
		"Partial grant", "Rests on 1 request that was answered", "(b)(5)", "45 pages released", "By component")
	var p AgencyPage
	get(t, h, "/agencies/dhs/ice.json").json(t, &p)
	if p.Stats.Requests != 2 || p.Stats.Acknowledge.Requests != 1 || p.Stats.Acknowledge.Calendar.Median != 1 || p.Stats.Late != 0 || p.Stats.Limited != 1 || len(p.Requests) != 3 {
		t.Errorf("%+v", p.Stats)
	}
	get(t, h, "/agencies/dhs.csv").want(t, 200, "", `dhs,"determine, median",working days,20,1`, "dhs,late or overdue,requests,1,2", "dhs/cbp,late or overdue,requests,1,1", "dhs,disposition: partial grant,requests,1,1")
	b := ask(t, h, "GET", "/agencies/dhs", stranger)
	b.want(t, 200, "main", "Of 2 requests")
	if strings.Contains(b.body, "tip") || strings.Contains(b.body, "Change what") {
		t.Error("a stranger is shown a private request or a form")
	}
	for _, path := range []string{"/agencies/none", "/agencies/dhs/none", "/agencies/%2e%2e/x", "/agencies/<b>", "/agencies/DHS"} {
		get(t, h, path).want(t, 404, "main", "There is no agency")
	}
}

func TestAddAnAgency(t *testing.T) {
	s, h := newTracker(t)
	a := ask(t, h, "POST", "/agencies", posted("slug", "oakland-pd", "name", "Oakland Police Department", "kind", "police", "jurisdiction", "us/ca/alameda-county", "law", "us-ca-cpra", "portal", "https://oakland.example"))
	if a.StatusCode != 303 || a.Header.Get("Location") != "/agencies/oakland-pd" {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	get(t, h, "/agencies/oakland-pd").want(t, 200, "main", "Oakland Police Department", "California Public Records Act", "https://oakland.example")
	get(t, h, "/agencies/new?slug=oakland-pd").want(t, 200, "", `value="Oakland Police Department"`, "Change it")
	for _, c := range []struct {
		fields []string
		says   string
		kept   string
	}{
		{[]string{"slug", "Oakland PD", "name", "Kept <b>"}, "is no slug", `value="Kept &lt;b&gt;"`},
		{[]string{"slug", "x", "name", ""}, "It is empty.", ""},
		{[]string{"slug", "none/x", "name", "X"}, "There is no agency “none” that it could be part of", ""},
		{[]string{"slug", "x", "name", "X", "law", "martian"}, "Choose one of the laws.", ""},
		{[]string{"slug", "x", "name", "X", "portal", "javascript:alert(1)"}, "is no web address", `value="javascript:alert(1)"`},
		{[]string{"slug", "new", "name", "X"}, "cannot be called new", ""},
		{[]string{"slug", "x", "name", "X", "kind", "spy"}, "is none of", ""},
		{nil, "Not yet:", ""},
	} {
		a := ask(t, h, "POST", "/agencies", posted(c.fields...))
		a.want(t, 400, "main", c.says)
		if !strings.Contains(a.body, c.kept) {
			t.Errorf("%v: what was typed is lost", c.fields)
		}
	}
	ask(t, h, "POST", "/agencies", posted("slug", "y", "name", "Y"), stranger).want(t, 403, "", "")
	ask(t, h, "GET", "/agencies/new", stranger).want(t, 200, "main", "added from the machine that holds the archive")
	if _, err := s.Store.Agency(t.Context(), "x"); err == nil {
		t.Error("a form with a mistake added an agency")
	}
}

func TestTakeInAgencies(t *testing.T) {
	s, h := newTracker(t)
	const good = "slug,name,law\noakland-pd,Oakland Police Department,us-ca-cpra\nusda/ers,Economic Research Service,us-foia\n"
	ask(t, h, "POST", "/agencies", tabled(t, good)).want(t, 200, "main", "2 agencies read, 2 new or changed.")
	ask(t, h, "POST", "/agencies", tabled(t, good)).want(t, 200, "main", "2 agencies read; all were here already, and nothing changed.")
	a := ask(t, h, "POST", "/agencies", tabled(t, "slug,name,law\nberkeley-pd,Berkeley Police Department,us-ca-cpra\nX,<script>,us-zz\n"))
	a.want(t, 400, "main", "Nothing was taken in", `row 3, slug: "X" is no slug`, "row 3, law")
	if _, err := s.Store.Agency(t.Context(), "berkeley-pd"); err == nil {
		t.Error("half a table was taken in")
	}
	ask(t, h, "POST", "/agencies", tabled(t, "")).want(t, 400, "main", "The file is empty")
	// The same by a program.
	b, err := json.Marshal(map[string]string{"table": good})
	check(t, err)
	var got Taken
	ask(t, h, "POST", "/agencies.json", body("application/json", string(b))).json(t, &got)
	if got != (Taken{2, 0}) {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"", "{", "[]", "{}", `{"table":7}`} {
		ask(t, h, "POST", "/agencies.json", body("application/json", bad)).want(t, 400, "", "table")
	}
	ask(t, h, "POST", "/agencies", body("multipart/form-data; boundary=x", "--x\r\nbroken")).want(t, 400, "main", "could not be read")
}

func TestLaws(t *testing.T) {
	s, h := newTracker(t)
	get(t, h, "/laws").want(t, 200, "main", "Freedom of Information Act", "20 working days", "5 U.S.C. 552(a)(6)(A)(i)", "no number of days")
	get(t, h, "/laws/us-ca-cpra?year=2022").want(t, 200, "main", "10 days", "Cal. Gov. Code 7922.535(b)", "Holidays of 2022", "Native American Day", "moves to the next that is")
	get(t, h, "/laws/us-foia.csv?year=2021").want(t, 200, "", "2021-06-18,Juneteenth (observed)", "2021-12-31,New Year's Day (observed)")
	get(t, h, "/laws/none").want(t, 404, "main", "There is no law “none” here")
	get(t, h, "/laws/us-foia?year=1066").want(t, 400, "main", "no year from 1967 to 2100")

	fields := []string{"code", "us-co-cora", "name", "Colorado Open Records Act", "citation", "Colo. Rev. Stat. 24-72-201", "holidays", "own", "answer_days", "3", "answer_unit", "working", "answer_cite", "Colo. Rev. Stat. 24-72-203(3)(b)"}
	if a := ask(t, h, "POST", "/laws", posted(fields...)); a.StatusCode != 303 {
		t.Fatalf("%d %s", a.StatusCode, a.body)
	}
	get(t, h, "/laws/us-co-cora").want(t, 200, "main", "3 working days", "The table has no rows of 2017")
	ask(t, h, "POST", "/laws/us-co-cora/holidays", tabled(t, "date,name\n2017-07-04,Independence Day\n2017-08-01,Colorado Day\n")).want(t, 200, "main", "2 holidays read, 2 new or changed.", "Colorado Day")
	ask(t, h, "POST", "/laws/us-co-cora/holidays", tabled(t, "date,name\n2017-08-01,Colorado Day\n")).want(t, 200, "main", "nothing changed")
	ask(t, h, "POST", "/laws/us-co-cora/holidays", tabled(t, "date,name\nAugust 1,Colorado Day\n")).want(t, 400, "main", `row 2, date: "August 1" is no day`)
	ask(t, h, "POST", "/laws/none/holidays", tabled(t, "date,name\n2017-08-01,X\n")).want(t, 404, "main", "")
	// Changing the law leaves its holidays.
	if a := ask(t, h, "POST", "/laws", posted(append(fields, "note", "Changed")...)); a.StatusCode != 303 {
		t.Fatalf("%d", a.StatusCode)
	}
	l, err := s.Store.Law(t.Context(), "us-co-cora")
	check(t, err)
	if a, err := foia.Due(l, foia.Clock{Received: "2017-07-31"}, "2017-08-01"); err != nil || a.Due != "2017-08-04" || l.Note != "Changed" {
		t.Errorf("due %s, %v, %q", a.Due, err, l.Note)
	}
	get(t, h, "/laws/new?code=us-co-cora").want(t, 200, "", `value="Colorado Open Records Act"`, `value="3"`)
	ask(t, h, "POST", "/laws", posted("code", "us-co-cora", "name", "Kept", "citation", "X", "answer_days", "3")).want(t, 400, "main", "Name the provision that allows these 3 days.")
	ask(t, h, "POST", "/laws", tabled(t, "code,name,citation\nx,X,Y\nx y,X,Y\n")).want(t, 400, "main", `row 3, code: "x y" is no code`)
	ask(t, h, "POST", "/laws", posted(fields...), stranger).want(t, 403, "", "")
}
