package foia

import (
	"errors"
	"strings"

	"readingroom/archive"
)

// reckon lets the clocks run over what happened.
func (f *fold) reckon() {
	if c, ok := f.clock(); ok {
		a, err := Due(f.law, c, f.today)
		if err != nil {
			f.problem("The clock cannot be read: %s.", plainly(err))
		} else {
			f.s.Clock = &a
			if len(f.received) == 0 {
				a.Note = "The day of receipt is not recorded; the count begins with the first sign that the agency had the request. " + a.Note
			}
		}
	}
	if e := f.appealed; e != nil && f.law.Decision.Days > 0 {
		from, decided := e.Date, archive.Day("")
		if f.came > from {
			from = f.came
		}
		if f.decided != nil {
			decided = max(f.decided.Date, from)
		}
		a, err := DecisionDue(f.law, from, decided, f.today)
		if err != nil {
			f.problem("The clock of the appeal cannot be read: %s.", plainly(err))
		} else {
			if f.came == "" {
				a.Note = "The day the appeal was received is not recorded; the count begins with the day it was sent."
			}
			f.s.Decision = &a
		}
	}
	f.exhaust()
	if l := f.law.Expedition; l.Days > 0 && f.request.Expedited && f.s.Filed != "" && f.answered == "" && !f.happened(ExpeditionDecided) {
		if t, err := parse("filed", f.s.Filed); err == nil {
			f.s.ExpeditionBy = day(t.AddDate(0, 0, l.Days))
		}
	}
}

// clock is what the clock minds of what happened, or false before the agency
// is known to have the request.
func (f *fold) clock() (Clock, bool) {
	c := Clock{Answered: f.answered}
	right, first := f.receipt()
	switch {
	case right == "" && first == "" && f.known == "":
		return c, false
	case right == "" && first == "":
		c.Received = f.known
	default:
		c.Received, c.First = right, first
	}
	f.s.Received = right
	begin := c.Received
	if begin == "" {
		begin = first
	}
	if f.law.Routing.Days > 0 && first != "" {
		if a, err := Due(f.law, Clock{Received: c.Received, First: first}, f.today); err == nil && len(a.Days) > 0 {
			begin = a.Days[0].Date
		}
	}
	if c.Answered != "" {
		c.Answered = max(c.Answered, c.Received, c.First)
	}
	f.questions(&c, begin)
	for _, e := range f.events {
		if e.Kind != Extended {
			continue
		}
		switch {
		case f.law.Extension.Days == 0:
			f.problem("%s extends nothing: the %s knows no extension.", named(&e), f.law.Name)
		case c.Extended != "":
			f.problem("%s extends nothing: the time was extended on %s already, and can be once.", named(&e), Long(c.Extended))
		default:
			c.Extended, c.By = max(e.Date, begin), e.Days
		}
	}
	return c, true
}

// receipt is when the part of the agency that answers had the request, "" where
// that is not known, and when any part first had it, where that was earlier.
//
// A request addressed to an agency may be answered by one of its components,
// which then is the right one: the last that received it. One addressed to a
// component is answered by that. Another agency's receipt starts no clock of
// this one (5 U.S.C. 552(a)(6)(A)(ii): "any component of the agency").
func (f *fold) receipt() (right, first archive.Day) {
	own := f.request.Agency
	root, _, component := strings.Cut(own, "/")
	received := f.beforeTheAnswer()
	for slug, d := range received {
		if of, _, _ := strings.Cut(slug, "/"); slug != "" && of != root {
			continue
		}
		if first == "" || d < first {
			first = d
		}
		if (slug == own || slug == "") && (right == "" || d < right) {
			right = d
		}
	}
	if !component {
		for slug, d := range received {
			if strings.HasPrefix(slug, own+"/") && d > right {
				right = d
			}
		}
	}
	if f.law.Routing.Days == 0 { // this law knows agencies only
		return first, ""
	}
	if first == right {
		first = ""
	}
	return right, first
}

// beforeTheAnswer are the first receipts, but those after the answer, which are
// of a referral; all, where all are.
func (f *fold) beforeTheAnswer() map[string]archive.Day {
	m := map[string]archive.Day{}
	for slug, d := range f.received {
		if f.answered == "" || d <= f.answered {
			m[slug] = d
		}
	}
	if len(m) == 0 {
		return f.received
	}
	return m
}

// questions are the times in which the agency waited for the requester.
func (f *fold) questions(c *Clock, begin archive.Day) {
	open := map[TollKind]archive.Day{}
	ask := func(k TollKind, d archive.Day) {
		if _, ok := open[k]; !ok {
			open[k] = d
		}
	}
	answer := func(k TollKind, until archive.Day) {
		from, ok := open[k]
		if !ok {
			return
		}
		delete(open, k)
		if until == "" || until >= begin { // one that was over before the clock ran stops nothing
			c.Tolls = append(c.Tolls, Toll{Kind: k, From: max(from, begin), Until: until})
		}
	}
	for _, e := range f.events {
		switch e.Kind {
		case ClarificationAsked:
			ask(TollInformation, e.Date)
		case Clarified:
			answer(TollInformation, e.Date)
		case FeeAsked:
			ask(TollFee, e.Date)
		case FeeAgreed, FeePaid, FeeDisputed:
			answer(TollFee, e.Date)
		case FeeWaived:
			if e.Granted != nil && *e.Granted {
				answer(TollFee, e.Date)
			}
		}
	}
	answer(TollInformation, "")
	answer(TollFee, "")
}

// exhaust finds the first day on which the way to court was open because a
// limit had been missed, and suits that came before it.
func (f *fold) exhaust() {
	if f.law.Court == "" {
		return
	}
	for _, e := range f.events {
		a := f.s.Clock
		if e.Kind != Sued || a == nil || f.answered != "" && f.answered <= e.Date || a.Due != "" && e.Date > a.Due {
			continue
		}
		f.problem("%s came before an answer and before a limit was missed, so that a court may find it early: %s.", named(&e), f.law.Court)
	}
	for _, a := range []*Account{f.s.Clock, f.s.Decision} {
		if a == nil || a.Status != Overdue && a.Status != Late || f.s.Exhausted != "" {
			continue
		}
		if t, err := parse("due", a.Due); err == nil {
			f.s.Exhausted = day(next(t))
		}
	}
}

func (f *fold) happened(k EventKind) bool {
	for _, e := range f.events {
		if e.Kind == k {
			return true
		}
	}
	return false
}

// plainly is an error without the sentinel's word at its end.
func plainly(err error) string {
	s := err.Error()
	for _, is := range []error{archive.ErrInvalid, archive.ErrNotFound} {
		if errors.Is(err, is) {
			s = strings.TrimSuffix(s, ": "+is.Error())
		}
	}
	return s
}
