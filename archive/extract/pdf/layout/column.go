package layout

import (
	"cmp"
	"math"
	"slices"
)

// A gutter is the white between two columns, as far down as they run side by side.
type gutter struct {
	x           float64 // the right column begins here
	top, bottom int     // the first and the last row of the columns
	left, right int     // how many rows each column has
}

const (
	gutterWidth   = .8     // of the size of the text, at least
	maxGutters    = 8      // looked at in one region
	maxDeeper     = 4      // looked at in a column
	maxSearched   = 20_000 // words of a region in which columns are looked for
	minColumnRows = 3
)

// columns parts words at a gutter, into what stands above the columns, the
// columns, and what stands below them. It is false where there is none.
func columns(words []*word, size float64, depth int) (above, left, right, below []*word, ok bool) {
	if len(words) < 2*minProse || len(words) > maxSearched || !wordy(words, size) {
		return nil, nil, nil, nil, false
	}
	found := gutters(words, size)
	if depth > 0 {
		found = found[:min(len(found), maxDeeper)]
	}
	for _, g := range found {
		g.trim(words, size)
		inside := make([]*word, 0, len(words))
		above, below = nil, nil
		for _, w := range words {
			switch {
			case w.row < g.top:
				above = append(above, w)
			case w.row > g.bottom:
				below = append(below, w)
			default:
				inside = append(inside, w)
			}
		}
		left, right = part(inside, func(w *word) bool { return w.x0 < g.x-.05*size })
		if !tabular(inside, g.x, size) && separate(left, right, size, depth) {
			return above, left, right, below, true
		}
	}
	return nil, nil, nil, nil, false
}

// wordy reports whether a quarter of the words stand three and more in a row without
// gaps, as they must where columns of running text are. Most tables are told by it.
func wordy(words []*word, size float64) bool {
	side, n := 1, 0
	for i := 1; i <= len(words); i++ {
		if i < len(words) && words[i].row == words[i-1].row && words[i].x0-words[i-1].x1 < gutterWidth*size {
			side++
			continue
		}
		if side >= 3 {
			n += side
		}
		side = 1
	}
	return 4*n >= len(words)
}

// gutters returns where columns may part, the longest first. Words come by row.
func gutters(words []*word, size float64) []gutter {
	var found []gutter
	for _, x := range starts(words, size) {
		low, high := x-gutterWidth*size, x-.05*size
		g := gutter{x: x}
		var best gutter
		for i := 0; i < len(words); {
			row := words[i].row
			crosses, left, right := false, 0, 0
			for ; i < len(words) && words[i].row == row; i++ {
				switch w := words[i]; {
				case w.x1 <= low:
					left = 1
				case w.x0 >= high:
					right = 1
				default:
					crosses = true
				}
			}
			if crosses {
				g = gutter{x: x}
				continue
			}
			if g.left+g.right == 0 {
				g.top = row
			}
			g.bottom, g.left, g.right = row, g.left+left, g.right+right
			if min(g.left, g.right) > min(best.left, best.right) {
				best = g
			} else if best.top == g.top && best.left > 0 {
				best.bottom = row
			}
		}
		if min(best.left, best.right) >= minColumnRows {
			found = append(found, best)
		}
	}
	slices.SortStableFunc(found, func(a, b gutter) int {
		return cmp.Compare(min(b.left, b.right), min(a.left, a.right))
	})
	return found
}

// starts returns where many rows have a word that begins after white: the left
// margins of columns, but for that of the region itself.
func starts(words []*word, size float64) []float64 {
	var xs []float64
	edge := math.Inf(1)
	row, end := -1, 0.0
	for _, w := range words {
		edge = min(edge, w.x0)
		if w.row != row || w.x0-end > gutterWidth*size {
			xs = append(xs, w.x0)
		}
		if w.row != row {
			row, end = w.row, w.x1
		}
		end = max(end, w.x1)
	}
	slices.Sort(xs)
	type margin struct {
		x float64
		n int
	}
	var all []margin
	for i := 0; i < len(xs); {
		k := i
		for k < len(xs) && xs[k]-xs[i] < .3*size {
			k++
		}
		if xs[i] > edge+3*size && k-i >= minColumnRows {
			all = append(all, margin{xs[i], k - i})
		}
		i = k
	}
	slices.SortStableFunc(all, func(a, b margin) int { return cmp.Compare(b.n, a.n) })
	var out []float64
	for _, m := range all[:min(len(all), maxGutters)] {
		out = append(out, m.x)
	}
	return out
}

// trim leaves out what stands apart over or under the columns: the number of
// the page, a line of its head.
func (g *gutter) trim(words []*word, size float64) {
	const apart, most = 1.2, 2 // sizes of white; rows
	type span struct {
		row         int
		top, bottom float64
		left, right bool
	}
	var rows []span
	for _, w := range words {
		if w.row < g.top || w.row > g.bottom {
			continue
		}
		if n := len(rows); n == 0 || rows[n-1].row != w.row {
			rows = append(rows, span{row: w.row, top: w.top, bottom: w.bottom})
		}
		r := &rows[len(rows)-1]
		r.top, r.bottom = min(r.top, w.top), max(r.bottom, w.bottom)
		r.left, r.right = r.left || w.x0 < g.x-.05*size, r.right || w.x0 >= g.x-.05*size
	}
	for range most {
		if n := len(rows); n > 2*most && rows[0].left != rows[0].right && rows[1].top-rows[0].bottom > apart*size {
			rows = rows[1:]
		}
		if n := len(rows); n > 2*most && rows[n-1].left != rows[n-1].right && rows[n-1].top-rows[n-2].bottom > apart*size {
			rows = rows[:n-1]
		}
	}
	if n := len(rows); n > 0 {
		g.top, g.bottom = rows[0].row, rows[n-1].row
	}
}

// separate reports whether two sides are read one after the other: both are
// running text, or columns of it, or one is and the other has its own lines, as
// a drawing has.
func separate(left, right []*word, size float64, depth int) bool {
	a, b := prose(left), prose(right)
	if depth == 0 || depth <= 2 && (a || b) {
		a, b = a || inColumns(left, size, depth), b || inColumns(right, size, depth)
	}
	if a && b {
		return true
	}
	if b {
		left, right = right, left
	}
	if !a && !b || len(left) < 4*minProse {
		return false
	}
	rows := map[int]bool{}
	for _, w := range left {
		rows[w.row] = true
	}
	n, shared, last := 0, 0, -1
	for _, w := range right {
		if w.row != last {
			if n++; rows[w.row] {
				shared++
			}
			last = w.row
		}
	}
	return n >= 2*minColumnRows && 2*shared < n
}

func inColumns(words []*word, size float64, depth int) bool {
	_, _, _, _, ok := columns(words, size, depth+1)
	return ok
}

// minProse is how many words running text has at least.
const minProse = 12

// prose reports whether words look like a column of running text rather than
// one of a table: most stand in lines of several words with no gaps between
// them, about as wide as the column.
func prose(words []*word) bool {
	if len(words) < minProse {
		return false
	}
	left, right := words[0].x0, words[0].x1
	for _, w := range words {
		left, right = min(left, w.x0), max(right, w.x1)
	}
	rows, full := 0, 0
	for i := 0; i < len(words); {
		first, row := i, words[i].row
		x0, x1, gap := words[i].x0, words[i].x1, 0.0
		for ; i < len(words) && words[i].row == row; i++ {
			gap = max(gap, (words[i].x0-x1)/words[i].size)
			x1 = max(x1, words[i].x1)
		}
		rows++
		if i-first >= 3 && gap < 1.5 && x1-x0 > .55*(right-left) {
			full += i - first
		}
	}
	return rows >= minColumnRows && 5*full >= 3*len(words)
}

// tabular reports whether two columns are those of a table, whose rows begin
// side by side with white over them again and again.
func tabular(words []*word, x, size float64) bool {
	type span struct {
		top, bottom float64
		left, right bool
	}
	var rows []span
	row := -1
	for _, w := range words {
		if w.row != row {
			rows = append(rows, span{top: w.top, bottom: w.bottom})
			row = w.row
		}
		r := &rows[len(rows)-1]
		r.top, r.bottom = min(r.top, w.top), max(r.bottom, w.bottom)
		r.left, r.right = r.left || w.x0 < x-.05*size, r.right || w.x0 >= x-.05*size
	}
	if len(rows) < 2 {
		return false
	}
	gaps := make([]float64, len(rows)-1)
	end := rows[0].bottom
	for i, r := range rows[1:] {
		gaps[i] = r.top - end
		end = max(end, r.bottom)
	}
	sorted := slices.Sorted(slices.Values(gaps))
	wide := min(max(0, sorted[len(sorted)/2])+.4*size, 1.2*size) // more than between lines
	bands, both := 0, 0
	for i, gap := range gaps {
		if gap < wide {
			continue
		}
		if bands++; rows[i+1].left && rows[i+1].right {
			both++
		}
	}
	return bands >= 3 && 5*both >= 4*bands && 8*bands >= len(rows)
}
