package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"readingroom/archive"
)

const periodColumns = `l.spot, l.page, coalesce(l.col, 0), l.start_at, l.end_at, p.words,
	s.from_day, s.until_day, s.label, s.granularity, s.calendar, s.flags`

func scanPeriod(row scanner) (p archive.PeriodLink, err error) {
	var at int64
	var page sql.NullInt64
	var flags string
	err = row.Scan(&at, &page, &p.Col, &p.Start, &p.End, &p.Text, &p.Period.From, &p.Period.Until, &p.Label, &p.Granularity, &p.Calendar, &flags)
	p.Page, p.Table, p.Row = spot(at, page)
	p.Flags = fields(flags)
	return p, err
}

// fields are the words of s, nil where there are none.
func fields(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Fields(s)
}

const periodTables = ` FROM period_link l JOIN span s ON s.id = l.span JOIN phrase p ON p.id = l.phrase
	JOIN linking n ON n.no = l.linking AND n.is_current = 1 JOIN item i ON i.id = n.item `

// Periods returns the days and periods that a page of an item speaks of, in
// the order in which they stand there.
func (s *Store) Periods(ctx context.Context, item string, page int) ([]archive.PeriodLink, error) {
	return list(ctx, s.read, `SELECT `+periodColumns+periodTables+`WHERE i.number = ? AND l.spot = ? ORDER BY l.start_at`,
		[]any{item, page}, scanPeriod)
}

// RowPeriods returns those that a row of a table speaks of, by column.
func (s *Store) RowPeriods(ctx context.Context, item string, table, row int) ([]archive.PeriodLink, error) {
	return list(ctx, s.read, `SELECT `+periodColumns+periodTables+`WHERE i.number = ? AND l.spot = ? ORDER BY l.col, l.start_at`,
		[]any{item, spotOf(0, table, row)}, scanPeriod)
}

// Reporting returns the period that an item reports on, as against those that
// it mentions; ok is false where it is not known. Its Page is 0 where no words
// of a page say so.
func (s *Store) Reporting(ctx context.Context, item string) (p archive.PeriodLink, ok bool, err error) {
	var flags string
	err = s.read.QueryRowContext(ctx, `SELECT n.page, n.start_at, n.end_at, coalesce(p.words, ''), s.from_day, s.until_day, s.label, s.granularity, s.calendar, s.flags
		FROM linking n JOIN item i ON i.id = n.item JOIN span s ON s.id = n.span LEFT JOIN phrase p ON p.id = n.phrase
		WHERE i.number = ? AND n.is_current = 1`, item).
		Scan(&p.Page, &p.Start, &p.End, &p.Text, &p.Period.From, &p.Period.Until, &p.Label, &p.Granularity, &p.Calendar, &flags)
	if errors.Is(err, sql.ErrNoRows) {
		return p, false, nil
	}
	p.Flags = fields(flags)
	return p, err == nil, err
}

// A Covering is an item that reports on a period, or speaks of it, or of one
// that overlaps it.
type Covering struct {
	archive.Item
	Source  string
	Reports archive.Period // what it reports on; zero where that is not known
	Covers  bool           // what it reports on overlaps the period asked for
	Links   int            // how often it speaks of the period or of one that overlaps it
}

// Covering returns the items that cover a period or speak of it: those that
// report on it first, in the order of time.
func (s *Store) Covering(ctx context.Context, p archive.Period, limit, offset int) ([]Covering, error) {
	return list(ctx, s.read, `WITH near AS (SELECT id, from_day, until_day FROM span WHERE from_day < ?2 AND until_day > ?1 AND from_day < until_day),
		spoken AS (SELECT c.linking, sum(c.links) AS links FROM near CROSS JOIN period_count c WHERE c.span = near.id GROUP BY c.linking),
		hit AS (SELECT n.no FROM near JOIN linking n ON n.span = near.id AND n.is_current = 1 UNION SELECT linking FROM spoken)
		SELECT `+itemColumns+`, a.source, coalesce(s.from_day, ''), coalesce(s.until_day, ''), coalesce(s.from_day < ?2 AND s.until_day > ?1 AND s.from_day < s.until_day, 0) AS covers,
			coalesce(spoken.links, 0)
		FROM hit JOIN linking n ON n.no = hit.no AND n.is_current = 1 JOIN item i ON i.id = n.item JOIN accession a ON a.id = i.accession LEFT JOIN item p ON p.id = i.parent
		LEFT JOIN span s ON s.id = n.span LEFT JOIN spoken ON spoken.linking = n.no
		ORDER BY covers DESC, CASE WHEN s.from_day IS NULL OR covers = 0 THEN i.date ELSE s.from_day END, length(i.number), i.number LIMIT ?3 OFFSET ?4`,
		[]any{p.From, p.Until, limit, offset}, func(row scanner) (c Covering, err error) {
			c.Item, err = scanItem(row, &c.Source, &c.Reports.From, &c.Reports.Until, &c.Covers, &c.Links)
			return c, err
		})
}

// CountCovering counts the items that report on a period, and those that speak
// of it besides, as Covering lists them.
func (s *Store) CountCovering(ctx context.Context, p archive.Period) (covering, speaking int, err error) {
	err = s.read.QueryRowContext(ctx, countCovering, p.From, p.Until).Scan(&covering, &speaking)
	return covering, speaking, err
}

// CROSS JOIN has SQLite begin with the spans, which are few. Only current
// linkings are counted in period_count.
const countCovering = `WITH near AS (SELECT id FROM span WHERE from_day < ?2 AND until_day > ?1 AND from_day < until_day),
	covers AS (SELECT n.no FROM near CROSS JOIN linking n WHERE n.span = near.id AND n.is_current = 1),
	hit AS (SELECT no FROM covers UNION SELECT c.linking FROM near CROSS JOIN period_count c WHERE c.span = near.id)
	SELECT (SELECT count(*) FROM covers), (SELECT count(*) FROM hit) - (SELECT count(*) FROM covers)`

// PeriodYears counts, by the year in which they begin, the items that speak of
// periods or report on one.
func (s *Store) PeriodYears(ctx context.Context) (map[string]int, error) {
	type year struct {
		name  string
		items int
	}
	all, err := list(ctx, s.read, `SELECT y, count(DISTINCT no) FROM (
			SELECT substr(s.from_day, 1, 4) AS y, c.linking AS no FROM period_count c JOIN span s ON s.id = c.span
			UNION SELECT substr(s.from_day, 1, 4), n.no FROM linking n JOIN span s ON s.id = n.span WHERE n.is_current = 1)
		GROUP BY y`, nil, func(row scanner) (y year, err error) { return y, row.Scan(&y.name, &y.items) })
	out := map[string]int{}
	for _, y := range all {
		out[y.name] = y.items
	}
	return out, err
}
