package search

import (
	"testing"

	"readingroom/search/query"
)

func TestFigures(t *testing.T) {
	a := newAnalyzer()
	for _, c := range []struct {
		asked, cell string
		want        bool
	}{
		{">50", "188", true},
		{">50", " 1,203 ", true},
		{">50", "$1,203.50", true},
		{">50", "US$ 60", true},
		{">50", "60%", true},
		{">50", "60*", true},
		{">50", "60 days", true},
		{">50", "60 detainers declined", true},
		{">50", "60 of the 80 that were asked for", false},
		{">50", "2.5 million", true},
		{"<0", "(3)", true},
		{"<0", "-3", true},
		{"<0", "-12 days", true},
		{">0", "B-52", false},
		{">0", "5-10", false},
		{">0", "17-cv-01234", false},
		{">0", "4 July", false},
		{">0", "", false},
		{">0", "Room 4", false},
		{">50", "2/4/2017", false},
		{"<5", "2/4/2017", false},
		{"<5", "February 4, 2017", false},
		{"=2017", "2/4/2017", true},
		{"=2017", "2017", true},
		{"=2016..2017", "2/4/2017", true},
		{">2017", "2/4/2017", false},
		{">50", "2017", true},
		{">=2017-02", "2/4/2017", true},
		{">=2017-02", "2/4/17", true},
		{">=2017-02", "2017-02-04 10:30", true},
		{">=2017-02", "2017-02-04T10:30:00Z", true},
		{">=2017-02", "1/28/2017 9:05 AM", false},
		{">=2017-01-28", "1/28/2017 9:05 AM", true},
		{">=2017-02", "March 2017", true},
		{">=2017-02", "188", false},
		{">=2017-02", "released on 2/4/2017", false},
	} {
		q := query.Parse("column:x" + c.asked)
		if got := a.cellTest(q.Root)(c.cell); got != c.want {
			t.Errorf("%s of %q: %v", c.asked, c.cell, got)
		}
	}
}
