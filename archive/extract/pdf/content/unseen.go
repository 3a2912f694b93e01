package content

import (
	"math"
	"slices"

	"readingroom/archive/extract/pdf/mark"
)

// maxUnseen is how many glyphs of a page that nobody sees are kept.
const maxUnseen = 200_000

// keepUnseen keeps a glyph that is painted on the paper but cut off: by a
// clip, as spreadsheets do at the edge of a cell, or by the crop of the page.
// The letters beside it that are seen, up to the ends of their word, are kept
// with it: the end of "29.01.2016" says nothing.
func (in *interpreter) keepUnseen(g mark.Glyph) {
	b := rect(g.Box()).and(in.paper)
	if b[0] > b[2] || b[1] > b[3] || len(in.out.Unseen.Glyphs) >= maxUnseen || g.Text == "" {
		return
	}
	if blank(g) && len(in.out.Unseen.Glyphs) == 0 {
		return
	}
	if !in.inUnseen {
		all := in.out.Glyphs
		from := len(all)
		for next := g; from > 0 && goesOn(all[from-1], next); from-- {
			next = all[from-1]
		}
		in.out.Unseen.Glyphs = append(in.out.Unseen.Glyphs, all[from:]...)
	}
	in.out.Unseen.Glyphs = append(in.out.Unseen.Glyphs, g)
	in.inUnseen = true
}

// boxUnseen keeps a filled box that reaches beyond the clip: it may lie over
// what is cut off.
func (in *interpreter) boxUnseen(r mark.Ruling, whole rect) {
	if whole = whole.and(in.paper); whole != rect(r.Box) && whole[0] < whole[2] && whole[1] < whole[3] && len(in.out.Unseen.Rulings) < maxRulings {
		r.Box = whole.box()
		in.out.Unseen.Rulings = append(in.out.Unseen.Rulings, r)
	}
}

// pastUnseen takes a glyph that is seen after one that is not.
func (in *interpreter) pastUnseen(g mark.Glyph) {
	n := len(in.out.Unseen.Glyphs)
	if in.inUnseen = n > 0 && n < maxUnseen && goesOn(in.out.Unseen.Glyphs[n-1], g); in.inUnseen {
		in.out.Unseen.Glyphs = append(in.out.Unseen.Glyphs, g)
	}
}

// goesOn reports whether a glyph stands right behind another, in one word.
func goesOn(last, g mark.Glyph) bool {
	const gap = .1 // of the size
	if blank(last) || blank(g) || last.Angle != g.Angle || last.Hidden != g.Hidden {
		return false
	}
	sin, cos := math.Sincos(last.Angle * math.Pi / 180)
	x, y := g.X-last.X-cos*last.Width, g.Y-last.Y-sin*last.Width
	return math.Hypot(x, y) <= gap*max(last.Size, g.Size)
}

func blank(g mark.Glyph) bool { return slices.Contains([]string{" ", "\u00a0"}, g.Text) }
