package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"readingroom/archive"
	"readingroom/archive/store"
)

// lacking are the notices of a document that was read in part: something of it
// is not found by its words.
var lacking = []string{"limit", "damaged", "incomplete", "encrypted", "no-unicode", "no-ocr", "ocr-failed"}

// partly tells which documents that were new with an accession were read in part,
// and what of them was not.
func (in *Ingest) partly(ctx context.Context, accession string) ([]Aside, error) {
	items, err := in.db.Items(ctx, store.Filter{Accession: accession})
	if err != nil {
		return nil, err
	}
	var out []Aside
	for _, it := range items {
		if it.Accession != accession || it.State != archive.StateIndexed {
			continue
		}
		f, err := in.contents.Open(it.Digest)
		if errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrCorrupt) {
			continue // verify tells of it
		}
		if err != nil {
			return nil, err
		}
		notices := slices.DeleteFunc(slices.Clone(f.Head().Notices), func(n archive.Notice) bool { return !slices.Contains(lacking, n.Code) })
		if err := f.Close(); err != nil {
			return nil, err
		}
		if len(notices) == 0 {
			continue
		}
		a := Aside{Name: it.Name, Item: it.Number, Reason: notices[0].Text}
		if more := len(notices) - 1; more > 0 {
			a.Reason += fmt.Sprintf(" And %d more: its page tells.", more)
		}
		out = append(out, a)
	}
	return out, nil
}
