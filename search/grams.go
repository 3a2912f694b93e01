package search

import (
	"iter"
	"math/bits"
)

// Grams tell of each stretch of a vocabulary, which is so many words, what three
// letters its words have, with the line ends before and after them, so that only that
// is looked through where letters may stand. They are kept by class of the three: a
// bit for each stretch (bit-sliced signatures).
type grams [gramClasses][]uint64

const (
	gramClasses = 256
	gramStretch = 8
)

func gramClass(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * 2654435761 >> 24
}

func gramsOf(v *vocabulary) *grams {
	g := new(grams)
	n := (v.len()/gramStretch + 64) / 64
	all := make([]uint64, n*gramClasses)
	for i := range g {
		g[i], all = all[:n:n], all[n:]
	}
	for i := range v.len() {
		at := i / gramStretch
		text := v.text(i, i+1)
		for k := 0; k+2 < len(text); k++ {
			g[gramClass(text[k], text[k+1], text[k+2])][at/64] |= 1 << (at % 64)
		}
	}
	return g
}

// stretches are the parts of the words, from one up to another, that may have the
// letters in them.
func (g *grams) stretches(letters string, first, end int) iter.Seq2[int, int] {
	return func(yield func(first, end int) bool) {
		if g == nil || len(letters) < 3 {
			yield(first, end)
			return
		}
		const at64 = 64 * gramStretch
		for w := first / at64; w*at64 < end; w++ {
			may := ^uint64(0)
			for k := 0; k+2 < len(letters) && may != 0; k++ {
				may &= g[gramClass(letters[k], letters[k+1], letters[k+2])][w]
			}
			for ; may != 0; may &= may - 1 {
				from := w*at64 + bits.TrailingZeros64(may)*gramStretch
				if a, b := max(first, from), min(end, from+gramStretch); a < b && !yield(a, b) {
					return
				}
			}
		}
	}
}
