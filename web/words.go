package web

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"readingroom/archive"
)

// number prints n with separators: 1,234,567.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// count prints a number with its noun: "1 page", "1,206 rows".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// countOrNo is count, with "no" for none.
func countOrNo(n int, one, many string) string {
	if n == 0 {
		return "no " + many
	}
	return count(n, one, many)
}

// size prints a number of bytes in the unit people use for it.
func size(n int64) string {
	switch {
	case n == 1:
		return "1 byte"
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	}
	v, unit := float64(n)/1000, "kB"
	for _, next := range []string{"MB", "GB", "TB"} {
		if v < 1000 {
			break
		}
		v, unit = v/1000, next
	}
	if v < 10 {
		return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") + " " + unit
	}
	return fmt.Sprintf("%.0f %s", v, unit)
}

// longDay prints a day for a sentence: "2017-01-28" is "28 January 2017".
// What is no day is printed as it is.
func longDay(day string) string {
	if len(day) > len(time.DateOnly) { // a time, RFC 3339
		if t, err := time.Parse(time.RFC3339, day); err == nil {
			return t.Format("2 January 2006, 15:04 ") + strings.NewReplacer("Z", "UTC", "+", "UTC+", "-", "UTC−").Replace(t.Format("Z07:00"))
		}
	}
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("2 January 2006")
}

// shortDate prints the day of a time for a table.
func shortDate(t time.Time) string {
	if t.IsZero() || t.Unix() == 0 {
		return ""
	}
	return t.Format(time.DateOnly)
}

// kindName is a kind of document in the reader's words.
func kindName(k archive.Kind) string {
	switch k {
	case archive.KindPDF:
		return "PDF"
	case archive.KindEmail:
		return "E-mail"
	case archive.KindSpreadsheet:
		return "Spreadsheet"
	case archive.KindText:
		return "Text"
	case archive.KindImage:
		return "Image"
	case archive.KindArchive:
		return "Container"
	}
	return "File"
}

// stateName says how far a document has come.
func stateName(s archive.State) string {
	switch s {
	case archive.StateReceived:
		return "Waiting to be read"
	case archive.StateExtracted, archive.StateLinked:
		return "Read, not searchable yet"
	case archive.StateIndexed:
		return "Searchable"
	case archive.StateAside:
		return "Not read"
	}
	return string(s)
}

// upperFirst begins a sentence.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// cut shortens s to at most limit characters, at a word where there is one.
func cut(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	head := string(r[:limit])
	if i := strings.LastIndexByte(head, ' '); i > len(head)/2 {
		head = head[:i]
	}
	return strings.TrimRight(head, " ,;:") + "…"
}

// took prints the time a search took.
func took(ms float64) string {
	if ms < 1 {
		return "under 1 ms"
	}
	return fmt.Sprintf("%.0f ms", ms)
}
