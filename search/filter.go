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
	chosen  [itemFacets][]bool // of the facets of items, by the number of the value; nil: any
	periods []archive.Period   // those that the values of the facet period name
}

func newFilters(asked map[string][]string) (filters, error) {
	f := filters{values: make([][]string, len(Facets))}
	for name, values := range asked {
		i := slices.Index(Facets, name)
		if i < 0 {
			return f, fmt.Errorf("filter %q: want one of %s: %w", name, strings.Join(Facets, ", "), archive.ErrInvalid)
		}
		f.values[i] = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
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
func (f *filters) number(values [itemFacets][]string) {
	for i, asked := range f.values[:itemFacets] {
		if len(asked) == 0 {
			continue
		}
		f.chosen[i] = make([]bool, len(values[i]))
		for n, v := range values[i] {
			f.chosen[i][n] = slices.Contains(asked, v)
		}
	}
}

// about reports whether something is asked of what places speak of.
func (f filters) about() bool {
	return len(f.values[facetPlace])+len(f.periods)+len(f.values[facetExemption]) > 0
}

// fails returns the filters of items that an entry does not pass.
func (f *filters) fails(e *entry) uint16 {
	var mask uint16
	for i, chosen := range f.chosen {
		if chosen != nil && !anyOf(e.has[i], chosen) {
			mask |= 1 << i
		}
	}
	return mask
}

// chosenPlaces says which terms are those of one of the values: a slug, one
// with a question mark before it for what is in doubt, or the last part of one.
func chosenPlaces(terms []placeTerm, values []string) []bool {
	if len(values) == 0 {
		return nil
	}
	chosen := make([]bool, len(terms))
	for _, v := range values {
		want, maybe := strings.CutPrefix(strings.ToLower(v), "?")
		for i, t := range terms {
			if t.maybe == maybe && (t.slug == want || !strings.Contains(want, "/") && strings.HasSuffix(t.slug, "/"+want)) {
				chosen[i] = true
			}
		}
	}
	return chosen
}

// chosenExemptions says which codes are one of the values, in any spelling.
func chosenExemptions(terms, values []string) []bool {
	if len(values) == 0 {
		return nil
	}
	chosen := make([]bool, len(terms))
	for i, t := range terms {
		chosen[i] = slices.ContainsFunc(values, func(v string) bool { return fold(v) == fold(t) })
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

func anyOf(terms []uint32, chosen []bool) bool {
	for _, t := range terms {
		if int(t) < len(chosen) && chosen[t] { // what is beyond came in this moment
			return true
		}
	}
	return false
}

// A tally counts the groups that have each of a number of values.
type tally struct {
	values []string
	counts []int
	groups [][]uint64 // by value, a bit for each group
}

// value returns the key of a value.
func (t *tally) value(v string) int {
	t.values, t.counts, t.groups = append(t.values, v), append(t.counts, 0), append(t.groups, nil)
	return len(t.values) - 1
}

func (t *tally) add(value int, group int) {
	word, bit := group>>6, uint64(1)<<(group&63)
	for len(t.groups[value]) <= word {
		t.groups[value] = append(t.groups[value], 0)
	}
	if t.groups[value][word]&bit == 0 {
		t.groups[value][word] |= bit
		t.counts[value]++
	}
}

// into adds what was counted to counts.
func (t *tally) into(counts map[string]int) {
	for i, v := range t.values {
		if t.counts[i] > 0 {
			counts[v] += t.counts[i]
		}
	}
}

// A placeTally counts groups by state, and by county in the states that are
// chosen or hold what is chosen.
type placeTally struct {
	tally
	of []int32 // by term: 1 + the value it counts for
}

func newPlaceTally(terms []placeTerm, chosen []string) *placeTally {
	var open []string
	for _, v := range chosen {
		if parts := strings.SplitN(strings.TrimPrefix(v, "?"), "/", 3); len(parts) > 1 {
			open = append(open, parts[0]+"/"+parts[1]+"/")
		}
	}
	t := &placeTally{of: make([]int32, len(terms))}
	for i, p := range terms {
		name := p.slug
		if p.maybe {
			name = "?" + name
		}
		if slices.Contains(chosen, name) || !p.maybe && (p.kind == archive.JurisdictionState ||
			p.kind == archive.JurisdictionCounty && slices.ContainsFunc(open, func(s string) bool { return strings.HasPrefix(p.slug, s) })) {
			t.of[i] = int32(t.value(name)) + 1
		}
	}
	return t
}

func (t *placeTally) count(terms []uint32, group int) {
	for _, term := range terms {
		if v := t.of[term]; v > 0 {
			t.add(int(v-1), group)
		}
	}
}

// A periodTally counts groups by the years that their periods overlap, and by
// the quarters of those that are chosen or hold what is chosen.
type periodTally struct {
	tally
	of    map[string]int
	terms [][]int32 // by term: the values it counts for; nil: not found out yet
	all   []archive.Period
	open  []archive.Period

	chosen map[string]archive.Period // those that are neither a year nor one of its quarters
}

// The longest periods that are counted, and of which the quarters are, in years.
const (
	longPeriod = 150
	openPeriod = 2
)

func newPeriodTally(terms []archive.Period, names []string, chosen []archive.Period) *periodTally {
	t := &periodTally{of: map[string]int{}, terms: make([][]int32, len(terms)), all: terms, chosen: map[string]archive.Period{}}
	for i, p := range chosen {
		if name := names[i]; name != period.NameOf(p) || len(name) != len("2017") && !strings.Contains(name, "-Q") {
			t.chosen[name] = p
		}
		if years(p) <= openPeriod {
			t.open = append(t.open, p)
		}
	}
	return t
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

func (t *periodTally) count(terms []uint32, reports archive.Period, group int) {
	for _, term := range terms {
		if t.terms[term] == nil {
			t.terms[term] = t.keys(t.all[term])
		}
		for _, k := range t.terms[term] {
			t.add(int(k), group)
		}
	}
	if reports.From != "" {
		for _, k := range t.keys(reports) {
			t.add(int(k), group)
		}
	}
}

// keys are the values that a period counts for.
func (t *periodTally) keys(p archive.Period) []int32 {
	keys := []int32{}
	for name, c := range t.chosen {
		if c.Overlaps(p) {
			keys = append(keys, t.key(name))
		}
	}
	n := years(p)
	if n > longPeriod {
		return keys
	}
	first, _ := strconv.Atoi(p.From[:min(4, len(p.From))])
	for y := first; y < first+n; y++ {
		year := fmt.Sprintf("%04d", y)
		keys = append(keys, t.key(year))
		whole := archive.Period{From: year + "-01-01", Until: fmt.Sprintf("%04d-01-01", y+1)}
		if !slices.ContainsFunc(t.open, whole.Overlaps) {
			continue
		}
		for q := range 4 {
			name := year + "-Q" + strconv.Itoa(q+1)
			if part, err := period.Named(name); err == nil && part.Overlaps(p) {
				keys = append(keys, t.key(name))
			}
		}
	}
	return keys
}

func (t *periodTally) key(v string) int32 {
	k, ok := t.of[v]
	if !ok {
		k = t.value(v)
		t.of[v] = k
	}
	return int32(k)
}

// one reports whether at most one filter fails.
func one(fails uint16) bool { return fails&(fails-1) == 0 }
