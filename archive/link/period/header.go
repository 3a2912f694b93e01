package period

import (
	"slices"
	"strings"
	"time"
)

// A heading is what the name of a column says of time.
type heading struct {
	col   int
	is    headingKind
	span  span       // of one that says all: "Jan-17", "FY15"
	month time.Month // "Jan"
	n     int        // of a year, "2016"; of a quarter or half; behind a month, "Jan 17"
}

type headingKind byte

const (
	noHeading headingKind = iota
	spanHeading
	monthHeading
	quarterHeading
	halfHeading
	yearHeading
)

// headings reads the names of columns.
func (c Context) headings(header []string) []heading {
	var all []heading
	for i, name := range header {
		if h := c.heading(name); h.is != noHeading {
			h.col = i + 1
			all = append(all, h)
		}
	}
	return all
}

// headingLength is how long the name of a column may be that is read as a period.
const headingLength = 120

func (c Context) heading(name string) heading {
	if len(name) > headingLength {
		return heading{}
	}
	p := &parser{context: c.undated(), text: name, tokens: tokenize(name)}
	if h, ok := p.wholePeriod(); ok {
		return h
	}
	if s, ok := wholeMonth(name); ok {
		return heading{is: monthHeading, month: s.from.Month(), n: s.from.Year()}
	}
	h := heading{}
	for i, t := range p.tokens {
		kind, n := noHeading, t.n
		switch {
		case t.kind == monthName:
			kind, n = monthHeading, 0
			h.month = t.month
			if after := p.at(i + 1); after.kind == number && len(after.text) == 2 { // "Jan 17"
				n = 2000 + after.n
			}
		case t.text == "q" || t.text == "qtr" || t.text == "quarter":
			kind, n = quarterHeading, p.partNumber(i)
		case t.text == "h" || t.text == "half":
			kind, n = halfHeading, p.partNumber(i)
		case t.kind == number && len(t.text) == 4 && n >= 1900 && n <= 2100 && !p.inNumber(i) && !p.unitAfter(i+1) && (i == 0 || i == len(p.tokens)-1):
			kind = yearHeading
		}
		switch {
		case kind == noHeading || kind != monthHeading && kind != yearHeading && n == 0:
		case h.is == monthHeading && kind == yearHeading || h.is == yearHeading && kind == monthHeading: // "2016 Jan"
			y := h.n
			if kind == yearHeading {
				y = n
			}
			return heading{is: spanHeading, span: monthOf(y, h.month, false), month: h.month}
		case h.is != noHeading:
			return heading{} // two of them: neither
		default:
			h.is, h.n = kind, n
		}
	}
	return h
}

// wholePeriod reads a name with one period in it that is longer than a day, or
// is the name.
func (p *parser) wholePeriod() (heading, bool) {
	var one span
	found := 0
	for i := 0; i < len(p.tokens); {
		s, next, ok := p.period(i)
		if !ok {
			i++
			continue
		}
		if found++; found > 1 || !s.from.Before(s.until) {
			return heading{}, false
		}
		if s.grain == byDay && next-i < len(p.tokens) {
			return heading{}, false
		}
		one, i = s, next
	}
	return heading{is: spanHeading, span: one}, found == 1
}

// partNumber reads the number beside the word for a part of a year: "Q1", "Qtr 1",
// "1st Quarter", "Second half"; 0 where there is none.
func (p *parser) partNumber(i int) int {
	before, after := p.at(i-1), p.at(i+1)
	if after.kind == number && len(after.text) == 1 && after.n <= 4 {
		return after.n
	}
	if n := ordinals[before.text]; n > 0 {
		return n
	}
	if two := p.at(i - 2); two.kind == number && before.near && ordinals[two.text+before.text] > 0 { // "1st": a number and letters
		return two.n
	}
	return 0
}

// inOrder cuts headings into those that go on from one another: next reports
// whether b may stand behind a, forward or backward.
func inOrder(all []heading, step func(a, b heading) int) [][]heading {
	var runs [][]heading
	for start := 0; start < len(all); {
		end, way := start+1, 0
		for end < len(all) {
			s := step(all[end-1], all[end])
			if s != 0 && way == 0 {
				way = s
			}
			if s == otherStep || s != 0 && s != way {
				break
			}
			end++
		}
		runs = append(runs, all[start:end])
		start = end
	}
	return runs
}

// otherStep is that of two headings which do not follow one another.
const otherStep = 99

func monthStep(a, b heading) int {
	switch d := (int(b.month) - int(a.month) + 12) % 12; {
	case d == 0 && a.n == b.n:
		return 0
	case d == 1 && (a.n == b.n || b.n == a.n+1 && b.month == time.January):
		return 1
	case d == 11 && (a.n == b.n || b.n == a.n-1 && a.month == time.January):
		return -1
	}
	return otherStep
}

func numberStep(a, b heading) int {
	if d := b.n - a.n; d >= -1 && d <= 1 {
		return d
	}
	return otherStep
}

// distinct counts the headings of a run that are not alike.
func distinct(run []heading) int {
	n := 1
	for i := 1; i < len(run); i++ {
		if run[i].n != run[i-1].n || run[i].month != run[i-1].month {
			n++
		}
	}
	return n
}

// ofKind returns the headings of a kind.
func ofKind(all []heading, k headingKind) []heading {
	return slices.DeleteFunc(slices.Clone(all), func(h heading) bool { return h.is != k })
}

// What a column holds, as its name says.
type columnRole byte

const (
	plainColumn columnRole = iota
	yearColumn
	fiscalColumn // of fiscal years
	monthColumn
	quarterColumn
)

// notReported are the words of columns whose years and months tell when
// somebody was born rather than what a row reports on, or how long something was.
var notReported = wordSet("birth born dob built model make vehicle age old service experience graduation graduated expiration expires tax school months years sentence term length duration")

// roleOf reads the name of a column: "Fiscal Year", "Year received", "Month".
func roleOf(name string) columnRole {
	if len(name) > headingLength {
		return plainColumn
	}
	role, fiscal := plainColumn, false
	for _, w := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r < 'a' || r > 'z' }) {
		switch w {
		case "fiscal", "fy", "ffy", "sfy":
			fiscal = true
			if w != "fiscal" {
				role = max(role, yearColumn)
			}
		case "year", "yr", "cy":
			role = max(role, yearColumn)
		case "month", "mo", "mon":
			role = max(role, monthColumn)
		case "quarter", "qtr":
			role = max(role, quarterColumn)
		}
		if notReported[w] {
			return plainColumn
		}
	}
	if role == yearColumn && fiscal {
		return fiscalColumn
	}
	return role
}
