package release

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/mark"
)

// A Cover is the text of a page that stands in its file and that nobody sees,
// since boxes lie over it.
type Cover struct {
	Glyphs     []int          // their indexes in the page's Glyphs, ascending
	Marks      []archive.Mark // MarkCovered: the box, and how much is under it; never what
	Characters int            // letters and digits under the boxes
	Light      bool           // all the boxes are light
}

// Covered finds what stands under boxes. It reads nothing but the page as it is
// painted, so that it comes before words and tables are looked for.
//
// Text is covered by what is painted after it and is not seen through. The text
// of a scan (Hidden, or painted before its picture) is covered by what is
// painted after the picture. Black text on a black box that is no taller than a
// line, as word processors highlight, is covered too.
//
// What is under a box that has other words on it is taken off the page and no
// more is said: spreadsheets paint their cells over what they painted before.
//
// Words that were read from a picture are seen, so there is nothing to find.
func Covered(p *mark.Page) Cover {
	lids := lidsOf(p)
	if len(lids) == 0 || len(p.Glyphs) == 0 {
		return Cover{}
	}
	scan := scanOf(p)
	sieve := newSieve(p, lids)
	var points []point
	for i, g := range p.Glyphs {
		if sieve.passes(g) || scan.holds(g) {
			points = appendPoints(points, g, int32(i))
		}
	}
	slices.SortFunc(points, func(a, b point) int { return cmp.Compare(a.x, b.x) })
	over := topmost(lids, points)
	hits := make([]uint8, len(p.Glyphs))
	under := map[int]int32{} // the lid over each covered glyph
	for i, q := range points {
		if over[i] >= 0 && hides(lids[over[i]], p.Glyphs[q.glyph], scan, q, p.Pictures) {
			if hits[q.glyph]++; hits[q.glyph] == enough {
				under[int(q.glyph)] = over[i]
			}
		}
	}
	return coverOf(p, lids, under)
}

// A glyph is looked at in so many places; it is covered where most are.
const places, enough = 4, 3

// appendPoints adds the places of a glyph: left and right, just above the base
// line and at half the height of its letters, so that no rule through it or
// under it covers it.
func appendPoints(points []point, g mark.Glyph, n int32) []point {
	sin, cos := math.Sincos(g.Angle * math.Pi / 180)
	for k := range places {
		along, up := g.Width*.25, g.Size*.1
		if k%2 == 1 {
			along = g.Width * .75
		}
		if k >= 2 {
			up = g.Size * .45
		}
		points = append(points, point{float32(g.X + cos*along + sin*up), float32(g.Y + sin*along - cos*up), n})
	}
	return points
}

// lidsOf returns the opaque boxes of a page by their order. A line as thick as
// a marker's stroke is one.
func lidsOf(p *mark.Page) []lid {
	const least, thick = 1, 4
	var lids []lid
	for _, r := range p.Rulings {
		b := r.Box
		if !r.Filled && r.Stroked && r.Thickness >= thick {
			half := r.Thickness / 2
			switch {
			case b[3]-b[1] < least:
				b[1], b[3] = b[1]-half, b[3]+half
			case b[2]-b[0] < least:
				b[0], b[2] = b[0]-half, b[2]+half
			default:
				continue
			}
		} else if !r.Filled {
			continue
		}
		if !r.Sheer && b[2]-b[0] >= least && b[3]-b[1] >= least {
			lids = append(lids, lid{b, r.Order, r.Gray})
		}
	}
	slices.SortStableFunc(lids, func(a, b lid) int { return cmp.Compare(a.order, b.order) })
	return lids
}

// black is how light what counts as black is at most.
const black = .12

// hides reports whether a lid that lies over a place of a glyph hides it.
func hides(l lid, g mark.Glyph, s scan, q point, pictures []mark.Picture) bool {
	switch order := s.at(float64(q.x), float64(q.y)); {
	case order > 0 && (g.Hidden || g.Order < order):
		return l.order > order
	case l.order > g.Order:
		return true
	case !g.Dark || l.gray > black || min(l.box[3]-l.box[1], l.box[2]-l.box[0]) > 2.2*g.Size:
		return false
	}
	for _, pic := range pictures[:min(len(pictures), 100)] {
		if pic.Order > l.order && within(float64(q.x), float64(q.y), pic.Box) {
			return false // the text stands on the picture
		}
	}
	return true
}

func within(x, y float64, b archive.Box) bool {
	return b[0] <= x && x <= b[2] && b[1] <= y && y <= b[3]
}

// coverOf gathers what was found by box.
func coverOf(p *mark.Page, lids []lid, under map[int]int32) Cover {
	if len(under) == 0 {
		return Cover{}
	}
	c := Cover{Light: true}
	for i := range under {
		c.Glyphs = append(c.Glyphs, i)
	}
	slices.Sort(c.Glyphs)
	seen := again(p, c.Glyphs)
	over := written(p, lids, under)
	count := map[int32]int{}
	for _, i := range c.Glyphs {
		if over[under[i]] || seen(p.Glyphs[i]) {
			continue
		}
		for _, r := range p.Glyphs[i].Text {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				count[under[i]]++
			}
		}
	}
	for n, l := range lids {
		if k := count[int32(n)]; k > 0 {
			c.Characters += k
			c.Light = c.Light && l.gray > .5
			c.Marks = append(c.Marks, archive.Mark{Kind: archive.MarkCovered, Text: characters(k), Box: rounded(l.box)})
		}
	}
	return c
}

// written returns the lids that have words on them, but for what is put on a
// redaction.
func written(p *mark.Page, lids []lid, under map[int]int32) map[int32]bool {
	var used []int32
	for _, n := range under {
		used = append(used, n)
	}
	slices.Sort(used)
	used = slices.Compact(used)
	some := make([]lid, len(used))
	for i, n := range used {
		some[i] = lids[n]
	}
	var points []point
	for i, g := range p.Glyphs {
		if _, covered := under[i]; !covered && !g.Hidden && g.Order > some[0].order {
			points = appendPoints(points, g, int32(i))[:len(points)+1]
		}
	}
	slices.SortFunc(points, func(a, b point) int { return cmp.Compare(a.x, b.x) })
	text := make([][]int32, len(some))
	for i, n := range topmost(some, points) {
		if n >= 0 && len(text[n]) < 200 {
			text[n] = append(text[n], points[i].glyph)
		}
	}
	out := map[int32]bool{}
	for i, glyphs := range text {
		slices.Sort(glyphs)
		var b strings.Builder
		for _, n := range glyphs {
			b.WriteString(p.Glyphs[n].Text)
		}
		if s := strings.TrimSpace(b.String()); s != "" && len(codesIn(s)) == 0 && !instead.MatchString(s) {
			out[used[i]] = true
		}
	}
	addCells(lids, used, out)
	return out
}

// addCells adds the light lids that are empty cells in a row, or in a column,
// of others that have words on them.
func addCells(lids []lid, used []int32, written map[int32]bool) {
	band := func(b archive.Box, low, high int) [3]int {
		return [3]int{low, int(math.Round(b[low])), int(math.Round(b[high]))}
	}
	cells := map[[3]int]int{}
	for n := range written {
		cells[band(lids[n].box, 0, 2)]++
		cells[band(lids[n].box, 1, 3)]++
	}
	for _, n := range used {
		if b := lids[n].box; lids[n].gray > .5 && (cells[band(b, 0, 2)] >= 2 || cells[band(b, 1, 3)] >= 2) {
			written[n] = true
		}
	}
}

// instead is what is put in place of words that were taken out.
var instead = form(`(?i)redact|withh|exempt|delet|remov|sealed|privilege|confidential|non-?responsive|outside (?:the )?scope|^[^\p{L}\d]*$`)

func characters(n int) string {
	if n == 1 {
		return "1 character"
	}
	return fmt.Sprintf("%d characters", n)
}

// again returns whether a covered glyph was painted once more where it can be
// seen, as pages do that are painted over and over.
func again(p *mark.Page, covered []int) func(mark.Glyph) bool {
	type place struct {
		text string
		x, y int
	}
	visible := map[place]bool{}
	next := 0
	for i, g := range p.Glyphs {
		if next < len(covered) && covered[next] == i {
			next++
			continue
		}
		visible[place{g.Text, int(math.Round(g.X)), int(math.Round(g.Y))}] = true
	}
	return func(g mark.Glyph) bool {
		x, y := int(math.Round(g.X)), int(math.Round(g.Y))
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				if visible[place{g.Text, x + dx, y + dy}] {
					return true
				}
			}
		}
		return false
	}
}

// Remove takes what is covered off the page that it was found on.
func (c Cover) Remove(p *mark.Page) {
	if len(c.Glyphs) == 0 {
		return
	}
	kept, next := p.Glyphs[:0], 0
	for i, g := range p.Glyphs {
		if next < len(c.Glyphs) && c.Glyphs[next] == i {
			next++
			continue
		}
		kept = append(kept, g)
	}
	clear(p.Glyphs[len(kept):])
	p.Glyphs = kept
}

// Notice says how much is held back; ok is false where nothing is.
func (c Cover) Notice(page int) (n archive.Notice, ok bool) {
	kind, verb, they := "black boxes", "stand", "they are"
	if c.Light {
		kind = "boxes"
	}
	if c.Characters == 1 {
		verb, they = "stands", "it is"
	}
	text := fmt.Sprintf("Page %d: %s still %s in the file under %s; %s not shown here. The original holds them.", page, characters(c.Characters), verb, kind, they)
	return archive.Notice{Code: "covered", Page: page, Text: text}, c.Characters > 0
}

// rounded keeps a hundredth of a point.
func rounded(b archive.Box) archive.Box {
	for i := range b {
		b[i] = math.Round(b[i]*100) / 100
	}
	return b
}
