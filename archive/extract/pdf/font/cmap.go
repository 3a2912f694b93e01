package font

import (
	"strings"
	"unicode/utf16"

	"readingroom/archive/extract/pdf/syntax"
)

// A cmap maps character codes to CIDs, or to Unicode (ISO 32000-1, 9.7.5 and 9.10.3).
type cmap struct {
	spaces   []span // the codes there are
	text     map[code]string
	texts    []span // those too wide for text
	cids     map[code]int
	ranges   []span
	vertical bool
	identity bool   // a code is its CID, or its UTF-16
	use      string // the name of the CMap that this one adds to
}

// A code is a character code with its length, since <41> and <0041> are two.
type code struct {
	value  uint32
	length int
}

// A span is a range of codes of one length.
type span struct {
	low, high uint32
	length    int
	cid       int
	text      string // of the first
}

const (
	maxCodes = 1 << 18 // that a CMap lists one by one
	maxSpans = 20_000
)

// parseCMap reads a CMap file; what it cannot read it passes over.
func parseCMap(b []byte) *cmap {
	m := &cmap{text: map[code]string{}, cids: map[code]int{}}
	lexer := syntax.NewLexer(b)
	var stack []syntax.Token
	for {
		t := lexer.Next()
		if t.Kind == syntax.End {
			return m
		}
		if t.Kind != syntax.Operator {
			if stack = append(stack, t); len(stack) > 4*maxSpans {
				stack = stack[:0]
			}
			continue
		}
		switch op := string(t.Text); op {
		case "usecmap":
			if n := len(stack); n > 0 && stack[n-1].Kind == syntax.Name {
				m.use = string(stack[n-1].Text)
			}
		case "def":
			if n := len(stack); n > 1 && string(stack[n-2].Text) == "WMode" {
				m.vertical = stack[n-1].Num == 1
			}
		case "endcodespacerange":
			for i := 0; i+1 < len(stack) && len(m.spaces) < 100; i += 2 {
				if low, high, ok := limits(stack[i], stack[i+1]); ok {
					m.spaces = append(m.spaces, span{low: low.value, high: high, length: low.length})
				}
			}
		case "endbfchar":
			for i := 0; i+1 < len(stack) && len(m.text) < maxCodes; i += 2 {
				if c, ok := codeOf(stack[i]); ok {
					m.text[c] = tokenText(stack[i+1])
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(stack); i += 3 {
				m.addTexts(stack[i], stack[i+1], stack[i+2])
			}
		case "endcidchar":
			for i := 0; i+1 < len(stack) && len(m.cids) < maxCodes; i += 2 {
				if c, ok := codeOf(stack[i]); ok {
					m.cids[c] = int(stack[i+1].Num)
				}
			}
		case "endcidrange":
			for i := 0; i+2 < len(stack); i += 3 {
				if low, high, ok := limits(stack[i], stack[i+1]); ok && len(m.ranges) < maxSpans {
					m.ranges = append(m.ranges, span{low: low.value, high: high, length: low.length, cid: int(stack[i+2].Num)})
				}
			}
		}
		stack = stack[:0]
	}
}

// addTexts takes a bfrange: to a first text that counts on, or to a list of texts.
func (m *cmap) addTexts(from, to, target syntax.Token) {
	low, high, ok := limits(from, to)
	if !ok {
		return
	}
	if target.Kind == syntax.Array {
		for i, t := range target.List {
			if uint64(low.value)+uint64(i) > uint64(high) || len(m.text) >= maxCodes {
				break
			}
			m.text[code{low.value + uint32(i), low.length}] = tokenText(t)
		}
		return
	}
	s := span{low: low.value, high: high, length: low.length, text: tokenText(target)}
	if s.high-s.low < 512 && len(m.text) < maxCodes {
		for v := s.low; ; v++ {
			m.text[code{v, s.length}] = s.at(v)
			if v == s.high {
				return
			}
		}
	}
	if len(m.texts) < maxSpans {
		m.texts = append(m.texts, s)
	}
}

// at returns the text of a code: the last character counts on.
func (s span) at(v uint32) string {
	runes := []rune(s.text)
	if len(runes) == 0 {
		return ""
	}
	runes[len(runes)-1] += rune(v - s.low)
	return string(runes)
}

func codeOf(t syntax.Token) (code, bool) {
	if t.Kind != syntax.String || len(t.Text) == 0 || len(t.Text) > 4 {
		return code{}, false
	}
	return code{value(t.Text), len(t.Text)}, true
}

func limits(from, to syntax.Token) (low code, high uint32, ok bool) {
	low, ok = codeOf(from)
	last, ok2 := codeOf(to)
	return low, last.value, ok && ok2 && last.value >= low.value
}

func value(b []byte) (v uint32) {
	for _, c := range b {
		v = v<<8 | uint32(c)
	}
	return v
}

// tokenText reads the target of a mapping: UTF-16, or the name of a glyph.
func tokenText(t syntax.Token) string {
	if t.Kind == syntax.Name {
		return glyphText(string(t.Text), "")
	}
	return utf16Text(t.Text)
}

func utf16Text(b []byte) string {
	if len(b) == 1 {
		return string(rune(b[0]))
	}
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, uint16(b[0])<<8|uint16(b[1]))
	}
	return string(utf16.Decode(units))
}

// unicode returns the text of a code.
func (m *cmap) unicode(v uint32, length int) (string, bool) {
	if m.identity {
		return string(rune(v)), true
	}
	if t, ok := m.text[code{v, length}]; ok {
		return t, true
	}
	for _, s := range m.texts {
		if s.length == length && v >= s.low && v <= s.high {
			return s.at(v), true
		}
	}
	return "", false
}

// uniform reports whether all of several codes mean the same, as in files of
// which nothing is to be copied: such a CMap tells nothing.
func (m *cmap) uniform() bool {
	if len(m.text) < 4 || len(m.texts) > 0 {
		return false
	}
	first, some := "", false
	for _, t := range m.text {
		if some && t != first {
			return false
		}
		first, some = t, true
	}
	return true
}

// add takes over what another CMap says of codes of which m says nothing.
func (m *cmap) add(base *cmap) {
	m.spaces = append(m.spaces, base.spaces...)
	for c, cid := range base.cids {
		if _, ok := m.cids[c]; !ok {
			m.cids[c] = cid
		}
	}
	m.ranges = append(m.ranges, base.ranges...) // the first that holds a code counts
	if m.use == "" {
		m.use = base.use
	}
}

// cidOf returns the CID of a code.
func (m *cmap) cidOf(v uint32, length int) (int, bool) {
	if cid, ok := m.cids[code{v, length}]; ok {
		return cid, true
	}
	for _, s := range m.ranges {
		if s.length == length && v >= s.low && v <= s.high {
			return s.cid + int(v-s.low), true
		}
	}
	return 0, m.identity
}

// length returns how many bytes the first code of s has: by the code spaces,
// of which each byte has its own range.
func (m *cmap) length(s []byte) int {
	if n := m.spaceOf(s); n > 0 {
		return n
	}
	shortest := 2
	for i, r := range m.spaces {
		if i == 0 || r.length < shortest {
			shortest = r.length
		}
	}
	return min(shortest, len(s))
}

// spaceOf returns how many bytes the first code of s has where one of the code
// spaces holds it, else 0.
func (m *cmap) spaceOf(s []byte) int {
	for n := 1; n <= 4 && n <= len(s); n++ {
		for _, r := range m.spaces {
			if r.length == n && r.holds(s[:n]) {
				return n
			}
		}
	}
	return 0
}

func (s span) holds(b []byte) bool {
	for i, c := range b {
		shift := 8 * (len(b) - 1 - i)
		if c < byte(s.low>>shift) || c > byte(s.high>>shift) {
			return false
		}
	}
	return true
}

func isVertical(name string) bool { return strings.HasSuffix(name, "-V") || name == "V" }
