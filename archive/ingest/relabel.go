package ingest

import (
	"context"
	"errors"

	"readingroom/archive"
)

// Relabel tells the index what the archive now says of items beside their
// bytes. One that is not indexed yet hears of it when it is.
func (in *Ingest) Relabel(ctx context.Context, items ...string) error {
	for _, number := range items {
		labels, err := in.db.Labels(ctx, number)
		if err != nil {
			return err
		}
		if err := in.index.Label(ctx, number, labels); err != nil && !errors.Is(err, archive.ErrNotFound) {
			return err
		}
	}
	return nil
}

// Tag files an item under tags, as archive.Tags reads them, and under no others;
// it is found by them at once.
func (in *Ingest) Tag(ctx context.Context, item string, tags []string, by string) error {
	if err := in.db.SetTags(ctx, item, tags, by, in.Now()); err != nil {
		return err
	}
	return in.Relabel(ctx, item)
}
