package foia

import (
	"cmp"
	"slices"
)

// Sort puts events in the order in which they happened: by date; of one day in
// the order of Kinds, then as they were entered.
func Sort(events []Event) {
	slices.SortStableFunc(events, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind)), entry(a, b))
	})
}

// entry compares by when events were entered; an ID is a UUIDv7, which tells
// those of one millisecond apart.
func entry(a, b Event) int { return cmp.Or(a.Entered.Compare(b.Entered), cmp.Compare(a.ID, b.ID)) }

// Holding returns the events that hold, in the order in which they happened:
// one that was corrected gives way to the latest that corrects it, one that was
// struck is left out. Striking a correction brings back what it corrected.
func Holding(events []Event) []Event {
	h := history{corrections: map[string][]Event{}}
	known := map[string]bool{}
	for _, e := range events {
		known[e.ID] = true
	}
	var roots []Event
	for _, e := range events {
		switch {
		case e.Corrects != "" && known[e.Corrects] && e.Corrects != e.ID:
			h.corrections[e.Corrects] = append(h.corrections[e.Corrects], e)
		case e.Kind != Struck: // a correction of what is not there stands for itself
			roots = append(roots, e)
		}
	}
	out := []Event{}
	for _, e := range roots {
		if v, ok := h.value(e, len(events)); ok {
			out = append(out, v)
		}
	}
	Sort(out)
	return out
}

type history struct{ corrections map[string][]Event }

// value is what holds in an event's place, or false where nothing does.
func (h history) value(e Event, depth int) (Event, bool) {
	if depth < 0 {
		return e, false // events that correct one another; none is the first
	}
	later := slices.Clone(h.corrections[e.ID])
	slices.SortFunc(later, func(a, b Event) int { return entry(b, a) })
	for _, c := range later {
		switch v, ok := h.value(c, depth-1); {
		case ok && v.Kind == Struck:
			return e, false
		case ok:
			return v, true
		}
		// It was itself struck: as if it had never been.
	}
	return e, true
}
