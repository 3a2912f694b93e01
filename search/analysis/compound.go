package analysis

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// compound reads words tied together by signs, such as a docket number or an
// address, or a single word.
func (s *scanner) compound() {
	s.parts = s.parts[:0]
	start, digits, tied, address, dotted, hyphened := s.at, false, false, false, true, false
	for {
		p := s.scanWord()
		s.parts = append(s.parts, p)
		digits = digits || strings.ContainsAny(s.text[p.start:p.end], "0123456789")
		r, size := s.rune(s.at)
		next := s.at + size
		if hyphen(r) { // a compound may be broken at the end of a line
			next = s.skipLineEnd(next)
		}
		if n, _ := s.rune(next); !IsWord(n) || size == 0 {
			break
		}
		switch {
		case hyphen(r), r == '/', r == '_', r == '\\':
			tied, dotted, hyphened = true, false, hyphen(r)
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
	whole := ""
	if len(s.parts) > 1 && (address || digits && (tied || dotted && s.allNumeric())) {
		whole = Clip("^" + Join(s.text[start:end]))
	}
	dates := tied && s.allNumeric() && start >= s.dated
	dated := ""
	switch {
	case dates && len(s.parts) < 4:
		dated = s.numericDate(s.parts)
	case len(s.parts) == 3 && tied && s.timed(s.parts[2]):
		day := s.parts[2]
		day.end = day.start + 2
		s.numericDate([]part{s.parts[0], s.parts[1], day})
	}
	if term := s.exempt(start, end); len(s.parts) == 1 && term != "" {
		s.add(Token{Term: term, Start: start, End: end, Pos: s.pos + 1, Whole: true})
		if IsDigit(s.text[start]) {
			s.exempted = end
		}
	}
	if whole != "" && whole != dated {
		s.add(Token{Term: whole, Start: start, End: end, Pos: s.pos + 1, Whole: true})
	} else if letters := s.acronym(); dotted && letters != "" {
		s.add(Token{Term: letters, Start: start, End: end, Pos: s.pos + 1, Whole: true})
	}
	if len(s.parts) == 2 && hyphened && !s.allNumeric() && Fold(s.text[start:end]) != "" {
		s.closed(start, end)
	}
	for i, p := range s.parts {
		if dates && len(s.parts) == 6 && i%3 == 0 { // 1/28/2017-2/3/2017
			s.numericDate(s.parts[i : i+3])
		}
		s.word(p)
	}
}

// timed reports whether a part is a day with the time behind it: 28T10:30:00Z.
func (s *scanner) timed(p part) bool {
	w := s.text[p.start:p.end]
	return len(w) >= 5 && AllDigits(w[:2]) && w[2]|0x20 == 't' && AllDigits(w[3:5])
}

// numericDate adds the date that some parts are, and returns it; "" where they are none.
func (s *scanner) numericDate(parts []part) string {
	var texts []string
	for _, p := range parts {
		texts = append(texts, s.text[p.start:p.end])
	}
	term := NumericDate(texts)
	if len(parts) == 2 && (len(texts[0]) == 4 || s.text[parts[0].end] == '/') { // 12-2017 is of another kind
		term = numericMonth(texts)
	}
	if term != "" {
		s.addDate(term, parts[0].start, parts[len(parts)-1].end)
	}
	return term
}

// closed adds a compound of two words as it is written without its hyphen:
// e-mail is found by email, and I-247 by I247.
func (s *scanner) closed(start, end int) {
	raw := s.text[start:end]
	r, ok := s.known[raw]
	if !ok {
		raw = strings.Clone(raw)
		r.term = Closed(Clip(Fold(raw)))
		if len(raw) <= MaxTerm {
			s.known[raw] = r
		}
	}
	s.add(Token{Term: r.term, Start: start, End: end, Pos: s.pos + 1, Whole: true})
}

// Closed is the term of a compound of two words by what they are written as
// one, in any of its forms.
func Closed(word string) string {
	return "^+" + strings.TrimPrefix(cmp.Or(StemOf(word), word), "~")
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

// Join gives a compound its form: its parts folded, its signs one of a kind.
func Join(s string) string {
	var b strings.Builder
	start := 0
	for i, r := range s {
		if !hyphen(r) && !strings.ContainsRune("/_\\@.", r) {
			continue
		}
		b.WriteString(Fold(s[start:i]))
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
	b.WriteString(Fold(s[start:]))
	return b.String()
}
