package release

import "readingroom/archive/extract/pdf/mark"

// A scan is the pictures of a page that consists of them, its text being what
// a program read there. It is kept by small fields of the page: the order of
// the last picture over each.
type scan struct {
	width, height float64
	last          []int // nil: the page is not a scan
}

const fields = 32 // across and down

// scanOf returns the scan that a page shows: pictures cover most of it.
func scanOf(p *mark.Page) scan {
	s := scan{width: p.Width, height: p.Height}
	if p.Width <= 0 || p.Height <= 0 || len(p.Pictures) == 0 {
		return s
	}
	last := make([]int, fields*fields)
	for _, pic := range p.Pictures {
		b := pic.Box
		for y := field(b[1]+p.Height/fields/2, p.Height); y < field(b[3]+p.Height/fields/2, p.Height); y++ {
			for x := field(b[0]+p.Width/fields/2, p.Width); x < field(b[2]+p.Width/fields/2, p.Width); x++ {
				last[y*fields+x] = max(last[y*fields+x], pic.Order)
			}
		}
	}
	covered := 0
	for _, order := range last {
		if order > 0 {
			covered++
		}
	}
	if 2*covered >= len(last) {
		s.last = last
	}
	return s
}

// field returns the number of the field that x is in, of a page of that extent.
func field(x, extent float64) int {
	return min(fields, max(0, int(x/extent*fields)))
}

// at returns the order of the scan's picture at a place; 0 for none.
func (s scan) at(x, y float64) int {
	if s.last == nil {
		return 0
	}
	return s.last[min(fields-1, field(y, s.height))*fields+min(fields-1, field(x, s.width))]
}

// holds reports whether a glyph may be text that was read from the scan.
func (s scan) holds(g mark.Glyph) bool {
	return s.last != nil && (g.Hidden || g.Order < s.at(g.X, g.Y))
}
