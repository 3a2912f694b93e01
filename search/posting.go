package search

import (
	"context"

	"github.com/RoaringBitmap/roaring/v2"
)

// union are the documents of a segment that have one of many terms; nil: none.
func (v *view) union(ctx context.Context, n int, field string, terms []string) (*roaring.Bitmap, error) {
	known := v.terms(n, field)
	var all, runs []*roaring.Bitmap
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
		case inRuns(docs):
			runs = append(runs, docs)
		default:
			all = append(all, docs)
		}
	}
	if !single.IsEmpty() {
		all = append(all, single)
	}
	if len(runs) > 1 {
		runs = []*roaring.Bitmap{joined(runs, v.columns[n].file.Docs())}
	}
	if all = append(all, runs...); len(all) == 0 {
		return nil, nil
	}
	return union(all), nil
}

// inRuns reports whether of a set the documents follow each other, as the rows of
// a table do, and so may be joined.
func inRuns(docs *roaring.Bitmap) bool {
	s := docs.Stats()
	return s.RunContainers > 0 && s.BitmapContainers == 0 // which would be written over what is there
}

// joined is the union of such sets, among so many documents: roaring itself adds
// them one by one.
func joined(sets []*roaring.Bitmap, docs uint64) *roaring.Bitmap {
	bits := make([]uint64, (docs+63)/64)
	for _, s := range sets {
		s.WriteDenseTo(bits)
	}
	return roaring.FromDense(bits, false)
}
