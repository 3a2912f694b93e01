package table

import "sort"

// A grid is a table in the making: rows and columns between places on the
// sheet, and cells that each fill some of both.
type grid struct {
	xs, ys []float64 // bounds of columns and of rows
	cells  []*cell
	size   float64 // of the text
	trust  float64 // what it has at most of confidence
	drawn  bool    // its cells are drawn
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
