package period

import (
	"strings"
	"time"
)

// A parser reads periods at a token. Each of its methods returns what it read
// and the token after it.
type parser struct {
	context Context
	text    string
	tokens  []token
	years   int // the token behind a list of years that was begun; see bareYear
}

var none = token{kind: sign, n: -1}

func (p *parser) at(i int) token {
	if i < 0 || i >= len(p.tokens) {
		return none
	}
	return p.tokens[i]
}

// is reports whether the token is one of these words.
func (p *parser) is(i int, words ...string) bool {
	t := p.at(i)
	for _, w := range words {
		if t.text == w {
			return true
		}
	}
	return false
}

// words reports whether the tokens from i on are these words.
func (p *parser) words(i int, words ...string) bool {
	for k, w := range words {
		if p.at(i+k).text != w {
			return false
		}
	}
	return true
}

// period reads a period: a range, an open one, or one alone.
func (p *parser) period(i int) (span, int, bool) {
	if t := p.at(i); t.kind == dash || t.kind == sign || t.kind == word && !begins[t.text] || p.inNumber(i) {
		return span{}, i, false
	}
	start := i
	between := p.is(i, "between")
	from := p.is(i, "from", "since")
	since := p.is(i, "since")
	if between || from {
		i++
	}
	a, next, ok := p.unit(i)
	if !ok {
		return span{}, start, false
	}
	s, end, joined := p.range_(a, next, between)
	switch {
	case joined:
		// "between A and B" speaks of all of it, the word included; so does "from".
		if between {
			s.first = start
		} else {
			s.first = i
		}
		return p.finish(s, end)
	case since:
		return p.open(a, start, next)
	}
	a.first = i
	if a.grain == byMonth && a.yearless && !a.named() {
		return span{}, start, false // "May" alone
	}
	return p.finish(a, next)
}

// begins are the words that a period may begin with, beside the months.
var begins = wordSet("between from since the a week month q h fy ffy sfy fys cy federal state calendar fiscal budget " +
	"early late mid end beginning start middle spring summer fall autumn ytd yesterday last previous this current next first second third fourth final quarter qtr half " +
	"one two three four five six seven eight nine ten eleven twelve day days weeks months quarters halves year years semester " +
	"monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// named reports whether a span without a year was announced: "the month of February".
func (s span) named() bool { return s.called == "named" }

// finish finds a missing year, and refuses what lies in no year that records are of.
func (p *parser) finish(s span, end int) (span, int, bool) {
	if s.called == "named" {
		s.called = ""
	}
	s, ok := s.nearest(p.context.Date)
	if !ok || s.from.Year() < 1700 || s.until.Year() > 2200 {
		return span{}, end, false
	}
	return s, end, true
}

// inNumber reports whether a token stands in the middle of a longer number or
// name, such as 1-555-0100 or A-2017-03, where nothing is a date.
func (p *parser) inNumber(i int) bool {
	t, before := p.at(i), p.at(i-1)
	if !t.near || i == 0 {
		return false
	}
	switch before.kind {
	case number, dash:
		two := p.at(i - 2)
		return before.kind == number || before.near && (two.kind == number || two.kind == word)
	case word:
		return t.kind == number
	}
	return before.text == "/" || before.text == "." && p.at(i-2).kind == number || before.text == "$" || before.text == "#"
}

// range_ reads what a first period may go on with.
func (p *parser) range_(a span, i int, between bool) (span, int, bool) {
	ref := p.context.Date
	if p.is(i, ",") && p.is(i+1, "through", "thru", "to", "until", "and") {
		i++ // "January 28, 2017, through"
	}
	switch {
	case between && p.is(i, "and"):
		if b, next, ok := p.unit(i + 1); ok {
			s, ok := through(a, b, ref)
			return s, next, ok
		}
		return a, i, false
	case p.at(i).kind == dash || p.is(i, "to", "through", "thru", "until", "/") && (p.at(i).text != "/" || a.grain == byDay):
		if end, ok := p.today(i + 1); ok && !ref.IsZero() {
			a, ok := a.nearest(ref)
			if !ok || a.from.After(ref) {
				return a, i, false
			}
			s := span{from: a.from, until: ref.AddDate(0, 0, 1), grain: byRange, flags: append(a.flags, FlagToday)}
			return s, end, true
		}
		if p.at(i).kind == dash && p.at(i+1).kind == dash {
			i++
		}
		b, next, ok := p.unit(i + 1)
		if !ok || b.grain == byYear && a.grain != byYear && !b.calendar.fiscal() {
			return p.sameMonth(a, i)
		}
		s, ok := through(a, b, ref)
		return s, next, ok
	case a.grain == byDay && p.at(i).kind == monthName && !p.at(i).line:
		// "Feb 4 Feb 10, 2017": two days side by side, the second with its year.
		b, next, ok := p.unit(i)
		if !ok || b.grain != byDay || b.yearless || !a.yearless {
			return a, i, false
		}
		s, ok := through(a, b, ref)
		if !ok || s.until.Sub(s.from) > 400*24*time.Hour {
			return a, i, false
		}
		s.flag(FlagDash)
		return s, next, true
	}
	return a, i, false
}

// sameMonth reads the rest of "Sept. 11-15, 2017": a day of the same month.
func (p *parser) sameMonth(a span, i int) (span, int, bool) {
	last := p.at(i + 1)
	if a.grain != byDay || !a.yearless || last.kind != number || last.n <= a.from.Day() || last.n > 31 || len(last.text) > 2 {
		return a, i, false
	}
	i += 2
	i = p.ordinalEnd(i)
	end := date(a.from.Year(), a.from.Month(), last.n)
	if end.Day() != last.n {
		return a, i, false
	}
	s := span{from: a.from, until: end.AddDate(0, 0, 1), grain: byRange, yearless: true, first: a.first, days: true}
	if y, next, ok := p.yearAfter(i); ok {
		s, ok := s.inYear(y)
		return s, next, ok
	}
	return s, i, true
}

// today reads the words for the day of the document.
func (p *parser) today(i int) (int, bool) {
	if p.is(i, "the") {
		i++
	}
	switch {
	case p.words(i, "date", "of", "this") && p.at(i+3).kind == word:
		return i + 4, true // "letter", "response"
	case p.is(i, "present", "date", "now", "today"):
		return i + 1, true
	}
	return i, false
}

// open reads "since Feb. 1": to the day of the document.
func (p *parser) open(a span, start, next int) (span, int, bool) {
	ref := p.context.Date
	a.first = start
	a, ok := a.nearest(ref)
	if !ok || ref.IsZero() || a.from.After(ref) {
		return span{}, start, false
	}
	a.until, a.grain, a.called = ref.AddDate(0, 0, 1), byRange, ""
	a.flag(FlagToday)
	return a, next, true
}
