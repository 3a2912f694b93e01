package foia

import (
	"strings"
	"testing"
)

func TestDraft(t *testing.T) {
	agency := Agency{Slug: "dhs/ice", Name: "U.S. Immigration and Customs Enforcement", AppealTo: "The appeals office"}
	wa, _ := LawOf("us-wa-pra")
	own := Law{Code: "us-or-prl", Name: "Oregon Public Records Law", Citation: "ORS 192", Answer: Limit{Days: 15, Working: true, Cite: "ORS 192.329"}}
	for _, c := range []struct {
		letter  Letter
		r       Request
		law     Law
		history string
		has     []string
		not     []string
	}{
		{
			LetterRequest,
			Request{Title: "Declined detainers", FeeWaiver: true, Expedited: true, Category: FeeMedia},
			USFOIA, "",
			[]string{"1 June 2017", "U.S. Immigration and Customs Enforcement", "Declined detainers", "likely to contribute significantly to public understanding of the operations or activities of the government", "urgency to inform the public concerning actual or alleged Federal Government activity", "representative of the news media", "552(a)(6)(E)(vi)", "twenty working days"},
			[]string{"willing to pay"},
		},
		{LetterRequest, Request{Title: "Declined detainers"}, USFOIA, "", []string{"willing to pay fees", "first one hundred pages"}, []string{"compelling need", "waiver"}},
		{LetterRequest, Request{Title: "Jail logs"}, wa, "", []string{"RCW 42.56.210(3)", "within 5 working days"}, []string{"5 U.S.C."}},
		{LetterRequest, Request{Title: "Jail logs", FeeWaiver: true}, own, "", []string{"Oregon Public Records Law, ORS 192", "within 15 working days", "fees be waived"}, []string{"5 U.S.C."}},
		{LetterRequest, Request{Title: "x", Text: "As it was sent."}, USFOIA, "", []string{"As it was sent."}, []string{"Sincerely"}},
		{
			LetterAppeal,
			Request{Title: "Declined detainers", Requester: "A. Reader"},
			USFOIA, mailed + "2017-04-14 acknowledged: 2017-ICFO-1\n2017-05-10 determination: partial grant (b)(5) (b)(7)(E) (z)(9)",
			[]string{"The appeals office", "request 2017-ICFO-1", "determination of 10 May 2017", "partial grant", "Exemption (b)(5): the records have to be both predecisional", "Exemption (b)(7)(E): disclosure", "Exemption (z)(9): [", "552(a)(8)(A)(i)", "within 20 working days", "A. Reader"},
			nil,
		},
		{LetterAppeal, Request{Title: "Declined detainers"}, USFOIA, mailed + "2017-05-10 determination: no records", []string{"reasonably calculated to uncover"}, []string{"segregable"}},
		{LetterAppeal, Request{Title: "Declined detainers"}, USFOIA, "", []string{"[the decision of which day]"}, nil},
		{LetterReminder, Request{Title: "Declined detainers"}, USFOIA, mailed, []string{"of 13 April 2017 was received on 13 April 2017", "ended on 11 May 2017", "exhausted"}, nil},
		{LetterReminder, Request{Title: "Declined detainers"}, wa, "", []string{"where the request stands"}, []string{"exhausted", "5 U.S.C."}},
	} {
		c.r.Agency = agency.Slug
		k := Case{Request: c.r, Agency: agency, Law: c.law, Events: told(t, c.history)}
		k.Standing = Stand(c.r, c.law, k.Events, "2017-06-01")
		got := Draft(c.letter, k, "2017-06-01")
		for _, want := range c.has {
			if !strings.Contains(got, want) {
				t.Errorf("%s lacks %q:\n%s", c.letter, want, got)
			}
		}
		for _, no := range c.not {
			if strings.Contains(got, no) {
				t.Errorf("%s says %q:\n%s", c.letter, no, got)
			}
		}
	}
}
