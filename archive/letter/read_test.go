package letter

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"readingroom/archive"
)

func read(texts ...string) Reading {
	var pages []archive.Page
	for i, t := range texts {
		pages = append(pages, archive.Page{Number: i + 1, Text: t})
	}
	return Read(pages)
}

// stated lists what a letter states, "tracking number 2017-ICFO-1".
func stated(r Reading) []string {
	var out []string
	for _, f := range r.Facts {
		out = append(out, strings.TrimSpace(string(f.What)+" "+f.Value))
	}
	return out
}

// The letters are of our own wording, in the manner of those of real agencies.
var letterCases = []struct {
	name string
	text string
	kind Kind
	want string // what is stated, with "; " between
}{
	{"request", "Ann Poe\n12 Elm Street\n\nMarch 3, 2019\n\nFOIA Officer\nU.S. Department of Energy\n\nUnder the Freedom of Information Act, 5 U.S.C. § 552, I request copies of all memoranda on the\nHanford tanks. I am willing to pay fees up to $25. If you withhold any portion, please cite the\nexemption, such as (b)(5).\n\nSincerely,\nAnn Poe", Request, "dated 2019-03-03"},
	{"request to a city", "May 4, 2021\n\nDear Clerk:\n\nPursuant to the Public Records Act, we request access to the following: towing contracts since 2018.\n", Request, "dated 2021-05-04"},
	{
		"acknowledgement of DHS", "January 12, 2018\n\nMs. Ann Poe\n\nRe: 2018-HQFO-00321\n\nDear Ms. Poe:\n\nThis letter acknowledges receipt of your December 29, 2017, Freedom of Information Act (FOIA)\nrequest to the Department of Homeland Security (DHS), Privacy Office, for records on border\ndrones. Your request was received in this office on January 3, 2018.\n\nYour request has been assigned reference number 2018-HQFO-00321.", Acknowledgement,
		"dated 2018-01-12; tracking number 2018-HQFO-00321; requested 2017-12-29; received 2018-01-03",
	},
	{
		"acknowledgement that extends", "April 20, 2017\n\nRe: FOIA request 2017-HQFO-00999\n\nThis acknowledges your request of April 13, 2017 under the Freedom of Information Act, which this office received on the same day.\nYour request has been given the number 2017-HQFO-00999. Because records must be gathered from several\nfield offices, we invoke an extension of ten working days under 5 U.S.C. § 552(a)(6)(B). You may narrow the request to speed it up.", Acknowledgement,
		"dated 2017-04-20; tracking number 2017-HQFO-00999; requested 2017-04-13; received 2017-04-13; extended by 10 working",
	},
	{"acknowledgement of the EPA", "RE: Freedom of Information Act Request\nTracking Number: EPA-R5-2018-001234\n\n02/06/2018\n\nWe received your FOIA request on 02/05/2018. There are no charges associated with your request.", Acknowledgement, "tracking number EPA-R5-2018-001234; dated 2018-02-06; received 2018-02-05; no fee 0"},
	{"acknowledgement of the FBI", "November 2, 2015\n\nFOIPA Request No.: 1338765-000\nSubject: Riverbend Bridge Company\n\nDear Ms. Doe:\n\nThis acknowledges receipt of your Freedom of Information/Privacy Acts (FOIPA) request to the FBI.", Acknowledgement, "dated 2015-11-02; tracking number 1338765-000"},
	{"acknowledgement of State", "Case Control Number F-2014-12345\n\nThis office acknowledges receipt of your Freedom of Information request dated May 1, 2014, and received on May 8, 2014.", Acknowledgement, "tracking number F-2014-12345; requested 2014-05-01; received 2014-05-08"},
	{"acknowledgement of a city's portal", "Your public records request was received on 3/15/2019 and given reference number W012345-031519 for tracking purposes.", Acknowledgement, "received 2019-03-15; tracking number W012345-031519"},
	{"expedition denied, waiver granted", "This acknowledges your FOIA request. Your request for expedited processing is denied. Your request for a fee waiver has been granted.", Acknowledgement, "expedited processing denied; fee waiver granted"},
	{"clarification", "June 1, 2020\n\nRe: FOIA Case No. 2020-00456\n\nYour FOIA request does not reasonably describe the records you seek. Please clarify which office you mean within 30 days.", Clarification, "dated 2020-06-01; tracking number 2020-00456"},
	{"more information needed", "We need additional information before we can process your FOIA request. Please specify the time frame of the records.", Clarification, ""},
	{"fee estimate", "Re: FOIA request number FOI-2019-00077\n\nWe estimate that the fees for processing your request will be $1,250.00. Please confirm that you agree to pay this amount.", FeeEstimate, "tracking number FOI-2019-00077; fee estimated 125000"},
	{"fee asked", "We are closing our search under the FOIA. Please remit payment of $48.20 by check to the Treasury of the United States.", Unknown, "fee asked 4820"},
	{"no amount owed", "Under the Freedom of Information Act the fee is $0.15 per page, and fees under $25 are not charged.", Unknown, ""},
	{"extension", "July 9, 2018\n\nRe: FOIA 2018-ICFO-40001\n\nYour FOIA request involves unusual circumstances, as it seeks voluminous records. We are therefore extending the time limit to respond by an additional 10 working days.", Extension, "dated 2018-07-09; tracking number 2018-ICFO-40001; extended by 10 working"},
	{"extension of the DHS form", "Consistent with 5 U.S.C. § 552(a)(6)(B)(i)-(iii) of the FOIA, we are invoking a 10-day extension due to unusual circumstances.", Extension, "extended by 10"},
	{"California's extension", "Under the Public Records Act, Government Code section 7922.535, we require an additional 14 days to respond because of the need to search separate facilities.", Extension, "extended by 14"},
	{"the law's text extends nothing", "Under the FOIA, an agency may extend the time limit by ten working days in unusual circumstances if it gives notice.", Unknown, ""},
	{"full grant", "May 7, 2019\n\nRe: FOIA Request No. 19-00123-F\n\nThis is the final response to your FOIA request of April 2, 2019. We located 12 pages responsive to your request, and they are released in full.", Determination, "dated 2019-05-07; tracking number 19-00123-F; requested 2019-04-02; pages released 12; disposition full grant"},
	{"without redaction", "Enclosed are 31 pages responsive to your Freedom of Information Act request, without redactions.", Determination, "pages released 31; disposition full grant"},
	{
		"partial grant with its pages", "September 6, 2019\n\nRe: Freedom of Information Act Request No. 2019-LEFO-00456\n\nDear Mr. Li:\n\nThis is the final response to your FOIA request dated June 3, 2019. We processed 120 pages. Of those,\n40 pages are released in full, 65 pages are released in part, and 15 pages are withheld in full pursuant to Exemptions 5, 6, and 7(C) of the FOIA.\n\nYou may appeal within 90 days of the date of this letter.", Determination,
		"dated 2019-09-06; tracking number 2019-LEFO-00456; requested 2019-06-03; pages processed 120; exemption (b)(5); exemption (b)(6); exemption (b)(7)(C); pages withheld 15; pages in part 65; days to appeal 90; pages released 105; disposition partial grant",
	},
	{"portions withheld", "In response to your FOIA request, portions of the enclosed pages were withheld under 5 U.S.C. § 552(b)(6) and (b)(7)(C).", Determination, "exemption (b)(6); exemption (b)(7)(C); disposition partial grant"},
	{"granted in part in so many words", "Your Freedom of Information Act request is granted in part and denied in part.", Determination, "disposition partial grant"},
	{"full denial", "After review, the records responsive to your FOIA request are withheld in their entirety under exemption (b)(7)(A).", Determination, "exemption (b)(7)(A); disposition full denial"},
	{"denied", "Your request under the Freedom of Information Law is hereby denied pursuant to Public Officers Law § 87(2)(e).", Determination, "exemption Public Officers Law § 87(2)(e); disposition full denial"},
	{"Illinois", "Your FOIA request has been denied. The records are exempt under 5 ILCS 140/7(1)(c).", Determination, "exemption 5 ILCS 140/7(1)(c); disposition full denial"},
	{"Glomar", "In response to your FOIA request, we can neither confirm nor deny the existence of such records. The fact is exempt under (b)(1) and (b)(3).", Determination, "exemption (b)(1); exemption (b)(3); disposition full denial"},
	{"no records", "We conducted a search in response to your FOIA request and were unable to locate any responsive records.", Determination, "disposition no records"},
	{"no records, the other way", "Regarding your FOIA request 2016-00321: no records responsive to your request were found.", Determination, "tracking number 2016-00321; disposition no records"},
	{"the agency has none", "This office does not maintain any responsive records. Your public records request is closed.", Determination, "disposition no records"},
	{"withdrawn", "As you asked, your FOIA request has been withdrawn. It was numbered in error.", Determination, "disposition withdrawn"},
	{"administratively closed", "As we did not hear from you, your FOIA request has been administratively closed.", Determination, "disposition other"},
	{"a possible denial is none", "If your FOIA request is denied in part, you may appeal within 90 days. Whether records may be withheld is not decided.", Unknown, "days to appeal 90"},
	{
		"interim release", "October 1, 2018\n\nRe: FOIA request 2018-00777\n\nThis is the first interim response to your FOIA request. Enclosed are 250 pages, some with information withheld under Exemption 6. We will release the next records by November 1, 2018.", Interim,
		"dated 2018-10-01; tracking number 2018-00777; pages released 250; exemption (b)(6); to be produced 2018-11-01",
	},
	{
		"a production in court", "July 14, 2017\n\nRe: Poe v. U.S. Department of Homeland Security, No. 1:17-cv-01008 (D.D.C.); request 2017-HQFO-00999\n\nThis is the first production of the agency under the court’s order in this case. ICE has processed 45 pages, numbered ICE-\n2017-000001 to ICE-2017-000045. Portions were withheld under exemptions (b)(6) and (b)(7)(C).", Interim,
		"dated 2017-07-14; docket number 1:17-cv-01008; court D.D.C.; tracking number 2017-HQFO-00999; pages processed 45; pages released 45; exemption (b)(6); exemption (b)(7)(C)",
	},
	{"the last production", "This is the second production under the FOIA. The agency has processed 680 pages. Portions were withheld under exemption 5. This completes production.", Determination, "pages processed 680; exemption (b)(5); disposition partial grant"},
	{"referral", "We have referred your FOIA request to U.S. Customs and Border Protection for direct response to you.", Referral, ""},
	{"appeal", "March 9, 2020\n\nRe: Appeal of FOIA request 2019-00555\n\nI hereby appeal the denial of my request under the Freedom of Information Act dated December 2, 2019.", Appeal, "dated 2020-03-09; tracking number 2019-00555; requested 2019-12-02"},
	{"appeal acknowledged", "We have received your appeal under the Freedom of Information Act on March 12, 2020 and assigned it appeal number DOJ-AP-2020-003456.", AppealAcknowledgement, "appeal number DOJ-AP-2020-003456; received 2020-03-12"},
	{"appeal affirmed", "After carefully considering your appeal under the FOIA, I am affirming the agency's action on your request.", AppealDecision, "appeal decision affirmed"},
	{"appeal partly affirmed", "Re: Appeal No. A-2020-00123; FOIA\n\nI am affirming, in part, the FBI's action on your request, and remanding it for a further search.", AppealDecision, "appeal number A-2020-00123; appeal decision partly reversed"},
	{"appeal remanded", "I have decided to grant your FOIA appeal. I am remanding your request to the agency for further processing.", AppealDecision, "appeal decision reversed and remanded"},
	{"appeal by a day", "Any appeal under the FOIA must be postmarked no later than August 5, 2019, or be sent within 60 working days of this letter.", Unknown, "days to appeal 60 working; appeal by 2019-08-05"},
	{"complaint", "Case 1:17-cv-01008 Document 1 Filed 05/26/17 Page 1 of 6\n\nUNITED STATES DISTRICT COURT\nFOR THE DISTRICT OF COLUMBIA\n\nCOMPLAINT\n\nPlaintiff brings this action under the Freedom of Information Act to compel production. On April 13, 2017, plaintiff submitted a request to the defendant.", Complaint, "dated 2017-05-26; docket number 1:17-cv-01008; court DISTRICT OF COLUMBIA; requested 2017-04-13"},
	{"court order", "UNITED STATES DISTRICT COURT FOR THE DISTRICT OF COLUMBIA\n\nPoe, Plaintiff, v. Department of Energy, Defendant.\nCivil Action No. 18-2201 (RBW)\n\nORDER\n\nIt is hereby ORDERED that the defendant shall produce the remaining records by October 2, 2018.", Order, "court DISTRICT OF COLUMBIA; docket number 18-2201 (RBW); to be produced 2018-10-02"},
	{
		"pages in full and portions", "May 1, 2018\n\nRE: ICE FOIA Case Number 2018-ICFO-15432\n\nThis is the final response to your Freedom of Information Act (FOIA) request to U.S. Immigration and Customs Enforcement (ICE), dated January 17, 2018. A search of the field offices produced 58 pages. We determined that 12 pages will be released in full and portions of 46 pages will be withheld pursuant to Exemptions (b)(6) and (b)(7)(E).", Determination,
		"dated 2018-05-01; tracking number 2018-ICFO-15432; requested 2018-01-17; pages processed 58; pages in part 46; pages released 58; exemption (b)(6); exemption (b)(7)(E); disposition partial grant",
	},
	{"pages reviewed and released", "FOIPA Request No.: 1356789-000\n\n120 pages were reviewed and 87 pages are being released.", Determination, "tracking number 1356789-000; pages processed 120; pages released 87"},
	{"what may be released is", "Case No. F-2016-07777\n\nWe refer to our letter dated March 8, 2017 under the Freedom of Information Act. We have determined that 10 may be released in full, 13 may be released with excisions, and 2 must be withheld in full.", Determination, "tracking number F-2016-07777; disposition partial grant"},
	{"a waiver that should be denied", "Re: FOIA-2018-00045\n\nI have determined that your request for a fee waiver under the FOIA should be denied.", Unknown, "tracking number FOIA-2018-00045; fee waiver denied"},
	{"an appeal from an action", "This is to advise you that your appeal from the action of the F.B.I. under the FOIA was received by this office on March 3, 2018. It has been assigned number AP-2018-001234, as an appeal.", AppealAcknowledgement, "received 2018-03-03; appeal number AP-2018-001234"},
	{"two sections of a state's law", "Your FOIL request is denied in part. Portions were redacted pursuant to Public Officers Law § 87(2)(b) and § 87(2)(e)(iii).", Determination, "exemption Public Officers Law § 87(2)(b); exemption Public Officers Law § 87(2)(e)(iii); disposition partial grant"},
	{"a sheet of all exemptions", "EXPLANATION OF EXEMPTIONS\nThe Freedom of Information Act, 5 U.S.C. 552\n(b)(1) withheld as classified\n(b)(2) internal rules exempt\n(b)(3) exempt by statute\n(b)(4) trade secrets exempt\n(b)(5) exempt drafts\n(b)(6) exempt files\n(b)(7)(A) exempt\n(b)(8) banks exempt\n(b)(9) wells exempt", Unknown, ""},
	{"no letter about a request", "April 1, 2020\n\nDear customer,\n\nYour order number 12345678 was received on April 1, 2020. Please remit $20.00.", Unknown, ""},
	{"an article about the law", "The Freedom of Information Act has nine exemptions. Agencies may deny requests.", Unknown, ""},
}

func TestRead(t *testing.T) {
	for _, c := range letterCases {
		r := read(c.text)
		got := stated(r)
		want := strings.Split(c.want, "; ")
		if c.want == "" {
			want = nil
		}
		slices.Sort(got)
		slices.Sort(want)
		if r.Kind != c.kind || !slices.Equal(got, want) {
			t.Errorf("%s: %q\n got %s\nwant %q\n     %s", c.name, r.Kind, strings.Join(got, "; "), c.kind, strings.Join(want, "; "))
		}
		for _, f := range r.Facts {
			q := strings.Join(strings.Fields(Quoted(c.text, f.At)), " ")
			if q != f.Quote || f.At.Page != 1 {
				t.Errorf("%s: %s stands at %s as %q, not %q", c.name, f.What, f.At, q, f.Quote)
			}
		}
		for _, a := range r.Acts {
			if q := strings.Join(strings.Fields(Quoted(c.text, a.At)), " "); q != a.Quote {
				t.Errorf("%s: %s stands at %s as %q, not %q", c.name, a.Kind, a.At, q, a.Quote)
			}
		}
	}
}

func TestSentences(t *testing.T) {
	text := "Re: FOIA No. 12\n\nDear Mr. Poe:\n\nThe U.S. Code, 5 U.S.C. § 552, says “so.” See Poe v. Doe, No. 1 (D.D.C. 2017).\nIt goes on. “Quoted?” Yes;\nand so on, e.g. here. § 5 applies."
	var got []string
	for _, s := range sentences(archive.Page{Number: 1, Text: text}) {
		got = append(got, s.quote())
		if q := Quoted(text, s.at()); q != s.text {
			t.Errorf("%s is %q, not %q", s.at(), q, s.text)
		}
	}
	want := []string{
		"Re: FOIA No. 12", "Dear Mr. Poe:", "The U.S. Code, 5 U.S.C. § 552, says “so.”", "See Poe v. Doe, No. 1 (D.D.C. 2017).", "It goes on.", "“Quoted?”", "Yes; and so on, e.g. here.", "§ 5 applies.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestDayOf(t *testing.T) {
	for s, want := range map[string]string{
		"January 2, 2014": "2014-01-02", "Jan. 2nd, 2014": "2014-01-02", "2 January 2014": "2014-01-02", "2nd day of January, 2014": "2014-01-02", "1/2/2014": "2014-01-02", "1/2/14": "2014-01-02",
		"2014-01-02": "2014-01-02", "February 30, 2014": "", "13/45/2014": "", "May 1914": "", "January 2, 1914": "",
	} {
		if got := dayOf(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestCountOf(t *testing.T) {
	for s, want := range map[string]int{"45": 45, "1,206": 1206, "ten": 10, "forty-five (45)": 45, "forty-five": 45, "none": -1, "99999999999999999999": -1} {
		if got := countOf(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

// Whatever a page says, its reading quotes it truly and at its place.
func FuzzRead(f *testing.F) {
	for _, c := range letterCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 1<<14 {
			return
		}
		r := read(text)
		for _, x := range r.Facts {
			q := strings.Join(strings.Fields(Quoted(text, x.At)), " ")
			if x.Quote == "" || q != x.Quote && !strings.HasSuffix(x.Quote, "…") {
				t.Fatalf("%s at %s: %q, not %q", x.What, x.At, q, x.Quote)
			}
		}
		Propose(r, "2026-001-0001")
	})
}
