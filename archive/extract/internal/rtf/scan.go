package rtf

import "bytes"

// A kind of token.
type kind byte

const (
	end   kind = iota
	open       // {
	shut       // }
	word       // \par, \u8217, \* (a word of one sign), \bin with its bytes
	chars      // bytes of text, as they stand or as \'hh
)

// A token is what the text is made of.
type token struct {
	kind kind
	word string
	n    int    // the number after a word
	has  bool   // there is one
	text []byte // of chars
}

// on reports whether a word that switches something switches it on: \v, \v1; not \v0.
func (t token) on() bool { return !t.has || t.n != 0 }

type scanner struct {
	b   []byte
	i   int
	hex [1]byte
}

func (s *scanner) next() token {
	for s.i < len(s.b) {
		switch c := s.b[s.i]; c {
		case '{':
			s.i++
			return token{kind: open}
		case '}':
			s.i++
			return token{kind: shut}
		case '\\':
			s.i++
			return s.control()
		case '\r', '\n', 0:
			s.i++
		default:
			n := bytes.IndexAny(s.b[s.i:], "{}\\\r\n\x00")
			if n < 0 {
				n = len(s.b) - s.i
			}
			s.i += n
			return token{kind: chars, text: s.b[s.i-n : s.i]}
		}
	}
	return token{}
}

// control reads what follows a backslash.
func (s *scanner) control() token {
	if s.i >= len(s.b) {
		return token{}
	}
	from := s.i
	for s.i < len(s.b) && isLetter(s.b[s.i]) {
		s.i++
	}
	if s.i == from {
		s.i++
		switch c := s.b[from]; c {
		case '\'':
			return s.byte()
		case '\\', '{', '}':
			return token{kind: chars, text: s.b[from:s.i]}
		case '\r', '\n':
			return token{kind: word, word: "par"}
		case '\t':
			return token{kind: word, word: "tab"}
		default:
			return token{kind: word, word: string(rune(c))}
		}
	}
	t := token{kind: word, word: string(s.b[from:min(s.i, from+32)])}
	t.n, t.has = s.number()
	if s.i < len(s.b) && s.b[s.i] == ' ' {
		s.i++
	}
	if t.word == "bin" && t.n > 0 {
		s.i += min(t.n, len(s.b)-s.i)
	}
	return t
}

// byte reads the two digits of \'hh.
func (s *scanner) byte() token {
	v, n := 0, 0
	for ; n < 2 && s.i < len(s.b); n++ {
		d := unhex(s.b[s.i])
		if d < 0 {
			break
		}
		v = v<<4 | d
		s.i++
	}
	if n == 0 {
		return token{kind: word, word: "'"}
	}
	s.hex[0] = byte(v)
	return token{kind: chars, text: s.hex[:]}
}

// number reads the number after a word; one that is too large is as large as can be.
func (s *scanner) number() (n int, has bool) {
	sign := 1
	if s.i+1 < len(s.b) && s.b[s.i] == '-' && isDigit(s.b[s.i+1]) {
		sign = -1
		s.i++
	}
	for s.i < len(s.b) && isDigit(s.b[s.i]) {
		n, has = min(n*10+int(s.b[s.i]-'0'), 1<<31-1), true
		s.i++
	}
	return sign * n, has
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

func unhex(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
