package web

import (
	"context"
	"errors"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
	"readingroom/archive/store"
)

// RequestPage is one request: where it stands, why on that day, and what
// happened to it.
type RequestPage struct {
	Request  foia.Request  `json:"request"`
	URL      string        `json:"url"`
	Agency   foia.Agency   `json:"agency"`
	Law      foia.Law      `json:"law"`
	Standing foia.Standing `json:"standing"`
	Events   []EventLine   `json:"events"` // by date; those that were corrected or struck included
	Releases []ReleaseLine `json:"releases"`
	Others   []Accession   `json:"accessions"` // that answer it, besides those of its releases
	WhatIf   *WhatIf       `json:"what_if,omitempty"`

	Told []LetterLine `json:"letters,omitempty"` // that tell of more than is recorded; for those who may record it

	CanChange bool         `json:"-"`
	Calendar  *Calendar    `json:"-"` // of the clock for the answer
	Decision  *Calendar    `json:"-"` // of the one for the appeal
	Answered  string       `json:"-"` // as typed, for what if
	WhatError string       `json:"-"`
	StepURL   string       `json:"-"`
	StepName  string       `json:"-"`
	Letters   []NamedURL   `json:"-"`
	Tracking  []TrackLine  `json:"-"`
	Suits     []string     `json:"-"`
	Ordered   []string     `json:"-"` // what courts ordered and is to come
	Missed    []string     `json:"-"`
	Flash     string       `json:"-"` // what was just done
	Groups    []EventGroup `json:"-"`
	Feeds     Feeds        `json:"-"`
	AgencyURL string       `json:"-"`
	AnyPart   bool         `json:"-"` // some release says how many pages were released in part
	AnyFull   bool         `json:"-"` // or withheld in full
}

// A NamedURL is a link with its words.
type NamedURL struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// A TrackLine is a tracking number in words.
type TrackLine struct{ Number, Whose, Why string }

// An EventLine is what happened, as a timeline shows it.
type EventLine struct {
	foia.Event
	URL       string     `json:"url"`
	Title     string     `json:"title"`
	Facts     []string   `json:"facts,omitempty"`
	State     string     `json:"state,omitempty"` // "corrected" or "struck": it does not hold
	InPlace   string     `json:"corrected_by,omitempty"`
	Document  *Document  `json:"document,omitempty"`
	PlaceURL  string     `json:"place_url,omitempty"`
	Accession *Accession `json:"accession,omitempty"` // that brought its release
}

// Name is what its kind is called.
func (l EventLine) Name() string { return eventNames[l.Kind] }

// A ReleaseLine is one production.
type ReleaseLine struct {
	foia.Release
	Date     archive.Day `json:"date"`
	EventURL string      `json:"event_url"`
	Name     string      `json:"name"`
	Intakes  []Accession `json:"accessions"` // that brought it
	Claimed  string      `json:"-"`
}

// A WhatIf is where the request would stand were it answered on a day.
type WhatIf struct {
	Answered archive.Day `json:"answered"`
	Status   foia.Status `json:"status"`
	Left     int         `json:"left"` // the law's days; negative: so many too late
	Text     string      `json:"text"`
}

func (s *Site) oneRequest(c *gin.Context) (*RequestPage, error) {
	k, err := s.caseOf(c)
	if err != nil {
		return nil, err
	}
	p, err := s.requestPage(c, k)
	if err != nil {
		return nil, err
	}
	if p.Answered = strings.TrimSpace(c.Query("answered")); p.Answered != "" {
		if p.WhatIf, err = whatIf(k, p.Answered); err != nil {
			if formOf(c.Request) == "json" {
				return nil, err
			}
			p.WhatError = faultOf(err).text
		}
	}
	if done := foia.EventKind(c.Query("recorded")); eventNames[done] != "" {
		p.Flash = eventNames[done] + ": recorded."
	}
	return p, nil
}

func (s *Site) requestPage(c *gin.Context, k foia.Case) (*RequestPage, error) {
	ctx, number := c.Request.Context(), k.Request.Number
	named, err := s.namer(ctx)
	if err != nil {
		return nil, err
	}
	p := &RequestPage{
		Request: k.Request, URL: requestURL(number), Agency: k.Agency, Law: k.Law, Standing: k.Standing,
		Events: []EventLine{}, Releases: []ReleaseLine{}, Others: []Accession{}, CanChange: s.mayChange(c.Request),
		Calendar: clockCalendar(k.Standing.Clock), Decision: clockCalendar(k.Standing.Decision), Groups: groupsOf(number),
	}
	for _, e := range told(k.Events) {
		line, err := s.eventLine(c, e.Event, named)
		if err != nil {
			return nil, err
		}
		line.State, line.InPlace = e.state, e.by
		p.Events = append(p.Events, line)
	}
	all, err := s.Store.RequestAccessions(ctx, number)
	if err != nil {
		return nil, err
	}
	shown := map[string]bool{}
	for _, e := range k.Standing.Releases {
		l := ReleaseLine{Release: *e.Release, Date: e.Date, EventURL: eventURL(number, e.ID), Name: eventTitle(e, named), Intakes: []Accession{}}
		for _, a := range all {
			if !store.Brought(e, a) {
				continue
			}
			line, err := s.accessionLine(c, a)
			if err != nil {
				return nil, err
			}
			l.Intakes, shown[a.Number] = append(l.Intakes, line), true
		}
		l.Claimed = strings.Join(l.Exemptions, ", ")
		if d := e.Determination; l.Claimed == "" && d != nil {
			l.Claimed = strings.Join(d.Exemptions, ", ")
		}
		p.AnyPart, p.AnyFull = p.AnyPart || l.InPart > 0, p.AnyFull || l.InFull > 0
		p.Releases = append(p.Releases, l)
	}
	for _, a := range all {
		if shown[a.Number] {
			continue
		}
		line, err := s.accessionLine(c, a)
		if err != nil {
			return nil, err
		}
		p.Others = append(p.Others, line)
	}
	if p.CanChange {
		if p.Told, err = s.lettersOf(ctx, k); err != nil {
			return nil, err
		}
	}
	p.words(named)
	p.AgencyURL, p.Feeds = agencyURL(k.Request.Agency), Feeds{p.URL + ".ics", p.URL + ".atom"}
	if k.Request.Visibility == foia.Private && formOf(c.Request) == "" {
		p.Feeds, _, err = s.feedsOf(c) // with their key
	}
	return p, err
}

// words are what the page says of the standing.
func (p *RequestPage) words(named func(string) string) {
	number, st := p.Request.Number, p.Standing
	if st.Next.Kind != "" {
		p.StepName, p.StepURL = stepNames[st.Next.Kind], newEventURL(number, "kind", string(st.Next.Kind))
		if p.StepName == "" {
			p.StepName = "Record it"
		}
	}
	p.Letters = []NamedURL{{"The request", letterURL(number, foia.LetterRequest)}}
	switch st.Stage {
	case foia.StageSent, foia.StageProcessing, foia.StageAppeal:
		p.Letters = append(p.Letters, NamedURL{"A reminder", letterURL(number, foia.LetterReminder)})
	}
	if st.Outcome != "" && p.Law.Appeal.Days > 0 {
		p.Letters = append(p.Letters, NamedURL{"An appeal", letterURL(number, foia.LetterAppeal)})
	}
	for _, t := range st.Tracking {
		p.Tracking = append(p.Tracking, TrackLine{t.Number, named(t.Whose), t.Why})
	}
	for _, l := range st.Suits {
		p.Suits = append(p.Suits, suitName(l)+before(": ", l.Result))
	}
	for _, x := range st.Schedule {
		p.Ordered = append(p.Ordered, scheduledWords(x))
	}
	for _, x := range st.Missed {
		p.Missed = append(p.Missed, scheduledWords(x))
	}
}

// stepNames are what the button of the next step says.
var stepNames = map[foia.EventKind]string{
	foia.Filed:         "Record that it was sent",
	foia.Received:      "Record the receipt",
	foia.Clarified:     "Record our answer",
	foia.FeeAgreed:     "Record that we agreed",
	foia.Determined:    "Record the answer",
	foia.Noted:         "Record a reminder",
	foia.Appealed:      "Record an appeal",
	foia.AppealDecided: "Record the decision",
	foia.Sued:          "Record a lawsuit",
	foia.Ordered:       "Record an order",
	foia.Released:      "Record a production",
}

// status says in words where the clock stands.
func statusWords(a *foia.Account, working bool) string {
	unit := [2]string{"calendar day", "calendar days"}
	if working {
		unit = [2]string{"working day", "working days"}
	}
	switch a.Status {
	case foia.Running:
		return count(a.Left, unit[0], unit[1]) + " left"
	case foia.Overdue:
		return "overdue by " + count(-a.Left, unit[0], unit[1])
	case foia.Late:
		return "answered late, by " + count(-a.Left, unit[0], unit[1])
	case foia.Stopped:
		return "the clock is stopped"
	case foia.NoLimit:
		return "the law names no number of days"
	}
	return string(a.Status)
}

// Clock says where the clock for the answer stands.
func (p *RequestPage) Clock() string {
	if p.Standing.Clock == nil {
		return ""
	}
	return statusWords(p.Standing.Clock, p.Law.Answer.Working)
}

// AppealClock says where the clock for the decision on the appeal stands.
func (p *RequestPage) AppealClock() string {
	if p.Standing.Decision == nil {
		return ""
	}
	return statusWords(p.Standing.Decision, p.Law.Decision.Working)
}

// Late reports whether the agency owes an answer since yesterday or before.
func (p *RequestPage) Late() bool {
	return p.Standing.Clock != nil && p.Standing.Clock.Status == foia.Overdue && p.Standing.Waiting == foia.Them
}

// whatIf reckons as if the answer came on a day.
func whatIf(k foia.Case, answered archive.Day) (*WhatIf, error) {
	e := foia.Event{Kind: foia.Determined, Date: answered, Determination: &foia.Determination{Disposition: foia.OtherDisposal}}
	if err := e.Check(); err != nil {
		var f foia.Faults
		errors.As(err, &f)
		return nil, invalid("%s", f[0].Text)
	}
	if k.Standing.Clock == nil {
		return nil, invalid("The clock does not run yet: the day of receipt is not known.")
	}
	c, ok := foia.ClockOf(k.Request, k.Law, k.Events, answered)
	if !ok || answered < k.Standing.Clock.Received {
		return nil, invalid("That day lies before the request was received on %s.", longDay(k.Standing.Clock.Received))
	}
	c.Answered = answered
	a, err := foia.Due(k.Law, c, answered)
	if err != nil {
		return nil, err
	}
	w := &WhatIf{Answered: answered, Status: a.Status, Left: a.Left}
	switch {
	case a.Due == "":
		w.Text = "An answer on " + longDay(answered) + " would be in time: " + statusWords(&foia.Account{Status: reasonOf(a, k.Law)}, false) + "."
	case a.Status == foia.Late:
		w.Text = "An answer on " + longDay(answered) + " would be late: " + strings.TrimPrefix(statusWords(&a, k.Law.Answer.Working), "answered late, by ") + " after " + longDay(a.Due) + "."
	default:
		w.Text = "An answer on " + longDay(answered) + " would be in time: it is due by " + longDay(a.Due) + "."
	}
	return w, nil
}

func reasonOf(a foia.Account, l foia.Law) foia.Status {
	if l.Answer.Days == 0 {
		return foia.NoLimit
	}
	return foia.Stopped
}

// accessionAt is a line of an accession, or nil where there is none.
func (s *Site) accessionAt(c *gin.Context, number string) (*Accession, error) {
	a, err := s.Store.Accession(c.Request.Context(), number)
	if errors.Is(err, archive.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	line, err := s.accessionLine(c, a)
	return &line, err
}

func (s *Site) eventLine(c *gin.Context, e foia.Event, named func(string) string) (EventLine, error) {
	l := EventLine{Event: e, URL: eventURL(e.Request, e.ID), Title: eventTitle(e, named), Facts: eventFacts(e, named)}
	if e.Item != "" {
		it, err := s.Store.Item(c.Request.Context(), e.Item)
		if err != nil {
			return l, err
		}
		if s.shown(c.Request.Context(), it) != nil { // it was withdrawn: its title and words with it
			l.Quote = ""
			return l, nil
		}
		d := documentOf(it)
		l.Document, l.PlaceURL = &d, d.URL
		if u := citedURL(e.Place); u != "" {
			l.PlaceURL = u
		}
	}
	if e.Release != nil && e.Release.Accession != "" {
		var err error
		if l.Accession, err = s.accessionAt(c, e.Release.Accession); err != nil {
			return l, err
		}
	}
	return l, nil
}

// A toldEvent is an event with what became of it.
type toldEvent struct {
	foia.Event
	state string // "", "corrected" or "struck"
	by    string // the ID of the event that says so
}

// told are the events of a timeline: those that hold, and those that do not
// with what stands in their place; strikes are told by what they struck.
func told(events []foia.Event) []toldEvent {
	holds := map[string]bool{}
	for _, e := range foia.Holding(events) {
		holds[e.ID] = true
	}
	later := map[string]foia.Event{}
	for _, e := range events {
		if e.Corrects != "" {
			if was, ok := later[e.Corrects]; !ok || was.Entered.Before(e.Entered) {
				later[e.Corrects] = e
			}
		}
	}
	var out []toldEvent
	for _, e := range events {
		t := toldEvent{Event: e}
		if !holds[e.ID] {
			if e.Kind == foia.Struck {
				continue
			}
			t.state, t.by = "corrected", later[e.ID].ID
			if later[e.ID].Kind == foia.Struck {
				t.state = "struck"
			}
		}
		out = append(out, t)
	}
	return out
}

// relabel tells the index what a request's history now says of its documents.
// Of many, the work goes on after the answer.
func (s *Site) relabel(ctx context.Context, items []string) {
	work := func(ctx context.Context) {
		if err := s.Ingest.Relabel(ctx, items...); err != nil && ctx.Err() == nil {
			s.Log.Error("documents keep the labels they had; readingroom reindex sets them", "error", err)
		}
	}
	if len(items) > 100 {
		s.work.going.Go(func() { work(s.Context) })
		return
	}
	work(context.WithoutCancel(ctx))
}

// usesOf are the requests that may be seen among some.
func (s *Site) usesOf(c *gin.Context, all []store.Use) ([]ReleasedLine, error) {
	lines := []ReleasedLine{}
	for _, u := range all {
		if !s.maySee(c.Request, u.Request) {
			continue
		}
		l, err := s.releasedLine(c.Request.Context(), u)
		if err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
	return lines, nil
}
