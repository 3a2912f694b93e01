// Package align finds where the words of a page's text stand on the page: the
// text and the words are read side by side.
//
//	align.Words(words, page.Text).Boxes(120, 164)
package align

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"readingroom/archive"
)

// A Span is a run of a text in Unicode code points: From is its first, To the
// first after it.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// A Page is the words of a page, each with where it stands in the page's text.
type Page struct {
	Words []archive.Word
	Spans []Span // of each word in the text; empty where it is not there
	order []int  // the words that are there, in the order of the text
}

// reach is how far on in the text a word is looked for, in code points, where
// the text goes on with something else: what is held back, or set otherwise.
const reach = 2000

// missed is for how many words of a page that is done.
const missed = 500

// Words finds the words of a page in its text. Both are in the order of
// reading; in the text a word that was parted at a line's end is put together.
func Words(words []archive.Word, text string) Page {
	p := Page{Words: words, Spans: make([]Span, len(words))}
	runes := []rune(text)
	at, misses := 0, 0
	for i, w := range words {
		if w.Text == "" {
			continue
		}
		for at < len(runes) && unicode.IsSpace(runes[at]) {
			at++
		}
		from, n := at, match(runes[at:], w.Text)
		if n == 0 {
			if misses++; misses > missed {
				break
			}
			next := ""
			if i+1 < len(words) {
				next = words[i+1].Text
			}
			skip := ahead(runes[at:min(len(runes), at+reach)], w.Text, next)
			if skip < 0 {
				continue
			}
			from, n = at+skip, utf8.RuneCountInString(w.Text)
		}
		p.Spans[i] = Span{from, from + n}
		p.order = append(p.order, i)
		at = from + n
	}
	return p
}

// match returns how many code points of a text's beginning a word is: all of
// them, or all but the hyphen at its end.
func match(text []rune, word string) int {
	n := 0
	for at, r := range word {
		if n < len(text) && text[n] == r {
			n++
			continue
		}
		if at+utf8.RuneLen(r) == len(word) && strings.ContainsRune("-\u00ad\u2010", r) {
			return n
		}
		return 0
	}
	return n
}

// ahead returns where a word stands that the next one follows, or -1.
func ahead(text []rune, word, next string) int {
	want := []rune(word)
	for i := 0; i+len(want) <= len(text); i++ {
		if !slices.Equal(text[i:i+len(want)], want) {
			continue
		}
		rest := text[i+len(want):]
		for len(rest) > 0 && unicode.IsSpace(rest[0]) {
			rest = rest[1:]
		}
		if match(rest, next) > 0 {
			return i
		}
	}
	return -1
}

// Boxes returns where a passage of the text stands on the page: a box a line.
func (p Page) Boxes(from, to int) []archive.Box {
	s := Span{from, to}
	var out []archive.Box
	first := sort.Search(len(p.order), func(i int) bool { return p.Spans[p.order[i]].To > s.From })
	for _, i := range p.order[first:] {
		w := p.Spans[i]
		if w.From >= s.To {
			break
		}
		b := part(p.Words[i].Box, w, s)
		if n := len(out); n > 0 && Besides(out[n-1], b) {
			out[n-1] = out[n-1].Union(b)
			continue
		}
		out = append(out, b)
	}
	return out
}

// part is the share of a word's box that a passage has of the word.
func part(b archive.Box, word, s Span) archive.Box {
	if n := float64(word.To - word.From); b[2]-b[0] >= b[3]-b[1] { // it runs across
		width := b[2] - b[0]
		from, to := max(0, s.From-word.From), min(word.To, s.To)-word.From
		b[0], b[2] = b[0]+width*float64(from)/n, b[0]+width*float64(to)/n
	}
	return b
}

// Besides reports whether b goes on in the line of a, to its right.
func Besides(a, b archive.Box) bool {
	height := min(a[3]-a[1], b[3]-b[1])
	return min(a[3], b[3])-max(a[1], b[1]) > height/2 && b[0] >= a[0] && b[0]-a[2] < 3*max(height, 1)
}

// unsureBelow is the confidence below which a word that was read from a picture
// is marked, of 100.
const unsureBelow = 60

// Unsure returns the passages of the text that were read with little confidence.
func (p Page) Unsure() []Span {
	var out []Span
	for _, i := range p.order {
		if c := p.Words[i].Confidence; c > 0 && c < unsureBelow {
			out = append(out, p.Spans[i])
		}
	}
	return out
}

// Sure returns how sure the reader of a picture was, of 100, on the whole; 0
// where the file states the characters.
func Sure(words []archive.Word) int {
	sum, letters := 0, 0
	for _, w := range words {
		if w.Confidence > 0 {
			n := utf8.RuneCountInString(w.Text)
			sum, letters = sum+w.Confidence*n, letters+n
		}
	}
	if letters == 0 {
		return 0
	}
	return sum / letters
}
