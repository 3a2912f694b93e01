package layout

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joins reports whether s, to the right of r on the same line, goes on with
// the word whose last run is r. Subscripts and powers do: CO2, x2. The marks of
// footnotes do not, else the word could not be found.
func (r *run) joins(s *run, w *word) bool {
	if (r.combines() || s.combines()) && s.x0 <= r.x1 && s.x1 >= r.x0 {
		return true
	}
	if r.glyphs[0].Hidden != s.glyphs[0].Hidden {
		return false
	}
	if r.initial {
		return r.begins(s)
	}
	small, large := min(r.size, s.size), max(r.size, s.size)
	gap := s.x0 - r.x1
	back := backGap
	if s.size < .85*r.size {
		back *= 2 // the A of LaTeX stands over the foot of its L
	}
	if gap < -back*large || gap > min(r.gap, s.gap)*large {
		return false
	}
	switch shift := r.base - s.base; {
	case math.Abs(shift) <= baseShift*small:
		return gap <= min(r.gap, s.gap)*small // small capitals have the base line of the large ones
	case small > .85*large:
		return gap <= min(r.gap, s.gap)*small // they do not stand quite on their line
	case s.size < r.size && shift > 0:
		return !s.isMark() || w.takesPower()
	case r.size < s.size && shift < 0 && len(w.glyphs) == len(r.glyphs) && r.isMark():
		first, _ := utf8.DecodeRuneInString(s.text())
		return !unicode.IsLetter(first) && !unicode.IsDigit(first) // "3," but "3 The agency"
	}
	return true
}

// isMark reports whether a raised run reads like the mark of a footnote: 12, *, a.
func (r *run) isMark() bool {
	t := r.text()
	if len(t) == 1 && t[0] >= 'a' && t[0] <= 'z' {
		return true
	}
	return strings.Trim(t, "0123456789,;*†‡§¶#()[]") == ""
}

// takesPower reports whether a raised number is a power, or belongs to a
// symbol, rather than a mark: it stands behind a single letter or a measure,
// or in parentheses that do not.
func (w *word) takesPower() bool {
	var b strings.Builder
	for _, g := range w.glyphs {
		b.WriteString(g.Text)
	}
	stem := b.String()
	if strings.Trim(stem, "([") == "" {
		return true
	}
	i := strings.LastIndexFunc(stem, func(r rune) bool { return !unicode.IsLetter(r) })
	if i >= 0 {
		_, n := utf8.DecodeRuneInString(stem[i:])
		stem = stem[i+n:]
	}
	switch stem {
	case "km", "cm", "mm", "dm", "ft", "in", "mi", "yd":
		return true
	}
	return utf8.RuneCountInString(stem) == 1
}
