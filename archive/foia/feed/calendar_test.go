package feed

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"readingroom/archive"
	"readingroom/archive/foia"
)

func caseOf(t *testing.T, title string, today archive.Day) foia.Case {
	t.Helper()
	a, err := foia.Due(foia.USFOIA, foia.Clock{Received: "2017-04-13"}, today)
	if err != nil {
		t.Fatal(err)
	}
	entered := time.Date(2017, 4, 14, 9, 0, 0, 0, time.UTC)
	return foia.Case{
		Request: foia.Request{ID: "0197aaaa-0000-7000-8000-000000000001", Number: "R2017-001", Title: title, Created: entered},
		Agency:  foia.Agency{Name: "U.S. Immigration and Customs Enforcement", Short: "ICE"}, Law: foia.USFOIA,
		Events:   []foia.Event{{ID: "e1", Kind: foia.Received, Date: "2017-04-13", Entered: entered.Add(time.Hour)}},
		Standing: foia.Standing{AsOf: today, Stage: foia.StageProcessing, Received: "2017-04-13", Clock: &a},
	}
}

func written(t *testing.T, cases ...foia.Case) (string, *ics.Calendar) {
	t.Helper()
	var b bytes.Buffer
	c := Calendar{Title: "Overdue; all, of them", URL: "https://x.example/requests?list=overdue", Page: func(n string) string { return "https://x.example/requests/" + n }, Cases: cases}
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	cal, err := ics.ParseCalendar(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	return b.String(), cal
}

func value(e *ics.VEvent, p ics.ComponentProperty) string {
	if x := e.GetProperty(p); x != nil {
		return x.Value
	}
	return ""
}

func TestACalendarReadsBack(t *testing.T) {
	_, cal := written(t, caseOf(t, "Weekly detainer reports", "2017-04-20"))
	if len(cal.Events()) != 1 {
		t.Fatalf("%d events", len(cal.Events()))
	}
	e := cal.Events()[0]
	for p, want := range map[ics.ComponentProperty]string{
		ics.ComponentPropertyUniqueId: "0197aaaa-0000-7000-8000-000000000001.answer@readingroom",
		ics.ComponentPropertyDtStart:  "20170511",
		ics.ComponentPropertyDtEnd:    "20170512",
		ics.ComponentPropertyDtstamp:  "20170414T100000Z",
		ics.ComponentPropertySummary:  "Answer due: Weekly detainer reports (ICE)",
		ics.ComponentPropertyStatus:   "CONFIRMED",
		ics.ComponentPropertyUrl:      "https://x.example/requests/R2017-001",
	} {
		if got := value(e, p); got != want {
			t.Errorf("%s: %q, want %q", p, got, want)
		}
	}
	if got := e.GetProperty(ics.ComponentPropertyDtStart).ICalParameters["VALUE"]; len(got) != 1 || got[0] != "DATE" {
		t.Errorf("it does not last all day: %v", got)
	}
	if n := len(e.Alarms()); n != 2 {
		t.Errorf("%d alarms", n)
	}
}

// The form of RFC 5545: CRLF, no line of more than 75 octets, no rune cut in
// two, and nothing that a title says ends a line or begins a property.
func TestTheFormHoldsForHostileTitles(t *testing.T) {
	for _, title := range []string{
		strings.Repeat("Überlänge ", 40), strings.Repeat("日本語", 60), "A, B; C\\D", "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil", "a\u2028b\x00c\x85d", "\xff\xfe", "", "END:VCALENDAR",
	} {
		text, cal := written(t, caseOf(t, title, "2017-04-20"))
		if len(cal.Events()) != 1 || value(cal.Events()[0], ics.ComponentPropertyUniqueId) != "0197aaaa-0000-7000-8000-000000000001.answer@readingroom" {
			t.Errorf("%q: the events are others", title)
		}
		if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
			t.Errorf("%q: a line ends without CRLF", title)
		}
		for l := range strings.SplitSeq(text, "\r\n") {
			if len(l) > 75 || !utf8.ValidString(l) {
				t.Errorf("%q: a line of %d octets: %q", title, len(l), l)
			}
		}
		if got := value(cal.Events()[0], ics.ComponentPropertySummary); utf8.ValidString(title) && strings.Join(strings.Fields(got), "") != strings.Join(strings.Fields("Answer due: "+line(title)+" (ICE)"), "") {
			t.Errorf("%q came back as %q", title, got)
		}
	}
}

func TestUIDsAreStableAndUnlike(t *testing.T) {
	c := caseOf(t, "Reports", "2017-08-01")
	c.Standing.Stage, c.Standing.AppealBy = foia.StageLitigation, "2017-08-09"
	c.Events = append(c.Events, foia.Event{ID: "o1", Kind: foia.Ordered, Date: "2017-07-01", Order: &foia.Order{Schedule: []foia.Scheduled{{By: "2017-10-02", Pages: 45}, {By: "2017-11-01"}}}})
	_, before := written(t, c)
	// The same with every day moved, and a title amended.
	c.Request.Title = "Reports, all"
	c.Standing.Clock.Due, c.Standing.AppealBy = "2017-05-25", "2017-09-01"
	c.Events[1].Order.Schedule[0].By = "2017-10-03"
	_, after := written(t, c)
	seen := map[string]bool{}
	for _, e := range before.Events() {
		seen[value(e, ics.ComponentPropertyUniqueId)] = true
	}
	if len(seen) != 4 {
		t.Errorf("%d UIDs of 4 deadlines: %v", len(seen), seen)
	}
	for _, e := range after.Events() {
		if !seen[value(e, ics.ComponentPropertyUniqueId)] {
			t.Errorf("%s was not there before", value(e, ics.ComponentPropertyUniqueId))
		}
	}
}

func TestWhatIsDoneIsCancelled(t *testing.T) {
	c := caseOf(t, "Reports", "2017-06-20")
	c.Standing.Clock.Status, c.Standing.Stage = foia.InTime, foia.StageDetermined
	c.Events = append(c.Events, foia.Event{ID: "d", Kind: foia.Determined, Date: "2017-05-10", Entered: time.Date(2017, 5, 11, 8, 0, 0, 0, time.UTC)})
	_, cal := written(t, c)
	e := cal.Events()[0]
	if value(e, ics.ComponentPropertyStatus) != "CANCELLED" || len(e.Alarms()) != 0 || !strings.Contains(value(e, ics.ComponentPropertyDescription), "Done on 10 May 2017") {
		t.Errorf("%s", e.Serialize(&ics.SerializationConfiguration{MaxLength: 75, NewLine: "\n"}))
	}
	if value(e, ics.ComponentPropertySequence) != "2" || value(e, ics.ComponentPropertyDtstamp) != "20170511T080000Z" {
		t.Errorf("sequence %s, stamp %s", value(e, ics.ComponentPropertySequence), value(e, ics.ComponentPropertyDtstamp))
	}
}

func TestTheSameRequestsAreTheSameBytes(t *testing.T) {
	a, _ := written(t, caseOf(t, "Reports", "2017-04-20"))
	b, _ := written(t, caseOf(t, "Reports", "2017-04-20"))
	if a != b {
		t.Error("they are not")
	}
	if empty, cal := written(t); len(cal.Events()) != 0 || !strings.HasPrefix(empty, "BEGIN:VCALENDAR\r\n") {
		t.Errorf("%q", empty)
	}
}
