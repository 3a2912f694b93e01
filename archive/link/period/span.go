package period

import (
	"slices"
	"time"

	"readingroom/archive"
)

// A grain is how exactly a period is stated.
type grain byte

const (
	byDay grain = iota
	byMonth
	byQuarter
	byHalf
	byYear
	byRange
)

// A span is a period while it is read.
type span struct {
	from, until time.Time // until is the first day after it
	grain       grain
	calendar    Calendar
	called      string // its name, where it has one
	yearless    bool   // its year is still to be found
	first       int    // its first token
	days        bool   // stated to the day
	flags       []string
}

func (s *span) flag(f string) {
	if !slices.Contains(s.flags, f) {
		s.flags = append(s.flags, f)
	}
}

func (s span) label() string {
	switch {
	case s.called != "":
		return s.called
	case s.grain == byMonth:
		return s.from.Format("2006-01")
	}
	return archive.Period{From: s.from.Format(time.DateOnly), Until: s.until.Format(time.DateOnly)}.String()
}

func (s span) calendarName() string { return s.calendar.name() }

// inYear moves a span without a year into one.
func (s span) inYear(y int) (span, bool) {
	from := date(y, s.from.Month(), s.from.Day())
	if from.Day() != s.from.Day() { // February 29
		return s, false
	}
	switch s.grain {
	case byMonth:
		s.until = from.AddDate(0, 1, 0)
	default:
		s.until = from.AddDate(0, 0, int(s.until.Sub(s.from).Hours()/24))
	}
	s.from, s.yearless = from, false
	return s, true
}

// nearest gives a span without a year the one nearest to a day.
func (s span) nearest(to time.Time) (span, bool) {
	if !s.yearless {
		return s, true
	}
	if to.IsZero() {
		return s, false
	}
	best, found := s, false
	for y := to.Year() - 1; y <= to.Year()+1; y++ {
		c, ok := s.inYear(y)
		if ok && (!found || distance(c.from, to) < distance(best.from, to)) {
			best, found = c, true
		}
	}
	best.flags = slices.Clone(best.flags)
	best.flag(FlagYear)
	return best, found
}

func distance(a, b time.Time) time.Duration { return a.Sub(b).Abs() }

// through joins two spans into the one from the first to the last, and finds
// the year of the one that has none from the other.
func through(a, b span, ref time.Time) (span, bool) {
	ok := true
	switch {
	case a.yearless && b.yearless:
		if b, ok = b.nearest(ref); !ok {
			return a, false
		}
		a, ok = before(a, b)
	case a.yearless:
		a, ok = before(a, b)
	case b.yearless:
		if b, ok = b.inYear(a.from.Year()); ok && b.until.Before(a.from) {
			b, ok = b.inYear(a.from.Year() + 1)
		}
	}
	if !ok {
		return a, false
	}
	s := span{from: a.from, until: b.until, grain: byRange, calendar: a.calendar, first: a.first, days: a.days && b.days, flags: slices.Clone(a.flags)}
	for _, f := range b.flags {
		s.flag(f)
	}
	if !b.calendar.fiscal() || a.calendar != b.calendar {
		s.calendar = Calendar{}
		if a.calendar.fiscal() {
			s.calendar = a.calendar
		}
	}
	if a.grain == byYear && b.grain == byYear && a.calendar == b.calendar && a.called != "" && b.called != "" {
		s.called = a.called + "–" + b.called
	}
	if !s.from.Before(s.until) {
		s.flag(FlagInverted)
	}
	return s, true
}

// before gives a the last year in which it does not begin after b.
func before(a, b span) (span, bool) {
	c, ok := a.inYear(b.from.Year())
	if !ok || c.from.After(b.from) {
		c, ok = a.inYear(b.from.Year() - 1)
	}
	return c, ok
}
