// Package period finds the days and the reporting periods that a text speaks of.
//
//	"Jan. 28 – Feb. 3, 2017"              2017-01-28..2017-02-03
//	"Feb 4 Feb 10, 2017"                  2017-02-04..2017-02-10, the dash lost in copying
//	"first quarter of fiscal year 2017"   2016-10-01..2016-12-31, federal fiscal year
//	"the week ending Feb. 3"              a week; the year nearest to the document's date
//
// What is not certain is not said: a year alone is a period only where a word
// before it says so ("in 2016"), and a day without a year only where the
// document's own date is known. Every library for dates in running text that
// was tried knows no fiscal years, and reads "Q1 FY17" wrong rather than not at
// all, so the grammar is our own: tokens, and a small parser over them.
package period

import (
	"time"
	"unicode/utf8"

	"readingroom/archive"
)

// A Context is what is known beside the text.
type Context struct {
	// Date is the document's own date; zero where it is not known. Days without
	// a year take the year nearest to it, and "to date" ends on it.
	Date time.Time
	// Fiscal is the calendar that "fiscal year" means where the text does not
	// say whose; the federal one where it is zero.
	Fiscal Calendar
	// Assumed says that it is not certain that Fiscal is theirs: a city in a state
	// may have another than its state.
	Assumed bool
}

// A Find is a period with the words that say so.
type Find struct {
	Start, End int // in code points of the text
	Text       string
	Period     archive.Period
	Dated      bool     // it is stated to the day
	Label      string   // how it is called: "FY2017 Q1", "2017-02", "2017-01-28..2017-02-03"
	Calendar   string   // "" for the common year; "federal fiscal", "state fiscal", "NY fiscal"
	Flags      []string // what to be careful about
}

// The flags of a Find.
const (
	FlagYear     = "year-assumed"   // the year is the one nearest to the document's date
	FlagInverted = "inverted"       // it ends before it begins, as written
	FlagDash     = "dash-lost"      // two dates side by side were read as a range
	FlagFiscal   = "fiscal-assumed" // the text does not say whose fiscal year
	FlagToday    = "until-document" // it is open, and ends with the document's date
	FlagAbout    = "about"          // a part of it is meant, or about these days: "late 2007", "summer of 2009"
	FlagAbove    = "year-above"     // its year stands above it: in a title, a label, a row that is a year
	FlagRelative = "relative"       // it is counted from the document's date: "last week"
)

// In returns the periods that a text speaks of, in the order in which they
// stand there; none lies within another.
func In(text string, c Context) []Find {
	p := &parser{context: c, text: text, tokens: tokenize(text)}
	var finds []Find
	at, points := 0, 0
	for i := 0; i < len(p.tokens); {
		s, next, ok := p.period(i)
		if !ok {
			i++
			continue
		}
		first, last := p.tokens[s.first], p.tokens[next-1]
		points += utf8.RuneCountInString(text[at:first.start])
		at = first.start
		f := s.find(text[first.start:last.end])
		f.Start, f.End = points, points+utf8.RuneCountInString(f.Text)
		finds = append(finds, f)
		i = next
	}
	return finds
}

// find is what is said of a span, with the words for it.
func (s span) find(text string) Find {
	return Find{
		Text: text, Dated: s.days, Label: s.label(), Calendar: s.calendarName(), Flags: s.flags,
		Period: archive.Period{From: s.from.Format(time.DateOnly), Until: s.until.Format(time.DateOnly)},
	}
}
