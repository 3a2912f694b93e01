package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"readingroom/archive"
)

// An Act is what an editor does with a link to a jurisdiction.
type Act string

// The acts of editors. One more is to undo another.
const (
	ActSettle Act = "settle" // says which jurisdiction is meant, in place of doubt or of another one
	ActAdd    Act = "add"    // links words that the linker did not
	ActStrike Act = "strike" // says that none is meant
	actUndo   Act = "undo"
)

// A Scope says how far an act reaches.
type Scope string

// The scopes of acts. The wider ones settle doubts only.
const (
	ScopeLink   Scope = "link"   // the one link
	ScopeItem   Scope = "item"   // all doubtful links of the item with these words
	ScopeSource Scope = "source" // all of all items of the source, also of those to come
)

// ruleEditor is the rule of links that an editor added.
const ruleEditor = "editor"

// A Decision is what an editor decided of links to jurisdictions. It outlives
// linking: the words are found again.
type Decision struct {
	ID     string `json:"id"`
	Act    Act    `json:"act"`
	Scope  Scope  `json:"scope"`
	Item   string `json:"item,omitempty"`   // number; "" where the scope is a source
	Source string `json:"source,omitempty"` // of that scope

	// Where the words stand, as in archive.PlaceLink; of ScopeLink.
	Page  int    `json:"page,omitempty"`
	Table int    `json:"table,omitempty"`
	Row   int    `json:"row,omitempty"`
	Col   int    `json:"col,omitempty"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Words string `json:"words"`

	Jurisdiction archive.Jurisdiction `json:"jurisdiction,omitzero"` // what is meant; none of a strike
	Was          string               `json:"was,omitempty"`         // the slug of what held before; "": doubt, or nothing
	Reason       string               `json:"reason"`
	By           string               `json:"by"`
	At           time.Time            `json:"at"`

	UndoneBy   string    `json:"undone_by,omitempty"`
	Undone     time.Time `json:"undone,omitzero"` // zero: it holds
	WhyUndone  string    `json:"why_undone,omitempty"`
	Applied    int       `json:"applied"` // how many links it holds for now; 0 of one that holds: its words are not found any more
	undoneByID string
}

// Holds reports whether the decision was not undone.
func (d Decision) Holds() bool { return d.undoneByID == "" }

const (
	maxReason = 2000
	maxWords  = 1000
)

func (d Decision) validate() error {
	wrong := ""
	switch {
	case d.Act != ActSettle && d.Act != ActAdd && d.Act != ActStrike:
		wrong = fmt.Sprintf("act %q: want settle, add or strike", d.Act)
	case d.Scope != ScopeLink && (d.Act != ActSettle || d.Scope != ScopeItem && d.Scope != ScopeSource):
		wrong = fmt.Sprintf("scope %q of %s: want link, or to settle all alike item or source", d.Scope, d.Act)
	case (d.Item == "") != (d.Scope == ScopeSource) || (d.Source == "") != (d.Scope != ScopeSource):
		wrong = "name the item, or for all of a source the source"
	case alike(d.Words) == "":
		wrong = "the words of the link are not given"
	case d.Act != ActStrike && d.Jurisdiction.Slug == "":
		wrong = "the place is not given"
	case d.Act == ActStrike && strings.TrimSpace(d.Reason) == "":
		wrong = "say why the link is struck"
	case strings.TrimSpace(d.By) == "":
		wrong = "say who decides"
	case len(d.Reason) > maxReason || len(d.By) > maxReason || len(d.Words) > maxWords:
		wrong = fmt.Sprintf("the reason and the name may have %d bytes, the words %d", maxReason, maxWords)
	case d.Scope == ScopeLink && (d.Page < 0 || d.Table < 0 || d.Row < 0 || d.Col < 0 || d.Start < 0 || d.End <= d.Start || d.Page+d.Table == 0):
		wrong = "the place of the words is not given"
	}
	if wrong != "" {
		return fmt.Errorf("%s: %w", wrong, archive.ErrInvalid)
	}
	return nil
}

// Decide records what an editor decided and lays it over the links there are;
// later ones are laid under it when they are found. Items that it changes are
// indexed again. above returns the jurisdictions that one lies in. What is
// returned says what the link was before, and how many links it reaches.
func (s *Store) Decide(ctx context.Context, d Decision, above func(slug string) []archive.Jurisdiction, now time.Time) (Decision, error) {
	if err := d.validate(); err != nil {
		return d, err
	}
	id, err := archive.NewID()
	if err != nil {
		return d, err
	}
	d.ID, d.At = id.String(), now.UTC().Truncate(time.Millisecond)
	err = s.in(ctx, func(tx *sql.Tx) error {
		var item sql.NullString
		if d.Item != "" {
			item.Valid = true
			err := tx.QueryRowContext(ctx, `SELECT id FROM item WHERE number = ?`, d.Item).Scan(&item.String)
			if errors.Is(err, sql.ErrNoRows) {
				return fmt.Errorf("item %s: %w", d.Item, archive.ErrNotFound)
			}
			if err != nil {
				return err
			}
		}
		if _, err := newNames().jurisdiction(ctx, tx, d.Jurisdiction, above); err != nil {
			return err
		}
		if err := d.look(ctx, tx, item.String); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO place_decision (id, act, scope, item, source, page, tbl, row_no, col, start_at, end_at, words,
			slug, code, kind, name, was, reason, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			d.ID, d.Act, d.Scope, item, d.Source, d.Page, d.Table, d.Row, d.Col, d.Start, d.End, d.Words,
			d.Jurisdiction.Slug, d.Jurisdiction.Code, d.Jurisdiction.Kind, d.Jurisdiction.Name, d.Was, d.Reason, d.By, d.At.UnixMilli())
		if err != nil {
			return err
		}
		d.Applied, err = apply(ctx, tx, d)
		return err
	})
	return d, err
}

// look finds the link that a decision is about, and says what it was. A link to
// settle or strike must be there; one to add must not.
func (d *Decision) look(ctx context.Context, tx *sql.Tx, item string) error {
	if d.Scope != ScopeLink {
		return nil
	}
	var slug string
	err := tx.QueryRowContext(ctx, `SELECT coalesce(j.slug, '') FROM place_link l JOIN linking n ON n.no = l.linking LEFT JOIN jurisdiction j ON j.id = l.place
		WHERE n.item = ? AND n.is_current = 1 AND l.spot = ? AND coalesce(l.col, 0) = ? AND l.start_at = ? AND l.end_at = ?`,
		item, spotOf(d.Page, d.Table, d.Row), d.Col, d.Start, d.End).Scan(&slug)
	there := err == nil
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	switch {
	case d.Act == ActAdd && there:
		return fmt.Errorf("these words are linked already; settle or strike that link: %w", archive.ErrConflict)
	case d.Act != ActAdd && !there:
		return fmt.Errorf("%q is not linked there: %w", d.Words, archive.ErrNotFound)
	}
	d.Was = slug
	return nil
}

// UndoDecision takes a decision back, by a further one. archive.ErrConflict where it
// was undone already.
func (s *Store) UndoDecision(ctx context.Context, id, by, why string, now time.Time) error {
	if strings.TrimSpace(by) == "" || len(by) > maxReason || len(why) > maxReason {
		return fmt.Errorf("say who undoes it, in at most %d bytes: %w", maxReason, archive.ErrInvalid)
	}
	undo, err := archive.NewID()
	if err != nil {
		return err
	}
	return s.in(ctx, func(tx *sql.Tx) error {
		all, err := decisions(ctx, tx, `WHERE d.id = ? AND d.act <> 'undo'`, id)
		switch {
		case err != nil:
			return err
		case len(all) == 0:
			return fmt.Errorf("decision %s: %w", id, archive.ErrNotFound)
		case !all[0].Holds():
			return fmt.Errorf("this decision was undone already: %w", archive.ErrConflict)
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO place_decision (id, act, scope, item, source, page, tbl, row_no, col, start_at, end_at, words,
			slug, code, kind, name, was, reason, made_by, made_at, undoes)
			SELECT ?, 'undo', scope, item, source, 0, 0, 0, 0, 0, 0, '', '', '', '', '', '', ?, ?, ?, id FROM place_decision WHERE id = ?`,
			undo.String(), why, by, now.UnixMilli(), id)
		if err != nil {
			return err
		}
		_, err = apply(ctx, tx, all[0])
		return err
	})
}

// apply lays all decisions anew over the items that one of them reaches, and
// says how many links that one holds for.
func apply(ctx context.Context, tx *sql.Tx, d Decision) (links int, err error) {
	type reached struct {
		no   int64
		item string
	}
	scan := func(row scanner) (r reached, err error) { return r, row.Scan(&r.no, &r.item) }
	var all []reached
	if d.Scope == ScopeSource {
		all, err = list(ctx, tx, `SELECT n.no, n.item FROM linking n JOIN item i ON i.id = n.item JOIN accession a ON a.id = i.accession
			WHERE n.is_current = 1 AND a.source = ? AND EXISTS (SELECT 1 FROM place_link l WHERE l.linking = n.no AND l.found = 0
				AND l.phrase IN (SELECT id FROM phrase WHERE alike = ?))`, []any{d.Source, alike(d.Words)}, scan)
	} else {
		all, err = list(ctx, tx, `SELECT n.no, n.item FROM linking n JOIN item i ON i.id = n.item WHERE n.is_current = 1 AND i.number = ?`, []any{d.Item}, scan)
	}
	if err != nil {
		return 0, err
	}
	names := newNames()
	for _, r := range all {
		if err := decide(ctx, tx, r.item, r.no, names); err != nil {
			return 0, err
		}
		if err := again(ctx, tx, r.item); err != nil {
			return 0, err
		}
	}
	err = tx.QueryRowContext(ctx, `SELECT count(*) FROM place_link WHERE decision = ?`, d.ID).Scan(&links)
	return links, err
}

// Decisions returns what editors decided of an item's links, or of those of its
// source, the newest first, those that were undone too; of "", all.
func (s *Store) Decisions(ctx context.Context, item string) ([]Decision, error) {
	if item == "" {
		return decisions(ctx, s.read, `WHERE d.act <> 'undo' ORDER BY d.id DESC`)
	}
	return decisions(ctx, s.read, `WHERE d.act <> 'undo' AND (i.number = ?1 OR d.item IS NULL AND d.source =
		(SELECT a.source FROM item i JOIN accession a ON a.id = i.accession WHERE i.number = ?1)) ORDER BY d.id DESC`, item)
}

func decisions(ctx context.Context, db querier, where string, args ...any) ([]Decision, error) {
	return list(ctx, db, `SELECT d.id, d.act, d.scope, coalesce(i.number, ''), d.source, d.page, d.tbl, d.row_no, d.col, d.start_at, d.end_at, d.words,
			d.slug, d.code, d.kind, d.name, d.was, d.reason, d.made_by, d.made_at,
			coalesce(u.id, ''), coalesce(u.made_by, ''), coalesce(u.made_at, 0), coalesce(u.reason, ''),
			(SELECT count(*) FROM place_link l WHERE l.decision = d.id)
		FROM place_decision d LEFT JOIN item i ON i.id = d.item LEFT JOIN place_decision u ON u.undoes = d.id `+where, args,
		func(row scanner) (d Decision, err error) {
			var at, undone int64
			j := &d.Jurisdiction
			err = row.Scan(&d.ID, &d.Act, &d.Scope, &d.Item, &d.Source, &d.Page, &d.Table, &d.Row, &d.Col, &d.Start, &d.End, &d.Words,
				&j.Slug, &j.Code, &j.Kind, &j.Name, &d.Was, &d.Reason, &d.By, &at, &d.undoneByID, &d.UndoneBy, &undone, &d.WhyUndone, &d.Applied)
			d.At = time.UnixMilli(at).UTC()
			if undone != 0 {
				d.Undone = time.UnixMilli(undone).UTC()
			}
			return d, err
		})
}
