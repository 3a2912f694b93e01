package analysis

import (
	"strings"
	"unicode/utf8"
)

// code reads a section of law at i, such as (b)(7)(C), b(7)(C), 552(b)(4) or
// 1.4(d), and returns its length, or 0 where none stands there. A single letter in
// brackets, as before a clause of a list, is none.
func (s *scanner) code(i int) int {
	if i > 0 && IsWordByte(s.text[i-1]) {
		return 0
	}
	start := i
	var parts []part
	for i-start < 3 && i < len(s.text) && IsWordByte(s.text[i]) {
		i++
	}
	numeric := AllDigits(s.text[start:i])
	if n := s.digits(i + 1); i > start && numeric && n > 0 && s.text[i] == '.' { // 1.4(d)
		i += 1 + n
	}
	if i > start {
		parts = append(parts, part{start, i, numeric})
	}
	groups := 0
	for groups < 8 { // no law has more
		at := i
		if groups > 0 && strings.HasPrefix(s.text[i:], " (") {
			at++
		}
		j := s.group(at)
		if j == 0 || at > i && !s.goesOn(i, at, j) {
			break
		}
		parts = append(parts, part{at + 1, j - 1, AllDigits(s.text[at+1 : j-1])})
		groups++
		i = j
	}
	if groups == 0 || groups == 1 && len(parts) == 1 || i < len(s.text) && IsWordByte(s.text[i]) {
		return 0
	}
	whole := "^"
	for _, p := range parts {
		whole += strings.ToLower(s.text[p.start:p.end])
	}
	if IsDigit(whole[1]) && s.afterExemption(start) {
		whole = "^b" + whole[1:]
		s.exempted = i
	}
	s.add(Token{Term: Clip(whole), Start: start, End: i, Pos: s.pos + 1, Whole: true})
	for _, p := range parts {
		s.word(p)
		if t := &s.out[len(s.out)-1]; s.text[p.end] == ')' { // its brackets belong to it
			t.Start, t.End = p.start-1, p.end+1
		}
	}
	return i - start
}

// group returns the end of a part of a section in its brackets at i; 0 where none
// stands there.
func (s *scanner) group(i int) int {
	if i+2 >= len(s.text) || s.text[i] != '(' {
		return 0
	}
	j := i + 1
	for j < len(s.text) && j-i <= 4 && IsWordByte(s.text[j]) {
		j++
	}
	if j == i+1 || j >= len(s.text) || s.text[j] != ')' || !sectionPart(s.text[i+1:j]) {
		return 0
	}
	return j + 1
}

// goesOn reports whether a section that was read up to i goes on with the group
// after a space, as stamps have it: (b) (6), (b) (7) (C); but not (a) (b), and
// not (b)(6) (b)(7)(C), where another begins.
func (s *scanner) goesOn(i, start, end int) bool {
	last, next := IsDigit(s.text[i-2]), IsDigit(s.text[start+1])
	return last != next && (next || s.group(end) == 0 && s.group(end+1) == 0)
}

// exempt is the code of an exemption written without brackets: b6, b7C, or a
// number after the word, Exemption 6; "" where a word is none.
func (s *scanner) exempt(start, end int) string {
	w := s.text[start:end]
	switch {
	case len(w) > 3 || len(w) == 0 || w[len(w)-1] >= utf8.RuneSelf:
		return ""
	case len(w) >= 2 && w[0]|0x20 == 'b' && '1' <= w[1] && w[1] <= '9' && (len(w) == 2 || w[1] == '7' && 'a' <= w[2]|0x20 && w[2]|0x20 <= 'f'):
		return "^" + Fold(w)
	case len(w) <= 2 && '1' <= w[0] && w[0] <= '9' && (len(w) == 1 || w[0] == '7' && 'a' <= w[1]|0x20 && w[1]|0x20 <= 'f') && s.afterExemption(start):
		return "^b" + Fold(w)
	}
	return ""
}

// afterExemption reports whether the word before i is exemption, or short for it;
// or another of those that it names: Exemptions 6 and 7(C).
func (s *scanner) afterExemption(i int) bool {
	if len(s.out) == 0 {
		return false
	}
	if between := s.text[min(s.exempted, i):i]; s.exempted > 0 && len(between) < 8 {
		switch strings.Trim(between, " ,\n") {
		case "and", "or", "&":
			return true
		case "":
			return strings.Contains(between, ",")
		}
	}
	last := s.out[len(s.out)-1]
	return i-last.End <= 3 && (last.Term == "exemption" || last.Term == "exemptions" || last.Term == "ex" || last.Term == "exempt")
}

// sectionPart: one letter, a number of at most two digits, a small Roman numeral.
func sectionPart(s string) bool {
	if len(s) == 1 || len(s) == 2 && AllDigits(s) {
		return true
	}
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; c != 'i' && c != 'v' && c != 'x' {
			return false
		}
	}
	return true
}

// AllDigits reports whether there is nothing but digits of ASCII.
func AllDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !IsDigit(s[i]) {
			return false
		}
	}
	return true
}

// IsWordByte reports whether a byte is a letter or a digit of ASCII.
func IsWordByte(c byte) bool {
	return IsDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'z'
}
