package table

import (
	"math"
	"slices"
	"strings"
)

// sides parts lines in which two tables stand side by side. It returns nil where
// there is one.
func (s *sheet) sides(lines []*line, free []edge) [][]*line {
	size := sizeOf(lines)
	seps := columns(lines, size)
	if len(seps) < 3 || len(lines) > longRegion {
		return nil
	}
	free = edgesIn(free, lines[0].y0-2*size, lines[len(lines)-1].y1+2*size)
	xs := append(append([]float64{lines[0].x0}, seps...), lines[0].x1)
	var b *body
	for k := 1; k < len(seps)-1; k++ {
		x := seps[k]
		if crossed(lines, free, x, size) {
			continue
		}
		if ruledApart(free, x, size) {
			return columnsOf(lines, []float64{x})
		}
		if b == nil {
			b = newBody(lines, xs, nil, size)
		}
		if b.twins(k + 1) {
			return columnsOf(lines, []float64{x})
		}
	}
	return nil
}

// crossed reports whether a text or a rule reaches over a place.
func crossed(lines []*line, free []edge, x, size float64) bool {
	if slices.ContainsFunc(free, func(e edge) bool { return e.from < x-.5*size && e.to > x+.5*size }) {
		return true
	}
	return slices.ContainsFunc(lines, func(l *line) bool {
		return slices.ContainsFunc(l.phrased(), func(p phrase) bool { return p.x0 < x && x < p.x1 })
	})
}

// ruledApart reports whether the rules on both sides of a place stand at heights of
// their own.
func ruledApart(free []edge, x, size float64) bool {
	var left, right []float64
	for _, e := range free {
		if e.to <= x+.5*size {
			left = append(left, e.at)
		} else {
			right = append(right, e.at)
		}
	}
	level := 0
	for _, y := range left {
		if slices.ContainsFunc(right, func(z float64) bool { return math.Abs(y-z) < .1*size }) {
			level++
		}
	}
	return len(left) > 2 && len(right) > 2 && 2*level <= min(len(left), len(right))
}

// twins reports whether another table begins at a column: with texts after numbers,
// behind the widest of all gaps, under the same heads again or with rows of its
// own number.
func (b *body) twins(k int) bool {
	for c, num := range b.numeric {
		if num == (c == 0 || c == k) {
			return false
		}
	}
	white := b.white()
	at := white[k-1]
	for c, w := range white {
		if c != k-1 && at < 1.5*w {
			return false
		}
	}
	if at < 1.5*b.size {
		return false
	}
	heads := b.heads()
	if heads > 0 && slices.Equal(b.named(heads, 1, k), b.named(heads, k+1, b.cols)) {
		return true
	}
	// Rows at the foot that one of them has and the other not.
	last := b.lines[len(b.lines)-1]
	left, right := 0, 0
	for c, words := range last.at {
		if len(words) > 0 && c < k {
			left++
		} else if len(words) > 0 {
			right++
		}
	}
	return left == 0 && right > 1 || right == 0 && left > 1
}

// white returns how wide the gaps between columns are, in all lines.
func (b *body) white() []float64 {
	from, to := make([]float64, b.cols), make([]float64, b.cols)
	for c := range from {
		from[c], to[c] = math.Inf(1), math.Inf(-1)
	}
	for _, l := range b.lines {
		for c, words := range l.at {
			if len(words) > 0 {
				from[c], to[c] = min(from[c], words[0].x0), max(to[c], words[len(words)-1].x1)
			}
		}
	}
	out := make([]float64, b.cols-1)
	for c := range out {
		out[c] = from[c+1] - to[c]
	}
	return out
}

// named returns the heads of columns.
func (b *body) named(heads, from, to int) []string {
	out := make([]string, to-from)
	for _, l := range b.lines[:heads] {
		for i := range out {
			out[i] = strings.TrimSpace(out[i] + " " + textOf(l.at[from+i]))
		}
	}
	return out
}
