package foia

import (
	"errors"
	"strings"
	"testing"

	"readingroom/archive"
)

// A law with a table of its own that ends with 2017.
var ownLaw = Law{
	Code: "xx-own", Holidays: OwnCalendar, Answer: Limit{5, true, "s. 1"}, Appeal: Limit{3, true, "s. 2"},
	Own: []Holiday{{"2017-12-25", "Christmas Day"}, {"2017-12-26", "Boxing Day"}},
}

func TestOwnHolidays(t *testing.T) {
	a, err := Due(ownLaw, Clock{Received: "2017-12-20"}, "2017-12-21")
	if err != nil || a.Due != "2017-12-29" {
		t.Fatalf("due %s, %v; want 2017-12-29", a.Due, err)
	}
	why := ""
	for _, d := range a.Days {
		why += d.Why + "|"
	}
	if !strings.Contains(why, "|Christmas Day|Boxing Day|") {
		t.Errorf("the account does not name the holidays: %s", why)
	}
}

func TestATableOfHolidaysThatEndsTooEarly(t *testing.T) {
	for _, c := range []struct{ name, received, today, wrong string }{
		{"the count goes beyond it", "2017-12-27", "2017-12-27", "rows from 2017 to 2017 and none for 2018"},
		{"it begins after it", "2016-03-01", "2016-03-01", "none for 2016"},
		{"it does not", "2017-06-01", "2017-06-01", ""},
		{"today lies beyond it", "2017-06-01", "2018-06-01", ""},
	} {
		a, err := Due(ownLaw, Clock{Received: c.received}, c.today)
		switch {
		case c.wrong == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.wrong != "" && (!errors.Is(err, archive.ErrInvalid) || !strings.Contains(err.Error(), c.wrong) || !strings.Contains(err.Error(), "add the holidays of")):
			t.Errorf("%s: %v", c.name, err)
		}
		if c.today == "2018-06-01" && (a.Status != Overdue || !strings.Contains(a.Note, "2018")) {
			t.Errorf("%s: %s, note %q; want overdue, and the note to name 2018", c.name, a.Status, a.Note)
		}
	}
	if _, err := AppealBy(ownLaw, "2017-12-28"); err == nil || !strings.Contains(err.Error(), "2018") {
		t.Errorf("appeal by: %v", err)
	}
}

func TestOwnHolidaysBesideACalendar(t *testing.T) {
	l := USFOIA
	l.Own = []Holiday{{"2017-05-05", "The agency was shut"}}
	a, err := Due(l, Clock{Received: "2017-04-13"}, "2017-05-11")
	if err != nil || a.Due != "2017-05-12" {
		t.Errorf("due %s, %v; want one day later than 2017-05-11", a.Due, err)
	}
}
