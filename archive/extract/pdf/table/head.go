package table

import (
	"math"
	"slices"
)

// finish finds what is header and what is label in a grid.
func (s *sheet) finish(g *grid) {
	g.heads = g.header()
	if n := s.shadedRows(g); n > 0 && n <= 4 && n < g.rows() {
		g.heads, g.headed = n, true
	}
	if g.topped > 0 {
		g.heads, g.headed = max(g.topped, g.heads), true
	}
	g.crowned()
	g.labels = make([]bool, g.rows())
	filled := make([]int, g.rows())
	var only []*cell = make([]*cell, g.rows())
	for _, c := range g.cells {
		for r := c.r0; r <= c.r1; r++ {
			filled[r]++
			only[r] = c
		}
	}
	// A label right under the heads is none of them.
	for g.heads > 1 && filled[g.heads-1] == 1 && only[g.heads-1].c0 == 0 && only[g.heads-1].r0 == g.heads-1 {
		g.heads--
	}
	for r := g.heads; r < g.rows(); r++ {
		c := only[r]
		g.labels[r] = filled[r] == 1 && c.r0 == c.r1 && c.c0 == 0 && !c.value() && g.cols() > 1 && r+1 < g.rows()
	}
	if g.trust == 0 {
		g.trust = .9
	}
}

// header returns how many of the first rows name the columns: those before the
// first with numbers where the columns hold numbers.
func (g *grid) header() int {
	cols := g.cols()
	seen, nums := make([]int, cols), make([]int, cols)
	for _, c := range g.cells {
		if c.c0 == c.c1 {
			seen[c.c0]++
			if c.value() {
				nums[c.c0]++
			}
		}
	}
	numeric := make([]bool, cols)
	for k := range numeric {
		numeric[k] = k > 0 && nums[k] > 0 && 2*nums[k] >= seen[k]
	}
	first := make([]int, g.rows()) // numbers in a row
	years := make([]int, g.rows())
	for _, c := range g.cells {
		if c.c0 == c.c1 && numeric[c.c0] && c.value() {
			first[c.r0]++
			if len(c.words) == 1 && isYear(c.words[0].Text) {
				years[c.r0]++
			}
		}
	}
	if !slices.Contains(numeric, true) {
		return g.textHeader()
	}
	for r := range g.rows() {
		if first[r] <= years[r] && (first[r] == 0 || r+1 == g.rows() || first[r+1] > years[r+1] || years[r] > 1 && years[r+1] == 0) {
			continue
		}
		if r > 6 {
			return 1
		}
		return r
	}
	return min(1, g.rows()-1)
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

// textHeader is the header of a table of texts: its first row, and more where
// heads stand over others.
func (g *grid) textHeader() int {
	n := 1
	for r := 0; r < 4 && r+1 < g.rows(); r++ {
		spans := slices.ContainsFunc(g.cells, func(c *cell) bool {
			return c.r0 == r && (c.c1 > c.c0 && c.c0 > 0 || c.c1 > c.c0 && c.c1 < g.cols()-1 || c.r1 > r)
		})
		if !spans {
			break
		}
		n = r + 2
	}
	return min(n, g.rows()-1)
}

// shadedRows returns how many of the first rows are shaded, where those below
// them are not all.
func (s *sheet) shadedRows(g *grid) int {
	gray := -1.0
	shaded := func(r int) bool {
		mid := (g.ys[r] + g.ys[r+1]) / 2
		width := 0.0
		for _, b := range s.rules.shades {
			if b.Box[1] <= mid && mid <= b.Box[3] && (gray < 0 || math.Abs(b.gray-gray) < .02) {
				gray = b.gray
				width += max(0, min(b.Box[2], g.xs[len(g.xs)-1])-max(b.Box[0], g.xs[0]))
			}
		}
		return width >= .8*(g.xs[len(g.xs)-1]-g.xs[0])
	}
	n := 0
	for n < g.rows() && n < 5 && shaded(n) {
		n++
	}
	return n
}
