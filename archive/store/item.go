package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/google/uuid"

	"readingroom/archive"
)

const itemColumns = `i.id, i.number, a.number, coalesce(p.number, ''), i.digest, i.size, i.name, i.media_type, i.kind, i.title,
	i.date, i.state, i.reason, i.pages, i.tables, i.row_count, i.created_at`

const itemTables = ` FROM item i JOIN accession a ON a.id = i.accession LEFT JOIN item p ON p.id = i.parent `

func scanItem(row scanner, more ...any) (archive.Item, error) {
	var it archive.Item
	var digest string
	var at int64
	to := append([]any{
		&it.ID, &it.Number, &it.Accession, &it.Parent, &digest, &it.Size, &it.Name, &it.MediaType, &it.Kind, &it.Title,
		&it.Date, &it.State, &it.Reason, &it.Pages, &it.Tables, &it.Rows, &at,
	}, more...)
	if err := row.Scan(to...); err != nil {
		return it, err
	}
	it.Created = time.UnixMilli(at).UTC()
	var err error
	it.Digest, err = archive.ParseDigest(digest)
	return it, err
}

// Item returns the item with the given number.
func (s *Store) Item(ctx context.Context, number string) (archive.Item, error) {
	it, err := scanItem(s.read.QueryRowContext(ctx, `SELECT `+itemColumns+itemTables+`WHERE i.number = ?`, number))
	if errors.Is(err, sql.ErrNoRows) {
		return it, fmt.Errorf("item %s: %w", number, archive.ErrNotFound)
	}
	return it, err
}

func scanOneItem(row scanner) (archive.Item, error) { return scanItem(row) }

// A Filter picks items; its zero value picks all.
type Filter struct {
	Accession string // received in it, first or again
	Parent    string // parts of this item
	With      With
	After     string // only numbers after this one, for paging
	Limit     int    // 0: no limit
}

// With is what the items have that a filter picks; "" asks for nothing.
type With string

// What items may have.
const (
	WithPages With = "pages"
	WithRows  With = "rows"
	WithAside With = "aside" // a reason for which they were set aside
)

// Items returns the items that a filter picks, by number.
func (s *Store) Items(ctx context.Context, f Filter) ([]archive.Item, error) {
	all := []archive.Item{}
	for _, part := range f.parts() {
		query, args := f.query(part, f.Limit-len(all))
		some, err := list(ctx, s.read, query, args, scanOneItem)
		if all = append(all, some...); err != nil || f.Limit > 0 && len(all) >= f.Limit {
			return all, err
		}
	}
	return all, nil
}

// eachAtOnce is how many items EachItem reads at a time.
const eachAtOnce = 500

// EachItem goes through the items that a filter picks, by number, without holding
// all of them; its Limit is not asked. The first error ends it.
func (s *Store) EachItem(ctx context.Context, f Filter) iter.Seq2[archive.Item, error] {
	return func(yield func(archive.Item, error) bool) {
		f.Limit = eachAtOnce
		for {
			some, err := s.Items(ctx, f)
			if err != nil {
				yield(archive.Item{}, err)
				return
			}
			for _, it := range some {
				if f.After = it.Number; !yield(it, nil) {
					return
				}
			}
			if len(some) < eachAtOnce {
				return
			}
		}
	}
}

// A part is a condition on numbers, and the order of those that it holds for.
type part struct{ where, order string }

// parts are the numbers after another: those as long, then those that are
// longer. An index finds where each begins, which it does not for both in one.
func (f Filter) parts() []part {
	if f.After == "" {
		return []part{{`true`, `length(i.number), i.number`}}
	}
	return []part{
		{`length(i.number) = length(?1) AND i.number > ?1`, `i.number`},
		{`length(i.number) > length(?1)`, `length(i.number), i.number`},
	}
}

func (f Filter) query(p part, limit int) (string, []any) {
	where := []string{p.where}
	if f.Accession != "" {
		where = append(where, `i.id IN (SELECT r.item FROM receipt r JOIN accession ra ON ra.id = r.accession WHERE ra.number = ?2)`)
	}
	if f.Parent != "" {
		where = append(where, `i.id IN (SELECT r.item FROM receipt r JOIN item rp ON rp.id = r.parent WHERE rp.number = ?3)`)
	}
	switch f.With { // as the indexes have it
	case WithPages:
		where = append(where, `i.pages > 0`)
	case WithRows:
		where = append(where, `i.row_count > 0`)
	case WithAside:
		where = append(where, `i.state = 'aside'`)
	}
	if f.Limit <= 0 {
		limit = -1
	}
	return `SELECT ` + itemColumns + itemTables + `WHERE ` + strings.Join(where, ` AND `) + ` ORDER BY ` + p.order + ` LIMIT ?4`,
		[]any{f.After, f.Accession, f.Parent, limit}
}

// Receipts returns every arrival of an item, the first first.
func (s *Store) Receipts(ctx context.Context, item string) ([]archive.Receipt, error) {
	return s.receipts(ctx, `WHERE i.number = ? ORDER BY r.id`, item)
}

// Received returns every arrival of an accession, by path.
func (s *Store) Received(ctx context.Context, accession string) ([]archive.Receipt, error) {
	return s.ReceivedFrom(ctx, accession, 0, 0)
}

// ReceivedFrom is Received for paging: it leaves out the first arrivals, and
// returns so many at most; limit 0 is all.
func (s *Store) ReceivedFrom(ctx context.Context, accession string, offset, limit int) ([]archive.Receipt, error) {
	if limit <= 0 {
		limit = -1
	}
	return s.receipts(ctx, `WHERE a.number = ? ORDER BY r.path LIMIT ? OFFSET ?`, accession, limit, offset)
}

// Arrived reports whether something came with an accession under a path.
func (s *Store) Arrived(ctx context.Context, accession, path string) (bool, error) {
	var n int
	err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM receipt WHERE path = ?2 AND `+of("accession", accession), accession, path).Scan(&n)
	return n > 0, err
}

func (s *Store) receipts(ctx context.Context, where string, args ...any) ([]archive.Receipt, error) {
	return list(ctx, s.read, `SELECT a.number, i.number, coalesce(p.number, ''), r.path, r.origin, r.name, r.modified_at, r.duplicate
		FROM receipt r JOIN accession a ON a.id = r.accession JOIN item i ON i.id = r.item LEFT JOIN item p ON p.id = r.parent `+where,
		args, func(row scanner) (r archive.Receipt, err error) {
			var at int64
			err = row.Scan(&r.Accession, &r.Item, &r.Parent, &r.Path, &r.Origin, &r.Name, &at, &r.Duplicate)
			r.Modified = time.UnixMilli(at).UTC()
			return r, err
		})
}

// Sources returns the sources that gave an item, each once.
func (s *Store) Sources(ctx context.Context, item string) ([]string, error) {
	return list(ctx, s.read, `SELECT DISTINCT a.source FROM receipt r JOIN accession a ON a.id = r.accession JOIN item i ON i.id = r.item
		WHERE i.number = ? ORDER BY a.source`, []any{item}, func(row scanner) (v string, err error) { return v, row.Scan(&v) })
}

// An Arrival is bytes that came in and are kept as a blob already.
type Arrival struct {
	Digest   archive.Digest
	Size     int64
	Path     string // within the accession, unique there
	Origin   string
	Name     string
	Modified time.Time
}

// Receive records arrivals in one transaction: new bytes become items with a
// job, known bytes get one more receipt, and an arrival recorded before (same
// accession, same path) changes nothing. It reports how many were new items.
func (s *Store) Receive(ctx context.Context, accession string, arrivals []Arrival, now time.Time) (int, error) {
	fresh := 0
	err := s.in(ctx, func(tx *sql.Tx) error {
		var err error
		fresh, err = receive(ctx, tx, accession, uuid.Nil, arrivals, now)
		return err
	})
	return fresh, err
}

func receive(ctx context.Context, tx *sql.Tx, accession string, parent uuid.UUID, arrivals []Arrival, now time.Time) (fresh int, err error) {
	var in string
	var next int
	err = tx.QueryRowContext(ctx, `SELECT id, next_item FROM accession WHERE number = ?`, accession).Scan(&in, &next)
	if err != nil {
		return 0, fmt.Errorf("accession %s: %w", accession, err)
	}
	up := sql.NullString{String: parent.String(), Valid: parent != uuid.Nil}
	for _, a := range arrivals {
		path, known, err := free(ctx, tx, in, a)
		if err != nil {
			return 0, err
		}
		if known {
			continue
		}
		// An earlier try may have failed to read it.
		if _, err := tx.ExecContext(ctx, `DELETE FROM omission WHERE accession = ? AND path = ?`, in, a.Path); err != nil {
			return 0, err
		}
		var item string
		err = tx.QueryRowContext(ctx, `SELECT id FROM item WHERE digest = ?`, a.Digest.String()).Scan(&item)
		isNew := errors.Is(err, sql.ErrNoRows)
		if err != nil && !isNew {
			return 0, err
		}
		if isNew {
			id, err := archive.NewID()
			if err != nil {
				return 0, err
			}
			item = id.String()
			_, err = tx.ExecContext(ctx, `INSERT INTO item (id, number, accession, parent, digest, size, name, media_type, kind, title,
				date, state, reason, pages, tables, row_count, reader, created_at)
				VALUES (?, ?, ?, ?, ?, ?, ?, '', 'other', ?, '', 'received', '', 0, 0, 0, 0, ?)`,
				item, archive.ItemNumber(accession, next), in, up, a.Digest.String(), a.Size, a.Name, a.Name, now.UnixMilli())
			if err != nil {
				return 0, err
			}
			_, err = tx.ExecContext(ctx, `INSERT INTO job (item, step, attempt, owner, lease_until) VALUES (?, 'extract', 0, '', 0)`, item)
			if err != nil {
				return 0, err
			}
			next++
			fresh++
		} else if err := again(ctx, tx, item); err != nil {
			return 0, err
		}
		id, err := archive.NewID()
		if err != nil {
			return 0, err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO receipt (id, accession, item, parent, path, origin, name, modified_at, duplicate)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, in, item, up, path, a.Origin, a.Name, a.Modified.UnixMilli(), flag(!isNew))
		if err != nil {
			return 0, fmt.Errorf("%s: %w", a.Path, err)
		}
	}
	_, err = tx.ExecContext(ctx, `UPDATE accession SET next_item = ? WHERE id = ?`, next, in)
	return fresh, err
}

// free returns the path under which an arrival is recorded: its own, or where
// other bytes came by that path already "path (2)". known says that these very
// bytes did.
func free(ctx context.Context, tx *sql.Tx, accession string, a Arrival) (path string, known bool, err error) {
	path = a.Path
	for n := 2; ; n++ {
		var digest string
		err := tx.QueryRowContext(ctx, `SELECT i.digest FROM receipt r JOIN item i ON i.id = r.item WHERE r.accession = ? AND r.path = ?`,
			accession, path).Scan(&digest)
		if errors.Is(err, sql.ErrNoRows) {
			return path, false, nil
		}
		if err != nil || digest == a.Digest.String() {
			return path, err == nil, err
		}
		path = fmt.Sprintf("%s (%d)", a.Path, n)
	}
}

// again has a known item indexed once more, because one more source gave it.
// The higher attempt tells an indexer that is at it right now to come again. An
// item whose original had been lost is read, now that it is here again.
func again(ctx context.Context, tx *sql.Tx, item string) error {
	var lost int
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM item WHERE id = ? AND state = 'aside' AND reader = 0`, item).Scan(&lost)
	if err != nil {
		return err
	}
	if lost > 0 {
		return reread(ctx, tx, `id = ?`, item)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO job (item, step, attempt, owner, lease_until) VALUES (?, 'index', 0, '', 0)
		ON CONFLICT (item) DO UPDATE SET attempt = job.attempt + 1 WHERE job.step = 'index'`, item)
	return err
}

// An AsideItem is an arrival whose document was set aside.
type AsideItem struct{ Path, Item, Reason string }

// Asides returns the arrivals of an accession, or with "" of all, whose
// documents were set aside, by path.
func (s *Store) Asides(ctx context.Context, accession string) ([]AsideItem, error) {
	return list(ctx, s.read, `SELECT r.path, i.number, i.reason FROM receipt r JOIN accession a ON a.id = r.accession JOIN item i ON i.id = r.item
		WHERE (a.number = ? OR ? = '') AND i.state = 'aside' ORDER BY a.year, a.serial, r.path`, []any{accession, accession},
		func(row scanner) (a AsideItem, err error) { return a, row.Scan(&a.Path, &a.Item, &a.Reason) })
}

// CountKinds counts the documents that an accession, or with "" any, brought
// and that were read, by kind.
func (s *Store) CountKinds(ctx context.Context, accession string) (map[archive.Kind]int, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT kind, count(*) FROM item WHERE `+of("accession", accession)+`
		AND state IN ('extracted', 'linked', 'indexed') GROUP BY kind`, accession)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	n := map[archive.Kind]int{}
	for rows.Next() {
		var k archive.Kind
		var c int
		if err := rows.Scan(&k, &c); err != nil {
			return nil, err
		}
		n[k] = c
	}
	return n, rows.Err()
}
