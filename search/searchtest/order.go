package searchtest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/search"
)

func (s *suite) search(t *testing.T, r search.Request) search.Results {
	t.Helper()
	if r.Time == 0 {
		r.Time = 10 * time.Minute // also on a machine that does other things
	}
	res, err := s.Search(t.Context(), r)
	if err != nil {
		t.Fatalf("%+v: %v", r, err)
	}
	return res
}

// counts: what the facets count is what can be counted by eye, over the items
// that pass all filters but their own.
func (s *suite) counts(t *testing.T) {
	some := s.facets()
	filters := []map[string][]string{nil, {"kind": {"pdf"}}, {"source": {"ICE", "FBI"}, "year": {"2014"}}, {"place": some[3].some}, {"tag": {"important"}, "agency": {"epa"}}}
	for _, q := range []query{
		{typed: s.fillers[0], want: word(s.fillers[0])},
		{typed: s.fillers[3] + " " + s.fillers[9], want: words(s.fillers[3], s.fillers[9])},
		{typed: `"of the"`, want: phrase("of the")},
		{typed: "jail", want: word("jail"), kinds: []string{"row"}},
		{typed: "zzyzx", want: never},
	} {
		for _, q.filters = range filters {
			res := s.search(t, search.Request{Query: q.typed, Kinds: q.request().Kinds, Filters: q.filters})
			for _, f := range some {
				got := map[string]int{}
				for _, g := range res.Facets {
					if g.Name == f.name {
						for _, v := range g.Values {
							got[v.Value] += v.Count
							if v.Selected != slices.Contains(q.filters[f.name], v.Value) {
								t.Errorf("%s: %s %s: selected is %v", q, f.name, v.Value, v.Selected)
							}
						}
					}
				}
				want := s.counted(q, f, some)
				for v, n := range want { // counties are counted in the states that are chosen
					if _, shown := got[v]; f.name == "place" && !shown && strings.Count(v, "/") > 1 && !slices.Contains(q.filters["place"], v) {
						continue
					}
					if got[v] != n {
						t.Errorf("%s: %s %s is counted %d times, not %d", q, f.name, v, got[v], n)
					}
				}
				for v, n := range got {
					if n > 0 && want[v] == 0 {
						t.Errorf("%s: %s %s is counted %d times, not 0", q, f.name, v, n)
					}
				}
			}
		}
	}
}

// leads: a value that is chosen, where none of its facet was, finds as many items as
// were counted beside it; and an exemption is the same as a field of a query.
func (s *suite) leads(t *testing.T) {
	for _, r := range []search.Request{
		{}, {Filters: map[string][]string{"kind": {"pdf"}}}, {Query: s.fillers[3]}, {Query: "kind:email"}, {Query: "exemption:b6"}, {Kinds: []string{"item"}},
	} {
		for _, f := range s.search(t, r).Facets {
			if len(r.Filters[f.Name]) > 0 {
				continue
			}
			for _, v := range f.Values {
				narrow := r
				narrow.Facets = []string{}
				narrow.Filters = maps.Clone(r.Filters)
				if narrow.Filters == nil {
					narrow.Filters = map[string][]string{}
				}
				narrow.Filters[f.Name] = []string{v.Value}
				if n := s.search(t, narrow).Items; n != v.Count {
					t.Errorf("%+v: %s %s is counted in %d items, and finds %d", r, f.Name, v.Value, v.Count, n)
				}
				if f.Name != "exemption" {
					continue
				}
				narrow.Query, narrow.Filters = strings.TrimSpace(r.Query+` exemption:"`+v.Value+`"`), r.Filters
				if n := s.search(t, narrow).Items; n != v.Count {
					t.Errorf("%s finds %d items, and the facet %d", narrow.Query, n, v.Count)
				}
			}
		}
	}
}

// asked: the facets that are asked for are counted as if all were, and no others.
func (s *suite) asked(t *testing.T) {
	r := search.Request{Query: s.fillers[0], Filters: map[string][]string{"kind": {"pdf"}}}
	all := s.search(t, r)
	if len(all.Facets) != len(search.Facets) {
		t.Errorf("of no names, %d facets are counted, not all", len(all.Facets))
	}
	for _, names := range [][]string{{}, {"kind"}, {"place", "year"}, {"exemption", "agency", "period"}} {
		r.Facets = names
		res := s.search(t, r)
		var got []string
		for _, f := range res.Facets {
			got = append(got, f.Name)
			i := slices.IndexFunc(all.Facets, func(a search.Facet) bool { return a.Name == f.Name })
			if !slices.Equal(f.Values, all.Facets[i].Values) {
				t.Errorf("%s alone is %v, and among all %v", f.Name, f.Values, all.Facets[i].Values)
			}
		}
		if slices.Sort(names); !slices.Equal(slices.Sorted(slices.Values(got)), names) {
			t.Errorf("of %v, %v are counted", names, got)
		}
		if res.Count != all.Count || res.Items != all.Items {
			t.Errorf("with %v, %d places in %d items are found, not %d in %d", names, res.Count, res.Items, all.Count, all.Items)
		}
	}
	r.Facets = []string{"colour"}
	if _, err := s.Search(t.Context(), r); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("a facet that is none: %v", err)
	}
}

// counted counts the items by a facet.
func (s *suite) counted(q query, f facet, facets []facet) map[string]int {
	counts := map[string]int{}
	for _, d := range s.docs {
		values := map[string]bool{}
		for _, p := range d.places {
			if !q.matches(p) {
				continue
			}
			passes := true
			for _, other := range facets {
				if chosen := q.filters[other.name]; other.name != f.name && chosen != nil && !other.any(chosen)(p) {
					passes = false
				}
			}
			for _, v := range f.values(p) {
				values[v] = values[v] || passes
			}
		}
		for v := range maps.Keys(values) {
			if values[v] {
				counts[v]++
			}
		}
	}
	return counts
}

// groups: each item is there once, with as many places as it has, the best of
// them first; and as many are shown as are asked for.
func (s *suite) groups(t *testing.T) {
	q := query{typed: s.fillers[1], want: word(s.fillers[1])}
	want := map[string]int{}
	for _, d := range s.docs {
		for _, p := range d.places {
			if q.matches(p) {
				want[d.Item.Number]++
			}
		}
	}
	r := q.request()
	r.Limit, r.Places = 1000, 2
	res := s.search(t, r)
	got := map[string]int{}
	for i, g := range res.Groups {
		if got[g.Item.Number] > 0 {
			t.Errorf("item %s is there twice", g.Item.Number)
		}
		got[g.Item.Number] = g.Count
		if len(g.Hits) != min(2, g.Count) {
			t.Errorf("item %s shows %d of %d places", g.Item.Number, len(g.Hits), g.Count)
		}
		for k, h := range g.Hits {
			if h.Item != g.Item.Number {
				t.Errorf("a place of %s stands under %s", h.Item, g.Item.Number)
			}
			if k > 0 && h.Score > g.Hits[k-1].Score {
				t.Errorf("item %s shows a better place second", g.Item.Number)
			}
		}
		if i > 0 && g.Score > res.Groups[i-1].Score {
			t.Errorf("item %s scores %f and stands after one with %f", g.Item.Number, g.Score, res.Groups[i-1].Score)
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("%d items with %s; want %d", len(got), q, len(want))
	}
	r.Limit = 3
	if res := s.search(t, r); len(res.Groups) != 3 || res.Items != len(want) {
		t.Errorf("3 of %d items: %d are shown, %d counted", len(want), len(res.Groups), res.Items)
	}
}

// order: an item is first by its whole title; and by what was asked for.
func (s *suite) order(t *testing.T) {
	for _, n := range []int{3, 120, 200, 301} {
		d := s.docs[n]
		for _, typed := range []string{d.Item.Title, `"` + d.Item.Title + `"`, strings.ToUpper(d.Item.Title)} {
			if res := s.search(t, search.Request{Query: typed}); len(res.Groups) == 0 || res.Groups[0].Item.Number != d.Item.Number {
				t.Errorf("%s: the item of that title is not first", typed)
			}
		}
	}
	keys := map[string]func(*doc) string{
		"date": func(d *doc) string { return d.Item.Date }, "title": func(d *doc) string { return d.Item.Title },
		"size": func(d *doc) string { return fmt.Sprintf("%09d", d.Item.Size) },
	}
	byNumber := map[string]*doc{}
	for _, d := range s.docs {
		byNumber[d.Item.Number] = d
	}
	for by, key := range keys {
		for _, sort := range []string{by, "-" + by} {
			ascends := by == "title" != strings.HasPrefix(sort, "-")
			res := s.search(t, search.Request{Query: s.fillers[2], Kinds: []string{"page", "row"}, Sort: sort, Limit: 1000})
			last := ""
			for i, g := range res.Groups {
				k := key(byNumber[g.Item.Number])
				if by == "date" && k == "" { // an item without a date comes last
					for _, g := range res.Groups[i:] {
						if byNumber[g.Item.Number].Item.Date != "" {
							t.Errorf("sort %s: an item without a date stands before %s", sort, g.Item.Number)
							break
						}
					}
					break
				}
				if i > 0 && (ascends && k < last || !ascends && k > last) {
					t.Errorf("sort %s: %s stands after %s", sort, k, last)
					break
				}
				last = k
			}
			if len(res.Groups) < 20 || res.Items != len(res.Groups) {
				t.Errorf("sort %s: %d of %d items", sort, len(res.Groups), res.Items)
			}
		}
	}
	s.ranks(t)
}
