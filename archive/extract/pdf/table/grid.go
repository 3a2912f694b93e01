package table

import (
	"cmp"
	"slices"
	"sort"
)

// A grid is a table in the making: rows and columns between places on the
// sheet, and cells that each fill some of both.
type grid struct {
	xs, ys []float64 // bounds of columns and of rows
	cells  []*cell
	size   float64 // of the text
	ruled  float64 // how much of it lines say: 1 every cell, 0 nothing
	trust  float64 // that it is a table, up to 1
	heads  int     // rows of the header
	headed bool    // that they are is certain
	topped int     // rows of heads that were put over it
	labels []bool  // rows that only name those below them

	numbers, texts, wordy int // cells with each, and words in all

	crown       string // what stands over the heads inside the table
	title       string
	notes       []string
	top, bottom bool // it stands where the text of the page begins, or ends
}

// A cell fills the rows r0 to r1 and the columns c0 to c1, both included.
type cell struct {
	r0, r1, c0, c1 int
	words          []*word
	lines          []*line // of the words; nil until asked for
}

func (g *grid) rows() int { return len(g.ys) - 1 }
func (g *grid) cols() int { return len(g.xs) - 1 }

// fill gives words to the cells that they stand in, and returns those that
// stand outside.
func (g *grid) fill(words []*word) (rest []*word) {
	rows, cols := g.rows(), g.cols()
	at := make([]*cell, rows*cols)
	for _, c := range g.cells {
		for r := c.r0; r <= c.r1; r++ {
			for k := c.c0; k <= c.c1; k++ {
				at[r*cols+k] = c
			}
		}
	}
	for _, w := range words {
		r, c := between(g.ys, (w.y0+w.y1)/2), between(g.xs, (w.x0+w.x1)/2)
		if r < 0 || c < 0 || at[r*cols+c] == nil {
			rest = append(rest, w)
			continue
		}
		to := at[r*cols+c]
		to.words = append(to.words, w)
	}
	return rest
}

// between returns the number of the step in which x lies, or -1.
func between(at []float64, x float64) int {
	i := sort.SearchFloat64s(at, x)
	if i == 0 || i == len(at) {
		return -1
	}
	return i - 1
}

// text returns the cell's lines.
func (c *cell) text() []*line {
	if c.lines == nil && len(c.words) > 0 {
		c.lines = linesOf(c.words)
	}
	return c.lines
}

// value reports whether all that stands in the cell is a number or the like.
func (c *cell) value() bool {
	if len(c.words) == 0 {
		return false
	}
	for _, l := range c.text() {
		if !l.value() {
			return false
		}
	}
	return true
}

// splitRow cuts a row at heights; a cell that is in no other row is cut with it.
func (g *grid) splitRow(r int, cuts []float64) {
	n := len(cuts)
	var out []*cell
	for _, c := range g.cells {
		switch {
		case c.r0 > r:
			c.r0, c.r1 = c.r0+n, c.r1+n
		case c.r1 > r, c.r1 == r && c.r0 < r:
			c.r1 += n
		case c.r1 == r:
			parts := make([]*cell, n+1)
			for i := range parts {
				parts[i] = &cell{r0: r + i, r1: r + i, c0: c.c0, c1: c.c1}
			}
			for _, w := range c.words {
				i := sort.SearchFloat64s(cuts, w.mid)
				parts[i].words = append(parts[i].words, w)
			}
			out = append(out, parts...)
			continue
		}
		out = append(out, c)
	}
	g.cells = out
	g.ys = slices.Insert(g.ys, r+1, cuts...)
}

// splitCol cuts a column at places. A cell is cut with it unless a phrase of
// its own crosses a place.
func (g *grid) splitCol(k int, cuts []float64) {
	n := len(cuts)
	var out []*cell
	for _, c := range g.cells {
		switch {
		case c.c0 > k:
			c.c0, c.c1 = c.c0+n, c.c1+n
		case c.c1 > k, c.c1 == k && c.c0 < k:
			c.c1 += n
		case c.c1 == k:
			out = append(out, c.cutAt(g.xs[k], g.xs[k+1], cuts, g.size)...)
			continue
		}
		out = append(out, c)
	}
	g.cells = out
	g.xs = slices.Insert(g.xs, k+1, cuts...)
}

// cutAt cuts a cell at places, but not through its phrases.
func (c *cell) cutAt(left, right float64, cuts []float64, size float64) []*cell {
	k := c.c0
	if c.centred(left, right, size) {
		return []*cell{{r0: c.r0, r1: c.r1, c0: k, c1: k + len(cuts), words: c.words}}
	}
	owner := make([]int, len(cuts)+1) // the first column of those that hang together
	for i := range owner {
		owner[i] = i
	}
	for _, l := range c.text() {
		for _, p := range l.phrases(.6 * size) {
			a, b := sort.SearchFloat64s(cuts, p.x0+.1*size), sort.SearchFloat64s(cuts, p.x1-.1*size)
			for i := a + 1; i <= b; i++ {
				owner[i] = min(owner[i], owner[a])
			}
		}
	}
	var parts []*cell
	for i, o := range owner {
		if o < i && len(parts) > 0 {
			parts[len(parts)-1].c1 = k + i
			continue
		}
		parts = append(parts, &cell{r0: c.r0, r1: c.r1, c0: k + i, c1: k + i})
	}
	for _, w := range c.words {
		i := sort.SearchFloat64s(cuts, (w.x0+w.x1)/2) + k
		for _, p := range parts {
			if p.c0 <= i && i <= p.c1 {
				p.words = append(p.words, w)
			}
		}
	}
	return parts
}

// centred reports whether a cell holds one short text, in its middle: a head
// over columns that no line parts.
func (c *cell) centred(left, right, size float64) bool {
	lines := c.text()
	if len(lines) == 0 || len(lines) > 2 {
		return false
	}
	for _, l := range lines {
		if off := (l.x0+l.x1)/2 - (left+right)/2; len(l.phrased()) != 1 || off > size || off < -size {
			return false
		}
	}
	return true
}

// tidy drops the rows and columns in which nothing stands.
func (g *grid) tidy() {
	rows, cols := make([]bool, g.rows()), make([]bool, g.cols())
	for _, c := range g.cells {
		if len(c.words) == 0 {
			continue
		}
		rows[c.r0] = true
		if c.c0 == c.c1 {
			cols[c.c0] = true
		}
	}
	// A column that was drawn between others is kept, though nothing stands in it.
	alone := make([]int, g.cols())
	for _, c := range g.cells {
		if c.c0 == c.c1 {
			alone[c.c0] += c.r1 - c.r0 + 1
		}
	}
	first, last := slices.Index(cols, true), len(cols)-1
	for last > 0 && !cols[last] {
		last--
	}
	for k, n := range alone {
		if first < k && k < last && 2*n >= g.rows() && g.xs[k+1]-g.xs[k] >= 2*g.size {
			cols[k] = true
		}
	}
	// A column that only spanning cells cross holds nothing; but one of them must keep a column.
	for _, c := range g.cells {
		if len(c.words) > 0 && !slices.Contains(cols[c.c0:c.c1+1], true) {
			cols[c.c0] = true
		}
		if len(c.words) > 0 && !slices.Contains(rows[c.r0:c.r1+1], true) {
			rows[c.r0] = true
		}
	}
	newRow, newCol := renumber(rows), renumber(cols)
	var out []*cell
	for _, c := range g.cells {
		r0, r1 := newRow[c.r0], newRow[c.r1+1]-1
		c0, c1 := newCol[c.c0], newCol[c.c1+1]-1
		if r1 < r0 || c1 < c0 {
			continue
		}
		c.r0, c.r1, c.c0, c.c1 = r0, r1, c0, c1
		out = append(out, c)
	}
	g.cells = out
	g.ys, g.xs = keepBounds(g.ys, rows), keepBounds(g.xs, cols)
	slices.SortStableFunc(g.cells, func(a, b *cell) int { return cmp.Or(cmp.Compare(a.r0, b.r0), cmp.Compare(a.c0, b.c0)) })
}

// renumber returns for each place how many are kept before it.
func renumber(keep []bool) []int {
	out := make([]int, len(keep)+1)
	for i, k := range keep {
		out[i+1] = out[i]
		if k {
			out[i+1]++
		}
	}
	return out
}

// keepBounds gives what is dropped to the step before it, or to the first one.
func keepBounds(at []float64, keep []bool) []float64 {
	out := []float64{}
	for i, k := range keep {
		if k {
			out = append(out, at[i])
		}
	}
	if len(out) == 0 {
		return at[:1]
	}
	last := len(keep)
	for last > 0 && !keep[last-1] {
		last--
	}
	return append(out, at[last])
}

// dropRow takes away a row in which one cell stands, and returns its words.
func (g *grid) dropRow(r int) []*word {
	var words []*word
	for _, c := range g.cells {
		if c.r0 == r && c.r1 == r {
			for _, w := range c.words {
				w.taken = false
			}
			words, c.words = append(words, c.words...), nil
		}
	}
	g.cells = slices.DeleteFunc(g.cells, func(c *cell) bool { return c.r0 == r && c.r1 == r })
	for _, c := range g.cells {
		if c.r0 > r {
			c.r0--
		}
		if c.r1 >= r {
			c.r1--
		}
	}
	if r == 0 {
		g.ys = g.ys[1:]
	} else {
		g.ys = slices.Delete(g.ys, r, r+1)
	}
	return words
}
