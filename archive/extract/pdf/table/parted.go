package table

import "slices"

// partHeads cuts a row of heads in two where one stands over others in the same
// drawn cell: "Rentals" over "Handgun" and "Long Gun".
func (g *grid) partHeads(r int) {
	cut := 0.0
	split := map[*cell]bool{}
	for _, c := range g.cells {
		lines := c.text()
		if c.r0 != r || c.r1 != r || c.c1 == c.c0 || len(lines) < 2 {
			continue
		}
		inner := g.xs[c.c0+1 : c.c1+1]
		up, down := lines[len(lines)-2], lines[len(lines)-1]
		if p := up.phrased(); len(p) != 1 {
			continue
		}
		columns := map[int]bool{}
		for _, p := range down.phrased() {
			k := column(inner, p.x0+.3*g.size)
			if column(inner, p.x1-.3*g.size) != k || columns[k] || p.value() {
				columns = nil
				break
			}
			columns[k] = true
		}
		if len(columns) > 1 && len(columns) == len(down.phrased()) {
			split[c] = true
			cut = max(cut, (up.mid+down.mid)/2)
		}
	}
	if len(split) == 0 {
		return
	}
	var out []*cell
	for _, c := range g.cells {
		switch {
		case split[c]:
			lines := c.text()
			top := &cell{r0: r, r1: r, c0: c.c0, c1: c.c1}
			for _, l := range lines[:len(lines)-1] {
				top.words = append(top.words, l.words...)
			}
			low := &cell{r0: r + 1, r1: r + 1, c0: c.c0, c1: c.c1, words: lines[len(lines)-1].words}
			out = append(out, top)
			inner := g.xs[c.c0+1 : c.c1+1]
			for k := c.c0; k <= c.c1; k++ {
				n := &cell{r0: r + 1, r1: r + 1, c0: k, c1: k}
				for _, w := range low.words {
					if column(inner, (w.x0+w.x1)/2) == k-c.c0 {
						n.words = append(n.words, w)
					}
				}
				out = append(out, n)
			}
			continue
		case c.r0 > r:
			c.r0++
			c.r1++
		case c.r1 >= r:
			c.r1++
		}
		out = append(out, c)
	}
	g.cells = out
	g.ys = slices.Insert(g.ys, r+1, cut)
}
