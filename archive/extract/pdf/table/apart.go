package table

// apart returns the cells of a grid, each place of which belongs to one: where
// things stand over each other, the steps before may give a place to two, or
// turn a cell inside out. The place where a cell begins is its own, and others
// end before it; of two that begin at the same place, the first takes the
// words of both.
func (g *grid) apart() []*cell {
	rows, cols := g.rows(), g.cols()
	at := make([]*cell, rows*cols)
	out := g.cells[:0]
	for _, c := range g.cells {
		c.r0, c.c0 = min(max(c.r0, 0), rows-1), min(max(c.c0, 0), cols-1)
		c.r1, c.c1 = min(max(c.r1, c.r0), rows-1), min(max(c.c1, c.c0), cols-1)
		if first := at[c.r0*cols+c.c0]; first != nil {
			first.words, first.lines = append(first.words, c.words...), nil
			continue
		}
		at[c.r0*cols+c.c0] = c
		out = append(out, c)
	}
	for _, c := range out {
		others := func(r, c1 int) bool {
			for k := c.c0; k <= c1; k++ {
				if o := at[r*cols+k]; o != nil && o != c {
					return true
				}
			}
			return false
		}
		for others(c.r0, c.c1) {
			c.c1--
		}
		last := c.r0
		for last < c.r1 && !others(last+1, c.c1) {
			last++
		}
		c.r1 = last
		for r := c.r0; r <= c.r1; r++ {
			for k := c.c0; k <= c.c1; k++ {
				at[r*cols+k] = c
			}
		}
	}
	return out
}
