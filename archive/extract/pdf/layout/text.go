package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns the page as text: a line each, a blank line between blocks, and
// words that were parted at the end of a line put together again.
func (p Page) Text() string {
	var b strings.Builder
	for _, block := range p.Blocks {
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		block.write(&b)
	}
	return b.String()
}

func (block Block) write(b *strings.Builder) {
	carried := "" // the rest of a parted word, which goes on the line where it began
	for i, l := range block.Lines {
		words := l.texts()
		if carried != "" {
			words = words[1:]
		}
		carried = ""
		if i+1 < len(block.Lines) && len(words) > 0 {
			next := block.Lines[i+1].texts()
			if stem, ok := parted(words[len(words)-1], next[0]); ok && l.turns(block.Lines[i+1]) {
				carried = next[0]
				words[len(words)-1] = stem + carried
			}
		}
		if len(words) == 0 {
			continue
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.Join(words, " "))
	}
}

// turns reports whether the text of a line goes on at the beginning of the
// next: not in a table, where its last words stand over others.
func (l Line) turns(next Line) bool {
	if len(l.Words) == 0 || len(next.Words) == 0 {
		return false
	}
	i := len(l.Words) - 1
	for ; i > 0; i-- {
		if left, right := l.Words[i-1], l.Words[i]; right.from-left.to > 1.5*right.Size {
			break
		}
	}
	to := next.Words[0].from
	return to < l.Words[len(l.Words)-1].to && to > l.Words[i].from-4*next.size
}

func (l Line) texts() []string {
	out := make([]string, len(l.Words))
	for i, w := range l.Words {
		out[i] = w.Text
	}
	return out
}

// parted reports whether a word that ends a line goes on with the word that
// begins the next: "infor-" with "mation"; and what it is without its hyphen.
func parted(word, next string) (stem string, ok bool) {
	last, n := utf8.DecodeLastRuneInString(word)
	if last != '-' && last != '\u00ad' && last != '\u2010' {
		return "", false
	}
	stem = word[:len(word)-n]
	before, _ := utf8.DecodeLastRuneInString(stem)
	first, _ := utf8.DecodeRuneInString(next)
	if !unicode.IsLetter(before) || !unicode.IsLower(first) {
		return "", false
	}
	return stem, true
}

// With returns the line with some of its words only.
func (l Line) With(words []Word) Line {
	l.Words = words
	return l
}
