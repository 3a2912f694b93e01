package period

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"readingroom/archive"
)

// A Table reads which periods the columns of a table are of, and what its rows
// speak of, one after the other.
//
//	"Detainers 2016" | Jan | Feb | Mar      the columns are January to March 2016
//	FY 2017 | Oct | Nov | Dec               the cells of the row, months of 2016
//	2016, and below it Jan, Feb, Mar        the rows
//	Year | Month, below it 2016 | 3         the row, March 2016
//
// It guesses nothing: "May" is a month only in the company of others.
type Table struct {
	context  Context
	header   []string
	headings []heading
	roles    []columnRole
	labels   Labels
	of       []column  // of which the period is known
	parts    []heading // months and quarters, whose year may stand in a row
	frame    span      // of the titles
	framed   bool
	fiscal   year // the fiscal years that the titles speak of; n is 0 for none
	carried  [labelled]carry
	group    []string
	above    Cell // of the labels above the row
	aboveIs  span
	under    bool // there is one
	left     int  // how many cells may yet be linked by row and column
	last     span // that the parts were last sought in
	found    []span
	fits     bool
}

// A carry is a year that stands in a row of its own, or once for several rows.
type carry struct {
	span   span
	is     bool
	seen   uint16 // months below it
	before time.Month
}

// maxCrossed is how many cells of a table are linked each for itself, because
// row and column say together what they are of. Rows behind these are linked to
// what stands in them.
const maxCrossed = 100_000

// NewTable begins a table. titles are what stands above it and is said of it,
// the nearest first: its caption, the name of its sheet, the title of its document.
func NewTable(c Context, labels Labels, header []string, titles ...string) *Table {
	t := &Table{context: c, labels: labels, header: header, headings: c.headings(header), left: maxCrossed}
	for _, title := range titles {
		if !t.framed {
			if t.frame, t.framed = c.frame(title); t.framed {
				t.frame.mark(FlagAbove)
			}
		}
		if t.fiscal.n == 0 {
			t.fiscal = c.fiscalYears(title)
		}
	}
	for _, name := range header {
		t.roles = append(t.roles, roleOf(name))
	}
	t.columns()
	return t
}

// yearOf reads a cell that is a year: a fiscal one where its column is of such, or
// the titles say that the year of this number is.
func (t *Table) yearOf(cell string, fiscal bool) (span, bool) {
	s, ok := t.context.yearCell(cell, fiscal)
	if ok && !s.calendar.fiscal() && s.from.Year() >= t.fiscal.n && s.from.Year() <= t.fiscal.last {
		return t.context.yearCell(cell, true)
	}
	return s, ok
}

// mark flags a span whose flags others may share.
func (s *span) mark(f string) {
	s.flags = slices.Clone(s.flags)
	s.flag(f)
}

// Row reads a row: its cells as shown, and what a sheet holds in them where
// that is something else, or nil.
func (t *Table) Row(group, cells, values []string) []Cell {
	t.label(group)
	r := tableRow{Table: t, cells: cells}
	r.year()
	r.part()
	for i, cell := range cells {
		if r.read&(1<<i) != 0 && i < 64 {
			continue
		}
		var finds []Find
		if strings.ContainsAny(cell, "0123456789") && !count(cell) {
			finds = In(cell, t.context)
		}
		if i < len(values) && values[i] != "" {
			finds = held(cell, values[i], finds)
		}
		for _, f := range finds {
			r.out = append(r.out, Cell{i + 1, f})
		}
	}
	r.cross()
	if t.under && !r.named {
		r.out = append(r.out, t.above)
	}
	slices.SortStableFunc(r.out, func(a, b Cell) int { return cmp.Compare(a.Col, b.Col) })
	return r.out
}

// count reports whether a cell is a number that no date is written as: most are.
func count(cell string) bool {
	return len(cell) <= 5 && !strings.ContainsFunc(cell, func(r rune) bool { return (r < '0' || r > '9') && r != ',' })
}

// label reads the labels above a row, where they are others than before.
func (t *Table) label(group []string) {
	if slices.Equal(group, t.group) {
		return
	}
	t.group, t.under = slices.Clone(group), false
	t.carried = [labelled]carry{}
	for _, g := range group {
		if s, ok := t.yearOf(g, false); ok {
			t.above, t.aboveIs, t.under = Cell{0, s.of(g)}, s, true
			continue
		}
		frame, ok := t.aboveIs, t.under
		if !ok {
			frame, ok = t.frame, t.framed
		}
		if m, is := monthCell(g); is && ok && t.labels.columns[aboveLabel].isMonths {
			if s, ok := frame.month(m); ok {
				t.above, t.aboveIs, t.under = Cell{0, s.of(g)}, s, true
			}
			continue
		}
		if f := In(g, t.context); len(f) == 1 && f[0].Period.From < f[0].Period.Until {
			from, _ := time.Parse(time.DateOnly, f[0].Period.From)
			until, _ := time.Parse(time.DateOnly, f[0].Period.Until)
			t.above, t.under = Cell{0, f[0]}, true
			t.aboveIs = span{from: from, until: until, calendar: t.calendarOf(f[0]), called: f[0].Label, flags: f[0].Flags}
		}
	}
	t.above.Start, t.above.End = 0, 0 // not words of a cell
}

// calendarOf is the calendar of what was found.
func (t *Table) calendarOf(f Find) Calendar {
	if f.Calendar == "" {
		return Calendar{}
	}
	c, _ := CalendarOf(strings.TrimSuffix(f.Calendar, " fiscal"))
	return c
}

// A tableRow is a row while it is read.
type tableRow struct {
	*Table
	cells []string
	out   []Cell
	read  uint64 // the cells that need no further reading
	of    span   // the year that stands in the row
	known bool
	at    int        // its column
	month time.Month // that stands in the row, whether or not its year is known
	named bool       // the row says which month or quarter it is of
}

// year reads the year of the row: from a column of years, or a row above that
// is a year.
func (r *tableRow) year() {
	for i, cell := range r.cells {
		role := plainColumn
		if i < len(r.roles) {
			role = r.roles[i]
		}
		beside := i == 0 && r.labels.columns[1].isMonths // a year before a month
		if role != yearColumn && role != fiscalColumn && !beside {
			continue
		}
		s, ok := r.yearOf(cell, role == fiscalColumn)
		switch {
		case ok:
			r.read |= 1 << min(i, 63)
			r.keep(i, s)
			if beside || role != plainColumn {
				r.out = append(r.out, Cell{i + 1, s.of(cell)})
			}
		case strings.TrimSpace(cell) != "" || i >= labelled || !r.carried[i].is || !blank(r.cells[:i]):
			if i < labelled && strings.TrimSpace(cell) != "" {
				r.carried[i] = carry{}
			}
			continue
		default: // it stands once for the rows below it
			s = r.carried[i].span
		}
		if !r.known {
			r.of, r.known, r.at = s, true, i+1
		}
	}
}

func (r *tableRow) keep(i int, s span) {
	if i < labelled {
		s.mark(FlagAbove)
		r.carried[i] = carry{span: s, is: true}
	}
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// part reads the month or quarter of the row, which says with its year what the
// row is of.
func (r *tableRow) part() {
	for i, cell := range r.cells {
		role := plainColumn
		if i < len(r.roles) {
			role = r.roles[i]
		}
		label := i < aboveLabel && r.labels.columns[i].isMonths
		if role != monthColumn && role != quarterColumn && !label || cell == "" {
			continue
		}
		if s, ok := wholeMonth(cell); ok && role == monthColumn {
			r.name(i, s)
			continue
		}
		if label && role == plainColumn || role == monthColumn {
			if s, ok := r.yearOf(cell, false); ok && label { // a row that is a year
				if r.labels.columns[i].yearFirst {
					r.keep(i, s)
				}
				if r.read&(1<<i) == 0 {
					r.read |= 1 << i
					r.out = append(r.out, Cell{i + 1, s.of(cell)})
				}
				r.of, r.known, r.at = s, true, i+1
				continue
			}
		}
		frame, ok := r.frameOf(i)
		var s span
		switch m, is := monthOfCell(cell, role == monthColumn); {
		case is && r.month == 0 && role != quarterColumn:
			r.month, r.read = m, r.read|1<<min(i, 63)
			if ok {
				s, ok = frame.month(m)
			}
		case role == quarterColumn && !r.named:
			n := quarterCell(cell)
			if ok = ok && n > 0; ok {
				s, ok = frame.part(n, 3)
			}
		default:
			ok = false
		}
		if ok && !r.named {
			r.name(i, s)
		}
	}
}

// name says what the row is of, by a cell; its year alone is then no more said.
func (r *tableRow) name(i int, s span) {
	r.named = true
	r.read |= 1 << min(i, 63)
	if r.at > 0 {
		r.out = slices.DeleteFunc(r.out, func(c Cell) bool { return c.Col == r.at })
	}
	r.out = append(r.out, Cell{i + 1, s.of(r.cells[i])})
	r.of, r.known = s, true
}

// frameOf returns the year of a month that stands in a column.
func (r *tableRow) frameOf(i int) (span, bool) {
	if r.known {
		return r.of, true
	}
	if i < aboveLabel {
		if r.labels.columns[i].wrapped && !r.frame.calendar.fiscal() && !r.carried[i].span.calendar.fiscal() && !r.aboveIs.calendar.fiscal() {
			return span{}, false
		}
		if c := &r.carried[i]; c.is {
			m, _ := monthCell(r.cells[i])
			bit := uint16(1) << m
			if c.seen&bit != 0 && m != c.before { // it comes round again, and the year does not stand above it
				*c = carry{}
				return span{}, false
			}
			c.seen, c.before = c.seen|bit, m
			return c.span, true
		}
		if r.labels.columns[i].yearFirst {
			return span{}, false // the year that stood above was of others
		}
	}
	if r.under {
		s := r.aboveIs
		s.mark(FlagAbove)
		return s, true
	}
	return r.frame, r.framed
}

// cross links the cells of which row and column say together what they are of:
// a year before columns of months, a month before columns of years.
func (r *tableRow) cross() {
	if r.left <= 0 {
		return
	}
	switch {
	case len(r.parts) > 0 && !r.named:
		frame, ok := r.of, r.known
		if !ok && r.under {
			frame, ok = r.aboveIs, true
		}
		if !ok {
			return
		}
		if r.found == nil || !r.last.from.Equal(frame.from) || !r.last.until.Equal(frame.until) {
			r.last = frame
			if r.found, r.fits = within(frame, r.parts); r.found == nil {
				r.found = []span{}
			}
		}
		if !r.fits {
			return
		}
		for k, h := range r.parts {
			r.cell(h.col, r.found[k])
		}
	case r.month > 0 && !r.named:
		for _, c := range r.Table.of {
			if s, ok := c.span.month(r.month); ok && c.span.until.Sub(c.span.from) > 31*24*time.Hour {
				r.cell(c.col, s)
			}
		}
	}
}

func (r *tableRow) cell(col int, s span) {
	if col > len(r.cells) || archive.Blank(r.cells[col-1]) || slices.ContainsFunc(r.out, func(c Cell) bool { return c.Col == col }) {
		return
	}
	r.left--
	f := s.of(r.cells[col-1])
	r.out = append(r.out, Cell{col, f})
}

var yearMonth = regexp.MustCompile(`^ *(?:((?:19|20)\d\d)[-/.]?(0[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/.]((?:19|20)\d\d)) *$`)

// wholeMonth reads a month with its year in figures: "2017-03", "201703", "3/2017".
func wholeMonth(cell string) (span, bool) {
	if len(cell) < 6 || len(cell) > 12 {
		return span{}, false
	}
	m := yearMonth.FindStringSubmatch(cell)
	if m == nil {
		return span{}, false
	}
	y, _ := strconv.Atoi(m[1] + m[4])
	n, _ := strconv.Atoi(m[2] + m[3])
	return monthOf(y, time.Month(n), false), true
}

// monthOfCell reads a month by its name; by its number where the column is one
// of months.
func monthOfCell(cell string, numbered bool) (time.Month, bool) {
	if m, ok := monthCell(cell); ok || !numbered || len(cell) > 4 {
		return m, ok
	}
	n, err := strconv.Atoi(strings.TrimSpace(cell))
	return time.Month(n), err == nil && n >= 1 && n <= 12
}

// quarterCell reads "Q1", "1", "1st Quarter"; 0 where it is none.
func quarterCell(cell string) int {
	if len(cell) > 20 {
		return 0
	}
	if n, err := strconv.Atoi(strings.TrimSpace(cell)); err == nil && n >= 1 && n <= 4 {
		return n
	}
	p := &parser{text: cell, tokens: tokenize(cell)}
	for i := range p.tokens {
		if p.is(i, "q", "qtr", "quarter") {
			return p.partNumber(i)
		}
	}
	return 0
}

// held reads a date that a sheet holds and shows in part: "5-Jan", "Jan". found
// is what was found in what it shows, which stays where the two agree.
func held(shown, value string, found []Find) []Find {
	if len(value) < len(time.DateOnly) {
		return found
	}
	d, err := time.Parse(time.DateOnly, value[:len(time.DateOnly)])
	if err != nil || d.Year() < 1900 || d.Year() > 2100 {
		return found
	}
	s := span{from: d, until: d.AddDate(0, 0, 1), days: true}
	_, isMonth := monthCell(shown)
	switch {
	case isMonth:
		s = monthOf(d.Year(), d.Month(), false)
	case !strings.ContainsAny(shown, "0123456789"), len(found) > 1:
		return found
	case len(found) == 1 && found[0].Period.Overlaps(s.find("").Period):
		return found
	}
	return []Find{s.of(shown)}
}
