package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanWord reads letters and digits, with the signs that belong inside a word,
// and joins a word that was broken at the end of a line.
func (s *scanner) scanWord() part {
	p := part{start: s.at, numeric: true}
	for {
		r, size := s.rune(s.at)
		switch {
		case IsWord(r) && size > 0:
			p.numeric = p.numeric && r < utf8.RuneSelf && IsDigit(byte(r))
			s.at += size
			p.end = s.at
			continue
		case p.numeric && r == ',' && s.thousands(p.start):
			s.at += 4
			p.end = s.at
			continue
		case p.numeric && r == '.' && s.decimals(s.at+1) > 0:
			s.at += 1 + s.decimals(s.at+1)
			p.end = s.at
			return p
		case unicode.Is(unicode.Mn, r) && size > 0, Ignorable(r):
			p.numeric = false
			s.at += size
			continue
		case !p.numeric && (r == '\'' || r == '’' || r == 'ʼ'):
			if n, _ := s.rune(s.at + size); unicode.IsLetter(n) {
				s.at += size
				continue
			}
		case hyphen(r) && !p.numeric:
			if next := s.skipLineEnd(s.at + size); next > s.at+size && s.lower(p.end) {
				if n, _ := s.rune(next); unicode.IsLower(n) {
					s.at = next
					continue
				}
			}
		}
		s.at = p.end + s.ignored(p.end)
		return p
	}
}

// lower reports whether the letter before i is a small one.
func (s *scanner) lower(i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s.text[:i])
	return unicode.IsLower(r)
}

// ignored measures what is not seen after i.
func (s *scanner) ignored(i int) int {
	n := 0
	for {
		r, size := s.rune(i + n)
		if size == 0 || !Ignorable(r) && !unicode.Is(unicode.Mn, r) {
			return n
		}
		n += size
	}
}

// skipLineEnd returns the start of the next line where nothing else follows
// on this one, or i.
func (s *scanner) skipLineEnd(i int) int {
	j, lines := i, 0
	for j < len(s.text) && j-i < 80 {
		switch s.text[j] {
		case '\n':
			lines++
		case ' ', '\t', '\r':
		default:
			if lines == 1 {
				return j
			}
			return i
		}
		j++
	}
	return i
}

// thousands reports whether a comma at s.at parts the thousands of the number
// that began at start: 5,000 but not 5,00.
func (s *scanner) thousands(start int) bool {
	comma := strings.LastIndexByte(s.text[start:s.at], ',')
	if comma < 0 && s.at-start > 3 || comma >= 0 && s.at-start-comma != 4 {
		return false
	}
	return s.digits(s.at+1) == 3
}

// decimals measures the digits after a point, unless another point follows
// them, as in an address of numbers.
func (s *scanner) decimals(i int) int {
	n := s.digits(i)
	if r, _ := s.rune(i + n); IsWord(r) {
		return 0
	}
	if i+n+1 < len(s.text) && s.text[i+n] == '.' && IsDigit(s.text[i+n+1]) {
		return 0
	}
	if i >= 2 { // the number may itself follow a point
		j := i - 2
		for j > 0 && IsDigit(s.text[j]) {
			j--
		}
		if s.text[j] == '.' && j > 0 && IsDigit(s.text[j-1]) {
			return 0
		}
	}
	return n
}

func (s *scanner) digits(i int) int {
	n := 0
	for i+n < len(s.text) && IsDigit(s.text[i+n]) {
		n++
	}
	return n
}
