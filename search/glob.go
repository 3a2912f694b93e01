package search

import (
	"strings"
	"unicode/utf8"

	"readingroom/search/analysis"
)

// A glob is a pattern for whole words: * stands for any letters, ? for one.
// It is folded as words are.
type glob string

// globOf folds what a reader typed with the signs * and ? in it. A pattern with
// signs between its words is that of a compound, which is indexed after ^.
func globOf(typed string) glob {
	var b strings.Builder
	compound := false
	for len(typed) > 0 {
		n := strings.IndexAny(typed, "*?")
		if n < 0 {
			n = len(typed)
		}
		piece := analysis.Join(typed[:n])
		compound = compound || strings.ContainsAny(piece, "-/_\\@.")
		b.WriteString(piece)
		if n < len(typed) {
			b.WriteByte(typed[n])
			n++
		}
		typed = typed[n:]
	}
	if compound {
		return glob("^" + b.String())
	}
	return glob(b.String())
}

func (g glob) compound() bool { return strings.HasPrefix(string(g), "^") }

// literal is what every word that matches begins with, and the longest run of
// letters that all have, with a line end before or after it where the word
// begins or ends there.
func (g glob) literal() (begin, longest string) {
	runs := strings.FieldsFunc("\n"+string(g)+"\n", func(r rune) bool { return r == '*' || r == '?' })
	if n := strings.IndexAny(string(g), "*?"); n >= 0 {
		begin = string(g[:n])
	} else {
		begin = string(g)
	}
	for _, r := range runs {
		if len(r) > len(longest) {
			longest = r
		}
	}
	return begin, longest
}

// matches reports whether a word matches the pattern as a whole.
func (g glob) matches(word []byte) bool {
	p, w := 0, 0
	star, after := -1, 0 // the last star, and where the word stood at it
	for w < len(word) {
		if p < len(g) {
			switch c := g[p]; {
			case c == '*':
				star, after = p, w
				p++
				continue
			case c == '?':
				_, n := utf8.DecodeRune(word[w:])
				p, w = p+1, w+n
				continue
			case c == word[w]:
				p, w = p+1, w+1
				continue
			}
		}
		if star < 0 {
			return false
		}
		_, n := utf8.DecodeRune(word[after:])
		after += n
		p, w = star+1, after
	}
	for p < len(g) && g[p] == '*' {
		p++
	}
	return p == len(g)
}
