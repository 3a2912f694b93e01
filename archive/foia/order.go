package foia

import (
	"cmp"
	"slices"

	"readingroom/archive"
)

// order says which events cannot have come when they are said to have.
func (f *fold) order() {
	first := archive.Day("")
	for _, d := range f.received {
		if first == "" || d < first {
			first = d
		}
	}
	for _, e := range f.events {
		switch e.Kind {
		case Filed, Noted:
			continue
		case Received, Acknowledged, Sued, Appealed:
		default:
			if first != "" && e.Date < first {
				f.problem("%s lies before the request was received on %s.", named(&e), Long(first))
				continue
			}
		}
		if f.s.Filed != "" && e.Date < f.s.Filed {
			f.problem("%s lies before the request was sent on %s.", named(&e), Long(f.s.Filed))
		}
	}
}

// unknown says which events correct one that is not there.
func (f *fold) unknown(events []Event) {
	known := map[string]bool{}
	for _, e := range events {
		known[e.ID] = true
	}
	for _, e := range events {
		if e.Corrects != "" && !known[e.Corrects] {
			f.problem("%s corrects an event that is not there.", named(&e))
		}
	}
}

// schedule sorts what courts ordered into what is to come and what was missed.
// Productions count against the days in their order.
func (f *fold) schedule() {
	for _, order := range f.events {
		if order.Kind != Ordered || order.Order == nil {
			continue
		}
		made := 0
		for _, r := range f.s.Releases {
			if r.Date > order.Date {
				made++
			}
		}
		days := slices.Clone(order.Order.Schedule)
		slices.SortStableFunc(days, func(a, b Scheduled) int { return cmp.Compare(a.By, b.By) })
		for _, s := range days {
			switch {
			case made > 0:
				made--
			case s.By >= f.today:
				f.s.Schedule = append(f.s.Schedule, s)
			default:
				f.s.Missed = append(f.s.Missed, s)
			}
		}
	}
}
