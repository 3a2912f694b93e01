package search

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/content"
)

func spokenArchive(t *testing.T) *testArchive {
	a := newArchive(t)
	a.index(
		testDoc{
			n: 1, kind: archive.KindPDF, sources: []string{"ICE"}, date: "2017-03-20", reports: "2017-01-28..2017-02-03", title: "Weekly report of jails",
			pages:  []string{"jail in Ames", "jail in Franklin County", "no place"},
			about:  map[int]string{1: "us/ia/story-county/ames", 2: "?us/ia/franklin-county ?us/ny/franklin-county 2016"},
			tables: []testTable{{sheet: "S", header: []string{"Place"}, rows: [][]string{{"Story County jail"}, {"Travis County jail"}, {"jail"}}}},
			rows:   map[int]string{2: "us/ia/story-county 2017-02-01", 3: "us/tx/travis-county"},
		},
		testDoc{
			n: 2, kind: archive.KindEmail, sources: []string{"Ventura"}, date: "2016-05-01",
			pages: []string{"jail in Iowa and in Texas", "jail in Travis County"},
			about: map[int]string{1: "us/ia us/tx FY2017-Q1", 2: "us/tx/travis-county 1990s"},
		},
		testDoc{n: 3, kind: archive.KindPDF, sources: []string{"ICE"}, pages: []string{"jail in Albany"}, about: map[int]string{1: "us/ny/albany-county/albany"}},
	)
	return a
}

func TestPlacesAndPeriodsNarrowExactly(t *testing.T) {
	a := spokenArchive(t)
	where := func(places ...string) map[string][]string { return map[string][]string{"place": places} }
	when := func(periods ...string) map[string][]string { return map[string][]string{"period": periods} }
	for _, c := range []struct {
		req  Request
		want string
	}{
		{Request{Query: "jail", Filters: where("us/ia")}, "1:S!2 1:p1 2:p1"},
		{Request{Query: "jail", Filters: where("us/ia/story-county")}, "1:S!2 1:p1"},
		{Request{Query: "jail", Filters: where("us/ia/story-county/ames")}, "1:p1"},
		{Request{Query: "jail", Filters: where("us/ia/story-county", "us/ny")}, "1:S!2 1:p1 3:p1"},
		{Request{Query: "jail", Filters: where("us/ia/franklin-county")}, ""},
		{Request{Query: "jail", Filters: where("?us/ia/franklin-county")}, "1:p2"},
		{Request{Query: "jail", Filters: where("us/zz")}, ""},
		{Request{Filters: where("us/tx")}, "1:S!3 2:p1 2:p2"},
		{Request{Filters: where("us/tx"), Kinds: []string{"row"}}, "1:S!3"},
		{Request{Filters: map[string][]string{"place": {"us/tx"}, "source": {"ICE"}}}, "1:S!3"},
		{Request{Query: "jail", Filters: when("2017-02-03..2017-02-10")}, "1 1:S!2 1:S!3 1:S!4 1:p1 1:p2"},
		{Request{Query: "jail", Filters: when("2016-12")}, "1:p2 2:p1"},
		{Request{Query: "jail", Filters: when("1995-03-05")}, "2:p2"},
		{Request{Query: "jail", Filters: when("2018")}, ""},
		{Request{Filters: map[string][]string{"period": {"2017-Q1"}, "place": {"us/ia"}}}, "1:S!2 1:p1"},
		{Request{Query: "place:us/ia/story-county jail"}, "1:S!2 1:p1"},
		{Request{Query: "place:us/ia -place:us/tx"}, "1:S!2 1:p1"},
		{Request{Query: "place:story-county OR place:us/ny"}, "1:S!2 1:p1 3:p1"},
		{Request{Query: "place:?us/ny/franklin-county"}, "1:p2"},
		{Request{Query: "period:FY2017-Q1 jail"}, "1:p2 2:p1"},
		{Request{Query: "period:soon"}, "1 2 3"}, // which is left out, and said to be
	} {
		if got := a.found(c.req); got != c.want {
			t.Errorf("%+v\n got %s\nwant %s", c.req, got, c.want)
		}
	}
	if _, err := a.Search(t.Context(), Request{Filters: when("soon")}); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("%v", err)
	}
	doubtful := a.search(Request{Filters: where("?us/ia/franklin-county")})
	if len(doubtful.Groups) != 1 || !doubtful.Groups[0].Hits[0].Doubtful || a.search(Request{Filters: where("us/ia")}).Groups[0].Hits[0].Doubtful {
		t.Errorf("%+v", doubtful)
	}
}

// TestColumnsOfMonths: a row is of the months in whose columns it has a cell,
// but where it says itself of what a cell is; the title is of those that say nothing.
func TestColumnsOfMonths(t *testing.T) {
	a := newArchive(t)
	header := []string{"Place", "Jan", "Feb", "Mar"}
	a.index(
		testDoc{
			n: 1, kind: archive.KindSpreadsheet,
			tables: []testTable{{sheet: "S", header: header, rows: [][]string{{"A", "1", "0", "-"}, {"B", "", "", "7"}, {"C", "5", "", ""}}}},
			rows:   map[int]string{0: "2017 2=2017-01 3=2017-02 4=2017-03", 4: "2=2016-01"},
		},
		testDoc{
			n: 2, kind: archive.KindSpreadsheet,
			tables: []testTable{{sheet: "S", header: header, rows: [][]string{{"A", "1", "0", "-"}, {"B", "", "", "7"}}}},
			rows:   map[int]string{0: "2017-03", 3: "2017-05"},
		},
	)
	for _, c := range []struct{ period, want string }{
		{"2017-01", "1:S!2"},
		{"2017-02", "1:S!2"},
		{"2017-03", "1:S!3 2:S!2"},
		{"2017-05", "2:S!3"},
		{"2016-01", "1:S!4"},
		{"2018", ""},
	} {
		if got := a.found(Request{Filters: map[string][]string{"period": {c.period}}}); got != c.want {
			t.Errorf("%s: %s, want %s", c.period, got, c.want)
		}
	}
}

// TestCountries: a country is counted beside the states, but the one that all of
// them are of; ca is Canada, where that is spoken of, and California where it is not.
func TestCountries(t *testing.T) {
	a := newArchive(t)
	canada := archive.Jurisdiction{Slug: "ca", Kind: archive.JurisdictionCountry}
	states := archive.Jurisdiction{Slug: "us", Kind: archive.JurisdictionCountry}
	california := archive.Jurisdiction{Slug: "us/ca", Kind: archive.JurisdictionState}
	put := func(n int, of ...archive.Jurisdiction) {
		d := a.write(testDoc{n: n, pages: []string{"jail"}})
		d.Spoken = func(yield func(content.Spoken, error) bool) { yield(content.Spoken{Page: 1, Places: of}, nil) }
		if err := a.Index(t.Context(), []content.Document{d}); err != nil {
			t.Fatal(err)
		}
	}
	put(1, states, california)
	put(2, california, states)
	ca := map[string][]string{"place": {"ca"}}
	if got := a.found(Request{Filters: ca}); got != "1:p1 2:p1" {
		t.Errorf("without Canada, ca is %s", got)
	}
	put(3, canada)
	if got := a.found(Request{Filters: ca}); got != "3:p1" {
		t.Errorf("with Canada, ca is %s", got)
	}
	for _, r := range []Request{{Query: "jail"}, {}} {
		if got := a.values(r, "place"); got != "us/ca:2 ca:1" {
			t.Errorf("%q: %s", r.Query, got)
		}
	}
}

// TestPlacesAndPeriodsAreCounted: documents, each once, over those that pass the
// other filters; what was replaced counts no more.
func TestPlacesAndPeriodsAreCounted(t *testing.T) {
	a := spokenArchive(t)
	facets := func(r Request) string {
		var out []string
		for _, f := range a.search(r).Facets[facetPlace:] {
			for _, v := range f.Values {
				s := fmt.Sprintf("%s:%d", v.Value, v.Count)
				if v.Selected {
					s += "*"
				}
				out = append(out, s)
			}
		}
		return strings.Join(out, " ")
	}
	check := func(r Request, want string) {
		t.Helper()
		if got := facets(r); got != want {
			t.Errorf("%+v\n got %s\nwant %s", r, got, want)
		}
	}
	decade := "1990:1 1991:1 1992:1 1993:1 1994:1 1995:1 1996:1 1997:1 1998:1 1999:1 "
	check(Request{Query: "jail"}, "us/ia:2 us/tx:2 us/ny:1 "+decade+"2016:2 2017:1")
	check(Request{Query: "jail", Filters: map[string][]string{"place": {"us/ia"}}}, "us/ia:2* us/ia/story-county:1 us/tx:2 us/ny:1 2016:1 2017:1")
	check(Request{Query: "jail", Filters: map[string][]string{"place": {"us/tx/travis-county"}}},
		"us/ia:2 us/tx:2 us/tx/travis-county:2* us/ny:1 "+decade+"2017:1")
	check(Request{Query: "jail", Filters: map[string][]string{"period": {"2017"}}},
		"us/ia:1 us/tx:1 "+decade+"2016:2 2017:1* 2017-Q1:1")
	check(Request{Query: "jail", Filters: map[string][]string{"period": {"FY2017-Q1"}, "place": {"?us/ia/franklin-county"}}}, "?us/ia/franklin-county:1* us/ia:1 us/tx:1 2016:1 2016-Q1:1 2016-Q2:1 2016-Q3:1 2016-Q4:1 2017:1 FY2017-Q1:1*")
	check(Request{Query: "jail", Filters: map[string][]string{"source": {"Ventura"}}}, "us/ia:1 us/tx:1 "+decade+"2016:1")
	a.index(testDoc{n: 2, kind: archive.KindEmail, sources: []string{"Ventura"}, pages: []string{"jail"}, about: map[int]string{1: "us/wa"}})
	check(Request{Query: "jail"}, "us/ia:1 us/ny:1 us/tx:1 us/wa:1 2016:1 2017:1")
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	a.open()
	check(Request{Query: "jail"}, "us/ia:1 us/ny:1 us/tx:1 us/wa:1 2016:1 2017:1")
}
