package search

import "github.com/RoaringBitmap/roaring/v2"

// An ofItems matches all places of the items of a set, or of all items where
// the set is nil.
type ofItems struct {
	view *view
	set  set
}

func (c *ofItems) match(b *block) (*roaring.Bitmap, error) {
	if c.set == nil {
		return b.among, nil
	}
	item := c.view.columns[b.segment].item
	last, in := uint32(0), false // the places of an item stand together
	return b.pick(func(d uint32) bool {
		if ord := item[d]; ord != last || !in {
			last, in = ord, c.set.has(ord)
		}
		return in
	}), nil
}

func (c *ofItems) weigh(*block, *roaring.Bitmap, float64, *scores) {}
func (c *ofItems) cost() uint64                                    { return c.view.total + 1 }

// A set holds ordinals of items.
type set []uint64

func newSet(size int) set { return make(set, (size+63)/64+1) }

func (s set) has(ord uint32) bool {
	i := int(ord >> 6)
	return i < len(s) && s[i]&(1<<(ord&63)) != 0
}

func (s *set) add(ord uint32) {
	for int(ord>>6) >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[ord>>6] |= 1 << (ord & 63)
}
