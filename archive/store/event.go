package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// AddEvent records what happened to a request. Entered is the caller's to set.
// Faults name the fields that are wrong; an event that does not fit among the
// others is recorded all the same, and the request's standing says so.
func (s *Store) AddEvent(ctx context.Context, e foia.Event) (foia.Event, error) {
	all, err := s.AddEvents(ctx, e)
	if err != nil {
		return e, err
	}
	return all[0], nil
}

// AddEvents records several events, all or none.
func (s *Store) AddEvents(ctx context.Context, events ...foia.Event) ([]foia.Event, error) {
	out := []foia.Event{}
	err := s.inCases(ctx, func(tx *sql.Tx) error {
		for _, e := range events {
			e, err := addEvent(ctx, tx, e)
			if err != nil {
				return err
			}
			out = append(out, e)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func addEvent(ctx context.Context, tx *sql.Tx, e foia.Event) (foia.Event, error) {
	r, err := request(ctx, tx, e.Request)
	if err != nil {
		return e, err
	}
	var f foia.Faults
	if err := e.Check(); err != nil && !errors.As(err, &f) {
		return e, err
	}
	ref := func(field, number, what, query string) (key sql.NullString, err error) {
		if number == "" {
			return key, nil
		}
		ids, err := list(ctx, tx, query, []any{number}, func(row scanner) (v [2]string, err error) { return v, row.Scan(&v[0], &v[1]) })
		switch {
		case err != nil:
			return key, err
		case len(ids) == 0:
			f = append(f, foia.Fault{Field: field, Text: fmt.Sprintf("There is no %s %q here.", what, number)})
		case ids[0][1] != "" && ids[0][1] != r.ID:
			f = append(f, foia.Fault{Field: field, Text: fmt.Sprintf("The %s %q is of another request.", what, number)})
		default:
			key = sql.NullString{String: ids[0][0], Valid: true}
		}
		return key, nil
	}
	item, err := ref("item", e.Item, "document", `SELECT id, '' FROM item WHERE number = ?`)
	if err != nil {
		return e, err
	}
	corrects, err := ref("corrects", e.Corrects, "event", `SELECT id, request FROM event WHERE id = ?`)
	if err != nil {
		return e, err
	}
	intake := ""
	if e.Release != nil {
		intake = e.Release.Accession
	}
	accession, err := ref("release.accession", intake, "accession", `SELECT id, '' FROM accession WHERE number = ?`)
	if err != nil {
		return e, err
	}
	if e.Component != "" {
		switch _, err := agency(ctx, tx, e.Component); {
		case errors.Is(err, archive.ErrNotFound):
			f = append(f, foia.Fault{Field: "component", Text: fmt.Sprintf("There is no agency or component %q here.", e.Component)})
		case err != nil:
			return e, err
		}
	}
	if len(f) > 0 {
		return e, f
	}
	id, err := archive.NewID()
	if err != nil {
		return e, err
	}
	e.ID, e.Entered = id.String(), e.Entered.UTC().Truncate(time.Millisecond)
	facts, err := json.Marshal(e)
	if err != nil {
		return e, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO event (id, request, kind, day, item, accession, corrects, facts, entered_by, entered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.ID, r.ID, e.Kind, e.Date, item, accession, corrects, string(facts), e.By, e.Entered.UnixMilli())
	return e, err
}

// Events returns all that was entered of a request, what was corrected
// included, in the order in which it happened.
func (s *Store) Events(ctx context.Context, number string) ([]foia.Event, error) {
	all, err := list(ctx, s.read, `SELECT e.facts FROM event e JOIN request r ON r.id = e.request WHERE r.number = ? ORDER BY e.id`, []any{number}, scanFacts[foia.Event])
	foia.Sort(all)
	return all, err
}

// AllEvents returns the events of all requests by the requests' numbers, each
// in the order in which they happened.
func (s *Store) AllEvents(ctx context.Context) (map[string][]foia.Event, error) {
	all, err := list(ctx, s.read, `SELECT facts FROM event ORDER BY id`, nil, scanFacts[foia.Event])
	if err != nil {
		return nil, err
	}
	of := map[string][]foia.Event{}
	for _, e := range all {
		of[e.Request] = append(of[e.Request], e)
	}
	for _, events := range of {
		foia.Sort(events)
	}
	return of, nil
}
