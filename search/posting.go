package search

import (
	"context"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// posting are the documents of a segment that have a term, by their bits alone:
// to unpack what bleve keeps beside them takes ten times as long. nil: none.
// The bits are those of RoaringBitmap, in which bleve has them; there is no other
// way to read them. They are bleve's, and not changed.
func posting(dict segment.TermDictionary, term string) (*roaring.Bitmap, error) {
	if dict == nil {
		return nil, nil
	}
	list, err := dict.PostingsList([]byte(term), nil, nil)
	if err != nil || list.Count() == 0 {
		return nil, err
	}
	it := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if doc, single := it.DocNum1Hit(); single {
		return roaring.BitmapOf(uint32(doc)), nil
	}
	return it.ActualBitmap(), nil
}

// union are the documents of a segment that have one of many terms; nil: none.
func (v *view) union(ctx context.Context, n int, field string, terms []string) (*roaring.Bitmap, error) {
	dict, err := v.dictionary(n, field)
	if err != nil || dict == nil {
		return nil, err
	}
	var all []*roaring.Bitmap
	single := roaring.New()
	for i, term := range terms {
		if i&255 == 255 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		docs, err := posting(dict, term)
		switch {
		case err != nil:
			return nil, err
		case docs == nil:
		case docs.GetCardinality() == 1:
			single.Add(docs.Minimum())
		default:
			all = append(all, docs)
		}
	}
	if !single.IsEmpty() {
		all = append(all, single)
	}
	if len(all) == 0 {
		return nil, nil
	}
	return union(all), nil
}
