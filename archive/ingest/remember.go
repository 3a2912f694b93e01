package ingest

import (
	"context"
	"errors"

	"readingroom/archive"
	"readingroom/archive/cite"
	"readingroom/archive/content"
)

// remember keeps what the rows of an item's tables said that are read otherwise
// now, so that a link to one of them, whoever made it and when, still leads to
// what it meant. A row of a sheet has its number from the file and needs none.
func (in *Ingest) remember(ctx context.Context, it archive.Item, was *content.File) error {
	is, err := in.contents.Open(it.Digest)
	if err != nil {
		return err
	}
	defer is.Close()
	now, err := readings(is)
	if err != nil {
		return err
	}
	before := cite.Document{Item: it, Pages: was.Head().Pages, Text: was}
	for _, t := range was.Head().Tables {
		before.Tables = append(before.Tables, t.Table)
	}
	const together = 500
	var kept []archive.Citation
	keep := func() error {
		_, err := in.db.KeepCitations(ctx, kept, in.Now())
		kept = kept[:0]
		return err
	}
	for _, t := range before.Tables {
		if t.Page == 0 {
			continue
		}
		for r, err := range was.Rows(t.Number, 1) {
			if err != nil {
				return anyway(err)
			}
			l := archive.RowLocator(t, r.Number)
			if now[l] == (archive.Selector{Cells: r.Cells}).Check() {
				continue
			}
			s, err := cite.Quote(before, l)
			if err != nil {
				return anyway(err)
			}
			kept = append(kept, archive.Citation{Place: archive.Place{Item: it.Number, Locator: l}, Digest: it.Digest, Selector: s})
			if len(kept) == together {
				if err := keep(); err != nil {
					return err
				}
			}
		}
	}
	return keep()
}

// readings is a short digest of each row of a page's table, by its place.
func readings(f *content.File) (map[archive.Locator]string, error) {
	out := map[archive.Locator]string{}
	for _, t := range f.Head().Tables {
		if t.Page == 0 {
			continue
		}
		for r, err := range f.Rows(t.Number, 1) {
			if err != nil {
				return nil, err
			}
			out[archive.RowLocator(t.Table, r.Number)] = archive.Selector{Cells: r.Cells}.Check()
		}
	}
	return out, nil
}

// anyway lets a damaged earlier reading be: it was to be made anew.
func anyway(err error) error {
	if errors.Is(err, archive.ErrCorrupt) || errors.Is(err, archive.ErrNotFound) {
		return nil
	}
	return err
}
