package foia

import (
	"strconv"
	"strings"

	"readingroom/archive"
)

// A Line is an entry as lists, tables and data show it.
type Line struct {
	Number     string      `json:"number"`
	Title      string      `json:"title"`
	Agency     string      `json:"agency"` // slug
	AgencyName string      `json:"agency_name"`
	Law        string      `json:"law"`
	Requester  string      `json:"requester,omitempty"`
	Tracking   []string    `json:"tracking"`
	Tags       []string    `json:"tags"`
	Visibility Visibility  `json:"visibility"`
	Stage      Stage       `json:"stage"`
	Since      archive.Day `json:"since,omitempty"`
	Outcome    Disposition `json:"outcome,omitempty"`
	Waiting    Party       `json:"waiting_for,omitempty"`
	Filed      archive.Day `json:"filed,omitempty"`
	Due        *Deadline   `json:"due,omitempty"`
	Last       *LastEvent  `json:"last,omitempty"`
	Lists      []List      `json:"lists"`
	Why        []string    `json:"why,omitempty"` // it waits for the requester
	Pages      int         `json:"pages"`         // released in all
}

// A LastEvent is the latest thing that happened to a request.
type LastEvent struct {
	Date archive.Day `json:"date"`
	Kind EventKind   `json:"kind"`
}

// LineOf returns an entry as a line.
func LineOf(e Entry) Line {
	r, s := e.Case.Request, e.Case.Standing
	l := Line{
		Number: r.Number, Title: r.Title, Agency: r.Agency, AgencyName: e.Case.Agency.Name, Law: r.Law, Requester: r.Requester, Tracking: []string{}, Tags: r.Tags,
		Visibility: r.Visibility, Stage: s.Stage, Since: s.Since, Outcome: s.Outcome, Waiting: s.Waiting, Filed: s.Filed, Due: e.Due, Lists: e.On, Why: e.Why, Pages: s.Pages,
	}
	for _, t := range s.Tracking {
		l.Tracking = append(l.Tracking, t.Number)
	}
	if l.Tags == nil {
		l.Tags = []string{}
	}
	if l.Lists == nil {
		l.Lists = []List{}
	}
	if held := happened(e.Case); len(held) > 0 {
		last := held[len(held)-1]
		l.Last = &LastEvent{last.Date, last.Kind}
	}
	return l
}

// LineColumns are the columns of a table of lines.
func LineColumns() []string {
	return []string{
		"number", "title", "agency", "agency_name", "law", "requester", "tracking", "tags", "stage", "since", "outcome", "filed", "due", "due_what", "left", "unit",
		"last_date", "last_event", "waiting_for", "lists", "pages",
	}
}

// Row returns a line as a row of a table.
func (l Line) Row() []string {
	due, what, left, unit, date, event := "", "", "", "", "", ""
	if d := l.Due; d != nil {
		due, what, left, unit = d.Date, string(d.Kind), strconv.Itoa(d.Left), d.Unit
	}
	if e := l.Last; e != nil {
		date, event = e.Date, string(e.Kind)
	}
	var lists []string
	for _, x := range l.Lists {
		lists = append(lists, string(x))
	}
	return []string{
		l.Number, l.Title, l.Agency, l.AgencyName, l.Law, l.Requester, strings.Join(l.Tracking, "; "), strings.Join(l.Tags, "; "), string(l.Stage), l.Since, string(l.Outcome), l.Filed,
		due, what, left, unit, date, event, string(l.Waiting), strings.Join(lists, " "), strconv.Itoa(l.Pages),
	}
}

// LeftWords says how many days are left or over: "3 working days left",
// "today", "12 days over".
func (d Deadline) LeftWords() string {
	unit := d.Unit
	if d.Left == 1 || d.Left == -1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	switch {
	case d.Over, d.Left < 0: // on a weekend none over yet, but the day is past
		return grouped(-d.Left) + " " + unit + " over"
	case d.Left == 0:
		return "today"
	}
	return grouped(d.Left) + " " + unit + " left"
}

// grouped prints a number with its thousands parted: "2,389".
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
