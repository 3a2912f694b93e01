package period

import "time"

// dated reads a day or a month by its name or its number: "Jan. 28, 2017",
// "28 January 2017", "July 2015", "the month of February", "01/28/17",
// "2017-01-28". A month alone counts only in a range, or where it is called one.
func (p *parser) dated(i int) (span, int, bool) {
	named := false
	if p.words(i, "the", "month", "of") || p.words(i, "month", "of") {
		for !p.is(i, "of") {
			i++
		}
		i++
		named = true
	}
	if weekdays[p.at(i).text] { // "Friday, Feb. 3"
		i++
		if p.is(i, ",", ".") {
			i++
		}
	}
	switch t := p.at(i); t.kind {
	case monthName:
		s, next, ok := p.monthFirst(i)
		if ok && named && s.grain == byMonth {
			s.called = "named"
			if !s.yearless {
				s.called = ""
			}
		}
		return s, next, ok
	case number:
		if s, next, ok := p.dayFirst(i); ok {
			return s, next, true
		}
		return p.digits(i)
	}
	return span{}, i, false
}

var weekdays = map[string]bool{
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"mon": true, "tue": true, "tues": true, "wed": true, "thu": true, "thurs": true, "fri": true, "sat": true, "sun": true,
}

// anyYear stands for the year until it is found; it is a leap year.
const anyYear = 2000

// monthFirst reads "January 28, 2017", "Jan. 28", "July 2015", "July".
func (p *parser) monthFirst(i int) (span, int, bool) {
	m := p.at(i)
	if !m.capital && m.month == time.May || !m.capital && m.month == time.March && p.at(i+1).kind != number {
		return span{}, i, false // the words "may" and "march"
	}
	i++
	if t := p.at(i); t.kind == number && len(t.text) <= 2 && t.n >= 1 && t.n <= 31 && !p.clock(i) {
		next := p.ordinalEnd(i + 1)
		if y, end, ok := p.yearAfter(next); ok {
			return dayOf(y, m.month, t.n, false, end)
		}
		if y, end, ok := p.yearBehindTime(next); ok {
			return dayOf(y, m.month, t.n, false, end)
		}
		if s, end, ok := p.twoDays(m.month, t.n, next); ok {
			return s, end, true
		}
		return dayOf(anyYear, m.month, t.n, true, next)
	}
	if p.is(i, ",", "of") || p.is(i, "in") {
		if n, next, ok := p.fourDigits(i + 1); ok {
			return monthOf(n, m.month, false), next, true
		}
	}
	if p.is(i, "'", "’") {
		if t := p.at(i + 1); t.near && t.kind == number && len(t.text) == 2 {
			return monthOf(century(t.n), m.month, false), i + 2, true
		}
	}
	if y, next, ok := p.fourDigits(i + 1); ok && p.at(i).kind == dash && p.at(next).kind != dash { // "September - 2023"
		return monthOf(y, m.month, false), next, true
	}
	if p.at(i).kind == dash && p.at(i).near { // "Jan-17", a month of a table
		if t := p.at(i + 1); t.near && t.kind == number && (len(t.text) == 4 || len(t.text) == 2 && t.n > 12) && p.at(i+2).kind != dash {
			if n, next, ok := p.yearNumber(i + 1); ok {
				return monthOf(n, m.month, false), next, true
			}
		}
	}
	if n, next, ok := p.fourDigits(i); ok {
		return monthOf(n, m.month, false), next, true
	}
	if !m.capital {
		return span{}, i, false
	}
	return monthOf(anyYear, m.month, true), i, true
}

// yearBehindTime reads the year of "Thu May 21 22:12:44 EDT 2009".
func (p *parser) yearBehindTime(i int) (int, int, bool) {
	if p.at(i).kind != number || !p.is(i+1, ":") || !p.at(i+1).near || p.at(i+2).kind != number {
		return 0, i, false
	}
	i += 3
	if p.is(i, ":") && p.at(i).near && p.at(i+1).kind == number {
		i += 2
	}
	for range 2 { // AM, and a time zone
		if t := p.at(i); t.kind == word && t.capital && len(t.text) <= 4 && !t.line {
			i++
		}
	}
	return p.fourDigits(i)
}

// twoDays reads the year behind "May 5 and 6, 2010": of two days that follow each
// other both are meant; of others the first is read.
func (p *parser) twoDays(m time.Month, d, i int) (span, int, bool) {
	second := p.at(i + 1)
	if !p.is(i, "and", "&", "or") || second.kind != number || len(second.text) > 2 || second.n <= d || second.n > 31 {
		return span{}, i, false
	}
	y, end, ok := p.yearAfter(p.ordinalEnd(i + 2))
	if !ok {
		return span{}, i, false
	}
	if second.n != d+1 {
		return dayOf(y, m, d, false, i)
	}
	s, _, ok := dayOf(y, m, d, false, end)
	s.until, s.grain = s.until.AddDate(0, 0, 1), byRange
	return s, end, ok
}

// isoMonth reads "2017-01" where a word before it says that it is a time; a
// number of a case looks the same, and "2010-11" is two years.
func (p *parser) isoMonth(i int) (span, int, bool) {
	y, sep, m, after := p.at(i), p.at(i+1), p.at(i+2), p.at(i+3)
	if y.kind != number || len(y.text) != 4 || y.n < 1700 || y.n > 2199 || sep.text != "-" || !sep.near || !m.near || len(m.text) != 2 || m.n < 1 || m.n > 12 ||
		m.n == (y.n+1)%100 || after.near && (after.kind == dash || after.kind == number || after.kind == word) ||
		!p.is(i-1, "in", "for", "during", "since", "from", "to", "through", "until", "of", "month") {
		return span{}, i, false
	}
	return monthOf(y.n, time.Month(m.n), false), i + 3, true
}

// clock reports whether a number is an hour, as in "May 10:30".
func (p *parser) clock(i int) bool { return p.is(i+1, ":") && p.at(i+1).near }

// ordinalEnd passes over the letters of "3rd".
func (p *parser) ordinalEnd(i int) int {
	if p.at(i).near && p.is(i, "st", "nd", "rd", "th") {
		return i + 1
	}
	return i
}

// yearAfter reads the year behind a day: ", 2017", " 2017", "of 2017".
func (p *parser) yearAfter(i int) (int, int, bool) {
	if p.is(i, ",", "of") {
		i++
	} else if p.is(i, ".") && p.at(i).near {
		i++
	}
	return p.fourDigits(i)
}

// dayFirst reads "28 January 2017" and "28-Jan-2017".
func (p *parser) dayFirst(i int) (span, int, bool) {
	d := p.at(i)
	if len(d.text) > 2 || d.n < 1 || d.n > 31 {
		return span{}, i, false
	}
	i = p.ordinalEnd(i + 1)
	if p.is(i, "of") || p.at(i).kind == dash && p.at(i).near {
		i++
	}
	m := p.at(i)
	if m.kind != monthName || m.line {
		return span{}, i, false
	}
	i++
	if p.at(i).kind == dash && p.at(i).near || p.is(i, ",") {
		i++
	}
	n, next, ok := p.fourDigits(i)
	if !ok && p.at(i-1).kind == dash {
		n, next, ok = p.yearNumber(i)
	}
	if !ok {
		return span{}, i, false
	}
	return dayOf(n, m.month, d.n, false, next)
}

// digits reads "01/28/17", month first as American records have it, "1-28-2017"
// and "2017-01-28". A first number above 12 can only be the day.
func (p *parser) digits(i int) (span, int, bool) {
	a, s1, b, s2, c := p.at(i), p.at(i+1), p.at(i+2), p.at(i+3), p.at(i+4)
	iso := len(a.text) == 4 && s1.kind == dash
	same := s1.text == s2.text || s1.kind == dash && s2.kind == dash
	if !s1.near || !b.near || !s2.near || !c.near || b.kind != number || c.kind != number || !same ||
		s1.text != "/" && s1.kind != dash && s1.text != "." || !iso && p.unitAfter(i+5) || len(b.text) > 2 {
		return span{}, i, false
	}
	if after := p.at(i + 5); after.near && (after.kind == number || after.kind == dash && p.at(i+6).near && p.at(i+6).kind == number && s1.kind == dash) {
		return span{}, i, false
	}
	if len(a.text) == 4 && len(c.text) <= 2 && s1.text != "." {
		return dayOf(a.n, time.Month(b.n), c.n, false, i+5)
	}
	if len(a.text) > 2 || len(c.text) != 4 && (len(c.text) != 2 || s1.text != "/" && (s1.kind != dash || a.n > 12 || b.n < 13)) {
		return span{}, i, false
	}
	y := c.n
	if len(c.text) == 2 {
		y = century(y)
	}
	if a.n > 12 {
		a, b = b, a
	}
	return dayOf(y, time.Month(a.n), b.n, false, i+5)
}

// dayOf returns a day, unless there is none such: February 31.
func dayOf(y int, m time.Month, d int, yearless bool, next int) (span, int, bool) {
	t := date(y, m, d)
	if m < 1 || m > 12 || t.Day() != d || t.Year() != y {
		return span{}, next, false
	}
	return span{from: t, until: t.AddDate(0, 0, 1), grain: byDay, yearless: yearless, days: true}, next, true
}

func monthOf(y int, m time.Month, yearless bool) span {
	t := date(y, m, 1)
	return span{from: t, until: t.AddDate(0, 1, 0), grain: byMonth, yearless: yearless}
}
