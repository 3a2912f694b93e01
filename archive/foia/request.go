package foia

import (
	"time"

	"readingroom/archive"
)

// A Request asks an agency for records. What became of it is told by its
// events; where it stands is computed from them, never stored.
type Request struct {
	ID         string      `json:"id"`
	Number     string      `json:"number"`         // "R2017-003": the year and a serial
	Year       int         `json:"year,omitempty"` // it was filed in, for its number; 0: that of Created
	Title      string      `json:"title"`
	Text       string      `json:"text,omitempty"` // what was asked for, as it was sent
	Agency     string      `json:"agency"`         // slug of the agency or component it is addressed to
	Law        string      `json:"law"`            // code
	Requester  string      `json:"requester"`
	Category   FeeCategory `json:"fee_category,omitempty"`
	FeeWaiver  bool        `json:"fee_waiver"` // asked for: 5 U.S.C. 552(a)(4)(A)(iii)
	Expedited  bool        `json:"expedited"`  // processing asked for: 5 U.S.C. 552(a)(6)(E)
	Tags       []string    `json:"tags,omitempty"`
	Visibility Visibility  `json:"visibility"`
	Created    time.Time   `json:"created"` // when it was entered here, which no clock minds
}

// A FeeCategory is a class of requesters by what they may be charged
// (5 U.S.C. 552(a)(4)(A)(ii)).
type FeeCategory string

// The categories of fees.
const (
	FeeCommercial  FeeCategory = "commercial"
	FeeEducational FeeCategory = "educational" // or scientific institution
	FeeMedia       FeeCategory = "media"       // representative of the news media
	FeeOther       FeeCategory = "other"       // all others: two hours of search and 100 pages free
)

// FeeCategories are all categories of fees.
var FeeCategories = []FeeCategory{FeeCommercial, FeeEducational, FeeMedia, FeeOther}

// Visibility says who may see a request.
type Visibility string

// The visibilities.
const (
	Public  Visibility = "public"
	Private Visibility = "private" // to those who keep the archive
)

// A TrackingNumber is a number that somebody gave a request.
type TrackingNumber struct {
	Number string      `json:"number"`          // "2017-ICFO-23540"
	Whose  string      `json:"whose,omitempty"` // slug of the agency, or the name of a court
	Why    string      `json:"why,omitempty"`   // "request", "appeal", "referral", "docket"
	Since  archive.Day `json:"since,omitempty"`
	Event  string      `json:"event,omitempty"` // that told it
}

// A Case is a request with all that is known of it, as of a day.
type Case struct {
	Request  Request  `json:"request"`
	Agency   Agency   `json:"agency"`
	Law      Law      `json:"law"`
	Events   []Event  `json:"events"` // by date, then as they were entered; those that were corrected included
	Standing Standing `json:"standing"`
}
