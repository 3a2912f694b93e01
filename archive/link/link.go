// Package link finds what a text speaks of, with the words that say so.
//
// It finds days and runs of days written out in full:
//
//	"Jan. 28 - Feb. 3, 2017"         2017-01-28..2017-02-03
//	"January 28, 2017, through …"    …
//	"28 January 2017", "1/28/2017"   2017-01-28
//	"Feb 4 Feb 10, 2017"             2017-02-04..2017-02-10, the dash lost in copying
//
// What is not certain is not said: "1/2/17" in a text that gives no country is
// read the American way, as its sources are; a year alone is no period here.
package link

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"readingroom/archive"
)

const (
	month = `(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`
	dash  = `(?:\s*[-\x{2010}-\x{2015}\x{2212}]\s*|,?\s+(?:to|thru|through|until|and)\s+|\s+)`
)

var (
	// Group names: a = first day, b = last; m month, d day, y year.
	written = regexp.MustCompile(`(?i)\b(?:(?P<am>` + month + `)\s+(?P<ad>\d{1,2})(?:,?\s+(?P<ay>(?:19|20)\d\d))?` + dash +
		`)?(?P<bm>` + month + `)\s+(?P<bd>\d{1,2}),?\s+(?P<by>(?:19|20)\d\d)\b`)
	sameMonth = regexp.MustCompile(`(?i)\b(?P<bm>` + month + `)\s+(?P<ad>\d{1,2})` + `\s*[-\x{2010}-\x{2015}]\s*` + `(?P<bd>\d{1,2}),?\s+(?P<by>(?:19|20)\d\d)\b`)
	dayFirst  = regexp.MustCompile(`(?i)\b(?P<bd>\d{1,2})\s+(?P<bm>` + month + `)\s+(?P<by>(?:19|20)\d\d)\b`)
	slashed   = regexp.MustCompile(`\b(?P<bm>\d{1,2})/(?P<bd>\d{1,2})/(?P<by>(?:19|20)\d\d|\d\d)\b`)
	iso       = regexp.MustCompile(`\b(?P<by>(?:19|20)\d\d)-(?P<bm>\d\d)-(?P<bd>\d\d)\b`)
)

// Periods returns the days and runs of days that a page's text speaks of, in
// the order in which they stand there. Page is left for the caller to set.
func Periods(text string) []archive.PeriodLink {
	var found []archive.PeriodLink
	taken := make([]bool, len(text)+1)
	for _, form := range []*regexp.Regexp{sameMonth, written, dayFirst, iso, slashed} {
		for _, at := range form.FindAllStringSubmatchIndex(text, -1) {
			if taken[at[0]] || taken[at[1]-1] {
				continue
			}
			p, ok := read(form, text, at)
			if !ok {
				continue
			}
			for i := at[0]; i < at[1]; i++ {
				taken[i] = true
			}
			found = append(found, archive.PeriodLink{Start: at[0], End: at[1], Text: text[at[0]:at[1]], Period: p})
		}
	}
	return inCodePoints(text, found)
}

// read makes a period of one match: from the day of group a, where there is
// one, to the day of group b.
func read(form *regexp.Regexp, text string, at []int) (archive.Period, bool) {
	group := func(name string) string {
		if i := form.SubexpIndex(name); i >= 0 && at[2*i] >= 0 {
			return text[at[2*i]:at[2*i+1]]
		}
		return ""
	}
	last, ok := day(group("by"), group("bm"), group("bd"))
	if !ok {
		return archive.Period{}, false
	}
	first := last
	if group("ad") != "" {
		m, y := or(group("am"), group("bm")), or(group("ay"), group("by"))
		if first, ok = day(y, m, group("ad")); !ok {
			return archive.Period{}, false
		}
		if first.After(last) && group("ay") == "" { // "Dec. 28 - Jan. 3, 2017"
			first = first.AddDate(-1, 0, 0)
		}
	}
	if first.After(last) {
		return archive.Period{}, false
	}
	return archive.DayPeriod(first, last), true
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func day(year, monthWord, dayOf string) (time.Time, bool) {
	y, err1 := strconv.Atoi(year)
	d, err2 := strconv.Atoi(dayOf)
	if err1 != nil || err2 != nil {
		return time.Time{}, false
	}
	switch { // the POSIX pivot
	case y < 69:
		y += 2000
	case y < 100:
		y += 1900
	}
	m, err := strconv.Atoi(monthWord)
	if err != nil {
		m = 1 + strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(monthWord[:3]))/3
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, int(t.Month()) == m && t.Day() == d // no 31 February
}

// inCodePoints sorts the finds and turns byte offsets into code points.
func inCodePoints(text string, found []archive.PeriodLink) []archive.PeriodLink {
	slices.SortFunc(found, func(a, b archive.PeriodLink) int { return a.Start - b.Start })
	at, points := 0, 0
	for i := range found {
		length := utf8.RuneCountInString(found[i].Text)
		points += utf8.RuneCountInString(text[at:found[i].Start])
		at = found[i].Start
		found[i].Start, found[i].End = points, points+length
	}
	return found
}
