package foia

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"readingroom/archive"
)

// The longest texts that are kept, in bytes.
const (
	lineLimit = 1000
	textLimit = 100_000
	listLimit = 100 // entries of a list
)

// Check returns what is wrong with a request as Faults, or nil. Whether its
// agency and law are known is for whoever keeps them to say.
func (r Request) Check() error {
	var f Faults
	f.add(strings.TrimSpace(r.Title) == "", "title", "Say in a line what is asked for.")
	f.line("title", r.Title)
	f.text("text", r.Text)
	f.add(r.Agency == "", "agency", "Choose the agency that is asked.")
	f.add(r.Law == "", "law", "Choose the law that the request is made under.")
	f.line("requester", r.Requester)
	f.add(r.Category != "" && !slices.Contains(FeeCategories, r.Category), "fee_category", "A fee category is commercial, educational, media or other.")
	f.add(r.Visibility != Public && r.Visibility != Private, "visibility", "A request is public or private.")
	f.add(len(r.Tags) > listLimit, "tags", fmt.Sprintf("There are too many tags: at most %d.", listLimit))
	for _, t := range r.Tags {
		f.line("tags", t)
	}
	f.add(r.Year != 0 && (r.Year < firstYear || r.Year > lastYear), "year", fmt.Sprintf("The year lies outside %d to %d.", firstYear, lastYear))
	return f.err()
}

// Check returns what is wrong with an event by itself as Faults, or nil:
// whether it fits among the others is told by Stand, in Standing.Problems.
func (e Event) Check() error {
	var f Faults
	f.add(!slices.Contains(Kinds, e.Kind), "kind", fmt.Sprintf("There is no kind of event “%s”. The kinds are %s.", short(string(e.Kind)), oneOf(Kinds)))
	f.day("date", e.Date, true)
	if t, err := time.Parse(time.DateOnly, e.Date); err == nil && !e.Entered.IsZero() {
		// A day begins in Kiribati 14 hours before it does in Greenwich.
		f.add(t.After(e.Entered.Add(14*time.Hour)), "date", fmt.Sprintf("%s is still to come: an event is what has happened.", Long(e.Date)))
	}
	f.text("note", e.Note)
	f.text("quote", e.Quote)
	f.line("by", e.By)
	f.line("component", e.Component)
	f.add(e.Kind == Struck && e.Corrects == "", "corrects", "Name the event that did not happen.")
	f.add(e.Item != "" && !archive.IsItemNumber(e.Item), "item", fmt.Sprintf("%q is no number of a document, which looks like 2026-017-0003.", short(e.Item)))
	if e.Place != "" {
		_, err := archive.ParsePlace(e.Place)
		f.add(err != nil, "place", fmt.Sprintf("%q is no place in a document, which looks like 2026-017-0003:p2.", short(e.Place)))
	}
	f.add(e.Days < 0 || e.Days > 3660, "days", "The days of an extension are between 0, which is as many as the law allows, and 3,660.")
	f.parts(e)
	return f.err()
}

// parts checks what the kind of an event needs.
func (f *Faults) parts(e Event) {
	if t := e.Tracking; t != nil {
		f.add(strings.TrimSpace(t.Number) == "", "tracking.number", "Give the number.")
		f.line("tracking.number", t.Number)
		f.line("tracking.whose", t.Whose)
		f.line("tracking.why", t.Why)
		f.day("tracking.since", t.Since, false)
	}
	if e.Fee != nil {
		f.add(e.Fee.Cents < 0 || e.Fee.Cents > 1e12, "fee.cents", "The fee is below nothing or above ten thousand million dollars.")
		f.line("fee.for", e.Fee.For)
	}
	switch e.Kind {
	case Determined:
		f.add(e.Determination == nil || !slices.Contains(Dispositions, e.Determination.Disposition), "determination.disposition", "Say how the agency disposed of the request: "+oneOf(Dispositions)+".")
	case AppealDecided:
		f.add(e.Appeal == nil || !slices.Contains(AppealDecisions, e.Appeal.Decision), "appeal.decision", "Say how the appeal was decided: "+oneOf(AppealDecisions)+".")
	case Sued:
		f.add(e.Lawsuit == nil || strings.TrimSpace(e.Lawsuit.Docket) == "", "lawsuit.docket", "Give the docket number, such as 1:17-cv-01008.")
		f.add(e.Lawsuit == nil || strings.TrimSpace(e.Lawsuit.Court) == "", "lawsuit.court", "Name the court, such as D.D.C.")
	case FeeWaived, ExpeditionDecided:
		f.add(e.Granted == nil, "granted", "Say whether it was granted.")
	case Released:
		f.add(e.Release == nil, "release.pages", "Say how many pages were released; 0 where nobody counted.")
	}
	if d := e.Determination; d != nil {
		f.list("determination.exemptions", d.Exemptions)
		f.text("determination.why", d.Why)
	}
	if r := e.Release; r != nil {
		f.line("release.title", r.Title)
		f.list("release.exemptions", r.Exemptions)
		const most = 100_000_000
		f.add(r.Pages < 0 || r.Pages > most, "release.pages", "The number of pages is below 0 or above a hundred million.")
		f.add(r.InFull < 0 || r.InFull > most, "release.in_full", "The number of pages withheld in full is below 0 or above a hundred million.")
		f.add(r.InPart < 0 || r.InPart > max(r.Pages, 0), "release.in_part", "Pages released with something withheld are among those released, so they cannot be more.")
	}
	if a := e.Appeal; a != nil {
		f.text("appeal.grounds", a.Grounds)
	}
	if l := e.Lawsuit; l != nil {
		f.line("lawsuit.court", l.Court)
		f.line("lawsuit.docket", l.Docket)
		f.line("lawsuit.title", l.Title)
		f.text("lawsuit.result", l.Result)
	}
	if o := e.Order; o != nil {
		f.line("order.docket", o.Docket)
		f.text("order.text", o.Text)
		f.add(len(o.Schedule) > listLimit, "order.schedule", fmt.Sprintf("There are too many productions: at most %d.", listLimit))
		for _, s := range o.Schedule {
			f.day("order.schedule", s.By, true)
			f.line("order.schedule", s.Note)
			f.add(s.Pages < 0, "order.schedule", "A number of pages is below 0.")
		}
	}
}

// oneOf lists the words of which one may be given.
func oneOf[T ~string](all []T) string {
	said := make([]string, len(all))
	for i, x := range all {
		said[i] = string(x)
	}
	return strings.Join(said, ", ")
}

func (f *Faults) line(field, s string) {
	f.add(len(s) > lineLimit, field, fmt.Sprintf("This is too long: at most %d characters.", lineLimit))
	f.add(!utf8.ValidString(s), field, "This holds bytes that are no text.")
}

func (f *Faults) text(field, s string) {
	f.add(len(s) > textLimit, field, fmt.Sprintf("This is too long: at most %d characters.", textLimit))
	f.add(!utf8.ValidString(s), field, "This holds bytes that are no text.")
}

func (f *Faults) list(field string, all []string) {
	f.add(len(all) > listLimit, field, fmt.Sprintf("These are too many: at most %d.", listLimit))
	for _, s := range all {
		f.line(field, s)
	}
}

func (f *Faults) day(field string, d archive.Day, needed bool) {
	if d == "" {
		f.add(needed, field, "Give the day, written 2017-04-13.")
		return
	}
	if t, err := time.Parse(time.DateOnly, d); err != nil {
		f.add(true, field, fmt.Sprintf("%q is no day, which is written 2017-04-13.", short(d)))
	} else {
		f.add(t.Year() < firstYear || t.Year() > lastYear, field, fmt.Sprintf("%s lies outside the years %d to %d.", d, firstYear, lastYear))
	}
}

// short keeps what is quoted in an error readable.
func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// Long prints a day as text has it, "28 January 2017"; what is no day as it is.
func Long(d archive.Day) string {
	t, err := time.Parse(time.DateOnly, d)
	if err != nil {
		return d
	}
	return t.Format("2 January 2006")
}
