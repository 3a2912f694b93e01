package content

import "github.com/ledongthuc/pdf"

// A veil is why one can see what lies under what is painted (ISO 32000-1, 11).
type veil struct {
	fill, line float64 // how opaque: 1 wholly
	mask       bool    // through a soft mask
	mode       blend
	group      blend // how the group that is being drawn lies on what is under it
}

// A blend is how much shows of what is under.
type blend byte

const (
	covers  blend = iota
	darkens       // both can be seen, but black is black
	mixes
)

var opaque = veil{fill: 1, line: 1}

// sheer reports whether one sees what lies under a colour.
func (v veil) sheer(c colour, alpha float64) bool {
	most := max(v.mode, v.group)
	return c.pattern || alpha < 1 || v.mask || most == mixes || most == darkens && c.gray > .1
}

// inside returns the veil in which a transparency group begins (11.4.7, 11.6.6).
func (v veil) inside() veil {
	inner := opaque
	inner.group = max(v.group, v.mode)
	if v.fill < 1 || v.mask {
		inner.group = mixes
	}
	return inner
}

// veilOf returns what a graphics state parameter dictionary does to the veil.
func veilOf(dict pdf.Value) func(*veil) {
	ca, lineCA, bm, mask := dict.Key("ca"), dict.Key("CA"), dict.Key("BM"), dict.Key("SMask")
	fill, line := ca.Float64(), lineCA.Float64()
	name := bm.Name()
	if bm.Kind() == pdf.Array {
		name = bm.Index(0).Name()
	}
	mode := mixes
	switch name {
	case "Normal", "Compatible":
		mode = covers
	case "Multiply", "Darken", "ColorBurn":
		mode = darkens
	}
	hasFill, hasLine, hasMask, masked := !ca.IsNull(), !lineCA.IsNull(), !mask.IsNull(), mask.Kind() == pdf.Dict
	return func(v *veil) {
		if hasFill {
			v.fill = fill
		}
		if hasLine {
			v.line = line
		}
		if name != "" {
			v.mode = mode
		}
		if hasMask {
			v.mask = masked
		}
	}
}
