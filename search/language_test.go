package search

import (
	"testing"

	"readingroom/archive"
	"readingroom/search/query"
)

// registry is an archive for what the language asks beside words.
func registry(t testing.TB) *testArchive {
	a := newArchive(t)
	a.index(
		testDoc{
			n: 1, kind: archive.KindPDF, title: "Settlements", date: "2017-01-28", sources: []string{"ICE"},
			pages: []string{
				"The county paid $5,000 to settle. Deputies detained him; the detainer was declined by the sheriff of the county jail.",
				"It was about $1.2 million, or 750 dollars a day. The modern system read modem for it. A well-known case.",
				"Withheld under (b)(7)(C) and (b)(6). Bates ICE-000123. Nothing else of note is said in here, and so on and so forth, until at last the jail.",
			},
		},
		testDoc{
			n: 2, kind: archive.KindSpreadsheet, title: "Declined detainers", size: 5_100_000, mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
			labels: archive.Labels{
				Agencies: []string{"dhs/ice"}, Requests: []string{"2017-ICFO-01234"}, Tags: []string{"detainers", "weekly report"}, Releases: []string{"Second production"},
				Names: []string{"U.S. Immigration and Customs Enforcement", "ICE", "Department of Homeland Security", "DHS"}, Numbers: []string{"17-cv-00999"},
			}, date: "2017-02-03", sources: []string{"County of Ventura"},
			tables: []testTable{
				{sheet: "Top 50", header: []string{"County", "Declined", "Reason declined", "Fee"}, rows: [][]string{
					{"Ventura", "188", "jail full", "$120"}, {"Los Angeles", "1,203", "released", "$7,500.00"}, {"Ventura, City of", "12", "no detainer", "(500)"},
				}},
				{sheet: "Notes", header: []string{"Date", "Note"}, rows: [][]string{{"2017-01-28", "first"}, {"2/3/2017", "second"}, {"March 2017", "188 in all"}}},
			},
		},
		testDoc{n: 3, kind: archive.KindEmail, title: "Budget", date: "2016-07-01", sources: []string{"DHS"}, pages: []string{"a plain page of the budget of Franklin"}, about: map[int]string{1: "us/ia/franklin-county ?us/ny/franklin-county"}},
	)
	return a
}

func TestLanguage(t *testing.T) {
	a := registry(t)
	for _, c := range []struct{ query, want string }{
		// patterns
		{"*tain*", "1:p1 2 2:'Top 50'!4"},
		{"*tainer", "1:p1 2:'Top 50'!4"},
		{"det*ed", "1:p1"},
		{"cl?me", ""},
		{"j?il", "1:p1 1:p3 2:'Top 50'!2"},
		{"well-kn*", "1:p2"},
		{"ice-0001*", "1:p3"},
		{"ventura -j*l", "2:'Top 50'!4"},
		{"/det(ainer|ained)s?/", "1:p1 2 2:'Top 50'!4"},
		{"/DET.*D/", "1:p1"},
		{"/[A-Z]ail/", "1:p1 1:p3 2:'Top 50'!2"},
		{"/^sher.*$/", "1:p1"},
		{"title:*udge*", "3"},
		{"dtainr~2", "1:p1 2:'Top 50'!4"},
		{"dtainr~", ""},
		{"modern~", "1:p2"},
		{"m0dem~", "1:p2"},
		{"ja1l~", "1:p1 1:p3 2:'Top 50'!2"},
		{"jai1~", "1:p1 1:p3 2:'Top 50'!2"},
		// near
		{"paid NEAR/3 settle", "1:p1"},
		{"paid NEAR/2 settle", ""},
		{"pay NEAR/3 settles", ""}, // paid is no form of pay to the stemmer
		{"counties NEAR/1 jails", "1:p1"},
		{"settle NEAR/3 paid", "1:p1"},
		{"jail NEAR/5 sheriff", "1:p1"},
		{`"county jail" NEAR/3 sheriff`, "1:p1"},
		{`"jail county"~0`, "1:p1"},
		{`"sheriff jail"~1`, ""},
		{`"sheriff jail"~3`, "1:p1"},
		{"withheld NEAR jail", ""},
		{"withheld NEAR/100 jail", "1:p3"},
		{"detain* NEAR/2 declin*", "1:p1 2"},
		{"(paid OR sheriff) NEAR/3 county", "1:p1"},
		{"title:(declined NEAR/1 detainers)", "2"},
		// phrases with a part of a word
		{`"county jai*"`, "1:p1"},
		{`"coun* jail"`, "1:p1"},
		{`"jail coun*"`, ""},
		{`"sheriff of the c*ty jai*"`, "1:p1"},
		{`"sheriff of c*ty jai*"`, ""},
		{`"detai*"`, "1:p1 2 2:'Top 50'!4"},
		{`"jail fu*"`, "2:'Top 50'!2"},
		{`"ventura jai*"`, ""}, // not across cells
		{`title:"declin* detainers"`, "2"},
		{`title:"detainers declin*"`, ""},
		{`"jail coun*"~0`, "1:p1"},
		{`"county * jail"`, "1:p1"},
		{`"the (c*ty jai*)"`, "1:p1"},
		{`"(b)(6) and"~0`, "1:p3"},
		{`"and (b)(6*"`, "1:p3"},
		{`"county jai*" -modem`, "1:p1"},
		// ranges of the item
		{"date:2017-01", "1"},
		{"date:2017-01-28..2017-02-03", "1 2"},
		{"date:>=2017-02", "2"},
		{"date:<2017", "3"},
		{"date:>2016", "1 2"},
		{"date:..2016", "3"},
		{"date:FY2017", "1 2"},
		{"date:2016 OR date:2017-02-03", "2 3"},
		{"year:2016..2017 jail", "1:p1 1:p3 2:'Top 50'!2"},
		{"year:>2016 -date:2017-01", "2"},
		{"pages:>2", "1"},
		{"pages:0", "2"},
		{"rows:6", "2"},
		{"rows:1..5", ""},
		// sums of money
		{"amount:>=5000", "1:p1 1:p2 2:'Top 50'!3"},
		{"amount:5000", "1:p1"},
		{"amount:700..800", "1:p2"},
		{"amount:>1m", "1:p2"},
		{"amount:188", ""},
		{"amount:<120", ""},
		{"amount:<=120", "2:'Top 50'!2"},
		{"amount:>7500", "1:p2"},
		{"amount:500", "2:'Top 50'!4"},
		{"amount:<0", ""},
		{"amount:-500..0", ""},
		{"amount:<200", "2:'Top 50'!2"},
		{"amount:7500 released", "2:'Top 50'!3"},
		// columns
		{"column:Declined", "2:'Top 50'!2 2:'Top 50'!3 2:'Top 50'!4"},
		{"column:declined>50", "2:'Top 50'!2 2:'Top 50'!3"},
		{"column:Declined>188", "2:'Top 50'!3"},
		{"column:Declined=188", "2:'Top 50'!2"},
		{"column:Declined=1203", "2:'Top 50'!3"},
		{"column:Declined<50", "2:'Top 50'!4"},
		{"column:Declined=10..200", "2:'Top 50'!2 2:'Top 50'!4"},
		{"column:Fee<0", "2:'Top 50'!4"},
		{"column:Fee:7500", "2:'Top 50'!3"},
		{"column:County:Ventura", "2:'Top 50'!2 2:'Top 50'!4"},
		{`column:"County"="Ventura"`, "2:'Top 50'!2"},
		{`column:County:"los angeles"`, "2:'Top 50'!3"},
		{"column:County:vent*", "2:'Top 50'!2 2:'Top 50'!4"},
		{"column:County:/v.*/", "2:'Top 50'!2 2:'Top 50'!4"},
		{"column:County:jail", ""},
		{`column:"Reason declined":jail`, "2:'Top 50'!2"},
		{"column:reason:jail", "2:'Top 50'!2"},
		{"column:Declined>50 ventura", "2:'Top 50'!2"},
		{"ventura -column:Declined>50", "2:'Top 50'!4"},
		{"column:Declined>50 OR column:Note:first", "2:'Top 50'!2 2:'Top 50'!3 2:Notes!2"},
		{"column:Date>=2017-02", "2:Notes!3 2:Notes!4"},
		{"column:Date=2017-01-28", "2:Notes!2"},
		{"column:Nowhere>5", ""},
		{`sheet:"Top 50" ventura`, "2:'Top 50'!2 2:'Top 50'!4"},
		{"sheet:notes", "2:Notes!2 2:Notes!3 2:Notes!4"},
		// exemptions and Bates numbers
		{"exemption:b6", "1:p3"},
		{"exemption:(b)(6)", "1:p3"},
		{"exemption:b7C", "1:p3"},
		{`exemption:"Exemption 7(C)"`, "1:p3"},
		{"exemption:b7", "1:p3"},
		{`exemption:"Exemption 7"`, "1:p3"},
		{"exemption:b", ""},
		{"exemption:5", ""},
		{"bates:ICE-000123", "1:p3"},
		{"bates:ICE-000100..ICE-000200", "1:p3"},
		{"bates:ICE-000100..200", "1:p3"},
		{"bates:>=ICE-000124", ""},
		// places
		{"place:us/ia/franklin-county", "3:p1"},
		{`place:"Franklin County, Iowa"`, "3:p1"},
		{`place:"Franklin County, New York"`, ""},
		{`place:"Franklin County"`, "3:p1"},
		{"source:ice jail", "1:p1 1:p3"},
		// what the archive says of an item
		{"agency:ice", "2"},
		{"agency:dhs", "2"},
		{"agency:dhs/ice", "2"},
		{"agency:cbp", ""},
		{`agency:"Department of Homeland Security"`, "2"},
		{"agency:immigration", "2"},
		{`agency:"customs immigration"`, ""},
		{"request:2017-icfo-01234", "2"},
		{"request:17-cv-00999", "2"},
		{"request:17-cv-0099", ""},
		{"request:2017-*", "2"},
		{`release:"Second production"`, "2"},
		{"release:second ventura", "2:'Top 50'!2 2:'Top 50'!4"},
		{"release:first", ""},
		{"tag:detainers ventura", "2:'Top 50'!2 2:'Top 50'!4"},
		{`tag:"weekly report"`, "2"},
		{"tag:weekly", ""},
		{"type:xlsx", "2"},
		{"type:application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "2"},
		{"size:5MB", "2"},
		{"size:5.0MB", ""},
		{"size:5.1MB", "2"},
		{"size:>1MB", "2"},
		{"size:<1MB kind:pdf", "1"},
		{"-agency:ice kind:spreadsheet", ""},
		// weights do not change what is found
		{"jail^3 sheriff", "1:p1"},
		{"(jail OR budget)^0.5", "1:p1 1:p3 2:'Top 50'!2 3 3:p1"},
	} {
		if got := a.found(Request{Query: c.query}); got != c.want {
			t.Errorf("%s (%s)\n got %s\nwant %s", c.query, query.Parse(c.query), got, c.want)
		}
	}
}
