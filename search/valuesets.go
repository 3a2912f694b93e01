package search

import (
	"encoding/binary"
	"slices"
	"sync"
)

// valueSets are the sets of values that pages and rows count for in the facet of a
// subject, where none of them is chosen: the states and countries that one speaks
// of, the years, the exemptions. There are few different ones, and each has a
// number, which stays; that of no values is 0.
type valueSets struct {
	names func() []string            // of the terms of the subject
	find  func(term string) []string // the values that a term counts for

	mu     sync.Mutex
	values []string
	number map[string]int    // of values
	terms  [][]int           // by term, the numbers of its values; nil: not found out yet
	sets   map[string]uint32 // by the bits of their values
	words  int               // that a set has for its bits
	masks  []uint64          // by set

	mask []uint64 // of the set that is looked up
	key  []byte
}

func newValueSets(names func() []string, find func(term string) []string) *valueSets {
	return &valueSets{names: names, find: find, number: map[string]int{}, sets: map[string]uint32{"": 0}, words: 1, masks: []uint64{0}}
}

// now are the values that there are, and the bits of the sets of them.
func (s *valueSets) now() (values []string, words int, masks []uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clip(s.values), s.words, slices.Clip(s.masks)
}

// with says which sets have one of the values that are wanted.
func (s *valueSets) with(wanted func(value string) bool) []bool {
	values, words, masks := s.now()
	out := make([]bool, len(masks)/words)
	for n, v := range values {
		if !wanted(v) {
			continue
		}
		for set := range out {
			out[set] = out[set] || masks[set*words+n>>6]&(1<<(n&63)) != 0
		}
	}
	return out
}

// of is the set of the values of some terms.
func (s *valueSets) of(terms ...uint32) uint32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mask, s.key = s.mask[:0], s.key[:0]
	for _, t := range terms {
		for _, n := range s.valuesOf(t) {
			for len(s.mask) <= n>>6 {
				s.mask = append(s.mask, 0)
			}
			s.mask[n>>6] |= 1 << (n & 63)
		}
	}
	for _, m := range s.mask {
		s.key = binary.LittleEndian.AppendUint64(s.key, m)
	}
	set, ok := s.sets[string(s.key)]
	if !ok {
		set = uint32(len(s.sets))
		s.sets[string(s.key)] = set
		s.masks = append(append(s.masks, s.mask...), make([]uint64, s.words-len(s.mask))...)
	}
	return set
}

// valuesOf are the numbers of the values of a term.
func (s *valueSets) valuesOf(term uint32) []int {
	if int(term) >= len(s.terms) {
		s.terms = append(s.terms, make([][]int, int(term)+1-len(s.terms))...)
	}
	if s.terms[term] != nil {
		return s.terms[term]
	}
	out := []int{}
	for _, v := range s.find(s.names()[term]) {
		n, ok := s.number[v]
		if !ok {
			n = len(s.values)
			if s.number[v], s.values = n, append(s.values, v); n >= 64*s.words {
				s.masks = widened(s.masks, s.words)
				s.words++
			}
		}
		out = append(out, n)
	}
	s.terms[term] = out
	return out
}

// column are the sets of the documents of a segment, by what each speaks of; nil
// where none speaks of anything.
func (s *valueSets) column(r runs) []uint32 {
	if r.starts == nil {
		return nil
	}
	out := make([]uint32, len(r.starts)-1)
	alone := make([]uint32, len(s.names())) // 1 + the set of each term by itself
	var last []uint32
	for i := range out {
		terms := r.of(uint32(i))
		switch {
		case len(terms) == 0:
		case len(terms) == 1 && alone[terms[0]] > 0:
			out[i] = alone[terms[0]] - 1
		case slices.Equal(terms, last):
			out[i] = out[i-1]
		default:
			if out[i] = s.of(terms...); len(terms) == 1 {
				alone[terms[0]] = out[i] + 1
			}
		}
		last = terms
	}
	return out
}
