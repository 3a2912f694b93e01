package foia

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
)

// pending is a case that an agency works on since it received it.
func pending(t *testing.T, l Law, received, today archive.Day) Case {
	t.Helper()
	a, err := Due(l, Clock{Received: received}, today)
	if err != nil {
		t.Fatal(err)
	}
	e := Event{ID: "1", Request: "R2017-001", Kind: Received, Date: received}
	return Case{
		Request: Request{Number: "R2017-001", Title: "Detainers", Agency: "dhs/ice", Law: l.Code}, Law: l, Events: []Event{e},
		Standing: Standing{AsOf: today, Stage: StageProcessing, Received: received, Last: received, Clock: &a, Waiting: Them},
	}
}

func listsOf(c Case, today archive.Day, w Windows) string {
	var on []string
	for _, l := range Lists([]Case{c}, today, w)[0].On {
		if l != ListOpen {
			on = append(on, string(l))
		}
	}
	return strings.Join(on, " ")
}

var california = Laws[1]

func TestListsAtTheBordersOfDays(t *testing.T) {
	// Received on Thursday, 13 April 2017: due on Thursday, 11 May.
	for _, c := range []struct {
		today, lists, left string
	}{
		{"2017-04-13", "", "20 working days left"},
		{"2017-05-04", "", "5 working days left"},              // a week before
		{"2017-05-05", "due-week", "4 working days left"},      // the sixth day after is the day
		{"2017-05-06", "due-week", "4 working days left"},      // Saturday
		{"2017-05-07", "due-week", "4 working days left"},      // Sunday
		{"2017-05-10", "due-week", "1 working day left"},       // the day before
		{"2017-05-11", "due-today", "today"},                   // the day
		{"2017-05-12", "overdue", "1 working day over"},        // Friday
		{"2017-05-13", "overdue quiet", "1 working day over"},  // Saturday: no more than on Friday; 30 days of silence
		{"2017-05-15", "overdue quiet", "2 working days over"}, // Monday
		{"2017-05-26", "overdue quiet", "11 working days over"},
		{"2017-05-29", "overdue quiet", "11 working days over"}, // Memorial Day
		{"2017-05-30", "overdue quiet", "12 working days over"},
		{"2026-11-27", "overdue quiet", "2,389 working days over"},
	} {
		k := pending(t, USFOIA, "2017-04-13", c.today)
		e := Lists([]Case{k}, c.today, Windows{})[0]
		if got := listsOf(k, c.today, Windows{}); got != c.lists || e.Due.LeftWords() != c.left {
			t.Errorf("%s: %q, %s; want %q, %s", c.today, got, e.Due.LeftWords(), c.lists, c.left)
		}
	}
}

func TestListsOfALawThatCountsCalendarDays(t *testing.T) {
	// Received on Wednesday, 12 April 2017: ten days are Saturday, 22 April, so
	// the last is Monday.
	for _, c := range []struct{ today, lists, left string }{
		{"2017-04-18", "due-week", "6 days left"},
		{"2017-04-17", "", "7 days left"},
		{"2017-04-22", "due-week", "2 days left"},
		{"2017-04-23", "due-week", "1 day left"},
		{"2017-04-24", "due-today", "today"},
		{"2017-04-25", "overdue", "1 day over"},
		{"2017-05-25", "overdue quiet", "31 days over"},
	} {
		k := pending(t, california, "2017-04-12", c.today)
		e := Lists([]Case{k}, c.today, Windows{})[0]
		if got := listsOf(k, c.today, Windows{}); got != c.lists || e.Due.LeftWords() != c.left {
			t.Errorf("%s: %q, %s; want %q, %s", c.today, got, e.Due.LeftWords(), c.lists, c.left)
		}
	}
}

func TestAFridayThatIsTheLastDayIsOverOnSaturday(t *testing.T) {
	k := pending(t, USFOIA, "2017-04-14", "2017-05-13") // due on Friday, 12 May
	e := Lists([]Case{k}, "2017-05-13", Windows{})[0]
	if !e.Is(ListOverdue) || e.Due.LeftWords() != "0 working days over" {
		t.Errorf("%v, %s", e.On, e.Due.LeftWords())
	}
}

// One request is on one list by date at most, on any day; due today is one of them.
func TestOneListByDate(t *testing.T) {
	from := time.Date(2017, 1, 2, 0, 0, 0, 0, time.UTC)
	for _, l := range Laws {
		for n := range 80 {
			today := day(from.AddDate(0, 0, n))
			k := pending(t, l, day(from), today)
			e := Lists([]Case{k}, today, Windows{})[0]
			by := 0
			for _, x := range []List{ListToday, ListWeek, ListOverdue} {
				if e.Is(x) {
					by++
				}
			}
			if by > 1 || (e.Due != nil && e.Due.Date <= today && by != 1) || (e.Due == nil && by != 0) {
				t.Errorf("%s on %s: %v, due %+v", l.Code, today, e.On, e.Due)
			}
		}
	}
}

// The day is the archive's own: the same moment is another day elsewhere.
func TestTheDayIsTheArchivesOwn(t *testing.T) {
	moment := time.Date(2017, 5, 12, 3, 30, 0, 0, time.UTC) // still the 11th in Washington
	for zone, want := range map[string]List{"UTC": ListOverdue, "America/New_York": ListToday, "Pacific/Kiritimati": ListOverdue} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Skip("this machine knows no time zones: ", err)
		}
		today := moment.In(loc).Format(time.DateOnly)
		if e := Lists([]Case{pending(t, USFOIA, "2017-04-13", today)}, today, Windows{})[0]; !e.Is(want) {
			t.Errorf("%s: %v, want %s", zone, e.On, want)
		}
	}
}

func TestWhatWaitsForUs(t *testing.T) {
	at := func(stage Stage, more func(*Case)) Case {
		c := pending(t, USFOIA, "2017-04-13", "2017-06-01")
		c.Standing.Stage = stage
		c.Standing.Clock.Status = Stopped
		c.Standing.Clock.Due = ""
		if more != nil {
			more(&c)
		}
		return c
	}
	order := Event{ID: "o", Kind: Ordered, Date: "2017-05-20", Order: &Order{Schedule: []Scheduled{{By: "2017-05-31", Pages: 500}, {By: "2017-06-30"}}}}
	for _, c := range []struct {
		name  string
		c     Case
		lists string
		why   string
		due   string
	}{
		{"clarification", at(StageClarification, nil), "waiting quiet", "asked what the request means", ""},
		{"fees", at(StageFee, nil), "waiting quiet", "asked about fees", ""},
		{"the window to appeal closes today", at(StageDetermined, func(c *Case) { c.Standing.AppealBy = "2017-06-01" }), "waiting answered", "The last day to appeal is 1 June 2017.", "2017-06-01"},
		{"in thirty days", at(StageDetermined, func(c *Case) { c.Standing.AppealBy = "2017-07-01" }), "waiting answered", "1 July 2017", "2017-07-01"},
		{"later than that", at(StageDetermined, func(c *Case) { c.Standing.AppealBy = "2017-07-02" }), "answered", "", "2017-07-02"},
		{"is closed", at(StageDetermined, func(c *Case) { c.Standing.AppealBy = "2017-05-31" }), "answered", "", ""},
		{"a full grant", at(StageDetermined, func(c *Case) { c.Standing.AppealBy, c.Standing.Outcome = "2017-06-05", FullGrant }), "answered", "", ""},
		{"on appeal", at(StageAppeal, func(c *Case) {
			c.Standing.Decision = &Account{Due: "2017-06-01", Status: DueToday, Received: "2017-05-01"}
		}), "due-today quiet", "", "2017-06-01"},
		{"a production missed", at(StageLitigation, func(c *Case) { c.Events = append(c.Events, order); c.Standing.Last = "2017-05-20" }), "overdue litigation waiting", "The production ordered by 31 May 2017", "2017-05-31"},
		{"a production made", at(StageLitigation, func(c *Case) {
			c.Events = append(c.Events, order, Event{ID: "r", Kind: Released, Date: "2017-05-31", Release: &Release{Pages: 45}})
			c.Standing.Last = "2017-05-31"
		}), "litigation", "", "2017-06-30"},
		{"expedition not decided on in time", at(StageProcessing, func(c *Case) { c.Standing.ExpeditionBy = "2017-05-31" }), "waiting quiet", "was to be decided by 31 May 2017", ""},
		{"expedition still to be decided on", at(StageProcessing, func(c *Case) { c.Standing.ExpeditionBy = "2017-06-01" }), "quiet", "", ""},
		{"the suit is over", at(StageClosed, func(c *Case) { c.Events = append(c.Events, order) }), "answered", "", ""},
		{"a draft", at(StageDraft, func(c *Case) { c.Standing.Clock, c.Events, c.Standing.Last = nil, nil, "" }), "drafts", "", ""},
	} {
		e := Lists([]Case{c.c}, "2017-06-01", Windows{})[0]
		due := ""
		if e.Due != nil {
			due = e.Due.Date
		}
		if got := listsOf(c.c, "2017-06-01", Windows{}); got != c.lists || !strings.Contains(strings.Join(e.Why, " "), c.why) || due != c.due {
			t.Errorf("%s: %q, %q, due %q; want %q, %q, due %q", c.name, got, e.Why, due, c.lists, c.why, c.due)
		}
	}
}

func TestProductionsAreMetInTheirTurn(t *testing.T) {
	order := Event{ID: "o", Kind: Ordered, Date: "2017-06-01", Order: &Order{Schedule: []Scheduled{{By: "2017-07-31"}, {By: "2017-06-30"}, {By: "2017-08-31"}}}}
	for _, c := range []struct {
		name     string
		released string
		want     string // by day: when each was met
	}{
		{"none", "", "- - -"},
		{"before the order", "2017-05-30", "- - -"},
		{"on the last day", "2017-06-30", "2017-06-30 - -"},
		{"late", "2017-07-04", "2017-07-04 - -"},
		{"two in one month are one production", "2017-06-10 2017-06-20", "2017-06-10 - -"},
		{"late, and then the next", "2017-07-04 2017-07-20", "2017-07-04 2017-07-20 -"},
		{"each", "2017-06-30 2017-07-31 2017-08-31", "2017-06-30 2017-07-31 2017-08-31"},
	} {
		held := []Event{order}
		for i, d := range strings.Fields(c.released) {
			held = append(held, Event{ID: fmt.Sprint(i), Kind: Released, Date: d, Release: &Release{}})
		}
		Sort(held)
		var got []string
		for _, p := range Productions(held) {
			if p.Met == "" {
				p.Met = "-"
			}
			got = append(got, p.Met)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

func TestQuietForAsLongAsIsAsked(t *testing.T) {
	c := pending(t, USFOIA, "2017-04-13", "2017-04-20")
	for days, want := range map[int]bool{7: true, 8: false, 1: true} {
		if got := Lists([]Case{c}, "2017-04-20", Windows{Quiet: days})[0].Is(ListQuiet); got != want {
			t.Errorf("quiet for %d days: %v", days, got)
		}
	}
	c.Standing.Last = "2017-05-01" // typed in ahead of its day
	if Lists([]Case{c}, "2017-04-20", Windows{Quiet: 1})[0].Is(ListQuiet) {
		t.Error("an event to come is no silence")
	}
}

func TestFilters(t *testing.T) {
	c := pending(t, USFOIA, "2017-04-13", "2017-05-12")
	c.Request.Tags, c.Request.Requester, c.Request.Text = []string{"Detention"}, "Records Project", "All weekly reports; <script>alert(1)</script>"
	c.Agency = Agency{Slug: "dhs/ice", Name: "U.S. Immigration and Customs Enforcement", Jurisdiction: "us"}
	c.Standing.Tracking = []TrackingNumber{{Number: "2017-ICFO-23540"}}
	c.Standing.Components = []string{"dhs/cbp"}
	all := Lists([]Case{c}, "2017-05-12", Windows{})
	for _, x := range []struct {
		f    Filter
		want bool
	}{
		{Filter{}, true},
		{Filter{List: ListOverdue}, true},
		{Filter{List: ListToday}, false},
		{Filter{List: ListAll}, true},
		{Filter{Agency: "ice"}, true},
		{Filter{Agency: "ICE"}, true},
		{Filter{Agency: "dhs"}, true},
		{Filter{Agency: "dhs/ice"}, true},
		{Filter{Agency: "dh"}, false},
		{Filter{Agency: "cbp"}, false},
		{Filter{Component: "cbp"}, true},
		{Filter{Component: "uscis"}, false},
		{Filter{Law: "us-foia"}, true},
		{Filter{Law: "us-ca-cpra"}, false},
		{Filter{Status: "overdue"}, true},
		{Filter{Status: "processing"}, true},
		{Filter{Status: "due-today"}, false},
		{Filter{Outcome: "none"}, true},
		{Filter{Outcome: "partial-grant"}, false},
		{Filter{Jurisdiction: "us"}, true},
		{Filter{Jurisdiction: "u"}, false},
		{Filter{Tag: "detention"}, true},
		{Filter{Tag: "detent"}, false},
		{Filter{Requester: "records project"}, true},
		{Filter{Text: "weekly detainers"}, true},
		{Filter{Text: "23540"}, true},
		{Filter{Text: "<script>"}, true},
		{Filter{Text: "monthly"}, false},
		{Filter{Agency: "ice", Text: "monthly"}, false},
	} {
		if got := len(x.f.Chosen(all)) == 1; got != x.want {
			t.Errorf("%+v: %v", x.f, got)
		}
	}
}

func TestSortEntries(t *testing.T) {
	all := []Entry{}
	for i, d := range []archive.Day{"2017-05-11", "", "2017-04-01", "2017-05-11"} {
		e := Entry{Case: Case{Request: Request{Number: Number(2017, i+1), Title: string(rune('d' - i))}}}
		if d != "" {
			e.Due = &Deadline{Date: d}
		}
		all = append(all, e)
	}
	for by, want := range map[string]string{"": "3 4 1 2", "due": "3 4 1 2", "-due": "4 1 3 2", "number": "1 2 3 4", "-number": "4 3 2 1", "title": "4 3 2 1"} {
		got := slices.Clone(all)
		if err := SortEntries(got, by); err != nil {
			t.Fatal(err)
		}
		var s []string
		for _, e := range got {
			s = append(s, strings.TrimPrefix(e.Case.Request.Number, "R2017-00"))
		}
		if j := strings.Join(s, " "); j != want {
			t.Errorf("%q: %s, want %s", by, j, want)
		}
	}
	if err := SortEntries(all, "colour"); err == nil || !strings.Contains(err.Error(), "due, number") {
		t.Errorf("%v", err)
	}
}
