package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"readingroom/archive"
)

// A Report is what was read of a document as a report, as JSON that the store
// does not look into.
type Report struct {
	archive.Item
	Source string
	Facts  []byte  // nil: not read, or by another version
	Series *string // the series an editor put it into, "" for none; nil: nobody did
}

// Reports returns the documents that were read, by number, with what is known
// of them as reports in a version.
func (s *Store) Reports(ctx context.Context, version int) ([]Report, error) {
	return s.reports(ctx, `true`, version)
}

// InSeries are those of Reports that may be in a series: that share with others
// what the reports of one series share, and those an editor ruled on.
func (s *Store) InSeries(ctx context.Context, version int) ([]Report, error) {
	return s.reports(ctx, `(i.id IN (SELECT item FROM report WHERE series <> '' AND series IN
			(SELECT series FROM report WHERE series <> '' GROUP BY series HAVING count(*) > 1))
		OR i.id IN (SELECT item FROM series_ruling))`, version)
}

func (s *Store) reports(ctx context.Context, where string, version int) ([]Report, error) {
	return list(ctx, s.read, `SELECT `+itemColumns+`, a.source, r.facts,
			(SELECT v.series FROM series_ruling v WHERE v.item = i.id ORDER BY v.id DESC LIMIT 1)
		FROM item i JOIN accession a ON a.id = i.accession LEFT JOIN item p ON p.id = i.parent LEFT JOIN report r ON r.item = i.id AND r.version = ?
		WHERE i.state IN ('linked', 'indexed') AND `+where+` ORDER BY length(i.number), i.number`, []any{version},
		func(row scanner) (r Report, err error) {
			var series sql.NullString
			r.Item, err = scanItem(row, &r.Source, &r.Facts, &series)
			if series.Valid {
				r.Series = &series.String
			}
			return r, err
		})
}

// MayBeInSeries reports whether an item is one of InSeries, or would be were
// there others like it.
func (s *Store) MayBeInSeries(ctx context.Context, item string) (bool, error) {
	var n int
	err := s.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM report WHERE item = i.id AND series <> '') + (SELECT count(*) FROM series_ruling WHERE item = i.id)
		FROM item i WHERE i.number = ?`, item).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return n > 0, err
}

// Facts returns what was read of a document as a report; archive.ErrNotFound
// where it was not, or by another version.
func (s *Store) Facts(ctx context.Context, item string, version int) ([]byte, error) {
	var facts []byte
	err := s.read.QueryRowContext(ctx, `SELECT r.facts FROM report r JOIN item i ON i.id = r.item WHERE i.number = ? AND r.version = ?`, item, version).Scan(&facts)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("facts of item %s: %w", item, archive.ErrNotFound)
	}
	return facts, err
}

// SetFacts keeps what was read of a document, until its content is read or
// linked again. series is what the reports of its series share, or "".
func (s *Store) SetFacts(ctx context.Context, item string, version int, facts []byte, series string, now time.Time) error {
	_, err := s.write.ExecContext(ctx, `INSERT INTO report (item, version, facts, series, made_at) SELECT id, ?, ?, ?, ? FROM item WHERE number = ?
		ON CONFLICT (item) DO UPDATE SET version = excluded.version, facts = excluded.facts, series = excluded.series, made_at = excluded.made_at`,
		version, string(facts), series, now.UnixMilli(), item)
	return plain(err)
}

// ReportsStamp changes when Reports would return something else.
func (s *Store) ReportsStamp(ctx context.Context) (string, error) {
	return s.stamp(ctx, `(SELECT count(*) || ' ' || coalesce(max(made_at), 0) FROM report) || ' ' || (SELECT count(*) FROM item WHERE state IN ('linked', 'indexed'))`)
}

// SeriesStamp changes when InSeries would return something else.
func (s *Store) SeriesStamp(ctx context.Context) (string, error) {
	return s.stamp(ctx, `(SELECT count(*) || ' ' || coalesce(max(made_at), 0) FROM report WHERE series <> '')`)
}

func (s *Store) stamp(ctx context.Context, of string) (stamp string, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT `+of+` || ' ' || (SELECT count(*) FROM series_ruling)`).Scan(&stamp)
	return stamp, err
}

// A SeriesRuling is what an editor said of a document's place in the series.
type SeriesRuling struct {
	Item, Series string
	Note, By     string
	At           time.Time
}

// PutInSeries records that an editor puts a document into a series, or out of
// all where it is "". The latest holds.
func (s *Store) PutInSeries(ctx context.Context, r SeriesRuling, now time.Time) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		item, err := itemID(ctx, tx, r.Item)
		if err != nil {
			return err
		}
		id, err := archive.NewID()
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO series_ruling (id, item, series, note, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)`,
			id.String(), item, r.Series, r.Note, r.By, now.UnixMilli())
		return err
	})
}

// SeriesRulings returns what editors said of a document's series, the newest first.
func (s *Store) SeriesRulings(ctx context.Context, item string) ([]SeriesRuling, error) {
	return list(ctx, s.read, `SELECT i.number, v.series, v.note, v.made_by, v.made_at FROM series_ruling v JOIN item i ON i.id = v.item
		WHERE i.number = ? ORDER BY v.id DESC`, []any{item}, func(row scanner) (r SeriesRuling, err error) {
		var at int64
		err = row.Scan(&r.Item, &r.Series, &r.Note, &r.By, &at)
		r.At = time.UnixMilli(at).UTC()
		return r, err
	})
}
