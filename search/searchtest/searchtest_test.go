package searchtest

import (
	"context"
	"iter"
	"strings"
	"testing"

	"readingroom/search"
)

func TestReader(t *testing.T) {
	p := &place{
		kind: "row", words: strings.Fields("the jails of nobody"), labels: []string{"remarks", "county"}, cells: []string{"x", "$150.50"}, plants: "docket",
	}
	p.words = append(p.words, "", "policies")
	for name, c := range map[string]struct {
		cond cond
		want bool
	}{
		"word":                        {word("jails"), true},
		"word, another form":          {word("jailed"), true},
		"word, only part":             {word("jai"), false},
		"words":                       {words("the", "policy"), true},
		"words, one a label":          {words("remarks", "policy"), true},
		"words, all labels":           {words("remarks", "county"), false},
		"phrase":                      {phrase("jails of nobody"), true},
		"phrase, another form":        {phrase("jail of nobody"), false},
		"phrase, another order":       {phrase("of jails"), false},
		"phrase across cells":         {phrase("nobody policies"), false},
		"prefix":                      {prefix("polic"), true},
		"suffix":                      {suffix("body"), true},
		"infix":                       {infix("obo"), true},
		"infix, none":                 {infix("zz"), false},
		"a letter wrong":              {near("jaels", 1), true},
		"two letters wrong":           {near("jaelz", 1), false},
		"within":                      {within(3, "nobody", "the"), true},
		"within, too far":             {within(2, "nobody", "the"), false},
		"within, across cells":        {within(9, "the", "policies"), false},
		"cell":                        {cell(1, func(v float64) bool { return v == 150.5 }), true},
		"cell, no number":             {cell(0, func(float64) bool { return true }), false},
		"planted":                     {planted("five", "docket"), true},
		"planted elsewhere":           {planted("five"), false},
		"one of two":                  {anyOf(word("zz"), word("the")), true},
		"both":                        {all(word("zz"), word("the")), false},
		"the one and not the other":   {all(word("the"), not(word("zz"))), true},
		"nothing, and everything not": {not(never), true},
	} {
		if got := c.cond(p); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestDistance(t *testing.T) {
	for pair, want := range map[[2]string]int{{"", ""}: 0, {"jail", "jail"}: 0, {"jail", "jal"}: 1, {"jail", "jaill"}: 1, {"jail", "jeil"}: 1, {"jail", "jali"}: 2, {"", "ab"}: 2, {"kitten", "sitting"}: 3} {
		if got := distance(pair[0], pair[1]); got != want {
			t.Errorf("%v: %d, not %d", pair, got, want)
		}
	}
}

func TestDiffer(t *testing.T) {
	for _, c := range []struct{ got, want, says string }{
		{"a b c", "c b a", ""},
		{"a b", "a b c", "1 missing (c), 0 too many ()"},
		{"a b d", "a b c", "1 missing (c), 1 too many (d)"},
		{"a a", "a", "0 missing (), 1 too many (a)"},
		{"", "a b c d e", "5 missing (a, b, c, …), 0 too many ()"},
	} {
		if got := differ(strings.Fields(c.got), strings.Fields(c.want)); got != c.says {
			t.Errorf("%s for %s: %q", c.got, c.want, got)
		}
	}
}

// An index that errs in one place is found out, in one line.
func TestFoundOut(t *testing.T) {
	s := &suite{corpus: newCorpus()}
	s.Index = broken{docs: s.docs}
	for _, q := range []query{{typed: "a", want: word("jail")}, {typed: "b", want: word("jail")}} {
		if wrong := s.ask(t.Context(), q); wrong == "" || strings.Contains(wrong, "\n") {
			t.Errorf("%s: %q", q.typed, wrong)
		}
	}
	if q := (query{typed: "c", want: word("jail")}); s.ask(t.Context(), q) != "" {
		t.Errorf("a right answer is wrong: %s", s.ask(t.Context(), q))
	}
}

// A broken index finds jails: one page too few, or rightly but miscounted.
type broken struct {
	engine // nil: nothing else is asked of it
	docs   []*doc
}

type engine = search.Index

func (b broken) hits() (all []search.Hit) {
	for _, d := range b.docs {
		for _, p := range d.places {
			if p.kind != "item" && word("jail")(p) {
				all = append(all, search.Hit{Item: d.Item.Number, Locator: p.locator})
			}
		}
	}
	return all
}

func (b broken) All(_ context.Context, r search.Request, _ int) (*search.All, error) {
	hits := b.hits()
	if r.Query == "a" {
		hits = hits[1:]
	}
	res, _ := b.Search(context.Background(), r)
	return &search.All{Count: res.Count, Items: res.Items, Hits: func(context.Context) iter.Seq2[search.Hit, error] {
		return func(yield func(search.Hit, error) bool) {
			for _, h := range hits {
				if !yield(h, nil) {
					return
				}
			}
		}
	}}, nil
}

func (b broken) Search(_ context.Context, r search.Request) (search.Results, error) {
	items := map[string]bool{}
	for _, h := range b.hits() {
		items[h.Item] = true
	}
	n := len(b.hits())
	if r.Query == "b" {
		n++
	}
	return search.Results{Count: n, Items: len(items)}, nil
}
