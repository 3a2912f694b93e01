package ingest

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"readingroom/archive"
	"readingroom/archive/foia"
)

func TestAReleaseIsToldToItsRequest(t *testing.T) {
	h := openHouse(t, t.TempDir())
	if _, err := h.db.PutAgencies(t.Context(), []foia.Agency{{Slug: "dhs", Name: "Department of Homeland Security", Jurisdiction: "us", Law: "us-foia"}}); err != nil {
		t.Fatal(err)
	}
	r, err := h.db.AddRequest(t.Context(), foia.Request{Title: "Declined detainers", Agency: "dhs/ice", Law: "us-foia", Visibility: foia.Public, Year: 2017, Created: h.Now()},
		foia.Event{Kind: foia.Acknowledged, Date: "2017-04-20", Entered: h.Now(), Tracking: &foia.TrackingNumber{Number: "2017-HQFO-00999"}})
	if err != nil {
		t.Fatal(err)
	}
	dir := files(t, map[string]string{"one": "detainers in one", "two": "detainers in two"})
	order := Order{
		Paths: []string{dir}, Source: "a courier", Request: "2017-hqfo-00999", Release: "First production", By: "a reader",
		Event: &foia.Event{Kind: foia.Released, Date: "2017-07-14", Release: &foia.Release{Pages: 45}},
	}

	bad := order
	bad.Request = "2017-HQFO-1" // pages were counted: somebody thinks it is followed here
	if _, err := h.Begin(t.Context(), bad); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("an unknown request: %v", err)
	}
	bad = order
	bad.Event = &foia.Event{Kind: foia.Released, Date: "in July"}
	if _, err := h.Begin(t.Context(), bad); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("a wrong event: %v", err)
	}
	if all, err := h.db.Accessions(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("something was taken in: %+v, %v", all, err)
	}

	var a archive.Accession
	for range 2 { // the second goes on with the first, which was not ended
		if a, err = h.Begin(t.Context(), order); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.Take(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	h.run(t)
	if err := h.Wait(t.Context(), a.Number, nil); err != nil {
		t.Fatal(err)
	}
	events, err := h.db.Events(t.Context(), r.Number)
	if err != nil || len(events) != 2 {
		t.Fatalf("%+v, %v", events, err)
	}
	e := events[1]
	if want := (foia.Release{Title: "First production", Pages: 45, Accession: a.Number}); e.Release == nil || !reflect.DeepEqual(*e.Release, want) || e.Date != "2017-07-14" || e.By != "a reader" || a.Request != "R2017-001" {
		t.Errorf("%+v, %+v of %s", e, e.Release, a.Request)
	}
	labels := func() archive.Labels {
		t.Helper()
		h.shelf.mu.Lock()
		defer h.shelf.mu.Unlock()
		return h.shelf.docs[archive.ItemNumber(a.Number, 1)].Labels
	}
	want := archive.Labels{
		Agencies: []string{"dhs/ice"}, Requests: []string{"R2017-001"}, Releases: []string{"First production"}, Numbers: []string{"2017-HQFO-00999"},
		Names: []string{"U.S. Immigration and Customs Enforcement", "ICE", "Department of Homeland Security"},
	}
	if !cmp.Equal(labels(), want, cmpopts.EquateEmpty()) {
		t.Errorf("%+v, want %+v", labels(), want)
	}

	// A private request labels nothing, as soon as it is one.
	r.Visibility = foia.Private
	if _, err := h.db.AmendRequest(t.Context(), r, h.Now()); err != nil {
		t.Fatal(err)
	}
	items, err := h.db.RequestItems(t.Context(), r.Number)
	if err != nil || !slices.Equal(items, []string{archive.ItemNumber(a.Number, 1), archive.ItemNumber(a.Number, 2)}) {
		t.Fatal(items, err)
	}
	if err := h.Relabel(t.Context(), items...); err != nil {
		t.Fatal(err)
	}
	if got := labels(); !cmp.Equal(got, archive.Labels{}, cmpopts.EquateEmpty()) {
		t.Errorf("%+v", got)
	}
}

// TestARequestNotFollowedHere: records may come with the number of a request
// that nobody entered; only what looks like a number of ours must be one.
func TestARequestNotFollowedHere(t *testing.T) {
	h := openHouse(t, t.TempDir())
	dir := files(t, map[string]string{"one": "detainers"})
	a, err := h.Begin(t.Context(), Order{Paths: []string{dir}, Source: "ICE", Request: "2017-ICFO-21872", Release: "First production"})
	if err != nil || a.Request != "2017-ICFO-21872" {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := h.Begin(t.Context(), Order{Paths: []string{dir}, Source: "ICE", Request: "R2017-009"}); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("a slip in a number: %v", err)
	}
}
