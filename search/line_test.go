package search

import (
	"strings"
	"testing"

	"readingroom/search/analysis"
)

func TestLine(t *testing.T) {
	a := newAnalyzer()
	words := func(s string) []analysis.Token { return parts(a.Tokens(nil, s)) }
	for _, c := range []struct {
		text, phrase string
		want         int
	}{
		{"the use of force", "use of force", 1},
		{"the use of force", "of force", 1},
		{"the use of force", "the use of force", 1},
		{"the use of force", "use force", 0},
		{"use of no force of use", "use of force", 0},
		{"a a a a", "a a", 3},
		{"one\x1ftwo three", "one two", 0},
		{"one\x1ftwo three", "two three", 1},
		{strings.Repeat("word ", 999) + "last word", "last word", 1},
		{"last " + strings.Repeat("word ", 999), "last word", 1},
		{"one\x1f\x1f\x1f\x1f\x1ftwo three", "one two", 0},
		{"one" + strings.Repeat("\x1f", 300) + "two three", "one two", 0},
		{"word", "word word", 0},
		{"", "word", 0},
	} {
		if got := lineOf(words(c.text)).count(newPhraseMarks(words(c.phrase), nil)); got != c.want {
			t.Errorf("%q stands %d times in %.40q, want %d", c.phrase, got, c.text, c.want)
		}
	}
}

// A blank is as wide as what it stands for, and takes the room of one word.
func TestBlank(t *testing.T) {
	a := newAnalyzer()
	for _, c := range []struct {
		text       string
		marks      int
		near, from int // within how many words the first and the last are near, and are not
	}{
		{"one two", 2, 1, 0},
		{"one\x1ftwo", 3, 3, 2},
		{"one\x1fa\x1ftwo", 5, 6, 5},
		{"one\x1f\x1f\x1ftwo", 3, 7, 6},
		{"one" + strings.Repeat("\x1f", 300) + "two", 3, 101, 100},
	} {
		l := lineOf(parts(a.Tokens(nil, c.text)))
		if got := len(l.marks()); got != c.marks {
			t.Errorf("%q: %d marks, want %d", c.text, got, c.marks)
		}
		all := []*nearPart{newNearPart([][]uint16{{mark(sumOf("one"))}}), newNearPart([][]uint16{{mark(sumOf("two"))}})}
		if !l.near(all, c.near) || l.near(all, c.from) {
			t.Errorf("%q: within %d %v, within %d %v", c.text, c.near, l.near(all, c.near), c.from, l.near(all, c.from))
		}
	}
}
