package web

import (
	"slices"

	"github.com/gin-gonic/gin"

	"readingroom/archive/foia"
)

// EventPage is one event of a request, with what was said of it since.
type EventPage struct {
	Request     foia.Request `json:"request"`
	URL         string       `json:"request_url"`
	Event       EventLine    `json:"event"`
	Corrections []EventLine  `json:"corrections"` // of it, the newest first
	Corrects    *EventLine   `json:"corrects,omitempty"`

	Allowed bool   `json:"-"`
	Correct string `json:"-"` // the form's address
	Strike  string `json:"-"`
}

func (s *Site) event(c *gin.Context) (*EventPage, error) {
	k, err := s.caseOf(c)
	if err != nil {
		return nil, err
	}
	id, number := c.Param("event"), k.Request.Number
	i := slices.IndexFunc(k.Events, func(e foia.Event) bool { return e.ID == id })
	if i < 0 {
		return nil, notFound("There is no such event of request %s.", number)
	}
	named, err := s.namer(c.Request.Context())
	if err != nil {
		return nil, err
	}
	p := &EventPage{Request: k.Request, URL: requestURL(number), Corrections: []EventLine{}, Allowed: s.mayChange(c.Request)}
	if p.Event, err = s.eventLine(c, k.Events[i], named); err != nil {
		return nil, err
	}
	for _, t := range told(k.Events) {
		if t.ID == id {
			p.Event.State, p.Event.InPlace = t.state, t.by
		}
	}
	for _, e := range k.Events {
		if e.Corrects != id && e.ID != p.Event.Corrects {
			continue
		}
		l, err := s.eventLine(c, e, named)
		if err != nil {
			return nil, err
		}
		if e.Corrects == id {
			p.Corrections = append(p.Corrections, l)
		} else {
			p.Corrects = &l
		}
	}
	slices.SortFunc(p.Corrections, func(a, b EventLine) int { return b.Entered.Compare(a.Entered) })
	p.Correct = newEventURL(number, "corrects", id)
	p.Strike = newEventURL(number, "corrects", id, "kind", string(foia.Struck), "date", p.Event.Date)
	return p, nil
}

// EventsPage lists what happened to a request.
type EventsPage struct {
	Request foia.Request `json:"request"`
	URL     string       `json:"request_url"`
	Events  []EventLine  `json:"events"`
}

func (s *Site) events(c *gin.Context) (*EventsPage, error) {
	k, err := s.caseOf(c)
	if err != nil {
		return nil, err
	}
	p, err := s.requestPage(c, k)
	if err != nil {
		return nil, err
	}
	return &EventsPage{Request: k.Request, URL: p.URL, Events: p.Events}, nil
}

func (p *EventsPage) table() [][]string {
	rows := [][]string{{"date", "kind", "what", "facts", "note", "document", "place", "accession", "state", "entered", "by", "id"}}
	for _, e := range p.Events {
		facts, intake := "", ""
		for _, f := range e.Facts {
			facts += before("; ", f)
		}
		if len(facts) > 2 {
			facts = facts[2:]
		}
		if e.Release != nil {
			intake = e.Release.Accession
		}
		rows = append(rows, []string{e.Date, string(e.Kind), e.Title, facts, e.Note, e.Item, e.Place, intake, e.State, e.Entered.Format("2006-01-02T15:04:05Z07:00"), e.By, e.ID})
	}
	return rows
}
