package layout

import (
	"iter"
	"math"
	"slices"
)

// uncover drops runs painted with no ink where others are painted with it: a
// page may carry a reading of its picture and the text itself. Much larger
// letters, as of a stamp, are no such text.
func uncover(runs []*run) []*run {
	hidden := func(r *run) bool { return !r.space && r.glyphs[0].Hidden }
	if !slices.ContainsFunc(runs, hidden) {
		return runs
	}
	inked := map[cell][]*run{}
	for _, r := range runs {
		if r.space || hidden(r) {
			continue
		}
		for at := range cellsOf(r.x0, r.top, r.x1, r.bottom) {
			if len(inked[at]) < maxInCell {
				inked[at] = append(inked[at], r)
			}
		}
	}
	return slices.DeleteFunc(runs, func(r *run) bool {
		if !hidden(r) {
			return false
		}
		y, covered := (r.top+r.bottom)/2, 0.0
		for at := range cellsOf(r.x0, y, r.x1, y) {
			from, to := max(r.x0, float64(at.x)*cellWidth), min(r.x1, float64(at.x+1)*cellWidth)
			for _, s := range inked[at] {
				if s.top < y && s.bottom > y && s.size < 2*r.size {
					covered += max(0, min(to, s.x1)-max(from, s.x0))
				}
			}
		}
		return 2*covered > r.x1-r.x0
	})
}

// A cell is a part of the page, by which what stands there is found.
type cell struct{ x, y int }

const (
	cellWidth, cellHeight = 64, 16 // points
	maxInCell             = 256    // runs; a page that can be read has a few
	maxCells              = 64     // that a run is looked up in, each way
)

func cellsOf(x0, y0, x1, y1 float64) iter.Seq[cell] {
	return func(yield func(cell) bool) {
		left, top := int(math.Floor(x0/cellWidth)), int(math.Floor(y0/cellHeight))
		right, bottom := int(math.Floor(x1/cellWidth)), int(math.Floor(y1/cellHeight))
		for y := top; y <= min(bottom, top+maxCells); y++ {
			for x := left; x <= min(right, left+maxCells); x++ {
				if !yield(cell{x, y}) {
					return
				}
			}
		}
	}
}
