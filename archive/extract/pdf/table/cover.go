package table

import (
	"cmp"
	"slices"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/mark"
)

const (
	coverBand  = 24        // points: covers are looked up by height in steps of this
	mostCovers = 1_000_000 // entries by height
	mostLooks  = 50_000_000
	lowCover   = 40 // points: what is higher and neither white nor black may let through what it covers
)

// Covers are the filled rectangles that are painted over other marks, by height.
type covers struct {
	bands map[int][]*cover
	looks int // how many more may be looked at
}

// A cover hides what was painted before it. White and black hide; a colour in
// between does where there is text on it that was painted later, since else
// it may be a marker's that lets the text through.
type cover struct {
	archive.Box
	order int
	plain bool
	used  bool // text was painted on it
}

// coversOf finds what is painted over others; nil where there is nothing.
func coversOf(p *mark.Page) *covers {
	if len(p.Glyphs) == 0 {
		return nil
	}
	first, entries := p.Glyphs[0].Order, 0
	out := &covers{bands: map[int][]*cover{}, looks: mostLooks}
	for _, r := range p.Rulings {
		b := r.Box
		if first = min(first, r.Order); !r.Filled || r.Order <= first || b[2]-b[0] < 4 || b[3]-b[1] < 4 {
			continue
		}
		c := &cover{Box: b, order: r.Order, plain: r.Gray <= .05 || r.Gray >= .97}
		if !c.plain && b[3]-b[1] > lowCover {
			continue
		}
		for y := int(max(0, b[1])) / coverBand; y <= int(min(b[3], p.Height))/coverBand; y++ {
			if entries++; entries > mostCovers {
				return nil
			}
			out.bands[y] = append(out.bands[y], c)
		}
	}
	if entries == 0 {
		return nil
	}
	for _, g := range p.Glyphs {
		for _, c := range out.at(g.Y) {
			if !c.plain && !c.used && c.order < g.Order && c.Box[0] <= g.X && g.X <= c.Box[2] && c.Box[1] <= g.Y && g.Y <= c.Box[3] {
				c.used = true
			}
		}
	}
	return out
}

// at returns the covers at a height; none once too many were looked at.
func (c *covers) at(y float64) []*cover {
	if y < 0 || c.looks < 0 {
		return nil
	}
	band := c.bands[int(y)/coverBand]
	c.looks -= len(band)
	return band
}

// hide reports whether something painted later hides a box.
func (c *covers) hide(b archive.Box, order int) bool {
	return slices.ContainsFunc(c.at((b[1]+b[3])/2), func(c *cover) bool {
		return c.order > order && (c.plain || c.used) && c.Box[0] <= b[0]+.1 && c.Box[1] <= b[1] && c.Box[2] >= b[2]-.1 && c.Box[3] >= b[3]
	})
}

// uncovered returns the page without the glyphs and lines that something was
// painted over later: tables are filled in again over what stood in a cell, and
// both are in the file. It returns nil where no glyph is hidden.
func uncovered(p *mark.Page) *mark.Page {
	c := coversOf(p)
	if c == nil {
		return nil
	}
	out := *p
	out.Glyphs = slices.DeleteFunc(slices.Clone(p.Glyphs), func(g mark.Glyph) bool {
		return g.Angle == 0 && c.hide(archive.Box{g.X, g.Y - .6*g.Size, g.X + g.Width, g.Y}, g.Order)
	})
	if len(out.Glyphs) == len(p.Glyphs) {
		return nil
	}
	out.Rulings = nil
	for _, r := range p.Rulings {
		out.Rulings = append(out.Rulings, c.rest(r)...)
	}
	return &out
}

// rest returns what can be seen of a ruling: all of it, unless it is a line
// that something was painted over.
func (c *covers) rest(r mark.Ruling) []mark.Ruling {
	b := r.Box
	w, h := b[2]-b[0], b[3]-b[1]
	if min(w, h) > thin {
		return []mark.Ruling{r}
	}
	along, at := 0, (b[1]+b[3])/2 // the index of where it begins in a box, and its place across
	if h > w {
		along, at = 1, (b[0]+b[2])/2
	}
	across := 1 - along
	var hidden [][2]float64
	for y := int(max(0, b[1])) / coverBand; y <= int(max(0, b[3]))/coverBand; y++ {
		for _, k := range c.at(float64(y * coverBand)) {
			if k.order > r.Order && (k.plain || k.used) && k.Box[across]+1 < at && at < k.Box[across+2]-1 && len(hidden) < 1000 {
				hidden = append(hidden, [2]float64{k.Box[along], k.Box[along+2]})
			}
		}
	}
	if len(hidden) == 0 {
		return []mark.Ruling{r}
	}
	slices.SortFunc(hidden, func(a, b [2]float64) int { return cmp.Compare(a[0], b[0]) })
	var out []mark.Ruling
	from := b[along]
	piece := func(to float64) {
		if to-from > 1 {
			n := r
			n.Box[along], n.Box[along+2] = from, to
			out = append(out, n)
		}
	}
	for _, s := range hidden {
		piece(min(s[0], b[along+2]))
		from = max(from, s[1])
	}
	piece(b[along+2])
	return out
}
