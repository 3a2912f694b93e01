package table

import (
	"cmp"
	"slices"

	"readingroom/archive"
)

// ruled finds the tables whose cells are drawn, and the horizontal lines that
// are left.
func (s *sheet) ruled() (grids []*grid, free []edge) {
	all, free := s.rules.lattices()
	if len(s.rules.shades) > 0 {
		drawn := slices.DeleteFunc(slices.Clone(all), func(l *lattice) bool { return len(l.xs) < 3 || len(l.ys) < 3 })
		all, free = s.rules.shaded(drawn[:min(len(drawn), mostTables)], s.size).lattices()
	}
	area := func(l *lattice) float64 {
		return (l.xs[len(l.xs)-1] - l.xs[0]) * (l.ys[len(l.ys)-1] - l.ys[0])
	}
	all = slices.DeleteFunc(all, func(l *lattice) bool { return len(l.xs)*len(l.ys) < 6 && len(all) > 10*mostTables })
	if len(all) > 10*mostTables {
		all = all[:10*mostTables]
	}
	byHeight := slices.Clone(s.words)
	slices.SortStableFunc(byHeight, func(a, b *word) int { return cmp.Compare(a.y0+a.y1, b.y0+b.y1) })
	// What lies in another is looked at first.
	slices.SortStableFunc(all, func(a, b *lattice) int { return cmp.Compare(area(a), area(b)) })
	var strips []*grid // one row, which may be the heads of what stands below
	for _, l := range all {
		g, sound := s.drawn(l, byHeight)
		switch {
		case sound && len(grids) < mostTables:
			grids = append(grids, g)
			g.take()
		case g != nil && g.rows() == 1 && g.cols() > 1 && g.numbers == 0:
			strips = append(strips, g)
			fallthrough
		default:
			for _, y := range l.ys {
				free = append(free, edge{y, l.xs[0], l.xs[len(l.xs)-1], false})
			}
		}
	}
	for _, g := range grids {
		for _, h := range strips {
			if g.crowns(h) {
				g.prepend(h)
				g.take()
				break
			}
		}
		if h := s.headsOver(g); h != nil {
			g.prepend(h)
			g.take()
		}
		s.finish(g)
	}
	slices.SortFunc(free, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	return grids, free
}

// take says that the words of a grid are in no other.
func (g *grid) take() {
	for _, c := range g.cells {
		for _, w := range c.words {
			w.taken = true
		}
	}
}

// drawn makes a grid of a lattice, and says whether it is a table; nil where
// there is nothing in it.
func (s *sheet) drawn(l *lattice, byHeight []*word) (g *grid, sound bool) {
	if len(l.xs) < 3 {
		return nil, false
	}
	box := archive.Box{l.xs[0], l.ys[0], l.xs[len(l.xs)-1], l.ys[len(l.ys)-1]}
	var inside []*word
	upright := 0
	at := func(w *word, y float64) int { return cmp.Compare((w.y0+w.y1)/2, y) }
	from, _ := slices.BinarySearchFunc(byHeight, box[1], at)
	to, _ := slices.BinarySearchFunc(byHeight, box[3], at)
	for _, w := range byHeight[from:to] {
		if x := (w.x0 + w.x1) / 2; !w.taken && box[0] <= x && x <= box[2] {
			inside = append(inside, w)
			if w.upright {
				upright++
			}
		}
	}
	if len(inside) < 2 || 2*upright < len(inside) {
		return nil, false
	}
	g = &grid{xs: slices.Clone(l.xs), ys: slices.Clone(l.ys), cells: l.cells()}
	g.fill(inside)
	g.measure()
	g.unspan()
	for r := min(2, g.rows()-2); r >= 0; r-- {
		g.partHeads(r)
	}
	for k := g.cols() - 1; k >= 0; k-- {
		if cuts := g.colCuts(k); len(cuts) > 0 {
			g.splitCol(k, cuts)
		}
	}
	for r := g.rows() - 1; r >= 0; r-- {
		if cuts := g.rowCuts(r); len(cuts) > 0 {
			g.splitRow(r, cuts)
		}
	}
	g.values()
	apart := g.scattered()
	g.tidy()
	return g, !apart && g.soundRuled()
}

// measure finds the size of the text.
func (g *grid) measure() {
	var sizes []float64
	for _, c := range g.cells {
		for _, w := range c.words {
			sizes = append(sizes, w.Size)
		}
	}
	g.size = median(sizes)
}
