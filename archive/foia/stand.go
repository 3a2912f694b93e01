package foia

import (
	"cmp"
	"fmt"
	"slices"

	"readingroom/archive"
)

// Stand says where a request stands as of a day: what happened later is not
// looked at. The events may come in any order. What does not fit together is
// said in Problems; nothing is an error.
func Stand(r Request, l Law, events []Event, today archive.Day) Standing {
	f := fold{request: r, law: l, today: today, received: map[string]archive.Day{}}
	f.s = Standing{AsOf: today, Stage: StageDraft, Tracking: []TrackingNumber{}, Releases: []Event{}}
	for _, e := range Holding(events) {
		if e.Date > today {
			continue
		}
		f.events = append(f.events, e)
		f.gather(e)
		f.move(e)
		if stage := f.stage(); stage != f.s.Stage {
			f.s.Stage, f.s.Since = stage, e.Date
		}
		f.s.Last = max(f.s.Last, e.Date)
	}
	f.unknown(events)
	f.order()
	f.reckon()
	f.schedule()
	f.lapse()
	f.s.Waiting = f.waiting()
	f.s.Next = f.next()
	return f.s
}

// A fold is a request with as many of its events as were read.
type fold struct {
	request Request
	law     Law
	today   archive.Day
	s       Standing
	events  []Event

	received map[string]archive.Day // by slug, the first receipt; "" is the agency addressed
	known    archive.Day            // the first sign that the agency has it

	question *Event // the open one about what is meant
	fee      *Event // the open one about fees
	denied   bool   // a fee waiver or expedition was

	determined *Event      // the answer that holds
	answered   archive.Day // when the clock ended
	settled    bool        // it ended by the first determination, and for good
	remanded   *Event      // the decision that sent it back, or its being reopened

	appeal   *Event // the open one
	appealed *Event // the last
	came     archive.Day
	decided  *Event // the decision on it

	suits  []*Event // open ones
	sued   bool     // since the last determination
	closed *Event
}

func (f *fold) problem(format string, args ...any) {
	f.s.Problems = append(f.s.Problems, fmt.Sprintf(format, args...))
}

// named names an event in a sentence.
func named(e *Event) string { return fmt.Sprintf("“%s” of %s", e.Kind, Long(e.Date)) }

// gather keeps what is only collected.
func (f *fold) gather(e Event) {
	if t := e.Tracking; t != nil {
		f.track(*t, e)
	}
	if e.Kind == Sued && e.Lawsuit != nil {
		f.track(TrackingNumber{Number: e.Lawsuit.Docket, Whose: e.Lawsuit.Court, Why: "docket"}, e)
	}
	if c := e.Component; c != "" && !slices.Contains(f.s.Components, c) {
		f.s.Components = append(f.s.Components, c)
	}
	claimed := []string{}
	if r := e.Release; r != nil {
		f.s.Releases = append(f.s.Releases, e)
		f.s.Pages += r.Pages
		claimed = append(claimed, r.Exemptions...)
	}
	if d := e.Determination; d != nil {
		claimed = append(claimed, d.Exemptions...)
	}
	for _, x := range claimed {
		if !slices.Contains(f.s.Exemptions, x) {
			f.s.Exemptions = append(f.s.Exemptions, x)
		}
	}
	switch {
	case e.Fee == nil:
	case e.Kind == FeeEstimated, e.Kind == FeeAsked:
		f.s.Asked = e.Fee.Cents
	case e.Kind == FeePaid:
		f.s.Paid += e.Fee.Cents
	}
}

func (f *fold) track(t TrackingNumber, e Event) {
	t.Whose, t.Since, t.Event = cmp.Or(t.Whose, e.Component, f.request.Agency), cmp.Or(t.Since, e.Date), e.ID
	switch e.Kind {
	case Appealed, AppealReceived, AppealDecided:
		t.Why = cmp.Or(t.Why, "appeal")
	case Referred, Consulted:
		t.Why = cmp.Or(t.Why, "referral")
	}
	t.Why = cmp.Or(t.Why, "request")
	same := func(x TrackingNumber) bool { return x.Number == t.Number && x.Whose == t.Whose }
	if t.Number != "" && !slices.ContainsFunc(f.s.Tracking, same) {
		f.s.Tracking = append(f.s.Tracking, t)
	}
}

// move takes the request on by one event.
func (f *fold) move(e Event) {
	switch e.Kind {
	case Filed:
		if f.s.Filed != "" {
			f.problem("It was sent on %s already; the day of %s is not looked at.", Long(f.s.Filed), named(&e))
			return
		}
		f.s.Filed = e.Date
	case Received:
		if _, ok := f.received[e.Component]; !ok {
			f.received[e.Component] = e.Date
		}
		f.known = cmp.Or(f.known, e.Date)
	case Acknowledged:
		f.known = cmp.Or(f.known, e.Date)
	case Extended, Referred, Consulted, FeeEstimated:
		f.known = cmp.Or(f.known, e.Date)
	case ClarificationAsked:
		f.known = cmp.Or(f.known, e.Date)
		f.question = &e
	case Clarified:
		if f.question == nil {
			f.problem("%s answers no question: none was open.", named(&e))
		}
		f.question = nil
	case FeeAsked:
		f.known = cmp.Or(f.known, e.Date)
		f.fee = &e
	case FeeAgreed, FeePaid, FeeDisputed:
		f.fee = nil
	case FeeWaived:
		f.denied = f.denied || e.Granted != nil && !*e.Granted
		if e.Granted != nil && *e.Granted {
			f.fee, f.s.Asked = nil, 0
		}
	case ExpeditionDecided:
		f.denied = f.denied || e.Granted != nil && !*e.Granted
		if !f.request.Expedited {
			f.problem("%s decides on expedited processing, which the request does not say it asked for.", named(&e))
		}
	case Determined, Withdrawn, Closed, Reopened:
		f.end(e)
	case Appealed, AppealReceived, AppealDecided:
		f.review(e)
	case Sued, Ordered, Settled, SuitEnded:
		f.court(e)
	}
}

// stage is where it stands by what was read so far.
func (f *fold) stage() Stage {
	switch {
	case len(f.suits) > 0:
		return StageLitigation
	case f.closed != nil:
		return StageClosed
	case f.appeal != nil:
		return StageAppeal
	case f.determined != nil && f.decided != nil:
		return StageClosed // the appeal within the agency was used up
	case f.determined != nil:
		return StageDetermined
	case f.question != nil:
		return StageClarification
	case f.fee != nil:
		return StageFee
	case f.known != "" || f.remanded != nil || len(f.received) > 0:
		return StageProcessing
	case f.s.Filed != "":
		return StageSent
	}
	return StageDraft
}

func (f *fold) waiting() Party {
	switch f.s.Stage {
	case StageDraft, StageClarification, StageFee, StageDetermined:
		return Us
	case StageSent, StageProcessing, StageAppeal:
		return Them
	case StageLitigation:
		return Court
	}
	return Nobody
}

// lapse closes what was answered where no appeal is possible, or not any more.
func (f *fold) lapse() {
	if f.s.Stage != StageDetermined {
		f.s.AppealBy = ""
		return
	}
	adverse := !slices.Contains([]Disposition{FullGrant, WasWithdrawn}, f.s.Outcome)
	by, err := AppealBy(f.law, f.s.Completed)
	switch {
	case err != nil || by == "" || !adverse:
		f.s.Stage = StageClosed
	case by < f.today:
		t, _ := parse("appeal by", by)
		f.s.Stage, f.s.Since = StageClosed, day(next(t))
	default:
		f.s.AppealBy = by
	}
}

// ClockOf is what the clock minds of a request's events as of a day, or false
// before the agency is known to have it.
func ClockOf(r Request, l Law, events []Event, today archive.Day) (Clock, bool) {
	f := fold{request: r, law: l, today: today, received: map[string]archive.Day{}}
	for _, e := range Holding(events) {
		if e.Date <= today {
			f.events = append(f.events, e)
			f.move(e)
		}
	}
	return f.clock()
}
