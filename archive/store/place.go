package store

import (
	"context"
	"database/sql"
	"iter"

	"readingroom/archive"
)

// A Place is a link to a jurisdiction as it holds: what the linker found, and
// what editors decided of it.
type Place struct {
	archive.PlaceLink
	ID       int64                // until the item is linked again
	Found    archive.Jurisdiction // what the linker says, where an editor says otherwise; zero: it was in doubt, or saw none
	Struck   bool                 // an editor says that none is meant
	Decision string               // of an editor, by which it holds; ""
}

// Places picks links of an item. Its zero value picks all.
type Places struct {
	Page  int    // in the text of this page
	Table int    // in the rows of this table, by its number in the item
	Row   int    // in this row of it
	Pages bool   // in the texts of pages
	Rows  bool   // in rows of tables
	Slug  string // to this jurisdiction or one within it
	Maybe string // doubtful ones of which this is a candidate
	// After is the last link of those before, for paging.
	After *Place
	Limit int // 0: no limit
}

// ItemPlaces returns the links of an item to jurisdictions, those struck too, in
// the order of the item.
func (s *Store) ItemPlaces(ctx context.Context, item string, f Places) ([]Place, error) {
	where, args := ``, []any{item}
	add := func(clause string, values ...any) { where, args = where+` AND `+clause, append(args, values...) }
	switch {
	case f.Page > 0:
		add(`l.spot = ?`, f.Page)
	case f.Table > 0 && f.Row > 0:
		add(`l.spot = ?`, spotOf(0, f.Table, f.Row))
	case f.Table > 0:
		add(`l.spot BETWEEN ? AND ?`, spotOf(0, f.Table, 0), spotOf(0, f.Table+1, 0)-1)
	}
	if f.Pages {
		add(`l.spot < ?`, int64(1)<<spotBits)
	}
	if f.Rows {
		add(`l.spot >= ?`, int64(1)<<spotBits)
	}
	if f.Slug != "" {
		add(`l.place <> 0 AND l.place IN (SELECT w.place FROM jurisdiction_within w JOIN jurisdiction a ON a.id = w.above WHERE a.slug = ?)`, f.Slug)
	}
	if f.Maybe != "" {
		add(`l.found = 0 AND l.place = 0 AND l.choice IN (SELECT c.choice FROM choice_of c JOIN jurisdiction a ON a.id = c.place WHERE a.slug = ?)`, f.Maybe)
	}
	if a := f.After; a != nil {
		add(`(l.spot, l.id) > (?, ?)`, spotOf(a.Page, a.Table, a.Row), a.ID)
	}
	limit := f.Limit
	if limit <= 0 {
		limit = -1
	}
	places, choices, err := s.places(ctx, `JOIN linking n ON n.no = l.linking AND n.is_current = 1 JOIN item i ON i.id = n.item
		WHERE i.number = ?`+where+` ORDER BY l.spot, l.id LIMIT ?`, append(args, limit)...)
	if err != nil {
		return nil, err
	}
	lists, err := candidates(ctx, s.read, choices)
	for i := range places {
		places[i].candidates(lists[choices[i]])
	}
	return places, err
}

// candidates gives a link its candidates: a doubtful one is of the kind of the
// most likely, and bears the name that its words say.
func (p *Place) candidates(all []archive.Jurisdiction) {
	if p.Candidates = all; all == nil {
		p.Candidates = []archive.Jurisdiction{}
	}
	if p.Ambiguous() && len(all) > 0 {
		p.Kind, p.Name = all[0].Kind, p.Text
	}
}

// places returns links, and the key of each one's candidates.
func (s *Store) places(ctx context.Context, from string, args ...any) ([]Place, []int64, error) {
	var choices []int64
	all, err := list(ctx, s.read, `SELECT l.id, l.spot, l.page, coalesce(l.col, 0), l.start_at, l.end_at, p.words,
			coalesce(j.slug, ''), coalesce(j.code, ''), coalesce(j.kind, ''), coalesce(j.name, ''),
			coalesce(w.slug, ''), coalesce(w.code, ''), coalesce(w.kind, ''), coalesce(w.name, ''),
			l.struck, coalesce(l.decision, ''), r.name, l.confidence, coalesce(l.choice, 0), l.x0, l.y0, l.x1, l.y1
		FROM place_link l JOIN phrase p ON p.id = l.phrase JOIN rule r ON r.id = l.rule
		LEFT JOIN jurisdiction j ON j.id = l.place LEFT JOIN jurisdiction w ON w.id = l.found AND l.found <> l.place `+from, args,
		func(row scanner) (p Place, err error) {
			var at, confidence, choice int64
			var page sql.NullInt64
			var box [4]sql.NullInt64
			j, w := &p.Jurisdiction, &p.Found
			err = row.Scan(&p.ID, &at, &page, &p.Col, &p.Start, &p.End, &p.Text, &j.Slug, &j.Code, &j.Kind, &j.Name,
				&w.Slug, &w.Code, &w.Kind, &w.Name, &p.Struck, &p.Decision, &p.Rule, &confidence, &choice, &box[0], &box[1], &box[2], &box[3])
			p.Page, p.Table, p.Row = spot(at, page)
			p.Confidence = float64(confidence) / 1000
			for i, v := range box {
				p.Box[i] = float64(v.Int64) / 10
			}
			choices = append(choices, choice)
			return p, err
		})
	return all, append([]int64(nil), choices...), err
}

// A TableCounty says that a cell of a table, or with column 0 the labels above a
// row, is linked to a county or to a place in it.
type TableCounty struct {
	Row, Col int
	Code     string // of the county
}

// TableCounties goes through the links to counties of the rows of a table, by
// row. Links in doubt and struck ones are left out.
func (s *Store) TableCounties(ctx context.Context, item string, table int) iter.Seq2[TableCounty, error] {
	return func(yield func(TableCounty, error) bool) {
		rows, err := s.read.QueryContext(ctx, `SELECT l.spot, coalesce(l.col, 0), CASE j.code WHEN '11' THEN '11001' ELSE j.code END
			FROM place_link l JOIN linking n ON n.no = l.linking AND n.is_current = 1 JOIN item i ON i.id = n.item JOIN jurisdiction j ON j.id = l.place
			WHERE i.number = ? AND l.spot > ? AND l.spot < ? AND l.struck = 0 AND (length(j.code) = 5 OR j.code = '11') ORDER BY l.spot, l.id`,
			item, spotOf(0, table, 0), spotOf(0, table+1, 0))
		if err != nil {
			yield(TableCounty{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var c TableCounty
			var at int64
			err := rows.Scan(&at, &c.Col, &c.Code)
			_, _, c.Row = spot(at, sql.NullInt64{})
			if !yield(c, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(TableCounty{}, err)
		}
	}
}
