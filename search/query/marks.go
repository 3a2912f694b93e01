package query

import (
	"math"
	"strconv"
	"strings"
)

// marks are the signs that may follow a term: ~ or ~2, and ^3.
type marks struct {
	near  bool
	by    int // after ~; -1 where no number is
	boost float64
	typed string // what stands after ^, where that is not boost
}

// trailing reads the marks at the start of s, which must end the term; n is
// their length, 0 where there are none.
func trailing(s string) (m marks, n int) {
	for {
		k, more := m.one(s[n:])
		if more == 0 {
			break
		}
		m, n = k, n+more
	}
	if !ends(s[n:]) {
		return marks{}, 0
	}
	return m, n
}

// one reads one mark; of two of a kind the last holds.
func (m marks) one(s string) (marks, int) {
	if s == "" || s[0] != '~' && s[0] != '^' {
		return m, 0
	}
	n := 1
	for n < len(s) && ('0' <= s[n] && s[n] <= '9' || s[n] == '.' && s[0] == '^') {
		n++
	}
	if s[0] == '^' {
		by, err := strconv.ParseFloat(s[1:n], 64)
		if err != nil && !math.IsInf(by, 1) {
			return m, 0
		}
		if m.boost, m.typed = math.Round(min(max(by, MinBoost), MaxBoost)*100)/100, ""; by < MinBoost || by > MaxBoost {
			m.typed = s[1:n]
		}
		return m, n
	}
	m.near, m.by = true, -1
	if by, err := strconv.Atoi(s[1:n]); err == nil {
		m.by = by
	} else if n > 1 {
		m.by = math.MaxInt
	}
	return m, n
}

// unmark takes the marks off the end of a word.
func unmark(s string) (string, marks) {
	for i := len(strings.TrimRight(s, "0123456789.~^")); i < len(s); i++ {
		if (s[i] == '~' || s[i] == '^') && says(s[:i]) {
			if m, n := trailing(s[i:]); n > 0 && i+n == len(s) {
				return s[:i], m
			}
		}
	}
	return s, marks{}
}

// weighed says of a weight that it was read as another.
func (p *parser) weighed(m marks) {
	if m.typed != "" {
		p.say("^%s was read as ^%s.", clip(m.typed), strconv.FormatFloat(m.boost, 'f', -1, 64))
	}
}

// boosted gives a node its weight.
func (m marks) boosted(n Node) Node {
	switch x := n.(type) {
	case nil:
		return nil
	case Not:
		return n
	case Boost:
		n = x.Node
		if m.boost == 0 {
			return x
		}
	}
	if m.boost == 0 || m.boost == 1 {
		return n
	}
	return Boost{n, m.boost}
}

// words are those of a regular expression that cannot be run.
func words(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !says(string(r)) }), " ")
}
