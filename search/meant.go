package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readingroom/search/analysis"
	"readingroom/search/query"
)

// A word may be a mistake where it is found at most so often, and then what was
// meant is found so many times as often.
const (
	seldom   = 2
	moreThan = 20
	fewFound = 3 // places, up to which a query may have a mistake in it
)

// A word of so many letters may have two of them wrong, a shorter one a single
// one; the first letter of a short one is right.
const (
	longWord  = 8
	shortWord = 5
)

// meant asks the query again with words that are spelled alike, as the archive
// has them: all mistakes mended first, then one after the other.
func (a *answer) meant(res *Results, counts []WordCount) ([]Alternative, error) {
	if res.Count > fewFound && !slices.ContainsFunc(counts, func(w WordCount) bool { return w.Count <= seldom && !w.More }) {
		return nil, nil
	}
	type mistake struct {
		node  query.Node
		words []foundWord // that may have been meant, best first
		text  func(word string) query.Node
	}
	var mistakes []mistake
	var err error
	query.Leaves(a.q.Root, func(leaf query.Node, field string, wanted bool) {
		if err != nil || !wanted || len(mistakes) == maxAlternatives || field != "" && textFields[field] == "" {
			return
		}
		bad, alike, e := a.misspelt(leaf, field)
		if err = e; err != nil || len(alike) == 0 {
			return
		}
		said := query.Text(leaf)
		mistakes = append(mistakes, mistake{leaf, alike, func(word string) query.Node {
			text := said[:bad.Start] + word + said[bad.End:]
			if _, ok := leaf.(query.Phrase); ok {
				return query.Phrase(text)
			}
			return query.Word(text)
		}})
	})
	if err != nil || len(mistakes) == 0 {
		return nil, err
	}
	var hopeless []string // what is found nowhere, and nothing is spelled alike
	for _, w := range counts {
		if w.Count == 0 && !slices.ContainsFunc(mistakes, func(m mistake) bool { return strings.HasSuffix(w.Text, query.Print(m.node)) }) {
			hopeless = append(hopeless, w.Text)
		}
	}
	var out []Alternative
	try := func(choice func(i int) int) error {
		var instead, words []string
		root := query.Replace(a.q.Root, func(n query.Node) query.Node {
			if text := query.Print(n); slices.Contains(hopeless, text) {
				if !slices.Contains(instead, text) {
					instead = append(instead, text)
				}
				return nil
			}
			for i, m := range mistakes {
				if c := choice(i); c >= 0 && c < len(m.words) && query.Print(n) == query.Print(m.node) {
					word := m.words[c].word
					if text := query.Print(m.node); !slices.Contains(instead, text) {
						instead, words = append(instead, text), append(words, word)
					}
					return m.text(word)
				}
			}
			return n
		})
		typed := query.Print(root)
		if len(words) == 0 || slices.ContainsFunc(out, func(o Alternative) bool { return o.Query == typed }) {
			return nil
		}
		t, err := a.count(query.Parse(typed).Root)
		if err == nil && t.places > res.Count {
			out = append(out, Alternative{Query: typed, Instead: strings.Join(instead, ", "), Word: strings.Join(words, ", "), Count: t.places, More: t.more})
		}
		return err
	}
	if err := try(func(int) int { return 0 }); err != nil {
		return nil, err
	}
	for i := range mistakes {
		for c := range 3 {
			if len(out) == maxAlternatives {
				break
			}
			err := try(func(j int) int {
				if j == i {
					return c
				}
				return min(0, c-1) // with no other word changed, or all of them to the best
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// misspelt is the word of a leaf that may be a mistake, and those spelled alike.
func (a *answer) misspelt(leaf query.Node, field string) (bad analysis.Token, alike []foundWord, err error) {
	switch leaf.(type) {
	case query.Word, query.Phrase:
	default:
		return bad, nil, nil
	}
	for _, t := range parts(a.plan.analyzer.Tokens(nil, query.Text(leaf))) {
		if alike, err = a.alike(t, field); err != nil || len(alike) > 0 {
			return t, alike, err
		}
	}
	return bad, nil, nil
}

// alike are the words of the archive that one that is seldom found may stand
// for, best first.
func (a *answer) alike(t analysis.Token, field string) ([]foundWord, error) {
	size := utf8.RuneCountInString(t.Term)
	if size < 4 || size > 32 || analysis.Small[t.Term] || strings.ContainsFunc(t.Term, unicode.IsDigit) {
		return nil, nil
	}
	most := 1 // letters that may be wrong
	if size >= longWord {
		most = 2
	}
	name := fieldText
	kinds := a.kinds
	if field != "" {
		name, kinds = textFields[field], []kind{items}
	}
	found := map[string]foundWord{}
	own := uint64(0)
	for _, k := range kinds {
		all, _, err := a.plan.likeWord(a.views[k], name, query.Fuzzy{Word: t.Term, Edits: min(2, size/4+1)})
		if err != nil {
			return nil, err
		}
		for _, w := range all {
			if w.word == t.Term {
				own += w.count
				continue
			}
			f := found[w.word]
			found[w.word] = foundWord{w.word, f.count + w.count, w.apart}
		}
		forms, err := a.plan.word(a.views[k], name, []form{{cmp.Or(t.Stem, "~"+t.Term), boostStem}})
		if err != nil {
			return nil, err
		}
		own += forms.count
	}
	if own > seldom {
		return nil, nil
	}
	var out []foundWord
	for _, w := range found {
		if w.apart > most || w.count <= own*moreThan || analysis.Small[w.word] || strings.ContainsFunc(w.word, unicode.IsDigit) || utf8.RuneCountInString(w.word) < 3 {
			continue
		}
		if size < shortWord && w.word[0] != t.Term[0] && !slices.Contains(misread(t.Term), w.word) {
			continue
		}
		out = append(out, w)
	}
	slices.SortFunc(out, func(x, y foundWord) int {
		return cmp.Or(cmp.Compare(likely(y, t.Term), likely(x, t.Term)), cmp.Compare(x.word, y.word))
	})
	stems := map[string]bool{cmp.Or(t.Stem, "~"+t.Term): true} // another form of the same word is found anyway
	out = slices.DeleteFunc(out, func(w foundWord) bool {
		tokens := a.plan.analyzer.Tokens(nil, w.word)
		if len(tokens) != 1 {
			return true
		}
		stem := cmp.Or(tokens[0].Stem, "~"+w.word)
		seen := stems[stem]
		stems[stem] = true
		return seen
	})
	if len(out) > 0 {
		best := out[0].apart
		out = slices.DeleteFunc(out, func(w foundWord) bool { return w.apart > best })
	}
	return out[:min(len(out), maxAlternatives)], nil
}

// likely weighs a word by how often it is found and how little it differs: the
// first letter is seldom the wrong one.
func likely(w foundWord, typed string) float64 {
	score := math.Log(float64(w.count)+1) - 4*float64(w.apart)
	if w.word[0] != typed[0] {
		score -= 2
	}
	if len(w.word) < len(typed) {
		score -= 0.5
	}
	return score
}
