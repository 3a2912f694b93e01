package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// Agencies returns the agencies that are known, by slug: those that come with
// the program, and those that were added here. One that was put here under the
// slug of a known agency stands in its place.
func (s *Store) Agencies(ctx context.Context) ([]foia.Agency, error) {
	own, err := list(ctx, s.read, `SELECT facts FROM agency`, nil, scanFacts[foia.Agency])
	if err != nil {
		return nil, err
	}
	all, err := foia.Seed()
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, a := range all {
		at[a.Slug] = i
	}
	for _, a := range own {
		if i, ok := at[a.Slug]; ok {
			all[i] = a
		} else {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(a, b foia.Agency) int { return cmp.Compare(a.Slug, b.Slug) })
	return all, nil
}

// Agency returns the agency with a slug, "dhs/ice".
func (s *Store) Agency(ctx context.Context, slug string) (foia.Agency, error) {
	return agency(ctx, s.read, slug)
}

func agency(ctx context.Context, db querier, slug string) (foia.Agency, error) {
	all, err := list(ctx, db, `SELECT facts FROM agency WHERE slug = ?`, []any{slug}, scanFacts[foia.Agency])
	if err == nil && len(all) == 0 {
		all, err = foia.Seed()
	}
	if err != nil {
		return foia.Agency{}, err
	}
	for _, a := range all {
		if a.Slug == slug {
			return a, nil
		}
	}
	return foia.Agency{}, fmt.Errorf("agency %s: %w", slug, archive.ErrNotFound)
}

// agencyCalled is the slug of the agency that is called so, in full or for short;
// "" where none is, or several are.
func (s *Store) agencyCalled(ctx context.Context, name string) (slug string, err error) {
	all, err := s.Agencies(ctx)
	if err != nil {
		return "", err
	}
	for _, a := range all {
		if !strings.EqualFold(a.Name, name) && !strings.EqualFold(a.Short, name) {
			continue
		}
		if slug != "" {
			return "", nil
		}
		slug = a.Slug
	}
	return slug, nil
}

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$`)

// PutAgencies adds agencies and changes those that are here already, all or
// none, and says how many became other than they were. A fault names the
// agency by its slug.
func (s *Store) PutAgencies(ctx context.Context, agencies []foia.Agency) (changed int, err error) {
	err = s.inCases(ctx, func(tx *sql.Tx) error {
		changed = 0
		for _, a := range agencies {
			if err := checkAgency(a); err != nil {
				return err
			}
			switch was, err := agency(ctx, tx, a.Slug); {
			case err == nil && was == a:
				continue
			case err != nil && !errors.Is(err, archive.ErrNotFound):
				return err
			}
			facts, err := json.Marshal(a)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO agency (slug, jurisdiction, law, facts) VALUES (?, ?, ?, ?)
				ON CONFLICT (slug) DO UPDATE SET jurisdiction = excluded.jurisdiction, law = excluded.law, facts = excluded.facts`,
				a.Slug, a.Jurisdiction, a.Law, string(facts)); err != nil {
				return err
			}
			changed++
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
