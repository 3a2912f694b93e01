package ocr

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	"readingroom/archive/extract/pdf/mark"
)

// secondLook has Tesseract read again what it left out or was not sure of: it
// loses short numbers in columns and lines that stand alone. They are set
// together on a sheet of their own, which is read as one block.
func (r Reader) secondLook(ctx context.Context, s *sheet, words []word) ([]word, error) {
	strips := s.missed(words)
	if len(strips) == 0 {
		return words, nil
	}
	sheet, strips := s.montage(strips)
	again, err := r.recognize(ctx, sheet, oneBlock)
	if err != nil {
		return nil, err
	}
	last := 0
	for _, w := range words {
		last = max(last, w.line)
	}
	found := make([][]word, len(strips))
	for _, w := range again {
		i := slices.IndexFunc(strips, func(t strip) bool { return t.holds(w) })
		if i < 0 {
			continue // it reaches over two
		}
		dx, dy := strips[i].x0-strips[i].left, strips[i].y0-strips[i].at
		w.x0, w.x1, w.y0, w.y1 = w.x0+dx, w.x1+dx, w.y0+dy, w.y1+dy
		found[i] = append(found[i], w)
	}
	for i, t := range strips {
		if !better(found[i], t.words) {
			continue
		}
		words = slices.DeleteFunc(words, func(w word) bool { return slices.Contains(t.words, w) })
		last++
		for _, w := range found[i] {
			if w.line = last; !slices.ContainsFunc(words, w.overlaps) {
				words = append(words, w)
			}
		}
	}
	return words, nil
}

// overlaps reports whether half of the smaller of two words lies in the other.
func (w word) overlaps(o word) bool {
	wide, high := min(w.x1, o.x1)-max(w.x0, o.x0), min(w.y1, o.y1)-max(w.y0, o.y0)
	area := min((w.x1-w.x0)*(w.y1-w.y0), (o.x1-o.x0)*(o.y1-o.y0))
	return wide > 0 && high > 0 && 2*wide*high >= area
}

// oneBlock is the page segmentation of Tesseract that takes the sheet for one
// block of text.
const oneBlock = 6

// better reports whether words that were read at the second look are worth more
// than those read at the first: all of them sure, and no fewer letters.
func better(second, first []word) bool {
	if len(second) == 0 {
		return false
	}
	n, least := 0, 100
	for _, w := range second {
		n += letters(w.text)
		least = min(least, w.confidence)
	}
	before := 0
	for _, w := range first {
		before += w.confidence * letters(w.text)
	}
	now := 0
	for _, w := range second {
		now += w.confidence * letters(w.text)
	}
	return n > 0 && least >= mark.Sure && now > before
}

// A strip is a part of a line that is read again, in dots.
type strip struct {
	x0, y0, x1, y1 int
	words          []word // that the first look found in it
	left, at       int    // its corner in the montage
	of             []int  // the words that it is made of, by index
	blobs          int
}

// holds reports whether a word of the montage stands in the strip.
func (t strip) holds(w word) bool {
	x, y := (w.x0+w.x1)/2, (w.y0+w.y1)/2
	side := t.y1 - t.y0
	return t.left <= x && x < t.left+t.x1-t.x0 && t.at <= y && y < t.at+t.y1-t.y0 &&
		w.x0 >= t.left-side && w.x1 <= t.left+t.x1-t.x0+side
}

// Measures of what may be letters, in inches.
const (
	leastLetter = .035
	mostLetter  = .5
	mostStrips  = 1000
)

// missed returns where ink stands that no word covers, or one that is not sure.
func (s *sheet) missed(words []word) []strip {
	length := map[int]int{} // how many words each line has
	for _, w := range words {
		length[w.line]++
	}
	sure := newCover(s, words, func(w word) bool {
		// A letter or two on a line of their own are read without anything to go by.
		return w.confidence >= mark.Sure && (length[w.line] > 1 || utf8.RuneCountInString(w.text) > 3)
	})
	var letters []blob
	for _, b := range s.blobs(dark) {
		high := b.y1 - b.y0
		if high >= s.dots(leastLetter) && high <= s.dots(mostLetter) && b.x1-b.x0 <= 12*high && !sure.covers((b.x0+b.x1)/2, (b.y0+b.y1)/2) {
			letters = append(letters, b)
		}
	}
	// Letters side by side make a strip.
	slices.SortFunc(letters, func(a, b blob) int { return cmp.Or(cmp.Compare(a.x0, b.x0), cmp.Compare(a.y0, b.y0)) })
	tile := s.dots(.1)
	open := map[int][]int{} // strips by the rows of tiles that they reach into
	var out []strip
	for _, b := range letters {
		best := -1
		for k := b.y0 / tile; k <= b.y1/tile; k++ {
			for _, i := range open[k] {
				t := &out[i]
				high := min(t.y1-t.y0, b.y1-b.y0)
				if min(t.y1, b.y1)-max(t.y0, b.y0) >= high/2 && b.x0-t.x1 <= max(t.y1-t.y0, b.y1-b.y0) && (best < 0 || t.x1 > out[best].x1) {
					best = i
				}
			}
		}
		if best < 0 {
			out = append(out, strip{x0: b.x0, y0: b.y0, x1: b.x1, y1: b.y1})
			best = len(out) - 1
		}
		t := &out[best]
		t.blobs++
		t.x1, t.y0, t.y1 = max(t.x1, b.x1), min(t.y0, b.y0), max(t.y1, b.y1)
		for k := t.y0 / tile; k <= t.y1/tile; k++ {
			if !slices.Contains(open[k], best) {
				open[k] = slices.DeleteFunc(open[k], func(i int) bool { return b.x0-out[i].x1 > s.dots(mostLetter) })
				open[k] = append(open[k], best)
			}
		}
	}
	out = slices.DeleteFunc(out, func(t strip) bool {
		high := t.y1 - t.y0
		return high > s.dots(mostLetter) || high < s.dots(leastLetter)*3/2 ||
			t.blobs < 3 && sure.near(t, high) // a letter that the box of its word leaves out
	})
	if len(out) > mostStrips { // a picture, not text
		return nil
	}
	slices.SortFunc(out, func(a, b strip) int { return cmp.Or(cmp.Compare(a.y0, b.y0), cmp.Compare(a.x0, b.x0)) })
	for i := range out {
		t := &out[i]
		for _, w := range words {
			x, y := (w.x0+w.x1)/2, (w.y0+w.y1)/2
			if t.x0 <= x && x < t.x1 && t.y0 <= y && y < t.y1 {
				t.words = append(t.words, w)
			}
		}
	}
	return out
}

// A cover knows which parts of a sheet words stand on, by tiles.
type cover struct {
	tile, w int
	there   map[int][]word
}

func newCover(s *sheet, words []word, count func(word) bool) *cover {
	c := &cover{tile: s.dots(.2), there: map[int][]word{}}
	c.w = s.w/c.tile + 1
	for _, w := range words {
		if !count(w) {
			continue
		}
		for y := w.y0 / c.tile; y <= w.y1/c.tile; y++ {
			for x := w.x0 / c.tile; x <= w.x1/c.tile; x++ {
				c.there[y*c.w+x] = append(c.there[y*c.w+x], w)
			}
		}
	}
	return c
}

func (c *cover) covers(x, y int) bool {
	for _, w := range c.there[y/c.tile*c.w+x/c.tile] {
		if w.x0-1 <= x && x <= w.x1+1 && w.y0-1 <= y && y <= w.y1+1 {
			return true
		}
	}
	return false
}

// near reports whether a word stands right beside a strip.
func (c *cover) near(t strip, high int) bool {
	gap := high * 6 / 10
	for y := t.y0 / c.tile; y <= t.y1/c.tile; y++ {
		for x := max(0, t.x0-gap) / c.tile; x <= (t.x1+gap)/c.tile; x++ {
			for _, w := range c.there[y*c.w+x] {
				if w.x0 <= t.x1+gap && w.x1 >= t.x0-gap && min(w.y1, t.y1)-max(w.y0, t.y0) > high/2 {
					return true
				}
			}
		}
	}
	return false
}

func margin(s *sheet) int { return s.dots(.15) }

// montage sets strips side by side and below each other, with white between, as
// words stand on a page.
func (s *sheet) montage(strips []strip) (*sheet, []strip) {
	m, pad, gap := margin(s), s.dots(.01), s.dots(.4)
	wide := s.dots(6)
	for i := range strips {
		t := &strips[i]
		t.x0, t.y0, t.x1, t.y1 = max(0, t.x0-pad), max(0, t.y0-pad), min(s.w, t.x1+pad), min(s.h, t.y1+pad)
		wide = max(wide, t.x1-t.x0)
	}
	high, fit := m, len(strips)
	for first := 0; first < len(strips); {
		end, x, row := first, m, 0
		for end < len(strips) && (end == first || x+strips[end].x1-strips[end].x0 <= m+wide) {
			t := &strips[end]
			t.left = x
			x += t.x1 - t.x0 + gap
			row = max(row, t.y1-t.y0)
			end++
		}
		if high+row+m > 30_000 {
			fit = first
			break
		}
		for i := first; i < end; i++ { // on one base line
			strips[i].at = high + row - (strips[i].y1 - strips[i].y0)
		}
		high += row + s.dots(.08)
		first = end
	}
	out := newSheet(wide+2*m, high+m, s.dpi)
	for _, t := range strips[:fit] {
		for y := t.y0; y < t.y1; y++ {
			copy(out.row(t.at + y - t.y0)[t.left:], s.row(y)[t.x0:t.x1])
		}
	}
	return out, strips[:fit]
}
