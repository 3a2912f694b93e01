// Package layout finds the words, lines and blocks of a page from its glyphs,
// and the order in which a person reads them.
//
//	I n f o r   at x 72…99, - at 99; "mation" below  ->  words "Infor-", "mation"; text "Information"
package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/mark"
)

// A Page is the text of a page in the order of reading.
type Page struct {
	Blocks []Block
}

// A Block is lines that belong together: a paragraph, a heading, a column of a table.
type Block struct {
	Lines []Line
}

// A Line is words side by side.
type Line struct {
	Words []Word
	base  float64
	size  float64
}

// A Word is a word where it stands on the page.
type Word struct {
	archive.Word
	Size   float64 // of its font
	Angle  float64 // of its base line, clockwise
	Hidden bool    // painted with no ink
	Raised int     // 1: a superscript, -1: a subscript, beside larger words of its line

	from, to float64 // along the base line
}

// Base returns how far down the base line stands, in points: along y for
// upright text, else across the direction that the line is written in.
func (l Line) Base() float64 { return l.base }

// Size returns the size of the line's largest font, in points.
func (l Line) Size() float64 { return l.size }

// Box returns the rectangle around the words of a line.
func (l Line) Box() archive.Box {
	var box archive.Box
	for i, w := range l.Words {
		if box = union(box, w.Box); i == 0 {
			box = w.Box
		}
	}
	return box
}

// Box returns the rectangle around the lines of a block.
func (b Block) Box() archive.Box {
	var box archive.Box
	for i, l := range b.Lines {
		if box = union(box, l.Box()); i == 0 {
			box = l.Box()
		}
	}
	return box
}

func union(a, b archive.Box) archive.Box {
	return archive.Box{min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])}
}

// Of returns the layout of a page.
func Of(p *mark.Page) Page {
	var out Page
	for _, g := range byAngle(p.Glyphs) {
		out.Blocks = append(out.Blocks, g.blocks()...)
	}
	out.Blocks = slices.DeleteFunc(out.Blocks, func(b Block) bool { return len(b.Lines) == 0 })
	return out
}

// Words returns the words in reading order; it is never nil.
func (p Page) Words() []archive.Word {
	n := 0
	for _, b := range p.Blocks {
		for _, l := range b.Lines {
			n += len(l.Words)
		}
	}
	out := make([]archive.Word, 0, n)
	for _, b := range p.Blocks {
		for _, l := range b.Lines {
			for _, w := range l.Words {
				out = append(out, w.Word)
			}
		}
	}
	return out
}

// A direction is the glyphs whose base lines run alike, in a frame that is
// turned with them: x runs along the line, y from line to line.
type direction struct {
	angle    float64
	sin, cos float64
	glyphs   []glyph
	spare    []run // to be handed out
}

// A glyph in the frame of its direction.
type glyph struct {
	*mark.Glyph
	x0, x1, base float64
	space        bool
	combines     bool // it is an accent, over or under the glyph beside it
}

// byAngle groups glyphs by direction: upright text first, then by angle.
func byAngle(glyphs []mark.Glyph) []*direction {
	var all []*direction
	var last *direction
	for i := range glyphs {
		g := &glyphs[i]
		angle := near(g.Angle)
		if last == nil || last.angle != angle {
			at := slices.IndexFunc(all, func(d *direction) bool { return d.angle == angle })
			if at < 0 {
				if len(all) == maxAngles {
					continue
				}
				sin, cos := math.Sincos(angle * math.Pi / 180)
				if math.Mod(angle, 90) == 0 {
					sin, cos = math.Round(sin), math.Round(cos)
				}
				d := &direction{angle: angle, sin: sin, cos: cos}
				if at = len(all); at == 0 {
					d.glyphs = make([]glyph, 0, len(glyphs)) // mostly all of them
				}
				all = append(all, d)
			}
			last = all[at]
		}
		if len(g.Text) > 1 && strings.Contains(g.Text, " ") {
			last.addParts(g)
		} else {
			last.add(g)
		}
	}
	slices.SortStableFunc(all, func(a, b *direction) int { return cmp.Compare(a.angle, b.angle) })
	return all
}

const maxAngles = 128

// near rounds an angle to whole degrees, and to a right one where it is near to it.
func near(angle float64) float64 {
	if angle == 0 {
		return 0
	}
	if right := math.Round(angle/90) * 90; math.Abs(angle-right) < 4 {
		return math.Mod(right+360, 360)
	}
	return math.Mod(math.Round(angle)+360, 360)
}

// addParts adds a glyph whose text holds spaces as several, each with its
// share of the width.
func (d *direction) addParts(g *mark.Glyph) {
	runes := []rune(g.Text)
	sin, cos := math.Sincos(g.Angle * math.Pi / 180)
	for i, r := range runes {
		part := *g
		part.Text, part.Width = string(r), g.Width/float64(len(runes))
		part.X, part.Y = g.X+cos*part.Width*float64(i), g.Y+sin*part.Width*float64(i)
		d.add(&part)
	}
}

func (d *direction) add(g *mark.Glyph) {
	x := g.X*d.cos + g.Y*d.sin
	d.glyphs = append(d.glyphs, glyph{
		Glyph: g, x0: x, x1: x + g.Width, base: g.Y*d.cos - g.X*d.sin, space: g.Text == " " || g.Text == "\u00a0",
		combines: combines(g.Text),
	})
}

// box takes a rectangle of the frame to the page.
func (d *direction) box(x0, y0, x1, y1 float64) archive.Box {
	b := archive.Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range [4][2]float64{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}} {
		x, y := p[0]*d.cos-p[1]*d.sin, p[0]*d.sin+p[1]*d.cos
		b = archive.Box{min(b[0], x), min(b[1], y), max(b[2], x), max(b[3], y)}
	}
	for i := range b {
		b[i] = math.Round(b[i]*100) / 100
	}
	return b
}
