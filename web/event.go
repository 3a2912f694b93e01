package web

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive/foia"
	"readingroom/archive/ingest"
)

// NewEventPage is the form for what happened to a request.
type NewEventPage struct {
	EventForm
	Request  foia.Request  `json:"request"`
	URL      string        `json:"url"`
	Agencies []foia.Agency `json:"-"`
	Own      []foia.Agency `json:"-"` // the agency of the request and its components
	Groups   []EventGroup  `json:"-"`
	Was      *EventLine    `json:"-"` // that this one corrects
	Misfits  []string      `json:"problems,omitempty"`
	Allowed  bool          `json:"-"`
	Possible bool          `json:"-"`
	Limit    int64         `json:"-"`
	Lost     bool          `json:"-"` // files were chosen and have to be chosen again
	Kept     string        `json:"kept,omitempty"`
	KeptURL  string        `json:"-"`
	Exempt   []string      `json:"-"` // exemptions the form suggests
}

// An EventGroup is some kinds of events that a form offers together.
type EventGroup struct {
	Title string
	Kinds []KindLink
}

// A KindLink is a kind of event with the address of its form.
type KindLink struct {
	Kind foia.EventKind
	Name string
	URL  string
}

func groupsOf(number string) []EventGroup {
	var all []EventGroup
	for _, g := range eventGroups {
		x := EventGroup{Title: g.Title}
		for _, k := range g.Kinds {
			x.Kinds = append(x.Kinds, KindLink{k, eventNames[k], newEventURL(number, "kind", string(k))})
		}
		all = append(all, x)
	}
	return all
}

// Dispositions are the choices of a determination.
func (NewEventPage) Dispositions() []foia.Disposition { return foia.Dispositions }

// Decisions are the choices of the decision on an appeal.
func (NewEventPage) Decisions() []foia.AppealDecision { return foia.AppealDecisions }

func (s *Site) newEvent(c *gin.Context) (*NewEventPage, error) {
	k, err := s.caseOf(c)
	if err != nil {
		return nil, err
	}
	f := EventForm{V: map[string]string{}, Errors: map[string]string{}}
	if id := c.Query("corrects"); id != "" {
		i := slices.IndexFunc(k.Events, func(e foia.Event) bool { return e.ID == id })
		if i < 0 {
			return nil, notFound("There is no such event of request %s.", k.Request.Number)
		}
		f = formOfEvent(k.Events[i])
		f.V["corrects"] = id
	}
	for _, name := range eventFields {
		if v := c.Query(name); v != "" {
			f.V[name] = cut(v, 20_000)
		}
	}
	return s.eventPage(c, k, f)
}

// eventPage is the form with its surroundings.
func (s *Site) eventPage(c *gin.Context, k foia.Case, f EventForm) (*NewEventPage, error) {
	ctx := c.Request.Context()
	p := &NewEventPage{
		EventForm: f, Request: k.Request, URL: eventsURL(k.Request.Number), Groups: groupsOf(k.Request.Number),
		Allowed: s.mayChange(c.Request), Possible: s.canSignIn(), Limit: s.MaxUpload, Exempt: exemptSuggestions(k.Law),
	}
	if p.V["kind"] != "" && eventNames[foia.EventKind(p.V["kind"])] == "" {
		p.Errors["kind"], p.V["kind"] = "There is no such kind of event: choose one.", ""
	}
	var err error
	if p.Agencies, err = s.Store.Agencies(ctx); err != nil {
		return nil, err
	}
	root, _, _ := strings.Cut(k.Request.Agency, "/")
	for _, a := range p.Agencies {
		if a.Slug == root || strings.HasPrefix(a.Slug, root+"/") {
			p.Own = append(p.Own, a)
		}
	}
	if p.V["component"] == "" && foia.EventKind(p.V["kind"]) == foia.Received {
		p.V["component"] = k.Request.Agency
	}
	if id := p.V["corrects"]; id != "" {
		named, err := s.namer(ctx)
		if err != nil {
			return nil, err
		}
		for _, e := range k.Events {
			if e.ID == id {
				l, err := s.eventLine(c, e, named)
				if err != nil {
					return nil, err
				}
				p.Was = &l
			}
		}
	}
	return p, nil
}

func exemptSuggestions(l foia.Law) []string {
	if l.Code != foia.USFOIA.Code {
		return nil
	}
	return strings.Fields("(b)(1) (b)(2) (b)(3) (b)(4) (b)(5) (b)(6) (b)(7)(A) (b)(7)(B) (b)(7)(C) (b)(7)(D) (b)(7)(E) (b)(7)(F) (b)(8) (b)(9)")
}

// readEventForm reads the fields of the form up to its first file, which files
// then begins with; nil where there is none.
func (s *Site) readEventForm(c *gin.Context, kind string) (f EventForm, files *fileParts, err error) {
	f = EventForm{V: map[string]string{}, Errors: map[string]string{}}
	known := append([]string{"show", "anyway"}, eventFields...)
	if kind != "multipart/form-data" {
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 1<<20)
		if err := c.Request.ParseForm(); err != nil {
			return f, nil, invalid("The form could not be read.")
		}
		for _, name := range known {
			f.V[name] = strings.ToValidUTF8(c.Request.PostForm.Get(name), "\uFFFD")
		}
		return f, nil, nil
	}
	form, err := c.Request.MultipartReader()
	if err != nil {
		return f, nil, invalid("The form could not be read.")
	}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return f, nil, nil
		}
		if err != nil {
			return f, nil, damaged(err)
		}
		if part.FormName() == "files" {
			if part.FileName() == "" {
				continue
			}
			return f, &fileParts{form, part}, nil
		}
		if !slices.Contains(known, part.FormName()) {
			continue
		}
		b, err := io.ReadAll(io.LimitReader(part, eventTextLimit+1))
		if err != nil {
			return f, nil, cutOff(err)
		}
		f.V[part.FormName()] = strings.ToValidUTF8(string(b), "\uFFFD")
	}
}

// eventTextLimit is above the longest text that an event may hold, so that one
// that is too long is told as such.
const eventTextLimit = 200_000

// fileParts are the files of a form, the first of which was reached.
type fileParts struct {
	form *multipart.Reader
	part *multipart.Part
}

// takeFiles takes the form's files in as an accession that answers the request,
// and lets the event name it.
func (s *Site) takeFiles(c *gin.Context, k foia.Case, e *foia.Event, p *NewEventPage, files *fileParts) error {
	ctx := c.Request.Context()
	// Its title says nothing of the request, which may be private, or become so.
	order := ingest.Order{Source: k.Agency.Name, Title: eventTitle(*e, func(string) string { return k.Agency.Name }), Request: k.Request.Number, By: "upload"}
	switch e.Kind {
	case foia.Filed, foia.Clarified, foia.FeeAgreed, foia.FeePaid, foia.FeeDisputed, foia.Appealed, foia.Sued, foia.Withdrawn:
		order.Source = k.Request.Requester // these letters are ours
	}
	if e.Kind == foia.Determined && e.Release == nil {
		e.Release = &foia.Release{Title: "Released with the determination"}
	}
	if e.Release != nil {
		order.Release = e.Release.Title
	}
	a, err := s.Ingest.Begin(ctx, order)
	if err != nil {
		return err
	}
	p.Kept, p.KeptURL = a.Number, accessionURL(a.Number)
	for err == nil {
		if files.part.FormName() == "files" && files.part.FileName() != "" {
			if err = s.Ingest.Add(ctx, a.Number, files.part.FileName(), files.part); err != nil {
				err = cutOff(err)
				break
			}
		}
		if files.part, err = files.form.NextPart(); errors.Is(err, io.EOF) {
			err = nil
			break
		} else if err != nil {
			err = damaged(err)
		}
	}
	if done := s.Ingest.Finish(context.WithoutCancel(ctx), a.Number); err == nil {
		err = done
	}
	if err != nil {
		return err
	}
	if e.Release != nil {
		e.Release.Accession = a.Number
	}
	if e.Item == "" {
		received, err := s.Store.ReceivedFrom(ctx, a.Number, 0, 1)
		if err != nil {
			return err
		}
		if len(received) > 0 {
			e.Item = received[0].Item
		}
	}
	return nil
}
