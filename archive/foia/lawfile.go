package foia

import (
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// limits are the parts of a law that count days, by the beginning of their
// columns' names: answer_days, answer_unit, answer_cite.
var limits = []struct {
	name string
	of   func(*Law) *Limit
}{
	{"answer", func(l *Law) *Limit { return &l.Answer }},
	{"extension", func(l *Law) *Limit { return &l.Extension }},
	{"routing", func(l *Law) *Limit { return &l.Routing }},
	{"appeal", func(l *Law) *Limit { return &l.Appeal }},
	{"decision", func(l *Law) *Limit { return &l.Decision }},
	{"expedition", func(l *Law) *Limit { return &l.Expedition }},
}

// LawColumns are those of a table of laws, in the order in which they are
// written; the first three are needed.
func LawColumns() []string {
	all := []string{"code", "name", "citation", "source", "holidays"}
	for _, l := range limits {
		all = append(all, l.name+"_days", l.name+"_unit", l.name+"_cite")
	}
	return append(all, "court", "tolls", "rolls_over", "note")
}

var codeForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// maxLimit is the longest limit in days: longer ones are slips.
const maxLimit = 3660

// ReadLaws reads a table of laws in CSV:
//
//	code,name,citation,holidays,answer_days,answer_unit,answer_cite
//	us-co-cora,Colorado Open Records Act,Colo. Rev. Stat. 24-72-201,us,3,working,Colo. Rev. Stat. 24-72-203(3)(b)
//
// Needed are code, name and citation. A unit is working or calendar; a limit of
// no days is none, and one of days needs the provision that names it. Holidays is
// one of Calendars, "us" where it is left out; tolls and rolls_over are yes or no.
// All mistakes are told by row and column, as Mistakes, and then nothing is returned.
func ReadLaws(r io.Reader) ([]Law, error) {
	rows, m, err := readTable(r, LawColumns()[:3], LawColumns())
	if err != nil {
		return nil, err
	}
	all, at := make([]Law, 0, len(rows)), map[string]int{}
	for _, row := range rows {
		l := lawOf(row)
		if first, twice := at[l.Code]; twice {
			row.wrong("code", "%q stands in row %d already", l.Code, first)
		}
		at[l.Code] = row.row
		all = append(all, l)
	}
	if err := m.err(); err != nil {
		return nil, err
	}
	return all, nil
}

// LawFrom makes a law of what a form holds, its fields called as the columns of
// ReadLaws; its mistakes are told as ReadLaws tells them, as those of row 1.
func LawFrom(field func(string) string) (Law, error) {
	m := &Mistakes{}
	row := record{row: 1, cells: map[string]string{}, m: m}
	for _, c := range LawColumns() {
		row.cells[c] = cleaned(field(c))
	}
	l := lawOf(row)
	return l, m.err()
}

func lawOf(row record) Law {
	l := Law{Code: row.at("code"), Name: row.at("name"), Citation: row.at("citation"), Source: row.at("source"), Court: row.at("court"), Note: row.at("note")}
	if !codeForm.MatchString(l.Code) || len(l.Code) > 60 {
		row.wrong("code", "%q is no code, which is small letters, digits and hyphens: us-co-cora", short(l.Code))
	}
	for column, v := range map[string]string{"name": l.Name, "citation": l.Citation} {
		if v == "" {
			row.wrong(column, "it is empty")
		} else if len(v) > 300 {
			row.wrong(column, "it is longer than 300 bytes")
		}
	}
	if l.Code == "new" {
		row.wrong("code", "a law cannot be called new: that address is taken")
	}
	if len(l.Note) > 2000 {
		row.wrong("note", "it is longer than 2000 bytes")
	}
	if err := webAddress(l.Source); err != nil {
		row.wrong("source", "%v", err)
	}
	l.Holidays = row.choice("holidays", append([]string{"us"}, slices.DeleteFunc(Calendars(), func(s string) bool { return s == "us" })...)...)
	for _, x := range limits {
		*x.of(&l) = limitOf(row, x.name)
	}
	l.Tolls = row.choice("tolls", "no", "yes") == "yes"
	l.RollsOver = row.choice("rolls_over", "no", "yes") == "yes"
	return l
}

func limitOf(row record, name string) Limit {
	l := Limit{Working: row.choice(name+"_unit", "working", "calendar") == "working", Cite: row.at(name + "_cite")}
	text := row.at(name + "_days")
	if text == "" {
		text = "0"
	}
	n, err := strconv.Atoi(text)
	switch {
	case err != nil || n < 0:
		row.wrong(name+"_days", "%q is no number of days", short(text))
	case n > maxLimit:
		row.wrong(name+"_days", "%d days are more than ten years", n)
	case n > 0 && l.Cite == "":
		row.wrong(name+"_cite", "name the provision that allows these %d days", n)
	case len(l.Cite) > 300:
		row.wrong(name+"_cite", "it is longer than 300 bytes")
	}
	if n == 0 {
		return Limit{}
	}
	l.Days = n
	return l
}

// ReadHolidays reads the holidays of a law in CSV, one a row, in any order:
//
//	date,name
//	2017-12-26,Boxing Day
//
// Mistakes are told as ReadLaws tells them.
func ReadHolidays(r io.Reader) ([]Holiday, error) {
	columns := []string{"date", "name"}
	rows, m, err := readTable(r, columns, columns)
	if err != nil {
		return nil, err
	}
	all, at := make([]Holiday, 0, len(rows)), map[string]int{}
	for _, row := range rows {
		h := Holiday{Date: row.at("date"), Name: row.at("name")}
		t, err := time.Parse(time.DateOnly, h.Date)
		switch {
		case err != nil:
			row.wrong("date", "%q is no day, which is written 2017-04-13", short(h.Date))
		case t.Year() < firstYear || t.Year() > lastYear:
			row.wrong("date", "%s lies outside the years %d to %d", h.Date, firstYear, lastYear)
		case at[h.Date] > 0:
			row.wrong("date", "%s stands in row %d already", h.Date, at[h.Date])
		}
		if h.Name == "" {
			row.wrong("name", "it is empty")
		} else if len(h.Name) > 200 {
			row.wrong("name", "it is longer than 200 bytes")
		}
		at[h.Date] = row.row
		all = append(all, h)
	}
	if err := m.err(); err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b Holiday) int { return strings.Compare(a.Date, b.Date) })
	return all, nil
}

// Row writes a law as ReadLaws reads it.
func (l Law) Row() []string {
	yes := map[bool]string{true: "yes", false: "no"}
	out := []string{l.Code, l.Name, l.Citation, l.Source, l.Holidays}
	for _, x := range limits {
		v, unit := x.of(&l), "calendar"
		if v.Days == 0 {
			out = append(out, "", "", "")
			continue
		}
		if v.Working {
			unit = "working"
		}
		out = append(out, strconv.Itoa(v.Days), unit, v.Cite)
	}
	return append(out, l.Court, yes[l.Tolls], yes[l.RollsOver], l.Note)
}
