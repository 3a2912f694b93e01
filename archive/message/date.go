package message

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// offsets are the zone names of RFC 5322, 4.3, and those seen in American mail
// besides, in minutes east of Greenwich. The standard library reads every name
// as UTC.
var offsets = map[string]int{
	"UT": 0, "GMT": 0, "UTC": 0, "Z": 0,
	"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
	"AKST": -540, "AKDT": -480, "HST": -600, "AST": -240, "ADT": -180,
	"BST": 60, "CET": 60, "CEST": 120, "MET": 60, "EET": 120, "EEST": 180,
}

// Offset returns the offset that a zone name stands for, as "-0500".
func Offset(name string) (string, bool) {
	m, ok := offsets[strings.ToUpper(name)]
	if !ok {
		return "", false
	}
	return strings.Replace(isoOffset(m), ":", "", 1), true
}

func isoOffset(minutes int) string {
	sign := '+'
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	return fmt.Sprintf("%c%02d:%02d", sign, minutes/60, minutes%60)
}

var (
	clock    = once(`(?i)(?:^|[^\d:.])([0-2]?\d)\s?[:.;]\s?([0-5]\d)(?:\s?[:.]\s?([0-5]\d))?(?:\.\d+)?\s*([ap]\.?\s?m\b\.?)?`)
	glue     = once(`(?i)(?:^|\s)([01]?\d|2[0-3])([0-5]\d)\s*([ap]\.?m\b\.?)`) // "0806 PM": the colon was lost
	digits   = once(`[0-9OolI|]*[0-9][0-9OolI|]*`)
	joined   = once(`\b(?:((?:19|20)\d\d)(\d{1,2}[:.]\d\d)|(\d\d)(\d\d[:.]\d\d[:.]\d\d))`) // "20114:21 PM": the blank was lost
	slashed  = once(`(?:^|[^\d/])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})(?:$|[^\d/])`)
	isoDay   = once(`(?:^|\D)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:$|\D)`)
	numZone  = once(`(?:^|[\s(]|GMT|UTC)([-+])(\d{1,2}):?(\d{2})?\)?(?:\s|$|\))`)
	nameZone = once(`\b(UTC?|GMT|[ECMPA][SD]T|AK[SD]T|HST|BST|CES?T|EES?T|MET)\b|(\d|\b[0-9:]+)Z\b`)
	longZone = once(`(?i)\b(eastern|central|mountain|pacific|alaskan?|hawaii(?:an)?) +(standard|daylight|summer)?\s*time`)
	year4    = once(`\b(?:19[6-9]|20[0-6])\d\b`)
	wordRun  = once(`[\pL]+`)
	dayNum   = once(`(?:^|[^\d:/.-])(\d{1,2})(?:st|nd|rd|th)?(?:$|[^\d:/.-]|[-./][^\d])`)
)

var months = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// otherMonths are those of Spanish, French and German that differ.
var otherMonths = map[string]int{
	"enero": 1, "ene": 1, "febrero": 2, "marzo": 3, "abril": 4, "abr": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "ago": 8, "septiembre": 9, "setiembre": 9,
	"octubre": 10, "noviembre": 11, "diciembre": 12, "dic": 12, "janvier": 1, "février": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "août": 8,
	"septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12, "januar": 1, "februar": 2, "märz": 3, "juni": 6, "juli": 7, "oktober": 10, "okt": 10, "dezember": 12, "dez": 12,
	"sept": 9,
}

// Date reads a date as mail programs print it and programs that read scans
// garble it, and returns it in RFC 3339: with the zone that is written, else
// with "-00:00", or a day alone where no time is written. It returns "" for
// what is no date.
//
//	"Tuesday, January 5, 2010 8:01 PM"  -> 2010-01-05T20:01:00-00:00
//	"Thu Aug 26 05:59:20 2010"          -> 2010-08-26T05:59:20-00:00
//	"5/29/11"                           -> 2011-05-29
func Date(s string) string {
	if len(s) > 120 {
		s = s[:120]
	}
	if !strings.ContainsAny(s, "0123456789") {
		return ""
	}
	s = digits().ReplaceAllStringFunc(s, func(d string) string {
		return strings.NewReplacer("O", "0", "o", "0", "l", "1", "I", "1", "|", "1").Replace(d)
	})
	s = joined().ReplaceAllString(s, "$1$3 $2$4")
	var t clockTime
	rest := t.read(s)
	day, ok := readDay(rest)
	if !ok {
		return ""
	}
	if !t.set {
		return day.Format(time.DateOnly)
	}
	return fmt.Sprintf("%sT%02d:%02d:%02d%s", day.Format(time.DateOnly), t.hour, t.minute, t.second, zoneOf(rest))
}

// hasTime reports whether a date says the time of day.
func hasTime(s string) bool {
	var t clockTime
	t.read(s)
	return t.set
}

// clockTime is a time of day.
type clockTime struct {
	hour, minute, second int
	set                  bool
}

// read takes the time out of a text and returns the rest of it.
func (t *clockTime) read(s string) string {
	var half string
	var from, to int
	part := func(m []int, n int) string {
		if m[2*n] < 0 {
			return ""
		}
		return s[m[2*n]:m[2*n+1]]
	}
	if m := glue().FindStringSubmatchIndex(s); m != nil {
		t.hour, _ = strconv.Atoi(part(m, 1))
		t.minute, _ = strconv.Atoi(part(m, 2))
		half, from, to = part(m, 3), m[0], m[1]
	} else if all := clock().FindAllStringSubmatchIndex(s, 4); all != nil {
		m := all[0]
		for _, other := range all { // 5.1.2010 8:01: the one that is followed by AM or has a colon
			if part(other, 4) != "" || strings.Contains(s[other[0]:other[1]], ":") {
				m = other
				break
			}
		}
		if part(m, 4) == "" && !strings.Contains(s[m[0]:m[1]], ":") && slashed().MatchString(s) {
			return s
		}
		t.hour, _ = strconv.Atoi(part(m, 1))
		t.minute, _ = strconv.Atoi(part(m, 2))
		t.second, _ = strconv.Atoi(part(m, 3))
		half, from, to = strings.ToLower(part(m, 4)), m[2], m[1]
	} else {
		return s
	}
	switch half = strings.ToLower(half); {
	case strings.HasPrefix(half, "p") && t.hour < 12:
		t.hour += 12
	case strings.HasPrefix(half, "a") && t.hour == 12:
		t.hour = 0
	}
	if t.hour > 23 {
		return s
	}
	t.set = true
	return s[:from] + " # " + s[to:]
}

// readDay finds the day in a text without its time.
func readDay(s string) (time.Time, bool) {
	if m := isoDay().FindStringSubmatch(s); m != nil {
		return dayAt(m[1], m[2], m[3])
	}
	month, at := monthIn(s)
	if month == 0 {
		if m := slashed().FindStringSubmatch(s); m != nil {
			year := m[3]
			if len(year) == 2 {
				year = century(year)
			}
			if t, ok := dayAt(year, m[1], m[2]); ok {
				return t, true
			}
			return dayAt(year, m[2], m[1]) // 31/12/2010, 31.12.2010
		}
		return time.Time{}, false
	}
	year := year4().FindString(s)
	days := s
	if year != "" {
		days = strings.Replace(s, year, " ", 1)
	}
	// The day nearest to the month: after it, or right before it.
	near := days[min(len(days), at):]
	var day string
	if m := dayNum().FindStringSubmatch(near[:min(len(near), 24)]); m != nil {
		day = m[1]
	}
	if m := dayNum().FindAllStringSubmatchIndex(days[:min(len(days), at)], -1); m != nil && (day == "" || at-m[len(m)-1][3] < 4) {
		last := m[len(m)-1]
		if day != "" && year == "" { // 5 Jan 10
			year = century(day)
		}
		day = days[last[2]:last[3]]
	}
	if year == "" {
		return time.Time{}, false
	}
	return dayAt(year, strconv.Itoa(month), day)
}

func century(yy string) string {
	if len(yy) != 2 {
		return ""
	}
	if yy > "69" {
		return "19" + yy
	}
	return "20" + yy
}

func dayAt(year, month, day string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, y >= 1960 && y < 2070 && t.Year() == y && int(t.Month()) == m && t.Day() == d && d > 0
}

// monthIn finds the name of a month and where it ends. Names that were read
// with one fault count where none is right.
func monthIn(s string) (month, end int) {
	for _, exact := range []bool{true, false} {
		for _, at := range wordRun().FindAllStringIndex(s, -1) {
			w := strings.ToLower(s[at[0]:at[1]])
			if n, ok := otherMonths[w]; ok && exact {
				return n, at[1]
			}
			for i, m := range months {
				switch {
				case exact && (w == m || w == m[:3]):
				case !exact && len(w) >= 3 && weekday(w):
					continue
				case !exact && len(w) > 4 && oneOff(w, m):
				default:
					continue
				}
				return i + 1, at[1]
			}
		}
	}
	return 0, 0
}

func weekday(w string) bool {
	for _, d := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		if strings.HasPrefix(w, d[:3]) || oneOff(w, d) {
			return true
		}
	}
	return false
}

// zoneOf returns the offset that is written beside a time.
func zoneOf(s string) string {
	if _, after, ok := strings.Cut(s, "#"); ok {
		s = after
	}
	if m := numZone().FindStringSubmatch(s); m != nil {
		h, _ := strconv.Atoi(m[2])
		minutes, _ := strconv.Atoi(m[3])
		if h <= 14 && minutes < 60 {
			return m[1] + fmt.Sprintf("%02d:%02d", h, minutes)
		}
	}
	if m := longZone().FindStringSubmatch(s); m != nil {
		name := strings.ToUpper(m[1][:1]) + "ST"
		switch strings.ToLower(m[1])[:1] {
		case "a":
			name = "AKST"
		}
		if strings.EqualFold(m[2], "daylight") || strings.EqualFold(m[2], "summer") {
			name = strings.Replace(name, "S", "D", 1)
		}
		return isoOffset(offsets[name])
	}
	if m := nameZone().FindStringSubmatch(s); m != nil && m[1] != "" {
		return isoOffset(offsets[m[1]])
	}
	if strings.HasPrefix(strings.TrimSpace(s), "Z") && len(strings.TrimSpace(s)) == 1 {
		return "+00:00"
	}
	return "-00:00"
}
