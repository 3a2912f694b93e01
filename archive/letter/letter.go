// Package letter reads the letters of requests for records for what they state:
// what a letter is, the numbers and days it names, what was released, withheld
// and charged, each with the sentence that says so.
//
//	r := letter.Read([]archive.Page{{Number: 1, Text: "… We received your request on April 14, 2017. …"}})
//	r.Kind                         // "acknowledgement"
//	r.Facts[1]                     // {received, 2017-04-14, "We received your request on April 14, 2017.", p1:s2-46}
//	events := letter.Propose(r, "2026-017-0003")
//
// It proposes and never decides: what is only possible ("if your request is
// denied, you may appeal") is no fact, and where it is in doubt it says nothing.
package letter

import (
	"readingroom/archive"
)

// A Kind says what a letter is.
type Kind string

// The kinds of letters.
const (
	Unknown               Kind = ""
	Request               Kind = "request"
	Acknowledgement       Kind = "acknowledgement"
	Clarification         Kind = "clarification asked"
	FeeEstimate           Kind = "fee estimate"
	Extension             Kind = "extension"       // for unusual circumstances
	Interim               Kind = "interim release" // one production of several
	Determination         Kind = "determination"
	Referral              Kind = "referral"
	Appeal                Kind = "appeal"
	AppealAcknowledgement Kind = "acknowledgement of an appeal"
	AppealDecision        Kind = "decision on an appeal"
	Complaint             Kind = "complaint" // to a court
	Order                 Kind = "court order"
)

// What says what sort of thing a fact states.
type What string

// What facts state. The value of each is in the comment.
const (
	TrackingNumber What = "tracking number" // as it is written
	AppealNumber   What = "appeal number"
	Docket         What = "docket number"   // 1:17-cv-01008
	Court          What = "court"           // its name
	Dated          What = "dated"           // the day of the letter
	Received       What = "received"        // a day
	Requested      What = "requested"       // a day
	AppealBy       What = "appeal by"       // a day
	AppealDays     What = "days to appeal"  // "90", "60 working"
	ExtendedBy     What = "extended by"     // "10 working"
	ProducedBy     What = "to be produced"  // a day by which records are to be produced
	Disposition    What = "disposition"     // foia.Disposition
	Decision       What = "appeal decision" // foia.AppealDecision
	Exemption      What = "exemption"       // "(b)(6)"; of a state's law as it is written
	Processed      What = "pages processed" // a number
	Released       What = "pages released"  // in full and in part
	InPart         What = "pages in part"   // released with something withheld
	InFull         What = "pages withheld"  // in full
	FeeEstimated   What = "fee estimated"   // US cents
	FeeAsked       What = "fee asked"       // US cents
	FeeNone        What = "no fee"          // "0"
	WaiverGranted  What = "fee waiver granted"
	WaiverDenied   What = "fee waiver denied"
	HastenGranted  What = "expedited processing granted"
	HastenDenied   What = "expedited processing denied"
)

// A Fact is one thing that a letter states.
type Fact struct {
	What  What            `json:"what"`
	Value string          `json:"value"`
	Text  string          `json:"text"`    // the words that state it
	Quote string          `json:"quote"`   // the sentence they stand in, on one line
	At    archive.Locator `json:"locator"` // of the sentence: p1:s120-164, in code points
}

// An Act is something that a letter does: it acknowledges, extends, denies.
type Act struct {
	Kind  Kind            `json:"kind"`
	Quote string          `json:"quote"`
	At    archive.Locator `json:"locator"`
}

// A Reading is what a letter states, in its order.
type Reading struct {
	Kind  Kind   `json:"kind"` // what it is before all
	Acts  []Act  `json:"acts"` // all it does, what it is before all first
	Facts []Fact `json:"facts"`
}

// First returns the first fact of a kind; ok is false where there is none.
func (r Reading) First(w What) (f Fact, ok bool) {
	for _, f := range r.Facts {
		if f.What == w {
			return f, true
		}
	}
	return Fact{}, false
}

// All returns the values of a kind, each once.
func (r Reading) All(w What) []string {
	var out []string
	for _, f := range r.Facts {
		if f.What == w && !contains(out, f.Value) {
			out = append(out, f.Value)
		}
	}
	return out
}

func contains(all []string, s string) bool {
	for _, x := range all {
		if x == s {
			return true
		}
	}
	return false
}
