package table

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cellText returns what stands in a cell: lines joined by a space, a word that
// was parted at a line's end put together, bullets on lines of their own.
func cellText(words []*word) string {
	var b strings.Builder
	last := ""
	for _, w := range inOrder(words) {
		switch {
		case b.Len() == 0:
		case w.first && isBullet(w.Text):
			b.WriteByte('\n')
		case w.first && parted(last, w.Text):
			kept := strings.TrimRight(b.String(), "-\u00ad\u2010")
			b.Reset()
			b.WriteString(kept)
		default:
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
		last = w.Text
	}
	return b.String()
}

// A readWord is a word in the order of reading, and whether it is the first of its line.
type readWord struct {
	*word
	first bool
}

// inOrder puts the words of a cell into the order of reading.
func inOrder(words []*word) []readWord {
	var out []readWord
	turned := slices.ContainsFunc(words, func(w *word) bool { return !w.upright })
	if turned { // heads set sideways are read as they were laid out
		sorted := slices.Clone(words)
		slices.SortStableFunc(sorted, func(a, b *word) int { return cmp.Compare(a.order, b.order) })
		for i, w := range sorted {
			out = append(out, readWord{w, i > 0 && sorted[i-1].line != w.line})
		}
		return out
	}
	for _, l := range linesOf(words) {
		left := map[int]float64{} // where each line of the layout begins
		for _, w := range l.words {
			if x, ok := left[w.line]; !ok || w.x0 < x {
				left[w.line] = w.x0
			}
		}
		sorted := slices.Clone(l.words)
		slices.SortStableFunc(sorted, func(a, b *word) int {
			return cmp.Or(cmp.Compare(left[a.line], left[b.line]), cmp.Compare(a.order, b.order))
		})
		for i, w := range sorted {
			out = append(out, readWord{w, i == 0})
		}
	}
	return out
}

// parted reports whether a word that ends a line goes on with the next: "infor-" with "mation".
func parted(word, next string) bool {
	last, n := utf8.DecodeLastRuneInString(word)
	if last != '-' && last != '\u00ad' && last != '\u2010' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(word[:len(word)-n])
	first, _ := utf8.DecodeRuneInString(next)
	return unicode.IsLetter(before) && unicode.IsLower(first)
}
