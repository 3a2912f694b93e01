package search

import (
	"strings"
	"unicode/utf8"
)

// code reads a section of law at i, such as (b)(7)(C), b(7)(C), 552(b)(4) or
// 1.4(d), and returns its length, or 0 where none stands there. A single letter in
// brackets, as before a clause of a list, is none.
func (s *scanner) code(i int) int {
	if i > 0 && wordByte(s.text[i-1]) {
		return 0
	}
	start := i
	var parts []part
	for i-start < 3 && i < len(s.text) && wordByte(s.text[i]) {
		i++
	}
	numeric := allDigits(s.text[start:i])
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
		parts = append(parts, part{at + 1, j - 1, allDigits(s.text[at+1 : j-1])})
		groups++
		i = j
	}
	if groups == 0 || groups == 1 && len(parts) == 1 || i < len(s.text) && wordByte(s.text[i]) {
		return 0
	}
	whole := "^"
	for _, p := range parts {
		whole += strings.ToLower(s.text[p.start:p.end])
	}
	if isDigit(whole[1]) && s.afterExemption(start) {
		whole = "^b" + whole[1:]
		s.exempted = i
	}
	s.add(token{term: clip(whole), start: start, end: i, pos: s.pos + 1, whole: true})
	for _, p := range parts {
		s.word(p)
		if t := &s.out[len(s.out)-1]; s.text[p.end] == ')' { // its brackets belong to it
			t.start, t.end = p.start-1, p.end+1
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
	for j < len(s.text) && j-i <= 4 && wordByte(s.text[j]) {
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
	last, next := isDigit(s.text[i-2]), isDigit(s.text[start+1])
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
		return "^" + fold(w)
	case len(w) <= 2 && '1' <= w[0] && w[0] <= '9' && (len(w) == 1 || w[0] == '7' && 'a' <= w[1]|0x20 && w[1]|0x20 <= 'f') && s.afterExemption(start):
		return "^b" + fold(w)
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
	return i-last.end <= 3 && (last.term == "exemption" || last.term == "exemptions" || last.term == "ex" || last.term == "exempt")
}

// sectionPart: one letter, a number of at most two digits, a small Roman numeral.
func sectionPart(s string) bool {
	if len(s) == 1 || len(s) == 2 && allDigits(s) {
		return true
	}
	for i := 0; i < len(s); i++ {
		if c := s[i] | 0x20; c != 'i' && c != 'v' && c != 'x' {
			return false
		}
	}
	return true
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func wordByte(c byte) bool {
	return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'z'
}
