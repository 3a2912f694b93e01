package table

import (
	"math"
	"slices"
	"unicode"
)

// under returns the columns that a head stands over: those that a line under it
// joins, or those between which it stands in the middle.
func (g *grid) under(p phrase, l *line, c0, c1 int, free []edge) (int, int) {
	for _, e := range edgesIn(free, l.mid, l.mid+1.6*g.size) {
		if e.from > p.x0+g.size || e.to < p.x1-g.size {
			continue
		}
		from, to := column(g.xs[1:len(g.xs)-1], e.from+.5*g.size), column(g.xs[1:len(g.xs)-1], e.to-.5*g.size)
		if to > from && e.to-e.from < .95*(g.xs[len(g.xs)-1]-g.xs[0]) {
			return from, to
		}
	}
	return c0, c1
}

// most returns the column in which most of a phrase stands, where it only sticks
// out into others.
func (g *grid) most(p phrase, c0, c1 int) (int, int) {
	for k := c0; k <= c1; k++ {
		if min(p.x1, g.xs[k+1])-max(p.x0, g.xs[k]) >= .75*p.width() {
			return k, k
		}
	}
	return c0, c1
}

// unit returns the columns that a head stands over which is alone in its line,
// in the middle of all columns of numbers and wider than the head above it, where
// all have heads above: a unit that holds for all of them.
func (g *grid) unit(b *body, i, heads int) (reach, bool) {
	l := b.lines[i]
	last := b.cols - 1
	if i == 0 || last < 3 || len(l.phrased()) != 1 || l.x0 < g.xs[1] {
		return reach{}, false
	}
	first, _ := firstRune(l.text())
	if first != '(' && (last < 4 || !unicode.IsUpper(first)) {
		return reach{}, false
	}
	k := column(g.xs[1:last+1], (l.x0+l.x1)/2)
	named := make([]bool, b.cols)
	for _, up := range b.lines[:i] {
		for c, words := range up.at {
			named[c] = named[c] || len(words) > 0
			if n := len(words); c == k && n > 0 && (words[0].x0 < l.x0+g.size || words[n-1].x1 > l.x1-g.size) {
				return reach{}, false
			}
		}
	}
	if slices.Contains(named[1:], false) {
		return reach{}, false
	}
	centers := b.centers(heads)
	if math.Abs(l.x0+l.x1-centers[1]-centers[last]) > 3*g.size {
		return reach{}, false
	}
	return reach{1, last}, true
}

// A reach is columns from first to last.
type reach struct{ first, last int }

// over returns the columns that each phrase of a line of heads stands over, where
// there are more heads in the line under it; nil where they are not grouped.
func (g *grid) over(b *body, i, heads int) []reach {
	if i+1 >= heads {
		return nil
	}
	up, down := b.lines[i].phrased(), b.lines[i+1].phrased()
	if len(down) <= len(up) {
		return nil
	}
	centers := b.centers(heads)
	out := make([]reach, len(up))
	for n := range out {
		out[n] = reach{-1, -1}
	}
	first := 1
	if up[0].x1 < g.xs[1] {
		first = 0
	}
	for k := first; k < b.cols; k++ {
		best := 0
		for n, p := range up {
			if math.Abs((p.x0+p.x1)/2-centers[k]) < math.Abs((up[best].x0+up[best].x1)/2-centers[k]) {
				best = n
			}
		}
		if out[best].first < 0 {
			out[best].first = k
		}
		out[best].last = k
	}
	several := false
	for n, r := range out {
		if r.last > r.first && wraps(up[n], down) {
			return nil
		}
		if r.first < 0 || math.Abs((centers[r.first]+centers[r.last])/2-(up[n].x0+up[n].x1)/2) > max(1.5*g.size, .2*(centers[r.last]-centers[r.first])) {
			return nil
		}
		several = several || r.last > r.first
	}
	if !several {
		return nil
	}
	return out
}

// wraps reports whether a head goes on in the line under it: what stands right under
// it begins with a small letter.
func wraps(up phrase, down []phrase) bool {
	return slices.ContainsFunc(down, func(p phrase) bool {
		first, _ := firstRune(p.words[0].Text)
		return unicode.IsLower(first) && p.x0 < up.x1 && up.x0 < p.x1
	})
}

// centers returns the middle of what stands in each column under the heads.
func (b *body) centers(heads int) []float64 {
	if b.middles != nil {
		return b.middles
	}
	from, to := make([]float64, b.cols), make([]float64, b.cols)
	for _, l := range b.lines[heads:] {
		for c, words := range l.at {
			if len(words) == 0 {
				continue
			}
			if from[c] == 0 || words[0].x0 < from[c] {
				from[c] = words[0].x0
			}
			to[c] = max(to[c], words[len(words)-1].x1)
		}
	}
	b.middles = make([]float64, b.cols)
	for c := range b.middles {
		b.middles[c] = (from[c] + to[c]) / 2
	}
	return b.middles
}
