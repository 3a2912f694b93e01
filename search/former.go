package search

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"readingroom/archive"
	"readingroom/search/segment"
)

// former are the places of an item that the index had before, eight bytes each.
type former struct {
	places []place
	kept   []bool
	next   int
}

// former finds the places that the index has of an item. It does not take a view: what
// a view has of all places is not needed while many are put in.
func (g *generation) former(k kind, number string) (*former, error) {
	r, err := g.shelves[k].index.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	f := &former{}
	for _, seg := range r.(*scorch.IndexSnapshot).Segments() {
		if err := f.add(seg, number); err != nil {
			return nil, fmt.Errorf("%s index: %w", k, err)
		}
	}
	slices.Sort(f.places)
	f.kept = make([]bool, len(f.places))
	return f, nil
}

// add adds the places of an item in a segment.
func (f *former) add(seg *scorch.SegmentSnapshot, number string) error {
	file, err := segment.Of(seg.Segment())
	if err != nil {
		return err
	}
	docs, err := file.Terms(fieldItem).Docs(number)
	if err != nil || docs == nil {
		return err
	}
	if gone := seg.Deleted(); gone != nil {
		docs = roaring.AndNot(docs, gone)
	}
	for _, doc := range docs.ToArray() {
		key, err := file.DocID(uint64(doc))
		if err != nil {
			return err
		}
		_, p := splitID(key)
		f.places = append(f.places, p)
	}
	return nil
}

// seen says that the document still has a place.
func (f *former) seen(p place) {
	if f.next < len(f.places) && f.places[f.next] == p { // mostly in their order
		f.kept[f.next] = true
		f.next++
		return
	}
	if i, ok := slices.BinarySearch(f.places, p); ok {
		f.kept[i] = true
		f.next = i + 1
	}
}

// left goes through the places that were not seen again.
func (f *former) left() iter.Seq[place] {
	return func(yield func(place) bool) {
		for i, p := range f.places {
			if !f.kept[i] && !yield(p) {
				return
			}
		}
	}
}

// remove forgets an item: first that it is there, then its places.
func (g *generation) remove(ctx context.Context, number string) error {
	g.write.Lock()
	defer g.write.Unlock()
	if !archive.IsItemNumber(number) {
		return fmt.Errorf("item number %q: %w", number, archive.ErrInvalid)
	}
	w := &writer{ctx: ctx, gen: g}
	for k := range w.batches {
		w.batches[k] = index.NewBatch()
	}
	w.batches[items].Delete(number)
	if err := w.flush(items); err != nil {
		return fmt.Errorf("item %s: %w", number, err)
	}
	g.catalog.Store(g.catalog.Load().with(map[uint32]*entry{g.items.get(number): nil}))
	for _, k := range []kind{pages, rows} {
		f, err := g.former(k, number)
		if err != nil {
			return fmt.Errorf("item %s: %w", number, err)
		}
		for p := range f.left() {
			if err := w.add(k, p.id(number), nil, 0); err != nil {
				return fmt.Errorf("item %s: %w", number, err)
			}
		}
		if err := w.flush(k); err != nil {
			return fmt.Errorf("item %s: %w", number, err)
		}
	}
	return nil
}
