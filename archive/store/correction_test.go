package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
)

// TestCorrections follows a correction from proposal to undoing, and back.
func TestCorrections(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("notice.pdf", "1"), arrival("report.pdf", "2"))
	notice, report := number+"-0001", number+"-0002"
	row := archive.Touch{At: archive.Place{Item: report, Locator: archive.Locator{Page: 2, Table: 1, Row: 9}}, Why: "it lists Franklin County, Iowa"}
	whole := archive.Touch{At: archive.Place{Item: report}}
	in := archive.Correction{
		Kind: archive.CorrectedName, Date: "2017-04-10", Slug: "us/ia/franklin-county", About: "Franklin County, Iowa", Statement: "issued to agencies in similarly named places",
		Notice: archive.Place{Item: notice, Locator: archive.Locator{Page: 1, From: 3, To: 9}}, Touches: []archive.Touch{row, whole}, By: "the program",
	}
	c, err := s.Enter(t.Context(), in, noon)
	if err != nil {
		t.Fatal(err)
	}
	verdict := func(want archive.Verdict, stands bool) {
		t.Helper()
		got, err := s.Correction(t.Context(), c.ID)
		if err != nil || got.Verdict() != want || got.Stands() != stands {
			t.Errorf("%s, stands %v, %v; want %s", got.Verdict(), got.Stands(), err, want)
		}
	}
	rule := func(v archive.Verdict, want error) {
		t.Helper()
		if err := s.Rule(t.Context(), c.ID, archive.Ruling{Verdict: v, By: "Ann"}, noon); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", v, err, want)
		}
	}
	verdict(archive.Proposed, false)
	rule(archive.Undone, archive.ErrConflict)
	rule(archive.Accepted, nil)
	rule(archive.Accepted, archive.ErrConflict)
	verdict(archive.Accepted, true)
	for _, items := range [][]string{{report}, {notice, report}} {
		all, err := s.CorrectionsOf(t.Context(), items...)
		if err != nil || len(all) != 1 {
			t.Fatalf("of %v: %d, %v", items, len(all), err)
		}
		in.ID, in.At, in.Rulings = c.ID, noon, []archive.Ruling{{Verdict: archive.Accepted, By: "Ann", At: noon}}
		if diff := cmp.Diff(in, all[0]); diff != "" {
			t.Error(diff)
		}
	}
	if all, err := s.CorrectionsOf(t.Context(), notice); err != nil || len(all) != 0 {
		t.Errorf("a notice is not what it corrects: %v, %v", all, err)
	}
	if all, err := s.CorrectionsBy(t.Context(), notice); err != nil || len(all) != 1 {
		t.Errorf("by the notice: %v, %v", all, err)
	}
	rule(archive.Undone, nil)
	verdict(archive.Undone, false)
	rule(archive.Accepted, nil)
	in.Touches, in.By, in.Rulings = in.Touches[:1], "Bob", []archive.Ruling{{Verdict: archive.Accepted, By: "Bob"}}
	later, err := s.Amend(t.Context(), c.ID, in, noon)
	if err != nil {
		t.Fatal(err)
	}
	verdict(archive.Replaced, false)
	if got, err := s.Correction(t.Context(), later.ID); err != nil || !got.Stands() || len(got.Touches) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	if all, err := s.AllCorrections(t.Context()); err != nil || len(all) != 2 || all[0].ID != later.ID {
		t.Errorf("%v, %v", all, err)
	}
}

func TestACorrectionOfNothingKnownIsRefused(t *testing.T) {
	s := open(t)
	for name, c := range map[string]archive.Correction{
		"no such notice": {Notice: archive.Place{Item: "2026-001-0009"}},
		"no such report": {Touches: []archive.Touch{{At: archive.Place{Item: "2026-001-0009"}}}},
	} {
		if _, err := s.Enter(t.Context(), c, noon); !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.Enter(t.Context(), archive.Correction{Touches: make([]archive.Touch, 2001)}, noon); !errors.Is(err, archive.ErrInvalid) {
		t.Errorf("too many: %v", err)
	}
	if all, err := s.AllCorrections(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("something was kept: %v, %v", all, err)
	}
}
