package ingest

import (
	"cmp"
	"context"

	"readingroom/archive/link"
	"readingroom/archive/lists"
	"readingroom/archive/store"
)

// linkOne finds the days and periods that an item's pages speak of. An item
// bears the date of its mail head, else the first it writes, else the one in
// its file's properties.
func (in *Ingest) linkOne(ctx context.Context, job *store.Job) error {
	f, err := in.contents.Open(job.Item.Digest)
	if err != nil {
		return in.anew(ctx, job, err)
	}
	defer f.Close()
	prior, err := in.db.Prior(ctx, job.Item)
	if err != nil {
		return err
	}
	l, err := in.db.Link(ctx, job, 1)
	if err != nil {
		return err
	}
	date := job.Item.Date
	for p, err := range f.Pages() {
		if err != nil {
			return in.anew(ctx, job, err)
		}
		if p.Number == 1 {
			date = cmp.Or(date, link.Date(p.Text), dayOf(f.Head().About.Created))
		}
		for _, found := range link.Periods(p.Text, date) {
			found.Page = p.Number
			if err := l.Period(ctx, found); err != nil {
				return err
			}
		}
	}
	date = cmp.Or(date, dayOf(f.Head().About.Created))
	if err := l.Done(ctx, store.Outcome{Date: date, Prior: prior}); err != nil {
		return err
	}
	_, err = (&lists.Reader{Store: in.db, Contents: in.contents, Now: in.Now}).Facts(ctx, job.Item)
	return err
}
