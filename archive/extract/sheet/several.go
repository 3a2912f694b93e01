package sheet

import (
	"regexp"
	"slices"
	"strings"
)

// shapeRows is how many rows of a table are looked at to know its columns.
const shapeRows = 200

// A shape is what the columns of a table hold.
type shape struct {
	names   []string
	headed  bool
	rows    int
	figures []int // by column: cells that are figures
	words   []int // other cells
}

func (s *shape) add(l line) {
	if s.rows++; s.rows > shapeRows {
		return
	}
	for i, c := range l.Cells {
		if c = brief(c); c == "" {
			continue
		}
		for len(s.figures) <= i {
			s.figures, s.words = append(s.figures, 0), append(s.words, 0)
		}
		if figure.MatchString(c) {
			s.figures[i]++
		} else {
			s.words[i]++
		}
	}
}

// holdsWords reports whether words are nothing new in a column.
func (s *shape) holdsWords(column int) bool {
	return column < len(s.words) && s.words[column] > 0 && 3*s.words[column] >= s.figures[column]
}

// nextGap returns how many lines there are before one or more blank rows.
func nextGap(lines []line) int {
	for i := 1; i < len(lines); i++ {
		if lines[i].Number > lines[i-1].Number+1 {
			return i
		}
	}
	return len(lines)
}

// block returns the lines of the first table among these: up to a gap after
// which another has its header.
func block(lines []line) []line {
	w := writer{}
	for at := nextGap(lines); at < len(lines); at += nextGap(lines[at:]) {
		h := findHeader(lines[:at])
		if h.index < 0 || h.index+1 >= at || !across(lines[h.index:at]) {
			continue // these are lines above a table
		}
		w.shape = shape{names: h.names, headed: true}
		for _, l := range lines[h.index+1 : at] {
			w.shape.add(l)
		}
		if w.another(lines[at:]) {
			return lines[:at]
		}
	}
	return lines
}

// across reports whether the names and a row below them have several cells.
func across(lines []line) bool {
	return filled(lines[0].own()) > 1 && slices.ContainsFunc(lines[1:], func(l line) bool { return filled(l.own()) > 1 })
}

// another reports whether the lines after a gap are another table: below lines
// of a title, if any, they have a row that names columns, and it either repeats
// the names of the present table, or names columns of figures in which the
// present table has no words.
func (w *writer) another(lines []line) bool {
	top := 0
	for top < len(lines)-1 && top < 5 && filled(lines[top].own()) == 1 {
		top++
	}
	below := lines[top+1:]
	below = below[:min(len(below), nextGap(lines[top:])-1)]
	if len(below) == 0 {
		return false
	}
	names := lines[top].own()
	if filled(names) < 2 || !isHeader(names, usualWidth(lines[top:top+1+len(below)]), figuresBelow(below)) {
		return false
	}
	if w.repeats(names) {
		return true
	}
	for i, name := range names {
		if name = brief(name); name == "" || figure.MatchString(name) || w.shape.holdsWords(i) {
			continue
		}
		figures, all := 0, 0
		for _, l := range below {
			if i < len(l.Cells) && strings.TrimSpace(l.Cells[i]) != "" {
				all++
				if figure.MatchString(brief(l.Cells[i])) {
					figures++
				}
			}
		}
		if all > 0 && 10*figures >= 6*all {
			return true
		}
	}
	return false
}

// repeats reports whether most of a row is names of the present table's columns.
func (w *writer) repeats(names []string) bool {
	same, all := 0, 0
	for i, name := range names {
		if name = brief(name); name == "" {
			continue
		}
		all++
		if i < len(w.shape.names) && strings.EqualFold(w.shape.names[i], name) {
			same++
		}
	}
	return 10*same >= 7*all
}

// note matches what stands under a table and is about it.
var note = regexp.MustCompile(`(?i)^(\*|†|‡|\(\d{1,2}\)\s|\(?(notes?|sources?|footnotes?|disclaimer|prepared by|generated|report (run|generated|date)|data (source|as of|current)|as of|legend|key)\b[^,]*[:\s])`)

// isNote reports whether a row is a note wherever it stands: one cell in a
// table of several columns, and it says what it is, or goes on with a note.
func (w *writer) isNote(l line) bool {
	if w.width < 2 || !w.shape.headed || filled(l.own()) != 1 {
		return false
	}
	for _, c := range l.own() {
		if c = brief(c); c != "" {
			return len(c) > 8 && note.MatchString(c) || w.noted > 0 && w.noted == l.Number-1 && !figure.MatchString(c)
		}
	}
	return false
}

// notes reports whether the last rows of a sheet, after a gap, are notes: each
// has one cell, and it is no figure. Between rows they are labels.
func (w *writer) notes(lines []line) bool {
	if w.width < 3 || !w.shape.headed {
		return false
	}
	for _, l := range lines {
		cells := l.own()
		if filled(cells) > 1 {
			return false
		}
		for _, c := range cells {
			if c = brief(c); c != "" && figure.MatchString(c) {
				return false
			}
		}
	}
	return true
}
