// Package mark is what a page shows, whichever reader found it: glyphs,
// rulings and pictures, where they stand.
//
// All measures are points, from the top left of the page as it is shown, x to
// the right and y down.
package mark

import (
	"math"

	"readingroom/archive"
)

// A Page is a page as it is shown: cropped, turned, in points.
type Page struct {
	Width, Height float64
	Glyphs        []Glyph
	Rulings       []Ruling
	Pictures      []Picture
}

// A Glyph is a painted character, or several that are painted as one.
type Glyph struct {
	Text     string  // in Unicode, in the order of reading; never ""
	X, Y     float64 // where it begins on its base line
	Width    float64 // along the base line, to where the next one begins
	Angle    float64 // of the base line, in degrees clockwise: 0 is to the right, 90 down
	Size     float64 // of the font, across the base line
	Up, Down float64 // how far it may reach from the base line
	Order    int     // of painting, among all marks of the page
	Hidden   bool    // painted with no ink, as is the text under a scanned page
}

// Box returns the rectangle around a glyph.
func (g Glyph) Box() archive.Box {
	if g.Angle == 0 {
		return archive.Box{g.X, g.Y - g.Up, g.X + g.Width, g.Y + g.Down}
	}
	sin, cos := math.Sincos(g.Angle * math.Pi / 180)
	// The corners, from the base line's ends along the way up: (sin, -cos).
	xs := [4]float64{g.X + sin*g.Up, g.X - sin*g.Down, g.X + cos*g.Width + sin*g.Up, g.X + cos*g.Width - sin*g.Down}
	ys := [4]float64{g.Y - cos*g.Up, g.Y + cos*g.Down, g.Y + sin*g.Width - cos*g.Up, g.Y + sin*g.Width + cos*g.Down}
	return archive.Box{
		min(xs[0], xs[1], xs[2], xs[3]), min(ys[0], ys[1], ys[2], ys[3]),
		max(xs[0], xs[1], xs[2], xs[3]), max(ys[0], ys[1], ys[2], ys[3]),
	}
}

// A Ruling is a painted line or rectangle whose sides are parallel to the
// page's. A line is a rectangle without a height or without a width.
type Ruling struct {
	Box       archive.Box
	Filled    bool
	Stroked   bool
	Thickness float64 // of the stroke
	Gray      float64 // of the fill, else of the stroke: 0 black, 1 white
	Order     int
}

// A Picture is a painted image.
type Picture struct {
	Box   archive.Box
	Order int
}
