package search

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/period"
)

// A tally counts the groups by what their places speak of, for the facet of one
// subject. A group has a bit for each value, in so many words.
type tally struct {
	subject subject
	values  []string // by number
	words   int
	has     []uint64 // by group
	masks   []uint64 // by set of valueSets, the values that it has

	// Where values are chosen, what counts is not known by sets: then each term
	// counts for some values.
	find  func(term uint32) []string // finds them out; nil: nothing is chosen
	of    []int32                    // by term, the value it counts for, from 1; 0: not found out yet; -1: none; -2 and below: several
	lists [][]int32                  // of several values
	key   map[string]int32           // the numbers of the values
}

// newTally makes the tally of a subject of which nothing is chosen.
func newTally(of subject, sets *valueSets, r *room) *tally {
	t := &tally{subject: of, has: r.has[of][:0]}
	t.values, t.words, t.masks = sets.now()
	return t
}

// newTermTally makes one of a subject of which values are chosen.
func newTermTally(of subject, terms int, find func(term uint32) []string, r *room) *tally {
	return &tally{subject: of, words: 1, has: r.has[of][:0], of: make([]int32, terms), find: find, key: map[string]int32{}}
}

// room makes room for so many groups. A tally that is nil needs none.
func (t *tally) room(groups int) {
	for t != nil && len(t.has) < groups*t.words {
		t.has = append(t.has, 0)
	}
}

// count counts a group for what documents of a segment speak of.
func (t *tally) count(col *column, docs []uint32, group int32) {
	sets := col.counted[t.subject]
	switch {
	case t.find != nil:
		for _, d := range docs {
			for _, term := range col.about[t.subject].of(d) {
				t.term(term, group)
			}
		}
	case sets == nil:
	case t.words == 1:
		has := &t.has[group]
		sum := *has
		for _, d := range docs {
			if n := sets[d]; int(n) < len(t.masks) {
				sum |= t.masks[n]
			}
		}
		*has = sum
	default:
		last := uint32(0) // which is the set of no values
		for _, d := range docs {
			if n := sets[d]; n != last {
				t.set(n, group)
				last = n
			}
		}
	}
}

// set counts a group for the values of a set.
func (t *tally) set(n uint32, group int32) {
	from := int(n) * t.words
	if from >= len(t.masks) { // it came in this moment
		return
	}
	has := t.has[int(group)*t.words:][:t.words]
	for i, m := range t.masks[from:][:t.words] {
		has[i] |= m
	}
}

// report counts a group for what its item reports on.
func (t *tally) report(c *catalog, ord uint32, group int32) {
	switch n := c.reports[ord]; {
	case n == 0:
	case t.find == nil:
		t.set(c.years[ord], group)
	default:
		t.term(n-1, group)
	}
}

// term counts a group for the values of a term.
func (t *tally) term(term uint32, group int32) {
	if int(term) >= len(t.of) { // it came in this moment
		return
	}
	if t.of[term] == 0 {
		t.of[term] = t.learn(t.find(term))
	}
	switch k := t.of[term]; {
	case k > 0:
		t.value(k-1, group)
	case k < -1:
		for _, k := range t.lists[-k-2] {
			t.value(k, group)
		}
	}
}

func (t *tally) value(k, group int32) {
	t.has[int(group)*t.words+int(k>>6)] |= 1 << (k & 63)
}

// learn gives a term its number.
func (t *tally) learn(values []string) int32 {
	keys := make([]int32, len(values))
	for i, v := range values {
		k, ok := t.key[v]
		if !ok {
			k = int32(len(t.values))
			t.key[v], t.values = k, append(t.values, v)
			if len(t.values) > 64*t.words {
				t.has = widened(t.has, t.words)
				t.words++
			}
		}
		keys[i] = k
	}
	switch len(keys) {
	case 0:
		return -1
	case 1:
		return keys[0] + 1
	}
	t.lists = append(t.lists, keys)
	return -int32(len(t.lists)) - 1
}

// widened gives each so many words one more.
func widened(all []uint64, words int) []uint64 {
	out := make([]uint64, 0, len(all)/words*(words+1))
	for each := range slices.Chunk(all, words) {
		out = append(append(out, each...), 0)
	}
	return out
}

// counted are the values with their counts. A tally that is nil counted nothing.
func (t *tally) counted() []FacetValue {
	if t == nil {
		return nil
	}
	counts := make([]int, 64*t.words)
	for word := range t.words {
		of := counts[64*word:][:64]
		for i := word; i < len(t.has); i += t.words {
			for has := t.has[i]; has != 0; has &= has - 1 {
				of[bits.TrailingZeros64(has)]++
			}
		}
	}
	out := make([]FacetValue, 0, len(t.values))
	for i, v := range t.values {
		if counts[i] > 0 {
			out = append(out, FacetValue{Value: v, Count: counts[i]})
		}
	}
	return out
}

// placeTally counts groups by state and country, and by county in the states that
// are chosen or hold what is chosen.
func placeTally(terms []placeTerm, sets *valueSets, chosen []string, r *room) *tally {
	if len(chosen) == 0 {
		return newTally(ofPlace, sets, r)
	}
	var open []string
	for _, v := range chosen {
		if parts := strings.SplitN(strings.TrimPrefix(v, "?"), "/", 3); len(parts) > 1 {
			open = append(open, parts[0]+"/"+parts[1]+"/")
		}
	}
	return newTermTally(ofPlace, len(terms), func(term uint32) []string {
		p := terms[term]
		name := p.slug
		if p.maybe {
			name = "?" + name
		}
		if p.broad || slices.Contains(chosen, name) ||
			!p.maybe && p.kind == archive.JurisdictionCounty && slices.ContainsFunc(open, func(s string) bool { return strings.HasPrefix(p.slug, s) }) {
			return []string{name}
		}
		return nil
	}, r)
}

// The longest periods that are counted, and of which the quarters are, in years.
const (
	longPeriod = 150
	openPeriod = 2
)

// periodTally counts groups by the years that their periods overlap, and by the
// quarters of those that are chosen or hold what is chosen.
func periodTally(terms []archive.Period, sets *valueSets, names []string, chosen []archive.Period, r *room) *tally {
	if len(chosen) == 0 {
		return newTally(ofPeriod, sets, r)
	}
	var open []archive.Period
	others := map[string]archive.Period{} // those that are neither a year nor one of its quarters
	for i, p := range chosen {
		if name := names[i]; name != period.NameOf(p) || len(name) != len("2017") && !strings.Contains(name, "-Q") {
			others[name] = p
		}
		if years(p) <= openPeriod {
			open = append(open, p)
		}
	}
	return newTermTally(ofPeriod, len(terms), func(term uint32) []string {
		var out []string
		for name, c := range others {
			if c.Overlaps(terms[term]) {
				out = append(out, name)
			}
		}
		return append(out, yearsOf(terms[term], open)...)
	}, r)
}

// years counts the calendar years that a period has a day of.
func years(p archive.Period) int {
	if len(p.From) < 4 || len(p.Until) < 4 || p.From >= p.Until {
		return 0
	}
	from, _ := strconv.Atoi(p.From[:4])
	until, _ := strconv.Atoi(p.Until[:4])
	if p.Until[4:] == "-01-01" {
		until--
	}
	return until - from + 1
}

// yearsOf are the years that a period has a day of, and the quarters of those
// that are open.
func yearsOf(p archive.Period, open []archive.Period) []string {
	var out []string
	n := years(p)
	if n > longPeriod {
		return nil
	}
	first, _ := strconv.Atoi(p.From[:min(4, len(p.From))])
	for y := first; y < first+n; y++ {
		year := fmt.Sprintf("%04d", y)
		out = append(out, year)
		whole := archive.Period{From: year + "-01-01", Until: fmt.Sprintf("%04d-01-01", y+1)}
		if !slices.ContainsFunc(open, whole.Overlaps) {
			continue
		}
		for q := range 4 {
			name := year + "-Q" + strconv.Itoa(q+1)
			if part, err := period.Named(name); err == nil && part.Overlaps(p) {
				out = append(out, name)
			}
		}
	}
	return out
}
