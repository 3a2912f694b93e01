package searchtest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/search"
)

// numbers are the items of a result, in order.
func numbers(res search.Results) (all []string) {
	for _, g := range res.Groups {
		all = append(all, g.Item.Number)
	}
	return all
}

// paging: leaf by leaf one comes by what a single list has, in its order, and
// by nothing twice.
func (s *suite) paging(t *testing.T) {
	for _, sort := range []string{"", "date", "-date", "title", "size"} {
		for _, typed := range []string{s.fillers[0], s.fillers[0] + " " + s.fillers[1], s.fillers[0] + " OR " + s.fillers[4], ""} {
			r := search.Request{Query: typed, Sort: sort, Places: 1, Limit: 1000}
			whole := s.search(t, r)
			want := numbers(whole)
			if len(want) < 50 {
				t.Fatalf("%q: only %d items", typed, len(want))
			}
			if whole.Next != "" {
				t.Errorf("%q, sort %q: there is more after all", typed, sort)
			}
			r.Limit = 17
			var byOffset, byCursor []string
			for r.Offset = 0; r.Offset < len(want); r.Offset += r.Limit {
				byOffset = append(byOffset, numbers(s.search(t, r))...)
			}
			r.Offset = 0
			for range len(want)/r.Limit + 2 {
				res := s.search(t, r)
				byCursor = append(byCursor, numbers(res)...)
				if res.Count != whole.Count || res.Items != whole.Items {
					t.Errorf("%q, sort %q: counts %d in %d on a later leaf, not %d in %d", typed, sort, res.Count, res.Items, whole.Count, whole.Items)
				}
				if r.After = res.Next; r.After == "" {
					break
				}
			}
			if !slices.Equal(byOffset, want) {
				t.Errorf("%q, sort %q: %d items by offset are not the %d of the list", typed, sort, len(byOffset), len(want))
			}
			if !slices.Equal(byCursor, want) {
				t.Errorf("%q, sort %q: %d items by cursor are not the %d of the list", typed, sort, len(byCursor), len(want))
			}
		}
	}
	if res := s.search(t, search.Request{Query: s.fillers[0], Limit: 20, Offset: 20_000_000}); len(res.Groups) != 0 || res.Items == 0 {
		t.Errorf("leaf 1,000,000 has %d items, of %d", len(res.Groups), res.Items)
	}
	if _, err := s.Search(t.Context(), search.Request{Query: s.fillers[0], After: "no cursor"}); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("a cursor that is none: %v", err)
	}
	for _, r := range []search.Request{{Sort: "colour"}, {Kinds: []string{"table"}}, {Filters: map[string][]string{"colour": {"red"}}}} {
		r.Query = s.fillers[0]
		if _, err := s.Search(t.Context(), r); !errors.Is(err, archive.ErrInvalid) {
			t.Errorf("%+v: %v", r, err)
		}
	}
}

// arriving: while documents come in, what was there is met exactly once; also
// where it counts how the words stand to one another.
func (s *suite) arriving(t *testing.T) {
	side := s.fillers[0] + " " + s.fillers[1]
	for _, c := range []struct{ typed, sort string }{
		{s.fillers[0], "date"},
		{s.fillers[0], "title"},
		{s.fillers[0], "size"},
		{s.fillers[0], ""},
		{side, ""},
		{side, "-relevance"},
		{s.fillers[0] + " OR " + s.fillers[1] + " OR " + s.fillers[2], ""},
	} {
		typed, sort := c.typed, c.sort
		r := search.Request{Query: typed, Kinds: []string{"page", "row"}, Sort: sort, Places: 1, Limit: 1000}
		want := numbers(s.search(t, r))
		r.Limit = 25
		met := map[string]int{}
		var came []*doc
		for range len(want)/r.Limit + 20 {
			res := s.search(t, r)
			for _, n := range numbers(res) {
				met[n]++
			}
			if r.After = res.Next; r.After == "" {
				break
			}
			// It is the largest, the latest, has the first of all titles, and the words side by side.
			d := s.item("2026-005", len(came)+1, "text", "text/plain", ".txt")
			d.Item.Title, d.Item.Date, d.Item.Size = "aaa", "2024-01-01", 1<<30
			s.page(d, 1, []string{s.fillers[0], s.fillers[1], s.fillers[0], s.fillers[1]}, false)
			s.put(t, d)
			came = append(came, d)
		}
		for _, n := range want {
			if met[n] != 1 {
				t.Errorf("%q, sort %q: item %s was met %d times while others came", typed, sort, n, met[n])
			}
		}
		if len(came) < 3 {
			t.Errorf("%q, sort %q: only %d documents came", typed, sort, len(came))
		}
		for _, d := range came {
			if met[d.Item.Number] > 1 {
				t.Errorf("%q, sort %q: item %s, which came, was met %d times", typed, sort, d.Item.Number, met[d.Item.Number])
			}
			if err := s.Remove(t.Context(), d.Item.Number); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// together: while documents come, change, are labelled and go, searches count
// exactly what is there all the time.
func (s *suite) together(t *testing.T) {
	q := query{typed: s.fillers[7], want: word(s.fillers[7])}
	want := 0
	for _, d := range s.docs {
		for _, p := range d.places {
			if q.matches(p) {
				want++
			}
		}
	}
	var docs []*doc
	for n := range 6 { // made before, since all of them draw from one source of chance
		d := s.item("2026-009", n/2+1, "text", "text/plain", ".txt")
		d.Item.Title = "untitled"
		for i := range 3 + 4*(n%2) {
			s.page(d, i+1, []string{"quarantino", fmt.Sprint("quarantina", n)}, false)
		}
		docs = append(docs, d)
	}
	until := time.Now().Add(time.Second)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for time.Now().Before(until) {
				res, err := s.Search(t.Context(), q.request())
				if err != nil || res.Count != want {
					t.Errorf("%s: %d places, not %d (%v)", q, res.Count, want, err)
					return
				}
			}
		})
	}
	for n := 0; time.Now().Before(until) || n < len(docs); n++ {
		d := docs[n%len(docs)]
		s.put(t, d)
		r := search.Request{Query: fmt.Sprint("quarantina", n%len(docs)), Kinds: []string{"page"}}
		if res := s.search(t, r); res.Count != len(d.Pages) {
			t.Errorf("just indexed, %d of %d pages are found", res.Count, len(d.Pages))
		}
		if err := s.Label(t.Context(), d.Item.Number, d.Labels); err != nil {
			t.Error(err)
		}
		if n%3 > 0 {
			continue
		}
		if err := s.Remove(t.Context(), d.Item.Number); err != nil {
			t.Error(err)
		}
		if res := s.search(t, r); res.Count != 0 {
			t.Errorf("just removed, %d pages are found", res.Count)
		}
	}
	wg.Wait()
	for _, d := range docs {
		if err := s.Remove(t.Context(), d.Item.Number); err != nil {
			t.Error(err)
		}
	}
}
