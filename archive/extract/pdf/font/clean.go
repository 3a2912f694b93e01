package font

import (
	"strings"
	"unicode/utf8"
)

// clean drops from a glyph's text what is no text: control characters, the
// replacement character, and private use, where the font's name does not say
// what it stands for.
func clean(s, font string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t' || r == 0xa0 || r == '\n' || r == '\r' || r == 0x3000:
			r = ' '
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == utf8.RuneError || r == 0xfeff || r >= 0xfff0 && r <= 0xffff || r == 0x200b:
			continue
		case r >= 0xe000 && r <= 0xf8ff:
			if r = private(r, font); r == 0 {
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// private returns what a code of private use stands for. Symbol fonts of
// Windows have their codes at F000.
func private(r rune, font string) rune {
	if r < 0xf020 || r > 0xf0ff {
		return expert[r]
	}
	code := int(r - 0xf000)
	lower := strings.ToLower(font)
	var t string
	switch {
	case strings.Contains(lower, "wingding"):
		return wingdings[code]
	case strings.Contains(lower, "dingbat"):
		t = dingbatsTable().text[code]
	case strings.Contains(lower, "symbol") || code >= 0xa0:
		t = symbolTable().text[code]
	default:
		t = winAnsi()[code]
	}
	out, _ := utf8.DecodeRuneInString(t)
	if out == utf8.RuneError {
		return 0
	}
	return out
}

// expert are the codes of private use that the Adobe Glyph List gives to parts
// of brackets and to signs in another style.
var expert = map[rune]rune{
	0xf8e7: '―', 0xf8e6: '│', 0xf8e5: '‾', 0xf6da: '®', 0xf8e8: '®', 0xf6d9: '©', 0xf8e9: '©', 0xf6db: '™', 0xf8ea: '™',
	0xf8eb: '(', 0xf8f6: ')', 0xf8ee: '[', 0xf8f9: ']', 0xf8f1: '{', 0xf8fc: '}', 0xf6be: 'ȷ', 0xf6c3: ',',
}

// wingdings are the signs of Wingdings that forms and lists are made with.
var wingdings = map[int]rune{
	0x20: ' ', 0x6c: '●', 0x6d: '❍', 0x6e: '■', 0x6f: '□', 0x70: '□', 0x71: '❑', 0x72: '❒', 0x73: '⬧', 0x74: '⧫', 0x75: '◆', 0x76: '❖',
	0x77: '⬥', 0x9f: '•', 0xa1: '○', 0xa7: '▪', 0xa8: '◻', 0xd8: '➢', 0xe0: '→', 0xdf: '←', 0xe1: '↑', 0xe2: '↓', 0xe8: '➔', 0xf0: '⇨',
	0xfb: '✗', 0xfc: '✓', 0xfd: '☒', 0xfe: '☑', 0x2a: '✉', 0x28: '☎', 0x22: '✂', 0x4a: '☺',
}
