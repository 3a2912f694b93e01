package archive

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var (
	pageLocator  = regexp.MustCompile(`^p(\d+)(?::s(\d+)-(\d+)|:x(\d+)-(\d+)-(\d+)-(\d+)|:t(\d+)(?::r(\d+)(?::c(\d+))?)?)?$`)
	rowLocator   = regexp.MustCompile(`^r(\d+)(?::c(\d+))?$`)
	sheetLocator = regexp.MustCompile(`^(?s)('(?:[^']|'')+'|[^'!]+)!(?:([A-Z]{0,3})(\d+)(?::([A-Z]{0,3})(\d+))?)?$`)
	mailLocator  = regexp.MustCompile(`^(?:head(?::(from|to|cc|date|subject))?|(body)(?::g(\d+)|:s(\d+)-(\d+))?|part(\d+))$`)
	plainSheet   = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}_.]*$`)
)

// regionAtMost bounds the sides of a region: PDF pages have at most 14,400
// points (ISO 32000-1, annex C), pictures of very large sheets some more.
const regionAtMost = 1_000_000

// ParseLocator reads what String prints.
func ParseLocator(s string) (Locator, error) {
	if s == "" {
		return Locator{}, nil
	}
	var l Locator
	var r reading
	if m := pageLocator.FindStringSubmatch(s); m != nil {
		l = Locator{Page: r.number(m[1]), Table: r.number(m[8]), Row: r.number(m[9]), Col: r.number(m[10])}
		l.From, l.To = r.span(m[2], m[3])
		l.Region = r.region(m[4:8])
	} else if m := rowLocator.FindStringSubmatch(s); m != nil {
		l = Locator{Row: r.number(m[1]), Col: r.number(m[2])}
	} else if m := mailLocator.FindStringSubmatch(s); m != nil {
		switch {
		case m[6] != "":
			l.Part = r.number(m[6])
		case m[2] != "":
			l = Locator{Mail: MailBody, Par: r.number(m[3])}
			l.From, l.To = r.span(m[4], m[5])
		default:
			l = Locator{Mail: MailHead, Field: m[1]}
		}
	} else if m := sheetLocator.FindStringSubmatch(s); m != nil {
		l = Locator{Sheet: unquoteSheet(m[1]), Row: r.number(m[3]), Col: columnNumber(m[2])}
		r.to(&l, m[4], m[5])
	} else {
		r.err = fmt.Errorf("want a place such as p12, p12:t2:r5, r14 or Sheet!B12")
	}
	if r.err != nil {
		return Locator{}, fmt.Errorf("locator %q: %v: %w", s, r.err, ErrInvalid)
	}
	return l, nil
}

// A reading keeps the first thing that is wrong with a locator.
type reading struct{ err error }

// number reads a number from 1; "" is 0.
func (r *reading) number(digits string) int {
	if digits == "" || r.err != nil {
		return 0
	}
	n, err := strconv.Atoi(digits)
	if err == nil && (n < 1 || n > 1<<31-1) {
		err = fmt.Errorf("%s is out of range", digits)
	}
	if r.err = err; err != nil {
		return 0
	}
	return n
}

func (r *reading) span(from, to string) (int, int) {
	if to == "" || r.err != nil {
		return 0, 0
	}
	b := r.number(to)
	a, err := strconv.Atoi(from)
	if r.err == nil && (err != nil || a >= b) {
		r.err = fmt.Errorf("the span %s-%s is empty", from, to)
	}
	return a, b
}

func (r *reading) region(m []string) (x Region) {
	if m[0] == "" || r.err != nil {
		return x
	}
	for i, digits := range m {
		n, err := strconv.Atoi(digits)
		if err != nil || n > regionAtMost {
			r.err = fmt.Errorf("%s points are out of range", digits)
			return Region{}
		}
		x[i] = n
	}
	if x[0] >= x[2] || x[1] >= x[3] {
		r.err = fmt.Errorf("the region %s is empty: it is x0-y0-x1-y1", strings.Join(m, "-"))
		return Region{}
	}
	return x
}

// to reads the end of a range: cells end in a cell, rows in a row. A range of
// one is what it holds.
func (r *reading) to(l *Locator, letters, digits string) {
	if digits == "" || r.err != nil {
		return
	}
	row, col := r.number(digits), columnNumber(letters)
	switch {
	case r.err != nil:
	case (col == 0) != (l.Col == 0):
		r.err = fmt.Errorf("a range goes from a cell to a cell, or from a row to a row")
	case row < l.Row || col < l.Col:
		r.err = fmt.Errorf("a range begins at its top left")
	case row > l.Row || col > l.Col:
		l.LastRow, l.LastCol = row, col
	}
}

func quoteSheet(name string) string {
	if plainSheet.MatchString(name) {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", "''") + "'"
}

func unquoteSheet(s string) string {
	if strings.HasPrefix(s, "'") {
		return strings.ReplaceAll(s[1:len(s)-1], "''", "'")
	}
	return s
}

// ColumnName prints a column number, from 1, in letters: 1 is A, 28 is AB.
func ColumnName(n int) string {
	var s string
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

func columnNumber(letters string) int {
	n := 0
	for _, r := range letters {
		n = n*26 + int(r-'A') + 1
	}
	return n
}
