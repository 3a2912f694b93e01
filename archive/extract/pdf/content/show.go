package content

import (
	"errors"
	"math"

	"readingroom/archive/extract/pdf/font"
	"readingroom/archive/extract/pdf/mark"
)

func (in *interpreter) nextLine(x, y float64) {
	in.inUnseen = false
	if m := in.line.moved(x, y); m.sound() {
		in.line, in.text = m, m
	}
}

// advance moves on by t, unscaled text space, in the direction of writing.
func (in *interpreter) advance(t float64) {
	var m matrix
	if in.font != nil && in.font.Vertical {
		m = in.text.moved(0, t)
	} else {
		m = in.text.moved(t*in.scale, 0)
	}
	if m.sound() {
		in.text = m
	}
}

// show paints a string (ISO 32000-1, 9.4.4).
func (in *interpreter) show(s []byte) {
	f := in.font
	if f == nil {
		if len(s) > 0 {
			in.problem(errors.New("text without a font"))
		}
		return
	}
	in.problem(f.err)
	in.chars = f.Decode(in.chars[:0], s)
	for _, c := range in.chars {
		in.glyph(c)
		t := c.Width*in.size + in.charSpace
		if c.Space {
			t += in.wordSpace
		}
		if f.Vertical {
			t = c.Width*in.size - in.charSpace // down
			if c.Space {
				t -= in.wordSpace
			}
		}
		in.advance(t)
	}
}

// glyph keeps a painted character where it stands, unless nobody can see it.
func (in *interpreter) glyph(c font.Char) {
	if in.hidden > 0 {
		return
	}
	in.out.Shown++
	if c.Unknown {
		in.out.Unknown++
	}
	if len(in.out.Glyphs) >= maxGlyphs {
		in.problem(ErrLimit)
		return
	}
	m := matrix{in.size * in.scale, 0, 0, in.size, 0, in.rise}.times(in.text).times(in.ctm).times(in.base)
	g, ok := in.placed(m, c)
	if !ok {
		return
	}
	if !in.visible(g) {
		in.keepUnseen(g)
		return
	}
	if in.inUnseen {
		in.pastUnseen(g)
	}
	if in.actual != nil {
		in.actual.glyphs = append(in.actual.glyphs, g)
	}
	if g.Text == "" {
		return
	}
	in.order++
	g.Order = in.order
	if n := len(in.out.Glyphs); n == cap(in.out.Glyphs) {
		// Twice as many: append grows by quarters, and for two million glyphs would leave several times their size behind.
		in.out.Glyphs = append(make([]mark.Glyph, 0, max(64, 2*n)), in.out.Glyphs...)
	}
	in.out.Glyphs = append(in.out.Glyphs, g)
}

// placed puts a character where m, from ems to the page, has it.
func (in *interpreter) placed(m matrix, c font.Char) (mark.Glyph, bool) {
	f := in.font
	g := mark.Glyph{Text: c.Text, Hidden: in.mode == 3, Dark: in.dark()}
	// An em along the base line, and the height of one across it.
	along := math.Hypot(m[0], m[1])
	if along == 0 || !m.sound() {
		return g, false
	}
	across := math.Abs(m[0]*m[3]-m[1]*m[2]) / along
	g.Size = across * f.Em
	if f.Vertical {
		// The glyph hangs from the middle of its top: written down the page.
		g.X, g.Y = m.apply(0, 0)
		g.Width = -c.Width * math.Hypot(m[2], m[3])
		g.Angle = degrees(-m[2], -m[3])
		g.Size = along
		g.Up, g.Down = along/2, along/2
		if g.Width < 0 {
			g.Width = 0
		}
		return g, g.Size > 0
	}
	g.X, g.Y = m.apply(0, 0)
	g.Width = c.Width * along
	g.Angle = degrees(m[0], m[1])
	g.Up, g.Down = f.Up*across, f.Down*across
	if g.Width < 0 { // written backwards
		g.X, g.Y = m.apply(c.Width, 0)
		g.Width = -g.Width
	}
	return g, across > 0
}

func degrees(x, y float64) float64 {
	switch {
	case y == 0 && x > 0:
		return 0
	case math.Abs(y) < 1e-3*math.Abs(x) && x > 0:
		return 0
	}
	a := math.Atan2(y, x) * 180 / math.Pi
	if r := math.Round(a); math.Abs(a-r) < .05 {
		a = r
	}
	if a < 0 {
		a += 360
	}
	return a
}

// visible reports whether a glyph stands on the page and not wholly outside
// the clip: a sliver of a tenth does not count.
func (in *interpreter) visible(g mark.Glyph) bool {
	b := rect(g.Box())
	seen := b.and(in.clip)
	w, h := b[2]-b[0], b[3]-b[1]
	return seen[2]-seen[0] >= .1*w && seen[3]-seen[1] >= .1*h && seen[0] <= seen[2] && seen[1] <= seen[3]
}
