package ingest

import (
	"context"
	"errors"
	"slices"

	"readingroom/archive"
	"readingroom/archive/extract"
	"readingroom/archive/store"
)

// Scans says what became of the pictures of pages that had not been read: the
// JSON of `readingroom ocr`.
type Scans struct {
	Items   int     `json:"items"`             // documents with such pages, which were read again
	Pages   int     `json:"pages"`             // of theirs that are now read from pictures
	Unread  int     `json:"unread"`            // documents that still have such pages
	Trouble string  `json:"trouble,omitempty"` // why the work stands still
	Seconds float64 `json:"seconds"`
}

// ReadScans has all documents read again whose pages are pictures that were not
// read, and waits until they are searchable. Run must be running.
func (in *Ingest) ReadScans(ctx context.Context, progress func(done, of int)) (Scans, error) {
	begun := in.Now()
	scans, err := in.scans(ctx)
	if err != nil || len(scans) == 0 {
		return Scans{}, err
	}
	if err := in.db.Reread(ctx, scans); err != nil {
		return Scans{}, err
	}
	in.changed.tell()
	total := len(scans)
	err = in.Wait(ctx, "", func(c store.Counts) {
		if progress != nil {
			progress(max(0, total-c.Waiting), total)
		}
	})
	out := Scans{Items: total}
	if err != nil {
		return out, err
	}
	for _, number := range scans {
		it, err := in.db.Item(ctx, number)
		if err != nil {
			return out, err
		}
		pages, left, err := in.readFromPictures(it)
		if err != nil {
			return out, err
		}
		out.Pages += pages
		if left {
			out.Unread++
		}
	}
	out.Seconds = in.Now().Sub(begun).Seconds()
	return out, nil
}

// scans returns the numbers of the items with pages that are pictures and were
// not read.
func (in *Ingest) scans(ctx context.Context) ([]string, error) {
	var out []string
	for it, err := range in.db.EachItem(ctx, store.Filter{}) {
		if err != nil {
			return out, err
		}
		if it.State != archive.StateIndexed && it.State != archive.StateAside {
			continue // on its way
		}
		f, err := in.contents.Open(it.Digest)
		if errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrCorrupt) {
			continue // reindex reads it again
		}
		if err != nil {
			return out, err
		}
		if unread(f.Head().Notices) || it.State == archive.StateAside && extract.IsPicture(it.MediaType) {
			out = append(out, it.Number)
		}
		if err := f.Close(); err != nil {
			return out, err
		}
	}
	return out, nil
}

// unread reports whether a document has pictures of pages that were not read.
func unread(notices []archive.Notice) bool {
	return slices.ContainsFunc(notices, func(n archive.Notice) bool { return n.Code == "no-ocr" || n.Code == "ocr-failed" })
}

// readFromPictures counts the pages of an item that were read from pictures,
// and reports whether some were not.
func (in *Ingest) readFromPictures(it archive.Item) (pages int, left bool, err error) {
	f, err := in.contents.Open(it.Digest)
	if errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrCorrupt) {
		return 0, true, nil
	}
	if err != nil {
		return 0, false, err
	}
	defer f.Close()
	for p, err := range f.Pages() {
		if err != nil {
			return pages, true, err
		}
		if p.Origin == archive.OriginOCR {
			pages++
		}
	}
	return pages, unread(f.Head().Notices), nil
}
