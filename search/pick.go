package search

import "slices"

// A leaf is a page of results.
type leaf struct {
	groups   []*group
	siblings [][]string // of each group, the numbers of the items folded into it
	places   int        // all that match
	items    int        // all that they are in
	folded   int        // of those, the ones that are folded into others
	last     standing   // of the last group
	more     bool       // there are groups after it
}

// leaf returns the groups that pass all filters, in an order: those after a
// standing, and from offset on. Where fold is set, of a family of copies and
// versions the first alone stands in the line.
func (c *collector) leaf(o sorting, after *standing, offset, limit int, fold bool) leaf {
	var out leaf
	pick := &picker{sorting: o, catalog: c.catalog, after: after}
	pick.first = first[ranked]{most: offset + limit, compare: func(x, y *ranked) int { return o.compare(x.standing, y.standing) }}
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
		slices.SortFunc(all, func(x, y ranked) int { return o.compare(x.standing, y.standing) })
		pick.offer(all[0].group)
		out.folded += len(all) - 1
		for _, r := range all[1:] {
			folded[all[0].group] = append(folded[all[0].group], r.number)
		}
	}
	out.more = pick.offered > offset+limit
	line := pick.first.line()
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

// A picker picks the first of many groups.
type picker struct {
	sorting
	catalog *catalog
	after   *standing // only those after this; nil: all
	offered int
	first   first[ranked]
}

func (p *picker) offer(g *group) {
	if last := p.first.last(); last != nil && p.behind(g, last) {
		p.offered++
		return
	}
	r := ranked{p.standing(p.catalog, g), g}
	if p.after == nil || p.compare(r.standing, *p.after) > 0 {
		p.offered++
		p.first.offer(r)
	}
}

// behind reports, where that is plain to see, whether a group comes after another one.
func (p *picker) behind(g *group, last *ranked) bool {
	x, y := 0.0, 0.0
	switch p.by {
	case "relevance":
		x, y = g.score(), last.standing.score
	case "date":
		x, y = float64(p.catalog.days[g.ord]), float64(p.catalog.days[last.group.ord])
		if x == 0 || y == 0 {
			return x == 0 && y != 0 // those without a date come last either way
		}
	}
	if p.turn {
		return x > y
	}
	return x < y
}
