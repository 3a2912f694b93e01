package table

import (
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
	for _, lines := range s.strips(words) {
		for _, r := range s.regions(lines, free) {
			if g := s.streamed(r, free); g != nil {
				out = append(out, g)
				for _, c := range g.cells {
					for _, w := range c.words {
						w.taken = true
					}
				}
			}
		}
	}
	return out
}

// phrased parts a line into what may be cells. Numbers stand closer to each other than texts do.
func (l *line) phrased() []phrase {
	var out []phrase
	for i, w := range l.words {
		if n := len(out) - 1; n >= 0 {
			gap, most := w.x0-out[n].x1, 1.0*l.size
			if last := l.words[i-1]; last.value || w.value {
				most = .6 * l.size
			}
			if gap <= most {
				out[n].words = append(out[n].words, w)
				out[n].x1 = max(out[n].x1, w.x1)
				continue
			}
		}
		out = append(out, phrase{[]*word{w}, w.x0, w.x1})
	}
	return out
}

// prose reports whether a phrase reads as running text.
func (p phrase) prose(width float64) bool {
	letters := 0
	for _, w := range p.words {
		if !w.value {
			letters++
		}
	}
	return letters >= 5 && p.width() >= .24*width
}

// tabular reports whether a line may be a row of a table: cells side by side
// that are not columns of running text.
func (l *line) tabular(width float64) bool {
	p := l.phrased()
	if len(p) < 2 {
		return false
	}
	prose, values := 0, 0
	for _, q := range p {
		if q.prose(width) {
			prose++
		}
		if q.value() {
			values++
		}
	}
	if prose == 0 {
		return len(p) > 2 || values > 0 || !isBullet(p[0].text()) && len(p[0].text()) > 3
	}
	return len(p)-prose >= 2 || values > 0 && prose == 1
}

// regions returns stretches of lines that may be a table.
func (s *sheet) regions(lines []*line, free []edge) [][]*line {
	width, _ := s.size()
	if len(lines) > 0 {
		x0, x1 := lines[0].x0, lines[0].x1
		for _, l := range lines {
			x0, x1 = min(x0, l.x0), max(x1, l.x1)
		}
		width = x1 - x0
	}
	tab := make([]bool, len(lines))
	for i, l := range lines {
		tab[i] = l.tabular(width)
	}
	var out [][]*line
	for i := 0; i < len(lines); i++ {
		if !tab[i] {
			continue
		}
		last, n := i, 1
		var steps []float64
		for j := i + 1; j < len(lines); j++ {
			step := lines[j].mid - lines[j-1].mid
			usual := 1.9 * max(lines[j].size, lines[j-1].size)
			if len(steps) > 2 {
				usual = max(usual, 1.75*median(slices.Clone(steps)))
			}
			if step > usual && !(tab[j] && step <= 1.6*usual && alike(lines[last], lines[j])) {
				break
			}
			if !tab[j] {
				p := lines[j].phrased()
				if len(p) == 1 && p[0].prose(width) && p[0].width() > .6*width || j-last > 2 {
					break
				}
				continue
			}
			steps = append(steps, step)
			last = j
			n++
		}
		if n >= 2 {
			out = append(out, s.widen(lines, i, last, free))
		}
		i = last
	}
	return out
}

// alike reports whether two lines have as many phrases, at the same places.
func alike(a, b *line) bool {
	p, q := a.phrased(), b.phrased()
	if len(p) < 2 || len(p) != len(q) {
		return false
	}
	for i := range p {
		if p[i].x1 < q[i].x0 || q[i].x1 < p[i].x0 {
			return false
		}
	}
	return true
}

// widen takes in the lines above that may be heads: none of them reaches over
// the whole width as running text does.
func (s *sheet) widen(lines []*line, from, to int, free []edge) []*line {
	return lines[from : to+1]
}

// streamed makes a grid of lines; nil where they are no table.
func (s *sheet) streamed(lines []*line, free []edge) *grid {
	var sizes []float64
	for _, l := range lines {
		for _, w := range l.words {
			sizes = append(sizes, w.Size)
		}
	}
	size := median(sizes)
	full := fullLines(lines)
	seps := columns(full, size)
	if len(seps) == 0 {
		return nil
	}
	x0, x1 := math.Inf(1), math.Inf(-1)
	for _, l := range lines {
		x0, x1 = min(x0, l.x0), max(x1, l.x1)
	}
	xs := append(append([]float64{x0}, seps...), x1)
	b := newBody(lines, xs, size)
	b.between = func(a, c *line) bool {
		return slices.ContainsFunc(free, func(e edge) bool {
			return a.mid < e.at && e.at < c.mid && min(e.to, x1)-max(e.from, x0) > .5*(x1-x0)
		})
	}
	rows := b.rows()
	g := &grid{xs: xs, size: size}
	g.ys = []float64{lines[0].y0}
	for i := 1; i < len(lines); i++ {
		if rows[i] != rows[i-1] {
			g.ys = append(g.ys, (lines[i-1].mid+lines[i].mid)/2)
		}
	}
	g.ys = append(g.ys, lines[len(lines)-1].y1)
	type key struct{ r, c int }
	at := map[key]*cell{}
	for i, l := range b.lines {
		for _, p := range l.phrased() {
			c0 := column(seps, p.x0+.1*size)
			c1 := column(seps, p.x1-.1*size)
			if c1 > c0 && !l.spansOver(p, seps, c0, c1, size) {
				for _, w := range p.words {
					c := column(seps, (w.x0+w.x1)/2)
					k := key{rows[i], c}
					if at[k] == nil {
						at[k] = &cell{r0: rows[i], r1: rows[i], c0: c, c1: c}
						g.cells = append(g.cells, at[k])
					}
					at[k].words = append(at[k].words, w)
				}
				continue
			}
			k := key{rows[i], c0}
			if at[k] == nil {
				at[k] = &cell{r0: rows[i], r1: rows[i], c0: c0, c1: c1}
				g.cells = append(g.cells, at[k])
			}
			at[k].words = append(at[k].words, p.words...)
		}
	}
	g.tidy()
	if !g.soundStream() {
		return nil
	}
	s.finish(g)
	return g
}

// spansOver reports whether a phrase is one cell over several columns rather
// than cells that stand close to each other.
func (l *bodyLine) spansOver(p phrase, seps []float64, c0, c1 int, size float64) bool {
	for k := c0; k < c1; k++ {
		at := slices.IndexFunc(p.words, func(w *word) bool { return (w.x0+w.x1)/2 > seps[k] })
		if at <= 0 {
			return true
		}
		a, b := p.words[at-1], p.words[at]
		if a.x1 > seps[k]+.3*size || b.x0 < seps[k]-.3*size {
			return true
		}
		if !a.value && !b.value && b.x0-a.x1 < .5*size {
			return true
		}
	}
	return false
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

func (g *grid) soundStream() bool {
	if g.rows() < 2 || g.cols() < 2 || len(g.cells) < 5 {
		return false
	}
	values, words, colons, first := 0, 0, 0, 0
	for _, c := range g.cells {
		if c.c0 == 0 {
			first++
			if strings.HasSuffix(c.words[len(c.words)-1].Text, ":") {
				colons++
			}
		}
		if c.value() {
			values++
		}
		words += len(c.words)
	}
	n := float64(len(g.cells))
	share := float64(values) / n
	filled := n / float64(g.rows()*g.cols())
	g.trust = .7
	if 2*colons >= first {
		return false // the head of a letter, or a form
	}
	return share >= .2 || g.cols() >= 3 && filled >= .5 && float64(words)/n < 5
}

// strips parts the lines of a page that is set in columns of running text.
func (s *sheet) strips(words []*word) [][]*line {
	return [][]*line{linesOf(words)}
}
