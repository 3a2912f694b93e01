package store

import (
	"context"
	"database/sql"
	"errors"

	"readingroom/archive"
)

// A Total counts what speaks of a jurisdiction or of a place within it.
type Total struct {
	Jurisdiction archive.Jurisdiction
	Items        int // documents with links to it
	Doubtful     int // documents where it is a candidate only
	Pages        int
	Rows         int
	Links        int
	Doubts       int // links of which it is a candidate only
}

const totalColumns = `j.slug, j.code, j.kind, j.name, t.items, t.doubtful, t.pages, t.row_count, t.links, t.doubts`

func scanTotal(row scanner) (t Total, err error) {
	j := &t.Jurisdiction
	return t, row.Scan(&j.Slug, &j.Code, &j.Kind, &j.Name, &t.Items, &t.Doubtful, &t.Pages, &t.Rows, &t.Links, &t.Doubts)
}

// Total counts what in the archive speaks of a jurisdiction. Of one that nothing
// speaks of, all is 0.
func (s *Store) Total(ctx context.Context, slug string) (Total, error) {
	t, err := scanTotal(s.read.QueryRowContext(ctx, `SELECT `+totalColumns+` FROM place_total t JOIN jurisdiction j ON j.id = t.place
		WHERE t.collection = '' AND j.slug = ?`, slug))
	if errors.Is(err, sql.ErrNoRows) {
		return Total{}, nil
	}
	return t, err
}

// Totals counts what in the archive speaks of each jurisdiction of a kind, by
// slug: of those within above, or of all where it is "".
func (s *Store) Totals(ctx context.Context, kind archive.JurisdictionKind, above string) ([]Total, error) {
	return list(ctx, s.read, `SELECT `+totalColumns+` FROM place_total t JOIN jurisdiction j ON j.id = t.place
		WHERE t.collection = '' AND j.kind = ? AND t.items + t.doubtful > 0
		AND (? = '' OR j.id IN (SELECT w.place FROM jurisdiction_within w JOIN jurisdiction a ON a.id = w.above WHERE a.slug = ?)) ORDER BY j.slug`,
		[]any{kind, above, above}, scanTotal)
}

// A SourceTotal counts what one source gave that speaks of a jurisdiction in
// one year.
type SourceTotal struct {
	Source string
	Year   string // of what the items report on, else of the date they bear; "": none is known
	Month  string // 01 to 12; "": not known
	Items  int
	Pages  int
	Rows   int
}

// TotalsBySource counts what speaks of a jurisdiction by source and time.
func (s *Store) TotalsBySource(ctx context.Context, slug string) ([]SourceTotal, error) {
	return list(ctx, s.read, `SELECT m.source, substr(m.month, 1, 4), substr(m.month, 6, 2), m.items, m.pages, m.row_count
		FROM jurisdiction j JOIN place_month m ON m.place = j.id WHERE j.slug = ? AND m.items > 0 ORDER BY m.source, m.month`,
		[]any{slug}, func(row scanner) (t SourceTotal, err error) {
			return t, row.Scan(&t.Source, &t.Year, &t.Month, &t.Items, &t.Pages, &t.Rows)
		})
}

// A Speaking is an item that speaks of a jurisdiction.
type Speaking struct {
	archive.Item
	Source  string
	Reports archive.Period // what it reports on; zero where that is not known
	Pages   int            // that speak of it
	Rows    int
	Links   int
	Doubts  int // links of which it is a candidate only
}

// Speakers picks items that speak of a jurisdiction.
type Speakers struct {
	Doubtful bool   // those where it is a candidate only
	Source   string // from this source; "": any
	When     string // the beginning of the day of what they report on, or of their own: "2017", "2017-02"
	Newest   bool   // those that came in last first, instead of those of the latest time
	Limit    int
	Offset   int
}

// Speaking returns the items that speak of a jurisdiction or of a place within
// it, the latest first.
func (s *Store) Speaking(ctx context.Context, slug string, f Speakers) ([]Speaking, error) {
	return list(ctx, s.read, f.query(), []any{slug, f.Source, f.When, f.Limit, f.Offset}, func(row scanner) (sp Speaking, err error) {
		sp.Item, err = scanItem(row, &sp.Source, &sp.Reports.From, &sp.Reports.Until, &sp.Pages, &sp.Rows, &sp.Links, &sp.Doubts)
		return sp, err
	})
}

func (f Speakers) query() string {
	which, order := `c.links > 0`, `c.day` // as the indexes have it
	if f.Doubtful {
		which = `c.links = 0`
	}
	if f.Newest {
		order = `i.id`
	}
	return `SELECT ` + itemColumns + `, a.source, coalesce(s.from_day, ''), coalesce(s.until_day, ''), c.pages, c.row_count, c.links, c.doubts
		FROM jurisdiction j JOIN place_count c ON c.place = j.id JOIN linking n ON n.no = c.linking AND n.is_current = 1
		JOIN item i ON i.id = n.item JOIN accession a ON a.id = i.accession LEFT JOIN item p ON p.id = i.parent LEFT JOIN span s ON s.id = n.span
		WHERE j.slug = ?1 AND ` + which + ` AND c.day >= ?3 AND c.day < ?3 || '~' AND (?2 = '' OR a.source = ?2)
		ORDER BY ` + order + ` DESC, length(i.number), i.number LIMIT ?4 OFFSET ?5`
}

// ItemTotals counts what an item speaks of, the most frequent first.
func (s *Store) ItemTotals(ctx context.Context, item string, limit int) ([]Total, error) {
	return list(ctx, s.read, `SELECT j.slug, j.code, j.kind, j.name, 1, 0, c.pages, c.row_count, c.links, c.doubts
		FROM place_count c JOIN linking n ON n.no = c.linking AND n.is_current = 1 JOIN item i ON i.id = n.item JOIN jurisdiction j ON j.id = c.place
		WHERE i.number = ? AND c.links > 0 ORDER BY c.links DESC, j.slug LIMIT ?`, []any{item, limit}, scanTotal)
}

// A Struck is a link to a jurisdiction that an editor struck.
type Struck struct {
	Place
	Item  string
	Title string
}

// Struck returns the links to a jurisdiction, or to a place within it, that
// editors struck, the latest first.
func (s *Store) Struck(ctx context.Context, slug string, limit int) ([]Struck, error) {
	return list(ctx, s.read, `SELECT l.id, l.spot, l.page, coalesce(l.col, 0), l.start_at, l.end_at, p.words, j.slug, j.code, j.kind, j.name, l.decision, i.number, i.title
		FROM place_decision d JOIN place_link l ON l.decision = d.id AND l.struck = 1 JOIN phrase p ON p.id = l.phrase JOIN jurisdiction j ON j.id = l.place
		JOIN linking n ON n.no = l.linking JOIN item i ON i.id = n.item
		WHERE d.act = 'strike' AND l.place IN (SELECT w.place FROM jurisdiction_within w JOIN jurisdiction a ON a.id = w.above WHERE a.slug = ?)
		ORDER BY d.id DESC LIMIT ?`, []any{slug, limit}, func(row scanner) (x Struck, err error) {
		var at int64
		var page sql.NullInt64
		j := &x.Jurisdiction
		err = row.Scan(&x.ID, &at, &page, &x.Col, &x.Start, &x.End, &x.Text, &j.Slug, &j.Code, &j.Kind, &j.Name, &x.Decision, &x.Item, &x.Title)
		x.Page, x.Table, x.Row = spot(at, page)
		x.PlaceLink.Candidates, x.Place.Struck = []archive.Jurisdiction{}, true
		return x, err
	})
}
