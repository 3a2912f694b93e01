package ingest

import (
	"context"
	"errors"
	"fmt"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// answers looks up the request that an order names, before anything is taken
// in, and whether its event can be recorded.
func (in *Ingest) answers(ctx context.Context, a *archive.Accession, o *Order) error {
	if a.Request == "" {
		if o.Event != nil {
			return fmt.Errorf("request: name the request that this is a release of: %w", archive.ErrInvalid)
		}
		return nil
	}
	r, err := in.db.FindRequest(ctx, a.Request)
	if errors.Is(err, archive.ErrNotFound) {
		if bare(o.Event) && !foia.IsNumber(a.Request) {
			o.Event = nil // a request that is not followed here: its number is kept with the records
			return nil
		}
		return fmt.Errorf("request: no request here has the number or tracking number %q; nothing was taken in: %w", a.Request, archive.ErrNotFound)
	}
	if err != nil {
		return err
	}
	a.Request = r.Number
	if o.Event == nil {
		return nil
	}
	e := *o.Event // the order is the caller's
	e.Request, e.Entered = r.Number, in.Now().UTC()
	if e.By == "" {
		e.By = o.By
	}
	if e.Release != nil {
		release := *e.Release
		if release.Title == "" {
			release.Title = a.Release
		}
		e.Release = &release
	}
	o.Event = &e
	return e.Check()
}

// bare reports whether an order says no more of an event than that there was a
// release.
func bare(e *foia.Event) bool {
	return e == nil || e.Kind == foia.Released && (e.Release == nil || e.Release.Pages+e.Release.InPart+e.Release.InFull+len(e.Release.Exemptions) == 0)
}

// tell records the event of an order with the accession that its release came
// in; once, however often the order is gone on with.
func (in *Ingest) tell(ctx context.Context, a archive.Accession, o Order) error {
	if o.Event == nil {
		return nil
	}
	told, err := in.db.Events(ctx, a.Request)
	if err != nil {
		return err
	}
	for _, e := range told {
		if e.Release != nil && e.Release.Accession == a.Number {
			return nil
		}
	}
	e := *o.Event
	if e.Release == nil {
		e.Release = &foia.Release{Title: a.Release}
	}
	e.Release.Accession = a.Number
	_, err = in.db.AddEvent(ctx, e)
	return err
}
