package search

import (
	"cmp"
	"slices"
	"strings"
)

// Facets are the properties by which items are counted and chosen. Those of the
// item come first, then those that its pages and rows have of their own.
var Facets = []string{
	"kind", "type", "source", "agency", "request", "release", "year", "language", "tag", "corrected",
	facetPlace: "place", facetPeriod: "period", facetExemption: "exemption",
}

// Where the facets that pages and rows have of their own stand among Facets.
const (
	facetPlace = 10 + iota
	facetPeriod
	facetExemption
)

// itemFacets is how many facets are of the item.
const itemFacets = facetPlace

// values returns what the entry has of a facet of items.
func (e *entry) values(facet string) []string {
	one := func(s string) []string {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	switch facet {
	case "kind":
		return one(e.Kind)
	case "type":
		return one(typeName(e.Type))
	case "source":
		return e.Sources
	case "agency":
		return withParents(e.Labels.Agencies)
	case "request":
		return e.Labels.Requests
	case "release":
		return e.Labels.Releases
	case "year":
		return one(e.Year)
	case "language":
		return one(e.Language)
	case "tag":
		return e.Labels.Tags
	case "corrected":
		if e.Labels.Corrected {
			return one("yes")
		}
	}
	return nil
}

// withParents are slugs with those that they lie under: dhs/ice with dhs.
func withParents(slugs []string) []string {
	var out []string
	for _, s := range slugs {
		for {
			if s != "" && !slices.Contains(out, s) {
				out = append(out, s)
			}
			i := strings.LastIndexByte(s, '/')
			if i < 0 {
				break
			}
			s = s[:i]
		}
	}
	return out
}

// typeName is the short word for a media type: pdf, xlsx, eml.
func typeName(mediaType string) string {
	if mediaType == "" {
		return ""
	}
	names := typeNames(mediaType)
	return names[len(names)-1]
}

// know numbers the values of an entry, so that they are counted as numbers.
func (g *generation) know(e *entry) *entry {
	for i := range itemFacets {
		e.has[i] = nil
		for _, v := range e.values(Facets[i]) {
			e.has[i] = append(e.has[i], g.values[i].get([]byte(v)))
		}
	}
	return e
}

// maxValues is how many values of a facet are listed, besides those selected.
const maxValues = 100

// facets counts the items by each facet, over those that pass the other ones.
func (c *collector) facets() []Facet {
	counted := make([][]int, itemFacets)
	for i := range counted {
		counted[i] = make([]int, len(c.values[i]))
	}
	for n := range c.groups {
		g := &c.groups[n]
		e := c.catalog.entries[g.ord]
		for i := range counted {
			if g.seen&(seenAll|1<<i) == 0 {
				continue
			}
			for _, v := range e.has[i] {
				if int(v) < len(counted[i]) { // else it came in this moment
					counted[i][v]++
				}
			}
		}
	}
	out := make([]Facet, len(Facets))
	for i, name := range Facets {
		counts := map[string]int{}
		switch i {
		case facetPlace:
			c.byPlace.into(counts)
		case facetPeriod:
			c.byPeriod.into(counts)
		case facetExemption:
			c.byExemption.into(counts)
		default:
			for v, n := range counted[i] {
				if n > 0 {
					counts[c.values[i][v]] += n
				}
			}
		}
		out[i] = Facet{name, shownValues(i, counts, c.filters.values[i])}
	}
	return out
}

// shownValues are the values of a facet as they are shown.
func shownValues(facet int, counts map[string]int, chosen []string) []FacetValue {
	var out []FacetValue
	for _, v := range chosen {
		counts[v] += 0 // what was selected is shown, so that it can be taken back
	}
	for v, n := range counts {
		out = append(out, FacetValue{v, n, slices.Contains(chosen, v)})
	}
	slices.SortFunc(out, func(x, y FacetValue) int {
		switch Facets[facet] {
		case "year":
			return cmp.Compare(y.Value, x.Value)
		case "place", "period", "exemption": // a state before its counties, a year before its quarters
			return cmp.Compare(x.Value, y.Value)
		}
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Value, y.Value))
	})
	n := 0
	return slices.DeleteFunc(out, func(v FacetValue) bool {
		n++
		return n > maxValues && !v.Selected && facet < facetPlace // there are so many states, counties and years and no more
	})
}

// An exemptionTally counts groups by the exemptions on their pages.
type exemptionTally struct {
	tally
	of []int32 // by term: 1 + the value it counts for
}

func newExemptionTally(terms []string) *exemptionTally {
	return &exemptionTally{of: make([]int32, len(terms))}
}

func (t *exemptionTally) count(terms []uint32, all []string, group int) {
	for _, n := range terms {
		if int(n) >= len(t.of) {
			continue
		}
		if t.of[n] == 0 {
			t.of[n] = int32(t.value(all[n])) + 1
		}
		t.add(int(t.of[n]-1), group)
	}
}
