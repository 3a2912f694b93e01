package table

import "slices"

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
