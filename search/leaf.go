package search

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	index "github.com/blevesearch/bleve_index_api"

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

// leaf compiles a word, phrase, prefix or fuzzy word.
func (p *plan) leaf(v *view, field string, n query.Node, headers bool) (cursor, error) {
	tokens := p.analyzer.tokens(nil, query.Text(n))
	if len(tokens) == 0 {
		return nil, nil
	}
	var forms []form
	words := parts(tokens)
	_, exact := n.(query.Phrase)
	switch n.(type) {
	case query.Prefix, query.Fuzzy:
		if len(words) > 1 { // a compound: its beginning as it is
			break
		}
		var err error
		if forms, err = p.expand(v, field, n, words[0].term); err != nil {
			return nil, err
		}
		return p.forms(v, field, forms, headers)
	}
	if len(words) == 1 {
		return p.forms(v, field, wordForms(words[0], exact), headers && !exact)
	}
	c, err := p.phrase(v, field, words)
	if err != nil || exact || !tokens[0].whole || tokens[0].end < words[len(words)-1].end {
		return c, err
	}
	whole, err := p.forms(v, field, []form{{tokens[0].term, boostExact}}, false)
	if err != nil {
		c.close()
		return nil, err
	}
	return newOr([]cursor{whole, c}, true), nil
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

// expand finds the words of the vocabulary that a prefix or a fuzzy word
// stands for: the most frequent, where there are too many.
func (p *plan) expand(v *view, field string, n query.Node, term string) ([]form, error) {
	var dict index.FieldDict
	var err error
	if _, ok := n.(query.Fuzzy); ok {
		if utf8.RuneCountInString(term) < 3 { // one letter of two is another word
			return []form{{term, boostExact}}, nil
		}
		dict, err = v.snap.FieldDictFuzzy(field, term, 1, "")
	} else {
		dict, err = v.snap.FieldDictPrefix(field, []byte(term))
	}
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	var found []index.DictEntry
	walked := 0
	for ; walked < maxWalk; walked++ {
		e, err := dict.Next()
		if err != nil {
			return nil, err
		}
		if e == nil {
			break
		}
		if c := e.Term[0]; c != '~' && c != '^' { // stems and compounds are not words
			found = append(found, index.DictEntry{Term: e.Term, Count: e.Count})
		}
	}
	if len(found) > p.share {
		more := fmt.Sprint(len(found))
		if walked == maxWalk {
			more = "more than " + more
		}
		p.note("%s stands for %s words; the %d most frequent were looked for.", query.Print(n), more, p.share)
		slices.SortStableFunc(found, func(x, y index.DictEntry) int { return cmp.Compare(y.Count, x.Count) })
		found = found[:p.share]
	}
	forms := []form{{term, boostExact}}
	for _, e := range found {
		if e.Term != term {
			forms = append(forms, form{e.Term, boostForm})
		}
		p.expanded[query.Print(n)] = append(p.expanded[query.Print(n)], e.Term)
	}
	return forms, nil
}
