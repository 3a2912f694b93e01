package search

import (
	"cmp"
	"context"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"readingroom/archive"
)

// A found is a place that matched.
type found struct {
	kind  kind
	place place
	score float64
}

// before orders the places of an item: the best first, then as they stand in it.
func (f found) before(g found) bool {
	if f.score != g.score {
		return f.score > g.score
	}
	if f.kind != g.kind {
		return f.kind < g.kind
	}
	return f.place < g.place
}

// A group is an item of which places matched.
type group struct {
	ord   uint32
	fails uint8 // the filters it does not pass, a bit each
	count int
	name  float64 // the score of the item itself
	best  []found
}

// score weighs a group by its best place, and by its name besides.
func (g *group) score() float64 {
	if len(g.best) == 0 || g.best[0].kind == items {
		return g.name
	}
	return g.name + g.best[0].score
}

// A collector gathers matches by item, in one pass.
type collector struct {
	catalog *catalog
	filters filters
	places  int
	groups  []group
	slots   []int32 // by ordinal: 1 + the index of its group
}

// filters are, for each facet, the values asked for; nil: any.
type filters [][]string

func newFilters(asked map[string][]string) (filters, error) {
	f := make(filters, len(facets))
	for name, values := range asked {
		i := slices.Index(facets, name)
		if i < 0 {
			return nil, fmt.Errorf("filter %q: want one of %s: %w", name, strings.Join(facets, ", "), archive.ErrInvalid)
		}
		f[i] = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	}
	return f, nil
}

// fails returns the filters that an entry does not pass.
func (f filters) fails(e *entry) uint8 {
	var mask uint8
	for i, values := range f {
		if len(values) > 0 && !slices.ContainsFunc(e.values(facets[i]), func(v string) bool { return slices.Contains(values, v) }) {
			mask |= 1 << i
		}
	}
	return mask
}

func newCollector(c *catalog, f filters, places int) *collector {
	return &collector{catalog: c, filters: f, places: places, slots: make([]int32, len(c.entries))}
}

// collect takes all matches of a cursor.
func (c *collector) collect(ctx context.Context, v *view, cur cursor) error {
	doc, err := cur.seek(0)
	for n := 1; err == nil && doc != none; n++ {
		if n&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		ord, p := v.at(doc)
		if g := c.group(ord); g != nil {
			g.count++
			if g.fails == 0 {
				c.keep(g, found{v.kind, p, cur.score()})
			}
		}
		doc, err = cur.seek(doc + 1)
	}
	return err
}

// group returns the group of an item, or nil where it counts nowhere.
func (c *collector) group(ord uint32) *group {
	if int(ord) >= len(c.slots) || c.slots[ord] < 0 {
		return nil
	}
	if i := c.slots[ord]; i > 0 {
		return &c.groups[i-1]
	}
	e := c.catalog.entries[ord]
	if e == nil {
		c.slots[ord] = -1
		return nil
	}
	fails := c.filters.fails(e)
	if bits.OnesCount8(fails) > 1 { // not even in the counts of a facet
		c.slots[ord] = -1
		return nil
	}
	c.groups = append(c.groups, group{ord: ord, fails: fails})
	c.slots[ord] = int32(len(c.groups))
	return &c.groups[len(c.groups)-1]
}

func (c *collector) keep(g *group, f found) {
	if f.kind == items {
		g.name = f.score
	}
	if len(g.best) == c.places {
		if !f.before(g.best[c.places-1]) {
			return
		}
		g.best = g.best[:c.places-1]
	}
	i := len(g.best)
	for i > 0 && f.before(g.best[i-1]) {
		i--
	}
	g.best = slices.Insert(g.best, i, f)
}

// top returns the groups that pass all filters, best first or the latest
// first, from offset on; and how many places and items there are in all.
func (c *collector) top(offset, limit int, latest bool) (page []group, count, all int) {
	var passed []group
	for _, g := range c.groups {
		if g.fails == 0 {
			passed = append(passed, g)
			count += g.count
		}
	}
	all = len(passed)
	less := c.better
	if latest {
		less = c.later
	}
	if offset >= all {
		return nil, count, all
	}
	return first(passed, offset+limit, less)[offset:], count, all
}

// first returns the first n groups in order. Nearly always they are few of many.
func first(groups []group, n int, less func(x, y group) int) []group {
	if n > 256 {
		slices.SortFunc(groups, less)
		return groups[:min(len(groups), n)]
	}
	var out []group
	for _, g := range groups {
		if len(out) == n {
			if n == 0 || less(g, out[n-1]) > 0 {
				continue
			}
			out = out[:n-1]
		}
		i := len(out)
		for i > 0 && less(g, out[i-1]) < 0 {
			i--
		}
		out = slices.Insert(out, i, g)
	}
	return out
}

func (c *collector) better(x, y group) int {
	return cmp.Or(cmp.Compare(y.score(), x.score()), cmp.Compare(c.number(x), c.number(y)))
}

// later puts items without a date last.
func (c *collector) later(x, y group) int {
	return cmp.Or(cmp.Compare(c.catalog.at(y.ord).Date, c.catalog.at(x.ord).Date), cmp.Compare(c.number(x), c.number(y)))
}

func (c *collector) number(g group) string { return c.catalog.at(g.ord).Number }

// maxValues is how many values of a facet are listed, besides those selected.
const maxValues = 100

// facets counts the items by each facet, over those that pass the other ones.
func (c *collector) facets() []Facet {
	out := make([]Facet, len(facets))
	for i, name := range facets {
		counts := map[string]int{}
		for _, g := range c.groups {
			if g.fails&^(1<<i) == 0 {
				for _, v := range c.catalog.entries[g.ord].values(name) {
					counts[v]++
				}
			}
		}
		out[i].Name = name
		for _, v := range c.filters[i] {
			counts[v] += 0 // what was selected is shown, so that it can be taken back
		}
		for v, n := range counts {
			out[i].Values = append(out[i].Values, FacetValue{v, n, slices.Contains(c.filters[i], v)})
		}
		slices.SortFunc(out[i].Values, func(x, y FacetValue) int {
			if name == "year" {
				return cmp.Compare(y.Value, x.Value)
			}
			return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Value, y.Value))
		})
		listed := 0
		out[i].Values = slices.DeleteFunc(out[i].Values, func(v FacetValue) bool {
			listed++
			return listed > maxValues && !v.Selected
		})
	}
	return out
}
