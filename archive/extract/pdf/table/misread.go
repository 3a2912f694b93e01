package table

import (
	"slices"
	"unicode"
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
		wrong += distance(x, y)
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

// distance counts the letters to change, add or take away to make one text of
// the other.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i, r := range a {
		last := row[0]
		row[0] = i + 1
		for k, s := range b {
			here := last
			if r != s {
				here = 1 + min(last, row[k], row[k+1])
			}
			last, row[k+1] = row[k+1], here
		}
	}
	return row[len(b)]
}
