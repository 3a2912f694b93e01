package search

import (
	"slices"
	"strings"

	"readingroom/search/analysis"
	"readingroom/search/query"
)

// marks say which words of a text are those that were asked for, by the same
// rules by which the index found it. They are not changed once made.
type marks struct {
	analyzer *analyzer
	terms    map[string]bool          // words, compounds
	stems    map[string]bool          // ~ and the stem
	match    []func(term string) bool // words that match a pattern
	phrases  []markedPhrase
	nears    []nearMarks
	sums     []interval // of money
	cells    []cellMark
}

// A markedPhrase is words that stand in line, the last of them in any of its
// forms where it bends.
type markedPhrase struct {
	words []analysis.Token
	bends bool
}

// A cellMark is what is asked of the cells of a column.
type cellMark struct {
	column string
	test   cellTest
	words  *marks // of the text of such a cell; nil: a number or day is asked for, or the whole of it
}

func (a *analyzer) newMarks() *marks {
	return &marks{analyzer: a, terms: map[string]bool{}, stems: map[string]bool{}}
}

// newMarks takes the leaves of a query that are wanted: those of the text, and
// where names is set also those of the names of an item.
func (p *plan) newMarks(root query.Node, names bool) *marks {
	m := p.analyzer.newMarks()
	m.take(root, p.expanded, names)
	return m
}

// take adds what a node asks for. expanded are the words that patterns are
// known to stand for; others are matched.
func (m *marks) take(n query.Node, expanded map[string][]form, names bool) {
	switch n := n.(type) {
	case query.And:
		for _, c := range n {
			m.take(c, expanded, names)
		}
	case query.Or:
		for _, c := range n {
			m.take(c, expanded, names)
		}
	case query.Boost:
		m.take(n.Node, expanded, names)
	case query.Not:
		if inner, ok := n.Node.(query.Not); ok {
			m.take(inner.Node, expanded, names)
		}
	case query.Near:
		m.near(n, expanded)
	case query.Loose:
		m.loose(n)
	case query.Field:
		m.field(n, expanded, names)
	case query.Range:
		m.ranged(n)
	case query.Cell:
		c := cellMark{n.Column, m.analyzer.cellTest(n), nil}
		if !n.Whole {
			c.words = m.analyzer.leafMarks(n.Leaf)
		}
		m.cells = append(m.cells, c)
	case nil:
	default:
		m.add(n, expanded)
	}
}

func (m *marks) field(n query.Field, expanded map[string][]form, names bool) {
	switch {
	case textFields[n.Name] != "":
		if names {
			m.take(n.Leaf, expanded, false)
		}
	case n.Name == "exemption":
		for _, f := range exemptionWords(n.Leaf) {
			m.terms[f.term] = true
		}
	case n.Name == "bates":
		m.add(n.Leaf, nil)
	}
}

func (m *marks) ranged(n query.Range) {
	switch n.Field {
	case "amount":
		if i, ok := intervalOf(n); ok {
			m.sums = append(m.sums, i)
		}
	case "bates":
		if b, ok := batesOf(n); ok {
			m.match = append(m.match, func(term string) bool { return strings.HasPrefix(term, "^") && b.has(term[1:]) })
		}
	case "column":
		if test := m.analyzer.cellTest(n); test != nil {
			m.cells = append(m.cells, cellMark{n.Column, test, nil})
		}
	}
}

func (m *marks) add(leaf query.Node, expanded map[string][]form) {
	if near := m.analyzer.starred(leaf); near != nil {
		m.near(*near, nil)
		return
	}
	if expands(leaf) {
		words := parts(m.analyzer.Tokens(nil, query.Text(leaf)))
		if f, ok := leaf.(query.Fuzzy); !ok || len(words) == 1 {
			m.pattern(leaf, f, words, expanded)
			return
		}
	}
	q := m.analyzer.sought(leaf)
	for _, f := range q.forms {
		if f.term[0] == '~' {
			m.stems[f.term] = true
		} else {
			m.terms[f.term] = true
		}
	}
	for _, words := range q.spelled() {
		m.phrases = append(m.phrases, markedPhrase{words, q.bends && len(words) == len(q.words)})
	}
}

// pattern marks the words that a pattern stands for.
func (m *marks) pattern(leaf query.Node, f query.Fuzzy, words []analysis.Token, expanded map[string][]form) {
	if near := m.analyzer.sideBySide(leaf); near != nil {
		m.near(*near, nil)
	}
	if forms, ok := expanded[query.Print(leaf)]; ok {
		for _, f := range forms {
			m.terms[f.term] = true
		}
		return
	}
	if f.Word != "" {
		term := words[0].Term
		for _, w := range append([]string{term}, misread(term)...) {
			m.terms[w] = true
		}
		if len([]rune(term)) > 2 {
			m.match = append(m.match, func(w string) bool {
				return max(len(w)-len(term), len(term)-len(w)) <= 4*f.Edits && apart(w, term) <= f.Edits
			})
		}
		return
	}
	if own, err := newMatcher(leaf); err == nil {
		m.match = append(m.match, func(w string) bool { return own.match([]byte(w)) })
	}
}

// leafMarks are those of one leaf.
func (a *analyzer) leafMarks(leaf query.Node) *marks {
	m := a.newMarks()
	m.take(leaf, nil, false)
	return m
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
func (m *marks) find(text string, tokens []analysis.Token) ([]stretch, []analysis.Token) {
	words := make([]analysis.Token, 0, len(tokens))
	var out []stretch
	for _, t := range tokens {
		if m.terms[t.Term] || !t.Whole && t.Stem != "" && m.stems[t.Stem] || m.matches(t.Term) {
			out = append(out, stretch{t.Start, t.End, len(words), t.Term})
		}
		if !t.Whole {
			words = append(words, t)
		}
	}
	for _, phrase := range m.phrases {
		n := len(phrase.words)
		for i := 0; i+n <= len(words); i++ {
			if phrase.inLine(words[i:]) {
				out = append(out, stretch{words[i].Start, words[i+n-1].End, i, phrase.words[0].Term + " " + phrase.words[1].Term})
			}
		}
	}
	for _, n := range m.nears {
		out = append(out, n.find(text, tokens, words)...)
	}
	if len(m.sums) > 0 {
		out = append(out, m.money(text, words)...)
	}
	return merge(out), words
}

func (m *marks) matches(term string) bool {
	return len(m.match) > 0 && slices.ContainsFunc(m.match, func(match func(string) bool) bool { return match(term) })
}

// money marks the sums of a text that are asked for.
func (m *marks) money(text string, words []analysis.Token) []stretch {
	var out []stretch
	for _, s := range sumsIn(text) {
		if slices.ContainsFunc(m.sums, func(i interval) bool { return i.has(s.value) }) {
			word, _ := slices.BinarySearchFunc(words, s.end, func(w analysis.Token, end int) int { return w.End - end })
			out = append(out, stretch{s.start, s.end, min(word, len(words)-1), text[s.start:s.end]})
		}
	}
	return out
}

func (p markedPhrase) inLine(words []analysis.Token) bool {
	for i, w := range p.words {
		same := words[i].Term == w.Term || p.bends && i == len(p.words)-1 && ofOneStem(words[i], w)
		if !same || words[i].Pos-words[0].Pos != w.Pos-p.words[0].Pos {
			return false
		}
	}
	return true
}

// inRow returns the stretches that are marked in each of the cells of a row: the
// words, and what is asked of their columns.
func (m *marks) inRow(header, cells []string) [][]stretch {
	out := make([][]stretch, len(cells))
	for i, cell := range cells {
		out[i], _ = m.find(cell, m.analyzer.Tokens(nil, cell))
	}
	for _, c := range m.cells {
		for _, col := range m.analyzer.columnsNamed(header, c.column) {
			if c.test != nil && col < len(cells) && c.test(cells[col]) {
				out[col] = merge(append(out[col], c.find(m.analyzer, cells[col])...))
			}
		}
	}
	return out
}

// find marks what it is for which a cell passes: its words, the numbers and days
// in it that pass alone, or else all of it.
func (c cellMark) find(a *analyzer, cell string) []stretch {
	tokens := a.Tokens(nil, cell)
	var out []stretch
	if c.words != nil {
		out, _ = c.words.find(cell, tokens)
	} else {
		for _, t := range tokens {
			if c.test(cell[t.Start:t.End]) {
				out = append(out, stretch{start: t.Start, end: t.End, term: t.Term})
			}
		}
	}
	if len(out) == 0 {
		out = []stretch{{end: len(cell)}}
	}
	return merge(out)
}
