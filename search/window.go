package search

import (
	"slices"
	"strings"

	"readingroom/search/analysis"
	"readingroom/search/query"
)

// nearMarks are what stands near one another: at least one word of each part,
// within so many words.
type nearMarks struct {
	parts   []*marks
	within  int
	inOrder bool
}

func (m *marks) near(n query.Near, expanded map[string][]form) {
	n, _ = few(n)
	near := nearMarks{within: n.Within, inOrder: n.InOrder}
	for _, part := range n.Parts {
		p := m.analyzer.newMarks()
		p.take(part, expanded, false)
		near.parts = append(near.parts, p)
	}
	m.nears = append(m.nears, near)
}

// loose reads a phrase in any order as its words near one another.
func (m *marks) loose(n query.Loose) {
	if near := m.analyzer.apart(n); near != nil {
		m.near(*near, nil)
		return
	}
	m.add(query.Phrase(n.Text), nil)
}

// apart reads a Loose as Near; nil where it is one word.
func (a *analyzer) apart(n query.Loose) *query.Near {
	near := &query.Near{}
	words, _ := a.spelled(n.Text)
	for _, w := range words {
		same := func(p query.Node) bool { return query.Print(p) == query.Print(w) }
		if !slices.ContainsFunc(near.Parts, same) && len(near.Parts) < maxPhrase {
			near.Parts = append(near.Parts, w)
		}
	}
	if len(near.Parts) < 2 {
		return nil
	}
	near.Within = n.Slop + len(near.Parts) - 1
	return near
}

// starred reads a phrase with a * in it as its words in their order; nil where
// there is none.
func (a *analyzer) starred(n query.Node) *query.Near {
	text, ok := n.(query.Phrase)
	if !ok || !strings.Contains(string(text), "*") {
		return nil
	}
	words, any := a.spelled(string(text))
	if !any {
		return nil
	}
	words = words[:min(len(words), maxPhrase)]
	return &query.Near{Parts: words, Within: len(words) - 1, InOrder: true}
}

// spelled are the words of a phrase, each as it stands or as a * in it says.
func (a *analyzer) spelled(text string) (words []query.Node, starred bool) {
	for _, w := range strings.Fields(text) {
		begin, rest, star := strings.Cut(w, "*")
		if rest = strings.Trim(rest, ".,;:!?)*"); star && rest != "" { // within the word
			words, starred = append(words, query.Pattern(strings.Trim(w, ".,;:!?()"))), true
			continue
		}
		own := parts(a.Tokens(nil, begin))
		for i, t := range own {
			if i == len(own)-1 && star {
				words, starred = append(words, query.Prefix(t.Term)), true
				continue
			}
			words = append(words, query.Phrase(t.Term))
		}
	}
	return words, starred
}

// find returns the stretches of the parts that stand near one another.
func (n nearMarks) find(text string, tokens, words []analysis.Token) []stretch {
	found := make([][]stretch, len(n.parts))
	for i, part := range n.parts {
		if found[i], _ = part.find(text, tokens); len(found[i]) == 0 {
			return nil
		}
		found[i] = found[i][:min(len(found[i]), maxSpots)]
	}
	first := func(s stretch) int { return words[min(s.word, len(words)-1)].Pos }
	last := func(s stretch) int { // of its last word
		i := s.word
		for i+1 < len(words) && words[i+1].Start < s.end {
			i++
		}
		return words[min(i, len(words)-1)].Pos
	}
	if n.inOrder {
		return inOrder(found, first, last)
	}
	var out []stretch
	at, marked := make([]int, len(found)), make([]int, len(found)) // 1 + the last that was marked
	for {
		low, high, inside, lowest := 1<<60, 0, 0, 0
		for i, f := range found {
			s := f[at[i]]
			a, b := first(s), last(s)
			if a < low {
				low, lowest = a, i
			}
			high, inside = max(high, b), inside+b-a
		}
		if high-low <= n.within+inside {
			for i, f := range found {
				if marked[i] != at[i]+1 {
					out, marked[i] = append(out, f[at[i]]), at[i]+1
				}
			}
		}
		if at[lowest]++; at[lowest] == len(found[lowest]) {
			return out
		}
	}
}

// inOrder returns the stretches in which one of each follows one of those before.
func inOrder(found [][]stretch, first, last func(stretch) int) []stretch {
	runs := found[0]
	for _, next := range found[1:] {
		var longer []stretch
		for _, s := range runs {
			if i, ok := slices.BinarySearchFunc(next, last(s)+1, func(t stretch, pos int) int { return first(t) - pos }); ok {
				longer = append(longer, stretch{s.start, next[i].end, s.word, s.term + " " + next[i].term})
			}
		}
		runs = longer
	}
	return runs
}
