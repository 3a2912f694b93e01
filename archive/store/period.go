package store

import (
	"context"

	"readingroom/archive"
)

// Periods returns the days and periods that a page of an item speaks of, in
// the order in which they stand there.
func (s *Store) Periods(ctx context.Context, item string, page int) ([]archive.PeriodLink, error) {
	return list(ctx, s.read, `SELECT p.page, p.start_at, p.end_at, p.words, p.from_day, p.until_day
		FROM period p JOIN item i ON i.id = p.item WHERE i.number = ? AND p.page = ? ORDER BY p.start_at`,
		[]any{item, page}, func(row scanner) (l archive.PeriodLink, err error) {
			return l, row.Scan(&l.Page, &l.Start, &l.End, &l.Text, &l.Period.From, &l.Period.Until)
		})
}
