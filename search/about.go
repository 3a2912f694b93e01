package search

import (
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/period"
	"readingroom/search/query"
)

// textFields are the fields of a query that are looked up among the words of
// the items, with the fields of the index that hold them.
var textFields = map[string]string{
	"title": fieldTitle, "from": fieldFrom, "to": fieldTo, "cc": fieldCc, "subject": fieldSubject, "attachment": fieldAttached,
}

// about finds the items that each Field of the query speaks of.
func (p *plan) about(v *view, n query.Node) error {
	switch n := n.(type) {
	case query.And:
		for _, c := range n {
			if err := p.about(v, c); err != nil {
				return err
			}
		}
	case query.Or:
		for _, c := range n {
			if err := p.about(v, c); err != nil {
				return err
			}
		}
	case query.Not:
		return p.about(v, n.Node)
	case query.Field:
		s, err := p.itemsOf(v, n)
		p.sets[query.Print(n)] = s
		return err
	}
	return nil
}

func (p *plan) itemsOf(v *view, n query.Field) (set, error) {
	s := newSet(len(p.catalog.entries))
	if n.Name == "place" { // which no item as a whole speaks of
		return s, nil
	}
	if textFields[n.Name] == "" {
		match := p.value(n)
		for ord, e := range p.catalog.entries {
			if e != nil && match(e) {
				s.add(uint32(ord))
			}
		}
		return s, nil
	}
	c, err := p.leaf(v, textFields[n.Name], n.Leaf, false)
	if err != nil || c == nil {
		return s, err
	}
	defer c.close()
	doc, err := c.seek(0)
	for ; err == nil && doc != none; doc, err = c.seek(doc + 1) {
		ord, _ := v.at(doc)
		s.add(ord)
	}
	return s, err
}

// value says which entries have the value that kind:, year:, item: or source: names.
func (p *plan) value(n query.Field) func(*entry) bool {
	want := strings.ToLower(query.Text(n.Leaf))
	_, prefix := n.Leaf.(query.Prefix)
	same := func(have string) bool {
		have = strings.ToLower(have)
		return have == want || prefix && strings.HasPrefix(have, want)
	}
	switch n.Name {
	case "kind":
		return func(e *entry) bool { return same(e.Kind) }
	case "year":
		return func(e *entry) bool { return same(e.Year) }
	case "period":
		asked, err := period.Named(want)
		if err != nil {
			p.note("%s is not a period: write 2017, 2017-01, 2017-Q1, FY2017-Q1 or 2017-01-28..2017-02-03.", query.Print(n))
		}
		return func(e *entry) bool { return e.Reports.Overlaps(asked) }
	case "item": // an accession's number means all its items
		whole := archive.IsItemNumber(want)
		return func(e *entry) bool {
			return same(e.Number) || !whole && strings.HasPrefix(e.Number, want+"-")
		}
	}
	// A source, by all of its words or some of them in a row.
	words := p.words(query.Text(n.Leaf))
	known := map[string]bool{}
	return func(e *entry) bool {
		return slices.ContainsFunc(e.Sources, func(source string) bool {
			ok, seen := known[source]
			if !seen {
				ok = strings.Contains(p.words(source), words)
				if prefix {
					ok = strings.Contains(p.words(source), strings.TrimSuffix(words, " "))
				}
				known[source] = ok
			}
			return ok
		})
	}
}

// words prints the folded words of s, with a space before and after each.
func (p *plan) words(s string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range parts(p.analyzer.tokens(nil, s)) {
		b.WriteString(t.term + " ")
	}
	return b.String()
}
