package archive

import (
	"strings"
	"time"
)

// A Citation is a place with what stood there when it was cited, so that it is
// found again, or missed, when the document is read anew or replaced.
type Citation struct {
	Place
	Digest   Digest   // of the bytes it was made from; zero: not known
	Selector Selector // zero: not known
	Made     time.Time
}

// A Selector is what stands at a place, and beside it (W3C Web Annotation Data
// Model, 4.2.4, TextQuoteSelector). Of a table's row it keeps the cells, of a
// cell those of its row, so that it is told from others by its neighbours.
type Selector struct {
	Exact  string   `json:"exact"`
	Prefix string   `json:"prefix,omitempty"`
	Suffix string   `json:"suffix,omitempty"`
	Cells  []string `json:"cells,omitempty"`  // of the row, or of the cell's row, or of a range's first
	Header []string `json:"header,omitempty"` // the names of the columns
	Group  []string `json:"group,omitempty"`  // the labels above the row that hold for it
}

// IsZero reports whether nothing is known of what stood there.
func (s Selector) IsZero() bool {
	return s.Exact == "" && s.Prefix == "" && s.Suffix == "" && len(s.Cells)+len(s.Header) == 0
}

// Check is a short digest of what stood there, by which two readings of one
// place are told apart: eight hexadecimal digits of the SHA-256 of its words,
// however they are spaced.
func (s Selector) Check() string {
	all := append([]string{s.Exact}, s.Cells...)
	return DigestOf([]byte(strings.Join(strings.Fields(strings.Join(all, " ")), " "))).String()[:8]
}

// A Withdrawal says that an item is no longer shown, and why. What was filed
// stays filed: its number, its digest and this reason.
type Withdrawal struct {
	ID     string    `json:"id"`
	Item   string    `json:"item"`
	Reason string    `json:"reason"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`

	LiftedBy string    `json:"lifted_by,omitempty"`
	Lifted   time.Time `json:"lifted,omitzero"` // zero: it holds
}

// A Replacement says that one item takes the place of another: a corrected or
// later version of it. Both stay.
type Replacement struct {
	ID   string    `json:"id"`
	Item string    `json:"item"` // the earlier
	With string    `json:"with"` // the later
	Note string    `json:"note"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`

	UndoneBy string    `json:"undone_by,omitempty"`
	Undone   time.Time `json:"undone,omitzero"` // zero: it holds
}
