package table

import (
	"slices"
	"unicode"
)

// heads takes in the lines above that may be heads: they have several phrases,
// or one over columns other than the first.
func (s *sheet) heads(lines []*line, r region, width float64, free []edge) region {
	size := sizeOf(lines[r.from : r.to+1])
	seps := columns(lines[r.from:r.to+1], size)
	if len(seps) == 0 {
		return r
	}
	left, right := lines[r.from].x0, 0.0
	for _, l := range lines[r.from : r.to+1] {
		left, right = min(left, l.x0), max(right, l.x1)
	}
	middle := (left + right) / 2
	for n := 0; r.from > 0 && n < 5; n++ {
		l, below := lines[r.from-1], lines[r.from]
		most := 1.8
		if len(edgesIn(free, l.mid, below.mid)) > 0 {
			most = 2.6
		}
		p := l.phrased()
		at := (p[0].x0 + p[0].x1) / 2
		title := len(p) == 1 && at > middle-1.5*size && at < middle+1.5*size
		if title && r.from > 1 && below.mid-lines[r.from-2].mid < 5.2*size && lines[r.from-2].names(lines[r.from:r.to+1], len(seps)) {
			r.from -= 2 // it is the label of the first rows
			continue
		}
		if below.mid-l.mid > most*max(l.size, below.size) || l.size > 1.25*size || l.x1 > right+2*size {
			break
		}
		if title {
			break
		}
		text := l.text()
		if len(p) == 1 && (p[0].x0 < seps[0]-size || p[0].prose(width) || text[0] == '(' || numbered.MatchString(text)) {
			break
		}
		if slices.ContainsFunc(p, func(p phrase) bool { return p.prose(width) }) {
			break
		}
		r.from--
	}
	return r
}

// names reports whether a line has a text for each column of others, with so many
// borders between them, and none over two.
func (l *line) names(others []*line, borders int) bool {
	p := l.phrased()
	if len(p) != borders+1 {
		return false
	}
	seps := columns(append([]*line{l}, others...), sizeOf(others))
	if len(p) != len(seps)+1 || len(p) < 3 {
		return false
	}
	for i, q := range p {
		if q.value() || column(seps, q.x0+.15*l.size) != i || column(seps, q.x1-.15*l.size) != i {
			return false
		}
	}
	return true
}

// tail takes in the lines below that go on in the cells of the last row: in columns
// other than the first, or in the first with a small letter.
func tail(lines []*line, tab []bool, r region) region {
	rows := lines[max(r.from, r.to-longRegion) : r.to+1]
	size := sizeOf(rows)
	seps := columns(rows, size)
	if len(seps) == 0 {
		return r
	}
	for n := 0; r.to+1 < len(lines) && n < 6 && !tab[r.to+1]; n++ {
		l, above := lines[r.to+1], lines[r.to]
		if l.mid-above.mid > 1.35*size || l.size > 1.1*size {
			break
		}
		p := l.phrased()
		first, _ := firstRune(l.text())
		inside := p[0].x0 > seps[0] && column(seps, p[0].x0+.3*size) == column(seps, p[0].x1-.3*size)
		wrapped := unicode.IsLower(first) && p[0].x1 < seps[0] && p[0].x0 > above.x0-.3*size
		if len(p) != 1 || !inside && !wrapped {
			break
		}
		r.to++
	}
	return r
}
