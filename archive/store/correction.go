package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"readingroom/archive"
)

// touchesAtMost is how many places one correction may touch; a notice about
// more is one about a table or a document.
const touchesAtMost = 2000

// Enter records a correction, with the rulings it comes with: none for one that
// is proposed. Its ID and At are filled in.
func (s *Store) Enter(ctx context.Context, c archive.Correction, now time.Time) (archive.Correction, error) {
	err := s.in(ctx, func(tx *sql.Tx) error { return enter(ctx, tx, &c, now) })
	return c, err
}

// Amend records a correction that takes the place of an earlier one.
func (s *Store) Amend(ctx context.Context, earlier string, c archive.Correction, now time.Time) (archive.Correction, error) {
	err := s.in(ctx, func(tx *sql.Tx) error {
		if err := enter(ctx, tx, &c, now); err != nil {
			return err
		}
		return rule(ctx, tx, earlier, archive.Ruling{Verdict: archive.Replaced, Note: c.ID, By: c.By}, now)
	})
	return c, err
}

// Rule records what somebody decided about a correction. archive.ErrConflict
// where that holds already.
func (s *Store) Rule(ctx context.Context, id string, r archive.Ruling, now time.Time) error {
	return s.in(ctx, func(tx *sql.Tx) error { return rule(ctx, tx, id, r, now) })
}

func enter(ctx context.Context, tx *sql.Tx, c *archive.Correction, now time.Time) error {
	if len(c.Touches) > touchesAtMost {
		return fmt.Errorf("a correction touches at most %d places, not %d; name the table or the document instead: %w", touchesAtMost, len(c.Touches), archive.ErrInvalid)
	}
	id, err := archive.NewID()
	if err != nil {
		return err
	}
	c.ID, c.At = id.String(), now.UTC().Truncate(time.Millisecond)
	notice := sql.NullString{}
	if c.Notice.Item != "" {
		if notice.String, err = itemID(ctx, tx, c.Notice.Item); err != nil {
			return err
		}
		notice.Valid = true
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO correction (id, kind, day, place, about, statement, notice, locator, source, made_by, made_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.Kind, c.Date, c.Slug, c.About, c.Statement, notice, c.Notice.Locator.String(), c.Source, c.By, c.At.UnixMilli())
	if err != nil {
		return err
	}
	for n, t := range c.Touches {
		item, err := itemID(ctx, tx, t.At.Item)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO correction_touch (correction, item, locator, why, place) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			c.ID, item, t.At.Locator.String(), t.Why, n+1)
		if err != nil {
			return err
		}
	}
	given := c.Rulings
	c.Rulings = nil
	for _, r := range given {
		if err := rule(ctx, tx, c.ID, r, now); err != nil {
			return err
		}
		r.At = c.At
		c.Rulings = append(c.Rulings, r)
	}
	return nil
}

func itemID(ctx context.Context, db querier, number string) (id string, err error) {
	rows, err := list(ctx, db, `SELECT id FROM item WHERE number = ?`, []any{number}, func(row scanner) (v string, err error) { return v, row.Scan(&v) })
	if err == nil && len(rows) == 0 {
		err = fmt.Errorf("item %s: %w", number, archive.ErrNotFound)
	}
	if err != nil {
		return "", err
	}
	return rows[0], nil
}

func rule(ctx context.Context, tx *sql.Tx, id string, r archive.Ruling, now time.Time) error {
	all, err := corrections(ctx, tx, `WHERE c.id = ?`, id)
	switch {
	case err != nil:
		return err
	case len(all) == 0:
		return fmt.Errorf("correction %s: %w", id, archive.ErrNotFound)
	case all[0].Verdict() == r.Verdict:
		return fmt.Errorf("this correction is %s already: %w", r.Verdict, archive.ErrConflict)
	case r.Verdict == archive.Undone && !all[0].Stands():
		return fmt.Errorf("this correction does not stand, so there is nothing to undo: %w", archive.ErrConflict)
	}
	key, err := archive.NewID()
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO ruling (id, correction, verdict, note, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)`,
		key.String(), id, r.Verdict, r.Note, r.By, now.UnixMilli())
	return err
}

// AllCorrections returns the corrections of the archive, the newest first.
func (s *Store) AllCorrections(ctx context.Context) ([]archive.Correction, error) {
	return corrections(ctx, s.read, ``)
}

// Correction returns one correction.
func (s *Store) Correction(ctx context.Context, id string) (archive.Correction, error) {
	all, err := corrections(ctx, s.read, `WHERE c.id = ?`, id)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("correction %s: %w", id, archive.ErrNotFound)
	}
	if err != nil {
		return archive.Correction{}, err
	}
	return all[0], nil
}

// CorrectionsBy returns the corrections that a notice makes, whatever became
// of them, the newest first.
func (s *Store) CorrectionsBy(ctx context.Context, notice string) ([]archive.Correction, error) {
	return corrections(ctx, s.read, `WHERE n.number = ?`, notice)
}

// CorrectionsOf returns the corrections that touch any of some items, whatever
// became of them, the newest first.
func (s *Store) CorrectionsOf(ctx context.Context, items ...string) ([]archive.Correction, error) {
	if len(items) == 0 {
		return nil, nil
	}
	args := make([]any, len(items))
	for i, n := range items {
		args[i] = n
	}
	return corrections(ctx, s.read, `WHERE c.id IN (SELECT t.correction FROM correction_touch t JOIN item i ON i.id = t.item
		WHERE i.number IN (?`+strings.Repeat(", ?", len(items)-1)+`))`, args...)
}

// corrections reads the corrections that a condition picks, each with what it
// touches and what was ruled of it. They are few: a notice is a rare thing.
func corrections(ctx context.Context, db querier, where string, args ...any) ([]archive.Correction, error) {
	all, err := list(ctx, db, `SELECT c.id, c.kind, c.day, c.place, c.about, c.statement, coalesce(n.number, ''), c.locator, c.source, c.made_by, c.made_at
		FROM correction c LEFT JOIN item n ON n.id = c.notice `+where+` ORDER BY c.id DESC`, args, scanCorrection)
	if err != nil {
		return nil, err
	}
	for i := range all {
		c := &all[i]
		c.Touches, err = list(ctx, db, `SELECT i.number, t.locator, t.why FROM correction_touch t JOIN item i ON i.id = t.item
			WHERE t.correction = ? ORDER BY t.place`, []any{c.ID}, func(row scanner) (t archive.Touch, err error) {
			var l string
			if err := row.Scan(&t.At.Item, &l, &t.Why); err != nil {
				return t, err
			}
			t.At.Locator, err = archive.ParseLocator(l)
			return t, err
		})
		if err != nil {
			return nil, err
		}
		c.Rulings, err = list(ctx, db, `SELECT verdict, note, made_by, made_at FROM ruling WHERE correction = ? ORDER BY id`, []any{c.ID},
			func(row scanner) (r archive.Ruling, err error) {
				var at int64
				err = row.Scan(&r.Verdict, &r.Note, &r.By, &at)
				r.At = time.UnixMilli(at).UTC()
				return r, err
			})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

func scanCorrection(row scanner) (c archive.Correction, err error) {
	var l string
	var at int64
	if err := row.Scan(&c.ID, &c.Kind, &c.Date, &c.Slug, &c.About, &c.Statement, &c.Notice.Item, &l, &c.Source, &c.By, &at); err != nil {
		return c, err
	}
	c.At = time.UnixMilli(at).UTC()
	c.Notice.Locator, err = archive.ParseLocator(l)
	return c, err
}
