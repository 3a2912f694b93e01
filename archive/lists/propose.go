package lists

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"readingroom/archive"
	"readingroom/archive/compare"
	"readingroom/archive/correct"
	"readingroom/archive/store"
)

// noticePages is how many pages of a notice are read: a longer document is none.
const noticePages = 20

// Propose reads an item as a notice of corrections, and says what of the archive
// it touches.
func (r *Reader) Propose(ctx context.Context, it archive.Item) ([]correct.Proposal, error) {
	n, err := r.notice(ctx, it)
	if err != nil || len(n.Pages) == 0 {
		return nil, err
	}
	docs, err := r.Documents(ctx)
	if err != nil {
		return nil, err
	}
	var reports []correct.Report
	for _, d := range docs {
		x := correct.Report{Item: d.Item, Title: d.Facts.Title, Key: d.Facts.Key, Period: d.Facts.Period.Period}
		if !correct.Meant(n, x) || d.Facts.Notice {
			continue
		}
		all, err := r.Lists(ctx, d.Item)
		if err != nil {
			return nil, err
		}
		for i, l := range all {
			x.Tables = append(x.Tables, tableOf(l, d.Facts.Sections[i].Header))
		}
		reports = append(reports, x)
	}
	return correct.Propose(n, reports), nil
}

func tableOf(l compare.List, header []string) correct.Table {
	t := correct.Table{At: l.At.Locator, Title: l.Title, Header: header}
	for _, row := range l.Rows {
		x := correct.Row{At: row.At.Locator}
		for _, p := range row.Places {
			if p.Slug != "" {
				x.Slugs = append(x.Slugs, p.Within...)
			}
		}
		t.Rows = append(t.Rows, x)
	}
	return t
}

// notice reads an item as a notice.
func (r *Reader) notice(ctx context.Context, it archive.Item) (correct.Notice, error) {
	n := correct.Notice{Item: it.Number, Title: cmp.Or(it.Title, it.Name), Date: it.Date}
	f, err := r.Contents.Open(it.Digest)
	if errors.Is(err, archive.ErrNotFound) {
		return n, nil
	}
	if err != nil {
		return n, err
	}
	defer f.Close()
	if f.Head().Pages > noticePages {
		return n, nil
	}
	for p, err := range f.Pages() {
		if err != nil {
			return n, err
		}
		n.Pages = append(n.Pages, p)
		links, err := r.Store.ItemPlaces(ctx, it.Number, store.Places{Page: p.Number})
		if err != nil {
			return n, err
		}
		for _, l := range links {
			if !l.Struck {
				n.Links = append(n.Links, l.PlaceLink)
			}
		}
		periods, err := r.Store.Periods(ctx, it.Number, p.Number)
		if err != nil {
			return n, err
		}
		for _, x := range periods {
			if x.Period.Days() > 1 {
				n.Periods = append(n.Periods, x.Period)
			}
		}
	}
	return n, nil
}

// Accept enters what the program proposes of an item, as accepted by somebody.
// Nothing is entered twice, nor what touches nothing.
func (r *Reader) Accept(ctx context.Context, item, by, note string) (int, error) {
	it, err := r.Store.Item(ctx, item)
	if err != nil {
		return 0, err
	}
	known, err := r.Store.CorrectionsBy(ctx, item)
	if err != nil || len(known) > 0 {
		return 0, err
	}
	all, err := r.Propose(ctx, it)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, p := range all {
		if len(p.Touches) == 0 {
			continue
		}
		c := p.Correction
		c.Rulings = []archive.Ruling{{Verdict: archive.Accepted, By: by, Note: note}}
		if _, err := r.Store.Enter(ctx, c, r.Now()); err != nil {
			return n, fmt.Errorf("correction of %s: %w", c.About, err)
		}
		n++
	}
	return n, nil
}

// Notices are the items whose first words call them a correction, and of which
// nothing was entered yet.
func (r *Reader) Notices(ctx context.Context) ([]string, error) {
	docs, err := r.Documents(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, d := range docs {
		if !d.Facts.Notice {
			continue
		}
		known, err := r.Store.CorrectionsBy(ctx, d.Item)
		if err != nil {
			return nil, err
		}
		if len(known) == 0 {
			out = append(out, d.Item)
		}
	}
	return out, nil
}
