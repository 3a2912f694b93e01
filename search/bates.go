package search

import (
	"strings"

	"readingroom/search/analysis"
	"readingroom/search/query"
)

// A batesRange is a run of Bates numbers with the same letters before them.
type batesRange struct {
	prefix      string // in small letters
	first, last string // digits, as long as one another; "" where open
}

// batesOf reads the Bates numbers of a Range; false where they have not the same letters.
func batesOf(r query.Range) (batesRange, bool) {
	prefix, digits := splitBates(r.Value)
	other, last := splitBates(r.To)
	b := batesRange{prefix: prefix}
	switch r.Op {
	case query.Between:
		if r.Value == "" {
			b.prefix = other
		} else if r.To != "" && other != "" && other != prefix { // ICE-000123..140 goes on with the same letters
			return b, false
		}
		b.first, b.last = digits, last
	case query.From, query.Above:
		b.first = digits
	case query.UpTo, query.Below:
		b.last = digits
	default:
		b.first, b.last = digits, digits
	}
	if r.To != "" && b.last == "" || b.first == "" && b.last == "" {
		return b, false
	}
	return b, true
}

// splitBates parts a Bates number into what stands before its last digits, and those.
func splitBates(s string) (prefix, digits string) {
	s = strings.ToLower(s)
	n := len(strings.TrimRight(s, "0123456789"))
	return strings.Map(func(r rune) rune { // ICE-000123, ICE 000123 and ICE_000123 are one
		if r < 0x80 && !analysis.IsWordByte(byte(r)) {
			return -1
		}
		return r
	}, s[:n]), s[n:]
}

// has reports whether a Bates number is of the run.
func (b batesRange) has(number string) bool {
	prefix, digits := splitBates(number)
	return prefix == b.prefix && digits != "" && (b.first == "" || !less(digits, b.first)) && (b.last == "" || !less(b.last, digits))
}

// less compares digits by the number that they are.
func less(x, y string) bool {
	x, y = strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
	if len(x) != len(y) {
		return len(x) < len(y)
	}
	return x < y
}
