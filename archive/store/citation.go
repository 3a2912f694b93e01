package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"readingroom/archive"
)

// What is kept of citations: of one item so many, none of more characters.
const (
	citationsAtMost = 20_000
	exactAtMost     = 20_000
)

// KeepCitations records what places said when they were cited, those that were
// not recorded with the same words before. Beyond a number that no item needs,
// and of passages as long as a chapter, nothing is kept. It returns how many
// were recorded.
func (s *Store) KeepCitations(ctx context.Context, all []archive.Citation, now time.Time) (kept int, err error) {
	err = s.in(ctx, func(tx *sql.Tx) error {
		have := map[string]int{} // by item
		for _, c := range all {
			if _, ok := have[c.Item]; !ok {
				var n int
				if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM citation c JOIN item i ON i.id = c.item WHERE i.number = ?`, c.Item).Scan(&n); err != nil {
					return err
				}
				have[c.Item] = n
			}
			if have[c.Item] >= citationsAtMost {
				continue
			}
			if utf8.RuneCountInString(c.Selector.Exact) > exactAtMost {
				continue
			}
			cells := ""
			if c.Selector.Cells != nil || c.Selector.Header != nil {
				b, err := json.Marshal(archive.Selector{Cells: c.Selector.Cells, Header: c.Selector.Header, Group: c.Selector.Group})
				if err != nil {
					return err
				}
				cells = string(b)
			}
			r, err := tx.ExecContext(ctx, `INSERT INTO citation (item, locator, read_as, turn, digest, exact, prefix, suffix, cells, made_at)
				SELECT i.id, ?, ?, (SELECT count(*) FROM citation c WHERE c.item = i.id AND c.locator = ?), ?, ?, ?, ?, ?, ? FROM item i WHERE i.number = ? ON CONFLICT DO NOTHING`,
				c.Locator.String(), c.Selector.Check(), c.Locator.String(), c.Digest.String(), c.Selector.Exact, c.Selector.Prefix, c.Selector.Suffix, cells, now.UnixMilli(), c.Item)
			if err != nil {
				return err
			}
			n, err := r.RowsAffected()
			if err != nil {
				return err
			}
			kept += int(n)
			have[c.Item] += int(n)
		}
		return nil
	})
	return kept, err
}

// Citations returns what a place said when it was cited, the oldest reading first.
func (s *Store) Citations(ctx context.Context, p archive.Place) ([]archive.Citation, error) {
	return list(ctx, s.read, `SELECT c.digest, c.exact, c.prefix, c.suffix, c.cells, c.made_at FROM citation c JOIN item i ON i.id = c.item
		WHERE i.number = ? AND c.locator = ? ORDER BY c.turn`, []any{p.Item, p.Locator.String()},
		func(row scanner) (archive.Citation, error) {
			c := archive.Citation{Place: p}
			var digest, exact, prefix, suffix, cells string
			var at int64
			if err := row.Scan(&digest, &exact, &prefix, &suffix, &cells, &at); err != nil {
				return c, err
			}
			if cells != "" {
				if err := json.Unmarshal([]byte(cells), &c.Selector); err != nil {
					return c, fmt.Errorf("citation of %s: %w: %v", p, archive.ErrCorrupt, err)
				}
			}
			c.Selector.Exact, c.Selector.Prefix, c.Selector.Suffix, c.Made = exact, prefix, suffix, time.UnixMilli(at).UTC()
			var err error
			c.Digest, err = archive.ParseDigest(digest)
			return c, err
		})
}

// ByDigest returns the number of the item whose digest begins so: at least
// eight hexadecimal digits. archive.ErrNotFound where none does, or several.
func (s *Store) ByDigest(ctx context.Context, begins string) (string, error) {
	begins = strings.ToLower(begins)
	if len(begins) < 8 || len(begins) > 64 || strings.Trim(begins, "0123456789abcdef") != "" {
		return "", fmt.Errorf("a SHA-256 is given by 8 to 64 hexadecimal digits: %w", archive.ErrInvalid)
	}
	found, err := list(ctx, s.read, `SELECT number FROM item WHERE digest >= ? AND digest < ? LIMIT 2`, []any{begins, begins + "g"},
		func(row scanner) (v string, err error) { return v, row.Scan(&v) })
	if err == nil && len(found) != 1 {
		err = fmt.Errorf("a document with the SHA-256 %s: %w", begins, archive.ErrNotFound)
	}
	if err != nil {
		return "", err
	}
	return found[0], nil
}
