package content

import (
	"math"

	"readingroom/archive/extract/pdf/mark"
)

// A path is being built; its points are on the page already.
type path struct {
	subpaths []subpath
	bounds   rect
	points   int
}

type subpath struct {
	points [][2]float64
	closed bool
	curved bool
}

const maxPoints = 100_000 // of one path

func (in *interpreter) moveTo(x, y float64) {
	p := &in.path
	if n := len(p.subpaths); n > 0 && len(p.subpaths[n-1].points) == 1 {
		p.subpaths[n-1].points = p.subpaths[n-1].points[:0]
		in.addPoint(x, y)
		return
	}
	if n := len(p.subpaths); n < cap(p.subpaths) {
		p.subpaths = p.subpaths[:n+1]
		p.subpaths[n] = subpath{points: p.subpaths[n].points[:0]}
	} else {
		p.subpaths = append(p.subpaths, subpath{})
	}
	in.addPoint(x, y)
}

func (in *interpreter) lineTo(x, y float64, curved bool) {
	p := &in.path
	n := len(p.subpaths)
	if n == 0 || p.subpaths[n-1].closed {
		in.moveTo(x, y)
		return
	}
	p.subpaths[n-1].curved = p.subpaths[n-1].curved || curved
	in.addPoint(x, y)
}

func (in *interpreter) addPoint(x, y float64) {
	p := &in.path
	x, y = in.base.apply(in.ctm.apply(x, y))
	if p.points++; p.points == 1 {
		p.bounds = rect{x, y, x, y}
	}
	p.bounds = p.bounds.with(x, y)
	if p.points < maxPoints {
		s := &p.subpaths[len(p.subpaths)-1]
		s.points = append(s.points, [2]float64{x, y})
	}
}

// bend widens the path's bounds by a control point of a curve.
func (in *interpreter) bend(x, y float64) {
	if in.path.points > 0 {
		in.path.bounds = in.path.bounds.with(in.base.apply(in.ctm.apply(x, y)))
	}
}

func (in *interpreter) closePath() {
	if n := len(in.path.subpaths); n > 0 {
		in.path.subpaths[n-1].closed = true
	}
}

func (in *interpreter) rectangle(x, y, w, h float64) {
	in.moveTo(x, y)
	in.lineTo(x+w, y, false)
	in.lineTo(x+w, y+h, false)
	in.lineTo(x, y+h, false)
	in.closePath()
}

// paint ends a path: it is shown, and clips what follows where W came before.
func (in *interpreter) paint(fill, stroke bool) {
	if (fill || stroke) && in.hidden == 0 {
		holed := in.path.holed()
		for i, s := range in.path.subpaths {
			in.rule(s, fill, stroke, fill && holed(i))
		}
	}
	if in.clipNext && in.path.points > 0 {
		in.clip = in.clip.and(in.path.bounds)
	}
	in.clipNext = false
	in.path = path{subpaths: in.path.subpaths[:0]}
}

// straight is how far, in points, a line may lean and be parallel to the page's side.
const straight = 1

// rule keeps the lines and the rectangles of a painted subpath.
func (in *interpreter) rule(s subpath, fill, stroke, holed bool) {
	p := s.points
	n := len(p)
	if n > 2 && same(p[0], p[n-1]) {
		n--
		s.closed = true
	}
	if n < 2 {
		return
	}
	around := s.bounds()
	switch {
	case s.curved:
		if fill && !stroke && (around[2]-around[0] < 3 || around[3]-around[1] < 3) {
			in.addRuling(around, true, false, holed) // a bar with round ends
		}
	case n == 4 && (s.closed || fill) && upright(p[:4]), fill && !stroke && (around[2]-around[0] < 3 || around[3]-around[1] < 3):
		in.addRuling(around, fill, stroke, holed)
	case stroke:
		for i := range n {
			if i == n-1 && !s.closed {
				break
			}
			a, b := p[i], p[(i+1)%n]
			if math.Abs(a[0]-b[0]) < straight || math.Abs(a[1]-b[1]) < straight {
				in.addRuling(rect{min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])}, false, true, false)
			}
		}
	}
}

func (s subpath) bounds() rect {
	if len(s.points) == 0 {
		return rect{}
	}
	b := rect{s.points[0][0], s.points[0][1], s.points[0][0], s.points[0][1]}
	for _, p := range s.points[1:] {
		b = b.with(p[0], p[1])
	}
	return b
}

// holed returns which subpaths of a path hold others, which may be holes: a
// frame is filled as a rectangle in a rectangle. Of many, only one that holds
// the whole path is told.
func (p *path) holed() func(i int) bool {
	n := len(p.subpaths)
	if n < 2 {
		return func(int) bool { return false }
	}
	holds := func(a, b rect) bool {
		return a != b && a[0] <= b[0] && a[1] <= b[1] && a[2] >= b[2] && a[3] >= b[3]
	}
	return func(i int) bool {
		b := p.subpaths[i].bounds()
		if n > 50 {
			return b == p.bounds
		}
		for _, s := range p.subpaths {
			if len(s.points) > 2 && holds(b, s.bounds()) {
				return true
			}
		}
		return false
	}
}

func same(a, b [2]float64) bool {
	return math.Abs(a[0]-b[0]) < .01 && math.Abs(a[1]-b[1]) < .01
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

func (in *interpreter) addRuling(r rect, fill, stroke, holed bool) {
	whole := r
	r = r.and(in.clip)
	seen := r[0] <= r[2] && r[1] <= r[3]
	if !seen && !fill || len(in.out.Rulings) >= maxRulings || math.IsNaN(r[0]+r[1]+r[2]+r[3]) {
		return
	}
	m := in.toPage()
	c, alpha := in.fill, in.veil.fill
	if !fill {
		c, alpha = in.ink, in.veil.line
	}
	in.order++
	box := mark.Ruling{
		Box: r.box(), Filled: fill, Stroked: stroke, Gray: c.gray, Order: in.order,
		Sheer:     holed || in.veil.sheer(c, alpha),
		Thickness: in.stroke * math.Sqrt(math.Abs(m[0]*m[3]-m[1]*m[2])),
	}
	if fill {
		in.boxUnseen(box, whole)
	}
	if seen {
		in.out.Rulings = append(in.out.Rulings, box)
	}
}
