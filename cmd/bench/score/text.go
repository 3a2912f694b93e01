// Package score compares what was read of a document with what should have
// been: words with words, tables with tables.
//
//	Words("The FOIA re-\nquest")                     -> the, foia, request
//	Adjacent([]Cell{{Text: "Ohio"}, {Col: 1, …}})    -> (ohio, 12, right)
//
// The measures are those of the field: multisets of words, and the pairs of
// neighbouring cells of the ICDAR 2013 table competition.
package score

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var lineHyphen = regexp.MustCompile(`(\pL)[-\x{ad}\x{2010}]\r?\n\f?\s*(\p{Ll})`)

// Words returns the words of a text: NFKC, lower case, hyphens at line ends
// joined, ideographs one by one, and none without a letter or a digit.
func Words(s string) []string {
	s = strings.Map(func(r rune) rune {
		if r >= 0x200c && r <= 0x200f || r >= 0x202a && r <= 0x202e { // directions, which pdftotext writes
			return -1
		}
		return r
	}, s)
	s = lineHyphen.ReplaceAllString(strings.ToLower(norm.NFKC.String(s)), "$1$2")
	var out []string
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == 0xad || r == 0x200b }) {
		start := 0
		flush := func(end int) {
			if w := f[start:end]; strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				out = append(out, w)
			}
		}
		for i, r := range f {
			if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
				flush(i)
				out = append(out, string(r))
				start = i + len(string(r))
			}
		}
		flush(len(f))
	}
	return out
}

// Chars returns the letters and digits of a text, one by one, NFKC.
func Chars(s string) []string {
	var out []string
	for _, r := range norm.NFKC.String(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, string(r))
		}
	}
	return out
}

// Common returns how many elements two lists have in common, each as often as in both.
func Common[T comparable](a, b []T) (n int) {
	count := map[T]int{}
	for _, w := range a {
		count[w]++
	}
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			n++
		}
	}
	return n
}

// Share is n of so many; all of nothing is 1.
func Share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// orderWords is how many words Order looks at: it takes the square of them.
const orderWords = 3000

// Order returns how much of the common words stands in the same order: their
// longest common subsequence, over the first 3,000.
func Order(a, b []string) float64 {
	keep := func(list, other []string) []string {
		count := map[string]int{}
		for _, w := range other {
			count[w]++
		}
		var out []string
		for _, w := range list {
			if count[w] > 0 && len(out) < orderWords {
				count[w]--
				out = append(out, w)
			}
		}
		return out
	}
	a, b = keep(a, b), keep(b, a)
	ids := map[string]int{}
	id := func(list []string) []int {
		out := make([]int, len(list))
		for i, w := range list {
			if _, ok := ids[w]; !ok {
				ids[w] = len(ids)
			}
			out[i] = ids[w]
		}
		return out
	}
	x, y := id(a), id(b)
	row := make([]int, len(y)+1)
	for _, v := range x {
		corner := 0
		for j, w := range y {
			above := row[j+1]
			if v == w {
				row[j+1] = corner + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			corner = above
		}
	}
	return Share(row[len(y)], min(len(x), len(y)))
}
