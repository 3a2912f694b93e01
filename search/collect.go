package search

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
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
	report  [1]uint32

	analyzer *analyzer
	lifts    bool         // a place is worth more where the words that were typed stand together
	pinned   *bookmark    // whose fronts hold; nil: they are found
	fronts   [kinds]*spot // where each ends; nil: there is none

	values      []string
	placeTerms  []placeTerm
	exemptions  []string
	inPlace     []bool // by term: whether it was asked for; nil: all are
	inPeriod    []bool
	exempt      []bool
	byPlace     *tally // nil: it is not counted
	byPeriod    *tally
	byExemption *tally
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
		exempt: chosenExemptions(exemptions, f.values[facetExemption]),
	}
	for _, i := range wanted {
		switch i {
		case facetPlace:
			c.byPlace = placeTally(p.placeTerms, f.values[facetPlace])
		case facetPeriod:
			c.byPeriod = periodTally(p.periodTerms, f.values[facetPeriod], f.periods)
		case facetExemption:
			c.byExemption = newTally(len(exemptions), func(term uint32) []string { return exemptions[term : term+1] })
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
		c.about(v, v.columns[b.segment], c.room.docs(docs))
		return nil
	})
}

// about finds the group of each of the matches of a block, -1 where it does not
// count, and counts what they speak of.
func (c *collector) about(v *view, col *column, docs []uint32) []int32 {
	if cap(c.room.at) < len(docs) {
		c.room.at = make([]int32, blockSize)
	}
	at := c.room.at[:len(docs)]
	last, group := uint32(0), int32(-1)
	for i, d := range docs {
		if ord := col.item[d]; ord != last || i == 0 {
			last, group = ord, c.group(ord)
		}
		at[i] = group
	}
	switch narrowed := c.filters.asked != 0 || c.filters.about(); {
	case narrowed:
		c.narrow(v, col, docs, at)
	case c.spoken:
		c.count(v, col, docs, at)
	}
	return at
}

// block takes the matches of a block: one property of all of them after the
// other, for memory that is gone through in its order is quick.
func (c *collector) block(b *block, v *view, docs []uint32, weights *scores, front *front) {
	col := v.columns[b.segment]
	at := c.about(v, col, docs)
	for i, d := range docs {
		f := found{kind: v.kind, place: col.place[d], score: weights[d%blockSize]}
		weights[d%blockSize] = 0
		if at[i] < 0 {
			continue
		}
		if c.inPlace != nil {
			placed := col.about[ofPlace].of(d)
			f.doubtful = !slices.ContainsFunc(placed, func(t uint32) bool { return int(t) < len(c.inPlace) && c.inPlace[t] && !c.placeTerms[t].maybe })
		}
		g := &c.groups[at[i]]
		g.seen |= seenAll
		g.count++
		c.keep(g, f)
		if front != nil && front.may(f.score, at[i]) {
			front.offer(candidate{f, c.catalog.entries[g.ord].Number, at[i], b.start + uint64(d)})
		}
	}
}

// count counts what matches speak of, where all of them pass.
func (c *collector) count(v *view, col *column, docs []uint32, at []int32) {
	for _, by := range []struct {
		*tally
		of subject
	}{{c.byPlace, ofPlace}, {c.byPeriod, ofPeriod}, {c.byExemption, ofExemption}} {
		r := &col.about[by.of]
		if by.of == ofPlace && len(c.filters.values[facetPlace]) == 0 {
			r = &col.broad // no others are counted
		}
		if by.tally == nil || r.starts == nil {
			continue
		}
		for i, d := range docs {
			if terms := r.terms[r.starts[d]:r.starts[d+1]]; len(terms) > 0 && at[i] >= 0 {
				by.count(terms, int(at[i]))
			}
		}
	}
	if c.byPeriod == nil {
		return
	}
	last := int32(-1)
	for _, group := range at {
		if group != last && group >= 0 {
			c.byPeriod.count(c.reports(group), int(group))
		}
		last = group
	}
}

// reports is the period that the item of a group reports on, or none.
func (c *collector) reports(group int32) []uint32 {
	if n := c.catalog.reports[c.groups[group].ord]; n > 0 {
		c.report[0] = n - 1
		return c.report[:]
	}
	return nil
}

// narrow counts matches in the facets whose filter alone they do not pass, or
// that pass all, and takes those out that do not.
func (c *collector) narrow(v *view, col *column, docs []uint32, at []int32) {
	for i, d := range docs {
		if at[i] < 0 {
			continue
		}
		group := int(at[i])
		var placed, periods, withheld []uint32
		if v.kind != items {
			placed, periods, withheld = col.about[ofPlace].of(d), col.about[ofPeriod].of(d), col.about[ofExemption].of(d)
		}
		reports := c.reports(at[i])
		g := &c.groups[group]
		fails := g.fails
		if c.inPlace != nil && !anyOf(placed, c.inPlace) {
			fails |= 1 << facetPlace
		}
		if c.inPeriod != nil && !anyOf(periods, c.inPeriod) && !anyOf(reports, c.inPeriod) {
			fails |= 1 << facetPeriod
		}
		if c.exempt != nil && !anyOf(withheld, c.exempt) {
			fails |= 1 << facetExemption
		}
		if fails != 0 {
			at[i] = -1
		}
		if !one(fails) { // not even in the counts of a facet
			continue
		}
		if g.seen |= fails; !c.spoken {
			continue
		}
		if fails&^(1<<facetPlace) == 0 {
			c.byPlace.count(placed, group)
		}
		if fails&^(1<<facetPeriod) == 0 {
			c.byPeriod.count(periods, group)
			c.byPeriod.count(reports, group)
		}
		if fails&^(1<<facetExemption) == 0 {
			c.byExemption.count(withheld, group)
		}
	}
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
