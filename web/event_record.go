package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// misfits are what does not fit together once an event is recorded.
type misfits []string

func (m misfits) Error() string { return strings.Join(m, " ") }
func (m misfits) Unwrap() error { return archive.ErrConflict }

// record records an event; unless anyway is true, only where it fits among the
// others. What the request's documents are labelled with follows.
func (s *Site) record(ctx context.Context, k foia.Case, e foia.Event, anyway bool) (foia.Event, error) {
	e.Entered = s.Now().UTC()
	if err := s.fits(k, e, anyway); err != nil {
		return e, err
	}
	e, err := s.Store.AddEvent(ctx, e)
	if err != nil {
		return e, err
	}
	if e.Item != "" || e.Release != nil || e.Corrects != "" {
		items, err := s.Store.RequestItems(ctx, k.Request.Number)
		if err != nil {
			s.Log.Error("the documents of a request could not be listed", "request", k.Request.Number, "error", err)
		}
		s.relabel(ctx, items)
	}
	s.Log.Info("an event was recorded", "request", e.Request, "kind", e.Kind, "event", e.ID)
	return e, nil
}

// fits says what is wrong with an event by itself, then what does not fit among
// the others.
func (s *Site) fits(k foia.Case, e foia.Event, anyway bool) error {
	if err := e.Check(); err != nil || anyway {
		return err
	}
	today := max(s.today(), e.Date)
	before := foia.Stand(k.Request, k.Law, k.Events, today).Problems
	e.ID = "this"
	var new misfits
	for _, x := range foia.Stand(k.Request, k.Law, append(slices.Clone(k.Events), e), today).Problems {
		if !slices.Contains(before, x) {
			new = append(new, x)
		}
	}
	if len(new) > 0 {
		return new
	}
	return nil
}

// Recorded is the answer to a program that recorded an event.
type Recorded struct {
	Event    foia.Event    `json:"event"`
	URL      string        `json:"url"`
	Standing foia.Standing `json:"standing"`
}

// postEvent records an event: from the form, with files or without, or as JSON.
func (s *Site) postEvent(c *gin.Context) {
	k, err := s.caseOf(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	kind, _, _ := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if kind == "application/json" {
		s.postEventJSON(c, k)
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, s.MaxUpload)
	f, files, err := s.readEventForm(c, kind)
	if err != nil {
		s.fail(c, err)
		return
	}
	p, err := s.eventPage(c, k, f)
	if err != nil {
		s.fail(c, err)
		return
	}
	if f.V["show"] != "" { // another kind was chosen
		s.write(c, http.StatusOK, "event_new", p)
		return
	}
	e, faults := f.Event(k.Request.Number)
	if e.Component != "" {
		if a, err := agencyNamed(p.Agencies, e.Component); err != nil {
			faults = append(faults, foia.Fault{Field: "component", Text: err.Error()})
		} else {
			e.Component = a.Slug
		}
	}
	anyway := f.V["anyway"] != ""
	if len(faults) == 0 {
		e.Entered = s.Now().UTC()
		err = s.fits(k, e, anyway)
	} else {
		err = e.Check()
	}
	if err == nil && len(faults) == 0 && files != nil {
		err = s.takeFiles(c, k, &e, p, files)
	}
	if err == nil && len(faults) == 0 {
		e, err = s.record(c.Request.Context(), k, e, true)
	}
	if err == nil && len(faults) == 0 {
		s.recorded(c, k, e)
		return
	}
	p.Lost = files != nil && p.Kept == ""
	_, _ = io.Copy(io.Discard, c.Request.Body) // or the browser shows no answer at all
	s.refuse(c, p, faults, err)
}

// refuse shows the form again with what is wrong beside its fields.
func (s *Site) refuse(c *gin.Context, p *NewEventPage, faults foia.Faults, err error) {
	var more foia.Faults
	var fit misfits
	status := http.StatusBadRequest
	switch {
	case errors.As(err, &more):
		faults = append(faults, more...)
	case errors.As(err, &fit):
		p.Misfits, status = fit, http.StatusConflict
	case err != nil:
		x := faultOf(err)
		if status = x.status; status >= 500 {
			s.Log.Error("an event could not be recorded", "request", p.Request.Number, "error", err)
		}
		p.Errors["files"] = x.text
	}
	faultsBeside(p.Errors, faults)
	if formOf(c.Request) == "json" {
		writeRefusal(c, status, faults, fit, err)
		return
	}
	s.write(c, status, "event_new", p)
}

// writeRefusal tells a program what is wrong.
func writeRefusal(c *gin.Context, status int, faults foia.Faults, fit misfits, err error) {
	text := faults.Error()
	switch {
	case len(fit) > 0:
		text = "date: " + fit.Error() + " Send \"anyway\": true to record it all the same."
	case len(faults) == 0 && err != nil:
		text = faultOf(err).text
	}
	writeJSON(c, status, struct {
		Error    string      `json:"error"`
		Faults   foia.Faults `json:"faults,omitempty"`
		Problems []string    `json:"problems,omitempty"`
	}{text, faults, fit})
}

func (s *Site) recorded(c *gin.Context, k foia.Case, e foia.Event) {
	if formOf(c.Request) != "json" {
		c.Redirect(http.StatusSeeOther, withQuery(requestURL(k.Request.Number), "recorded", string(e.Kind)))
		return
	}
	now, err := s.Store.Case(c.Request.Context(), k.Request.Number, s.today())
	if err != nil {
		s.fail(c, err)
		return
	}
	writeJSON(c, http.StatusCreated, Recorded{e, eventURL(e.Request, e.ID), now.Standing})
}

func (s *Site) postEventJSON(c *gin.Context, k foia.Case) {
	var said struct {
		foia.Event
		Anyway bool `json:"anyway"`
	}
	if err := readJSON(c, &said); err != nil {
		s.fail(c, err)
		return
	}
	e := said.Event
	e.ID, e.Request = "", k.Request.Number
	e, err := s.record(c.Request.Context(), k, e, said.Anyway)
	var faults foia.Faults
	var fit misfits
	switch {
	case err == nil:
		s.recorded(c, k, e)
	case errors.As(err, &faults):
		writeRefusal(c, http.StatusBadRequest, faults, nil, err)
	case errors.As(err, &fit):
		writeRefusal(c, http.StatusConflict, nil, fit, err)
	default:
		s.fail(c, err)
	}
}

// readJSON reads the body as JSON; a field that is none is said.
func readJSON(c *gin.Context, into any) error {
	d := json.NewDecoder(http.MaxBytesReader(c.Writer, c.Request.Body, 1<<20))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		if large := new(http.MaxBytesError); errors.As(err, &large) {
			return err
		}
		return invalid("The JSON could not be read: %s.", strings.TrimPrefix(err.Error(), "json: "))
	}
	return nil
}
