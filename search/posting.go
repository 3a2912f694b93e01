package search

import (
	"context"

	"github.com/RoaringBitmap/roaring/v2"
)

// union are the documents of a segment that have one of many terms; nil: none.
func (v *view) union(ctx context.Context, n int, field string, terms []string) (*roaring.Bitmap, error) {
	known := v.terms(n, field)
	var all []*roaring.Bitmap
	single := roaring.New()
	for i, term := range terms {
		if i&255 == 255 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		docs, err := known.Docs(term)
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
