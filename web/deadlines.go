package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"readingroom/archive/foia"
	"readingroom/archive/foia/feed"
)

// This file is how requests are subscribed to: their deadlines as a calendar,
// what happened as an Atom feed.

// fed shows a page, or its feed where its calendar (.ics) or its Atom feed is asked for.
func (s *Site) fed(subject func(*gin.Context) (*feedOf, error), page gin.HandlerFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		form := formOf(c.Request)
		if form != "ics" && form != "atom" {
			page(c)
			return
		}
		f, err := subject(c)
		if err == nil && form == "ics" {
			err = s.writeCalendar(c, f)
		} else if err == nil {
			err = s.writeRequestFeed(c, f)
		}
		if err != nil {
			s.fail(c, err)
		}
	}
}

// A feedOf is what a feed tells of.
type feedOf struct {
	Title string
	Path  string      // of its page
	Cases []foia.Case // whose deadlines are told
	List  foia.List   // "": each event of the cases is an entry; else each case that is on the list
	On    []foia.Entry
}

// listFeed is a work list as a feed.
func (s *Site) listFeed(c *gin.Context) (*feedOf, error) {
	all, err := s.cases(c)
	if err != nil {
		return nil, err
	}
	v := c.Request.URL.Query()
	flt, w, err := filterOf(v)
	if err != nil {
		return nil, err
	}
	f := &feedOf{Title: "Requests: " + flt.List.Title(), Path: changed(v, "list", string(flt.List)), List: flt.List, On: flt.Chosen(foia.Lists(all, s.today(), w))}
	for _, e := range f.On {
		f.Cases = append(f.Cases, e.Case)
	}
	return f, nil
}

// requestFeed is one request as a feed.
func (s *Site) requestFeed(c *gin.Context) (*feedOf, error) {
	k, err := s.Store.Case(c.Request.Context(), c.Param("request"), s.today())
	if err != nil {
		return nil, err
	}
	if k.Request.Visibility != foia.Public && !s.seesPrivate(c) {
		return nil, notFound("Request %s is not in this archive.", cut(c.Param("request"), 40))
	}
	return &feedOf{Title: k.Request.Number + ": " + k.Request.Title, Path: requestURL(k.Request.Number), Cases: []foia.Case{k}}, nil
}

func (s *Site) writeCalendar(c *gin.Context, f *feedOf) error {
	cal := feed.Calendar{
		Title: f.Title, URL: s.absolute(c.Request, f.Path), Cases: f.Cases,
		Page: func(number string) string { return s.absolute(c.Request, requestURL(number)) },
	}
	var b bytes.Buffer
	if err := cal.Write(&b); err != nil {
		return err
	}
	c.Header("Cache-Control", "private, max-age=900")
	c.Data(200, "text/calendar; charset=utf-8", b.Bytes())
	return nil
}

func (s *Site) writeRequestFeed(c *gin.Context, f *feedOf) error {
	self := s.absolute(c.Request, selfPath(c))
	a := atomFeed{
		ID: self, Title: oneLine(f.Title), Author: "Reading room", Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links: []atomLink{{"self", "application/atom+xml", self}, {"alternate", "text/html", s.absolute(c.Request, f.Path)}},
	}
	if f.List != "" {
		a.Entries = s.entriesOfList(c, f)
	} else {
		a.Entries = s.entriesOfEvents(c, f)
	}
	slices.SortStableFunc(a.Entries, func(x, y atomEntry) int { return cmp.Compare(y.Updated, x.Updated) })
	if a.Entries = a.Entries[:min(len(a.Entries), feedLength)]; len(a.Entries) > 0 {
		a.Updated = a.Entries[0].Updated
	}
	return writeAtom(c, a)
}

// selfPath is the address of a feed without the key that opens it.
func selfPath(c *gin.Context) string {
	v := c.Request.URL.Query()
	v.Del("key")
	return join(c.Request.URL.EscapedPath()+".atom", v)
}

// entriesOfList are the requests on a list, each new when it came to be on it.
func (s *Site) entriesOfList(c *gin.Context, f *feedOf) []atomEntry {
	var all []atomEntry
	for _, e := range f.On {
		r := e.Case.Request
		l := requestLine(e)
		key, err := uuid.Parse(r.ID)
		if err != nil {
			key = uuid.NewSHA1(uuid.Nil, []byte(r.ID))
		}
		said := fmt.Sprintf("%s to %s. %s.", r.Number, e.Case.Agency.Name, l.State)
		if e.Due != nil {
			said += fmt.Sprintf(" %s %s: %s.", e.Due.Text, longDay(e.Due.Date), l.Left)
		}
		all = append(all, atomEntry{
			ID: "urn:uuid:" + uuid.NewSHA1(key, []byte(f.List)).String(), Title: oneLine(r.Title), Updated: s.since(e, f.List).UTC().Format(time.RFC3339),
			Link: atomLink{"alternate", "text/html", s.absolute(c.Request, l.URL)}, Summary: strings.Join(append([]string{said}, e.Why...), " "),
		})
	}
	return all
}

// since is when an entry last changed: what was entered last, or, on a list by
// date, the day that put it there.
func (s *Site) since(e foia.Entry, l foia.List) time.Time {
	at := e.Case.Request.Created
	for _, x := range e.Case.Events {
		if x.Entered.After(at) {
			at = x.Entered
		}
	}
	days := map[foia.List]int{foia.ListToday: 0, foia.ListWeek: -6, foia.ListOverdue: 1}
	n, by := days[l]
	if !by || e.Due == nil {
		return at
	}
	on, err := time.ParseInLocation(time.DateOnly, e.Due.Date, s.Now().Location())
	if on = on.AddDate(0, 0, n); err == nil && on.After(at) {
		return on
	}
	return at
}

// entriesOfEvents are what happened to requests, as it was entered.
func (s *Site) entriesOfEvents(c *gin.Context, f *feedOf) []atomEntry {
	var all []atomEntry
	for _, k := range f.Cases {
		for _, e := range foia.Holding(k.Events) {
			said := fmt.Sprintf("%s: %s, on %s.", k.Request.Number, e.Kind, longDay(e.Date))
			if d := e.Determination; d != nil {
				said += " " + upperFirst(string(d.Disposition)) + "."
			}
			if x := e.Release; x != nil && x.Pages > 0 {
				said += " " + count(x.Pages, "page", "pages") + " released."
			}
			if e.Note != "" {
				said += " " + oneLine(cut(e.Note, 500))
			}
			all = append(all, atomEntry{
				ID: "urn:uuid:" + e.ID, Title: upperFirst(string(e.Kind)) + ": " + oneLine(k.Request.Title), Updated: e.Entered.UTC().Format(time.RFC3339),
				Link: atomLink{"alternate", "text/html", s.absolute(c.Request, requestURL(k.Request.Number))}, Summary: said,
			})
		}
	}
	return all
}

// feedsOf are where the page asked for can be subscribed to. Those who may see
// private requests get addresses with a key, for a calendar cannot sign in.
func (s *Site) feedsOf(c *gin.Context) (f Feeds, private bool, err error) {
	key := ""
	if s.mayChange(c.Request) {
		if key, err = s.feedKey(c.Request.Context()); err != nil {
			return f, false, err
		}
	}
	v := url.Values{}
	for _, name := range []string{"list", "agency", "component", "law", "status", "outcome", "jurisdiction", "tag", "requester", "q", "quiet", "closing"} {
		if value := c.Query(name); value != "" {
			v.Set(name, value)
		}
	}
	if key != "" {
		v.Set("key", key)
	}
	path := c.Request.URL.EscapedPath()
	return Feeds{join(path+".ics", v), join(path+".atom", v)}, key != "", nil
}

// feedKeySetting is where the key of feeds is kept.
const feedKeySetting = "feed-key"

// feedKey is the secret part of the addresses of feeds with private requests,
// made when it is first shown. It opens feeds, and nothing else.
func (s *Site) feedKey(ctx context.Context) (string, error) {
	s.keys.Lock()
	defer s.keys.Unlock()
	key, err := s.Store.Setting(ctx, feedKeySetting)
	if err != nil || key != "" {
		return key, err
	}
	b := make([]byte, 16)
	_, _ = rand.Read(b) // crypto/rand does not fail
	key = hex.EncodeToString(b)
	return key, s.Store.SetSetting(ctx, feedKeySetting, key)
}

// knowsFeedKey reports whether a feed is asked for at its secret address.
func (s *Site) knowsFeedKey(c *gin.Context) bool {
	form, given := formOf(c.Request), c.Query("key")
	if given == "" || form != "ics" && form != "atom" {
		return false
	}
	key, err := s.Store.Setting(c.Request.Context(), feedKeySetting)
	return err == nil && key != "" && same(given, key)
}
