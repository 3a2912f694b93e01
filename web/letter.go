package web

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
	letters "readingroom/archive/letter"
)

// A LetterPart is what a document states as a letter about a request: proposed,
// never entered.
type LetterPart struct {
	Kind     letters.Kind    `json:"kind"`
	Facts    []FactLine      `json:"facts"`
	Events   []ProposedEvent `json:"events"`             // that it tells of
	Requests []LetterRequest `json:"requests,omitempty"` // followed here, that it may belong to
}

// A FactLine is one thing that a letter states.
type FactLine struct {
	letters.Fact
	URL string `json:"url"` // the sentence, marked
}

// A ProposedEvent is an event that a letter tells of.
type ProposedEvent struct {
	foia.Event
	URL string `json:"url"` // the sentence, marked
}

// A LetterRequest is a request that a letter may belong to.
type LetterRequest struct {
	Number string       `json:"number"`
	Title  string       `json:"title"`
	URL    string       `json:"url"`
	Enter  []EnterEvent `json:"enter"`
}

// An EnterEvent leads to the form in which an event is entered.
type EnterEvent struct {
	Kind    foia.EventKind `json:"kind"`
	Date    archive.Day    `json:"date"`
	URL     string         `json:"url"`     // the form, filled in
	Entered bool           `json:"entered"` // the document is of such an event already
	Quote   string         `json:"-"`
	At      string         `json:"-"`
}

// Words is what a fact states, in words.
func (f FactLine) Words() string {
	switch f.What {
	case letters.Dated, letters.Received, letters.Requested, letters.AppealBy, letters.ProducedBy:
		return longDay(f.Value)
	case letters.FeeAsked, letters.FeeEstimated:
		cents, _ := strconv.ParseInt(f.Value, 10, 64)
		return fmt.Sprintf("$%s.%02d", number(int(cents/100)), cents%100)
	case letters.AppealDays, letters.ExtendedBy:
		n, kind, _ := strings.Cut(f.Value, " ")
		return strings.Join(strings.Fields(n+" "+kind+" days"), " ")
	case letters.Processed, letters.Released, letters.InPart, letters.InFull:
		n, _ := strconv.Atoi(f.Value)
		return number(n)
	case letters.FeeNone:
		return ""
	}
	return f.Value
}

// lettersRead is how many pages from the first are read as a letter.
const lettersRead = 6

// asLetter reads a document as a letter; nil where it is none about a request.
func (s *Site) asLetter(c *gin.Context, o opened) (*LetterPart, error) {
	if o.file == nil || o.Pages == 0 || o.Kind == archive.KindSpreadsheet {
		return nil, nil
	}
	var pages []archive.Page
	for n := 1; n <= min(o.head().Pages, lettersRead); n++ {
		p, err := o.file.Page(n)
		if err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	r := letters.Read(pages)
	if r.Kind == letters.Unknown || len(r.Facts) == 0 {
		return nil, nil
	}
	p := &LetterPart{Kind: r.Kind, Facts: []FactLine{}, Events: []ProposedEvent{}}
	for _, f := range r.Facts {
		p.Facts = append(p.Facts, FactLine{f, PlaceURL(o.Number, f.At)})
	}
	for _, e := range letters.Propose(r, o.Number) {
		p.Events = append(p.Events, ProposedEvent{e, citedURL(e.Place)})
	}
	var err error
	p.Requests, err = s.letterRequests(c, o, r, p.Events)
	return p, err
}

// letterRequests are the requests followed here that a letter belongs to: the
// one that its accession answers, and those that bear a number it names.
func (s *Site) letterRequests(c *gin.Context, o opened, r letters.Reading, events []ProposedEvent) ([]LetterRequest, error) {
	ctx := c.Request.Context()
	names := slices.Concat([]string{o.source.Request}, r.All(letters.TrackingNumber), r.All(letters.AppealNumber), r.All(letters.Docket))
	var out []LetterRequest
	for n, name := range names {
		if name == "" || n > 12 {
			continue
		}
		q, err := s.Store.FindRequest(ctx, name)
		if errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrConflict) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if q.Visibility == foia.Private && !s.mayChange(c.Request) || slices.ContainsFunc(out, func(l LetterRequest) bool { return l.Number == q.Number }) {
			continue
		}
		l, err := s.letterRequest(ctx, q, o.Number, events)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

func (s *Site) letterRequest(ctx context.Context, q foia.Request, item string, events []ProposedEvent) (LetterRequest, error) {
	l := LetterRequest{Number: q.Number, Title: q.Title, URL: "/requests/" + escape(q.Number), Enter: []EnterEvent{}}
	was, err := s.Store.Events(ctx, q.Number)
	if err != nil {
		return l, err
	}
	for _, e := range events {
		entered := slices.ContainsFunc(was, func(w foia.Event) bool { return w.Item == item && w.Kind == e.Kind })
		l.Enter = append(l.Enter, EnterEvent{e.Kind, e.Date, l.URL + "/events/new?" + eventQuery(e.Event).Encode(), entered, e.Quote, e.URL})
	}
	return l, nil
}

// eventQuery fills the form of an event in, by its address.
func eventQuery(e foia.Event) url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" && value != "0" {
			v.Set(name, value)
		}
	}
	set("kind", string(e.Kind))
	set("date", e.Date)
	set("item", e.Item)
	set("place", e.Place)
	set("quote", e.Quote)
	set("days", digits(e.Days))
	if t := e.Tracking; t != nil {
		set("tracking", t.Number)
	}
	if f := e.Fee; f != nil {
		set("amount", fmt.Sprintf("%d.%02d", f.Cents/100, f.Cents%100))
	}
	if e.Granted != nil {
		set("granted", map[bool]string{true: "yes", false: "no"}[*e.Granted])
	}
	if r := e.Release; r != nil {
		set("pages", digits(r.Pages))
		set("in_part", digits(r.InPart))
		set("in_full", digits(r.InFull))
		set("exemptions", strings.Join(r.Exemptions, ", "))
	}
	if d := e.Determination; d != nil {
		set("disposition", string(d.Disposition))
		set("exemptions", strings.Join(d.Exemptions, ", "))
	}
	if a := e.Appeal; a != nil {
		set("decision", string(a.Decision))
	}
	if l := e.Lawsuit; l != nil {
		set("court", l.Court)
		set("docket", l.Docket)
	}
	if o := e.Order; o != nil {
		set("order", o.Text)
		set("docket", o.Docket)
		var days []string
		for _, s := range o.Schedule {
			days = append(days, s.By)
		}
		set("schedule", strings.Join(days, "\n"))
	}
	return v
}
