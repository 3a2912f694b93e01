// Package syntax reads the tokens of content streams and CMaps (ISO 32000-1,
// 7.2, 7.3 and 7.8.2), forgiving whatever can be forgiven.
//
//	/F1 12 Tf [(A) -120 <42>] TJ
//	-> Name F1, Number 12, Operator Tf, Array of String A, Number -120, String B, Operator TJ
//
// Every call moves on by a byte at least, so a lexer ends on any input.
package syntax

import "bytes"

// A Kind is what a token is.
type Kind uint8

// The kinds of token. End comes again and again after the last one.
const (
	End Kind = iota
	Number
	String
	Name
	Operator // true, false and null are operators too
	Array
	Dict
)

// A Token is an operand or an operator.
type Token struct {
	Kind Kind
	Num  float64
	Text []byte  // of a name without the solidus, a string, an operator; a number as written
	List []Token // of an array; of a dictionary names and values by turns, a reference being three
}

// A Lexer reads tokens from bytes that it does not change.
type Lexer struct {
	b []byte
	i int
}

const (
	maxNesting = 24      // of arrays and dictionaries; brackets inside are passed over
	maxList    = 1 << 20 // elements of one array, nested ones included
)

// NewLexer returns a lexer at the start of b.
func NewLexer(b []byte) *Lexer { return &Lexer{b: b} }

// Rest returns what is not read yet.
func (l *Lexer) Rest() []byte { return l.b[l.i:] }

// Next returns the next token.
func (l *Lexer) Next() Token {
	n := maxList
	return l.next(0, &n)
}

func (l *Lexer) next(depth int, budget *int) Token {
	for {
		l.space()
		if l.i >= len(l.b) {
			return Token{}
		}
		c := l.b[l.i]
		l.i++
		switch c {
		case '/':
			return Token{Kind: Name, Text: l.name()}
		case '(':
			return Token{Kind: String, Text: l.literal()}
		case '<':
			if l.i < len(l.b) && l.b[l.i] == '<' {
				l.i++
				if depth < maxNesting {
					return Token{Kind: Dict, List: l.list(">>", depth, budget)}
				}
				continue
			}
			return Token{Kind: String, Text: l.hex()}
		case '[':
			if depth < maxNesting {
				return Token{Kind: Array, List: l.list("]", depth, budget)}
			}
		case '>':
			if l.i < len(l.b) && l.b[l.i] == '>' {
				l.i++
			}
			return Token{Kind: Operator, Text: []byte(">>")}
		case ']', '{', '}', ')':
			return Token{Kind: Operator, Text: l.b[l.i-1 : l.i]}
		default:
			return l.regular()
		}
	}
}

// list reads tokens to the closing bracket. One that belongs to another
// bracket closes it too: what is around it is then lost, not what follows.
func (l *Lexer) list(end string, depth int, budget *int) []Token {
	var list []Token
	for {
		t := l.next(depth+1, budget)
		switch {
		case t.Kind == End:
			return list
		case t.Kind == Operator && (string(t.Text) == end || string(t.Text) == ">>" || string(t.Text) == "]"):
			return list
		}
		if *budget--; *budget > 0 {
			list = append(list, t)
		}
	}
}

func (l *Lexer) space() {
	for l.i < len(l.b) {
		switch c := l.b[l.i]; {
		case isSpace(c):
			l.i++
		case c == '%':
			for l.i < len(l.b) && l.b[l.i] != '\n' && l.b[l.i] != '\r' {
				l.i++
			}
		default:
			return
		}
	}
}

// regular reads a number or an operator, from the byte before.
func (l *Lexer) regular() Token {
	start := l.i - 1
	for l.i < len(l.b) && isRegular[l.b[l.i]] {
		l.i++
	}
	text := l.b[start:l.i]
	if n, ok := number(text); ok {
		return Token{Kind: Number, Num: n, Text: text}
	}
	return Token{Kind: Operator, Text: text}
}

func (l *Lexer) name() []byte {
	start := l.i
	for l.i < len(l.b) && isRegular[l.b[l.i]] {
		l.i++
	}
	text := l.b[start:l.i]
	if bytes.IndexByte(text, '#') < 0 {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '#' && i+2 < len(text) && digit(text[i+1]) >= 0 && digit(text[i+2]) >= 0 {
			out = append(out, byte(digit(text[i+1])<<4|digit(text[i+2])))
			i += 2
		} else {
			out = append(out, text[i])
		}
	}
	return out
}

// hex reads a hexadecimal string after its bracket. One that is not closed
// ends where no hexadecimal digit could stand: the rest of the page is worth
// more than the rest of the string.
func (l *Lexer) hex() []byte {
	var out []byte
	high := -1
	for ; l.i < len(l.b); l.i++ {
		c := l.b[l.i]
		if c == '>' {
			l.i++
			break
		}
		if c == '(' || c == '<' || c == '[' || c == ']' {
			break
		}
		switch d := digit(c); {
		case d < 0:
		case high < 0:
			high = d
		default:
			out = append(out, byte(high<<4|d))
			high = -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return out
}

// literal reads a string in parentheses, after the first.
func (l *Lexer) literal() []byte {
	start, depth := l.i, 1
	for ; l.i < len(l.b); l.i++ {
		switch l.b[l.i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.i++
				return l.b[start : l.i-1]
			}
		case '\\', '\r':
			return l.escaped(start, depth)
		}
	}
	return l.b[start:]
}

// escaped goes on with a literal string in which something stands for something else.
func (l *Lexer) escaped(start, depth int) []byte {
	out := append([]byte(nil), l.b[start:l.i]...)
	for l.i < len(l.b) {
		c := l.b[l.i]
		l.i++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out
			}
		case '\r':
			if l.i < len(l.b) && l.b[l.i] == '\n' {
				l.i++
			}
			c = '\n'
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return out
}

// escape reads what follows a reverse solidus (ISO 32000-1, table 3).
func (l *Lexer) escape(out []byte) []byte {
	if l.i >= len(l.b) {
		return out
	}
	c := l.b[l.i]
	l.i++
	switch {
	case c == '\n':
		return out
	case c == '\r':
		if l.i < len(l.b) && l.b[l.i] == '\n' {
			l.i++
		}
		return out
	case c >= '0' && c <= '7':
		v := int(c - '0')
		for range 2 {
			if l.i >= len(l.b) || l.b[l.i] < '0' || l.b[l.i] > '7' {
				break
			}
			v = v*8 + int(l.b[l.i]-'0')
			l.i++
		}
		return append(out, byte(v))
	}
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		c = "\n\r\t\b\f"[i]
	}
	return append(out, c)
}

// SkipImage passes over the data of an inline image, after its ID: as many
// bytes as it should have, where EI follows them; else to the EI behind which a
// content stream goes on, or to the end.
func (l *Lexer) SkipImage(size int) {
	l.i = min(l.i+1, len(l.b)) // the white space after ID
	if size >= 0 && size < len(l.b)-l.i {
		if rest := bytes.TrimLeft(l.b[l.i+size:], " \r\n\t"); bytes.HasPrefix(rest, []byte("EI")) && plausible(rest) {
			l.i = len(l.b) - len(rest) + len("EI")
			return
		}
	}
	loose := -1
	for at := l.i; ; {
		k := bytes.Index(l.b[at:], []byte("EI"))
		if k < 0 {
			break
		}
		at += k + 2
		if at < len(l.b) && !isSpace(l.b[at]) || !plausible(l.b[at:]) {
			continue
		}
		if k == 0 || isSpace(l.b[at-3]) {
			l.i = at
			return
		}
		if loose < 0 {
			loose = at
		}
	}
	if l.i = len(l.b); loose >= 0 {
		l.i = loose
	}
}

// plausible reports whether b may be the start of drawing instructions rather than of image data.
func plausible(b []byte) bool {
	for _, c := range b[:min(len(b), 16)] {
		if c >= 0x7f || c < ' ' && !isSpace(c) {
			return false
		}
	}
	return true
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0 || c == '\f'
}

// isRegular says of each byte whether it is neither white space nor a delimiter.
var isRegular = func() (t [256]bool) {
	for c := range t {
		t[c] = !isSpace(byte(c)) && bytes.IndexByte([]byte("()<>[]{}/%"), byte(c)) < 0
	}
	return t
}()

func digit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// number reads a number as viewers do: "--5" is -5, "1.2.3" is 1.2, and
// "12-34" is 12; some programs write them.
func number(t []byte) (float64, bool) {
	i, negative := 0, false
	for i < len(t) && (t[i] == '-' || t[i] == '+') {
		negative = negative || t[i] == '-'
		i++
	}
	if i == len(t) || t[i] != '.' && (t[i] < '0' || t[i] > '9') {
		return 0, false
	}
	value, scale := 0.0, 1.0
	dot, done := false, false
	for ; i < len(t); i++ {
		switch c := t[i]; {
		case c >= '0' && c <= '9':
			if done {
				continue
			}
			if value = value*10 + float64(c-'0'); dot {
				scale *= 10
			}
		case c == '.':
			done = done || dot
			dot = true
		case c == '-':
			done = true
		default:
			return 0, false
		}
	}
	if value /= scale; !(value < 1e15) {
		value = 0 // nothing on a page is that large; nor is it not a number
	}
	if negative {
		value = -value
	}
	return value, true
}
