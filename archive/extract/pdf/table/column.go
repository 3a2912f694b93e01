package table

import (
	"cmp"
	"slices"
)

// A span is a stretch of a line, or of the sheet, from left to right.
type span struct{ from, to float64 }

// spans returns the stretches of a line that are closed to a column's border:
// words with no more between them than parts words.
func (l *line) spans(size float64) []span {
	var out []span
	var last *word
	for _, w := range l.solid() {
		if last != nil {
			gap := w.x0 - out[len(out)-1].to
			bridge := .55 * size
			switch {
			case isSign(last.Text) || isTail(w.Text) || grouped(last.Text, w.Text):
			case last.value && w.value:
				bridge = .12 * size
			case last.value || w.value:
				bridge = .4 * size
			}
			if gap <= bridge {
				out[len(out)-1].to = max(out[len(out)-1].to, w.x1)
				last = w
				continue
			}
		}
		out = append(out, span{w.x0, w.x1})
		last = w
	}
	return out
}

// solid returns the words of a line but for the dots that lead the eye from one
// column to the next.
func (l *line) solid() []*word {
	if l.undotted != nil {
		return l.undotted
	}
	l.undotted = l.words
	if slices.ContainsFunc(l.words, func(w *word) bool { return isDots(w.Text) }) {
		l.undotted = []*word{}
		for _, w := range l.words {
			if !isDots(w.Text) {
				l.undotted = append(l.undotted, w)
			}
		}
	}
	return l.undotted
}

// columns finds the borders between columns in lines of text, from left to
// right: white that runs through all of them that are full, or nearly.
func columns(lines []*line, size float64) []float64 {
	gaps := corridors(fullLines(lines), size)
	out := make([]float64, len(gaps))
	for i, g := range gaps {
		out[i] = place(g, lines)
	}
	return out
}

// place returns where in a gap the border runs: through as few words of the
// other lines, such as heads, as can be, and in the middle of what is left.
func place(g span, lines []*line) float64 {
	type event struct {
		x    float64
		step int
	}
	events := []event{{g.from, 0}, {g.to, 0}}
	depth := 0
	for _, l := range lines {
		k, _ := slices.BinarySearchFunc(l.words, g.from, func(w *word, x float64) int { return cmp.Compare(w.x0, x) })
		for _, w := range l.words[max(0, k-4):] {
			if w.x0 >= g.to {
				break
			}
			if w.x1 <= g.from {
				continue
			}
			if w.x0 <= g.from {
				depth++
			} else {
				events = append(events, event{w.x0, 1})
			}
			if w.x1 < g.to {
				events = append(events, event{w.x1, -1})
			}
		}
	}
	if len(events) == 2 {
		return (g.from + g.to) / 2
	}
	slices.SortFunc(events, func(a, b event) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.step, b.step)) })
	least, best := len(lines)*100, span{g.from, g.from}
	for i := 0; i+1 < len(events); i++ {
		depth += events[i].step
		s := span{events[i].x, events[i+1].x}
		if wide := s.to - s.from; wide > .2 && (depth < least || depth == least && wide > best.to-best.from) {
			least, best = depth, s
		}
	}
	return (best.from + best.to) / 2
}
