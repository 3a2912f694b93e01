package content

import (
	"math"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/object"
	"readingroom/archive/extract/pdf/syntax"
)

// A colour, as far as it matters whether it is light or dark.
type colour struct {
	gray    float64 // 0 black, 1 white
	pattern bool    // it is a pattern, through which one may see
	space   space
}

// A space is a kind of colour space (ISO 32000-1, 8.6).
type space byte

const (
	additive  space = iota // Gray, RGB, CMYK and the like: by the number of components
	black                  // a separation of black ink: 1 is black
	spot                   // of another ink, whose colour is not looked up
	lightness              // Lab: 0 to 100
	indexed                // a number in a table, which is not looked up
	pattern
)

// space looks up a colour space by its name.
func (r *resources) space(name string) space {
	switch name {
	case "Pattern":
		return pattern
	case "DeviceGray", "DeviceRGB", "DeviceCMYK", "G", "RGB", "CMYK":
		return additive
	}
	if s, ok := r.spaces[name]; ok {
		return s
	}
	s := additive
	_ = object.Guard(func() { s = spaceOf(r.v.Key("ColorSpace").Key(name)) }) // else as most are
	r.spaces[name] = s
	return s
}

func spaceOf(v pdf.Value) space {
	switch v.Index(0).Name() {
	case "Separation":
		if name := v.Index(1).Name(); name == "Black" || name == "All" {
			return black
		}
		return spot
	case "DeviceN":
		if v.Index(1).Len() == 4 {
			return additive // mostly the four of print
		}
		return spot
	case "Lab":
		return lightness
	case "Indexed", "I":
		return indexed
	case "Pattern":
		return pattern
	}
	if v.Name() == "Pattern" {
		return pattern
	}
	return additive
}

// with returns the colour that sc and scn set.
func (c colour) with(o operands) colour {
	n := o.nums()
	next := colour{space: c.space}
	switch {
	case o.last().Kind == syntax.Name:
		next.gray, next.pattern = .5, true
	case c.space == black && len(n) > 0:
		next.gray = 1 - gray(n[:1])
	case c.space == spot && len(n) > 0:
		most := 0.
		for _, x := range n {
			most = max(most, x)
		}
		next.gray = 1 - gray([]float64{most})/2
	case c.space == lightness && len(n) > 0:
		next.gray = gray([]float64{n[0] / 100})
	case c.space == indexed:
		next.gray = .5
	default:
		next.gray = gray(n)
	}
	return next
}

// gray returns how light a colour is, by the number of its components.
func gray(c []float64) float64 {
	clamp := func(x float64) float64 { return min(1, max(0, x)) }
	switch len(c) {
	case 1:
		return clamp(c[0])
	case 3:
		return .3*clamp(c[0]) + .59*clamp(c[1]) + .11*clamp(c[2])
	case 4:
		return 1 - math.Min(1, .3*clamp(c[0])+.59*clamp(c[1])+.11*clamp(c[2])+clamp(c[3]))
	}
	return 0
}

// dark reports whether text is painted in black or nearly.
func (in *interpreter) dark() bool {
	c := in.fill
	if in.mode == 1 || in.mode == 5 {
		c = in.ink
	}
	return in.mode != 3 && in.mode != 7 && c.gray < .12 && !c.pattern
}
