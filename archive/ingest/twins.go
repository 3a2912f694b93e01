package ingest

import (
	"context"
	"errors"
	"time"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/store"
	"readingroom/archive/twin"
)

// comparing is how long an item's pages are read against others. A document can
// be made so that each comparison takes as long as it may; what is left of it has
// no twins then.
const comparing = 20 * time.Second

// findTwins finds the pages of other items that are the same as one of this one's,
// but for what was withheld, stamped or misread. Its sketches are stored before
// it looks, so that of two items at work at the same time one finds the other.
func (in *Ingest) findTwins(ctx context.Context, it archive.Item, f *content.File) error {
	sketches := map[int][]uint64{}
	for p, err := range f.Pages() {
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if s := twin.Sketch(p.Text); s != nil {
			sketches[p.Number] = s
		}
	}
	if err := in.db.SetSketches(ctx, it, sketches); err != nil {
		return err
	}
	others := others{dir: in.contents}
	defer others.close()
	var found []store.Twin
	var spent time.Duration
	for n := 1; n <= f.Head().Pages && spent < comparing; n++ {
		if sketches[n] == nil {
			continue
		}
		met, err := in.db.Meeting(ctx, it.Number, sketches[n])
		if err != nil {
			return err
		}
		if len(met) == 0 {
			continue
		}
		p, err := f.Page(n)
		if err != nil {
			return err
		}
		for _, m := range met {
			o, err := others.page(m)
			if errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrCorrupt) {
				continue // it is being read anew, and looks for twins then
			}
			if err != nil {
				return err
			}
			begun := time.Now()
			l := twin.Compare(seen(p), seen(o))
			spent += time.Since(begun)
			if l.Twins(seen(p).OCR || seen(o).OCR) {
				found = append(found, store.Twin{Page: n, Item: m.Item, Other: m.Page, Alike: l.Thousandths(), Likeness: l})
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	if err := in.db.AddTwins(ctx, it.Number, found); err != nil || len(found) == 0 {
		return err
	}
	family, err := in.db.Family(ctx, it.Number)
	if err != nil {
		return err
	}
	return in.Relabel(ctx, family...) // the others: this one is indexed after
}

func seen(p archive.Page) twin.Page {
	return twin.Page{Text: p.Text, OCR: p.Origin == archive.OriginOCR}
}

// others keeps open the contents that were read last: twins come in a row.
type others struct {
	dir  content.Dir
	open map[archive.Digest]*content.File
}

func (o *others) page(r store.PageRef) (archive.Page, error) {
	f := o.open[r.Digest]
	if f == nil {
		if len(o.open) >= 16 {
			o.close()
		}
		var err error
		if f, err = o.dir.Open(r.Digest); err != nil {
			return archive.Page{}, err
		}
		if o.open == nil {
			o.open = map[archive.Digest]*content.File{}
		}
		o.open[r.Digest] = f
	}
	return f.Page(r.Page)
}

func (o *others) close() {
	for d, f := range o.open {
		f.Close()
		delete(o.open, d)
	}
}
