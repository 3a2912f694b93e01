package table

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/mark"
)

// An edge is a straight line on the sheet, or the side of a shade.
type edge struct {
	at, from, to float64
	shade        bool // it is only where a shade begins or ends
}

// Rules are the lines that part cells.
type rules struct {
	across, down []edge // horizontal by height, vertical by place
	shades       []shade
	sides        []edge  // of shades above and below, by height
	snap         float64 // lines this near to each other are one
}

// A shade is a rectangle of colour behind text.
type shade struct {
	archive.Box
	gray float64
}

const (
	thin     = 3.2    // points: a filled rectangle no thicker is a line
	maxEdges = 40_000 // of each direction; what has more is a drawing
)

// rulesOf finds the lines of a sheet.
func (s *sheet) rulesOf(rulings []mark.Ruling) rules {
	r := rules{snap: max(1, min(3, .35*s.size))}
	width, height := s.extent()
	for _, u := range rulings {
		b := s.in(u.Box)
		w, h := b[2]-b[0], b[3]-b[1]
		if !u.Filled && u.Stroked && (h == 0 || w == 0 || h < .5 || w < .5) && u.Thickness > thin {
			// A line so thick that it is a band of colour.
			if h <= w {
				b[1], b[3] = b[1]-u.Thickness/2, b[3]+u.Thickness/2
			} else {
				b[0], b[2] = b[0]-u.Thickness/2, b[2]+u.Thickness/2
			}
			w, h = b[2]-b[0], b[3]-b[1]
			u.Filled, u.Stroked = true, false
		}
		if w > .97*width && h > .97*height {
			continue
		}
		switch {
		case h <= thin && w > h:
			r.across = append(r.across, edge{(b[1] + b[3]) / 2, b[0], b[2], false})
		case w <= thin:
			r.down = append(r.down, edge{(b[0] + b[2]) / 2, b[1], b[3], false})
		case u.Stroked:
			r.outline(b, false)
		case u.Gray < .99:
			r.shades = append(r.shades, shade{b, u.Gray})
		}
		if len(r.across) > 4*maxEdges || len(r.down) > 4*maxEdges || len(r.shades) > maxEdges {
			break
		}
	}
	for _, b := range r.shades {
		if b.Box[3]-b.Box[1] >= .5*s.size {
			r.sides = append(r.sides, edge{b.Box[1], b.Box[0], b.Box[2], true}, edge{b.Box[3], b.Box[0], b.Box[2], true})
		}
	}
	slices.SortFunc(r.sides, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	r.across, r.down = r.tidy(r.across, s.size), r.tidy(r.down, s.size)
	return r
}

// typedRules takes the lines of a sheet that are typed, of hyphens or equals signs,
// from its words, and returns them as if they were drawn.
func (s *sheet) typedRules() []mark.Ruling {
	text := map[int]bool{} // lines with more
	any := false
	for _, w := range s.words {
		if !w.upright || !isTypedRule(w.Text) {
			text[w.line] = true
		} else {
			any = true
		}
	}
	if !any {
		return nil
	}
	var out []mark.Ruling
	s.words = slices.DeleteFunc(slices.Clone(s.words), func(w *word) bool {
		if text[w.line] {
			return false
		}
		box := s.out(archive.Box{w.x0, w.mid, w.x1, w.mid})
		out = append(out, mark.Ruling{Box: box, Stroked: true, Thickness: .5})
		return true
	})
	return out
}

// isTypedRule reports whether a word is a line of hyphens or equals signs. Fewer
// hyphens stand in the place of a number.
func isTypedRule(s string) bool {
	s = strings.Trim(s, "+")
	return len(s) >= 5 && strings.Trim(s, "-") == "" || len(s) >= 3 && strings.Trim(s, "=") == ""
}

// tidy merges edges, and drops those that are too short to part anything.
func (r *rules) tidy(edges []edge, size float64) []edge {
	least := max(4, .7*size)
	return slices.DeleteFunc(r.merge(edges), func(e edge) bool { return e.to-e.from < least })
}

func (r *rules) outline(b archive.Box, shade bool) {
	r.across = append(r.across, edge{b[1], b[0], b[2], shade}, edge{b[3], b[0], b[2], shade})
	r.down = append(r.down, edge{b[0], b[1], b[3], shade}, edge{b[2], b[1], b[3], shade})
}

// shaded returns the rules with the sides of shades among them, but for those
// within a lattice that lines make, and those with the same shade on both sides.
func (r rules) shaded(drawn []*lattice, size float64) rules {
	out := rules{across: slices.Clone(r.across), down: slices.Clone(r.down), shades: r.shades, snap: r.snap}
	inside := func(e edge, across bool) bool {
		return slices.ContainsFunc(drawn, func(l *lattice) bool {
			at, along := l.xs, l.ys
			if across {
				at, along = l.ys, l.xs
			}
			return at[0]-r.snap <= e.at && e.at <= at[len(at)-1]+r.snap && along[0]-r.snap <= e.from && e.to <= along[len(along)-1]+r.snap
		})
	}
	var sides rules
	for _, b := range r.shades {
		if b.Box[3]-b.Box[1] >= .8*size && b.Box[2]-b.Box[0] >= .8*size {
			sides.outline(b.Box, true)
		}
	}
	seams := r.seams()
	for _, e := range sides.across {
		if !inside(e, true) && !seams[e] {
			out.across = append(out.across, e)
		}
	}
	for _, e := range sides.down {
		if !inside(e, false) {
			out.down = append(out.down, e)
		}
	}
	out.across, out.down = out.tidy(out.across, size), out.tidy(out.down, size)
	return out
}

// seams are the sides at which a shade goes on in another below or above it:
// word processors shade the lines of a cell one by one.
func (r rules) seams() map[edge]bool {
	out := map[edge]bool{}
	tops := slices.Clone(r.shades)
	slices.SortFunc(tops, func(a, b shade) int { return cmp.Compare(a.Box[1], b.Box[1]) })
	for _, a := range r.shades {
		k, _ := slices.BinarySearchFunc(tops, a.Box[3]-r.snap, func(b shade, y float64) int { return cmp.Compare(b.Box[1], y) })
		for n := 0; k < len(tops) && tops[k].Box[1] <= a.Box[3]+r.snap && n < 200; k, n = k+1, n+1 {
			b := tops[k]
			over := min(a.Box[2], b.Box[2]) - max(a.Box[0], b.Box[0])
			if math.Abs(a.gray-b.gray) < .02 && over >= .7*max(a.Box[2]-a.Box[0], b.Box[2]-b.Box[0]) {
				out[edge{a.Box[3], a.Box[0], a.Box[2], true}] = true
				out[edge{b.Box[1], b.Box[0], b.Box[2], true}] = true
			}
		}
	}
	return out
}

// merge puts edges that are nearly in line at one place, and joins those that
// touch.
func (r *rules) merge(edges []edge) []edge {
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	for i := 0; i < len(edges); {
		j, sum := i, 0.0
		for ; j < len(edges) && edges[j].at-edges[i].at <= r.snap; j++ {
			sum += edges[j].at
		}
		for k := i; k < j; k++ {
			edges[k].at = sum / float64(j-i)
		}
		i = j
	}
	slices.SortFunc(edges, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.from, b.from))
	})
	var out []edge
	for _, e := range edges {
		if n := len(out) - 1; n >= 0 && out[n].at == e.at && e.from <= out[n].to+r.snap {
			out[n].to = math.Max(out[n].to, e.to)
			out[n].shade = out[n].shade && e.shade
			continue
		}
		out = append(out, e)
	}
	if len(out) > maxEdges {
		return nil
	}
	return out
}
