package search

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// A found is a place that matched.
type found struct {
	place    place
	score    float64
	kind     kind
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
	fails uint16  // the filters that the item itself does not pass, a bit each
	seen  uint16  // a bit for each facet whose filter alone a place of it did not pass, and one for none
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
	wanted  []int // the facets that are counted
	room    *room
	groups  []group
	slots   []int32 // by ordinal: 1 + the index of its group; -1: it counts nowhere
	rest    []found // room for the best places of groups to come
	spoken  bool    // what places speak of is counted

	analyzer *analyzer
	lifts    bool         // a place is worth more where the words that were typed stand together
	pinned   *bookmark    // whose fronts hold; nil: they are found
	fronts   [kinds]*spot // where each ends; nil: there is none

	values     []string
	placeTerms []placeTerm
	exemptions []string
	inPlace    []bool // by term: whether it was asked for; nil: all are
	inPeriod   []bool
	exempt     []bool           // the same, by set
	tallies    [subjects]*tally // nil: it is not counted
}

// seenAll is the bit of group.seen for a place that passes all filters.
const seenAll = 1 << 15

// newCollector makes a collector that keeps so many places of each item and
// counts the given facets.
func newCollector(p *plan, f filters, places int, wanted []int) *collector {
	f.number(p.values)
	exemptions := p.terms[ofExemption]
	c := &collector{
		catalog: p.catalog, filters: f, places: places, wanted: wanted, room: rooms.Get().(*room), analyzer: p.analyzer, pinned: p.pinned,
		values: p.values, placeTerms: p.placeTerms, exemptions: exemptions,
		inPlace: chosenPlaces(p.placeTerms, f.values[facetPlace]), inPeriod: chosenPeriods(p.periodTerms, f.periods),
	}
	if chosen := f.values[facetExemption]; len(chosen) > 0 {
		c.exempt = p.counted[ofExemption].with(func(name string) bool {
			return slices.ContainsFunc(chosen, func(v string) bool { return sameExemption(v, name) })
		})
	}
	for _, i := range wanted {
		switch i {
		case facetPlace:
			c.tallies[ofPlace] = placeTally(p.placeTerms, p.counted[ofPlace], f.values[facetPlace], c.room)
		case facetPeriod:
			c.tallies[ofPeriod] = periodTally(p.periodTerms, p.counted[ofPeriod], f.values[facetPeriod], f.periods, c.room)
		case facetExemption:
			c.tallies[ofExemption] = newTally(ofExemption, p.counted[ofExemption], c.room)
		}
		c.spoken = c.spoken || i >= facetPlace
	}
	r := c.room
	if n := len(p.catalog.entries); cap(r.slots) < n {
		r.slots = make([]int32, n+n/4)
	}
	c.slots = r.slots[:len(p.catalog.entries)]
	clear(c.slots)
	c.groups, c.rest = r.groups[:0], r.found
	return c
}

// release ends the use of a collector and of all its groups. It need not be
// called where something went wrong.
func (c *collector) release() {
	c.room.groups = c.groups[:0]
	for i, t := range c.tallies {
		if t != nil {
			c.room.has[i] = t.has
		}
	}
	rooms.Put(c.room)
	c.room, c.groups, c.slots, c.rest = nil, nil, nil, nil
}

// collect takes all matches of a clause.
func (c *collector) collect(ctx context.Context, v *view, cl clause) error {
	var words *together
	if c.lifts {
		if words = newTogether(cl, c.analyzer); words != nil {
			defer words.release()
		}
	}
	front := c.front(v.kind, words)
	weights := c.room.take()
	err := v.blocks(ctx, cl, c.room, func(b *block, docs *roaring.Bitmap) error {
		cl.weigh(b, docs, 1, weights)
		c.block(b, v, c.room.docs(docs), weights, front)
		return nil
	})
	c.room.back(weights)
	if err != nil || front == nil {
		return err
	}
	return c.lift(v, front, words)
}

// tally counts what all matches of a clause speak of, and takes none.
func (c *collector) tally(ctx context.Context, v *view, cl clause) error {
	return v.blocks(ctx, cl, c.room, func(b *block, docs *roaring.Bitmap) error {
		c.about(v.columns[b.segment], c.room.docs(docs), func(int32, []uint32) {})
		return nil
	})
}

// block takes the matches of a block.
func (c *collector) block(b *block, v *view, docs []uint32, weights *scores, front *front) {
	col := v.columns[b.segment]
	c.about(col, docs, func(group int32, docs []uint32) {
		if group < 0 {
			for _, d := range docs {
				weights[d%blockSize] = 0
			}
			return
		}
		g := &c.groups[group]
		g.seen |= seenAll
		g.count += len(docs)
		for _, d := range docs {
			score := weights[d%blockSize]
			weights[d%blockSize] = 0
			lifted := front != nil && front.may(score, group)
			if !lifted && len(g.best) == c.places && score < g.best[len(g.best)-1].score {
				continue
			}
			f := found{kind: v.kind, place: col.place[d], score: score, doubtful: c.doubts(col, d)}
			if c.keep(g, f); lifted {
				front.offer(candidate{f, c.catalog.entries[g.ord].Number, group, b.segment, d})
			}
		}
	})
}

// doubts reports whether a document is only a candidate of the place asked for.
func (c *collector) doubts(col *column, d uint32) bool {
	return c.inPlace != nil && !slices.ContainsFunc(col.about[ofPlace].of(d), func(t uint32) bool {
		return int(t) < len(c.inPlace) && c.inPlace[t] && !c.placeTerms[t].maybe
	})
}

// about counts what the matches of a block speak of, and gives those that follow one
// another and are of one item to do, with their group: -1 where they do not pass.
func (c *collector) about(col *column, docs []uint32, do func(group int32, docs []uint32)) {
	for len(docs) > 0 {
		ord, n := col.item[docs[0]], 1
		for n < len(docs) && col.item[docs[n]] == ord {
			n++
		}
		mine, group := docs[:n], c.group(ord)
		docs = docs[n:]
		switch {
		case group < 0:
			do(-1, mine)
		case c.filters.about():
			for i := range mine { // each by itself
				fails := c.groups[group].fails | c.misses(col, mine[i], ord)
				do(c.count(col, mine[i:i+1], group, fails), mine[i:i+1])
			}
		default:
			do(c.count(col, mine, group, c.groups[group].fails), mine)
		}
	}
}

// misses returns the filters of what a document of an item speaks of that it does
// not pass.
func (c *collector) misses(col *column, d, ord uint32) (fails uint16) {
	if c.inPlace != nil && !anyOf(col.about[ofPlace].of(d), c.inPlace) {
		fails |= 1 << facetPlace
	}
	if c.inPeriod != nil && !anyOf(col.about[ofPeriod].of(d), c.inPeriod) && !c.reported(ord) {
		fails |= 1 << facetPeriod
	}
	if set := int(col.set(ofExemption, d)); c.exempt != nil && (set >= len(c.exempt) || !c.exempt[set]) {
		fails |= 1 << facetExemption
	}
	return fails
}

// reported reports whether an item reports on a period that is asked for.
func (c *collector) reported(ord uint32) bool {
	n := int(c.catalog.reports[ord])
	return 0 < n && n <= len(c.inPeriod) && c.inPeriod[n-1]
}

// count counts what documents of a group speak of: in the facet whose filter alone
// they do not pass, or in all. It returns the group; -1 where they do not pass.
func (c *collector) count(col *column, docs []uint32, group int32, fails uint16) int32 {
	if !one(fails) {
		return -1
	}
	g := &c.groups[group]
	g.seen |= fails
	for i, t := range c.tallies {
		if t == nil || !c.spoken || fails&^(1<<(facetPlace+i)) != 0 {
			continue
		}
		if t.count(col, docs, group); t.subject == ofPeriod {
			t.report(c.catalog, g.ord, group)
		}
	}
	if fails != 0 {
		return -1
	}
	return group
}

// group returns the index of the group of an item, or -1 where it counts nowhere.
func (c *collector) group(ord uint32) int32 {
	if int(ord) >= len(c.slots) {
		return -1
	}
	if i := c.slots[ord]; i != 0 {
		return i - 1
	}
	c.slots[ord] = -1
	if c.catalog.entries[ord] == nil {
		return -1
	}
	fails := uint16(0)
	if c.filters.asked != 0 {
		if fails = c.filters.fails(c.catalog, ord, c.values); !one(fails) {
			return -1
		}
	}
	c.groups = append(c.groups, group{ord: ord, fails: fails})
	c.slots[ord] = int32(len(c.groups))
	for _, t := range c.tallies {
		t.room(len(c.groups))
	}
	return int32(len(c.groups)) - 1
}

func (c *collector) keep(g *group, f found) {
	if f.kind == items {
		g.name = f.score
	}
	n := len(g.best)
	switch {
	case n == 0:
		g.best = append(c.bestOf(), f)
		return
	case n == c.places && !f.before(g.best[n-1]):
		return
	case n == c.places:
		n--
		g.best = g.best[:n]
	}
	i := n
	for i > 0 && f.before(g.best[i-1]) {
		i--
	}
	g.best = append(g.best, f)
	copy(g.best[i+1:], g.best[i:n])
	g.best[i] = f
}

// bestOf makes room for the best places of a group, a piece of a larger one:
// there may be as many groups as items.
func (c *collector) bestOf() []found {
	n := min(c.places, 8)
	if len(c.rest) < n {
		c.rest = make([]found, n*min(1<<15, max(16, 2*len(c.groups))))
		if len(c.rest) > len(c.room.found) {
			c.room.found = c.rest
		}
	}
	out := c.rest[:0:n]
	c.rest = c.rest[n:]
	return out
}
