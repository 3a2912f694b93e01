package ocr

import "slices"

// Measures of specks.
const (
	speckSide  = .02 // inches: no larger
	speckAlone = .04 // inches: so far off any letter
	speckShare = .1  // of the height of the letters around: what is smaller is no full stop
	fewSpecks  = 4   // near each other; more may be a dotted line, or print made of dots
)

// clean takes specks out: dust that stands alone, and dust among letters that
// is too small for their stops and dots.
func (s *sheet) clean() {
	all := s.blobs(faint)
	heights := s.heights(all)
	side, far := s.dots(speckSide), s.dots(speckAlone)
	specks := slices.DeleteFunc(all, func(b blob) bool { return b.side() > side })
	// Around each, what is left without any of them is letters and lines.
	saved := make([][]uint8, len(specks))
	tile := 4 * far
	gw := s.w/tile + 1
	count := make([]int, gw*(s.h/tile+1))
	for i := range specks {
		b := &specks[i]
		saved[i] = s.take(b)
		count[b.y0/tile*gw+b.x0/tile]++
	}
	for i := range specks {
		b := &specks[i]
		dust := float64(b.side()) < speckShare*heights(b)
		if !dust && (s.inkNear(b, far) || count[b.y0/tile*gw+b.x0/tile] > fewSpecks) {
			s.put(b, saved[i])
		}
	}
}

// faint is below which a dot is more than the shade of paper.
const faint = 200

// take wipes out a blob's box and returns what was in it.
func (s *sheet) take(b *blob) (saved []uint8) {
	for y := b.y0; y < b.y1; y++ {
		row := s.row(y)[b.x0:b.x1]
		saved = append(saved, row...)
		for x := range row {
			row[x] = 255
		}
	}
	return saved
}

func (s *sheet) put(b *blob, saved []uint8) {
	w := b.x1 - b.x0
	for y := b.y0; y < b.y1; y++ {
		for x, v := range saved[(y-b.y0)*w : (y-b.y0+1)*w] {
			s.pix[y*s.w+b.x0+x] = min(s.pix[y*s.w+b.x0+x], v)
		}
	}
}

// inkNear reports whether there is ink within so many dots of a blob's box.
// Specks that were put back are some.
func (s *sheet) inkNear(b *blob, far int) bool {
	for y := max(0, b.y0-far); y < min(s.h, b.y1+far); y++ {
		for _, v := range s.row(y)[max(0, b.x0-far):min(s.w, b.x1+far)] {
			if v < dark {
				return true
			}
		}
	}
	return false
}

// heights returns how high letters are around a blob: the median of the half
// inch that it stands in, or of the page where there are few; 0 where there are
// none.
func (s *sheet) heights(blobs []blob) func(*blob) float64 {
	tile := s.dots(.5)
	gw := s.w/tile + 1
	by := make([][]int, gw*(s.h/tile+1))
	var all []int
	for i := range blobs {
		b := &blobs[i]
		if h := b.y1 - b.y0; h > s.dots(.03) && h < s.dots(.4) && b.x1-b.x0 < 3*h {
			k := b.y0/tile*gw + b.x0/tile
			by[k] = append(by[k], h)
			all = append(all, h)
		}
	}
	page := median(all)
	medians := make([]int, len(by))
	for k, list := range by {
		if medians[k] = page; len(list) >= 5 {
			medians[k] = median(list)
		}
	}
	return func(b *blob) float64 { return float64(medians[b.y0/tile*gw+b.x0/tile]) }
}

func median(list []int) int {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[len(list)/2]
}

// A blob is dots that touch, in dots of the sheet.
type blob struct{ x0, y0, x1, y1, area int }

func (b *blob) side() int { return max(b.x1-b.x0, b.y1-b.y0) }

// blobs finds what is darker than a level and hangs together, also by corners.
func (s *sheet) blobs(level uint8) []blob {
	type span struct{ a, b, of int }
	var out []blob
	var parent []int
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	var last, here []span
	for y := range s.h {
		row := s.row(y)
		here = here[:0]
		k := 0
		for x := 0; x < s.w; x++ {
			if row[x] >= level {
				continue
			}
			a := x
			for x < s.w && row[x] < level {
				x++
			}
			of := -1
			for k < len(last) && last[k].b < a {
				k++
			}
			for i := k; i < len(last) && last[i].a <= x; i++ {
				root := find(last[i].of)
				switch {
				case of < 0:
					of = root
				case of != root:
					parent[root] = of
					out[of].merge(out[root])
				}
			}
			if of < 0 {
				of = len(out)
				out = append(out, blob{a, y, x, y + 1, 0})
				parent = append(parent, of)
			}
			out[of].merge(blob{a, y, x, y + 1, x - a})
			here = append(here, span{a, x, of})
		}
		last, here = here, last
	}
	kept := out[:0]
	for i, b := range out {
		if parent[i] == i {
			kept = append(kept, b)
		}
	}
	return kept
}

func (b *blob) merge(o blob) {
	b.x0, b.y0, b.x1, b.y1 = min(b.x0, o.x0), min(b.y0, o.y0), max(b.x1, o.x1), max(b.y1, o.y1)
	b.area += o.area
}
