package search

import (
	"testing"

	"readingroom/archive"
)

// library is a small archive with something of everything.
func library(t testing.TB) *testArchive {
	a := newArchive(t)
	a.index(
		testDoc{
			n: 1, kind: archive.KindPDF, title: "Declined detainers, first quarter", name: "declined-q1.pdf", date: "2015-03-02",
			sources: []string{"ICE", "County of Ventura"}, pages: []string{
				"The Ventura County Sheriff’s deputies were running the jail. An immigration detainer was declined.",
				"Redacted under (b)(7)(C) and (b)(6). The settlement of $5,000 was paid in case 17-cv-01234.",
				"Ventura is a county in California. Investigations of inci\u00ADdents were deten-\ntion related.",
			},
		},
		testDoc{
			n: 2, kind: archive.KindEmail, title: "Re: budget for 2016", name: "mail.eml", date: "2016-07-01",
			sources: []string{"County of Ventura"},
			parts:   []string{"Budget 2016.xlsx"},
			mail:    &archive.Mail{From: "Jane Doe <jane.doe@lakecounty.gov>", To: "sheriff@ventura.example", Cc: "Bob O’Brien", Subject: "Re: budget for 2016"},
			pages:   []string{"Dear sheriff, the budget for the prison is $1,234.50. Yours, Jane. The draft is attached."},
		},
		testDoc{
			n: 3, kind: archive.KindSpreadsheet, title: "Top 50 jails", name: "top50.xlsx", date: "2016-01-15",
			sources: []string{"ICE"}, tables: []testTable{
				{sheet: "Declined", header: []string{"County", "Salary", "Reason declined"}, rows: [][]string{
					{"Ventura", "5000", "no detainer"}, {"Los Angeles", "7,500.00", "released"}, nil, {"Smith County", "100", "jail full"},
				}},
				{sheet: "Top 50", header: []string{"Facility", "Beds"}, rows: [][]string{{"Doña Ana detention center", "188"}}},
			},
		},
		testDoc{n: 4, kind: archive.KindOther, title: "strange.bin", name: "strange.bin"},
		testDoc{
			n: 5, kind: archive.KindText, title: "Notes", name: "notes.txt", date: "2015-11-11",
			messages: []archive.Message{{From: "Roe, Max", To: "Ann Poe", Cc: "Sue Lee", Subject: "RE: Detention", Attachments: "minutes.docx"}},
			sources:  []string{"Jane Doe"}, pages: []string{"to be or not to be. the jail detainer policy of the county; a county detainer policy, draft"},
		},
	)
	return a
}

// The last part of a compound is found in its forms, wherever it stands.
func TestCompoundForms(t *testing.T) {
	a := newArchive(t)
	a.index(
		testDoc{n: 1, title: "Follow-ups of 2015", name: "c-section.txt", pages: []string{"a follow-up, two C-sections", "follow me up, section c", "detainer follow\nups"}},
		testDoc{n: 2, title: "A follow-up", tables: []testTable{{header: []string{"Kind", "Note"}, rows: [][]string{{"follow-up", "on"}, {"follow", "ups"}, {"check-in", "c-section"}}}}},
	)
	for query, want := range map[string]string{
		"follow-up":                 "1 1:p1 1:p3 2 2:r2",
		"follow-ups":                "1 1:p1 1:p3 2 2:r2",
		`"follow-ups"`:              "1 1:p3",
		`"follow-up"`:               "1:p1 2 2:r2",
		"c-sections":                "1 1:p1 2:r4",
		"check-ins":                 "2:r4",
		"follow-ups detainers":      "1:p3",
		"follow-up NEAR/1 detainer": "1:p3",
		"title:follow-up":           "1 2",
		"follow-up -c-sections":     "1:p3 2 2:r2",
		`column:Kind:follow-ups`:    "2:r2",
		`column:Note:c-sections`:    "2:r4",
		"sections-c":                "",
		"follow-ups OR check-ins":   "1 1:p1 1:p3 2 2:r2 2:r4",
	} {
		if got := a.found(Request{Query: query}); got != want {
			t.Errorf("%s\n got %s\nwant %s", query, got, want)
		}
	}
}

func TestSearch(t *testing.T) {
	a := library(t)
	for _, c := range []struct{ query, want string }{
		{"ventura", "1:p1 1:p3 2 3:Declined!2"},
		{"VENTURA", "1:p1 1:p3 2 3:Declined!2"},
		{"ventura county", "1:p1 1:p3 3:Declined!2"}, // County is the label of the column
		{"county", "1:p1 1:p3 3:Declined!5 5:p1"},    // but a label alone is no match
		{"salary smith", "3:Declined!5"},
		{"salary", ""},
		{`"ventura county"`, "1:p1"},
		{"detainer", "1 1:p1 3:Declined!2 5:p1"},
		{`"detainer"`, "1:p1 3:Declined!2 5:p1"},
		{`detainers`, "1 1:p1 3:Declined!2 5:p1"},
		{`"detainers"`, "1"},
		{"run", "1:p1"},
		{`"run"`, ""},
		{"jails", "1:p1 3 3:Declined!5 5:p1"},
		{`"deputies were running"`, "1:p1"},
		{`"deputy were running"`, ""},
		{"sheriff", "1:p1 2 2:p1"},
		{"prison OR jail", "1:p1 2:p1 3 3:Declined!5 5:p1"},
		{"detainer prison OR jail", "1:p1 5:p1"},
		{"jail -ventura", "3 3:Declined!5 5:p1"},
		{"jail NOT ventura NOT policy", "3 3:Declined!5"},
		{"-ventura -county -jail -budget", "1 1:p2 3:'Top 50'!2 3:Declined!3 4 5"},
		{"jail (policy OR deputies)", "1:p1 5:p1"},
		{"jail -(policy OR deputies)", "3 3:Declined!5"},
		{"investig*", "1:p3"},
		{"deta*", "1 1:p1 3:Declined!2 5:p1"},
		{"detainr~", "1:p1 3:Declined!2 5:p1"},
		{"vemtura~", "1:p1 1:p3 2 3:Declined!2"},
		{"xx~", ""},
		{"5000", "1:p2 3:Declined!2"},
		{"$5,000.00", "1:p2 3:Declined!2"},
		{"7500", "3:Declined!3"},
		{"1234.5", "2:p1"},
		{"17-cv-01234", "1:p2"},
		{"17-CV-01234", "1:p2"},
		{"01234", "1:p2"},
		{"17-cv", "1:p2"},
		{`"case 17-cv-01234"`, "1:p2"},
		{"(b)(7)(C)", "1:p2"},
		{"b(7)(c)", "1:p2"},
		{"(b)(7)", "1:p2"},
		{"(b)(6)", "1:p2"},
		{"(b)(5)", ""},
		{"jane.doe@lakecounty.gov", "2"},
		{"lakecounty", "2"},
		{"o'brien", "2"},
		{"OBRIEN", "2"},
		{"dona ana", "3:'Top 50'!2"},
		{`"doña ana"`, "3:'Top 50'!2"},
		{"detention", "1:p3 3:'Top 50'!2"},
		{"incidents", "1:p3"},
		{`"to be or not to be"`, "5:p1"},
		{`"of the county"`, "5:p1"},
		{`"released no"`, ""}, // not across cells, nor rows
		{`"Ventura 5000"`, ""},
		{"strange.bin", "4"},
		{"strange", "4"},
		{"2026-001-0004", "4"},
		{"title:detainers", "1"},
		{"title:detainers ventura", "1:p1 1:p3"},
		{`title:"top 50"`, "3"},
		{"title:top50", "3"},
		{"from:jane", "2"},
		{`from:"jane doe" draft`, "2:p1"},
		{"to:obrien", "2"},
		{"subject:budget", "2"},
		{"subject:budg*", "2"},
		{"subject:prison", ""},
		{"cc:obrien", "2"},
		{"cc:sheriff", ""},
		{"from:roe", "5"}, // of a message that is printed on its pages
		{`to:"ann poe" policy`, "5:p1"},
		{"subject:detention", "5"},
		{"roe", ""}, // not of the item as a whole
		{"attachment:minutes", "5"},
		{"attachment:budget", "2"},
		{"attachment:attachment", "2"}, // e-mails with attachments
		{"has:attachment", "2"},
		{"kind:email", "2"},
		{"kind:email OR kind:text", "2 5"},
		{"kind:email draft", "2:p1"},
		{"-kind:email draft", "5:p1"},
		{"kind:email OR policy", "2 2:p1 5:p1"},
		{"year:2016", "2 3"},
		{"year:2015 jail", "1:p1 5:p1"},
		{"year:201*", "1 2 3 5"},
		{"source:ventura", "1 2"},
		{`source:"county of ventura" sheriff`, "1:p1 2 2:p1"},
		{"source:ICE", "1 3"},
		{"item:2026-001-0005", "5"},
		{"item:2026-001-0005 jail", "5:p1"},
		{"item:2026-001", "1 2 3 4 5"},
		{"nosuchword", ""},
		{"", "1 2 3 4 5"},
		{"()", "1 2 3 4 5"},
		{"!!!", "1 2 3 4 5"},
	} {
		if got := a.found(Request{Query: c.query}); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.query, got, c.want)
		}
	}
}
