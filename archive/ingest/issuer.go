package ingest

import (
	"context"

	"readingroom/archive"
	"readingroom/archive/link"
	"readingroom/archive/link/period"
	"readingroom/archive/store"
)

// issuer finds whose document it is: what it says itself, then who released it.
func (l *linker) issuer(ctx context.Context, db *store.Store) error {
	a, err := db.Accession(ctx, l.item.Accession)
	if err != nil {
		return err
	}
	papers := link.Papers{Source: a.Source}
	if l.head.Mail != nil {
		papers.From = l.head.Mail.From
	} else if l.head.Pages > 0 {
		p, err := l.file.Page(1)
		if err != nil {
			return err
		}
		papers.First = p.Text
	}
	l.context.Place = link.Issuer(l.g, papers)
	return nil
}

// fiscal is what the grammar of periods is to know: the fiscal year of whom the
// document is of. Counties and cities need not have that of their state, so for
// them it is assumed.
func (l *linker) fiscal() period.Context {
	c := l.context.Period(l.g)
	if e, ok := l.g.BySlug(l.context.Place); ok {
		c.Assumed = e.Kind != archive.JurisdictionState
		if e.Kind == archive.JurisdictionAgency && e.State() == nil {
			c.Fiscal, c.Assumed = period.Federal, false
		}
	}
	return c
}
