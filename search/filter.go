package search

import (
	"fmt"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/period"
	"readingroom/search/analysis"
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
	for _, v := range c.has.of(ord) {
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
				out = append(out, fmt.Sprintf(says, analysis.Clip(v)))
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

// one reports whether at most one filter fails.
func one(fails uint16) bool { return fails&(fails-1) == 0 }
