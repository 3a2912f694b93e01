package ocr

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readingroom/archive/extract/pdf/mark"
)

// tidy puts right what the picture can tell better than the language model:
// bullets, which it takes for letters and signs, dirt, which it takes for
// punctuation, how long a dash is, and signs where there is no ink.
func (s *sheet) tidy(words []word, parts [][]blob) []word {
	size := sizes(words)
	var out []word
	for i, w := range words {
		first := i == 0 || words[i-1].line != w.line
		switch {
		case first && isBullet(w, parts[i], words[i+1:]):
			w.text = "•"
		case letters(w.text) == 0 && w.confidence < mark.Sure:
			continue
		case isDash(w.text) && len(parts[i]) == 1:
			w.text = dash(float64(parts[i][0].x1-parts[i][0].x0) / size[i])
		}
		if w.text == "•" && len(parts[i]) > 0 {
			b := largest(parts[i])
			w.x0, w.y0, w.x1, w.y1 = b.x0, b.y0, b.x1, b.y1
		}
		w, p := undirty(w, parts[i], size[i])
		a, b, two := unstop(w, p, size[i])
		if a.text = apostrophes(a.text); two {
			b.text = apostrophes(b.text)
			out = append(out, a, b)
		} else {
			out = append(out, a)
		}
	}
	return s.bullets(out)
}

// bullets adds those that Tesseract left out: round dots before a line that
// stand below each other with bullets that it read.
func (s *sheet) bullets(words []word) []word {
	var read []word
	for _, w := range words {
		if w.text == "•" {
			read = append(read, w)
		}
	}
	if len(read) == 0 {
		return words
	}
	var dots []blob
	for _, b := range s.blobs(dark) {
		if slices.ContainsFunc(read, func(w word) bool {
			return abs(b.x0-w.x0) <= 3 && abs(b.x1-w.x1) <= 3 && abs(b.y1-b.y0-w.y1+w.y0) <= 3
		}) && !slices.ContainsFunc(read, func(w word) bool { return b.y0 < w.y1 && w.y0 < b.y1 && b.x0 < w.x1 && w.x0 < b.x1 }) {
			dots = append(dots, b)
		}
	}
	if len(dots) > 1000 {
		return words
	}
	var out []word
	for i, w := range words {
		if i == 0 || words[i-1].line != w.line {
			for _, b := range dots {
				dot := word{"•", b.x0, b.y0, b.x1, b.y1, mark.Sure, w.line}
				if w.text != "•" && b.y0 > w.y0 && b.y1 < w.y1 && b.x1 <= w.x0 && w.x0-b.x1 < w.y1-w.y0 && isBullet(dot, []blob{b}, words[i:]) {
					out = append(out, dot)
					break
				}
			}
		}
		out = append(out, w)
	}
	return out
}

// isBullet reports whether the first word of a line is a round dot in the
// middle of the line's height, with a word behind it.
func isBullet(w word, parts []blob, rest []word) bool {
	if utf8.RuneCountInString(w.text) > 2 || len(rest) == 0 || rest[0].line != w.line || len(parts) == 0 {
		return false
	}
	b := largest(parts) // beside it there may be dust
	next := rest[0]
	high := next.y1 - next.y0
	wide, tall := b.x1-b.x0, b.y1-b.y0
	return 4*wide >= 3*tall && 4*tall >= 3*wide && 10*b.area >= 6*wide*tall &&
		5*tall >= high && 5*tall <= 3*high && // less than a letter
		8*(b.y1-next.y0) <= 7*high // above the base line
}

func largest(parts []blob) (b blob) {
	for _, p := range parts {
		if p.area > b.area {
			b = p
		}
	}
	return b
}

func isDash(text string) bool { return text == "-" || text == "–" || text == "—" }

// dash is the one that is so many times as long as letters are large.
func dash(long float64) string {
	switch {
	case long < .36:
		return "-"
	case long < .75:
		return "–"
	}
	return "—"
}

// quotes are signs that dirt at the edge of a word is taken for.
const quotes = "'‘’`\"“”_"

// undirty takes a sign off a word where there is no ink for it, or no more than
// a speck.
func undirty(w word, parts []blob, size float64) (word, []blob) {
	runes := []rune(w.text)
	if len(runes) < 2 || len(parts) == 0 {
		return w, parts
	}
	none := len(parts) == len(runes)-1
	speck := func(b blob) bool { return len(parts) == len(runes) && float64(b.side()) < .16*size }
	head, tail := runes[0], runes[len(runes)-1]
	switch {
	case strings.ContainsRune(quotes, head) && unicode.IsLetter(runes[1]) && speck(parts[0]):
		return without(w, runes[1:], parts[1:])
	case strings.ContainsRune(quotes, tail) && unicode.IsLetter(runes[len(runes)-2]) && speck(parts[len(parts)-1]):
		return without(w, runes[:len(runes)-1], parts[:len(parts)-1])
	case none && strings.ContainsRune(quotes, tail) && !strings.ContainsFunc(string(runes[:len(runes)-1]), isSign):
		return without(w, runes[:len(runes)-1], parts)
	case none && strings.ContainsRune(quotes, head) && !strings.ContainsFunc(string(runes[1:]), isSign) && float64(parts[0].y1-parts[0].y0) > .4*size:
		return without(w, runes[1:], parts)
	}
	return w, parts
}

func isSign(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func without(w word, runes []rune, parts []blob) (word, []blob) {
	w.text = string(runes)
	all := []word{w}
	tighten(all, [][]blob{parts})
	return all[0], parts
}

// unstop parts two words between which Tesseract read a full stop that is not
// there, but white ("was.convicted").
func unstop(w word, parts []blob, size float64) (a, b word, two bool) {
	runes := []rune(w.text)
	at := strings.IndexByte(w.text, '.')
	if at <= 0 || strings.Count(w.text, ".") > 1 || len(parts) != len(runes)-1 {
		return w, w, false
	}
	at = utf8.RuneCountInString(w.text[:at])
	if at == len(runes)-1 || !unicode.IsLetter(runes[at-1]) || !unicode.IsLetter(runes[at+1]) ||
		float64(parts[at].x0-parts[at-1].x1) < .2*size {
		return w, w, false
	}
	a, _ = without(w, runes[:at], parts[:at])
	b, _ = without(w, runes[at+1:], parts[at:])
	return a, b, true
}

// apostrophes writes those behind letters in one way. A picture has too few dots
// to tell a straight one from a curly one, and Tesseract writes either; the
// Unicode Standard (6.2, Apostrophes) prefers U+2019.
func apostrophes(text string) string {
	if !strings.Contains(text, "'") {
		return text
	}
	runes := []rune(text)
	for i, r := range runes {
		if r == '\'' && i > 0 && unicode.IsLetter(runes[i-1]) {
			runes[i] = '’'
		}
	}
	return string(runes)
}
