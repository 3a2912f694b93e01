package table

import (
	"math"
	"slices"
)

// lay puts the words of lines into cells.
func (g *grid) lay(b *body, rows []int, heads int, free []edge) {
	type key struct{ row, col int }
	at := map[key]*cell{}
	put := func(row, c0, c1 int, words []*word) {
		c := at[key{row, c0}]
		if c == nil {
			c = &cell{r0: row, r1: row, c0: c0, c1: c1}
			at[key{row, c0}] = c
			g.cells = append(g.cells, c)
		}
		c.words, c.c1 = append(c.words, words...), max(c.c1, c1)
	}
	seps := g.xs[1 : len(g.xs)-1]
	for i, l := range b.lines {
		over := g.over(b, i, heads)
		if i < heads {
			if all, ok := g.unit(b, i, heads); ok {
				over = []reach{all}
			}
		}
		for n, p := range l.phrased() {
			c0, c1 := column(seps, p.x0+.15*g.size), column(seps, p.x1-.15*g.size)
			if i < heads {
				c0, c1 = g.most(p, c0, c1)
				c0, c1 = g.under(p, l.line, c0, c1, free)
			}
			if over != nil {
				put(rows[i], over[n].first, over[n].last, p.words)
				continue
			}
			if c1 <= c0 {
				put(rows[i], c0, c0, p.words)
				continue
			}
			for _, q := range p.cut(seps[c0:c1], b.starts[c0+1:c1+1], g.size) {
				a, b := g.most(q, column(seps, q.x0+.15*g.size), column(seps, q.x1-.15*g.size))
				put(rows[i], a, b, q.words)
			}
		}
	}
}

// widen makes of a text that stands alone in a row, in the middle of the table,
// a label over all columns.
func (g *grid) widen(heads int) {
	only := make([]*cell, g.rows())
	count := make([]int, g.rows())
	for _, c := range g.cells {
		only[c.r0] = c
		count[c.r0]++
	}
	middle := (g.xs[0] + g.xs[g.cols()]) / 2
	for r := heads; r < g.rows(); r++ {
		c := only[r]
		if count[r] != 1 || c.r1 != r || c.c0 == 0 && c.c1 == 0 || c.value() {
			continue
		}
		if l := c.text()[0]; math.Abs((l.x0+l.x1)/2-middle) < 2*g.size {
			c.c0, c.c1 = 0, g.cols()-1
		}
	}
}

// cut parts a phrase at the borders of columns, where its words stand far enough
// from each other there that they are cells and not one text over both, or where
// a word begins at the place where the cells of its column do.
func (p phrase) cut(seps, starts []float64, size float64) []phrase {
	var gaps []float64
	for i := 1; i < len(p.words); i++ {
		gaps = append(gaps, p.words[i].x0-p.words[i-1].x1)
	}
	usual := quantile(slices.Clone(gaps), .3)
	out := []phrase{{}}
	for i, w := range p.words {
		if i > 0 {
			crossed := slices.ContainsFunc(seps, func(x float64) bool {
				return p.words[i-1].x1 <= x+.3*size && x-.3*size <= w.x0 && (p.words[i-1].x0+p.words[i-1].x1)/2 < x && x < (w.x0+w.x1)/2
			})
			values := p.words[i-1].value || w.value
			flush := slices.ContainsFunc(starts, func(x float64) bool { return math.Abs(x-w.x0) < .15*size })
			if gap := gaps[i-1]; crossed && (flush || values && gap > .1*size || gap > .45*size || gap > 1.5*usual && gap > .3*size) {
				out = append(out, phrase{})
			}
		}
		q := &out[len(out)-1]
		if q.words = append(q.words, w); len(q.words) == 1 {
			q.x0 = w.x0
		}
		q.x1 = max(q.x1, w.x1)
	}
	return out
}

func column(seps []float64, x float64) int {
	n, _ := slices.BinarySearch(seps, x)
	return n
}
