package web

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/align"
)

// wordsAt makes words of ten points a letter, a line of them for each line.
func wordsAt(text string) []archive.Word {
	var words []archive.Word
	y := 0.0
	for line := range strings.Lines(text) {
		x := 0.0
		for w := range strings.FieldsSeq(line) {
			n := 10 * float64(len([]rune(w)))
			words = append(words, archive.Word{Text: w, Box: archive.Box{x, y, x + n, y + 10}})
			x += n + 10
		}
		y += 20
	}
	return words
}

// TestLay: words of a paragraph are one text, so that a browser finds what goes
// on in the next line.
func TestLay(t *testing.T) {
	words := append(wordsAt("one two\nthree"), archive.Word{Text: "up", Box: archive.Box{300, 0, 310, 90}}, archive.Word{Text: "upward", Box: archive.Box{300, 100, 310, 190}})
	var got []string
	for _, l := range lay(align.Words(words, "one two\nthree\n\nup upward"), archive.Box{0, 0, 600, 800}, "one two\nthree\n\nup upward") {
		s := l.Turn + ":"
		for _, w := range l.Words {
			s += w.Text + w.After
		}
		got = append(got, s)
	}
	if d := cmp.Diff([]string{":one two\nthree", ":up", "rotate(-90 307.8 190):upward"}, got); d != "" {
		t.Error(d)
	}
}
