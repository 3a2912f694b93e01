package ocr

import (
	"slices"
	"strings"
	"unicode"

	"readingroom/archive/extract/pdf/mark"
)

// alike are letters that are taken for each other and differ in how high or
// how wide they are. Figures are never among them: which figure it is, only the
// reading says.
var alike = []string{"lt", "IT", "Il!|", "ft"}

// Measures of how letters are settled.
const (
	settled = 95 // words that were read more surely are left as they are
	fewest  = 4  // examples that there must be of a letter
)

// An extent is how wide and high letters are, in dots, and by how much one
// differs from the next.
type extent struct {
	w, h   int
	spread int
	n      int
}

// settle goes over the letters of words that were not read quite surely: where
// one is as wide and high as others of the page that are read as another letter,
// and not as those that are read as itself, it is that other ("Guatemata" beside
// a hundred words with l and t in them).
func settle(words []word, parts [][]blob) {
	size := sizes(words)
	type key struct {
		size float64
		r    rune
	}
	examples := map[key][]blob{}
	known := vocabulary(words)
	for i, w := range words {
		runes := []rune(w.text)
		if len(runes) != len(parts[i]) || w.confidence < 80 {
			continue
		}
		for k, r := range runes {
			examples[key{size[i], r}] = append(examples[key{size[i], r}], parts[i][k])
		}
	}
	measured := map[key]extent{}
	of := func(size float64, r rune) extent {
		k := key{size, r}
		e, ok := measured[k]
		if !ok {
			e = extentOf(examples[k])
			measured[k] = e
		}
		return e
	}
	for i := range words {
		w := &words[i]
		runes := []rune(w.text)
		if w.confidence >= settled || w.confidence < mark.Sure || figures(w.text) > 0 || len(runes) != len(parts[i]) {
			continue
		}
		for k, r := range runes {
			own := of(size[i], r)
			b := parts[i][k]
			if own.n >= fewest && own.fits(b, 1) {
				continue
			}
			for _, o := range others(r) {
				other := of(size[i], o)
				if other.n < fewest || !other.fits(b, 0) || !other.differs(own) {
					continue
				}
				changed := slices.Clone(runes)
				changed[k] = o
				was, will := known[inner(w.text)], known[inner(string(changed))]
				if will > was || own.n >= fewest {
					runes = changed
					w.text = string(runes)
					break
				}
			}
		}
	}
}

func extentOf(list []blob) extent {
	if len(list) == 0 {
		return extent{}
	}
	wide, high := make([]int, len(list)), make([]int, len(list))
	for i, b := range list {
		wide[i], high[i] = b.x1-b.x0, b.y1-b.y0
	}
	e := extent{w: median(wide), h: median(high), n: len(list)}
	off := make([]int, len(list))
	for i, b := range list {
		off[i] = max(abs(b.x1-b.x0-e.w), abs(b.y1-b.y0-e.h))
	}
	e.spread = max(1, median(off))
	return e
}

// fits reports whether a letter is about as wide and high as the others are.
func (e extent) fits(b blob, slack int) bool {
	return abs(b.x1-b.x0-e.w) <= e.spread+slack && abs(b.y1-b.y0-e.h) <= e.spread+slack
}

// differs reports whether the two letters can be told apart by their size.
func (e extent) differs(o extent) bool {
	return o.n < fewest || abs(e.w-o.w) > e.spread+o.spread || abs(e.h-o.h) > e.spread+o.spread
}

// others are the letters that one may be taken for.
func others(r rune) (out []rune) {
	for _, group := range alike {
		if strings.ContainsRune(group, r) {
			for _, o := range group {
				if o != r {
					out = append(out, o)
				}
			}
		}
	}
	return out
}

// inner is a word without the signs around it.
func inner(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
