package search

import (
	"readingroom/search/query"
)

// marks say which words of a text are those that were asked for, by the same
// rules by which the index found it.
type marks struct {
	terms   map[string]bool // words, compounds
	stems   map[string]bool // ~ and the stem
	phrases [][]token
}

// newMarks takes the leaves of a query that are wanted: those of the text, and
// where names is set also those of the names of an item.
func (p *plan) newMarks(root query.Node, names bool) *marks {
	m := &marks{terms: map[string]bool{}, stems: map[string]bool{}}
	query.Leaves(root, func(leaf query.Node, field string, wanted bool) {
		if wanted && (field == "" || names && textFields[field] != "") {
			m.add(p, leaf)
		}
	})
	return m
}

func (m *marks) add(p *plan, leaf query.Node) {
	tokens := p.analyzer.tokens(nil, query.Text(leaf))
	words := parts(tokens)
	_, exact := leaf.(query.Phrase)
	expanded, ok := p.expanded[query.Print(leaf)]
	switch {
	case ok:
		for _, t := range expanded {
			m.terms[t] = true
		}
	case len(words) == 1:
		for _, f := range wordForms(words[0], exact) {
			if f.term[0] == '~' {
				m.stems[f.term] = true
			} else {
				m.terms[f.term] = true
			}
		}
	case len(words) > 1:
		m.phrases = append(m.phrases, words[:min(len(words), maxPhrase)])
		if tokens[0].whole && !exact && tokens[0].end >= words[len(words)-1].end {
			m.terms[tokens[0].term] = true
		}
	}
}

// A stretch is a piece of a text that is marked, in bytes, and the word it
// begins with, counted from 0.
type stretch struct {
	start, end int
	word       int
	term       string // what was found, to tell one from another
}

// find returns the stretches of a text that are marked, in order and apart,
// and the words of the text.
func (m *marks) find(tokens []token) ([]stretch, []token) {
	words := make([]token, 0, len(tokens))
	var out []stretch
	for _, t := range tokens {
		if t.whole {
			if m.terms[t.term] {
				out = append(out, stretch{t.start, t.end, len(words), t.term})
			}
			continue
		}
		if m.terms[t.term] || t.stem != "" && m.stems[t.stem] {
			out = append(out, stretch{t.start, t.end, len(words), t.term})
		}
		words = append(words, t)
	}
	for _, phrase := range m.phrases {
		for i := 0; i+len(phrase) <= len(words); i++ {
			if inLine(phrase, words[i:]) {
				last := words[i+len(phrase)-1]
				out = append(out, stretch{words[i].start, last.end, i, phrase[0].term + " " + phrase[1].term})
			}
		}
	}
	return merge(out), words
}

func inLine(phrase, words []token) bool {
	for i, w := range phrase {
		if words[i].term != w.term || words[i].pos-words[0].pos != w.pos-phrase[0].pos {
			return false
		}
	}
	return true
}
