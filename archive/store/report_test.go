package store

import (
	"errors"
	"testing"

	"readingroom/archive"
)

// TestFactsGoWithTheContentTheyWereReadFrom: they are kept by version, and
// forgotten when the document is read again.
func TestFactsGoWithTheContentTheyWereReadFrom(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("a.pdf", "1"))
	item := number + "-0001"
	facts := func(version int, want string) {
		t.Helper()
		b, err := s.Facts(t.Context(), item, version)
		if string(b) != want || want == "" && !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("version %d: %q, %v; want %q", version, b, err, want)
		}
	}
	facts(1, "")
	if err := s.SetFacts(t.Context(), item, 1, []byte(`{"title":"a"}`), noon); err != nil {
		t.Fatal(err)
	}
	facts(1, `{"title":"a"}`)
	facts(2, "")
	before, err := s.ReportsStamp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	job, err := s.Claim(t.Context(), "w", noon, 1, StepExtract)
	if err != nil || job == nil {
		t.Fatalf("%v %v", job, err)
	}
	if err := s.Extracted(t.Context(), job, job.Item, 1, nil, noon); err != nil {
		t.Fatal(err)
	}
	facts(1, "")
	if after, err := s.ReportsStamp(t.Context()); err != nil || after == before {
		t.Errorf("the stamp stays %q, %v", after, err)
	}
}

func TestSeriesRulings(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("a.pdf", "1"))
	item := number + "-0001"
	for _, series := range []string{"weekly-report", ""} {
		if err := s.PutInSeries(t.Context(), SeriesRuling{Item: item, Series: series, By: "Ann", Note: "why"}, noon); err != nil {
			t.Fatal(err)
		}
	}
	all, err := s.SeriesRulings(t.Context(), item)
	if err != nil || len(all) != 2 || all[0].Series != "" || all[1].Series != "weekly-report" || all[1].By != "Ann" || !all[1].At.Equal(noon) {
		t.Errorf("%+v, %v", all, err)
	}
	if err := s.PutInSeries(t.Context(), SeriesRuling{Item: "2026-009-0001"}, noon); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("of no item: %v", err)
	}
}
