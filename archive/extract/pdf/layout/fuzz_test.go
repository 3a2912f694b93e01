package layout

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"readingroom/archive/extract/pdf/mark"
)

// FuzzOf lays out glyphs of all sizes, anywhere: six bytes are a glyph.
func FuzzOf(f *testing.F) {
	f.Add([]byte("\x10\x20\x05\x0aD\x00\x15\x20\x05\x0ae\x00\x1a\x20\x05\x0a \x00\x20\x20\x05\x0ax\x00"))
	f.Add([]byte("\x10\x20\x00\x00D\x5a\xff\xff\xff\xffe\xb4\x10\x20\x05\x0a\xd7\x00\x10\x20\x05\x0a\xb4\x00"))
	f.Add([]byte(strings.Repeat("\x10\x20\x05\x0ax\x00", 500)))
	f.Fuzz(func(t *testing.T, b []byte) {
		p := mark.Page{Width: 612, Height: 792}
		letters := []string{" ", "a", "é", "\u0301", "´", "ש", "ع", "日", "-", "ﬁ", "1", "•", "\u00a0", "\ufffd", "ab c"}
		for ; len(b) >= 6 && len(p.Glyphs) < 5000; b = b[6:] {
			size := float64(b[3]) / 4
			p.Glyphs = append(p.Glyphs, mark.Glyph{
				X: float64(b[0]) * 2.4, Y: float64(b[1]) * 3.1, Width: float64(b[2]) / 8, Size: size, Up: .75 * size, Down: .2 * size,
				Text: letters[int(b[4])%len(letters)], Angle: float64(b[5]) * 1.5, Order: len(p.Glyphs), Hidden: b[4] > 200,
			})
		}
		l := Of(&p)
		if text := l.Text(); !utf8.ValidString(text) {
			t.Errorf("the text is not UTF-8: %q", text)
		}
		for _, w := range l.Words() {
			if strings.TrimSpace(w.Text) == "" {
				t.Errorf("a word of nothing at %v", w.Box)
			}
			for _, x := range w.Box {
				if math.IsNaN(x) || math.IsInf(x, 0) {
					t.Errorf("%q stands at %v", w.Text, w.Box)
				}
			}
		}
	})
}
