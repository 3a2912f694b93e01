package ocr

import (
	"slices"
	"strings"
	"unicode"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/mark"
)

// letters counts the letters and digits of a word.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// marks returns the page that was read, in points.
func (p *reading) marks() *mark.Page {
	s := p.sheet
	pt := func(dots float64) float64 { return s.points(dots) }
	page := &mark.Page{Width: pt(float64(s.w)), Height: pt(float64(s.h)), Skew: p.skew}
	page.Pictures = []mark.Picture{{Box: archive.Box{0, 0, page.Width, page.Height}}}
	order := 1
	for _, b := range p.patches {
		page.Rulings = append(page.Rulings, mark.Ruling{
			Box:    archive.Box{pt(float64(b.x0)), pt(float64(b.y0)), pt(float64(b.x1)), pt(float64(b.y1))},
			Filled: true, Gray: float64(b.level) / 255, Order: order,
		})
		order++
	}
	for _, l := range p.lines {
		b := archive.Box{pt(l.a), pt(l.at), pt(l.b), pt(l.at)}
		if l.upright {
			b = archive.Box{pt(l.at), pt(l.a), pt(l.at), pt(l.b)}
		}
		page.Rulings = append(page.Rulings, mark.Ruling{Box: b, Stroked: true, Thickness: pt(l.thick), Order: order})
		order++
	}
	sure := 0
	for rest := p.words; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].line == rest[0].line {
			n++
		}
		base, size := measure(rest[:n])
		for i, w := range rest[:n] {
			g := mark.Glyph{
				Text: w.text, X: pt(float64(w.x0)), Y: pt(base(w)), Width: pt(float64(w.x1 - w.x0)),
				Size: pt(size), Up: pt(size) * capHeight * 1.06, Down: pt(size) * descent, Order: order, Confidence: w.confidence,
			}
			space := g // words are words, however close they stand
			space.Text, space.X, space.Width = " ", g.X+g.Width, pt(size)/4
			if i+1 < n {
				space.Width = max(0, pt(float64(rest[i+1].x0-w.x1)))
			}
			page.Glyphs = append(page.Glyphs, g, space)
			order++
			if w.confidence >= mark.Sure {
				sure++
			}
		}
		rest = rest[n:]
	}
	if len(p.words) > 0 {
		page.Confidence = float64(sure) / float64(len(p.words))
	}
	return page
}

// Heights of letters, as shares of a font's size.
const (
	capHeight = .71
	xHeight   = .51
	descent   = .22
)

// measure returns the base line of a line of words, and the size of its font
// in dots: letters without a tail stand on it, and each kind is so high.
func measure(words []word) (base func(word) float64, size float64) {
	var sizes, feet []float64
	for _, w := range words {
		tall, tail, small := shapes(w.text)
		high := float64(w.y1 - w.y0)
		switch {
		case tall && tail:
			sizes = append(sizes, high/(capHeight+descent))
		case tall:
			sizes = append(sizes, high/capHeight)
		case small && tail:
			sizes = append(sizes, high/(xHeight+descent))
		case small:
			sizes = append(sizes, high/xHeight)
		}
	}
	size = middle(sizes)
	if size == 0 {
		for _, w := range words {
			size = max(size, float64(w.y1-w.y0))
		}
	}
	foot := func(w word) float64 {
		if _, tail, _ := shapes(w.text); tail {
			return float64(w.y1) - size*descent
		}
		return float64(w.y1)
	}
	for _, w := range words {
		if tall, _, small := shapes(w.text); tall || small {
			feet = append(feet, foot(w))
		}
	}
	at := middle(feet)
	if at == 0 {
		at = float64(words[0].y1)
	}
	return func(w word) float64 {
		// A word's own, where it is near that of its line: lines may still bend.
		if f := foot(w); letters(w.text) > 0 && f-at < .12*size && at-f < .12*size {
			return f
		}
		return at
	}, size
}

// shapes reports whether a word has letters that are tall, that go below the
// base line, and that are neither.
func shapes(text string) (tall, tail, small bool) {
	for _, r := range text {
		switch {
		case strings.ContainsRune("gpqyçj(),;[]{}|/Q@_", r):
			tail = true
			tall = tall || strings.ContainsRune("()[]{}|/jQ@", r)
			small = true
		case unicode.IsUpper(r), unicode.IsDigit(r), strings.ContainsRune("bdfhkltißäöüáéíóúàèìòùâêîôûñ!?&$%#", r):
			tall = true
		case unicode.IsLetter(r):
			small = true
		}
	}
	return tall, tail, small
}

func middle(list []float64) float64 {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	return sorted[len(sorted)/2]
}
