package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"readingroom/archive"
	"readingroom/archive/grid"
)

// A Redrawing is a part of a table on a page as a reader drew it.
type Redrawing struct {
	ID       string
	Item     string // its number
	Grid     grid.Grid
	By       string // who made it, as they call themselves
	Note     string
	At       time.Time
	Replaced string // the redrawing made later of the same part; ""
	UndoneBy string
	Undone   time.Time // zero: it was not
	Holds    bool      // the item is read by it: neither undone, nor replaced by one that was not undone
}

// Redraw records redrawings of an item in one transaction and has the item
// read again. Earlier ones of the same parts are replaced. Item, Grid, By and
// Note of each are given; the rest is returned.
func (s *Store) Redraw(ctx context.Context, item string, made []Redrawing, now time.Time) ([]Redrawing, error) {
	out := make([]Redrawing, len(made))
	err := s.in(ctx, func(tx *sql.Tx) error {
		for i, c := range made {
			if err := c.Grid.Validate(); err != nil {
				return err
			}
			id, err := archive.NewID()
			if err != nil {
				return err
			}
			c.ID, c.Item, c.At, c.Holds = id.String(), item, now.UTC().Truncate(time.Millisecond), true
			r, err := tx.ExecContext(ctx, `INSERT INTO redrawing (id, item, page, grid, made_by, note, made_at, undone_by, undone_at)
				SELECT ?, id, ?, ?, ?, ?, ?, '', 0 FROM item WHERE number = ?`,
				c.ID, c.Grid.Page, c.Grid.String(), c.By, c.Note, c.At.UnixMilli(), item)
			if err != nil {
				return err
			}
			if n, err := r.RowsAffected(); err != nil || n != 1 {
				return fmt.Errorf("item %s: %w", item, archive.ErrNotFound)
			}
			if err := replace(ctx, tx, c); err != nil {
				return err
			}
			out[i] = c
		}
		return reread(ctx, tx, `number = ?`, item)
	})
	return out, err
}

// replace has the redrawings of the same part that held until now name their successor.
func replace(ctx context.Context, tx *sql.Tx, by Redrawing) error {
	all, err := redrawings(ctx, tx, `WHERE i.number = ? AND d.page = ? AND d.id <> ?`, by.Item, by.Grid.Page, by.ID)
	if err != nil {
		return err
	}
	for _, c := range all {
		if !c.Holds || !grid.Same(c.Grid.Box, by.Grid.Box) {
			continue
		}
		if _, err := tx.ExecContext(ctx, `UPDATE redrawing SET replaced_by = ? WHERE id = ?`, by.ID, c.ID); err != nil {
			return err
		}
	}
	return nil
}

// Undo takes back a redrawing that holds, and has the item read again; what it
// had replaced holds again. archive.ErrConflict where it does not hold.
func (s *Store) Undo(ctx context.Context, item, id, by string, now time.Time) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		all, err := redrawings(ctx, tx, `WHERE i.number = ? AND d.id = ?`, item, id)
		switch {
		case err != nil:
			return err
		case len(all) == 0:
			return noRedrawing(item, id)
		case !all[0].Undone.IsZero():
			return fmt.Errorf("this redrawing was undone already: %w", archive.ErrConflict)
		case !all[0].Holds:
			return fmt.Errorf("this redrawing was replaced by a later one, which can be undone: %w", archive.ErrConflict)
		}
		if _, err := tx.ExecContext(ctx, `UPDATE redrawing SET undone_at = ?, undone_by = ? WHERE id = ?`, now.UnixMilli(), by, id); err != nil {
			return err
		}
		return reread(ctx, tx, `number = ?`, item)
	})
}

func noRedrawing(item, id string) error {
	return fmt.Errorf("redrawing %s of item %s: %w", id, item, archive.ErrNotFound)
}

// Redrawings returns all redrawings of an item, those that do not hold too,
// the newest first.
func (s *Store) Redrawings(ctx context.Context, item string) ([]Redrawing, error) {
	return redrawings(ctx, s.read, `WHERE i.number = ?`, item)
}

// Redrawing returns one redrawing of an item.
func (s *Store) Redrawing(ctx context.Context, item, id string) (Redrawing, error) {
	all, err := redrawings(ctx, s.read, `WHERE i.number = ? AND d.id = ?`, item, id)
	if err == nil && len(all) == 0 {
		err = noRedrawing(item, id)
	}
	if err != nil {
		return Redrawing{}, err
	}
	return all[0], nil
}

// Grids returns the grids by which an item's tables are read, the oldest first.
func (s *Store) Grids(ctx context.Context, item string) ([]grid.Grid, error) {
	all, err := redrawings(ctx, s.read, `WHERE i.number = ?`, item)
	var grids []grid.Grid
	for i := range all {
		if c := all[len(all)-1-i]; c.Holds {
			grids = append(grids, c.Grid)
		}
	}
	return grids, err
}

func redrawings(ctx context.Context, db querier, where string, args ...any) ([]Redrawing, error) {
	return list(ctx, db, `SELECT d.id, i.number, d.grid, d.made_by, d.note, d.made_at, coalesce(d.replaced_by, ''),
			d.undone_by, d.undone_at, d.undone_at = 0 AND (r.id IS NULL OR r.undone_at <> 0)
		FROM redrawing d JOIN item i ON i.id = d.item LEFT JOIN redrawing r ON r.id = d.replaced_by `+where+` ORDER BY d.id DESC`,
		args, scanRedrawing)
}

func scanRedrawing(row scanner) (c Redrawing, err error) {
	var drawn string
	var at, undone int64
	if err := row.Scan(&c.ID, &c.Item, &drawn, &c.By, &c.Note, &at, &c.Replaced, &c.UndoneBy, &undone, &c.Holds); err != nil {
		return c, err
	}
	if c.Grid, err = grid.Parse([]byte(drawn)); err != nil {
		return c, fmt.Errorf("redrawing %s: %v: %w", c.ID, err, archive.ErrCorrupt)
	}
	c.At = time.UnixMilli(at).UTC()
	if undone != 0 {
		c.Undone = time.UnixMilli(undone).UTC()
	}
	return c, nil
}
