package foia

import (
	"time"

	"readingroom/archive"
)

// An Event is one thing that happened to a request. Events are only ever added:
// one that was entered wrongly is corrected by another that names it.
type Event struct {
	ID      string      `json:"id"`
	Request string      `json:"request"` // number
	Kind    EventKind   `json:"kind"`
	Date    archive.Day `json:"date"`            // when it happened
	Entered time.Time   `json:"entered"`         // when it was typed in, which no clock minds
	By      string      `json:"by,omitempty"`    // who entered it
	Note    string      `json:"note,omitempty"`  // in the enterer's words
	Item    string      `json:"item,omitempty"`  // number of the document that shows it
	Place   string      `json:"place,omitempty"` // where in it, as archive.Place prints it
	Quote   string      `json:"quote,omitempty"` // the sentence there
	// Corrects is the ID of the event that this one stands in for. With the kind
	// Struck, nothing stands in for it: it did not happen.
	Corrects string `json:"corrects,omitempty"`

	// What the kind needs; nil or empty else.
	Component     string          `json:"component,omitempty"` // received, referred, consulted: slug of which
	Tracking      *TrackingNumber `json:"tracking,omitempty"`  // any kind: a number that it told
	Days          int             `json:"days,omitempty"`      // extended: how many the agency takes; 0: as many as the law allows
	Fee           *Fee            `json:"fee,omitempty"`
	Determination *Determination  `json:"determination,omitempty"`
	Release       *Release        `json:"release,omitempty"` // released, determined
	Appeal        *Appeal         `json:"appeal,omitempty"`
	Lawsuit       *Lawsuit        `json:"lawsuit,omitempty"`
	Order         *Order          `json:"order,omitempty"`
	Granted       *bool           `json:"granted,omitempty"` // fee waiver or expedition decided
}

// EventKind says what happened.
type EventKind string

// The kinds of events.
const (
	Filed              EventKind = "filed"                  // sent by the requester
	Received           EventKind = "received"               // by an agency or component; Component says which
	Acknowledged       EventKind = "acknowledged"           // the agency said it has the request
	ClarificationAsked EventKind = "clarification asked"    // tolls the clock: 5 U.S.C. 552(a)(6)(A)(ii)(I)
	Clarified          EventKind = "clarification answered" // ends the toll
	FeeEstimated       EventKind = "fee estimated"
	FeeAsked           EventKind = "fee asked" // whether it will be paid: tolls the clock, (II)
	FeeAgreed          EventKind = "fee agreed"
	FeePaid            EventKind = "fee paid"
	FeeDisputed        EventKind = "fee disputed"
	FeeWaived          EventKind = "fee waiver decided"
	ExpeditionDecided  EventKind = "expedition decided" // within 10 calendar days: 5 U.S.C. 552(a)(6)(E)(ii)(I)
	Extended           EventKind = "extension notified" // unusual circumstances: 5 U.S.C. 552(a)(6)(B)
	Referred           EventKind = "referred"
	Consulted          EventKind = "consulted"
	Released           EventKind = "interim release"
	Determined         EventKind = "determination"
	Appealed           EventKind = "appeal filed"
	AppealReceived     EventKind = "appeal received"
	AppealDecided      EventKind = "appeal decided"
	Sued               EventKind = "suit filed"
	Ordered            EventKind = "court order"
	Settled            EventKind = "settled"
	SuitEnded          EventKind = "suit ended" // judgment or dismissal
	Withdrawn          EventKind = "withdrawn"  // by the requester
	Closed             EventKind = "closed"
	Reopened           EventKind = "reopened"
	Noted              EventKind = "note"   // a letter, a call: moves nothing
	Struck             EventKind = "struck" // the event it corrects did not happen
)

// Kinds are all kinds of events, in the order in which they come about; of
// those of one day, the first here came first.
var Kinds = []EventKind{
	Filed, Received, Acknowledged, ExpeditionDecided, FeeEstimated, ClarificationAsked, Clarified, FeeAsked, FeeDisputed, FeeAgreed, FeePaid, FeeWaived,
	Extended, Referred, Consulted, Released, Withdrawn, Determined, Closed, Appealed, AppealReceived, AppealDecided, Sued, Ordered, Settled, SuitEnded,
	Reopened, Noted, Struck,
}

// A Disposition is how an agency disposed of a request, in the words of the
// annual FOIA report (5 U.S.C. 552(e)(1); DOJ Handbook for Agency Annual FOIA
// Reports, section V.B).
type Disposition string

// The dispositions.
const (
	FullGrant     Disposition = "full grant"
	PartialGrant  Disposition = "partial grant"
	FullDenial    Disposition = "full denial" // by exemption
	NoRecords     Disposition = "no records"
	AllReferred   Disposition = "referred"
	WasWithdrawn  Disposition = "withdrawn"
	FeeRelated    Disposition = "fee-related"
	NotDescribed  Disposition = "not reasonably described"
	Improper      Disposition = "improper request"
	NotAgency     Disposition = "not an agency record"
	Duplicate     Disposition = "duplicate"
	OtherDisposal Disposition = "other"
)

// Dispositions are all dispositions.
var Dispositions = []Disposition{
	FullGrant, PartialGrant, FullDenial, NoRecords, AllReferred, WasWithdrawn, FeeRelated, NotDescribed, Improper, NotAgency, Duplicate, OtherDisposal,
}

// A Determination is the agency's answer.
type Determination struct {
	Disposition Disposition `json:"disposition"`
	Exemptions  []string    `json:"exemptions,omitempty"` // "(b)(5)", "(b)(7)(C)"; of a state's law its section
	Why         string      `json:"why,omitempty"`
}

// A Release is one production of records.
type Release struct {
	Title      string   `json:"title,omitempty"`   // "First production"
	Pages      int      `json:"pages"`             // released, in full or in part
	InPart     int      `json:"in_part,omitempty"` // of these, with something withheld
	InFull     int      `json:"in_full,omitempty"` // withheld in full
	Exemptions []string `json:"exemptions,omitempty"`
	Accession  string   `json:"accession,omitempty"` // number of the intake that brought it
}

// An Appeal within the agency (5 U.S.C. 552(a)(6)(A)(i)(III)(aa), (ii)).
type Appeal struct {
	Grounds  string         `json:"grounds,omitempty"`
	Decision AppealDecision `json:"decision,omitempty"` // of appeal decided
}

// An AppealDecision is how an appeal ended.
type AppealDecision string

// The decisions on an appeal, as the annual FOIA report counts them.
const (
	Affirmed     AppealDecision = "affirmed"
	PartReversed AppealDecision = "partly reversed"
	Reversed     AppealDecision = "reversed and remanded"
	AppealClosed AppealDecision = "closed"
)

// AppealDecisions are all decisions on an appeal.
var AppealDecisions = []AppealDecision{Affirmed, PartReversed, Reversed, AppealClosed}

// A Lawsuit for the records (5 U.S.C. 552(a)(4)(B)).
type Lawsuit struct {
	Court  string `json:"court"`            // "D.D.C."
	Docket string `json:"docket"`           // "1:17-cv-01008"
	Title  string `json:"title,omitempty"`  // "Judicial Watch v. DHS"
	Result string `json:"result,omitempty"` // of settled and suit ended
}

// An Order of a court, with what is to be produced and by when.
type Order struct {
	Docket   string      `json:"docket,omitempty"` // of which suit, where there are several
	Text     string      `json:"text,omitempty"`
	Schedule []Scheduled `json:"schedule,omitempty"`
}

// A Scheduled production is what a court ordered to be released by a day.
type Scheduled struct {
	By    archive.Day `json:"by"`
	Pages int         `json:"pages,omitempty"` // 0: not said
	Note  string      `json:"note,omitempty"`
}

// A Fee is an amount of money.
type Fee struct {
	Cents int64  `json:"cents"`         // US cents
	For   string `json:"for,omitempty"` // search, review, duplication
}
