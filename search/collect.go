package search

import (
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
	groups  []group
	slots   []int32 // by ordinal: 1 + the index of its group
	room    []found // for the best places of groups to come

	values      [itemFacets][]string
	placeTerms  []placeTerm
	exemptions  []string
	inPlace     []bool // by term: whether it was asked for; nil: all are
	inPeriod    []bool
	exempt      []bool
	byPlace     *placeTally
	byPeriod    *periodTally
	byExemption *exemptionTally
}

// seenAll is the bit of group.seen for a place that passes all filters.
const seenAll = 1 << 15

func newCollector(p *plan, f filters, places int) *collector {
	f.number(p.values)
	return &collector{
		catalog: p.catalog, filters: f, places: places, slots: make([]int32, len(p.catalog.entries)),
		values: p.values, placeTerms: p.placeTerms, exemptions: p.exemptions,
		inPlace: chosenPlaces(p.placeTerms, f.values[facetPlace]), inPeriod: chosenPeriods(p.periodTerms, f.periods),
		exempt:  chosenExemptions(p.exemptions, f.values[facetExemption]),
		byPlace: newPlaceTally(p.placeTerms, f.values[facetPlace]), byPeriod: newPeriodTally(p.periodTerms, f.values[facetPeriod], f.periods),
		byExemption: newExemptionTally(p.exemptions),
	}
}

// collect takes all matches of a cursor.
func (c *collector) collect(ctx context.Context, v *view, cur cursor) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if n := int(min(uint64(len(c.catalog.entries)), cur.cost())); cap(c.groups) < n {
		c.groups = append(make([]group, 0, n), c.groups...)
	}
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
	var placed, periods, withheld []uint32
	if v.kind != items {
		placed, periods, withheld = v.subject(ofPlace, doc), v.subject(ofPeriod, doc), v.subject(ofExemption, doc)
	}
	e, fails := c.catalog.entries[g.ord], g.fails
	if c.inPlace != nil && !anyOf(placed, c.inPlace) {
		fails |= 1 << facetPlace
	}
	if c.inPeriod != nil && !anyOf(periods, c.inPeriod) && !e.covers(c.filters.periods) {
		fails |= 1 << facetPeriod
	}
	if c.exempt != nil && !anyOf(withheld, c.exempt) {
		fails |= 1 << facetExemption
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
	if fails&^(1<<facetExemption) == 0 {
		c.byExemption.count(withheld, c.exemptions, at)
	}
	if fails != 0 {
		g.seen |= fails
		return
	}
	g.seen |= seenAll
	g.count++
	f.score = cur.score()
	f.doubtful = c.inPlace != nil && !slices.ContainsFunc(placed, func(t uint32) bool { return int(t) < len(c.inPlace) && c.inPlace[t] && !c.placeTerms[t].maybe })
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
		c.room = make([]found, n*min(1024, max(16, len(c.groups))))
	}
	out := c.room[:0:n]
	c.room = c.room[n:]
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
	for i := range c.groups {
		g := &c.groups[i]
		if g.count == 0 {
			continue
		}
		out.places += g.count
		out.items++
		if e := c.catalog.entries[g.ord]; fold && (e.Labels.Family != "" || len(c.catalog.copies) > 0 && c.catalog.copies[e.Number] > 0) {
			kin[e.family()] = append(kin[e.family()], ranked{o.standing(c.catalog, g), g})
			continue
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
