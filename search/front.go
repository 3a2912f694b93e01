package search

import (
	"cmp"
	"slices"
	"strings"
)

// How many places of each kind are looked at once more; and how many at most where
// a list goes on, since of those that came in meanwhile some stand among them.
const (
	maxFront = 200
	maxLater = 10 * maxFront
)

// A front is the best places of one kind by their words alone: only those are
// looked at for how the words stand in them, and worth more for it, so that they stay
// before all others. It has an end, which a bookmark keeps: while a list goes on, no
// place that comes in pushes another one out.
type front struct {
	end    spot  // the last place that may be in
	behind int32 // a group of which all places that weigh as much as that come after it; -1: not known
	first  first[candidate]
}

// A spot is where a place stands in the line of all of its kind.
type spot struct {
	Score  float64 `json:"s"`
	Number string  `json:"n,omitempty"`
	Place  place   `json:"p,omitempty"`
}

// beyond is the end of a front with room for more.
var beyond = spot{Score: -1}

// A candidate is a place of a front.
type candidate struct {
	found
	number  string // of its item
	group   int32
	segment int
	doc     uint32 // there
}

func (x *candidate) spot() spot { return spot{x.score, x.number, x.place} }

// compare is negative where a place comes before a spot.
func (x *candidate) compare(y spot) int {
	if x.score != y.Score {
		return cmp.Compare(y.Score, x.score)
	}
	if n := strings.Compare(x.number, y.Number); n != 0 {
		return n
	}
	return cmp.Compare(x.place, y.Place)
}

// front is that of the matches of a kind; nil where nothing is looked at.
func (c *collector) front(k kind, words *together) *front {
	switch {
	case words == nil:
		return nil
	case c.pinned == nil:
		return newFront(maxFront, beyond, c.room)
	case c.pinned.Fronts[k] == nil:
		return nil
	}
	return newFront(maxLater, *c.pinned.Fronts[k], c.room)
}

func newFront(most int, end spot, room *room) *front {
	return &front{end: end, behind: -1, first: first[candidate]{
		most: most, all: room.front[:0], compare: func(x, y *candidate) int { return x.compare(y.spot()) },
	}}
}

// may reports whether a place of a group may belong there. Of rows, there may be
// millions that weigh the same.
func (f *front) may(score float64, group int32) bool {
	return score > f.end.Score || score == f.end.Score && group != f.behind
}

// offer takes a place in, if it belongs there.
func (f *front) offer(c candidate) {
	if c.compare(f.end) > 0 {
		if c.number > f.end.Number {
			f.behind = c.group
		}
		return
	}
	f.first.offer(c)
	if last := f.first.last(); last != nil {
		f.end, f.behind = last.spot(), -1
	}
}

// lift adds to the places of a front what they are worth for how the words stand
// in them.
func (c *collector) lift(v *view, f *front, words *together) error {
	all := f.first.all
	c.fronts[v.kind], c.room.front = &f.end, all
	slices.SortFunc(all, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(x.segment, y.segment), cmp.Compare(x.doc, y.doc))
	})
	var docs [atOnce]uint32
	var lines [atOnce][]byte
	for len(all) > 0 {
		n := 0
		for n < min(len(all), atOnce) && all[n].segment == all[0].segment {
			docs[n] = all[n].doc
			n++
		}
		at := &block{segment: all[0].segment, start: v.starts[all[0].segment]}
		if err := v.linesOf(at, docs[:n], fieldText, lines[:n]); err != nil {
			return err
		}
		for i, a := range all[:n] {
			if more := words.weigh(lines[i]); more > 0 {
				c.raise(a, more)
			}
		}
		all = all[n:]
	}
	return nil
}

// raise has a place count for more.
func (c *collector) raise(a candidate, more float64) {
	g := &c.groups[a.group]
	g.best = slices.DeleteFunc(g.best, func(b found) bool { return b.kind == a.kind && b.place == a.place })
	a.score += more
	c.keep(g, a.found)
}
