package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// AddRequest records a new request and gives it its number; with the events
// given, whose request it fills in, all or nothing. Created is the caller's to
// set. Faults name the fields that are wrong.
func (s *Store) AddRequest(ctx context.Context, r foia.Request, events ...foia.Event) (foia.Request, error) {
	id, err := archive.NewID()
	if err != nil {
		return r, err
	}
	r.ID, r.Created = id.String(), r.Created.UTC().Truncate(time.Millisecond)
	if r.Year == 0 {
		r.Year = r.Created.Year()
	}
	err = s.inCases(ctx, func(tx *sql.Tx) error {
		if err := checkRequest(ctx, tx, r); err != nil {
			return err
		}
		var serial int
		if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(serial), 0) + 1 FROM request WHERE year = ?`, r.Year).Scan(&serial); err != nil {
			return err
		}
		r.Number = foia.Number(r.Year, serial)
		facts, err := json.Marshal(r)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO request (id, number, year, serial, agency, law, visibility, facts, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			r.ID, r.Number, r.Year, serial, r.Agency, r.Law, r.Visibility, string(facts), r.Created.UnixMilli())
		if err != nil {
			return err
		}
		for _, e := range events {
			e.Request = r.Number
			if _, err := addEvent(ctx, tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		r.ID, r.Number = "", ""
	}
	return r, err
}

// AmendRequest changes what a request says of itself; its ID, number and
// Created stay. What it said before is kept.
func (s *Store) AmendRequest(ctx context.Context, r foia.Request, now time.Time) (foia.Request, error) {
	err := s.inCases(ctx, func(tx *sql.Tx) error {
		was, err := request(ctx, tx, r.Number)
		if err != nil {
			return err
		}
		r.ID, r.Number, r.Year, r.Created = was.ID, was.Number, was.Year, was.Created
		if err := checkRequest(ctx, tx, r); err != nil {
			return err
		}
		id, err := archive.NewID()
		if err != nil {
			return err
		}
		before, err := json.Marshal(was)
		if err != nil {
			return err
		}
		after, err := json.Marshal(r)
		if err != nil || string(before) == string(after) {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO request_was (id, request, facts, until) VALUES (?, ?, ?, ?)`, id.String(), r.ID, string(before), now.UnixMilli()); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE request SET agency = ?, law = ?, visibility = ?, facts = ? WHERE id = ?`, r.Agency, r.Law, r.Visibility, string(after), r.ID)
		return err
	})
	return r, err
}

// checkRequest says which fields of a request are wrong, and whether its
// agency and law are known here.
func checkRequest(ctx context.Context, db querier, r foia.Request) error {
	var f foia.Faults
	if err := r.Check(); err != nil && !errors.As(err, &f) {
		return err
	}
	if r.Agency != "" {
		switch _, err := agency(ctx, db, r.Agency); {
		case errors.Is(err, archive.ErrNotFound):
			f = append(f, foia.Fault{Field: "agency", Text: fmt.Sprintf("There is no agency %q here.", r.Agency)})
		case err != nil:
			return err
		}
	}
	if r.Law != "" {
		switch _, err := law(ctx, db, r.Law); {
		case errors.Is(err, archive.ErrNotFound):
			f = append(f, foia.Fault{Field: "law", Text: fmt.Sprintf("There is no law %q here.", r.Law)})
		case err != nil:
			return err
		}
	}
	if len(f) > 0 {
		return f
	}
	return nil
}

// Request returns the request with a number.
func (s *Store) Request(ctx context.Context, number string) (foia.Request, error) {
	return request(ctx, s.read, number)
}

func request(ctx context.Context, db querier, number string) (foia.Request, error) {
	all, err := list(ctx, db, `SELECT facts FROM request WHERE number = ?`, []any{number}, scanFacts[foia.Request])
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("request %s: %w", number, archive.ErrNotFound)
	}
	if err != nil {
		return foia.Request{}, err
	}
	return all[0], nil
}

// Requests returns all requests, the newest first.
func (s *Store) Requests(ctx context.Context) ([]foia.Request, error) {
	return list(ctx, s.read, `SELECT facts FROM request ORDER BY year DESC, serial DESC`, nil, scanFacts[foia.Request])
}

// scanFacts reads a row's one column of JSON.
func scanFacts[T any](row scanner) (v T, err error) {
	var facts string
	if err := row.Scan(&facts); err != nil {
		return v, err
	}
	if err := json.Unmarshal([]byte(facts), &v); err != nil {
		return v, fmt.Errorf("%w: what the database holds is no JSON of its kind (%v)", archive.ErrCorrupt, err)
	}
	return v, nil
}

// FindRequest returns the request with a number, or else the one that somebody
// gave a tracking number: "R2017-003", "2017-HQFO-00999". archive.ErrConflict
// where several bear it.
func (s *Store) FindRequest(ctx context.Context, number string) (foia.Request, error) {
	r, err := s.Request(ctx, strings.ToUpper(number))
	if !errors.Is(err, archive.ErrNotFound) {
		return r, err
	}
	said, err := json.Marshal(number) // as it stands in an event's facts, in whatever case
	if err != nil {
		return foia.Request{}, err
	}
	found, err := list(ctx, s.read, `SELECT r.facts FROM request r WHERE r.id IN (SELECT e.request FROM event e WHERE e.facts LIKE ? ESCAPE '!')`,
		[]any{"%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(string(said)) + "%"}, scanFacts[foia.Request])
	if err != nil {
		return foia.Request{}, err
	}
	var all []foia.Request
	for _, r := range found {
		events, err := s.Events(ctx, r.Number)
		if err != nil {
			return foia.Request{}, err
		}
		for _, t := range foia.Stand(r, foia.Law{}, events, "9999-12-31").Tracking {
			if strings.EqualFold(t.Number, number) {
				all = append(all, r)
				break
			}
		}
	}
	switch len(all) {
	case 0:
		return foia.Request{}, fmt.Errorf("request %s: %w", number, archive.ErrNotFound)
	case 1:
		return all[0], nil
	}
	return foia.Request{}, fmt.Errorf("the tracking number %s is that of %d requests here, %s among them; name one by its own number: %w", number, len(all), all[0].Number, archive.ErrConflict)
}

// RequestAccessions returns the accessions that answer a request or brought a
// release of it, the oldest first.
func (s *Store) RequestAccessions(ctx context.Context, number string) ([]archive.Accession, error) {
	return s.accessions(ctx, `SELECT `+accessionColumns+` FROM accession a WHERE a.request = ? OR a.id IN
		(SELECT e.accession FROM event e JOIN request q ON q.id = e.request WHERE q.number = ?) ORDER BY a.year, a.serial`, number, number)
}
