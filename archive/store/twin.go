package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"readingroom/archive"
	"readingroom/archive/twin"
)

// A PageRef is a page of an item.
type PageRef struct {
	Item   string // number
	Digest archive.Digest
	Page   int
}

// SetSketches stores the sketches of an item's pages, by page, in place of those
// before, and forgets its twins.
func (s *Store) SetSketches(ctx context.Context, item archive.Item, sketches map[int][]uint64) error {
	pages := make([]int, 0, len(sketches))
	for p := range sketches {
		pages = append(pages, p)
	}
	slices.Sort(pages)
	var no int64
	err := s.in(ctx, func(tx *sql.Tx) error {
		if err := dropSketches(ctx, tx, item.ID.String()); err != nil {
			return err
		}
		if len(pages) == 0 {
			return nil
		}
		return tx.QueryRowContext(ctx, `INSERT INTO sketched (no, item, pages) SELECT coalesce(max(no), 0) + 1, ?, ? FROM sketched RETURNING no`,
			item.ID, len(pages)).Scan(&no)
	})
	for some := range slices.Chunk(pages, together) {
		if err != nil {
			break
		}
		err = s.in(ctx, func(tx *sql.Tx) error {
			add, err := tx.PrepareContext(ctx, `INSERT INTO sketch (print, sketched, page) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`)
			if err != nil {
				return err
			}
			defer add.Close()
			for _, p := range some {
				for _, print := range sketches[p] {
					if _, err := add.ExecContext(ctx, int64(print), no, p); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}
	return err
}

// dropSketches deletes the sketches of an item's pages, and its twins.
func dropSketches(ctx context.Context, tx *sql.Tx, item string) error {
	nos, err := list(ctx, tx, `SELECT no FROM sketched WHERE item = ?`, []any{item}, func(row scanner) (n int64, err error) { return n, row.Scan(&n) })
	if err != nil {
		return err
	}
	for _, no := range nos {
		for _, q := range []string{`DELETE FROM twin WHERE a = ?`, `DELETE FROM twin WHERE b = ?`, `DELETE FROM sketch WHERE sketched = ?`, `DELETE FROM sketched WHERE no = ?`} {
			if _, err := tx.ExecContext(ctx, q, no); err != nil {
				return err
			}
		}
	}
	return nil
}

// How many pages are looked at for each number of a sketch, and how many are
// then worth reading: a blank form may be in ten thousand documents.
const (
	metAtMost  = 200
	readAtMost = 12
)

// Meeting returns the pages of other items whose sketches share enough with
// this one, those that share most first.
func (s *Store) Meeting(ctx context.Context, item string, sketch []uint64) ([]PageRef, error) {
	type at struct{ no, page int64 }
	met := map[at]int{}
	for _, print := range sketch {
		some, err := list(ctx, s.read, `SELECT sketched, page FROM sketch WHERE print = ? LIMIT ?`, []any{int64(print), metAtMost},
			func(row scanner) (a at, err error) { return a, row.Scan(&a.no, &a.page) })
		if err != nil {
			return nil, err
		}
		for _, a := range some {
			met[a]++
		}
	}
	var all []at
	for a, n := range met {
		if n >= twin.Shared {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(x, y at) int {
		return cmp.Or(cmp.Compare(met[y], met[x]), cmp.Compare(x.no, y.no), cmp.Compare(x.page, y.page))
	})
	var refs []PageRef
	for _, a := range all {
		r, digest := PageRef{Page: int(a.page)}, ""
		err := s.read.QueryRowContext(ctx, `SELECT i.number, i.digest FROM sketched s JOIN item i ON i.id = s.item WHERE s.no = ?`, a.no).Scan(&r.Item, &digest)
		if errors.Is(err, sql.ErrNoRows) || err == nil && r.Item == item {
			continue
		}
		if err == nil {
			r.Digest, err = archive.ParseDigest(digest)
		}
		if err != nil {
			return nil, err
		}
		if refs = append(refs, r); len(refs) == readAtMost {
			break
		}
	}
	return refs, nil
}

// A Twin is a page, and another one that is the same but for what was withheld,
// stamped or misread.
type Twin struct {
	Page     int           // of the item that was asked for
	Item     string        // the other's: number
	Title    string        // of that item
	Other    int           // its page
	Alike    int           // per thousand of the words of both
	Likeness twin.Likeness // A is the item that was asked for
}

// AddTwins stores twins of an item's pages.
func (s *Store) AddTwins(ctx context.Context, item string, twins []Twin) error {
	if len(twins) == 0 {
		return nil
	}
	return s.in(ctx, func(tx *sql.Tx) error {
		for _, t := range twins {
			a, _, err := sketchedNo(ctx, tx, item)
			if err != nil {
				return err
			}
			b, _, err := sketchedNo(ctx, tx, t.Item)
			if err != nil {
				return err
			}
			if a == 0 || b == 0 || a == b {
				continue // sketched anew in the meantime: the other finds this one
			}
			p, q, l := t.Page, t.Other, t.Likeness
			if a > b {
				a, b, p, q, l = b, a, q, p, l.Turned()
			}
			j, err := json.Marshal(l)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO twin (a, a_page, b, b_page, alike, likeness) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT (a, a_page, b, b_page) DO UPDATE SET alike = excluded.alike, likeness = excluded.likeness`, a, p, b, q, t.Alike, string(j)); err != nil {
				return err
			}
		}
		return nil
	})
}

// sketchedNo returns the number under which an item's sketches are kept, and how
// many pages have one; 0 where none has.
func sketchedNo(ctx context.Context, db querier, item string) (no int64, pages int, err error) {
	_, err = list(ctx, db, `SELECT s.no, s.pages FROM sketched s JOIN item i ON i.id = s.item WHERE i.number = ?`, []any{item},
		func(row scanner) (struct{}, error) { return struct{}{}, row.Scan(&no, &pages) })
	return no, pages, err
}

// maxTwins is how many twins are told of at a time.
const maxTwins = 5000

// pairs are the twins of one item's pages, from where that item stands, but those
// in items that were withdrawn. It takes
// the item's number in sketched twice.
const pairs = `(SELECT a_page AS page, b AS other, b_page AS other_page, alike, likeness, 0 AS turned FROM twin WHERE a = ?
	UNION ALL SELECT b_page, a, a_page, alike, likeness, 1 FROM twin WHERE b = ?) t JOIN sketched o ON o.no = t.other JOIN item i ON i.id = o.item
	AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.item = i.id AND w.lifted_at = 0)`

// Twins returns the twins of an item's pages, or of one page (0: all): by page,
// the most alike first.
func (s *Store) Twins(ctx context.Context, item string, page int) ([]Twin, error) {
	return s.twins(ctx, item, `(? = 0 OR t.page = ?)`, page, page)
}

// TwinsBetween returns the pages of an item that are twins of another's.
func (s *Store) TwinsBetween(ctx context.Context, item, other string) ([]Twin, error) {
	return s.twins(ctx, item, `i.number = ?`, other)
}

func (s *Store) twins(ctx context.Context, item, where string, args ...any) ([]Twin, error) {
	no, _, err := sketchedNo(ctx, s.read, item)
	if err != nil || no == 0 {
		return nil, err
	}
	return list(ctx, s.read, `SELECT t.page, i.number, i.title, t.other_page, t.alike, t.likeness, t.turned FROM `+pairs+`
		WHERE `+where+` ORDER BY t.page, t.alike DESC, length(i.number), i.number, t.other_page LIMIT ?`, append(append([]any{no, no}, args...), maxTwins),
		func(row scanner) (t Twin, err error) {
			var j string
			var turned bool
			if err := row.Scan(&t.Page, &t.Item, &t.Title, &t.Other, &t.Alike, &j, &turned); err != nil {
				return t, err
			}
			err = json.Unmarshal([]byte(j), &t.Likeness)
			if turned {
				t.Likeness = t.Likeness.Turned()
			}
			return t, err
		})
}

// A Version is another item of which most pages are twins of an item's.
type Version struct {
	Item   archive.Item
	Shared int // pages of the item asked for that have a twin there
	Pages  int // that could have: those of the longer of both which say enough
	Alike  int // per thousand of the words of these pages, on the whole
	Whole  bool
}

// versionOf is how many of a hundred pages of the longer must have a twin, for
// two documents to be the same one.
const versionOf = 70

// Versions returns the other items that have twins of an item's pages, those
// with most of them first. Whole says that they are versions of one document,
// and not two that share some pages.
func (s *Store) Versions(ctx context.Context, item string) ([]Version, error) {
	lines, err := s.versions(ctx, item)
	if err != nil {
		return nil, err
	}
	all := make([]Version, len(lines))
	for i, l := range lines {
		if all[i] = l.Version; err == nil {
			all[i].Item, err = s.Item(ctx, l.number)
		}
	}
	return all, err
}

// A versionLine is a Version of which only the number of its item is known.
type versionLine struct {
	number string
	Version
}

func (s *Store) versions(ctx context.Context, item string) ([]versionLine, error) {
	no, mine, err := sketchedNo(ctx, s.read, item)
	if err != nil || no == 0 {
		return nil, err
	}
	return list(ctx, s.read, `SELECT i.number, count(DISTINCT t.page), o.pages, avg(t.alike) FROM `+pairs+`
		GROUP BY i.number, o.pages ORDER BY 2 DESC, length(i.number), i.number LIMIT 200`, []any{no, no},
		func(row scanner) (l versionLine, err error) {
			var alike float64
			err = row.Scan(&l.number, &l.Shared, &l.Pages, &alike)
			l.Pages = max(l.Pages, mine)
			l.Alike, l.Whole = int(alike), l.Shared*100 >= l.Pages*versionOf
			return l, err
		})
}

// familyAtMost is how many versions of a document are followed.
const familyAtMost = 100

// Family returns the numbers of the items that are versions of one document
// with this one, itself included, the first one first; nil where it is alone.
func (s *Store) Family(ctx context.Context, item string) ([]string, error) {
	all := []string{item}
	for at := 0; at < len(all) && len(all) < familyAtMost; at++ {
		versions, err := s.versions(ctx, all[at])
		if err != nil {
			return nil, err
		}
		for _, v := range versions {
			if v.Whole && !slices.Contains(all, v.number) {
				all = append(all, v.number)
			}
		}
	}
	if len(all) == 1 {
		return nil, nil
	}
	slices.SortFunc(all, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	return all, nil
}
