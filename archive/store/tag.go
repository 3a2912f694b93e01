package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"readingroom/archive"
)

// Tags returns what people filed an item under, in order.
func (s *Store) Tags(ctx context.Context, item string) ([]string, error) {
	return tags(ctx, s.read, item)
}

func tags(ctx context.Context, db querier, item string) ([]string, error) {
	return list(ctx, db, `SELECT t.name FROM tag t JOIN item i ON i.id = t.item WHERE i.number = ? ORDER BY t.name`, []any{item},
		func(row scanner) (v string, err error) { return v, row.Scan(&v) })
}

// SetTags files an item under tags, as archive.Tags reads them, and under no
// others. Who filed it under one first, and when, is kept.
func (s *Store) SetTags(ctx context.Context, item string, names []string, by string, now time.Time) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		id, err := itemID(ctx, tx, item)
		if err != nil {
			return err
		}
		had, err := tags(ctx, tx, item)
		if err != nil {
			return err
		}
		for _, t := range had {
			if slices.Contains(names, t) {
				continue
			}
			if _, err := tx.ExecContext(ctx, `DELETE FROM tag WHERE item = ? AND name = ?`, id, t); err != nil {
				return err
			}
		}
		for _, t := range names {
			if slices.Contains(had, t) {
				continue
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO tag (item, name, made_by, made_at) VALUES (?, ?, ?, ?)`, id, t, by, now.UTC().UnixMilli()); err != nil {
				return err
			}
		}
		return nil
	})
}

// filed adds to the labels of an item what people filed it under, and whether a
// correction of it stands.
func (s *Store) filed(ctx context.Context, item string, l *archive.Labels) (err error) {
	if l.Tags, err = s.Tags(ctx, item); err != nil {
		return err
	}
	of, err := s.CorrectionsOf(ctx, item)
	l.Corrected = slices.ContainsFunc(of, archive.Correction.Stands)
	return err
}
