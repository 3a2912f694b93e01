// Package check looks up in an archive what the statements of a text rest on,
// for the package claim.
//
//	r := &check.Reader{Lists: lists, Find: finder}
//	report, err := r.Check(ctx, text, "")
//
// It reads few documents whole, and of others only the pages that a search finds,
// however large the archive is.
package check

import (
	"context"

	"readingroom/archive"
	"readingroom/archive/claim"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/lists"
)

// A Finder finds pages and rows by a query, as a reader types it into the search
// box, the best first.
type Finder interface {
	Find(ctx context.Context, query string, kinds []string, limit int) ([]Hit, error)
}

// A Hit is a page, or a row of a table, that was found.
type Hit struct {
	Item       string
	Locator    archive.Locator
	Page       int // 0 for a row
	Table, Row int // 0 for a page
}

// A Reader is the record that a text is checked against.
type Reader struct {
	Lists *lists.Reader
	Find  Finder
}

func (r *Reader) gazetteer() *gazetteer.Gazetteer {
	if g := r.Lists.Gazetteer; g != nil {
		return g
	}
	return gazetteer.Load()
}

// Check checks a text against the archive. date is the text's own, or "".
func (r *Reader) Check(ctx context.Context, text string, date archive.Day) (claim.Report, error) {
	return claim.Check(ctx, text, date, r.gazetteer(), r)
}

// How much is read for one text.
const (
	documentsAtMost = 24     // that are read with their tables
	rowsAtMost      = 60_000 // of all their tables
	pagesAtMost     = 120    // whose sentences are read
	hitsAtMost      = 12     // of one query
	queriesAtMost   = 80     // about figures
)
