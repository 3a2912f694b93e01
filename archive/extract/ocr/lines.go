package ocr

import (
	"cmp"
	"math"
	"slices"
)

// A line is a long thin dark run of dots, level or upright. Its runs follow it
// where it bends.
type line struct {
	upright bool
	a, b    float64 // from where to where along it, in dots
	at      float64 // its middle across
	thick   float64
	runs    []run
}

// A run is dots side by side: of row y, from a up to b.
type run struct{ y, a, b int }

// Measures of lines, in inches.
const (
	leastRun   = .1  // shorter ones are strokes of letters
	leastLine  = .45 // shorter ones must end at two others
	leastWhole = .3  // of a line without a gap; few letters are so large
	longWhole  = 1.2
	thickest   = .05
	widestGap  = .12  // in a line that is broken
	sidestep   = .016 // of a line from one run to the next
	nearEnd    = .012 // between the end of a short line and the line that it ends at
	thinLine   = .022 // thicker ones are as high as small letters
	flankWidth = .025 // beside a line, where there must be paper
)

// lines finds the rulings of a straight sheet.
func (s *sheet) lines() []line {
	level := s.level()
	upright := s.transposed().level()
	for i := range upright {
		upright[i].upright = true
	}
	long := func(l line) bool { return l.b-l.a >= leastLine*s.dpi }
	all := slices.Concat(filter(level, long), filter(upright, long))
	short := slices.Concat(filter(level, not(long)), filter(upright, not(long)))
	// A short one is a ruling where both its ends stand at others: the side of a small cell.
	for range 2 {
		var found []line
		short = slices.DeleteFunc(short, func(l line) bool {
			ok := s.meets(l, l.a, all) && s.meets(l, l.b, all)
			if ok {
				found = append(found, l)
			}
			return ok
		})
		all = append(all, found...)
	}
	return all
}

func filter(lines []line, keep func(line) bool) (out []line) {
	for _, l := range lines {
		if keep(l) {
			out = append(out, l)
		}
	}
	return out
}

func not(f func(line) bool) func(line) bool { return func(l line) bool { return !f(l) } }

// meets reports whether a line that runs across l goes by its end.
func (s *sheet) meets(l line, end float64, all []line) bool {
	near := nearEnd * s.dpi
	return slices.ContainsFunc(all, func(o line) bool {
		return o.upright != l.upright && math.Abs(o.at-end) <= near+o.thick/2+1 && o.a-near <= l.at && l.at <= o.b+near
	})
}

// level finds the lines that run from left to right.
func (s *sheet) level() []line {
	var out []line
	for _, l := range s.joined(s.strokes()) {
		if s.isLine(l) {
			out = append(out, l)
		}
	}
	return out
}

// strokes gathers runs that touch from row to row, where they are thin.
func (s *sheet) strokes() []line {
	type open struct {
		line
		last   int // row
		lo, hi int // of the runs of the last row
		y0     int
	}
	least, thick := s.dots(leastRun), thickest*s.dpi
	var live, done []*open
	var mask, spread []uint8 = make([]uint8, s.w), make([]uint8, s.w)
	above, here, below := make([]uint8, s.w), make([]uint8, s.w), make([]uint8, s.w)
	if s.h > 0 {
		s.thin(0, below)
	}
	for y := range s.h {
		above, here, below = here, below, above
		if y+1 < s.h {
			s.thin(y+1, below)
		} else {
			clear(below)
		}
		if y == 0 {
			clear(above)
		}
		any := uint8(0)
		for x := range mask {
			spread[x] = above[x] | here[x] | below[x]
			any |= here[x]
		}
		if any == 0 {
			continue
		}
		// Runs of dots that are dark here, or right above or below: a line that is
		// not quite level steps from row to row.
		for x := 0; x < s.w; {
			if spread[x] == 0 {
				x++
				continue
			}
			a, dots := x, 0
			for gap := 0; x < s.w && gap <= 2; x++ {
				if spread[x] == 0 {
					gap++
					continue
				}
				gap = 0
				dots += int(here[x])
			}
			b := x
			for b > a && spread[b-1] == 0 {
				b--
			}
			if b-a < least || dots == 0 {
				continue
			}
			// What is dark in this very row.
			for a < b && here[a] == 0 {
				a++
			}
			for b > a && here[b-1] == 0 {
				b--
			}
			var into *open
			for _, o := range live {
				if o.last >= y-1 && o.lo < b+2 && o.hi > a-2 && (into == nil || o.b-o.a > into.b-into.a) {
					into = o
				}
			}
			if into == nil {
				into = &open{line: line{a: float64(a), b: float64(b)}, y0: y}
				live = append(live, into)
			}
			if into.last != y {
				into.lo, into.hi = a, b
			} else {
				into.lo, into.hi = min(into.lo, a), max(into.hi, b)
			}
			into.last = y
			into.a, into.b = min(into.a, float64(a)), max(into.b, float64(b))
			for x := a; x < b; x++ {
				if here[x] == 0 {
					continue
				}
				from := x
				for x < b && here[x] != 0 {
					x++
				}
				into.runs = append(into.runs, run{y, from, x})
			}
		}
		kept := live[:0]
		for _, o := range live {
			if o.last >= y-1 {
				kept = append(kept, o)
			} else {
				done = append(done, o)
			}
		}
		live = kept
	}
	done = append(done, live...)
	var out []line
	for _, o := range done {
		o.measure()
		if o.thick <= thick && o.thick*4 <= o.b-o.a {
			out = append(out, o.line)
		}
	}
	return out
}

// measure sets where a line runs, from its runs.
func (l *line) measure() {
	area, moment := 0, 0
	for _, r := range l.runs {
		area += r.b - r.a
		moment += (r.b - r.a) * r.y
	}
	l.at = float64(moment)/float64(area) + .5
	l.thick = float64(area) / (l.b - l.a)
}

// thin marks the dots of a row that are darker than what stands a little above
// and below: a line on white, on a shade, in light gray.
func (s *sheet) thin(y int, out []uint8) {
	far := s.dots(thickest) + 1
	row := s.row(y)
	up, down := s.row(max(0, y-far)), s.row(min(s.h-1, y+far))
	for x, v := range row {
		out[x] = 0
		if v < dark || int(v)+32 < int(min(up[x], down[x])) {
			out[x] = 1
		}
	}
}

// joined puts together what is parted by gaps only.
func (s *sheet) joined(parts []line) []line {
	slices.SortFunc(parts, func(a, b line) int { return cmp.Or(cmp.Compare(a.a, b.a), cmp.Compare(a.at, b.at)) })
	gap, side := widestGap*s.dpi, max(2, sidestep*s.dpi)
	var out []line
	// By rows of dots, the lines that may still go on.
	ends := map[int][]int{}
	key := func(y float64) int { return int(y / 8) }
	for _, p := range parts {
		best := -1
		y := p.edge(true)
		for k := key(y) - 1; k <= key(y)+1; k++ {
			for _, i := range ends[k] {
				o := &out[i]
				if math.Abs(o.edge(false)-y) <= side && p.a-o.b <= gap &&
					max(o.thick, p.thick) <= 3*min(o.thick, p.thick)+1 && (best < 0 || o.b > out[best].b) {
					best = i
				}
			}
		}
		if best < 0 {
			out = append(out, p)
			best = len(out) - 1
		} else {
			o := &out[best]
			k := key(o.edge(false))
			ends[k] = slices.DeleteFunc(ends[k], func(i int) bool { return i == best })
			o.runs = append(o.runs, p.runs...)
			o.a, o.b = min(o.a, p.a), max(o.b, p.b)
			o.measure()
		}
		k := key(out[best].edge(false))
		ends[k] = append(ends[k], best)
	}
	return out
}

// edge returns where the line stands at its beginning or at its end.
func (l *line) edge(first bool) float64 {
	sum, n := 0.0, 0.0
	reach := max(8, (l.b-l.a)/8)
	for _, r := range l.runs {
		near := float64(r.b) > l.b-reach
		if first {
			near = float64(r.a) < l.a+reach
		}
		if near {
			w := min(float64(r.b-r.a), reach)
			sum += (float64(r.y) + .5) * w
			n += w
		}
	}
	if n == 0 {
		return l.at
	}
	return sum / n
}

// isLine tells a ruling from text that happens to run along. A ruling goes on
// without a gap for longer than letters are wide, is as thick and as dark all
// along, and has paper beside it.
func (s *sheet) isLine(l line) bool {
	length := int(l.b) - int(l.a)
	if length < s.dots(leastRun) || l.thick*4 > float64(length) {
		return false
	}
	cols := l.columns()
	flank := s.dots(flankWidth)
	there, over, under, whole, longest, gap := 0, 0, 0, 0, 0, 0
	var thick, ink []float64
	for i, c := range cols {
		if c.top < 0 {
			if gap++; gap > 1 {
				whole = 0
			}
			continue
		}
		there++
		whole++
		gap = 0
		longest = max(longest, whole)
		x := int(l.a) + i
		darkest, sum := uint8(255), 0
		for y := c.top; y <= c.bottom; y++ {
			darkest = min(darkest, s.pix[y*s.w+x])
		}
		if s.paper(x, c.top-flank, c.top-1, darkest) {
			over++
		}
		if s.paper(x, c.bottom+2, c.bottom+1+flank, darkest) {
			under++
		}
		for y := max(0, c.top-1); y <= min(s.h-1, c.bottom+1); y++ {
			sum += 255 - int(s.pix[y*s.w+x])
		}
		thick, ink = append(thick, float64(c.bottom-c.top+1)), append(ink, float64(sum))
	}
	if longest < min(length*9/10, s.dots(leastWhole)) {
		return false
	}
	few, many := min(over, under), max(over, under)
	if longest >= s.dots(longWhole) { // no word is so long: letters may stand close by it
		if 10*many < 6*there || 10*few < 2*there {
			return false
		}
	} else if 100*many < 85*there || 10*few < 6*there {
		return false
	}
	mean, spread := deviation(thick)
	_, uneven := deviation(ink)
	if mean > thinLine*s.dpi {
		if spread > .15 || uneven > .2 {
			return false
		}
	} else if spread > .45 || uneven > .4 {
		return false
	}
	return 10*there >= 9*length || 10*there >= 6*length && (4*few >= 3*there || longest >= s.dots(longWhole))
}

// paper reports whether the dots of a column from y0 up to y1 are brighter than
// half way from a line's darkest to white.
func (s *sheet) paper(x, y0, y1 int, darkest uint8) bool {
	for y := max(0, y0); y < min(s.h, y1); y++ {
		if int(s.pix[y*s.w+x]) < (int(darkest)+255)/2 {
			return false
		}
	}
	return true
}

// A column is where a level line stands at one dot along it; top is -1 in a gap.
type column struct{ top, bottom int }

func (l line) columns() []column {
	cols := make([]column, int(l.b)-int(l.a))
	for i := range cols {
		cols[i].top = -1
	}
	for _, r := range l.runs {
		for x := max(0, r.a-int(l.a)); x < min(len(cols), r.b-int(l.a)); x++ {
			c := &cols[x]
			if c.top < 0 {
				*c = column{r.y, r.y}
			}
			c.top, c.bottom = min(c.top, r.y), max(c.bottom, r.y)
		}
	}
	return cols
}

// deviation returns the mean, and the mean distance from it as a share of it.
func deviation(list []float64) (mean, share float64) {
	for _, v := range list {
		mean += v / float64(len(list))
	}
	for _, v := range list {
		share += math.Abs(v-mean) / float64(len(list))
	}
	return mean, share / max(mean, 1e-9)
}

// transposed returns the sheet with rows for columns.
func (s *sheet) transposed() *sheet {
	out := &sheet{w: s.h, h: s.w, pix: make([]uint8, len(s.pix)), dpi: s.dpi}
	const side = 32 // by tiles, which stay in the cache
	for ty := 0; ty < s.h; ty += side {
		for tx := 0; tx < s.w; tx += side {
			for y := ty; y < min(s.h, ty+side); y++ {
				for x := tx; x < min(s.w, tx+side); x++ {
					out.pix[x*s.h+y] = s.pix[y*s.w+x]
				}
			}
		}
	}
	return out
}

// erase paints over the lines. What is thicker than a line where it runs is a
// letter that touches it, and stays.
func (s *sheet) erase(lines []line) {
	s.eraseLevel(lines, false)
	t := s.transposed()
	t.eraseLevel(lines, true)
	s.pix = t.transposed().pix
	s.eraseLevel(lines, false) // where they cross
}

func (s *sheet) eraseLevel(lines []line, upright bool) {
	for _, l := range lines {
		if l.upright == upright {
			s.eraseLine(l)
		}
	}
}

func (s *sheet) eraseLine(l line) {
	most := int(l.thick+.5) + 3
	for _, r := range l.runs {
		for x := r.a; x < r.b; x++ {
			y0, y1 := r.y, r.y
			for y0 > 0 && s.pix[(y0-1)*s.w+x] < 200 && r.y-y0 <= most {
				y0--
			}
			for y1+1 < s.h && s.pix[(y1+1)*s.w+x] < 200 && y1-r.y <= most {
				y1++
			}
			if y1-y0+1 > most {
				continue
			}
			for y := max(0, y0-1); y <= min(s.h-1, y1+1); y++ {
				s.pix[y*s.w+x] = 255
			}
		}
	}
}
