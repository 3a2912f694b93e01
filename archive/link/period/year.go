package period

import (
	"slices"
	"strings"
	"time"
)

// A year is a year, or several, of a calendar.
type year struct {
	n, last  int // last is n for one year
	calendar Calendar
	flags    []string
}

func (y year) span() span {
	s := span{from: y.calendar.year(y.n), until: y.calendar.year(y.last + 1), grain: byYear, calendar: y.calendar, flags: y.flags}
	if y.calendar == Federal && y.last == firstOctoberYear-1 {
		s.until = date(1976, time.July, 1) // and not the quarter after it
	}
	s.called = y.calendar.yearName(y.n)
	if y.last != y.n {
		s.called += "–" + y.calendar.yearName(y.last)
	}
	return s
}

// common is the calendar of the common year.
var common = Calendar{Begin: time.January}

// year reads a year that is said to be one: "fiscal year 2017", "FY17",
// "FY 2016-17", "calendar year 2016", "2017 fiscal year"; bare, as after "of",
// also a number alone.
func (p *parser) year(i int, bare bool) (year, int, bool) {
	start := i
	if p.is(i, "the") {
		i++
	}
	y := year{calendar: common}
	whose := ""
	if p.is(i, "federal", "state", "calendar") {
		whose = p.at(i).text
		i++
	}
	switch {
	case p.is(i, "fiscal", "budget") && whose != "calendar":
		i++
		if p.is(i, "year", "years", "yr") {
			i++
		}
		if p.words(i, "(", "fy", ")") {
			i += 3
		}
		y = p.fiscal(whose)
	case p.is(i, "fy", "ffy", "sfy", "fys") && whose != "calendar":
		switch p.at(i).text {
		case "ffy":
			whose = "federal"
		case "sfy":
			whose = "state"
		}
		i++
		if p.is(i, "'", "’", ".") {
			i++
		}
		y = p.fiscal(whose)
	case whose == "calendar" && p.is(i, "year", "years"):
		i++
	case whose == "" && p.is(i, "cy") && p.at(i+1).kind == number:
		i++
	case whose != "":
		return y, start, false
	default:
		n, next, ok := p.fourDigits(i)
		if !ok {
			return y, start, false
		}
		if p.is(next, "fiscal") && p.is(next+1, "year") {
			y = p.fiscal("")
			y.n, y.last = n, n
			return y, next + 2, true
		}
		if !bare {
			return y, start, false
		}
		y.n, y.last = n, n
		return y, next, true
	}
	plural := p.is(i-1, "years", "fys")
	n, next, ok := p.yearNumber(i)
	if !ok {
		return y, start, false
	}
	y.n, y.last = n, n
	return p.secondYear(y, next, plural)
}

// secondYear reads the rest of "FY 2016-17", one year with a name of two parts,
// and of "fiscal years 2012-2022", which is eleven.
func (p *parser) secondYear(y year, i int, plural bool) (year, int, bool) {
	t, joint := p.at(i+1), p.at(i)
	through := plural && p.is(i, "to", "through", "and")
	if joint.kind != dash && joint.text != "/" && !through || t.kind != number {
		return y, i, true
	}
	switch last := t.n; {
	case len(t.text) == 2 && last == (y.n+1)%100 && !plural && joint.near && t.near:
		y.n, y.last = y.n+1, y.n+1 // named after the year in which it ends
		return y, i + 2, true
	case len(t.text) == 2 && plural && last > y.n%100:
		y.last = y.n/100*100 + last
		return y, i + 2, true
	case len(t.text) == 4 && last > y.n && last < y.n+100:
		if last == y.n+1 && !plural {
			y.n = last
		}
		y.last = last
		return y, i + 2, true
	}
	return y, i, true
}

// fiscal is the fiscal year that a text means: an explicit word decides, then
// the context, then the federal one; and which it was is said.
func (p *parser) fiscal(whose string) year {
	c := p.context.Fiscal
	switch {
	case whose == "federal":
		return year{calendar: Federal}
	case whose == "state" && c.Begin != 0 && c != Federal:
		return year{calendar: c}
	case whose == "state":
		return year{calendar: state, flags: []string{FlagFiscal}}
	case c.Begin == 0:
		return year{calendar: Federal, flags: []string{FlagFiscal}}
	}
	y := year{calendar: c}
	if p.context.Assumed {
		y.flags = []string{FlagFiscal}
	}
	return y
}

func (p *parser) fourDigits(i int) (int, int, bool) {
	t := p.at(i)
	if t.kind != number || len(t.text) != 4 || t.n < 1700 || t.n > 2199 || p.unitAfter(i+1) {
		return 0, i, false
	}
	return t.n, i + 1, true
}

// unitAfter reports whether a number goes on, or counts something: "2017.5", "2017A".
func (p *parser) unitAfter(i int) bool {
	t := p.at(i)
	if !t.near {
		return false
	}
	after := p.at(i + 1)
	if t.text == "/" && after.near && len(after.text) == 2 && !p.is(i+2, "/") { // 2016/17
		return false
	}
	return t.kind == word && !strings.HasPrefix(t.text, "s") || p.is(i, ".", ",", "/", "%") && after.near && after.kind == number
}

// yearNumber reads a year of four digits or of two: "2017", "17".
func (p *parser) yearNumber(i int) (int, int, bool) {
	if n, next, ok := p.fourDigits(i); ok {
		return n, next, ok
	}
	t := p.at(i)
	if t.kind != number || len(t.text) != 2 || p.unitAfter(i+1) {
		return 0, i, false
	}
	return century(t.n), i + 1, true
}

// century reads a year of two digits by the POSIX pivot.
func century(n int) int {
	if n < 69 {
		return 2000 + n
	}
	return 1900 + n
}

// ofYear reads a year after "of", ",", or nothing, as it stands behind a part of it.
func (p *parser) ofYear(i int) (year, int, bool) {
	if p.is(i, "of", "in", ",", "for") {
		i++
	}
	return p.year(i, true)
}

// part is the part of a year from one month to another, counted from its own
// first month; until is the first that is no longer in it.
func (y year) part(from, until int, g grain, name string) span {
	begin := y.calendar.year(y.n)
	s := span{from: begin.AddDate(0, from, 0), until: begin.AddDate(0, until, 0), grain: g, calendar: y.calendar, flags: slices.Clone(y.flags)}
	if name != "" {
		s.called = y.calendar.yearName(y.n) + " " + name
	}
	return s
}
