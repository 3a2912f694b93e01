package foia

import (
	"strings"

	"readingroom/archive"
)

// A Fault is what is wrong with one field of what somebody entered.
type Fault struct {
	Field string `json:"field"` // as JSON calls it: "date", "determination.disposition"
	Text  string `json:"text"`  // a sentence
}

// Faults are all that is wrong with what somebody entered, so that it can be
// said beside each field. They are archive.ErrInvalid.
type Faults []Fault

// Error says each fault with its field's name.
func (f Faults) Error() string {
	var b strings.Builder
	for i, x := range f {
		if i > 0 {
			b.WriteString(" ")
		}
		b.WriteString(x.Field + ": " + x.Text)
	}
	return b.String()
}

// Unwrap makes errors.Is(f, archive.ErrInvalid) true.
func (f Faults) Unwrap() error { return archive.ErrInvalid }

// err is nil where nothing is wrong.
func (f Faults) err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

func (f *Faults) add(wrong bool, field, text string) {
	if wrong {
		*f = append(*f, Fault{field, text})
	}
}
