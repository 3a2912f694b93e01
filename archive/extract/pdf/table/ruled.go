package table

import (
	"cmp"
	"slices"

	"readingroom/archive"
)

// ruled finds the tables whose cells are drawn, and the horizontal lines that
// are left.
func (s *sheet) ruled() (grids []*grid, free []edge) {
	all, free := s.rules.lattices()
	if len(s.rules.shades) > 0 {
		drawn := slices.DeleteFunc(slices.Clone(all), func(l *lattice) bool { return len(l.xs) < 3 || len(l.ys) < 3 })
		all, free = s.rules.shaded(drawn, s.type_).lattices()
	}
	area := func(l *lattice) float64 {
		return (l.xs[len(l.xs)-1] - l.xs[0]) * (l.ys[len(l.ys)-1] - l.ys[0])
	}
	// What lies in another is looked at first.
	slices.SortStableFunc(all, func(a, b *lattice) int { return cmp.Compare(area(a), area(b)) })
	for _, l := range all {
		if g := s.drawn(l); g != nil {
			grids = append(grids, g)
			for _, c := range g.cells {
				for _, w := range c.words {
					w.taken = true
				}
			}
			continue
		}
		for _, y := range l.ys {
			free = append(free, edge{y, l.xs[0], l.xs[len(l.xs)-1], false})
		}
	}
	slices.SortFunc(free, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	return grids, free
}

// drawn makes a grid of a lattice; nil where it is no table.
func (s *sheet) drawn(l *lattice) *grid {
	if len(l.xs) < 3 {
		return nil
	}
	box := archive.Box{l.xs[0], l.ys[0], l.xs[len(l.xs)-1], l.ys[len(l.ys)-1]}
	var inside []*word
	upright := 0
	for _, w := range s.words {
		if x, y := (w.x0+w.x1)/2, (w.y0+w.y1)/2; !w.taken && box[0] <= x && x <= box[2] && box[1] <= y && y <= box[3] {
			inside = append(inside, w)
			if w.upright {
				upright++
			}
		}
	}
	if len(inside) < 4 || 2*upright < len(inside) {
		return nil
	}
	g := &grid{xs: slices.Clone(l.xs), ys: slices.Clone(l.ys), cells: l.cells(), ruled: 1}
	g.fill(inside)
	g.measure()
	for k := g.cols() - 1; k >= 0; k-- {
		if cuts := g.colCuts(k); len(cuts) > 0 {
			g.splitCol(k, cuts)
		}
	}
	for r := g.rows() - 1; r >= 0; r-- {
		if cuts := g.rowCuts(r); len(cuts) > 0 {
			g.splitRow(r, cuts)
		}
	}
	g.tidy()
	if !g.soundRuled() {
		return nil
	}
	s.finish(g)
	return g
}

// measure finds the size of the text.
func (g *grid) measure() {
	var sizes []float64
	for _, c := range g.cells {
		for _, w := range c.words {
			sizes = append(sizes, w.Size)
		}
	}
	g.size = median(sizes)
}

// colCuts returns where a column that is drawn as one is several.
func (g *grid) colCuts(k int) []float64 {
	var lines []*line
	for _, c := range g.cells {
		if c.c0 != k || c.c1 != k {
			continue
		}
		for _, l := range c.text() {
			if l.words[0].upright {
				lines = append(lines, l)
			}
		}
	}
	if len(lines) < 3 {
		return nil
	}
	var out []float64
	for _, x := range columns(lines, g.size) {
		both, numbers := 0, 0
		for _, l := range lines {
			var left, right []*word
			for _, w := range l.words {
				if (w.x0+w.x1)/2 < x {
					left = append(left, w)
				} else {
					right = append(right, w)
				}
			}
			if len(left) == 0 || len(right) == 0 {
				continue
			}
			if right[0].x0-left[len(left)-1].x1 > .8*g.size {
				both++
			}
			if allValues(right) {
				numbers++
			}
		}
		if both >= 3 && 2*both >= len(lines) && 2*numbers >= both {
			out = append(out, x)
		}
	}
	return out
}

// rowCuts returns where a row that is drawn as one is several.
func (g *grid) rowCuts(r int) []float64 {
	var words []*word
	var cells []*cell
	for _, c := range g.cells {
		if c.r0 == r && c.r1 == r && len(c.words) > 0 && c.words[0].upright {
			words = append(words, c.words...)
			cells = append(cells, c)
		}
	}
	lines := linesOf(words)
	if len(cells) < 2 || len(lines) < 2 || !g.several(lines, cells) {
		return nil
	}
	b := newBody(lines, g.xs, g.size)
	var out []float64
	rows := b.rows()
	for i := 1; i < len(lines); i++ {
		if rows[i] != rows[i-1] {
			out = append(out, (lines[i-1].mid+lines[i].mid)/2)
		}
	}
	return out
}

// several reports whether the lines in a drawn row are rows of their own:
// columns that have as many numbers as there are lines, or as many short texts.
func (g *grid) several(lines []*line, cells []*cell) bool {
	n := len(lines)
	numbers, full, most := 0, 0, 0
	for _, c := range cells {
		k := len(c.text())
		most = max(most, k)
		if k >= 2 && 10*k >= 7*n && c.value() {
			numbers++
		}
	}
	if numbers >= 2 || numbers == 1 && n >= 4 {
		return true
	}
	if most < 3 || most < n-1 {
		return false
	}
	for _, c := range cells {
		t := c.text()
		if len(t) < n-1 {
			continue
		}
		// Lines that were broken by hand would have taken the next word.
		room, right := 0, g.xs[c.c1+1]
		for i := 1; i < len(t); i++ {
			first := t[i].words[0]
			if t[i-1].x1+.3*g.size+first.x1-first.x0 < right-.5*g.size {
				room++
			}
		}
		if 3*room >= 2*(len(t)-1) {
			full++
		}
	}
	return full >= 2 && 5*full >= 3*len(cells)
}

// soundRuled reports whether what is drawn is a table.
func (g *grid) soundRuled() bool {
	if g.rows() < 2 || g.cols() < 2 || len(g.cells) < 4 {
		return false
	}
	perRow := make([]int, g.rows())
	for _, c := range g.cells {
		perRow[c.r0]++
	}
	multi := 0
	for _, n := range perRow {
		if n > 1 {
			multi++
		}
	}
	return multi >= 2 || multi == 1 && g.rows() <= 3
}
