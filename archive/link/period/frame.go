package period

import (
	"strings"
	"time"
	"unicode/utf8"
)

// The names of months, quarters and halves in a table bear no year: it stands
// in the title, in the name of the sheet, in a label above, in a column beside.
// The span of at most twelve months that is found there is the frame in which
// each of them is sought: October within FY2017 is that of 2016.

// longest is how long a frame may be, so that it holds each month once.
const longest = 366 * 24 * time.Hour

// undated is the context without a day: a title or the name of a column is not
// said to be near one.
func (c Context) undated() Context {
	c.Date = time.Time{}
	return c
}

// frame returns the only span of a year or less, and more than a month, that a
// title speaks of; false where there is none and where there are several. In a
// title a number of four digits is a year.
func (c Context) frame(title string) (span, bool) {
	p := &parser{context: c.undated(), text: title, tokens: tokenize(title)}
	var one span
	found := false
	var bare []span
	for i := 0; i < len(p.tokens); {
		s, next, ok := p.period(i)
		if !ok {
			if n, _, ok := p.fourDigits(i); ok && n >= 1900 && n <= 2100 && !p.inNumber(i) {
				bare = append(bare, year{n: n, last: n, calendar: common}.span())
			}
			i++
			continue
		}
		i = next
		if length := s.until.Sub(s.from); length > 31*24*time.Hour {
			if found && (!s.from.Equal(one.from) || !s.until.Equal(one.until)) {
				return span{}, false
			}
			one, found = s, true
		}
	}
	for _, s := range bare {
		switch {
		case !found:
			one, found = s, true
		case strings.Contains(one.called, s.called): // the 2017 of "FY2017"
		case !s.from.Equal(one.from) || !s.until.Equal(one.until):
			return span{}, false
		}
	}
	return one, found && one.from.Before(one.until) && one.until.Sub(one.from) <= longest
}

// fiscalYears returns the fiscal years that a title speaks of, from the first to
// the last: those of its table that bear these numbers are such.
func (c Context) fiscalYears(title string) (all year) {
	p := &parser{context: c.undated(), text: title, tokens: tokenize(title)}
	for i := range p.tokens {
		y, _, ok := p.year(i, false)
		switch {
		case !ok || !y.calendar.fiscal():
		case all.n == 0:
			all = y
		default:
			all.n, all.last = min(all.n, y.n), max(all.last, y.last)
		}
	}
	return all
}

// yearCell reads a cell that is a year and nothing else: "2016", "FY 2016",
// "FY16". Where its column is one of fiscal years, a bare one is such too.
func (c Context) yearCell(cell string, fiscal bool) (span, bool) {
	if len(cell) > 40 || !strings.ContainsAny(cell, "0123456789") {
		return span{}, false
	}
	p := &parser{context: c.undated(), text: cell, tokens: tokenize(cell)}
	y, next, ok := p.year(0, true)
	if !ok && fiscal && len(p.tokens) == 1 { // "17" below "FY"
		if n, end, two := p.yearNumber(0); two {
			y, next, ok = year{n: n, last: n, calendar: common}, end, true
		}
	}
	if !ok || y.n < 1900 || y.last > 2100 {
		return span{}, false
	}
	if fiscal && !y.calendar.fiscal() {
		f := p.fiscal("")
		y.calendar, y.flags = f.calendar, f.flags
		y, next, _ = p.secondYear(y, next, false) // "2016-17"
	}
	for _, t := range p.tokens[next:] {
		if t.kind != sign { // a footnote's mark, a colon
			return span{}, false
		}
	}
	return y.span(), y.n == y.last
}

// month returns the month of a frame that is called so.
func (f span) month(m time.Month) (span, bool) {
	for t := date(f.from.Year(), f.from.Month(), 1); t.Before(f.until); t = t.AddDate(0, 1, 0) {
		if t.Month() == m {
			s := monthOf(t.Year(), m, false)
			s.calendar, s.flags = f.calendar, f.flags
			return s, !t.Before(f.from) && !s.until.After(f.until)
		}
	}
	return span{}, false
}

// part returns the n-th part of a year of so many months, counted from its first.
func (f span) part(n, months int) (span, bool) {
	if !f.from.AddDate(1, 0, 0).Equal(f.until) || n < 1 || n*months > 12 {
		return span{}, false
	}
	s := span{from: f.from.AddDate(0, (n-1)*months, 0), until: f.from.AddDate(0, n*months, 0), grain: byQuarter, calendar: f.calendar, flags: f.flags}
	name := " Q"
	if months == 6 {
		s.grain, name = byHalf, " H"
	}
	if f.called != "" {
		s.called = f.called + name + string(rune('0'+n))
	}
	return s, true
}

// of makes a whole cell the words for a span.
func (s span) of(cell string) Find {
	text := strings.TrimSpace(cell)
	start := utf8.RuneCountInString(cell[:strings.Index(cell, text)])
	f := s.find(text)
	f.Start, f.End = start, start+utf8.RuneCountInString(text)
	return f
}
