package layout

import (
	"math"
	"unicode"
	"unicode/utf8"
)

// strip returns the end of the glyphs from i on that were set in one go, side
// by side on one base line, and how wide a gap between them parts words: more
// where the letters stand apart, as in "A N N U A L  R E P O R T", and less
// where they are squeezed.
func (d *direction) strip(i int) (end int, gap float64) {
	const steps, most = 100, .6 // of an em each; letters are not set further apart
	var count [int(most*steps) + 20]int
	n, last := 0, -1
	for end = i; end < len(d.glyphs); end++ {
		g := &d.glyphs[end]
		if g.combines {
			continue
		}
		if first := &d.glyphs[i]; math.Abs(g.base-first.base) > baseShift*first.Size || math.Abs(g.Size-first.Size) > .05*first.Size {
			break
		}
		if g.space {
			last = -1
			continue
		}
		if last >= 0 {
			l := &d.glyphs[last]
			if gap := (g.x0 - l.x1) / g.Size; gap < most && gap > -backGap && letter(l.Text) && letter(g.Text) {
				count[int((gap+backGap)*steps)]++
				n++
			}
		}
		last = end
	}
	if n < 4 {
		return max(end, i+1), wordGap
	}
	half, k := 0, 0
	for k = range count {
		if half += count[k]; 2*half > n {
			break
		}
	}
	usual := float64(k)/steps - backGap + .5/steps
	if math.Abs(usual) < .03 {
		return end, wordGap
	}
	return end, max(wordGap+usual, wordGap/2)
}

func letter(s string) bool {
	if len(s) == 1 {
		return s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z'
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}
