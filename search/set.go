package search

import "context"

// A setCursor matches all places of the items of a set, or of all items where
// the set is nil; and those that speak of one of the chosen terms.
type setCursor struct {
	ctx  context.Context
	view *view
	set  set

	about  subject
	chosen []bool // nil: none
}

func (c *setCursor) seek(doc uint64) (uint64, error) {
	for ; doc < c.view.total; doc++ {
		if doc&0xffff == 0xffff {
			if err := c.ctx.Err(); err != nil {
				return none, err
			}
		}
		if c.set != nil {
			ord, _ := c.view.at(doc)
			if !c.set.has(ord) && (c.chosen == nil || !anyOf(c.view.subject(c.about, doc), c.chosen)) {
				continue
			}
		}
		if !c.view.deleted(doc) {
			return doc, nil
		}
	}
	return none, nil
}

func (c *setCursor) score() float64 { return 0 }
func (c *setCursor) cost() uint64   { return c.view.total + 1 }
func (c *setCursor) close()         {}

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
