package table

import (
	"cmp"
	"slices"
)

// A lattice is lines that cross or touch each other, and the boxes between
// them.
type lattice struct {
	xs, ys []float64
	wallsX []bool // right of box (row, col), at row*(len(xs)-1)+col
	wallsY []bool // below it
}

const (
	maxMeets = 2_000_000 // pairs of lines that are looked at
	maxBoxes = 100_000   // of one lattice
)

// lattices groups the lines that hang together. The horizontal ones that touch
// no other are returned by themselves.
func (r rules) lattices() (all []*lattice, free []edge) {
	set := newSets(len(r.across) + len(r.down))
	met := make([]bool, len(r.across)+len(r.down))
	looked := 0
	for i, h := range r.across {
		k, _ := slices.BinarySearchFunc(r.down, h.from-r.snap, func(e edge, x float64) int { return cmp.Compare(e.at, x) })
		for ; k < len(r.down) && r.down[k].at <= h.to+r.snap; k++ {
			if looked++; looked > maxMeets {
				return nil, nil
			}
			if v := r.down[k]; v.from-r.snap <= h.at && h.at <= v.to+r.snap {
				set.join(i, len(r.across)+k)
				met[i], met[len(r.across)+k] = true, true
			}
		}
	}
	groups := map[int]*rules{}
	var order []*rules
	group := func(i int) *rules {
		root := set.root(i)
		g := groups[root]
		if g == nil {
			g = &rules{snap: r.snap}
			groups[root] = g
			order = append(order, g)
		}
		return g
	}
	for i, h := range r.across {
		if met[i] {
			g := group(i)
			g.across = append(g.across, h)
		} else {
			free = append(free, h)
		}
	}
	for i, v := range r.down {
		if met[len(r.across)+i] {
			g := group(len(r.across) + i)
			g.down = append(g.down, v)
		}
	}
	for _, g := range order {
		if l := g.lattice(); l != nil {
			all = append(all, l)
		}
	}
	return all, free
}

// lattice returns the boxes between lines that hang together; nil where there
// are none, or too many.
func (r rules) lattice() *lattice {
	l := &lattice{xs: places(r.down), ys: places(r.across)}
	// Many tables have no line at their sides: the others stick out.
	if x := outmost(r.across, false); x < l.xs[0]-3*r.snap {
		l.xs = slices.Insert(l.xs, 0, x)
	}
	if x := outmost(r.across, true); x > l.xs[len(l.xs)-1]+3*r.snap {
		l.xs = append(l.xs, x)
	}
	if y := outmost(r.down, false); y < l.ys[0]-3*r.snap {
		l.ys = slices.Insert(l.ys, 0, y)
	}
	if y := outmost(r.down, true); y > l.ys[len(l.ys)-1]+3*r.snap {
		l.ys = append(l.ys, y)
	}
	cols, rows := len(l.xs)-1, len(l.ys)-1
	if cols < 1 || rows < 1 || cols*rows > maxBoxes {
		return nil
	}
	l.wallsX, l.wallsY = make([]bool, rows*cols), make([]bool, rows*cols)
	walls(r.across, l.ys, l.xs, func(y, x int) {
		if y > 0 {
			l.wallsY[(y-1)*cols+x] = true
		}
	})
	walls(r.down, l.xs, l.ys, func(x, y int) {
		if x > 0 && x <= cols {
			l.wallsX[y*cols+x-1] = true
		}
	})
	return l
}

func places(edges []edge) []float64 {
	var out []float64
	for _, e := range edges {
		if len(out) == 0 || out[len(out)-1] != e.at {
			out = append(out, e.at)
		}
	}
	return out
}

// outmost returns how far edges reach: at least two of them, where there are
// more than two, since one alone may be an underline.
func outmost(edges []edge, end bool) float64 {
	ends := make([]float64, len(edges))
	for i, e := range edges {
		if ends[i] = e.from; end {
			ends[i] = e.to
		}
	}
	slices.Sort(ends)
	second := min(1, len(ends)/3)
	if end {
		return ends[len(ends)-1-second]
	}
	return ends[second]
}

// walls calls wall for each step between two of the crossing places that an
// edge covers most of.
func walls(edges []edge, at, crossing []float64, wall func(at, step int)) {
	for _, e := range edges {
		i, _ := slices.BinarySearch(at, e.at)
		k, _ := slices.BinarySearch(crossing, e.from)
		for k = max(0, k-1); k+1 < len(crossing) && crossing[k] < e.to; k++ {
			if over := min(e.to, crossing[k+1]) - max(e.from, crossing[k]); over >= .7*(crossing[k+1]-crossing[k]) {
				wall(i, k)
			}
		}
	}
}

// cells joins the boxes that no wall parts.
func (l *lattice) cells() []*cell {
	cols, rows := len(l.xs)-1, len(l.ys)-1
	set := newSets(rows * cols)
	for r := range rows {
		for c := range cols {
			i := r*cols + c
			if c+1 < cols && !l.wallsX[i] {
				set.join(i, i+1)
			}
			if r+1 < rows && !l.wallsY[i] {
				set.join(i, i+cols)
			}
		}
	}
	boxes := map[int]*cell{}
	counts := map[int]int{}
	var order []int
	for i := range rows * cols {
		root, r, c := set.root(i), i/cols, i%cols
		b := boxes[root]
		if b == nil {
			b = &cell{r0: r, r1: r, c0: c, c1: c}
			boxes[root] = b
			order = append(order, root)
		}
		b.r0, b.r1, b.c0, b.c1 = min(b.r0, r), max(b.r1, r), min(b.c0, c), max(b.c1, c)
		counts[root]++
	}
	var out []*cell
	for _, root := range order {
		b := boxes[root]
		if counts[root] == (b.r1-b.r0+1)*(b.c1-b.c0+1) {
			out = append(out, b)
			continue
		}
		out = append(out, l.strips(b, func(i int) bool { return set.root(i) == root })...)
	}
	slices.SortFunc(out, func(a, b *cell) int { return cmp.Or(cmp.Compare(a.r0, b.r0), cmp.Compare(a.c0, b.c0)) })
	return out
}

// strips cuts boxes that hang together, but make no rectangle, into rectangles:
// by rows, those of the same columns joined again.
func (l *lattice) strips(b *cell, in func(i int) bool) []*cell {
	cols := len(l.xs) - 1
	var out, above []*cell
	for r := b.r0; r <= b.r1; r++ {
		var now []*cell
		for c := b.c0; c <= b.c1; c++ {
			if !in(r*cols + c) {
				continue
			}
			from := c
			for c+1 <= b.c1 && in(r*cols+c+1) && !l.wallsX[r*cols+c] {
				c++
			}
			k := slices.IndexFunc(above, func(a *cell) bool { return a.c0 == from && a.c1 == c })
			if k >= 0 && !l.wallsY[(r-1)*cols+from] {
				above[k].r1 = r
				now = append(now, above[k])
				continue
			}
			n := &cell{r0: r, r1: r, c0: from, c1: c}
			now, out = append(now, n), append(out, n)
		}
		above = now
	}
	return out
}

// sets are disjoint sets of numbers.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) root(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(a, b int) { s[s.root(a)] = s.root(b) }
