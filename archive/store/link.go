package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"readingroom/archive"
)

// A Linking takes in what a linker finds in an item: places and periods one by
// one, then Done. Until then readers see what the item was linked to before,
// and a Linking that is never done leaves nothing.
type Linking struct {
	// Above returns the jurisdictions that one lies in, by its slug.
	Above func(slug string) []archive.Jurisdiction

	db      *Store
	job     *Job
	no      int64
	version int64
	places  []archive.PlaceLink
	periods []archive.PeriodLink
	unsure  int
}

// linkedTogether is how many links are written in one transaction: the database
// has one writer, and others wait for it.
const linkedTogether = 20_000

// certain is the confidence from which on no prior would change a link.
const certain = 0.985

// Link begins to link the item of a job, with a linker of the given version.
func (s *Store) Link(ctx context.Context, j *Job, version int64) (*Linking, error) {
	l := &Linking{db: s, job: j, version: version}
	err := s.in(ctx, func(tx *sql.Tx) error {
		if err := forget(ctx, tx, `item = ? AND is_current = 0`, j.Item.ID); err != nil { // of one that was cut short
			return err
		}
		return tx.QueryRowContext(ctx, `INSERT INTO linking (no, item, version, is_current, unsure, prior_items, span, phrase, page, start_at, end_at)
			SELECT coalesce(max(no), 0) + 1, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0 FROM linking RETURNING no`, j.Item.ID, version).Scan(&l.no)
	})
	return l, err
}

// forget deletes linkings and all that was found by them.
func forget(ctx context.Context, tx *sql.Tx, where string, args ...any) error {
	nos, err := list(ctx, tx, `SELECT no FROM linking WHERE `+where, args, func(row scanner) (no int64, err error) { return no, row.Scan(&no) })
	if err != nil {
		return err
	}
	for _, no := range nos {
		for _, q := range []string{
			`DELETE FROM place_link WHERE linking = ?`, `DELETE FROM place_count WHERE linking = ?`, `DELETE FROM doubt WHERE linking = ?`,
			`DELETE FROM period_link WHERE linking = ?`, `DELETE FROM period_count WHERE linking = ?`, `DELETE FROM linking WHERE no = ?`,
		} {
			if _, err := tx.ExecContext(ctx, q, no); err != nil {
				return err
			}
		}
	}
	return nil
}

// Place adds a link to a jurisdiction, or a doubtful one.
func (l *Linking) Place(ctx context.Context, p archive.PlaceLink) error {
	if p.Ambiguous() || p.Confidence < certain {
		l.unsure++
	}
	l.places = append(l.places, p)
	return l.full(ctx)
}

// Period adds a link to a period.
func (l *Linking) Period(ctx context.Context, p archive.PeriodLink) error {
	l.periods = append(l.periods, p)
	return l.full(ctx)
}

func (l *Linking) full(ctx context.Context) error {
	if len(l.places)+len(l.periods) < linkedTogether {
		return nil
	}
	return l.db.naming(ctx, func(tx *sql.Tx, n *names) error { return l.write(ctx, tx, n) })
}

// An Outcome is what a linker says of an item as a whole.
type Outcome struct {
	Date   archive.Day         // that it bears, or ""
	Period *archive.PeriodLink // that it reports on, or nil; Page 0: not by words of a page
	Prior  Prior               // that it was linked with
}

// Done makes these the item's links, with what editors decided of them, in one
// transaction with the next step. Where the collection of the item has grown
// enough, its other items are to be linked again.
func (l *Linking) Done(ctx context.Context, o Outcome) error {
	return l.db.naming(ctx, func(tx *sql.Tx, n *names) error {
		if err := finish(ctx, tx, l.job, StepIndex); err != nil {
			return err
		}
		if err := l.write(ctx, tx, n); err != nil {
			return err
		}
		item := l.job.Item.ID.String()
		known, err := retire(ctx, tx, item)
		if err != nil {
			return err
		}
		p := archive.PeriodLink{}
		span := int64(0)
		if o.Period != nil {
			p = *o.Period
			if span, err = n.span(ctx, tx, p); err != nil {
				return err
			}
		}
		phrase := int64(0)
		if p.Text != "" {
			if phrase, err = n.phrase(ctx, tx, p.Text); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, `UPDATE linking SET is_current = 1, unsure = ?, prior_items = ?, span = ?, phrase = ?, page = ?, start_at = ?, end_at = ?
			WHERE no = ?`, l.unsure, o.Prior.Items, span, phrase, p.Page, p.Start, p.End, l.no)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE item SET date = ?, state = 'linked' WHERE id = ?`, o.Date, item); err != nil {
			return err
		}
		if err := countPeriods(ctx, tx, l.no); err != nil {
			return err
		}
		if err := decide(ctx, tx, item, l.no, n); err != nil {
			return err
		}
		// Somebody may have looked at it as a report before it was known what it reports on.
		if _, err := tx.ExecContext(ctx, `DELETE FROM report WHERE item = ?`, item); err != nil {
			return err
		}
		if known {
			return nil
		}
		return join(ctx, tx, item)
	})
}

// retire takes away what an item was linked to before. known says that it was.
func retire(ctx context.Context, tx *sql.Tx, item string) (known bool, err error) {
	var no int64
	err = tx.QueryRowContext(ctx, `SELECT no FROM linking WHERE item = ? AND is_current = 1`, item).Scan(&no)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err == nil {
		err = add(ctx, tx, item, no, -1)
	}
	if err != nil {
		return true, err
	}
	return true, forget(ctx, tx, `no = ?`, no)
}

// write writes what was gathered.
func (l *Linking) write(ctx context.Context, tx *sql.Tx, n *names) error {
	if err := l.writePlaces(ctx, tx, n); err != nil {
		return err
	}
	if err := l.writePeriods(ctx, tx, n); err != nil {
		return err
	}
	l.places, l.periods = l.places[:0], l.periods[:0]
	return nil
}

func (l *Linking) writePlaces(ctx context.Context, tx *sql.Tx, n *names) error {
	w, err := newPlaceWriter(ctx, tx)
	if err != nil {
		return err
	}
	defer w.close()
	for _, p := range l.places {
		place, err := n.jurisdiction(ctx, tx, p.Jurisdiction, l.Above)
		if err != nil {
			return err
		}
		choice, err := n.choice(ctx, tx, p.Candidates, l.Above)
		if err != nil {
			return err
		}
		if err := w.write(ctx, tx, n, l.no, p, sql.NullInt64{Int64: place, Valid: true}, place, choice, ""); err != nil {
			return err
		}
	}
	return nil
}

// A placeWriter writes rows of place_link.
type placeWriter struct {
	insert *sql.Stmt
	id     int64
}

func newPlaceWriter(ctx context.Context, tx *sql.Tx) (*placeWriter, error) {
	w := &placeWriter{}
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM place_link`).Scan(&w.id); err != nil {
		return nil, err
	}
	var err error
	w.insert, err = tx.PrepareContext(ctx, `INSERT INTO place_link (id, linking, spot, page, col, start_at, end_at, found, place, struck, decision,
		phrase, rule, confidence, choice, x0, y0, x1, y1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	return w, err
}

func (w *placeWriter) close() { w.insert.Close() }

func (w *placeWriter) write(ctx context.Context, tx *sql.Tx, n *names, linking int64, p archive.PlaceLink, found sql.NullInt64, place, choice int64, decision string) error {
	phrase, err := n.phrase(ctx, tx, p.Text)
	if err != nil {
		return err
	}
	rule, err := n.rule(ctx, tx, p.Rule)
	if err != nil {
		return err
	}
	w.id++
	var box [4]any
	if p.Box != (archive.Box{}) {
		for i, v := range p.Box {
			box[i] = int64(v*10 + 0.5)
		}
	}
	_, err = w.insert.ExecContext(ctx, w.id, linking, spotOf(p.Page, p.Table, p.Row), pageOf(p.Page, p.Table), number(p.Col), p.Start, p.End, found, place,
		sql.NullString{String: decision, Valid: decision != ""}, phrase, rule, int64(p.Confidence*1000+0.5), number(int(choice)), box[0], box[1], box[2], box[3])
	return err
}

func (l *Linking) writePeriods(ctx context.Context, tx *sql.Tx, n *names) error {
	if len(l.periods) == 0 {
		return nil
	}
	var id int64
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM period_link`).Scan(&id); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO period_link (id, linking, spot, page, col, start_at, end_at, span, phrase)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, p := range l.periods {
		span, err := n.span(ctx, tx, p)
		if err != nil {
			return err
		}
		phrase, err := n.phrase(ctx, tx, p.Text)
		if err != nil {
			return err
		}
		id++
		if _, err := insert.ExecContext(ctx, id, l.no, spotOf(p.Page, p.Table, p.Row), pageOf(p.Page, p.Table), number(p.Col), p.Start, p.End, span, phrase); err != nil {
			return err
		}
	}
	return nil
}

const spotBits = 32

// spotOf numbers the places of an item in its order: pages, then the rows of
// each table.
func spotOf(page, table, row int) int64 {
	if table == 0 {
		return int64(page)
	}
	return int64(table)<<spotBits | int64(row)
}

// spot is the inverse of spotOf; page is that of a row.
func spot(at int64, page sql.NullInt64) (int, int, int) {
	if at < 1<<spotBits {
		return int(at), 0, 0
	}
	return int(page.Int64), int(at >> spotBits), int(at & (1<<spotBits - 1))
}

func pageOf(page, table int) any {
	if table == 0 {
		return nil // it is the spot
	}
	return number(page)
}

// number is n, or NULL for 0.
func number(n int) any {
	if n == 0 {
		return nil
	}
	return int64(n)
}

// RelinkOlder has items linked again that were linked by another version than
// links, or whose messages were found by one before messages, or whose links
// another prior might change.
func (s *Store) RelinkOlder(ctx context.Context, links int64, messages int) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		return relink(ctx, tx, `(messages_by < ? OR id NOT IN (SELECT item FROM linking WHERE is_current = 1 AND version = ? AND unsure = 0))`, messages, links)
	})
}

// relink sends items that are or were to be indexed through linking once more.
func relink(ctx context.Context, tx *sql.Tx, where string, args ...any) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO job (item, step, attempt, owner, lease_until)
		SELECT id, 'link', 0, '', 0 FROM item WHERE state IN ('linked', 'indexed') AND `+where+`
		ON CONFLICT (item) DO UPDATE SET step = 'link', attempt = job.attempt + 1, owner = '', lease_until = 0 WHERE job.step = 'index'`, args...)
	return err
}

// alike is how words are compared: whatever their case, their spaces and the
// signs at their ends.
func alike(words string) string {
	s := strings.Join(strings.Fields(strings.ToLower(words)), " ")
	return strings.Trim(s, " .,;:()[]\"'")
}
