package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

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
	if err := s.SetFacts(t.Context(), item, 1, []byte(`{"title":"a"}`), "", noon); err != nil {
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

// TestReportsOfASeriesAreFoundWithoutTheOthers: what shares its key with no
// other document, and was put nowhere, is not looked at.
func TestReportsOfASeriesAreFoundWithoutTheOthers(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	item := func(n int) string { return archive.ItemNumber(number, n) }
	stamp := func() string {
		v, err := s.SeriesStamp(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	set := func(n int, key string, at time.Time) {
		if err := s.SetFacts(t.Context(), item(n), 1, []byte(`{}`), key, at); err != nil {
			t.Fatal(err)
		}
	}
	keys := []string{"weekly report", "weekly report", "", "letter of its own", ""}
	for n, key := range keys {
		receiveAll(t, s, number, arrival(fmt.Sprint(n), fmt.Sprint(n)))
		set(n+1, key, noon)
	}
	if _, err := s.write.Exec(`UPDATE item SET state = 'indexed'`); err != nil {
		t.Fatal(err)
	}
	before := stamp()
	if set(3, "", noon.Add(time.Hour)); stamp() != before {
		t.Error("what is in no series changed the stamp of series")
	}
	if set(2, "weekly report", noon.Add(time.Hour)); stamp() == before {
		t.Error("a report that was read anew did not change the stamp of series")
	}
	before = stamp()
	if err := s.PutInSeries(t.Context(), SeriesRuling{Item: item(5), Series: "weekly-report", By: "Ann"}, noon); err != nil {
		t.Fatal(err)
	}
	if stamp() == before {
		t.Error("a ruling did not change the stamp of series")
	}
	all, err := s.InSeries(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range all {
		got = append(got, r.Name)
	}
	if fmt.Sprint(got) != "[0 1 4]" {
		t.Errorf("may be in a series: %v", got)
	}
	for n, want := range []bool{true, true, false, true, true} {
		if may, err := s.MayBeInSeries(t.Context(), item(n+1)); may != want || err != nil {
			t.Errorf("%s may be in a series: %v, %v", item(n+1), may, err)
		}
	}
	before = stamp()
	if err := s.Reread(t.Context(), []string{item(1)}); err != nil {
		t.Fatal(err)
	}
	if stamp() == before {
		t.Error("a report that is to be read again stands in its series unchanged")
	}
}

// TestFactsAreForgottenWhenADocumentIsLinked: who looks at a document before it
// is linked sees no period, which must not stay so.
func TestFactsAreForgottenWhenADocumentIsLinked(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("a.pdf", "1"))
	job, err := s.Claim(t.Context(), "w", noon, 1, StepExtract)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Extracted(t.Context(), job, job.Item, 1, nil, noon); err != nil {
		t.Fatal(err)
	}
	if err := s.SetFacts(t.Context(), job.Item.Number, 1, []byte(`{}`), "", noon); err != nil {
		t.Fatal(err)
	}
	if job, err = s.Claim(t.Context(), "w", noon, 1, StepLink); err != nil {
		t.Fatal(err)
	}
	linked(t, s, job, Outcome{}, nil)
	if _, err := s.Facts(t.Context(), job.Item.Number, 1); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("the facts are still there: %v", err)
	}
}
