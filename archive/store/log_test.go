package store

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"readingroom/archive"
	"readingroom/archive/foialog"
)

// linesOf are lines of a log: an entry a row, from row 2.
func linesOf(entries ...foialog.Entry) iter.Seq2[foialog.Line, error] {
	return func(yield func(foialog.Line, error) bool) {
		if !yield(foialog.Line{Table: 1, Row: 1, At: archive.Locator{Row: 1}, Left: foialog.LeftHeader, Text: "Request ID"}, nil) {
			return
		}
		for i, e := range entries {
			if !yield(foialog.Line{Table: 1, Row: i + 2, At: archive.Locator{Row: i + 2}, Entries: []foialog.Entry{e}}, nil) {
				return
			}
		}
	}
}

func TestLogs(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	a, err := s.NewAccession(ctx, archive.Accession{Source: "Elm", Received: time.Unix(1e9, 0)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Receive(ctx, a.Number, []Arrival{arrival("jan.csv", "csv"), arrival("jan.xlsx", "xlsx")}, time.Unix(1e9, 0)); err != nil {
		t.Fatal(err)
	}
	one, two := archive.ItemNumber(a.Number, 1), archive.ItemNumber(a.Number, 2)
	bids := foialog.Entry{Number: "19-001", Requester: "Poe, Ann", Subject: "Bids, 100% of them", Received: "2019-01-02"}
	fines := foialog.Entry{Number: "19-002", Organization: "Bee", Subject: "Fines", Received: "2019-01-03", Closed: "2019-01-13", Disposition: "Released in part", Outcome: "partial grant", Exemptions: []string{"(b)(6)"}}
	dogs := foialog.Entry{Subject: "Dogs", Received: "2019-02-01", Agency: "Oak", Status: "Open"}
	if _, err := s.Log(ctx, one); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("%v", err)
	}
	how := foialog.How{Columns: map[string]foialog.Field{"When": foialog.Received}}
	log, err := s.PutLog(ctx, Log{Item: archive.Item{Number: one}, How: how, Agency: "Elm", By: "Ann"}, linesOf(bids, fines, dogs), time.Unix(1e9, 0))
	if err != nil || log.Tally.Entries != 3 || log.Tally.Left != 1 {
		t.Fatalf("%+v %v", log.Tally, err)
	}
	later := bids
	later.Closed = "2019-01-12"
	if _, err := s.PutLog(ctx, Log{Item: archive.Item{Number: two}, Agency: "ELM", By: "Ann"}, linesOf(later), time.Unix(1e9, 0)); err != nil {
		t.Fatal(err)
	}
	if log, err = s.Log(ctx, one); err != nil || log.How.Columns["When"] != foialog.Received || log.Version != foialog.Version || log.Source != "Elm" {
		t.Errorf("%+v %v", log, err)
	}
	find := func(f LogEntries) string {
		t.Helper()
		all, _, err := s.LogEntries(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, e := range all {
			out = append(out, fmt.Sprintf("%s:%s", e.Place.Item[len(e.Place.Item)-1:], e.Place.Locator))
		}
		return fmt.Sprint(out)
	}
	for _, c := range []struct {
		name string
		f    LogEntries
		want string
	}{
		{"all, the latest first", LogEntries{}, "[1:r4 1:r3 2:r2 1:r2]"},
		{"each request once, the closed one", LogEntries{Once: true}, "[1:r4 1:r3 2:r2]"},
		{"once, of those that are picked", LogEntries{Once: true, Item: one}, "[1:r4 1:r3 1:r2]"},
		{"a log", LogEntries{Item: two}, "[2:r2]"},
		{"agency", LogEntries{Agency: "oak"}, "[1:r4]"},
		{"organization", LogEntries{Requester: "BEE"}, "[1:r3]"},
		{"words", LogEntries{Words: "bids poe"}, "[2:r2 1:r2]"},
		{"a sign of the query language is a sign", LogEntries{Words: "100%"}, "[2:r2 1:r2]"},
		{"no such words", LogEntries{Words: "100_"}, "[]"},
		{"number", LogEntries{Number: "foia 19-001"}, "[2:r2 1:r2]"},
		{"received", LogEntries{Received: archive.Period{From: "2019-01-03", Until: "2019-02-01"}}, "[1:r3]"},
		{"closed until", LogEntries{Closed: archive.Period{Until: "2019-01-13"}}, "[2:r2]"},
		{"outcome", LogEntries{Disposition: "Partial Grant"}, "[1:r3]"},
		{"its own words", LogEntries{Disposition: "in part"}, "[1:r3]"},
		{"open", LogEntries{Status: "open"}, "[1:r4 1:r2]"},
		{"closed by its days", LogEntries{Status: "closed"}, "[1:r3 2:r2]"},
		{"exemption", LogEntries{Exemption: "(b)(6)"}, "[1:r3]"},
		{"row", LogEntries{Row: archive.Place{Item: one, Locator: archive.Locator{Row: 3, Col: 2}}}, "[1:r3]"},
		{"sorted", LogEntries{Sort: "days"}, "[1:r2 1:r4 1:r3 2:r2]"},
		{"sorted the other way", LogEntries{Sort: "-number"}, "[1:r3 2:r2 1:r2 1:r4]"},
	} {
		if got := find(c.f); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	for _, sort := range append([]string{"", "-days"}, LogSorts...) {
		var paged []int64
		f := LogEntries{Sort: sort, Limit: 1}
		for range 10 {
			some, more, err := s.LogEntries(ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range some {
				paged = append(paged, e.ID)
			}
			if f.After = more; more == "" {
				break
			}
		}
		all, _, _ := s.LogEntries(ctx, LogEntries{Sort: sort})
		var whole []int64
		for _, e := range all {
			whole = append(whole, e.ID)
		}
		if !slices.Equal(paged, whole) || len(paged) != 4 {
			t.Errorf("by %q, page by page: %v, want %v", sort, paged, whole)
		}
	}
	for _, bad := range []LogEntries{{Sort: "colour"}, {After: "x"}, {Sort: "days", After: "1~x"}} {
		if _, _, err := s.LogEntries(ctx, bad); !errors.Is(err, archive.ErrInvalid) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if entries, requests, logs, err := s.CountLogEntries(ctx, LogEntries{}); err != nil || entries != 4 || requests != 3 || logs != 2 {
		t.Errorf("%d %d %d %v", entries, requests, logs, err)
	}
	days, err := s.LogAgencies(ctx, LogEntries{})
	if err != nil || len(days) != 2 || days[0].Requests != 2 || days[0].Closed != 2 || days[0].Median != 10 || days[0].Ninety != 10 || days[1] != (AgencyDays{Agency: "Oak", Requests: 1}) {
		t.Errorf("%+v %v", days, err)
	}
	all, _, _ := s.LogEntries(ctx, LogEntries{Number: "19-001"})
	if copies, err := s.LogCopies(ctx, all[0].Request); err != nil || len(copies) != 2 || all[0].Copies != 1 {
		t.Errorf("%+v %v", copies, err)
	}
	if left, err := s.LogLeft(ctx, one, 0, 0); err != nil || len(left) != 1 || left[0].Reason != foialog.LeftHeader || left[0].Locator.Row != 1 {
		t.Errorf("%+v %v", left, err)
	}

	// What ends with an error leaves all as it was.
	broken := func(yield func(foialog.Line, error) bool) {
		for l := range linesOf(dogs) {
			yield(l, nil)
		}
		yield(foialog.Line{}, archive.ErrCorrupt)
	}
	if _, err := s.PutLog(ctx, Log{Item: archive.Item{Number: one}}, broken, time.Unix(1e9, 0)); !errors.Is(err, archive.ErrCorrupt) {
		t.Errorf("%v", err)
	}
	if got := find(LogEntries{Item: one}); got != "[1:r4 1:r3 1:r2]" {
		t.Errorf("after an error: %s", got)
	}
	if err := s.DropLog(ctx, one); err != nil {
		t.Fatal(err)
	}
	if got := find(LogEntries{}); got != "[2:r2]" {
		t.Errorf("after one was dropped: %s", got)
	}
	if err := s.DropLog(ctx, one); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("%v", err)
	}
}
