package search

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/period"
)

// filters are, for each facet, the values asked for; nil: any.
type filters struct {
	values  [][]string
	chosen  []bool           // of the facets of items, by the number of the value
	asked   uint16           // the facets of items of which values are asked for, a bit each
	periods []archive.Period // those that the values of the facet period name
}

// anything are no filters.
func anything() filters { return filters{values: make([][]string, len(Facets))} }

func newFilters(asked map[string][]string) (filters, error) {
	f := anything()
	for name, values := range asked {
		i := slices.Index(Facets, name)
		if i < 0 {
			return f, fmt.Errorf("filter %q: want one of %s: %w", name, strings.Join(Facets, ", "), archive.ErrInvalid)
		}
		f.values[i] = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	}
	for i, v := range f.values[facetExemption] {
		f.values[facetExemption][i] = ExemptionName(v)
	}
	for _, v := range f.values[facetPeriod] {
		p, err := period.Named(v)
		if err != nil {
			return f, err
		}
		f.periods = append(f.periods, p)
	}
	return f, nil
}

// number finds the values asked for among all those that there are.
func (f *filters) number(values []string) {
	for i, asked := range f.values[:itemFacets] {
		if len(asked) > 0 {
			f.asked |= 1 << i
		}
	}
	if f.asked == 0 {
		return
	}
	f.chosen = make([]bool, len(values))
	for n, v := range values {
		f.chosen[n] = slices.Contains(f.values[v[0]], v[1:])
	}
}

// about reports whether something is asked of what places speak of.
func (f filters) about() bool {
	return len(f.values[facetPlace])+len(f.periods)+len(f.values[facetExemption]) > 0
}

// fails returns the filters of items that an item does not pass.
func (f *filters) fails(c *catalog, ord uint32, values []string) uint16 {
	mask := f.asked
	pass := func(v uint32) {
		if int(v) < len(f.chosen) && f.chosen[v] { // what is beyond came in this moment
			mask &^= 1 << values[v][0]
		}
	}
	for i, of := range c.one {
		if single[i] && of[ord] > 0 {
			pass(of[ord] - 1)
		}
	}
	for _, v := range c.has[ord] {
		pass(v)
	}
	return mask
}

// chosenPlaces says which terms are those of one of the values: a slug, one
// with a question mark before it for what is in doubt, or the last part of one
// where it is no slug itself: ca is Canada where that is spoken of.
func chosenPlaces(terms []placeTerm, values []string) []bool {
	if len(values) == 0 {
		return nil
	}
	chosen := make([]bool, len(terms))
	for _, v := range values {
		want, maybe := strings.CutPrefix(strings.ToLower(v), "?")
		part := !strings.Contains(want, "/") && !slices.ContainsFunc(terms, func(t placeTerm) bool { return t.maybe == maybe && t.slug == want })
		for i, t := range terms {
			if t.maybe == maybe && (t.slug == want || part && strings.HasSuffix(t.slug, "/"+want)) {
				chosen[i] = true
			}
		}
	}
	return chosen
}

// chosenExemptions says which exemptions are one of the values, in any spelling.
func chosenExemptions(terms, values []string) []bool {
	if len(values) == 0 {
		return nil
	}
	chosen := make([]bool, len(terms))
	for i, t := range terms {
		chosen[i] = slices.ContainsFunc(values, func(v string) bool { return sameExemption(v, t) })
	}
	return chosen
}

func chosenPeriods(terms, asked []archive.Period) []bool {
	if len(asked) == 0 {
		return nil
	}
	chosen := make([]bool, len(terms))
	for i, t := range terms {
		chosen[i] = slices.ContainsFunc(asked, t.Overlaps)
	}
	return chosen
}

// unknown says which of the values asked for nothing here has.
func (c *collector) unknown() []string {
	var out []string
	for i, asked := range c.filters.values {
		for _, v := range asked {
			known, says := true, ""
			switch {
			case i == facetPlace:
				known, says = slices.Contains(chosenPlaces(c.placeTerms, []string{v}), true), "Nothing here speaks of the place “%s”."
			case i == facetExemption:
				known, says = slices.Contains(chosenExemptions(c.exemptions, []string{v}), true), "Nothing here is withheld under “%s”."
			case i < itemFacets:
				known, says = slices.Contains(c.values, string(byte(i))+v), "No document here has the "+Facets[i]+" “%s”."
			}
			if !known {
				out = append(out, fmt.Sprintf(says, clip(v)))
			}
		}
	}
	return out
}

func anyOf(terms []uint32, chosen []bool) bool {
	for _, t := range terms {
		if int(t) < len(chosen) && chosen[t] { // what is beyond came in this moment
			return true
		}
	}
	return false
}

// A tally counts the groups by what their places speak of: each term counts for
// some values.
type tally struct {
	of     []int32                         // by term, the value it counts for, from 1; 0: not found out yet; -1: none; -2 and below: several
	find   func(term uint32) (vs []string) // finds them out
	lists  [][]int32                       // of several values
	key    map[string]int32
	values []string
	counts []int
	last   []int32    // by value, the group counted last, from 1
	groups [][]uint64 // by value, a bit for each group
}

func newTally(terms int, find func(term uint32) []string) *tally {
	return &tally{of: make([]int32, terms), find: find, key: map[string]int32{}}
}

// count counts a group for some terms. A tally that is nil counts nothing.
func (t *tally) count(terms []uint32, group int) {
	if t == nil {
		return
	}
	for _, term := range terms {
		if int(term) >= len(t.of) { // it came in this moment
			continue
		}
		if t.of[term] == 0 {
			t.of[term] = t.learn(t.find(term))
		}
		switch k := t.of[term]; {
		case k > 0:
			t.add(k-1, group)
		case k < -1:
			for _, k := range t.lists[-k-2] {
				t.add(k, group)
			}
		}
	}
}

// learn gives a term its number.
func (t *tally) learn(values []string) int32 {
	keys := t.keys(values)
	switch len(keys) {
	case 0:
		return -1
	case 1:
		return keys[0] + 1
	}
	t.lists = append(t.lists, keys)
	return -int32(len(t.lists)) - 1
}

// keys are the numbers of values.
func (t *tally) keys(values []string) []int32 {
	out := make([]int32, len(values))
	for i, v := range values {
		k, ok := t.key[v]
		if !ok {
			k = int32(len(t.values))
			t.key[v] = k
			t.values, t.counts, t.last, t.groups = append(t.values, v), append(t.counts, 0), append(t.last, 0), append(t.groups, nil)
		}
		out[i] = k
	}
	return out
}

func (t *tally) add(k int32, group int) {
	if t.last[k] == int32(group)+1 { // the places of an item come one after the other, nearly always
		return
	}
	t.last[k] = int32(group) + 1
	word, bit := group>>6, uint64(1)<<(group&63)
	for len(t.groups[k]) <= word {
		t.groups[k] = append(t.groups[k], 0)
	}
	if t.groups[k][word]&bit == 0 {
		t.groups[k][word] |= bit
		t.counts[k]++
	}
}

// counted are the values with their counts.
func (t *tally) counted() []FacetValue {
	if t == nil {
		return nil
	}
	out := make([]FacetValue, 0, len(t.values))
	for i, v := range t.values {
		if t.counts[i] > 0 {
			out = append(out, FacetValue{Value: v, Count: t.counts[i]})
		}
	}
	return out
}

// placeTally counts groups by state and country, and by county in the states that
// are chosen or hold what is chosen.
func placeTally(terms []placeTerm, chosen []string) *tally {
	var open []string
	for _, v := range chosen {
		if parts := strings.SplitN(strings.TrimPrefix(v, "?"), "/", 3); len(parts) > 1 {
			open = append(open, parts[0]+"/"+parts[1]+"/")
		}
	}
	return newTally(len(terms), func(term uint32) []string {
		p := terms[term]
		if len(chosen) == 0 && !p.broad { // nearly all
			return nil
		}
		name := p.slug
		if p.maybe {
			name = "?" + name
		}
		if p.broad || slices.Contains(chosen, name) ||
			!p.maybe && p.kind == archive.JurisdictionCounty && slices.ContainsFunc(open, func(s string) bool { return strings.HasPrefix(p.slug, s) }) {
			return []string{name}
		}
		return nil
	})
}

// The longest periods that are counted, and of which the quarters are, in years.
const (
	longPeriod = 150
	openPeriod = 2
)

// periodTally counts groups by the years that their periods overlap, and by the
// quarters of those that are chosen or hold what is chosen.
func periodTally(terms []archive.Period, names []string, chosen []archive.Period) *tally {
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
	return newTally(len(terms), func(term uint32) []string {
		var out []string
		for name, c := range others {
			if c.Overlaps(terms[term]) {
				out = append(out, name)
			}
		}
		return append(out, yearsOf(terms[term], open)...)
	})
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

// one reports whether at most one filter fails.
func one(fails uint16) bool { return fails&(fails-1) == 0 }
