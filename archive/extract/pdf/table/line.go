package table

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A line is the words side by side on a sheet, from left to right.
type line struct {
	words  []*word
	x0, x1 float64
	y0, y1 float64
	mid    float64
	size   float64
	parted []phrase // what may be cells; nil until asked for
}

// linesOf gathers words by height, from the top.
func linesOf(words []*word) []*line {
	sorted := slices.Clone(words)
	slices.SortStableFunc(sorted, func(a, b *word) int { return cmp.Compare(a.mid, b.mid) })
	var out []*line
	for _, w := range sorted {
		var best *line
		for k := len(out) - 1; k >= 0 && k >= len(out)-3; k-- {
			if d := math.Abs(out[k].mid - w.mid); d <= .35*min(out[k].size, w.Size) && (best == nil || d < math.Abs(best.mid-w.mid)) {
				best = out[k]
			}
		}
		if best == nil {
			best = &line{x0: w.x0, x1: w.x1, y0: w.y0, y1: w.y1, mid: w.mid, size: w.Size}
			out = append(out, best)
		}
		best.add(w)
	}
	for _, l := range out {
		slices.SortStableFunc(l.words, func(a, b *word) int { return cmp.Compare(a.x0, b.x0) })
	}
	slices.SortStableFunc(out, func(a, b *line) int { return cmp.Compare(a.mid, b.mid) })
	return out
}

func (l *line) add(w *word) {
	l.words = append(l.words, w)
	l.x0, l.x1, l.y0, l.y1 = min(l.x0, w.x0), max(l.x1, w.x1), min(l.y0, w.y0), max(l.y1, w.y1)
	n := float64(len(l.words))
	l.mid += (w.mid - l.mid) / n
	l.size = max(l.size, w.Size)
}

// value reports whether the line is a number or the like.
func (l *line) value() bool { return allValues(l.words) }

func allValues(words []*word) bool {
	digits := false
	for _, w := range words {
		if !w.value {
			return false
		}
		digits = digits || strings.ContainsAny(w.Text, "0123456789")
	}
	return len(words) > 0 && (digits || len(words) <= 2)
}

func (l *line) text() string { return textOf(l.words) }

func textOf(words []*word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

// A phrase is words of a line with no wide gap between them.
type phrase struct {
	words  []*word
	x0, x1 float64
}

// phrases parts a line where its gaps are wider.
func (l *line) phrases(gap float64) []phrase {
	var out []phrase
	for _, w := range l.words {
		if n := len(out) - 1; n >= 0 && w.x0-out[n].x1 <= gap {
			out[n].words = append(out[n].words, w)
			out[n].x1 = max(out[n].x1, w.x1)
			continue
		}
		out = append(out, phrase{[]*word{w}, w.x0, w.x1})
	}
	return out
}

func (p phrase) value() bool    { return allValues(p.words) }
func (p phrase) text() string   { return textOf(p.words) }
func (p phrase) width() float64 { return p.x1 - p.x0 }
