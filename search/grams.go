package search

import "iter"

// Grams tell of each stretch of a text which three bytes begin in it, so that of
// a large text only that is looked through where letters may stand. They are kept by
// class of the three: a bit for each stretch (bit-sliced signatures).
type grams [gramClasses][]uint64

const (
	gramClasses = 2048
	gramStretch = 1024
)

func gramClass(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * 2654435761 >> 21
}

func gramsOf(text []byte) *grams {
	g := new(grams)
	n := (len(text)/gramStretch + 64) / 64
	all := make([]uint64, n*gramClasses)
	for i := range g {
		g[i], all = all[:n:n], all[n:]
	}
	for i := 0; i+2 < len(text); i++ {
		at := i / gramStretch
		g[gramClass(text[i], text[i+1], text[i+2])][at/64] |= 1 << (at % 64)
	}
	return g
}

// stretches are the parts of the text, from one place up to another, in which
// the letters may begin.
func (g *grams) stretches(letters string, from, to int) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		if g == nil || len(letters) < 3 {
			yield(from, to)
			return
		}
		n := len(g[0])
		for w := from / gramStretch / 64; w < n && w*64*gramStretch < to; w++ {
			bits := ^uint64(0)
			for k := 0; k+2 < min(len(letters), gramStretch) && bits != 0; k++ {
				of := g[gramClass(letters[k], letters[k+1], letters[k+2])]
				here := of[w] | of[w]>>1 // the letters may reach into the next stretch
				if w+1 < n {
					here |= of[w+1] << 63
				}
				bits &= here
			}
			for at := 0; bits != 0; at++ {
				if bits&1 != 0 {
					start := (w*64 + at) * gramStretch
					if a, b := max(from, start), min(to, start+gramStretch); a < b && !yield(a, b) {
						return
					}
				}
				bits >>= 1
			}
		}
	}
}
