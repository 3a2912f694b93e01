package table

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// unruled finds the tables whose columns are parted by white. free are lines
// across: they part rows, or close the table in.
func (s *sheet) unruled(free []edge) []*grid {
	var words []*word
	for _, w := range s.words {
		if !w.taken && w.upright {
			words = append(words, w)
		}
	}
	var out []*grid
	for _, lines := range s.strips(linesOf(words)) {
		for _, r := range s.regions(lines, free) {
			if len(out) >= mostTables {
				return out
			}
			for _, g := range s.found(r, free) {
				out = append(out, g)
				g.take()
			}
		}
	}
	return out
}

// found returns the tables that lines are: one, or two side by side.
func (s *sheet) found(lines []*line, free []edge) []*grid {
	var out []*grid
	for _, side := range s.sides(lines, free) {
		if g := s.streamed(side, free); g != nil {
			out = append(out, g)
		}
	}
	if len(out) == 2 {
		return out
	}
	if g := s.streamed(lines, free); g != nil {
		return []*grid{g}
	}
	return nil
}

// streamed makes a grid of lines; nil where they are no table.
func (s *sheet) streamed(lines []*line, free []edge) *grid {
	size := sizeOf(lines)
	seps := columns(lines, size)
	if len(seps) == 0 {
		return nil
	}
	x0, x1 := math.Inf(1), math.Inf(-1)
	for _, l := range lines {
		x0, x1 = min(x0, l.x0), max(x1, l.x1)
	}
	xs := append(append([]float64{x0}, seps...), x1)
	b := newBody(lines, xs, s.drawnAcross(x0, x1, lines, free), size)
	heads := b.heads()
	rows := b.rows(heads)
	g := &grid{xs: xs, size: size, ys: []float64{lines[0].y0}}
	for i := 1; i < len(lines); i++ {
		if rows[i] != rows[i-1] {
			g.ys = append(g.ys, (lines[i-1].mid+lines[i].mid)/2)
		}
	}
	g.ys = append(g.ys, lines[len(lines)-1].y1)
	g.lay(b, rows, heads, free)
	g.topped = min(heads, 1)
	if heads > 1 {
		g.topped = g.stackHeads(heads, b.marks)
	}
	g.widen(g.topped)
	g.tidy()
	g.values()
	if !g.soundStream(b) {
		return nil
	}
	s.finish(g)
	return g
}

func sizeOf(lines []*line) float64 {
	var sizes []float64
	for _, l := range lines {
		for _, w := range l.words {
			sizes = append(sizes, w.Size)
		}
	}
	return median(sizes)
}

// drawnAcross returns the heights between lines at which a line or the side of
// a shade runs over most of a table.
func (s *sheet) drawnAcross(x0, x1 float64, lines []*line, free []edge) []float64 {
	top, bottom := lines[0].mid, lines[len(lines)-1].mid
	wide := func(from, to float64) bool { return min(to, x1)-max(from, x0) > .6*(x1-x0) }
	var out []float64
	for _, e := range edgesIn(free, top, bottom) {
		if wide(e.from, e.to) {
			out = append(out, e.at)
		}
	}
	for _, e := range edgesIn(s.rules.sides, top, bottom) {
		if wide(e.from, e.to) {
			out = append(out, e.at)
		}
	}
	slices.Sort(out)
	return out
}

// edgesIn returns the edges between two heights, of those in order.
func edgesIn(edges []edge, top, bottom float64) []edge {
	at := func(e edge, y float64) int { return cmp.Compare(e.at, y) }
	from, _ := slices.BinarySearchFunc(edges, top, at)
	to, _ := slices.BinarySearchFunc(edges, bottom, at)
	return edges[from:max(from, to)]
}

// mostHeads is how many lines heads may have.
const mostHeads = 9

// heads returns how many lines stand over the first with numbers; 0 where
// there are no numbers.
func (b *body) heads() int {
	if b.numbers() == 0 {
		return 0
	}
	for i, l := range b.lines[:min(len(b.lines), mostHeads)] {
		years := 0
		for c, words := range l.at {
			if c > 0 && len(words) == 1 && b.numeric[c] && isYear(words[0].Text) {
				years++
			}
		}
		if l.vals <= years {
			continue
		}
		// A label over the first row is not a head: it stands in the first column alone.
		for i > 1 && b.lines[i-1].count == 1 && b.lines[i-1].first == 0 && !b.namesStubs(i-1) {
			i--
		}
		for i > 1 && b.lines[i-1].count == 1 && b.lines[i-1].first > 0 && b.headed(i-1) && b.leans(i-1) {
			i--
		}
		if i > 1 && b.central(i-1) && (slices.ContainsFunc(b.lines[i:], b.astray) || b.labelled(i)) {
			i--
		}
		return i
	}
	return 0
}

// labelled reports whether there is a label in the middle of the table from line i on.
func (b *body) labelled(i int) bool {
	for ; i < len(b.lines); i++ {
		if l := b.lines[i]; l.count == 1 && l.first > 0 && !allValues(l.words) && b.central(i) {
			return true
		}
	}
	return false
}

// headed reports whether a line above line i stands over its first cell.
func (b *body) headed(i int) bool {
	return slices.ContainsFunc(b.lines[:i], func(l *bodyLine) bool { return len(l.at[b.lines[i].first]) > 0 })
}

// central reports whether line i is one phrase in the middle of the table.
func (b *body) central(i int) bool {
	l := b.lines[i]
	return len(l.phrased()) == 1 && math.Abs(l.x0+l.x1-b.reach.from-b.reach.to) < 4*b.size
}

// namesStubs reports whether line i, in the first column alone, is the head of
// that column: no other is like it, none stands over the column, and what is
// below it is not indented.
func (b *body) namesStubs(i int) bool {
	for k, l := range b.lines {
		if k < i && len(l.at[0]) > 0 || k > i && l.count == 1 && l.first == 0 {
			return false
		}
	}
	below := b.lines[i+1]
	return !strings.HasSuffix(b.lines[i].text(), ":") && len(below.at[0]) > 0 && below.at[0][0].x0 < b.lines[i].x0+.5*b.size
}

// fullLines returns the lines that show where columns are: those with the most phrases.
func fullLines(lines []*line) []*line {
	counts := make([]float64, len(lines))
	for i, l := range lines {
		counts[i] = float64(len(l.phrased()))
	}
	usual := quantile(slices.Clone(counts), .75)
	var out []*line
	for i, l := range lines {
		if counts[i] >= 2 && counts[i] >= .6*usual {
			out = append(out, l)
		}
	}
	return out
}
