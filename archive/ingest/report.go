package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"readingroom/archive"
	"readingroom/archive/store"
)

// A Report says what became of an accession's files: the JSON of
// `readingroom import`.
type Report struct {
	Accession  string               `json:"accession"`
	Items      int                  `json:"items"`             // documents that were new to the archive
	Pages      int                  `json:"pages"`             // of those
	Rows       int                  `json:"rows"`              // of those
	Duplicates int                  `json:"duplicates"`        // files whose bytes the archive had already
	Read       map[archive.Kind]int `json:"read"`              // documents that were read, by kind
	SetAside   []Aside              `json:"set_aside"`         // files that were not read, and those not taken in
	Partly     []Aside              `json:"partly,omitempty"`  // documents that were read, but for a part; once nothing waits
	Waiting    int                  `json:"waiting"`           // documents not searchable yet
	Open       bool                 `json:"open,omitempty"`    // files are still being taken in
	Trouble    string               `json:"trouble,omitempty"` // why the work stands still
	Seconds    float64              `json:"seconds"`
	Logs       []LogReport          `json:"logs,omitempty"` // where they were to be read as logs of requests
}

// An Aside is a file that was set aside, and why.
type Aside struct {
	Name   string `json:"name"`           // its path within the accession
	Item   string `json:"item,omitempty"` // "" where not even its bytes were kept
	Reason string `json:"reason"`
}

// Report tells what became of an accession's files, up to now.
func (in *Ingest) Report(ctx context.Context, accession string) (Report, error) {
	r := Report{Accession: accession, SetAside: []Aside{}}
	a, err := in.db.Accession(ctx, accession)
	if err != nil {
		return r, err
	}
	r.Open = a.Open
	if err := in.Trouble(); err != nil {
		r.Trouble = err.Error()
	}
	c, err := in.db.Count(ctx, accession)
	if err != nil {
		return r, err
	}
	r.Items, r.Pages, r.Rows, r.Duplicates, r.Waiting = c.Items, c.Pages, c.Rows, c.Duplicates, c.Waiting
	if r.Read, err = in.db.CountKinds(ctx, accession); err != nil {
		return r, err
	}
	asides, err := in.db.Asides(ctx, accession)
	if err != nil {
		return r, err
	}
	for _, a := range asides {
		r.SetAside = append(r.SetAside, Aside{Name: a.Path, Item: a.Item, Reason: a.Reason})
	}
	omitted, err := in.db.Omissions(ctx, accession)
	if err != nil {
		return r, err
	}
	for _, o := range omitted {
		r.SetAside = append(r.SetAside, Aside{Name: o.Path, Reason: o.Reason})
	}
	if !r.Open && r.Waiting == 0 {
		r.Partly, err = in.partly(ctx, accession)
	}
	return r, err
}

// Wait returns when all files of an accession, or with "" of all, are
// searchable or set aside. It tells progress a few times a second, and returns
// early when the work stands still through trouble that is no document's fault.
func (in *Ingest) Wait(ctx context.Context, accession string, progress func(store.Counts)) error {
	for {
		begun := time.Now()
		c, err := in.db.Count(ctx, accession)
		if err != nil {
			return err
		}
		if progress != nil {
			progress(c)
		}
		if c.Waiting == 0 && !in.index.NeedsRebuild() {
			return nil
		}
		if err := in.Trouble(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(between(begun)):
		}
	}
}

// between is how long to wait before counting again: counting a million
// documents takes a while, and is not what the time is for.
func between(begun time.Time) time.Duration {
	return max(200*time.Millisecond, 20*time.Since(begun))
}

// Watch tells progress a few times a second until ctx ends.
func (in *Ingest) Watch(ctx context.Context, accession string, progress func(store.Counts)) {
	for ctx.Err() == nil {
		begun := time.Now()
		if c, err := in.db.Count(ctx, accession); err == nil {
			progress(c)
		}
		select {
		case <-ctx.Done():
		case <-time.After(between(begun)):
		}
	}
}

// A Verification is what a look at every stored byte found: the JSON of
// `readingroom verify`.
type Verification struct {
	Originals int           `json:"originals"` // looked at
	Bytes     int64         `json:"bytes"`
	Faults    []Fault       `json:"faults"`
	Orphans   int           `json:"orphans"` // originals that no item names: an intake was cut off; harmless
	Waiting   int           `json:"waiting"` // documents on their way; store and index are compared when there are none
	Store     VerifiedCount `json:"store"`
	Index     VerifiedCount `json:"index"`
	Seconds   float64       `json:"seconds"`
}

// A Fault is something that is not as it was stored.
type Fault struct {
	Item string `json:"item"` // "" for the archive as a whole
	Name string `json:"name"`
	Text string `json:"text"`
}

// A VerifiedCount is what the store says is searchable, and what the index holds.
type VerifiedCount struct {
	Items uint64 `json:"items"`
	Pages uint64 `json:"pages"`
	Rows  uint64 `json:"rows"`
}

// Verify re-reads every original and compares the store with the index.
func (in *Ingest) Verify(ctx context.Context, progress func(done, of int)) (Verification, error) {
	v := Verification{Faults: []Fault{}}
	begun := in.Now()
	counts, err := in.db.Count(ctx, "")
	if err != nil {
		return v, err
	}
	v.Waiting = counts.Waiting
	known := map[archive.Digest]bool{}
	for it, err := range in.db.EachItem(ctx, store.Filter{}) {
		if err != nil {
			return v, err
		}
		known[it.Digest] = true
		if err := in.verify(ctx, it, &v); err != nil {
			return v, err
		}
		v.Originals++
		v.Bytes += it.Size
		if progress != nil {
			progress(v.Originals, counts.Items)
		}
	}
	for d, err := range in.blobs.All() {
		if err != nil {
			return v, err
		}
		if !known[d] {
			v.Orphans++
		}
	}
	if counts, err = in.db.Count(ctx, ""); err != nil {
		return v, err
	}
	v.Waiting = max(v.Waiting, counts.Waiting)
	v.Index.Items, v.Index.Pages, v.Index.Rows = in.index.Stats()
	switch {
	case in.index.NeedsRebuild():
		v.Faults = append(v.Faults, Fault{Text: "The index is missing, damaged or of another version. Run readingroom reindex."})
	case v.Waiting == 0 && v.Index != v.Store:
		v.Faults = append(v.Faults, Fault{Text: fmt.Sprintf(
			"The index holds %d documents, %d pages and %d rows; the store says %d, %d and %d. Run readingroom reindex.",
			v.Index.Items, v.Index.Pages, v.Index.Rows, v.Store.Items, v.Store.Pages, v.Store.Rows)})
	}
	v.Seconds = in.Now().Sub(begun).Seconds()
	return v, nil
}

func (in *Ingest) verify(ctx context.Context, it archive.Item, v *Verification) error {
	fault := func(text string) { v.Faults = append(v.Faults, Fault{Item: it.Number, Name: it.Name, Text: text}) }
	err := in.blobs.Verify(ctx, it.Digest)
	switch {
	case errors.Is(err, archive.ErrCorrupt):
		fault("Its bytes have changed since they were stored: " + err.Error() + ". Restore it from a backup.")
	case errors.Is(err, archive.ErrNotFound):
		fault("Its original is missing. Import it again, or restore it from a backup.")
	case err != nil:
		return err
	}
	if it.State != archive.StateIndexed && it.State != archive.StateAside {
		return nil // on its way
	}
	v.Store.Items++
	if it.State == archive.StateAside {
		return nil
	}
	v.Store.Pages += uint64(it.Pages)
	v.Store.Rows += uint64(it.Rows)
	f, err := in.contents.Open(it.Digest)
	if err != nil {
		fault("What was extracted of it cannot be read: " + err.Error() + ". Run readingroom reindex.")
		return nil
	}
	return f.Close()
}
