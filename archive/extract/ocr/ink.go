package ocr

import "image"

// A sheet is a picture of a page at work, a byte a dot: 0 black, 255 white.
type sheet struct {
	w, h int
	pix  []uint8
	dpi  float64
}

func newSheet(w, h int, dpi float64) *sheet {
	s := &sheet{w: w, h: h, pix: make([]uint8, w*h), dpi: dpi}
	for i := range s.pix {
		s.pix[i] = 255
	}
	return s
}

// sheetOf copies a picture.
func sheetOf(p *image.Gray, dpi float64) *sheet {
	b := p.Bounds()
	s := &sheet{w: b.Dx(), h: b.Dy(), pix: make([]uint8, b.Dx()*b.Dy()), dpi: dpi}
	for y := range s.h {
		at := p.PixOffset(b.Min.X, b.Min.Y+y)
		copy(s.row(y), p.Pix[at:at+s.w])
	}
	return s
}

func (s *sheet) row(y int) []uint8 { return s.pix[y*s.w : (y+1)*s.w] }

func (s *sheet) clone() *sheet {
	c := *s
	c.pix = append([]uint8(nil), s.pix...)
	return &c
}

// dots is a length in dots, of one in inches; at least 1.
func (s *sheet) dots(inches float64) int { return max(1, int(inches*s.dpi+.5)) }

// points is a length in points, of one in dots.
func (s *sheet) points(dots float64) float64 { return dots * 72 / s.dpi }

// even takes the shade of the paper out, as a lamp or a fold throws it: each
// dot is set against the paper within an inch or so. Shaded rows and dark boxes
// are no paper and stay as they are.
func (s *sheet) even() {
	side := s.dots(.16)
	g := s.paperLevels(side)
	white := g.level(3, 4)
	if white < 40 {
		return // a black page
	}
	for i, p := range g.v {
		if p < white*3/5 { // a picture, a black box
			g.v[i] = white
		}
	}
	g.closed(reach)
	shaded := false
	for _, p := range g.v {
		shaded = shaded || p < 250
	}
	if !shaded {
		return
	}
	for y := range s.h {
		row := s.row(y)
		for x := range row {
			row[x] = uint8(min(255, int(row[x])*255/max(1, g.at(x, y, side))))
		}
	}
}

// reach is how many tiles a shade must reach over to be the paper's.
const reach = 3

// A grid holds a level for each tile of a sheet.
type grid struct {
	w, h int
	v    []int
}

// paperLevels returns how bright the paper is by tiles: what one dot in five is
// brighter than.
func (s *sheet) paperLevels(side int) *grid {
	g := &grid{w: (s.w + side - 1) / side, h: (s.h + side - 1) / side}
	g.v = make([]int, g.w*g.h)
	for i := range g.v {
		x0, y0 := i%g.w*side, i/g.w*side
		var count [256]int
		n := 0
		for y := y0; y < min(s.h, y0+side); y++ {
			row := s.row(y)[x0:min(s.w, x0+side)]
			for _, v := range row {
				count[v]++
			}
			n += len(row)
		}
		g.v[i] = brighter(&count, n/5)
	}
	return g
}

// level returns what a share of the tiles, n of d, is darker than.
func (g *grid) level(n, d int) int {
	var count [256]int
	for _, v := range g.v {
		count[v]++
	}
	return brighter(&count, len(g.v)*(d-n)/d)
}

// closed fills in what is darker than its surroundings and no wider than twice
// so many tiles.
func (g *grid) closed(reach int) {
	for _, pick := range []func(a, b int) int{maxOf, minOf} {
		for _, step := range []int{1, g.w} {
			out := make([]int, len(g.v))
			for i := range g.v {
				along, most := i%g.w, g.w
				if step == g.w {
					along, most = i/g.w, g.h
				}
				best := g.v[i]
				for k := max(-reach, -along); k <= min(reach, most-1-along); k++ {
					best = pick(best, g.v[i+k*step])
				}
				out[i] = best
			}
			g.v = out
		}
	}
}

func maxOf(a, b int) int { return max(a, b) }
func minOf(a, b int) int { return min(a, b) }

// at returns the level at a dot, between the middles of tiles.
func (g *grid) at(x, y, side int) int {
	fx, fy := max(0, 2*x-side), max(0, 2*y-side)
	x0, y0 := min(fx/(2*side), g.w-1), min(fy/(2*side), g.h-1)
	x1, y1, rx, ry := min(x0+1, g.w-1), min(y0+1, g.h-1), fx%(2*side), fy%(2*side)
	top := g.v[y0*g.w+x0]*(2*side-rx) + g.v[y0*g.w+x1]*rx
	low := g.v[y1*g.w+x0]*(2*side-rx) + g.v[y1*g.w+x1]*rx
	return (top*(2*side-ry) + low*ry) / (4 * side * side)
}

// brighter returns the level that n of the counted dots are brighter than.
func brighter(count *[256]int, n int) int {
	for v := 255; v > 0; v-- {
		if n -= count[v]; n < 0 {
			return v
		}
	}
	return 0
}

// dark is below which a dot is ink, on even paper.
const dark = 140
