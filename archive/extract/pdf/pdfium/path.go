package pdfium

import (
	"math"
	"slices"

	"readingroom/archive/extract/pdf/mark"
)

// path keeps the lines and the rectangles of a path that is painted.
func (p *reading) path(object uint64, m matrix, clip box, order int) {
	if !p.ask("FPDFPath_GetDrawMode", object, p.at(0), p.at(1)) {
		return
	}
	t := strokes{fill: p.number(0) != 0, stroke: p.number(1) != 0}
	n := i32(p.call("FPDFPath_CountSegments", object))
	if !t.fill && !t.stroke || n < 2 || n > maxSegments {
		return
	}
	m = p.own(object).times(m)
	ruling := mark.Ruling{Filled: t.fill, Stroked: t.stroke, Gray: p.gray(object, t.fill), Order: order}
	ruling.Sheer = p.ask("FPDFPageObj_HasTransparency", object)
	before := len(p.Rulings)
	if t.stroke && p.ask("FPDFPageObj_GetStrokeWidth", object, p.at(0)) {
		ruling.Thickness = p.float(0, 0) * m.scale()
	}
	t.rule = func(b box, fill, stroke bool) {
		b = b.and(clip)
		if !b.sound() || b[0] > b[2] || b[1] > b[3] || len(p.Rulings) >= maxRulings {
			return
		}
		r := ruling
		r.Box, r.Filled, r.Stroked = [4]float64(b), fill, stroke
		p.Rulings = append(p.Rulings, r)
	}
	const line, curve, move = 0, 1, 2 // FPDF_SEGMENT_…
	for i := range n {
		s := p.call("FPDFPath_GetPathSegment", object, arg(i))
		if s == 0 || !p.ask("FPDFPathSegment_GetPoint", s, p.at(0), p.at(1)) {
			continue
		}
		x, y := m.apply(p.float(0, 0), p.float(1, 0))
		switch i32(p.call("FPDFPathSegment_GetType", s)) {
		case move:
			t.end(false)
		case curve:
			t.curved = true
		}
		t.points = append(t.points, [2]float64{x, y})
		if p.ask("FPDFPathSegment_GetClose", s) {
			t.end(true)
		}
	}
	t.end(false)
	holes(p.Rulings[before:])
}

// holes notes which rectangles of a path hold others, which may be holes in
// them: a frame is filled as a rectangle in a rectangle. Of many, only one that
// holds the whole path is noted.
func holes(path []mark.Ruling) {
	const many = 50
	if len(path) < 2 {
		return
	}
	whole := path[0].Box
	for _, r := range path {
		whole = whole.Union(r.Box)
	}
	for i := range path {
		a := &path[i]
		switch {
		case !a.Filled || a.Sheer:
		case len(path) > many:
			a.Sheer = a.Box == whole
		default:
			a.Sheer = slices.ContainsFunc(path, func(b mark.Ruling) bool { return b.Box != a.Box && a.Box.Union(b.Box) == a.Box })
		}
	}
}

// gray returns how light a path is: its fill, else its stroke.
func (p *reading) gray(object uint64, fill bool) float64 {
	ask := "FPDFPageObj_GetStrokeColor"
	if fill {
		ask = "FPDFPageObj_GetFillColor"
	}
	if !p.ask(ask, object, p.at(0), p.at(1), p.at(2), p.at(3)) {
		return 0
	}
	g := (.3*float64(p.number(0)) + .59*float64(p.number(1)) + .11*float64(p.number(2))) / 255
	return min(1, max(0, g))
}

// strokes are a path's subpaths, taken one after the other.
type strokes struct {
	fill, stroke bool
	rule         func(b box, fill, stroke bool)
	points       [][2]float64
	curved       bool
}

// How far, in points, a line may lean and be parallel to the page's side, and
// how thin a filled shape is a line.
const (
	straight = 1
	thin     = 3
)

// end ends a subpath and gives out its lines, or the rectangle that it is.
func (t *strokes) end(closed bool) {
	p, curved := t.points, t.curved
	t.points, t.curved = t.points[:0], false
	n := len(p)
	if n > 2 && math.Abs(p[0][0]-p[n-1][0]) < .01 && math.Abs(p[0][1]-p[n-1][1]) < .01 {
		n--
		closed = true
	}
	if n < 2 {
		return
	}
	around := nothing
	for _, q := range p[:n] {
		around = around.with(q[0], q[1])
	}
	bar := t.fill && !t.stroke && min(around[2]-around[0], around[3]-around[1]) < thin
	switch {
	case curved:
		if bar { // with round ends
			t.rule(around, true, false)
		}
	case n == 4 && (closed || t.fill) && upright(p[:4]), bar:
		t.rule(around, t.fill, t.stroke)
	case t.stroke:
		for i := range n {
			if i == n-1 && !closed {
				break
			}
			a, b := p[i], p[(i+1)%n]
			if math.Abs(a[0]-b[0]) < straight || math.Abs(a[1]-b[1]) < straight {
				t.rule(nothing.with(a[0], a[1]).with(b[0], b[1]), false, true)
			}
		}
	}
}

// upright reports whether all four sides are parallel to the page's.
func upright(p [][2]float64) bool {
	for i := range p {
		a, b := p[i], p[(i+1)%len(p)]
		if math.Abs(a[0]-b[0]) > straight && math.Abs(a[1]-b[1]) > straight {
			return false
		}
	}
	return true
}
