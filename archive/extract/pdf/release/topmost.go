package release

import (
	"cmp"
	"slices"

	"readingroom/archive"
)

// A lid is an opaque box that hides what was painted before it.
type lid struct {
	box   archive.Box
	order int
	gray  float64
}

// A point is a place on the page that a glyph would show at.
type point struct {
	x, y  float32
	glyph int32
}

// topmost returns for each point the lid that was painted last of those over
// it, -1 for none. The lids are sorted by their order, the points by x.
//
// A line sweeps the page from left to right; the lids that it is in lie in a
// tree of their heights, in each node a heap by order. So a page of many lids
// and many glyphs costs (lids + points) log² lids, however they overlap.
func topmost(lids []lid, points []point) []int32 {
	ys := make([]float64, 0, 2*len(lids))
	for _, l := range lids {
		ys = append(ys, l.box[1], l.box[3])
	}
	slices.Sort(ys)
	ys = slices.Compact(ys)
	coming := make([]int32, len(lids))
	for i := range coming {
		coming[i] = int32(i)
	}
	slices.SortFunc(coming, func(a, b int32) int { return cmp.Compare(lids[a].box[0], lids[b].box[0]) })

	leaves := len(ys)
	tree := make([]heap, 2*leaves)
	out := make([]int32, len(points))
	next := 0
	for i, p := range points {
		x, y := float64(p.x), float64(p.y)
		for ; next < len(coming) && lids[coming[next]].box[0] <= x; next++ {
			at := coming[next]
			from, _ := slices.BinarySearch(ys, lids[at].box[1])
			to, _ := slices.BinarySearch(ys, lids[at].box[3])
			for from, to = from+leaves, to+leaves; from < to; from, to = from/2, to/2 {
				if from%2 == 1 {
					tree[from].push(at)
					from++
				}
				if to%2 == 1 {
					to--
					tree[to].push(at)
				}
			}
		}
		out[i] = -1
		slab, exact := slices.BinarySearch(ys, y)
		if !exact {
			slab--
		}
		if slab < 0 || slab >= leaves {
			continue
		}
		for n := slab + leaves; n > 0; n /= 2 {
			h := &tree[n]
			for len(*h) > 0 && lids[(*h)[0]].box[2] < x {
				h.pop()
			}
			if len(*h) > 0 {
				out[i] = max(out[i], (*h)[0])
			}
		}
	}
	return out
}

// A heap has its largest number first.
type heap []int32

func (h *heap) push(x int32) {
	*h = append(*h, x)
	s := *h
	for i := len(s) - 1; i > 0 && s[(i-1)/2] < s[i]; i = (i - 1) / 2 {
		s[i], s[(i-1)/2] = s[(i-1)/2], s[i]
	}
}

func (h *heap) pop() {
	s := *h
	n := len(s) - 1
	s[0] = s[n]
	s = s[:n]
	*h = s
	for i := 0; ; {
		child := 2*i + 1
		if child >= n {
			return
		}
		if child+1 < n && s[child+1] > s[child] {
			child++
		}
		if s[i] >= s[child] {
			return
		}
		s[i], s[child] = s[child], s[i]
		i = child
	}
}
