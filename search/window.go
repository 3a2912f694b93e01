package search

import (
	"slices"

	"readingroom/search/query"
)

// nearMarks are what stands near one another: at least one word of each part,
// within so many words.
type nearMarks struct {
	parts  []*marks
	within int
}

func (m *marks) near(n query.Near, expanded map[string][]form) {
	n, _ = few(n)
	near := nearMarks{within: n.Within}
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
	for _, w := range parts(a.tokens(nil, n.Text)) {
		if p := query.Phrase(w.term); !slices.Contains(near.Parts, query.Node(p)) && len(near.Parts) < maxPhrase {
			near.Parts = append(near.Parts, p)
		}
	}
	if len(near.Parts) < 2 {
		return nil
	}
	near.Within = n.Slop + len(near.Parts) - 1
	return near
}

// find returns the stretches of the parts that stand near one another.
func (n nearMarks) find(text string, tokens, words []token) []stretch {
	found := make([][]stretch, len(n.parts))
	for i, part := range n.parts {
		if found[i], _ = part.find(text, tokens); len(found[i]) == 0 {
			return nil
		}
		found[i] = found[i][:min(len(found[i]), maxSpots)]
	}
	first := func(s stretch) int { return words[min(s.word, len(words)-1)].pos }
	last := func(s stretch) int { // of its last word
		i := s.word
		for i+1 < len(words) && words[i+1].start < s.end {
			i++
		}
		return words[min(i, len(words)-1)].pos
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
