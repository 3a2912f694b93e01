package search

import (
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	a := newAnalyzer()
	words := func(s string) []token { return parts(a.tokens(nil, s)) }
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
