package archive

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A Locator names a place in an item, in a form short enough to write on a
// card. It depends on the original alone, never on how the archive numbers
// things, so it outlives re-extraction and re-import.
//
//	p12             page 12
//	p3:s120-164     the characters 120 to 163 of page 3 (Unicode code points, from 0)
//	p12:x72-100-300-180   a region of page 12: x0, y0, x1, y1 in points from its top left
//	p12:t2          the second table of page 12
//	p12:t2:r5       its fifth row
//	p12:t2:r5:c3    the third cell of that row
//	Declined!12     row 12 of the sheet Declined, as numbered in the file
//	Declined!B12    the cell B12
//	Declined!B12:D14, Declined!12:14   a range of cells, a run of rows
//	'Top 50'!12     a sheet whose name is not one word, quoted as in a formula
//	r14, r14:c3     record 14 of a file that is one table (CSV), and its third cell
//	head, head:subject    the head of an e-mail, and a line of it (from, to, cc, date, subject)
//	body, body:g3   the body of an e-mail, and its third paragraph
//	body:s120-164   characters of the body; the same place as p1:s120-164
//	part2           the second attachment
//
// The zero Locator is the item as a whole and prints as "".
type Locator struct {
	Page     int
	From, To int    // a span of the page's text, or of the body's; To 0: none
	Region   Region // of the page; zero: none
	Table    int    // on the page
	Sheet    string
	Row      int
	Col      int
	LastRow  int // of a range on a sheet; 0: it is none
	LastCol  int // of a range of cells
	Mail     MailPart
	Field    string // of the head: "from", "to", "cc", "date", "subject"; ""
	Par      int    // a paragraph of the body, from 1
	Part     int    // an attachment, from 1 in the order of the file
}

// A Region is a rectangle of a page in whole points from its top left: x0, y0,
// x1, y1.
type Region [4]int

// RegionOf returns the smallest region that holds a box.
func RegionOf(b Box) Region {
	return Region{int(math.Floor(b[0])), int(math.Floor(b[1])), int(math.Ceil(b[2])), int(math.Ceil(b[3]))}
}

// Box returns the region as a box.
func (r Region) Box() Box { return Box{float64(r[0]), float64(r[1]), float64(r[2]), float64(r[3])} }

// MailPart says which part of an e-mail a place is in.
type MailPart string

// The parts of an e-mail that have text of their own; attachments are items.
const (
	MailHead MailPart = "head"
	MailBody MailPart = "body"
)

// IsZero reports whether the locator names the whole item.
func (l Locator) IsZero() bool { return l == Locator{} }

// String prints the locator so that ParseLocator reads it back.
func (l Locator) String() string {
	if l.Sheet != "" {
		return quoteSheet(l.Sheet) + "!" + l.cells()
	}
	var parts []string
	add := func(letter string, n int) {
		if n > 0 {
			parts = append(parts, letter+strconv.Itoa(n))
		}
	}
	if l.Mail != "" {
		parts = append(parts, string(l.Mail))
	}
	if l.Field != "" {
		parts = append(parts, l.Field)
	}
	add("part", l.Part)
	add("p", l.Page)
	add("g", l.Par)
	if l.To > 0 {
		parts = append(parts, fmt.Sprintf("s%d-%d", l.From, l.To))
	}
	if l.Region != (Region{}) {
		parts = append(parts, fmt.Sprintf("x%d-%d-%d-%d", l.Region[0], l.Region[1], l.Region[2], l.Region[3]))
	}
	add("t", l.Table)
	add("r", l.Row)
	add("c", l.Col)
	return strings.Join(parts, ":")
}

// cells prints what of a sheet is meant: "B12", "12", "B12:D14", "12:14", or "" for all of it.
func (l Locator) cells() string {
	one := func(col, row int) string {
		if row == 0 {
			return ""
		}
		return ColumnName(col) + strconv.Itoa(row)
	}
	if l.LastRow == 0 {
		return one(l.Col, l.Row)
	}
	return one(l.Col, l.Row) + ":" + one(l.LastCol, l.LastRow)
}

// First returns the locator of a range's first cell or row; any other locator
// as it is.
func (l Locator) First() Locator {
	l.LastRow, l.LastCol = 0, 0
	return l
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
