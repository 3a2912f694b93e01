package syntax

import "bytes"

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
	end := bytes.IndexByte(l.b[l.i:min(len(l.b), l.i+256)], '>')
	out := make([]byte, 0, max(0, end+1)/2)
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
