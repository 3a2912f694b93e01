package release

import (
	"readingroom/archive"
	"readingroom/archive/extract/pdf/mark"
)

// A sieve tells of most glyphs that no lid can hide them, so that the others
// alone are looked at: it keeps for each of a few cells of the page the order
// of the last lid that reaches into it.
type sieve struct {
	width, height float64 // of a cell
	last, black   [sieveSide * sieveSide]int
	coarse        bool // there were too many lids; it holds nothing back
}

const (
	sieveSide = 48
	maxSifted = 1 << 20 // cells written, of one page
)

func newSieve(p *mark.Page, lids []lid) *sieve {
	s := &sieve{width: max(1, p.Width) / sieveSide, height: max(1, p.Height) / sieveSide}
	written := 0
	for _, l := range lids { // by their order
		x0, y0, x1, y1 := s.cells(l.box)
		if written += (x1 - x0 + 1) * (y1 - y0 + 1); written > maxSifted {
			s.coarse = true
			break
		}
		for y := y0; y <= y1; y++ {
			for x := x0; x <= x1; x++ {
				s.last[y*sieveSide+x] = l.order
				if l.gray <= black {
					s.black[y*sieveSide+x] = l.order
				}
			}
		}
	}
	return s
}

// cells returns the cells that a box reaches into, from and to; those beyond the
// page are its last ones.
func (s *sieve) cells(b archive.Box) (x0, y0, x1, y1 int) {
	at := func(v, size float64) int { return int(min(sieveSide-1, max(0, v/size))) }
	return at(b[0], s.width), at(b[1], s.height), at(b[2], s.width), at(b[3], s.height)
}

// passes reports whether a lid may hide a glyph: one painted after it, or any
// black one where it is dark.
func (s *sieve) passes(g mark.Glyph) bool {
	if s.coarse {
		return true
	}
	x0, y0, x1, y1 := s.cells(g.Box())
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			if at := y*sieveSide + x; s.last[at] > g.Order || g.Dark && s.black[at] > 0 {
				return true
			}
		}
	}
	return false
}
