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
// dot is set against the paper around it. What is dark over a whole
// neighbourhood stays dark.
func (s *sheet) even() {
	const side = 32
	gw, gh := (s.w+side-1)/side, (s.h+side-1)/side
	paper := make([]int, gw*gh) // of each tile: what one dot in five is brighter than
	var all [256]int
	for ty := range gh {
		for tx := range gw {
			var count [256]int
			n := 0
			for y := ty * side; y < min(s.h, ty*side+side); y++ {
				row := s.row(y)
				for x := tx * side; x < min(s.w, tx*side+side); x++ {
					count[row[x]]++
					n++
				}
			}
			paper[ty*gw+tx] = brighter(&count, n/5)
			all[paper[ty*gw+tx]]++
		}
	}
	white := brighter(&all, gw*gh/4) // of the page as a whole
	if white < 40 {
		return // a negative, or a black page
	}
	least := white * 3 / 5
	shaded := false
	for i, p := range paper {
		if p < least { // a picture, a black box
			paper[i] = white
		}
		shaded = shaded || paper[i] < 250
	}
	if !shaded {
		return
	}
	for y := range s.h {
		row := s.row(y)
		fy := max(0, y*2-side)
		y0 := min(fy/(2*side), gh-1)
		y1, ry := min(y0+1, gh-1), fy%(2*side)
		for x := range row {
			fx := max(0, x*2-side)
			x0 := min(fx/(2*side), gw-1)
			x1, rx := min(x0+1, gw-1), fx%(2*side)
			top := paper[y0*gw+x0]*(2*side-rx) + paper[y0*gw+x1]*rx
			low := paper[y1*gw+x0]*(2*side-rx) + paper[y1*gw+x1]*rx
			p := (top*(2*side-ry) + low*ry) / (4 * side * side)
			row[x] = uint8(min(255, int(row[x])*255/max(p, 1)))
		}
	}
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
