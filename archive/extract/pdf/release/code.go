package release

import (
	"strings"
	"unicode"
)

// A code is an exemption as printed, text[start:end], and in the spelling of
// its law: "(b)(7)(C)" for "b7c".
type code struct {
	start, end int
	norm       string
	bare       bool // as "B6", which may be much else
	named      bool // as "Exemption 6", which letters speak of
}

const maxCodes = 2000 // of one text

// codesIn finds the exemptions that are printed in a text, in their order.
//
//	"(b)(6), (b)(7)(C) -1"  ->  (b)(6), (b)(7)(C)
//	"B1,1.4(B)(D)"          ->  (b)(1), 1.4(b), 1.4(d)
func codesIn(text string) []code {
	if !strings.ContainsAny(text, "123456789") || strings.IndexFunc(text, unicode.IsLetter) < 0 {
		return nil
	}
	s, offsets := plainly(text)
	states := statutesIn(s)
	var out []code
	for at := 0; at < len(s) && len(out) < maxCodes; {
		var found []code
		if mayStart(s, at) {
			found = codesAt(s, at, states)
		}
		if len(found) == 0 {
			at++
			continue
		}
		at = found[len(found)-1].end
		for _, c := range found {
			c.start, c.end = offsets[c.start], offsets[c.end-1]+1
			out = append(out, c)
		}
	}
	return out
}

// plainly writes a text without the spaces that some put around parentheses,
// with round ones for square and curly, and with what programs that read scans
// make of ")(" set right: "(bX6)", "(b)(6}". offsets are those of the text's
// bytes.
func plainly(text string) (s string, offsets []int) {
	var b strings.Builder
	last := byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '[' || c == '{':
			c = '('
		case c == ']' || c == '}':
			c = ')'
		case c == '\t' || c == '\n':
			c = ' '
		case (c == 'X' || c == 'x') && (last == 'b' || last == 'B') && i+1 < len(text) && isDigit(text[i+1]) && strings.HasSuffix(b.String(), "("+string(last)):
			b.WriteByte(')')
			offsets = append(offsets, i)
			c = '('
		}
		if c == ' ' && (last == '(' || last == ')' && closes(text[i:]) || closing(text[i:])) {
			continue
		}
		b.WriteByte(c)
		offsets = append(offsets, i)
		last = c
	}
	return b.String(), offsets
}

// closes reports whether an opening parenthesis comes after one space, closing
// whether a closing one does.
func closes(s string) bool  { return len(s) > 1 && strings.IndexByte("([{", s[1]) >= 0 }
func closing(s string) bool { return len(s) > 1 && strings.IndexByte(")]}", s[1]) >= 0 }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// mayStart reports whether a code may begin at a place: not within a word or a
// number, nor as the paragraph of a law, 552(b)(6) or 552a(j)(2).
func mayStart(s string, at int) bool {
	c := s[at]
	if c != '(' && !isLetter(c) && !isDigit(c) && c < 0x80 {
		return false
	}
	if at == 0 {
		return true
	}
	p := s[at-1]
	switch {
	case c == '(':
		return !isDigit(p) && p != '$' && (!isLetter(p) || at < 2 || !isDigit(s[at-2]))
	case p >= 0x80:
		return c < 0x80
	}
	return !isLetter(p) && !isDigit(p) && strings.IndexByte("-._#$@\\'&=+", p) < 0
}

// mayEnd reports whether a code may end before a place.
func mayEnd(s string, at int) bool {
	if at >= len(s) {
		return true
	}
	c := s[at]
	if c == '.' {
		return at+1 == len(s) || s[at+1] == ' '
	}
	return !isLetter(c) && !isDigit(c) && c < 0x80 && strings.IndexByte("_@%=", c) < 0
}

// How exemptions are printed that are not of 5 U.S.C. 552(b).
var (
	// In words: Exemption 6, Ex. 5, Exemption (b)(7)(C), Exemption b(6).
	named = form(`^(?i:(?:foia )?(?:exemptions? ?#?|exempt\. ?|ex\. ?|ex ))`)
	// E.O. 13526, sec. 1.4(a)–(h) and 3.3(b)(1)–(9); E.O. 12958, sec. 1.5.
	order     = form(`^(?i:e\.? ?o\.? ?1(?:3526|2958),? ?)?(?i:sec(?:tion|\.)? ?|§ ?)?(1\.[45]|3\.3 ?\(b\)) ?\(([A-Ha-h1-9])\)`)
	orderMore = form(`^ ?(?:[,;/&+] ?|and )?\(([A-Ha-h])\)`)
	// 32 CFR 2001.26: exempt from automatic declassification at 25, 50 or 75 years.
	automatic = form(`^((?:25|50|75)X[1-9])(?:-[A-Z]+)?`)
	// 5 U.S.C. 552a, the Privacy Act: (j)(2), (k)(1) to (7), (d)(5).
	privacy = form(`^\(?(?:(j)\)?\(?([12])|(k)\)?\(?([1-7])|(d)\)\((5))\)?`)
	// 44 U.S.C. 2204(a), the Presidential Records Act.
	recordsAct = form(`^P[1-6]`)
)

// codesAt finds the code that begins at a place, and those that go on from it.
func codesAt(s string, at int, states []statute) []code {
	rest := s[at:]
	if c, ok := foia(s, at); ok {
		return more(s, c)
	}
	if m := named.at(rest, "ef"); m != nil {
		m := m[0]
		c, ok := foia(s, at+len(m))
		if !ok {
			c, ok = foiaDigit(s, at+len(m))
		}
		if ok && mayEnd(s, c.end) {
			c.start, c.bare, c.named = at, false, true
			return more(s, c)
		}
	}
	if m := order.at(rest, "es§13"); m != nil {
		section := strings.ReplaceAll(m[1], " ", "")
		last := code{start: at, end: at + len(m[0]), norm: section + "(" + strings.ToLower(m[2]) + ")"}
		out := []code{last}
		for len(out) < 9 && len(section) == len("1.4") {
			m := orderMore.FindStringSubmatch(s[last.end:])
			if m == nil || paragraphs(s[last.end+len(m[0]):]) {
				break // the (b) of the next (b)(6)
			}
			last = code{start: last.end + strings.Index(m[0], "("), end: last.end + len(m[0]), norm: section + "(" + strings.ToLower(m[1]) + ")"}
			out = append(out, last)
		}
		return out
	}
	if m := automatic.at(rest, "257"); m != nil && mayEnd(s, at+len(m[0])) {
		return []code{{start: at, end: at + len(m[0]), norm: m[1]}}
	}
	if m := privacy.at(rest, "(jkd"); m != nil && mayEnd(s, at+len(m[0])) && !paragraphs(s[at+len(m[0]):]) {
		wrapped := rest[0] == '('
		if wrapped == strings.HasSuffix(m[0], ")") {
			return []code{{start: at, end: at + len(m[0]), norm: "(" + m[1] + m[3] + m[5] + ")(" + m[2] + m[4] + m[6] + ")", bare: !wrapped}}
		}
	}
	if m := recordsAct.at(rest, "p"); m != nil && mayEnd(s, at+len(m[0])) {
		return []code{{start: at, end: at + len(m[0]), norm: m[0], bare: true}}
	}
	return stateCodes(s, at, states)
}

// foia reads an exemption of 5 U.S.C. 552(b): (b)(6), (b)6, (b6), b(6), b6, B-6.
func foia(s string, at int) (code, bool) {
	i, wrapped := at, false
	if i < len(s) && s[i] == '(' {
		i, wrapped = i+1, true
	}
	if i >= len(s) || s[i] != 'b' && s[i] != 'B' {
		return code{}, false
	}
	i++
	open := wrapped
	if wrapped && i < len(s) && s[i] == ')' {
		i, open = i+1, false
	}
	if i+1 < len(s) && (s[i] == ' ' && (s[i+1] == '(' || wrapped && !open) || s[i] == '-' && !open) {
		i++
	}
	c, ok := foiaDigit(s, i)
	if !ok {
		return c, false
	}
	if open {
		if c.end >= len(s) || s[c.end] != ')' {
			return c, false
		}
		c.end++
	}
	c.start, c.bare = at, !wrapped && isDigit(s[i])
	return c, mayEnd(s, c.end) && !paragraphs(s[c.end:])
}

// foiaDigit reads what follows the (b): (6), 6, (7)(C), 7C, (7)c, (7C), 7-C.
func foiaDigit(s string, at int) (code, bool) {
	i, open := at, false
	if i < len(s) && s[i] == '(' {
		i, open = i+1, true
	}
	if i >= len(s) || s[i] < '1' || s[i] > '9' {
		return code{}, false
	}
	c := code{start: at, norm: "(b)(" + s[i:i+1] + ")"}
	digit := s[i]
	i++
	shut := func() {
		if open && i < len(s) && s[i] == ')' {
			i, open = i+1, false
		}
	}
	shut()
	if letter, end := subparagraph(s, i); digit == '7' && letter != "" {
		i = end
		c.norm += "(" + letter + ")"
		shut()
	}
	c.end = i
	return c, !open && (i >= len(s) || !isDigit(s[i]) && !isLetter(s[i]))
}

// subparagraph reads the letter of an exemption (b)(7).
func subparagraph(s string, at int) (letter string, end int) {
	i := at
	if i < len(s) && s[i] == '-' {
		i++
	}
	open := i < len(s) && s[i] == '('
	if open {
		i++
	}
	if i >= len(s) || s[i]|0x20 < 'a' || s[i]|0x20 > 'f' {
		return "", at
	}
	letter = strings.ToUpper(s[i : i+1])
	i++
	if open {
		if i >= len(s) || s[i] != ')' || letter == "B" && i+1 < len(s) && s[i+1] == '(' {
			return "", at // the last is the (b) of the next (b)(6)
		}
		return letter, i + 1
	}
	if i < len(s) && (isLetter(s[i]) || isDigit(s[i])) {
		return "", at
	}
	return letter, i
}

// paragraphs reports whether paragraphs follow that no exemption has, as in
// 45 CFR 164.512(b)(1)(i). The beginning of another code may follow, and what
// agencies add in capitals: (b)(5)(DPP).
func paragraphs(s string) bool {
	if len(s) < 3 || s[0] != '(' {
		return false
	}
	end := strings.IndexByte(s, ')')
	if end < 2 || end > 5 {
		return false
	}
	switch word := s[1:end]; {
	case word == "b" || word == "B" || word == "j" || word == "k" || word == "d":
		return end+1 >= len(s) || s[end+1] != '(' && !isDigit(s[end+1])
	case len(word) == 1:
		return true
	default:
		return strings.Trim(word, "ivxlcdm") == "" || strings.Trim(word, "0123456789") == ""
	}
}

// more adds the codes that go on from one without its (b): (b)(6), (7)(C); b6,7c;
// Exemptions 6 and 7(C); (b)(7)(C), (E).
func more(s string, first code) []code {
	out := []code{first}
	for last := first; len(out) < 12; {
		i := last.end
		for _, sep := range []string{" and ", " & ", ", and ", ", ", ",", "; ", ";", " / ", "/", "+"} {
			if strings.HasPrefix(s[i:], sep) {
				i += len(sep)
				break
			}
		}
		if i == last.end || i == len(s) {
			break
		}
		next, ok := foiaDigit(s, i)
		ok = ok && mayEnd(s, next.end) && !paragraphs(s[next.end:]) && (s[i] == '(' || last.bare || last.named)
		if letter, end := subparagraph(s, i); !ok && s[i] == '(' && letter != "" && strings.HasPrefix(last.norm, "(b)(7)(") && !paragraphs(s[end:]) {
			next, ok = code{start: i, end: end, norm: "(b)(7)(" + letter + ")"}, true
		}
		if !ok {
			break
		}
		next.bare, next.named = last.bare, last.named
		out = append(out, next)
		last = next
	}
	return out
}
