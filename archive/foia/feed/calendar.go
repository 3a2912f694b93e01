// Package feed writes the deadlines of requests as a calendar that others'
// programs subscribe to.
//
//	BEGIN:VEVENT
//	UID:0197….answer@readingroom
//	DTSTART;VALUE=DATE:20170511
//	SUMMARY:Answer due: Weekly detainer reports (ICE)
//	…
//
// arran4/golang-ical is kept up, pure Go, and folds and escapes as RFC 5545 has
// it; its tests and ours read back what it wrote.
package feed

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"readingroom/archive/foia"
)

// A Calendar is the deadlines of some requests.
type Calendar struct {
	Title string
	URL   string              // of the page with the same requests
	Page  func(string) string // of the number of a request: its page
	Cases []foia.Case
}

// The alarms of an open deadline, from midnight of its day: at nine on the day
// and on the day before; for an appeal also a week before.
var (
	alarms       = []string{"PT9H", "-PT15H"}
	appealAlarms = []string{"PT9H", "-PT15H", "-P6DT15H"}
)

// Write writes the calendar. One of the same requests is the same bytes
// whenever it is written: nothing in it tells the time of day.
func (c Calendar) Write(w io.Writer) error {
	cal := ics.NewCalendarFor("readingroom")
	cal.SetProductId("-//readingroom//requests for records//EN")
	cal.SetName(line(c.Title))
	cal.SetUrl(c.URL)
	cal.SetRefreshInterval("PT6H")
	cal.SetXPublishedTTL("PT6H")
	for _, k := range c.Cases {
		for _, d := range foia.Deadlines(k) {
			c.add(cal, k, d)
		}
	}
	return cal.SerializeTo(w, ics.WithNewLineWindows) // CRLF: RFC 5545, 3.1
}

// add makes one event of a deadline. It lasts all day, and no clock in any zone
// moves it; what is met, or no longer due, is told as cancelled.
func (c Calendar) add(cal *ics.Calendar, k foia.Case, d foia.Deadline) {
	on, err := time.Parse(time.DateOnly, d.Date)
	if err != nil {
		return // a deadline is a day, or it is none
	}
	e := cal.AddEvent(UID(k.Request, d))
	e.SetDtStampTime(changed(k))
	e.SetModifiedAt(changed(k))
	e.SetSequence(len(k.Events)) // which only grows
	e.SetAllDayStartAt(on)
	e.SetAllDayEndAt(on.AddDate(0, 0, 1)) // the first day after it
	e.SetTimeTransparency(ics.TransparencyTransparent)
	whom := k.Agency.Short
	if whom == "" {
		whom = k.Agency.Name
	}
	e.SetSummary(line(fmt.Sprintf("%s: %s (%s)", d.Text, k.Request.Title, whom)))
	e.SetDescription(about(k, d))
	e.SetURL(c.Page(k.Request.Number))
	e.AddCategory(line(d.Text))
	if !d.Open {
		e.SetStatus(ics.ObjectStatusCancelled)
		return
	}
	e.SetStatus(ics.ObjectStatusConfirmed)
	at := alarms
	if d.Kind == foia.AppealUntil {
		at = appealAlarms
	}
	for _, trigger := range at {
		a := e.AddAlarm()
		a.SetAction(ics.ActionDisplay)
		a.SetTrigger(trigger)
		a.SetDescription(line(fmt.Sprintf("%s on %s: %s", d.Text, foia.Long(d.Date), k.Request.Title)))
	}
}

// UID names a deadline for good: by the request's own key and what is due, not
// by the day, which may move.
func UID(r foia.Request, d foia.Deadline) string {
	return r.ID + "." + strings.ReplaceAll(d.Key, " ", ".") + "@readingroom"
}

// changed is when the case last changed: what was entered last.
func changed(k foia.Case) time.Time {
	at := k.Request.Created
	for _, e := range k.Events {
		if e.Entered.After(at) {
			at = e.Entered
		}
	}
	return at.UTC()
}

func about(k foia.Case, d foia.Deadline) string {
	lines := []string{fmt.Sprintf("%s %s: request %s to %s under the %s.", d.Text, foia.Long(d.Date), k.Request.Number, line(k.Agency.Name), line(k.Law.Name))}
	for _, t := range k.Standing.Tracking {
		lines = append(lines, "Tracking number "+line(t.Number))
	}
	lines = append(lines, "It is "+string(k.Standing.Stage)+".")
	if d.Met != "" {
		lines = append(lines, "Done on "+foia.Long(d.Met)+".")
	}
	return strings.Join(lines, "\n")
}

// line keeps what people typed to one line of printable text.
func line(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}
