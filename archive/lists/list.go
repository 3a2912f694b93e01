package lists

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/audit"
	"readingroom/archive/compare"
	"readingroom/archive/content"
	"readingroom/archive/report"
	"readingroom/archive/series"
	"readingroom/archive/store"
)

// Limits on what is compared at a time.
const (
	rowsAtMost  = 20_000  // of one list: a longer table is a database
	linksAtMost = 100_000 // of one list
)

// Lists returns the tables of an item as lists of places, each with all its
// rows that are about one.
func (r *Reader) Lists(ctx context.Context, number string) ([]compare.List, error) {
	it, err := r.Store.Item(ctx, number)
	if err != nil {
		return nil, err
	}
	facts, err := r.Facts(ctx, it)
	if err != nil {
		return nil, err
	}
	f, err := r.Contents.Open(it.Digest)
	if errors.Is(err, archive.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	of, ok, err := r.SeriesOf(ctx, number)
	if err != nil {
		return nil, err
	}
	touched, err := r.Touched(ctx, number)
	if err != nil {
		return nil, err
	}
	var out []compare.List
	for _, s := range facts.Sections {
		l := compare.List{
			At: archive.Place{Item: number, Locator: s.At}, Report: facts.Title, Title: titleOf(s), Period: facts.Period.Period,
			States: compare.Basis{What: "period", At: archive.Place{Item: number, Locator: facts.Period.At}, Quote: facts.Period.Text},
		}
		if facts.Period.From == "" {
			l.States = compare.Basis{}
		}
		if len(facts.Scope) > 0 {
			l.Scope = compare.Basis{What: "scope", At: archive.Place{Item: number, Locator: facts.Scope[0].At}, Quote: cut(facts.Scope[0].Text)}
		}
		if ok {
			l.Series, l.Family = of.Slug, familyOf(of, number, s)
		}
		if err := r.fill(ctx, &l, f, s, touched); err != nil {
			return nil, fmt.Errorf("item %s, table %d: %w", number, s.Table, err)
		}
		out = append(out, l)
	}
	return out, nil
}

func titleOf(s report.Section) string {
	return cmp.Or(s.Title, s.At.Sheet, strings.Join(s.Header, ", "), fmt.Sprintf("Table %d", s.Table))
}

// familyOf names the section that goes through the issues of a series.
func familyOf(of series.Series, item string, s report.Section) string {
	issue, _, ok := of.Where(item)
	if !ok {
		return ""
	}
	best, most := "", 0
	for n, f := range of.Sections {
		for _, p := range f.Points {
			if p.Issue == issue && p.At.Item == item && p.Section.Table == s.Table {
				return fmt.Sprintf("%s %d", of.Slug, n)
			}
		}
		// A copy's sections are those of the issue that it is a copy of.
		if last := f.Points[len(f.Points)-1]; slices.Equal(last.Section.Header, s.Header) && len(s.Header) > most {
			best, most = fmt.Sprintf("%s %d", of.Slug, n), len(s.Header)
		}
	}
	return best
}

const quoteAtMost = 300

func cut(s string) string {
	if r := []rune(s); len(r) > quoteAtMost {
		return string(r[:quoteAtMost-1]) + "…"
	}
	return s
}

// fill reads the rows of a list, and which places they are about.
func (r *Reader) fill(ctx context.Context, l *compare.List, f *content.File, s report.Section, touched Touched) error {
	t, err := f.Table(s.Table)
	if err != nil || t.Rows > rowsAtMost {
		return err
	}
	links, err := r.Store.ItemPlaces(ctx, l.At.Item, store.Places{Table: s.Table, Limit: linksAtMost})
	if err != nil || len(links) == 0 {
		return err
	}
	var rows []archive.Row
	for row, err := range f.Rows(s.Table, 1) {
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	g := &gathering{r: r, list: l, table: t, rows: rows, at: map[int]int{}, links: make([][]store.Place, len(rows)), labels: make([][]store.Place, len(rows))}
	g.spread(links)
	columns := g.columns()
	value := 0
	if len(s.Sums) > 0 {
		value, l.Value = s.Sums[0].Column, cmp.Or(s.Sums[0].Name, "figure")
	}
	for i, row := range rows {
		var about []compare.Spoken
		for _, p := range g.links[i] {
			if columns[p.Col] && !aside(row, p) {
				about = append(about, r.spoken(p.PlaceLink))
			}
		}
		about = append(about, g.above(i, len(about) > 0)...)
		if len(about) == 0 {
			continue
		}
		x := compare.Row{At: archive.Place{Item: l.At.Item, Locator: archive.RowLocator(t, row.Number)}, Places: about, Corrections: touched.Row(t.Number, row.Number)}
		if value > 0 && value <= len(row.Cells) {
			x.Figure = strings.TrimSpace(row.Cells[value-1])
			x.Amount, _ = audit.Amount(x.Figure)
		}
		l.Rows = append(l.Rows, x)
		for _, p := range about {
			if !slices.Contains(l.Kinds, p.Kind) && p.Kind != "" {
				l.Kinds = append(l.Kinds, p.Kind)
			}
		}
	}
	return nil
}

// A gathering finds out what the rows of a table are about: a link stands in a
// column that names places, in the labels above the row, or in text that only
// mentions it.
type gathering struct {
	r      *Reader
	list   *compare.List
	table  archive.Table
	rows   []archive.Row
	at     map[int]int // the index of a row, by its number
	links  [][]store.Place
	labels [][]store.Place // of the labels above it
}

// spread gives each row its links, and the table those of its title.
func (g *gathering) spread(links []store.Place) {
	for i, row := range g.rows {
		g.at[row.Number] = i
	}
	for _, p := range links {
		if p.Struck || p.Kind == archive.JurisdictionCountry || strings.HasPrefix(p.Slug, "us/agency/") {
			continue
		}
		i, ok := g.at[p.Row]
		if !ok {
			if p.Row == 0 && p.Slug != "" { // the table's title
				g.list.Only = append(g.list.Only, p.Jurisdiction)
			}
			continue
		}
		if p.Col > 0 {
			g.links[i] = append(g.links[i], p)
			continue
		}
		g.labels[i] = append(g.labels[i], p)
	}
}

// above are the places that the labels above a row name. The outer ones only
// hold what the inner ones, or the row, name: they count where these name none.
func (g *gathering) above(i int, named bool) []compare.Spoken {
	group := g.rows[i].Group
	for depth := len(group) - 1; depth >= 0; depth-- {
		var about []compare.Spoken
		for _, p := range g.labels[i] {
			if strings.Contains(group[depth], p.Text) {
				about = append(about, g.r.spoken(p.PlaceLink))
			}
		}
		if len(about) > 0 && (depth == len(group)-1 && depth > 0 || !named) {
			return about
		}
	}
	return nil
}

// aside reports whether a link stands in brackets at the end of a cell that
// names another place before: the field office of "Travis County, Texas (San
// Antonio)" is not what the row is about.
func aside(r archive.Row, p store.Place) bool {
	if p.Col > len(r.Cells) {
		return false
	}
	runes := []rune(r.Cells[p.Col-1])
	if p.Start < 2 || p.End > len(runes) {
		return false
	}
	open := strings.LastIndexByte(string(runes[:p.Start]), '(')
	return open > 0 && !strings.Contains(string(runes[:p.Start])[open:], ")") && strings.HasSuffix(strings.TrimSpace(string(runes)), ")")
}

// columns are those that name places, rather than mention them in a text: the
// links are most of what stands in their cells.
func (g *gathering) columns() map[int]bool {
	type count struct {
		cells, linked int
		share         float64
	}
	counts := map[int]*count{}
	for i, row := range g.rows {
		for c, cell := range row.Cells {
			n := utf8.RuneCountInString(strings.TrimSpace(cell))
			if n == 0 {
				continue
			}
			x := counts[c+1]
			if x == nil {
				x = &count{}
				counts[c+1] = x
			}
			x.cells++
			if covered := covered(g.links[i], c+1); covered > 0 {
				x.linked++
				x.share += float64(covered) / float64(n)
			}
		}
	}
	out := map[int]bool{}
	for c, x := range counts {
		out[c] = x.linked > 0 && x.linked*10 >= x.cells*3 && x.share/float64(x.linked) >= 0.35
	}
	return out
}

// covered counts the code points of a cell that links stand on.
func covered(links []store.Place, col int) int {
	n, end := 0, 0
	for _, l := range links { // in the order of the cell
		if l.Col != col {
			continue
		}
		if from := max(l.Start, end); l.End > from {
			n, end = n+l.End-from, l.End
		}
	}
	return n
}

// spoken adds to a link what its place lies in.
func (r *Reader) spoken(l archive.PlaceLink) compare.Spoken {
	s := compare.Spoken{Jurisdiction: l.Jurisdiction, Text: l.Text}
	if l.Ambiguous() {
		s.Maybe = l.Candidates
		return s
	}
	s.Within = r.within(l.Slug)
	return s
}

// within are the slugs of a place and of what it lies in.
func (r *Reader) within(slug string) []string {
	out := []string{slug}
	if e, ok := r.gazetteer().BySlug(slug); ok {
		for _, a := range e.Ancestors("") {
			out = append(out, a.Slug)
		}
	}
	return out
}
