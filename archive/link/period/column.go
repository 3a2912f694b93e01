package period

import "slices"

// A Cell is a period that is said of a cell, or of a column, by its number from
// 1; 0: by the labels above a row.
type Cell struct {
	Col int
	Find
}

// The names of columns that are months, quarters or years and bear no more than
// that are so only in company: three months in their order, two quarters, two
// years.
const (
	fewestMonths = 3
	fewestParts  = 2
)

// columns settles which columns are of which period: those that the header and
// the titles say, and the months and parts whose year only the rows can say.
func (t *Table) columns() {
	for _, h := range t.headings {
		if h.is == spanHeading {
			t.set(h.col, h.span)
		}
	}
	for _, run := range inOrder(ofKind(t.headings, monthHeading), monthStep) {
		if distinct(run) < fewestMonths {
			continue
		}
		if run[0].n > 0 { // "Jan 17", "Feb 17", "Mar 17"
			for _, h := range run {
				t.set(h.col, monthOf(h.n, h.month, false))
			}
			continue
		}
		t.parts = append(t.parts, run...)
	}
	for _, kind := range []headingKind{quarterHeading, halfHeading} {
		for _, run := range inOrder(ofKind(t.headings, kind), numberStep) {
			if distinct(run) >= fewestParts {
				t.parts = append(t.parts, run...)
			}
		}
	}
	if t.framed {
		if spans, ok := within(t.frame, t.parts); ok {
			for i, h := range t.parts {
				t.set(h.col, spans[i])
			}
		}
	}
	for _, run := range inOrder(ofKind(t.headings, yearHeading), numberStep) {
		if distinct(run) < fewestParts {
			continue
		}
		for _, h := range run {
			y := year{n: h.n, last: h.n, calendar: common}
			if h.n >= t.fiscal.n && h.n <= t.fiscal.last {
				y.calendar, y.flags = t.fiscal.calendar, t.fiscal.flags
			}
			t.set(h.col, y.span())
		}
	}
	slices.SortStableFunc(t.of, func(a, b column) int { return a.col - b.col })
}

// A column is one of which the period is known.
type column struct {
	col  int
	span span
}

func (t *Table) set(col int, s span) { t.of = append(t.of, column{col, s}) }

// within finds headings in a frame; false where one is not in it. Months that
// go on over New Year do not lie in one common year, whatever the title says.
func within(f span, parts []heading) ([]span, bool) {
	all := make([]span, len(parts))
	for i, h := range parts {
		s, ok := span{}, false
		switch h.is {
		case monthHeading:
			s, ok = f.month(h.month)
		case quarterHeading:
			s, ok = f.part(h.n, 3)
		case halfHeading:
			s, ok = f.part(h.n, 6)
		}
		if !ok {
			return nil, false
		}
		all[i] = s
	}
	return all, f.calendar.fiscal() || !wraps(parts)
}

// wraps reports whether months go on from December to January.
func wraps(parts []heading) bool {
	for i := 1; i < len(parts); i++ {
		a, b := parts[i-1], parts[i]
		if a.is == monthHeading && b.is == monthHeading && (a.month == 12 && b.month == 1 || a.month == 1 && b.month == 12) {
			return true
		}
	}
	return false
}

// Columns returns the columns of which the period is known without the rows,
// with the words of the header.
func (t *Table) Columns() []Cell {
	var all []Cell
	for _, c := range t.of {
		all = append(all, Cell{c.col, c.span.of(t.header[c.col-1])})
	}
	return all
}
