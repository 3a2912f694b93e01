package foia

import "readingroom/archive"

// Stand says where a request stands today.
func Stand(r Request, l Law, events []Event, today archive.Day) Standing {
	return Standing{AsOf: today, Stage: StageDraft, Tracking: []TrackingNumber{}, Releases: []Event{}}
}
