package layout

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// class returns the bidirectional class of the first character.
func class(s string) bidi.Class {
	p, _ := bidi.LookupString(s)
	return p.Class()
}

func isRTL(c bidi.Class) bool { return c == bidi.R || c == bidi.AL }

// hasRTL reports whether there is a letter written from right to left.
func hasRTL(s string) bool {
	for i, r := range s {
		if r >= 0x590 && isRTL(class(s[i:])) {
			return true
		}
	}
	return false
}

// logical returns the text of glyphs that stand from left to right, in the
// order of reading: from the right, but numbers and Latin words from the left.
func logical(glyphs []glyph) string {
	parts := make([]string, len(glyphs))
	for i, g := range glyphs {
		parts[len(glyphs)-1-i] = g.Text
	}
	left := func(s string) bool {
		c := class(s)
		return c == bidi.L || c == bidi.EN || c == bidi.AN
	}
	between := func(s string) bool { // as in 12.5 or 3/4
		c := class(s)
		return c == bidi.CS || c == bidi.ES
	}
	for i := 0; i < len(parts); {
		if !left(parts[i]) {
			i++
			continue
		}
		end := i + 1
		for k := end; k < len(parts); k++ {
			if left(parts[k]) {
				end = k + 1
			} else if !between(parts[k]) {
				break
			}
		}
		slices.Reverse(parts[i:end])
		i = end
	}
	return strings.Join(parts, "")
}

// readingOrder puts the words of a line, which stand from left to right, into
// the order of reading.
func readingOrder(words []*word) {
	rtl, ltr := 0, 0
	for _, w := range words {
		if w.rtl {
			rtl++
		} else if strong(w.text) {
			ltr++
		}
	}
	if rtl == 0 {
		return
	}
	fromRight := rtl >= ltr
	if fromRight {
		slices.Reverse(words)
	}
	// What runs against the line is turned: Latin words in Hebrew, Hebrew ones in Latin.
	against := func(w *word) bool { return w.rtl != fromRight && (w.rtl || strong(w.text)) }
	with := func(w *word) bool { return w.rtl == fromRight && (w.rtl || strong(w.text)) }
	for i := 0; i < len(words); {
		if !against(words[i]) {
			i++
			continue
		}
		end := i + 1
		for k := end; k < len(words) && !with(words[k]); k++ {
			if against(words[k]) {
				end = k + 1
			}
		}
		slices.Reverse(words[i:end])
		i = end
	}
}

// strong reports whether there is a letter written from left to right.
func strong(s string) bool {
	for s != "" {
		if class(s) == bidi.L {
			return true
		}
		_, n := utf8.DecodeRuneInString(s)
		s = s[n:]
	}
	return false
}
