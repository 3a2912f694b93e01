package foia

import "readingroom/archive"

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
func (f *fold) schedule() {
	for _, p := range Productions(f.events) {
		switch {
		case p.Met != "":
		case p.By >= f.today:
			f.s.Schedule = append(f.s.Schedule, p.Scheduled)
		default:
			f.s.Missed = append(f.s.Missed, p.Scheduled)
		}
	}
}
