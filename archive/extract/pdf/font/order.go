package font

import (
	"math"
	"strings"
)

const (
	macFirst     = 3  // the glyph of the space, in the Macintosh order
	macPrintable = 97 // the glyph of the tilde
)

// macOrder returns the text of glyphs by the order that the fonts of Macintosh
// and Windows have them in, space being 3 and A 36. Their subsets often come
// without any other hint. It is nil unless the widths of the glyphs go with
// those of the characters in Helvetica or Times.
func macOrder(name string, widths map[int]float64) map[int]string {
	names := macGlyphs()
	fits := func(table map[rune]float64) bool {
		var x, y []float64
		for glyph := macFirst + 1; glyph <= macPrintable; glyph++ {
			if w := widths[glyph]; w > 0 {
				for _, r := range glyphText(names[glyph], "") {
					x, y = append(x, w), append(y, table[r])
				}
			}
		}
		r := correlation(x, y)
		return len(x) >= 6 && r >= .9 || len(x) >= 15 && r >= .75
	}
	found := false
	for _, table := range standardTables() {
		found = found || fits(table)
	}
	if !found {
		return nil
	}
	out := map[int]string{}
	for glyph := macFirst; glyph < len(names); glyph++ {
		if t := glyphText(names[glyph], name); strings.TrimSpace(t) != "" || glyph == macFirst {
			out[glyph] = t
		}
	}
	return out
}

// correlation returns Pearson's coefficient, 0 where it has none.
func correlation(x, y []float64) float64 {
	n := float64(len(x))
	var sx, sy, sxx, syy, sxy float64
	for i := range x {
		sx, sy = sx+x[i], sy+y[i]
		sxx, syy, sxy = sxx+x[i]*x[i], syy+y[i]*y[i], sxy+x[i]*y[i]
	}
	spread := (n*sxx - sx*sx) * (n*syy - sy*sy)
	if spread <= 1e-12 {
		return 0
	}
	return (n*sxy - sx*sy) / math.Sqrt(spread)
}
