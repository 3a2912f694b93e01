package foialog

import (
	"fmt"
	"strings"

	"readingroom/archive"
)

// cell is what a row says of a field, as it stands there; of two columns
// together, last and first name.
func (r *reader) cell(row archive.Row, f Field) string {
	cols := r.plan.columns(f)
	if f == Number {
		cols = r.number
	}
	var all []string
	for _, i := range cols {
		if i < len(row.Cells) {
			if c := strings.TrimSpace(row.Cells[i]); !archive.Blank(c) {
				all = append(all, c)
			}
		}
	}
	switch {
	case len(all) == 0:
		return ""
	case len(all) > 1 && f == Requester && strings.Contains(plainName(r.plan.Columns[cols[0]].Name), "last"):
		return all[0] + ", " + strings.Join(all[1:], " ")
	case f == Subject:
		return strings.Join(all, "\n")
	}
	return strings.Join(all, " ")
}

// held is what the cell of a field holds: a day where it shows a number.
func (r *reader) held(row archive.Row, f Field) string {
	for _, i := range r.plan.columns(f) {
		if i < len(row.Values) && row.Values[i] != "" && len(days(row.Values[i], Auto)) > 0 && !bareSerial(row.Values[i]) {
			return row.Values[i]
		}
	}
	return r.cell(row, f)
}

func (r *reader) days(row archive.Row, f Field) []archive.Day {
	return days(r.held(row, f), r.plan.Dates)
}

// entries reads the requests that stand in a row: none where it says nothing of
// one, several where several numbers stand in it.
func (r *reader) entries(row archive.Row) []Entry {
	cells := map[Field]string{}
	for _, c := range r.plan.Columns {
		if c.Field != None && c.Col <= len(row.Cells) {
			cells[c.Field] = r.cell(row, c.Field)
		}
	}
	all := []string{""}
	if cells[Number] != "" {
		all = numbers(cells[Number])
	}
	if !isNumber(all[0]) && cells[Subject] == "" && cells[Requester] == "" && cells[Organization] == "" && len(r.days(row, Received)) == 0 && len(r.days(row, Closed)) == 0 {
		return nil
	}
	out := make([]Entry, 0, len(all))
	for n, number := range all {
		of := cells
		if len(all) > 1 {
			of = map[Field]string{}
			for f, c := range cells {
				of[f] = share(c, n, len(all))
			}
		}
		e := r.entry(row, number, of)
		if len(all) > 1 {
			e.Notes = append(e.Notes, fmt.Sprintf("The row holds %d requests; this is number %d of them.", len(all), n+1))
		}
		out = append(out, e)
	}
	return out
}

// share is what a cell says of the nth of several requests: its nth line, where
// it has a line for each, else all of it.
func share(cell string, n, of int) string {
	var lines []string
	for l := range strings.Lines(cell) {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	if len(lines) == of {
		return lines[n]
	}
	return cell
}

func (r *reader) entry(row archive.Row, number string, cells map[Field]string) Entry {
	text := func(f Field) string { return cut(oneLine(cells[f]), textKept) }
	e := Entry{
		Number: cut(number, 200), Requester: text(Requester), Organization: text(Organization), Agency: text(Agency), Component: text(Component),
		Subject: text(Subject), Status: text(Status), Disposition: text(Disposition), FeeCategory: text(FeeCategory),
		Exemptions: []string{}, Notes: []string{},
	}
	note := func(format string, args ...any) { e.Notes = append(e.Notes, fmt.Sprintf(format, args...)) }
	if e.Agency == "" {
		e.Agency = r.how.Agency
	}
	if number == "" && len(r.number) > 0 {
		note("It has no number.")
	}
	day := func(f Field) archive.Day {
		shown := cells[f]
		if shown == "" {
			return ""
		}
		held := shown
		if shown == r.cell(row, f) {
			held = r.held(row, f)
		}
		all := days(held, r.plan.Dates)
		switch {
		case len(all) == 0 && f == Closed && stateWords.MatchString(oneLine(shown)):
			if e.Status == "" {
				e.Status = oneLine(shown)
			}
			return ""
		case len(all) == 0:
			note("%s: “%s” is no day that can be read.", sentence(f), cut(oneLine(shown), 80))
			return ""
		case len(all) > 1 && all[0] != all[len(all)-1]:
			note("%s: several days stand there, “%s”.", sentence(f), cut(oneLine(shown), 80))
			if f == Closed {
				return all[len(all)-1]
			}
		case swapped(held, r.plan.Dates):
			note("%s: “%s” is read against the order of the column’s other dates, for there is no such month.", sentence(f), cut(oneLine(shown), 40))
		case ambiguous(held) && r.plan.Dates == DayFirst:
			note("%s: “%s” is read with the day first, as the column is.", sentence(f), cut(oneLine(shown), 40))
		}
		return all[0]
	}
	e.Received, e.Due, e.Closed = day(Received), day(Due), day(Closed)
	if e.Closed != "" && e.Received > e.Closed {
		note("It is closed before it is received.")
	}
	if c := cells[Exemptions]; c != "" {
		e.Exemptions = exemptions(c)
	}
	e.Outcome = Outcome(e.Disposition)
	if e.Disposition == "" && e.Status != "" {
		if o := Outcome(e.Status); o != "" && !stateWords.MatchString(e.Status) {
			e.Outcome = o
		}
	}
	return e
}

// ambiguous reports whether a date of figures can be read either way.
func ambiguous(cell string) bool {
	a, b := days(cell, MonthFirst), days(cell, DayFirst)
	return len(a) > 0 && len(b) > 0 && a[0] != b[0]
}

func sentence(f Field) string {
	w := f.Words()
	return strings.ToUpper(w[:1]) + w[1:]
}
