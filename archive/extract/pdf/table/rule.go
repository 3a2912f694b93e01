package table

import (
	"cmp"
	"math"
	"slices"

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
	shades       []archive.Box
	snap         float64 // lines this near to each other are one
}

const (
	thin     = 3.2    // points: a filled rectangle no thicker is a line
	maxEdges = 40_000 // of each direction; what has more is a drawing
)

// rulesOf finds the lines of a sheet.
func (s *sheet) rulesOf(rulings []mark.Ruling) rules {
	r := rules{snap: max(1, min(3, .35*s.type_))}
	width, height := s.size()
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
			r.shades = append(r.shades, b)
		}
		if len(r.across) > 4*maxEdges || len(r.down) > 4*maxEdges || len(r.shades) > maxEdges {
			break
		}
	}
	for _, b := range r.shades {
		if b[3]-b[1] >= .8*s.type_ && b[2]-b[0] >= .8*s.type_ {
			r.outline(b, true)
		}
	}
	r.across, r.down = r.merge(r.across), r.merge(r.down)
	least := max(4, .7*s.type_)
	short := func(e edge) bool { return e.to-e.from < least }
	r.across, r.down = slices.DeleteFunc(r.across, short), slices.DeleteFunc(r.down, short)
	return r
}

func (r *rules) outline(b archive.Box, shade bool) {
	r.across = append(r.across, edge{b[1], b[0], b[2], shade}, edge{b[3], b[0], b[2], shade})
	r.down = append(r.down, edge{b[0], b[1], b[3], shade}, edge{b[2], b[1], b[3], shade})
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
