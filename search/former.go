package search

import (
	"context"
	"fmt"
	"iter"
	"slices"

	index "github.com/blevesearch/bleve_index_api"

	"readingroom/archive"
)

// former are the places of an item that the index had before, eight bytes each.
type former struct {
	places []place
	kept   []bool
	next   int
}

// former finds the places that the index has of an item.
func (g *generation) former(k kind, number string) (*former, error) {
	v, err := g.shelves[k].view()
	if err != nil {
		return nil, err
	}
	defer v.Close()
	f := &former{}
	for i, col := range v.columns {
		docs, err := v.terms(i, fieldItem).Docs(number)
		if err != nil {
			return nil, fmt.Errorf("%s index: %w", k, err)
		}
		if docs == nil {
			continue
		}
		gone := v.snap.Segments()[i].Deleted()
		docs.Iterate(func(doc uint32) bool {
			if gone == nil || !gone.Contains(doc) {
				f.places = append(f.places, col.place[doc])
			}
			return true
		})
	}
	slices.Sort(f.places)
	f.kept = make([]bool, len(f.places))
	return f, nil
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
