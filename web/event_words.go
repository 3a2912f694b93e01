package web

import (
	"fmt"
	"strings"

	"readingroom/archive/foia"
)

// eventNames are what the kinds of events are called where one is chosen.
var eventNames = map[foia.EventKind]string{
	foia.Filed:              "Request sent",
	foia.Received:           "Received by the agency",
	foia.Acknowledged:       "Acknowledged",
	foia.ClarificationAsked: "The agency asked what is meant",
	foia.Clarified:          "We answered what is meant",
	foia.FeeEstimated:       "Fee estimated",
	foia.FeeAsked:           "The agency asked whether a fee will be paid",
	foia.FeeAgreed:          "We agreed to a fee",
	foia.FeePaid:            "Fee paid",
	foia.FeeDisputed:        "Fee disputed",
	foia.FeeWaived:          "Fee waiver decided",
	foia.ExpeditionDecided:  "Expedited processing decided",
	foia.Extended:           "Time extended for unusual circumstances",
	foia.Referred:           "Referred to another agency or component",
	foia.Consulted:          "Another agency consulted",
	foia.Released:           "Interim release",
	foia.Determined:         "Determination",
	foia.Appealed:           "Appeal filed",
	foia.AppealReceived:     "Appeal received by the agency",
	foia.AppealDecided:      "Appeal decided",
	foia.Sued:               "Lawsuit filed",
	foia.Ordered:            "Court order",
	foia.Settled:            "Settled",
	foia.SuitEnded:          "Lawsuit ended",
	foia.Withdrawn:          "Withdrawn",
	foia.Closed:             "Closed",
	foia.Reopened:           "Reopened",
	foia.Noted:              "Note",
	foia.Struck:             "Struck: it did not happen",
}

// eventGroups are the kinds as the form offers them.
var eventGroups = []struct {
	Title string
	Kinds []foia.EventKind
}{
	{"On its way", []foia.EventKind{foia.Filed, foia.Received, foia.Acknowledged, foia.Referred, foia.Consulted}},
	{"Questions and time", []foia.EventKind{foia.ClarificationAsked, foia.Clarified, foia.Extended, foia.ExpeditionDecided}},
	{"Fees", []foia.EventKind{foia.FeeEstimated, foia.FeeAsked, foia.FeeAgreed, foia.FeePaid, foia.FeeDisputed, foia.FeeWaived}},
	{"Answers", []foia.EventKind{foia.Released, foia.Determined, foia.Withdrawn, foia.Closed, foia.Reopened}},
	{"Appeal and court", []foia.EventKind{foia.Appealed, foia.AppealReceived, foia.AppealDecided, foia.Sued, foia.Ordered, foia.Settled, foia.SuitEnded}},
	{"Other", []foia.EventKind{foia.Noted}},
}

// eventTitle says in a line what happened; named gives an agency's name by its slug.
func eventTitle(e foia.Event, named func(slug string) string) string {
	title := eventNames[e.Kind]
	if title == "" {
		title = upperFirst(string(e.Kind))
	}
	switch {
	case e.Component == "":
	case e.Kind == foia.Received:
		title = "Received by " + named(e.Component)
	case e.Kind == foia.Referred:
		title = "Referred to " + named(e.Component)
	case e.Kind == foia.Consulted:
		title = named(e.Component) + " was consulted"
	}
	switch {
	case e.Granted == nil:
	case *e.Granted:
		title = strings.TrimSuffix(title, " decided") + " granted"
	default:
		title = strings.TrimSuffix(title, " decided") + " refused"
	}
	if d := e.Determination; d != nil {
		title += ": " + string(d.Disposition)
	}
	if a := e.Appeal; a != nil && a.Decision != "" {
		title = "Appeal decided: " + string(a.Decision)
	}
	if r := e.Release; r != nil && r.Title != "" && e.Kind == foia.Released {
		title = r.Title
	}
	if f := e.Fee; f != nil && f.Cents > 0 {
		title += ": " + dollars(f.Cents)
	}
	return title
}

// eventFacts are what else an event says, a line each.
func eventFacts(e foia.Event, named func(slug string) string) []string {
	var all []string
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if t := e.Tracking; t != nil {
		add("Number %s%s", t.Number, before(", of ", named(t.Whose)))
	}
	if e.Kind == foia.Extended && e.Days > 0 {
		add("By %s", count(e.Days, "day", "days"))
	}
	if r := e.Release; r != nil {
		if r.Pages > 0 || r.InFull > 0 {
			line := count(r.Pages, "page", "pages") + " released"
			if r.InPart > 0 {
				line += fmt.Sprintf(", %s of them in part", number(r.InPart))
			}
			if r.InFull > 0 {
				line += fmt.Sprintf("; %s withheld in full", count(r.InFull, "page", "pages"))
			}
			add("%s", line)
		}
		if r.Title != "" && e.Kind != foia.Released {
			add("%s", r.Title)
		}
	}
	var claimed []string
	if e.Release != nil {
		claimed = append(claimed, e.Release.Exemptions...)
	}
	if e.Determination != nil {
		claimed = append(claimed, e.Determination.Exemptions...)
	}
	if len(claimed) > 0 {
		add("Exemptions claimed: %s", strings.Join(claimed, ", "))
	}
	if d := e.Determination; d != nil && d.Why != "" {
		add("%s", d.Why)
	}
	if a := e.Appeal; a != nil && a.Grounds != "" {
		add("Grounds: %s", a.Grounds)
	}
	if l := e.Lawsuit; l != nil {
		add("%s", suitName(*l))
		if l.Result != "" {
			add("%s", upperFirst(l.Result))
		}
	}
	if o := e.Order; o != nil {
		if o.Text != "" {
			add("%s", o.Text)
		}
		for _, s := range o.Schedule {
			add("%s", scheduledWords(s))
		}
	}
	if f := e.Fee; f != nil && f.For != "" {
		add("For %s", f.For)
	}
	return all
}

func suitName(l foia.Lawsuit) string {
	s := strings.TrimSpace(l.Title)
	if l.Docket != "" {
		s += before(", ", "No. "+l.Docket)
	}
	if l.Court != "" {
		s += " (" + l.Court + ")"
	}
	return strings.TrimPrefix(strings.TrimSpace(s), ", ")
}

func scheduledWords(s foia.Scheduled) string {
	words := "To be produced by " + longDay(s.By)
	if s.Pages > 0 {
		words += ": " + count(s.Pages, "page", "pages")
	}
	return words + before(", ", s.Note)
}

// before puts what leads to s before it, where there is s.
func before(lead, s string) string {
	if s == "" {
		return ""
	}
	return lead + s
}

// dollars prints an amount of US cents.
func dollars(cents int64) string {
	return fmt.Sprintf("$%s.%02d", number(int(cents/100)), cents%100)
}
