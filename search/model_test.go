package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"readingroom/search/analysis"
	"readingroom/search/query"
)

// The index must find what reading every page would find, whatever was
// indexed, replaced and removed before.
func TestModel(t *testing.T) {
	a := newArchive(t)
	r := rand.New(rand.NewPCG(3, 4))
	words := []string{"jail", "jails", "policy", "policies", "run", "running", "of", "the", "17-cv", "5,000", "Doña", "U.S."}
	text := func(n int) string {
		var out []string
		for range n {
			out = append(out, words[r.IntN(len(words))])
		}
		return strings.Join(out, " ")
	}
	model := map[string][]string{} // number -> pages
	for range 12 {
		var docs []testDoc
		for range 1 + r.IntN(6) {
			n := 1 + r.IntN(15)
			if slices.ContainsFunc(docs, func(d testDoc) bool { return d.n == n }) {
				continue
			}
			d := testDoc{n: n, title: "zzz"}
			for range r.IntN(5) {
				d.pages = append(d.pages, text(r.IntN(12)))
			}
			docs = append(docs, d)
			model[testNumber(n)] = d.pages
		}
		a.index(docs...)
		gone := testNumber(1 + r.IntN(15))
		delete(model, gone)
		if err := a.Remove(t.Context(), gone); err != nil {
			t.Fatal(err)
		}
		for range 60 {
			var node func(depth int) string
			node = func(depth int) string {
				switch k := r.IntN(10); {
				case depth > 2 || k < 4:
					return words[r.IntN(len(words))]
				case k < 5:
					return `"` + text(1+r.IntN(3)) + `"`
				case k < 6:
					return words[r.IntN(8)][:2] + "*"
				case k < 7:
					return "-(" + node(depth+1) + ")"
				case k < 8:
					return "(" + node(depth+1) + " OR " + node(depth+1) + ")"
				}
				return "(" + node(depth+1) + " " + node(depth+1) + ")"
			}
			q := query.Parse(node(0))
			want := inModel(a.t, model, q.Root)
			if rest, gone := withoutGrammar(q.Root); len(want) == 0 && len(gone) > 0 {
				want = inModel(a.t, model, rest)
			}
			if got := a.found(Request{Query: q.String(), Kinds: []string{"page"}}); got != strings.Join(want, " ") {
				t.Fatalf("%s\n got %s\nwant %s", q, got, strings.Join(want, " "))
			}
		}
	}
}

func inModel(t testing.TB, model map[string][]string, n query.Node) (found []string) {
	for number, pages := range model {
		for i, p := range pages {
			if reads(t, n, p) {
				found = append(found, fmt.Sprintf("%s:p%d", strings.TrimLeft(number[len(number)-4:], "0"), i+1))
			}
		}
	}
	slices.Sort(found)
	return found
}

// reads says by reading it whether a text matches.
func reads(t testing.TB, n query.Node, text string) bool {
	switch n := n.(type) {
	case query.And:
		return !slices.ContainsFunc(n, func(c query.Node) bool { return !reads(t, c, text) })
	case query.Or:
		return slices.ContainsFunc(n, func(c query.Node) bool { return reads(t, c, text) })
	case query.Not:
		return !reads(t, n.Node, text)
	}
	a := newAnalyzer()
	p := &plan{analyzer: a}
	tokens := a.Tokens(nil, text)
	if prefix, ok := n.(query.Prefix); ok {
		return slices.ContainsFunc(tokens, func(k analysis.Token) bool { return strings.HasPrefix(k.Term, analysis.Fold(string(prefix))) })
	}
	m := p.newMarks(n, false)
	marked, _ := m.find(text, tokens)
	return len(marked) > 0
}
