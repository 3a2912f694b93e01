package search

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// A clause is a compiled part of a query: which documents of a view match it,
// and how much each weighs. It is asked of one block of them after the other,
// and of a set at a time, for to ask of each document apart takes several times
// as long. The sets are RoaringBitmaps, as bleve has its postings in them.
type clause interface {
	// match returns those among the documents of a block that match. Nobody
	// changes what it returns.
	match(b *block) (*roaring.Bitmap, error)
	// weigh adds so many times the weights of documents to their scores. It is
	// asked of the block that match was asked about last; of docs, some may not
	// match, and are left alone.
	weigh(b *block, docs *roaring.Bitmap, by float64, to *scores)
	// cost is about how many documents there are to go through.
	cost() uint64
}

// blockSize is how many documents a block has: those that RoaringBitmap keeps
// in one container.
const blockSize = 1 << 16

// A block is a stretch of the documents of a segment.
type block struct {
	segment int
	start   uint64          // the first document of the segment, in the view
	among   *roaring.Bitmap // those that are asked about, as the segment numbers them
	room    *room
}

// of is the block with fewer documents to ask about.
func (b *block) of(among *roaring.Bitmap) *block {
	n := *b
	n.among = among
	return &n
}

// pick returns those among the documents of a block that are wanted.
func (b *block) pick(wanted func(d uint32) bool) *roaring.Bitmap {
	list := b.room.lent(b.among)
	n := 0
	for _, d := range list {
		if wanted(d) {
			list[n] = d
			n++
		}
	}
	out := roaring.New()
	out.AddMany(list[:n])
	return out
}

// scores are the weights of the documents of a block, by the low bits of their
// numbers. They are 0 but while documents are weighed.
type scores [blockSize]float64

// A room is where the documents of a block are listed and weighed, and gathered
// by item. It is used over and over, by one goroutine at a time.
type room struct {
	list []uint32
	of   *roaring.Bitmap // that are listed; nil: others
	free []*scores

	groups []group
	has    [subjects][]uint64
	slots  []int32
	found  []found
	front  []candidate
}

// rooms are those that nobody is in.
var rooms = sync.Pool{New: func() any { return &room{} }}

// docs lists the documents of a set, until it is called for another one. Nobody
// changes the list.
func (r *room) docs(set *roaring.Bitmap) []uint32 {
	if r.of == set {
		return r.list
	}
	r.of = set
	n := int(set.GetCardinality())
	if cap(r.list) < n {
		r.list = make([]uint32, max(n, 1<<12))
	}
	r.list = r.list[:n]
	set.ToExistingArray(&r.list)
	return r.list
}

// lent lists the documents of a set, for a caller who writes over the list.
func (r *room) lent(set *roaring.Bitmap) []uint32 {
	list := r.docs(set)
	r.of = nil
	return list
}

// take gives room for scores; back takes it back, all of them 0 again.
func (r *room) take() *scores {
	if n := len(r.free); n > 0 {
		s := r.free[n-1]
		r.free = r.free[:n-1]
		return s
	}
	return new(scores)
}

func (r *room) back(s *scores) { r.free = append(r.free, s) }

// nothing is a set of no documents.
var nothing = roaring.New()

// blocks goes through the blocks of a view in which documents match.
func (v *view) blocks(ctx context.Context, c clause, room *room, do func(b *block, docs *roaring.Bitmap) error) error {
	for i, seg := range v.snap.Segments() {
		deleted := seg.Deleted()
		for first, size := uint64(0), uint64(seg.FullSize()); first < size; first += blockSize {
			if err := ctx.Err(); err != nil {
				return err
			}
			b := &block{segment: i, start: v.starts[i], among: roaring.New(), room: room}
			b.among.AddRange(first, min(first+blockSize, size))
			if deleted != nil {
				b.among.AndNot(deleted)
			}
			docs, err := c.match(b)
			if err == nil && !docs.IsEmpty() {
				err = do(b, docs)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// each goes through the documents of a view that match, in their order, until
// do returns false.
func (v *view) each(ctx context.Context, c clause, do func(doc uint64) bool) error {
	room := rooms.Get().(*room)
	defer rooms.Put(room) // nothing is weighed in it
	err := v.blocks(ctx, c, room, func(b *block, docs *roaring.Bitmap) error {
		for _, d := range room.docs(docs) {
			if !do(b.start + uint64(d)) {
				return errEnough
			}
		}
		return nil
	})
	if err == errEnough {
		return nil
	}
	return err
}

// A both matches where all of its parts do and none of those it is without.
type both struct {
	parts   []clause // in the order of the query, in which they are weighed
	order   []clause // in which they are asked: the rarest first
	without []clause
	checks  []*checked // those of the parts of which it costs more to find out
	got     *roaring.Bitmap
}

func newAnd(parts, without []clause) clause {
	if len(parts) == 1 && len(without) == 0 {
		return parts[0]
	}
	c := &both{parts: parts, without: without}
	for _, p := range parts {
		if check, ok := p.(*checked); ok { // last, of what passes all others
			c.checks = append(c.checks, check)
			p = check.clause
		}
		c.order = append(c.order, p)
	}
	slices.SortStableFunc(c.order, func(x, y clause) int { return cmp.Compare(x.cost(), y.cost()) })
	return c
}

func (c *both) match(b *block) (*roaring.Bitmap, error) {
	c.got = nothing
	docs := b.among
	for _, p := range c.order {
		var err error
		if docs, err = p.match(b.of(docs)); err != nil || docs.IsEmpty() {
			return nothing, err
		}
	}
	for _, p := range c.without {
		out, err := p.match(b.of(docs))
		if err != nil {
			return nothing, err
		}
		if docs = roaring.AndNot(docs, out); docs.IsEmpty() {
			return nothing, nil
		}
	}
	for _, check := range c.checks {
		var err error
		if docs, err = check.pass(b, docs); err != nil {
			return nothing, err
		}
	}
	c.got = docs
	return docs, nil
}

func (c *both) weigh(b *block, docs *roaring.Bitmap, by float64, to *scores) {
	if docs != c.got {
		docs = roaring.And(docs, c.got)
	}
	if docs.IsEmpty() { // and some parts may not have been asked about this block
		return
	}
	for _, p := range c.parts {
		p.weigh(b, docs, by, to)
	}
}

func (c *both) cost() uint64 { return c.order[0].cost() }

// A checked matches where its clause does and the check agrees, which costs more
// than to go on.
type checked struct {
	clause
	check check
	got   *roaring.Bitmap
}

// A check returns those of some documents of a block that pass it, in their order,
// in the place of all.
type check func(b *block, docs []uint32) ([]uint32, error)

// oneByOne is a check that is asked of each document of the view apart.
func oneByOne(passes func(doc uint64) (bool, error)) check {
	return func(b *block, docs []uint32) ([]uint32, error) {
		n := 0
		for _, d := range docs {
			ok, err := passes(b.start + uint64(d))
			if err != nil {
				return nil, err
			}
			if ok {
				docs[n] = d
				n++
			}
		}
		return docs[:n], nil
	}
}

func (c *checked) match(b *block) (*roaring.Bitmap, error) {
	docs, err := c.clause.match(b)
	if err != nil {
		return nothing, err
	}
	return c.pass(b, docs)
}

// pass returns the documents that pass the check.
func (c *checked) pass(b *block, docs *roaring.Bitmap) (*roaring.Bitmap, error) {
	c.got = nothing
	list, err := c.check(b, b.room.lent(docs))
	if err != nil || len(list) == 0 {
		return nothing, err
	}
	c.got = roaring.New()
	c.got.AddMany(list)
	return c.got, nil
}

func (c *checked) weigh(b *block, docs *roaring.Bitmap, by float64, to *scores) {
	c.clause.weigh(b, roaring.And(docs, c.got), by, to)
}

// A boosted counts its matches more, or less.
type boosted struct {
	clause
	by float64
}

func (c boosted) weigh(b *block, docs *roaring.Bitmap, by float64, to *scores) {
	c.clause.weigh(b, docs, by*c.by, to)
}

// An either matches where one of its parts does. Its weight is their sum, or the
// best of them where they are forms of one word.
type either struct {
	parts []clause
	forms bool
}

func newOr(parts []clause, forms bool) clause {
	if len(parts) == 1 {
		return parts[0]
	}
	return &either{parts, forms}
}

func (c *either) match(b *block) (*roaring.Bitmap, error) {
	var all []*roaring.Bitmap
	for _, p := range c.parts {
		docs, err := p.match(b)
		if err != nil {
			return nothing, err
		}
		if !docs.IsEmpty() {
			all = append(all, docs)
		}
	}
	return union(all), nil
}

// union is the set of what is in one of several.
func union(all []*roaring.Bitmap) *roaring.Bitmap {
	switch len(all) {
	case 0:
		return nothing
	case 1:
		return all[0]
	}
	return roaring.FastOr(all...)
}

func (c *either) weigh(b *block, docs *roaring.Bitmap, by float64, to *scores) {
	if !c.forms {
		for _, p := range c.parts {
			p.weigh(b, docs, by, to)
		}
		return
	}
	best, own := b.room.take(), b.room.take()
	for _, p := range c.parts {
		p.weigh(b, docs, by, own)
		for _, d := range b.room.docs(docs) {
			d %= blockSize
			best[d], own[d] = max(best[d], own[d]), 0
		}
	}
	for _, d := range b.room.docs(docs) {
		d %= blockSize
		to[d], best[d] = to[d]+best[d], 0
	}
	b.room.back(best)
	b.room.back(own)
}

func (c *either) cost() uint64 {
	sum := uint64(0)
	for _, p := range c.parts {
		sum += p.cost()
	}
	return sum
}

// A having matches documents that are known already.
type having struct {
	docs []*roaring.Bitmap // by segment; nil: none
	n    uint64
}

func (c *having) match(b *block) (*roaring.Bitmap, error) {
	if docs := c.docs[b.segment]; docs != nil {
		return roaring.And(docs, b.among), nil
	}
	return nothing, nil
}

func (c *having) weigh(*block, *roaring.Bitmap, float64, *scores) {}
func (c *having) cost() uint64                                    { return c.n }

// having matches the documents that have one of the terms of a field.
func (v *view) having(ctx context.Context, field string, terms []string) (*having, error) {
	c := &having{docs: make([]*roaring.Bitmap, len(v.columns))}
	for i := range v.columns {
		var err error
		if c.docs[i], err = v.union(ctx, i, field, terms); err != nil {
			return nil, err
		}
		if c.docs[i] != nil {
			c.n += c.docs[i].GetCardinality()
		}
	}
	return c, nil
}
