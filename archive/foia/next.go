package foia

import (
	"fmt"

	"readingroom/archive"
)

// next says what to do, in one sentence.
func (f *fold) next() Step {
	s := &f.s
	switch s.Stage {
	case StageDraft:
		return Step{Text: "Send the request, and record the day it was sent.", Kind: Filed}
	case StageSent:
		return Step{Text: "When the agency says that it has the request, record the day it received it: the clock starts then.", Kind: Received}
	case StageClarification:
		return Step{Text: fmt.Sprintf("Answer what the agency asked on %s.%s", Long(f.question.Date), f.standsStill()), Kind: Clarified}
	case StageFee:
		return Step{Text: fmt.Sprintf("Say whether the fee that the agency asked about on %s will be paid.%s", Long(f.fee.Date), f.standsStill()), Kind: FeeAgreed}
	case StageProcessing:
		return f.answerNext()
	case StageDetermined:
		return Step{Text: fmt.Sprintf("Appeal by %s, or close the request.", Long(s.AppealBy)), Kind: Appealed, By: s.AppealBy}
	case StageAppeal:
		return f.decisionNext()
	case StageLitigation:
		return f.courtNext()
	}
	if f.decided != nil && f.closed == nil && f.determined != nil && f.law.Court != "" && len(s.Suits) == 0 {
		return Step{Text: "The appeal within the agency is used up; what is left is a suit, within six years (28 U.S.C. 2401(a)).", Kind: Sued}
	}
	return Step{}
}

func (f *fold) standsStill() string {
	if a := f.s.Clock; a != nil && a.Status == Stopped {
		return " The clock stands until then."
	}
	return ""
}

func (f *fold) answerNext() Step {
	a := f.s.Clock
	switch {
	case f.remanded != nil:
		return Step{Text: fmt.Sprintf("The agency is to answer anew since %s; the law names no day for that, so ask for one.", Long(f.remanded.Date)), Kind: Determined}
	case a == nil:
		return Step{Text: "Record the day the agency received the request: the clock starts then.", Kind: Received}
	case len(f.received) == 0:
		return Step{Text: fmt.Sprintf("Record the day the agency received the request; counted from its first answer, its decision is due %s.", when(a)), Kind: Received, By: a.Due}
	case a.Status == Overdue && f.law.Court != "":
		return Step{Text: fmt.Sprintf("The answer was due on %s: ask the agency for it, or go to court (%s).", Long(a.Due), f.law.Court), Kind: Sued, By: a.Due}
	case a.Status == Overdue:
		return Step{Text: fmt.Sprintf("The answer was due on %s: ask the agency for it.", Long(a.Due)), Kind: Noted, By: a.Due}
	}
	return Step{Text: fmt.Sprintf("The answer is due %s; record it when it comes.", when(a)), Kind: Determined, By: a.Due}
}

func (f *fold) decisionNext() Step {
	a := f.s.Decision
	switch {
	case a == nil:
		return Step{Text: "Record the decision on the appeal when it comes; the law names no day for it.", Kind: AppealDecided}
	case a.Status == Overdue && f.law.Court != "":
		return Step{Text: fmt.Sprintf("The decision on the appeal was due on %s: ask for it, or go to court (%s).", Long(a.Due), f.law.Court), Kind: Sued, By: a.Due}
	case a.Status == Overdue:
		return Step{Text: fmt.Sprintf("The decision on the appeal was due on %s: ask for it.", Long(a.Due)), Kind: AppealDecided, By: a.Due}
	}
	return Step{Text: fmt.Sprintf("The decision on the appeal is due %s; record it when it comes.", when(a)), Kind: AppealDecided, By: a.Due}
}

func (f *fold) courtNext() Step {
	if len(f.s.Missed) > 0 {
		x := f.s.Missed[0]
		return Step{Text: fmt.Sprintf("A production was ordered by %s and none is recorded since: record it, or tell the court.", Long(x.By)), Kind: Released, By: x.By}
	}
	if len(f.s.Schedule) > 0 {
		x := f.s.Schedule[0]
		return Step{Text: fmt.Sprintf("A production is ordered by %s; record it when it comes.", Long(x.By)), Kind: Released, By: x.By}
	}
	return Step{Text: "Record what the court orders, and what is produced.", Kind: Ordered}
}

// when says when something is due: "on 11 May 2017".
func when(a *Account) string {
	switch a.Status {
	case NoLimit:
		return "promptly, as the law names no number of days"
	case DueToday:
		return "today"
	case Stopped:
		return "once the clock runs again"
	}
	return "on " + Long(archive.Day(a.Due))
}
