package table

import (
	"math"
	"slices"
	"strconv"
	"strings"
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
	only := make([]*cell, g.rows())
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
	for g.heads > 0 && g.heads < g.rows()-1 && g.counts(g.heads) {
		g.heads++
		g.headed = true
	}
	for r := g.heads; r < g.rows(); r++ {
		c := only[r]
		g.labels[r] = filled[r] == 1 && c.r0 == c.r1 && c.c0 == 0 && !c.value() && g.cols() > 1 && r+1 < g.rows()
	}
}

// counts reports whether a row gives the columns their numbers or letters: (1) (2)
// (3), A B C. The first cell may be empty, or have a name.
func (g *grid) counts(r int) bool {
	var marks []string
	for _, c := range g.cells {
		if c.r0 == r && c.r1 == r && len(c.words) > 0 {
			if len(c.words) > 1 {
				return false
			}
			marks = append(marks, strings.Trim(c.words[0].Text, "()[]."))
		}
	}
	if len(marks) < 3 || len(marks) < g.cols()-1 {
		return false
	}
	for i, m := range marks {
		if m != strconv.Itoa(i+1) && m != string(rune('a'+i)) && m != string(rune('A'+i)) {
			return false
		}
	}
	return true
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
