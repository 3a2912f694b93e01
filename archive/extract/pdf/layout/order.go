package layout

import (
	"cmp"
	"slices"
)

// blocks returns the blocks of a direction in reading order.
func (d *direction) blocks() []Block {
	var words []*word
	found, runs := initials(d.runs())
	for i, row := range place(rows(runs), found) {
		words = append(words, row.words(i)...)
	}
	rtl := 0
	for _, w := range words {
		if w.read(); w.rtl {
			rtl++
		}
	}
	o := ordering{d: d, fromRight: 2*rtl > len(words)}
	o.cut(words, 0)
	return o.blocks
}

// An ordering cuts a page into regions by the white between them: columns
// first where there are some, then from the top.
type ordering struct {
	d         *direction
	fromRight bool // columns are read from the right
	blocks    []Block
}

const maxCuts = 40 // one in another

func (o *ordering) cut(words []*word, depth int) {
	if len(words) < 8 || depth > maxCuts {
		o.emit(words)
		return
	}
	size := medianSize(words)
	if left, right := columns(words, size); left != nil {
		if o.fromRight {
			left, right = right, left
		}
		o.cut(left, depth+1)
		o.cut(right, depth+1)
		return
	}
	if gap, at := widest(words, func(w *word) (float64, float64) { return w.top, w.bottom }); gap > .3*size {
		above, below := part(words, func(w *word) bool { return w.top < at })
		o.cut(above, depth+1)
		o.cut(below, depth+1)
		return
	}
	o.emit(words)
}

// columns parts words at the widest gap between columns of running text; nil
// where there are none.
func columns(words []*word, size float64) (left, right []*word) {
	gap, at := widest(words, func(w *word) (float64, float64) { return w.x0, w.x1 })
	if gap <= size {
		return nil, nil
	}
	left, right = part(words, func(w *word) bool { return w.x0 < at })
	for _, side := range [][]*word{left, right} {
		if prose(side) {
			continue
		}
		if deeper, _ := columns(side, size); deeper == nil {
			return nil, nil
		}
	}
	return left, right
}

func part(words []*word, first func(*word) bool) (a, b []*word) {
	for _, w := range words {
		if first(w) {
			a = append(a, w)
		} else {
			b = append(b, w)
		}
	}
	return a, b
}

func medianSize(words []*word) float64 {
	sizes := make([]float64, len(words))
	for i, w := range words {
		sizes[i] = w.size
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// prose reports whether words look like a column of running text rather than
// one of a table: most of its lines have several words, no gaps between them,
// and are about as wide as the column.
func prose(words []*word) bool {
	if len(words) < 12 {
		return false
	}
	type extent struct {
		x0, x1, gap float64
		words       int
	}
	rows := map[int]*extent{}
	left, right := words[0].x0, words[0].x1
	for _, w := range words {
		left, right = min(left, w.x0), max(right, w.x1)
		r := rows[w.row]
		if r == nil {
			r = &extent{x0: w.x0, x1: w.x1}
			rows[w.row] = r
		}
		r.gap = max(r.gap, (w.x0-r.x1)/w.size)
		r.x1 = max(r.x1, w.x1)
		r.words++
	}
	full := 0
	for _, r := range rows {
		if r.words >= 3 && r.gap < 1.5 && r.x1-r.x0 > .55*(right-left) {
			full++
		}
	}
	return len(rows) >= 3 && 2*full >= len(rows)
}

// widest returns the widest gap between extents, and its middle.
func widest(words []*word, extent func(*word) (float64, float64)) (gap, at float64) {
	spans := make([][2]float64, len(words))
	for i, w := range words {
		spans[i][0], spans[i][1] = extent(w)
	}
	slices.SortFunc(spans, func(a, b [2]float64) int { return cmp.Compare(a[0], b[0]) })
	end := spans[0][1]
	for _, s := range spans[1:] {
		if g := s[0] - end; g > gap {
			gap, at = g, (s[0]+end)/2
		}
		end = max(end, s[1])
	}
	return gap, at
}

// emit makes the lines and blocks of a region that is not cut any further.
func (o *ordering) emit(words []*word) {
	slices.SortStableFunc(words, func(a, b *word) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.x0, b.x0))
	})
	for i := 0; i < len(words); {
		end := i + 1
		for end < len(words) && words[end].row == words[i].row {
			end++
		}
		o.add(o.d.line(words[i:end]))
		i = end
	}
	o.close()
}

// line makes a line of words that stand from left to right.
func (d *direction) line(words []*word) Line {
	readingOrder(words)
	var l Line
	for _, w := range words {
		out := Word{Size: w.size, Angle: d.angle, Raised: w.raised, from: w.x0, to: w.x1}
		out.Text, out.Box = w.text, d.box(w.x0, w.top, w.x1, w.bottom)
		out.Hidden = len(w.glyphs) > 0 && w.glyphs[0].Hidden
		for i, g := range w.glyphs {
			if i == 0 || g.Confidence < out.Confidence {
				out.Confidence = g.Confidence
			}
		}
		l.Words = append(l.Words, out)
		if w.size > l.size && (len(words) == 1 || !w.initial()) {
			l.size, l.base = w.size, w.base
		}
	}
	return l
}

// add puts a line under the last one, or into a block of its own where it
// stands too far off or is set in another size.
func (o *ordering) add(l Line) {
	if n := len(o.blocks); n > 0 && len(o.blocks[n-1].Lines) > 0 {
		b := &o.blocks[n-1]
		last := b.Lines[len(b.Lines)-1]
		size := max(last.size, l.size)
		if size <= 1.3*min(last.size, l.size) && l.base-last.base <= 2*size && l.base >= last.base {
			b.Lines = append(b.Lines, l)
			return
		}
		o.close()
	}
	if n := len(o.blocks); n == 0 || len(o.blocks[n-1].Lines) > 0 {
		o.blocks = append(o.blocks, Block{})
	}
	b := &o.blocks[len(o.blocks)-1]
	b.Lines = append(b.Lines, l)
}

// close ends the block that lines are added to.
func (o *ordering) close() {
	if n := len(o.blocks); n > 0 && len(o.blocks[n-1].Lines) > 0 {
		o.blocks = append(o.blocks, Block{})
	}
}
