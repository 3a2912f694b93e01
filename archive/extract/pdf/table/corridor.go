package table

import (
	"cmp"
	"slices"
	"strings"
)

// corridors returns the white between columns.
func corridors(lines []*line, size float64) []span {
	type event struct {
		x    float64
		step int
	}
	var events []event
	for _, l := range lines {
		for _, s := range l.spans(size) {
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
		k, _ := slices.BinarySearchFunc(words, mid, func(w *word, x float64) int { return cmp.Compare((w.x0+w.x1)/2, x) })
		var a, b *word
		if k > 0 && words[k-1].x1 > left {
			a = words[k-1]
		}
		if k < len(words) && words[k].x0 < right {
			b = words[k]
		}
		if a != nil {
			nl++
			if (k == 1 || words[k-2].x1 <= left) && isSign(a.Text) {
				signsLeft++
			}
		}
		if b != nil {
			nr++
			if (k+1 == len(words) || words[k+1].x0 >= right) && (isTail(b.Text) || a != nil && a.value && isNote(b.Text)) {
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

// isNote reports whether a word may be the mark of notes behind a number: a b,c
func isNote(s string) bool {
	for mark := range strings.SplitSeq(s, ",") {
		if len(mark) != 1 || mark[0] < 'a' || mark[0] > 'z' {
			return false
		}
	}
	return true
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
