package search

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"sync"

	"readingroom/search/analysis"
)

// What two words that were typed one after the other are worth besides, as parts of
// the weight of the rarer one: where they stand so, and where they stand, in either
// order, within so many words of one another. They were chosen on half of a judged
// collection; with 0.7 or 1.8 for the first the order is nearly as good.
const (
	worthBeside = 1.0
	worthNear   = 0.4
	nearWithin  = 6
)

// A together says how much more a place is worth for how the words that were
// typed stand in it, by its line. That they do so once is enough: more often says no
// more.
type together struct {
	first [1 << 16]uint8 // by mark: 1 + the last typed of the words it may stand for; 0: none
	next  []uint8        // of each word: 1 + the one typed before it that it has a mark in common with
	last  []int          // where each word stood last
	pairs []pair
	marks []uint16 // of which first says something
}

// togethers are those that nobody uses: of them first says nothing.
var togethers = sync.Pool{New: func() any { return new(together) }}

// release ends the use.
func (t *together) release() {
	for _, m := range t.marks {
		t.first[m] = 0
	}
	t.marks = t.marks[:0]
	togethers.Put(t)
}

// A pair is two words that were typed one after the other.
type pair struct {
	worth float64 // 0: something else was typed between them
	stand float64 // the part of it that a place has
}

// newTogether takes the words of a clause; nil where no two of them were typed one
// after the other. It is to be released.
func newTogether(c clause, a *analyzer) *together {
	words := typed(c, nil)
	pairs, some := make([]pair, max(0, len(words)-1)), false
	for i := range pairs {
		if x, y := words[i], words[i+1]; x != nil && y != nil && x.count > 0 && y.count > 0 {
			pairs[i].worth, some = max(x.weight.idf, y.weight.idf), true
		}
	}
	if !some || len(words) > math.MaxUint8 {
		return nil
	}
	t := togethers.Get().(*together)
	t.pairs, t.next, t.last = pairs, make([]uint8, len(words)), make([]int, len(words))
	for i, w := range words {
		if w == nil {
			continue
		}
		for _, term := range a.turnsOf(w.forms) {
			m := mark(sumOf(term))
			if first := &t.first[m]; *first != uint8(i+1) {
				t.next[i] = max(t.next[i], *first)
				*first, t.marks = uint8(i+1), append(t.marks, m)
			}
		}
	}
	return t
}

// typed appends the words that a clause is made of, in the order in which they
// were typed, with a nil where something else was.
func typed(c clause, words []*word) []*word {
	var parts []clause
	switch c := c.(type) {
	case *both:
		parts = c.parts
	case *either:
		if !c.forms {
			parts = c.parts
		}
	case boosted:
		parts = []clause{c.clause}
	case *word:
		if c.field == fieldText {
			return append(words, c)
		}
	}
	for _, p := range parts {
		words = typed(p, words)
	}
	if parts == nil {
		words = append(words, nil)
	}
	return words
}

// endings are those of most words of English. Which of them a word has is guessed,
// not looked up: that a line is asked for a word that there is not does no harm.
var endings = []string{"", "s", "es", "ed", "d", "ing", "e", "y", "er", "ers", "ies", "ied"}

// turnsOf are the words in which the forms of a word may stand in a line. Those
// that were found under the same stem are guessed by their endings.
func (a *analyzer) turnsOf(forms []form) []string {
	var out []string
	stem := ""
	for _, f := range forms {
		switch {
		case f.term == "" || f.term[0] == '^':
		case f.term[0] == '~':
			stem = f.term
		default:
			out = append(out, f.term)
		}
	}
	if len(stem) < 4 || len(out) == 0 {
		return out
	}
	begins := []string{stem[1:], stem[1 : len(stem)-1]}
	for _, end := range endings {
		if begin, ok := strings.CutSuffix(out[0], end); ok {
			begins = append(begins, begin)
		}
	}
	guesses := make([]string, 0, len(begins)*len(endings))
	for _, begin := range begins {
		for _, end := range endings {
			guesses = append(guesses, begin+end)
		}
	}
	a.Read(guesses, func(term string, read analysis.Token) {
		if read.Stemmed() == stem && !slices.Contains(out, term) {
			out = append(out, term)
		}
	})
	return out
}

// weigh says how much more a place is worth with a line.
func (t *together) weigh(l line) float64 {
	for i := range t.last {
		t.last[i] = -nearWithin - 1
	}
	for i := range t.pairs {
		t.pairs[i].stand = 0
	}
	at := 0
	for i := 0; i+1 < len(l); i += 2 {
		m := binary.LittleEndian.Uint16(l[i:])
		for w := t.first[m]; w > 0; w = t.next[w-1] {
			t.meet(int(w-1), at)
		}
		at += width(m)
	}
	more := 0.0
	for _, p := range t.pairs {
		more += p.worth * p.stand
	}
	return more
}

// meet takes note of a word that stands somewhere.
func (t *together) meet(w, at int) {
	if w > 0 {
		switch d := at - t.last[w-1]; {
		case d == 1:
			t.pairs[w-1].stand = worthBeside
		case d <= nearWithin:
			t.pairs[w-1].stand = max(t.pairs[w-1].stand, worthNear)
		}
	}
	if w < len(t.pairs) {
		if d := at - t.last[w+1]; 0 < d && d <= nearWithin {
			t.pairs[w].stand = max(t.pairs[w].stand, worthNear)
		}
	}
	t.last[w] = at
}
