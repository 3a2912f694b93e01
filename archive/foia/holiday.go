package foia

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/us"
)

// holidays are the legal public holidays by calendar.
//
// Those of "us" are the ones of 5 U.S.C. 6103(a), moved from a Saturday to the
// Friday before (6103(b)) and from a Sunday to the Monday after (E.O. 11582).
// Juneteenth is one from 2021 on (Pub. L. 117-17). Inauguration Day is a holiday
// for federal employees around Washington only (6103(c)) and stops no clock;
// nor do days off that a President grants, which are not legal public holidays.
var holidays = map[string][]*cal.Holiday{
	"us": us.Holidays,
	// Cal. Gov. Code 6700: the last day of a limit that falls on one of them moves.
	"us-ca": {
		us.NewYear, us.MlkDay, lincoln, us.PresidentsDay, chavez, us.MemorialDay, since(us.Juneteenth, 2023), us.IndependenceDay, us.LaborDay,
		admission, us.VeteransDay, us.ThanksgivingDay, us.DayAfterThanksgivingDay, us.ChristmasDay,
	},
	// N.Y. Gen. Constr. Law 24: moved from Sundays only.
	"us-ny": {
		sunday(us.NewYear), us.MlkDay, sunday(lincoln), us.PresidentsDay, us.MemorialDay, sunday(since(us.Juneteenth, 2020)), sunday(us.IndependenceDay),
		us.LaborDay, us.ColumbusDay, electionDay, sunday(us.VeteransDay), us.ThanksgivingDay, sunday(us.ChristmasDay),
	},
	// Tex. Gov't Code 662.003(a) and (b), which 552.0031 takes as no business days; not moved.
	"us-tx": {
		fixed(us.NewYear), us.MlkDay, heroes, us.PresidentsDay, independence, sanJacinto, us.MemorialDay, fixed(since(us.Juneteenth, 1980)), fixed(us.IndependenceDay),
		johnson, us.LaborDay, fixed(us.VeteransDay), us.ThanksgivingDay, us.DayAfterThanksgivingDay, beforeChristmas, fixed(us.ChristmasDay), afterChristmas,
	},
	// The holidays of the State of Illinois, on which public offices are closed.
	"us-il": {
		us.NewYear, us.MlkDay, lincoln, us.PresidentsDay, us.MemorialDay, since(us.Juneteenth, 2022), us.IndependenceDay, us.LaborDay, us.ColumbusDay,
		electionEven, us.VeteransDay, us.ThanksgivingDay, us.DayAfterThanksgivingDay, us.ChristmasDay,
	},
	// Wash. Rev. Code 1.16.050.
	"us-wa": {
		us.NewYear, us.MlkDay, us.PresidentsDay, us.MemorialDay, since(us.Juneteenth, 2022), us.IndependenceDay, us.LaborDay, us.VeteransDay,
		us.ThanksgivingDay, us.DayAfterThanksgivingDay, us.ChristmasDay,
	},
}

var (
	lincoln         = on("Lincoln's Birthday", time.February, 12)
	chavez          = on("Cesar Chavez Day", time.March, 31)
	admission       = fixed(on("Admission Day", time.September, 9))
	heroes          = fixed(on("Confederate Heroes Day", time.January, 19))
	independence    = fixed(on("Texas Independence Day", time.March, 2))
	sanJacinto      = fixed(on("San Jacinto Day", time.April, 21))
	johnson         = fixed(on("Lyndon Baines Johnson Day", time.August, 27))
	beforeChristmas = fixed(on("The day before Christmas", time.December, 24))
	afterChristmas  = fixed(on("The day after Christmas", time.December, 26))
	electionDay     = &cal.Holiday{Name: "Election Day", Func: election}
	electionEven    = &cal.Holiday{Name: "Election Day", Func: func(h *cal.Holiday, year int) time.Time {
		if year%2 != 0 {
			return time.Time{}
		}
		return election(h, year)
	}}
)

// on is a holiday of a date, moved as the federal ones are.
func on(name string, month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Name: name, Month: month, Day: day, Func: cal.CalcDayOfMonth, Observed: us.IndependenceDay.Observed}
}

// since is a holiday that begins in another year.
func since(h *cal.Holiday, year int) *cal.Holiday {
	c := *h
	c.StartYear = year
	return &c
}

// fixed is a holiday that does not move.
func fixed(h *cal.Holiday) *cal.Holiday {
	c := *h
	c.Observed = nil
	return &c
}

// sunday is a holiday that moves from a Sunday only.
func sunday(h *cal.Holiday) *cal.Holiday {
	c := *h
	c.Observed = []cal.AltDay{{Day: time.Sunday, Offset: 1}}
	return &c
}

// election is the Tuesday after the first Monday of November (2 U.S.C. 7).
func election(_ *cal.Holiday, year int) time.Time {
	d := time.Date(year, time.November, 2, 0, 0, 0, 0, cal.DefaultLoc)
	for d.Weekday() != time.Tuesday {
		d = next(d)
	}
	return d
}

// A calendar tells working days from others.
type calendar struct {
	*cal.Calendar
	years map[int]map[int]string // by year and day of the year: the holidays that are no weekend
}

func calendarOf(name string) calendar {
	c := &cal.Calendar{}
	c.AddHoliday(holidays[name]...)
	return calendar{c, map[int]map[int]string{}}
}

// off returns why a day is no working day, or "".
func (c calendar) off(t time.Time) string {
	switch t.Weekday() {
	case time.Saturday, time.Sunday:
		return t.Weekday().String()
	}
	of, ok := c.years[t.Year()]
	if !ok {
		of = c.year(t.Year())
		c.years[t.Year()] = of
	}
	return of[t.YearDay()]
}

// year looks up the holidays of a year once: a request may be overdue for years.
func (c calendar) year(year int) map[int]string {
	of := map[int]string{}
	for _, h := range c.Holidays {
		for _, y := range []int{year, year + 1} {
			actual, observed := h.Calc(y)
			for _, t := range []time.Time{actual, observed} {
				if name := c.holiday(t); t.Year() == year && name != "" {
					of[t.YearDay()] = name
				}
			}
		}
	}
	return of
}

// holiday returns the name of the holiday on a day, or "".
func (c calendar) holiday(t time.Time) string {
	actual, observed, h := c.IsHoliday(t)
	if !actual && !observed {
		// The library looks at the holidays of the day's own year, and New
		// Year's Day of the next may be observed on December 31.
		if t.Month() == time.December && t.Day() == 31 {
			for _, h := range c.Holidays {
				if _, obs := h.Calc(t.Year() + 1); obs.Year() == t.Year() && obs.YearDay() == t.YearDay() {
					return h.Name + " (observed)"
				}
			}
		}
		return ""
	}
	if !actual {
		return h.Name + " (observed)"
	}
	return h.Name
}
