package search

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A date is a compound, however it is written, so that one finds the others:
//
//	2017-01-28    1/28/2017    January 28, 2017    28 Jan. 2017
//
// are all ^2017-01-28. A date of numbers is read as it is written in the United
// States, the month first, unless that cannot be.

// numericDate reads three numbers with signs between; "" where they are no date.
func numericDate(parts []string) string {
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

// date prints a day of the calendar; "" where there is none.
func date(year, month, day int) string {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1000 || t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return ""
	}
	return fmt.Sprintf("^%04d-%02d-%02d", year, month, day)
}

// months are their names in small letters.
var months = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// month is the number of a month by its name or the beginning of it; 0: none.
func month(name string) int {
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
	if !isDigit(s.text[i]) && !strings.ContainsRune("jfmasond", rune(c)) || i > 0 && wordByte(s.text[i-1]) {
		return "", 0
	}
	words := [3]string{}
	at := i
	for n := range words {
		start := at
		for at < len(s.text) && at-start < 10 && wordByte(s.text[at]) {
			at++
		}
		words[n] = s.text[start:at]
		if n == 0 && month(words[0]) == 0 && len(words[0]) > 2 || words[n] == "" {
			return "", 0
		}
		if n == 2 {
			break
		}
		for end := at + 4; at < len(s.text) && at < end && strings.IndexByte(" .,\n", s.text[at]) >= 0; {
			at++
		}
	}
	if r, _ := utf8.DecodeRuneInString(s.text[at:]); wordRune(r) {
		return "", 0
	}
	m, d := month(words[0]), words[1]
	if m == 0 {
		m, d = month(words[1]), words[0]
	}
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		d = strings.TrimSuffix(d, suffix)
	}
	day, err := strconv.Atoi(d)
	year, err2 := strconv.Atoi(words[2])
	if m == 0 || err != nil || err2 != nil || len(words[2]) != 4 {
		return "", 0
	}
	return date(year, m, day), at - i
}
