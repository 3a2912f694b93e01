package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type kind int

const (
	end kind = iota
	open
	close
	minus  // a dash that stands before what it negates
	and    // AND
	or     // OR
	not    // NOT
	name   // title: with its value to follow
	word   // anything else up to a space, quote or bracket
	phrase // between quotes
)

type lexeme struct {
	kind kind
	text string
}

// clean makes the input valid UTF-8, one line, with straight quotes, and
// without characters that are not seen: what the reader sees is what is read.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, unicode.IsSpace(r), unicode.IsControl(r):
			return ' '
		case strings.ContainsRune("“”„‟«»＂", r):
			return '"'
		case unicode.Is(unicode.Cf, r): // soft hyphens, joiners, direction marks
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, " "))
}

// says reports whether there is anything in s that could be looked for.
func says(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// lex cuts a cleaned query into its signs and words.
func lex(s string) []lexeme {
	var out []lexeme
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == ' ':
			i++
		case c == '"':
			text, n := s[i+1:], len(s)
			if j := strings.IndexByte(text, '"'); j >= 0 {
				text, n = text[:j], i+j+2
			}
			out = append(out, lexeme{phrase, strings.Join(strings.Fields(text), " ")})
			i = n
		case c == '(' && codeLength(s[i:]) == 0:
			out = append(out, lexeme{kind: open})
			i++
		case c == ')':
			out = append(out, lexeme{kind: close})
			i++
		case c == '-' && (i == 0 || s[i-1] == ' ' || s[i-1] == '(' || s[i-1] == '-'):
			if i+1 < len(s) && s[i+1] != ' ' && s[i+1] != '-' {
				out = append(out, lexeme{kind: minus})
			}
			i++
		default:
			n := wordLength(s[i:])
			if l := fieldLength(s[i : i+n]); l > 0 {
				out = append(out, lexeme{name, strings.ToLower(s[i : i+l-1])})
				i += l
				continue
			}
			out = append(out, lexeme{sign(s[i : i+n]), s[i : i+n]})
			i += n
		}
	}
	return out
}

func sign(s string) kind {
	switch s {
	case "AND":
		return and
	case "OR":
		return or
	case "NOT":
		return not
	}
	return word
}

// fieldLength returns the length of a field's name and colon at the start of
// s, or 0.
func fieldLength(s string) int {
	for _, f := range Fields {
		if len(s) > len(f) && s[len(f)] == ':' && strings.EqualFold(s[:len(f)], f) {
			return len(f) + 1
		}
	}
	return 0
}

// wordLength measures a word: up to a space, a quote or a bracket, except that
// the brackets of an exemption such as (b)(7)(C) belong to it.
func wordLength(s string) int {
	i := 0
	for i < len(s) {
		if n := codeLength(s[i:]); n > 0 {
			i += n
			continue
		}
		if c := s[i]; c == ' ' || c == '"' || c == '(' || c == ')' {
			break
		}
		// one group is enough where a word leads to it: 7(f), 552(b)
		if i++; i < len(s) && s[i] == '(' && groupLength(s[i:]) > 0 && isAlnum(s[i-1]) {
			for n := groupLength(s[i:]); n > 0; n = groupLength(s[i:]) {
				i += n
			}
		}
	}
	return i
}

// codeLength measures two or more groups such as (b)(6) at the start of s.
func codeLength(s string) int {
	n := groupLength(s)
	if n == 0 || groupLength(s[n:]) == 0 {
		return 0
	}
	for g := groupLength(s[n:]); g > 0; g = groupLength(s[n:]) {
		n += g
	}
	return n
}

// groupLength measures one bracketed letter, number of at most two digits or
// small Roman numeral at the start of s: the parts a section of law has.
func groupLength(s string) int {
	if len(s) < 3 || s[0] != '(' {
		return 0
	}
	j := strings.IndexByte(s[:min(len(s), 7)], ')')
	if j < 2 {
		return 0
	}
	body := s[1:j]
	digits := strings.Trim(body, "0123456789") == ""
	roman := strings.Trim(body, "ivxIVX") == ""
	letter := len(body) == 1 && isAlnum(body[0])
	if letter || digits && len(body) <= 2 || roman {
		return j + 1
	}
	return 0
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
