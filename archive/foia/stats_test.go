package foia

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
)

// done is a case with the days on which it was received, acknowledged,
// determined and first released; "" where it was not.
func done(received, acknowledged, determined, released archive.Day, status Status, out Disposition, exemptions ...string) Case {
	c := Case{Law: USFOIA, Standing: Standing{Stage: StageProcessing, Received: received, Outcome: out, Exemptions: exemptions, Clock: &Account{Status: status}}}
	add := func(k EventKind, d archive.Day) {
		if d != "" {
			c.Events = append(c.Events, Event{ID: string(k), Kind: k, Date: d, Release: &Release{Pages: 10}})
		}
	}
	add(Acknowledged, acknowledged)
	add(Released, released)
	if determined != "" {
		c.Standing.Stage = StageDetermined
		c.Events = append(c.Events, Event{ID: "d", Kind: Determined, Date: determined})
	}
	c.Standing.Pages = 10
	Sort(c.Events)
	return c
}

// Counted by hand on a calendar of 2017: 29 May is Memorial Day.
func TestStatsAgainstFiguresCountedByHand(t *testing.T) {
	cases := []Case{
		done("2017-04-13", "2017-04-14", "2017-05-11", "2017-05-11", InTime, PartialGrant, "(b)(6)", "(b)(5)", "(b)(6)"), // ack 1/1; determined 28/20
		done("2017-05-01", "2017-05-08", "2017-06-01", "", Late, FullDenial, "(b)(5)"),                                   // ack 7/5; determined 31/22
		done("2017-05-26", "2017-05-30", "", "2017-06-30", Overdue, ""),                                                  // ack 4/1; released 35/24
		done("2017-06-01", "", "", "", Running, ""),
		done("2017-06-01", "2017-05-31", "", "", Stopped, ""), // acknowledged before receipt: left out
		done("2017-01-02", "2017-01-02", "2017-12-29", "2017-03-01", Late, FullGrant),
		{Standing: Standing{Stage: StageDraft, Pages: 99}},
	}
	got := StatsOf(cases)
	want := Stats{
		Requests: 6, Open: 3, Pages: 60,
		// 0, 1, 4, 7 days; 0, 1, 1, 5 working days
		Acknowledge: Span{Requests: 4, LeftOut: 1, Calendar: Spread{2.5, 7}, Working: Spread{1, 5}, Days: []int{0, 1, 4, 7}},
		// 28, 31, 361 days; 20, 22 and, of 259 weekdays from 3 January to 29
		// December, all but nine holidays.
		Determine:    Span{Requests: 3, Calendar: Spread{31, 361}, Working: Spread{22, 250}, Days: []int{28, 31, 361}},
		Release:      Span{Requests: 3, Calendar: Spread{35, 58}, Working: Spread{24, 40}, Days: []int{28, 35, 58}},
		Late:         3,
		Limited:      4,
		Dispositions: []Tally{{"full denial", 1}, {"full grant", 1}, {"partial grant", 1}},
		Exemptions:   []Tally{{"(b)(5)", 2}, {"(b)(6)", 1}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if got.Share() != 0.75 {
		t.Errorf("share %v", got.Share())
	}
}

func TestStatsOfNothing(t *testing.T) {
	s := StatsOf(nil)
	if s.Requests != 0 || s.Share() != 0 || s.Determine.Requests != 0 || s.Dispositions == nil || s.Exemptions == nil {
		t.Errorf("%+v", s)
	}
}

func TestSpread(t *testing.T) {
	for _, c := range []struct {
		days []int
		want Spread
	}{
		{[]int{7}, Spread{7, 7}},
		{[]int{1, 2}, Spread{1.5, 2}},
		{[]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, Spread{5.5, 9}},
		{[]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100}, Spread{6, 10}},
	} {
		if got := spread(c.days); got != c.want {
			t.Errorf("%v: %+v, want %+v", c.days, got, c.want)
		}
	}
}

func TestWorkingDaysOfALawWhoseTableEnds(t *testing.T) {
	if n := ownLaw.workingDays("2017-12-22", "2018-01-02"); n != 5 { // 27, 28, 29 December; 1, 2 January
		t.Errorf("%d", n)
	}
}
