package archive

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A Locator names a place in an item, in a form short enough to write on a
// card. It depends on the original alone, never on how the archive numbers
// things, so it outlives re-extraction and re-import.
//
//	p12             page 12
//	p3:s120-164     the characters 120 to 163 of page 3 (Unicode code points, from 0)
//	p12:t2          the second table of page 12
//	p12:t2:r5       its fifth row
//	p12:t2:r5:c3    the third cell of that row
//	Declined!12     row 12 of the sheet Declined, as numbered in the file
//	Declined!B12    the cell B12
//	'Top 50'!12     a sheet whose name is not one word, quoted as in a formula
//	r14, r14:c3     record 14 of a file that is one table (CSV), and its third cell
//
// The zero Locator is the item as a whole and prints as "".
type Locator struct {
	Page     int
	From, To int // a span of the page's text; To 0: none
	Table    int // on the page
	Sheet    string
	Row      int
	Col      int
}

// IsZero reports whether the locator names the whole item.
func (l Locator) IsZero() bool { return l == Locator{} }

// String prints the locator so that ParseLocator reads it back.
func (l Locator) String() string {
	switch {
	case l.Sheet != "" && l.Col > 0:
		return quoteSheet(l.Sheet) + "!" + ColumnName(l.Col) + strconv.Itoa(l.Row)
	case l.Sheet != "" && l.Row > 0:
		return quoteSheet(l.Sheet) + "!" + strconv.Itoa(l.Row)
	case l.Sheet != "":
		return quoteSheet(l.Sheet) + "!"
	}
	var parts []string
	add := func(letter string, n int) {
		if n > 0 {
			parts = append(parts, letter+strconv.Itoa(n))
		}
	}
	add("p", l.Page)
	if l.To > 0 {
		parts = append(parts, fmt.Sprintf("s%d-%d", l.From, l.To))
	}
	add("t", l.Table)
	add("r", l.Row)
	add("c", l.Col)
	return strings.Join(parts, ":")
}

var (
	pageLocator  = regexp.MustCompile(`^p(\d+)(?::s(\d+)-(\d+)|:t(\d+)(?::r(\d+)(?::c(\d+))?)?)?$`)
	rowLocator   = regexp.MustCompile(`^r(\d+)(?::c(\d+))?$`)
	sheetLocator = regexp.MustCompile(`^(?s)('(?:[^']|'')+'|[^'!]+)!(?:([A-Z]{0,3})(\d+))?$`)
	plainSheet   = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}_.]*$`)
)

// ParseLocator reads what String prints.
func ParseLocator(s string) (Locator, error) {
	if s == "" {
		return Locator{}, nil
	}
	var l Locator
	var err error
	num := func(digits string) int {
		if digits == "" || err != nil {
			return 0
		}
		var n int
		if n, err = strconv.Atoi(digits); err == nil && (n < 1 || n > 1<<31-1) {
			err = fmt.Errorf("%s is out of range", digits)
		}
		return n
	}
	if m := pageLocator.FindStringSubmatch(s); m != nil {
		l = Locator{Page: num(m[1]), To: num(m[3]), Table: num(m[4]), Row: num(m[5]), Col: num(m[6])}
		if m[2] != "" {
			if l.From, _ = strconv.Atoi(m[2]); l.From >= l.To {
				err = fmt.Errorf("the span %s-%s is empty", m[2], m[3])
			}
		}
	} else if m := rowLocator.FindStringSubmatch(s); m != nil {
		l = Locator{Row: num(m[1]), Col: num(m[2])}
	} else if m := sheetLocator.FindStringSubmatch(s); m != nil {
		l = Locator{Sheet: unquoteSheet(m[1]), Row: num(m[3]), Col: columnNumber(m[2])}
	} else {
		err = fmt.Errorf("want a place such as p12, p12:t2:r5, r14 or Sheet!B12")
	}
	if err != nil {
		return Locator{}, fmt.Errorf("locator %q: %v: %w", s, err, ErrInvalid)
	}
	return l, nil
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

// RowLocator names row n of table t: by its sheet, by its piece on a page, or
// alone. n is 0 for the table as a whole, which is named by its first row where
// it is not the first of its sheet.
func RowLocator(t Table, n int) Locator {
	if n == 0 && t.Page == 0 && t.OnPage > 1 {
		n = t.FirstRow
	}
	switch {
	case t.Sheet != "":
		return Locator{Sheet: t.Sheet, Row: n}
	case t.Page == 0:
		return Locator{Row: n}
	}
	for _, p := range t.Pieces {
		if n >= p.First && n < p.First+p.Rows {
			return Locator{Page: p.Page, Table: p.OnPage, Row: n - p.First + 1}
		}
	}
	return Locator{Page: t.Page, Table: t.OnPage, Row: n}
}

// Spans reports whether row n of a sheet lies between the first and the last of
// the table, which may not be the only one there.
func (t Table) Spans(n int) bool { return t.Page == 0 && t.FirstRow <= n && n <= t.LastRow }

// RowOf returns the number of the row that a locator names, the inverse of
// RowLocator; 0 where it names the table as a whole. ok is false where it names
// another table.
func (t Table) RowOf(l Locator) (n int, ok bool) {
	if t.Page == 0 || t.Sheet != "" {
		return l.Row, l.Page == 0 && l.Sheet == t.Sheet
	}
	for _, p := range t.Pieces {
		if p.Page == l.Page && p.OnPage == l.Table {
			switch {
			case l.Row == 0:
				return 0, true
			case l.Row > p.Rows: // on this page it has no such row
				return p.First + p.Rows + 1<<30, true
			}
			return p.First + l.Row - 1, true
		}
	}
	return l.Row, t.Page == l.Page && t.OnPage == l.Table
}
