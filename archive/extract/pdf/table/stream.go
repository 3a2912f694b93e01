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
		for _, r := range s.regions(lines) {
			if len(out) >= mostTables {
				return out
			}
			if g := s.streamed(r, free); g != nil {
				out = append(out, g)
				g.take()
			}
		}
	}
	return out
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

// heads returns how many lines stand over the first with numbers; 0 where
// there are no numbers.
func (b *body) heads() int {
	if b.numbers() == 0 {
		return 0
	}
	for i, l := range b.lines {
		years := 0
		for c, words := range l.at {
			if c > 0 && len(words) == 1 && b.numeric[c] && isYear(words[0].Text) {
				years++
			}
		}
		if l.vals > years || i > 8 {
			if i > 8 {
				return 0
			}
			// A label over the first row is not a head: it stands in the first column alone.
			for i > 1 && b.lines[i-1].count == 1 && b.lines[i-1].first == 0 && !b.namesStubs(i-1) {
				i--
			}
			return i
		}
	}
	return 0
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

// lay puts the words of lines into cells.
func (g *grid) lay(b *body, rows []int, heads int, free []edge) {
	type key struct{ row, col int }
	at := map[key]*cell{}
	put := func(row, c0, c1 int, words []*word) {
		c := at[key{row, c0}]
		if c == nil {
			c = &cell{r0: row, r1: row, c0: c0, c1: c1}
			at[key{row, c0}] = c
			g.cells = append(g.cells, c)
		}
		c.words, c.c1 = append(c.words, words...), max(c.c1, c1)
	}
	seps := g.xs[1 : len(g.xs)-1]
	for i, l := range b.lines {
		over := g.over(b, i, heads)
		for n, p := range l.phrased() {
			c0, c1 := column(seps, p.x0+.15*g.size), column(seps, p.x1-.15*g.size)
			if i < heads {
				c0, c1 = g.most(p, c0, c1)
				c0, c1 = g.under(p, l.line, c0, c1, free)
			}
			if over != nil {
				put(rows[i], over[n].first, over[n].last, p.words)
				continue
			}
			if c1 <= c0 {
				put(rows[i], c0, c0, p.words)
				continue
			}
			for _, q := range p.cut(seps[c0:c1], b.starts[c0+1:c1+1], g.size) {
				a, b := g.most(q, column(seps, q.x0+.15*g.size), column(seps, q.x1-.15*g.size))
				put(rows[i], a, b, q.words)
			}
		}
	}
}

// cut parts a phrase at the borders of columns, where its words stand far enough
// from each other there that they are cells and not one text over both, or where
// a word begins at the place where the cells of its column do.
func (p phrase) cut(seps, starts []float64, size float64) []phrase {
	var gaps []float64
	for i := 1; i < len(p.words); i++ {
		gaps = append(gaps, p.words[i].x0-p.words[i-1].x1)
	}
	usual := quantile(slices.Clone(gaps), .3)
	out := []phrase{{}}
	for i, w := range p.words {
		if i > 0 {
			crossed := slices.ContainsFunc(seps, func(x float64) bool {
				return p.words[i-1].x1 <= x+.3*size && x-.3*size <= w.x0 && (p.words[i-1].x0+p.words[i-1].x1)/2 < x && x < (w.x0+w.x1)/2
			})
			values := p.words[i-1].value || w.value
			flush := slices.ContainsFunc(starts, func(x float64) bool { return math.Abs(x-w.x0) < .15*size })
			if gap := gaps[i-1]; crossed && (flush || values && gap > .1*size || gap > .45*size || gap > 1.5*usual && gap > .3*size) {
				out = append(out, phrase{})
			}
		}
		q := &out[len(out)-1]
		if q.words = append(q.words, w); len(q.words) == 1 {
			q.x0 = w.x0
		}
		q.x1 = max(q.x1, w.x1)
	}
	return out
}

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

func column(seps []float64, x float64) int {
	n := 0
	for n < len(seps) && seps[n] < x {
		n++
	}
	return n
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
	if g.form() || g.list() || g.chart() {
		return false
	}
	n := float64(g.numbers + g.texts)
	share, filled, words := float64(g.numbers)/n, n/float64(rows*cols), float64(g.wordy)/n
	if rows < 3 && len(b.marks) == 0 {
		return false
	}
	switch {
	case share >= .35 && cols >= 3 && b.numbers() > 0:
		g.trust = .8
	case share >= .25 && b.numbers() > 0:
		g.trust = .7
	case cols >= 3 && filled >= .7 && words < 5 && (rows >= 4 || rows == 3 && len(b.marks) > 0) && 5*g.fullRows() >= 3*rows:
		g.trust = .6
	case cols == 2 && filled >= .9 && words < 4 && rows >= 4 && len(b.marks) > 0:
		g.trust = .5
	default:
		return false
	}
	if filled < .4 {
		g.trust -= .2
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
