package store

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/message"
)

// plan says how the database answers a query, a line for each of its steps.
func plan(t *testing.T, s *Store, query string, args ...any) string {
	t.Helper()
	steps, err := list(t.Context(), s.read, `EXPLAIN QUERY PLAN `+query, args, func(row scanner) (step string, err error) {
		var id, parent, unused int
		return step, row.Scan(&id, &parent, &unused, &step)
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(steps, "\n")
}

// A page of the list of documents must not cost more the more of them there are.
func TestItemsAreFoundByAnIndexWhereAPageBegins(t *testing.T) {
	s := open(t)
	for _, c := range []struct {
		f    Filter
		want string // of the index that is searched, for each part of what comes after
	}{
		{Filter{Limit: 100}, "SCAN i USING INDEX item_order"},
		{Filter{Limit: 100, After: "2026-001-0500"}, "SEARCH i USING INDEX item_order"},
		{Filter{Limit: 100, With: WithRows}, "SCAN i USING INDEX item_rows"},
		{Filter{Limit: 100, With: WithRows, After: "2026-001-0500"}, "SEARCH i USING INDEX item_rows"},
		{Filter{Limit: 100, With: WithAside}, "SCAN i USING INDEX item_aside"},
		{Filter{Parent: "2026-001-0500"}, "INDEX receipt_parent"},
	} {
		for _, p := range c.f.parts() {
			query, args := c.f.query(p, c.f.Limit)
			got := plan(t, s, query, args...)
			if !strings.Contains(got, c.want) || c.f.Limit > 0 && strings.Contains(got, "TEMP B-TREE") {
				t.Errorf("%+v: want %s\n%s", c.f, c.want, got)
			}
		}
	}
}

func TestItemsComeInPagesByTheirNumbers(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	if _, err := s.write.Exec(`UPDATE accession SET next_item = 9998`); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		receiveAll(t, s, number, arrival(fmt.Sprint(i), fmt.Sprint(i)))
	}
	if _, err := s.write.Exec(`UPDATE item SET row_count = 1 WHERE number <> '2026-001-10000'`); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		with  With
		limit int
		want  string
	}{
		{"", 2, "9998 9999 10000 10001 10002"},
		{"", 3, "9998 9999 10000 10001 10002"},
		{"", 0, "9998 9999 10000 10001 10002"},
		{WithRows, 2, "9998 9999 10001 10002"},
		{WithAside, 2, ""},
	} {
		var got []string
		for after := ""; ; {
			some, err := s.Items(t.Context(), Filter{With: c.with, After: after, Limit: c.limit})
			if err != nil || c.limit > 0 && len(some) > c.limit {
				t.Fatal(len(some), err)
			}
			if len(some) == 0 {
				break
			}
			for _, it := range some {
				after = it.Number
				got = append(got, strings.TrimPrefix(it.Number, "2026-001-"))
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q, %d at a time: %s, want %s", c.with, c.limit, g, c.want)
		}
	}
}

func TestEachItemComesOnceAndInOrder(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	var arrivals []Arrival
	for i := range 2*eachAtOnce + 1 {
		arrivals = append(arrivals, arrival(fmt.Sprint(i), fmt.Sprint(i)))
	}
	receiveAll(t, s, number, arrivals...)
	n := 0
	for it, err := range s.EachItem(t.Context(), Filter{After: archive.ItemNumber(number, 1)}) {
		if n++; err != nil || it.Number != archive.ItemNumber(number, n+1) {
			t.Fatal(n, it.Number, err)
		}
	}
	if n != 2*eachAtOnce {
		t.Errorf("%d items", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for it, err := range s.EachItem(ctx, Filter{}) {
		if err == nil {
			t.Errorf("%s came after the end", it.Number)
		}
	}
}

func TestArrivalsComeInPages(t *testing.T) {
	s := open(t)
	number := accession(t, s)
	receiveAll(t, s, number, arrival("a", "1"), arrival("b", "2"), arrival("c", "3"))
	some, err := s.ReceivedFrom(t.Context(), number, 1, 1)
	if err != nil || len(some) != 1 || some[0].Path != "b" {
		t.Errorf("%+v, %v", some, err)
	}
	if some, err = s.ReceivedFrom(t.Context(), number, 3, 1); err != nil || len(some) != 0 {
		t.Errorf("%+v, %v", some, err)
	}
}

func TestCountsAreThoseOfOneAccessionOrOfAll(t *testing.T) {
	s := open(t)
	a, b := accession(t, s), accession(t, s)
	receiveAll(t, s, a, arrival("a", "1"), arrival("b", "2"))
	receiveAll(t, s, b, arrival("c", "2"), arrival("d", "3"))
	for number, want := range map[string]Counts{
		a:          {Accessions: 1, Files: 2, Items: 2, Waiting: 2},
		b:          {Accessions: 1, Files: 2, Items: 1, Duplicates: 1, Waiting: 2},
		"":         {Accessions: 2, Files: 4, Items: 3, Duplicates: 1, Waiting: 3},
		"2031-001": {},
	} {
		if got, err := s.Count(t.Context(), number); err != nil || got != want {
			t.Errorf("%q: %+v, %v; want %+v", number, got, err, want)
		}
	}
}

// A hundred thousand messages may have one subject.
func TestMessagesOfOneSubjectAreFoundByTheirTime(t *testing.T) {
	s := open(t)
	got := plan(t, s, nearestQuery, "s:report", 100, 3)
	if strings.Count(got, "SEARCH message_key USING COVERING INDEX message_key_at (name=? AND sent_at") != 2 {
		t.Error(got)
	}
	number := accession(t, s)
	for n := range 9 {
		receiveAll(t, s, number, arrival(fmt.Sprint(n), fmt.Sprint(n)))
		it, err := s.Item(t.Context(), archive.ItemNumber(number, n+1))
		if err != nil {
			t.Fatal(err)
		}
		sent := noon.AddDate(0, 0, n).Format("2006-01-02T15:04:05Z07:00")
		m := message.Found{Message: archive.Message{Number: 1, Subject: "Weekly report", From: "a@b.gov", Date: sent}}
		if err := s.SetMessages(t.Context(), it, []message.Found{m}, 1); err != nil {
			t.Fatal(err)
		}
	}
	of, err := s.Messages(t.Context(), archive.ItemNumber(number, 4))
	if err != nil || len(of) != 1 {
		t.Fatal(len(of), err)
	}
	near, err := nearest(t.Context(), s.read, "s:"+of[0].Trace.Subject, of[0].Trace, 4)
	if err != nil {
		t.Fatal(err)
	}
	var items []string
	for _, m := range near {
		items = append(items, m.Item[len(m.Item)-1:])
	}
	if got := strings.Join(items, " "); got != "4 3 5 2" {
		t.Errorf("the nearest to 4 are %s", got)
	}
}

// Everything speaks of the United States: what does is not all looked at for the
// first page of it.
func TestWhatSpeaksOfAPlaceIsFoundByItsDay(t *testing.T) {
	s := open(t)
	for _, c := range []struct {
		f    Speakers
		want string
	}{
		{Speakers{}, "place_count_day (place=? AND day>? AND day<?)"},
		{Speakers{When: "2017"}, "place_count_day (place=? AND day>? AND day<?)"},
		{Speakers{Doubtful: true}, "place_count_doubt (place=? AND day>? AND day<?)"},
	} {
		got := plan(t, s, c.f.query(), "us", "", c.f.When, 10, 0)
		if !strings.Contains(got, "SEARCH c USING INDEX "+c.want) || !strings.Contains(got, "TEMP B-TREE FOR LAST 2 TERMS") {
			t.Errorf("%+v: want %s\n%s", c.f, c.want, got)
		}
	}
}

// What speaks of a period is found from its days, not by going through all that
// any document speaks of.
func TestWhatSpeaksOfAPeriodIsFoundFromItsDays(t *testing.T) {
	s := open(t)
	got := plan(t, s, countCovering, "2017-01-01", "2018-01-01")
	if !strings.Contains(got, "SEARCH c USING COVERING INDEX sqlite_autoindex_period_count_1 (span=?)") || !strings.Contains(got, "SEARCH n USING COVERING INDEX linking_span (span=?)") {
		t.Error(got)
	}
}
