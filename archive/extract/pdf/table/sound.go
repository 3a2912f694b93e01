package table

import (
	"math"
	"slices"
	"strings"
)

// leastSure is the share of words that can be relied on in a table that was
// read from a picture.
const leastSure = 2. / 3

// values counts what a grid holds.
func (g *grid) values() {
	g.numbers, g.texts, g.wordy = 0, 0, 0
	for _, c := range g.cells {
		if c.value() {
			g.numbers++
		} else if len(c.words) > 0 {
			g.texts++
		}
		g.wordy += len(c.words)
	}
}

// soundStream reports whether lines are a table, and says how surely.
func (g *grid) soundStream(b *body) bool {
	rows, cols := g.rows(), g.cols()
	if rows < 2 || cols < 2 || len(g.cells) < 5 {
		return false
	}
	if g.form() || g.list() || g.chart() || slices.ContainsFunc(b.lines, b.axis) || g.surely() < leastSure {
		return false
	}
	n := float64(g.numbers + g.texts)
	share, filled, words := float64(g.numbers)/n, n/float64(rows*cols), float64(g.wordy)/n
	if rows < 3 && len(b.marks) == 0 {
		return false
	}
	switch {
	case share >= .35 && cols >= 3 && b.numbers() > 0:
		g.trust = .98
	case share >= .25 && b.numbers() > 0:
		g.trust = .9
	case cols >= 3 && filled >= .7 && words < 5 && (rows >= 4 || rows == 3 && len(b.marks) > 0) && 5*g.fullRows() >= 3*rows:
		g.trust = .74
	case cols == 2 && filled >= .9 && words < 4 && rows >= 4 && len(b.marks) > 0:
		g.trust = .6
	default:
		return false
	}
	if filled < .4 {
		g.trust -= .2
	}
	if rows < 4 {
		g.trust -= .1
	}
	return true
}

// fullRows returns how many rows have all their cells, or all but one.
func (g *grid) fullRows() int {
	cells := make([]int, g.rows())
	for _, c := range g.cells {
		cells[c.r0]++
	}
	n := 0
	for _, k := range cells {
		if k >= g.cols()-1 {
			n++
		}
	}
	return n
}

// form reports whether the first column asks and the others answer.
func (g *grid) form() bool {
	colons, first := 0, 0
	for _, c := range g.cells {
		if c.c0 == 0 && len(c.words) > 0 {
			first++
			if strings.HasSuffix(c.words[len(c.words)-1].Text, ":") {
				colons++
			}
		}
	}
	return 2*colons >= first
}

// list reports whether the first column only counts the lines of a text.
func (g *grid) list() bool {
	marks, first := 0, 0
	numbers := 0
	for _, c := range g.cells {
		if c.c0 > 0 {
			if c.value() {
				numbers++
			}
			continue
		}
		first++
		if len(c.words) == 1 && isMarker(c.words[0].Text) {
			marks++
		}
	}
	return 5*marks >= 4*first && 5*numbers < len(g.cells)-first
}

// isMarker reports whether a word begins an entry of a list: 1. (a) • 12
func isMarker(s string) bool {
	t := strings.Trim(s, "().:")
	return isBullet(s) || len(t) <= 3 && t != "" && (strings.Trim(t, "0123456789") == "" || len(t) < len(s))
}

// chart reports whether all numbers are those along the sides of a drawing: they
// grow by the same step.
func (g *grid) chart() bool {
	byCol := map[int][]float64{}
	for _, c := range g.cells {
		if c.value() && len(c.words) == 1 {
			if v, ok := number(c.words[0].Text); ok {
				byCol[c.c0] = append(byCol[c.c0], v)
			}
		}
	}
	stepped := 0
	for _, v := range byCol {
		if len(v) < 4 {
			continue
		}
		same := 0
		for i := 2; i < len(v); i++ {
			if math.Abs((v[i]-v[i-1])-(v[i-1]-v[i-2])) < 1e-6*math.Abs(v[i])+1e-9 && math.Abs(v[i]-v[i-1]) > 0 && math.Abs(v[i]-v[i-1]) != 1 {
				same++
			}
		}
		if 4*same < 3*(len(v)-2) {
			return false
		}
		stepped++
	}
	return stepped > 0
}

// soundRuled reports whether what is drawn is a table, and says how surely.
func (g *grid) soundRuled() bool {
	rows, cols := g.rows(), g.cols()
	if rows < 2 || cols < 2 || len(g.cells) < 4 || g.numbers+g.texts < 3 {
		return false
	}
	perRow := make([]int, rows)
	area := 0
	for _, c := range g.cells {
		if perRow[c.r0]++; len(c.words) > 0 {
			area += (c.r1 - c.r0 + 1) * (c.c1 - c.c0 + 1)
		}
	}
	multi := 0
	for _, n := range perRow {
		if n > 1 {
			multi++
		}
	}
	if multi < 2 && (multi == 0 || rows > 3) {
		return false
	}
	filled := float64(area) / float64(rows*cols)
	words := float64(g.wordy) / float64(g.numbers+g.texts)
	switch {
	case words > 60 && rows*cols <= 12, filled < .35 && g.numbers*3 < g.texts, filled < .15:
		return false // the boxes of a page, or of a drawing
	case g.texts == 0 && (filled < .75 || g.chart()):
		return false
	case g.blank() || g.surely() < leastSure:
		return false
	}
	g.drawn, g.trust = true, .98
	if rows*cols < 8 { // as many boxes as a drawing may have
		g.trust -= .08
	}
	if rows < 3 || filled < .6 {
		g.trust -= .1
	}
	if words > 25 || filled < .4 {
		g.trust -= .2
	}
	return true
}
