package period

import "time"

// What follows is how reports and news write: years that no word announces, but
// the words around them do; seasons; parts of a year; months and weeks as of the
// document's date.

// nearWords stand before a year and make it one: "the 2008 election", "early 2009".
var nearWords = wordSet("the a an this that its his her their our in during since from by until through before after of early late mid " +
	"spring summer fall autumn winter christmas election session budget season year year's last")

// counted are words that a number counts, and that are no plural in s.
var counted = wordSet("people men women children feet miles percent per cent pounds dollars inmates square million billion thousand hundred")

// bareYear reads a year that stands alone in a sentence: "the 2008 election",
// "founded in 1887", "(2009)", "2008, 2009 and 2010". A number that could count
// what follows is none, and neither is one in a column.
func (p *parser) bareYear(i int) (span, int, bool) {
	t, before, after := p.at(i), p.at(i-1), p.at(i+1)
	if t.kind != number || len(t.text) != 4 || t.n < 1700 || t.n > 2100 || i == 0 || t.near && before.text != "(" {
		return span{}, i, false
	}
	n, next, ok := p.fourDigits(i)
	if !ok {
		return span{}, i, false
	}
	follows := after.kind == word && !after.capital && !after.line && !after.near
	plural := p.counts(i)
	determined := p.is(i-1, "the", "this", "its", "their", "our", "his", "her")
	switch {
	case before.text == "(" && after.text == ")" && n >= 1900:
	case p.is(i-1, "in", "during", "since", "by", "until", "before", "after", "for", "beyond", "throughout", "around", "circa", "as", "copyright") && !plural && p.sentence(i-2):
	case determined && after.kind == word && !after.line && !after.near && n >= 1900: // "the 2012 elections", "the 1998 Olympics"
	case nearWords[before.text] && before.kind == word && follows && !plural && n >= 1900:
	case nearWords[before.text] && before.kind == word && (after.text == "." || after.text == "," || after.text == ";" || after.text == ")") && n >= 1900 && p.sentence(i-2):
	case p.years == i && (before.text == "," || before.text == "and" || before.text == "or" || before.text == "&") && !plural: // it goes on a list
	default:
		return span{}, i, false
	}
	p.years = next + 1
	return year{n: n, last: n, calendar: common}.span(), next, true
}

// counts reports whether a number counts what follows: "2016 detainers".
func (p *parser) counts(i int) bool {
	t := p.at(i + 1)
	return t.kind == word && !t.capital && !t.line && !t.near && (counted[t.text] || len(t.text) > 3 && t.text[len(t.text)-1] == 's' && t.text[len(t.text)-2] != 's')
}

// sentence reports whether a word stands there, and not the cell of a table.
func (p *parser) sentence(i int) bool {
	t := p.at(i)
	return i < 0 || t.kind == word || t.kind == sign || t.kind == monthName
}

var seasons = map[string]time.Month{"spring": time.March, "summer": time.June, "fall": time.September, "autumn": time.September}

// season reads "the summer of 2009" and "spring 2010": three months, about.
func (p *parser) season(i int) (span, int, bool) {
	if p.is(i, "the") {
		i++
	}
	m, ok := seasons[p.at(i).text]
	if !ok {
		return span{}, i, false
	}
	i++
	if p.is(i, "of", "in") {
		i++
	}
	n, next, ok := p.fourDigits(i)
	if !ok {
		return span{}, i, false
	}
	s := span{from: date(n, m, 1), until: date(n, m+3, 1), grain: byRange}
	s.flag(FlagAbout)
	return s, next, true
}

// partOfYear reads "late 2007", "the end of 2007", "early in 2007", "mid-2010":
// the year, of which a part is meant.
func (p *parser) partOfYear(i int) (span, int, bool) {
	start := i
	if p.is(i, "the") {
		i++
	}
	if !p.is(i, "early", "late", "mid", "end", "beginning", "start", "middle") {
		return span{}, start, false
	}
	i++
	if p.is(i, "of", "in") || p.at(i).kind == dash {
		i++
	}
	if s, next, ok := p.decade(i); ok { // "early 1990s"
		s.flag(FlagAbout)
		return s, next, true
	}
	n, next, ok := p.fourDigits(i)
	if !ok || n < 1900 || n > 2100 {
		return span{}, start, false
	}
	s := year{n: n, last: n, calendar: common}.span()
	s.flag(FlagAbout)
	return s, next, true
}

// announced are the words that make a month's name alone a month.
var announced = wordSet("in last next this since until by during late early mid")

// monthAlone reads a month without a year where a word before it says that it is
// one: "in January", "last November".
func (p *parser) monthAlone(i int) (span, int, bool) {
	ref := p.context.Date
	if ref.IsZero() {
		return span{}, i, false
	}
	which := ""
	if p.is(i, "last", "next", "this") && !p.at(i+1).line {
		which = p.at(i).text
		i++
	}
	m := p.at(i)
	if m.kind != monthName || !m.capital || which == "" && !announced[p.at(i-1).text] {
		return span{}, i, false
	}
	after := p.at(i + 1)
	if _, _, ok := p.fourDigits(i + 2); ok && p.is(i+1, ",", "of", "in") { // it has its year
		return span{}, i, false
	}
	if after.kind == number || after.kind == dash || after.kind == monthName || after.capital && after.kind == word && !after.line || after.text == "'" || after.text == "’" {
		return span{}, i, false
	}
	s := monthOf(anyYear, m.month, true)
	switch which {
	case "last", "this", "next":
		y := ref.Year()
		if which == "last" && m.month >= ref.Month() {
			y--
		} else if which == "next" && m.month <= ref.Month() {
			y++
		}
		s = monthOf(y, m.month, false)
		s.flag(FlagYear)
	default:
		s.called = "named"
	}
	return s, i + 1, true
}

// asOf reads what only the document's date says: "yesterday", "last week".
func (p *parser) asOf(i int) (span, int, bool) {
	ref := p.context.Date
	if ref.IsZero() {
		return span{}, i, false
	}
	s := span{grain: byRange}
	monday := ref.AddDate(0, 0, -(int(ref.Weekday())+6)%7)
	next := i + 2
	switch {
	case (p.is(i+2, "of") || p.is(i+2, "in")) && !p.is(i, "yesterday"): // the last week of January
		return span{}, i, false
	case p.is(i, "yesterday"):
		s.from, s.until, s.grain, next = ref.AddDate(0, 0, -1), ref, byDay, i+1
	case p.words(i, "last", "week"):
		s.from, s.until = monday.AddDate(0, 0, -7), monday
	case p.words(i, "next", "week"):
		s.from, s.until = monday.AddDate(0, 0, 7), monday.AddDate(0, 0, 14)
	default:
		return span{}, i, false
	}
	s.flag(FlagRelative)
	return s, next, true
}

// toDate reads "FY2017 YTD", "YTD 2017", "FY2017 to date" is a range of its own.
func (p *parser) toDate(i int) (span, int, bool) {
	ref := p.context.Date
	if ref.IsZero() {
		return span{}, i, false
	}
	first := p.is(i, "ytd")
	if first {
		i++
	}
	y, next, ok := p.year(i, true)
	if !ok || y.n != y.last {
		return span{}, i, false
	}
	if !first {
		if !p.is(next, "ytd") {
			return span{}, i, false
		}
		next++
	}
	s := y.span()
	if !s.from.Before(ref) || ref.After(s.until) {
		return s, next, !first
	}
	s.until, s.grain, s.called = ref.AddDate(0, 0, 1), byRange, ""
	s.flag(FlagToday)
	return s, next, true
}
