package foialog

import (
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"readingroom/archive"
)

// textShown is how much of a row that is left out is kept, and textKept how much
// of a cell an entry keeps, in code points; the row has all of it.
const (
	textShown = 200
	textKept  = 20_000
)

// left is the line of a row that is left out.
func left(t archive.Table, r archive.Row, why Reason) Line {
	var cells []string
	for i, c := range r.Cells {
		if c = oneLine(c); c != "" && !repeats(r, i) && len(cells) < 40 {
			cells = append(cells, c)
		}
	}
	return Line{Table: t.Number, Row: r.Number, At: at(t, r), Left: why, Text: cut(strings.Join(cells, " | "), textShown)}
}

// at is the place of a row; what was taken for a header on a page has none but
// its table.
func at(t archive.Table, r archive.Row) archive.Locator { return archive.RowLocator(t, r.Number) }

// A reader reads the rows of one table.
type reader struct {
	plan            Plan
	table           archive.Table
	how             How
	number, subject []int

	last  *Line       // an entry that the next row may go on with
	row   archive.Row // it was read from
	after []Line      // rows that did
	next  int         // the number that the next row of a sheet should have
}

// read gives a line for each row; false where the caller wants no more.
func (r *reader) read(rows iter.Seq2[archive.Row, error], yield func(Line, error) bool) bool {
	blanks := func(row int) bool {
		n := r.blankBefore(row)
		if n == 0 {
			return true
		}
		first := archive.Row{Number: row - n}
		return r.flush(yield) && yield(Line{Table: r.table.Number, Row: first.Number, At: at(r.table, first), Left: LeftBlank, Rows: n}, nil)
	}
	for _, l := range r.plan.head {
		if !blanks(l.Row) || !yield(l, nil) {
			return false
		}
	}
	give := func(l Line) bool {
		if l.Left == LeftGoesOn { // told after the entry, which is not complete yet
			r.after = append(r.after, l)
			return true
		}
		return r.flush(yield) && yield(l, nil)
	}
	take := func(row archive.Row) bool {
		if row.Number > 0 && row.Number <= r.plan.Header {
			return true // told with the head
		}
		if !blanks(row.Number) {
			return false
		}
		l := r.line(row)
		if len(l.Entries) == 0 {
			return give(l)
		}
		ok := r.flush(yield)
		r.last, r.row = &l, row
		return ok
	}
	for _, row := range r.plan.data {
		if !take(row) {
			return false
		}
	}
	for row, err := range rows {
		if err != nil {
			yield(Line{}, fmt.Errorf("table %d: %w", r.table.Number, err))
			return false
		}
		if !take(row) {
			return false
		}
	}
	return r.flush(yield)
}

// flush gives the entry that waits.
func (r *reader) flush(yield func(Line, error) bool) bool {
	if r.last == nil {
		return true
	}
	lines := append([]Line{*r.last}, r.after...)
	r.last, r.after = nil, nil
	for _, l := range lines {
		if !yield(l, nil) {
			return false
		}
	}
	return true
}

// blankBefore counts the rows between the last one and this: those that are
// blank in the file have a number and nothing else.
func (r *reader) blankBefore(row int) int {
	if r.table.Page != 0 || row == 0 {
		return 0
	}
	r.next = max(r.next, r.table.FirstRow, 1)
	n := max(0, row-r.next)
	r.next = max(r.next, row+1)
	return n
}

var (
	totals    = regexp.MustCompile(`(?i)^(?:grand |sub-?|overall |final |yearly |monthly |year |month )?(?:totals?|count|sum)\b(?:\s*$|\s*[:=#(\d]|\s+(?:requests?|number|foia|for|of|received|closed|open|pending|records|cases|count)\b)|^(?:total|number) (?:of|number|no\.?) |^\d+ (?:total )?(?:requests?|records?|cases|rows)\b|^average\b|^median\b`)
	bareYear  = regexp.MustCompile(`^(?:19|20)\d\d$`)
	furnished = regexp.MustCompile(`(?i)^(?:page \d+(?: of \d+)?|p\. ?\d+|\d+ of \d+|printed (?:on )?.*|run date.*|report (?:date|run).*|as of .*|generated (?:on|by).*|end of (?:report|log|file|list)\.?|\*+.*)$`)
)

// line reads a row.
func (r *reader) line(row archive.Row) Line {
	own := filledIn(row)
	switch {
	case own == 0:
		return left(r.table, row, LeftBlank)
	case r.again(row):
		return left(r.table, row, LeftAgain)
	case r.total(row, own):
		return left(r.table, row, LeftTotal)
	}
	if l, ok := r.lone(row, own); ok {
		return l
	}
	entries := r.entries(row)
	if len(entries) == 0 {
		if row.Note {
			return left(r.table, row, LeftNote)
		}
		return left(r.table, row, LeftNothing)
	}
	return Line{Table: r.table.Number, Row: row.Number, At: at(r.table, row), Entries: entries}
}

// again reports whether a row repeats the names of the columns.
func (r *reader) again(row archive.Row) bool {
	same, filled := 0, 0
	for i, c := range row.Cells {
		if c = oneLine(c); c == "" {
			continue
		}
		filled++
		if i < len(r.plan.Columns) && (strings.EqualFold(c, r.plan.Columns[i].Name) || len(c) > 3 && plainName(c) == plainName(r.plan.Columns[i].Name)) {
			same++
		}
	}
	if filled < 2 {
		return false
	}
	if 10*same >= 6*filled {
		return true
	}
	if r.stated(row) {
		return false // as nearly all rows do; what follows takes long
	}
	n := known(row.Cells)
	return n >= 3 && 10*n >= 6*filled
}

// stated reports whether a row states a number or a day where the log has them.
func (r *reader) stated(row archive.Row) bool {
	if isNumber(r.cell(row, Number)) {
		return true
	}
	for _, f := range []Field{Received, Due, Closed} {
		if len(r.days(row, f)) > 0 {
			return true
		}
	}
	return false
}

// total reports whether a row sums others up: it says so in its first cell, and
// is no request.
func (r *reader) total(row archive.Row, own int) bool {
	for _, c := range row.Cells {
		if c = oneLine(c); c == "" {
			continue
		}
		if !totals.MatchString(c) {
			return false
		}
		for _, f := range []Field{Received, Due, Closed} {
			if len(r.days(row, f)) > 0 && !bareSerial(r.cell(row, f)) {
				return false
			}
		}
		return own <= 4 || !isNumber(r.cell(row, Number)) && r.cell(row, Subject) == ""
	}
	return false
}

// lone reads a row in which little stands: it goes on with the one above, or is
// a heading or a note.
func (r *reader) lone(row archive.Row, own int) (Line, bool) {
	whole := row
	row.Cells = slices.Clone(row.Cells)
	for i := range row.Cells {
		if repeats(row, i) {
			row.Cells[i] = ""
		}
	}
	if r.stated(row) && (own > 1 || !bareYear.MatchString(r.cell(row, Number))) {
		return Line{}, false
	}
	first, col := "", -1
	for i, c := range row.Cells {
		if !archive.Blank(c) && !repeats(row, i) {
			first, col = oneLine(c), i
			break
		}
	}
	field := None
	if col < len(r.plan.Columns) {
		field = r.plan.Columns[col].Field
	}
	texts := r.texts(row, own)
	switch {
	case own == 1 && furnished.MatchString(first):
		return left(r.table, whole, LeftHeading), true
	case row.Note && own == 1 && field != Subject:
		return left(r.table, whole, LeftNote), true
	case texts && r.last != nil && len(r.after) < 1000 && len(r.number) > 0 && (row.Page == 0 || row.Page <= r.row.Page+1) && r.goesOn(row):
		return left(r.table, whole, LeftGoesOn), true
	case own == 1 && (col == 0 || field != Subject):
		if field == Subject && len(r.number) == 0 {
			return Line{}, false
		}
		return left(r.table, whole, LeftHeading), true
	}
	return Line{}, false
}

// texts reports whether all that a row says is more of the words of a request:
// of its subject, its requester and so on.
func (r *reader) texts(row archive.Row, own int) bool {
	n := 0
	for i, c := range row.Cells {
		if archive.Blank(c) || repeats(row, i) {
			continue
		}
		if i >= len(r.plan.Columns) {
			return false
		}
		switch r.plan.Columns[i].Field {
		case Subject, Requester, Organization, Disposition, Component, Exemptions:
			n++
		default:
			return false
		}
	}
	return n == own && r.cell(row, Number) == "" && (own == 1 || r.cell(row, Subject) != "") &&
		(own == 1 || len(r.plan.columns(Received))+len(r.plan.columns(Closed)) > 0)
}

// goesOn adds the words of a row to the entry above, where they are a rest of
// its text: the entry has words in the same columns.
func (r *reader) goesOn(row archive.Row) bool {
	if len(r.last.Entries) != 1 {
		return false
	}
	e := &r.last.Entries[0]
	type add struct {
		to   *string
		text string
	}
	var adds []add
	for i, c := range row.Cells {
		if archive.Blank(c) || repeats(row, i) {
			continue
		}
		to := e.text(r.plan.Columns[i].Field)
		if to == nil || *to == "" {
			return false
		}
		adds = append(adds, add{to, strings.TrimSpace(c)})
	}
	for _, a := range adds {
		if len(*a.to) < 4*textKept {
			*a.to = cut(*a.to+" "+a.text, textKept)
		}
	}
	return true
}

// text is where an entry keeps the words of a field; nil where it is no words.
func (e *Entry) text(f Field) *string {
	switch f {
	case Requester:
		return &e.Requester
	case Organization:
		return &e.Organization
	case Agency:
		return &e.Agency
	case Component:
		return &e.Component
	case Subject:
		return &e.Subject
	case Status:
		return &e.Status
	case Disposition:
		return &e.Disposition
	case FeeCategory:
		return &e.FeeCategory
	}
	return nil
}
