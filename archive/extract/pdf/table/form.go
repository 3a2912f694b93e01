package table

import (
	"math"
	"strings"

	"readingroom/archive/extract/pdf/mark"
)

// blank reports whether boxes are a form to be filled in: they ask more than is
// answered, or most of them hold a label at their top and room to write under it.
func (g *grid) blank() bool {
	if g.numbers >= g.texts {
		return false
	}
	filled, asked := 0, 0
	room := make([]float64, g.rows()) // the least that is left under the text of a row
	for r := range room {
		room[r] = math.Inf(1)
	}
	for _, c := range g.cells {
		if len(c.words) == 0 {
			continue
		}
		filled++
		if asks(c.words[len(c.words)-1].Text) {
			asked++
		}
		top, bottom := math.Inf(1), math.Inf(-1)
		for _, w := range c.words {
			top, bottom = min(top, w.y0), max(bottom, w.y1)
		}
		under := g.ys[c.r1+1] - bottom - max(0, top-g.ys[c.r0])
		for r := c.r0; r <= c.r1; r++ {
			room[r] = min(room[r], under)
		}
	}
	roomy, rows := 0, 0
	for _, free := range room {
		if math.IsInf(free, 1) {
			continue
		}
		if rows++; free > 1.2*g.size {
			roomy++
		}
	}
	return 2*asked > filled || 3*roomy >= 2*rows && 4*g.numbers < g.texts
}

// asks reports whether a word ends a label that is to be answered.
func asks(s string) bool { return strings.HasSuffix(s, ":") || strings.HasSuffix(s, "___") }

// scattered reports whether boxes stand apart, tied by lines, as in a chart of
// steps: between the rows that hold text, and between the columns, is nothing.
func (g *grid) scattered() bool {
	rows, cols := make([]bool, g.rows()), make([]bool, g.cols())
	top, left := make([]bool, g.rows()), make([]bool, g.cols()) // where a text begins
	for _, c := range g.cells {
		if len(c.words) == 0 {
			continue
		}
		top[c.r0], left[c.c0] = true, true
		for r := c.r0; r <= c.r1; r++ {
			rows[r] = true
		}
		for k := c.c0; k <= c.c1; k++ {
			cols[k] = true
		}
	}
	apart := func(bounds []float64, full, begins []bool) bool {
		held, gaps := 0, 0
		gap := false // since the last text
		for i := range full {
			switch {
			case begins[i]:
				if held++; gap {
					gaps++
				}
				gap = false
			case !full[i] && held > 0:
				gap = gap || bounds[i+1]-bounds[i] >= .8*g.size
			}
		}
		return held > 1 && 3*gaps >= 2*(held-1)
	}
	return apart(g.ys, rows, top) && apart(g.xs, cols, left)
}

// leastTicks is how many numbers along the foot of a chart say that it is one.
const leastTicks = 5

// axis reports whether a line is the foot of a chart: numbers that grow by the
// same step at the same distance, and do not stand in the columns.
func (b *body) axis(l *bodyLine) bool {
	if len(l.words) < leastTicks || !allValues(l.words) {
		return false
	}
	crowded := false
	for _, words := range l.at {
		crowded = crowded || len(words) > 1
	}
	if !crowded {
		return false
	}
	var step, apart float64
	for i := 1; i < len(l.words); i++ {
		a, ok := number(l.words[i-1].Text)
		z, fine := number(l.words[i].Text)
		if !ok || !fine {
			return false
		}
		d := (l.words[i].x0 + l.words[i].x1 - l.words[i-1].x0 - l.words[i-1].x1) / 2
		if i == 1 {
			step, apart = z-a, d
		}
		if step == 0 || math.Abs(z-a-step) > 1e-6*math.Abs(step) || math.Abs(d-apart) > .15*apart+1 {
			return false
		}
	}
	return true
}

// surely returns the share of words that can be relied on: all, but for those
// that were read from a picture.
func (g *grid) surely() float64 {
	sure, all := 0, 0
	for _, c := range g.cells {
		for _, w := range c.words {
			if all++; w.Confidence == 0 || w.Confidence >= mark.Sure {
				sure++
			}
		}
	}
	return float64(sure) / float64(max(1, all))
}
