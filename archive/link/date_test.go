package link

import (
	"strings"
	"testing"
)

func TestDate(t *testing.T) {
	const body = "\nThis letter is about the records that you asked for in the spring, and about what they hold for you."
	for _, c := range []struct{ text, made, want string }{
		// stated
		{"Agency\nWashington, DC 20536\nMarch 3, 2017\nDear Requester:" + body, "2017-04-01", "2017-03-03"},
		{"Friday, March 3, 2017\nTo all:" + body, "", "2017-03-03"},
		{"Paris, Texas, Tuesday, May 12, 2009\nBridges" + body, "", "2009-05-12"},
		{"WASHINGTON (March 3, 2017) — The report for January 28 to February 3, 2017, is out.", "", "2017-03-03"},
		{"PARIS, Texas, May 12, 2009 -- Commissioners voted on May 11, 2009.", "", "2009-05-12"},
		{"FOR IMMEDIATE RELEASE: March 20, 2017\nICE releases a report for Jan. 28 - Feb. 3, 2017", "", "2017-03-20"},
		{"Weekly Report\nJan. 28 - Feb. 3, 2017\nReleased February 9, 2017", "", "2017-02-09"},
		{"Correction Notice\nReport of Jan. 28 - Feb. 3, 2017\nDate: April 10, 2017", "2017-04-11", "2017-04-10"},
		{"Case 1:17-cv-01008 Document 1 Filed 05/26/17 Page 1 of 2\nCOMPLAINT" + body + "\nOn March 20, 2017, it was sent.", "2018-01-01", "2017-05-26"},
		{"Case 1:17-cv-01008 Document 1-2 Filed 05/26/17 Page 1 of 2\nMarch 3, 2017\nDear Sir:" + body, "", "2017-03-03"},
		// of the file
		{"Weekly Report\nJan. 28 - Feb. 3, 2017" + body, "2017-02-09", "2017-02-09"},
		{"Correction Notice\nWeekly Report, Jan. 28 - Feb. 3, 2017" + body, "2017-04-10", "2017-04-10"},
		{"Notice\nWe met on March 3, 2017, and again on March 9, 2017.", "2017-04-10", "2017-04-10"},
		{"No day is named.", "2017-04-10", "2017-04-10"},
		{"Memorandum of a conversation held on June 4, 1963, with the ambassador.", "2012-04-10", "1963-06-04"}, // scanned
		{"March 3, 2017\nMarch 9, 2017" + body, "2017-04-10", "2017-04-10"},
		// of the text
		{"FY2017, received Feb. 3; dated March 22, 2017", "", "2017-03-22"},
		{"For Jan. 28 - Feb. 3, 2017; the first was released on March 20, 2017.", "", "2017-03-20"},
		{"Jan. 28 - Feb. 3, 2017", "", ""},
		{"the week of January 28, 2017", "", ""},
		{"in 2017, and July 2016", "", ""},
		{"", "", ""},
		// not of its release, nor after it came
		{"UNCLASSIFIED\nU.S. Department of State\nCase No. F-2015-04841\nDoc No. C05739600\nDate: 05/13/2015\nReport" + body, "", ""},
		{"UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05791318 Date: 02/13/2016\n\nMay 5, 2010\nFor: Hillary" + body, "2016-02-15", "2010-05-05"},
		{"Cable    Classified by DAS, A/GIS, DoS on\n       01/29/2016 — Class: CONFIDENTIAL —\n    Reason: 1.4(B),1.4(D)— Declassify on:\n      07/16/2017\nOn July 3, 2012, he said it.", "", "2012-07-03"},
		{"Effective date: July 1, 2018\nDecided on May 5, 2018.", "", "2018-05-05"},
		{"It expires on July 1, 2018.", "2019-01-01", ""},
		{strings.Repeat("x\n", 100) + "Date: March 3, 2017", "2017-04-10", "2017-04-10"},
	} {
		if got := Date(c.text, c.made, "2018-06-01"); got != c.want {
			t.Errorf("%q, made %q: %q, want %q", c.text, c.made, got, c.want)
		}
	}
}
