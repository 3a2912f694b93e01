package table

import (
	"cmp"
	"slices"
)

// stackHeads puts the lines over a table together to heads: what stands under
// the same columns is one, what stands over several has those under it. It
// returns how many rows they are then.
func (g *grid) stackHeads(heads int, marks []float64) int {
	var cells []*cell
	rest := g.cells[:0:0]
	for _, c := range g.cells {
		if c.r0 < heads {
			cells = append(cells, c)
		} else {
			rest = append(rest, c)
		}
	}
	slices.SortStableFunc(cells, func(a, b *cell) int { return cmp.Or(cmp.Compare(a.r0, b.r0), cmp.Compare(a.c0, b.c0)) })
	drawn := func(a, b float64) bool {
		return slices.ContainsFunc(marks, func(y float64) bool { return a < y && y < b })
	}
	lowest := make([]*cell, g.cols()) // the last head of each column so far
	levels := map[*cell]int{}
	var kept []*cell
	for _, c := range cells {
		above := lowest[c.c0]
		if above != nil && above.c0 == c.c0 && above.c1 == c.c1 {
			last := above.words[len(above.words)-1]
			if gap := c.words[0].mid - last.mid; gap < 1.7*g.size && !drawn(last.mid, c.words[0].mid) {
				above.words = append(above.words, c.words...)
				continue
			}
		}
		level := 0
		for k := c.c0; k <= c.c1; k++ {
			if up := lowest[k]; up != nil {
				level = max(level, levels[up]+1)
			}
		}
		levels[c] = level
		kept = append(kept, c)
		for k := c.c0; k <= c.c1; k++ {
			lowest[k] = c
		}
	}
	depth := 0
	for _, c := range kept {
		depth = max(depth, levels[c]+1)
	}
	// Where each level begins: at its highest head that has one above it.
	top := make([]float64, depth)
	for _, c := range kept {
		if n := levels[c]; n > 0 && (top[n] == 0 || c.words[0].mid < top[n]) {
			top[n] = c.words[0].mid
		}
	}
	for _, c := range kept {
		n := levels[c]
		// A head with none under it stands at the foot, and reaches up as far as it begins.
		leaf := true
		for k := c.c0; k <= c.c1; k++ {
			leaf = leaf && lowest[k] == c
		}
		c.r0, c.r1, c.lines = n, n, nil
		if leaf {
			c.r1 = depth - 1
			for c.r0 < c.r1 && c.words[0].mid > top[c.r0+1]-.3*g.size {
				c.r0++
			}
		}
	}
	ys := []float64{g.ys[0]}
	for n := 1; n < depth; n++ {
		ys = append(ys, max(ys[n-1], top[n]-.6*g.size))
	}
	g.ys = append(ys, g.ys[heads:]...)
	for _, c := range rest {
		c.r0, c.r1 = c.r0-heads+depth, c.r1-heads+depth
	}
	g.cells = append(kept, rest...)
	return depth
}
