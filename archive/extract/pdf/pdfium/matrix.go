package pdfium

import "math"

// A matrix takes a point (x, y) to (ax+cy+e, bx+dy+f): a, b, c, d, e, f.
type matrix [6]float64

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// times is m, and then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// scale is how many times larger a length becomes, on the mean.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m[0]*m[3] - m[1]*m[2])) }

// around returns the box around what a box becomes.
func (m matrix) around(b box) box {
	out := nothing
	for _, p := range [4][2]float64{{b[0], b[1]}, {b[2], b[1]}, {b[2], b[3]}, {b[0], b[3]}} {
		out = out.with(m.apply(p[0], p[1]))
	}
	return out
}

// A box is x0, y0, x1, y1. One whose ends are exchanged holds nothing.
type box [4]float64

var (
	nothing    = box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	everything = box{math.Inf(-1), math.Inf(-1), math.Inf(1), math.Inf(1)}
)

func (b box) with(x, y float64) box {
	return box{min(b[0], x), min(b[1], y), max(b[2], x), max(b[3], y)}
}

func (b box) and(c box) box {
	return box{max(b[0], c[0]), max(b[1], c[1]), min(b[2], c[2]), min(b[3], c[3])}
}

func (b box) sound() bool {
	for _, v := range b {
		if math.IsNaN(v) || math.Abs(v) > 1e6 {
			return false
		}
	}
	return true
}
