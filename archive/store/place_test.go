package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
)

// linked links the item of a job.
func linked(t *testing.T, s *Store, j *Job, o Outcome, places []archive.PlaceLink, periods ...archive.PeriodLink) {
	t.Helper()
	ctx := context.Background()
	l, err := s.Link(ctx, j, 1)
	if err != nil {
		t.Fatal(err)
	}
	l.Above = above
	for _, p := range places {
		if err := l.Place(ctx, p); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range periods {
		if err := l.Period(ctx, p); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Done(ctx, o); err != nil {
		t.Fatal(err)
	}
}

// above is a gazetteer in which each place lies in the one its slug says.
func above(slug string) (up []archive.Jurisdiction) {
	for i := strings.LastIndexByte(slug, '/'); i > 0; i = strings.LastIndexByte(slug, '/') {
		slug = slug[:i]
		up = append(up, jurisdiction(slug))
	}
	return up
}

var kinds = []archive.JurisdictionKind{archive.JurisdictionCountry, archive.JurisdictionState, archive.JurisdictionCounty, archive.JurisdictionPlace}

func jurisdiction(slug string) archive.Jurisdiction {
	return archive.Jurisdiction{Slug: slug, Code: "c" + slug, Kind: kinds[strings.Count(slug, "/")], Name: strings.ToUpper(slug)}
}

// at is a link on page 1, of words that say "slug start": one of several slugs is doubtful.
func at(page, start int, words string, slugs ...string) archive.PlaceLink {
	l := archive.PlaceLink{Page: page, Start: start, End: start + len(words), Text: words, Rule: "test", Confidence: 0.9, Candidates: []archive.Jurisdiction{}}
	if len(slugs) == 1 {
		l.Jurisdiction = jurisdiction(slugs[0])
		return l
	}
	for _, c := range slugs {
		l.Candidates = append(l.Candidates, jurisdiction(c))
	}
	l.Kind, l.Name = l.Candidates[0].Kind, words
	return l
}

func inRow(l archive.PlaceLink, page, table, row, col int) archive.PlaceLink {
	l.Page, l.Table, l.Row, l.Col = page, table, row, col
	return l
}

// extracted takes in a document of each name, reads them and returns their numbers.
func extracted(t *testing.T, s *Store, accession string, names ...string) []string {
	t.Helper()
	var numbers []string
	for _, n := range names {
		receiveAll(t, s, accession, arrival(n, accession+n))
		j := claim(t, s, "x", noon, StepExtract)
		if err := s.Extracted(t.Context(), j, j.Item, 1, nil, noon); err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, j.Item.Number)
	}
	return numbers
}

func relinkAll(t *testing.T, s *Store, of func(item string) []archive.PlaceLink) (n int) {
	t.Helper()
	for j := claim(t, s, "l", noon, StepLink); j != nil; j = claim(t, s, "l", noon, StepLink) {
		p, err := s.Prior(t.Context(), j.Item)
		if err != nil {
			t.Fatal(err)
		}
		linked(t, s, j, Outcome{Date: j.Item.Date, Prior: p}, of(j.Item.Number))
		n++
	}
	return n
}

func TestLinksComeBackWithAllTheirEvidence(t *testing.T) {
	s := open(t)
	number := extracted(t, s, accession(t, s), "a")[0]
	sure := at(1, 3, "Ames", "us/ia/story-county/ames")
	sure.Box, sure.Candidates = archive.Box{1.5, 2, 30.4, 40}, []archive.Jurisdiction{jurisdiction("us/ia/story-county/ames"), jurisdiction("us/ok/ames")}
	doubt := inRow(at(0, 0, "Franklin County", "us/ia/franklin-county", "us/ny/franklin-county"), 2, 3, 14, 1)
	sheet := inRow(at(0, 0, "Ames", "us/ia/story-county/ames"), 0, 4, 1, 2)
	title := inRow(at(0, 0, "Iowa", "us/ia"), 2, 3, 0, 0)
	span := archive.PeriodLink{
		Page: 2, Table: 3, Row: 14, Col: 2, End: 9, Text: "Q1 FY 2017", Period: archive.Period{From: "2016-10-01", Until: "2017-01-01"},
		Label: "FY2017 Q1", Granularity: "quarter", Calendar: "federal fiscal", Flags: []string{"fiscal-assumed", "inverted"},
	}
	reports := span
	reports.Table, reports.Row, reports.Col = 0, 0, 0
	linked(t, s, claim(t, s, "l", noon, StepLink), Outcome{Period: &reports}, []archive.PlaceLink{sure, title, doubt, sheet}, span)

	got, err := s.ItemPlaces(t.Context(), number, Places{})
	if err != nil || len(got) != 4 {
		t.Fatalf("%+v, %v", got, err)
	}
	for i, want := range []archive.PlaceLink{sure, title, doubt, sheet} {
		if !reflect.DeepEqual(got[i].PlaceLink, want) {
			t.Errorf("%d:\n%+v, want\n%+v", i, got[i].PlaceLink, want)
		}
	}
	for _, c := range []struct {
		f    Places
		want string
	}{
		{Places{Page: 1}, "Ames"},
		{Places{Page: 2}, ""},
		{Places{Table: 3}, "Iowa,Franklin County"},
		{Places{Table: 3, Row: 14}, "Franklin County"},
		{Places{Slug: "us/ia"}, "Ames,Iowa,Ames"},
		{Places{Slug: "us/ia/story-county"}, "Ames,Ames"},
		{Places{Slug: "us/ny"}, ""},
		{Places{Maybe: "us/ny/franklin-county"}, "Franklin County"},
		{Places{Limit: 2}, "Ames,Iowa"},
		{Places{After: &got[1]}, "Franklin County,Ames"},
	} {
		all, err := s.ItemPlaces(t.Context(), number, c.f)
		var words []string
		for _, p := range all {
			words = append(words, p.Text)
		}
		if strings.Join(words, ",") != c.want || err != nil {
			t.Errorf("%+v: %v, %v", c.f, words, err)
		}
	}
	if ps, err := s.RowPeriods(t.Context(), number, 3, 14); err != nil || len(ps) != 1 || !reflect.DeepEqual(ps[0], span) {
		t.Errorf("%+v, %v", ps, err)
	}
	if p, ok, err := s.Reporting(t.Context(), number); err != nil || !ok || !reflect.DeepEqual(p, reports) {
		t.Errorf("%+v, %v, %v", p, ok, err)
	}
}

func TestWhatSpeaksOfAPlaceIsCountedOncePerPageAndRow(t *testing.T) {
	s := open(t)
	number := extracted(t, s, accession(t, s), "a")[0]
	linked(t, s, claim(t, s, "l", noon, StepLink), Outcome{Date: "2017-02-03"}, []archive.PlaceLink{
		at(1, 0, "Ames", "us/ia/story-county/ames"), at(1, 9, "Ames", "us/ia/story-county/ames"), at(1, 20, "Story County", "us/ia/story-county"),
		at(2, 0, "Iowa", "us/ia"), at(2, 9, "Franklin", "us/ia/franklin-county", "us/ny/franklin-county"),
		inRow(at(0, 0, "Ames", "us/ia/story-county/ames"), 0, 1, 7, 1), inRow(at(0, 0, "Iowa", "us/ia"), 0, 1, 0, 0),
	})
	for _, c := range []struct {
		slug string
		want Total
	}{
		{"us/ia/story-county/ames", Total{Items: 1, Pages: 1, Rows: 1, Links: 3}},
		{"us/ia/story-county", Total{Items: 1, Pages: 1, Rows: 1, Links: 4}},
		{"us/ia", Total{Items: 1, Pages: 2, Rows: 1, Links: 6}},
		{"us/ny/franklin-county", Total{Doubtful: 1, Doubts: 1}},
		{"us/ny", Total{}},
	} {
		got, err := s.Total(t.Context(), c.slug)
		got.Jurisdiction = archive.Jurisdiction{}
		if got != c.want || err != nil {
			t.Errorf("%s: %+v, %v", c.slug, got, err)
		}
	}
	all, err := s.Totals(t.Context(), archive.JurisdictionCounty, "us/ia")
	if err != nil || len(all) != 2 || all[0].Jurisdiction.Slug != "us/ia/franklin-county" || all[1].Rows != 1 {
		t.Errorf("%+v, %v", all, err)
	}
	of, err := s.TotalsBySource(t.Context(), "us/ia")
	if want := (SourceTotal{Source: "ICE", Year: "2017", Month: "02", Items: 1, Pages: 2, Rows: 1}); err != nil || len(of) != 1 || of[0] != want {
		t.Errorf("%+v, %v", of, err)
	}
	sp, err := s.Speaking(t.Context(), "us/ia", Speakers{Limit: 10, Source: "ICE", When: "2017-02"})
	if err != nil || len(sp) != 1 || sp[0].Number != number || sp[0].Rows != 1 || sp[0].Links != 6 {
		t.Errorf("%+v, %v", sp, err)
	}
	if sp, err := s.Speaking(t.Context(), "us/ny/franklin-county", Speakers{Doubtful: true, Limit: 10}); err != nil || len(sp) != 1 || sp[0].Doubts != 1 {
		t.Errorf("%+v, %v", sp, err)
	}
	var spoken []string
	for sp, err := range s.Spoken(t.Context(), number) {
		if err != nil {
			t.Fatal(err)
		}
		spoken = append(spoken, fmt.Sprint(sp.Page, sp.Table, sp.Row, slugs(sp.Places), slugs(sp.Maybe)))
	}
	want := []string{
		"1 0 0 [us us/ia us/ia/story-county us/ia/story-county/ames] []",
		"2 0 0 [us us/ia] [us/ia/franklin-county us/ny/franklin-county]",
		"0 1 0 [us us/ia] []", "0 1 7 [us us/ia us/ia/story-county us/ia/story-county/ames] []",
	}
	if !slices.Equal(spoken, want) {
		t.Errorf("%q", spoken)
	}
}

func slugs(all []archive.Jurisdiction) []string {
	out := []string{}
	for _, j := range all {
		out = append(out, j.Slug)
	}
	slices.Sort(out)
	return out
}

// TestWhatSpeaksOfAPlaceIsListedByDay: also after an item was linked again, to
// another day, and after it was withdrawn.
func TestWhatSpeaksOfAPlaceIsListedByDay(t *testing.T) {
	s := open(t)
	items := extracted(t, s, accession(t, s), "a", "b", "c", "d")
	iowa := []archive.PlaceLink{at(1, 0, "Iowa", "us/ia")}
	report := archive.PeriodLink{Period: archive.Period{From: "2017-10-01", Until: "2018-01-01"}, Label: "FY2018 Q1", Granularity: "quarter"}
	for _, o := range []Outcome{{Date: "2017-02-03"}, {Date: ""}, {Date: "2018-01-09", Period: &report}, {Date: "2017-02-28"}} {
		linked(t, s, claim(t, s, "l", noon, StepLink), o, iowa)
	}
	says := func(want, months string) {
		t.Helper()
		all, err := s.Speaking(t.Context(), "us/ia", Speakers{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, x := range all {
			got += x.Name
		}
		of, err := s.TotalsBySource(t.Context(), "us/ia")
		if err != nil {
			t.Fatal(err)
		}
		var sums []string
		for _, m := range of {
			sums = append(sums, fmt.Sprintf("%s-%s:%d", m.Year, m.Month, m.Items))
		}
		if got != want || strings.Join(sums, " ") != months {
			t.Errorf("%s, want %s; %s, want %s", got, want, strings.Join(sums, " "), months)
		}
	}
	says("cdab", "-:1 2017-02:2 2017-10:1")
	for when, want := range map[string]string{"2017": "cda", "2017-02": "da", "2017-10": "c", "2018": ""} {
		all, err := s.Speaking(t.Context(), "us/ia", Speakers{Limit: 10, When: when})
		got := ""
		for _, x := range all {
			got += x.Name
		}
		if err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", when, got, err, want)
		}
	}
	if _, err := s.write.Exec(`DELETE FROM job; INSERT INTO job (item, step, attempt, owner, lease_until) SELECT id, 'link', 0, '', 0 FROM item WHERE name = 'b'`); err != nil {
		t.Fatal(err)
	}
	linked(t, s, claim(t, s, "l", noon, StepLink), Outcome{Date: "2019-05-05"}, iowa)
	says("bcda", "2017-02:2 2017-10:1 2019-05:1")
	if _, err := s.Withdraw(t.Context(), archive.Withdrawal{Item: items[3], Reason: "r", By: "Ann"}, noon); err != nil {
		t.Fatal(err)
	}
	says("bca", "2017-02:1 2017-10:1 2019-05:1")
}

func TestDecisionsOutliveLinking(t *testing.T) {
	s, ctx := open(t), t.Context()
	numbers := extracted(t, s, accession(t, s), "a", "b", "c")
	doubtful := func(start int) archive.PlaceLink {
		return at(1, start, "Franklin County", "us/ia/franklin-county", "us/ny/franklin-county")
	}
	text := func(item string) []archive.PlaceLink {
		if item == numbers[2] {
			return []archive.PlaceLink{at(1, 0, "FRANKLIN  COUNTY,", "us/ia/franklin-county", "us/ny/franklin-county"), at(1, 40, "Ames", "us/ia/story-county/ames")}
		}
		return []archive.PlaceLink{doubtful(0), doubtful(30), at(1, 60, "Story", "us/ia/story-county")}
	}
	links := func(item string) string {
		all, err := s.ItemPlaces(ctx, item, Places{})
		if err != nil {
			t.Fatal(err)
		}
		var b []string
		for _, p := range all {
			v := p.Slug
			if p.Struck {
				v = "-" + v
			}
			b = append(b, v)
		}
		return strings.Join(b, " ")
	}
	check := func(when string, want ...string) {
		t.Helper()
		for i, w := range want {
			if got := links(numbers[i]); got != w {
				t.Errorf("%s, item %d: %q, want %q", when, i, got, w)
			}
		}
	}
	decide := func(d Decision) Decision {
		t.Helper()
		d.By = "Ann"
		made, err := s.Decide(ctx, d, above, noon)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	relinkAll(t, s, text)
	check("found", "  us/ia/story-county", "  us/ia/story-county", " us/ia/story-county/ames")
	d, err := s.Doubts(ctx, "", 10, 0)
	if err != nil || len(d) != 1 || d[0].Words != "franklin county" || d[0].Items != 3 || d[0].Links != 5 || len(d[0].Candidates) != 2 || d[0].Item != numbers[0] {
		t.Errorf("%+v, %v", d, err)
	}

	words := "Franklin County"
	source := decide(Decision{Act: ActSettle, Scope: ScopeSource, Source: "ICE", Words: words, Jurisdiction: jurisdiction("us/ny/franklin-county")})
	if source.Applied != 5 {
		t.Errorf("applied to %d", source.Applied)
	}
	check("of the source", "us/ny/franklin-county us/ny/franklin-county us/ia/story-county", "us/ny/franklin-county us/ny/franklin-county us/ia/story-county", "us/ny/franklin-county us/ia/story-county/ames")
	decide(Decision{Act: ActSettle, Scope: ScopeItem, Item: numbers[1], Words: words, Jurisdiction: jurisdiction("us/pa/franklin-county")})
	one := decide(Decision{Act: ActSettle, Scope: ScopeLink, Item: numbers[1], Page: 1, Start: 30, End: 45, Words: words, Jurisdiction: jurisdiction("us/ia/franklin-county")})
	if one.Was != "us/pa/franklin-county" {
		t.Errorf("was %q", one.Was)
	}
	struck := decide(Decision{Act: ActStrike, Scope: ScopeLink, Item: numbers[0], Page: 1, Start: 60, End: 65, Words: "Story", Reason: "a surname"})
	decide(Decision{Act: ActAdd, Scope: ScopeLink, Item: numbers[2], Page: 1, Start: 50, End: 56, Words: "Gotham", Jurisdiction: jurisdiction("us/ny")})
	want := []string{
		"us/ny/franklin-county us/ny/franklin-county -us/ia/story-county",
		"us/pa/franklin-county us/ia/franklin-county us/ia/story-county",
		"us/ny/franklin-county us/ia/story-county/ames us/ny",
	}
	check("the narrowest", want...)
	if total, err := s.Total(ctx, "us/ia/story-county"); err != nil || total.Items != 2 || total.Links != 2 {
		t.Errorf("%+v, %v", total, err)
	}
	jobs, err := s.ToIndex(ctx, 10)
	if err != nil || len(jobs) != 3 {
		t.Errorf("%d to index, %v", len(jobs), err)
	}

	if err := s.RelinkOlder(ctx, 2, 0); err != nil {
		t.Fatal(err)
	}
	if n := relinkAll(t, s, text); n != 3 {
		t.Errorf("%d linked again", n)
	}
	check("linked again", want...)

	if err := s.UndoDecision(ctx, struck.ID, "Bob", "it is the county", noon); err != nil {
		t.Fatal(err)
	}
	if err := s.UndoDecision(ctx, struck.ID, "Bob", "", noon); !errors.Is(err, archive.ErrConflict) {
		t.Errorf("undone twice: %v", err)
	}
	if err := s.UndoDecision(ctx, source.ID, "Bob", "", noon); err != nil {
		t.Fatal(err)
	}
	check("undone", "  us/ia/story-county", want[1], " us/ia/story-county/ames us/ny")
	all, err := s.Decisions(ctx, numbers[0])
	if err != nil || len(all) != 2 || all[0].ID != struck.ID || all[0].UndoneBy != "Bob" || all[0].Holds() || all[0].WhyUndone == "" {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestDecisionsThatMakeNoSense(t *testing.T) {
	s := open(t)
	number := extracted(t, s, accession(t, s), "a")[0]
	relinkAll(t, s, func(string) []archive.PlaceLink { return []archive.PlaceLink{at(1, 0, "Ames", "us/ia/ames")} })
	ames, ia := archive.Jurisdiction{}, jurisdiction("us/ia")
	here := Decision{Scope: ScopeLink, Item: number, Page: 1, End: 4, Words: "Ames", By: "Ann"}
	with := func(f func(*Decision)) Decision { d := here; f(&d); return d }
	for _, c := range []struct {
		d    Decision
		want error
	}{
		{with(func(d *Decision) { d.Act, d.Jurisdiction = "praise", ia }), archive.ErrInvalid},
		{with(func(d *Decision) { d.Act, d.Jurisdiction = ActSettle, ames }), archive.ErrInvalid},
		{with(func(d *Decision) { d.Act = ActStrike }), archive.ErrInvalid}, // no reason
		{with(func(d *Decision) { d.Act, d.Jurisdiction, d.By = ActSettle, ia, " " }), archive.ErrInvalid},
		{with(func(d *Decision) { d.Act, d.Jurisdiction, d.Words = ActSettle, ia, "" }), archive.ErrInvalid},
		{with(func(d *Decision) { d.Act, d.Reason, d.Scope = ActStrike, "x", ScopeItem }), archive.ErrInvalid},
		{with(func(d *Decision) { d.Act, d.Jurisdiction, d.Scope = ActSettle, ia, ScopeSource }), archive.ErrInvalid},
		{with(func(d *Decision) { d.Act, d.Jurisdiction, d.End = ActSettle, ia, 0 }), archive.ErrInvalid},
		{with(func(d *Decision) { d.Act, d.Jurisdiction, d.Start = ActSettle, ia, 1 }), archive.ErrNotFound},
		{with(func(d *Decision) { d.Act, d.Jurisdiction, d.Item = ActSettle, ia, "2026-009-0001" }), archive.ErrNotFound},
		{with(func(d *Decision) { d.Act, d.Jurisdiction = ActAdd, ia }), archive.ErrConflict},
	} {
		if _, err := s.Decide(t.Context(), c.d, above, noon); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c.d, err)
		}
	}
	if all, err := s.Decisions(t.Context(), ""); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

// TestACollectionThatGrewIsLinkedAgain: what was linked early and is not
// certain is linked again as its collection grows, and the prior of an item
// leaves the item itself out.
func TestACollectionThatGrewIsLinkedAgain(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	links := map[string]int{}
	var items []string
	for i := range 20 {
		items = append(items, extracted(t, s, number, strconv.Itoa(i))...)
		relinkAll(t, s, func(item string) []archive.PlaceLink {
			links[item]++
			if item == items[0] { // certain
				l := at(1, 0, "Ames", "us/ia/story-county/ames")
				l.Confidence = 1
				return []archive.PlaceLink{l}
			}
			return []archive.PlaceLink{at(1, 0, "Story County", "us/ia/story-county")}
		})
	}
	if links[items[0]] != 1 || links[items[1]] != 4 || links[items[4]] != 2+1 || links[items[10]] != 1 {
		t.Errorf("%v", links)
	}
	it, err := s.Item(t.Context(), items[3])
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Prior(t.Context(), it)
	if err != nil || p.Items != 19 || len(p.Places) != 2 || p.Places[0].Slug != "us/ia" || p.Places[1].Slug != "us/ia/story-county" || p.Places[0].Items != 19 {
		t.Errorf("%+v, %v", p, err)
	}
}

// TestAMillionRows takes in a county in each of a million rows, where the
// environment asks for it, and says what it costs.
func TestAMillionRows(t *testing.T) {
	rows, _ := strconv.Atoi(os.Getenv("READINGROOM_ROWS"))
	if rows == 0 {
		t.Skip("READINGROOM_ROWS is not set")
	}
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	number := extracted(t, s, accession(t, s), "a")[0]
	j := claim(t, s, "l", noon, StepLink)
	l, err := s.Link(t.Context(), j, 1)
	if err != nil {
		t.Fatal(err)
	}
	l.Above = above
	begun := time.Now()
	step := func(what string) {
		t.Logf("%s: %.1f s", what, time.Since(begun).Seconds())
		begun = time.Now()
	}
	for i := range rows {
		county := i * 7919 % 3144
		p := inRow(at(0, 0, fmt.Sprintf("County %d", county), fmt.Sprintf("us/s%d/county-%d", county%51, county)), 0, 1, i+2, 3)
		if county%40 == 0 {
			p = inRow(at(0, 0, fmt.Sprintf("County %d", county), fmt.Sprintf("us/s1/county-%d", county), fmt.Sprintf("us/s2/county-%d", county)), 0, 1, i+2, 3)
		}
		if err := l.Place(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	step("written")
	if err := l.Done(t.Context(), Outcome{}); err != nil {
		t.Fatal(err)
	}
	step("done")
	if _, err := s.write.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rows: %d bytes each", rows, info.Size()/int64(rows))
	all, err := s.ItemPlaces(t.Context(), number, Places{Slug: "us/s7", Limit: 50})
	if err != nil || len(all) != 50 {
		t.Errorf("%d, %v", len(all), err)
	}
	step("a page of 50")
	n := 0
	for _, err := range s.Spoken(t.Context(), number) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != rows {
		t.Errorf("%d rows speak", n)
	}
	step("gone through")
}
