package pdfium

import (
	"math"

	"readingroom/archive/extract/pdf/mark"
)

// A Page is what a page shows, and how far to trust it.
type Page struct {
	mark.Page
	Unknown int // glyphs whose Unicode the file does not tell
	Shown   int // glyphs in all
}

// What one page may cost.
const (
	maxGlyphs   = 1_000_000
	maxObjects  = 400_000
	maxRulings  = 200_000
	maxSegments = 100_000 // of one path
	maxForms    = 14      // forms in forms
)

// Page reads page n, which counts from 1. unit is the page's UserUnit in
// points, of which PDFium takes no notice; 1 where it has none. What its
// annotations and form fields show is on it.
func (d *Document) Page(n int, unit float64) (*Page, error) {
	handle, err := d.load(n)
	if err != nil {
		return nil, err
	}
	defer func() { d.engine.call("FPDF_ClosePage", handle) }()
	if i32(d.engine.call("FPDFPage_GetAnnotCount", handle)) > 0 {
		// PDFium's text is that of the page alone, unless what lies on it is made a part of it.
		const display = 0 // FLAT_NORMALDISPLAY
		d.engine.call("FPDFPage_Flatten", handle, display)
		d.engine.call("FPDF_ClosePage", handle)
		if handle, err = d.load(n); err != nil {
			return nil, err
		}
	}
	p := &reading{Page: &Page{}, engine: d.engine, texts: map[uint64]painted{}}
	p.frame(handle, unit)
	p.objects(handle)
	p.glyphs(handle)
	return p.Page, d.engine.err
}

// A reading is a page that is being read.
type reading struct {
	*Page
	*engine
	base  matrix // default user space to the page as it is shown
	clip  box    // the page
	texts map[uint64]painted
	order int // objects met
}

// painted is what a text object says of its glyphs.
type painted struct {
	order  int
	clip   box
	hidden bool // it has no ink
	unseen bool // nor any place: it only clips
}

// frame finds how the page is shown: its CropBox within its MediaBox, turned.
func (p *reading) frame(handle uint64, unit float64) {
	if unit <= 0 || math.IsNaN(unit) || unit > 1000 {
		unit = 1
	}
	p.call("FPDF_GetPageBoundingBox", handle, p.at(0))
	left, top, right, bottom := p.float(0, 0), p.float(0, 1), p.float(0, 2), p.float(0, 3)
	left, bottom, right, top = min(left, right), min(bottom, top), max(left, right), max(bottom, top)
	p.Width, p.Height = (right-left)*unit, (top-bottom)*unit
	switch i32(p.call("FPDFPage_GetRotation", handle)) {
	case 1:
		p.base = matrix{0, 1, 1, 0, -bottom, -left}
	case 2:
		p.base = matrix{-1, 0, 0, 1, right, -bottom}
	case 3:
		p.base = matrix{0, -1, -1, 0, top, right}
	default:
		p.base = matrix{1, 0, 0, -1, -left, top}
	}
	if p.base[0] == 0 {
		p.Width, p.Height = p.Height, p.Width
	}
	p.base = p.base.times(matrix{unit, 0, 0, unit, 0, 0})
	p.clip = box{0, 0, p.Width, p.Height}
}

// glyphs reads the page's text, glyph by glyph.
func (p *reading) glyphs(page uint64) {
	text := p.call("FPDFText_LoadPage", page)
	if text == 0 {
		return
	}
	defer p.call("FPDFText_ClosePage", text)
	var last uint64 // the text object of the glyph before
	for i := range min(i32(p.call("FPDFText_CountChars", text)), maxGlyphs) {
		if p.err != nil {
			return
		}
		if p.ask("FPDFText_IsGenerated", text, arg(i)) {
			last = 0 // PDFium's guess at a space or a line's end; layout makes its own
			continue
		}
		object := p.call("FPDFText_GetTextObject", text, arg(i))
		last = p.glyph(text, i, object, last)
	}
}

// glyph reads a glyph of a text object and returns the object.
func (p *reading) glyph(text uint64, i int, object, last uint64) uint64 {
	r := rune(p.call("FPDFText_GetUnicode", text, arg(i)))
	of, known := p.texts[object]
	if of.unseen {
		return object
	}
	clip := p.clip
	if known {
		clip = of.clip
	}
	switch {
	case r >= 0xdc00 && r < 0xe000: // the second half of a pair
		return object
	case r >= 0xd800 && r < 0xdc00:
		low := rune(p.call("FPDFText_GetUnicode", text, arg(i+1)))
		if low < 0xdc00 || low >= 0xe000 {
			return object
		}
		r = 0x10000 + (r-0xd800)<<10 + low - 0xdc00
	case r == 2, r == 0xfffe:
		r = '-' // PDFium's sign for one at the end of a line
	}
	p.Shown++
	if r == 0 || r == 0xfffd || p.ask("FPDFText_HasUnicodeMapError", text, arg(i)) {
		p.Unknown++
		return object
	}
	g, ok := p.placed(text, i)
	if !ok || !seen(g.Box(), clip) && r != ' ' {
		return object
	}
	g.Text, g.Hidden, g.Order = string(r), of.hidden, of.order
	if n := len(p.Glyphs) - 1; n >= 0 && object == last && p.Glyphs[n].X == g.X && p.Glyphs[n].Y == g.Y {
		// A ligature, or text that the file gives in place of what is painted.
		p.Glyphs[n].Text += g.Text
		p.Glyphs[n].Width = max(p.Glyphs[n].Width, g.Width, p.inked(text, i, g))
		return object
	}
	p.Glyphs = append(p.Glyphs, g)
	return object
}

// placed finds where a glyph stands.
func (p *reading) placed(text uint64, i int) (g mark.Glyph, ok bool) {
	p.call("FPDFText_GetCharOrigin", text, arg(i), p.at(0), p.at(1))
	p.call("FPDFText_GetMatrix", text, arg(i), p.at(2))
	p.call("FPDFText_GetLooseCharBox", text, arg(i), p.at(5))
	size := math.Abs(f64(p.call("FPDFText_GetFontSize", text, arg(i))))
	m := p.matrix(2).times(p.base)
	along := math.Hypot(m[0], m[1])
	if along == 0 || size == 0 {
		return g, false
	}
	g.X, g.Y = p.base.apply(p.double(0), p.double(1))
	g.Size = size * math.Abs(m[0]*m[3]-m[1]*m[2]) / along
	cos, sin := m[0]/along, m[1]/along
	g.Angle = degrees(cos, sin)
	around := p.base.around(box{p.float(5, 0), p.float(5, 1), p.float(5, 2), p.float(5, 3)})
	if !around.sound() || !(box{g.X, g.Y, g.Size, 0}).sound() || g.Size == 0 {
		return g, false
	}
	g.Width, g.Up, g.Down = extent(around, g, cos, sin)
	return g, true
}

// extent finds from the upright box around a glyph how wide it is along its
// base line, and how far it may reach from there.
func extent(b box, g mark.Glyph, cos, sin float64) (width, up, down float64) {
	w, h := b[2]-b[0], b[3]-b[1]
	c, s := math.Abs(cos), math.Abs(sin)
	up, down = .75*g.Size, .22*g.Size
	switch {
	case s < .01:
		width = w
		if u := g.Y - b[1]; cos > 0 && u >= .5*g.Size && u <= 1.1*g.Size {
			up = u
		}
		if d := b[3] - g.Y; cos > 0 && d >= .1*g.Size && d <= .4*g.Size {
			down = d
		}
	case c < .01:
		width = h
	case math.Abs(c-s) > .2:
		width = (w*c - h*s) / (c*c - s*s)
	default: // near to 45 degrees the box does not say
		width = (w - g.Size*s) / c
	}
	return max(0, width), up, down
}

// inked returns how far the ink of a glyph reaches along its base line.
func (p *reading) inked(text uint64, i int, g mark.Glyph) float64 {
	if g.Angle != 0 || !p.ask("FPDFText_GetCharBox", text, arg(i), p.at(0), p.at(1), p.at(2), p.at(3)) {
		return 0
	}
	b := p.base.around(box{p.double(0), p.double(2), p.double(1), p.double(3)})
	if !b.sound() {
		return 0
	}
	return b[2] - g.X
}

// degrees returns the angle of a base line that runs to (x, y), clockwise.
func degrees(x, y float64) float64 {
	a := math.Atan2(y, x) * 180 / math.Pi
	if r := math.Round(a); math.Abs(a-r) < .05 {
		a = r
	}
	if a < 0 {
		a += 360
	}
	return a
}

// seen reports whether a glyph's box lies within what is shown: a sliver of a
// tenth does not count.
func seen(b [4]float64, clip box) bool {
	in := box(b).and(clip)
	return in[2]-in[0] >= .1*(b[2]-b[0]) && in[3]-in[1] >= .1*(b[3]-b[1]) && in[0] <= in[2] && in[1] <= in[3]
}
