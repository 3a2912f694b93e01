package letter

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"readingroom/archive"
)

const (
	monthForm = `(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`
	// dayForm is a day as letters write it.
	dayForm = `(?:` + monthForm + `\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}(?:st|nd|rd|th)?(?:\s+day\s+of)?\s+` + monthForm + `,?\s+\d{4}|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})`
)

var (
	anyDay   = regexp.MustCompile(`(?i)\b` + dayForm + `\b`)
	wholeDay = regexp.MustCompile(`(?i)^(?:date:?\s*|dated:?\s*|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(` + dayForm + `)\.?$`)
	digits   = regexp.MustCompile(`\d+`)
	letters  = regexp.MustCompile(`[A-Za-z]{3,}`)
)

// isDate reports whether a line is a date and nothing else.
func isDate(line string) bool { return len(line) < 60 && wholeDay.MatchString(line) }

// dayOf reads a day as letters write it; "" where there is none such.
func dayOf(s string) archive.Day {
	n := digits.FindAllString(s, 3)
	var y, m, d int
	at := func(i int) int { v, _ := strconv.Atoi(n[i]); return v }
	switch {
	case strings.Contains(s, "/") && len(n) == 3: // letters of American agencies
		m, d, y = at(0), at(1), at(2)
	case len(n) == 3 && len(n[0]) == 4:
		y, m, d = at(0), at(1), at(2)
	case len(n) == 2:
		d, y = at(0), at(1)
		for _, w := range letters.FindAllString(s, 5) {
			if i := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(w[:3])); i >= 0 && i%3 == 0 {
				m = i/3 + 1
			}
		}
	default:
		return ""
	}
	if y < 100 {
		y += 2000
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1966 || y > 2100 || t.Day() != d || int(t.Month()) != m { // the Act is of 1966
		return ""
	}
	return t.Format(time.DateOnly)
}

// A count is a number as letters write it: "45", "1,206", "ten", "forty-five (45)".
const countForm = `(?:\d{1,3}(?:,\d{3})+|\d+|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)(?:\s*\(\d[\d,]*\))?`

var words = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
	"fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
	"seventy": 70, "eighty": 80, "ninety": 90,
}

// countOf reads a count; -1 where it is none.
func countOf(s string) int {
	if n := digits.FindAllString(strings.ReplaceAll(s, ",", ""), -1); len(n) > 0 {
		v, err := strconv.Atoi(n[len(n)-1])
		if err != nil || v > 100_000_000 {
			return -1
		}
		return v
	}
	sum, any := 0, false
	for _, w := range letters.FindAllString(strings.ToLower(s), -1) {
		if v, ok := words[w]; ok {
			sum, any = sum+v, true
		}
	}
	if !any {
		return -1
	}
	return sum
}
