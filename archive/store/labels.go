package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// Labels returns what the archive says of an item beside its bytes: the
// requests and releases of the accessions that brought it, the requests whose
// history names it, the agencies they were made to or that the accessions came
// from, with what these are called; and of which document it is a version. A private request labels
// nothing: labels are for every reader.
func (s *Store) Labels(ctx context.Context, item string) (archive.Labels, error) {
	var l archive.Labels
	add := func(to *[]string, v string) {
		if v != "" && !slices.Contains(*to, v) {
			*to = append(*to, v)
		}
	}
	rows, err := list(ctx, s.read, `SELECT DISTINCT a.request, a.release, coalesce(q.visibility, ''), a.source FROM receipt r JOIN accession a ON a.id = r.accession
		JOIN item i ON i.id = r.item LEFT JOIN request q ON q.number = a.request WHERE i.number = ? ORDER BY a.request, a.release`, []any{item},
		func(row scanner) (v [4]string, err error) { return v, row.Scan(&v[0], &v[1], &v[2], &v[3]) })
	if err != nil {
		return l, err
	}
	for _, v := range rows {
		if v[2] != string(foia.Private) {
			add(&l.Requests, v[0])
			add(&l.Releases, v[1])
		}
	}
	uses, err := s.Uses(ctx, item)
	if err != nil {
		return l, err
	}
	for _, u := range uses {
		if u.Request.Visibility == foia.Private {
			continue
		}
		add(&l.Requests, u.Request.Number)
		events, err := s.Events(ctx, u.Request.Number)
		if err != nil {
			return l, err
		}
		for _, e := range foia.Holding(events) {
			if e.Tracking != nil {
				add(&l.Numbers, e.Tracking.Number)
			}
			if e.Lawsuit != nil {
				add(&l.Numbers, e.Lawsuit.Docket)
			}
		}
		for _, e := range u.Events {
			if e.Release != nil && e.Item != item {
				add(&l.Releases, e.Release.Title)
			}
		}
	}
	for _, n := range l.Requests {
		r, err := list(ctx, s.read, `SELECT agency FROM request WHERE number = ?`, []any{n}, func(row scanner) (v string, err error) { return v, row.Scan(&v) })
		if err != nil {
			return l, err
		}
		if len(r) > 0 {
			add(&l.Agencies, r[0])
		}
	}
	for _, v := range rows {
		slug, err := s.agencyCalled(ctx, archive.Accession{Source: v[3]}.Giver())
		if err != nil {
			return l, err
		}
		add(&l.Agencies, slug)
	}
	for _, slug := range l.Agencies {
		for ; slug != ""; slug = slug[:max(0, strings.LastIndexByte(slug, '/'))] {
			a, err := s.Agency(ctx, slug)
			if errors.Is(err, archive.ErrNotFound) {
				continue
			}
			if err != nil {
				return l, err
			}
			add(&l.Names, a.Name)
			add(&l.Names, a.Short)
		}
	}
	family, err := s.Family(ctx, item)
	if err != nil {
		return l, err
	}
	if len(family) > 0 {
		l.Family = family[0]
	}
	return l, s.filed(ctx, item, &l)
}

// A Use is a request that a document belongs to.
type Use struct {
	Request foia.Request
	Events  []foia.Event // those that hold and name it, then those whose release brought it
}

// Uses returns the requests that an item belongs to: whose events name it or an
// accession that brought it, or that such an accession answers.
func (s *Store) Uses(ctx context.Context, item string) ([]Use, error) {
	came, err := s.accessions(ctx, `SELECT DISTINCT `+accessionColumns+` FROM receipt r JOIN accession a ON a.id = r.accession JOIN item i ON i.id = r.item
		WHERE i.number = ?`, item)
	if err != nil {
		return nil, err
	}
	requests, err := list(ctx, s.read, `SELECT facts FROM request WHERE id IN (SELECT e.request FROM event e JOIN item i ON i.id = e.item WHERE i.number = ?
		UNION SELECT e.request FROM event e JOIN receipt r ON r.accession = e.accession JOIN item i ON i.id = r.item WHERE i.number = ?)
		OR number IN (SELECT a.request FROM accession a JOIN receipt r ON r.accession = a.id JOIN item i ON i.id = r.item WHERE i.number = ?)
		ORDER BY year, serial`, []any{item, item, item}, scanFacts[foia.Request])
	if err != nil {
		return nil, err
	}
	all := []Use{}
	for _, r := range requests {
		u, err := s.use(ctx, r, func(e foia.Event) bool {
			return e.Item == item || slices.ContainsFunc(came, func(a archive.Accession) bool { return Brought(e, a) })
		})
		if err != nil {
			return nil, err
		}
		slices.SortStableFunc(u.Events, func(a, b foia.Event) int { return cmp.Compare(flag(a.Item != item), flag(b.Item != item)) })
		answers := slices.ContainsFunc(came, func(a archive.Accession) bool { return a.Request == r.Number })
		if len(u.Events) > 0 || answers { // else it was struck
			all = append(all, u)
		}
	}
	return all, nil
}

// AccessionUses returns the requests that an accession belongs to.
func (s *Store) AccessionUses(ctx context.Context, number string) ([]Use, error) {
	a, err := s.Accession(ctx, number)
	if err != nil {
		return nil, err
	}
	requests, err := list(ctx, s.read, `SELECT facts FROM request WHERE id IN (SELECT e.request FROM event e JOIN accession a ON a.id = e.accession WHERE a.number = ?)
		OR number = (SELECT request FROM accession WHERE number = ?) ORDER BY year, serial`, []any{number, number}, scanFacts[foia.Request])
	if err != nil {
		return nil, err
	}
	all := []Use{}
	for _, r := range requests {
		u, err := s.use(ctx, r, func(e foia.Event) bool { return Brought(e, a) })
		if err != nil {
			return nil, err
		}
		all = append(all, u)
	}
	return all, nil
}

// Brought reports whether an accession brought an event's release: it is the
// one that the release names, or answers the request as a release of that title.
func Brought(e foia.Event, a archive.Accession) bool {
	return e.Release != nil && (e.Release.Accession == a.Number || a.Request == e.Request && a.Release != "" && a.Release == e.Release.Title)
}

func (s *Store) use(ctx context.Context, r foia.Request, names func(foia.Event) bool) (Use, error) {
	events, err := s.Events(ctx, r.Number)
	u := Use{Request: r, Events: []foia.Event{}}
	for _, e := range foia.Holding(events) {
		if names(e) {
			u.Events = append(u.Events, e)
		}
	}
	return u, err
}

// RequestItems returns the numbers of the items that belong to a request, or
// did: those that any of its events names, and those of its accessions. They
// are what is labelled anew when its history changes.
func (s *Store) RequestItems(ctx context.Context, number string) ([]string, error) {
	return list(ctx, s.read, `SELECT i.number FROM item i WHERE i.id IN (
		SELECT e.item FROM event e JOIN request q ON q.id = e.request WHERE q.number = ?
		UNION SELECT r.item FROM receipt r JOIN event e ON e.accession = r.accession JOIN request q ON q.id = e.request WHERE q.number = ?
		UNION SELECT r.item FROM receipt r JOIN accession a ON a.id = r.accession WHERE a.request = ?) ORDER BY i.number`,
		[]any{number, number, number}, func(row scanner) (v string, err error) { return v, row.Scan(&v) })
}
