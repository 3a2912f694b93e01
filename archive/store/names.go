package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"readingroom/archive"
)

// names finds the integer keys under which the names, words and rules of links
// are kept, and gives new ones. A key that was rolled back is not one: naming
// then forgets them all.
type names struct {
	jurisdictions, phrases, rules, choices, spans map[string]int64
}

func newNames() *names {
	return &names{map[string]int64{}, map[string]int64{}, map[string]int64{}, map[string]int64{}, map[string]int64{}}
}

// naming is in, for a transaction that gives names keys. They are remembered
// over all of them: most documents speak of what others spoke of.
func (s *Store) naming(ctx context.Context, do func(*sql.Tx, *names) error) error {
	s.namer.Lock()
	defer s.namer.Unlock()
	if s.names == nil {
		s.names = newNames()
	}
	err := s.in(ctx, func(tx *sql.Tx) error { return do(tx, s.names) })
	if err != nil {
		s.names = nil
	}
	return err
}

// remembered is how many keys of a kind are held in memory.
const remembered = 100_000

// key returns the key of a name: remembered, found, or newly given.
func key(ctx context.Context, tx *sql.Tx, known map[string]int64, name, find, add string, values ...any) (id int64, fresh bool, err error) {
	if id, ok := known[name]; ok {
		return id, false, nil
	}
	err = tx.QueryRowContext(ctx, find, values...).Scan(&id)
	if fresh = errors.Is(err, sql.ErrNoRows); fresh {
		err = tx.QueryRowContext(ctx, add, values...).Scan(&id)
	}
	if err != nil {
		return 0, false, err
	}
	if len(known) >= remembered {
		clear(known)
	}
	known[name] = id
	return id, fresh, nil
}

func (n *names) phrase(ctx context.Context, tx *sql.Tx, words string) (int64, error) {
	id, _, err := key(ctx, tx, n.phrases, words, `SELECT id FROM phrase WHERE words = ? AND alike = ?`,
		`INSERT INTO phrase (id, words, alike) SELECT coalesce(max(id), 0) + 1, ?, ? FROM phrase RETURNING id`, words, alike(words))
	return id, err
}

func (n *names) rule(ctx context.Context, tx *sql.Tx, name string) (int64, error) {
	id, _, err := key(ctx, tx, n.rules, name, `SELECT id FROM rule WHERE name = ?`,
		`INSERT INTO rule (id, name) SELECT coalesce(max(id), 0) + 1, ? FROM rule RETURNING id`, name)
	return id, err
}

func (n *names) span(ctx context.Context, tx *sql.Tx, p archive.PeriodLink) (int64, error) {
	flags := strings.Join(p.Flags, " ")
	name := strings.Join([]string{p.Period.From, p.Period.Until, p.Label, p.Granularity, p.Calendar, flags}, "\x00")
	id, _, err := key(ctx, tx, n.spans, name,
		`SELECT id FROM span WHERE from_day = ? AND until_day = ? AND label = ? AND granularity = ? AND calendar = ? AND flags = ?`,
		`INSERT INTO span (id, from_day, until_day, label, granularity, calendar, flags)
			SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ?, ?, ? FROM span RETURNING id`,
		p.Period.From, p.Period.Until, p.Label, p.Granularity, p.Calendar, flags)
	return id, err
}

// jurisdiction returns the key of a jurisdiction, 0 where it is none. The first
// time, what it is and lies in is written as the gazetteer has it now.
func (n *names) jurisdiction(ctx context.Context, tx *sql.Tx, j archive.Jurisdiction, above func(string) []archive.Jurisdiction) (int64, error) {
	if j.Slug == "" {
		return 0, nil
	}
	if id, ok := n.jurisdictions[j.Slug]; ok {
		return id, nil
	}
	id, err := n.keep(ctx, tx, j)
	if err != nil || above == nil {
		return id, err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM jurisdiction_within WHERE place = ?`, id); err != nil {
		return 0, err
	}
	in := []int64{id}
	for _, a := range above(j.Slug) {
		up, err := n.keep(ctx, tx, a)
		if err != nil {
			return 0, err
		}
		in = append(in, up)
	}
	for _, up := range in {
		_, err := tx.ExecContext(ctx, `INSERT INTO jurisdiction_within (place, above) VALUES (?, ?) ON CONFLICT DO NOTHING`, id, up)
		if err != nil {
			return 0, err
		}
	}
	if len(n.jurisdictions) >= remembered {
		clear(n.jurisdictions)
	}
	n.jurisdictions[j.Slug] = id
	return id, nil
}

// keep writes a jurisdiction, as lying in itself where it is new.
func (n *names) keep(ctx context.Context, tx *sql.Tx, j archive.Jurisdiction) (id int64, err error) {
	err = tx.QueryRowContext(ctx, `INSERT INTO jurisdiction (id, slug, code, kind, name)
		SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ? FROM jurisdiction WHERE true
		ON CONFLICT (slug) DO UPDATE SET code = excluded.code, kind = excluded.kind, name = excluded.name RETURNING id`,
		j.Slug, j.Code, j.Kind, j.Name).Scan(&id)
	if err == nil {
		_, err = tx.ExecContext(ctx, `INSERT INTO jurisdiction_within (place, above) VALUES (?, ?) ON CONFLICT DO NOTHING`, id, id)
	}
	return id, err
}

// maxChoices is how many candidates of a doubtful link are kept: Washington is
// the name of 31 counties.
const maxChoices = 64

// choice returns the key of a list of candidates, 0 for an empty one.
func (n *names) choice(ctx context.Context, tx *sql.Tx, candidates []archive.Jurisdiction, above func(string) []archive.Jurisdiction) (int64, error) {
	var ids []int64
	for _, c := range candidates[:min(len(candidates), maxChoices)] {
		id, err := n.jurisdiction(ctx, tx, c, above)
		if err != nil {
			return 0, err
		}
		if id != 0 && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return 0, nil
	}
	text := strings.Join(strings.Fields(strings.Trim(fmt.Sprint(ids), "[]")), ",")
	id, fresh, err := key(ctx, tx, n.choices, text, `SELECT id FROM choice WHERE ids = ?`,
		`INSERT INTO choice (id, ids) SELECT coalesce(max(id), 0) + 1, ? FROM choice RETURNING id`, text)
	if err != nil || !fresh {
		return id, err
	}
	for rank, place := range ids {
		if _, err := tx.ExecContext(ctx, `INSERT INTO choice_of (choice, rank, place) VALUES (?, ?, ?)`, id, rank, place); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// candidates returns the jurisdictions of lists of candidates, the most likely first.
func candidates(ctx context.Context, db querier, choices []int64) (map[int64][]archive.Jurisdiction, error) {
	out := map[int64][]archive.Jurisdiction{}
	for _, c := range choices {
		if _, known := out[c]; known || c == 0 {
			continue
		}
		all, err := list(ctx, db, `SELECT j.slug, j.code, j.kind, j.name FROM choice_of c JOIN jurisdiction j ON j.id = c.place
			WHERE c.choice = ? ORDER BY c.rank`, []any{c}, scanJurisdiction)
		if err != nil {
			return nil, err
		}
		out[c] = all
	}
	return out, nil
}

func scanJurisdiction(row scanner) (j archive.Jurisdiction, err error) {
	return j, row.Scan(&j.Slug, &j.Code, &j.Kind, &j.Name)
}
