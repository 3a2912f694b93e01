package period

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"readingroom/archive"
)

// A Name is how a period is called in an address:
//
//	2017-01-28              a day
//	2017-01-28..2017-02-03  from one to another, both included; also of the others
//	2017-01   2017   2010s  a month, a year, a decade
//	2017-Q1   2017-H2       a quarter, a half
//	FY2017    FY2017-Q1     of the federal fiscal year
//	FY2017:ny               of a state's fiscal year
type Name = string

var (
	yearName = regexp.MustCompile(`(?i)^(FY)?[ -]?(\d{4})(?:[ -]?([QH])([1-4]))?(?::([a-z]{2,7}))?$`)
	dayName  = regexp.MustCompile(`^(\d{4})-(\d{2})(?:-(\d{2}))?$`)
	decades  = regexp.MustCompile(`^(\d{3})0s$`)
)

// Named returns the period that a name calls so, or archive.ErrInvalid.
func Named(name Name) (archive.Period, error) {
	a, b, ranged := strings.Cut(strings.TrimSpace(name), "..")
	p, ok := named(strings.TrimSpace(a))
	if ranged && ok {
		var q archive.Period
		if q, ok = named(strings.TrimSpace(b)); ok {
			p.Until = q.Until
			ok = p.From < p.Until
		}
	}
	if !ok {
		return archive.Period{}, fmt.Errorf("period %q: want one such as 2017, 2017-01, 2017-Q1, FY2017-Q1, 2017-01-28 or 2017-01-28..2017-02-03: %w", name, archive.ErrInvalid)
	}
	return p, nil
}

func named(s string) (archive.Period, bool) {
	if m := dayName.FindStringSubmatch(s); m != nil {
		if m[3] != "" {
			t, err := time.Parse(time.DateOnly, s)
			return monthsFrom(t, 0, 1), err == nil && t.Year() > 0
		}
		t, err := time.Parse("2006-01", s)
		return monthsFrom(t, 1, 0), err == nil && t.Year() > 0
	}
	if m := decades.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return monthsFrom(date(10*n, time.January, 1), 120, 0), n > 0
	}
	m := yearName.FindStringSubmatch(s)
	if m == nil {
		return archive.Period{}, false
	}
	n, _ := strconv.Atoi(m[2])
	c := Calendar{Begin: time.January}
	if m[1] != "" {
		c = Federal
		if m[5] != "" {
			var ok bool
			if c, ok = CalendarOf(m[5]); !ok {
				return archive.Period{}, false
			}
		}
	} else if m[5] != "" {
		return archive.Period{}, false
	}
	begin, length := c.year(n), 12
	if m[3] != "" {
		part, _ := strconv.Atoi(m[4])
		if length = 3; strings.EqualFold(m[3], "H") {
			length = 6
		}
		if part*length > 12 {
			return archive.Period{}, false
		}
		begin = begin.AddDate(0, (part-1)*length, 0)
	}
	return monthsFrom(begin, length, 0), n > 1 && n < 9999
}

func monthsFrom(from time.Time, n, days int) archive.Period {
	return archive.Period{From: from.Format(time.DateOnly), Until: from.AddDate(0, n, days).Format(time.DateOnly)}
}

// NameOf returns the shortest name of a period in the common calendar.
func NameOf(p archive.Period) Name {
	from, err := time.Parse(time.DateOnly, p.From)
	until, err2 := time.Parse(time.DateOnly, p.Until)
	if err != nil || err2 != nil || !from.Before(until) {
		return p.String()
	}
	n := (until.Year()-from.Year())*12 + int(until.Month()) - int(from.Month())
	if from.Day() != 1 || until.Day() != 1 {
		return p.String()
	}
	switch m := int(from.Month()) - 1; {
	case n == 1:
		return from.Format("2006-01")
	case n == 3 && m%3 == 0:
		return fmt.Sprintf("%04d-Q%d", from.Year(), m/3+1)
	case n == 6 && m%6 == 0:
		return fmt.Sprintf("%04d-H%d", from.Year(), m/6+1)
	case n == 12 && m == 0:
		return from.Format("2006")
	case n == 120 && m == 0 && from.Year()%10 == 0:
		return from.Format("2006") + "s"
	}
	return p.String()
}
