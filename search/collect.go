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
	spoken  bool    // what pages and rows speak of is counted or asked for

	values      []string
	placeTerms  []placeTerm
	inPlace     []bool // by term: whether it was asked for; nil: all are
	inPeriod    []bool
	exempt      []bool
	byPlace     *tally // nil: it is not counted
	byPeriod    *periodTally
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
		catalog: p.catalog, filters: f, places: places, wanted: wanted, room: rooms.Get().(*room),
		values: p.values, placeTerms: p.placeTerms,
		inPlace: chosenPlaces(p.placeTerms, f.values[facetPlace]), inPeriod: chosenPeriods(p.periodTerms, f.periods),
		exempt: chosenExemptions(exemptions, f.values[facetExemption]),
	}
	for _, i := range wanted {
		switch i {
		case facetPlace:
			c.byPlace = placeTally(p.placeTerms, f.values[facetPlace])
		case facetPeriod:
			c.byPeriod = newPeriodTally(p.periodTerms, f.values[facetPeriod], f.periods)
		case facetExemption:
			c.byExemption = newTally(len(exemptions), func(term uint32) []string { return exemptions[term : term+1] })
		}
		c.spoken = c.spoken || i >= facetPlace
	}
	c.spoken = c.spoken || f.about()
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
	room := c.room
	weights := room.take()
	err := v.blocks(ctx, cl, room, func(b *block, docs *roaring.Bitmap) error {
		cl.weigh(b, docs, 1, weights)
		col, last, at := v.columns[b.segment], uint32(0), -2
		for _, d := range room.docs(docs) {
			score := weights[d%blockSize]
			weights[d%blockSize] = 0
			if ord := col.item[d]; ord != last || at == -2 {
				last, at = ord, c.group(ord)
			}
			if at >= 0 {
				c.take(col, d, at, found{kind: v.kind, place: col.place[d], score: score})
			}
		}
		return nil
	})
	room.back(weights)
	return err
}

// take counts a match of a group, and keeps it where it passes all filters.
func (c *collector) take(col *column, doc uint32, at int, f found) {
	g := &c.groups[at]
	fails := g.fails
	if !c.spoken {
		if fails != 0 {
			g.seen |= fails
			return
		}
		g.seen |= seenAll
		g.count++
		c.keep(g, f)
		return
	}
	var placed, periods, withheld []uint32
	if f.kind != items {
		placed, periods, withheld = col.about[ofPlace].of(doc), col.about[ofPeriod].of(doc), col.about[ofExemption].of(doc)
	}
	if c.inPlace != nil && !anyOf(placed, c.inPlace) {
		fails |= 1 << facetPlace
	}
	if c.inPeriod != nil && !anyOf(periods, c.inPeriod) && !c.catalog.entries[g.ord].covers(c.filters.periods) {
		fails |= 1 << facetPeriod
	}
	if c.exempt != nil && !anyOf(withheld, c.exempt) {
		fails |= 1 << facetExemption
	}
	if !one(fails) { // not even in the counts of a facet
		return
	}
	if fails&^(1<<facetPlace) == 0 {
		c.byPlace.count(placed, at)
	}
	if fails&^(1<<facetPeriod) == 0 && c.byPeriod != nil {
		c.byPeriod.count(periods, c.catalog.entries[g.ord].Reports, at)
	}
	if fails&^(1<<facetExemption) == 0 {
		c.byExemption.count(withheld, at)
	}
	if fails != 0 {
		g.seen |= fails
		return
	}
	g.seen |= seenAll
	g.count++
	f.doubtful = c.inPlace != nil && !slices.ContainsFunc(placed, func(t uint32) bool { return int(t) < len(c.inPlace) && c.inPlace[t] && !c.placeTerms[t].maybe })
	c.keep(g, f)
}

// group returns the index of the group of an item, or -1 where it counts nowhere.
func (c *collector) group(ord uint32) int {
	if int(ord) >= len(c.slots) {
		return -1
	}
	if i := c.slots[ord]; i != 0 {
		return int(i) - 1
	}
	c.slots[ord] = -1
	if c.catalog.entries[ord] == nil {
		return -1
	}
	fails := uint16(0)
	if c.filters.asked != 0 {
		if fails = c.filters.fails(c.catalog.has[ord], c.values); !one(fails) {
			return -1
		}
	}
	c.groups = append(c.groups, group{ord: ord, fails: fails})
	c.slots[ord] = int32(len(c.groups))
	return len(c.groups) - 1
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

// A leaf is a page of results.
type leaf struct {
	groups   []*group
	siblings [][]string // of each group, the numbers of the items folded into it
	places   int        // all that match
	items    int        // all that they are in
	last     standing   // of the last group
	more     bool       // there are groups after it
}

// leaf returns the groups that pass all filters, in an order: those after a
// standing, and from offset on. Where fold is set, of a family of copies and
// versions the first alone stands in the line.
func (c *collector) leaf(o sorting, after *standing, offset, limit int, fold bool) leaf {
	var out leaf
	pick := &picker{sorting: o, catalog: c.catalog, after: after, most: offset + limit}
	kin := map[string][]ranked{}
	fold = fold && len(c.catalog.copies) > 0 // there are families
	for i := range c.groups {
		g := &c.groups[i]
		if g.count == 0 {
			continue
		}
		out.places += g.count
		out.items++
		if fold {
			if e := c.catalog.entries[g.ord]; e.Labels.Family != "" || c.catalog.copies[e.Number] > 0 {
				kin[e.family()] = append(kin[e.family()], ranked{o.standing(c.catalog, g), g})
				continue
			}
		}
		pick.offer(g)
	}
	folded := map[*group][]string{}
	for _, all := range kin {
		slices.SortFunc(all, pick.less)
		pick.offer(all[0].group)
		for _, r := range all[1:] {
			folded[all[0].group] = append(folded[all[0].group], r.number)
		}
	}
	out.more = pick.offered > offset+limit
	line := pick.line()
	if offset >= len(line) {
		return out
	}
	for _, r := range line[offset:] {
		out.groups, out.siblings, out.last = append(out.groups, r.group), append(out.siblings, folded[r.group]), r.standing
	}
	return out
}

// A ranked group is one with its standing.
type ranked struct {
	standing
	*group
}

// A picker picks the first of many groups. Nearly always they are few.
type picker struct {
	sorting
	catalog *catalog
	after   *standing // only those after this; nil: all
	most    int
	offered int
	all     []ranked // in order, where most is few
}

// fewPicked is how many are kept in order as they come.
const fewPicked = 256

func (p *picker) less(x, y ranked) int { return p.compare(x.standing, y.standing) }

func (p *picker) offer(g *group) {
	full := p.most <= fewPicked && len(p.all) == p.most
	if full && p.after == nil && p.by == "relevance" && !p.turn && (p.most == 0 || g.score() < p.all[p.most-1].standing.score) {
		p.offered++
		return
	}
	r := ranked{p.standing(p.catalog, g), g}
	if p.after != nil && p.compare(r.standing, *p.after) <= 0 {
		return
	}
	p.offered++
	switch {
	case p.most > fewPicked:
		p.all = append(p.all, r)
		return
	case full && (p.most == 0 || p.less(r, p.all[p.most-1]) > 0):
		return
	case full:
		p.all = p.all[:p.most-1]
	}
	i := len(p.all)
	for i > 0 && p.less(r, p.all[i-1]) < 0 {
		i--
	}
	p.all = slices.Insert(p.all, i, r)
}

// line are those that were picked, in order.
func (p *picker) line() []ranked {
	if p.most > fewPicked {
		slices.SortFunc(p.all, p.less)
	}
	return p.all[:min(len(p.all), p.most)]
}
