package ingest

import (
	"context"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/message"
)

// findMessages finds the e-mails on an item's pages and joins each to its
// thread, and to the same message elsewhere in the archive.
func (in *Ingest) findMessages(ctx context.Context, it archive.Item, f *content.File) ([]message.Found, error) {
	pages := func(yield func(archive.Page, error) bool) {
		for p, err := range f.Pages() {
			if err == nil && message.Likely(p.Text) {
				p.Words, err = f.Words(p.Number)
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
	found, err := message.Find(pages, f.Head().Mail)
	if err != nil {
		return nil, err
	}
	return found, in.db.SetMessages(ctx, it, found, message.Version)
}
