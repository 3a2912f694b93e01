package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"readingroom/search/query"
)

// How much is looked up to explain an answer.
const (
	maxExplained = 12     // pieces of the query
	maxCounted   = 10_000 // places of each; beyond, "more than"
	maxRead      = 5_000  // rows read for that of each
)

// explain tells how the query was read and how often each piece of it is found;
// where nothing was found, which is to blame, and what may have been meant. What
// it has no time for is left out.
func (a *answer) explain(res *Results) error {
	err := a.explained(res)
	if over(a.plan.ctx, err) {
		return nil
	}
	return err
}

func (a *answer) explained(res *Results) error {
	asked := a.pieces()
	var err error
	if res.Reading, err = a.reading(); err != nil {
		return err
	}
	counts := make([]WordCount, 0, len(asked))
	for _, n := range asked {
		c, err := a.count(n.node)
		if err != nil {
			return err
		}
		w := WordCount{Text: query.Print(n.node), Count: c.places, More: c.more}
		counts = append(counts, w)
		if res.Items > 0 || !n.wanted {
			continue
		}
		note, err := a.blame(n.node, w, c, len(asked) > 1)
		if err != nil {
			return err
		}
		if note != "" {
			res.Notes = append(res.Notes, note)
		}
	}
	res.Words = counts
	if res.Items == 0 {
		if res.Without, err = a.without(asked, counts); err != nil {
			return err
		}
	}
	res.Meant, err = a.meant(res, counts)
	return err
}

// A piece of a query can be asked alone.
type piece struct {
	node   query.Node
	wanted bool // it does not stand under a Not
}

// pieces are those of the query, each once.
func (a *answer) pieces() []piece {
	var out []piece
	query.Leaves(a.q.Root, func(leaf query.Node, field string, wanted bool) {
		switch leaf.(type) {
		case query.Range, query.Cell:
		default:
			if field != "" {
				leaf = query.Field{Name: field, Leaf: leaf}
			}
		}
		same := func(p piece) bool { return query.Print(p.node) == query.Print(leaf) }
		if len(out) < maxExplained && !slices.ContainsFunc(out, same) {
			out = append(out, piece{leaf, wanted})
		}
	})
	return out
}

// A tallied is how many places and items match, as far as they were counted.
type tallied struct {
	places, items int
	more          bool
}

func many(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

// blame says of a piece of a query that finds nothing how often it is found
// alone; "" where that says nothing.
func (a *answer) blame(n query.Node, w WordCount, c tallied, several bool) (string, error) {
	switch {
	case c.more:
		return fmt.Sprintf("%s alone has more than %s hits.", w.Text, thousands(c.places)), nil
	case c.places > 0 && several:
		return fmt.Sprintf("%s alone has %s in %s.", w.Text, many(c.places, "hit"), many(c.items, "document")), nil
	case c.places > 0:
		return "", nil
	case len(a.req.Filters) > 0:
		narrowed := a.filters
		a.filters = anything()
		c, err := a.count(n)
		a.filters = narrowed
		switch {
		case err != nil:
			return "", err
		case c.more:
			return fmt.Sprintf("%s is found nowhere in what was chosen; without that choice it has more than %s hits.", w.Text, thousands(c.places)), nil
		case c.places > 0:
			return fmt.Sprintf("%s is found nowhere in what was chosen; without that choice it has %s in %s.", w.Text, many(c.places, "hit"), many(c.items, "document")), nil
		}
	}
	return w.Text + " is found nowhere.", nil
}

// count counts the places that a query finds with the same choices, of the kinds
// it is asked of. What the plan notes on the way is of no interest.
func (a *answer) count(root query.Node) (t tallied, err error) {
	notes, checks := slices.Clone(a.plan.notes), a.plan.checks
	a.plan.checks = maxRead
	defer func() {
		t.more = t.more || a.plan.checks < 0
		a.plan.notes, a.plan.checks = notes, checks
	}()
	kinds := a.kindsOf(root)
	if err := a.open(kinds); err != nil {
		return t, err
	}
	if err := a.plan.about(a.views[items], root); err != nil {
		return t, err
	}
	c := newCollector(a.plan, a.filters, 1, nil)
	defer c.release()
	seen := newSet(len(a.plan.catalog.entries))
	for _, k := range kinds {
		if err := a.countKind(root, k, c, &t, &seen); err != nil || t.more {
			return t, err
		}
	}
	return t, nil
}

func (a *answer) countKind(root query.Node, k kind, c *collector, t *tallied, seen *set) error {
	cl, err := a.clause(root, k)
	if err != nil {
		return err
	}
	v := a.views[k]
	return v.each(a.plan.ctx, cl, func(doc uint64) bool {
		ord, _ := v.at(doc)
		switch {
		case !c.passes(v, doc, ord):
		case t.places == maxCounted:
			t.more = true
		default:
			if t.places++; !seen.has(ord) {
				seen.add(ord)
				t.items++
			}
		}
		return !t.more
	})
}

// without asks the same without the pieces that are found nowhere; or, where
// each is found somewhere, without one of them after the other: conditions first,
// then the word that is found most, which says least.
func (a *answer) without(asked []piece, counts []WordCount) ([]Alternative, error) {
	var out []Alternative
	try := func(gone func(text string) bool, instead string) error {
		root := drop(a.q.Root, gone)
		if root == nil || len(wanted(root)) == 0 {
			return nil
		}
		t, err := a.count(root)
		if err == nil && t.places > 0 {
			out = append(out, Alternative{Query: query.Print(root), Instead: instead, Count: t.places, More: t.more})
		}
		return err
	}
	var nowhere []string
	for _, w := range counts {
		if w.Count == 0 {
			nowhere = append(nowhere, w.Text)
		}
	}
	if len(nowhere) > 0 {
		err := try(func(text string) bool { return slices.Contains(nowhere, text) }, strings.Join(nowhere, ", "))
		if err != nil || len(out) > 0 {
			return out, err
		}
	}
	if len(asked) < 2 {
		return nil, nil
	}
	for _, w := range counts {
		if err := try(func(text string) bool { return text == w.Text || slices.Contains(nowhere, text) }, w.Text); err != nil {
			return out, err
		}
	}
	found := map[string]int{} // of words
	for i, w := range counts {
		switch asked[i].node.(type) {
		case query.Field, query.Range, query.Cell:
		default:
			found[w.Text] = 1 + w.Count
		}
	}
	slices.SortStableFunc(out, func(x, y Alternative) int {
		m, n := found[x.Instead], found[y.Instead]
		if m == 0 || n == 0 {
			return cmp.Or(cmp.Compare(min(m, 1), min(n, 1)), cmp.Compare(y.Count, x.Count))
		}
		return cmp.Or(cmp.Compare(n, m), cmp.Compare(y.Count, x.Count))
	})
	return out[:min(len(out), maxAlternatives)], nil
}

// maxAlternatives is how many other queries are offered.
const maxAlternatives = 3

// drop takes the pieces out of a tree of which gone is true.
func drop(root query.Node, gone func(text string) bool) query.Node {
	return query.Replace(root, func(n query.Node) query.Node {
		if gone(query.Print(n)) {
			return nil
		}
		return n
	})
}

// wanted are the leaves of a tree that do not stand under a Not.
func wanted(root query.Node) []query.Node {
	var out []query.Node
	query.Leaves(root, func(leaf query.Node, _ string, wanted bool) {
		if wanted {
			out = append(out, leaf)
		}
	})
	return out
}
