package search

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
)

func (a *testArchive) all(r Request, most int) (*All, []Hit) {
	a.t.Helper()
	all, err := a.All(a.t.Context(), r, most)
	if err != nil {
		a.t.Fatal(err)
	}
	var hits []Hit
	for h, err := range all.Hits(a.t.Context()) {
		if err != nil {
			a.t.Fatal(err)
		}
		hits = append(hits, h)
	}
	return all, hits
}

// All gives the places that Search finds, however many, in the order of their
// documents.
func TestAllIsWhatSearchFinds(t *testing.T) {
	a := library(t)
	for _, r := range []Request{
		{Query: "ventura"},
		{Query: "detainer", Kinds: []string{"row"}},
		{Query: "detainer", Kinds: []string{"page", "item"}},
		{Query: "county -draft", Filters: map[string][]string{"source": {"ICE"}}},
		{Query: "detain*", Item: testNumber(1)},
		{Query: "", Kinds: []string{"row"}},
		{Query: ""},
		{Query: "kind:spreadsheet", Kinds: []string{"row"}},
		{Query: "nowhere at all"},
	} {
		all, hits := a.all(r, 1000)
		var got []string
		for _, h := range hits {
			s := strings.TrimLeft(h.Item[len(h.Item)-4:], "0")
			if l := h.Locator.String(); l != "" {
				s += ":" + l
			}
			got = append(got, s)
		}
		slices.Sort(got)
		res := a.search(r)
		if want := a.found(r); strings.Join(got, " ") != want || all.Count != res.Count || all.Items != res.Items || all.Given != len(hits) || all.ReadAs != res.ReadAs {
			t.Errorf("%+v: got %s, want %s; %d of %d", r, got, want, all.Given, all.Count)
		}
	}
}

func TestAllOfALongTable(t *testing.T) {
	a := newArchive(t)
	table := testTable{sheet: "S", header: []string{"Jail"}}
	for n := range 2000 {
		table.rows = append(table.rows, []string{fmt.Sprintf("jail number%d", n%2)})
	}
	a.index(testDoc{n: 1, tables: []testTable{table, {sheet: "T", header: []string{"Other", "Jail"}, rows: [][]string{{"a", "jail number1"}}}}}, testDoc{n: 2, title: "a jail", pages: []string{"no number1"}})
	all, hits := a.all(Request{Query: "number1", Kinds: []string{"row"}}, 100_000)
	if len(hits) != 1001 || all.Count != 1001 {
		t.Fatalf("%d of %d", len(hits), all.Count)
	}
	if h := hits[0]; h.Locator.String() != "S!3" || h.Row != 3 || !h.Hidden || h.Cells[0] != "jail number1" || h.Header[0] != "Jail" {
		t.Errorf("%+v", h)
	}
	if h := hits[1000]; h.Locator.String() != "T!2" || h.Cells[0] != "a" || h.Header[1] != "Jail" {
		t.Errorf("%+v", h)
	}
	if !slices.IsSortedFunc(hits[:1000], func(x, y Hit) int { return x.Row - y.Row }) {
		t.Error("the rows are not in their order")
	}
	var headers []string
	for h, err := range all.Headers(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		headers = append(headers, strings.Join(h, "|"))
	}
	if strings.Join(headers, "; ") != "Jail; Other|Jail" {
		t.Error(headers)
	}
	if all, hits = a.all(Request{Query: "number1", Kinds: []string{"row"}}, 7); len(hits) != 7 || all.Given != 7 || all.Count != 1001 || hits[6].Row != 15 {
		t.Errorf("%d of %d", len(hits), all.Count)
	}
	for range all.Hits(t.Context()) {
		break
	}
	// What is taken away in the meantime is passed over.
	all, _ = a.all(Request{Query: "number1"}, 2000)
	if err := a.Remove(t.Context(), testNumber(1)); err != nil {
		t.Fatal(err)
	}
	n := 0
	for h, err := range all.Hits(t.Context()) {
		if n++; err != nil || h.Item != testNumber(2) {
			t.Errorf("%+v %v", h, err)
		}
	}
	if n != 1 {
		t.Errorf("%d places are left", n)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for _, err := range all.Hits(ctx) {
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	if _, err := a.All(t.Context(), Request{Kinds: []string{"x"}}, 1); !errors.Is(err, archive.ErrInvalid) {
		t.Error(err)
	}
}

// A stamp is no text of the page, whether marks tell it or its words do.
func TestStampsAreAside(t *testing.T) {
	const produced = "STATE DEPT. - PRODUCED TO HOUSE SELECT BENGHAZI COMM."
	const body = "The ambassador was in Benghazi, of all places, before he wrote this page to the committee."
	for _, c := range []struct {
		page archive.Page
		want string
	}{
		{archive.Page{Text: produced + "\nDone.\n" + body}, produced},
		{archive.Page{Text: body}, ""},
		{archive.Page{Width: 612, Text: produced + "\n" + body, Marks: []archive.Mark{{Kind: archive.MarkStamp, Text: produced}, {Kind: archive.MarkBates, Text: "ICE-000123"}}}, produced},
	} {
		if got := pageAside(c.page); got != c.want {
			t.Errorf("%+v: %q", c.page, got)
		}
	}
	a := newArchive(t)
	a.index(testDoc{n: 1, pages: []string{produced + "\nDone."}}, testDoc{n: 2, pages: []string{body}})
	if got := a.search(Request{Query: "benghazi"}).Groups; len(got) != 2 || got[0].Item.Number != testNumber(2) {
		t.Errorf("%+v", got)
	}
}

// What stands beside the text ranks below what stands in it: labels above a row,
// the footer that every page has.
func TestAside(t *testing.T) {
	a := newArchive(t)
	pages := []string{"A long report on the jails of the state, with many a word of all kinds and of no interest.", "Of Alameda nothing is said but once, among many other words of a long page.", "Nothing"}
	a.index(testDoc{n: 1, pages: pages, footer: "Report of Alameda County, Alameda, page footer"})
	a.index(testDoc{n: 2, tables: []testTable{{sheet: "S", header: []string{"Jail"}, rows: [][]string{{"x"}, {"y"}, {"Santa Rita"}, {"A jail that stands in Alameda County and has a name that goes on and on"}, {"Glenn Dyer"}}, group: []string{"Alameda County"}}}})
	for _, c := range []struct {
		query, kind string
		want        []string
	}{
		{"alameda", "page", []string{"p2", "p3", "p1"}},
		{"alameda", "row", []string{"S!5", "S!4", "S!6"}},
		{`"alameda county"`, "row", []string{"S!5", "S!4", "S!6"}},
		{"alam*", "row", []string{"S!5", "S!4", "S!6"}},
		{"alamedas", "row", []string{"S!5", "S!4", "S!6"}},
		{"alameda glenn", "row", []string{"S!6"}},
		{`"page footer"`, "page", []string{"p3", "p2", "p1"}},
	} {
		var got []string
		for _, g := range a.search(Request{Query: c.query, Kinds: []string{c.kind}, Places: 100}).Groups {
			for _, h := range g.Hits {
				got = append(got, h.Locator.String())
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %s, want %s", c.query, got, c.want)
		}
	}
}
