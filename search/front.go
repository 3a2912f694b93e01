package search

import (
	"cmp"
	"container/heap"
	"slices"
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
	most   int
	end    spot  // the last place that may be in
	behind int32 // a group of which all places that weigh as much as that come after it; -1: not known
	all    candidates
}

// A spot is where a place stands in the line of all of its kind.
type spot struct {
	Score  float64 `json:"s"`
	Number string  `json:"n,omitempty"`
	Place  place   `json:"p,omitempty"`
}

// beyond is the end of a front with room for more.
var beyond = spot{Score: -1}

// compare is negative where x comes before y.
func (x spot) compare(y spot) int {
	if x.Score != y.Score {
		return cmp.Compare(y.Score, x.Score)
	}
	return cmp.Or(cmp.Compare(x.Number, y.Number), cmp.Compare(x.Place, y.Place))
}

// A candidate is a place of a front.
type candidate struct {
	found
	spot
	group int32
	doc   uint64
}

// candidates are a heap: the one that comes last is the first of them.
type candidates []candidate

func (l candidates) Len() int           { return len(l) }
func (l candidates) Less(i, j int) bool { return l[i].spot.compare(l[j].spot) > 0 }
func (l candidates) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l *candidates) Push(c any)        { *l = append(*l, c.(candidate)) }

func (l *candidates) Pop() any {
	n := len(*l) - 1
	c := (*l)[n]
	*l = (*l)[:n]
	return c
}

// front is that of the matches of a kind; nil where nothing is looked at.
func (c *collector) front(k kind, words *together) *front {
	switch {
	case words == nil:
		return nil
	case c.pinned == nil:
		return &front{most: maxFront, end: beyond, behind: -1}
	case c.pinned.Fronts[k] == nil:
		return nil
	}
	return &front{most: maxLater, end: *c.pinned.Fronts[k], behind: -1}
}

// may reports whether a place of a group may belong there. Of rows, there may be
// millions that weigh the same.
func (f *front) may(score float64, group int32) bool {
	return score > f.end.Score || score == f.end.Score && group != f.behind
}

// offer takes a place in, if it belongs there.
func (f *front) offer(c candidate) {
	switch {
	case c.spot.compare(f.end) > 0:
		if c.Number > f.end.Number {
			f.behind = c.group
		}
		return
	case len(f.all) == f.most:
		f.all[0] = c
		heap.Fix(&f.all, 0)
	default:
		if f.all = append(f.all, c); len(f.all) < f.most {
			return
		}
		heap.Init(&f.all)
	}
	f.end, f.behind = f.all[0].spot, -1
}

// lift adds to the places of a front what they are worth for how the words stand
// in them.
func (c *collector) lift(v *view, f *front, words *together) error {
	c.fronts[v.kind] = &f.end
	for _, a := range f.all {
		l, err := v.lies(a.doc, fieldText)
		if err != nil {
			return err
		}
		more := words.weigh(l)
		if more == 0 {
			continue
		}
		g := &c.groups[a.group]
		g.best = slices.DeleteFunc(g.best, func(b found) bool { return b.kind == a.kind && b.place == a.place })
		a.score += more
		c.keep(g, a.found)
	}
	return nil
}
