package searchtest

// A plant is something that people write in several ways and search for in
// several ways. It stands on some pages, in each of its spellings by turns, and
// nothing else on any page reads like it.
type plant struct {
	key       string
	spellings []string
}

var plants = []plant{
	{"docket", []string{"Case 17-cv-01234 was filed.", "No. 17-CV-01234", "17‑cv‑01234", "see 17-cv-\n01234."}},
	{"docket2", []string{"Case 18-cv-01999 was filed."}},
	{"tracking", []string{"(2014-APHIS-04270-F)", "re: 2014-APHIS-04270-F"}},
	{"five", []string{"paid $5,000 then", "paid $5,000.00 then", "paid 5000 then", "US$5,000"}},
	{"fifteen", []string{"paid $15,000 then"}},
	{"cents", []string{"$1,234.50", "1234.5"}},
	{"188", []string{"#188", "no. 188", "188."}},
	{"1188", []string{"1,188", "1188"}},
	{"b4", []string{"withheld under (b)(4) there", "withheld under b(4) there"}},
	{"b7e", []string{"withheld under (b)(7)(E) there", "withheld under b(7)(e) there", "withheld under Exemption 7(E) there", "withheld under b7E there", "withheld under (b) (7)(E) there"}},
	{"address", []string{"<maria.lopez@lakecounty.gov>", "MARIA.LOPEZ@lakecounty.gov"}},
	{"phone", []string{"call 202-555-0143", "tel. 202-555-0143."}},
	{"day", []string{"on 3/14/2011 there", "on March 14, 2011 there", "on 14 Mar. 2011 there", "on 2011-03-14 there"}},
	{"range", []string{"on March 15 – April 2, 2011 there"}},
	{"month", []string{"in March 2011 there", "in Mar. 2011 there"}},
	{"slash", []string{"after 9/13 there"}},
	{"apart", []string{"rows 9 13 there", "seen 9:13 AM there"}},
	{"closed", []string{"said co-plaintiff there", "said coplaintiff there", "said co-plaintiffs there"}},
	{"form", []string{"said I-771 there", "said I771 there"}},
	{"possessive", []string{"said warden's office", "said warden’s office", "said Warden office"}},
	{"obrien", []string{"Mr. O'Malley", "Mr. O’Malley", "Mr. OMalley"}},
	{"accent", []string{"Doña Inés", "Dona Ines", "DOÑA INÉS"}},
	{"ligature", []string{"said ﬁnancier", "said financier", "said ﬁnan\u00adcier"}},
	{"hyphen", []string{"deten\u00adtion centre", "deten-\ntion centre", "detention centre"}},
	{"acronym", []string{"said U.N. there", "said UN there"}},
	{"quotes", []string{"“sally port”", "\"sally port\"", "Sally\nPort"}},
	{"cjk", []string{"東京拘置所にて", "（東京拘置所）"}},
	{"cjk2", []string{"京東置拘所にて"}},
	{"direction", []string{"\u202eharbor\u202c", "har\u200bbor", "harbor"}},
	{"umlaut", []string{"Müller", "MULLER", "Mu\u0308ller"}},
	{"greek", []string{"Αθήνα", "ΑΘΗΝΑ"}},
	{"code", []string{"INV-000771", "inv-000771"}},
	{"ocr", []string{"said rnagistrate spoke"}},
	{"ocr2", []string{"said magistrate spoke"}},
	{"tied", []string{"a zymo-parcel there", "zymo\nparcel there"}},
	{"tied2", []string{"two zymo-parcels there", "two Zymo‑Parcels there"}},
	{"tied3", []string{"a lexo-in there", "two lexo-ins there"}},
	{"untied", []string{"zymos parceled", "parcels, no zymo"}},
	{"roman", []string{"Titulus XIV there"}},
	{"man", []string{"said patrolman was heard"}},
	{"men", []string{"said patrolmen were heard"}},
}
