package foia

import (
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
)

func TestLawsAreReadAsTheyAreWritten(t *testing.T) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(LawColumns())
	for _, l := range Laws {
		_ = w.Write(l.Row())
	}
	w.Flush()
	got, err := ReadLaws(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(Laws, got); d != "" {
		t.Error(d)
	}
}

func TestALawOfATableCounts(t *testing.T) {
	all, err := ReadLaws(strings.NewReader("code,name,citation,holidays,answer_days,answer_unit,answer_cite,rolls_over\nxx,An Act,Act 1,none,10,calendar,s. 5,yes\n"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := Due(all[0], Clock{Received: "2017-04-12"}, "2017-04-13")
	if err != nil || a.Due != "2017-04-24" { // the 22nd is a Saturday
		t.Errorf("due %s, %v", a.Due, err)
	}
}

func TestReadLawsNamesEachMistake(t *testing.T) {
	for _, c := range []struct{ csv, want string }{
		{"code,name\nx,X\n", `row 1: the column "citation" is missing`},
		{"code,name,citation,answer_days\nx,X,Y,5\n", "row 2, answer_cite: name the provision that allows these 5 days"},
		{"code,name,citation,answer_days,answer_cite\nx,X,Y,five,s. 1\n", `row 2, answer_days: "five" is no number of days`},
		{"code,name,citation,answer_days,answer_cite\nx,X,Y,-5,s. 1\n", `row 2, answer_days: "-5"`},
		{"code,name,citation,answer_days,answer_cite\nx,X,Y,99999999999999999999,s. 1\n", `row 2, answer_days`},
		{"code,name,citation,answer_days,answer_cite\nx,X,Y,9999,s. 1\n", "9999 days are more than ten years"},
		{"code,name,citation,answer_unit\nx,X,Y,business\n", `row 2, answer_unit: "business" is none of working, calendar`},
		{"code,name,citation,holidays\nx,X,Y,us-zz\n", `row 2, holidays: "us-zz" is none of us, `},
		{"code,name,citation,tolls\nx,X,Y,maybe\n", `row 2, tolls: "maybe" is none of no, yes`},
		{"code,name,citation\nX Y,X,Y\n", `row 2, code: "X Y" is no code`},
		{"code,name,citation,source\nx,X,Y,file:///etc/passwd\n", "row 2, source"},
		{"code,name,citation\nx,X,Y\nx,Z,Y\n", `row 3, code: "x" stands in row 2 already`},
	} {
		_, err := ReadLaws(strings.NewReader(c.csv))
		if err == nil || !errors.Is(err, archive.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v\nwant %s", c.csv, err, c.want)
		}
	}
}

func TestReadHolidays(t *testing.T) {
	all, err := ReadHolidays(strings.NewReader("name,date\nBoxing Day,2017-12-26\nChristmas Day,2017-12-25\n"))
	if err != nil || cmp.Diff([]Holiday{{"2017-12-25", "Christmas Day"}, {"2017-12-26", "Boxing Day"}}, all) != "" {
		t.Errorf("%v, %v", all, err)
	}
	for _, c := range []struct{ csv, want string }{
		{"date,name\n26/12/2017,Boxing Day\n", `row 2, date: "26/12/2017" is no day`},
		{"date,name\n2017-02-30,X\n", `row 2, date: "2017-02-30" is no day`},
		{"date,name\n1066-10-14,X\n", "row 2, date: 1066-10-14 lies outside the years"},
		{"date,name\n2017-12-26,\n", "row 2, name: it is empty"},
		{"date,name\n2017-12-26,X\n2017-12-26,Y\n", "row 3, date: 2017-12-26 stands in row 2 already"},
	} {
		_, err := ReadHolidays(strings.NewReader(c.csv))
		if err == nil || !errors.Is(err, archive.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v\nwant %s", c.csv, err, c.want)
		}
	}
}
