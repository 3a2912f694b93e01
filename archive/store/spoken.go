package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"slices"

	"readingroom/archive"
	"readingroom/archive/content"
)

// spokenTogether is how many links are read at a time.
const spokenTogether = 20_000

// Spoken goes through the pages and rows of an item that speak of something, in
// their order: what a search needs to know of them. The first error ends it.
func (s *Store) Spoken(ctx context.Context, item string) iter.Seq2[content.Spoken, error] {
	return func(yield func(content.Spoken, error) bool) {
		g := &gatherer{s: s, ctx: ctx, places: map[int64][]archive.Jurisdiction{}, choices: map[int64][]archive.Jurisdiction{}, spans: map[int64]archive.Period{}}
		err := s.read.QueryRowContext(ctx, `SELECT n.no FROM linking n JOIN item i ON i.id = n.item WHERE i.number = ? AND n.is_current = 1`, item).Scan(&g.no)
		if errors.Is(err, sql.ErrNoRows) {
			return
		}
		more := err == nil
		for after, together := int64(-1), spokenTogether; more && err == nil; {
			var links []speaks
			if links, err = g.read(after, together); err != nil {
				break
			}
			if more = len(links) == together; more { // the last place may have more of them
				last := links[len(links)-1].spot
				cut := slices.IndexFunc(links, func(l speaks) bool { return l.spot == last })
				if links = links[:cut]; cut == 0 {
					together *= 2
					continue
				}
			}
			for len(links) > 0 {
				after = links[0].spot
				n := slices.IndexFunc(links, func(l speaks) bool { return l.spot != after })
				if n < 0 {
					n = len(links)
				}
				var sp content.Spoken
				if sp, err = g.gather(links[:n]); err != nil {
					break
				}
				if !yield(sp, nil) {
					return
				}
				links = links[n:]
			}
		}
		if err != nil {
			yield(content.Spoken{}, err)
		}
	}
}

// A gatherer puts together what the links of an item say.
type gatherer struct {
	s               *Store
	ctx             context.Context
	no              int64
	places, choices map[int64][]archive.Jurisdiction
	spans           map[int64]archive.Period
}

// speaks is one link: to a place, to one of several, or to a period.
type speaks struct{ spot, place, choice, span, col int64 }

func (g *gatherer) read(after int64, limit int) ([]speaks, error) {
	return list(g.ctx, g.s.read, `SELECT spot, place, coalesce(choice, 0), 0, 0 FROM place_link WHERE linking = ?1 AND struck = 0 AND spot > ?2
		UNION ALL SELECT spot, 0, 0, span, coalesce(col, 0) FROM period_link WHERE linking = ?1 AND spot > ?2 ORDER BY spot LIMIT ?3`,
		[]any{g.no, after, limit}, func(row scanner) (l speaks, err error) {
			return l, row.Scan(&l.spot, &l.place, &l.choice, &l.span, &l.col)
		})
}

func (g *gatherer) gather(links []speaks) (sp content.Spoken, err error) {
	_, sp.Table, sp.Row = spot(links[0].spot, sql.NullInt64{})
	if sp.Table == 0 {
		sp.Page = int(links[0].spot)
	}
	for _, l := range links {
		switch {
		case l.span != 0:
			p, err := g.span(l.span)
			if err != nil {
				return sp, err
			}
			if p.From >= p.Until {
				continue
			}
			if l.col > 0 {
				sp.Columns = append(sp.Columns, content.Column{Col: int(l.col), Period: p})
			}
			if (l.col == 0 || sp.Row > 0) && !slices.Contains(sp.Periods, p) {
				sp.Periods = append(sp.Periods, p)
			}
		case l.place != 0:
			err = g.join(&sp.Places, g.places, l.place,
				`SELECT j.slug, j.code, j.kind, j.name FROM jurisdiction_within w JOIN jurisdiction j ON j.id = w.above WHERE w.place = ?`)
		default:
			err = g.join(&sp.Maybe, g.choices, l.choice,
				`SELECT j.slug, j.code, j.kind, j.name FROM choice_of c JOIN jurisdiction j ON j.id = c.place WHERE c.choice = ?`)
		}
		if err != nil {
			return sp, err
		}
	}
	return sp, nil
}

// join adds the jurisdictions that a key stands for, each once.
func (g *gatherer) join(to *[]archive.Jurisdiction, known map[int64][]archive.Jurisdiction, key int64, query string) error {
	all, ok := known[key]
	if !ok {
		var err error
		all, err = list(g.ctx, g.s.read, query, []any{key}, scanJurisdiction)
		if err != nil {
			return err
		}
		known[key] = all
	}
	for _, v := range all {
		if !slices.Contains(*to, v) {
			*to = append(*to, v)
		}
	}
	return nil
}

func (g *gatherer) span(key int64) (archive.Period, error) {
	p, ok := g.spans[key]
	if !ok {
		err := g.s.read.QueryRowContext(g.ctx, `SELECT from_day, until_day FROM span WHERE id = ?`, key).Scan(&p.From, &p.Until)
		if err != nil {
			return p, err
		}
		g.spans[key] = p
	}
	return p, nil
}
