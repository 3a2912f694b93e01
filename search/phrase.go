package search

import (
	"cmp"
	"slices"
)

// A phraseCursor matches where words stand one after the other. bleve's own
// takes time in the square of how often the words stand in a document, and
// cannot be stopped: too much to let a stranger ask of a page of a million words.
type phraseCursor struct {
	all    *andCursor
	terms  []phraseTerm
	slots  []slot
	weight weight
	boost  float64
	freq   int
}

// A phraseTerm is one of the different words of a phrase.
type phraseTerm struct {
	*termCursor
	positions []uint64 // in the document where the cursor stands
}

// A slot is a place in the phrase: a word, and how far it stands from the first.
type slot struct {
	term   int
	offset uint64
	next   int // the first of the term's positions that is not behind
}

// phrase compiles words that stand in line.
func (p *plan) phrase(v *view, field string, words []token) (cursor, error) {
	if len(words) > maxPhrase {
		words = words[:maxPhrase]
		p.note("Only the first %d words of a phrase were looked for.", maxPhrase)
	}
	c := &phraseCursor{all: &andCursor{}, boost: boostExact}
	known := map[string]int{}
	for _, w := range words {
		i, ok := known[w.term]
		if !ok {
			t, err := p.term(v, field, form{w.term, boostExact}, true)
			if err != nil {
				c.close()
				return nil, err
			}
			i = len(c.terms)
			known[w.term] = i
			c.terms = append(c.terms, phraseTerm{termCursor: t})
			c.all.parts = append(c.all.parts, t)
			c.weight.idf += t.weight.idf
			c.weight.average = t.weight.average
		}
		c.slots = append(c.slots, slot{term: i, offset: uint64(w.pos - words[0].pos)})
	}
	slices.SortStableFunc(c.all.parts, func(x, y cursor) int { return cmp.Compare(x.cost(), y.cost()) })
	return c, nil
}

func (c *phraseCursor) seek(doc uint64) (uint64, error) {
	for {
		at, err := c.all.seek(doc)
		if err != nil || at == none {
			return none, err
		}
		if c.freq = c.count(); c.freq > 0 {
			return at, nil
		}
		doc = at + 1
	}
}

// count counts where the words stand in line, in one pass over their positions.
func (c *phraseCursor) count() int {
	for i := range c.terms {
		t := &c.terms[i]
		t.positions = t.positions[:0]
		for _, v := range t.doc.Vectors {
			t.positions = append(t.positions, v.Pos)
		}
		if !slices.IsSorted(t.positions) {
			slices.Sort(t.positions)
		}
	}
	for i := range c.slots {
		c.slots[i].next = 0
	}
	n := 0
	for first := uint64(1); ; { // where the phrase begins; it only grows
		begun := first
		for i := range c.slots {
			s := &c.slots[i]
			at := c.terms[s.term].positions
			for s.next < len(at) && at[s.next] < first+s.offset {
				s.next++
			}
			if s.next == len(at) {
				return n
			}
			first = at[s.next] - s.offset
		}
		if first == begun {
			n++
			first++
		}
	}
}

// score weighs less a phrase with a word that stands beside the text only.
func (c *phraseCursor) score() float64 {
	score := c.boost * c.weight.of(float64(c.freq), c.terms[0].doc.Norm)
	if slices.ContainsFunc(c.terms, func(t phraseTerm) bool { return t.beside() }) {
		score *= boostAside
	}
	return score
}
func (c *phraseCursor) cost() uint64 { return c.all.cost() }
func (c *phraseCursor) close()       { c.all.close() }
