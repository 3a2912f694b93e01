package search

import (
	"maps"
	"slices"
	"strings"

	"readingroom/search/query"
)

// bates matches the pages and rows that bear a Bates number: as a mark that was
// read off the page, or in their words.
func (p *plan) bates(v *view, n query.Field) (clause, error) {
	told, err := p.told(v, n, func(words *vocabulary) []int { return words.all("n", batesValue(n.Leaf)) })
	if err != nil {
		return nil, err
	}
	text, err := p.leaf(v, fieldText, n.Leaf, false)
	if err != nil || text == nil {
		return told, err
	}
	return newOr([]clause{told, text}, true), nil
}

// batesValue says which numbers, as they are kept, a leaf asks for.
func batesValue(leaf query.Node) func(string) bool {
	switch n := leaf.(type) {
	case query.Word, query.Phrase:
		want := batesTerm(query.Text(leaf))
		return func(have string) bool { return have == want }
	case query.Prefix:
		want, digits := splitBates(string(n))
		return func(have string) bool { return strings.HasPrefix(strings.Replace(have, "-", "", 1), want+digits) }
	}
	return valueOf(leaf)
}

// all are the words that begin so of which what follows is wanted.
func (v *vocabulary) all(begin string, want func(string) bool) []int {
	var out []int
	first, end := v.prefixed(begin)
	for i := first; i < end; i++ {
		if want(string(v.word(i)[len(begin):])) {
			out = append(out, i)
		}
	}
	return out
}

// told matches the documents of which one of the terms that are picked is told.
func (p *plan) told(v *view, n query.Node, pick func(*vocabulary) []int) (clause, error) {
	if v.kind == items {
		return v.having(p.ctx, fieldTold, nil)
	}
	vocabularies, err := v.vocabularies(p.ctx, fieldTold)
	if err != nil {
		return nil, err
	}
	picked := map[string]bool{}
	for _, words := range vocabularies {
		for _, i := range pick(words) {
			picked[string(words.word(i))] = true
		}
	}
	terms := slices.Sorted(maps.Keys(picked))
	if len(terms) > maxTold {
		p.note("%s stands for %s numbers; the first %s were looked for.", query.Print(n), thousands(len(terms)), thousands(maxTold))
		terms = terms[:maxTold]
	}
	return v.having(p.ctx, fieldTold, terms)
}

// maxTold is how many numbers a range of them may stand for.
const maxTold = 20_000

// batesRange matches the pages that bear one of the numbers of a Range.
func (p *plan) batesRange(v *view, n query.Range) (clause, error) {
	b, ok := batesOf(n)
	if !ok {
		p.note("%s is no run of numbers: write bates:ICE-000123..ICE-000140.", query.Print(n))
	}
	told, err := p.told(v, n, func(words *vocabulary) []int {
		if !ok {
			return nil
		}
		return words.all("n", b.has)
	})
	if err != nil || !ok || v.kind == items {
		return told, err
	}
	// The numbers that are printed on the pages, where none was read as a mark.
	vocabularies, err := v.vocabularies(p.ctx, fieldText)
	if err != nil {
		return nil, err
	}
	printed := map[string]bool{}
	for _, words := range vocabularies {
		for _, i := range words.all("^"+b.prefix, func(rest string) bool { return b.has(b.prefix + rest) }) {
			if printed[string(words.word(i))] = true; len(printed)&1023 == 0 && p.ctx.Err() != nil {
				return nil, p.ctx.Err()
			}
		}
	}
	numbers := slices.Sorted(maps.Keys(printed))
	if len(numbers) > maxTold {
		p.note("%s stands for %s numbers; the first %s were looked for.", query.Print(n), thousands(len(numbers)), thousands(maxTold))
		numbers = numbers[:maxTold]
	}
	text, err := v.having(p.ctx, fieldText, numbers)
	if err != nil {
		return nil, err
	}
	return newOr([]clause{told, text}, true), nil
}

// amount matches the pages and rows that name a sum of money of a Range.
func (p *plan) amount(v *view, n query.Range) (clause, error) {
	i, ok := intervalOf(n)
	if ok && i.high < 0 {
		p.note("Sums of money are kept without their sign: %s finds none.", query.Print(n))
	}
	return p.told(v, n, func(words *vocabulary) []int {
		if !ok {
			return nil
		}
		return sumTerms(words, i)
	})
}
