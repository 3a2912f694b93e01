package release

import (
	"cmp"
	"math"
	"slices"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/mark"
)

// A box is a filled rectangle that may lie over what was taken out.
type box struct {
	archive.Box
	gray   float64
	order  int
	sheer  bool
	coded  bool // an exemption stands in it, and nothing else
	covers bool // text is under it
}

func (b box) height() float64 { return b.Box[3] - b.Box[1] }
func (b box) width() float64  { return b.Box[2] - b.Box[0] }
func (b box) dark() bool      { return b.gray < .3 }

// boxesOf returns the filled rectangles of a page that are neither rules nor
// its background, from the top. One that is painted twice is there once.
func boxesOf(p *mark.Page) []box {
	const least = 4
	var out []box
	seen := map[[4]int]int{}
	for _, r := range p.Rulings {
		b := box{Box: r.Box, gray: r.Gray, order: r.Order, sheer: r.Sheer}
		if !r.Filled || b.width() < least || b.height() < least || b.width()*b.height() > .9*p.Width*p.Height {
			continue
		}
		var key [4]int
		for i := range key {
			key[i] = int(math.Round(b.Box[i] / 2))
		}
		if at, ok := seen[key]; ok {
			out[at] = b // the later one is seen
			continue
		}
		seen[key] = len(out)
		out = append(out, b)
	}
	slices.SortStableFunc(out, func(a, b box) int { return cmp.Compare(a.Box[1], b.Box[1]) })
	return out
}

// smallest returns the smallest box around a place; nil for none.
func (f *finder) smallest(at archive.Box) *box {
	x, y := (at[0]+at[2])/2, (at[1]+at[3])/2
	var found *box
	for i := range f.boxes {
		b := &f.boxes[i]
		if b.Box[1] > y {
			break
		}
		if within(x, y, b.Box) && (found == nil || b.width()*b.height() < found.width()*found.height()) {
			found = b
		}
	}
	return found
}

// beside reports whether a dark box stands right before or after a place.
func (f *finder) beside(at archive.Box) bool {
	height := at[3] - at[1]
	for i := range f.boxes {
		b := &f.boxes[i]
		if b.Box[1] > at[3] {
			break
		}
		gap := max(b.Box[0]-at[2], at[0]-b.Box[2])
		if b.dark() && !b.sheer && min(b.Box[3], at[3])-max(b.Box[1], at[1]) > height/2 && gap < 1.5*height && b.height() < 20*height {
			return true
		}
	}
	return false
}

// redactions returns the boxes over what was blacked out or taken out: an
// exemption stands in them, or text under them, or they stand in a line of
// text, or among lines of text, and are black.
func (f *finder) redactions(codes []sighting) []archive.Mark {
	for _, c := range f.cover.Marks {
		for i := range f.boxes {
			if near(f.boxes[i].Box, c.Box) {
				f.boxes[i].covers = true
			}
		}
	}
	for _, c := range codes {
		if c.in != nil {
			c.in.coded = true
		}
	}
	var out []archive.Mark
	bars := f.bars()
	for i := range f.boxes {
		b := &f.boxes[i]
		if !b.coded && !b.covers && (bars[i] || !f.blackedOut(b)) {
			continue
		}
		kind := archive.MarkBlackBox
		if b.gray > .5 {
			kind = archive.MarkWhiteBox
		}
		if out = append(out, archive.Mark{Kind: kind, Box: rounded(b.Box)}); len(out) == maxMarks {
			break
		}
	}
	return out
}

func near(a, b archive.Box) bool {
	for i := range a {
		if math.Abs(a[i]-b[i]) > 2 {
			return false
		}
	}
	return true
}

// blackedOut reports whether a box is black, has no text on it, and stands
// where text would.
func (f *finder) blackedOut(b *box) bool {
	if b.gray > black || b.sheer || b.width() < f.size || b.height() < .6*f.size {
		return false
	}
	on := false
	f.field().each(archive.Box{b.Box[0] + 1, b.Box[1] + 1, b.Box[2] - 1, b.Box[3] - 1}, func(p *placed) bool {
		w := p.Box
		// Of a word beside it no more than an edge is on the box.
		on = on || min(w[2], b.Box[2])-max(w[0], b.Box[0]) > .3*(w[2]-w[0]) && min(w[3], b.Box[3])-max(w[1], b.Box[1]) > .4*(w[3]-w[1])
		return !on
	})
	if on {
		return false
	}
	return f.inLine(b) || f.amongLines(b)
}

// inLine reports whether a box stands in a line of text, as a word would.
func (f *finder) inLine(b *box) bool {
	before, after := false, false
	f.field().each(archive.Box{b.Box[0] - 3*f.size, b.Box[1], b.Box[2] + 3*f.size, b.Box[3]}, func(p *placed) bool {
		w := p.Box
		height := w[3] - w[1]
		if min(w[3], b.Box[3])-max(w[1], b.Box[1]) < .6*min(height, b.height()) || b.height() > 2.2*height || b.height() < .5*height {
			return true
		}
		before = before || w[2] <= b.Box[0]+.4*height && w[2] >= b.Box[0]-1.2*height
		after = after || w[0] >= b.Box[2]-.4*height && w[0] <= b.Box[2]+1.2*height
		return !before || !after
	})
	if before && after {
		return true
	}
	// At one end of a line, a square is the bullet or the key of a diagram.
	return (before || after) && b.width() > 2*b.height()
}

// amongLines reports whether a box stands between lines of text that begin or
// end where it does, as wide as a few words at least.
func (f *finder) amongLines(b *box) bool {
	if b.width() < 4*f.size || b.height() < .8*f.size || b.Box[0] < f.left-2*f.size || b.Box[2] > f.right+2*f.size {
		return false
	}
	above, below := false, false
	lines := func(from, to float64, found *bool) {
		f.field().each(archive.Box{f.left, from, f.right, to}, func(p *placed) bool {
			s := f.segments[p.segment]
			*found = *found || len(s.words) >= 3 && s.size < 1.5*f.size && math.Abs(s.box[0]-b.Box[0]) < 1.5*f.size
			return !*found
		})
	}
	lines(b.Box[1]-2.5*f.size, b.Box[1], &above)
	lines(b.Box[3], b.Box[3]+2.5*f.size, &below)
	return above && below || (above || below) && b.height() < 2.5*f.size && b.width() < .9*(f.right-f.left)
}

// bars tells the boxes that are the bars of a diagram or the stripes of a
// table: three and more that begin or end at one line at even steps.
func (f *finder) bars() []bool {
	out := make([]bool, len(f.boxes))
	for _, side := range []int{0, 3} { // bars that lie begin at the left, those that stand end below
		groups := map[int][]int{}
		for i, b := range f.boxes {
			groups[int(math.Round(b.Box[side]))] = append(groups[int(math.Round(b.Box[side]))], i)
		}
		for _, g := range groups {
			even(f.boxes, g, side, out)
		}
	}
	return out
}

// even marks boxes of one thickness that follow each other at even steps.
func even(boxes []box, group []int, side int, out []bool) {
	low, high := 1, 3
	if side == 3 {
		low, high = 0, 2
	}
	slices.SortStableFunc(group, func(a, b int) int { return cmp.Compare(boxes[a].Box[low], boxes[b].Box[low]) })
	for i := 0; i+2 < len(group); {
		first := boxes[group[i]].Box
		step := boxes[group[i+1]].Box[low] - first[low]
		end := i + 1
		for end < len(group) {
			a, b := boxes[group[end-1]].Box, boxes[group[end]].Box
			if math.Abs(b[low]-a[low]-step) > .05*step+.3 || math.Abs((b[high]-b[low])-(first[high]-first[low])) > .3 {
				break
			}
			end++
		}
		if end-i >= 4 && step > .5 {
			for _, n := range group[i:end] {
				out[n] = true
			}
		}
		i = max(i+1, end-1)
	}
}
