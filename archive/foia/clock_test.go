package foia

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"readingroom/archive"
)

func info(from, until string) Toll {
	return Toll{Kind: TollInformation, From: from, Until: until}
}

func fee(from, until string) Toll { return Toll{Kind: TollFee, From: from, Until: until} }

func TestDue(t *testing.T) {
	far := "2099-12-31"
	for _, c := range []struct {
		law, name string
		clock     Clock
		today     string
		due       string
		status    Status
		left      int
	}{
		// Judicial Watch v. DHS, No. 1:17-cv-01008 (D.D.C.), complaint: request of April 13, 2017, answer due by May 11, 2017.
		{"us-foia", "Judicial Watch", Clock{Received: "2017-04-13"}, "2017-05-26", "2017-05-11", Overdue, -11},
		// 20 working days from each weekday of a month without a holiday: August 2017.
		{"us-foia", "Monday", Clock{Received: "2017-08-07"}, far, "2017-09-05", Overdue, 0},
		{"us-foia", "Tuesday", Clock{Received: "2017-08-01"}, far, "2017-08-29", Overdue, 0},
		{"us-foia", "Saturday", Clock{Received: "2017-08-05"}, far, "2017-09-01", Overdue, 0},
		{"us-foia", "Sunday", Clock{Received: "2017-08-06"}, far, "2017-09-01", Overdue, 0},
		// Holidays in between, each skipped: 5 U.S.C. 6103.
		{"us-foia", "Memorial Day", Clock{Received: "2017-05-15"}, far, "2017-06-13", Overdue, 0},
		{"us-foia", "Independence Day on a Tuesday", Clock{Received: "2017-06-20"}, far, "2017-07-19", Overdue, 0},
		{"us-foia", "Thanksgiving and Veterans Day observed", Clock{Received: "2017-11-01"}, far, "2017-12-01", Overdue, 0},
		{"us-foia", "Christmas and New Year", Clock{Received: "2017-12-14"}, far, "2018-01-16", Overdue, 0},
		{"us-foia", "New Year observed the year before", Clock{Received: "2021-12-20"}, far, "2022-01-20", Overdue, 0},
		{"us-foia", "Juneteenth is none in 2020", Clock{Received: "2020-06-01"}, far, "2020-06-29", Overdue, 0},
		{"us-foia", "Juneteenth is one in 2023", Clock{Received: "2023-06-01"}, far, "2023-06-30", Overdue, 0},
		{"us-foia", "Inauguration Day counts", Clock{Received: "2017-01-03"}, far, "2017-02-01", Overdue, 0},
		{"us-foia", "leap day", Clock{Received: "2016-02-12"}, far, "2016-03-14", Overdue, 0},
		{"us-foia", "received on a holiday", Clock{Received: "2017-07-04"}, far, "2017-08-01", Overdue, 0},
		// Where it stands; a request is in one list only.
		{"us-foia", "the day it came", Clock{Received: "2017-04-13"}, "2017-04-13", "2017-05-11", Running, 20},
		{"us-foia", "the day after", Clock{Received: "2017-04-13"}, "2017-04-14", "2017-05-11", Running, 19},
		{"us-foia", "the day before", Clock{Received: "2017-04-13"}, "2017-05-10", "2017-05-11", Running, 1},
		{"us-foia", "the day itself", Clock{Received: "2017-04-13"}, "2017-05-11", "2017-05-11", DueToday, 0},
		{"us-foia", "one day over", Clock{Received: "2017-04-13"}, "2017-05-12", "2017-05-11", Overdue, -1},
		{"us-foia", "over, on the weekend after", Clock{Received: "2017-04-13"}, "2017-05-14", "2017-05-11", Overdue, -1},
		{"us-foia", "answered on the last day", Clock{Received: "2017-04-13", Answered: "2017-05-11"}, far, "2017-05-11", InTime, 0},
		{"us-foia", "answered early", Clock{Received: "2017-04-13", Answered: "2017-04-13"}, far, "2017-05-11", InTime, 0},
		{"us-foia", "answered a day late", Clock{Received: "2017-04-13", Answered: "2017-05-12"}, far, "2017-05-11", Late, -1},
		// Routing, 552(a)(6)(A)(ii): at the latest ten days after any component had it.
		{"us-foia", "routed soon", Clock{Received: "2017-04-13", First: "2017-04-10"}, far, "2017-05-11", Overdue, 0},
		{"us-foia", "routed on the tenth day", Clock{Received: "2017-04-13", First: "2017-03-30"}, far, "2017-05-11", Overdue, 0},
		{"us-foia", "routed late", Clock{Received: "2017-04-13", First: "2017-03-29"}, far, "2017-05-10", Overdue, 0},
		{"us-foia", "routed very late", Clock{Received: "2017-04-13", First: "2017-03-01"}, far, "2017-04-12", Overdue, 0},
		// Tolls, 552(a)(6)(A)(ii)(I) and (II): from the day of the question to that of the answer.
		{"us-foia", "one question", Clock{Received: "2017-04-13", Tolls: []Toll{info("2017-04-20", "2017-04-25")}}, far, "2017-05-17", Overdue, 0},
		{"us-foia", "asked and answered on one day", Clock{Received: "2017-04-13", Tolls: []Toll{info("2017-04-20", "2017-04-20")}}, far, "2017-05-12", Overdue, 0},
		{"us-foia", "asked on a weekend", Clock{Received: "2017-04-13", Tolls: []Toll{info("2017-04-15", "2017-04-16")}}, far, "2017-05-11", Overdue, 0},
		{"us-foia", "asked on the day of receipt", Clock{Received: "2017-04-13", Tolls: []Toll{info("2017-04-13", "2017-04-14")}}, far, "2017-05-12", Overdue, 0},
		{"us-foia", "a second question stops nothing", Clock{Received: "2017-04-13", Tolls: []Toll{info("2017-04-20", "2017-04-20"), info("2017-05-01", "2017-05-05")}}, far, "2017-05-12", Overdue, 0},
		{"us-foia", "questions about fees all do", Clock{Received: "2017-04-13", Tolls: []Toll{fee("2017-04-20", "2017-04-20"), fee("2017-05-01", "2017-05-02")}}, far, "2017-05-16", Overdue, 0},
		{"us-foia", "both at once count once", Clock{Received: "2017-04-13", Tolls: []Toll{info("2017-04-20", "2017-04-21"), fee("2017-04-20", "2017-04-21")}}, far, "2017-05-15", Overdue, 0},
		{"us-foia", "no answer yet", Clock{Received: "2017-04-13", Tolls: []Toll{info("2017-04-20", "")}}, "2017-06-01", "", Stopped, 0},
		{"us-foia", "asked after the last day", Clock{Received: "2017-04-13", Tolls: []Toll{info("2017-05-12", "")}}, "2017-06-01", "2017-05-11", Overdue, -14},
		{"us-foia", "asked on the last day", Clock{Received: "2017-04-13", Tolls: []Toll{info("2017-05-11", "2017-05-12")}}, far, "2017-05-15", Overdue, 0},
		{"us-foia", "answered while stopped", Clock{Received: "2017-04-13", Tolls: []Toll{info("2017-04-20", "")}, Answered: "2017-08-01"}, far, "", InTime, 0},
		// Unusual circumstances, 552(a)(6)(B): ten working days more, never calendar days.
		{"us-foia", "extended", Clock{Received: "2017-04-13", Extended: "2017-05-01"}, far, "2017-05-25", Overdue, 0},
		{"us-foia", "extended over Memorial Day", Clock{Received: "2017-04-24", Extended: "2017-05-01"}, far, "2017-06-06", Overdue, 0},
		{"us-foia", "extended by less", Clock{Received: "2017-04-13", Extended: "2017-05-01", By: 3}, far, "2017-05-16", Overdue, 0},
		{"us-foia", "extended by more than is allowed", Clock{Received: "2017-04-13", Extended: "2017-05-01", By: 90}, far, "2017-05-25", Overdue, 0},
		{"us-foia", "extended on the last day", Clock{Received: "2017-04-13", Extended: "2017-05-11"}, far, "2017-05-25", Overdue, 0},
		{"us-foia", "extended too late", Clock{Received: "2017-04-13", Extended: "2017-05-12"}, far, "2017-05-11", Overdue, 0},
		{"us-foia", "toll within the extension", Clock{Received: "2017-04-13", Extended: "2017-05-01", Tolls: []Toll{fee("2017-05-15", "2017-05-16")}}, far, "2017-05-30", Overdue, 0},
		// California: ten days from receipt, Gov. Code 7922.535(a); the last day moves, Gov. Code 6707.
		{"us-ca-cpra", "ten days", Clock{Received: "2017-04-03"}, far, "2017-04-13", Overdue, 0},
		{"us-ca-cpra", "ends on a Sunday", Clock{Received: "2017-04-06"}, far, "2017-04-17", Overdue, 0},
		{"us-ca-cpra", "ends on Cesar Chavez Day", Clock{Received: "2017-03-21"}, far, "2017-04-03", Overdue, 0},
		{"us-ca-cpra", "extended by fourteen days", Clock{Received: "2017-04-03", Extended: "2017-04-10"}, far, "2017-04-27", Overdue, 0},
		{"us-ca-cpra", "a question stops nothing", Clock{Received: "2017-04-03", Tolls: []Toll{info("2017-04-05", "2017-04-07")}}, far, "2017-04-13", Overdue, 0},
		// New York: five business days, Pub. Off. Law 89(3)(a).
		{"us-ny-foil", "five days", Clock{Received: "2017-04-13"}, far, "2017-04-20", Overdue, 0},
		{"us-ny-foil", "over Election Day", Clock{Received: "2017-11-03"}, far, "2017-11-13", Overdue, 0},
		{"us-ny-foil", "twenty more on acknowledgment", Clock{Received: "2017-04-13", Extended: "2017-04-20"}, far, "2017-05-18", Overdue, 0},
		// Texas: ten business days, Gov't Code 552.221(d).
		{"us-tx-pia", "ten days", Clock{Received: "2017-05-01"}, far, "2017-05-15", Overdue, 0},
		{"us-tx-pia", "over San Jacinto Day", Clock{Received: "2017-04-13"}, far, "2017-04-28", Overdue, 0},
		{"us-tx-pia", "over Christmas", Clock{Received: "2018-12-20"}, far, "2019-01-09", Overdue, 0},
		// Illinois: five business days and five more, 5 ILCS 140/3(d) and (e).
		{"us-il-foia", "five days", Clock{Received: "2017-04-13"}, far, "2017-04-20", Overdue, 0},
		{"us-il-foia", "extended", Clock{Received: "2017-04-13", Extended: "2017-04-19"}, far, "2017-04-27", Overdue, 0},
		{"us-il-foia", "over the general election", Clock{Received: "2018-11-05"}, far, "2018-11-14", Overdue, 0},
		// Washington: five business days, RCW 42.56.520(1).
		{"us-wa-pra", "five days", Clock{Received: "2017-04-13"}, far, "2017-04-20", Overdue, 0},
		{"us-wa-pra", "over Thanksgiving", Clock{Received: "2017-11-20"}, far, "2017-11-29", Overdue, 0},
		// Florida names no days, Fla. Stat. 119.07(1)(c).
		{"us-fl-prl", "no number of days", Clock{Received: "2017-04-13"}, far, "", NoLimit, 0},
	} {
		law, ok := LawOf(c.law)
		if !ok {
			t.Fatalf("no law %s", c.law)
		}
		a, err := Due(law, c.clock, c.today)
		if err != nil {
			t.Errorf("%s, %s: %v", c.law, c.name, err)
			continue
		}
		if a.Due != c.due || a.Status != c.status || c.today != far && a.Left != c.left {
			t.Errorf("%s, %s: due %s, %s, %d left; want %s, %s, %d", c.law, c.name, a.Due, a.Status, a.Left, c.due, c.status, c.left)
		}
	}
}

func TestTheAccountSaysWhy(t *testing.T) {
	a, err := Due(USFOIA, Clock{Received: "2017-05-24", Extended: "2017-06-01", Tolls: []Toll{fee("2017-05-26", "2017-05-30")}}, "2017-06-05")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range a.Days[:9] {
		fmt.Fprintf(&b, "%s %v %s\n", d.Date[5:], d.Counted, d.Why)
	}
	want := `05-24 false Day of receipt; the count begins on the day after
05-25 true Working day 1
05-26 false Clock stopped: the agency asked about fees on 2017-05-26
05-27 false Clock stopped: the agency asked about fees on 2017-05-26
05-28 false Clock stopped: the agency asked about fees on 2017-05-26
05-29 false Clock stopped: the agency asked about fees on 2017-05-26
05-30 false Clock stopped: the agency asked about fees on 2017-05-26
05-31 true Working day 2
06-01 true Working day 3
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
	last := a.Days[len(a.Days)-1]
	if last.Date != a.Due || last.Why != "Working day 30, 10 of the extension" || a.Extension.From != "2017-06-26" {
		t.Errorf("last day %+v, extension %+v", last, a.Extension)
	}
}

func TestWhatCannotBe(t *testing.T) {
	for _, c := range []struct {
		law   string
		clock Clock
		says  string
	}{
		{"us-foia", Clock{}, "received"},
		{"us-foia", Clock{Received: "2017-02-30"}, "received"},
		{"us-foia", Clock{Received: "1066-10-14"}, "outside the years"},
		{"us-foia", Clock{Received: "2017-04-13", First: "2017-04-14"}, "first received"},
		{"us-foia", Clock{Received: "2017-04-13", Answered: "2017-04-12"}, "answered"},
		{"us-foia", Clock{Received: "2017-04-13", Extended: "2017-04-12"}, "extension"},
		{"us-foia", Clock{Received: "2017-04-13", Extended: "2017-04-20", By: -1}, "extension"},
		{"us-wa-pra", Clock{Received: "2017-04-13", Extended: "2017-04-14"}, "knows none"},
		{"us-foia", Clock{Received: "2017-04-13", Tolls: []Toll{info("2017-04-12", "")}}, "toll 1"},
		{"us-foia", Clock{Received: "2017-04-13", Tolls: []Toll{info("2017-04-20", "2017-04-19")}}, "toll 1"},
		{"us-foia", Clock{Received: "2017-04-13", Tolls: []Toll{{Kind: "mood", From: "2017-04-20"}}}, "toll 1"},
		{"us-foia", Clock{Received: "2017-04-13", Tolls: []Toll{info("soon", "")}}, "toll 1"},
	} {
		law, _ := LawOf(c.law)
		if _, err := Due(law, c.clock, "2017-05-01"); !errors.Is(err, archive.ErrInvalid) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v, want it to speak of %q", c.clock, err, c.says)
		}
	}
	if _, err := Due(USFOIA, Clock{Received: "2017-04-13"}, "today"); !errors.Is(err, archive.ErrInvalid) {
		t.Error(err)
	}
}

// Whatever happens to a request: the last day is a working day and the last
// that is counted, every day up to it is explained, and one more toll never
// brings it nearer.
func TestDueHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	begin := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
	cal := calendarOf(USFOIA)
	for range 2000 {
		received := begin.AddDate(0, 0, r.IntN(4500))
		c := Clock{Received: day(received)}
		for range r.IntN(3) {
			from := received.AddDate(0, 0, r.IntN(30))
			c.Tolls = append(c.Tolls, Toll{Kind: TollFee, From: day(from), Until: day(from.AddDate(0, 0, r.IntN(20)))})
		}
		if r.IntN(3) == 0 {
			c.Extended, c.By = day(received.AddDate(0, 0, r.IntN(20))), r.IntN(11)
		}
		a, err := Due(USFOIA, c, c.Received)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		due, _ := parse("due", a.Due)
		if off := cal.off(due); off != "" {
			t.Fatalf("%+v: due on %s, %s", c, a.Due, off)
		}
		d := received
		for i, x := range a.Days {
			if x.Date != day(d) || x.Why == "" || x.Counted == (x.Number == 0) || x.Counted && cal.off(d) != "" {
				t.Fatalf("%+v: day %d of the account is %+v", c, i, x)
			}
			d = next(d)
		}
		if last := a.Days[len(a.Days)-1]; last.Date != a.Due || !last.Counted {
			t.Fatalf("%+v: the account ends with %+v, due %s", c, last, a.Due)
		}
		from := received.AddDate(0, 0, r.IntN(40))
		c.Tolls = append(c.Tolls, Toll{Kind: TollFee, From: day(from), Until: day(from.AddDate(0, 0, r.IntN(20)))})
		if b, err := Due(USFOIA, c, c.Received); err != nil || b.Due < a.Due {
			t.Fatalf("%+v: due %s, and %s (%v) without the last toll", c, b.Due, a.Due, err)
		}
	}
}

// The working days between two days are those that are not off, one by one.
func TestWorkingDaysAreCountedAtOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, l := range append([]Law{{Holidays: "us", Own: []Holiday{{Date: "2017-04-14", Name: "A day of ours"}, {Date: "2017-07-04", Name: ""}, {Date: "2017-04-15", Name: "A Saturday of ours"}}}}, Laws...) {
		c := calendarOf(l)
		for range 200 {
			a := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(1500))
			b := a.AddDate(0, 0, r.IntN(900))
			want := 0
			for d := next(a); !d.After(b); d = next(d) {
				if c.off(d) == "" {
					want++
				}
			}
			if got := c.working(a, b); got != want {
				t.Fatalf("%s: from %s to %s: %d, want %d", l.Code, day(a), day(b), got, want)
			}
		}
	}
}

func TestAppeal(t *testing.T) {
	for _, c := range []struct{ law, determined, want string }{
		{"us-foia", "2017-05-11", "2017-08-09"},
		{"us-ny-foil", "2017-04-20", "2017-05-20"},
		{"us-tx-pia", "2017-04-20", ""},
	} {
		law, _ := LawOf(c.law)
		if got, err := AppealBy(law, c.determined); err != nil || got != c.want {
			t.Errorf("%s: %s, %v, want %s", c.law, got, err, c.want)
		}
	}
	a, err := DecisionDue(USFOIA, "2017-06-01", "", "2017-06-29")
	if err != nil || a.Due != "2017-06-29" || a.Status != DueToday {
		t.Errorf("decision %s, %s: %v", a.Due, a.Status, err)
	}
}
