package report

import (
	"testing"

	"readingroom/archive"
	"readingroom/archive/link/period"
)

func TestKey(t *testing.T) {
	for _, c := range []struct{ title, want string }{
		{"Weekly Declined Detainer Outcome Report, Jan. 28 - Feb. 3, 2017", "weekly declined detainer outcome report"},
		{"Weekly Declined Detainer Outcome Report, Feb 4 – Feb 10, 2017 (redacted)", "weekly declined detainer outcome report"},
		{"Weekly Declined Detainer Outcome Report, Feb 11 Feb 17, 2017", "weekly declined detainer outcome report"},
		{"FOIA log, January - May 2017", "foia log"},
		{"Annual Report 2016", "annual report"},
		{"Annual Report for Fiscal Year 2018", "annual report"},
		{"Quarterly Report Q1 FY2017", "quarterly report"},
		{"Bulletin No. 12", "bulletin"},
		{"Top 50 Jurisdictions: Declined Detainers", "top 50 jurisdictions declined detainers"},
		{"report_v2.pdf", "report v2"},
		{"2017", ""},
		{"", ""},
	} {
		if got := Key(c.title); got != c.want {
			t.Errorf("%q: %q, want %q", c.title, got, c.want)
		}
	}
}

func TestNotice(t *testing.T) {
	for _, c := range []struct {
		title, first string
		want         bool
	}{
		{"Correction notice to the report for Jan. 28", "", true},
		{"notice.pdf", "ENFORCEMENT AND REMOVAL OPERATIONS\nCorrection Notice\n\nSome entries", true},
		{"Erratum", "", true},
		{"Statement", "Retraction\nThe report of", true},
		{"Mail", "All,\n\nSend me the corrections for the first report by Monday.", false},
		{"Department of Corrections Annual Report", "", false},
		{"Weekly Report", "Jurisdiction\tDeclined", false},
	} {
		if got := isNotice(c.title, c.first); got != c.want {
			t.Errorf("%q, %q: %v", c.title, c.first, got)
		}
	}
}

func TestPeriod(t *testing.T) {
	for _, c := range []struct{ name, title, first, table, want, text string }{
		{"in the title alone", "Weekly Report, Jan. 28 - Feb. 3, 2017", "", "", "2017-01-28..2017-02-03", ""},
		{"at the head, which can be cited", "Weekly Report, Jan. 28 - Feb. 3, 2017", "OFFICE\nWeekly Report\nFor Declined Detainers Jan. 28 - Feb. 3, 2017", "", "2017-01-28..2017-02-03", "Jan. 28 - Feb. 3, 2017"},
		{"over two lines", "report.pdf", "Detainers recorded between Feb 4 – Feb\n10, 2017", "", "2017-02-04..2017-02-10", "between Feb 4 – Feb\n10, 2017"},
		{"of a table", "report.pdf", "", "Declined, first quarter of fiscal year 2017", "2016-10-01..2016-12-31", ""},
		{"the one that a word leads to", "report.pdf", "Since FY2015 we report.\n\nReporting period: FY2017 Q1", "", "2016-10-01..2016-12-31", "FY2017 Q1"},
		{"a day is none", "Request of April 13, 2017", "April 13, 2017", "", "", ""},
	} {
		p := periodOf(archive.Item{Title: c.title}, c.first, []Passage{{Text: c.table}})
		got := ""
		if p.From != "" {
			got = p.Period.String()
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if c.text != "" {
			if at := p.At; at.Page != 1 || string([]rune(c.first)[at.From:at.To]) != c.text {
				t.Errorf("%s: stands at %s", c.name, at)
			}
		}
	}
}

func TestScope(t *testing.T) {
	text := "Section IV: Report Scope and Data Fidelity\n\nA detainer is counted as declined in the period in which an officer\nrecorded it.\n\nThank you.\n\nOther matters\n\nEverything is counted twice.\n"
	all := scope(archive.Page{Number: 35, Text: text})
	if len(all) != 1 || all[0].Text != "A detainer is counted as declined in the period in which an officer recorded it." {
		t.Fatalf("%+v", all)
	}
	if at := all[0].At; string([]rune(text)[at.From:at.To]) != "A detainer is counted as declined in the period in which an officer\nrecorded it." {
		t.Errorf("stands at %s", at)
	}
}

func FuzzKey(f *testing.F) {
	f.Add("Weekly Report, Feb 4 – Feb 10, 2017 (copy)")
	f.Fuzz(func(t *testing.T, title string) {
		Key(title)
		isNotice(title, title)
		inHead(title, period.Context{})
		for _, p := range scope(archive.Page{Number: 1, Text: title}) {
			if p.At.To > len([]rune(title)) || p.At.From >= p.At.To {
				t.Fatalf("%s of %q", p.At, title)
			}
		}
	})
}
