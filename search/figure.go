package search

import (
	"strings"
	"unicode"

	"readingroom/archive"
	"readingroom/archive/link/period"
	"readingroom/search/analysis"
	"readingroom/search/query"
)

// How a cell is read that is compared with a number or a day:
//
//	188    $1,203.50    (3)    -5%    2.5 million    12 days    40*    a number
//	2/4/2017    February 4, 2017    2017-02-04 10:30    2/4/17         a day
//	5-10    17-cv-01234    released on 2/4/2017 with 3 others          neither

// dayIn is the day that a cell is, or the first of its month or year.
func dayIn(cell string) (archive.Day, bool) {
	s := strings.TrimSpace(cell)
	if i := strings.IndexByte(s, ':'); i > 0 { // the time of day
		if i = strings.LastIndexAny(s[:i], " T"); i > 0 {
			s = strings.TrimRight(s[:i], " ,")
		}
	}
	named, ok := query.Day(s)
	if !ok {
		for _, sign := range []string{"/", "-", "."} {
			if d := analysis.NumericDate(strings.Split(s, sign)); d != "" {
				named, ok = d[1:], true
			}
		}
	}
	if !ok {
		return "", false
	}
	at, err := period.Named(named)
	return at.From, err == nil
}

// maxUnit is how many words may stand behind the number of a cell.
const maxUnit = 2

// numberIn is the number that a cell is, with its sign and its unit.
func numberIn(cell string) (float64, bool) {
	all := numbersIn(cell)
	if len(all) != 1 {
		return 0, false
	}
	s := strings.TrimSpace(cell)
	start := strings.IndexAny(s, "0123456789")
	before := strings.ToUpper(strings.TrimSpace(s[:max(start, 0)]))
	for _, sign := range []string{"USD", "US"} {
		before = strings.TrimSuffix(strings.TrimPrefix(before, sign), sign)
	}
	if strings.ContainsFunc(before, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return 0, false
	}
	after := s[start:]
	unit := strings.Fields(after[numberLength(after):])
	if len(unit) > maxUnit {
		return 0, false
	}
	for _, w := range unit {
		if strings.ContainsFunc(w, unicode.IsDigit) || analysis.Month(strings.TrimRight(w, ".,")) > 0 {
			return 0, false
		}
	}
	if start > 0 && s[start-1] == '-' && all[0] > 0 {
		all[0] = -all[0]
	}
	return all[0], true
}
