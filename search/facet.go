package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"readingroom/archive"
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

// facetYear is where the years of items stand.
var facetYear = slices.Index(Facets, "year")

// wantedFacets finds facets by their names. Of nil, all are wanted.
func wantedFacets(names []string) ([]int, error) {
	out := make([]int, 0, len(Facets))
	for _, name := range names {
		if !slices.Contains(Facets, name) {
			return nil, fmt.Errorf("facet %q: want some of %s: %w", name, strings.Join(Facets, ", "), archive.ErrInvalid)
		}
	}
	for i, name := range Facets {
		if names == nil || slices.Contains(names, name) {
			out = append(out, i)
		}
	}
	return out, nil
}

// itemFacets is how many facets are of the item.
const itemFacets = facetPlace

// single are the facets of which an item has one value at most.
var single = func() (all [itemFacets]bool) {
	for _, name := range []string{"kind", "type", "year", "language", "corrected"} {
		all[slices.Index(Facets, name)] = true
	}
	return all
}()

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
// The first byte of such a value says of which facet it is.
func (g *generation) know(e *entry) *entry {
	e.one, e.has, e.reports, e.years = [itemFacets]uint32{}, nil, 0, 0
	if e.Reports.From != "" {
		term := g.known.about[ofPeriod].get([]byte(periodTerm(e.Reports)))
		e.reports, e.years = term+1, g.known.counted[ofPeriod].of(term)
	}
	for i := range itemFacets {
		for _, v := range e.values(Facets[i]) {
			n := g.known.values.get(append([]byte{byte(i)}, v...))
			if single[i] {
				e.one[i] = n + 1
			} else {
				e.has = append(e.has, n)
			}
		}
	}
	return e
}

// maxValues is how many values of a facet are listed, besides those selected.
const maxValues = 100

// facets counts the items by each facet that is asked for, over those that pass
// the other ones.
func (c *collector) facets() []Facet {
	if len(c.wanted) == 0 {
		return []Facet{}
	}
	counted := make([]int32, len(c.values))
	c.countItems(counted)
	found := make([][]FacetValue, len(Facets))
	for n, count := range counted {
		if count > 0 {
			i := c.values[n][0]
			found[i] = append(found[i], FacetValue{Value: c.values[n][1:], Count: int(count)})
		}
	}
	found[facetPlace], found[facetPeriod], found[facetExemption] = c.tallies[ofPlace].counted(), c.tallies[ofPeriod].counted(), c.tallies[ofExemption].counted()
	out := make([]Facet, len(c.wanted))
	for k, i := range c.wanted {
		out[k] = Facet{Facets[i], shownValues(i, found[i], c.filters.values[i])}
	}
	return out
}

// countItems counts the groups by each value of the facets of items.
func (c *collector) countItems(counted []int32) {
	several := false
	for _, i := range c.wanted {
		switch {
		case i >= itemFacets:
		case !single[i]:
			several = true
		default:
			of := c.catalog.one[i]
			for n := range c.groups {
				g := &c.groups[n]
				if v := of[g.ord]; v > 0 && int(v) <= len(counted) && g.seen&(seenAll|1<<i) != 0 { // else it came in this moment
					counted[v-1]++
				}
			}
		}
	}
	if !several {
		return
	}
	for n := range c.groups {
		g := &c.groups[n]
		for _, v := range c.catalog.has.of(g.ord) {
			if int(v) < len(counted) && (g.seen&seenAll != 0 || g.seen&(1<<c.values[v][0]) != 0) {
				counted[v]++
			}
		}
	}
}

// shownValues are the values of a facet as they are shown: the most frequent
// ones, or all of those that there cannot be too many of; years in their order,
// all others by how frequent they are.
func shownValues(facet int, all []FacetValue, chosen []string) []FacetValue {
	for _, v := range chosen { // what was selected is shown, so that it can be taken back
		i := slices.IndexFunc(all, func(have FacetValue) bool { return have.Value == v })
		if i < 0 {
			i, all = len(all), append(all, FacetValue{Value: v})
		}
		all[i].Selected = true
	}
	most := len(all)
	if facet < facetPlace { // there are so many states, counties and years and no more
		most = maxValues
		all = frequent(all, most)
	}
	counts := map[string]int{}
	if facet == facetPlace {
		for _, v := range all {
			counts[stateOf(v.Value)] = max(counts[stateOf(v.Value)], v.Count) // that of the state itself, if it is there
		}
	}
	slices.SortFunc(all, func(x, y FacetValue) int {
		switch facet {
		case facetYear:
			return cmp.Compare(y.Value, x.Value)
		case facetPeriod: // a year before its quarters
			return cmp.Compare(x.Value, y.Value)
		case facetPlace: // a state before its counties
			if a, b := stateOf(x.Value), stateOf(y.Value); a != b {
				return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
			}
			return cmp.Or(cmp.Compare(strings.Count(x.Value, "/"), strings.Count(y.Value, "/")), cmp.Compare(y.Count, x.Count), cmp.Compare(x.Value, y.Value))
		}
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Value, y.Value))
	})
	n := 0
	return slices.DeleteFunc(all, func(v FacetValue) bool {
		n++
		return n > most && !v.Selected
	})
}

// stateOf is the slug of the state that a place lies in, or of its country where
// that has none.
func stateOf(slug string) string {
	country := strings.IndexByte(slug, '/') + 1
	if state := strings.IndexByte(slug[country:], '/'); country > 0 && state >= 0 {
		return slug[:country+state]
	}
	return slug
}

// frequent leaves out values that are rarer than so many others: to sort them
// all would take longer than to find them.
func frequent(all []FacetValue, most int) []FacetValue {
	if len(all) <= 2*most {
		return all
	}
	counts := make([]int, len(all))
	for i, v := range all {
		counts[i] = v.Count
	}
	slices.Sort(counts)
	least := counts[len(counts)-most]
	return slices.DeleteFunc(all, func(v FacetValue) bool { return v.Count < least && !v.Selected })
}
