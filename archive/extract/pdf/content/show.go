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
	in.take()
	for i := range in.chars {
		c := &in.chars[i]
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

// A pen is what the characters of a string have in common: how they lie on the
// page. Only where each begins differs.
type pen struct {
	page  matrix // user space to the page
	em    matrix // an em of the font to the page
	sound bool
	mark.Glyph
	along, across float64 // an em along the base line, and the height of one across it
}

// take sets the pen as the state has it.
func (in *interpreter) take() {
	f, p := in.font, &in.pen
	p.page = in.toPage()
	p.em = matrix{in.size * in.scale, 0, 0, in.size, 0, in.rise}.times(in.text).times(p.page)
	m := p.em
	p.along = math.Hypot(m[0], m[1])
	if p.sound = p.along > 0 && m.sound(); !p.sound {
		return
	}
	p.across = math.Abs(m[0]*m[3]-m[1]*m[2]) / p.along
	p.Glyph = mark.Glyph{Hidden: in.mode == 3, Dark: in.dark()}
	if f.Vertical { // written down the page
		p.Angle, p.Size = degrees(-m[2], -m[3]), p.along
		p.Up, p.Down = p.along/2, p.along/2
		p.sound = p.Size > 0
		return
	}
	p.Angle, p.Size = degrees(m[0], m[1]), p.across*f.Em
	p.Up, p.Down = f.Up*p.across, f.Down*p.across
	p.sound = p.across > 0
}

// glyph keeps a painted character where it stands, unless nobody can see it.
// The pen was taken.
func (in *interpreter) glyph(c *font.Char) {
	if in.hidden > 0 {
		return
	}
	in.out.Shown++
	if c.Unknown {
		in.out.Unknown++
	}
	n := len(in.out.Glyphs)
	if n >= maxGlyphs {
		in.problem(ErrLimit)
		return
	}
	if !in.pen.sound {
		return
	}
	if n == cap(in.out.Glyphs) {
		// Twice as many: append grows by quarters, and for two million glyphs would leave several times their size behind.
		in.out.Glyphs = append(make([]mark.Glyph, 0, max(64, 2*n)), in.out.Glyphs...)
	}
	in.out.Glyphs = in.out.Glyphs[:n+1]
	g := &in.out.Glyphs[n]
	in.place(g, c)
	if !in.visible(g) {
		unseen := *g
		in.out.Glyphs = in.out.Glyphs[:n]
		in.keepUnseen(unseen)
		return
	}
	if in.inUnseen {
		in.pastUnseen(*g)
	}
	if in.actual != nil {
		in.actual.glyphs = append(in.actual.glyphs, *g)
	}
	if g.Text == "" {
		in.out.Glyphs = in.out.Glyphs[:n]
		return
	}
	in.order++
	g.Order = in.order
}

// place puts a character where the pen is.
func (in *interpreter) place(g *mark.Glyph, c *font.Char) {
	p := &in.pen
	m := &p.em
	m[4], m[5] = p.page.apply(in.text.apply(0, in.rise))
	*g = p.Glyph
	g.Text, g.X, g.Y = c.Text, m[4], m[5]
	if in.font.Vertical {
		// The glyph hangs from the middle of its top.
		g.Width = max(0, -c.Width*math.Hypot(m[2], m[3]))
		return
	}
	if g.Width = c.Width * p.along; g.Width < 0 { // written backwards
		g.X, g.Y = m.apply(c.Width, 0)
		g.Width = -g.Width
	}
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
func (in *interpreter) visible(g *mark.Glyph) bool {
	b := rect(g.Box())
	c := &in.clip
	if b[0] >= c[0] && b[1] >= c[1] && b[2] <= c[2] && b[3] <= c[3] {
		return true
	}
	seen := b.and(*c)
	w, h := b[2]-b[0], b[3]-b[1]
	return seen[2]-seen[0] >= .1*w && seen[3]-seen[1] >= .1*h && seen[0] <= seen[2] && seen[1] <= seen[3]
}
