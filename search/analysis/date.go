package analysis

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A date is a compound, however it is written, so that one finds the others:
//
//	2017-01-28    1/28/2017    January 28, 2017    28 Jan. 2017
//
// are all ^2017-01-28, and ^--01-28 as a day of any year, as January 28 is. A month
// of a year, Jan. 2017 or 1/2017, is ^2017-01. A date of numbers is read as it is
// written in the United States, the month first, unless that cannot be.

// NumericDate reads three numbers with signs between; "" where they are no date.
func NumericDate(parts []string) string {
	if len(parts) != 3 {
		return ""
	}
	var n [3]int
	for i, p := range parts {
		var err error
		if n[i], err = strconv.Atoi(p); err != nil || len(p) > 4 {
			return ""
		}
	}
	switch {
	case len(parts[0]) == 4:
		return date(n[0], n[1], n[2])
	case len(parts[2]) == 4:
	case len(parts[2]) == 2 && len(parts[0]) <= 2:
		if n[2] += 2000; n[2] > 2050 {
			n[2] -= 100
		}
	default:
		return ""
	}
	if s := date(n[2], n[0], n[1]); s != "" {
		return s
	}
	return date(n[2], n[1], n[0])
}

// numericMonth reads 1/2017 and 2017-01; "" where that is no month.
func numericMonth(parts []string) string {
	if len(parts) != 2 || len(parts[0])+len(parts[1]) < 5 || len(parts[0])+len(parts[1]) > 6 {
		return ""
	}
	first, err := strconv.Atoi(parts[0])
	second, err2 := strconv.Atoi(parts[1])
	if len(parts[0]) == 4 {
		first, second = second, first
	}
	if err != nil || err2 != nil || first < 1 || first > 12 || second < 1600 || second > 2099 {
		return ""
	}
	return fmt.Sprintf("^%04d-%02d", second, first)
}

// date prints a day of the calendar; "" where there is none.
func date(year, month, day int) string {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1000 || t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return ""
	}
	return fmt.Sprintf("^%04d-%02d-%02d", year, month, day)
}

// ofAnyYear is the compound of a day of any year; that of a day of a year is made so.
func ofAnyYear(day string) string { return "^--" + day[len("^2017-"):] }

// months are their names in small letters.
var months = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// Month is the number of a month by its name or the beginning of it; 0: none.
func Month(name string) int {
	if len(name) < 3 || len(name) > 9 {
		return 0
	}
	for i, m := range months {
		if name[0]|0x20 != m[0] || name[1]|0x20 != m[1] || name[2]|0x20 != m[2] {
			continue
		}
		if len(name) == 3 || strings.EqualFold(name, m) || strings.EqualFold(name, "sept") {
			return i + 1
		}
	}
	return 0
}

// spelled reads a date with the name of its month at i, and how long it is; "",
// 0 where none begins there.
func (s *scanner) spelled(i int) (term string, length int) {
	c := s.text[i] | 0x20
	if !IsDigit(s.text[i]) && !strings.ContainsRune("jfmasond", rune(c)) || i > 0 && IsWordByte(s.text[i-1]) {
		return "", 0
	}
	words := [3]string{}
	var ends [3]int
	at, n := i, 0
	for n < len(words) {
		start := at
		for at < len(s.text) && at-start < 10 && IsWordByte(s.text[at]) {
			at++
		}
		words[n], ends[n] = s.text[start:at], at
		if n == 0 && Month(words[0]) == 0 && dayNumber(words[0]) == 0 {
			return "", 0
		}
		if r, _ := utf8.DecodeRuneInString(s.text[at:]); words[n] == "" || IsWord(r) {
			break
		}
		n++
		for end := at + 4; at < len(s.text) && at < end && strings.IndexByte(" .,\n-/", s.text[at]) >= 0; {
			at++
		}
	}
	if n < 2 {
		return "", 0
	}
	m, day, year := Month(words[0]), dayNumber(words[1]), 0
	switch {
	case m > 0 && day == 0: // January 2017
		if year = yearOf(words[1]); year == 0 {
			return "", 0
		}
		return fmt.Sprintf("^%04d-%02d", year, m), ends[1] - i
	case m == 0:
		m, day = Month(words[1]), dayNumber(words[0])
	}
	if m == 0 || day == 0 {
		return "", 0
	}
	end := ends[1]
	if n == 3 {
		year = yearOf(words[2])
	}
	if year > 0 {
		end = ends[2]
	} else {
		year = s.yearAfter(ends[1], m)
	}
	if year > 0 {
		return date(year, m, day), end - i
	}
	if strings.IndexByte(s.text[ends[0]:ends[1]], '\n') >= 0 || date(2000, m, day) == "" {
		return "", 0
	}
	return ofAnyYear(date(2000, m, day)), end - i
}

// dayNumber is the number of a day: 28, 28th; 0: none.
func dayNumber(s string) int {
	if s == "" || !IsDigit(s[0]) || len(s) > 4 {
		return 0
	}
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, suffix)
	}
	if n, err := strconv.Atoi(s); err == nil && len(s) <= 2 && n <= 31 {
		return n
	}
	return 0
}

// yearOf is the number of a year of four digits; 0: none.
func yearOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil && len(s) == 4 && n >= 1000 {
		return n
	}
	return 0
}

// laterDay is what follows a day whose year is told only by another: January 28 -
// February 3, 2017.
var laterDay = regexp.MustCompile(`^\s?(?i:[-–—,&]|and|to|through|thru|until)\s?(?:(?i:([a-z]{3,9})\.?) )?\d{1,2}(?:st|nd|rd|th)?,?\s(\d{4})\b`)

// yearAfter is the year of a day of a month, told of a later day that follows it
// at i; 0 where none is.
func (s *scanner) yearAfter(i, m int) int {
	found := laterDay.FindStringSubmatch(s.text[i:min(len(s.text), i+40)])
	if found == nil || found[1] != "" && Month(found[1]) == 0 {
		return 0
	}
	year := yearOf(found[2])
	if last := Month(found[1]); year > 0 && last > 0 && last < m {
		year--
	}
	return year
}

// addDate adds the compounds of a date that stands so.
func (s *scanner) addDate(term string, start, end int) {
	s.add(Token{Term: term, Start: start, End: end, Pos: s.pos + 1, Whole: true})
	if IsDay(term) {
		s.add(Token{Term: ofAnyYear(term), Start: start, End: end, Pos: s.pos + 1, Whole: true})
	}
}

// IsDay reports whether a compound is a day of a year.
func IsDay(term string) bool {
	return len(term) == len("^2017-01-28") && strings.Count(term, "-") == 2 && NumericDate(strings.Split(term[1:], "-")) == term
}

// IsDate reports whether a compound is a day, a month, or a day of any year.
func IsDate(term string) bool {
	if len(term) != len("^2017-01") {
		return IsDay(term)
	}
	if strings.HasPrefix(term, "^--") {
		return IsDay("^2000" + term[2:])
	}
	return numericMonth(strings.Split(term[1:], "-")) == term
}

// DatesOf are the compounds under which a date is found: of a month, where all of
// it is asked for, its days, too.
func DatesOf(term string, all bool) []string {
	out := []string{term}
	if year := yearOf(term[1:5]); all && !IsDay(term) && year > 0 {
		m, _ := strconv.Atoi(term[6:])
		for d := range 31 {
			if day := date(year, m, d+1); day != "" {
				out = append(out, day)
			}
		}
	}
	return out
}

// Spellings are the words of a date as they may stand in a text.
func Spellings(term string) [][]string {
	y, m, d := term[1:5], term[6:8], term[min(9, len(term)):]
	if y == "--"+term[3:5] { // of any year
		y, m, d = "", term[3:5], term[6:]
	}
	bare := func(s string) string { return strings.TrimPrefix(s, "0") }
	n, _ := strconv.Atoi(m)
	names := []string{months[n-1], months[n-1][:3]}
	if n == 9 {
		names = append(names, "sept")
	}
	var out [][]string
	add := func(words ...string) {
		words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
		if !slices.ContainsFunc(out, func(have []string) bool { return slices.Equal(have, words) }) {
			out = append(out, words)
		}
	}
	days := []string{bare(d), d}
	if d != "" {
		days = append(days, bare(d)+suffixOf(d))
	}
	for _, day := range days {
		for _, name := range names {
			add(name, day, y)
			add(day, name, y)
		}
	}
	if y == "" {
		return out
	}
	add(y, m, d)
	add(y, bare(m), bare(d))
	for _, year := range []string{y, y[2:]}[:1+min(1, len(d))] {
		add(m, d, year)
		add(bare(m), bare(d), year)
		add(d, m, year)
		add(bare(d), bare(m), year)
	}
	return out
}

// suffixOf is what stands behind the number of a day: 1st, 28th.
func suffixOf(day string) string {
	if last := day[len(day)-1]; day[0] != '1' && '1' <= last && last <= '3' {
		return []string{"st", "nd", "rd"}[last-'1']
	}
	return "th"
}
