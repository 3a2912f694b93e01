package claim

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"readingroom/archive"
)

func percentColumn(t *Table, col int) bool {
	h := ""
	if col <= len(t.Header) {
		h = strings.ToLower(t.Header[col-1])
	}
	return strings.Contains(h, "percent") || strings.Contains(h, "%") || strings.Contains(h, "share")
}

// figures are what a column says of some rows.
func (l *ledger) figures(f *figure, place *Spot, rows []int, named string, col int, sure bool, score int) []fact {
	base := fact{source: fromCell, what: l.called(col), sure: sure, score: score, doc: l.doc, date: l.doc.Date, without: -1}
	var out []fact
	one := func(i int, s source) {
		r := l.Rows[i]
		v, ok := r.cell(col)
		if !ok {
			return
		}
		x := base
		x.source, x.value, x.period, x.at, x.corrections = s, v, l.period(r, col), r.At, r.Corrections
		x.quote = l.print(i)
		if place != nil {
			x.place = place.Name
		} else if named != "" {
			x.label = named
		}
		x.form = f.form
		out = append(out, x)
	}
	switch {
	case place == nil && named == "":
		for i, r := range l.Rows {
			if r.Total {
				one(i, fromTotal)
			}
		}
		alone := map[archive.Period]int{}
		for _, i := range rows {
			alone[l.Rows[i].Period]++
		}
		for _, i := range rows { // one row a year, or a month
			if p := l.Rows[i].Period; p.From != "" && alone[p] == 1 {
				one(i, fromCell)
			}
		}
		if len(out) == 0 && (f.joint || !someOnly.MatchString(l.Title+" "+l.doc.Title)) || f.ranks > 0 {
			out = append(out, l.sum(f, base, rows, col)...)
		}
	case place == nil:
		for _, i := range rows {
			one(i, fromCell)
		}
	default:
		exact := slices.DeleteFunc(slices.Clone(rows), func(i int) bool { return !l.Rows[i].is(place.Slug) && named == "" })
		for _, i := range exact {
			one(i, fromCell)
		}
		if len(exact) == 0 && len(rows) > 0 && (strings.Count(place.Slug, "/") == 1 || len(place.Parts) > 0) {
			x := l.sum(f, base, rows, col)
			for k := range x {
				x[k].place = place.Name
			}
			out = append(out, x...)
		}
	}
	return out
}

// someOnly is in the titles of tables that list some of what there is.
var someOnly = regexp.MustCompile(`(?i)\b(?:top|highest|largest|selected|sample|leading|most|least|lowest|examples?)\b`)

// sum is what rows add up to, by period.
func (l *ledger) sum(f *figure, base fact, rows []int, col int) []fact {
	if f.form != count || len(rows) < 2 {
		return nil
	}
	by := map[archive.Period][]int{}
	var order []archive.Period
	for _, i := range rows {
		p := l.period(l.Rows[i], col)
		if by[p] == nil {
			order = append(order, p)
		}
		by[p] = append(by[p], i)
	}
	var out []fact
	for _, p := range order {
		take := by[p]
		if f.ranks > 1 && f.ranks < len(take) {
			take = slices.Clone(take)
			slices.SortStableFunc(take, func(a, b int) int {
				x, _ := l.Rows[a].cell(col)
				y, _ := l.Rows[b].cell(col)
				return cmp.Compare(y, x)
			})
			take = take[:f.ranks]
		}
		x := base
		x.source, x.period, x.at = fromSum, p, l.At
		var without int64
		for _, i := range take {
			v, _ := l.Rows[i].cell(col)
			x.value += v
			if !takenOut(l.Rows[i]) {
				without += v
			}
		}
		if without != x.value {
			x.without = without
		}
		x.quote = fmt.Sprintf("%s: %d rows of “%s” add up to %s", l.called(col), len(take), l.name(), printValue(x.value, count))
		out = append(out, x)
	}
	return out
}

func takenOut(r Row) bool {
	return slices.ContainsFunc(r.Corrections, archive.Correction.TakesOut)
}

// counts are the numbers of rows, or of the places they are about.
func (l *ledger) counts(f *figure, place *Spot, rows []int, named string) []fact {
	words := stems{}
	words.add(l.title)
	if len(l.header) > 0 {
		words.add(l.header[0])
	}
	if len(l.doc.Tables) == 1 || len(l.title) == 0 {
		words.add(stemsOf(l.doc.Title))
	}
	distinct := false
	if len(l.values) > 0 || l.repeats {
		p := false
		for w := range f.noun {
			p = p || placeNouns[w]
		}
		if p && l.placed {
			distinct = true
			words.add(stems{"jurisdiction": true, "county": true, "counti": true})
		} else if len(l.values) > 0 {
			return nil
		}
	}
	own := l.title.acts()
	if len(own) == 0 && (len(l.doc.Tables) == 1 || len(l.title) == 0) {
		own = stemsOf(l.doc.Title).acts()
	}
	sure, ok := l.fits(f, words, own)
	if !ok || len(l.Rows) == 0 {
		return nil
	}
	x := fact{source: fromCount, sure: sure, score: f.wide.shared(l.about), doc: l.doc, date: l.doc.Date, period: l.period(Row{}, 0), without: -1, label: named}
	what := "rows"
	take := rows
	if day, col := l.day(f); day != "" {
		take = slices.DeleteFunc(slices.Clone(rows), func(i int) bool {
			for _, c := range col {
				if l.Rows[i].Days[c] == day {
					return false
				}
			}
			return true
		})
		x.day, what = true, "rows of "+day
	}
	n, without := 0, 0
	seen := map[string]bool{}
	for _, i := range take {
		r := l.Rows[i]
		if distinct {
			if len(r.Places) == 0 || seen[r.Places[0].Slug] {
				continue
			}
			seen[r.Places[0].Slug] = true
		}
		n++
		if !takenOut(r) {
			without++
		}
		if len(r.Corrections) > 0 && len(x.corrections) == 0 {
			x.corrections = r.Corrections
		}
		if x.at.Item == "" {
			x.at = r.At
		}
	}
	if x.at.Item == "" || place == nil && named == "" && !x.day {
		x.at = l.At
	}
	x.value = int64(n) * unit
	if without != n {
		x.without = int64(without) * unit
	}
	if distinct {
		what = "places"
	}
	x.what = what + " of “" + l.name() + "”"
	if place != nil {
		x.place = place.Name
	}
	x.quote = fmt.Sprintf("%s: %d %s", l.name(), n, what)
	if about := cmp.Or(x.place, named); about != "" {
		x.quote += ", " + about
	}
	if n == 1 && len(take) == 1 {
		x.quote = l.print(take[0])
	}
	if len(x.corrections) > 0 && x.without > 0 { // of some of many rows only
		x.corrections = nil
	}
	return []fact{x}
}

// day is the day that a figure is of, within the period of the table, and the
// columns in which it is looked for.
func (l *ledger) day(f *figure) (archive.Day, []int) {
	p := l.period(Row{}, 0)
	for _, d := range f.days {
		if p.From == "" || d.From < p.From || d.Until > p.Until {
			continue
		}
		var cols, all []int
		for c := range l.Dates {
			all = append(all, c)
			if c <= len(l.header) && l.header[c-1].shared(f.acts) > 0 {
				cols = append(cols, c)
			}
		}
		if len(cols) == 0 {
			cols = all
		}
		if len(cols) > 0 {
			return d.From, cols
		}
	}
	return "", nil
}

func (l *ledger) name() string {
	s := oneLine(cmp.Or(l.Title, l.doc.Title))
	if r := []rune(s); len(r) > 90 {
		s = string(r[:89]) + "…"
	}
	return s
}

func (l *ledger) called(col int) string {
	h := ""
	if col <= len(l.Header) {
		h = oneLine(l.Header[col-1])
	}
	return cmp.Or(h, "column "+archive.ColumnName(col)) + " of “" + l.name() + "”"
}

// print writes a row in a line.
func (l *ledger) print(i int) string {
	var out []string
	r := l.Rows[i]
	for _, c := range append(slices.Clone(r.Labels), r.Cells...) {
		if c = oneLine(c); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	s := strings.Join(out, " | ")
	if x := []rune(s); len(x) > 300 {
		s = string(x[:299]) + "…"
	}
	return s
}
