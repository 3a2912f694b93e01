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
	// Cal. Civ. Proc. Code 135, which 12a takes for the last day of a limit: the
	// holidays of Gov. Code 6700 but Admission Day; since 2022 Native American Day
	// instead of Columbus Day (Stats. 2021, ch. 283).
	"us-ca": {
		us.NewYear, us.MlkDay, lincoln, us.PresidentsDay, chavez, us.MemorialDay, since(us.Juneteenth, 2023), us.IndependenceDay, us.LaborDay,
		until(us.ColumbusDay, 2021), nativeAmerican, us.VeteransDay, us.ThanksgivingDay, us.DayAfterThanksgivingDay, us.ChristmasDay,
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
	// Wash. Rev. Code 1.16.050(1).
	"us-wa": {
		us.NewYear, us.MlkDay, us.PresidentsDay, us.MemorialDay, since(us.Juneteenth, 2022), us.IndependenceDay, us.LaborDay, us.VeteransDay,
		us.ThanksgivingDay, until(us.DayAfterThanksgivingDay, 2013), since(heritage, 2014), us.ChristmasDay,
	},
}

var (
	lincoln         = on("Lincoln's Birthday", time.February, 12)
	chavez          = on("Cesar Chavez Day", time.March, 31)
	nativeAmerican  = &cal.Holiday{Name: "Native American Day", Month: time.September, Weekday: time.Friday, Offset: 4, Func: cal.CalcWeekdayOffset, StartYear: 2022}
	heritage        = called("Native American Heritage Day", us.DayAfterThanksgivingDay)
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

// called is a holiday under another name.
func called(name string, h *cal.Holiday) *cal.Holiday {
	c := *h
	c.Name = name
	return &c
}

// since is a holiday that begins in another year.
func since(h *cal.Holiday, year int) *cal.Holiday {
	c := *h
	c.StartYear = year
	return &c
}

// until is a holiday that ends with another year.
func until(h *cal.Holiday, year int) *cal.Holiday {
	c := *h
	c.EndYear = year
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
