package table

import (
	"math"
	"slices"
)

// finish finds what is header and what is label in a grid.
func (s *sheet) finish(g *grid) {
	g.heads = g.header()
	if n := s.shadedRows(g); n > 0 && n <= 4 && n < g.rows() && (n > g.heads || !g.numeric()) {
		g.heads, g.headed = n, true
	}
	if g.topped > 0 {
		g.heads, g.headed = max(g.topped, g.heads), true
	}
	g.headed = g.headed || g.named()
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

// named reports whether the heads are texts over columns of numbers.
func (g *grid) named() bool {
	seen, nums, heads := make([]int, g.cols()), make([]int, g.cols()), make([]int, g.cols())
	for _, c := range g.cells {
		switch {
		case len(c.words) == 0:
		case c.r0 < g.heads:
			for k := c.c0; k <= c.c1 && !c.value(); k++ {
				heads[k] = 1
			}
		case c.c0 == c.c1:
			if seen[c.c0]++; c.value() {
				nums[c.c0]++
			}
		}
	}
	columns, named := 0, 0
	for k := range seen {
		if nums[k] > 0 && 2*nums[k] >= seen[k] {
			columns++
			named += heads[k]
		}
	}
	return columns > 0 && 5*named >= 3*columns
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

// numeric reports whether a column other than the first holds numbers.
func (g *grid) numeric() bool {
	seen, nums := make([]int, g.cols()), make([]int, g.cols())
	for _, c := range g.cells {
		if c.c0 == c.c1 && c.c0 > 0 && len(c.words) > 0 {
			if seen[c.c0]++; c.value() {
				nums[c.c0]++
			}
		}
	}
	for k := range seen {
		if nums[k] > 0 && 2*nums[k] >= seen[k] {
			return true
		}
	}
	return false
}

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
// are not.
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
	for r := n + 1; r < g.rows() && n > 0; r++ {
		if shaded(r) {
			return 0 // stripes
		}
	}
	return n
}
