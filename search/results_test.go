package search

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/search/analysis"
)

func TestFacets(t *testing.T) {
	a := library(t)
	for _, c := range []struct {
		req    Request
		found  string
		facets string
	}{
		{
			Request{Query: "jail OR prison"},
			"1:p1 2:p1 3 3:Declined!5 5:p1",
			"kind email:1 pdf:1 spreadsheet:1 text:1 | source County of Ventura:2 ICE:2 Jane Doe:1 | year 2016:2 2015:2",
		},
		{
			Request{Query: "jail OR prison", Filters: map[string][]string{"kind": {"pdf"}}},
			"1:p1",
			"kind email:1 pdf:1* spreadsheet:1 text:1 | source County of Ventura:1 ICE:1 | year 2015:1",
		},
		{
			Request{Query: "jail OR prison", Filters: map[string][]string{"kind": {"pdf", "email"}}},
			"1:p1 2:p1",
			"kind email:1* pdf:1* spreadsheet:1 text:1 | source County of Ventura:2 ICE:1 | year 2016:1 2015:1",
		},
		{
			Request{Query: "jail OR prison", Filters: map[string][]string{"kind": {"pdf"}, "year": {"2016"}}},
			"",
			"kind email:1 spreadsheet:1 pdf:0* | source | year 2016:0* 2015:1",
		},
		{
			Request{Query: "jail OR prison", Filters: map[string][]string{"source": {"ICE"}, "year": {"2015"}}},
			"1:p1",
			"kind pdf:1 | source County of Ventura:1 ICE:1* Jane Doe:1 | year 2016:1 2015:1*",
		},
		{
			Request{Filters: map[string][]string{"source": {"ICE"}}},
			"1 3",
			"kind pdf:1 spreadsheet:1 | source County of Ventura:2 ICE:2* Jane Doe:1 | year 2016:1 2015:1",
		},
		{
			Request{Query: "jail OR prison", Filters: map[string][]string{"kind": {"nosuch", ""}}},
			"",
			"kind email:1 pdf:1 spreadsheet:1 text:1 nosuch:0* | source | year",
		},
		{
			Request{Query: "jail", Kinds: []string{"row"}},
			"3:Declined!5",
			"kind spreadsheet:1 | source ICE:1 | year 2016:1",
		},
		{
			Request{Query: "jail", Kinds: []string{"item", "page", "item"}},
			"1:p1 3 5:p1",
			"kind pdf:1 spreadsheet:1 text:1 | source ICE:2 County of Ventura:1 Jane Doe:1 | year 2016:1 2015:2",
		},
		{Request{Query: "jail", Item: "2026-001-0005"}, "5:p1", "kind text:1 | source Jane Doe:1 | year 2015:1"},
		{Request{Query: "jail", Item: "2026-001-0003"}, "3 3:Declined!5", "kind spreadsheet:1 | source ICE:1 | year 2016:1"},
		{Request{Item: "2026-001-0003"}, "3", "kind spreadsheet:1 | source ICE:1 | year 2016:1"},
		{Request{Query: "jail", Item: "nosuch"}, "", "kind | source | year"},
		{Request{Kinds: []string{"page"}, Item: "2026-001-0001"}, "1:p1 1:p2 1:p3", "kind pdf:1 | source County of Ventura:1 ICE:1 | year 2015:1"},
	} {
		if got := a.found(c.req); got != c.found {
			t.Errorf("%+v\n got %s\nwant %s", c.req, got, c.found)
		}
		var parts []string
		for _, f := range a.search(c.req).Facets {
			s := f.Name
			if s != "kind" && s != "source" && s != "year" {
				continue
			}
			for _, v := range f.Values {
				s += fmt.Sprintf(" %s:%d", v.Value, v.Count)
				if v.Selected {
					s += "*"
				}
			}
			parts = append(parts, s)
		}
		if got := strings.Join(parts, " | "); got != c.facets {
			t.Errorf("%+v\n got %s\nwant %s", c.req, got, c.facets)
		}
	}
	for _, req := range []Request{{Kinds: []string{"table"}}, {Filters: map[string][]string{"colour": {"red"}}}} {
		if _, err := a.Search(t.Context(), req); !errors.Is(err, archive.ErrInvalid) {
			t.Errorf("%+v: got %v", req, err)
		}
	}
}

// order prints the items in the order in which they are shown.
func order(res Results) string {
	var out []string
	for _, g := range res.Groups {
		out = append(out, strings.TrimLeft(g.Item.Number[len(g.Item.Number)-4:], "0"))
	}
	return strings.Join(out, " ")
}

func TestOrder(t *testing.T) {
	a := newArchive(t)
	filler := strings.Repeat("lorem ipsum dolor sit amet ", 40)
	a.index(
		testDoc{n: 1, date: "2014-01-01", pages: []string{"one target in a long page " + filler}},
		testDoc{n: 2, date: "2016-01-01", pages: []string{"the target, this target"}},
		testDoc{n: 3, pages: []string{"targets and targeting, these forms"}},
		testDoc{n: 4, date: "2016-01-01", title: "Target list", pages: []string{filler, "a target " + filler}},
		testDoc{n: 5, date: "2015-01-01", pages: []string{filler}},
	)
	for _, c := range []struct {
		req   Request
		order string
		count int
		items int
	}{
		{Request{Query: "target"}, "4 2 3 1", 5, 4},
		{Request{Query: "target", Limit: 2}, "4 2", 5, 4},
		{Request{Query: "target", Limit: 2, Offset: 1}, "2 3", 5, 4},
		{Request{Query: "target", Limit: 2, Offset: 3}, "1", 5, 4},
		{Request{Query: "target", Offset: 1000}, "", 5, 4},
		{Request{}, "2 4 5 1 3", 5, 5},
		{Request{Limit: 1, Offset: -1}, "2", 5, 5},
	} {
		res := a.search(c.req)
		if got := order(res); got != c.order || res.Count != c.count || res.Items != c.items {
			t.Errorf("%+v: got %s, %d places, %d items; want %s, %d, %d", c.req, got, res.Count, res.Items, c.order, c.count, c.items)
		}
		if again := order(a.search(c.req)); again != c.order {
			t.Errorf("%+v: the second time %s", c.req, again)
		}
	}
}

// Pages of results are the same whether few or all are put in order.
func TestPages(t *testing.T) {
	a := newArchive(t)
	var docs []testDoc
	for n := range 300 {
		docs = append(docs, testDoc{
			n: n + 1, date: fmt.Sprintf("20%02d-01-01", n*7%50), sources: []string{fmt.Sprint("S", n)},
			pages: []string{strings.Repeat("target ", n%5+1) + strings.Repeat("filler ", n%11)},
		})
	}
	a.index(docs...)
	for _, q := range []string{"", "target"} {
		whole := order(a.search(Request{Query: q, Limit: 300}))
		var parts []string
		for offset := 0; offset < 300; offset += 60 {
			parts = append(parts, order(a.search(Request{Query: q, Limit: 60, Offset: offset})))
		}
		if got := strings.Join(parts, " "); got != whole || strings.Count(whole, " ") != 299 {
			t.Errorf("%q: by pages %s\nat once %s", q, got, whole)
		}
	}
	sources := a.search(Request{Filters: map[string][]string{"source": {"S99"}}}).Facets[2].Values
	if n := len(sources); n != maxValues+1 || !sources[n-1].Selected {
		t.Errorf("%d sources are listed, the last %+v", n, sources[n-1])
	}
}

// A row is found by the labels that stand above it, and says which they are.
func TestRowUnderALabel(t *testing.T) {
	r := archive.Row{Cells: []string{"Polk County", "7"}, Group: []string{"Iowa", "Polk County"}}
	if got, want := rowText(r), strings.Join([]string{"Polk County", "7", "Iowa"}, string(analysis.CellEnd)); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if len(r.Cells) != 2 {
		t.Errorf("the row was changed: %q", r.Cells)
	}
}

func TestHit(t *testing.T) {
	a := library(t)
	res := a.search(Request{Query: `ventura "no detainer" salary`})
	if len(res.Groups) != 1 || len(res.Groups[0].Hits) != 1 {
		t.Fatalf("got %+v", res.Groups)
	}
	g, h := res.Groups[0], res.Groups[0].Hits[0]
	if g.Item.Title != "Top 50 jails" || g.Item.Kind != archive.KindSpreadsheet || g.Item.Digest != archive.DigestOf([]byte("3")) ||
		g.Item.Date != "2016-01-15" || g.Item.Accession != "2026-001" || strings.Join(g.Sources, ",") != "ICE" {
		t.Errorf("item %+v of %q", g.Item, g.Sources)
	}
	if h.Item != "2026-001-0003" || h.Kind != "row" || h.Table != 1 || h.Row != 2 || h.Locator.String() != "Declined!2" || h.Score <= 0 {
		t.Errorf("hit %+v", h)
	}
	if got := strings.Join(h.Header, "|"); got != "County|Salary|Reason declined" {
		t.Errorf("header %s", got)
	}
	if got := strings.Join(h.Cells, "|"); got != "Ventura|5000|no detainer" || fmt.Sprint(h.Matched) != "[0 1 2]" {
		t.Errorf("cells %s, of which %v matched", got, h.Matched)
	}
	if got := showSnippet(h.Snippet); got != "[Ventura] · 5000 · [no detainer]" {
		t.Errorf("snippet %s", got)
	}
	for _, c := range []struct{ query, kind, snippet string }{
		{"jane doe", "item", "[Jane] [Doe] <[jane].[doe]@lakecounty.gov>"},
		{"from:doe", "item", "Jane [Doe] <jane.[doe]@lakecounty.gov>"},
		{"top50", "item", "[top50].xlsx"},
		{"", "item", "Re: budget for 2016"},
		{"item:2026-001-0003", "item", "Top 50 jails"},
		{"redacted", "page", "[Redacted] under (b)(7)(C) and (b)(6). The settlement of $5,000 was paid in case 17-cv-01234."},
		{"(b)(6) -jail", "page", "Redacted under (b)(7)(C) and [(b)(6)]. The settlement of $5,000 was paid in case 17-cv-01234."},
	} {
		h := a.search(Request{Query: c.query}).Groups[0].Hits[0]
		if got := showSnippet(h.Snippet); got != c.snippet || h.Kind != c.kind {
			t.Errorf("%s: got a %s, %s; want a %s, %s", c.query, h.Kind, got, c.kind, c.snippet)
		}
	}
}

// What the labels of a table say holds for its rows, and is shown; what a note
// under it says does not.
func TestRowByLabels(t *testing.T) {
	a := newArchive(t)
	a.index(testDoc{n: 1, kind: archive.KindSpreadsheet, title: "f", tables: []testTable{{
		sheet: "S", title: "Declined detainers by county", header: []string{"Place", "Bookings"}, notes: []string{"* Ventura reported late."},
		rows: [][]string{{"Ventura County", "5"}, {"Denver County", "7"}, {"Lake County", "9"}, {"Polk", "11"}}, group: []string{"Iowa"},
	}}})
	for _, c := range []struct{ query, found, snippet, matched, under string }{
		{"ventura county", "1:S!2", "[Ventura] [County] · 5", "[0]", ""},
		{"denver ventura", "", "", "", ""},
		{"denver booking", "1:S!3", "[Denver] County · 7", "[0 1]", ""},
		{"denver detainer", "1:S!3", "[Denver] County · 7 · Declined [detainers] by county", "[0]", "Declined [detainers] by county"},
		{"lake iowa detainer", "1:S!4", "[Lake] County · 9 · [Iowa] · Declined [detainers] by county", "[0]", "[Iowa] / Declined [detainers] by county"},
		{"polk iowa", "1:S!5", "[Polk] · 11 · [Iowa]", "[0]", "[Iowa]"},
		{"detainers bookings", "", "", "", ""},
	} {
		res := a.search(Request{Query: c.query})
		if got := places(res); got != c.found {
			t.Errorf("%s: %s, want %s", c.query, got, c.found)
		}
		if c.found == "" || len(res.Groups) == 0 {
			continue
		}
		h := res.Groups[0].Hits[0]
		if s, u, m := showSnippet(h.Snippet), showSnippet(h.Under), fmt.Sprint(h.Matched); s != c.snippet || u != c.under || m != c.matched {
			t.Errorf("%s\n got %s, cells %s, under %q\nwant %s, cells %s, under %q", c.query, s, m, u, c.snippet, c.matched, c.under)
		}
	}
}

func TestNotes(t *testing.T) {
	a := library(t)
	for _, c := range []struct {
		req   Request
		notes string
	}{
		{Request{Query: "ventura"}, ""},
		{Request{Query: "nosuchword"}, "nosuchword is found nowhere."},
		{Request{Query: "ventura nosuchword"}, "ventura alone has 4 hits in 3 documents.|nosuchword is found nowhere."},
		{Request{Query: `"no prison" budget -draft`}, `"no prison" is found nowhere.|budget alone has 2 hits in 1 document.`},
		{Request{Query: "kind:email policy"}, "kind:email alone has 1 hit in 1 document.|policy alone has 1 hit in 1 document."},
		{Request{Query: "policy", Filters: map[string][]string{"kind": {"pdf"}}}, "policy is found nowhere in what was chosen; without that choice it has 1 hit in 1 document."},
		{Request{Query: "nosuchword", Filters: map[string][]string{"kind": {"pdf"}}}, "nosuchword is found nowhere."},
		{Request{Query: "-(a OR -a)"}, ""},
		{Request{Query: "period:zzz"}, "period:zzz was left out: it is not a period: write 2017, 2017-01, 2017-Q1, FY2017-Q1 or 2017-01-28..2017-02-03.|There is no word to look for in this; all documents are shown."},
		{Request{Query: "date:zzz"}, "date:zzz was left out: zzz is not a date: write 2017, 2017-01, 2017-Q1, FY2017 or 2017-01-28.|There is no word to look for in this; all documents are shown."},
		{Request{Query: "policy -period:zzz"}, "period:zzz was left out: it is not a period: write 2017, 2017-01, 2017-Q1, FY2017-Q1 or 2017-01-28..2017-02-03."},
		{Request{Query: "column:reason"}, `Where no column is called just "reason", "Reason declined" was taken for it.`},
		{Request{Query: "column:reason:jail"}, `Where no column is called just "reason", "Reason declined" was taken for it.`},
		{Request{Query: "column:salary"}, ""},
		{Request{Query: "column:reason>5 jail"}, `column:"reason">5 is found nowhere.|jail alone has 4 hits in 3 documents.`},
		{Request{Query: strings.Repeat("(", 20) + "ventura"}, "Brackets more than 16 deep were ignored."},
	} {
		res := a.search(c.req)
		if got := strings.Join(res.Notes, "|"); got != c.notes {
			t.Errorf("%+v\n got %s\nwant %s", c.req, got, c.notes)
		}
	}
	if res := a.search(Request{Query: "Jail  (prison OR NOT draft)"}); res.Query != "Jail prison OR -draft" || res.ReadAs != "Jail AND (prison OR NOT draft)" {
		t.Errorf("typed %q, read as %q", res.Query, res.ReadAs)
	}
}

// Queries made to be costly are answered, or end with their context.
func TestHostileQueries(t *testing.T) {
	a := newArchive(t)
	var words []string
	for i := range 2000 {
		words = append(words, fmt.Sprintf("word%04d", i))
	}
	a.index(
		testDoc{n: 1, pages: []string{strings.Join(words, " "), strings.Repeat("the of the ", 50000), strings.Repeat("x", 1<<20), strings.Repeat("(b)", 50000), strings.Repeat("a-", 50000), strings.Repeat("1,", 50000), strings.Repeat("日", 20000)}},
		testDoc{n: 2, pages: []string{strings.Join(words[:300], " ")}},
	)
	for _, c := range []struct {
		query string
		count int
		note  string
	}{
		{"word0*", 2, "word0* stands for 1,000 words; the 256 most frequent were looked for."},
		{"w*", 2, "w* stands for 2,000 words; the 256 most frequent were looked for."},
		{strings.Repeat("w* OR ", 60) + "x*", 3, ""},
		{"word000~", 2, ""},
		{`"the of"`, 1, ""},
		{`"the the"`, 1, ""},
		{`"` + strings.Repeat("the of ", 200) + `"`, 0, "Only the first 50 words of a phrase were looked for."},
		{strings.Repeat("x", 3000), 1, ""},
		{strings.Repeat("(b)", 1000), 1, ""},
		{strings.Repeat("日", 1000), 1, "Only the first 50 words of a phrase were looked for."},
		{strings.Repeat("-", 3000) + "the", 9, ""},
		{strings.Repeat("-(the OR ", 300), 0, ""},
		{strings.Repeat("word0001 ", 10000), 2, ""},
		{strings.Repeat("\xff\"(", 1000), 2, ""},
		{"\u202eeht\u202c", 0, ""},
		{strings.Repeat("*o* OR ", 500) + "*x*", 4, "the 16 most frequent were looked for."},
		{strings.Repeat("?o*0 ", 500), 2, "Only the first 64 words were looked for"},
		{"/(((((a{30}){30}){2}))))/", 0, "is no regular expression that can be looked for"},
		{"/(x+x+)+y/", 0, ""},
		{"/(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)9/", 2, ""},
		{"/[^a]{0,200}/", 4, "the 256 most frequent were looked for."},
		{strings.Repeat("the NEAR/100 ", 60) + "of", 1, ""},
		{strings.Repeat("word0*~ ", 64), 2, ""},
		{"the of the", 1, ""},
		{"!!! ... ??? ---", 2, "There is no word to look for"},
		{strings.Repeat(`column:"a":`, 300), 0, ""},
		{strings.Repeat("amount:>=1 ", 64), 0, ""},
		{"date:" + strings.Repeat("9", 3000), 2, "was left out"},
		{"bates:A-" + strings.Repeat("9", 3000) + ".." + strings.Repeat("9", 900), 2, "was left out"},
		{"pages:" + strings.Repeat("1..", 1000), 2, ""},
		{"word0001^" + strings.Repeat("9", 3000), 2, ""},
	} {
		began := time.Now()
		res := a.search(Request{Query: c.query, Explain: true})
		if d := time.Since(began); d > 20*time.Second {
			t.Errorf("%.40q took %v", c.query, d)
		}
		if c.count != res.Count && !strings.HasPrefix(c.query, "-(") {
			t.Errorf("%.40q: got %d places, want %d", c.query, res.Count, c.count)
		}
		if !strings.Contains(strings.Join(res.Notes, "|"), c.note) {
			t.Errorf("%.40q: notes %q, want %q", c.query, res.Notes, c.note)
		}
		for _, g := range res.Groups {
			for _, h := range g.Hits {
				if n := len(h.Snippet.String()); n > 4*snippetBytes {
					t.Errorf("%.40q: a snippet of %d bytes", c.query, n)
				}
			}
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Search(ended, Request{Query: "the"}); !errors.Is(err, context.Canceled) {
		t.Errorf("after its context ended: %v", err)
	}
	if err := a.Embedded.Index(ended, nil); err != nil {
		t.Errorf("nothing to index: %v", err)
	}
}

// Whatever is typed is answered, and counts what it shows.
func FuzzSearch(f *testing.F) {
	for _, s := range []string{
		`ventura "no detainer" -jail`, `(jail OR kind:email) NOT year:201*`, `title:re* from:"jane doe" 5000~`, `-(salary OR -b*) (b)(6) 17-cv`,
		`*ai* NEAR/3 w?ld~ "a b"~2 /x.*/ (a b)^2`, `column:"County":v* column:Salary>=100 amount:1..9k`, `date:2015..2016 pages:>1 size:1KB place:"Franklin County" exemption:b6 bates:A-1..9`,
	} {
		f.Add(s)
	}
	a := library(f)
	f.Fuzz(func(t *testing.T, s string) {
		res, err := a.Search(t.Context(), Request{Query: s, Limit: 100, Places: 100, Explain: len(s)%2 == 0})
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		count := 0
		for _, g := range res.Groups {
			count += len(g.Hits)
			if g.Count != len(g.Hits) {
				t.Errorf("%q: item %s counts %d, shows %d", s, g.Item.Number, g.Count, len(g.Hits))
			}
		}
		if count != res.Count || len(res.Groups) != res.Items {
			t.Errorf("%q: %d places of %d items counted, %d of %d shown", s, res.Count, res.Items, count, len(res.Groups))
		}
		again, err := a.Search(t.Context(), Request{Query: res.Query, Limit: 100, Places: 100})
		if err != nil || len(res.Query) < 4000 && places(again) != places(res) {
			t.Errorf("%q finds %s, as %q it finds %s (%v)", s, places(res), res.Query, places(again), err)
		}
	})
}
