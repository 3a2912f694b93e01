// Package audit adds up what a document lists and compares it with the totals
// that the document itself prints.
//
//	Offense          Declined
//	Assault                16
//	Drugs                  39
//	Total                  55      agrees: the 2 rows above add up to 55
//
//	"The ten below account for 5.1 % of the 3,083 detainers issued."
//	                               agrees: 157 of 3,083 is 5.1 %
//
// A difference is said only where it is certain which rows a total is about;
// everything else that looks like a total is listed as not checked, with the
// reason. A false alarm would cost a reader more than a total that was left out.
package audit

import (
	"fmt"
	"strings"

	"readingroom/archive"
)

// A Table is a table with all its rows.
type Table struct {
	archive.Table
	Rows []archive.Row
}

// A Kind says what was recomputed.
type Kind string

// The kinds of findings.
const (
	KindTotal    Kind = "total"    // the rows of a table against its total
	KindSubtotal Kind = "subtotal" // some of its rows against theirs
	KindAcross   Kind = "across"   // the columns of a row against its total
	KindPercent  Kind = "percent"  // shares against 100 %
	KindTop      Kind = "top"      // "top 50": how many there are, and their order
	KindCount    Kind = "count"    // a sentence against the number of rows, or their sum
	KindShare    Kind = "share"    // a sentence's share against the rows
)

// A Finding is a total that was recomputed.
type Finding struct {
	Kind     Kind            `json:"kind"`
	Agrees   bool            `json:"agrees"`
	Table    int             `json:"table"` // the number of the table in the item
	Column   string          `json:"column,omitempty"`
	Printed  string          `json:"printed"`  // as it stands there
	At       archive.Locator `json:"-"`        // where
	Computed string          `json:"computed"` // from the rows
	From, To archive.Locator `json:"-"`        // the first and the last of these
	Rows     int             `json:"rows"`     // how many they are
	Text     string          `json:"text"`     // a sentence that says all this
	Without  []int           `json:"-"`        // the numbers of the rows that were added up
}

// An Unchecked is a total that was left out, with the reason.
type Unchecked struct {
	Table int             `json:"table"` // 0: of no table
	At    archive.Locator `json:"-"`
	Text  string          `json:"text"`
}

// A Result is what came of an audit.
type Result struct {
	Findings  []Finding
	Unchecked []Unchecked
}

// Differs counts the findings that do not agree.
func (r Result) Differs() int {
	n := 0
	for _, f := range r.Findings {
		if !f.Agrees {
			n++
		}
	}
	return n
}

// Of audits one table by itself.
func Of(t Table) Result {
	a := newAuditor(t)
	a.totals()
	a.across()
	a.top()
	return a.Result
}

// rowsAtMost is the longest table that is added up; a longer one is a database.
const rowsAtMost = 200_000

// An auditor goes through one table.
type auditor struct {
	Result
	Table
	columns []column
	grid    [][]number // of the rows, column by column
	kinds   []rowKind
	rounded bool // the table says that its figures may not add up
	part    bool // it says that it lists only some
}

// A rowKind says what part a row plays in adding up.
type rowKind int

const (
	plainRow rowKind = iota
	totalRow
	emptyRow // no figures in it: a label
)

func newAuditor(t Table) *auditor {
	a := &auditor{Table: t}
	if len(a.Rows) > rowsAtMost {
		a.skip(archive.RowLocator(t.Table, 0), "It has %d rows; only tables of up to %d are added up.", len(a.Rows), rowsAtMost)
		a.Rows = nil
	}
	said := strings.ToLower(t.Title + "\n" + strings.Join(t.Footnotes, "\n"))
	a.rounded = strings.Contains(said, "rounding") || strings.Contains(said, "rounded")
	a.part = isPart(t.Title)
	for _, r := range a.Rows {
		a.grid = append(a.grid, numbers(r.Cells))
	}
	a.columns = columnsOf(a.Table, a.grid)
	for i, r := range a.Rows {
		a.kinds = append(a.kinds, a.kindOf(i, r))
	}
	return a
}

func (a *auditor) kindOf(i int, r archive.Row) rowKind {
	figures := false
	for c, n := range a.grid[i] {
		figures = figures || a.columns[c].adds() && n.is != text
	}
	switch {
	case !figures, r.Note:
		return emptyRow
	case isTotal(label(r.Cells)):
		return totalRow
	}
	return plainRow
}

func (a *auditor) at(row, col int) archive.Locator {
	l := archive.RowLocator(a.Table.Table, a.Rows[row].Number)
	l.Col = col
	return l
}

func (a *auditor) skip(at archive.Locator, format string, args ...any) {
	a.Unchecked = append(a.Unchecked, Unchecked{a.Number, at, fmt.Sprintf(format, args...)})
}

// label is the first cell of a row that says something.
func label(cells []string) string {
	for _, c := range cells {
		if s := oneLine(c); s != "" {
			return s
		}
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
