package ocr

import "math"

// maxSkew is the largest angle that is looked for, in degrees.
const maxSkew = 8

// skew returns how far the lines of a sheet are turned clockwise, in degrees,
// and how clearly: the contrast between rows at that angle, against other
// angles. It looks at the lower edges of the ink, which base lines and rulings
// share.
func (s *sheet) skew() (angle, clear float64) {
	edges := s.lowerEdges()
	if len(edges) < 200 {
		return 0, 0
	}
	p := profile{edges: edges, rows: make([]int, s.h/reduced(s)+1)}
	best, at, sum, n := 0.0, 0.0, 0.0, 0
	for a := -float64(maxSkew); a <= maxSkew; a += .25 {
		v := p.contrast(a)
		sum += v
		n++
		if v > best {
			best, at = v, a
		}
	}
	if sum == 0 {
		return 0, 0
	}
	for step := .125; step > .02; step /= 2 {
		for _, a := range []float64{at - step, at + step} {
			if v := p.contrast(a); v > best {
				best, at = v, a
			}
		}
	}
	return at, best * float64(n) / sum
}

// reduced is how many dots make one of those that the skew is sought on: about
// 100 to an inch.
func reduced(s *sheet) int { return max(1, int(s.dpi/100+.5)) }

// lowerEdges returns where ink ends towards the foot, in reduced dots from the
// middle of the sheet; at most a quarter of a million.
func (s *sheet) lowerEdges() [][2]float32 {
	r := reduced(s)
	var out [][2]float32
	for y := r / 2; y+r < s.h; y += r {
		row, below := s.row(y), s.row(y+r)
		for x := r / 2; x < s.w; x += r {
			if row[x] < dark && below[x] >= dark {
				out = append(out, [2]float32{float32(x-s.w/2) / float32(r), float32(y-s.h/2) / float32(r)})
			}
		}
	}
	if every := len(out)/250_000 + 1; every > 1 {
		kept := out[:0]
		for i := 0; i < len(out); i += every {
			kept = append(kept, out[i])
		}
		out = kept
	}
	return out
}

// A profile counts edges by row.
type profile struct {
	edges [][2]float32
	rows  []int
}

// contrast is how unevenly the edges fall on rows that are turned by an angle.
func (p *profile) contrast(angle float64) float64 {
	clear(p.rows)
	tan := float32(math.Tan(angle * math.Pi / 180))
	half := float32(len(p.rows)) / 2
	for _, e := range p.edges {
		if y := e[1] - e[0]*tan + half; y >= 0 && int(y) < len(p.rows) {
			p.rows[int(y)]++
		}
	}
	sum := 0.0
	for _, n := range p.rows {
		sum += float64(n) * float64(n)
	}
	return sum
}

// straight returns the sheet turned counter-clockwise by an angle in degrees
// about its middle. What comes in from outside is white. Between dots it takes
// cubic means, which keep thin strokes sharper than linear ones.
func (s *sheet) straight(angle float64) *sheet {
	out := newSheet(s.w, s.h, s.dpi)
	sin, cos := math.Sincos(angle * math.Pi / 180)
	cx, cy := float64(s.w)/2, float64(s.h)/2
	const one = 1 << 16
	dx, dy := int(math.Round(cos*one)), int(math.Round(sin*one))
	for y := range s.h {
		// The dot at x, y of the outcome stands at fx, fy of the picture.
		v := float64(y) + .5 - cy
		fx := int(math.Round((cx + (.5-cx)*cos - v*sin - .5) * one))
		fy := int(math.Round((cy + (.5-cx)*sin + v*cos - .5) * one))
		row := out.row(y)
		for x := range row {
			ix, iy := fx>>16, fy>>16
			if ix >= 1 && iy >= 1 && ix+2 < s.w && iy+2 < s.h {
				row[x] = s.cubic(ix, iy, fx>>10&63, fy>>10&63)
			}
			fx += dx
			fy += dy
		}
	}
	return out
}

// weights are those of the four dots around a place, by 64ths from the second
// to the third (Catmull-Rom); each four add up to 256.
var weights = func() (w [64][4]int) {
	for i := range w {
		t := float64(i) / 64
		w[i][0] = int(math.Round(128 * (-t + 2*t*t - t*t*t)))
		w[i][2] = int(math.Round(128 * (t + 4*t*t - 3*t*t*t)))
		w[i][3] = int(math.Round(128 * (-t*t + t*t*t)))
		w[i][1] = 256 - w[i][0] - w[i][2] - w[i][3]
	}
	return w
}()

func (s *sheet) cubic(x, y, rx, ry int) uint8 {
	at := (y-1)*s.w + x - 1
	// Most of a page is white.
	a, b, c, d := s.pix[at:at+4:at+4], s.pix[at+s.w:at+s.w+4], s.pix[at+2*s.w:at+2*s.w+4], s.pix[at+3*s.w:at+3*s.w+4]
	if b[1]&b[2]&c[1]&c[2] == 255 && a[1]&a[2]&d[1]&d[2]&b[0]&b[3]&c[0]&c[3] == 255 {
		return 255
	}
	w, v := &weights[rx], &weights[ry]
	sum := v[0]*(w[0]*int(a[0])+w[1]*int(a[1])+w[2]*int(a[2])+w[3]*int(a[3])) +
		v[1]*(w[0]*int(b[0])+w[1]*int(b[1])+w[2]*int(b[2])+w[3]*int(b[3])) +
		v[2]*(w[0]*int(c[0])+w[1]*int(c[1])+w[2]*int(c[2])+w[3]*int(c[3])) +
		v[3]*(w[0]*int(d[0])+w[1]*int(d[1])+w[2]*int(d[2])+w[3]*int(d[3]))
	return uint8(min(255, max(0, (sum+1<<15)>>16)))
}

// turned returns the sheet turned clockwise by so many quarters.
func (s *sheet) turned(quarters int) *sheet {
	switch quarters & 3 {
	case 1:
		out := newSheet(s.h, s.w, s.dpi)
		for y := range s.h {
			for x, v := range s.row(y) {
				out.pix[x*out.w+out.w-1-y] = v
			}
		}
		return out
	case 2:
		out := newSheet(s.w, s.h, s.dpi)
		for i, v := range s.pix {
			out.pix[len(s.pix)-1-i] = v
		}
		return out
	case 3:
		out := newSheet(s.h, s.w, s.dpi)
		for y := range s.h {
			for x, v := range s.row(y) {
				out.pix[(out.h-1-x)*out.w+y] = v
			}
		}
		return out
	}
	return s
}
