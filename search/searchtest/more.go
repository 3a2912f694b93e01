package searchtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"readingroom/search"
)

// suggest: what is proposed goes on as it was typed, and finds something.
func (s *suite) suggest(t *testing.T) {
	for _, typed := range []string{s.fillers[0][:4], s.fillers[40][:5], s.fillers[3] + " " + s.fillers[1][:4], "  " + strings.ToUpper(s.fillers[90][:3])} {
		got, err := s.Suggest(t.Context(), typed, 0)
		if err != nil || len(got) == 0 || len(got) > 8 {
			t.Errorf("%q: %d suggestions (%v)", typed, len(got), err)
		}
		words := 0
		for _, g := range got {
			if g.Kind != "word" {
				continue
			}
			words++
			if !strings.HasPrefix(strings.ToLower(strings.TrimSpace(g.Text)), strings.ToLower(strings.TrimSpace(typed))) {
				t.Errorf("%q: %q does not go on from there", typed, g.Text)
			}
			res := s.search(t, search.Request{Query: g.Text})
			if res.Count == 0 {
				t.Errorf("%q: %q is found nowhere", typed, g.Text)
			}
			if strings.Contains(strings.TrimSpace(g.Text), " ") && g.Count > 0 && g.Count != res.Count {
				t.Errorf("%q: %q is said to be found %d times, and finds %d", typed, g.Text, g.Count, res.Count)
			}
		}
		if words == 0 {
			t.Errorf("%q: no word is suggested", typed)
		}
		if one, err := s.Suggest(t.Context(), typed, 1); err != nil || len(one) != 1 {
			t.Errorf("%q: %d suggestions where one was wanted (%v)", typed, len(one), err)
		}
	}
	d := s.docs[33]
	got, err := s.Suggest(t.Context(), d.Item.Title[:len(d.Item.Title)-4], 0)
	if err != nil || !slices.ContainsFunc(got, func(g search.Suggestion) bool { return g.Kind == "title" && g.Item == d.Item.Number }) {
		t.Errorf("the title of %s is not suggested (%v)", d.Item.Number, err)
	}
	for _, typed := range []string{"", " ", "zzyzx", "\xff", strings.Repeat("x", 10_000), "(((", `"`} {
		if _, err := s.Suggest(t.Context(), typed, 0); err != nil {
			t.Errorf("%.20q: %v", typed, err)
		}
	}
}

// explained: how often each word is found is told as it is; and where nothing
// is found, which word is to blame, and what may have been meant.
func (s *suite) explained(t *testing.T) {
	count := func(c cond) (n int) {
		for _, d := range s.docs {
			for _, p := range d.places {
				if p.kind != "item" && c(p) {
					n++
				}
			}
		}
		return n
	}
	a, b := s.fillers[2], s.fillers[150]
	r := search.Request{Query: a + ` OR "of the" -` + b, Kinds: []string{"page", "row"}, Explain: true}
	want := map[string]int{a: count(word(a)), `"of the"`: count(phrase("of the")), b: count(word(b))}
	for _, w := range s.search(t, r).Words {
		n, known := want[w.Text]
		if known && (w.Count > n || w.Count < n && !w.More) {
			t.Errorf("%s is said to be found %d times (more: %v), not %d", w.Text, w.Count, w.More, n)
		}
		delete(want, w.Text)
	}
	delete(want, b) // what must not be there need not be told
	for w := range want {
		t.Errorf("how often %s is found is not told", w)
	}
	res := s.search(t, search.Request{Query: a + " zzyzx", Kinds: r.Kinds})
	if !slices.ContainsFunc(res.Without, func(o search.Alternative) bool {
		return o.Instead == "zzyzx" && o.Query == a && (o.Count == count(word(a)) || o.More)
	}) {
		t.Errorf("%s zzyzx: that zzyzx is to blame is not told: %+v", a, res.Without)
	}
	wrong := b[:2] + b[3:]
	res = s.search(t, search.Request{Query: wrong, Kinds: r.Kinds})
	if !slices.ContainsFunc(res.Meant, func(o search.Alternative) bool { return o.Word == b && (o.Count == count(word(b)) || o.More) }) {
		t.Errorf("%s: that %s may have been meant is not told: %+v", wrong, b, res.Meant)
	}
	for _, o := range res.Meant {
		if o.Count == 0 {
			t.Errorf("%s: %s is proposed, which finds nothing", wrong, o.Query)
		}
	}
}

// clicked: how often a piece of a query, or another query, is said to be found
// is what it finds with the same choices.
func (s *suite) clicked(t *testing.T) {
	a, b := s.fillers[2], s.fillers[150]
	title := strings.Fields(s.docs[3].Item.Title)[0]
	for _, r := range []search.Request{
		{Query: a + " kind:pdf " + b[:2] + b[3:]},
		{Query: a + " kind:pdf zzyzx year:2015"},
		{Query: "title:" + title + " zzyzx"},
		{Query: a + " " + b + " zzyzx", Filters: map[string][]string{"kind": {"email"}}},
		{Query: a + " kind:email place:us/ca", Filters: map[string][]string{"year": {"2015"}}},
		{Query: a + " title:" + title + " zzyzx", Kinds: []string{"row"}},
		{Query: a + " zzyzx", Item: s.docs[7].Item.Number},
	} {
		r.Explain = true
		res := s.search(t, r)
		said := func(typed string, count int, more bool) {
			r := r
			r.Query, r.Explain = typed, false
			if n := s.search(t, r).Count; count > n || count < n && !more {
				t.Errorf("%s (%v %v %s): %s is said to be found %d times, and finds %d", res.Query, r.Filters, r.Kinds, r.Item, typed, count, n)
			}
		}
		for _, w := range res.Words {
			said(w.Text, w.Count, w.More)
		}
		for _, o := range slices.Concat(res.Without, res.Meant) {
			said(o.Query, o.Count, o.More)
		}
	}
}

// like: pages that share what is rare elsewhere are like one another.
func (s *suite) like(t *testing.T) {
	rare := strings.Fields("quimbo quimda quimfo quimga quimho quimjo quimka quimma quimno quimpa quimro quimsa quimto quimva")
	var docs []*doc
	for n := range 4 {
		d := s.item("2026-008", n+1, "text", "text/plain", ".txt")
		d.Item.Title = "untitled"
		s.page(d, 1, append(s.someWords(60), rare[n:n+10]...), false)
		docs = append(docs, d)
	}
	s.put(t, docs...)
	res := s.search(t, search.Request{Like: docs[1].places[1].String(), Limit: 10})
	got := numbers(res)
	for _, n := range []int{0, 2, 3} {
		if i := slices.Index(got, docs[n].Item.Number); i < 0 || i > 3 {
			t.Errorf("a page that shares its rare words is at place %d of those that are like it", i+1)
		}
	}
	for _, like := range []string{"2099-001-0001:p1", docs[0].Item.Number + ":p99"} {
		if res, err := s.Search(t.Context(), search.Request{Like: like}); err == nil && res.Count > 0 {
			t.Errorf("%d places are like %s, which is not there", res.Count, like)
		}
	}
	for _, d := range docs {
		if err := s.Remove(t.Context(), d.Item.Number); err != nil {
			t.Fatal(err)
		}
	}
}

// timeline: the items by their date.
func (s *suite) timeline(t *testing.T) {
	q := query{typed: s.fillers[1], want: word(s.fillers[1])}
	for interval, name := range map[string]func(day string) string{
		"year":  func(day string) string { return day[:4] },
		"month": func(day string) string { return day[:7] },
		"quarter": func(day string) string {
			return fmt.Sprintf("%s-Q%d", day[:4], strings.Index("01 02 03 04 05 06 07 08 09 10 11 12", day[5:7])/9+1)
		},
	} {
		want := map[string]int{}
		for _, d := range s.docs {
			if d.Item.Date != "" && slices.ContainsFunc(d.places, q.matches) {
				want[name(d.Item.Date)]++
			}
		}
		r := q.request()
		r.Interval = interval
		last := ""
		for _, b := range s.search(t, r).Timeline {
			if b.Period <= last {
				t.Errorf("%s %s comes after %s", interval, b.Period, last)
			}
			last = b.Period
			if b.Count != want[b.Period] {
				t.Errorf("%s %s is counted %d times, not %d", interval, b.Period, b.Count, want[b.Period])
			}
			delete(want, b.Period)
		}
		if len(want) > 0 {
			t.Errorf("%d of the %ss are left out", len(want), interval)
		}
	}
}

// family: copies and versions of one document are one result, with the others
// named beside it.
func (s *suite) family(t *testing.T) {
	var alike []*doc
	for _, d := range s.docs {
		if len(alike) < 3 && d.Item.Kind == "pdf" && slices.ContainsFunc(d.places, word(s.fillers[1])) {
			alike = append(alike, d)
		}
	}
	label := func(family string) {
		for _, d := range alike {
			d.Labels.Family = family
			if err := s.Label(t.Context(), d.Item.Number, d.Labels); err != nil {
				t.Fatal(err)
			}
		}
	}
	r := search.Request{Query: s.fillers[1], Kinds: []string{"page"}, Limit: 1000}
	before := numbers(s.search(t, r))
	label(alike[0].Item.Number)
	res := s.search(t, r)
	shown := 0
	for _, g := range res.Groups {
		if g.Labels.Family != alike[0].Item.Number {
			if len(g.Siblings) > 0 {
				t.Errorf("%s, of no family, has the siblings %v", g.Item.Number, g.Siblings)
			}
			continue
		}
		shown++
		all := slices.Sorted(slices.Values(append(slices.Clone(g.Siblings), g.Item.Number)))
		want := []string{alike[0].Item.Number, alike[1].Item.Number, alike[2].Item.Number}
		if !slices.Equal(all, want) {
			t.Errorf("of the family %v are shown, not %v", all, want)
		}
	}
	if shown != 1 || len(res.Groups) != len(before)-2 {
		t.Errorf("a family of 3 is %d results, of %d in all; there were %d", shown, len(res.Groups), len(before))
	}
	label("")
	if after := numbers(s.search(t, r)); !slices.Equal(after, before) {
		t.Errorf("%d results once it is no family any more, not %d", len(after), len(before))
	}
}
