package store

import (
	"fmt"
	"testing"

	"readingroom/archive/foia"
)

// TestCasesAreThoseOfTheMoment: they are kept, and no longer than they hold.
func TestCasesAreThoseOfTheMoment(t *testing.T) {
	s := open(t)
	r, err := s.AddRequest(t.Context(), foia.Request{Title: "Detainers", Agency: "dhs/ice", Law: "us-foia", Requester: "Ann", Visibility: foia.Public, Created: noon})
	if err != nil {
		t.Fatal(err)
	}
	say := func(day string) string {
		t.Helper()
		all, err := s.Cases(t.Context(), day)
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, c := range all {
			out += fmt.Sprintf("%s, %s, %s, %s;", c.Request.Title, c.Agency.Name, c.Law.Name, c.Standing.Stage)
			if c.Standing.Clock != nil {
				out += string(c.Standing.Clock.Status)
			}
		}
		clear(all) // what a caller does to its list is its own matter
		return out
	}
	last := ""
	changes := func(what, day string, change func() error) {
		t.Helper()
		if err := change(); err != nil {
			t.Fatal(what, err)
		}
		now := say(day)
		if now == last || now != say(day) {
			t.Errorf("%s: %q after %q, then %q", what, now, last, say(day))
		}
		last = now
	}
	none := func() error { return nil }
	changes("the first look", "2017-05-01", none)
	changes("an event", "2017-05-01", func() error {
		_, err := s.AddEvents(t.Context(), foia.Event{Request: r.Number, Kind: foia.Filed, Date: "2017-04-10", Entered: noon},
			foia.Event{Request: r.Number, Kind: foia.Received, Date: "2017-04-13", Component: "dhs/ice", Entered: noon})
		return err
	})
	changes("another day", "2017-06-01", none)
	changes("an amendment", "2017-06-01", func() error {
		r.Title = "All detainers"
		_, err := s.AmendRequest(t.Context(), r, noon)
		return err
	})
	changes("an agency", "2017-06-01", func() error {
		a, err := s.Agency(t.Context(), "dhs/ice")
		if err != nil {
			return err
		}
		a.Name = "ICE by another name"
		_, err = s.PutAgencies(t.Context(), []foia.Agency{a})
		return err
	})
	changes("a law", "2017-06-01", func() error {
		l, err := s.Law(t.Context(), "us-foia")
		if err != nil {
			return err
		}
		l.Name = "The act by another name"
		_, err = s.PutLaws(t.Context(), []foia.Law{l})
		return err
	})
	changes("a second request", "2017-06-01", func() error {
		r.Title = "Others"
		_, err := s.AddRequest(t.Context(), r)
		return err
	})
}
