package foia

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"readingroom/archive"
)

// A DeadlineKind says what is due.
type DeadlineKind string

// The kinds of deadlines.
const (
	AnswerDue     DeadlineKind = "answer"                           // the agency's
	DecisionBy    DeadlineKind = "appeal decision"                  // the agency's
	ExpeditionDue DeadlineKind = "decision on expedited processing" // the agency's
	ProductionDue DeadlineKind = "production"                       // that a court ordered
	AppealUntil   DeadlineKind = "appeal"                           // the requester's
)

// A Deadline is a day by which something has to be done for a request.
type Deadline struct {
	Kind  DeadlineKind `json:"kind"`
	Date  archive.Day  `json:"date"`
	Whose Party        `json:"whose"`
	// Left is how many days are left after today, negative where so many are
	// over. Unit says which: "working days", or "days" of the calendar.
	Left int    `json:"left"`
	Unit string `json:"unit"`
	Open bool   `json:"open"` // it is still to be met
	Over bool   `json:"over"` // the day is past, and it is open
	// Met is the day on which it was met, late or not; "" where it was not.
	Met  archive.Day `json:"met,omitempty"`
	Text string      `json:"text"` // in a few words: "Answer due", "Production of 500 pages due"
	// Key tells the deadlines of a request apart, and stays the same when a
	// date moves: "answer", "production 0197… 2".
	Key string `json:"key"`
}

// The units of Deadline.Left.
const (
	workingDays = "working days"
	plainDays   = "days"
)

// Deadlines returns all deadlines of a case, met or not, by date.
func Deadlines(c Case) []Deadline {
	s, held := c.Standing, happened(c)
	all := []Deadline{}
	if a := s.Clock; a != nil && a.Due != "" {
		d := Deadline{Kind: AnswerDue, Whose: Them, Text: "Answer due", Key: "answer", Open: waits(a) && s.Stage != StageDetermined}
		all = append(all, c.clocked(d, *a, held, answers))
	}
	if a := s.Decision; a != nil && a.Due != "" {
		d := Deadline{Kind: DecisionBy, Whose: Them, Text: "Decision on the appeal due", Open: waits(a), Key: fmt.Sprintf("appeal decision %d", numberOf(held, Appealed))}
		all = append(all, c.clocked(d, *a, held, []EventKind{AppealDecided}))
	}
	if d, ok := c.expedition(held); ok {
		all = append(all, d)
	}
	if d, ok := c.appeal(held); ok {
		all = append(all, d)
	}
	for _, p := range Productions(held) {
		d := Deadline{Kind: ProductionDue, Date: p.By, Whose: Them, Text: "Production due", Unit: plainDays, Met: p.Met, Left: between(s.AsOf, p.By), Key: fmt.Sprintf("production %s %d", p.Order, p.Number)}
		if p.Pages > 0 {
			d.Text = fmt.Sprintf("Production of %d pages due", p.Pages)
		}
		d.Open = p.Met == "" && s.Stage == StageLitigation
		all = append(all, d)
	}
	for i := range all {
		all[i].Over = all[i].Open && all[i].Date < s.AsOf
	}
	slices.SortStableFunc(all, func(a, b Deadline) int { return cmp.Compare(a.Date, b.Date) })
	return all
}

// happened returns the events that hold and are not yet to come.
func happened(c Case) []Event {
	return slices.DeleteFunc(Holding(c.Events), func(e Event) bool { return c.Standing.AsOf != "" && e.Date > c.Standing.AsOf })
}

// expedition is the day by which the agency has to say whether it will expedite
// processing, where that was asked for.
func (c Case) expedition(held []Event) (Deadline, bool) {
	d := Deadline{Kind: ExpeditionDue, Date: c.Standing.ExpeditionBy, Whose: Them, Text: "Decision on expedited processing due", Unit: plainDays, Key: "expedition"}
	if d.Date == "" {
		return d, false
	}
	d.Left, d.Open = between(c.Standing.AsOf, d.Date), c.Standing.Stage != StageClosed
	return d, true
}

// appeal is the last day to appeal from the latest determination that leaves
// something to appeal from. It is told as met once there is an appeal.
func (c Case) appeal(held []Event) (Deadline, bool) {
	s := c.Standing
	d := Deadline{Kind: AppealUntil, Date: s.AppealBy, Whose: Us, Text: "Last day to appeal", Unit: plainDays, Key: fmt.Sprintf("appeal %d", numberOf(held, Determined))}
	from := archive.Day("")
	for _, e := range held {
		switch {
		case e.Kind == Determined:
			from, d.Met = e.Date, ""
			if e.Determination != nil && e.Determination.Disposition == FullGrant {
				from = ""
			}
		case e.Kind == Appealed && from != "":
			d.Met = e.Date
		}
	}
	if d.Date == "" && from != "" {
		by, err := AppealBy(c.Law, from)
		if err != nil {
			return d, false
		}
		d.Date = by
	}
	d.Left = between(s.AsOf, d.Date)
	d.Open = s.AppealBy != "" && d.Met == "" && d.Left >= 0 && s.Stage == StageDetermined && s.Outcome != FullGrant
	return d, d.Date != ""
}

// answers are the events with which an agency's work on a request ends.
var answers = []EventKind{Determined, Withdrawn, Closed}

func waits(a *Account) bool {
	return a.Status == Running || a.Status == DueToday || a.Status == Overdue
}

// clocked fills in what an account says of a deadline.
func (c Case) clocked(d Deadline, a Account, held []Event, ends []EventKind) Deadline {
	d.Date, d.Left, d.Unit = a.Due, a.Left, plainDays
	if d.Kind == AnswerDue && c.Law.Answer.Working || d.Kind == DecisionBy && c.Law.Decision.Working {
		d.Unit = workingDays
	} else {
		d.Left = between(c.Standing.AsOf, d.Date) // a last day that moved to a working day included
	}
	if st := c.Standing.Stage; st == StageClosed || st == StageDraft {
		d.Open = false
	}
	if !d.Open {
		for _, e := range held {
			if slices.Contains(ends, e.Kind) && e.Date >= a.Received {
				d.Met = e.Date
				break
			}
		}
	}
	return d
}

func numberOf(held []Event, k EventKind) int {
	n := 0
	for _, e := range held {
		if e.Kind == k {
			n++
		}
	}
	return n
}

// between counts the days of the calendar from a to b; negative where b comes first.
func between(a, b archive.Day) int {
	from, err := time.Parse(time.DateOnly, a)
	until, err2 := time.Parse(time.DateOnly, b)
	if err != nil || err2 != nil {
		return 0
	}
	return int(until.Sub(from).Hours() / 24)
}

// A Production is what a court ordered to be released by a day, and whether it was.
type Production struct {
	Scheduled
	Order  string      `json:"order"`  // the ID of the event
	Number int         `json:"number"` // of the productions of that order, from 1
	Met    archive.Day `json:"met,omitempty"`
}

// Productions returns the productions that courts ordered, by date, of events
// that hold. A release meets the earliest production that is open and whose time
// has begun: after the day of the order, and after the production before it was due.
func Productions(held []Event) []Production {
	all := []Production{}
	begins := map[string]archive.Day{}
	for _, e := range held {
		if e.Kind != Ordered || e.Order == nil {
			continue
		}
		begins[e.ID] = e.Date
		for i, s := range e.Order.Schedule {
			all = append(all, Production{Scheduled: s, Order: e.ID, Number: i + 1})
		}
	}
	slices.SortStableFunc(all, func(a, b Production) int { return cmp.Compare(a.By, b.By) })
	for _, e := range held {
		if e.Kind != Released && (e.Kind != Determined || e.Release == nil) {
			continue
		}
		for i := range all {
			if all[i].Met == "" && e.Date > begins[all[i].Order] && (i == 0 || e.Date > all[i-1].By) {
				all[i].Met = e.Date
				break
			}
		}
	}
	return all
}
