package table

import (
	"sort"
	"unicode"
	"unicode/utf8"
)

// A body is lines of text under known columns, to be put together to rows.
type body struct {
	lines   []*bodyLine
	cols    int
	size    float64
	numeric []bool                        // columns that hold mostly numbers
	between func(above, below *line) bool // a line is drawn between
	right   []float64                     // how far the text of each column reaches
}

type bodyLine struct {
	*line
	at    [][]*word // by column
	first int       // column with text
	count int       // of columns with text
	vals  int       // of numeric columns with a number
}

// newBody sorts the words of lines into columns.
func newBody(lines []*line, xs []float64, size float64) *body {
	b := &body{cols: len(xs) - 1, size: size, numeric: make([]bool, len(xs)-1), right: make([]float64, len(xs)-1)}
	seen, nums := make([]int, b.cols), make([]int, b.cols)
	for _, l := range lines {
		n := &bodyLine{line: l, at: make([][]*word, b.cols), first: -1}
		for _, w := range l.words {
			c := sort.SearchFloat64s(xs[1:len(xs)-1], (w.x0+w.x1)/2)
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
		b.numeric[c] = seen[c] > 0 && 10*nums[c] >= 6*seen[c]
	}
	for _, n := range b.lines {
		for c, words := range n.at {
			if b.numeric[c] && c > 0 && len(words) > 0 && allValues(words) {
				n.vals++
			}
		}
	}
	return b
}

// rows returns the number of the row that each line belongs to.
func (b *body) rows() []int {
	out := make([]int, len(b.lines))
	row, start := 0, 0
	single := b.spacing()
	for i := 1; i < len(b.lines); i++ {
		if !b.goesOn(start, i, single) {
			row++
			start = i
		}
		out[i] = row
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

// goesOn reports whether line i belongs to the row that begins with line start.
func (b *body) goesOn(start, i int, single float64) bool {
	now, last := b.lines[i], b.lines[i-1]
	d := now.mid - last.mid
	if b.between != nil && b.between(last.line, now.line) {
		return false
	}
	if d <= .62*b.size && !shares(now, last) {
		return true // set half a line higher or lower, in the middle of its row
	}
	if d > 1.25*single+.1*b.size || d > 2.2*b.size {
		return false
	}
	row := b.lines[start:i]
	vals, stub := 0, false
	for _, l := range row {
		vals += l.vals
		stub = stub || len(l.at[0]) > 0
	}
	numbers := b.numbers()
	switch {
	case now.vals > 0 && vals > 0:
		return false
	case now.vals > 0:
		// A stub of several lines with its numbers beside the last.
		if len(now.at[0]) == 0 {
			return stub && last.count == 1 && d <= 1.15*single
		}
		return last.count == 1 && last.first == 0 && b.runsOn(last, now, 0)
	case now.count == 1 && now.first == 0:
		if numbers == 0 {
			return b.runsOn(last, now, 0)
		}
		return vals > 0 && b.runsOn(last, now, 0) || vals == 0 && last.first == 0 && last.count == 1 && b.runsOn(last, now, 0)
	case len(now.at[0]) == 0:
		return true
	}
	for c, words := range now.at {
		if len(words) > 0 && (len(last.at[c]) == 0 || !b.runsOn(last, now, c)) {
			return false
		}
	}
	return true
}

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

// runsOn reports whether the text of a column goes on from one line to the
// next: with a small letter, indented under it, or because the line was full.
func (b *body) runsOn(above, below *bodyLine, c int) bool {
	up, down := above.at[c], below.at[c]
	if len(up) == 0 || len(down) == 0 {
		return false
	}
	last := up[len(up)-1]
	first, _ := utf8.DecodeRuneInString(down[0].Text)
	if unicode.IsLower(first) {
		return true
	}
	end, _ := utf8.DecodeLastRuneInString(last.Text)
	switch {
	case end == ':' || isBullet(down[0].Text):
		return false
	case end == ',' || end == '-' || end == '/' || end == '&' || isLink(last.Text):
		return true
	}
	full := last.x1+.3*b.size+(down[0].x1-down[0].x0) > b.right[c]
	if !full {
		return false
	}
	indent := down[0].x0 - up[0].x0
	return indent > .4*b.size && indent < 4*b.size || above.x1-above.x0 > 12*b.size && len(up) > 2
}

// isLink reports whether a word cannot end a phrase.
func isLink(s string) bool {
	switch s {
	case "and", "or", "of", "the", "for", "in", "to", "by", "with", "a", "an", "from", "on", "at", "de", "et", "per":
		return true
	}
	return false
}
