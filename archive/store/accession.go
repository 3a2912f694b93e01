package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"readingroom/archive"
)

const accessionColumns = `a.id, a.number, a.source, a.title, a.received_by, a.received_at, a.release, a.request, a.roots, a.is_open`

type scanner interface{ Scan(...any) error }

func scanAccession(row scanner, more ...any) (archive.Accession, error) {
	var a archive.Accession
	var at int64
	var roots string
	to := append([]any{&a.ID, &a.Number, &a.Source, &a.Title, &a.By, &at, &a.Release, &a.Request, &roots, &a.Open}, more...)
	if err := row.Scan(to...); err != nil {
		return a, err
	}
	a.Received = time.UnixMilli(at).UTC()
	return a, json.Unmarshal([]byte(roots), &a.Roots)
}

// NewAccession records the beginning of an intake and gives it its number.
func (s *Store) NewAccession(ctx context.Context, a archive.Accession) (archive.Accession, error) {
	id, err := archive.NewID()
	if err != nil {
		return a, err
	}
	roots, err := json.Marshal(append([]string{}, a.Roots...))
	if err != nil {
		return a, err
	}
	a.ID, a.Open = id, true
	err = s.in(ctx, func(tx *sql.Tx) error {
		year, serial := a.Received.Year(), 0
		err := tx.QueryRowContext(ctx, `SELECT coalesce(max(serial), 0) + 1 FROM accession WHERE year = ?`, year).Scan(&serial)
		if err != nil {
			return err
		}
		a.Number = archive.AccessionNumber(year, serial)
		if a.Title == "" {
			a.Title = a.Source
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO accession
			(id, number, year, serial, source, title, received_by, received_at, release, request, roots, is_open, next_item)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1)`,
			a.ID, a.Number, year, serial, a.Source, a.Title, a.By, a.Received.UnixMilli(), a.Release, a.Request, string(roots))
		return err
	})
	return a, err
}

// CloseAccession records that all files of an intake were taken in.
func (s *Store) CloseAccession(ctx context.Context, number string) error {
	_, err := s.write.ExecContext(ctx, `UPDATE accession SET is_open = 0 WHERE number = ?`, number)
	return plain(err)
}

// Accession returns the accession with the given number.
func (s *Store) Accession(ctx context.Context, number string) (archive.Accession, error) {
	a, err := scanAccession(s.read.QueryRowContext(ctx, `SELECT `+accessionColumns+` FROM accession a WHERE a.number = ?`, number))
	if errors.Is(err, sql.ErrNoRows) {
		return a, fmt.Errorf("accession %s: %w", number, archive.ErrNotFound)
	}
	return a, err
}

// Accessions returns all accessions, the newest first.
func (s *Store) Accessions(ctx context.Context) ([]archive.Accession, error) {
	return s.accessions(ctx, `SELECT `+accessionColumns+` FROM accession a ORDER BY a.year DESC, a.serial DESC`)
}

// OpenAccessions returns the intakes that were interrupted, the oldest first.
func (s *Store) OpenAccessions(ctx context.Context) ([]archive.Accession, error) {
	return s.accessions(ctx, `SELECT `+accessionColumns+` FROM accession a WHERE a.is_open = 1 ORDER BY a.year, a.serial`)
}

func (s *Store) accessions(ctx context.Context, query string, args ...any) ([]archive.Accession, error) {
	return list(ctx, s.read, query, args, func(row scanner) (archive.Accession, error) { return scanAccession(row) })
}

// A querier is the database, or a transaction in it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// list runs a query and scans each of its rows.
func list[T any](ctx context.Context, db querier, query string, args []any, scan func(scanner) (T, error)) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// Omit records what an accession could not take in. Saying it again changes nothing.
func (s *Store) Omit(ctx context.Context, accession string, o archive.Omission) error {
	_, err := s.write.ExecContext(ctx, `INSERT INTO omission (accession, path, origin, reason)
		SELECT id, ?, ?, ? FROM accession WHERE number = ?
		ON CONFLICT (accession, path) DO UPDATE SET reason = excluded.reason`,
		o.Path, o.Origin, o.Reason, accession)
	return plain(err)
}

// Omissions returns what an accession could not take in, by path.
func (s *Store) Omissions(ctx context.Context, accession string) ([]archive.Omission, error) {
	return list(ctx, s.read, `SELECT o.path, o.origin, o.reason FROM omission o JOIN accession a ON a.id = o.accession
		WHERE a.number = ? ORDER BY o.path`, []any{accession}, func(row scanner) (o archive.Omission, err error) {
		return o, row.Scan(&o.Path, &o.Origin, &o.Reason)
	})
}

// Counts are what an accession, or the whole archive, holds.
type Counts struct {
	Accessions int `json:"accessions"`
	Files      int `json:"files"`      // arrivals, parts included
	Items      int `json:"items"`      // distinct documents
	Duplicates int `json:"duplicates"` // arrivals of bytes the archive had already
	Pages      int `json:"pages"`
	Tables     int `json:"tables"`
	Rows       int `json:"rows"`
	Aside      int `json:"aside"`   // documents set aside, not read
	Waiting    int `json:"waiting"` // documents not searchable yet
	Omitted    int `json:"omitted"`
}

// Count counts what an accession brought; "" counts the whole archive.
func (s *Store) Count(ctx context.Context, accession string) (Counts, error) {
	var c Counts
	in := of("accession", accession)
	waiting := in
	if accession != "" {
		waiting = `EXISTS (SELECT 1 FROM receipt r WHERE r.item = job.item AND ` + of("r.accession", accession) + `)`
	}
	err := s.read.QueryRowContext(ctx, `SELECT
			(SELECT count(*) FROM accession WHERE `+of("id", accession)+`),
			(SELECT count(*) FROM receipt WHERE `+in+`),
			(SELECT count(*) FROM receipt WHERE duplicate = 1 AND `+in+`),
			(SELECT count(*) FROM omission WHERE `+in+`),
			(SELECT count(*) FROM job WHERE `+waiting+`),
			count(*), coalesce(sum(pages), 0), coalesce(sum(tables), 0), coalesce(sum(row_count), 0), coalesce(sum(state = 'aside'), 0)
		FROM item WHERE `+in, accession).
		Scan(&c.Accessions, &c.Files, &c.Duplicates, &c.Omitted, &c.Waiting, &c.Items, &c.Pages, &c.Tables, &c.Rows, &c.Aside)
	return c, err
}

// of is the condition that a column is the accession whose number is the first
// argument; of "" it holds for all. Each is one that an index answers.
func of(column, accession string) string {
	if accession == "" {
		return `?1 = ''`
	}
	return column + ` = (SELECT id FROM accession WHERE number = ?1)`
}
