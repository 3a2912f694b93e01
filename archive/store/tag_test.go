package store

import (
	"errors"
	"slices"
	"testing"

	"readingroom/archive"
)

// TestSourcesAreAgencies: what came from an agency by its name is that agency's.
func TestSourcesAreAgencies(t *testing.T) {
	s := open(t)
	for _, tc := range []struct {
		source string
		want   []string
	}{
		{"ICE", []string{"dhs/ice"}},
		{"U.S. immigration and customs enforcement, under FOIA", []string{"dhs/ice"}},
		{"A reader", nil},
	} {
		a, err := s.NewAccession(t.Context(), archive.Accession{Source: tc.source, By: "test", Received: noon})
		if err != nil {
			t.Fatal(err)
		}
		receiveAll(t, s, a.Number, arrival("report.pdf", tc.source))
		if l, err := s.Labels(t.Context(), archive.ItemNumber(a.Number, 1)); err != nil || !slices.Equal(l.Agencies, tc.want) {
			t.Errorf("%s: %q, %v; want %q", tc.source, l.Agencies, err, tc.want)
		}
	}
}

func TestTags(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("report.pdf", "1"), arrival("list.pdf", "2"))
	item := number + "-0001"
	for _, tags := range [][]string{{"budget", "jails"}, {"jails", "to read"}, {}, {"jails"}} {
		if err := s.SetTags(t.Context(), item, tags, "Ann", noon); err != nil {
			t.Fatal(err)
		}
		got, err := s.Tags(t.Context(), item)
		if err != nil || !slices.Equal(got, tags) {
			t.Errorf("%q, %v; want %q", got, err, tags)
		}
	}
	l, err := s.Labels(t.Context(), item)
	if err != nil || !slices.Equal(l.Tags, []string{"jails"}) || l.Corrected {
		t.Errorf("%+v, %v", l, err)
	}
	if l, err := s.Labels(t.Context(), number+"-0002"); err != nil || len(l.Tags) > 0 {
		t.Errorf("%+v, %v", l, err)
	}
	if err := s.SetTags(t.Context(), number+"-0009", nil, "Ann", noon); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("an item that is not there: %v", err)
	}
	c, err := s.Enter(t.Context(), archive.Correction{
		Kind: archive.CorrectedNumber, Statement: "188, not 189", By: "Ann", Touches: []archive.Touch{{At: archive.Place{Item: item}}},
		Rulings: []archive.Ruling{{Verdict: archive.Accepted, By: "Ann"}},
	}, noon)
	if err != nil {
		t.Fatal(err)
	}
	if l, err := s.Labels(t.Context(), item); err != nil || !l.Corrected {
		t.Errorf("corrected: %+v, %v", l, err)
	}
	if err := s.Rule(t.Context(), c.ID, archive.Ruling{Verdict: archive.Undone, By: "Ann"}, noon); err != nil {
		t.Fatal(err)
	}
	if l, err := s.Labels(t.Context(), item); err != nil || l.Corrected {
		t.Errorf("undone: %+v, %v", l, err)
	}
}
