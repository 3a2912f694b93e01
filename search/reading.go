package search

import (
	"cmp"
	"slices"
	"strings"

	"readingroom/search/query"
)

// reading says how a query was read: as a tree with its signs written out, of
// how many words, and in which other forms the archive has them.
//
//	ventura AND detainer; 2 words, 1 also as detainers, detain
//	"county jail" OR depu*; 1 phrase, 1 pattern
func (a *answer) reading() (string, error) {
	if a.q.IsZero() {
		return "", nil
	}
	var words, phrases, patterns, others, also int
	var forms []string
	var err error
	query.Leaves(a.q.Root, func(leaf query.Node, field string, _ bool) {
		if field != "" && textFields[field] == "" {
			others++
			return
		}
		switch leaf.(type) {
		case query.Phrase, query.Loose:
			phrases++
		case query.Word:
			words++
			more, e := a.otherForms(query.Text(leaf), field)
			if err == nil {
				err = e
			}
			if len(more) > 0 {
				also++
				forms = append(forms, more...)
			}
		default:
			patterns++
		}
	})
	if err != nil {
		return "", err
	}
	var said []string
	for _, s := range []struct {
		n    int
		noun string
	}{{words, "word"}, {phrases, "phrase"}, {patterns, "pattern"}, {others, "condition"}} {
		if s.n == 0 {
			continue
		}
		text := many(s.n, s.noun)
		if s.noun == "word" && also > 0 {
			text += ", " + thousands(also) + " also as " + strings.Join(forms[:min(len(forms), formsNamed)], ", ")
			if len(forms) > formsNamed {
				text += " …"
			}
		}
		said = append(said, text)
	}
	if len(a.gone) > 0 {
		said = append(said, "without "+strings.Join(a.gone, ", "))
	}
	return a.q.ReadAs() + "; " + strings.Join(said, ", "), nil
}

// How many other forms are named: of one word, and of all.
const (
	formsOfOne = 2
	formsNamed = 6
)

// otherForms are the words of the archive that a word is found as, too, the most
// frequent.
func (a *answer) otherForms(word, field string) ([]string, error) {
	words := parts(a.plan.analyzer.Tokens(nil, word))
	if len(words) != 1 {
		return nil, nil
	}
	name, kinds := fieldText, a.kinds
	if field != "" {
		name, kinds = textFields[field], []kind{items}
	}
	counts := map[string]uint64{}
	for _, k := range kinds {
		forms, err := a.plan.surfaces(a.views[k], name, words[0])
		if err != nil {
			return nil, err
		}
		for _, f := range forms[1:] {
			counts[f.word] += f.count
		}
	}
	var out []string
	for f := range counts {
		out = append(out, f)
	}
	slices.SortFunc(out, func(x, y string) int { return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y)) })
	return out[:min(len(out), formsOfOne)], nil
}
