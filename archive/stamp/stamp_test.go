package stamp

import (
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	for line, want := range map[string]bool{
		"UNCLASSIFIED": true,
		"UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05791318 Date: 02/13/2016": true,
		"UNCLASSIFIED                       STATE DEPT. - PRODUCED TO HOUSE SELECT BENGHAZI COMM.":       true,
		"Case No. F-2015-04841":                                                       true,
		"Doc No C05739862      STATE DEPT - PRODUCED TO":                              true,
		"SUBJECT TO AGREEMENT ON SENSITIVE INFORMATION & REDACTIONS. NO FOIA WAIVER.": true,
		"RELEASE IN PART B6":                                                          true,
		"RELEASE IN":                                                                  true,
		"1.4(B),B1,1.4(D)":                                                            true,
		"(b)(6), (b)(7)(C)":                                                           true,
		"Declassify on: 7/2027":                                                       true,

		"Obtained by Judicial Watch via the Freedom of Information Act": true,

		"released under the Freedom of Information Act, it says": false,
		"STATE-SCB0045843":                              false,
		"MARCH 2017":                                    false,
		"FISCAL YEAR 2017":                              false,
		"Case No. 17 was dismissed by the court":        false,
		"classified by the government as a secret":      false,
		"The records were produced to the committee":    false,
		"Date: March 3, 2017":                           false,
		"U.S. Department of State":                      false,
		"WASHINGTON DC 20536":                           false,
		"147":                                           false,
		"In part, it was released.":                     false,
		"Subject to agreement on the fees, it goes on.": false,
		"": false,
	} {
		if got := Line(line); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}

func TestCut(t *testing.T) {
	for _, tc := range []struct{ text, rest, stamps string }{
		{"UNCLASSIFIED\nU.S. Department of State\nCase No. F-2015-04841\nDoc No. C05739862\nDate: 05/13/2015      RELEASE IN\n     PART B6\n\nFrom: Doe", "From: Doe", "UNCLASSIFIED|U.S. Department of State|Case No. F-2015-04841|Doc No. C05739862|Date: 05/13/2015      RELEASE IN|PART B6"},
		{"Sent: Tuesday   Classified by DAS on\nTo:             01/29/2016 — Class: CONFIDENTIAL —\nSubject: Call   Reason: 1.4(B)— Declassify on:\n                07/16/2027\nDear", "Sent: Tuesday|To:|Subject: Call||Dear", "Classified by DAS on|01/29/2016 — Class: CONFIDENTIAL —|Reason: 1.4(B)— Declassify on:|07/16/2027"},
		{"U.S. Department of State\nDate: 05/13/2015\nDear Sir:", "U.S. Department of State|Date: 05/13/2015|Dear Sir:", ""},
		{"Memorandum          05/26/2017\n          05/27/2017\n", "Memorandum          05/26/2017|          05/27/2017", ""},
		{"in full", "in full", ""},
		{"", "", ""},
	} {
		rest, stamps := Cut(tc.text)
		if got, want := squeezed(rest), squeezed(strings.ReplaceAll(tc.rest, "|", "\n")); got != want {
			t.Errorf("%q: left %q, want %q", tc.text, got, want)
		}
		if got := strings.Join(stamps, "|"); got != tc.stamps {
			t.Errorf("%q: stamps %q, want %q", tc.text, got, tc.stamps)
		}
		if n := strings.Count(rest, "\n"); tc.text != "" && n != len(strings.Split(strings.TrimSuffix(tc.text, "\n"), "\n")) {
			t.Errorf("%q: %d lines", tc.text, n)
		}
	}
}

func squeezed(text string) string {
	var all []string
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, " \n"); line != "" {
			all = append(all, line)
		}
	}
	return strings.Join(all, "|")
}
