package link

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPeriods(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"For Recorded Declined Detainers Jan. 28 - Feb. 3, 2017", "2017-01-28..2017-02-03"},
		{"January 28, 2017 – February 3, 2017", "2017-01-28..2017-02-03"},
		{"January 28, 2017, through February 3, 2017", "2017-01-28..2017-02-03"},
		{"between January 28, 2017, and February 3, 2017", "2017-01-28..2017-02-03"},
		{"Feb 4 Feb 10, 2017", "2017-02-04..2017-02-10"},
		{"Sept. 11-15, 2017", "2017-09-11..2017-09-15"},
		{"Dec. 28 - Jan. 3, 2017", "2016-12-28..2017-01-03"},
		{"dated April 13, 2017.", "2017-04-13"},
		{"13 April 2017", "2017-04-13"},
		{"MAY 26, 2017", "2017-05-26"},
		{"2017-05-26", "2017-05-26"},
		{"issued 10/16/2010, declined 2/1/17", "2010-10-16 2017-02-01"},
		{"“March 20, 2017” and 21 March 2017", "2017-03-20 2017-03-21"},
		{"on February 30, 2017", ""},
		{"13/45/2017", ""},
		{"No. 1:17-cv-01008", ""},
		{"in 2017", "2017-01-01..2017-12-31"},
		{"the week ending Feb. 3", "2017-01-28..2017-02-03"},
		{"", ""},
		{"from July 25, 2011, through January 26, 2011", ""}, // inverted: not for us to mend
	} {
		var got []string
		for _, p := range Periods(c.text, "2017-03-22") {
			got = append(got, p.Period.String())
			if s := string([]rune(c.text)[p.Start:p.End]); s != p.Text {
				t.Errorf("%q: offsets give %q, words are %q", c.text, s, p.Text)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: %q, want %q", c.text, s, c.want)
		}
	}
}

func FuzzPeriods(f *testing.F) {
	for _, s := range []string{"Jan. 28 - Feb. 3, 2017", "May May 5 May 6, 2017", "é 1/2/2017 \xff 2017-01-01", "Sept 1-99, 2017"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, p := range Periods(s, "2017-10-19") {
			if p.Start < last || p.End <= p.Start || p.End > utf8.RuneCountInString(s) {
				t.Fatalf("%+v after %d", p, last)
			}
			if p.Period.From >= p.Period.Until {
				t.Fatalf("empty period %+v", p)
			}
			last = p.End
		}
	})
}
