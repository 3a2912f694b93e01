package store

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"readingroom/archive"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "archive ?%.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func accession(t *testing.T, s *Store) string {
	t.Helper()
	a, err := s.NewAccession(t.Context(), archive.Accession{Source: "ICE", By: "test", Received: noon, Roots: []string{"/r"}})
	if err != nil {
		t.Fatal(err)
	}
	return a.Number
}

func arrival(path, bytes string) Arrival {
	return Arrival{Digest: archive.DigestOf([]byte(bytes)), Size: int64(len(bytes)), Path: path, Name: path, Origin: "/r/" + path, Modified: noon}
}

func receiveAll(t *testing.T, s *Store, number string, as ...Arrival) int {
	t.Helper()
	n, err := s.Receive(t.Context(), number, as, noon)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNumbersAreAssignedInOrderAndNeverTwice(t *testing.T) {
	s := open(t)
	if a, b := accession(t, s), accession(t, s); a != "2026-001" || b != "2026-002" {
		t.Errorf("%s, %s", a, b)
	}
	receiveAll(t, s, "2026-002", arrival("a", "1"), arrival("b", "2"))
	receiveAll(t, s, "2026-002", arrival("c", "3"))
	items, err := s.Items(t.Context(), Filter{Accession: "2026-002"})
	if err != nil || len(items) != 3 || items[2].Number != "2026-002-0003" || items[2].Name != "c" {
		t.Errorf("%+v, %v", items, err)
	}
}

func TestTheSameBytesAreOneItemWithTwoReceipts(t *testing.T) {
	s := open(t)
	one, two := accession(t, s), accession(t, s)
	if n := receiveAll(t, s, one, arrival("a.pdf", "same"), arrival("copy of a.pdf", "same")); n != 1 {
		t.Errorf("%d new items", n)
	}
	if n := receiveAll(t, s, two, arrival("a.pdf", "same")); n != 0 {
		t.Errorf("%d new items the second time", n)
	}
	r, err := s.Receipts(t.Context(), "2026-001-0001")
	if err != nil || len(r) != 3 || r[0].Duplicate || !r[1].Duplicate || r[2].Accession != two || !r[0].Modified.Equal(noon) {
		t.Errorf("%+v, %v", r, err)
	}
	c, err := s.Count(t.Context(), one)
	if err != nil || c.Items != 1 || c.Files != 2 || c.Duplicates != 1 || c.Waiting != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err := s.Count(t.Context(), ""); err != nil || c.Accessions != 2 || c.Files != 3 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestReceivingAgainChangesNothing(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("a", "1"), arrival("b", "2"))
	if n := receiveAll(t, s, number, arrival("a", "1"), arrival("b", "2"), arrival("c", "3")); n != 1 {
		t.Errorf("%d new", n)
	}
	if c, _ := s.Count(t.Context(), number); c.Files != 3 || c.Duplicates != 0 {
		t.Errorf("%+v", c)
	}
}

func claim(t *testing.T, s *Store, owner string, now time.Time, step Step) *Job {
	t.Helper()
	j, err := s.Claim(t.Context(), owner, now, time.Minute, step)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestAJobIsHeldByOneAndGoesThroughItsSteps(t *testing.T) {
	s, ctx := open(t), context.Background()
	number := accession(t, s)
	receiveAll(t, s, number, arrival("a.eml", "1"))
	j := claim(t, s, "w1", noon, StepExtract)
	if j == nil || j.Item.Name != "a.eml" || claim(t, s, "w2", noon, StepExtract) != nil {
		t.Fatal("not held by one")
	}
	it := j.Item
	it.MediaType, it.Kind, it.Title, it.Pages = "message/rfc822", archive.KindEmail, "Declined", 1
	if err := s.Extracted(ctx, j, it, 1, []Arrival{arrival("a.eml/top50.xlsx", "2")}, noon); err != nil {
		t.Fatal(err)
	}
	if err := s.Extracted(ctx, j, it, 1, nil, noon); !errors.Is(err, ErrLost) {
		t.Errorf("a second result of one attempt: %v", err)
	}
	parts, err := s.Items(ctx, Filter{Parent: it.Number})
	if err != nil || len(parts) != 1 || parts[0].Parent != it.Number {
		t.Errorf("%+v, %v", parts, err)
	}
	j = claim(t, s, "w1", noon, StepLink)
	link := archive.PeriodLink{Page: 1, Start: 3, End: 7, Text: "2017", Period: archive.Period{From: "2017-01-01", Until: "2018-01-01"}}
	linked(t, s, j, Outcome{Date: "2017-03-21"}, nil, link)
	if ps, err := s.Periods(ctx, it.Number, 1); err != nil || len(ps) != 1 || !reflect.DeepEqual(ps[0], link) {
		t.Errorf("%+v, %v", ps, err)
	}
	jobs, err := s.ToIndex(ctx, 10)
	if err != nil || len(jobs) != 1 || jobs[0].Item.State != archive.StateLinked || jobs[0].Item.Year() != 2017 {
		t.Fatalf("%+v, %v", jobs, err)
	}
	if err := s.Indexed(ctx, jobs); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Item(ctx, it.Number); err != nil || got.State != archive.StateIndexed {
		t.Errorf("%+v, %v", got, err)
	}
	if q, err := s.Queue(ctx); err != nil || q[StepExtract] != 1 || len(q) != 1 {
		t.Errorf("%v, %v", q, err)
	}
}

func TestALeaseThatEndsGoesToAnotherAndFencesTheFirst(t *testing.T) {
	s := open(t)
	receiveAll(t, s, accession(t, s), arrival("a", "1"))
	slow := claim(t, s, "slow", noon, StepExtract)
	next := claim(t, s, "next", noon.Add(2*time.Minute), StepExtract)
	if next == nil || next.Attempt != slow.Attempt+1 {
		t.Fatalf("%+v", next)
	}
	if err := s.Extracted(t.Context(), slow, slow.Item, 1, nil, noon); !errors.Is(err, ErrLost) {
		t.Errorf("the slow one's result: %v", err)
	}
	if err := s.Extracted(t.Context(), next, next.Item, 1, nil, noon); err != nil {
		t.Error(err)
	}
}

func TestWhatIsSetAsideIsListedWithItsReason(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("z.pdf", "1"))
	j := claim(t, s, "w", noon, StepExtract)
	it := j.Item
	it.Reason = "The PDF is encrypted and needs a password."
	if err := s.Extracted(t.Context(), j, it, 1, nil, noon); err != nil {
		t.Fatal(err)
	}
	asides, err := s.Asides(t.Context(), number)
	if err != nil || len(asides) != 1 || asides[0] != (AsideItem{"z.pdf", it.Number, it.Reason}) {
		t.Errorf("%+v, %v", asides, err)
	}
	if jobs, _ := s.ToIndex(t.Context(), 1); len(jobs) != 1 {
		t.Error("it is not made searchable by its name")
	}
}

func TestASourceThatComesWhileIndexingIsNotLost(t *testing.T) {
	s, ctx := open(t), context.Background()
	one, two := accession(t, s), accession(t, s)
	receiveAll(t, s, one, arrival("a", "1"))
	j := claim(t, s, "w", noon, StepExtract)
	if err := s.Extracted(ctx, j, j.Item, 1, nil, noon); err != nil {
		t.Fatal(err)
	}
	linked(t, s, claim(t, s, "w", noon, StepLink), Outcome{}, nil)
	jobs, _ := s.ToIndex(ctx, 1)
	receiveAll(t, s, two, arrival("a", "1")) // while the indexer is at it
	if err := s.Indexed(ctx, jobs); err != nil {
		t.Fatal(err)
	}
	if again, _ := s.ToIndex(ctx, 1); len(again) != 1 {
		t.Error("the second source will not be searchable")
	}
}

func TestRereadSendsAnItemThroughAgain(t *testing.T) {
	s, ctx := open(t), context.Background()
	receiveAll(t, s, accession(t, s), arrival("a", "1"))
	j := claim(t, s, "w", noon, StepExtract)
	if err := s.Extracted(ctx, j, j.Item, 1, nil, noon); err != nil {
		t.Fatal(err)
	}
	if err := s.RereadOlder(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if claim(t, s, "w", noon, StepExtract) != nil {
		t.Error("read by the present version, and read again")
	}
	if err := s.RereadOlder(ctx, 2); err != nil {
		t.Fatal(err)
	}
	if claim(t, s, "w", noon, StepExtract) == nil {
		t.Error("not read again by a newer version")
	}
}

func TestRereadWhereAProgramWasMissing(t *testing.T) {
	for reason, again := range map[string]bool{"Read by way of LibreOffice, which is not installed.": true, "The file is damaged.": false} {
		s, ctx := open(t), context.Background()
		receiveAll(t, s, accession(t, s), arrival("a", "1"))
		j := claim(t, s, "w", noon, StepExtract)
		it := j.Item
		it.State, it.Reason = archive.StateAside, reason
		if err := s.Extracted(ctx, j, it, 1, nil, noon); err != nil {
			t.Fatal(err)
		}
		if err := s.RereadOlder(ctx, 1); err != nil {
			t.Fatal(err)
		}
		if got := claim(t, s, "w", noon, StepExtract) != nil; got != again {
			t.Errorf("%s: read again: %v", reason, got)
		}
	}
}

func TestOmissionsAreKeptOnce(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	o := archive.Omission{Path: "r/locked", Origin: "/r/locked", Reason: "May not be read by this user."}
	for range 2 {
		if err := s.Omit(t.Context(), number, o); err != nil {
			t.Fatal(err)
		}
	}
	if all, err := s.Omissions(t.Context(), number); err != nil || len(all) != 1 || all[0] != o {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	s := open(t)
	if _, err := s.Item(t.Context(), "2026-001-0001"); !errors.Is(err, archive.ErrNotFound) {
		t.Error(err)
	}
	if _, err := s.Accession(t.Context(), "2026-001"); !errors.Is(err, archive.ErrNotFound) {
		t.Error(err)
	}
}

func TestADatabaseOfANewerProgramIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "archive.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if s, err := Open(t.Context(), path); !errors.Is(err, archive.ErrConflict) {
		if s != nil {
			s.Close()
		}
		t.Error(err)
	}
}

// modernc.org/sqlite is generated against one exact version of its libc; with
// another it crashes in odd places.
func TestLibcIsTheOneTheDriverWasMadeFor(t *testing.T) {
	want, have := libcVersions(t)
	if want == "" || want != have {
		t.Errorf("modernc.org/libc is %s, modernc.org/sqlite wants %s: set it in go.mod", have, want)
	}
}
