package layout

import (
	"cmp"
	"math"
	"slices"
)

// A row is the runs of one base line over the whole width of the page.
type row struct {
	runs []*run
	base float64
	size float64
}

// rows gathers runs by base line, from the top.
func rows(runs []*run) []*row {
	sorted := slices.Clone(runs)
	slices.SortStableFunc(sorted, func(a, b *run) int { return cmp.Compare(a.base, b.base) })
	var out []*row
	for _, r := range sorted {
		var best *row
		for k := len(out) - 1; k >= 0 && k >= len(out)-8; k-- {
			if dist := math.Abs(out[k].base - r.base); dist <= .3*min(out[k].size, r.size) &&
				(best == nil || dist < math.Abs(best.base-r.base)) {
				best = out[k]
			}
		}
		if best == nil {
			best = &row{base: r.base, size: r.size}
			out = append(out, best)
		}
		best.runs = append(best.runs, r)
		if !r.space {
			n := float64(len(best.runs))
			best.base += (r.base - best.base) / n
			best.size += (r.size - best.size) / n
		}
	}
	slices.SortStableFunc(out, func(a, b *row) int { return cmp.Compare(a.base, b.base) })
	out = raise(out)
	for _, w := range out {
		w.sort()
	}
	return out
}

// raise puts superscripts and subscripts into the row that they belong to:
// that of larger glyphs right beside them.
func raise(rows []*row) []*row {
	for i, w := range rows {
		kept := w.runs[:0]
		for _, r := range w.runs {
			host := (*row)(nil)
			for k := max(0, i-3); k <= min(len(rows)-1, i+3) && host == nil; k++ {
				if k != i && rows[k].hosts(r) {
					host = rows[k]
				}
			}
			if host != nil {
				if r.raised = 1; r.base > host.base {
					r.raised = -1
				}
				host.runs = append(host.runs, r)
			} else {
				kept = append(kept, r)
			}
		}
		w.runs = kept
	}
	return slices.DeleteFunc(rows, func(w *row) bool {
		return !slices.ContainsFunc(w.runs, func(r *run) bool { return !r.space })
	})
}

// hosts reports whether r is set smaller beside a run of the row, and within its height.
func (w *row) hosts(r *run) bool {
	const most = 2000 // runs; no line that can be read has so many
	if r.space || r.size >= .85*w.size || len(w.runs) > most {
		return false
	}
	for _, h := range w.runs {
		if h.space || h.raised != 0 || r.size >= .85*h.size {
			continue
		}
		overlap := min(h.bottom, r.bottom) - max(h.top, r.top)
		beside := max(r.x0-h.x1, h.x0-r.x1)
		if overlap > .4*r.height() && beside > -.2*r.size && beside < .4*h.size {
			return true
		}
	}
	return false
}

// sort puts the runs of a row from left to right and drops what was painted twice.
func (w *row) sort() {
	slices.SortStableFunc(w.runs, func(a, b *run) int { return cmp.Compare(a.x0, b.x0) })
	kept := w.runs[:0]
	for _, r := range w.runs {
		if !r.space {
			for k := len(kept) - 1; k >= 0 && k >= len(kept)-4 && !r.empty(); k-- {
				if !kept[k].space && kept[k].x1 > r.x0 {
					r.drop(kept[k])
				}
			}
			if r.empty() {
				continue
			}
		}
		kept = append(kept, r)
	}
	w.runs = kept
}

func (r *run) empty() bool { return !r.space && len(r.glyphs) == 0 }

// drop takes away the glyphs of r that h has at the same place.
func (r *run) drop(h *run) {
	n := len(r.glyphs)
	i := 0
	r.glyphs = slices.DeleteFunc(r.glyphs, func(g glyph) bool {
		for ; i < len(h.glyphs) && h.glyphs[i].x0 < g.x0-overprint*g.Size; i++ {
		}
		for k := i; k < len(h.glyphs) && k < i+3; k++ {
			if h.glyphs[k].coincides(&g) {
				return true
			}
		}
		return false
	})
	if len(r.glyphs) < n && len(r.glyphs) > 0 {
		glyphs := r.glyphs
		*r = run{x0: glyphs[0].x0, x1: glyphs[0].x1, base: r.base, top: r.top, bottom: r.bottom, size: r.size, gap: r.gap, raised: r.raised}
		for _, g := range glyphs {
			r.add(g)
		}
	}
}

// words joins the runs of a row that make up words.
func (w *row) words(number int) []*word {
	var out []*word
	var last *run
	for _, r := range w.runs {
		switch {
		case r.space:
			last = nil
			continue
		case last != nil && last.joins(r, out[len(out)-1]):
			out[len(out)-1].add(r)
			if r.x1 < last.x1 {
				continue // an accent over it
			}
		default:
			out = append(out, newWord(r, number))
		}
		last = r
	}
	return out
}
