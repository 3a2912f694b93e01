package font

import (
	"strconv"
	"strings"
	"unicode"
)

// glyphText returns the Unicode of a glyph's name, by the rules of the Adobe
// Glyph List: "" where it says nothing.
func glyphText(name, font string) string {
	return nameText(name, font, 0)
}

func nameText(name, font string, depth int) string {
	if name == "" || name == ".notdef" || depth > 2 {
		return ""
	}
	if t := dingbatsTable().names[name]; t != "" && strings.Contains(strings.ToLower(font), "dingbat") {
		return t
	}
	if t, ok := glyphs()[name]; ok {
		if r := []rune(t); len(r) == 1 && r[0] >= 0xf6be && r[0] <= 0xf8ff {
			if plain := unstyled(name, font, depth); plain != "" {
				return plain
			}
		}
		return t
	}
	if i := strings.IndexByte(name, '.'); i > 0 {
		return nameText(name[:i], font, depth+1)
	}
	if t, ok := uniName(name); ok {
		return t
	}
	if t, ok := texNames[name]; ok {
		return t
	}
	if strings.IndexByte(name, '_') > 0 {
		var b strings.Builder
		for part := range strings.SplitSeq(name, "_") {
			b.WriteString(nameText(part, font, depth+1))
		}
		return b.String()
	}
	return unstyled(name, font, depth)
}

// unstyled reads the names of small capitals and of raised, lowered and old
// style figures: "Asmall" is a, "oneoldstyle" is 1.
func unstyled(name, font string, depth int) string {
	for _, style := range []string{"small", "oldstyle", "superior", "inferior", "fitted"} {
		plain, ok := strings.CutSuffix(name, style)
		if !ok || plain == "" {
			continue
		}
		t := nameText(plain, font, depth+1)
		if style == "small" {
			t = strings.ToLower(t)
		}
		return t
	}
	return ""
}

// uniName reads "uni0041", "uni00410042" and "u1F600".
func uniName(name string) (string, bool) {
	hex, ok := strings.CutPrefix(name, "uni")
	if ok && len(hex) >= 4 && len(hex)%4 == 0 {
		var b strings.Builder
		for ; hex != ""; hex = hex[4:] {
			n, err := strconv.ParseUint(hex[:4], 16, 32)
			if err != nil {
				return "", false
			}
			b.WriteRune(rune(n))
		}
		return b.String(), true
	}
	hex, ok = strings.CutPrefix(name, "u")
	if !ok || len(hex) < 4 || len(hex) > 6 {
		return "", false
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		return "", false
	}
	return string(rune(n)), true
}

// texNames are names of TeX and other programs that the list does not have.
var texNames = map[string]string{
	"ff": "ff", "ffi": "ffi", "ffl": "ffl", "f_f": "ff", "dotlessj": "ȷ", "visiblespace": " ", "nbspace": " ", "sfthyphen": "-",
	"visualspace": " ", "hyphenminus": "-", "Euro": "€", "euro": "€", "mapsto": "↦", "arrowhookleft": "↩", "triangleright": "▷",
	"diamondmath": "⋄", "bulletmath": "•", "periodmath": ".", "commamath": ",", "openbullet": "◦", "lscript": "ℓ",
	"angbracketleft": "⟨", "angbracketright": "⟩", "epsilon1": "ϵ", "follows": "≻", "precedes": "≺", "negationslash": "̸",
	"parenleftbig": "(", "parenrightbig": ")", "parenleftBig": "(", "parenrightBig": ")", "bracketleftbig": "[", "bracketrightbig": "]",
	"braceleftbig": "{", "bracerightbig": "}", "summationdisplay": "∑", "summationtext": "∑", "integraldisplay": "∫", "integraltext": "∫",
	"productdisplay": "∏", "producttext": "∏", "radicalbig": "√", "radicalBig": "√",
}

// numberedNames reports whether all glyphs are named like "g65" or "a65", as
// some programs name them by the codes they had before.
func numberedNames(names map[int]string) bool {
	n := 0
	for _, name := range names {
		if name == ".notdef" || name == "space" {
			continue
		}
		if _, ok := glyphNumber(name); !ok {
			return false
		}
		n++
	}
	return n > 0
}

func glyphNumber(name string) (int, bool) {
	digits := strings.TrimLeftFunc(name, unicode.IsLetter)
	if len(name)-len(digits) > 3 || len(name) == len(digits) {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n >= 0 && n < 256
}

// texLigatures stand at 11 to 15 in the encoding of TeX.
var texLigatures = []string{"ff", "fi", "fl", "ffi", "ffl"}

func numberedText(name string) string {
	switch n, _ := glyphNumber(name); {
	case n >= 11 && n <= 15:
		return texLigatures[n-11]
	case n > ' ':
		return winAnsi()[n]
	}
	return ""
}
