package layout

import (
	"math"
	"strings"
)

// A run is glyphs that follow each other on a base line without a gap; it
// becomes a word, or a part of one.
type run struct {
	glyphs       []glyph
	x0, x1, base float64
	top, bottom  float64
	size         float64
	gap          float64 // more, as a share of the size, parts words
	space        bool    // it is white space: it parts the runs beside it
	raised       int     // 1: a superscript, -1: a subscript
	initial      bool    // it is a large letter at the head of a paragraph
}

// Shares of the font's size.
const (
	wordGap   = .10 // more parts words, where letters stand close
	backGap   = .20 // a glyph that begins so far before the end of the last is not its successor
	baseShift = .12 // more is another base line
	onward    = .15 // but not where it begins so far behind the beginning of the last
	overprint = .12 // less, and the same glyph was painted twice to look bold
)

// runs cuts the glyphs into runs, in the order of painting.
func (d *direction) runs() []*run {
	var out []*run
	var r *run
	strip, gap, from := 0, 0.0, 0
	for i, g := range d.glyphs {
		if i == strip {
			strip, gap = d.strip(i)
		}
		if d.doubled(i) {
			continue
		}
		if g.space {
			r = nil
			out = append(out, d.newRun(run{x0: g.x0, x1: g.x1, base: g.base, top: g.base - g.Up, bottom: g.base + g.Down, size: g.Size, space: true}))
			continue
		}
		if g.Text == softHyphen && r != nil && d.goesOn(i) {
			r.x1 = max(r.x1, min(g.x1, d.glyphs[i+1].x0))
			continue
		}
		if r != nil && (r.glyphs[0].Hidden != g.Hidden || !r.takes(g)) {
			r = nil
		}
		if r == nil {
			r = d.newRun(run{x0: g.x0, x1: g.x1, base: g.base, top: g.base - g.Up, bottom: g.base + g.Down, size: g.Size, gap: gap})
			r.glyphs, from = d.glyphs[i:i:i], i
			out = append(out, r)
		}
		if from+len(r.glyphs) == i {
			r.glyphs = d.glyphs[from : i : i+1] // add puts it where it is already
		}
		r.add(g)
	}
	return out
}

// newRun makes a run.
func (d *direction) newRun(r run) *run {
	if len(d.spare) == cap(d.spare) {
		d.spare = make([]run, 0, 256)
	}
	d.spare = append(d.spare, r)
	return &d.spare[len(d.spare)-1]
}

// goesOn reports whether glyph i is followed by another right behind it.
func (d *direction) goesOn(i int) bool {
	if i+1 == len(d.glyphs) {
		return false
	}
	g, next := &d.glyphs[i], &d.glyphs[i+1]
	return !next.space && math.Abs(g.base-next.base) <= baseShift*g.Size && next.x0 >= g.x0-wordGap*g.Size && next.x0 <= g.x1+wordGap*g.Size
}

func (r *run) add(g glyph) {
	if n := len(r.glyphs); n == 1 && r.glyphs[0].combines {
		r.base, r.size = g.base, g.Size
	}
	r.glyphs = append(r.glyphs, g)
	r.x0, r.x1 = min(r.x0, g.x0), max(r.x1, g.x1)
	r.top, r.bottom = min(r.top, g.base-g.Up), max(r.bottom, g.base+g.Down)
}

// takes reports whether a glyph goes on with the run.
func (r *run) takes(g glyph) bool {
	size := min(r.size, g.Size)
	gap := g.x0 - r.x1
	last := r.glyphs[len(r.glyphs)-1]
	if (g.combines || last.combines) && g.x0 <= last.x1 && g.x1 >= last.x0-.1*size {
		return math.Abs(g.base-r.base) <= .5*size
	}
	forward := gap >= -backGap*size || g.x0-last.x0 > onward*size && g.x0 < last.x1 // widths that are too large
	return gap <= r.gap*size && forward &&
		math.Abs(g.base-r.base) <= baseShift*size && max(r.size, g.Size) <= 1.05*size
}

// doubled reports whether a glyph was painted just before at the same place.
func (d *direction) doubled(i int) bool {
	g := &d.glyphs[i]
	if g.space {
		return false
	}
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if d.glyphs[k].coincides(g) {
			return true
		}
	}
	return false
}

func (g *glyph) coincides(h *glyph) bool {
	return math.Abs(g.x0-h.x0) < overprint*g.Size && math.Abs(g.base-h.base) < overprint*g.Size && g.Text == h.Text
}

func (r *run) text() string {
	var b strings.Builder
	for _, g := range r.glyphs {
		b.WriteString(g.Text)
	}
	return b.String()
}

// combines reports whether there are only accents.
func (r *run) combines() bool {
	for _, g := range r.glyphs {
		if !g.combines {
			return false
		}
	}
	return true
}

func (r *run) height() float64 { return r.bottom - r.top }
