package foia

// end takes in an answer, or that there will be none, or that it goes on.
func (f *fold) end(e Event) {
	switch e.Kind {
	case Determined:
		if d := f.determined; d != nil && !f.sued {
			f.problem("There are two determinations: %s, and %s with no appeal, suit or reopening between them. The later one counts; strike the other, or record what came between.", named(d), named(&e))
		} else if f.closed != nil {
			f.problem("%s came after %s: record that it was reopened, or strike one.", named(&e), named(f.closed))
		}
		f.determined, f.question, f.fee, f.sued, f.remanded, f.decided = &e, nil, nil, false, nil, nil
		if e.Determination != nil {
			f.s.Outcome = e.Determination.Disposition
		}
		f.s.Completed = e.Date
		if !f.settled {
			f.answered, f.settled = e.Date, true
		}
	case Withdrawn:
		if f.determined != nil {
			f.problem("%s came after the determination of %s.", named(&e), Long(f.determined.Date))
		}
		f.s.Outcome, f.s.Completed = WasWithdrawn, e.Date
		f.close(e)
	case Closed:
		f.close(e)
	case Reopened:
		if f.closed == nil && f.determined == nil {
			f.problem("%s: it was not closed.", named(&e))
			return
		}
		f.closed = nil
		if f.determined != nil || f.s.Outcome != "" {
			f.remanded = &e
		}
		f.determined, f.decided, f.s.Outcome, f.s.Completed = nil, nil, "", ""
		if !f.settled { // it was closed without an answer, and none is given yet
			f.answered = ""
		}
	}
}

func (f *fold) close(e Event) {
	f.closed, f.question, f.fee, f.appeal = &e, nil, nil, nil
	if f.answered == "" {
		f.answered = e.Date
	}
}

// review takes in an appeal within the agency.
func (f *fold) review(e Event) {
	switch e.Kind {
	case Appealed:
		switch {
		case f.appeal != nil:
			f.problem("%s: the appeal of %s is not decided yet.", named(&e), Long(f.appeal.Date))
		case f.determined == nil && !f.denied:
			f.problem("%s appeals from nothing: no determination, and no denial of a fee waiver or of expedited processing, is recorded before it.", named(&e))
		case f.determined != nil:
			if by, err := AppealBy(f.law, f.determined.Date); err == nil && by != "" && e.Date > by {
				f.problem("%s came after the last day to appeal, %s.", named(&e), Long(by))
			}
		}
		f.appeal, f.appealed, f.came, f.decided, f.closed = &e, &e, "", nil, nil
	case AppealReceived:
		if f.appealed == nil {
			f.problem("%s: no appeal is recorded before it.", named(&e))
			return
		}
		f.came = e.Date
	case AppealDecided:
		if f.appeal == nil {
			f.problem("%s decides no appeal: none was open.", named(&e))
			return
		}
		f.appeal, f.decided = nil, &e
		if e.Appeal == nil {
			return
		}
		switch e.Appeal.Decision {
		case Reversed:
			f.s.Outcome, f.s.Completed = "", ""
			fallthrough
		case PartReversed:
			f.determined, f.remanded = nil, &e
		}
	}
}

// court takes in a lawsuit.
func (f *fold) court(e Event) {
	switch e.Kind {
	case Sued:
		f.suits, f.sued = append(f.suits, &e), true
		if e.Lawsuit != nil {
			f.s.Suits = append(f.s.Suits, *e.Lawsuit)
		}
	case Ordered:
		if len(f.s.Suits) == 0 {
			f.problem("%s: no suit is recorded before it.", named(&e))
		}
	case Settled, SuitEnded:
		if len(f.suits) == 0 {
			f.problem("%s ends no suit: none was open.", named(&e))
			return
		}
		f.leave(e)
		if len(f.suits) > 0 {
			return
		}
		if e.Kind == Settled || f.determined != nil {
			f.close(e)
		}
	}
}

// leave ends the suit that an event names by its docket, or the last.
func (f *fold) leave(e Event) {
	last := len(f.suits) - 1
	if e.Lawsuit != nil && e.Lawsuit.Docket != "" {
		for i, s := range f.suits {
			if s.Lawsuit != nil && s.Lawsuit.Docket == e.Lawsuit.Docket {
				last = i
			}
		}
	}
	suit := f.suits[last]
	f.suits = append(f.suits[:last:last], f.suits[last+1:]...)
	if e.Lawsuit == nil || suit.Lawsuit == nil {
		return
	}
	for i := range f.s.Suits {
		if f.s.Suits[i].Docket == suit.Lawsuit.Docket {
			f.s.Suits[i].Result = e.Lawsuit.Result
		}
	}
}
