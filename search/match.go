package search

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// A cursor goes through the documents of a view that match, in their order.
type cursor interface {
	// seek moves to the first match at or after doc and returns it, or none.
	// It never moves back.
	seek(doc uint64) (uint64, error)
	// score is the weight of the match it stands at.
	score() float64
	// cost is about how many matches there are.
	cost() uint64
	close()
}

// none is where a cursor stands after its last match.
const none = math.MaxUint64

// An andCursor matches where all of its parts do and none of those it is without.
type andCursor struct {
	parts   []cursor
	without []cursor
	checks  []*checkCursor // those of the parts of which it costs more to find out
}

func newAnd(parts, without []cursor) cursor {
	if len(parts) == 1 && len(without) == 0 {
		return parts[0]
	}
	c := &andCursor{parts: parts, without: without}
	for i, p := range parts {
		if check, ok := p.(*checkCursor); ok { // last, of what passes all others
			c.checks = append(c.checks, check)
			parts[i] = check.cursor
		}
	}
	slices.SortStableFunc(parts, func(x, y cursor) int { return cmp.Compare(x.cost(), y.cost()) })
	return c
}

func (c *andCursor) seek(doc uint64) (uint64, error) {
	for {
		at, err := c.together(doc)
		if err != nil || at == none {
			return none, err
		}
		out, err := c.excluded(at)
		for i := 0; err == nil && !out && i < len(c.checks); i++ {
			out, err = c.checks[i].check(at)
			out = !out
		}
		if err != nil {
			return none, err
		}
		if !out {
			return at, nil
		}
		doc = at + 1
	}
}

// together moves all parts to the first document at or after doc they share.
func (c *andCursor) together(doc uint64) (uint64, error) {
	for {
		high := doc
		for _, p := range c.parts {
			at, err := p.seek(high)
			if err != nil || at == none {
				return none, err
			}
			if high = at; high > doc {
				break // the others have to follow
			}
		}
		if high == doc {
			return doc, nil
		}
		doc = high
	}
}

func (c *andCursor) excluded(doc uint64) (bool, error) {
	for _, p := range c.without {
		if at, err := p.seek(doc); err != nil || at == doc {
			return true, err
		}
	}
	return false, nil
}

func (c *andCursor) score() float64 {
	sum := 0.0
	for _, p := range c.parts {
		sum += p.score()
	}
	return sum
}
func (c *andCursor) cost() uint64 { return c.parts[0].cost() }
func (c *andCursor) close()       { closeAll(append(slices.Clone(c.parts), c.without...)) }

// A checkCursor matches where its cursor does and the check agrees, which costs
// more than to go on.
type checkCursor struct {
	cursor
	check func(doc uint64) (bool, error)
}

func (c *checkCursor) seek(doc uint64) (uint64, error) {
	for {
		at, err := c.cursor.seek(doc)
		if err != nil || at == none {
			return none, err
		}
		ok, err := c.check(at)
		if err != nil {
			return none, err
		}
		if ok {
			return at, nil
		}
		doc = at + 1
	}
}

// A boostCursor counts its matches more, or less.
type boostCursor struct {
	cursor
	by float64
}

func (c boostCursor) score() float64 { return c.by * c.cursor.score() }

// An orCursor matches where one of its parts does. Its score is their sum, or
// the best of them where they are forms of one word.
type orCursor struct {
	heap  orHeap
	forms bool
	begun bool
}

type orPart struct {
	cursor
	now uint64
}

type orHeap []orPart

func (h orHeap) Len() int           { return len(h) }
func (h orHeap) Less(i, j int) bool { return h[i].now < h[j].now }
func (h orHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *orHeap) Push(any)          {}
func (h *orHeap) Pop() any          { return nil }

func newOr(parts []cursor, forms bool) cursor {
	if len(parts) == 1 {
		return parts[0]
	}
	c := &orCursor{forms: forms}
	for _, p := range parts {
		c.heap = append(c.heap, orPart{cursor: p})
	}
	return c
}

func (c *orCursor) seek(doc uint64) (uint64, error) {
	if len(c.heap) == 0 {
		return none, nil
	}
	if !c.begun {
		c.begun = true
		for i := range c.heap {
			at, err := c.heap[i].seek(doc)
			if err != nil {
				return none, err
			}
			c.heap[i].now = at
		}
		heap.Init(&c.heap)
	}
	for c.heap[0].now < doc {
		at, err := c.heap[0].seek(doc)
		if err != nil {
			return none, err
		}
		c.heap[0].now = at
		heap.Fix(&c.heap, 0)
	}
	return c.heap[0].now, nil
}

func (c *orCursor) score() float64 { return c.scoreFrom(0) }

func (c *orCursor) scoreFrom(i int) float64 {
	if i >= len(c.heap) || c.heap[i].now != c.heap[0].now {
		return 0 // nor does anything below it in the heap
	}
	own, left, right := c.heap[i].score(), c.scoreFrom(2*i+1), c.scoreFrom(2*i+2)
	if c.forms {
		return max(own, left, right)
	}
	return own + left + right
}

func (c *orCursor) cost() uint64 {
	sum := uint64(0)
	for _, p := range c.heap {
		sum += p.cost()
	}
	return sum
}

func (c *orCursor) close() {
	for _, p := range c.heap {
		p.close()
	}
}

func closeAll(cursors []cursor) {
	for _, c := range cursors {
		if c != nil {
			c.close()
		}
	}
}
