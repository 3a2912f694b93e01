package table

import (
	"math"
	"slices"
)

// confidence says how surely a grid is a table and its cells are these. What was
// drawn is believed more than what stands in line, and both the more the better
// the columns hold together.
func (g *grid) confidence() float64 {
	base := .6
	if g.drawn {
		base = .8
	}
	c := g.trust * (base + (1-base)*g.evidence()) * g.surely()
	return max(.05, math.Round(c*100)/100)
}

// evidence is how much of what makes columns is there, from 0 to 1: a kind of text
// for each, an edge or a middle that its cells share, few blanks, a name.
func (g *grid) evidence() float64 {
	bodies, named := make([][]*cell, g.cols()), make([]float64, g.cols())
	for _, c := range g.cells {
		switch {
		case len(c.words) == 0:
		case c.r0 < g.heads:
			for k := c.c0; k <= c.c1; k++ {
				named[k] = 1
			}
		case c.c0 == c.c1:
			bodies[c.c0] = append(bodies[c.c0], c)
		}
	}
	kinds, edges, filled, names := 0.0, 0.0, 0.0, 0.0
	most := 0
	for k, body := range bodies {
		names += named[k]
		most = max(most, len(body))
		filled += float64(len(body))
		if len(body) == 0 {
			continue
		}
		values := 0
		var left, right, middle []float64
		for _, c := range body {
			if c.value() {
				values++
			}
			x0, x1 := math.Inf(1), math.Inf(-1)
			for _, w := range c.words {
				x0, x1 = min(x0, w.x0), max(x1, w.x1)
			}
			left, right, middle = append(left, x0), append(right, x1), append(middle, (x0+x1)/2)
		}
		n := float64(len(body))
		kinds += float64(max(values, len(body)-values)) / n
		edges += float64(max(together(left, .4*g.size), together(right, .8*g.size), together(middle, .4*g.size))) / n
	}
	cols := float64(g.cols())
	filled /= float64(max(1, most)) * cols
	return (kinds + edges + names + cols*min(1, filled/.8)) / (4 * cols)
}

// together returns how many places lie no further apart than so much, at most.
func together(at []float64, apart float64) int {
	slices.Sort(at)
	best := 0
	for i, j := 0, 0; i < len(at); i++ {
		for ; j < len(at) && at[j]-at[i] <= apart; j++ {
		}
		best = max(best, j-i)
	}
	return best
}
