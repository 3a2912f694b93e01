package object

import (
	"fmt"
	"strings"
	"time"
)

// Date reads a date (ISO 32000-1, 7.9.4): "D:20150930140726-04'00'" is
// "2015-09-30T14:07:26-04:00". One without a zone yields the day alone, since
// it does not say when that was; one without a day yields "".
func Date(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "D:")
	s = strings.ReplaceAll(s, "'", "")
	s = century(s)
	for _, layout := range []string{"20060102150405-0700", "20060102150405Z0700", "200601021504-0700", "200601021504Z", "20060102150405-07"} {
		in := s
		if strings.HasPrefix(layout, "20060102150405Z") {
			in = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(s, "0000"), "00"), " ")
		}
		if t, err := time.Parse(layout, in); err == nil && believed(t) {
			return t.Format(time.RFC3339)
		}
	}
	if len(s) >= 8 {
		if t, err := time.Parse("20060102", s[:8]); err == nil && believed(t) {
			return t.Format(time.DateOnly)
		}
	}
	// What programs write that do not know the format.
	for _, layout := range []string{time.ANSIC, time.UnixDate, "Mon Jan 02 15:04:05 2006", "1/2/2006 15:04:05", "1/2/2006 3:04:05 PM", "2006-01-02 15:04:05", "Monday, January 2, 2006 3:04:05 PM", "January 2, 2006", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil && believed(t) {
			return t.Format(time.DateOnly)
		}
	}
	return ISODate(s)
}

// ISODate reads a date of XMP: "2015-09-30T14:07:26-04:00", or less of it.
// Like Date it yields a time, a day or "".
func ISODate(s string) string {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700"} {
		if t, err := time.Parse(layout, s); err == nil && believed(t) {
			return t.Format(time.RFC3339)
		}
	}
	if len(s) >= len(time.DateOnly) {
		if t, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)]); err == nil && believed(t) {
			return t.Format(time.DateOnly)
		}
	}
	return ""
}

// century mends the years of Distiller 3, which wrote 2000 as "19100".
func century(s string) string {
	if len(s) > 14 && strings.HasPrefix(s, "191") && s[14] >= '0' && s[14] <= '9' {
		var years int
		if _, err := fmt.Sscanf(s[2:5], "%d", &years); err == nil {
			return fmt.Sprintf("%d%s", 1900+years, s[5:])
		}
	}
	return s
}

// believed leaves out what clocks say that were never set.
func believed(t time.Time) bool { return t.Year() > 1900 && t.Year() < 2200 }
