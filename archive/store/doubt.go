package store

import (
	"context"

	"readingroom/archive"
)

// A Doubt is words that may mean several places, in the items of one source.
type Doubt struct {
	Words      string // as they are compared
	Source     string
	Items      int
	Links      int
	Candidates []archive.Jurisdiction // of the first of them, the most likely first
	Example    Place                  // the first of them
	Item       string                 // where that stands
	Title      string
}

// Doubts returns what is in doubt, the most frequent first; source "" is all.
func (s *Store) Doubts(ctx context.Context, source string, limit, offset int) ([]Doubt, error) {
	type group struct {
		Doubt
		first int64
	}
	groups, err := list(ctx, s.read, `SELECT p.alike, a.source, count(DISTINCT d.linking), sum(d.links) AS n, min(d.first)
		FROM doubt d JOIN phrase p ON p.id = d.phrase JOIN linking l ON l.no = d.linking AND l.is_current = 1
		JOIN item i ON i.id = l.item JOIN accession a ON a.id = i.accession
		WHERE (? = '' OR a.source = ?) GROUP BY p.alike, a.source ORDER BY n DESC, p.alike, a.source LIMIT ? OFFSET ?`,
		[]any{source, source, limit, offset}, func(row scanner) (g group, err error) {
			return g, row.Scan(&g.Words, &g.Source, &g.Items, &g.Links, &g.first)
		})
	out := make([]Doubt, len(groups))
	for i, g := range groups {
		if err != nil {
			return nil, err
		}
		var places []Place
		var choices []int64
		if places, choices, err = s.places(ctx, `WHERE l.id = ?`, g.first); err != nil || len(places) == 0 {
			return nil, err
		}
		lists, err := candidates(ctx, s.read, choices)
		if err != nil {
			return nil, err
		}
		places[0].candidates(lists[choices[0]])
		g.Example, g.Candidates = places[0], places[0].Candidates
		err = s.read.QueryRowContext(ctx, `SELECT i.number, i.title FROM place_link l JOIN linking n ON n.no = l.linking JOIN item i ON i.id = n.item
			WHERE l.id = ?`, g.first).Scan(&g.Item, &g.Title)
		if err != nil {
			return nil, err
		}
		out[i] = g.Doubt
	}
	return out, err
}

// CountDoubts counts what is in doubt: groups of words, and links.
func (s *Store) CountDoubts(ctx context.Context) (groups, links int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(n), 0) FROM (SELECT sum(d.links) AS n
		FROM doubt d JOIN phrase p ON p.id = d.phrase JOIN linking l ON l.no = d.linking AND l.is_current = 1
		JOIN item i ON i.id = l.item JOIN accession a ON a.id = i.accession GROUP BY p.alike, a.source)`).Scan(&groups, &links)
	return groups, links, err
}
