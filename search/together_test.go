package search

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
)

// Of two documents that have the same words, it is first in which they stand
// together.
func TestTogether(t *testing.T) {
	filler := strings.Repeat("lorem ipsum dolor sit amet ", 4)
	for _, c := range []struct{ query, first, later string }{
		{"immigration detainer", "immigration detainer of", "immigration of detainer"},
		{"immigration detainer", "immigration of detainer " + filler, "immigration of " + filler + "detainer"},
		{"immigration detainer", "detainer of immigration " + filler, "immigration of " + filler + "detainer"},
		{"immigrations detainer", "immigration detainers of", "immigration of detainers"},
		{"declining policy", "declined policies of", "declined of policies"},
		{"imigration~ detanier~2", "immigration detainer of", "immigration of detainer"},
		{"immigr* detainer", "immigration detainer of", "immigration of detainer"},
		{"immigration OR detainer", "immigration detainer of", "immigration of detainer"},
		{"immigration detainer^2 -draft", "immigration detainer of", "immigration of detainer"},
		{"cost of detainer", "cost of detainer immigration", "detainer of immigration cost"},
		{"very very", "very very no", "very no " + filler + "very"},
		{"a county jail county sheriff", "county jail county sheriff a", "jail sheriff county a county"},
	} {
		a := newArchive(t)
		fit := func(s, like string) string { // of one length
			for len(strings.Fields(s)) < len(strings.Fields(like)) {
				s += " quux"
			}
			return s
		}
		a.index(
			testDoc{n: 1, pages: []string{fit(c.later, c.first)}},
			testDoc{n: 2, pages: []string{fit(c.first, c.later)}},
		)
		if got := order(a.search(Request{Query: c.query})); got != "2 1" {
			t.Errorf("%s: %s", c.query, got)
		}
		if got := order(a.search(Request{Query: c.query, Sort: "-relevance"})); got != "1 2" {
			t.Errorf("%s, the other way round: %s", c.query, got)
		}
	}
}

// Where no two words were typed one after the other, nothing is looked at.
func TestNotTogether(t *testing.T) {
	a := library(t)
	v, err := a.current.shelves[pages].view()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	for query, want := range map[string]bool{
		"jail":                          false,
		`"county detainer policy"`:      false,
		`jail "county detainer"`:        false,
		"jail -detainer":                false,
		"jail NEAR/5 detainer":          false,
		"jail zzyzx":                    false,
		"well-known jail":               false,
		"":                              false,
		"jail detainer":                 true,
		"jail OR detainer":              true,
		`"county detainer" jail polic*`: true,
		"(jail policy) OR zzyzx":        true,
	} {
		ans := &answer{req: Request{Query: query}, outer: t.Context()}
		defer ans.close()
		if err := ans.read(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := ans.prepare(t.Context(), a.current, a.contents); err != nil {
			t.Fatal(err)
		}
		ans.views[pages], _ = a.current.shelves[pages].view()
		cl, err := ans.clause(ans.q.Root, pages)
		if err != nil {
			t.Fatal(err)
		}
		if got := newTogether(cl, a.current.analyzer) != nil; got != want {
			t.Errorf("%s: %v", query, got)
		}
	}
}

// Words stand together in the names of an item and in a cell, but not in two cells.
func TestTogetherInNamesAndRows(t *testing.T) {
	a := newArchive(t)
	a.index(
		testDoc{n: 1, title: "Immigration without detainer"},
		testDoc{n: 2, title: "Without immigration detainer"},
		testDoc{n: 3, tables: []testTable{{header: []string{"a", "b"}, rows: [][]string{{"county", "jail"}}}}},
		testDoc{n: 4, tables: []testTable{{header: []string{"a", "b"}, rows: [][]string{{"county jail", ""}}}}},
	)
	for query, want := range map[string]string{"immigration detainer": "2 1", "county jail": "4 3"} {
		if got := order(a.search(Request{Query: query})); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}

// A front has the places that come first in one line of all, whichever is offered
// first.
func TestFront(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var all []candidate
	for i := range 5000 {
		group := int32(i / 10)
		all = append(all, candidate{found: found{score: float64(r.IntN(4)), place: pagePlace(i % 10)}, number: archive.ItemNumber("2026-001", int(group)), group: group})
	}
	want := slices.Clone(all)
	slices.SortFunc(want, func(x, y candidate) int { return x.compare(y.spot()) })
	for range 20 {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		f := newFront(maxFront, beyond, &room{})
		for _, a := range all {
			if f.may(a.score, a.group) {
				f.offer(a)
			}
		}
		if !slices.Equal(f.first.line(), want[:maxFront]) || f.end != want[maxFront-1].spot() {
			t.Fatalf("the front of %d places is another one", maxFront)
		}
	}
}

// While documents come in before the end of the front, all others stay where they
// were; and All goes through them in the order of Search.
func TestFrontWhileDocumentsArrive(t *testing.T) {
	a := newArchive(t)
	var docs []testDoc
	for n := 1; n <= 2*maxFront; n++ {
		text := "county of jail"
		if n%3 == 0 {
			text = "county jail of"
		}
		docs = append(docs, testDoc{n: n, pages: []string{text + strings.Repeat(" quux", n%2)}})
	}
	a.index(docs...)
	r := Request{Query: "county jail", Places: 1, Limit: 1000}
	whole := a.search(r)
	var want []string
	for _, g := range whole.Groups {
		want = append(want, g.Item.Number)
	}
	all, err := a.All(t.Context(), r, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for h, err := range all.Hits(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, h.Item)
	}
	if !slices.Equal(got, want) {
		t.Error("All has another order than Search")
	}
	got = nil
	r.Limit = 30
	for n := len(docs) + 1; ; n++ {
		res := a.search(r)
		for _, g := range res.Groups {
			if slices.Contains(want, g.Item.Number) {
				got = append(got, g.Item.Number)
			}
		}
		if r.After = res.Next; r.After == "" {
			break
		}
		var more []testDoc
		for i := range 20 {
			more = append(more, testDoc{n: 20*n + i, pages: []string{strings.Repeat("county jail ", 1+i%2)}})
		}
		a.index(more...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d documents are met in another order, of %d", len(got), len(want))
	}
}
