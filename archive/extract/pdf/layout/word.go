package layout

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A word in the frame of its direction.
type word struct {
	x0, x1, top, bottom float64
	base, size          float64
	row                 int  // its number, from the top
	raised              int  // 1: a superscript, -1: a subscript
	large               bool // it begins with a large letter at the head of a paragraph
	glyphs              []glyph
	text                string
	rtl                 bool
}

func newWord(r *run, row int) *word {
	return &word{x0: r.x0, x1: r.x1, top: r.top, bottom: r.bottom, base: r.base, size: r.size, row: row, raised: r.raised, large: r.initial, glyphs: r.glyphs[:len(r.glyphs):len(r.glyphs)]}
}

func (w *word) add(r *run) {
	w.x0, w.x1 = min(w.x0, r.x0), max(w.x1, r.x1)
	w.top, w.bottom = min(w.top, r.top), max(w.bottom, r.bottom)
	if r.size > w.size || w.initial() {
		w.size, w.base, w.raised = r.size, r.base, r.raised
	}
	w.glyphs = append(w.glyphs, r.glyphs...)
}

// initial reports whether there is but a large letter at the head of a paragraph.
func (w *word) initial() bool { return w.large && len(w.glyphs) == 1 }

// read finds the word's text from its glyphs.
func (w *word) read() {
	plain := true
	var b strings.Builder
	for _, g := range w.glyphs {
		b.WriteString(g.Text)
		for i := 0; i < len(g.Text); i++ {
			plain = plain && g.Text[i] < 0x80
		}
	}
	if w.text = b.String(); plain {
		return
	}
	if hasRTL(w.text) {
		w.rtl = true
		w.sort()
		w.text = logical(w.glyphs)
	} else {
		w.accent()
	}
	w.text = fold(w.text)
	if strings.Contains(w.text, softHyphen) {
		end := strings.HasSuffix(w.text, softHyphen)
		if w.text = strings.ReplaceAll(w.text, softHyphen, ""); end {
			w.text += "-"
		}
	}
}

// softHyphen says where a word may be parted; it is seen only where it is.
const softHyphen = "\u00ad"

// sort puts the glyphs from left to right. A vowel point stands left of the
// letter that it belongs to, so that from the right it follows it.
func (w *word) sort() {
	at := func(g glyph) float64 {
		if g.combines {
			for _, h := range w.glyphs {
				if !h.combines && h.x0 <= (g.x0+g.x1)/2 && (g.x0+g.x1)/2 <= h.x1 {
					return (h.x0+h.x1)/2 - .01
				}
			}
		}
		return (g.x0 + g.x1) / 2
	}
	slices.SortStableFunc(w.glyphs, func(a, b glyph) int { return cmp.Compare(at(a), at(b)) })
}

// combines reports whether a glyph is an accent or a point.
func combines(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return r >= 0x60 && n == len(s) && (accents[s] != 0 || unicode.Is(unicode.Mn, r))
}

// accents are spacing accents and the combining ones that mean the same.
var accents = map[string]rune{
	"´": '\u0301', "`": '\u0300', "ˆ": '\u0302', "˜": '\u0303', "¨": '\u0308', "˚": '\u030a', "¸": '\u0327',
	"ˇ": '\u030c', "˘": '\u0306', "˙": '\u0307', "¯": '\u0304', "˝": '\u030b', "˛": '\u0328',
}

// accent puts together a letter and an accent that was painted over it, as TeX does.
func (w *word) accent() {
	var b strings.Builder
	for i := 0; i < len(w.glyphs); i++ {
		g := w.glyphs[i]
		mark, ok := accents[g.Text]
		if !ok {
			b.WriteString(g.Text)
			continue
		}
		over := func(k int) bool {
			if k < 0 || k >= len(w.glyphs) {
				return false
			}
			h := w.glyphs[k]
			return len([]rune(h.Text)) == 1 && h.x0 < (g.x0+g.x1)/2 && h.x1 > (g.x0+g.x1)/2
		}
		switch {
		case over(i + 1):
			b.WriteString(w.glyphs[i+1].Text)
			b.WriteRune(mark)
			i++
		case over(i - 1):
			b.WriteRune(mark)
		default:
			b.WriteString(g.Text)
		}
	}
	w.text = norm.NFC.String(b.String())
}

// fold splits ligatures and replaces the forms that Arabic letters take; all
// else stays as it is written.
func fold(s string) string {
	if strings.IndexFunc(s, presentation) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if presentation(r) {
			b.WriteString(norm.NFKC.String(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func presentation(r rune) bool {
	return r >= 0xfb00 && r <= 0xfb4f || r >= 0xfb50 && r <= 0xfdff && r != 0xfd3e && r != 0xfd3f || r >= 0xfe70 && r <= 0xfefc ||
		r >= 0x2f00 && r <= 0x2fd5 // Kangxi radicals, which stand for the characters
}
