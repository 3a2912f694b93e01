package align

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
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

func TestWords(t *testing.T) {
	for _, c := range []struct{ name, words, text, want string }{
		{"as it stands", "Dear Requester", "Dear Requester", "0-4 5-14"},
		{"over lines and paragraphs", "a b\nc d", "a b\n\nc d", "0-1 2-3 5-6 7-8"},
		{"parted at the end of a line", "the infor-\nmation on", "the information\non", "0-3 4-9 9-15 16-18"},
		{"a hyphen that stays", "non-\nCooperative", "non-\nCooperative", "0-4 5-16"},
		{"not in the text", "a SECRET b c", "a b c", "0-1 - 2-3 4-5"},
		{"more in the text", "a b c", "a some more words b c", "0-1 18-19 20-21"},
		{"code points", "é détainer", "é détainer", "0-1 2-10"},
		{"another text", "x y z", "quite another text", "- - -"},
		{"no text", "x y", "", "- -"},
	} {
		var got []string
		for _, s := range Words(wordsAt(c.words), c.text).Spans {
			if s.To == 0 {
				got = append(got, "-")
			} else {
				got = append(got, fmt.Sprintf("%d-%d", s.From, s.To))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

func TestBoxes(t *testing.T) {
	p := Words(wordsAt("Detainers were de-\nclined by jails"), "Detainers were declined\nby jails")
	for _, c := range []struct {
		span Span
		want []archive.Box
	}{
		{Span{0, 9}, []archive.Box{{0, 0, 90, 10}}},
		{Span{0, 8}, []archive.Box{{0, 0, 80, 10}}},                       // detainer, of detainers
		{Span{0, 14}, []archive.Box{{0, 0, 140, 10}}},                     // two words are one box
		{Span{15, 23}, []archive.Box{{150, 0, 180, 10}, {0, 20, 60, 30}}}, // parted: a box a line
		{Span{17, 26}, []archive.Box{{0, 20, 90, 30}}},
		{Span{14, 15}, nil},
		{Span{90, 99}, nil},
	} {
		if d := cmp.Diff(c.want, p.Boxes(c.span.From, c.span.To)); d != "" {
			t.Errorf("%v: %s", c.span, d)
		}
	}
}

func TestSure(t *testing.T) {
	words := []archive.Word{{Text: "a", Confidence: 40}, {Text: "abc", Confidence: 80}, {Text: "stated"}}
	if n := Sure(words); n != 70 {
		t.Errorf("%d, want 70: each letter counts", n)
	}
	if n := Sure(words[2:]); n != 0 {
		t.Errorf("%d of what the file states", n)
	}
	if u := Words(words, "a abc stated").Unsure(); !cmp.Equal(u, []Span{{0, 1}}) {
		t.Errorf("%v", u)
	}
}
