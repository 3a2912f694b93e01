package search

import (
	"cmp"
	"context"
	"slices"
)

// A found is a place that matched.
type found struct {
	kind     kind
	place    place
	score    float64
	doubtful bool // only a candidate of what it speaks of was asked for
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
	fails uint8   // the filters that the item itself does not pass, a bit each
	seen  uint8   // a bit for each facet whose filter alone a place of it did not pass, and one for none
	count int     // places that pass all
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
	room    []found // for the best places of groups to come

	placeTerms        []placeTerm
	inPlace, inPeriod []bool // by term: whether it was asked for; nil: all are
	byPlace           *placeTally
	byPeriod          *periodTally
}

// seenAll is the bit of group.seen for a place that passes all filters.
const seenAll = 1 << 7

func newCollector(p *plan, f filters, places int) *collector {
	return &collector{
		catalog: p.catalog, filters: f, places: places, slots: make([]int32, len(p.catalog.entries)),
		inPlace: chosenPlaces(p.placeTerms, f.values[facetPlace]), placeTerms: p.placeTerms, inPeriod: chosenPeriods(p.periodTerms, f.periods),
		byPlace: newPlaceTally(p.placeTerms, f.values[facetPlace]), byPeriod: newPeriodTally(p.periodTerms, f.values[facetPeriod], f.periods),
	}
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
			c.take(v, doc, g, found{kind: v.kind, place: p}, cur)
		}
		doc, err = cur.seek(doc + 1)
	}
	return err
}

// take counts a match of a group, and keeps it where it passes all filters.
func (c *collector) take(v *view, doc uint64, g *group, f found, cur cursor) {
	var placed, periods []uint32
	if v.kind != items {
		placed, periods = v.subject(ofPlace, doc), v.subject(ofPeriod, doc)
	}
	e, fails := c.catalog.entries[g.ord], g.fails
	if c.inPlace != nil && !anyOf(placed, c.inPlace) {
		fails |= 1 << facetPlace
	}
	if c.inPeriod != nil && !anyOf(periods, c.inPeriod) && !e.covers(c.filters.periods) {
		fails |= 1 << facetPeriod
	}
	if !one(fails) { // not even in the counts of a facet
		return
	}
	at := int(c.slots[g.ord]) - 1
	if fails&^(1<<facetPlace) == 0 {
		c.byPlace.count(placed, at)
	}
	if fails&^(1<<facetPeriod) == 0 {
		c.byPeriod.count(periods, e.Reports, at)
	}
	if fails != 0 {
		g.seen |= fails
		return
	}
	g.seen |= seenAll
	g.count++
	f.score = cur.score()
	f.doubtful = c.inPlace != nil && !slices.ContainsFunc(placed, func(t uint32) bool { return c.inPlace[t] && !c.placeTerms[t].maybe })
	c.keep(g, f)
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
	if !one(fails) {
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
	if g.best == nil {
		g.best = c.take8()
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

// take8 makes room for the best places of a group, a piece of a larger one:
// there may be as many groups as items.
func (c *collector) take8() []found {
	n := min(c.places, 8)
	if len(c.room) < n {
		c.room = make([]found, 512*n)
	}
	out := c.room[:0:n]
	c.room = c.room[n:]
	return out
}

// top returns the groups that pass all filters, best first or the latest
// first, from offset on; and how many places and items there are in all.
func (c *collector) top(offset, limit int, latest bool) (page []group, count, all int) {
	var passed []group
	for _, g := range c.groups {
		if g.count > 0 {
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
		switch i {
		case facetPlace:
			c.byPlace.into(counts)
		case facetPeriod:
			c.byPeriod.into(counts)
		default:
			for _, g := range c.groups {
				if g.seen&(seenAll|1<<i) != 0 {
					for _, v := range c.catalog.entries[g.ord].values(name) {
						counts[v]++
					}
				}
			}
		}
		out[i].Name = name
		for _, v := range c.filters.values[i] {
			counts[v] += 0 // what was selected is shown, so that it can be taken back
		}
		for v, n := range counts {
			out[i].Values = append(out[i].Values, FacetValue{v, n, slices.Contains(c.filters.values[i], v)})
		}
		slices.SortFunc(out[i].Values, func(x, y FacetValue) int {
			switch name {
			case "year":
				return cmp.Compare(y.Value, x.Value)
			case "place", "period": // a state before its counties, a year before its quarters
				return cmp.Compare(x.Value, y.Value)
			}
			return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Value, y.Value))
		})
		listed := 0
		out[i].Values = slices.DeleteFunc(out[i].Values, func(v FacetValue) bool {
			listed++
			return listed > maxValues && !v.Selected && i < facetPlace // there are so many states, counties and years and no more
		})
	}
	return out
}
