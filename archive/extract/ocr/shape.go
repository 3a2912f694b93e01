package ocr

import (
	"cmp"
	"slices"
)

// inked finds for each word the parts of ink that stand in it from left to
// right: its letters, where none of them touch. What stands above each other is
// one. Dust is left out.
func (s *sheet) inked(words []word) [][]blob {
	tile := s.dots(.1)
	gw := s.w/tile + 1
	by := make([][]int, gw*(s.h/tile+1))
	for i, w := range words {
		for y := max(0, w.y0-2) / tile; y <= min(s.h-1, w.y1+2)/tile; y++ {
			for x := max(0, w.x0-1) / tile; x <= min(s.w-1, w.x1+1)/tile; x++ {
				by[y*gw+x] = append(by[y*gw+x], i)
			}
		}
	}
	out := make([][]blob, len(words))
	for _, b := range s.blobs(dark) {
		x, y := (b.x0+b.x1)/2, (b.y0+b.y1)/2
		for _, i := range by[y/tile*gw+x/tile] {
			if w := words[i]; w.x0-1 <= x && x <= w.x1+1 && w.y0-2 <= y && y <= w.y1+2 {
				out[i] = append(out[i], b)
				break
			}
		}
	}
	for i, list := range out {
		high := 0
		for _, b := range list {
			high = max(high, b.y1-b.y0)
		}
		list = slices.DeleteFunc(list, func(b blob) bool { return float64(b.area) < .012*float64(high*high) })
		out[i] = stacked(list)
	}
	return out
}

// stacked makes one of what stands above each other.
func stacked(list []blob) []blob {
	slices.SortFunc(list, func(a, b blob) int { return cmp.Or(cmp.Compare(a.x0, b.x0), cmp.Compare(a.y0, b.y0)) })
	var out []blob
	for _, b := range list {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if over := min(last.x1, b.x1) - max(last.x0, b.x0); 2*over > min(last.x1-last.x0, b.x1-b.x0) {
				last.merge(b)
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

// tighten draws the boxes of words close around their ink: Tesseract's reach
// over lines that were erased, and up to the next word.
func tighten(words []word, parts [][]blob) {
	for i, p := range parts {
		if len(p) == 0 {
			continue
		}
		all := p[0]
		for _, b := range p[1:] {
			all.merge(b)
		}
		w := &words[i]
		w.x0, w.y0, w.x1, w.y1 = all.x0, all.y0, all.x1, all.y1
	}
}

// sizes returns for each word the size of the letters of its line, in dots;
// those that are about the same are made one.
func sizes(words []word) []float64 {
	out := make([]float64, len(words))
	for first := 0; first < len(words); {
		n := first + 1
		for n < len(words) && words[n].line == words[first].line {
			n++
		}
		_, size := measure(words[first:n])
		for i := first; i < n; i++ {
			out[i] = size
		}
		first = n
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(out[a], out[b]) })
	// The size that most words have, and what is near it; then of the rest.
	for left := order; len(left) > 0; {
		best, from := 0, 0
		for a, b := 0, 0; a < len(left); a++ {
			for b < len(left) && out[left[b]] <= 1.1*out[left[a]] {
				b++
			}
			if b-a > best {
				best, from = b-a, a
			}
		}
		if best == 0 {
			break
		}
		mid := out[left[from+best/2]]
		left = slices.DeleteFunc(slices.Clone(left), func(i int) bool {
			near := out[i] > .79*mid && out[i] < 1.21*mid
			if near {
				out[i] = mid
			}
			return near
		})
	}
	return out
}
