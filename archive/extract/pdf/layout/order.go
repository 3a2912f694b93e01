package layout

import (
	"cmp"
	"math"
	"slices"
)

// blocks returns the blocks of a direction in reading order.
func (d *direction) blocks() []Block {
	var words []*word
	found, runs := initials(uncover(d.runs()))
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

// An ordering cuts a page into regions by the white between them.
type ordering struct {
	d         *direction
	fromRight bool // columns are read from the right
	blocks    []Block
}

const maxCuts = 12 // one in another

// cut orders a region: what stands above columns, the columns, what stands below.
func (o *ordering) cut(words []*word, depth int) {
	if len(words) == 0 {
		return
	}
	if body, numbers := lineNumbers(words); numbers != nil {
		o.cut(body, depth)
		o.emit(numbers)
		return
	}
	if depth > maxCuts {
		o.emit(words)
		return
	}
	size := medianSize(words)
	if above, left, right, below, ok := columns(words, size, 0); ok {
		o.cut(above, depth+1)
		if o.fromRight {
			left, right = right, left
		}
		o.cut(left, depth+1)
		o.cut(right, depth+1)
		o.cut(below, depth+1)
		return
	}
	// Columns may be found between white that goes all across.
	from := 0
	list := bands(words, size)
	for i, band := range list {
		if len(list) == 1 || len(band) == len(words) {
			break
		}
		if inColumns(band, medianSize(band), -1) {
			o.emit(slices.Concat(list[from:i]...))
			o.cut(band, depth+1)
			from = i + 1
		}
	}
	o.emit(slices.Concat(list[from:]...))
}

// bands parts words, which come by row, where there is white all across.
func bands(words []*word, size float64) [][]*word {
	var out [][]*word
	from, end := 0, words[0].bottom
	for i := 0; i < len(words); {
		row, top, bottom := i, words[i].top, words[i].bottom
		for ; i < len(words) && words[i].row == words[row].row; i++ {
			top, bottom = min(top, words[i].top), max(bottom, words[i].bottom)
		}
		if row > from && top-end > .6*size {
			out = append(out, words[from:row])
			from = row
		}
		end = max(end, bottom)
	}
	return append(out, words[from:])
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

// emit makes the lines and blocks of a region that is not cut any further.
func (o *ordering) emit(words []*word) {
	if len(words) == 0 {
		return
	}
	slices.SortStableFunc(words, func(a, b *word) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.x0, b.x0))
	})
	var lines []Line
	for i := 0; i < len(words); {
		end := i + 1
		for end < len(words) && words[end].row == words[i].row {
			end++
		}
		lines = append(lines, o.d.line(words[i:end]))
		i = end
	}
	from := 0
	for i := 1; i <= len(lines); i++ {
		if i == len(lines) || breaks(lines, i) {
			o.blocks = append(o.blocks, Block{Lines: lines[from:i:i]})
			from = i
		}
	}
}

// breaks reports whether a block begins with line i: it is set in another size,
// or stands further from the last than the lines there do from each other.
func breaks(lines []Line, i int) bool {
	const spread, most = 1.35, 4 // times the usual distance; sizes of the font
	alike := func(a, b Line) bool { return max(a.size, b.size) <= 1.3*min(a.size, b.size) }
	last, next := lines[i-1], lines[i]
	size, gap := max(last.size, next.size), next.base-last.base
	if !alike(last, next) || gap < 0 || gap > most*size {
		return true
	}
	usual := math.Inf(1)
	if i > 1 && alike(lines[i-2], last) {
		usual = min(usual, last.base-lines[i-2].base)
	}
	if i+1 < len(lines) && alike(next, lines[i+1]) {
		usual = min(usual, lines[i+1].base-next.base)
	}
	if math.IsInf(usual, 1) {
		return gap > 2*size
	}
	return gap > spread*max(usual, size)
}

// line makes a line of words that stand from left to right.
func (d *direction) line(words []*word) Line {
	readingOrder(words)
	l := Line{Words: make([]Word, 0, len(words))}
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
