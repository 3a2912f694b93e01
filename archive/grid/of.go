package grid

import (
	"cmp"
	"math"
	"slices"

	"readingroom/archive"
)

// Of returns the grid of a table as it was found on a page: header are the
// cells of its header where they stand on that page, rows those of its rows.
// It is what a reader begins with who redraws the table.
func Of(page int, box archive.Box, header []archive.Cell, rows []archive.Row) Grid {
	g := Grid{Page: page, Box: box}
	cells := slices.Clone(header)
	for _, r := range rows {
		cells = append(cells, r.Grid...)
	}
	xs, ys := []float64{box[0], box[2]}, []float64{box[1], box[3]}
	for _, c := range cells {
		xs, ys = append(xs, c.Box[0], c.Box[2]), append(ys, c.Box[1], c.Box[3])
	}
	if len(cells) == 0 {
		for _, r := range rows {
			ys = append(ys, r.Box[1], r.Box[3])
		}
	}
	g.Columns, g.Rows = distinct(xs, maxColumns), distinct(ys, maxRows)
	for _, c := range header {
		g.HeaderRows = max(g.HeaderRows, nearest(g.Rows, c.Box[3]))
	}
	taken := map[[2]int]bool{}
	for _, c := range cells {
		s := [4]int{nearest(g.Rows, c.Box[1]), nearest(g.Columns, c.Box[0])}
		s[2], s[3] = nearest(g.Rows, c.Box[3])-s[0], nearest(g.Columns, c.Box[2])-s[1]
		if s[2]*s[3] > 1 && s[2] > 0 && s[3] > 0 && free(taken, s) {
			g.Spans = append(g.Spans, s)
		}
	}
	return g.Fit()
}

func free(taken map[[2]int]bool, s [4]int) bool {
	for _, set := range []bool{false, true} {
		for r := s[0]; r < s[0]+s[2]; r++ {
			for c := s[1]; c < s[1]+s[3]; c++ {
				if taken[[2]int{r, c}] && !set {
					return false
				}
				taken[[2]int{r, c}] = taken[[2]int{r, c}] || set
			}
		}
	}
	return true
}

// distinct returns the lines among positions that nearly agree, in order, at
// most one more than there may be columns or rows. Each stands in the middle of
// those it is made of; the outer ones at the outermost.
func distinct(at []float64, most int) []float64 {
	at = slices.DeleteFunc(slices.Clone(at), func(v float64) bool { return math.IsNaN(v) || math.Abs(v) > farthest })
	slices.Sort(at)
	const near = 2 // points: cells side by side share a line that was drawn once
	var out []float64
	for i := 0; i < len(at); {
		j := i
		for j+1 < len(at) && at[j+1]-at[i] <= near {
			j++
		}
		v := (at[i] + at[j]) / 2
		switch {
		case i == 0:
			v = at[0]
		case j == len(at)-1:
			v = at[j]
		}
		out = append(out, math.Round(v*100)/100)
		i = j + 1
	}
	if len(out) > most+1 {
		out = append(out[:most], out[len(out)-1])
	}
	return out
}

func nearest(lines []float64, v float64) int {
	best := 0
	for i := range lines {
		if math.Abs(lines[i]-v) < math.Abs(lines[best]-v) {
			best = i
		}
	}
	return best
}

// Guess proposes lines for a box in which a reader says a table is: rows
// between the lines of text, columns where no word of any line stands.
func Guess(page int, box archive.Box, words []archive.Word) Grid {
	var in []archive.Word
	for _, w := range words {
		x, y := (w.Box[0]+w.Box[2])/2, (w.Box[1]+w.Box[3])/2
		if x > box[0] && x < box[2] && y > box[1] && y < box[3] {
			in = append(in, w)
		}
	}
	g := Grid{Page: page, Box: box}
	g.Columns = gaps(box[0], box[2], witnesses(in, box[2]-box[0]), 0, 5, maxColumns)
	g.Rows = gaps(box[1], box[3], in, 1, 0, maxRows)
	return g.Fit()
}

// witnesses leaves out the lines that run on from side to side, as titles and
// labels do: they say nothing of columns. Where all do, they all stay.
func witnesses(words []archive.Word, width float64) []archive.Word {
	var out []archive.Word
	for _, line := range inLines(words) {
		end, widest := line[0].Box[2], 0.0
		for _, w := range line {
			widest, end = max(widest, w.Box[0]-end), max(end, w.Box[2])
		}
		if widest >= 10 || end-line[0].Box[0] < width/2 {
			out = append(out, line...)
		}
	}
	if len(out) == 0 {
		return words
	}
	return out
}

// gaps returns the middles of the gaps of at least so many points that words
// leave along one axis, between the two ends.
func gaps(from, to float64, words []archive.Word, axis int, wide float64, most int) []float64 {
	type run struct{ from, to float64 }
	var runs []run
	for _, w := range words {
		a, b := w.Box[axis], w.Box[axis+2]
		if axis == 1 { // the boxes of lines that are set close may overlap a little
			a, b = a+(b-a)/4, b-(b-a)/4
		}
		runs = append(runs, run{a, b})
	}
	slices.SortFunc(runs, func(a, b run) int { return cmp.Compare(a.from, b.from) })
	out := []float64{from}
	end := math.Inf(1)
	for _, r := range runs {
		if middle := math.Round((end+r.from)/2*100) / 100; r.from-end >= max(wide, apart) && middle-out[len(out)-1] >= apart && to-middle >= apart && len(out) < most {
			out = append(out, middle)
		}
		if math.IsInf(end, 1) || r.to > end {
			end = r.to
		}
	}
	return append(out, to)
}
