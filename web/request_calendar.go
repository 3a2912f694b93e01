package web

import (
	"strconv"
	"strings"
	"time"

	"readingroom/archive/foia"
)

// A Calendar is a deadline's account as months of days.
type Calendar struct {
	Account *foia.Account
	Months  []Month
	More    int           // months between that are not drawn
	Skipped []SkippedDays // what was not counted and why, weekends left out
}

// A Month is drawn as weeks of seven days, from Monday.
type Month struct {
	Name  string
	Weeks [][7]DayCell
}

// A DayCell is a day of a month; Day is 0 outside it.
type DayCell struct {
	Day   int
	Class string // counted, off, stopped, received, due; "" lies outside the account
	Sign  string // the number of the day that is counted, or a sign
	Why   string // in words
}

// SkippedDays are days that were not counted for one reason.
type SkippedDays struct{ From, Until, Why string }

// monthsDrawn is how many months are drawn; a clock may stand still for years.
const monthsDrawn = 12

func clockCalendar(a *foia.Account) *Calendar {
	if a == nil || len(a.Days) == 0 {
		return nil
	}
	c := &Calendar{Account: a}
	byMonth := map[string]*Month{}
	var order []string
	for i, d := range a.Days {
		t, err := time.Parse(time.DateOnly, d.Date)
		if err != nil {
			return nil // Due makes no such day
		}
		key := t.Format("2006-01")
		m := byMonth[key]
		if m == nil {
			m = newMonth(t)
			byMonth[key] = m
			order = append(order, key)
		}
		cell := m.at(t)
		cell.Class, cell.Sign, cell.Why = dayLook(a, d, i)
		c.skip(d, t, i)
	}
	if len(order) > monthsDrawn {
		c.More = len(order) - monthsDrawn
		order = append(order[:monthsDrawn/2:monthsDrawn/2], order[len(order)-monthsDrawn/2:]...)
	}
	for _, key := range order {
		c.Months = append(c.Months, *byMonth[key])
	}
	return c
}

// skip keeps why a day was not counted; days one after another for one reason
// are told together.
func (c *Calendar) skip(d foia.Counted, t time.Time, i int) {
	if d.Counted || i == 0 || d.Why == "Saturday" || d.Why == "Sunday" {
		return
	}
	if n := len(c.Skipped); n > 0 && c.Skipped[n-1].Why == d.Why && c.Skipped[n-1].Until == t.AddDate(0, 0, -1).Format(time.DateOnly) {
		c.Skipped[n-1].Until = d.Date
		return
	}
	c.Skipped = append(c.Skipped, SkippedDays{d.Date, d.Date, d.Why})
}

func dayLook(a *foia.Account, d foia.Counted, i int) (class, sign, why string) {
	switch {
	case d.Date == a.Due && d.Counted:
		return "due", strconv.Itoa(d.Number), "Due. " + d.Why
	case d.Date == a.Due:
		return "due", "due", "Due. " + d.Why
	case i == 0:
		return "received", "got", d.Why
	case d.Counted:
		return "counted", strconv.Itoa(d.Number), d.Why
	case strings.HasPrefix(d.Why, "Clock stopped"):
		return "stopped", "stop", d.Why
	case d.Why == "Saturday", d.Why == "Sunday":
		return "off", "–", d.Why
	}
	return "off holiday", "off", d.Why
}

func newMonth(t time.Time) *Month {
	m := &Month{Name: t.Format("January 2006")}
	first := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	for d := first; d.Month() == first.Month(); d = d.AddDate(0, 0, 1) {
		if d == first || d.Weekday() == time.Monday {
			m.Weeks = append(m.Weeks, [7]DayCell{})
		}
		m.Weeks[len(m.Weeks)-1][(int(d.Weekday())+6)%7].Day = d.Day()
	}
	return m
}

func (m *Month) at(t time.Time) *DayCell {
	for w := range m.Weeks {
		for i := range m.Weeks[w] {
			if m.Weeks[w][i].Day == t.Day() {
				return &m.Weeks[w][i]
			}
		}
	}
	return &DayCell{}
}
