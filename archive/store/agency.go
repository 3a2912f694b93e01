package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// Agencies returns the agencies that are known here, by slug.
func (s *Store) Agencies(ctx context.Context) ([]foia.Agency, error) {
	return list(ctx, s.read, `SELECT facts FROM agency ORDER BY slug`, nil, scanFacts[foia.Agency])
}

// Agency returns the agency with a slug, "dhs/ice".
func (s *Store) Agency(ctx context.Context, slug string) (foia.Agency, error) {
	return agency(ctx, s.read, slug)
}

func agency(ctx context.Context, db querier, slug string) (foia.Agency, error) {
	all, err := list(ctx, db, `SELECT facts FROM agency WHERE slug = ?`, []any{slug}, scanFacts[foia.Agency])
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("agency %s: %w", slug, archive.ErrNotFound)
	}
	if err != nil {
		return foia.Agency{}, err
	}
	return all[0], nil
}

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$`)

// PutAgencies adds agencies and changes those that are here already, all or
// none, and says how many became other than they were. A fault names the
// agency by its slug.
func (s *Store) PutAgencies(ctx context.Context, agencies []foia.Agency) (changed int, err error) {
	err = s.in(ctx, func(tx *sql.Tx) error {
		changed = 0
		for _, a := range agencies {
			if err := checkAgency(a); err != nil {
				return err
			}
			facts, err := json.Marshal(a)
			if err != nil {
				return err
			}
			done, err := tx.ExecContext(ctx, `INSERT INTO agency (slug, jurisdiction, law, facts) VALUES (?, ?, ?, ?)
				ON CONFLICT (slug) DO UPDATE SET jurisdiction = excluded.jurisdiction, law = excluded.law, facts = excluded.facts WHERE agency.facts <> excluded.facts`,
				a.Slug, a.Jurisdiction, a.Law, string(facts))
			if err != nil {
				return err
			}
			n, err := done.RowsAffected()
			if err != nil {
				return err
			}
			changed += int(n)
		}
		for _, a := range agencies { // the law and the parent may come with the same file
			if _, err := law(ctx, tx, a.Law); err != nil {
				return fmt.Errorf("agency %s: law: %w", a.Slug, err)
			}
			if a.Parent == "" {
				continue
			}
			if _, err := agency(ctx, tx, a.Parent); err != nil {
				return fmt.Errorf("agency %s: parent: %w", a.Slug, err)
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return changed, nil
}

func checkAgency(a foia.Agency) error {
	switch {
	case !slugForm.MatchString(a.Slug) || len(a.Slug) > 200:
		return fmt.Errorf("agency %q: a slug is small letters, digits and hyphens, of a component dhs/ice: %w", a.Slug, archive.ErrInvalid)
	case strings.TrimSpace(a.Name) == "":
		return fmt.Errorf("agency %s: it has no name: %w", a.Slug, archive.ErrInvalid)
	case a.Law == "":
		return fmt.Errorf("agency %s: law: which law requests to it are made under is not said: %w", a.Slug, archive.ErrInvalid)
	case a.Parent == a.Slug:
		return fmt.Errorf("agency %s: parent: it is no part of itself: %w", a.Slug, archive.ErrInvalid)
	}
	return nil
}
