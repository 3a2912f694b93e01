package table

import (
	"slices"
	"sort"
)

// A body is lines of text under known columns, to be put together to rows.
type body struct {
	lines   []*bodyLine
	cols    int
	size    float64
	numeric []bool    // columns that hold mostly numbers
	right   []float64 // how far the text of each column reaches
	starts  []float64 // where the texts of each column begin, mostly; -1: at no one place
	middles []float64 // of the columns, once asked for
	reach   span      // from the leftmost text to the rightmost
	side    int       // on which line of a stub its numbers stand: 1 the first, -1 the last, 0 not known
	marks   []float64 // heights at which something is drawn from side to side, in order
}

// A body line is a line with its words by column.
type bodyLine struct {
	*line
	at    [][]*word
	first int // column with text
	count int // of columns with text
	vals  int // of numeric columns with a number, but for the first column
	band  int // between which marks it stands
}

// newBody sorts the words of lines into columns.
func newBody(lines []*line, xs, marks []float64, size float64) *body {
	cols := len(xs) - 1
	b := &body{cols: cols, size: size, numeric: make([]bool, cols), right: make([]float64, cols), marks: marks}
	b.reach = span{lines[0].x0, lines[0].x1}
	seen, nums := make([]int, cols), make([]int, cols)
	for _, l := range lines {
		b.reach.from, b.reach.to = min(b.reach.from, l.x0), max(b.reach.to, l.x1)
		n := &bodyLine{line: l, at: make([][]*word, cols), first: -1, band: sort.SearchFloat64s(marks, l.mid)}
		for _, w := range l.words {
			c := sort.SearchFloat64s(xs[1:cols], (w.x0+w.x1)/2)
			n.at[c] = append(n.at[c], w)
		}
		for c, words := range n.at {
			if len(words) == 0 {
				continue
			}
			if n.count++; n.first < 0 {
				n.first = c
			}
			seen[c]++
			if allValues(words) {
				nums[c]++
			}
			b.right[c] = max(b.right[c], words[len(words)-1].x1)
		}
		b.lines = append(b.lines, n)
	}
	for c := range b.numeric {
		b.numeric[c] = nums[c] > 0 && 2*nums[c] >= seen[c]
	}
	b.starts = make([]float64, cols)
	for c := range b.starts {
		b.starts[c] = b.start(c)
	}
	for _, n := range b.lines {
		for c, words := range n.at {
			if b.numeric[c] && c > 0 && allValues(words) {
				n.vals++
			}
		}
	}
	return b
}

// start returns the place at which half of the texts of a column begin, or -1.
func (b *body) start(c int) float64 {
	var at []float64
	for _, l := range b.lines {
		if words := l.at[c]; len(words) > 0 {
			at = append(at, words[0].x0)
		}
	}
	slices.Sort(at)
	best, place := 0, -1.0
	for i, j := 0, 0; i < len(at); i++ {
		for j = max(i, j); j < len(at) && at[j]-at[i] < .25*b.size; j++ {
		}
		if j-i > best {
			best, place = j-i, at[i]
		}
	}
	if best < 3 || 2*best < len(at) {
		return -1
	}
	return place
}

// rows returns the number of the row that each line belongs to, from 0. The
// first lines, so many as are heads, are one each.
func (b *body) rows(heads int) []int {
	out := make([]int, len(b.lines))
	banded := b.banded()
	ahead := b.ahead()
	single := b.spacing()
	b.side = b.besideStubs(heads)
	row, start := 0, 0
	for i := 1; i < len(b.lines); i++ {
		now, last := b.lines[i], b.lines[i-1]
		same := false
		switch {
		case i <= heads:
		case now.band != last.band:
		case banded[now.band]:
			same = true
		case ahead[i-1]:
			same = true
		case ahead[i]:
		default:
			same = b.goesOn(start, i, single)
		}
		if !same {
			row++
			start = i
		}
		out[i] = row
	}
	return out
}

// anchor reports whether a line shows that there is a row: it has a number, or,
// where there are none, a first cell and another.
func (b *body) anchor(l *bodyLine) bool {
	if b.numbers() > 0 {
		return l.vals > 0
	}
	return len(l.at[0]) > 0 && l.count > 1
}

// banded returns the bands that are a row each, where most rows are parted by
// what is drawn: those with one anchor.
func (b *body) banded() map[int]bool {
	anchors := map[int]int{}
	pairs, parted := 0, 0
	last := -1
	for i, l := range b.lines {
		if !b.anchor(l) {
			continue
		}
		anchors[l.band]++
		if last >= 0 {
			if pairs++; b.lines[last].band != l.band {
				parted++
			}
		}
		last = i
	}
	out := map[int]bool{}
	if pairs == 0 || 5*parted < 3*pairs {
		return out
	}
	for band, n := range anchors {
		out[band] = n == 1
	}
	return out
}

// ahead returns the lines that stand over the rest of their row, as where cells
// are set at the foot of the row: they have no first cell, and stand nearer to the
// line below.
func (b *body) ahead() []bool {
	out := make([]bool, len(b.lines))
	for i := len(b.lines) - 2; i > 0; i-- {
		l, below, above := b.lines[i], b.lines[i+1], b.lines[i-1]
		if b.anchor(l) || len(l.at[0]) > 0 || b.astray(l) || l.band != below.band || !b.anchor(below) && !out[i+1] {
			continue
		}
		down, up := below.mid-l.mid, l.mid-above.mid
		out[i] = l.band != above.band || down < .8*up && down < 1.6*b.size || down < 1.6*b.size && b.leans(i)
	}
	return out
}

// spacing returns the usual distance of lines that follow each other closely.
func (b *body) spacing() float64 {
	var d []float64
	for i := 1; i < len(b.lines); i++ {
		if x := b.lines[i].mid - b.lines[i-1].mid; x > .6*b.size {
			d = append(d, x)
		}
	}
	return quantile(d, .2)
}

// astray reports whether a line has texts in columns of numbers alone: it is a
// label in the middle of the table.
func (b *body) astray(l *bodyLine) bool {
	for c, words := range l.at {
		if len(words) > 0 && (!b.numeric[c] || allValues(words)) {
			return false
		}
	}
	return true
}

// mostRowLines is how many lines a row has at most, where no line bounds it.
const mostRowLines = 60

// goesOn reports whether line i belongs to the row that begins with line start.
func (b *body) goesOn(start, i int, single float64) bool {
	now, last := b.lines[i], b.lines[i-1]
	d := now.mid - last.mid
	if d <= .62*b.size && !shares(now, last) {
		return true // set half a line higher or lower, in the middle of its row
	}
	if d > 1.25*single+.1*b.size || d > 2.2*b.size || i-start > mostRowLines {
		return false
	}
	vals, stub := 0, false
	for _, l := range b.lines[start:i] {
		vals += l.vals
		stub = stub || len(l.at[0]) > 0
	}
	switch {
	case now.vals > 0 && vals > 0:
		return false
	case now.vals > 0:
		// A stub of several lines with its numbers beside the last.
		if len(now.at[0]) == 0 {
			return stub && last.count == 1 && d <= 1.15*single
		}
		return last.onlyStub() && (b.runsOn(last, now, 0) || b.side < 0 && b.full(last, now))
	case now.onlyStub() && vals > 0 && b.side < 0:
		return b.runsOn(last, now, 0) && !b.begins(i)
	case now.onlyStub():
		return b.runsOn(last, now, 0) || vals > 0 && b.side > 0 && b.full(last, now)
	case len(now.at[0]) == 0:
		return !b.astray(now)
	}
	for c, words := range now.at {
		if len(words) > 0 && (len(last.at[c]) == 0 || !b.runsOn(last, now, c)) {
			return false
		}
	}
	return true
}

// numbers returns how many columns hold numbers, but for the first.
func (b *body) numbers() int {
	n := 0
	for c, num := range b.numeric {
		if num && c > 0 {
			n++
		}
	}
	return n
}

// shares reports whether two lines have text in the same column.
func shares(a, b *bodyLine) bool {
	for c := range a.at {
		if len(a.at[c]) > 0 && len(b.at[c]) > 0 {
			return true
		}
	}
	return false
}
