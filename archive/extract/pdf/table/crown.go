package table

import (
	"math"
	"slices"
)

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

// crowned keeps what stands over the heads from side to side as the title, and
// drops it from the table where it is more than one line of words.
func (g *grid) crowned() {
	for g.heads > 1 && g.rows() > 2 && g.across(0) {
		c := g.cells[0]
		if lines := c.text(); len(lines) == 1 && len(lines[0].phrases(2*g.size)) == 1 {
			g.crown = oneLine(cellText(c.words))
			return
		}
		if words := g.dropRow(0); len(words) <= 40 {
			g.crown = oneLine(cellText(words))
		}
		g.heads--
	}
}

// across reports whether one cell fills a row from side to side.
func (g *grid) across(r int) bool {
	return slices.ContainsFunc(g.cells, func(c *cell) bool { return c.r0 == r && c.r1 == r && c.c0 == 0 && c.c1 == g.cols()-1 })
}
