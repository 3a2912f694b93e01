package foia

import (
	"strings"
	"testing"
	"time"
)

// The federal holidays as the Office of Personnel Management published them,
// those that fell on a weekend on the day they were observed.
const published = `
2015: 1-1 1-19 2-16 5-25 7-3 9-7 10-12 11-11 11-26 12-25
2016: 1-1 1-18 2-15 5-30 7-4 9-5 10-10 11-11 11-24 12-26
2017: 1-2 1-16 2-20 5-29 7-4 9-4 10-9 11-10 11-23 12-25
2018: 1-1 1-15 2-19 5-28 7-4 9-3 10-8 11-12 11-22 12-25
2019: 1-1 1-21 2-18 5-27 7-4 9-2 10-14 11-11 11-28 12-25
2020: 1-1 1-20 2-17 5-25 7-3 9-7 10-12 11-11 11-26 12-25
2021: 1-1 1-18 2-15 5-31 6-18 7-5 9-6 10-11 11-11 11-25 12-24 12-31
2022: 1-17 2-21 5-30 6-20 7-4 9-5 10-10 11-11 11-24 12-26
2023: 1-2 1-16 2-20 5-29 6-19 7-4 9-4 10-9 11-10 11-23 12-25
2024: 1-1 1-15 2-19 5-27 6-19 7-4 9-2 10-14 11-11 11-28 12-25
2025: 1-1 1-20 2-17 5-26 6-19 7-4 9-1 10-13 11-11 11-27 12-25
2026: 1-1 1-19 2-16 5-25 6-19 7-3 9-7 10-12 11-11 11-26 12-25
2027: 1-1 1-18 2-15 5-31 6-18 7-5 9-6 10-11 11-11 11-25 12-24 12-31
`

func TestFederalHolidays(t *testing.T) {
	c := calendarOf(USFOIA)
	for line := range strings.Lines(strings.TrimSpace(published)) {
		year, want, _ := strings.Cut(strings.TrimSpace(line), ": ")
		var got []string
		from, _ := time.Parse("2006", year)
		for d := from; d.Year() == from.Year(); d = next(d) {
			if off := c.off(d); off != "" && off != "Saturday" && off != "Sunday" {
				got = append(got, d.Format("1-2"))
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s, want %s", year, s, want)
		}
	}
}

func TestWhyADayIsOff(t *testing.T) {
	for _, c := range []struct{ calendar, day, want string }{
		{"us", "2017-04-14", ""},
		{"us", "2017-04-15", "Saturday"},
		{"us", "2017-04-16", "Sunday"},
		{"us", "2017-05-29", "Memorial Day"},
		{"us", "2017-11-10", "Veterans Day (observed)"},
		{"us", "2021-12-31", "New Year's Day (observed)"},
		{"us", "2017-01-20", ""}, // Inauguration Day
		{"us", "2020-06-19", ""}, // before Juneteenth was one
		{"us", "2025-01-09", ""}, // a day of mourning, by executive order
		{"us-ca", "2017-03-31", "Cesar Chavez Day"},
		{"us-ca", "2017-10-09", "Columbus Day"}, // a judicial holiday until 2021
		{"us-ca", "2022-10-10", ""},
		{"us-ca", "2022-09-23", "Native American Day"},
		{"us-ca", "2021-09-24", ""},
		{"us-ca", "2016-09-09", ""}, // Admission Day
		{"us-ny", "2017-02-13", "Lincoln's Birthday (observed)"},
		{"us-ny", "2016-02-12", "Lincoln's Birthday"},
		{"us-ny", "2021-07-05", "Independence Day (observed)"},
		{"us-ny", "2020-07-03", ""}, // from a Saturday none is moved
		{"us-ny", "2017-11-07", "Election Day"},
		{"us-tx", "2017-12-26", "The day after Christmas"},
		{"us-tx", "2017-11-10", ""},
		{"us-il", "2018-11-06", "Election Day"},
		{"us-il", "2017-11-07", ""},
		{"us-wa", "2017-11-24", "Native American Heritage Day"},
		{"us-wa", "2013-11-29", "Day After Thanksgiving Day"},
		{"us-wa", "2017-10-09", ""},
	} {
		d, err := parse("day", c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := calendarOf(Law{Holidays: c.calendar}).off(d); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.day, c.calendar, got, c.want)
		}
	}
}

func TestEveryLawHasItsCalendar(t *testing.T) {
	for _, l := range Laws {
		if holidays[l.Holidays] == nil {
			t.Errorf("%s: no calendar %q", l.Code, l.Holidays)
		}
		for _, limit := range []Limit{l.Answer, l.Extension, l.Routing, l.Appeal, l.Decision} {
			if (limit.Days > 0) != (limit.Cite != "") {
				t.Errorf("%s: a limit of %d days cites %q", l.Code, limit.Days, limit.Cite)
			}
		}
	}
}
