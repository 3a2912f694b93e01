package store

import (
	"context"
	"database/sql"
	"math/bits"

	"readingroom/archive"
)

// A collection is items that are likely to speak of the same places: all from
// one source, all that answer one request; "" is the archive.
//
// What the items of a collection speak of is the prior by which doubts in the
// others are settled. An item that is linked when little is known of its
// collection is therefore linked once more later: each time the collection has
// grown to 4, 8, 16, ... items, those are that have links which are not certain
// and were linked when it was at most half as large. So none is linked more
// often than its collection doubles, and of many most are linked once.
const grownFrom = 4

// collectionsOf are the collections of an item.
const collectionsOf = `(SELECT '' AS name
	UNION SELECT 'source ' || a.source FROM item i JOIN accession a ON a.id = i.accession WHERE i.id = ?1
	UNION SELECT 'request ' || a.request FROM item i JOIN accession a ON a.id = i.accession WHERE i.id = ?1 AND a.request <> '')`

// add adds what was counted of a linking to its item's collections, and to the
// months of its source, sign times.
func add(ctx context.Context, tx *sql.Tx, item string, no int64, sign int) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO place_total (collection, place, items, doubtful, pages, row_count, links, doubts)
		SELECT c.name, n.place, ?2 * CASE WHEN n.links > 0 THEN 1 ELSE 0 END, ?2 * CASE WHEN n.links = 0 THEN 1 ELSE 0 END,
			?2 * n.pages, ?2 * n.row_count, ?2 * n.links, ?2 * n.doubts
		FROM place_count n, `+collectionsOf+` c WHERE n.linking = ?3
		ON CONFLICT (collection, place) DO UPDATE SET items = place_total.items + excluded.items, doubtful = place_total.doubtful + excluded.doubtful,
			pages = place_total.pages + excluded.pages, row_count = place_total.row_count + excluded.row_count,
			links = place_total.links + excluded.links, doubts = place_total.doubts + excluded.doubts`, item, sign, no)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO place_month (place, source, month, items, pages, row_count)
		SELECT n.place, a.source, substr(n.day, 1, 7), ?2, ?2 * n.pages, ?2 * n.row_count
		FROM place_count n, item i JOIN accession a ON a.id = i.accession WHERE n.linking = ?3 AND n.links > 0 AND i.id = ?1
		ON CONFLICT (place, source, month) DO UPDATE SET items = place_month.items + excluded.items, pages = place_month.pages + excluded.pages,
			row_count = place_month.row_count + excluded.row_count`, item, sign, no)
	return err
}

// join counts an item that is linked for the first time in its collections, and
// has the others of one that has grown enough linked again.
func join(ctx context.Context, tx *sql.Tx, item string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO collection (name, items) SELECT c.name, 1 FROM `+collectionsOf+` c WHERE true
		ON CONFLICT (name) DO UPDATE SET items = collection.items + 1`, item)
	if err != nil {
		return err
	}
	type collection struct {
		name  string
		items int
	}
	all, err := list(ctx, tx, `SELECT name, items FROM collection WHERE name <> '' AND name IN (SELECT c.name FROM `+collectionsOf+` c)`, []any{item},
		func(row scanner) (c collection, err error) { return c, row.Scan(&c.name, &c.items) })
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.items < grownFrom || bits.OnesCount(uint(c.items)) != 1 {
			continue
		}
		err := relink(ctx, tx, `id IN (SELECT l.item FROM linking l JOIN item i ON i.id = l.item JOIN accession a ON a.id = i.accession
			WHERE l.is_current = 1 AND l.unsure > 0 AND 2 * l.prior_items <= ? AND ('source ' || a.source = ? OR 'request ' || a.request = ?))`,
			c.items, c.name, c.name)
		if err != nil {
			return err
		}
	}
	return nil
}

// leave counts an item out of its collections, that is not linked any more.
func leave(ctx context.Context, tx *sql.Tx, item string) error {
	_, err := tx.ExecContext(ctx, `UPDATE collection SET items = items - 1 WHERE items > 0 AND name IN (SELECT c.name FROM `+collectionsOf+` c)`, item)
	return err
}

// A Prior is what the other items of an item's collections speak of.
type Prior struct {
	Items  int          // in the larger of the collections
	Places []PriorPlace // states and counties, the most frequent first
}

// A PriorPlace is a state or county, and how many items speak of it or of a
// place in it. An item of the same source and the same request counts twice.
type PriorPlace struct {
	archive.Jurisdiction
	Items int
}

// Prior returns what the other items of an item's collections speak of.
func (s *Store) Prior(ctx context.Context, item archive.Item) (Prior, error) {
	var p Prior
	err := s.read.QueryRowContext(ctx, `SELECT coalesce(max(items), 0) - (SELECT count(*) FROM linking WHERE item = ?1 AND is_current = 1)
		FROM collection WHERE name <> '' AND name IN (SELECT c.name FROM `+collectionsOf+` c)`, item.ID.String()).Scan(&p.Items)
	if err != nil || p.Items <= 0 {
		return Prior{}, err
	}
	p.Places, err = list(ctx, s.read, `SELECT j.slug, j.code, j.kind, j.name, sum(t.items - CASE WHEN coalesce(own.links, 0) > 0 THEN 1 ELSE 0 END) AS n
		FROM place_total t JOIN jurisdiction j ON j.id = t.place
		LEFT JOIN place_count own ON own.place = t.place AND own.linking = (SELECT no FROM linking WHERE item = ?1 AND is_current = 1)
		WHERE t.collection <> '' AND t.collection IN (SELECT c.name FROM `+collectionsOf+` c) AND j.kind IN ('state', 'county')
		GROUP BY j.id HAVING n > 0 ORDER BY n DESC, j.slug`, []any{item.ID.String()}, func(row scanner) (p PriorPlace, err error) {
		return p, row.Scan(&p.Slug, &p.Code, &p.Kind, &p.Name, &p.Items)
	})
	return p, err
}
