package period

import (
	"fmt"
	"strconv"
	"time"
)

// unit reads one period that is no range: a day, a month, a quarter, a year,
// a week named by one of its days.
func (p *parser) unit(i int) (span, int, bool) {
	for _, read := range []func(int) (span, int, bool){
		p.ending, p.weekOf, p.months, p.toDate, p.quarter, p.relative, p.asOf, p.season, p.partOfYear, p.decade, p.inYear, p.wholeYear, p.monthAlone, p.isoMonth, p.dated, p.bareYear,
	} {
		if s, next, ok := read(i); ok {
			s.first = i
			return s, next, true
		}
	}
	return span{}, i, false
}

// ending reads what ends on a day: "the week ending Feb. 3", "quarter ended
// September 30, 2017", "the 30 days ending March 31, 2017".
func (p *parser) ending(i int) (span, int, bool) {
	if p.is(i, "the", "a") {
		i++
	}
	n := 1
	if c, next, ok := p.cardinal(i); ok {
		n, i = c, next
	}
	if p.is(i, "fiscal", "calendar") {
		i++
	}
	unit := p.at(i).text
	i++
	if !p.is(i, "ending", "ended", "ends") && (n == 1 || !p.is(i, "through", "to")) {
		return span{}, i, false
	}
	i++
	if p.is(i, "on") {
		i++
	}
	d, next, ok := p.dated(i)
	if !ok || d.grain > byMonth {
		return span{}, i, false
	}
	if d, ok = d.nearest(p.context.Date); !ok {
		return span{}, i, false
	}
	last := d.until.AddDate(0, 0, -1)
	s := span{until: d.until, grain: byRange, flags: d.flags}
	switch unit {
	case "day", "days":
		s.from = d.until.AddDate(0, 0, -n)
	case "week", "weeks":
		s.from = d.until.AddDate(0, 0, -7*n)
	case "month", "months":
		s.from = monthsBefore(last, n)
	case "quarter", "quarters":
		s.from = monthsBefore(last, 3*n)
	case "half", "semester":
		s.from = monthsBefore(last, 6*n)
	case "year", "years":
		s.from = monthsBefore(last, 12*n)
	default:
		return span{}, i, false
	}
	return s, next, true
}

// monthsBefore is the first day of so many months that end with a day: of full
// months where it is the last of one, else from the day of the month after it.
func monthsBefore(last time.Time, n int) time.Time {
	after := last.AddDate(0, 0, 1)
	return date(after.Year(), after.Month()-time.Month(n), after.Day())
}

// weekOf reads "the week of January 28", the seven days from it, and "week of
// Jan. 28 – Feb. 3", which says itself how long it was.
func (p *parser) weekOf(i int) (span, int, bool) {
	if p.is(i, "the") {
		i++
	}
	if !p.is(i, "week") || !p.is(i+1, "of", "beginning", "starting", "from") {
		return span{}, i, false
	}
	i += 2
	if p.is(i, "on") {
		i++
	}
	d, next, ok := p.dated(i)
	if !ok || d.grain != byDay {
		return span{}, i, false
	}
	if r, end, ok := p.range_(d, next, false); ok {
		return r, end, true
	}
	d.until, d.grain = d.from.AddDate(0, 0, 7), byRange
	return d, next, true
}

// cardinal reads a number of things: "30", "three".
func (p *parser) cardinal(i int) (int, int, bool) {
	t := p.at(i)
	if n, ok := numerals[t.text]; ok {
		return n, i + 1, true
	}
	if t.kind == number && t.n > 0 && t.n < 1000 && len(t.text) < 4 {
		return t.n, i + 1, true
	}
	return 0, i, false
}

// ordinal reads "first" or "1st"; -1 is the last.
func (p *parser) ordinal(i int) (int, int, bool) {
	if n, ok := ordinals[p.at(i).text]; ok {
		return n, i + 1, true
	}
	if t := p.at(i); t.kind == number && p.at(i+1).near {
		if n, ok := ordinals[t.text+p.at(i+1).text]; ok {
			return n, i + 2, true
		}
	}
	return 0, i, false
}

// months reads "the first three months of fiscal year 2017".
func (p *parser) months(i int) (span, int, bool) {
	if p.is(i, "the") {
		i++
	}
	which, next, ok := p.ordinal(i)
	if !ok || which != 1 && which != -1 {
		return span{}, i, false
	}
	n, next, ok := p.cardinal(next)
	if !ok || n > 12 || !p.is(next, "months", "month") {
		return span{}, i, false
	}
	y, end, ok := p.ofYear(next + 1)
	if !ok || y.n != y.last {
		return span{}, i, false
	}
	if which == 1 {
		return y.part(0, n, byRange, fmt.Sprintf("first %d months", n)), end, true
	}
	return y.part(12-n, 12, byRange, fmt.Sprintf("last %d months", n)), end, true
}

// quarter reads quarters and halves: "first quarter of fiscal year 2017", "Q1
// FY17", "FY2017 Q1", "FY2018, Second Quarter", "2Q17", "first half of 2016".
func (p *parser) quarter(i int) (span, int, bool) {
	if p.is(i, "the") {
		i++
	}
	if n, length, next, ok := p.nth(i); ok { // it comes first
		if y, end, ok := p.ofYear(next); ok && y.n == y.last {
			return y.nth(n, length), end, true
		}
		if t := p.at(next); t.kind == number && t.near && len(t.text) == 2 { // 2Q17
			y := year{n: century(t.n), calendar: common}
			return y.nth(n, length), next + 1, true
		}
		return span{}, i, false
	}
	y, next, ok := p.year(i, true)
	if !ok || y.n != y.last {
		return span{}, i, false
	}
	if p.is(next, ",", "-", "–", "(") {
		next++
	}
	if p.is(next, "the") {
		next++
	}
	n, length, end, ok := p.nth(next)
	if !ok {
		return span{}, i, false
	}
	if p.is(next-1, "(") && p.is(end, ")") {
		end++
	}
	return y.nth(n, length), end, true
}

// nth reads which quarter or half: its number and its length in months.
func (p *parser) nth(i int) (n, length, next int, ok bool) {
	t, after := p.at(i), p.at(i+1)
	switch {
	case (t.text == "q" || t.text == "h") && after.near && after.kind == number && len(after.text) == 1: // Q1
		n, next = after.n, i+2
		length = lengths[t.text]
	case t.kind == number && len(t.text) == 1 && after.near && (after.text == "q" || after.text == "h"): // 2Q
		n, next = t.n, i+2
		length = lengths[after.text]
	case (t.text == "quarter" || t.text == "qtr") && after.kind == number && len(after.text) == 1: // Quarter 2
		n, next, length = after.n, i+2, 3
	default:
		if n, next, ok = p.ordinal(i); !ok {
			return 0, 0, i, false
		}
		if p.at(next).kind == dash && p.at(next).near { // "third-quarter"
			next++
		}
		length = lengths[p.at(next).text]
		if length == 0 {
			return 0, 0, i, false
		}
		if next++; p.is(next-1, "qtr") && p.is(next, ".") {
			next++
		}
		if n == -1 {
			n = 12 / length
		}
	}
	return n, length, next, n >= 1 && length > 0 && n*length <= 12
}

var lengths = map[string]int{"q": 3, "h": 6, "quarter": 3, "qtr": 3, "half": 6}

func (y year) nth(n, length int) span {
	g, letter := byQuarter, "Q"
	if length == 6 {
		g, letter = byHalf, "H"
	}
	return y.part((n-1)*length, n*length, g, letter+strconv.Itoa(n))
}

// relative reads "last month" and the like, as of the document's date.
func (p *parser) relative(i int) (span, int, bool) {
	ref := p.context.Date
	if ref.IsZero() || !p.is(i, "last", "previous", "this", "current", "next") {
		return span{}, i, false
	}
	n := map[string]int{"last": -1, "previous": -1, "next": 1}[p.at(i).text]
	s := span{grain: byRange}
	next := i + 2
	switch p.at(i + 1).text {
	case "month":
		s.from, s.grain = date(ref.Year(), ref.Month()+time.Month(n), 1), byMonth
		s.until = s.from.AddDate(0, 1, 0)
	case "quarter":
		s.from = date(ref.Year(), (ref.Month()-1)/3*3+1+time.Month(3*n), 1)
		s.until = s.from.AddDate(0, 3, 0)
	case "year":
		y := year{n: ref.Year() + n, last: ref.Year() + n, calendar: common}
		s = y.span()
	case "fiscal":
		if !p.is(i+2, "year") {
			return s, i, false
		}
		y := p.fiscal("")
		y.n = y.calendar.of(ref) + n
		y.last = y.n
		s, next = y.span(), i+3
	default:
		return s, i, false
	}
	return s, next, true
}

// decade reads "the 1990s".
func (p *parser) decade(i int) (span, int, bool) {
	if p.is(i, "the") {
		i++
	}
	t := p.at(i)
	if t.kind != number || len(t.text) != 4 || t.n%10 != 0 || t.n < 1700 || t.n > 2190 {
		return span{}, i, false
	}
	next := i + 1
	if p.is(next, "'", "’") && p.at(next).near {
		next++
	}
	if !p.is(next, "s") || !p.at(next).near {
		return span{}, i, false
	}
	return span{from: date(t.n, 1, 1), until: date(t.n+10, 1, 1), grain: byRange, called: t.text + "s"}, next + 1, true
}

// inYear reads a year alone where a word before it says that it is one.
func (p *parser) inYear(i int) (span, int, bool) {
	if !p.is(i-1, "in", "during", "since", "from", "between", "and", "through", "until", "to") && p.at(i-1).kind != dash {
		return span{}, i, false
	}
	if p.is(i-1, "and", "through", "until", "to") || p.at(i-1).kind == dash {
		if t := p.at(i - 2); t.kind != number || len(t.text) != 4 || p.is(i-3, "$", "#") || p.counts(i) { // only after another year
			return span{}, i, false
		}
	}
	n, next, ok := p.fourDigits(i)
	if !ok || n < 1900 || n > 2100 {
		return span{}, i, false
	}
	p.years = next + 1
	return year{n: n, last: n, calendar: common}.span(), next, true
}

// wholeYear reads a year that is called one.
func (p *parser) wholeYear(i int) (span, int, bool) {
	y, next, ok := p.year(i, false)
	if !ok {
		return span{}, i, false
	}
	return y.span(), next, true
}
