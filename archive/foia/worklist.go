package foia

import (
	"fmt"
	"slices"
	"time"

	"readingroom/archive"
)

// A List is the name of a work list.
type List string

// The work lists. Of the three by date a request is on one at most; it may be
// on others besides.
const (
	ListToday    List = "due-today"
	ListWeek     List = "due-week" // in the six days after today
	ListOverdue  List = "overdue"
	ListOurs     List = "waiting"    // for the requester
	ListCourt    List = "litigation" // before a court
	ListQuiet    List = "quiet"      // nothing has happened for a while
	ListOpen     List = "open"       // sent and not answered, or on appeal or in litigation
	ListDrafts   List = "drafts"     // not sent
	ListAnswered List = "answered"   // determined or closed
	ListAll      List = "all"
)

// WorkLists are all lists, in the order in which they are worked through.
var WorkLists = []List{ListToday, ListWeek, ListOverdue, ListOurs, ListCourt, ListQuiet, ListOpen, ListDrafts, ListAnswered, ListAll}

// Title is a list's name for a reader.
func (l List) Title() string {
	switch l {
	case ListToday:
		return "Due today"
	case ListWeek:
		return "Due this week"
	case ListOverdue:
		return "Overdue"
	case ListOurs:
		return "Waiting for us"
	case ListCourt:
		return "In litigation"
	case ListQuiet:
		return "Quiet"
	case ListOpen:
		return "Open"
	case ListDrafts:
		return "Not sent yet"
	case ListAnswered:
		return "Answered"
	}
	return "All"
}

// Windows say how near and how long ago is meant, in days of the calendar.
type Windows struct {
	Quiet   int `json:"quiet"`   // without an event for so long; 0: 30
	Closing int `json:"closing"` // before the window to appeal closes; 0: 30
}

// Filled returns the windows with what was not said filled in.
func (w Windows) Filled() Windows {
	if w.Quiet == 0 {
		w.Quiet = 30
	}
	if w.Closing == 0 {
		w.Closing = 30
	}
	return w
}

// An Entry is a request as the work lists have it.
type Entry struct {
	Case Case
	On   []List
	// Due is what is due next: of the agency where something is, else of the
	// requester; nil where nothing is.
	Due *Deadline
	Why []string // on ListOurs: a sentence for each thing that waits
}

// Is reports whether an entry is on a list.
func (e Entry) Is(l List) bool { return l == ListAll || slices.Contains(e.On, l) }

// Lists puts each case on its lists as of a day, which is the archive's own, in
// the order given.
func Lists(cases []Case, today archive.Day, w Windows) []Entry {
	w = w.Filled()
	all := make([]Entry, 0, len(cases))
	for _, c := range cases {
		all = append(all, entryOf(c, today, w))
	}
	return all
}

func entryOf(c Case, today archive.Day, w Windows) Entry {
	e := Entry{Case: c}
	on := func(l List) { e.On = append(e.On, l) }
	var theirs, ours *Deadline
	for _, d := range Deadlines(c) {
		if !d.Open {
			continue
		}
		switch {
		case d.Kind == ExpeditionDue:
			if d.Over {
				e.Why = append(e.Why, fmt.Sprintf("Whether processing is expedited was to be decided by %s.", Long(d.Date)))
			}
		case d.Whose == Us:
			ours = &d
		case theirs == nil, d.Kind == ProductionDue && theirs.Kind != ProductionDue:
			// What a court ordered comes before what the statute did.
			theirs = &d
		}
		if d.Kind == ProductionDue && d.Date < today {
			e.Why = append(e.Why, fmt.Sprintf("The production ordered by %s has not come.", Long(d.Date)))
		}
	}
	if e.Due = theirs; theirs == nil {
		e.Due = ours
	}
	switch {
	case theirs == nil:
	case theirs.Date < today:
		on(ListOverdue)
	case theirs.Date == today:
		on(ListToday)
	case theirs.Date < plus(today, 7):
		on(ListWeek)
	}
	s := c.Standing
	switch s.Stage {
	case StageClarification:
		e.Why = append(e.Why, "The agency asked what the request means, and waits for the answer.")
	case StageFee:
		e.Why = append(e.Why, "The agency asked about fees, and waits for the answer.")
	case StageDetermined:
		if ours != nil && ours.Left <= w.Closing {
			e.Why = append(e.Why, fmt.Sprintf("The last day to appeal is %s.", Long(ours.Date)))
		}
	case StageLitigation:
		on(ListCourt)
	}
	if len(e.Why) > 0 {
		on(ListOurs)
	}
	switch s.Stage {
	case StageDraft:
		on(ListDrafts)
	case StageDetermined, StageClosed:
		on(ListAnswered)
	default:
		on(ListOpen)
		if s.Last != "" && between(s.Last, today) >= w.Quiet {
			on(ListQuiet)
		}
	}
	return e
}

// plus is the day so many days later.
func plus(d archive.Day, n int) archive.Day {
	t, err := time.Parse(time.DateOnly, d)
	if err != nil {
		return d
	}
	return day(t.AddDate(0, 0, n))
}
