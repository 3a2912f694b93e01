package foia

// A Limit is a time that a law allows.
type Limit struct {
	Days    int    `json:"days"`    // 0: the law names no number of days
	Working bool   `json:"working"` // days that are neither Saturdays, Sundays nor holidays
	Cite    string `json:"cite"`    // the provision
}

// A Law is a law on access to records, as far as it counts days.
type Law struct {
	Code      string `json:"code"` // "us-foia"
	Name      string `json:"name"`
	Citation  string `json:"citation"`
	Source    string `json:"source"`    // where the text can be read
	Holidays  string `json:"holidays"`  // the calendar of its holidays: one of Calendars
	Answer    Limit  `json:"answer"`    // from receipt
	Extension Limit  `json:"extension"` // at most this, on written notice
	Routing   Limit  `json:"routing"`   // the clock starts at the latest this long after any part of the agency received it
	Appeal    Limit  `json:"appeal"`    // to appeal, from the determination
	Decision  Limit  `json:"decision"`  // on the appeal, from its receipt
	// Expedition is the time to decide whether a request is processed ahead of
	// others, from the day it was sent.
	Expedition Limit `json:"expedition,omitzero"`
	// Court is the provision by which a missed limit opens the way to court
	// without an appeal; "" where none is known.
	Court string `json:"court,omitempty"`
	// Tolls says that asking the requester stops the clock.
	Tolls bool `json:"tolls"`
	// RollsOver says that a last day that is no working day becomes the next that is.
	RollsOver bool   `json:"rolls_over"`
	Note      string `json:"note,omitempty"` // what a reader of the date should know
	// Own are holidays beside those of the calendar; with OwnCalendar, all there are.
	Own []Holiday `json:"own_holidays,omitempty"`
}

// USFOIA is the federal Freedom of Information Act as amended in 2007 and 2016.
var USFOIA = Law{
	Code: "us-foia", Name: "Freedom of Information Act", Citation: "5 U.S.C. 552",
	Source: "https://www.law.cornell.edu/uscode/text/5/552", Holidays: "us",
	Answer:     Limit{20, true, "5 U.S.C. 552(a)(6)(A)(i)"},
	Extension:  Limit{10, true, "5 U.S.C. 552(a)(6)(B)(i)"},
	Routing:    Limit{10, true, "5 U.S.C. 552(a)(6)(A)(ii)"},
	Appeal:     Limit{90, false, "5 U.S.C. 552(a)(6)(A)(i)(III)(aa)"},
	Decision:   Limit{20, true, "5 U.S.C. 552(a)(6)(A)(ii)"},
	Expedition: Limit{10, false, "5 U.S.C. 552(a)(6)(E)(ii)(I)"},
	Court:      "5 U.S.C. 552(a)(6)(C)(i)",
	Tolls:      true,
	Note:       "Where the agency misses the limit, the requester may go to court without an appeal: 5 U.S.C. 552(a)(6)(C)(i).",
}

// Laws are the laws that are known without being told.
var Laws = []Law{
	USFOIA,
	{
		Code: "us-ca-cpra", Name: "California Public Records Act", Citation: "Cal. Gov. Code 7920.000",
		Source: "https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=GOV&sectionNum=7922.535", Holidays: "us-ca",
		Answer:    Limit{10, false, "Cal. Gov. Code 7922.535(a)"},
		Extension: Limit{14, false, "Cal. Gov. Code 7922.535(b)"},
		RollsOver: true,
		Note:      "The ten days are for saying whether the records will be disclosed. A last day on a weekend or holiday moves to the next day that is neither: Cal. Civ. Proc. Code 12a, 135. There is no appeal within the agency.",
	},
	{
		Code: "us-ny-foil", Name: "New York Freedom of Information Law", Citation: "N.Y. Pub. Off. Law art. 6",
		Source: "https://www.nysenate.gov/legislation/laws/PBO/89", Holidays: "us-ny",
		Answer:    Limit{5, true, "N.Y. Pub. Off. Law 89(3)(a)"},
		Extension: Limit{20, true, "N.Y. Pub. Off. Law 89(3)(a)"},
		Appeal:    Limit{30, false, "N.Y. Pub. Off. Law 89(4)(a)"},
		Decision:  Limit{10, true, "N.Y. Pub. Off. Law 89(4)(a)"},
		Note:      "Within the five days the agency grants, denies, or acknowledges with an approximate date, which is to lie within 20 business days of the acknowledgment.",
	},
	{
		Code: "us-tx-pia", Name: "Texas Public Information Act", Citation: "Tex. Gov't Code ch. 552",
		Source: "https://statutes.capitol.texas.gov/Docs/GV/htm/GV.552.htm", Holidays: "us-tx",
		Answer: Limit{10, true, "Tex. Gov't Code 552.221(d), 552.301(b)"},
		Note:   "Records are to be produced promptly; by the tenth business day the body produces them, certifies a later date, or asks the attorney general whether it may withhold them.",
	},
	{
		Code: "us-fl-prl", Name: "Florida Public Records Law", Citation: "Fla. Stat. ch. 119",
		Source: "http://www.leg.state.fl.us/statutes/index.cfm?App_mode=Display_Statute&URL=0100-0199/0119/0119.html", Holidays: "us",
		Note: "The law names no number of days: a custodian must acknowledge promptly and respond in good faith, Fla. Stat. 119.07(1)(c).",
	},
	{
		Code: "us-il-foia", Name: "Illinois Freedom of Information Act", Citation: "5 ILCS 140",
		Source: "https://www.ilga.gov/legislation/ilcs/ilcs3.asp?ActID=85", Holidays: "us-il",
		Answer:    Limit{5, true, "5 ILCS 140/3(d)"},
		Extension: Limit{5, true, "5 ILCS 140/3(e)"},
		Appeal:    Limit{60, false, "5 ILCS 140/9.5(a)"},
		Note:      "A request for a commercial purpose has 21 working days: 5 ILCS 140/3.1. Review is by the Public Access Counselor.",
	},
	{
		Code: "us-wa-pra", Name: "Washington Public Records Act", Citation: "Wash. Rev. Code ch. 42.56",
		Source: "https://app.leg.wa.gov/rcw/default.aspx?cite=42.56.520", Holidays: "us-wa",
		Answer:   Limit{5, true, "Wash. Rev. Code 42.56.520(1)"},
		Decision: Limit{2, true, "Wash. Rev. Code 42.56.520(4)"},
		Note:     "Within the five days the agency provides the records, gives a reasonable estimate of the time it needs, asks for clarification, or denies.",
	},
}

// LawOf returns the law with a code, or false.
func LawOf(code string) (Law, bool) {
	for _, l := range Laws {
		if l.Code == code {
			return l, true
		}
	}
	return Law{}, false
}
