// Package foialog reads logs of requests for records, as agencies publish them,
// whatever their columns are called.
//
//	log, err := foialog.Open(foialog.Source{Tables: tables, Rows: rows}, foialog.How{})
//	for line, err := range log.Lines() { … } // each row: entries, or why it is left out
//
//	Req. No. | Requester Name | Rec'd    | Final Disposition | Request Description
//	19-001   | Smith, J       | 1/2/2019 | Granted           | Body camera video
//	-> {tracking_number: 19-001, requester: Smith, J, received: 2019-01-02, …}
//
// Nothing here holds files: tables and their rows go in, entries come out, each
// bound to the row that it was read from.
package foialog

import (
	"fmt"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/foia"
)

// Version is the version of the reader of logs. Entries of another version are
// read again.
const Version = 1

// A Field is what a column of a log says of a request.
type Field string

// The fields. None is a column that says something else; it stays in its row.
const (
	None         Field = ""
	Number       Field = "tracking_number"
	Requester    Field = "requester"
	Organization Field = "organization"
	Agency       Field = "agency"
	Component    Field = "component"
	Subject      Field = "subject"
	Received     Field = "received"
	Due          Field = "due"
	Closed       Field = "closed"
	Status       Field = "status"
	Disposition  Field = "disposition"
	Exemptions   Field = "exemptions"
	FeeCategory  Field = "fee_category"
)

// Fields are all fields, in the order in which they are shown.
var Fields = []Field{Number, Requester, Organization, Agency, Component, Subject, Received, Due, Closed, Status, Disposition, Exemptions, FeeCategory}

// Words is the field as a person calls it.
func (f Field) Words() string {
	if f == None {
		return "nothing"
	}
	return strings.ReplaceAll(string(f), "_", " ")
}

// ParseField reads the name of a field, or one that people use for it;
// archive.ErrInvalid names those that there are.
func ParseField(s string) (Field, error) {
	name := strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(strings.TrimSpace(s)))
	if name == "none" || name == "nothing" {
		return None, nil
	}
	if f := Field(name); slices.Contains(Fields, f) {
		return f, nil
	}
	if f, ok := otherNames[name]; ok {
		return f, nil
	}
	var all []string
	for _, f := range Fields {
		all = append(all, string(f))
	}
	return None, fmt.Errorf("there is no field %q; the fields are %s, and none: %w", s, strings.Join(all, ", "), archive.ErrInvalid)
}

var otherNames = map[string]Field{
	"number": Number, "id": Number, "request_id": Number, "tracking": Number, "request_number": Number, "case_number": Number, "organisation": Organization,
	"description": Subject, "request": Subject, "target": Due, "target_date": Due, "due_date": Due, "received_date": Received, "closed_date": Closed,
	"exemption": Exemptions, "fee": FeeCategory, "category": FeeCategory, "name": Requester, "office": Component, "outcome": Disposition,
}

// An Entry is a request as a log states it.
type Entry struct {
	Number       string           `json:"tracking_number"` // "" where the log has none for it
	Requester    string           `json:"requester"`
	Organization string           `json:"organization"`
	Agency       string           `json:"agency"`
	Component    string           `json:"component"`
	Subject      string           `json:"subject"`
	Received     archive.Day      `json:"received"` // "" where not stated, or not as a day: see Notes
	Due          archive.Day      `json:"due"`
	Closed       archive.Day      `json:"closed"`
	Status       string           `json:"status"`
	Disposition  string           `json:"disposition"` // in the log's words
	Outcome      foia.Disposition `json:"outcome"`     // the same in the words of the annual FOIA report; "" where not said
	Exemptions   []string         `json:"exemptions"`  // "(b)(6)"; of a state's law as it is written
	FeeCategory  string           `json:"fee_category"`
	Notes        []string         `json:"notes"` // what to be careful about, in sentences
}

// A Line is what became of one row of a log.
type Line struct {
	Table   int             `json:"table"` // number of the table in the document
	Row     int             `json:"row"`   // its number there; 0: it was taken for the header
	At      archive.Locator `json:"-"`
	Entries []Entry         `json:"entries,omitempty"` // most have one
	Left    Reason          `json:"left,omitempty"`    // why it has none
	Text    string          `json:"text,omitempty"`    // of a row left out: what stands there, cut to a line
	Rows    int             `json:"rows,omitempty"`    // how many rows it stands for, where that is not one: blank ones, a table that is no log
}

// Count is how many rows the line stands for.
func (l Line) Count() int { return max(1, l.Rows) }

// A Reason says why a row is no entry of its own.
type Reason string

// The reasons.
const (
	LeftTitle    Reason = "a line above the header"
	LeftHeader   Reason = "the header"
	LeftAgain    Reason = "the header once more"
	LeftBlank    Reason = "blank"
	LeftTotal    Reason = "a line of totals"
	LeftNote     Reason = "a note, not a request"
	LeftHeading  Reason = "a heading or a line of text across the table"
	LeftGoesOn   Reason = "goes on with the row above, and was added to it"
	LeftNothing  Reason = "it states no tracking number, subject, requester or date"
	LeftNoLog    Reason = "in a table that does not look like a log of requests"
	LeftInHeader Reason = "a second row of the header"
)
