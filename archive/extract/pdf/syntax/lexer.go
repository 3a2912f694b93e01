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
	b     []byte
	i     int
	stack []Token // of the lists that are open
	spare []Token // to be handed out
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
	from := len(l.stack)
	for {
		t := l.next(depth+1, budget)
		if t.Kind == End || t.Kind == Operator && (string(t.Text) == end || string(t.Text) == ">>" || string(t.Text) == "]") {
			list := l.keep(l.stack[from:])
			l.stack = l.stack[:from]
			return list
		}
		if *budget--; *budget > 0 {
			l.stack = append(l.stack, t)
		}
	}
}

// keep returns a copy of a list.
func (l *Lexer) keep(list []Token) []Token {
	const chunk = 512
	if len(list) > chunk/4 {
		return append([]Token(nil), list...)
	}
	if cap(l.spare)-len(l.spare) < len(list) {
		l.spare = make([]Token, 0, chunk)
	}
	from := len(l.spare)
	l.spare = append(l.spare, list...)
	return l.spare[from:len(l.spare):len(l.spare)]
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
