package main

import (
	"io/fs"
	"testing"

	"readingroom/archive/foia"
	"readingroom/fixtures"
)

// TestJudicialWatchAgainstDHS: request of 13 April 2017, answer due on 11 May
// 2017, suit of 26 May 2017, productions of 45 and of 680 pages, released in
// October 2017; every event that a sample shows names one that is there.
func TestJudicialWatchAgainstDHS(t *testing.T) {
	named := 0
	events := sampleEvents(func(name string) string {
		named++
		if _, err := fs.Stat(fixtures.Collection(), "foia/"+name); err != nil {
			t.Error(err)
		}
		return "2026-002-0001"
	})
	if named != 5 {
		t.Errorf("%d events name a sample", named)
	}
	for i := range events {
		events[i].ID = string(rune('a' + i))
		if err := events[i].Check(); err != nil {
			t.Errorf("%s: %v", events[i].Kind, err)
		}
	}
	request := foia.Request{Agency: "dhs", Law: "us-foia"}
	for _, c := range []struct {
		today  string
		stage  foia.Stage
		status foia.Status
		left   int
		pages  int
	}{
		{"2017-05-10", foia.StageProcessing, foia.Running, 1, 0},
		{"2017-05-11", foia.StageProcessing, foia.DueToday, 0, 0},
		{"2017-05-26", foia.StageLitigation, foia.Overdue, -11, 0},
		{"2017-10-31", foia.StageLitigation, foia.Overdue, -119, 725},
	} {
		s := foia.Stand(request, foia.USFOIA, events, c.today)
		if s.Stage != c.stage || s.Clock == nil || s.Clock.Due != "2017-05-11" || s.Clock.Status != c.status || s.Clock.Left != c.left || s.Pages != c.pages || len(s.Problems) > 0 {
			t.Errorf("%s: %s, %+v, %d pages, %v", c.today, s.Stage, s.Clock, s.Pages, s.Problems)
		}
	}
	s := foia.Stand(request, foia.USFOIA, events, "2017-10-31")
	if s.Filed != "2017-04-13" || s.Received != "2017-04-13" || s.Exhausted != "2017-05-12" || s.Last != "2017-10-12" || len(s.Suits) != 1 || s.Suits[0].Docket != "1:17-cv-01008" {
		t.Errorf("%+v", s)
	}
}
