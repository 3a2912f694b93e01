package store

import (
	"context"
	"database/sql"
	"fmt"

	"readingroom/archive"
)

// decide lays the decisions of editors over the links of a linking, and counts
// what then holds. Of several about one link the narrowest is followed, of
// those the latest.
func decide(ctx context.Context, tx *sql.Tx, item string, no int64, n *names) error {
	for _, q := range []string{
		`DELETE FROM place_link WHERE linking = ? AND decision IS NOT NULL AND found IS NULL`,
		`UPDATE place_link SET place = found, struck = 0, decision = NULL WHERE linking = ? AND decision IS NOT NULL`,
	} {
		if _, err := tx.ExecContext(ctx, q, no); err != nil {
			return err
		}
	}
	standing, err := decisions(ctx, tx, `WHERE u.id IS NULL AND d.act <> 'undo' AND (d.item = ?
		OR d.item IS NULL AND d.source = (SELECT a.source FROM item i JOIN accession a ON a.id = i.accession WHERE i.id = ?))
		ORDER BY CASE d.scope WHEN 'source' THEN 0 WHEN 'item' THEN 1 ELSE 2 END, d.id`, item, item)
	if err != nil {
		return err
	}
	for _, d := range standing {
		if err := lay(ctx, tx, no, n, d); err != nil {
			return fmt.Errorf("decision %s: %w", d.ID, err)
		}
	}
	return recount(ctx, tx, item, no)
}

// lay lays one decision over the links.
func lay(ctx context.Context, tx *sql.Tx, no int64, n *names, d Decision) error {
	place, err := n.jurisdiction(ctx, tx, d.Jurisdiction, nil)
	if err != nil {
		return err
	}
	if d.Scope != ScopeLink {
		_, err := tx.ExecContext(ctx, `UPDATE place_link SET place = ?, decision = ? WHERE linking = ? AND found = 0
			AND phrase IN (SELECT id FROM phrase WHERE alike = ?)`, place, d.ID, no, alike(d.Words))
		return err
	}
	id, err := theLink(ctx, tx, no, d)
	if err != nil {
		return err
	}
	switch {
	case id == 0 && d.Act == ActAdd:
		return lend(ctx, tx, no, n, place, d)
	case id == 0: // the words are read otherwise now; Applied says so
	case d.Act == ActStrike:
		_, err = tx.ExecContext(ctx, `UPDATE place_link SET struck = 1, decision = ? WHERE id = ?`, d.ID, id)
	default:
		_, err = tx.ExecContext(ctx, `UPDATE place_link SET place = ?, struck = 0, decision = ? WHERE id = ?`, place, d.ID, id)
	}
	return err
}

// lend writes the link that an editor added.
func lend(ctx context.Context, tx *sql.Tx, no int64, n *names, place int64, d Decision) error {
	w, err := newPlaceWriter(ctx, tx)
	if err != nil {
		return err
	}
	defer w.close()
	p := archive.PlaceLink{
		Page: d.Page, Table: d.Table, Row: d.Row, Col: d.Col, Start: d.Start, End: d.End, Text: d.Words,
		Jurisdiction: d.Jurisdiction, Confidence: 1, Rule: ruleEditor,
	}
	return w.write(ctx, tx, n, no, p, sql.NullInt64{}, place, 0, d.ID)
}

// theLink finds the link that a decision is about: at its very place, else the
// only one in the page or row with the same words, else the only one in the item.
func theLink(ctx context.Context, tx *sql.Tx, no int64, d Decision) (int64, error) {
	for _, q := range []struct {
		where string
		args  []any
	}{
		{`l.spot = ? AND coalesce(l.col, 0) = ? AND l.start_at = ? AND l.end_at = ?`, []any{spotOf(d.Page, d.Table, d.Row), d.Col, d.Start, d.End}},
		{`l.spot = ?`, []any{spotOf(d.Page, d.Table, d.Row)}},
		{`true`, nil},
	} {
		ids, err := list(ctx, tx, `SELECT l.id FROM place_link l JOIN phrase p ON p.id = l.phrase
			WHERE l.linking = ? AND p.alike = ? AND `+q.where+` LIMIT 2`,
			append([]any{no, alike(d.Words)}, q.args...), func(row scanner) (id int64, err error) { return id, row.Scan(&id) })
		if err != nil {
			return 0, err
		}
		if len(ids) == 1 {
			return ids[0], nil
		}
		if d.Act == ActAdd { // it may be one of several with these words
			break
		}
	}
	return 0, nil
}

// A tally counts how often an item speaks of a jurisdiction.
type tally struct {
	pages, rows, links, doubts int
	last                       int64 // the page or row that spoke of it last
}

// recount counts the links of the current linking of an item, in their order.
func recount(ctx context.Context, tx *sql.Tx, item string, no int64) error {
	if err := add(ctx, tx, item, no, -1); err != nil {
		return err
	}
	for _, q := range []string{`DELETE FROM place_count WHERE linking = ?`, `DELETE FROM doubt WHERE linking = ?`} {
		if _, err := tx.ExecContext(ctx, q, no); err != nil {
			return err
		}
	}
	t := &tallies{ctx: ctx, tx: tx, above: map[int64][]int64{}, choices: map[int64][]int64{}, of: map[int64]*tally{}, doubts: map[doubtKey]*doubt{}}
	if err := t.read(no); err != nil {
		return err
	}
	if err := t.write(no); err != nil {
		return err
	}
	return add(ctx, tx, item, no, +1)
}

type tallies struct {
	ctx            context.Context
	tx             *sql.Tx
	above, choices map[int64][]int64
	of             map[int64]*tally
	doubts         map[doubtKey]*doubt
}

type (
	doubtKey struct{ phrase, choice int64 }
	doubt    struct{ links, first int64 }
)

// countedTogether is how many links are looked at in one go: the jurisdictions
// above them are asked for by the same connection.
const countedTogether = 50_000

func (t *tallies) read(no int64) error {
	type link struct{ id, spot, place, phrase, choice int64 }
	afterSpot, afterID := int64(-1), int64(0)
	for {
		links, err := list(t.ctx, t.tx, `SELECT id, spot, place, phrase, coalesce(choice, 0) FROM place_link
			WHERE linking = ? AND struck = 0 AND (spot, id) > (?, ?) ORDER BY spot, id LIMIT ?`, []any{no, afterSpot, afterID, countedTogether},
			func(row scanner) (l link, err error) {
				return l, row.Scan(&l.id, &l.spot, &l.place, &l.phrase, &l.choice)
			})
		if err != nil {
			return err
		}
		for _, l := range links {
			afterSpot, afterID = l.spot, l.id
			if l.place != 0 {
				err = t.link(l.place, l.spot)
			} else {
				err = t.doubt(l.phrase, l.choice, l.id)
			}
			if err != nil {
				return err
			}
		}
		if len(links) < countedTogether {
			return nil
		}
	}
}

func (t *tallies) link(place, spot int64) error {
	above, err := t.keys(t.above, place, `SELECT above FROM jurisdiction_within WHERE place = ?`)
	for _, a := range above {
		c := t.tally(a)
		c.links++
		if c.last == spot {
			continue
		}
		c.last = spot
		switch {
		case spot < 1<<spotBits:
			c.pages++
		case spot&(1<<spotBits-1) != 0: // not the title of a table
			c.rows++
		}
	}
	return err
}

func (t *tallies) doubt(phrase, choice, id int64) error {
	k := doubtKey{phrase, choice}
	if t.doubts[k] == nil {
		t.doubts[k] = &doubt{first: id}
	}
	t.doubts[k].links++
	places, err := t.keys(t.choices, choice, `SELECT place FROM choice_of WHERE choice = ?`)
	for _, p := range places {
		t.tally(p).doubts++
	}
	return err
}

func (t *tallies) tally(place int64) *tally {
	if t.of[place] == nil {
		t.of[place] = &tally{last: -1}
	}
	return t.of[place]
}

func (t *tallies) keys(known map[int64][]int64, of int64, query string) ([]int64, error) {
	if k, ok := known[of]; ok {
		return k, nil
	}
	all, err := list(t.ctx, t.tx, query, []any{of}, func(row scanner) (id int64, err error) { return id, row.Scan(&id) })
	known[of] = all
	return all, err
}

func (t *tallies) write(no int64) error {
	var day archive.Day
	err := t.tx.QueryRowContext(t.ctx, `SELECT coalesce(s.from_day, i.date) FROM linking n JOIN item i ON i.id = n.item LEFT JOIN span s ON s.id = n.span
		WHERE n.no = ?`, no).Scan(&day)
	if err != nil {
		return err
	}
	for place, c := range t.of {
		_, err := t.tx.ExecContext(t.ctx, `INSERT INTO place_count (place, linking, pages, row_count, links, doubts, day) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			place, no, c.pages, c.rows, c.links, c.doubts, day)
		if err != nil {
			return err
		}
	}
	for k, d := range t.doubts {
		_, err := t.tx.ExecContext(t.ctx, `INSERT INTO doubt (linking, phrase, choice, links, first) VALUES (?, ?, ?, ?, ?)`,
			no, k.phrase, k.choice, d.links, d.first)
		if err != nil {
			return err
		}
	}
	return nil
}

func countPeriods(ctx context.Context, tx *sql.Tx, no int64) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO period_count (span, linking, links)
		SELECT span, linking, count(*) FROM period_link WHERE linking = ? GROUP BY span`, no)
	return err
}
