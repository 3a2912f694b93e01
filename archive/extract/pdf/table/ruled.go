package table

import (
	"cmp"
	"math"
	"slices"

	"readingroom/archive"
)

// ruled finds the tables whose cells are drawn, and the horizontal lines that
// are left.
func (s *sheet) ruled() (grids []*grid, free []edge) {
	all, free := s.rules.lattices()
	if len(s.rules.shades) > 0 {
		drawn := slices.DeleteFunc(slices.Clone(all), func(l *lattice) bool { return len(l.xs) < 3 || len(l.ys) < 3 })
		all, free = s.rules.shaded(drawn[:min(len(drawn), mostTables)], s.type_).lattices()
	}
	area := func(l *lattice) float64 {
		return (l.xs[len(l.xs)-1] - l.xs[0]) * (l.ys[len(l.ys)-1] - l.ys[0])
	}
	all = slices.DeleteFunc(all, func(l *lattice) bool { return len(l.xs)*len(l.ys) < 6 && len(all) > 10*mostTables })
	if len(all) > 10*mostTables {
		all = all[:10*mostTables]
	}
	byHeight := slices.Clone(s.words)
	slices.SortStableFunc(byHeight, func(a, b *word) int { return cmp.Compare(a.y0+a.y1, b.y0+b.y1) })
	// What lies in another is looked at first.
	slices.SortStableFunc(all, func(a, b *lattice) int { return cmp.Compare(area(a), area(b)) })
	var strips []*grid // one row, which may be the heads of what stands below
	for _, l := range all {
		g, sound := s.drawn(l, byHeight)
		switch {
		case sound && len(grids) < mostTables:
			grids = append(grids, g)
			g.take()
		case g != nil && g.rows() == 1 && g.cols() > 1 && g.numbers == 0:
			strips = append(strips, g)
			fallthrough
		default:
			for _, y := range l.ys {
				free = append(free, edge{y, l.xs[0], l.xs[len(l.xs)-1], false})
			}
		}
	}
	for _, g := range grids {
		for _, h := range strips {
			if g.crowns(h) {
				g.prepend(h)
				g.take()
				break
			}
		}
		if h := s.headsOver(g); h != nil {
			g.prepend(h)
			g.take()
		}
		s.finish(g)
	}
	slices.SortFunc(free, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	return grids, free
}

// take says that the words of a grid are in no other.
func (g *grid) take() {
	for _, c := range g.cells {
		for _, w := range c.words {
			w.taken = true
		}
	}
}

// crowns reports whether a row stands right over a grid and has its columns.
func (g *grid) crowns(h *grid) bool {
	if gap := g.ys[0] - h.ys[h.rows()]; gap < -g.size || gap > 2*g.size || h.cells[0].words[0].taken {
		return false
	}
	for _, x := range h.xs {
		if !slices.ContainsFunc(g.xs, func(y float64) bool { return math.Abs(x-y) <= .6*g.size }) {
			return false
		}
	}
	return 2*h.cols() >= g.cols()
}

// headsOver returns the heads that stand over a grid without a line around
// them, where its own rows begin with numbers; nil where there are none.
func (s *sheet) headsOver(g *grid) *grid {
	if g.topped > 0 || g.header() > 0 {
		return nil
	}
	x0, x1 := g.xs[0], g.xs[g.cols()]
	var words []*word
	for _, w := range s.words {
		if !w.taken && w.upright && w.y1 < g.ys[0]+.5*g.size && w.mid > g.ys[0]-7*g.size && x0-g.size < w.x0 && w.x1 < x1+g.size {
			words = append(words, w)
		}
	}
	lines := linesOf(words)
	from, last := len(lines), g.ys[0]-.8*g.size
	for ; from > 0 && last-lines[from-1].mid < 2*g.size; from-- {
		l := lines[from-1]
		p := l.phrased()
		if len(p) == 1 && (len(p[0].words) > 5 || p[0].x0 < g.xs[1] && p[0].x1 > g.xs[1]) {
			break
		}
		last = l.mid
	}
	if lines = lines[from:]; len(lines) == 0 {
		return nil
	}
	h := &grid{xs: slices.Clone(g.xs), size: g.size}
	inner := g.xs[1:g.cols()]
	for i, l := range lines {
		h.ys = append(h.ys, l.y0)
		for _, p := range l.phrased() {
			for _, q := range p.cut(inner, nil, g.size) {
				c0, c1 := g.most(q, column(inner, q.x0+.3*g.size), column(inner, q.x1-.3*g.size))
				h.cells = append(h.cells, &cell{r0: i, r1: i, c0: c0, c1: c1, words: q.words})
			}
		}
	}
	h.ys = append(h.ys, g.ys[0])
	h.stackHeads(len(lines), nil)
	if len(h.cells) < 2 || 2*len(h.cells) < g.cols() {
		return nil
	}
	return h
}

// prepend puts rows over a grid, as its heads.
func (g *grid) prepend(h *grid) {
	for _, c := range g.cells {
		c.r0, c.r1 = c.r0+h.rows(), c.r1+h.rows()
	}
	inner := g.xs[1 : len(g.xs)-1]
	for _, c := range h.cells {
		c.c0, c.c1 = column(inner, h.xs[c.c0]+.6*g.size), column(inner, h.xs[c.c1+1]-.6*g.size)
	}
	g.cells = append(h.cells, g.cells...)
	g.ys = append(h.ys[:h.rows():h.rows()], g.ys...)
	g.topped = h.rows()
}

// drawn makes a grid of a lattice, and says whether it is a table; nil where
// there is nothing in it.
func (s *sheet) drawn(l *lattice, byHeight []*word) (g *grid, sound bool) {
	if len(l.xs) < 3 {
		return nil, false
	}
	box := archive.Box{l.xs[0], l.ys[0], l.xs[len(l.xs)-1], l.ys[len(l.ys)-1]}
	var inside []*word
	upright := 0
	at := func(w *word, y float64) int { return cmp.Compare((w.y0+w.y1)/2, y) }
	from, _ := slices.BinarySearchFunc(byHeight, box[1], at)
	to, _ := slices.BinarySearchFunc(byHeight, box[3], at)
	for _, w := range byHeight[from:to] {
		if x := (w.x0 + w.x1) / 2; !w.taken && box[0] <= x && x <= box[2] {
			inside = append(inside, w)
			if w.upright {
				upright++
			}
		}
	}
	if len(inside) < 2 || 2*upright < len(inside) {
		return nil, false
	}
	g = &grid{xs: slices.Clone(l.xs), ys: slices.Clone(l.ys), cells: l.cells(), ruled: 1}
	g.fill(inside)
	g.measure()
	g.unspan()
	for r := min(2, g.rows()-2); r >= 0; r-- {
		g.partHeads(r)
	}
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
	g.values()
	return g, g.soundRuled()
}

// unspan parts the cells that reach over several columns only because no line
// is drawn in their row: what stands in them stands in the columns.
func (g *grid) unspan() {
	var out []*cell
	for _, c := range g.cells {
		parts := g.parts(c)
		if parts == nil {
			out = append(out, c)
			continue
		}
		out = append(out, parts...)
	}
	g.cells = out
}

// parts returns the cells of one column each that a cell over several is made
// of; nil where it is one.
func (g *grid) parts(c *cell) []*cell {
	if c.c1 == c.c0 || len(c.words) < 2 {
		return nil
	}
	inner := g.xs[c.c0+1 : c.c1+1]
	most, values, crossing, all := 0, 0, 0, 0
	for _, l := range c.text() {
		if !l.words[0].upright {
			return nil
		}
		phrases := l.phrased()
		for _, p := range phrases {
			if column(inner, p.x0+.3*g.size) != column(inner, p.x1-.3*g.size) {
				crossing++
			}
			if p.value() {
				values++
			}
		}
		all += len(phrases)
		most = max(most, len(phrases))
	}
	if 12*crossing > all {
		return nil
	}
	if most < 2 || most == 2 && values == 0 {
		return nil
	}
	out := make([]*cell, c.c1-c.c0+1)
	for i := range out {
		out[i] = &cell{r0: c.r0, r1: c.r1, c0: c.c0 + i, c1: c.c0 + i}
	}
	for _, w := range c.words {
		k := column(inner, (w.x0+w.x1)/2)
		out[k].words = append(out[k].words, w)
	}
	return out
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
		var starts []float64
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
			starts = append(starts, right[0].x0)
			if right[0].x0-left[len(left)-1].x1 > .8*g.size {
				both++
			}
			if allValues(right) {
				numbers++
			}
		}
		aligned := 0
		slices.Sort(starts)
		for i, j := 0, 0; i < len(starts); i++ {
			for ; j < len(starts) && starts[j]-starts[i] < .25*g.size; j++ {
			}
			aligned = max(aligned, j-i)
		}
		if both >= 3 && 2*both >= len(lines) && 2*numbers >= both || both >= 5 && 3*both >= 2*len(lines) && 5*aligned >= 3*both {
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
	b := newBody(lines, g.xs, nil, g.size)
	var out []float64
	rows := b.rows(0)
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
	full, most := 0, 0
	alike := map[int]int{} // columns of numbers by how many there are
	for _, c := range cells {
		k := len(c.text())
		most = max(most, k)
		if k >= 2 && c.value() {
			alike[k]++
		}
	}
	for k, columns := range alike {
		if columns >= 2 && (2*k >= n || k >= 4) || k >= 4 && 10*k >= 7*n {
			return true
		}
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

// soundRuled reports whether what is drawn is a table, and says how surely.
func (g *grid) soundRuled() bool {
	rows, cols := g.rows(), g.cols()
	if rows < 2 || cols < 2 || len(g.cells) < 4 || g.numbers+g.texts < 3 {
		return false
	}
	perRow := make([]int, rows)
	area := 0
	for _, c := range g.cells {
		if perRow[c.r0]++; len(c.words) > 0 {
			area += (c.r1 - c.r0 + 1) * (c.c1 - c.c0 + 1)
		}
	}
	multi := 0
	for _, n := range perRow {
		if n > 1 {
			multi++
		}
	}
	if multi < 2 && (multi == 0 || rows > 3) {
		return false
	}
	filled := float64(area) / float64(rows*cols)
	words := float64(g.wordy) / float64(g.numbers+g.texts)
	switch {
	case words > 60 && rows*cols <= 12, filled < .35 && g.numbers*3 < g.texts, filled < .15:
		return false // the boxes of a page, or of a drawing
	case g.texts == 0 && (filled < .75 || g.chart()):
		return false
	}
	g.trust = .95
	if rows < 3 || filled < .6 {
		g.trust -= .1
	}
	if words > 25 || filled < .4 {
		g.trust -= .2
	}
	return true
}
