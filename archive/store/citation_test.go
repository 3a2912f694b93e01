package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
)

func TestCitations(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("report.pdf", "1"))
	item := number + "-0001"
	it, err := s.Item(t.Context(), item)
	if err != nil {
		t.Fatal(err)
	}
	place := archive.Place{Item: item, Locator: archive.Locator{Page: 2, Table: 1, Row: 3}}
	first := archive.Citation{Place: place, Digest: it.Digest, Selector: archive.Selector{Exact: "Ventura\t188", Prefix: "Alameda 3", Cells: []string{"Ventura", "188"}, Header: []string{"County", "Count"}, Group: []string{"California"}}}
	second := archive.Citation{Place: place, Digest: it.Digest, Selector: archive.Selector{Exact: "Kern\t9", Cells: []string{"Kern", "9"}}}
	keep := func(want int, at time.Time, all ...archive.Citation) {
		t.Helper()
		if n, err := s.KeepCitations(t.Context(), all, at); err != nil || n != want {
			t.Errorf("kept %d, %v; want %d", n, err, want)
		}
	}
	keep(1, noon, first)
	keep(0, noon.Add(time.Hour), first, first)
	keep(1, noon, second)
	keep(0, noon, archive.Citation{Place: place, Selector: archive.Selector{Exact: strings.Repeat("x", exactAtMost+1)}})
	keep(0, noon, archive.Citation{Place: archive.Place{Item: "2026-099-0001"}, Selector: archive.Selector{Exact: "x"}})
	got, err := s.Citations(t.Context(), place)
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	first.Made, second.Made = noon, noon
	if diff := cmp.Diff([]archive.Citation{first, second}, got); diff != "" {
		t.Error(diff)
	}
	var many []archive.Citation
	for i := range citationsAtMost + 5 {
		many = append(many, archive.Citation{Place: archive.Place{Item: item, Locator: archive.Locator{Page: 1, From: i, To: i + 1}}, Selector: archive.Selector{Exact: fmt.Sprint(i)}})
	}
	keep(citationsAtMost-2, noon, many...)

	for begins, want := range map[string]error{it.Digest.String(): nil, strings.ToUpper(it.Digest.String()[:8]): nil, "0000000000": archive.ErrNotFound, "12": archive.ErrInvalid, "zzzzzzzz": archive.ErrInvalid} {
		if n, err := s.ByDigest(t.Context(), begins); !errors.Is(err, want) || err == nil && n != item {
			t.Errorf("%s: %s, %v", begins, n, err)
		}
	}
}

func TestWithdrawals(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("report.pdf", "1"))
	item := number + "-0001"
	w := archive.Withdrawal{Item: item, Reason: "A court ordered it.", By: "Ann"}
	if got, err := s.Withdrawn(t.Context(), item); got != nil || err != nil {
		t.Fatal(got, err)
	}
	w, err := s.Withdraw(t.Context(), w, noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Withdraw(t.Context(), w, noon); !errors.Is(err, archive.ErrConflict) {
		t.Error(err)
	}
	if _, err := s.Withdraw(t.Context(), archive.Withdrawal{Item: "2026-099-0001"}, noon); !errors.Is(err, archive.ErrNotFound) {
		t.Error(err)
	}
	got, err := s.Withdrawn(t.Context(), item)
	if err != nil || got == nil || cmp.Diff(w, *got) != "" {
		t.Errorf("%+v, %v", got, err)
	}
	if n, _ := s.Queue(t.Context()); n[StepExtract] != 1 {
		t.Errorf("it is read again: %v", n)
	}
	if err := s.LiftWithdrawal(t.Context(), item, "Bob", noon); err != nil {
		t.Fatal(err)
	}
	if err := s.LiftWithdrawal(t.Context(), item, "Bob", noon); !errors.Is(err, archive.ErrConflict) {
		t.Error(err)
	}
	if got, err := s.Withdrawn(t.Context(), item); got != nil || err != nil {
		t.Error(got, err)
	}
	if all, err := s.Withdrawals(t.Context(), item); err != nil || len(all) != 1 || all[0].LiftedBy != "Bob" || all[0].Lifted != noon {
		t.Error(all, err)
	}
}

func TestReplacements(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("a.pdf", "1"), arrival("b.pdf", "2"), arrival("c.pdf", "3"))
	item := func(n int) string { return fmt.Sprintf("%s-%04d", number, n) }
	replace := func(a, b int, want error) {
		t.Helper()
		if _, err := s.Replace(t.Context(), archive.Replacement{Item: item(a), With: item(b), By: "Ann", Note: "corrected"}, noon); !errors.Is(err, want) {
			t.Errorf("%d by %d: %v, want %v", a, b, err, want)
		}
	}
	replace(1, 1, archive.ErrConflict)
	replace(1, 2, nil)
	replace(1, 3, archive.ErrConflict)
	replace(2, 3, nil)
	replace(3, 1, archive.ErrConflict)
	replace(3, 9, archive.ErrNotFound)
	if got, err := s.Newer(t.Context(), item(1)); err != nil || fmt.Sprint(got) != fmt.Sprint([]string{item(2), item(3)}) {
		t.Error(got, err)
	}
	if all, err := s.Replacements(t.Context(), item(2)); err != nil || len(all) != 2 || all[0].Item != item(2) || all[1].With != item(2) {
		t.Error(all, err)
	}
	if err := s.UndoReplacement(t.Context(), item(1), "Bob", noon); err != nil {
		t.Fatal(err)
	}
	if err := s.UndoReplacement(t.Context(), item(1), "Bob", noon); !errors.Is(err, archive.ErrConflict) {
		t.Error(err)
	}
	if got, err := s.Newer(t.Context(), item(1)); err != nil || len(got) != 0 {
		t.Error(got, err)
	}
	replace(1, 3, nil)
}

func TestMentions(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("a.pdf", "1"))
	item := number + "-0001"
	m := archive.Mention{Place: archive.Place{Item: item, Locator: archive.Locator{Page: 2}}, URL: "https://news.example/a", Title: "A story", Date: "2017-03-21", Quote: "188", By: "a reader", Verdict: archive.Proposed}
	m, err := s.Mention(t.Context(), m, noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Mention(t.Context(), m, noon); !errors.Is(err, archive.ErrConflict) {
		t.Error(err)
	}
	list := func(v archive.Verdict, want int) []archive.Mention {
		t.Helper()
		all, err := s.Mentions(t.Context(), item, v)
		if err != nil || len(all) != want {
			t.Errorf("%s: %d, %v; want %d", v, len(all), err, want)
		}
		return all
	}
	if got := list(archive.Proposed, 1)[0]; cmp.Diff(m, got) != "" {
		t.Error(cmp.Diff(m, got))
	}
	list(archive.Accepted, 0)
	if err := s.RuleMention(t.Context(), item, m.ID, archive.Accepted, "Ann", noon); err != nil {
		t.Fatal(err)
	}
	if got := list(archive.Accepted, 1)[0]; got.Ruler != "Ann" || got.Ruled != noon {
		t.Errorf("%+v", got)
	}
	if err := s.RuleMention(t.Context(), item, "none", archive.Accepted, "Ann", noon); !errors.Is(err, archive.ErrNotFound) {
		t.Error(err)
	}
	if err := s.RuleMention(t.Context(), item, m.ID, archive.Undone, "Ann", noon); !errors.Is(err, archive.ErrInvalid) {
		t.Error(err)
	}
	for i := range waitingOfItem {
		m.URL = fmt.Sprintf("https://news.example/%d", i)
		if _, err := s.Mention(t.Context(), m, noon); err != nil {
			t.Fatal(i, err)
		}
	}
	m.URL = "https://news.example/more"
	if _, err := s.Mention(t.Context(), m, noon); !errors.Is(err, archive.ErrConflict) {
		t.Error("the list of what waits is full:", err)
	}
	m.Verdict = archive.Accepted
	if _, err := s.Mention(t.Context(), m, noon); err != nil {
		t.Error("an editor's is taken all the same:", err)
	}
}
