package table

import (
	"strings"
	"unicode"
)

// onlyStub reports whether nothing but the first column has text.
func (l *bodyLine) onlyStub() bool { return l.count == 1 && l.first == 0 }

// besideStubs says on which line of a stub of several lines the numbers stand,
// as most lines show that hold a stub alone and can go on in one direction only:
// 1 is the first, -1 the last.
func (b *body) besideStubs(heads int) int {
	first, last := 0, 0
	for i := max(heads, 0); i < len(b.lines); i++ {
		if !b.lines[i].onlyStub() {
			continue
		}
		up := i > heads && b.lines[i-1].vals > 0 && b.runsOn(b.lines[i-1], b.lines[i], 0)
		switch down := b.begins(i); {
		case up && !down:
			first++
		case down && !up:
			last++
		}
	}
	switch {
	case first > last:
		return 1
	case last > first:
		return -1
	}
	return 0
}

// begins reports whether the stub of line i goes on in the line below, beside numbers.
func (b *body) begins(i int) bool {
	return i+1 < len(b.lines) && b.lines[i+1].vals > 0 && b.runsOn(b.lines[i], b.lines[i+1], 0)
}

// full reports whether the first word of a stub found no room in the line above
// that begins at the same place.
func (b *body) full(above, below *bodyLine) bool {
	up, down := above.at[0], below.at[0]
	if len(up) == 0 || len(down) == 0 || leads(up[len(up)-1].Text) || strings.HasSuffix(up[len(up)-1].Text, ":") {
		return false
	}
	indent := down[0].x0 - up[0].x0
	return up[len(up)-1].x1+.3*b.size+down[0].x1-down[0].x0 > b.right[0] && indent > -.4*b.size && indent < .4*b.size
}

// leans reports whether line i, without a stub, holds the beginning of a text
// that goes on in the line below with a small letter, and not the end of one
// above it: cells stand in the middle of their row, or at its foot.
func (b *body) leans(i int) bool {
	l, below := b.lines[i], b.lines[i+1]
	goesOn := false
	for c, words := range l.at {
		if len(words) == 0 {
			continue
		}
		if b.numeric[c] || len(below.at[c]) == 0 || i > 0 && b.runsOn(b.lines[i-1], l, c) {
			return false
		}
		first, _ := firstRune(below.at[c][0].Text)
		goesOn = goesOn || unicode.IsLower(first) || isLink(words[len(words)-1].Text)
	}
	return goesOn
}
