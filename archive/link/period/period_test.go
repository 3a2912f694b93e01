package period

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// TestDomainPeriods reads the phrases of the development cases.
func TestDomainPeriods(t *testing.T) {
	f, err := os.Open(filepath.FromSlash("../../../../shared/corpus/time/domain_periods.tsv"))
	if err != nil {
		t.Skip("skipped: the development cases are not here")
	}
	defer f.Close()
	n, right := 0, 0
	for in := bufio.NewScanner(f); in.Scan(); {
		c := strings.Split(in.Text(), "\t")
		if len(c) < 6 || c[0] == "id" {
			continue
		}
		n++
		ref, _ := time.Parse(time.DateOnly, c[2])
		cal, ok := CalendarOf(c[3])
		if !ok {
			t.Fatalf("no calendar %s", c[3])
		}
		last, _ := time.Parse(time.DateOnly, c[5])
		want := c[4] + " " + last.AddDate(0, 0, 1).Format(time.DateOnly)
		got := show(In(c[1], Context{Date: ref, Fiscal: cal}))
		if got != want {
			t.Errorf("%s %q: %s, want %s", c[0], c[1], got, want)
			continue
		}
		right++
	}
	t.Logf("%d of %d right", right, n)
}

func show(finds []Find) string {
	var out []string
	for _, f := range finds {
		out = append(out, f.Period.From+" "+f.Period.Until)
	}
	return strings.Join(out, "; ")
}

func TestIn(t *testing.T) {
	ref := date(2017, 10, 19)
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"nothing of the kind", ""},
		{"It came on October 19, 2017.", "2017-10-19 October 19, 2017"},
		{"on Thursday, Oct. 19, 2017, it", "2017-10-19 Thursday, Oct. 19, 2017"},
		{"19 October 2017", "2017-10-19 19 October 2017"},
		{"19-Oct-2017 and 19-Oct-17", "2017-10-19 19-Oct-2017; 2017-10-19 19-Oct-17"},
		{"the 3rd of May 2017", "2017-05-03 3rd of May 2017"},
		{"May 3rd, 2017", "2017-05-03 May 3rd, 2017"},
		{"13/2/2017", "2017-02-13 13/2/2017"},
		{"1/28/17", "2017-01-28 1/28/17"},
		{"2/31/2017 is no day", ""},
		{"February 30, 2017", ""},
		{"Feb. 29, 2016", "2016-02-29 Feb. 29, 2016"},
		{"in 2016", "2016 2016"},
		{"2016 detainers", ""},
		{"room 2016", ""},
		{"in 2016 and 2017", "2016 2016; 2017 2017"},
		{"from 2014 to 2018", "2014–2018 2014 to 2018"},
		{"between 2014 and 2018", "2014–2018 between 2014 and 2018"},
		{"the 1990s", "1990s the 1990s"},
		{"it may be", ""},
		{"they march on", ""},
		{"May it please the Court", ""},
		{"In May, 2017", "2017-05 May, 2017"},
		{"Jan-Mar 2017", "2017-01-01..2017-03-31 Jan-Mar 2017"},
		{"Jan-17 Feb-17", "2017-01 Jan-17; 2017-02 Feb-17"},
		{"Q3 2016", "2016 Q3 Q3 2016"},
		{"H1 FY2018", "FY2018 H1 H1 FY2018"},
		{"1H17", "2017 H1 1H17"},
		{"third qtr. FY 17", "FY2017 Q3 third qtr. FY 17"},
		{"Fiscal Year 2017 (Q2)", "FY2017 Q2 Fiscal Year 2017 (Q2)"},
		{"FY 2012 through FY 2014", "FY2012–FY2014 FY 2012 through FY 2014"},
		{"FY2016/17", "FY2017 FY2016/17"},
		{"fiscal years 2016 and 2017", "FY2016–FY2017 fiscal years 2016 and 2017"},
		{"2017 fiscal year", "FY2017 2017 fiscal year"},
		{"FY1976", "FY1976 FY1976"},
		{"CY2016", "2016 CY2016"},
		{"last fiscal year", "FY2017 last fiscal year"},
		{"the last three months of 2016", "2016 last 3 months the last three months of 2016"},
		{"year ended June 30, 2017", "2016-07-01..2017-06-30 year ended June 30, 2017"},
		{"the two weeks ended Feb. 10, 2017", "2017-01-28..2017-02-10 the two weeks ended Feb. 10, 2017"},
		{"week beginning 1/28/2017", "2017-01-28..2017-02-03 week beginning 1/28/2017"},
		{"from July 25, 2011, through January 26, 2011", "2011-07-25..2011-01-26 July 25, 2011, through January 26, 2011"},
		{"December 28 to January 3, 2017", "2016-12-28..2017-01-03 December 28 to January 3, 2017"},
		{"Dec. 28, 2016 to Jan. 3", "2016-12-28..2017-01-03 Dec. 28, 2016 to Jan. 3"},
		{"from June 1 to the date of this response", "2017-06-01..2017-10-19 June 1 to the date of this response"},
		{"2017-01-28T10:00", "2017-01-28 2017-01-28"},
		{"call 202-555-0117", ""},
		{"No. 17-01-2017-4", ""},
		{"case 1:17-cv-01008", ""},
		{"2017-ICLI-00045", ""},
		{"$2,017 in 2017,000", ""},
		{"version 1.2.2017", "2017-01-02 1.2.2017"},
		{"Feb 4 Feb 10, 2017", "2017-02-04..2017-02-10 Feb 4 Feb 10, 2017"},
		{"Feb 4\n\nFeb 10, 2017", "2018-02-04 Feb 4; 2017-02-10 Feb 10, 2017"},
		{"10:30 on May 4", "2017-05-04 May 4"},
		{"the 2008 election and the 2012 elections", "2008 2008; 2012 2012"},
		{"The company, founded in 1887, left (2009)", "1887 1887; 2009 2009"},
		{"in 2008, 2009 and 2010", "2008 2008; 2009 2009; 2010 2010"},
		{"$2017 and 2016 people", ""},
		{"the 2016 detainers of 3083", "2016 2016"},
		{"Clark 2016 51", ""},
		{"late 2007, mid-2010 and the end of 1999", "2007 late 2007; 2010 mid-2010; 1999 the end of 1999"},
		{"the early 1990s", "1990s the early 1990s"},
		{"in the summer of 2009", "2009-06-01..2009-08-31 the summer of 2009"},
		{"May 5 and 6, 2010", "2010-05-05..2010-05-06 May 5 and 6, 2010"},
		{"May 5 and 9, 2010", "2010-05-05 May 5"},
		{"third-quarter 2015", "2015 Q3 third-quarter 2015"},
		{"for 2017-01, case 2017-03", "2017-01 2017-01"},
		{"in 2010-11", "2010 2010"},
		{"08-21-98", "1998-08-21 08-21-98"},
		{"05-06-07 and 555-12-9876", ""},
		{"in January, last November and next May", "2018-01 January; 2016-11 last November; 2018-05 next May"},
		{"in May Smith came; in April, 2011", "2011-04 April, 2011"},
		{"the last week of January", ""},
		{"yesterday and last week", "2017-10-18 yesterday; 2017-10-09..2017-10-15 last week"},
		{"the 12 months through September 2017", "2016-10-01..2017-09-30 the 12 months through September 2017"},
		{"FY2018 YTD, YTD 2017", "2017-10-01..2017-10-19 FY2018 YTD; 2017-01-01..2017-10-19 YTD 2017"},
		{"Sent: Thu May 21 22:12:44 2009", "2009-05-21 Thu May 21 22:12:44 2009"},
		{"Thu May 21 10:12 PM EDT 2009", "2009-05-21 Thu May 21 10:12 PM EDT 2009"},
		{"beyond 2010. The 1998 Winter Games", "2010 2010; 1998 1998"},
		{"Sent: Thursday, May 21, 2009 8:20 AM", "2009-05-21 Thursday, May 21, 2009"},
		{"Café — Jan. 28–Feb. 3, 2017 —", "2017-01-28..2017-02-03 Jan. 28–Feb. 3, 2017"},
	} {
		var out []string
		for _, f := range In(c.text, Context{Date: ref}) {
			out = append(out, f.Label+" "+f.Text)
			runes := []rune(c.text)
			if got := string(runes[f.Start:f.End]); got != f.Text {
				t.Errorf("%q: at %d-%d stands %q, not %q", c.text, f.Start, f.End, got, f.Text)
			}
		}
		if got := strings.Join(out, "; "); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestFlags(t *testing.T) {
	ref := date(2017, 3, 22)
	for _, c := range []struct{ text, flags, calendar string }{
		{"Feb. 3", FlagYear, ""},
		{"Feb. 3, 2017", "", ""},
		{"FY2017", FlagFiscal, "federal fiscal"},
		{"federal fiscal year 2017", "", "federal fiscal"},
		{"state fiscal year 2017", FlagFiscal, "state fiscal"},
		{"Feb 4 Feb 10, 2017", FlagDash, ""},
		{"since Feb. 1", FlagYear + " " + FlagToday, ""},
		{"July 25, 2011, through January 26, 2011", FlagInverted, ""},
	} {
		finds := In(c.text, Context{Date: ref})
		if len(finds) != 1 || strings.Join(finds[0].Flags, " ") != c.flags || finds[0].Calendar != c.calendar {
			t.Errorf("%q: %+v", c.text, finds)
		}
	}
	if finds := In("Feb. 3 and since May 1", Context{}); len(finds) != 0 {
		t.Errorf("without the document's date: %+v", finds)
	}
}

func TestFiscalCalendars(t *testing.T) {
	for _, c := range []struct {
		code string
		year int
		want string
	}{
		{"us", 2017, "2016-10-01"},
		{"us", 1976, "1975-07-01"},
		{"us", 1977, "1976-10-01"},
		{"TX", 2017, "2016-09-01"},
		{"NY", 2017, "2016-04-01"},
		{"CA", 2017, "2016-07-01"},
		{"AL", 2017, "2016-10-01"},
		{"DC", 2017, "2016-10-01"},
	} {
		cal, ok := CalendarOf(c.code)
		if got := cal.year(c.year).Format(time.DateOnly); !ok || got != c.want {
			t.Errorf("%s %d begins on %s, want %s", c.code, c.year, got, c.want)
		}
	}
	if _, ok := CalendarOf("ZZ"); ok {
		t.Error("there is no state ZZ")
	}
	if finds := In("fiscal year 1976", Context{}); len(finds) != 1 || finds[0].Period.Until != "1976-07-01" {
		t.Errorf("%+v", finds)
	}
}

func FuzzIn(f *testing.F) {
	for _, s := range []string{"Jan. 28 – Feb. 3, 2017", "FY2016-17 Q1", "the 30 days ending 2/29/16", "since 1990s", "2Q17 to date", "\xff1/1/1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		runes := utf8.RuneCountInString(s)
		last := 0
		for _, x := range In(s, Context{Date: date(2017, 10, 19)}) {
			if x.Start < last || x.End <= x.Start || x.End > runes || utf8.RuneCountInString(x.Text) != x.End-x.Start {
				t.Fatalf("%q: %+v after %d of %d", s, x, last, runes)
			}
			last = x.End
			if x.Period.From >= x.Period.Until && !strings.Contains(strings.Join(x.Flags, " "), FlagInverted) {
				t.Fatalf("%q: %+v", s, x)
			}
		}
	})
}

func BenchmarkIn(b *testing.B) {
	text := strings.Repeat("The weekly report for Jan. 28 – Feb. 3, 2017 lists 206 declined detainers by county, among them Polk and Story. ", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		In(text, Context{Date: date(2017, 3, 22)})
	}
}
