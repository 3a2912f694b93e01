package store

import (
	"cmp"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/archive/foia"
)

func withICE(t *testing.T) *Store {
	t.Helper()
	s := open(t)
	_, err := s.PutAgencies(t.Context(), []foia.Agency{
		{Slug: "dhs/ice", Parent: "dhs", Name: "U.S. Immigration and Customs Enforcement", Jurisdiction: "us", Law: "us-foia"},
		{Slug: "dhs", Name: "Department of Homeland Security", Jurisdiction: "us", Law: "us-foia"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func asked(year int) foia.Request {
	return foia.Request{Title: "Declined detainer reports", Agency: "dhs/ice", Law: "us-foia", Requester: "A reader", Visibility: foia.Public, Year: year, Created: noon}
}

func TestRequestsAreNumberedByYear(t *testing.T) {
	s := withICE(t)
	for _, c := range []struct {
		year int
		want string
	}{{2017, "R2017-001"}, {2017, "R2017-002"}, {0, "R2026-001"}, {2017, "R2017-003"}} {
		r, err := s.AddRequest(t.Context(), asked(c.year))
		if err != nil || r.Number != c.want {
			t.Errorf("%d: %s, %v, want %s", c.year, r.Number, err, c.want)
		}
		got, err := s.Request(t.Context(), c.want)
		if err != nil || !reflect.DeepEqual(got, r) {
			t.Errorf("%+v, %v, want %+v", got, err, r)
		}
	}
	all, err := s.Requests(t.Context())
	if err != nil || len(all) != 4 || all[0].Number != "R2026-001" || all[3].Number != "R2017-001" {
		t.Errorf("%+v, %v", all, err)
	}
	if _, err := s.Request(t.Context(), "R2017-009"); !errors.Is(err, archive.ErrNotFound) {
		t.Error(err)
	}
}

func TestARequestThatIsWrongNamesItsFields(t *testing.T) {
	s := withICE(t)
	r := asked(2017)
	r.Title, r.Agency, r.Law, r.Category = " ", "moon", "martian", "rich"
	_, err := s.AddRequest(t.Context(), r)
	var f foia.Faults
	if !errors.As(err, &f) || !errors.Is(err, archive.ErrInvalid) {
		t.Fatal(err)
	}
	for _, field := range []string{"title: ", "agency: ", "law: ", "fee_category: "} {
		if !strings.Contains(err.Error(), field) {
			t.Errorf("%v does not name %s", err, field)
		}
	}
	if all, err := s.Requests(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	// A wrong event leaves no request behind.
	if _, err := s.AddRequest(t.Context(), asked(2017), foia.Event{Kind: "dreamt of", Date: "2017-04-13", Entered: noon}); !errors.As(err, &f) {
		t.Error(err)
	}
	if all, err := s.Requests(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}

func TestAmendedRequestsKeepTheirNumber(t *testing.T) {
	s := withICE(t)
	r, err := s.AddRequest(t.Context(), asked(2017))
	if err != nil {
		t.Fatal(err)
	}
	r.Title, r.Visibility, r.Year = "All of them", foia.Private, 1999
	if _, err := s.AmendRequest(t.Context(), r, noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	got, err := s.Request(t.Context(), "R2017-001")
	if err != nil || got.Title != "All of them" || got.Visibility != foia.Private || got.Year != 2017 || !got.Created.Equal(noon) {
		t.Errorf("%+v, %v", got, err)
	}
	var was int
	if err := s.read.QueryRow(`SELECT count(*) FROM request_was WHERE facts LIKE '%Declined detainer reports%'`).Scan(&was); err != nil || was != 1 {
		t.Errorf("%d, %v", was, err)
	}
	r.Number = "R2017-777"
	if _, err := s.AmendRequest(t.Context(), r, noon); !errors.Is(err, archive.ErrNotFound) {
		t.Error(err)
	}
}

func TestEventsAreKeptInTheOrderTheyHappened(t *testing.T) {
	s := withICE(t)
	r, err := s.AddRequest(t.Context(), asked(2017), foia.Event{Kind: foia.Filed, Date: "2017-04-13", Entered: noon})
	if err != nil {
		t.Fatal(err)
	}
	add := func(e foia.Event) foia.Event {
		t.Helper()
		e.Request, e.Entered = r.Number, noon
		e, err := s.AddEvent(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	wrong := add(foia.Event{Kind: foia.Determined, Date: "2017-05-20", Determination: &foia.Determination{Disposition: foia.FullDenial, Exemptions: []string{"(b)(5)"}}})
	add(foia.Event{Kind: foia.Received, Date: "2017-04-13", Component: "dhs/ice", Tracking: &foia.TrackingNumber{Number: "2017-ICFO-23540"}})
	add(foia.Event{Kind: foia.Struck, Date: "2017-05-20", Corrects: wrong.ID, Note: "It was of another request."})
	c, err := s.Case(t.Context(), r.Number, "2017-05-11")
	if err != nil {
		t.Fatal(err)
	}
	var kinds []foia.EventKind
	for _, e := range c.Events {
		kinds = append(kinds, e.Kind)
	}
	if want := []foia.EventKind{foia.Filed, foia.Received, foia.Determined, foia.Struck}; !reflect.DeepEqual(kinds, want) {
		t.Errorf("%v, want %v", kinds, want)
	}
	if c.Agency.Name != "U.S. Immigration and Customs Enforcement" || c.Law.Code != "us-foia" || c.Standing.AsOf != "2017-05-11" {
		t.Errorf("%+v", c)
	}
	all, err := s.Cases(t.Context(), "2017-05-11")
	if err != nil || len(all) != 1 || !reflect.DeepEqual(all[0], c) {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestAnEventThatIsWrongNamesItsFields(t *testing.T) {
	s := withICE(t)
	r, err := s.AddRequest(t.Context(), asked(2017))
	if err != nil {
		t.Fatal(err)
	}
	other, err := s.AddRequest(t.Context(), asked(2017), foia.Event{Kind: foia.Filed, Date: "2017-04-13", Entered: noon})
	if err != nil {
		t.Fatal(err)
	}
	others, err := s.Events(t.Context(), other.Number)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		e     foia.Event
		field string
	}{
		{foia.Event{Kind: "dreamt of", Date: "2017-04-13"}, "kind"},
		{foia.Event{Kind: foia.Filed}, "date"},
		{foia.Event{Kind: foia.Filed, Date: "13 April 2017"}, "date"},
		{foia.Event{Kind: foia.Filed, Date: "2026-03-03"}, "date"}, // entered on March 1
		{foia.Event{Kind: foia.Received, Date: "2017-04-13", Component: "dhs/moon"}, "component"},
		{foia.Event{Kind: foia.Noted, Date: "2017-04-13", Item: "2017-001-0001"}, "item"},
		{foia.Event{Kind: foia.Noted, Date: "2017-04-13", Item: "the letter"}, "item"},
		{foia.Event{Kind: foia.Noted, Date: "2017-04-13", Place: "page two"}, "place"},
		{foia.Event{Kind: foia.Determined, Date: "2017-05-11"}, "determination.disposition"},
		{foia.Event{Kind: foia.AppealDecided, Date: "2017-05-11"}, "appeal.decision"},
		{foia.Event{Kind: foia.Sued, Date: "2017-05-11", Lawsuit: &foia.Lawsuit{Court: "D.D.C."}}, "lawsuit.docket"},
		{foia.Event{Kind: foia.FeeWaived, Date: "2017-05-11"}, "granted"},
		{foia.Event{Kind: foia.Released, Date: "2017-05-11", Release: &foia.Release{Pages: 3, InPart: 4}}, "release.in_part"},
		{foia.Event{Kind: foia.Released, Date: "2017-05-11", Release: &foia.Release{Accession: "2017-099"}}, "release.accession"},
		{foia.Event{Kind: foia.Ordered, Date: "2017-05-11", Order: &foia.Order{Schedule: []foia.Scheduled{{By: "soon"}}}}, "order.schedule"},
		{foia.Event{Kind: foia.Struck, Date: "2017-05-11"}, "corrects"},
		{foia.Event{Kind: foia.Struck, Date: "2017-05-11", Corrects: "nothing"}, "corrects"},
		{foia.Event{Kind: foia.Struck, Date: "2017-05-11", Corrects: others[0].ID}, "corrects"},
		{foia.Event{Kind: foia.Noted, Date: "2017-05-11", Note: "\xff"}, "note"},
	} {
		c.e.Request, c.e.Entered = r.Number, noon
		_, err := s.AddEvent(t.Context(), c.e)
		var f foia.Faults
		if !errors.As(err, &f) || f[0].Field != c.field {
			t.Errorf("%+v: %v, want a fault of %s", c.e, err, c.field)
		}
	}
	if all, err := s.Events(t.Context(), r.Number); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
	if _, err := s.AddEvent(t.Context(), foia.Event{Request: "R2017-009", Kind: foia.Filed, Date: "2017-04-13", Entered: noon}); !errors.Is(err, archive.ErrNotFound) {
		t.Error(err)
	}
}

func TestAgenciesAreChangedTogetherOrNotAtAll(t *testing.T) {
	s := withICE(t)
	seed, err := foia.Seed()
	if err != nil {
		t.Fatal(err)
	}
	known, err := s.Agencies(t.Context())
	if err != nil || len(known) != len(seed) { // both agencies put here stand in place of known ones
		t.Fatalf("%d agencies, %v; want %d", len(known), err, len(seed))
	}
	all := slices.DeleteFunc(known, func(a foia.Agency) bool { return a.Slug != "dhs" && a.Slug != "dhs/ice" })
	if len(all) != 2 || all[0].Kind != "" {
		t.Fatalf("%+v", all)
	}
	if n, err := s.PutAgencies(t.Context(), seed[:3]); n != 0 || err != nil {
		t.Errorf("what comes with the program changed %d, %v", n, err)
	}
	if n, err := s.PutAgencies(t.Context(), all); n != 0 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	all[0].Short = "Homeland"
	if n, err := s.PutAgencies(t.Context(), all); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	for _, bad := range []foia.Agency{
		{Slug: "Bad Slug", Name: "X", Law: "us-foia"},
		{Slug: "x", Name: "", Law: "us-foia"},
		{Slug: "x", Name: "X", Law: "martian"},
		{Slug: "x/y", Name: "X", Law: "us-foia", Parent: "x"},
		{Slug: "x", Name: "X", Law: "us-foia", Parent: "x"},
	} {
		good := foia.Agency{Slug: "bepa", Name: "Environmental Protection Agency", Law: "us-foia", Jurisdiction: "us"}
		if _, err := s.PutAgencies(t.Context(), []foia.Agency{good, bad}); err == nil || !strings.Contains(err.Error(), bad.Slug) {
			t.Errorf("%+v: %v", bad, err)
		}
		if _, err := s.Agency(t.Context(), "bepa"); !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("half of it was kept: %v", err)
		}
	}
}

func TestLawsOfOnesOwn(t *testing.T) {
	s := open(t)
	before, err := s.Laws(t.Context())
	if err != nil || len(before) != len(foia.Laws) {
		t.Fatal(len(before), err)
	}
	own := []foia.Law{{Code: "us-or-prl", Name: "Oregon Public Records Law", Answer: foia.Limit{Days: 15, Working: true, Cite: "ORS 192.329"}, Holidays: "us"}}
	for _, want := range []int{1, 0} {
		if n, err := s.PutLaws(t.Context(), own); n != want || err != nil {
			t.Errorf("%d, %v, want %d", n, err, want)
		}
	}
	after, err := s.Laws(t.Context())
	if err != nil || len(after) != len(before)+1 || after[len(before)].Code != "us-or-prl" {
		t.Errorf("%+v, %v", after, err)
	}
	if _, err := s.PutLaws(t.Context(), []foia.Law{{Code: "us/or"}}); !errors.Is(err, archive.ErrInvalid) {
		t.Error(err)
	}
}

// TestARequestIsFoundByANumberThatSomebodyGaveIt: in whatever case, and by
// nothing else that its events say.
func TestARequestIsFoundByANumberThatSomebodyGaveIt(t *testing.T) {
	s := withICE(t)
	for i, e := range []foia.Event{
		{Tracking: &foia.TrackingNumber{Number: "2017-ICFO-23540", Whose: "dhs/ice", Why: "request"}},
		{Tracking: &foia.TrackingNumber{Number: `50%_"a"&b!`, Whose: "dhs/ice", Why: "request"}, Note: "not 2017-ICFO-23540"},
		{Kind: foia.Sued, Lawsuit: &foia.Lawsuit{Court: "D.D.C.", Docket: "1:17-cv-00123"}},
		{Tracking: &foia.TrackingNumber{Number: "twice"}},
		{Tracking: &foia.TrackingNumber{Number: "TWICE"}},
	} {
		r, err := s.AddRequest(t.Context(), asked(2017))
		if err != nil {
			t.Fatal(err)
		}
		e.Request, e.Date, e.Entered, e.Kind = r.Number, "2017-05-01", noon, cmp.Or(e.Kind, foia.Acknowledged)
		if _, err := s.AddEvent(t.Context(), e); err != nil {
			t.Fatal(i, err)
		}
	}
	for number, want := range map[string]string{
		"R2017-002": "R2017-002", "r2017-002": "R2017-002", "2017-icfo-23540": "R2017-001", `50%_"A"&b!`: "R2017-002", "1:17-cv-00123": "R2017-003",
	} {
		if r, err := s.FindRequest(t.Context(), number); err != nil || r.Number != want {
			t.Errorf("%s: %s, %v, want %s", number, r.Number, err, want)
		}
	}
	for number, want := range map[string]error{"2017-ICFO-2354_": archive.ErrNotFound, "%": archive.ErrNotFound, "dhs/ice": archive.ErrNotFound, "twice": archive.ErrConflict} {
		if r, err := s.FindRequest(t.Context(), number); !errors.Is(err, want) {
			t.Errorf("%s: %s, %v, want %v", number, r.Number, err, want)
		}
	}
}
