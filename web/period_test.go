package web

import (
	"testing"

	"readingroom/archive"
)

func TestPeriodsOfAPageAreListedOnce(t *testing.T) {
	link := func(from, until string, start int) archive.PeriodLink {
		return archive.PeriodLink{Page: 3, Start: start, End: start + 5, Period: archive.Period{From: from, Until: until}}
	}
	got := periods([]archive.PeriodLink{
		link("2017-02-01", "2017-02-02", 0),
		link("2017-01-28", "2017-02-04", 10),
		link("2016-12-06", "2016-12-07", 20),
		link("2017-01-28", "2017-02-04", 30),
	}, "2026-001-0002")
	want := []string{"28 January 2017 to 3 February 2017", "6 December 2016", "1 February 2017"}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, p := range got {
		if p.InWords() != want[i] {
			t.Errorf("%d: %s, want %s", i, p.InWords(), want[i])
		}
	}
	if got[0].URL != "/cite/2026-001-0002:p3:s10-15" {
		t.Error(got[0].URL)
	}
}
