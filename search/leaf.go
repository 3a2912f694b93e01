package search

import (
	"slices"
	"strings"

	"readingroom/search/query"
)

// How much the forms of a word count: as it was typed, in another form, with
// another ending, as the label of a column; and of a word that stands beside the
// text only, the part that is left.
const (
	boostExact  = 1.0
	boostStem   = 0.7
	boostForm   = 0.6
	boostHeader = 0.1
	boostAside  = 0.1
)

// leaf compiles a leaf, or Near.
func (p *plan) leaf(v *view, field string, n query.Node, headers bool) (clause, error) {
	switch n := n.(type) {
	case query.Near:
		return p.near(v, field, n)
	case query.Loose:
		return p.loose(v, field, n)
	case query.Prefix, query.Pattern, query.Fuzzy, query.Regexp:
		return p.pattern(v, field, n, headers)
	}
	if near := p.analyzer.starred(n); near != nil {
		return p.near(v, field, *near)
	}
	tokens := p.analyzer.tokens(nil, query.Text(n))
	if len(tokens) == 0 {
		return nil, nil
	}
	words := parts(tokens)
	_, exact := n.(query.Phrase)
	if len(words) == 1 {
		return p.forms(v, field, typedForms(tokens, exact), headers && !exact)
	}
	lasts, err := p.lasts(v, field, n, tokens)
	if err != nil {
		return nil, err
	}
	c, err := p.phrase(v, field, words, lasts)
	if err != nil || exact || !tokens[0].whole || tokens[0].end < words[len(words)-1].end {
		return c, err
	}
	whole, err := p.forms(v, field, []form{{tokens[0].term, boostExact}}, false)
	if err != nil {
		return nil, err
	}
	return newOr([]clause{whole, c}, true), nil
}

// pattern compiles what stands for several words of the vocabulary.
func (p *plan) pattern(v *view, field string, n query.Node, headers bool) (clause, error) {
	if _, ok := n.(query.Fuzzy); ok {
		switch words := parts(p.analyzer.tokens(nil, query.Text(n))); {
		case len(words) == 0:
			return nil, nil
		case len(words) > 1: // a compound is looked for as it is
			return p.leaf(v, field, query.Word(query.Text(n)), headers)
		}
	}
	forms, err := p.expand(v, field, n)
	if err != nil {
		return nil, err
	}
	c, err := p.forms(v, field, forms, headers)
	if err != nil {
		return nil, err
	}
	side := p.analyzer.sideBySide(n)
	if side == nil {
		return c, nil
	}
	other, err := p.near(v, field, *side)
	if err != nil {
		return nil, err
	}
	return newOr([]clause{c, other}, true), nil
}

// sideBySide reads a prefix such as well-kno* as words that stand side by side,
// of which the last begins so; nil where it is one word.
func (a *analyzer) sideBySide(n query.Node) *query.Near {
	prefix, ok := n.(query.Prefix)
	if !ok {
		return nil
	}
	words := parts(a.tokens(nil, string(prefix)))
	if len(words) < 2 {
		return nil
	}
	near := &query.Near{Within: len(words) - 1}
	for _, w := range words[:len(words)-1] {
		near.Parts = append(near.Parts, query.Phrase(w.term))
	}
	near.Parts = append(near.Parts, query.Prefix(words[len(words)-1].term))
	return near
}

// parts leaves out the compounds, whose parts follow them.
func parts(tokens []token) []token {
	return slices.DeleteFunc(slices.Clone(tokens), func(t token) bool { return t.whole })
}

// A form is a term under which a word is found, and how much it counts.
type form struct {
	term  string
	boost float64
}

// typedForms are those of a single word; and of a code that is written as one,
// such as b7C, however else it is written.
func typedForms(tokens []token, exact bool) []form {
	forms := wordForms(parts(tokens)[0], exact)
	if tokens[0].whole && !exact {
		forms = append(forms, form{tokens[0].term, boostExact})
	}
	return forms
}

// wordForms: as it was typed; and any other word of the same stem, which is
// either marked by that stem or is the stem itself.
func wordForms(t token, exact bool) []form {
	forms := []form{{t.term, boostExact}}
	switch {
	case exact:
	case t.stem != "":
		forms = append(forms, form{t.stem, boostStem}, form{t.stem[1:], boostStem})
	default:
		forms = append(forms, form{"~" + t.term, boostStem})
	}
	return forms
}

// lasts are the words in which the last part of a compound such as c-sections may
// stand, the one that was typed first: that has forms, as a word alone has. It is
// nil where all parts stand as they are.
func (p *plan) lasts(v *view, field string, n query.Node, tokens []token) ([]string, error) {
	last := tokens[len(tokens)-1]
	if !formsLast(n, tokens) {
		return nil, nil
	}
	var out []string
	surfaces, err := p.surfaces(v, field, last)
	for _, s := range surfaces {
		out = append(out, s.word)
	}
	if s := otherShort(last.term); s != "" {
		out = append(out, s)
	}
	return out, err
}

// formsLast reports whether the last part of a leaf may stand in any of its forms.
func formsLast(leaf query.Node, tokens []token) bool {
	_, exact := leaf.(query.Phrase)
	return !exact && len(tokens) > 1 && !slices.ContainsFunc(tokens, func(t token) bool { return t.whole })
}

// ofOneStem reports whether two words are forms of one, by the rule of lasts.
func ofOneStem(x, y token) bool {
	return x.stemmed() == y.stemmed() || otherShort(x.term) == y.term || otherShort(y.term) == x.term
}

// stemmed is the stem of a word, ~ before it, also where it is the word itself.
func (t token) stemmed() string {
	if t.stem == "" {
		return "~" + t.term
	}
	return t.stem
}

// otherShort is a word too short for a stem without its s, or with one: up of ups.
func otherShort(term string) string {
	if len(term) > 3 || !isLetters(term) {
		return ""
	}
	if short, ok := strings.CutSuffix(term, "s"); ok {
		return short
	}
	return term + "s"
}

func isLetters(term string) bool { return strings.Trim(term, "abcdefghijklmnopqrstuvwxyz") == "" }
