package search

import (
	"maps"
	"slices"
	"strings"

	"readingroom/search/query"
)

// marked matches the pages and rows that bear an exemption or a Bates number:
// as a mark that was read off the page, or in their words.
func (p *plan) marked(v *view, n query.Field) (clause, error) {
	told, err := p.told(v, n, func(words *vocabulary) []int {
		if n.Name == "exemption" {
			return words.all("e", exemptionValue(n.Leaf))
		}
		return words.all("n", batesValue(n.Leaf))
	})
	if err != nil {
		return nil, err
	}
	var text clause
	if n.Name == "exemption" {
		var forms []form
		for _, code := range exemptionTerms(query.Text(n.Leaf)) {
			forms = append(forms, form{code, boostExact})
		}
		text, err = p.forms(v, fieldText, forms, false)
	} else {
		text, err = p.leaf(v, fieldText, n.Leaf, false)
	}
	if err != nil {
		return nil, err
	}
	if text == nil {
		return told, nil
	}
	return newOr([]clause{told, text}, true), nil
}

// exemptionValue says which exemptions, by their plain form, a leaf asks for: one
// without its letter means those with one, too, as 7 does 7(C).
func exemptionValue(leaf query.Node) func(string) bool {
	switch leaf.(type) {
	case query.Word, query.Phrase:
		want := exemptionCode(query.Text(leaf))
		return func(have string) bool {
			rest, ok := strings.CutPrefix(have, want)
			return ok && want != "" && (rest == "" || isDigit(want[len(want)-1]) && !isDigit(rest[0]))
		}
	}
	return valueOf(leaf)
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

// exemptionTerms are the forms under which the words of a page have an
// exemption: b6, (b)(6), Exemption 6, 552(b)(6); and those within it.
func exemptionTerms(typed string) []string {
	code := exemptionCode(typed)
	if code == "" {
		return nil
	}
	forms := []form{{"^" + code, boostExact}}
	switch {
	case strings.Contains(code, "."):
		return []string{"^" + code}
	case exemption("^" + code):
		forms = exemptionForms("^" + code)
	}
	var out []string
	for _, f := range forms {
		code := f.term[1:]
		out = append(out, "^"+code, "^552"+code, "^5usc552"+code)
		if len(code) > 1 {
			out = append(out, code)
		}
		if len(code) > 2 { // 7(C)
			out = append(out, "^"+code[1:])
		}
	}
	return out
}

// exemptionCode gives a spelling of an exemption its plain form: (b)(7)(C),
// b7C, "Exemption 7(C)", 552(b)(7)(C) are all b7c. Those of the Privacy Act keep
// their letter: (k)(2) is k2; and a section of an order its point: 1.4(d) is 1.4d.
func exemptionCode(typed string) string {
	s := strings.ToLower(typed)
	for _, word := range []string{"exemption", "exempt", "5 u.s.c.", "usc", "§", "foia", "ex.", "ex "} {
		s = strings.ReplaceAll(s, word, "")
	}
	var b strings.Builder
	point := false
	for i := 0; i < len(s); i++ {
		switch {
		case wordByte(s[i]):
			b.WriteByte(s[i])
		case s[i] == '.' && i > 0 && isDigit(s[i-1]) && i+1 < len(s) && isDigit(s[i+1]):
			point = true
			b.WriteByte('.')
		}
	}
	code := strings.TrimPrefix(strings.TrimPrefix(b.String(), "552a"), "552")
	if code != "" && isDigit(code[0]) && !point {
		code = "b" + code
	}
	if len(code) > 8 {
		return ""
	}
	return code
}

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
	var forms []form
	for _, words := range vocabularies {
		for _, i := range words.all("^"+b.prefix, func(rest string) bool { return b.has(b.prefix + rest) }) {
			if f := (form{string(words.word(i)), boostExact}); !slices.Contains(forms, f) && len(forms) < maxForms {
				forms = append(forms, f)
			}
		}
	}
	text, err := p.forms(v, fieldText, forms, false)
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
