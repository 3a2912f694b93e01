package foia

import "readingroom/archive"

// A Stage is where a request stands.
type Stage string

// The stages. Each request is at exactly one.
const (
	StageDraft         Stage = "draft"                   // not sent yet
	StageSent          Stage = "sent"                    // and no sign of receipt yet
	StageProcessing    Stage = "processing"              // the agency is at work
	StageClarification Stage = "awaiting clarification"  // by the requester
	StageFee           Stage = "awaiting a fee decision" // by the requester
	StageDetermined    Stage = "determined"              // answered; an appeal is still possible
	StageAppeal        Stage = "on appeal"
	StageLitigation    Stage = "in litigation"
	StageClosed        Stage = "closed"
)

// A Party is who has to act next.
type Party string

// The parties.
const (
	Nobody Party = ""
	Us     Party = "requester"
	Them   Party = "agency"
	Court  Party = "court"
)

// A Standing is what a request's events come to, as of a day: where it stands,
// and apart from that how it ended.
type Standing struct {
	AsOf      archive.Day `json:"as_of"`
	Stage     Stage       `json:"stage"`
	Since     archive.Day `json:"since,omitempty"`     // of the stage
	Outcome   Disposition `json:"outcome,omitempty"`   // "" while there is none
	Completed archive.Day `json:"completed,omitempty"` // the day of the determination that gave the outcome; a partial grant has one too
	Filed     archive.Day `json:"filed,omitempty"`
	Received  archive.Day `json:"received,omitempty"`
	Last      archive.Day `json:"last,omitempty"`         // of the latest event
	Clock     *Account    `json:"clock,omitempty"`        // for the answer; nil before receipt is known
	Decision  *Account    `json:"appeal_clock,omitempty"` // for the decision on the appeal
	AppealBy  archive.Day `json:"appeal_by,omitempty"`
	// ExpeditionBy is the last day to decide on the expedited processing that was
	// asked for; "" where none was, or it was decided.
	ExpeditionBy archive.Day `json:"expedition_by,omitempty"`
	// Exhausted is the first day on which a limit had been missed, so that the
	// requester could go to court: 5 U.S.C. 552(a)(6)(C)(i); "" where none was.
	// An answer that comes late, but before the suit, has to be appealed first:
	// Oglesby v. Department of the Army, 920 F.2d 57 (D.C. Cir. 1990).
	Exhausted archive.Day `json:"exhausted,omitempty"`
	Waiting   Party       `json:"waiting_for,omitempty"`
	Next      Step        `json:"next"`

	Tracking   []TrackingNumber `json:"tracking"`
	Components []string         `json:"components,omitempty"` // slugs: where it went
	Releases   []Event          `json:"releases"`
	Pages      int              `json:"pages"` // released in all
	Exemptions []string         `json:"exemptions,omitempty"`
	Asked      int64            `json:"fee_asked,omitempty"` // US cents, the latest figure
	Paid       int64            `json:"fee_paid,omitempty"`  // in all
	Suits      []Lawsuit        `json:"lawsuits,omitempty"`
	Schedule   []Scheduled      `json:"schedule,omitempty"` // what courts ordered and is not past
	Missed     []Scheduled      `json:"missed,omitempty"`   // what courts ordered by a day that is over, with no production since
	Problems   []string         `json:"problems,omitempty"` // what does not fit together, a sentence each: two determinations, an answer before its question
}

// A Step is what to do next: one sentence, and the event that doing it would be.
type Step struct {
	Text string      `json:"text,omitempty"`
	Kind EventKind   `json:"kind,omitempty"`
	By   archive.Day `json:"by,omitempty"`
}
