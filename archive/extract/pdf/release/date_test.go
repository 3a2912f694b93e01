package release

import (
	"strings"
	"testing"

	"readingroom/archive/extract/pdf/layout"
)

func TestStatedDate(t *testing.T) {
	const body = "|This letter is about the records that you asked for in the spring, and about what they hold."
	for _, tc := range []struct{ lines, want string }{
		{"July 14, 2017|Dear Requester:" + body, "2017-07-14"},
		{"Agency|Washington, DC 20536|14 July 2017|Dear Requester:" + body, "2017-07-14"},
		{"Friday, July 14, 2017|Dear Sir:" + body, "2017-07-14"},
		{"Date: July 14, 2017|Subject: Fees" + body, "2017-07-14"},
		{"DATE: 14 JULY 2017|Subject: Fees" + body, "2017-07-14"},
		{"Date:~July 14, 2017|Subject:~Fees" + body, "2017-07-14"},
		{"From:~Director|Sent:~Tuesday, March 21, 2017 9:42 AM|To:~All" + body + "|Sent:~Monday, March 20, 2017 1:00 PM", "2017-03-21"},
		{"Sent: Tue Apr 21 23:26:10 2009" + body, ""},
		{"Date: 2017-07-14" + body, "2017-07-14"},
		{"Date: 7/14/2017" + body, "2017-07-14"},
		{"Date: 14/7/2017" + body, "2017-07-14"},
		{"Date: 3/4/2017" + body, ""},
		{"Date: 3/4/2017|Due: 3/31/2017" + body, "2017-03-04"},
		{"Date: 3/4/2017|Due: 31/3/2017" + body, "2017-04-03"},
		{"Weekly Report|for the week ending February 3, 2017" + body, "2017-02-03"},
		{"Report|Month ending: Feb. 28, 2017" + body, "2017-02-28"},
		{"Dated: Sept. 5, 2017" + body, "2017-09-05"},

		{"Dear Requester:" + body + "|July 14, 2017", ""},
		{"July 14, 2017|July 20, 2017|Dear Requester:" + body, ""},
		{"UNCLASSIFIED|U.S. Department of State|Case No. F-2015-04841|Doc No. C05739600|Date: 05/13/2015" + body, ""},
		{"SECRET|Declassify on:~July 14, 2037|Dear Requester:" + body, ""},
		{"Declassify on:|July 14, 2037|July 14, 2017|Dear Requester:" + body, "2017-07-14"},
		{"Date: February 30, 2017" + body, ""},
		{"Date of birth: July 14, 1957" + body, ""},
		{"July 2017" + body, ""},
		{"The July 14, 2017 meeting" + body, ""},
		{"", ""},
	} {
		s := newSheet()
		for i, l := range strings.Split(tc.lines, "|") {
			for k, part := range strings.Split(l, "~") {
				s.text(72+150*float64(k), 80+24*float64(i), 10, part)
			}
		}
		got, box := StatedDate(layout.Of(&s.Page))
		if got != tc.want || (box[2] > box[0]) != (got != "") {
			t.Errorf("%q: %q at %v, want %q", tc.lines, got, box, tc.want)
		}
	}
}
