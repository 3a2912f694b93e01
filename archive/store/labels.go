package store

import (
	"context"
	"slices"

	"readingroom/archive"
)

// Labels returns what the archive says of an item beside its bytes: the
// requests and releases of the accessions that brought it, and of which document
// it is a version.
func (s *Store) Labels(ctx context.Context, item string) (archive.Labels, error) {
	var l archive.Labels
	rows, err := list(ctx, s.read, `SELECT DISTINCT a.request, a.release FROM receipt r JOIN accession a ON a.id = r.accession
		JOIN item i ON i.id = r.item WHERE i.number = ? ORDER BY a.request, a.release`, []any{item},
		func(row scanner) (v [2]string, err error) { return v, row.Scan(&v[0], &v[1]) })
	if err != nil {
		return l, err
	}
	add := func(to *[]string, v string) {
		if v != "" && !slices.Contains(*to, v) {
			*to = append(*to, v)
		}
	}
	for _, v := range rows {
		add(&l.Requests, v[0])
		add(&l.Releases, v[1])
	}
	family, err := s.Family(ctx, item)
	if len(family) > 0 {
		l.Family = family[0]
	}
	return l, err
}
