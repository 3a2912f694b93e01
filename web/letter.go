package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/archive/foia"
	letters "readingroom/archive/letter"
	"readingroom/search"
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
	Entered bool           `json:"entered"` // one of that kind and day, or from that document, is recorded already
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
	r, err := readLetter(o.Item, o.file)
	if err != nil || r.Kind == letters.Unknown || len(r.Facts) == 0 {
		return nil, err
	}
	p := &LetterPart{Kind: r.Kind, Facts: []FactLine{}, Events: proposed(r, o.Number)}
	for _, f := range r.Facts {
		p.Facts = append(p.Facts, FactLine{f, PlaceURL(o.Number, f.At)})
	}
	p.Requests, err = s.letterRequests(c, o, r, p.Events)
	return p, err
}

// readLetter reads the first pages of a document as a letter.
func readLetter(it archive.Item, f *content.File) (r letters.Reading, err error) {
	if f == nil || it.Kind == archive.KindSpreadsheet {
		return r, nil
	}
	var pages []archive.Page
	for n := 1; n <= min(f.Head().Pages, lettersRead); n++ {
		p, err := f.Page(n)
		if err != nil {
			return r, err
		}
		pages = append(pages, p)
	}
	if len(pages) == 0 {
		return r, nil
	}
	return letters.Read(pages), nil
}

func proposed(r letters.Reading, item string) []ProposedEvent {
	out := []ProposedEvent{}
	for _, e := range letters.Propose(r, item) {
		out = append(out, ProposedEvent{e, citedURL(e.Place)})
	}
	return out
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
		if !s.maySee(c.Request, q) || slices.ContainsFunc(out, func(l LetterRequest) bool { return l.Number == q.Number }) {
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
	l := LetterRequest{Number: q.Number, Title: q.Title, URL: requestURL(q.Number)}
	was, err := s.Store.Events(ctx, q.Number)
	l.Enter = enter(q.Number, item, events, was)
	return l, err
}

// enter are the events that a document tells of, as they can be entered, and
// whether one such is recorded already.
func enter(number, item string, events []ProposedEvent, was []foia.Event) []EnterEvent {
	out := []EnterEvent{}
	for _, e := range events {
		entered := slices.ContainsFunc(was, func(w foia.Event) bool {
			return w.Kind == e.Kind && (w.Item == item || w.Date == e.Date && e.Date != "")
		})
		var pairs []string
		for name, value := range formOfEvent(e.Event).V {
			if value != "0" {
				pairs = append(pairs, name, value)
			}
		}
		out = append(out, EnterEvent{e.Kind, e.Date, newEventURL(number, pairs...), entered, e.Quote, e.URL})
	}
	return out
}

// A LetterLine is a letter that tells of events of a request which were not
// entered from it.
type LetterLine struct {
	Document Document     `json:"document"`
	Kind     letters.Kind `json:"kind"`
	Enter    []EnterEvent `json:"enter"`
}

// lettersTried is how many documents of a request are read as letters.
const lettersTried = 20

// lettersOf are the letters that name a number of a request, and what they tell
// of that was not entered.
func (s *Site) lettersOf(ctx context.Context, k foia.Case) ([]LetterLine, error) {
	var out []LetterLine
	seen := map[string]bool{}
	for _, t := range k.Standing.Tracking {
		found, err := s.Index.Search(ctx, search.Request{Query: `"` + strings.ReplaceAll(t.Number, `"`, " ") + `"`, Kinds: []string{"page"}, Limit: lettersTried, Places: 1, Brief: true, Facets: []string{}, Time: lettersTime})
		if err != nil {
			return nil, err
		}
		for _, g := range found.Groups {
			if seen[g.Item.Number] || len(seen) == lettersTried {
				continue
			}
			seen[g.Item.Number] = true
			l, err := s.letterLine(ctx, g.Item.Number, k)
			if err != nil {
				return nil, err
			}
			if len(l.Enter) > 0 {
				out = append(out, l)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b LetterLine) int { return strings.Compare(a.Enter[0].Date, b.Enter[0].Date) })
	return out, nil
}

// lettersTime is how long a request's page waits for the letters that name it.
const lettersTime = 2 * time.Second

func (s *Site) letterLine(ctx context.Context, item string, k foia.Case) (l LetterLine, err error) {
	it, err := s.Store.Item(ctx, item)
	if errors.Is(err, archive.ErrNotFound) { // found in the index, and gone
		return l, nil
	}
	if err != nil {
		return l, err
	}
	f, err := s.Contents.Open(it.Digest)
	if errors.Is(err, archive.ErrNotFound) || errors.Is(err, archive.ErrCorrupt) { // it is read anew
		return l, nil
	}
	if err != nil {
		return l, err
	}
	defer f.Close()
	r, err := readLetter(it, f)
	if err != nil || r.Kind == letters.Unknown || !names(r, k.Standing.Tracking) {
		return l, err
	}
	l = LetterLine{Document: documentOf(it), Kind: r.Kind}
	for _, e := range enter(k.Request.Number, item, proposed(r, item), k.Events) {
		if !e.Entered {
			l.Enter = append(l.Enter, e)
		}
	}
	return l, nil
}

// names reports whether a letter states one of these numbers as a request's.
func names(r letters.Reading, tracking []foia.TrackingNumber) bool {
	stated := slices.Concat(r.All(letters.TrackingNumber), r.All(letters.AppealNumber), r.All(letters.Docket))
	return slices.ContainsFunc(tracking, func(t foia.TrackingNumber) bool {
		return slices.ContainsFunc(stated, func(n string) bool { return strings.EqualFold(n, t.Number) })
	})
}
