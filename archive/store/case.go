package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// reckoned is what Cases returned last. It holds for the day, and until a
// request, an event, an agency or a law is written.
type reckoned struct {
	written atomic.Int64 // how often one was
	mu      sync.Mutex
	at      int64
	day     archive.Day // "": nothing is kept
	cases   []foia.Case
}

// inCases is in, for a transaction that writes what cases are made of.
func (s *Store) inCases(ctx context.Context, f func(tx *sql.Tx) error) error {
	defer s.reckoned.written.Add(1)
	return s.in(ctx, f)
}

// Cases returns all requests with what is known of each and where it stands
// today, the newest first. The cases themselves are shared with other callers.
func (s *Store) Cases(ctx context.Context, today archive.Day) ([]foia.Case, error) {
	k := &s.reckoned
	k.mu.Lock()
	defer k.mu.Unlock()
	if at := k.written.Load(); k.day != today || k.at != at {
		all, err := s.reckon(ctx, today)
		if err != nil {
			return nil, err
		}
		k.at, k.day, k.cases = at, today, all
	}
	return slices.Clone(k.cases), nil
}

func (s *Store) reckon(ctx context.Context, today archive.Day) ([]foia.Case, error) {
	requests, err := s.Requests(ctx)
	if err != nil {
		return nil, err
	}
	events, err := s.AllEvents(ctx)
	if err != nil {
		return nil, err
	}
	return s.cases(ctx, requests, events, today)
}

// Case returns one request with what is known of it and where it stands today.
func (s *Store) Case(ctx context.Context, number string, today archive.Day) (foia.Case, error) {
	r, err := s.Request(ctx, number)
	if err != nil {
		return foia.Case{}, err
	}
	events, err := s.Events(ctx, number)
	if err != nil {
		return foia.Case{}, err
	}
	all, err := s.cases(ctx, []foia.Request{r}, map[string][]foia.Event{number: events}, today)
	if err != nil {
		return foia.Case{}, err
	}
	return all[0], nil
}

func (s *Store) cases(ctx context.Context, requests []foia.Request, events map[string][]foia.Event, today archive.Day) ([]foia.Case, error) {
	agencies, err := s.Agencies(ctx)
	if err != nil {
		return nil, err
	}
	laws, err := s.Laws(ctx)
	if err != nil {
		return nil, err
	}
	bySlug, byCode := map[string]foia.Agency{}, map[string]foia.Law{}
	for _, a := range agencies {
		bySlug[a.Slug] = a
	}
	for _, l := range laws {
		byCode[l.Code] = l
	}
	all := []foia.Case{}
	for _, r := range requests {
		c := foia.Case{Request: r, Events: events[r.Number]}
		if c.Events == nil {
			c.Events = []foia.Event{}
		}
		var ok bool
		if c.Agency, ok = bySlug[r.Agency]; !ok {
			c.Agency = foia.Agency{Slug: r.Agency, Name: r.Agency}
		}
		if c.Law, ok = byCode[r.Law]; !ok {
			return nil, fmt.Errorf("request %s: law %s: %w", r.Number, r.Law, archive.ErrCorrupt)
		}
		c.Standing = foia.Stand(r, c.Law, c.Events, today)
		all = append(all, c)
	}
	return all, nil
}
