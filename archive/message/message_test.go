package message

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"readingroom/archive"
)

// say prints the messages that are found in texts of pages, one a line.
func say(pages ...string) string {
	var all []archive.Page
	for i, text := range pages {
		all = append(all, archive.Page{Number: i + 1, Text: text})
	}
	return told(Of(all, nil))
}

func told(all []archive.Message) string {
	var b strings.Builder
	for _, m := range all {
		b.WriteString(strings.Repeat(">", m.Depth) + strings.Join([]string{m.From, m.To, m.Date, m.Subject}, "|") + "\n")
	}
	return b.String()
}

func TestForms(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"outlook", "From: Doe, Jane\nSent: Tuesday, January 5, 2010 8:01 PM\nTo: Smith, John\nSubject: RE: Report\n\nDone.", "Doe, Jane|Smith, John|2010-01-05T20:01:00-00:00|RE: Report\n"},
		{"a column of values", "From:      Doe, Jane\nSent:      Tuesday, January 5, 2010 8:01 PM\nTo:        Smith, John;\n           Roe, Max\nSubject    Report\n\nDone.", "Doe, Jane|Smith, John; Roe, Max|2010-01-05T20:01:00-00:00|Report\n"},
		{"labels first", "From:\nSent:\nTo:\nSubject:\n\nDoe, Jane\nTuesday, January 5, 2010 8:01 PM\nSmith, John\nReport\n\nDone.", "Doe, Jane|Smith, John|2010-01-05T20:01:00-00:00|Report\n"},
		{"labels first, a value left out", "From:\nSent:\nTo:\nSubject:\nTuesday, January 5, 2010 8:01 PM\nSmith, John\nReport\n\nDone.", "|Smith, John|2010-01-05T20:01:00-00:00|Report\n"},
		{"in turn", "From:\nDoe, Jane\nSent:\nTuesday, January 5, 2010 8:01 PM\nTo:\nSmith, John\nSubject:\nReport\n\nDone.", "Doe, Jane|Smith, John|2010-01-05T20:01:00-00:00|Report\n"},
		{"in turn, one left out", "From:\nDoe, Jane\nSent:\nTuesday, January 5, 2010 8:01 PM\nTo:\nCc:\nRoe, Max\nSubject:\nReport\n\nDone.", "Doe, Jane||2010-01-05T20:01:00-00:00|Report\n"},
		{"glued", "Ok.\n-----Original Message-----From: Doe, Jane [mailto:jd@example.gov]Sent: Tuesday, January 5, 2010 8:01 PMTo: Smith, JohnSubject: Report\n\nDone.", "Doe, Jane [mailto:jd@example.gov]|Smith, John|2010-01-05T20:01:00-00:00|Report\n"},
		{"in one row", "From: Doe, Jane Sent: Tuesday, January 5, 2010 8:01 PM To: Smith, John Cc: Roe, Max Subject: Report\n\nDone.", "Doe, Jane|Smith, John|2010-01-05T20:01:00-00:00|Report\n"},
		{"blackberry", "----- Original Message -----\nFrom: Doe, Jane\nTo: Smith, John\nSent: Thu Aug 26 05:59:20 2010\nSubject: Report\n\nDone.", "Doe, Jane|Smith, John|2010-08-26T05:59:20-00:00|Report\n"},
		{"apple", "Begin forwarded message:\n\nFrom: Jane Doe <jd@example.gov>\nSubject: Report\nDate: January 5, 2010 8:01:12 PM EST\nTo: John Smith\n\nDone.", "Jane Doe <jd@example.gov>|John Smith|2010-01-05T20:01:12-05:00|Report\n"},
		{"gmail forwards", "---------- Forwarded message ---------\nFrom: Jane Doe <jd@example.gov>\nDate: Tue, Jan 5, 2010 at 8:01 PM\nSubject: Report\nTo: John <js@example.gov>\n\nDone.", "Jane Doe <jd@example.gov>|John <js@example.gov>|2010-01-05T20:01:00-00:00|Report\n"},
		{"gmail quotes", "Ok.\n\nOn Tue, Jan 5, 2010 at 8:01 PM, Jane Doe <jd@example.gov> wrote:\n> Done.", "Jane Doe <jd@example.gov>||2010-01-05T20:01:00-00:00|\n"},
		{"gmail quotes on two rows", "Ok.\n\nOn Tue, Jan 5, 2010 at 8:01 PM, Jane Doe\n<jd@example.gov> wrote:\n\n> Done.", "Jane Doe <jd@example.gov>||2010-01-05T20:01:00-00:00|\n"},
		{"outlook for mac quotes", "On 1/5/10 8:01 PM, \"Doe, Jane\" <jd@example.gov> wrote:\n", "\"Doe, Jane\" <jd@example.gov>||2010-01-05T20:01:00-00:00|\n"},
		{"gmail prints", "Report\n\n1 message\n\nJane Doe <jd@example.gov>        Tue, Jan 5, 2010 at 8:01 PM\nTo: John <js@example.gov>\n\nDone.", "Jane Doe <jd@example.gov>|John <js@example.gov>|2010-01-05T20:01:00-00:00|Report\n"},
		{"lotus prints", "Jane Doe/DC/EPA/US         To  John Smith/DC/EPA/US@EPA\n01/05/2010 08:01 PM        cc\n                          bcc\n                      Subject  Report\n\nDone.", "Jane Doe/DC/EPA/US|John Smith/DC/EPA/US@EPA|2010-01-05T20:01:00-00:00|Report\n"},
		{"lotus answers", "Jane Doe/DC/EPA/US wrote on 01/05/2010 08:01:33 PM:\n", "Jane Doe/DC/EPA/US||2010-01-05T20:01:33-00:00|\n"},
		{"groupwise", "Ok.\n\n>>> Jane Doe <jd@example.gov> 1/5/2010 8:01 PM >>>\nDone.", "Jane Doe <jd@example.gov>||2010-01-05T20:01:00-00:00|\n"},
		{"aol", "In a message dated 1/5/2010 8:01:00 P.M. Eastern Standard Time, jd@example.com writes:\n", "jd@example.com||2010-01-05T20:01:00-05:00|\n"},
		{"quoted under marks", "Ok.\n> From: Doe, Jane\n> Sent: Tuesday, January 5, 2010 8:01 PM\n> To: Smith, John\n> Subject: Report\n>\n> Done.", "Doe, Jane|Smith, John|2010-01-05T20:01:00-00:00|Report\n"},
		{"spanish", "De: Doe, Jane\nEnviado el: martes, 5 de enero de 2010 20:01\nPara: Smith, John\nAsunto: Informe\n\nListo.", "Doe, Jane|Smith, John|2010-01-05T20:01:00-00:00|Informe\n"},
		{"as scans are read", "Fr om: Doe, Jane\n5ent: Tuesday, January 5, 2O10 8:0l PM\nTo: Smith, John\nSublect: Report\n\nDone.", "Doe, Jane|Smith, John|2010-01-05T20:01:00-00:00|Report\n"},
		{"colons lost", "From:    Doe, Jane\nSent Tuesday, January 5, 2010 801 PM\nTo Smith, John\nSubject Report\n\nDone.", "Doe, Jane|Smith, John|2010-01-05T20:01:00-00:00|Report\n"},
		{"a colon lost before an answer", "From: Doe, Jane\nSent: Tuesday, January 5, 2010 8:01 PM\nTo Smith, John\nSubject Fw: Report\n\nDone.", "Doe, Jane|Smith, John|2010-01-05T20:01:00-00:00|Fw: Report\n"},
		{"a long subject", "From: Doe, Jane\nSent: Tuesday, January 5, 2010 8:01 PM\nTo: Smith, John\nSubject: The report on detainers that were declined in the last week of\nJanuary\n\nDone.", "Doe, Jane|Smith, John|2010-01-05T20:01:00-00:00|The report on detainers that were declined in the last week of January\n"},
		{"exemptions", "From:      Doe, Jane < (b)(6) >                    B6\nSent:      Tuesday, January 5, 2010 8:01 PM\nTo:        B6\nSubject:   Report\n\nDone.", "Doe, Jane||2010-01-05T20:01:00-00:00|Report\n"},
		{"a stamp between", "From: Doe, Jane\nSent: Tuesday, January 5, 2010 8:01 PM\nRELEASE IN PART B6\nTo: Smith, John\nABC-000123\nSubject: Report\n\nDone.", "Doe, Jane|Smith, John|2010-01-05T20:01:00-00:00|Report\n"},
		{"a memorandum is none", "MEMORANDUM\n\nTO: The Secretary\nFROM: The Director\nDATE: January 5, 2010\nSUBJECT: Report\n\nDone.", ""},
		{"prose is none", "From there we went on.\nTo be sure, it was late.\nSubject to approval, we sent it.", ""},
		{"a calendar is none", "Date: January 5, 2010\nTo: all\n\nFrom: the office", ""},
		{"a letter is none", "March 24, 2017\n\nSubject: Report for January\n\nDear Director:", ""},
		{
			"a chain", "From: A\nSent: Tuesday, January 5, 2010 8:01 PM\nTo: B\nSubject: RE: x\n\nYes.\n\nFrom: B\nSent: Tuesday, January 5, 2010 7:01 PM\nTo: A\nSubject: x\n\nOk?\n\nOn Jan 5, 2010, at 6:00 PM, C wrote:\n> Well?",
			"A|B|2010-01-05T20:01:00-00:00|RE: x\n>B|A|2010-01-05T19:01:00-00:00|x\n>>C||2010-01-05T18:00:00-00:00|\n",
		},
	} {
		if got := say(tc.text); got != tc.want {
			t.Errorf("%s:\n%swant\n%s", tc.name, got, tc.want)
		}
	}
}

func TestAHeadOverAPage(t *testing.T) {
	got := say("From: A\nSent: Tuesday, January 5, 2010 8:01 PM\nTo: B\nSubject: x\n\nYes.\n\n-----Original Message-----\nFrom: B\nSent: Tuesday, January 5, 2010 7:01 PM\n\nPage 1 of 2",
		"ABC-000124\n\nTo: A\nSubject: y\n\nOk?", "more of it")
	if want := "A|B|2010-01-05T20:01:00-00:00|x\n>B|A|2010-01-05T19:01:00-00:00|y\n"; got != want {
		t.Error(got)
	}
}

func TestPlaces(t *testing.T) {
	one := "é\nFrom: A\nSent: Tuesday, January 5, 2010 8:01 PM\nTo: B\nSubject: x\n\nYes."
	all := Of([]archive.Page{{Number: 1, Text: one}, {Number: 2, Text: "more\nof it"}, {Number: 3, Text: "From: C\nSent: Wednesday, January 6, 2010 8:01 PM\nTo: D\nSubject: z\n\nNo."}}, nil)
	if len(all) != 2 {
		t.Fatal(all)
	}
	m := all[0]
	runes := []rune(one)
	if got := string(runes[m.Start:m.End]); !strings.HasPrefix(got, "From:") || !strings.HasSuffix(got, "Subject: x") || m.Line != 2 || m.Page != 1 {
		t.Errorf("%q %+v", got, m)
	}
	if (m.Body != archive.Span{Page: 1, Start: m.End, Last: 2, End: 10}) {
		t.Errorf("%+v", m.Body)
	}
	if m = all[1]; m.Depth != 0 || m.Page != 3 || (m.Body != archive.Span{Page: 3, Start: m.End, Last: 3, End: m.End + 5}) {
		t.Errorf("%+v", m)
	}
}

// onPaper is a page of words at places; labels stand in a column, and the text
// has them all before the values, as some programs write it.
func onPaper(rows ...[2]string) archive.Page {
	p := archive.Page{Number: 1, Width: 612, Height: 792}
	var text []string
	for col, x := range []float64{72, 160} {
		for i, r := range rows {
			y := 72 + 14*float64(i)
			at := x
			for _, w := range strings.Fields(r[col]) {
				wide := 6 * float64(len(w))
				p.Words = append(p.Words, archive.Word{Text: w, Box: archive.Box{at, y, at + wide, y + 11}})
				at += wide + 3
			}
			text = append(text, r[col])
		}
	}
	p.Text = strings.Join(text, "\n")
	return p
}

func TestWordsByTheirPlaces(t *testing.T) {
	p := onPaper([2]string{"From:", "Doe, Jane"}, [2]string{"Sent:", "Tuesday, January 5, 2010 8:01 PM"}, [2]string{"To:", "Smith, John; Roe, Max;"}, [2]string{"", "Poe, Ann"},
		[2]string{"Cc:", ""}, [2]string{"Subject:", "Report"})
	p.Marks = []archive.Mark{{Kind: archive.MarkExemption, Box: archive.Box{160, 100, 230, 111}}}
	all := Of([]archive.Page{p}, nil)
	if got, want := told(all), "Doe, Jane|Roe, Max; Poe, Ann|2010-01-05T20:01:00-00:00|Report\n"; got != want || all[0].Withheld[0] != "to" {
		t.Error(got, all)
	}
}

// TestALabelBesideTheMiddle: in tables that programs print, a label stands
// beside the middle of a value of two rows.
func TestALabelBesideTheMiddle(t *testing.T) {
	p := archive.Page{Number: 1, Width: 612, Height: 792}
	put := func(x, y float64, text string) {
		for _, w := range strings.Fields(text) {
			wide := 6 * float64(len(w))
			p.Words = append(p.Words, archive.Word{Text: w, Box: archive.Box{x, y, x + wide, y + 11}})
			p.Text += w + " "
			x += wide + 3
		}
		p.Text += "\n"
	}
	put(72, 72, "From:")
	put(160, 72, "Doe, Jane")
	put(72, 90, "Sent:")
	put(160, 90, "Tuesday, January 5, 2010 8:01 PM")
	put(160, 108, "Smith, John; Roe, Max;")
	put(72, 114, "To:")
	put(160, 120, "Poe, Ann")
	put(72, 138, "Cc:")
	put(160, 156, "The report on detainers that were declined")
	put(72, 162, "Subject:")
	put(160, 168, "in the last week")
	put(72, 190, "Done.")
	all := Of([]archive.Page{p}, nil)
	if got, want := told(all), "Doe, Jane|Smith, John; Roe, Max; Poe, Ann|2010-01-05T20:01:00-00:00|The report on detainers that were declined in the last week\n"; got != want || all[0].Cc != "" {
		t.Errorf("%s%+v", got, all)
	}
}

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"Tuesday, January 5, 2010 8:01 PM":            "2010-01-05T20:01:00-00:00",
		"Thu Aug 26 05:59:20 2010":                    "2010-08-26T05:59:20-00:00",
		"Tue, Jan 5, 2010 at 12:01 AM":                "2010-01-05T00:01:00-00:00",
		"Tue, 5 Jan 2010 20:01:07 -0500":              "2010-01-05T20:01:07-05:00",
		"Tue, 5 Jan 2010 20:01:07 CST":                "2010-01-05T20:01:07-06:00",
		"1/5/2010 8:01:00 P.M. Pacific Daylight Time": "2010-01-05T20:01:00-07:00",
		"5/29/11":                                      "2011-05-29",
		"29/5/2011 16:33":                              "2011-05-29T16:33:00-00:00",
		"05.01.2010 16:33":                             "2010-05-01T16:33:00-00:00",
		"2010-01-05 16:33":                             "2010-01-05T16:33:00-00:00",
		"2010-01-05T16:33:00Z":                         "2010-01-05T16:33:00+00:00",
		"5 January 2010":                               "2010-01-05",
		"martes, 5 de enero de 2010 20:01":             "2010-01-05T20:01:00-00:00",
		"Friday, March 11,2011 8:03 AM":                "2011-03-11T08:03:00-00:00",
		"Thursday, June 10, 20104:21 AM":               "2010-06-10T04:21:00-00:00",
		"Wednesday, November 14, 2012 0806 PM":         "2012-11-14T20:06:00-00:00",
		"Friday, Septernber 14, 2O12 7.29 AM":          "2012-09-14T07:29:00-00:00",
		"Wed Apr 06 09:01:33 EDT 2011":                 "2011-04-06T09:01:33-04:00",
		"Monday, February 30, 2011 8:03 AM":            "",
		"tomorrow":                                     "",
		"version 2010.5":                               "",
		"":                                             "",
		"Thursday, December 20, 2012 12:40 PM (UTC+1)": "2012-12-20T12:40:00+01:00",
	} {
		if got := Date(in); got != want {
			t.Errorf("Date(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDay(t *testing.T) {
	const head = "From: A\nSent: Tuesday, January 5, 2010 8:01 PM\nTo: B\nSubject: RE: x\n\nYes.\n\nFrom: B\nSent: Monday, January 4, 2010 7:01 PM\nTo: A\nSubject: x\n\nOk?"
	for _, tc := range []struct{ name, text, want string }{
		{"a chain", head, "2010-01-05"},
		{"under the stamps of two releases", "UNCLASSIFIED\nU.S. Department of State     SUBJECT TO AGREEMENT ON SENSITIVE INFORMATION\nCase No. F-2015-04841\nDoc No. C05739862\nDate: 05/13/2015         RELEASE IN\n                         PART B6\n" + head, "2010-01-05"},
		{"declassified", "From:    A\nSent:    Tuesday, January 5, 2010 8:01 PM    Classified by DAS, A/GIS, DoS on\nTo:                                  01/29/2016 — Class: CONFIDENTIAL —\nSubject: Call                        Reason: 1.4(B),1.4(D)— Declassify on:\n                                     07/16/2027\n\nYes.", "2010-01-05"},
		{"printed by its owner", "Doe, Jane\n" + head, "2010-01-05"},
		{"its own day is withheld", "From: A\nSent: (b)(6)\nTo: B@example.gov\nSubject: RE: x\n\nYes.\n\nFrom: B\nSent: Monday, January 4, 2010 7:01 PM\nTo: A\nSubject: x\n\nOk?", ""},
		{"quoted in a letter", "Agency\nWashington, DC\nMarch 3, 2017\nDear Sir:\nThis is what she wrote.\n" + head, ""},
		{"the sentence of an answer that is lost", "On Tue, Jan 5, 2010 at 8:01 PM, Jane Doe <jd@example.gov> wrote:\n> Done.", ""},
		{"no mail", "Report", ""},
	} {
		found, err := Find(func(yield func(archive.Page, error) bool) { yield(archive.Page{Number: 1, Text: tc.text}, nil) }, nil)
		if got := Day(found); err != nil || got != tc.want {
			t.Errorf("%s: %q, want %q; %+v, %v", tc.name, got, tc.want, found, err)
		}
	}
	own, err := Find(func(func(archive.Page, error) bool) {}, &archive.Mail{From: "A", Date: "2010-01-05T20:01:00Z"})
	if got := Day(own); err != nil || got != "2010-01-05" {
		t.Errorf("of a mail: %q, %v", got, err)
	}
}

// TestReleasedMailBearsItsDay: whatever is stamped on it.
func TestReleasedMailBearsItsDay(t *testing.T) {
	names, _ := filepath.Glob("../../../shared/corpus/emails/state-foia/*.txt")
	if len(names) == 0 {
		t.Skip("no released e-mails here to read")
	}
	sent := regexp.MustCompile(`(?m)^\s*Sent[:;. ]\s*(.*)$`)
	dated, right := 0, 0
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		m := sent.FindSubmatch(b)
		if m == nil || Date(string(m[1])) == "" {
			continue
		}
		dated++
		first, _, _ := strings.Cut(string(b), "\f")
		found, err := Find(func(yield func(archive.Page, error) bool) { yield(archive.Page{Number: 1, Text: first}, nil) }, nil)
		if err != nil {
			t.Fatal(err)
		}
		if Day(found) == Date(string(m[1]))[:len("2006-01-02")] {
			right++
		} else {
			t.Logf("%s: %q, sent %q", filepath.Base(name), Day(found), m[1])
		}
	}
	if t.Logf("%d of %d", right, dated); dated == 0 || right*100 < dated*99 {
		t.Errorf("%d of %d released e-mails bear the day on which they were sent", right, dated)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("From: A\nSent: Tuesday, January 5, 2010 8:01 PM\nTo: B\nSubject: x\n\nYes.", "On Jan 5, 2010, at 6:00 PM, C wrote:")
	f.Add("From:\nSent:\nTo:\nSubject:\n\nA\n1/5/10 8:01\nB\nx", ">>> A 1/5/2010 8:01 PM >>>")
	f.Add("From: A Sent: x To: B", "-----Original Message-----From: A")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, m := range Of([]archive.Page{{Number: 1, Text: a}, {Number: 2, Text: b}}, nil) {
			n := len([]rune([]string{a, b}[m.Page-1]))
			if m.Start < 0 || m.End < m.Start || m.End > n {
				t.Errorf("%+v of %d", m, n)
			}
		}
	})
}
