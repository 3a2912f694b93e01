package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"readingroom/archive"
)

// How many articles may wait for an editor, of one item and of all: readers
// whom nobody knows name them.
const (
	waitingOfItem = 50
	waitingOfAll  = 2000
)

// Mention records an article that cites an item; its verdict is given. ID and At
// are filled in. An article that is listed, or waits, under the same address for
// the same item is archive.ErrConflict, as is a full waiting list.
func (s *Store) Mention(ctx context.Context, m archive.Mention, now time.Time) (archive.Mention, error) {
	id, err := archive.NewID()
	if err != nil {
		return m, err
	}
	m.ID, m.At = id.String(), now.UTC().Truncate(time.Millisecond)
	err = s.in(ctx, func(tx *sql.Tx) error {
		item, err := itemID(ctx, tx, m.Place.Item)
		if err != nil {
			return err
		}
		var same, here, all int
		err = tx.QueryRowContext(ctx, `SELECT count(CASE WHEN item = ? AND url = ? AND verdict <> 'declined' THEN 1 END),
			count(CASE WHEN item = ? AND verdict = 'proposed' THEN 1 END), count(CASE WHEN verdict = 'proposed' THEN 1 END) FROM mention`, item, m.URL, item).Scan(&same, &here, &all)
		switch {
		case err != nil:
			return err
		case same > 0:
			return fmt.Errorf("this article is listed for %s already, or waits for an editor: %w", m.Place.Item, archive.ErrConflict)
		case m.Verdict == archive.Proposed && (here >= waitingOfItem || all >= waitingOfAll):
			return fmt.Errorf("too many articles wait for an editor at the moment; try again later: %w", archive.ErrConflict)
		}
		ruler, ruled := "", int64(0)
		if m.Verdict != archive.Proposed {
			ruler, ruled = m.By, m.At.UnixMilli()
			m.Ruler, m.Ruled = m.By, m.At
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO mention (id, item, locator, url, title, day, quote, made_by, made_at, verdict, ruled_by, ruled_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			m.ID, item, m.Place.Locator.String(), m.URL, m.Title, m.Date, m.Quote, m.By, m.At.UnixMilli(), m.Verdict, ruler, ruled)
		return err
	})
	return m, err
}

// RuleMention accepts or declines an article, also one that was ruled on before.
func (s *Store) RuleMention(ctx context.Context, item, id string, v archive.Verdict, by string, now time.Time) error {
	if v != archive.Accepted && v != archive.Declined {
		return fmt.Errorf("an article is accepted or declined: %w", archive.ErrInvalid)
	}
	return s.in(ctx, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `UPDATE mention SET verdict = ?, ruled_by = ?, ruled_at = ? WHERE id = ? AND item = (SELECT id FROM item WHERE number = ?)`, v, by, now.UnixMilli(), id, item)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("article %s that cites %s: %w", id, item, archive.ErrNotFound)
		}
		return nil
	})
}

// Mentions returns the articles that cite an item with a verdict; of all items
// where item is "". The newest first.
func (s *Store) Mentions(ctx context.Context, item string, v archive.Verdict) ([]archive.Mention, error) {
	return list(ctx, s.read, `SELECT m.id, i.number, m.locator, m.url, m.title, m.day, m.quote, m.made_by, m.made_at, m.verdict, m.ruled_by, m.ruled_at
		FROM mention m JOIN item i ON i.id = m.item WHERE (? = '' OR i.number = ?) AND m.verdict = ? ORDER BY m.id DESC`, []any{item, item, v},
		func(row scanner) (m archive.Mention, err error) {
			var l string
			var at, ruled int64
			if err := row.Scan(&m.ID, &m.Place.Item, &l, &m.URL, &m.Title, &m.Date, &m.Quote, &m.By, &at, &m.Verdict, &m.Ruler, &ruled); err != nil {
				return m, err
			}
			m.At, m.Ruled = time.UnixMilli(at).UTC(), timeOf(ruled)
			m.Place.Locator, err = archive.ParseLocator(l)
			return m, err
		})
}
