package font

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// A widthTable has the advances of one of the standard 14 fonts.
type widthTable struct {
	fixed float64          // of every glyph, where not 0
	runes map[rune]float64 // by character
	codes *[256]float64    // by code, of Symbol and ZapfDingbats
}

// standardTables are those of Helvetica, Helvetica-Bold, Times-Roman, -Bold, -Italic and -BoldItalic.
var standardTables = sync.OnceValue(func() (t [6]map[rune]float64) {
	for i := range t {
		t[i] = map[rune]float64{}
	}
	for _, f := range lines("widths.txt") {
		for i := range t {
			w, _ := strconv.ParseFloat(f[1+i], 64)
			t[i][hexRune(f[0])] = w / 1000
		}
	}
	return t
})

// standardWidths returns the advances of the standard font that a name means
// or comes nearest to.
func standardWidths(name string) widthTable {
	n := strings.ToLower(name)
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(n, p) {
				return true
			}
		}
		return false
	}
	bold, italic := has("bold", "black", "heavy", "demi"), has("italic", "oblique")
	switch {
	case has("cour", "mono", "consol", "typewriter", "fixed"):
		return widthTable{fixed: .6}
	case strings.HasPrefix(n, "symbol"):
		t := symbolTable()
		return widthTable{codes: &t.widths}
	case has("dingbat"):
		t := dingbatsTable()
		return widthTable{codes: &t.widths}
	case has("times", "roman", "serif", "georgia", "garamond", "century", "palatino", "book", "cambria", "minion") && !has("sans"):
		i := 2
		if italic {
			i += 2
		}
		if bold {
			i++
		}
		return widthTable{runes: standardTables()[i]}
	case bold:
		return widthTable{runes: standardTables()[1]}
	}
	return widthTable{runes: standardTables()[0]}
}

// of returns the advance of a glyph by its text, in ems.
func (t widthTable) of(text string) float64 {
	if t.fixed > 0 {
		return t.fixed
	}
	r, _ := utf8.DecodeRuneInString(text)
	if w, ok := t.runes[r]; ok {
		return w
	}
	if r == utf8.RuneError {
		return 0
	}
	return .556
}
