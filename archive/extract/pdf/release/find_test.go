package release

import (
	"fmt"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
)

// found prints the marks of some kinds as "code" or "kind x0 y0 x1 y1".
func found(s *sheet, kinds ...archive.MarkKind) string {
	c := Covered(&s.Page)
	c.Remove(&s.Page)
	var out []string
	for _, m := range Find(&s.Page, layout.Of(&s.Page), c) {
		for _, k := range kinds {
			switch {
			case m.Kind != k:
			case k == archive.MarkExemption:
				out = append(out, m.Code)
			case k == archive.MarkStamp:
				out = append(out, m.Text)
			case k == archive.MarkWithheld:
				out = append(out, m.Text+"|"+m.Code)
			default:
				out = append(out, fmt.Sprintf("%s %.0f %.0f %.0f %.0f", m.Kind, m.Box[0], m.Box[1], m.Box[2], m.Box[3]))
			}
		}
	}
	return strings.Join(out, "; ")
}

// letter sets a paragraph of lines of prose around y.
func (s *sheet) letter(y float64, lines ...string) {
	for i, l := range lines {
		s.text(72, y+12*float64(i), 10, l)
	}
}

func TestExemptions(t *testing.T) {
	prose := []string{
		"The records that you asked for were looked for in two offices, and we", "found forty pages in all; of these, thirty are released to you in full.",
	}
	for _, tc := range []struct {
		name string
		draw func(s *sheet)
		want string
	}{
		{"on a black box", func(s *sheet) { s.letter(100, prose...); s.fill(72, 130, 130, 144, 0); s.text(74, 140, 8, "(b)(6)") }, "(b)(6)"},
		{"on a white box", func(s *sheet) { s.letter(100, prose...); s.fill(72, 130, 130, 144, 1); s.text(74, 140, 8, "(b)(6)") }, "(b)(6)"},
		{"two on a box", func(s *sheet) { s.fill(72, 130, 230, 144, 0); s.text(74, 140, 8, "(b)(6), (b)(7)(C)") }, "(b)(6); (b)(7)(C)"},
		{"one under the other on a box", func(s *sheet) {
			s.letter(100, prose...)
			s.fill(72, 130, 230, 160, 0)
			s.text(74, 140, 8, "(b)(6)")
			s.text(74, 150, 8, "(b)(7)(C)")
		}, "(b)(6); (b)(7)(C)"},
		{"a letter and digit on a black box", func(s *sheet) { s.letter(100, prose...); s.fill(72, 130, 130, 144, 0); s.text(74, 140, 8, "B6") }, "(b)(6)"},
		{"alone on a line", func(s *sheet) { s.letter(100, prose...); s.text(72, 124, 10, "(b)(5)"); s.letter(136, prose...) }, "(b)(5)"},
		{"in the margin", func(s *sheet) { s.letter(100, prose...); s.text(500, 112, 8, "b7C") }, "(b)(7)(C)"},
		{"in the margin, in small letters", func(s *sheet) { s.letter(100, prose...); s.text(500, 112, 8, "b6") }, "(b)(6)"},
		{"in the margin, one under the other", func(s *sheet) {
			s.letter(100, prose...)
			s.text(500, 100, 8, "b6 -1")
			s.text(500, 109, 8, "b7C -1")
		}, "(b)(6); (b)(7)(C)"},
		{"in a line in place of a name", func(s *sheet) { s.letter(100, "Please call (b)(6) before noon.") }, "(b)(6)"},
		{"after a label", func(s *sheet) { s.text(72, 100, 10, "From:"); s.text(130, 100, 10, "(b)(6)") }, "(b)(6)"},
		{"with a stamp of release", func(s *sheet) {
			s.text(450, 40, 9, "RELEASE IN PART B6")
			s.text(72, 100, 10, "From: PIR")
			s.text(500, 100, 9, "B6")
		}, "(b)(6); (b)(6)"},
		{"with who says so", func(s *sheet) { s.letter(100, prose...); s.text(300, 160, 9, "(b)(5)-DPP; (b)(6) Per State") }, "(b)(5); (b)(6)"},
		{"withheld pursuant to", func(s *sheet) {
			s.text(200, 300, 12, "Withheld pursuant to exemption")
			s.text(270, 320, 12, "(b)(5)")
			s.text(180, 340, 12, "of the Freedom of Information and Privacy Act")
		}, "(b)(5)"},
		{"in words on a box", func(s *sheet) {
			s.letter(100, prose...)
			s.fill(72, 130, 290, 144, 0)
			s.text(74, 140, 8, "Ex. 6 - Personal Privacy")
		}, "(b)(6)"},
		{"of a state, on a box", func(s *sheet) { s.fill(72, 130, 290, 144, 0); s.text(74, 140, 8, "Gov. Code § 7923.600") }, "Cal. Gov. Code 7923.600"},

		{"a letter speaks of it", func(s *sheet) { s.letter(100, "Names were withheld under exemptions (b)(6) and (b)(7)(C).") }, ""},
		{"of a section", func(s *sheet) {
			s.letter(100, "pursuant to 5 U.S.C. § 552(b)(6), the names", "pursuant to 5 U.S.C. § 552 (b)(6), the names")
		}, ""},
		{"at the end of a paragraph", func(s *sheet) {
			s.letter(100, "We withheld the names of third parties and of officers under exemptions", "(b)(6) and (b)(7)(C).")
		}, ""},
		{"what it protects", func(s *sheet) {
			s.letter(100, "Exemption 6 protects the privacy of persons.", "(b)(5) protects drafts")
		}, ""},
		{"a heading in a letter", func(s *sheet) {
			s.letter(100, prose...)
			s.text(72, 140, 10, "Exemption 6")
			s.letter(160, "Exemption 6 protects personnel files of which the release would be", "an invasion of privacy.")
		}, ""},
		{"a regulation", func(s *sheet) {
			s.letter(100, "§ 5.11 Fees", "(a) In general, an agency may charge fees.", "(b)(1) The fees are those of the list.", "(b)(2) No fee is charged below a limit.", "(c) Others may ask.")
		}, ""},
		{"a list of all exemptions", func(s *sheet) {
			s.text(200, 80, 12, "EXPLANATION OF EXEMPTIONS")
			for i := range 9 {
				s.text(72, 100+20*float64(i), 10, fmt.Sprintf("(b)(%d)", i+1))
				s.text(130, 100+20*float64(i), 10, "what the law says of it")
			}
		}, ""},
		{"a column of a log", func(s *sheet) {
			s.text(72, 100, 10, "Request")
			s.text(300, 100, 10, "Exemptions")
			s.text(72, 120, 10, "2017-001")
			s.text(300, 120, 10, "(b)(6); (b)(7)(C)")
		}, ""},
		{"a vitamin", func(s *sheet) { s.letter(100, "Take vitamin B6 every day.") }, ""},
		{"cells of a sheet", func(s *sheet) { s.text(72, 100, 10, "B1"); s.text(172, 100, 10, "B2"); s.text(272, 100, 10, "B3") }, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := newSheet()
			tc.draw(s)
			if got := found(s, archive.MarkExemption); got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}

func TestBoxes(t *testing.T) {
	around := func(s *sheet, line string) {
		s.letter(100, "The officers will go to the county jail in the morning and then", line, "Please tell no one outside of the office of this, or of the other.")
	}
	for _, tc := range []struct {
		name string
		draw func(s *sheet)
		want string
	}{
		{"in a line", func(s *sheet) { around(s, "come back            at noon."); s.fill(118, 103, 175, 115, 0) }, "black-box 118 103 175 115"},
		{"at the end of a line", func(s *sheet) { around(s, "come back with"); s.fill(145, 103, 240, 115, 0) }, "black-box 145 103 240 115"},
		{"a whole line", func(s *sheet) { around(s, ""); s.fill(72, 103, 340, 115, 0) }, "black-box 72 103 340 115"},
		{"over text", func(s *sheet) { around(s, "secret"); s.fill(72, 103, 340, 115, 0) }, "black-box 72 103 340 115"},
		{"white over text", func(s *sheet) { around(s, "secret"); s.fill(72, 103, 340, 115, 1) }, "white-box 72 103 340 115"},
		{"with an exemption on it", func(s *sheet) { s.fill(72, 203, 340, 255, .5); s.text(150, 230, 8, "(b)(4)") }, "black-box 72 203 340 255"},
		{"white with an exemption", func(s *sheet) { s.fill(72, 203, 340, 255, 1); s.text(150, 230, 8, "(b)(4)") }, "white-box 72 203 340 255"},
		{"painted twice", func(s *sheet) { around(s, ""); s.fill(72, 103, 340, 115, 0); s.fill(72, 103, 340, 115, 0) }, "black-box 72 103 340 115"},

		{"the head of a table", func(s *sheet) { s.fill(72, 103, 340, 118, 0); s.text(80, 114, 10, "County") }, ""},
		{"a grey cell", func(s *sheet) { around(s, ""); s.fill(72, 103, 340, 115, .8) }, ""},
		{"a rule", func(s *sheet) { around(s, ""); s.fill(72, 107, 340, 109, 0) }, ""},
		{"a page of black", func(s *sheet) { s.fill(0, 0, 612, 792, 0); s.text(80, 114, 10, "Slide") }, ""},
		{"a highlight", func(s *sheet) { around(s, "lit"); s.fill(72, 103, 90, 115, .3, "sheer") }, ""},
		{"an empty white one", func(s *sheet) { around(s, ""); s.fill(72, 103, 340, 115, 1) }, ""},
		{"a bullet", func(s *sheet) { s.fill(62, 93, 69, 100, 0); s.letter(100, "a list") }, ""},
		{"bars of a diagram", func(s *sheet) {
			for i := range 5 {
				s.text(72, 100+20*float64(i), 10, "State")
				s.fill(110, 92+20*float64(i), 150+30*float64(i), 102+20*float64(i), 0)
				s.text(155+30*float64(i), 100+20*float64(i), 10, "12")
			}
		}, ""},
		{"a logo", func(s *sheet) { s.fill(72, 40, 140, 100, 0); s.letter(200, "The text of the letter is below.") }, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := newSheet()
			tc.draw(s)
			if got := found(s, archive.MarkBlackBox, archive.MarkWhiteBox); got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}

func TestStamps(t *testing.T) {
	for _, tc := range []struct{ lines, want string }{
		{"RELEASE IN PART B6", "RELEASE IN PART B6"},
		{"RELEASE IN|PART B6", "RELEASE IN\nPART B6"},
		{"RELEASE IN|FULL", "RELEASE IN\nFULL"},
		{"RELEASED IN FULL", "RELEASED IN FULL"},
		{"UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05739665 Date: 05/13/2015", "UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05739665 Date: 05/13/2015"},
		{"UNCLASSIFIED|U.S. Department of State|Case No. F-2015-04841|Doc No. C05739600|Date: 05/13/2015", "UNCLASSIFIED\nU.S. Department of State\nCase No. F-2015-04841\nDoc No. C05739600\nDate: 05/13/2015"},
		{"DECLASSIFIED", "DECLASSIFIED"},
		{"Declassified and Approved for Release 2011/05/03 : CIA-RDP86", "Declassified and Approved for Release 2011/05/03 : CIA-RDP86"},
		{"Approved for Release: 2017/01/20 C06570189", "Approved for Release: 2017/01/20 C06570189"},
		{"Sanitized Copy Approved for Release 2011/05/03", "Sanitized Copy Approved for Release 2011/05/03"},
		{"FOIA CONFIDENTIAL", "FOIA CONFIDENTIAL"},
		{"FOIA Confidential Treatment Requested by Example Bank", "FOIA Confidential Treatment Requested by Example Bank"},
		{"SENSITIVE BUT UNCLASSIFIED", "SENSITIVE BUT UNCLASSIFIED"},
		{"TOP SECRET//SI//NOFORN", "TOP SECRET//SI//NOFORN"},
		{"FOR OFFICIAL USE ONLY", "FOR OFFICIAL USE ONLY"},
		{"LAW ENFORCEMENT SENSITIVE", "LAW ENFORCEMENT SENSITIVE"},
		{"ALL INFORMATION CONTAINED|HEREIN IS UNCLASSIFIED", ""},
		{"ALL INFORMATION CONTAINED HEREIN IS UNCLASSIFIED|DATE 01-20-2016 BY NSICG", "ALL INFORMATION CONTAINED HEREIN IS UNCLASSIFIED\nDATE 01-20-2016 BY NSICG"},
		{"STATE DEPT. - PRODUCED TO HOUSE SELECT BENGHAZI COMM.", "STATE DEPT. - PRODUCED TO HOUSE SELECT BENGHAZI COMM."},
		{"Produced to the Committee on Oversight", "Produced to the Committee on Oversight"},
		{"Obtained via FOIA by Judicial Watch, Inc.", "Obtained via FOIA by Judicial Watch, Inc."},
		{"Case 1:17-cv-01234-ABC Document 12-1 Filed 03/01/17 Page 3 of 45", "Case 1:17-cv-01234-ABC Document 12-1 Filed 03/01/17 Page 3 of 45"},
		{"Case: 14-1234 Document: 003112692106 Page: 1 Date Filed: 08/03/2017", "Case: 14-1234 Document: 003112692106 Page: 1 Date Filed: 08/03/2017"},
		{"USCA Case #17-5042 Document #1702384 Filed: 11/01/2017 Page 1 of 20", "USCA Case #17-5042 Document #1702384 Filed: 11/01/2017 Page 1 of 20"},

		{"Appellate Case: 22-1801 Page: 1 Date Filed: 01/19/2023 Entry ID: 5237514", "Appellate Case: 22-1801 Page: 1 Date Filed: 01/19/2023 Entry ID: 5237514"},
		{"Case: 17-2678 Document: 003112692106 Page: 1~Date Filed: 08/03/2017", "Case: 17-2678 Document: 003112692106 Page: 1 Date Filed: 08/03/2017"},

		{"The memo was declassified in 1998.", ""},
		{"It was released in part and withheld in part.", ""},
		{"Secret Service agents were there.", ""},
		{"confidential sources said so", ""},
		{"The case was filed on March 3.", ""},
	} {
		s := newSheet()
		for i, l := range strings.Split(tc.lines, "|") {
			x := 40.
			for _, part := range strings.Split(l, "~") {
				s.text(x, 300+11*float64(i), 9, part)
				x += 4.5*float64(len(part)) + 40
			}
		}
		if got := found(s, archive.MarkStamp); got != tc.want {
			t.Errorf("%q: %q, want %q", tc.lines, got, tc.want)
		}
	}
}

// A word is a marking at the head of a page, and a word elsewhere.
func TestBanners(t *testing.T) {
	s := newSheet()
	s.text(280, 30, 12, "SECRET")
	s.text(280, 400, 12, "CONFIDENTIAL")
	if got := found(s, archive.MarkStamp); got != "SECRET" {
		t.Errorf("%q", got)
	}
}

func TestWithheld(t *testing.T) {
	for _, tc := range []struct{ name, lines, want string }{
		{
			"a sheet of the FBI", "FEDERAL BUREAU OF INVESTIGATION|FOI/PA|DELETED PAGE INFORMATION SHEET|FOI/PA# 1234567-0||Total Deleted Page(s) = 3|Page 3 ~ Referral/Direct;|Page 4 ~ b6; b7C;|Page 6 ~ Duplicate;",
			"FEDERAL BUREAU OF INVESTIGATION FOI/PA DELETED PAGE INFORMATION SHEET FOI/PA# 1234567-0\nTotal Deleted Page(s) = 3|(b)(6), (b)(7)(C)",
		},
		{"in full", "WITHHELD IN FULL|(b)(5)", "WITHHELD IN FULL (b)(5)|(b)(5)"},
		{"this page", "This page has been withheld in its entirety.", "This page has been withheld in its entirety.|"},
		{"a range", "Pages 3 through 9 redacted for the following reasons:|(b)(5)", "Pages 3 through 9 redacted for the following reasons: (b)(5)|(b)(5)"},
		{"a count", "12 pages have been withheld under (b)(5).", "12 pages have been withheld under (b)(5).|(b)(5)"},
		{"pursuant to", "Page 003||Withheld pursuant to exemption||(b)(5)||of the Freedom of Information and Privacy Act", "Page 003 Withheld pursuant to exemption (b)(5) of the Freedom of Information and Privacy Act|(b)(5)"},
		{"referred", "Referred to the Department of Justice", "Referred to the Department of Justice|"},
		{"not responsive", "NON-RESPONSIVE", "NON-RESPONSIVE|"},
		{"a letter", "Dear Requester:|We found 30 pages, of which 12 pages have been withheld in full.", ""},
		{"a page of text", "The jail was closed in the spring.", ""},
		{"an empty page", "", ""},
	} {
		s := newSheet()
		for i, l := range strings.Split(tc.lines, "|") {
			s.text(72, 100+13*float64(i), 11, l)
		}
		if got := found(s, archive.MarkWithheld); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}
