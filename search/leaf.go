package search

import (
	"slices"
	"strings"

	"readingroom/search/analysis"
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
	q := p.analyzer.sought(n)
	if len(q.words) < 2 {
		if len(q.forms) == 0 {
			return nil, nil
		}
		_, exact := n.(query.Phrase)
		return p.forms(v, field, q.forms, headers && !exact)
	}
	c, err := p.phrase(v, field, q)
	if err != nil || len(q.forms) == 0 {
		return c, err
	}
	whole, err := p.forms(v, field, q.forms, false)
	if err != nil {
		return nil, err
	}
	return newOr([]clause{whole, c}, true), nil
}

// pattern compiles what stands for several words of the vocabulary.
func (p *plan) pattern(v *view, field string, n query.Node, headers bool) (clause, error) {
	if _, ok := n.(query.Fuzzy); ok {
		switch words := parts(p.analyzer.Tokens(nil, query.Text(n))); {
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
	words := parts(a.Tokens(nil, string(prefix)))
	if len(words) < 2 {
		return nil
	}
	near := &query.Near{Within: len(words) - 1}
	for _, w := range words[:len(words)-1] {
		near.Parts = append(near.Parts, query.Phrase(w.Term))
	}
	near.Parts = append(near.Parts, query.Prefix(words[len(words)-1].Term))
	return near
}

// parts leaves out the compounds, whose parts follow them.
func parts(tokens []analysis.Token) []analysis.Token {
	return slices.DeleteFunc(slices.Clone(tokens), func(t analysis.Token) bool { return t.Whole })
}

// A form is a term under which a word is found, and how much it counts.
type form struct {
	term  string
	boost float64
}

// wordForms: as it was typed; any other word of the same stem, which is either
// marked by that stem or is the stem itself; and with a hyphen in it.
func wordForms(t analysis.Token, exact bool) []form {
	forms := []form{{t.Term, boostExact}}
	switch {
	case exact:
	case t.Stem != "":
		forms = append(forms, form{t.Stem, boostStem}, form{t.Stem[1:], boostStem})
	default:
		forms = append(forms, form{"~" + t.Term, boostStem})
	}
	if !exact {
		forms = append(forms, form{analysis.Closed(t.Term), boostForm})
	}
	return forms
}

// lasts are the words in which the last of the words may stand where it bends, the
// one that was typed first; nil where it does not.
func (p *plan) lasts(v *view, field string, q sought) ([]string, error) {
	if !q.bends {
		return nil, nil
	}
	last := q.words[len(q.words)-1]
	var out []string
	surfaces, err := p.surfaces(v, field, last)
	for _, s := range surfaces {
		out = append(out, s.word)
	}
	if s := otherShort(last.Term); s != "" {
		out = append(out, s)
	}
	return out, err
}

// ofOneStem reports whether two words are forms of one, by the rule of lasts.
func ofOneStem(x, y analysis.Token) bool {
	return x.Stemmed() == y.Stemmed() || otherShort(x.Term) == y.Term || otherShort(y.Term) == x.Term
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
