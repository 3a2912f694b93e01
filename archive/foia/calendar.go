package foia

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"

	"readingroom/archive"
)

// A Holiday is a day that a user's own table says is none for work.
type Holiday struct {
	Date archive.Day `json:"date"`
	Name string      `json:"name"`
}

// Calendars are the names that Law.Holidays can have: those of the holidays
// known by rule, and OwnCalendar and NoCalendar.
func Calendars() []string {
	return append(slices.Sorted(maps.Keys(holidays)), OwnCalendar, NoCalendar)
}

// The calendars that no rule makes.
const (
	OwnCalendar = "own"  // the law's own rows and no others
	NoCalendar  = "none" // Saturdays and Sundays alone
)

// HolidaysOf returns the holidays of a law in a year that fall on weekdays, on
// the days on which they are observed; false where its own table has no rows of
// that year.
func HolidaysOf(l Law, year int) ([]Holiday, bool) {
	c := calendarOf(l)
	out := []Holiday{}
	for t := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); t.Year() == year; t = next(t) {
		if why := c.off(t); why != "" && why != t.Weekday().String() {
			out = append(out, Holiday{day(t), why})
		}
	}
	return out, c.knows(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC))
}

// A calendar tells working days from others.
type calendar struct {
	*cal.Calendar
	own   map[archive.Day]string // of the law's own table
	years []int                  // those that an own table has rows of; nil: holidays are known by rule

	ruled map[int]map[int]string // by year and day of the year: the holidays by rule that are no weekend
}

// calendarOf is the calendar of a law: its named one, and its own rows.
func calendarOf(l Law) calendar {
	c := calendar{Calendar: &cal.Calendar{}, own: map[archive.Day]string{}, ruled: map[int]map[int]string{}}
	c.AddHoliday(holidays[l.Holidays]...)
	years := map[int]bool{}
	for _, h := range l.Own {
		c.own[h.Date] = h.Name
		if t, err := time.Parse(time.DateOnly, h.Date); err == nil {
			years[t.Year()] = true
		}
	}
	if l.Holidays == OwnCalendar {
		c.years = slices.Sorted(maps.Keys(years))
		if c.years == nil {
			c.years = []int{}
		}
	}
	return c
}

// knows reports whether the holidays of a day's year are known.
func (c calendar) knows(t time.Time) bool {
	return c.years == nil || slices.Contains(c.years, t.Year())
}

// misses is the error of a day whose year an own table has no rows of.
func (c calendar) misses(l Law, t time.Time) error {
	has := "no rows"
	if n := len(c.years); n > 0 {
		has = fmt.Sprintf("rows from %d to %d", c.years[0], c.years[n-1])
	}
	return fmt.Errorf("holidays: the table of %s has %s and none for %d, so its working days cannot be counted; add the holidays of %d: %w", l.Code, has, t.Year(), t.Year(), archive.ErrInvalid)
}

// off returns why a day is no working day, or "".
func (c calendar) off(t time.Time) string {
	switch t.Weekday() {
	case time.Saturday, time.Sunday:
		return t.Weekday().String()
	}
	if len(c.own) > 0 {
		if name, ok := c.own[day(t)]; ok {
			return strings.TrimSpace(name)
		}
	}
	return c.year(t.Year())[t.YearDay()]
}

// year is the holidays of a year by rule, by day of the year. Each year is looked
// up once, as a request may be overdue for many. New Year's Day of the next year
// may be observed in it.
func (c calendar) year(year int) map[int]string {
	of, ok := c.ruled[year]
	if ok {
		return of
	}
	of = map[int]string{}
	c.ruled[year] = of
	for _, h := range c.Holidays {
		for _, y := range []int{year, year + 1} {
			actual, observed := h.Calc(y)
			if actual.Year() == year {
				of[actual.YearDay()] = h.Name
			}
			if observed.Year() == year && of[observed.YearDay()] == "" {
				of[observed.YearDay()] = h.Name + " (observed)"
			}
		}
	}
	return of
}

// working counts the working days after a, up to b: the weekdays, less the
// holidays among them.
func (c calendar) working(a, b time.Time) int {
	days := int(b.Sub(a).Hours() / 24)
	n := days / 7 * 5
	for d := a.AddDate(0, 0, days/7*7+1); !d.After(b); d = next(d) {
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			n++
		}
	}
	isOff := func(d time.Time) bool {
		return d.After(a) && !d.After(b) && d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && c.off(d) != ""
	}
	for y := a.Year(); y <= b.Year(); y++ {
		first := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
		for yearDay := range c.year(y) {
			if isOff(first.AddDate(0, 0, yearDay-1)) {
				n--
			}
		}
	}
	for date := range c.own {
		d, err := time.Parse(time.DateOnly, date)
		if err == nil && c.year(d.Year())[d.YearDay()] == "" && isOff(d) {
			n--
		}
	}
	return n
}
