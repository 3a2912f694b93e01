package ingest

import (
	"context"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/store"
)

// Withdraw has an item no longer shown, searched or linked. Its original stays
// in the archive's own store, and its number and the reason with everybody.
func (in *Ingest) Withdraw(ctx context.Context, w archive.Withdrawal) (archive.Withdrawal, error) {
	w, err := in.db.Withdraw(ctx, w, in.Now())
	in.changed.tell()
	return w, err
}

// LiftWithdrawal has a withdrawn item read and shown again.
func (in *Ingest) LiftWithdrawal(ctx context.Context, item, by string) error {
	err := in.db.LiftWithdrawal(ctx, item, by, in.Now())
	in.changed.tell()
	return err
}

// blank reads an item that was withdrawn: as nothing but its title.
func (in *Ingest) blank(ctx context.Context, job *store.Job, w *archive.Withdrawal, err error) error {
	if err != nil {
		return err
	}
	it := job.Item
	c, err := in.contents.Create(it.Digest)
	if err != nil {
		return err
	}
	defer c.Abort()
	if _, err := c.Commit(func(h *content.Head) {
		h.MediaType, h.Kind, h.About.Title = it.MediaType, it.Kind, it.Title
	}); err != nil {
		return err
	}
	it.Reason, it.Pages, it.Tables, it.Rows = "Withdrawn on "+w.At.Format("2 January 2006")+".", 0, 0, 0
	return in.db.Extracted(ctx, job, it, 0, nil, in.Now())
}
