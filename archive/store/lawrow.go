package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// Laws returns the laws that are known: those that come with the program, then
// those that were added here, by code. One that was put here under the code of
// a known law stands in its place.
func (s *Store) Laws(ctx context.Context) ([]foia.Law, error) { return laws(ctx, s.read) }

func laws(ctx context.Context, db querier) ([]foia.Law, error) {
	own, err := list(ctx, db, `SELECT facts FROM law ORDER BY code`, nil, scanFacts[foia.Law])
	if err != nil {
		return nil, err
	}
	all := slices.Clone(foia.Laws)
	for _, l := range own {
		if i := slices.IndexFunc(all, func(k foia.Law) bool { return k.Code == l.Code }); i >= 0 {
			all[i] = l
		} else {
			all = append(all, l)
		}
	}
	return all, nil
}

// Law returns the law with a code, "us-foia".
func (s *Store) Law(ctx context.Context, code string) (foia.Law, error) {
	return law(ctx, s.read, code)
}

func law(ctx context.Context, db querier, code string) (foia.Law, error) {
	own, err := list(ctx, db, `SELECT facts FROM law WHERE code = ?`, []any{code}, scanFacts[foia.Law])
	if err != nil {
		return foia.Law{}, err
	}
	if len(own) > 0 {
		return own[0], nil
	}
	if l, ok := foia.LawOf(code); ok {
		return l, nil
	}
	return foia.Law{}, fmt.Errorf("law %s: %w", code, archive.ErrNotFound)
}

// PutLaws adds laws and changes those that are here already, all or none, and
// says how many became other than they were.
func (s *Store) PutLaws(ctx context.Context, laws []foia.Law) (changed int, err error) {
	err = s.inCases(ctx, func(tx *sql.Tx) error {
		changed = 0
		for _, l := range laws {
			if !slugForm.MatchString(l.Code) || strings.Contains(l.Code, "/") || len(l.Code) > 200 {
				return fmt.Errorf("law %q: a code is small letters, digits and hyphens, such as us-foia: %w", l.Code, archive.ErrInvalid)
			}
			switch was, err := law(ctx, tx, l.Code); {
			case err == nil && reflect.DeepEqual(was, l):
				continue
			case err != nil && !errors.Is(err, archive.ErrNotFound):
				return err
			}
			facts, err := json.Marshal(l)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO law (code, facts) VALUES (?, ?)
				ON CONFLICT (code) DO UPDATE SET facts = excluded.facts`, l.Code, string(facts)); err != nil {
				return err
			}
			changed++
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return changed, nil
}
