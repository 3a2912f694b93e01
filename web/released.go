package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/foia"
	"readingroom/archive/store"
)

// A ReleasedLine says of a document or an accession to which request it belongs.
type ReleasedLine struct {
	Request  string `json:"request"`
	URL      string `json:"url"`
	Title    string `json:"title"` // of the request
	Agency   string `json:"agency"`
	Tracking string `json:"tracking,omitempty"`
	What     string `json:"what,omitempty"` // the event that it shows or came with
	Date     string `json:"date,omitempty"`
	EventURL string `json:"event_url,omitempty"`
	Released bool   `json:"released"` // it came with a release
}

func (s *Site) releasedLine(ctx context.Context, u store.Use) (ReleasedLine, error) {
	named, err := s.namer(ctx)
	if err != nil {
		return ReleasedLine{}, err
	}
	l := ReleasedLine{Request: u.Request.Number, URL: requestURL(u.Request.Number), Title: oneLine(u.Request.Title), Agency: named(u.Request.Agency)}
	events, err := s.Store.Events(ctx, u.Request.Number)
	if err != nil {
		return l, err
	}
	for _, t := range foia.Stand(u.Request, foia.Law{}, events, s.today()).Tracking {
		if t.Why == "request" {
			l.Tracking = t.Number
			break
		}
	}
	for _, e := range u.Events {
		if l.What == "" {
			l.What, l.Date, l.EventURL, l.Released = eventTitle(e, named), e.Date, eventURL(e.Request, e.ID), e.Release != nil
		}
	}
	return l, nil
}

// releasedItem says to which requests a document belongs.
func (s *Site) releasedItem(c *gin.Context, item string) ([]ReleasedLine, error) {
	all, err := s.Store.Uses(c.Request.Context(), item)
	if err != nil {
		return nil, err
	}
	return s.usesOf(c, all)
}

// releasedAccession says to which requests an accession belongs.
func (s *Site) releasedAccession(c *gin.Context, number string) ([]ReleasedLine, error) {
	all, err := s.Store.AccessionUses(c.Request.Context(), number)
	if err != nil {
		return nil, err
	}
	return s.usesOf(c, all)
}

// answering is an accession as whoever asks may see it: of a private request
// neither its number nor its releases.
func (s *Site) answering(r *http.Request, a archive.Accession) (archive.Accession, error) {
	if s.mayChange(r) {
		return a, nil
	}
	return s.unlessPrivate(r.Context(), a)
}

// unlessPrivate is an accession as everybody may see it.
func (s *Site) unlessPrivate(ctx context.Context, a archive.Accession) (archive.Accession, error) {
	if a.Request == "" {
		return a, nil
	}
	q, err := s.Store.Request(ctx, a.Request)
	switch {
	case errors.Is(err, archive.ErrNotFound):
		return a, nil // it is not followed here
	case err != nil:
		return a, err
	case q.Visibility == foia.Private:
		a.Request, a.Release = "", ""
	}
	return a, nil
}
