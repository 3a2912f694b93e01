package table

import (
	"regexp"
	"strings"
	"unicode"
)

// numbered is how a caption begins that says so itself.
var numbered = regexp.MustCompile(`(?i)^(table|tableau|tabelle|tabla|tabella|exhibit|schedule|appendix|annex|figure|chart|list|part)\s*([0-9]+|[A-Z]|[IVX]+)?([-.][0-9A-Z]+)*\b`)

// noted is how a note under a table begins.
var noted = regexp.MustCompile(`^(?i:sources?\b|notes?\b|nb\b|n\.b\.|key\b|legend\b|\*+|†|‡|§|#|\(?[0-9a-z]{1,2}[)/.]\s?|[0-9]{1,2}\s|\[[0-9a-z]{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹]|[-–—]{1,3}\s|\([*:.–-]+\))`)

const (
	titleLines = 6
	noteLines  = 24
)

// around finds the title, the notes and the place on the page of each grid.
func (s *sheet) around(grids []*grid) {
	if len(grids) == 0 {
		return
	}
	var words []*word
	for _, w := range s.words {
		if w.upright && !w.taken {
			words = append(words, w)
		}
	}
	lines := linesOf(words)
	_, height := s.extent()
	for _, g := range grids {
		above, below := s.beside(lines, grids, g)
		n := s.title(g, above)
		g.top = true
		for _, l := range above[:max(0, len(above)-n)] {
			if l.mid > .14*height {
				g.top = false
			}
		}
		if g.title == "" {
			g.title = g.crown
		}
		m := s.notes(g, below)
		g.bottom = true
		for _, l := range below[m:] {
			if l.mid < .86*height && l.size > .85*g.size {
				g.bottom = false
			}
		}
	}
}

// beside returns the lines over and under a grid, as wide as it is: those to
// the next grid only.
func (s *sheet) beside(lines []*line, grids []*grid, g *grid) (above, below []*line) {
	x0, x1, y0, y1 := g.xs[0], g.xs[g.cols()], g.ys[0], g.ys[g.rows()]
	from, to := -1e9, 1e9
	for _, h := range grids {
		if h == g || h.xs[h.cols()] < x0 || h.xs[0] > x1 {
			continue
		}
		if b := h.ys[h.rows()]; b <= y0+1 {
			from = max(from, b)
		}
		if t := h.ys[0]; t >= y1-1 {
			to = min(to, t)
		}
	}
	for _, l := range lines {
		if l.mid <= from || l.mid >= to {
			continue
		}
		// Only the words over the table, where columns of text stand beside it.
		part := &line{}
		for _, p := range l.phrases(2 * l.size) {
			if p.x1 < x0-g.size || p.x0 > x1+g.size {
				continue
			}
			for _, w := range p.words {
				if len(part.words) == 0 {
					*part = line{x0: w.x0, x1: w.x1, y0: w.y0, y1: w.y1, size: w.Size}
				}
				part.add(w)
			}
			part.mid = l.mid
		}
		switch {
		case len(part.words) == 0:
		case l.mid < y0:
			above = append(above, part)
		case l.mid > y1:
			below = append(below, part)
		}
	}
	return above, below
}

// title finds what names a grid, and returns how many of the lines above belong
// to it or stand between.
func (s *sheet) title(g *grid, above []*line) int {
	n := len(above)
	if n == 0 {
		return 0
	}
	block := stack(above, g.ys[0], g.size)
	for k := range block { // a caption that says so
		if text := block[k].text(); numbered.MatchString(text) && len(block)-k <= titleLines && !endsSentence(text) {
			g.title = join(caption(block[k:]))
			return len(block) - k
		}
	}
	if len(block) > 0 && len(block) <= 4 && !s.running(block, g) {
		g.title = join(block)
		return len(block)
	}
	// Else the heading over the text above.
	for k := n - 1; k >= 0 && k >= n-12; k-- {
		if above[k].size < 1.12*s.size {
			continue
		}
		top := k
		for top > 0 && n-top < 12 && above[top-1].size >= .95*above[k].size && above[top].mid-above[top-1].mid < 1.6*above[k].size {
			top--
		}
		if k-top < 4 {
			g.title = join(above[top : k+1])
			return n - top
		}
		break
	}
	return 0
}

// caption leaves out what follows a caption in smaller type or in brackets.
func caption(block []*line) []*line {
	for k := 1; k < len(block); k++ {
		text := block[k].text()
		if block[k].size < .92*block[0].size || text[0] == '[' || text[0] == '(' && len(block[k].words) > 8 {
			return block[:k]
		}
	}
	return block
}

// stack returns the lines right above a height that stand close to each other.
func stack(above []*line, y, size float64) []*line {
	k := len(above)
	for k > 0 {
		gap := y - above[k-1].mid
		if k < len(above) {
			gap = above[k].mid - above[k-1].mid
		}
		least := 2.6
		if k < len(above) {
			least = 1.75
		}
		if gap > least*max(size, above[k-1].size) {
			break
		}
		k--
	}
	return above[k:]
}

// running reports whether lines are running text.
func (s *sheet) running(block []*line, g *grid) bool {
	last := block[len(block)-1]
	if endsSentence(last.text()) || strings.HasSuffix(last.text(), ":") {
		return true
	}
	words := 0
	for _, l := range block {
		words += len(l.words)
	}
	first, _ := firstRune(block[0].text())
	return words > 40 || unicode.IsLower(first)
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

func endsSentence(s string) bool {
	return strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "...") && len(strings.Fields(s)) > 4
}

func join(lines []*line) string {
	var words []*word
	for _, l := range lines {
		words = append(words, l.words...)
	}
	return oneLine(cellText(words))
}

// notes finds the notes under a grid, and returns how many lines they have.
func (s *sheet) notes(g *grid, below []*line) int {
	y := g.ys[g.rows()]
	n := 0
	for n < len(below) && n < noteLines {
		l := below[n]
		gap, most := l.mid-y, 2.8*g.size
		if n > 0 {
			most = 1.9 * l.size
		}
		if gap > most {
			break
		}
		text := l.text()
		if numbered.MatchString(text) || n > 0 && l.size > 1.15*below[n-1].size {
			break
		}
		small := l.size <= .93*g.size
		if starts := noted.MatchString(text); starts && (!isBullet(l.words[0].Text)) {
			g.notes = append(g.notes, text)
		} else if n > 0 || small {
			if n == 0 {
				g.notes = append(g.notes, text)
			} else {
				g.notes[len(g.notes)-1] += " " + text
			}
		} else {
			break
		}
		y = l.mid
		n++
	}
	return n
}
