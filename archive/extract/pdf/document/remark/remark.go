// Package remark reads what was laid over a page after it was written: the
// comments of its reviewers, and the redactions that were marked and never
// carried out (ISO 32000-1, 12.5.6).
//
//	<</Subtype /Text /T (J. Doe) /M (D:20170102) /Contents (Is this right?)>>
//	  -> Comment{By: "J. Doe", Date: "2017-01-02", Text: "Is this right?"}
//	<</Subtype /Redact /QuadPoints [72 712 200 712 72 700 200 700]>>
//	  -> Redaction {72, 700, 200, 712}
package remark

import (
	"math"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/object"
)

// What is read of one page.
const (
	maxComments = 1000
	maxText     = 20_000 // bytes of a comment
	maxAreas    = 1000   // of redactions
)

// A Comment is what somebody wrote on a page.
type Comment struct {
	By   string // "" where the file does not say
	Date string // RFC 3339 or YYYY-MM-DD, or ""
	Text string // may have several lines; never ""
	// OnWords says that it marks words of the page. Some programs put a copy of
	// them where others put what the reviewer wrote.
	OnWords bool
}

// A Redaction is a rectangle of default user space, lower left and upper
// right, that somebody marked to be blacked out.
type Redaction [4]float64

// Of returns what was laid over a page, from its annotations.
func Of(annots []pdf.Value) (comments []Comment, redactions []Redaction) {
	for _, a := range annots {
		_ = object.Guard(func() { // one that breaks is passed over
			switch a.Key("Subtype").Name() {
			case "Redact":
				for _, r := range areas(a) {
					redactions = appendRedaction(redactions, r)
				}
			case "Text", "Highlight", "Underline", "Squiggly", "StrikeOut", "Square", "Circle",
				"Line", "Polygon", "PolyLine", "Ink", "Stamp", "Caret":
				if c, ok := comment(a); ok && len(comments) < maxComments {
					comments = append(comments, c)
				}
			}
		})
	}
	return comments, redactions
}

// appendRedaction adds r. When they become too many, the last one takes in
// all that follow: it is better to hold back too much than too little.
func appendRedaction(list []Redaction, r Redaction) []Redaction {
	if len(list) < maxAreas {
		return append(list, r)
	}
	l := &list[len(list)-1]
	*l = Redaction{min(l[0], r[0]), min(l[1], r[1]), max(l[2], r[2]), max(l[3], r[3])}
	return list
}

// comment reads an annotation that may bear a text. One that is hidden is not
// shown by anybody, and what a reviewer ticked off ("Accepted set by …") is no
// comment. A FreeText is not asked: it stands on the page itself.
func comment(a pdf.Value) (c Comment, ok bool) {
	const hidden, noView = 1 << 1, 1 << 5
	if a.Key("F").Int64()&(hidden|noView) != 0 || !a.Key("StateModel").IsNull() {
		return c, false
	}
	switch a.Key("Subtype").Name() {
	case "Highlight", "Underline", "Squiggly", "StrikeOut":
		c.OnWords = true
	}
	c.Text = lines(object.TextString(a.Key("Contents").RawString()))
	_ = object.Guard(func() { c.By = strings.Join(strings.Fields(object.TextString(a.Key("T").RawString())), " ") })
	_ = object.Guard(func() {
		if c.Date = object.Date(a.Key("CreationDate").RawString()); c.Date == "" {
			c.Date = object.Date(a.Key("M").RawString())
		}
	})
	return c, c.Text != ""
}

// lines trims a text and its lines.
func lines(s string) string {
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "") + "…"
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(s)
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

// areas returns the rectangles of a redaction: those around its QuadPoints,
// else its Rect.
func areas(a pdf.Value) (out []Redaction) {
	quads := a.Key("QuadPoints")
	for q := 0; q+8 <= quads.Len(); q += 8 {
		r := Redaction{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
		for i := q; i < q+8; i += 2 {
			x, y := quads.Index(i).Float64(), quads.Index(i+1).Float64()
			r = Redaction{min(r[0], x), min(r[1], y), max(r[2], x), max(r[3], y)}
		}
		if r.sound() {
			out = append(out, r)
		}
	}
	if rect := a.Key("Rect"); len(out) == 0 && rect.Len() == 4 {
		x0, y0, x1, y1 := rect.Index(0).Float64(), rect.Index(1).Float64(), rect.Index(2).Float64(), rect.Index(3).Float64()
		if r := (Redaction{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}); r.sound() {
			out = append(out, r)
		}
	}
	return out
}

func (r Redaction) sound() bool {
	for _, x := range r {
		if math.IsNaN(x) || math.Abs(x) > 1e6 {
			return false
		}
	}
	return r[0] < r[2] && r[1] < r[3]
}
