package ingest

import (
	"context"

	"readingroom/archive/store"
)

// Decide records what an editor decided of links to jurisdictions, and has the
// items that it changes indexed again.
func (in *Ingest) Decide(ctx context.Context, d store.Decision) (store.Decision, error) {
	d, err := in.db.Decide(ctx, d, Above(in.gazetteer(), ""), in.Now())
	in.changed.tell()
	return d, err
}

// UndoDecision takes a decision back.
func (in *Ingest) UndoDecision(ctx context.Context, id, by, why string) error {
	err := in.db.UndoDecision(ctx, id, by, why, in.Now())
	in.changed.tell()
	return err
}
