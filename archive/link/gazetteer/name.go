package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words returns the words of a name as they are compared: without case, marks,
// apostrophes and full stops, and with one spelling for Saint, Fort and Mount.
//
//	"Prince George’s"   prince georges
//	"Ste. Geneviève"    ste genevieve
//	"Saint Louis"       st louis
func Words(name string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && !apostrophe(r) && r != '.' && r != '&'
	}) {
		if w = Fold(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}

func apostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', '`', '´', 'ʻ', 'ʼ':
		return true
	}
	return false
}

// Fold returns a word as it is compared.
func Fold(word string) string {
	var short [32]byte
	b := short[:0]
	plain := true
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case c >= utf8.RuneSelf:
			plain = false
		case 'A' <= c && c <= 'Z':
			b = append(b, c+'a'-'A')
		case c != '\'' && c != '.' && c != '`':
			b = append(b, c)
		}
	}
	if !plain {
		b = b[:0]
		for _, r := range norm.NFKD.String(word) {
			if !unicode.IsMark(r) && !apostrophe(r) && r != '.' {
				b = utf8.AppendRune(b, unicode.ToLower(r))
			}
		}
	}
	switch string(b) {
	case "saint":
		return "st"
	case "sainte":
		return "ste"
	case "fort":
		return "ft"
	case "mount":
		return "mt"
	case "&":
		return "and"
	}
	return string(b)
}

var saints = strings.NewReplacer(" Saint ", " St ", " Sainte ", " Ste ")

// slug returns a name as a part of an address: "Prince George's County" is
// "prince-georges-county".
func slug(name string) string {
	name = saints.Replace(" " + name)[1:]
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case unicode.IsMark(r) || apostrophe(r) || r == '.':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}
