package table

import (
	"slices"
	"unicode"

	"readingroom/archive/internal/edits"
)

// fromPicture reports whether the words of a table were read from a picture.
func (t *Table) fromPicture() bool {
	for _, words := range t.words {
		if len(words) > 0 {
			return words[0].Confidence > 0
		}
	}
	return false
}

// misread reports whether heads are the same but for letters that were misread: up
// to one in six, and no figures.
func misread(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	wrong, all := 0, 0
	for i := range a {
		x, y := []rune(a[i]), []rune(b[i])
		if max(len(x), len(y)) > 500 || !slices.Equal(figures(x), figures(y)) {
			return false
		}
		wrong += edits.Distance(x, y)
		all += max(len(x), len(y))
	}
	return 6*wrong <= all
}

func figures(text []rune) (out []rune) {
	for _, r := range text {
		if unicode.IsDigit(r) {
			out = append(out, r)
		}
	}
	return out
}
