package ocr

import (
	"cmp"
	"context"
	"slices"

	"readingroom/archive/extract/pdf/mark"
)

// secondLook has Tesseract read again what it left out or was not sure of: it
// loses short numbers in columns and lines that stand alone. They are set below
// each other on a sheet of their own, which is read as one block.
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
		mid := (w.y0 + w.y1) / 2
		i, _ := slices.BinarySearchFunc(strips, mid, func(t strip, y int) int { return cmp.Compare(t.at+t.y1-t.y0, y) })
		if i == len(strips) || mid < strips[i].at {
			continue
		}
		dx, dy := strips[i].x0-margin(s), strips[i].y0-strips[i].at
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
	at             int    // row of the montage
}

// Measures of what may be letters, in inches.
const (
	leastLetter = .035
	mostLetter  = .5
	mostStrips  = 1000
)

// missed returns where ink stands that no word covers, or one that is not sure.
func (s *sheet) missed(words []word) []strip {
	sure := newCover(s, words, func(w word) bool { return w.confidence >= mark.Sure })
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
		t.x1, t.y0, t.y1 = max(t.x1, b.x1), min(t.y0, b.y0), max(t.y1, b.y1)
		for k := t.y0 / tile; k <= t.y1/tile; k++ {
			if !slices.Contains(open[k], best) {
				open[k] = slices.DeleteFunc(open[k], func(i int) bool { return b.x0-out[i].x1 > s.dots(mostLetter) })
				open[k] = append(open[k], best)
			}
		}
	}
	out = slices.DeleteFunc(out, func(t strip) bool {
		return t.y1-t.y0 > s.dots(mostLetter) || t.y1-t.y0 < s.dots(leastLetter)*3/2
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

func margin(s *sheet) int { return s.dots(.15) }

// montage sets strips below each other, with white between.
func (s *sheet) montage(strips []strip) (*sheet, []strip) {
	m, pad := margin(s), s.dots(.01)
	wide, high := 0, m
	for i := range strips {
		t := &strips[i]
		t.x0, t.y0, t.x1, t.y1 = max(0, t.x0-pad), max(0, t.y0-pad), min(s.w, t.x1+pad), min(s.h, t.y1+pad)
		t.at = high
		wide = max(wide, t.x1-t.x0)
		high += t.y1 - t.y0 + s.dots(.08)
		if high > 30_000 {
			strips = strips[:i]
			break
		}
	}
	out := newSheet(wide+2*m, high+m, s.dpi)
	for _, t := range strips {
		for y := t.y0; y < t.y1; y++ {
			copy(out.row(t.at + y - t.y0)[m:], s.row(y)[t.x0:t.x1])
		}
	}
	return out, strips
}
