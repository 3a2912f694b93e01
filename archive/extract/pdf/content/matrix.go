package content

import (
	"math"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
)

// A matrix is [a b c d e f] (ISO 32000-1, 8.3.3).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times returns the matrix that does m first and n then.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// moved returns the matrix that moves by x, y first and does m then.
func (m matrix) moved(x, y float64) matrix {
	m[4], m[5] = m.apply(x, y)
	return m
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

func (m matrix) sound() bool {
	for _, x := range m {
		if math.IsNaN(x) || math.Abs(x) > 1e9 {
			return false
		}
	}
	return true
}

// matrixOf reads an array of six numbers; anything else is the identity.
func matrixOf(v pdf.Value) matrix {
	if v.Len() != 6 {
		return identity
	}
	var m matrix
	for i := range m {
		m[i] = v.Index(i).Float64()
	}
	return m
}

// A rect is a rectangle on the page: left, top, right, bottom.
type rect [4]float64

// around returns the rectangle around b under m.
func (m matrix) around(b rect) rect {
	out := rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range [4][2]float64{{b[0], b[1]}, {b[2], b[1]}, {b[2], b[3]}, {b[0], b[3]}} {
		out = out.with(m.apply(p[0], p[1]))
	}
	return out
}

func (r rect) with(x, y float64) rect {
	return rect{min(r[0], x), min(r[1], y), max(r[2], x), max(r[3], y)}
}

func (r rect) and(s rect) rect {
	return rect{max(r[0], s[0]), max(r[1], s[1]), min(r[2], s[2]), min(r[3], s[3])}
}

func (r rect) box() archive.Box { return archive.Box(r) }

// rectOf reads a rectangle, whichever corners it names.
func rectOf(v pdf.Value) (r rect, ok bool) {
	if v.Len() != 4 {
		return r, false
	}
	for i := range r {
		r[i] = v.Index(i).Float64()
	}
	return rect{min(r[0], r[2]), min(r[1], r[3]), max(r[0], r[2]), max(r[1], r[3])}, true
}
