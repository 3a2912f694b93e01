package query

import (
	"slices"
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
	near   // NEAR, NEAR/10
	name   // title: with its value to follow
	cell   // column:"Declined" and what is asked of it
	word   // anything else up to a space, quote or bracket
	phrase // between quotes
	regexp // between slashes
)

type lexeme struct {
	kind   kind
	text   string
	marks  marks   // what follows a phrase, a bracket or a regular expression
	tied   bool    // to the quotes before it
	open   bool    // a phrase that nobody closed
	quoted bool    // a word and its colon, right before quotes
	op     string  // of a cell: "" and no value, or :, = and the like
	value  *lexeme // of a cell
}

// clean makes the input valid UTF-8, one line, with straight quotes, and
// without characters that are not seen: what the reader sees is what is read.
func clean(s string) string {
	s = straight(strings.ToValidUTF8(s, " "))
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
	}, s)
}

// straight makes quotation marks of ‘single ones’ about several words. One that
// stands before or within a word is an apostrophe.
func straight(s string) string {
	const open, shut = "‘", "’"
	for at := 0; ; {
		i := strings.Index(s[at:], open)
		if i < 0 {
			return s
		}
		i += at
		at = i + len(open)
		if i > 0 && !strings.ContainsAny(s[i-1:i], " \t\n(-:!") {
			continue
		}
		for j := at; ; {
			n := strings.Index(s[j:], shut)
			if n < 0 || strings.Contains(s[at:j+n], open) {
				break
			}
			n += j
			if j = n + len(shut); ends(strings.TrimLeft(s[j:], ",.;?!~^0123456789")) && strings.Contains(strings.TrimSpace(s[at:n]), " ") {
				s = s[:i] + `"` + s[at:n] + `"` + s[j:]
				break
			}
		}
	}
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
		case c == '(' && codeLength(s[i:]) == 0:
			out = append(out, lexeme{kind: open})
			i++
		case c == ')':
			m, n := trailing(s[i+1:])
			out = append(out, lexeme{kind: close, marks: m})
			i += 1 + n
		case c == '-' && (i == 0 || s[i-1] == ' ' || s[i-1] == '(' || s[i-1] == '-'):
			if i+1 < len(s) && s[i+1] != ' ' && s[i+1] != '-' {
				out = append(out, lexeme{kind: minus})
			}
			i++
		case c == '!' && (i == 0 || strings.IndexByte(" (-!", s[i-1]) >= 0) && i+1 < len(s) && (s[i+1] == '!' || negates(s[i+1])):
			if s[i+1] != '!' {
				out = append(out, lexeme{kind: minus})
			}
			i++
		default:
			if n := attachedLength(s[i:]); n > 0 {
				out = append(out, lexeme{kind: name, text: "attachment"}, lexeme{kind: word, text: "attachment"})
				i += n
				continue
			}
			if f, n := nameLength(s[i:]); n > 0 {
				i += n
				if l, m := lexCell(f, s[i:]); m > 0 {
					out = append(out, l)
					i += m
					continue
				}
				out = append(out, lexeme{kind: name, text: f})
				continue
			}
			l, n := lexTerm(s[i:])
			if j := joinedLength(s[i:]); j > 0 && (len(out) == 0 || out[len(out)-1].kind != name || out[len(out)-1].text == "date") {
				l, n = lexeme{kind: word, text: s[i : i+j]}, j
			}
			l.tied = i > 0 && s[i-1] == '"'
			l.quoted = strings.HasSuffix(l.text, ":") && strings.HasPrefix(s[i+n:], `"`)
			out = append(out, l)
			i += n
		}
	}
	return out
}

// negates reports whether a ! before a letter means not.
func negates(c byte) bool {
	return isAlnum(c) || c >= utf8.RuneSelf || strings.IndexByte(`"(*/`, c) >= 0
}

// attachedLength measures has:attachment at the start of s, or returns 0.
func attachedLength(s string) int {
	const asked = "has:attachment"
	if len(s) < len(asked) || !strings.EqualFold(s[:len(asked)], asked) {
		return 0
	}
	if rest := strings.TrimPrefix(s[len(asked):], "s"); ends(rest) {
		return len(s) - len(rest)
	}
	return 0
}

// unknown is what stands before the colon of a word like the name of a field; "" nothing.
func unknown(s string) string {
	f, rest, _ := strings.Cut(s, ":")
	switch {
	case len(f) < 2 || len(f) > 20 || rest == "" || !isAlnum(rest[0]):
	case strings.ContainsFunc(f, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) }):
	case !slices.Contains([]string{"mailto", "re", "fw", "fwd"}, strings.ToLower(f)):
		return f
	}
	return ""
}

// lexTerm reads a word, a phrase or a regular expression.
func lexTerm(s string) (lexeme, int) {
	if s[0] == '"' {
		text, n, closed := s[1:], len(s), false
		if j := strings.IndexByte(text, '"'); j >= 0 {
			text, n, closed = text[:j], j+2, true
		}
		m, more := trailing(s[n:])
		return lexeme{kind: phrase, text: strings.Join(strings.Fields(text), " "), marks: m, open: !closed}, n + more
	}
	if n := regexpLength(s); n > 0 {
		m, more := trailing(s[n:])
		return lexeme{kind: regexp, text: s[1 : n-1], marks: m}, n + more
	}
	n := wordLength(s)
	if n == 0 { // a bracket where a value was to follow
		return lexeme{kind: word}, 0
	}
	text := strings.ReplaceAll(s[:n], " ", "") // of a code
	return lexeme{kind: sign(text), text: text}, n
}

// lexCell reads what follows column: up to its end; not where a group follows.
func lexCell(field, s string) (lexeme, int) {
	space := len(s) - len(strings.TrimLeft(s, " "))
	if field != "column" || space == len(s) || s[space] == '(' || s[space] == ')' {
		return lexeme{}, 0
	}
	l, i := lexeme{kind: cell}, space
	if s[i] == '"' {
		inner, n := lexTerm(s[i:])
		l.text, l.marks = inner.text, inner.marks
		i += n
	} else {
		n := wordLength(s[i:])
		if m := strings.IndexAny(s[i:i+n], "<>=:"); m >= 0 {
			n = m
		}
		l.text, l.marks = unmark(strings.TrimRight(s[i:i+n], "*"))
		i += n
	}
	n := len(s[i:]) - len(strings.TrimLeft(s[i:], "<>=:"))
	if l.op = s[i : i+n]; n == 0 || i+n == len(s) {
		return l, i + n
	}
	if i += n; s[i] == ' ' || s[i] == '(' && codeLength(s[i:]) == 0 || s[i] == ')' {
		return l, i
	}
	v, n := lexTerm(s[i:])
	l.value = &v
	return l, i + n
}

func sign(s string) kind {
	switch s {
	case "AND", "&&":
		return and
	case "OR", "||", "|":
		return or
	case "NOT":
		return not
	case "NEAR":
		return near
	}
	if n, ok := strings.CutPrefix(s, "NEAR/"); ok && strings.Trim(n, "0123456789") == "" {
		return near
	}
	return word
}

// nameLength returns the field whose name stands at the start of s, and the
// length of that and its colon, or 0. What is compared needs no colon before
// its sign: pages>100.
func nameLength(s string) (field string, n int) {
	for _, f := range names {
		if len(s) <= len(f) || !strings.EqualFold(s[:len(f)], f) {
			continue
		}
		switch rest := s[len(f):]; {
		case rest[0] == ':':
			return f, len(f) + 1
		case strings.IndexByte("<>=", rest[0]) >= 0 && slices.Contains(Ranges, f):
			return f, len(f)
		}
	}
	return "", 0
}

// regexpLength measures a regular expression between slashes at the start of
// s, or returns 0: no space, and nothing but marks after it.
func regexpLength(s string) int {
	if s[0] != '/' {
		return 0
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case ' ':
			return 0
		case '\\':
			if i++; i < len(s) && s[i] == ' ' {
				return 0
			}
		case '/':
			if _, n := trailing(s[i+1:]); i > 1 && ends(s[i+1+n:]) {
				return i + 1
			}
			return 0
		}
	}
	return 0
}

// ends reports whether a term ends where s begins.
func ends(s string) bool { return s == "" || s[0] == ' ' || s[0] == ')' }

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
		if two := s[i:min(i+2, len(s))]; two == "||" || two == "&&" {
			if i == 0 {
				i = 2
			}
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

// codeLength measures two or more groups such as (b)(6) at the start of s. As
// stamps have it, a space may part a letter from a number: (b) (6).
func codeLength(s string) int {
	n := groupLength(s)
	if n == 0 {
		return 0
	}
	groups, last := 1, s[1]
	for {
		next := n
		if strings.HasPrefix(s[n:], " (") {
			next++
		}
		g := groupLength(s[next:])
		if g > 0 && next > n && (digit(s[next+1]) == digit(last) || digit(last) && groupLength(strings.TrimPrefix(s[next+g:], " ")) > 0) {
			break // another code begins
		}
		if g == 0 {
			break
		}
		groups, last, n = groups+1, s[next+1], next+g
	}
	if groups == 1 {
		return 0
	}
	return n
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

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
