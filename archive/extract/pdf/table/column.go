package table

import (
	"cmp"
	"slices"
	"strings"
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
	if !slices.ContainsFunc(l.words, func(w *word) bool { return isDots(w.Text) }) {
		return l.words
	}
	var out []*word
	for _, w := range l.words {
		if !isDots(w.Text) {
			out = append(out, w)
		}
	}
	return out
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
		for _, w := range l.words {
			if w.x1 <= g.from || w.x0 >= g.to {
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

// corridors returns the white between columns.
func corridors(lines []*line, size float64) []span {
	type event struct {
		x    float64
		step int
	}
	var events []event
	all := make([][]span, 0, len(lines))
	for _, l := range lines {
		spans := l.spans(size)
		all = append(all, spans)
		for _, s := range spans {
			events = append(events, event{s.from, 1}, event{s.to, -1})
		}
	}
	slices.SortFunc(events, func(a, b event) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(b.step, a.step)) })
	noise := len(lines) / 14
	least := .9 * size
	switch n := len(lines); {
	case n >= 8:
		least = .15 * size
	case n >= 5:
		least = .35 * size
	case n == 4:
		least = .65 * size
	}
	var gaps []span
	depth, from := 0, 0.0
	open := false
	for _, e := range events {
		before := depth
		depth += e.step
		if before <= noise && depth > noise {
			if open && e.x-from >= least {
				gaps = append(gaps, span{from, e.x})
			}
			open = false
		} else if before > noise && depth <= noise {
			open, from = true, e.x
		}
	}
	return borders(lines, gaps, size)
}

// borders keeps the gaps that part two columns.
func borders(lines []*line, gaps []span, size float64) []span {
	var out []span
	for i := 0; i < len(gaps); i++ {
		left, right := 0.0, 0.0
		if i > 0 {
			left = gaps[i-1].from
		}
		if right = gaps[i].to + 1e6; i+1 < len(gaps) {
			right = gaps[i+1].to
		}
		if parts(lines, gaps[i], left, right, size) {
			out = append(out, gaps[i])
			continue
		}
		gaps = slices.Delete(gaps, i, i+1)
		i--
	}
	return out
}

// parts reports whether a gap parts two columns: there is text on both sides
// of it in enough lines, and it is not the space of a phrase or within an
// amount.
func parts(lines []*line, g span, left, right, size float64) bool {
	mid := (g.from + g.to) / 2
	both, values, signsLeft, signsRight, nl, nr := 0, 0, 0, 0, 0, 0
	var wide []float64
	for _, l := range lines {
		words := l.solid()
		k := slices.IndexFunc(words, func(w *word) bool { return (w.x0+w.x1)/2 > mid })
		if k < 0 {
			k = len(words)
		}
		var a, b *word
		if k > 0 && words[k-1].x1 > left {
			a = words[k-1]
		}
		if k < len(words) && words[k].x0 < right {
			b = words[k]
		}
		if a != nil {
			nl++
			if (k == 1 || words[k-2].x1 < left) && isSign(a.Text) {
				signsLeft++
			}
		}
		if b != nil {
			nr++
			if (k+1 == len(words) || words[k+1].x0 > right) && isTail(b.Text) {
				signsRight++
			}
		}
		if a != nil && b != nil {
			both++
			wide = append(wide, b.x0-a.x1)
			if a.value || b.value {
				values++
			}
		}
	}
	switch {
	case nl == 0 || nr == 0:
		return false
	case signsLeft == nl || signsRight == nr:
		return false
	case both == 0:
		return nl >= 2 && nr >= 2
	case both < 2 && len(lines) > 3:
		return g.to-g.from >= size
	}
	need := .8 * size
	if 2*values >= both {
		need = .4 * size
	}
	return median(wide) >= need
}

// grouped reports whether two words are one number, with a space between its
// thousands: 12 345.
func grouped(a, b string) bool {
	a = strings.TrimLeft(a, "-–−+($€£")
	b = strings.TrimRight(b, ")%*")
	if i := strings.IndexAny(b, ".,"); i >= 0 {
		b = b[:i]
	}
	return len(a) >= 1 && len(a) <= 3 && len(b) == 3 && strings.Trim(a+b, "0123456789") == ""
}

// isSign reports whether a word goes with the number after it.
func isSign(s string) bool {
	switch s {
	case "$", "£", "€", "US$", "R$", "(", "+", "±", "<", ">", "≤", "≥":
		return true
	}
	return false
}

// isTail reports whether a word goes with the number before it.
func isTail(s string) bool {
	switch s {
	case "%", ")", "*", "**", "***", "†", "‡", "%)", "r", "p", "e":
		return true
	}
	return len(s) <= 4 && strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && !strings.ContainsAny(s, "0123456789")
}
