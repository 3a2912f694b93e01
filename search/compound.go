package search

import (
	"strings"
	"unicode/utf8"
)

// compound reads words tied together by signs, such as a docket number or an
// address, or a single word.
func (s *scanner) compound() {
	s.parts = s.parts[:0]
	start, digits, tied, address, dotted := s.at, false, false, false, true
	for {
		p := s.scanWord()
		s.parts = append(s.parts, p)
		digits = digits || strings.ContainsAny(s.text[p.start:p.end], "0123456789")
		r, size := s.rune(s.at)
		next := s.at + size
		if hyphen(r) { // a compound may be broken at the end of a line
			next = s.skipLineEnd(next)
		}
		if n, _ := s.rune(next); !wordRune(n) || size == 0 {
			break
		}
		switch {
		case hyphen(r), r == '/', r == '_', r == '\\':
			tied, dotted = true, false
		case r == '@':
			address, dotted = true, false
		case r != '.':
			size = 0
		}
		if size == 0 {
			break
		}
		s.at = next
	}
	end := s.parts[len(s.parts)-1].end
	if len(s.parts) == 3 && tied && s.allNumeric() && start >= s.dated {
		var texts []string
		for _, p := range s.parts {
			texts = append(texts, s.text[p.start:p.end])
		}
		whole := clip("^" + join(s.text[start:end]))
		if term := numericDate(texts); term != "" && term != whole {
			s.add(token{term: term, start: start, end: end, pos: s.pos + 1, whole: true})
		}
	}
	if term := s.exempt(start, end); len(s.parts) == 1 && term != "" {
		s.add(token{term: term, start: start, end: end, pos: s.pos + 1, whole: true})
	}
	if len(s.parts) > 1 && (address || digits && (tied || dotted && s.allNumeric())) {
		s.add(token{term: clip("^" + join(s.text[start:end])), start: start, end: end, pos: s.pos + 1, whole: true})
	} else if letters := s.acronym(); dotted && letters != "" {
		s.add(token{term: letters, start: start, end: end, pos: s.pos + 1, whole: true})
	}
	for _, p := range s.parts {
		s.word(p)
	}
}

// acronym returns the letters of parts that are a single letter each.
func (s *scanner) acronym() string {
	if len(s.parts) < 2 {
		return ""
	}
	for _, p := range s.parts {
		if p.numeric || p.end-p.start != 1 {
			return ""
		}
	}
	var b strings.Builder
	for _, p := range s.parts {
		b.WriteByte(s.text[p.start] | 0x20)
	}
	return b.String()
}

func (s *scanner) allNumeric() bool {
	for _, p := range s.parts {
		if !p.numeric {
			return false
		}
	}
	return true
}

// join gives a compound its form: its parts folded, its signs one of a kind.
func join(s string) string {
	var b strings.Builder
	start := 0
	for i, r := range s {
		if !hyphen(r) && !strings.ContainsRune("/_\\@.", r) {
			continue
		}
		b.WriteString(fold(s[start:i]))
		if hyphen(r) {
			r = '-'
		}
		b.WriteRune(r)
		start = i + utf8.RuneLen(r)
		if r == '-' {
			_, n := utf8.DecodeRuneInString(s[i:])
			start = i + n
		}
	}
	b.WriteString(fold(s[start:]))
	return b.String()
}
