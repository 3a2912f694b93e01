package archive

import "time"

// A Correction says, with the words of a notice, that earlier figures or lists
// are wrong. It changes and hides nothing: what it touches carries a banner.
//
//	"The detainers booked on these counties were issued to agencies in similarly
//	named places: Franklin County, Iowa …"
//	touches 2026-001-0002:p2:t1:r9 and 2026-001-0002:p8:t1:r4
//
// The program proposes it, an editor accepts, declines, amends or undoes it;
// each is a further Ruling, and the latest holds.
type Correction struct {
	ID        string         `json:"id"`
	Kind      CorrectionKind `json:"kind"`
	Date      Day            `json:"date"`      // of the notice; ""
	Slug      string         `json:"place"`     // of the jurisdiction it is about; ""
	About     string         `json:"about"`     // what it is about, in words: "Franklin County, Iowa"
	Statement string         `json:"statement"` // as the notice says it
	Notice    Place          `json:"notice"`    // where it says so; zero where that is no document of the archive
	Source    string         `json:"source"`    // what says so then: "ICE, letter of 2017-04-06"; ""
	Touches   []Touch        `json:"touches"`
	By        string         `json:"by"` // who entered it
	At        time.Time      `json:"at"`
	Rulings   []Ruling       `json:"rulings"` // the oldest first
}

// A Touch is a place that a correction is about: a whole document, a table, a
// row, a cell, a passage.
type Touch struct {
	At  Place  `json:"at"`
	Why string `json:"why"` // what connects it with the notice
}

// A CorrectionKind says what was wrong.
type CorrectionKind string

// The kinds of corrections.
const (
	CorrectedName       CorrectionKind = "same-name"   // another place of the same or a similar name was meant
	CorrectedTransfer   CorrectionKind = "transferred" // transferred, not declined
	CorrectedIssue      CorrectionKind = "wrong-place" // issued to the wrong place
	CorrectedNumber     CorrectionKind = "number"      // a number was changed
	CorrectedWithdrawn  CorrectionKind = "withdrawn"   // taken back as a whole
	CorrectedSuperseded CorrectionKind = "superseded"  // replaced by another document
	CorrectedOtherwise  CorrectionKind = "other"       // wrong for a reason of another kind
)

// CorrectionKinds are all kinds, in the order in which they are offered.
var CorrectionKinds = []CorrectionKind{
	CorrectedName, CorrectedTransfer, CorrectedIssue, CorrectedNumber, CorrectedWithdrawn, CorrectedSuperseded, CorrectedOtherwise,
}

// Words says the kind in words that go on after "Corrected: ".
func (k CorrectionKind) Words() string {
	switch k {
	case CorrectedName:
		return "another place of the same or a similar name was meant"
	case CorrectedTransfer:
		return "transferred, not declined"
	case CorrectedIssue:
		return "issued to the wrong place"
	case CorrectedNumber:
		return "the number was changed"
	case CorrectedWithdrawn:
		return "withdrawn"
	case CorrectedSuperseded:
		return "superseded"
	}
	return "wrong as it stands"
}

// A Ruling is what somebody decided about a correction.
type Ruling struct {
	Verdict Verdict   `json:"verdict"`
	Note    string    `json:"note"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
}

// A Verdict is what became of a correction.
type Verdict string

// The verdicts. A correction that nobody ruled on is proposed.
const (
	Proposed Verdict = "proposed"
	Accepted Verdict = "accepted"
	Declined Verdict = "declined" // the notice does not say that
	Undone   Verdict = "undone"   // accepted by mistake
	Replaced Verdict = "replaced" // amended: a later one takes its place
)

// Verdict returns what holds of the correction now.
func (c Correction) Verdict() Verdict {
	if n := len(c.Rulings); n > 0 {
		return c.Rulings[n-1].Verdict
	}
	return Proposed
}

// Stands reports whether readers are told of it.
func (c Correction) Stands() bool { return c.Verdict() == Accepted }

// TakesOut reports whether a total is to be given without what it touches: a
// changed number goes on counting, only differently.
func (c Correction) TakesOut() bool { return c.Kind != CorrectedNumber && c.Kind != CorrectedOtherwise }
