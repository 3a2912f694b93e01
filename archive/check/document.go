package check

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/claim"
	"readingroom/archive/compare"
	"readingroom/archive/content"
	"readingroom/archive/lists"
	"readingroom/archive/store"
)

// firstPages is how many pages of a document are read whether or not a search
// found them.
const firstPages = 3

// document reads a document's tables, and those of its pages that matter.
func (l *loader) document(ctx context.Context, c *candidate, rows, pages *int) (claim.Document, error) {
	d := claim.Document{Item: c.Item, Title: c.Facts.Title, Period: c.Facts.Period.Period, Date: c.Date}
	d.States = archive.Place{Item: c.Item, Locator: c.Facts.Period.At}
	_, f, err := l.open(ctx, c.Item)
	if f == nil || err != nil {
		return d, err
	}
	if f.Head().Kind == archive.KindPDF {
		d.Pages = f.Head().Pages
	}
	if len(f.Head().Tables) > 0 {
		if d.Tables, err = l.tables(ctx, c, f, d.Period, rows); err != nil {
			return d, err
		}
	}
	for n := 1; n <= f.Head().Pages; n++ {
		if *pages <= 0 {
			break
		}
		if n > firstPages && !c.pages[n] {
			continue
		}
		*pages--
		t, err := l.text(ctx, c.Item, f, n)
		if err != nil {
			return d, err
		}
		d.Texts = append(d.Texts, t)
	}
	return d, nil
}

// text reads a page's sentences, without the lines that are rows of tables.
func (l *loader) text(ctx context.Context, item string, f *content.File, n int) (claim.Text, error) {
	t := claim.Text{At: archive.Place{Item: item, Locator: archive.Locator{Page: n}}}
	page, err := f.Page(n)
	if err != nil {
		return t, err
	}
	var b strings.Builder
	for line := range strings.Lines(page.Text) {
		if strings.Contains(line, "\t") {
			body := strings.TrimRight(line, "\r\n")
			b.WriteString(strings.Repeat(" ", len([]rune(body))))
			b.WriteString(line[len(body):])
			continue
		}
		b.WriteString(line)
	}
	t.Text = b.String()
	places, err := l.Lists.Store.ItemPlaces(ctx, item, store.Places{Page: n, Limit: 2000})
	if err != nil {
		return t, err
	}
	for _, p := range places {
		if !p.Struck {
			t.Places = append(t.Places, p.PlaceLink)
		}
	}
	slices.SortStableFunc(t.Places, func(a, b archive.PlaceLink) int { return a.Start - b.Start })
	t.Periods, err = l.Lists.Store.Periods(ctx, item, n)
	return t, err
}

// tables reads the tables of a document with the places of their rows.
func (l *loader) tables(ctx context.Context, c *candidate, f *content.File, reports archive.Period, left *int) ([]claim.Table, error) {
	all, err := l.Lists.Lists(ctx, c.Item)
	if err != nil {
		return nil, err
	}
	touched, err := l.Lists.Touched(ctx, c.Item)
	if err != nil {
		return nil, err
	}
	spoken, err := l.spoken(ctx, c.Item)
	if err != nil {
		return nil, err
	}
	about := map[archive.Locator][]compare.Spoken{}
	for _, x := range all {
		for _, row := range x.Rows {
			about[row.At.Locator] = row.Places
		}
	}
	var out []claim.Table
	for _, t := range f.Head().Tables {
		if t.Rows > *left {
			continue
		}
		*left -= t.Rows
		x := claim.Table{At: archive.Place{Item: c.Item, Locator: archive.RowLocator(t.Table, 0)}, Title: t.Title, Header: t.Header, Columns: map[int]archive.Period{}, Dates: map[int]bool{}}
		if x.Title == "" {
			x.Title = t.Sheet
		}
		of := spoken[[2]int{t.Number, 0}]
		for _, col := range of.Columns {
			x.Columns[col.Col] = col.Period
		}
		for _, p := range of.Periods {
			if p.Days() > 1 && p != reports && len(of.Periods) == 1 {
				x.Period = p
			}
		}
		if err := l.rows(ctx, &x, t, f, about, touched, spoken); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

func (l *loader) rows(ctx context.Context, x *claim.Table, t content.Table, f *content.File, about map[archive.Locator][]compare.Spoken, touched lists.Touched, spoken map[[2]int]content.Spoken) error {
	dates, cells := map[int]int{}, map[int]int{}
	placed := false
	for row, err := range f.Rows(t.Number, 1) {
		if err != nil {
			return err
		}
		if row.Note {
			continue
		}
		y := claim.Row{At: archive.Place{Item: x.At.Item, Locator: archive.RowLocator(t.Table, row.Number)}, Cells: row.Cells, Labels: row.Group, Days: map[int]archive.Day{}, Corrections: touched.Row(t.Number, row.Number)}
		y.Total = isTotal(row.Cells)
		for _, s := range about[y.At.Locator] {
			if s.Slug != "" {
				y.Places = append(y.Places, claim.Spot{Slug: s.Slug, Name: s.Name, Within: s.Within})
				placed = true
			}
		}
		y.Places = inmost(y.Places)
		for i, cell := range row.Cells {
			if strings.TrimSpace(cell) == "" {
				continue
			}
			cells[i+1]++
			value := ""
			if i < len(row.Values) {
				value = row.Values[i]
			}
			if d, ok := dayOf(cell, value); ok {
				y.Days[i+1] = d
				dates[i+1]++
			}
		}
		if sp := spoken[[2]int{t.Number, row.Number}]; len(sp.Periods) > 0 {
			var long []archive.Period
			for _, p := range sp.Periods {
				if p.Days() >= 28 {
					long = append(long, p)
				}
			}
			if len(long) == 1 && namesRow(sp.Columns, row.Cells) {
				y.Period = long[0]
			}
		}
		x.Rows = append(x.Rows, y)
	}
	for c, n := range dates {
		if n*10 >= cells[c]*7 {
			x.Dates[c] = true
		}
	}
	if !placed {
		return l.mentioned(ctx, x, t)
	}
	return nil
}

// namesRow reports whether the period of a row stands in a short cell, "2012", or
// above it, and is not one that a text mentions.
func namesRow(columns []content.Column, cells []string) bool {
	for _, c := range columns {
		if c.Col <= len(cells) && len(strings.Fields(cells[c.Col-1])) > 4 {
			return false
		}
	}
	return len(columns) <= 1
}

// inmost leaves out the places that others of the row lie in: the state beside its
// county.
func inmost(all []claim.Spot) []claim.Spot {
	return slices.DeleteFunc(slices.Clone(all), func(s claim.Spot) bool {
		return slices.ContainsFunc(all, func(o claim.Spot) bool { return o.Slug != s.Slug && slices.Contains(o.Within, s.Slug) })
	})
}

// mentioned gives the rows of a table that lists no places those that its cells
// speak of.
func (l *loader) mentioned(ctx context.Context, x *claim.Table, t content.Table) error {
	links, err := l.Lists.Store.ItemPlaces(ctx, x.At.Item, store.Places{Table: t.Number, Limit: rowsAtMost})
	if err != nil {
		return err
	}
	at := map[archive.Locator]int{}
	for i, r := range x.Rows {
		at[r.At.Locator] = i
	}
	for _, p := range links {
		if p.Struck || p.Ambiguous() || p.Kind == archive.JurisdictionCountry || strings.HasPrefix(p.Slug, "us/agency/") || p.Rule == "qualifier" {
			continue
		}
		i, ok := at[archive.RowLocator(t.Table, p.Row)]
		if !ok || slices.ContainsFunc(x.Rows[i].Places, func(s claim.Spot) bool { return s.Slug == p.Slug }) {
			continue
		}
		x.Rows[i].Places = append(x.Rows[i].Places, claim.Spot{Slug: p.Slug, Name: p.Name, Within: l.within(p.Slug)})
	}
	return nil
}

func (l *loader) within(slug string) []string {
	out := []string{slug}
	if e, ok := l.gazetteer().BySlug(slug); ok {
		for _, a := range e.Ancestors("") {
			out = append(out, a.Slug)
		}
	}
	return out
}

// spoken are the periods of the tables and rows of an item.
func (l *loader) spoken(ctx context.Context, item string) (map[[2]int]content.Spoken, error) {
	out := map[[2]int]content.Spoken{}
	for s, err := range l.Lists.Store.Spoken(ctx, item) {
		if err != nil {
			return nil, err
		}
		if s.Table > 0 {
			out[[2]int{s.Table, s.Row}] = s
		}
	}
	return out, nil
}

var totalCell = regexp.MustCompile(`(?i)^(?:(?:grand|sub|overall|national|state|report|running)[- ]?)?totals?\b|^sum\b|^overall$|^all(?: [a-z]+){0,2}$|\b(?:sub-?)?totals?[:.]?$`)

// isTotal reports whether a row is the total of others.
func isTotal(cells []string) bool {
	for _, c := range cells {
		if c = strings.TrimSpace(c); c != "" {
			return totalCell.MatchString(c)
		}
	}
	return false
}

// dayOf reads a cell that is a day.
func dayOf(cell, value string) (archive.Day, bool) {
	for _, s := range []string{value, strings.TrimSpace(cell)} {
		if len(s) > 20 || s == "" {
			continue
		}
		for _, layout := range []string{time.DateOnly, "1/2/2006", "1/2/06", "01-02-2006", "Jan 2, 2006", "January 2, 2006", "Jan. 2, 2006", "2 Jan 2006", "2-Jan-06", "2-Jan-2006"} {
			if d, err := time.Parse(layout, s); err == nil {
				return d.Format(time.DateOnly), true
			}
		}
	}
	return "", false
}
