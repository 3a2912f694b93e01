package web

import (
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/foia"
	"readingroom/search"
)

// EventForm is the form with which somebody records what happened to a request.
// After a mistake it holds what was typed, and what is wrong beside each field.
//
// Its fields can be filled in by an address, such as of a letter that was read:
//
//	/requests/R2017-003/events/new?kind=determination&date=2017-05-10&disposition=partial+grant&exemptions=(b)(5)&item=2026-017-0003&place=2026-017-0003:p1:s120-164&quote=…
//
// kind, date, component, tracking, tracking_whose, tracking_why, note, by, item,
// place, quote, corrects; and as the kind needs them: days, amount, fee_for,
// disposition, exemptions, why, title, pages, in_part, in_full, accession,
// grounds, decision, court, docket, suit_title, result, order, schedule, granted.
type EventForm struct {
	V      map[string]string `json:"fields"`
	Errors map[string]string `json:"errors,omitempty"`
}

// eventFields are the names of the fields.
var eventFields = strings.Fields(`kind date component tracking tracking_whose tracking_why note by item place quote corrects days amount fee_for
	disposition exemptions why title pages in_part in_full accession grounds decision court docket suit_title result order schedule granted`)

// Needs reports whether the form's kind of event has a part.
func (f EventForm) Needs(part string) bool {
	switch foia.EventKind(f.V["kind"]) {
	case foia.Received, foia.Referred, foia.Consulted:
		return part == "component"
	case foia.FeeEstimated, foia.FeeAsked, foia.FeeAgreed, foia.FeePaid, foia.FeeDisputed:
		return part == "fee"
	case foia.FeeWaived, foia.ExpeditionDecided:
		return part == "granted"
	case foia.Extended:
		return part == "days"
	case foia.Released:
		return part == "release"
	case foia.Determined:
		return part == "determination" || part == "release"
	case foia.Appealed:
		return part == "appeal"
	case foia.AppealDecided:
		return part == "decision"
	case foia.Sued:
		return part == "lawsuit"
	case foia.Ordered:
		return part == "order"
	case foia.Settled, foia.SuitEnded:
		return part == "ended"
	}
	return false
}

// Name is what its kind is called.
func (f EventForm) Name() string { return eventNames[foia.EventKind(f.V["kind"])] }

// Event reads the form. What is no number or amount is a fault of its field.
func (f EventForm) Event(request string) (foia.Event, foia.Faults) {
	var wrong foia.Faults
	v := func(name string) string { return strings.TrimSpace(f.V[name]) }
	whole := func(name, field string) int {
		s := strings.ReplaceAll(v(name), ",", "")
		if s == "" {
			return 0
		}
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 {
			wrong = append(wrong, foia.Fault{Field: field, Text: "“" + cut(s, 40) + "” is no whole number."})
		}
		return n
	}
	e := foia.Event{
		Request: request, Kind: foia.EventKind(v("kind")), Date: v("date"), Note: v("note"), By: v("by"), Item: v("item"), Place: v("place"), Quote: v("quote"), Corrects: v("corrects"),
	}
	if p, err := archive.ParsePlace(e.Place); err == nil && e.Item == "" {
		e.Item = p.Item
	}
	if f.Needs("component") {
		e.Component = v("component")
	}
	if v("tracking") != "" {
		e.Tracking = &foia.TrackingNumber{Number: v("tracking"), Whose: v("tracking_whose"), Why: v("tracking_why")}
	}
	if f.Needs("days") {
		e.Days = whole("days", "days")
	}
	if f.Needs("fee") && (v("amount") != "" || v("fee_for") != "") {
		cents, ok := centsOf(v("amount"))
		if !ok {
			wrong = append(wrong, foia.Fault{Field: "fee.cents", Text: "“" + cut(v("amount"), 40) + "” is no amount of dollars, which is written 120.50."})
		}
		e.Fee = &foia.Fee{Cents: cents, For: v("fee_for")}
	}
	if f.Needs("granted") {
		if yes := v("granted") == "yes"; yes || v("granted") == "no" {
			e.Granted = &yes
		}
	}
	if f.Needs("determination") {
		e.Determination = &foia.Determination{Disposition: foia.Disposition(v("disposition")), Exemptions: exemptionsOf(v("exemptions")), Why: v("why")}
	}
	if f.Needs("release") {
		r := &foia.Release{
			Title: v("title"), Accession: v("accession"), Pages: whole("pages", "release.pages"), InPart: whole("in_part", "release.in_part"), InFull: whole("in_full", "release.in_full"),
		}
		if e.Determination == nil {
			r.Exemptions = exemptionsOf(v("exemptions"))
		}
		if e.Kind == foia.Released || r.Title != "" || r.Accession != "" || r.Pages+r.InPart+r.InFull > 0 {
			e.Release = r
		}
	}
	if f.Needs("appeal") && v("grounds") != "" {
		e.Appeal = &foia.Appeal{Grounds: v("grounds")}
	}
	if f.Needs("decision") {
		e.Appeal = &foia.Appeal{Decision: foia.AppealDecision(v("decision"))}
	}
	if f.Needs("lawsuit") {
		e.Lawsuit = &foia.Lawsuit{Court: v("court"), Docket: v("docket"), Title: v("suit_title")}
	}
	if f.Needs("ended") && v("docket")+v("result") != "" {
		e.Lawsuit = &foia.Lawsuit{Docket: v("docket"), Result: v("result")}
	}
	if f.Needs("order") {
		schedule, err := scheduleOf(v("schedule"))
		wrong = append(wrong, err...)
		e.Order = &foia.Order{Docket: v("docket"), Text: v("order"), Schedule: schedule}
	}
	return e, wrong
}

// formOfEvent is the form as it would have been filled in for an event.
func formOfEvent(e foia.Event) EventForm {
	v := map[string]string{
		"kind": string(e.Kind), "date": e.Date, "note": e.Note, "item": e.Item, "place": e.Place, "quote": e.Quote, "component": e.Component,
	}
	if t := e.Tracking; t != nil {
		v["tracking"], v["tracking_whose"], v["tracking_why"] = t.Number, t.Whose, t.Why
	}
	if e.Days > 0 {
		v["days"] = digits(e.Days)
	}
	if f := e.Fee; f != nil {
		v["amount"], v["fee_for"] = strings.TrimPrefix(dollars(f.Cents), "$"), f.For
	}
	if e.Granted != nil {
		v["granted"] = "no"
		if *e.Granted {
			v["granted"] = "yes"
		}
	}
	if r := e.Release; r != nil {
		v["title"], v["accession"], v["exemptions"] = r.Title, r.Accession, strings.Join(r.Exemptions, ", ")
		v["pages"], v["in_part"], v["in_full"] = digits(r.Pages), digits(r.InPart), digits(r.InFull)
	}
	if d := e.Determination; d != nil {
		v["disposition"], v["exemptions"], v["why"] = string(d.Disposition), strings.Join(d.Exemptions, ", "), d.Why
	}
	if a := e.Appeal; a != nil {
		v["grounds"], v["decision"] = a.Grounds, string(a.Decision)
	}
	if l := e.Lawsuit; l != nil {
		v["court"], v["docket"], v["suit_title"], v["result"] = l.Court, l.Docket, l.Title, l.Result
	}
	if o := e.Order; o != nil {
		v["docket"], v["order"] = o.Docket, o.Text
		var lines []string
		for _, s := range o.Schedule {
			line := s.By
			if s.Pages > 0 {
				line += " " + digits(s.Pages)
			}
			lines = append(lines, line+before(" ", s.Note))
		}
		v["schedule"] = strings.Join(lines, "\n")
	}
	return EventForm{V: v, Errors: map[string]string{}}
}

// exemptionsOf reads exemptions, in any spelling, with commas or semicolons between them, or
// federal ones with spaces: "(b)(5), (b)(7)(C)".
func exemptionsOf(s string) []string {
	var all []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		words := strings.Fields(part)
		each := []string{strings.Join(words, " ")}
		if allIn(words, func(w string) bool { return strings.HasPrefix(w, "(") }) {
			each = words
		}
		for _, x := range each {
			switch {
			case x == "":
			case x[0] >= '0' && x[0] <= '9': // a section of a state's law
				all = append(all, x)
			default:
				all = append(all, search.ExemptionName(x))
			}
		}
	}
	return all
}

func allIn(words []string, ok func(string) bool) bool {
	for _, w := range words {
		if !ok(w) {
			return false
		}
	}
	return true
}

// centsOf reads an amount of dollars: "$1,234.5". "" is nothing.
func centsOf(s string) (int64, bool) {
	s = strings.ReplaceAll(strings.TrimPrefix(strings.TrimSpace(s), "$"), ",", "")
	if s == "" {
		return 0, true
	}
	whole, part, _ := strings.Cut(s, ".")
	if len(part) > 2 || len(whole) > 12 {
		return 0, false
	}
	n, err := strconv.ParseUint(whole+(part + "00")[:2], 10, 63)
	return int64(n), err == nil
}

// scheduleOf reads what is to be produced, a line each: a day, the number of
// pages where it is said, and words.
func scheduleOf(s string) (all []foia.Scheduled, wrong foia.Faults) {
	for line := range strings.Lines(s) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		x := foia.Scheduled{By: words[0]}
		rest := words[1:]
		if len(rest) > 0 {
			if n, err := strconv.Atoi(strings.ReplaceAll(rest[0], ",", "")); err == nil {
				x.Pages, rest = n, rest[1:]
			}
		}
		if len(rest) > 0 && (rest[0] == "pages" || rest[0] == "page") {
			rest = rest[1:]
		}
		x.Note = strings.Join(rest, " ")
		all = append(all, x)
	}
	return all, nil
}

// FieldOf is the form's name of a field of an event: "disposition" of
// "determination.disposition".
func FieldOf(field string) string {
	if n := fieldOf[field]; n != "" {
		return n
	}
	return field
}

var fieldOf = map[string]string{
	"fee.cents": "amount", "fee.for": "fee_for", "determination.disposition": "disposition", "determination.exemptions": "exemptions", "determination.why": "why",
	"release.title": "title", "release.pages": "pages", "release.in_part": "in_part", "release.in_full": "in_full", "release.exemptions": "exemptions", "release.accession": "accession",
	"appeal.grounds": "grounds", "appeal.decision": "decision", "lawsuit.court": "court", "lawsuit.docket": "docket", "lawsuit.title": "suit_title", "lawsuit.result": "result",
	"order.docket": "docket", "order.text": "order", "order.schedule": "schedule", "tracking.number": "tracking", "tracking.whose": "tracking_whose", "tracking.why": "tracking_why",
}

// faultsBeside puts faults beside the fields of the form.
func faultsBeside(errs map[string]string, faults foia.Faults) {
	for _, x := range faults {
		if name := FieldOf(x.Field); errs[name] == "" {
			errs[name] = x.Text
		}
	}
}
