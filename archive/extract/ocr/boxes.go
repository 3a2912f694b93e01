package ocr

import "slices"

// A patch is a filled rectangle, in dots: a black box, a shaded cell.
type patch struct {
	x0, y0, x1, y1 int
	level          uint8 // of its dots
}

// Measures of patches, in inches.
const (
	leastSide = .08
	leastArea = .025 // square inches
)

// patches finds the filled rectangles of a straight sheet: black ones, and
// those of an even shade.
func (s *sheet) patches() []patch {
	side := max(2, int(s.dpi/50+.5))
	gw, gh := s.w/side, s.h/side
	if gw == 0 || gh == 0 {
		return nil
	}
	// The shade of each tile in 16ths, where it is even; else 255.
	tiles := make([]uint8, gw*gh)
	for ty := range gh {
		for tx := range gw {
			lo, sum := uint8(255), 0
			for y := ty * side; y < ty*side+side; y++ {
				for _, v := range s.row(y)[tx*side : tx*side+side] {
					lo = min(lo, v)
					sum += int(v)
				}
			}
			mean := sum / (side * side)
			t := uint8(255)
			switch {
			case mean < dark*3/4: // black, with what shines through
				t = 0
			case int(lo) > mean-48 && mean < 246:
				t = uint8(mean / 16)
			}
			tiles[ty*gw+tx] = t
		}
	}
	var out []patch
	seen := make([]bool, len(tiles))
	var queue []int
	for start, t := range tiles {
		if t == 255 || seen[start] {
			continue
		}
		queue = append(queue[:0], start)
		seen[start] = true
		x0, y0, x1, y1, n, sum := gw, gh, 0, 0, 0, 0
		for len(queue) > 0 {
			i := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			x, y := i%gw, i/gw
			x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1)
			n++
			sum += int(s.pix[(y*side+side/2)*s.w+x*side+side/2])
			for _, d := range [4][2]int{{-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
				nx, ny := x+d[0], y+d[1]
				if nx < 0 || ny < 0 || nx >= gw || ny >= gh {
					continue
				}
				k := ny*gw + nx
				if !seen[k] && tiles[k] != 255 && (t == 0) == (tiles[k] == 0) && max(t, tiles[k])-min(t, tiles[k]) <= 1 {
					seen[k] = true
					queue = append(queue, k)
				}
			}
		}
		p := patch{x0 * side, y0 * side, x1 * side, y1 * side, uint8(sum / n)}
		if s.isPatch(p, tiles, gw, side, t == 0) {
			out = append(out, s.grown(p))
		}
	}
	slices.SortFunc(out, func(a, b patch) int { return (b.x1-b.x0)*(b.y1-b.y0) - (a.x1-a.x0)*(a.y1-a.y0) })
	return out[:min(len(out), maxPatches)]
}

const maxPatches = 2000

// isPatch reports whether tiles of a shade make up a rectangle: its rim is
// whole, and most of what is in it. Letters may stand in it.
func (s *sheet) isPatch(p patch, tiles []uint8, gw, side int, black bool) bool {
	w, h := p.x1-p.x0, p.y1-p.y0
	if min(w, h) < s.dots(leastSide) || float64(w*h) < leastArea*s.dpi*s.dpi {
		return false
	}
	is := func(x, y int) int {
		if t := tiles[y*gw+x]; t != 255 && (t == 0) == black {
			return 1
		}
		return 0
	}
	rim, rims, in := 0, 0, 0
	x0, y0, x1, y1 := p.x0/side, p.y0/side, p.x1/side, p.y1/side
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			v := is(x, y)
			in += v
			if x == x0 || y == y0 || x == x1-1 || y == y1-1 {
				rim += v
				rims++
			}
		}
	}
	return 10*rim >= 8*rims && 2*in >= (x1-x0)*(y1-y0)
}

// grown moves the sides of a patch out to the dots where it ends; tiles stop short of it.
func (s *sheet) grown(p patch) patch {
	like := func(x, y int) bool {
		v := s.pix[y*s.w+x]
		return max(v, p.level)-min(v, p.level) < 40
	}
	level := func(y int) bool {
		n := 0
		for x := p.x0; x < p.x1; x++ {
			if like(x, y) {
				n++
			}
		}
		return 2*n > p.x1-p.x0
	}
	upright := func(x int) bool {
		n := 0
		for y := p.y0; y < p.y1; y++ {
			if like(x, y) {
				n++
			}
		}
		return 2*n > p.y1-p.y0
	}
	most := max(2, int(s.dpi/50+.5))
	for i := 0; i < most && p.y0 > 0 && level(p.y0-1); i++ {
		p.y0--
	}
	for i := 0; i < most && p.y1 < s.h && level(p.y1); i++ {
		p.y1++
	}
	for i := 0; i < most && p.x0 > 0 && upright(p.x0-1); i++ {
		p.x0--
	}
	for i := 0; i < most && p.x1 < s.w && upright(p.x1); i++ {
		p.x1++
	}
	return p
}
