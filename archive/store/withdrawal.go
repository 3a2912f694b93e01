package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"readingroom/archive"
)

// Withdraw records that an item is no longer shown, forgets what it was linked
// to, and has it read again: what is withdrawn is read as nothing, so that
// nothing of it is found.
// archive.ErrConflict where it is withdrawn already.
func (s *Store) Withdraw(ctx context.Context, w archive.Withdrawal, now time.Time) (archive.Withdrawal, error) {
	id, err := archive.NewID()
	if err != nil {
		return w, err
	}
	w.ID, w.At = id.String(), now.UTC().Truncate(time.Millisecond)
	err = s.in(ctx, func(tx *sql.Tx) error {
		item, err := itemID(ctx, tx, w.Item)
		if err != nil {
			return err
		}
		r, err := tx.ExecContext(ctx, `INSERT INTO withdrawal (id, item, reason, made_by, made_at, lifted_by, lifted_at) VALUES (?, ?, ?, ?, ?, '', 0) ON CONFLICT DO NOTHING`,
			w.ID, item, w.Reason, w.By, w.At.UnixMilli())
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("item %s is withdrawn already: %w", w.Item, errors.Join(archive.ErrConflict, err))
		}
		if err := unlink(ctx, tx, item); err != nil {
			return err
		}
		return reread(ctx, tx, `number = ?`, w.Item)
	})
	return w, err
}

// unlink forgets all that was found in what an item was read as: the places and
// periods it speaks of, its messages, the requests its rows state, and whose
// pages are like its own. It is found again when the item is linked.
func unlink(ctx context.Context, tx *sql.Tx, item string) error {
	known, err := retire(ctx, tx, item)
	if err == nil && known {
		err = leave(ctx, tx, item)
	}
	if err == nil {
		err = dropSketches(ctx, tx, item)
	}
	if err == nil {
		err = forgetLog(ctx, tx, item)
	}
	if err != nil {
		return err
	}
	threads, err := dropMessages(ctx, tx, item)
	if err != nil {
		return err
	}
	return nameThreads(ctx, tx, threads)
}

// LiftWithdrawal has a withdrawn item shown again.
func (s *Store) LiftWithdrawal(ctx context.Context, item, by string, now time.Time) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `UPDATE withdrawal SET lifted_by = ?, lifted_at = ? WHERE lifted_at = 0 AND item = (SELECT id FROM item WHERE number = ?)`, by, now.UnixMilli(), item)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("item %s is not withdrawn: %w", item, errors.Join(archive.ErrConflict, err))
		}
		return reread(ctx, tx, `number = ?`, item)
	})
}

// Withdrawals returns the withdrawals of an item, those that were lifted too,
// the newest first.
func (s *Store) Withdrawals(ctx context.Context, item string) ([]archive.Withdrawal, error) {
	return list(ctx, s.read, `SELECT w.id, i.number, w.reason, w.made_by, w.made_at, w.lifted_by, w.lifted_at FROM withdrawal w JOIN item i ON i.id = w.item
		WHERE i.number = ? ORDER BY w.id DESC`, []any{item}, func(row scanner) (w archive.Withdrawal, err error) {
		var at, lifted int64
		err = row.Scan(&w.ID, &w.Item, &w.Reason, &w.By, &at, &w.LiftedBy, &lifted)
		w.At, w.Lifted = time.UnixMilli(at).UTC(), timeOf(lifted)
		return w, err
	})
}

// Withdrawn returns the withdrawal of an item that holds; nil where it is shown.
func (s *Store) Withdrawn(ctx context.Context, item string) (*archive.Withdrawal, error) {
	all, err := s.Withdrawals(ctx, item)
	for i := range all {
		if all[i].Lifted.IsZero() {
			return &all[i], err
		}
	}
	return nil, err
}

// timeOf is a time in milliseconds; 0 is none.
func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// Replace records that an item takes the place of another. archive.ErrConflict
// where another does so already, or where the two would replace each other.
func (s *Store) Replace(ctx context.Context, r archive.Replacement, now time.Time) (archive.Replacement, error) {
	id, err := archive.NewID()
	if err != nil {
		return r, err
	}
	r.ID, r.At = id.String(), now.UTC().Truncate(time.Millisecond)
	err = s.in(ctx, func(tx *sql.Tx) error {
		item, err := itemID(ctx, tx, r.Item)
		if err != nil {
			return err
		}
		with, err := itemID(ctx, tx, r.With)
		if err != nil {
			return err
		}
		later, err := chain(ctx, tx, r.With)
		if err != nil {
			return err
		}
		for _, x := range append(later, r.With) {
			if x == r.Item {
				return fmt.Errorf("%s is replaced by %s itself, so it cannot replace it: %w", r.With, r.Item, archive.ErrConflict)
			}
		}
		res, err := tx.ExecContext(ctx, `INSERT INTO replacement (id, item, by_item, note, made_by, made_at, undone_by, undone_at) VALUES (?, ?, ?, ?, ?, ?, '', 0) ON CONFLICT DO NOTHING`,
			r.ID, item, with, r.Note, r.By, r.At.UnixMilli())
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("item %s is replaced already; undo that first: %w", r.Item, errors.Join(archive.ErrConflict, err))
		}
		return nil
	})
	return r, err
}

// UndoReplacement takes back that an item is replaced.
func (s *Store) UndoReplacement(ctx context.Context, item, by string, now time.Time) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `UPDATE replacement SET undone_by = ?, undone_at = ? WHERE undone_at = 0 AND item = (SELECT id FROM item WHERE number = ?)`, by, now.UnixMilli(), item)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("item %s is not replaced: %w", item, errors.Join(archive.ErrConflict, err))
		}
		return nil
	})
}

// Replacements returns the replacements of an item and those it is of others,
// which were undone too, the newest first.
func (s *Store) Replacements(ctx context.Context, item string) ([]archive.Replacement, error) {
	return list(ctx, s.read, `SELECT r.id, i.number, w.number, r.note, r.made_by, r.made_at, r.undone_by, r.undone_at FROM replacement r
		JOIN item i ON i.id = r.item JOIN item w ON w.id = r.by_item WHERE i.number = ? OR w.number = ? ORDER BY r.id DESC`, []any{item, item},
		func(row scanner) (r archive.Replacement, err error) {
			var at, undone int64
			err = row.Scan(&r.ID, &r.Item, &r.With, &r.Note, &r.By, &at, &r.UndoneBy, &undone)
			r.At, r.Undone = time.UnixMilli(at).UTC(), timeOf(undone)
			return r, err
		})
}

// Newer returns the numbers of the items that replace an item, each the one
// before it; the last holds. None where it holds itself.
func (s *Store) Newer(ctx context.Context, item string) ([]string, error) {
	return chain(ctx, s.read, item)
}

// chain follows replacements; Replace lets no circle in.
func chain(ctx context.Context, db querier, item string) ([]string, error) {
	const atMost = 100
	var out []string
	for len(out) < atMost {
		next, err := list(ctx, db, `SELECT w.number FROM replacement r JOIN item i ON i.id = r.item JOIN item w ON w.id = r.by_item
			WHERE i.number = ? AND r.undone_at = 0`, []any{item}, func(row scanner) (v string, err error) { return v, row.Scan(&v) })
		if err != nil || len(next) == 0 {
			return out, err
		}
		item = next[0]
		out = append(out, item)
	}
	return out, nil
}
