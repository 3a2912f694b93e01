package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plain are the letters that decompose into nothing, but are typed as these.
var plain = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i",
}

// Fold gives a word the form under which it is found: lower case, without
// accents, ligatures taken apart, everything that is neither letter nor digit
// left out (O’Brien is obrien), the possessive 's off.
func Fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return foldASCII(s)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		r = unicode.ToLower(r)
		switch t := plain[r]; {
		case t != "":
			b.WriteString(t)
		case r == '’' || r == 'ʼ' || r == '\'':
			b.WriteByte('\'')
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	folded := strings.ReplaceAll(strings.TrimSuffix(b.String(), "'s"), "'", "")
	if strings.IndexFunc(folded, jamo) >= 0 {
		return norm.NFC.String(folded) // syllables together again
	}
	return folded
}

func foldASCII(s string) string {
	if n := len(s); n > 2 && s[n-2] == '\'' && s[n-1]|0x20 == 's' {
		s = s[:n-2]
	}
	same := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; !IsDigit(c) && (c < 'a' || c > 'z') {
			same = false
			break
		}
	}
	if same {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z':
			b = append(b, c+'a'-'A')
		case IsDigit(c), 'a' <= c && c <= 'z':
			b = append(b, c)
		}
	}
	return string(b)
}

// jamo reports whether r is a part of a syllable of Korean.
func jamo(r rune) bool { return '\u1100' <= r && r <= '\u11FF' }

// number gives a number the form under which it is found: 5,000.00 and 5000
// are one.
func number(s string) string {
	s = strings.ReplaceAll(s, ",", "")
	if strings.Contains(s, ".") {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// IsDigit reports whether a byte is a digit of ASCII.
func IsDigit(c byte) bool { return '0' <= c && c <= '9' }

// Ignorable are characters inside a word that are not seen: the soft hyphen,
// joiners, direction marks.
func Ignorable(r rune) bool { return r == '\u00AD' || r > 0x7F && unicode.Is(unicode.Cf, r) }

// hyphen reports whether r joins the parts of a number or compound: a hyphen,
// or the short dash that optical reading takes it for.
func hyphen(r rune) bool { return r == '-' || '\u2010' <= r && r <= '\u2013' || r == '\u2212' }

// alone reports whether r is a word by itself, as in scripts written without
// spaces, or with endings that belong to it: a run of such letters is then found
// as a phrase, wherever in a longer one it stands.
func alone(r rune) bool {
	return r > 0x2E7F && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}
