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

	// Of a page that was read from a picture: how far its lines are turned
	// clockwise on the page as it is shown, in degrees from -45 up to 315. The
	// marks stand as if it were not; Shown takes them back.
	Skew float64
	// Of a page that was read from a picture: the share of its words that were
	// read with a confidence of at least Sure. It is 0 where the file states its
	// characters. Below a half, nothing should be built on the words.
	Confidence float64
}

// Sure is the least confidence of a word that can be relied on, of 100.
const Sure = 60

// Shown takes a box to where it stands on the page as it is shown: turned by
// the skew about the middle of the page.
func (p *Page) Shown(b archive.Box) archive.Box {
	if p.Skew == 0 {
		return b
	}
	sin, cos := math.Sincos(p.Skew * math.Pi / 180)
	w, h := p.Width, p.Height
	if quarters := math.Round(p.Skew / 90); math.Mod(quarters, 2) != 0 {
		w, h = h, w // of the page as it is shown
	}
	out := archive.Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, c := range [4][2]float64{{b[0], b[1]}, {b[2], b[1]}, {b[2], b[3]}, {b[0], b[3]}} {
		x, y := c[0]-p.Width/2, c[1]-p.Height/2
		x, y = x*cos-y*sin+w/2, x*sin+y*cos+h/2
		out = archive.Box{min(out[0], x), min(out[1], y), max(out[2], x), max(out[3], y)}
	}
	return out
}

// Straight takes a glyph of the page as it is shown to where it stands on the
// straight one; the skew is a small one.
func (p *Page) Straight(g Glyph) Glyph {
	sin, cos := math.Sincos(p.Skew * math.Pi / 180)
	x, y := g.X-p.Width/2, g.Y-p.Height/2
	g.X, g.Y = x*cos+y*sin+p.Width/2, y*cos-x*sin+p.Height/2
	return g
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
	Dark     bool    // known to be painted in black or nearly

	Confidence int // of one read from a picture, 1 to 100
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
	Sheer     bool    // what lies under it can be seen: it is transparent, is blended with it, or has holes
	Order     int
}

// A Picture is a painted image.
type Picture struct {
	Box   archive.Box
	Order int
}
