package search

import (
	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A posting goes through the documents of one segment that have a term, by
// their bits alone: to unpack what bleve keeps beside them takes ten times as long.
// The bits are those of RoaringBitmap, in which bleve has them; there is no other
// way to read them.
type posting struct {
	at    uint64 // in the segment; none after the last
	it    roaring.IntPeekable
	count uint64
}

// newPosting opens a term of a segment. dict may be nil.
func newPosting(dict segment.TermDictionary, term string) (posting, error) {
	if dict == nil {
		return posting{at: none}, nil
	}
	list, err := dict.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return posting{at: none}, err
	}
	bits, one, ok := bitsOf(list)
	switch {
	case !ok:
		return posting{at: none}, nil
	case bits == nil:
		return posting{at: one, count: 1}, nil
	}
	return fromBits(bits), nil
}

func fromBits(bits *roaring.Bitmap) posting {
	p := posting{it: bits.Iterator(), count: bits.GetCardinality()}
	p.next()
	return p
}

// bitsOf are the documents of a list: as bits, or the only one; not ok of none.
func bitsOf(list segment.PostingsList) (bits *roaring.Bitmap, one uint64, ok bool) {
	if list.Count() == 0 {
		return nil, 0, false
	}
	it := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if doc, single := it.DocNum1Hit(); single {
		return nil, doc, true
	}
	return it.ActualBitmap(), 0, true
}

func (p *posting) next() {
	if p.it == nil || !p.it.HasNext() {
		p.at = none
		return
	}
	p.at = uint64(p.it.Next())
}

// seek moves to the first document at or after doc, and returns it.
func (p *posting) seek(doc uint64) uint64 {
	if p.at >= doc {
		return p.at
	}
	if p.next(); p.at < doc {
		p.it.AdvanceIfNeeded(uint32(doc))
		p.next()
	}
	return p.at
}
