package foialog

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"readingroom/archive"
)

// An Order says which of the first two figures of a date is the month.
type Order string

// The orders.
const (
	Auto       Order = ""    // as most dates of the column allow; the month where they do not tell
	MonthFirst Order = "mdy" // 1/2/2019 is 2 January
	DayFirst   Order = "dmy"
)

var (
	isoDate    = regexp.MustCompile(`\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:\b|T)`)
	figureDate = regexp.MustCompile(`\b(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d\d)\b`)
	dayMonth   = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?(?: of)?[-/ .]{1,2}(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ .,]{1,2}(\d{4}|\d\d)\b`)
	monthDay   = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ .]{1,2}(\d{1,2})(?:st|nd|rd|th)?[-/ .,]{1,3}(\d{4}|\d\d)\b`)
	plainDate  = regexp.MustCompile(`^((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])$`)
	serialDate = regexp.MustCompile(`^(\d{5})(?:\.\d+)?$`)
	brokenLine = regexp.MustCompile(`([-/])\s*\n\s*`)
)

const months = "janfebmaraprmayjunjulaugsepoctnovdec"

// days finds the days that a cell names, in their order.
func days(cell string, o Order) []archive.Day {
	cell = brokenLine.ReplaceAllString(strings.TrimSpace(cell), "$1")
	if len(cell) > 400 {
		return nil
	}
	if m := plainDate.FindStringSubmatch(cell); m != nil {
		return one(day(m[1], m[2], m[3]))
	}
	if m := serialDate.FindStringSubmatch(cell); m != nil {
		return one(serial(m[1]))
	}
	type found struct {
		at  int
		day archive.Day
	}
	var all []found
	take := func(re *regexp.Regexp, read func(m []string) archive.Day) {
		for _, at := range re.FindAllStringSubmatchIndex(cell, 8) {
			m := make([]string, 4)
			for i := range m {
				m[i] = cell[at[2*i]:at[2*i+1]]
			}
			taken := false
			for _, f := range all {
				taken = taken || f.at == at[0]
			}
			if d := read(m); d != "" && !taken {
				all = append(all, found{at[0], d})
			}
		}
	}
	take(isoDate, func(m []string) archive.Day { return day(m[1], m[2], m[3]) })
	if len(all) == 0 {
		take(figureDate, func(m []string) archive.Day {
			first, second := m[1], m[2]
			if o == DayFirst {
				first, second = second, first
			}
			if d := day(m[3], first, second); d != "" {
				return d
			}
			return day(m[3], second, first)
		})
		take(dayMonth, func(m []string) archive.Day { return day(m[3], month(m[2]), m[1]) })
		take(monthDay, func(m []string) archive.Day { return day(m[3], month(m[1]), m[2]) })
	}
	var out []archive.Day
	for len(all) > 0 { // few: in the order of the cell
		least := 0
		for i := range all {
			if all[i].at < all[least].at {
				least = i
			}
		}
		out = append(out, all[least].day)
		all = append(all[:least], all[least+1:]...)
	}
	return out
}

func one(d archive.Day) []archive.Day {
	if d == "" {
		return nil
	}
	return []archive.Day{d}
}

func month(name string) string {
	return strconv.Itoa(strings.Index(months, strings.ToLower(name[:3]))/3 + 1)
}

// day puts a day together; "" where there is none such between 1950 and 2100.
func day(year, month, dom string) archive.Day {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(dom)
	if len(year) <= 2 {
		if y += 2000; y >= 2070 {
			y -= 100
		}
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1950 || y > 2100 || t.Day() != d || int(t.Month()) != m {
		return ""
	}
	return t.Format(time.DateOnly)
}

// serial is the day that a spreadsheet keeps as a number of days (ECMA-376
// part 1, 18.17.4.1); "" before 1980 and after 2049.
func serial(digits string) archive.Day {
	n, _ := strconv.Atoi(digits)
	if n < 29221 || n > 54788 {
		return ""
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly)
}

// isDay reports whether a cell is a day and says nothing else.
func isDay(cell string) bool {
	if len(cell) > 40 || bareSerial(cell) || len(days(cell, Auto)) == 0 {
		return false
	}
	letters := 0
	for _, r := range monthName.ReplaceAllString(cell, "") {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters <= 4 // "AM", "EST"
}

var monthName = regexp.MustCompile(`(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*`)

// swapped reports whether a date of figures can be read only against an order.
func swapped(cell string, o Order) bool {
	m := figureDate.FindStringSubmatch(cell)
	if m == nil || isoDate.MatchString(cell) {
		return false
	}
	if o == DayFirst {
		return day(m[3], m[2], m[1]) == "" && day(m[3], m[1], m[2]) != ""
	}
	return day(m[3], m[1], m[2]) == "" && day(m[3], m[2], m[1]) != ""
}

// bareSerial reports whether a cell is a number that may be a spreadsheet's day,
// and may be many other things.
func bareSerial(cell string) bool { return serialDate.MatchString(strings.TrimSpace(cell)) }

// orderOf tells from cells whether their dates begin with the month or with the
// day: with the day where several can only be read so, and hardly any only the
// other way. One alone is a slip.
func orderOf(cells []string) Order {
	dayOnly, monthOnly := 0, 0
	for _, c := range cells {
		m := figureDate.FindStringSubmatch(c)
		if m == nil || isoDate.MatchString(c) {
			continue
		}
		first, _ := strconv.Atoi(m[1])
		second, _ := strconv.Atoi(m[2])
		switch {
		case first > 12 && first <= 31 && second <= 12:
			dayOnly++
		case second > 12 && second <= 31 && first <= 12:
			monthOnly++
		}
	}
	if dayOnly > 1 && dayOnly > 5*monthOnly {
		return DayFirst
	}
	return MonthFirst
}
