package grid

import (
	"cmp"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"readingroom/archive"
)

// Cells returns the cells of a valid grid with the words that stand in them, row
// by row. A word belongs where its middle is; words outside the grid are left out.
func (g Grid) Cells(words []archive.Word) []archive.Cell {
	rows, columns := g.Size()
	if g.None || rows == 0 || columns == 0 {
		return nil
	}
	inside := make([][]archive.Word, rows*columns)
	owner := g.owners()
	for _, w := range words {
		c := between(g.Columns, (w.Box[0]+w.Box[2])/2)
		r := between(g.Rows, (w.Box[1]+w.Box[3])/2)
		if c >= 0 && r >= 0 {
			at := owner[r*columns+c]
			inside[at] = append(inside[at], w)
		}
	}
	spans := map[int][2]int{}
	for _, s := range g.Spans {
		spans[s[0]*columns+s[1]] = [2]int{s[2], s[3]}
	}
	var cells []archive.Cell
	for at, own := range owner {
		if own != at {
			continue // part of a joined cell
		}
		r, c := at/columns, at%columns
		down, across := 1, 1
		if s, ok := spans[at]; ok {
			down, across = s[0], s[1]
		}
		cells = append(cells, archive.Cell{
			Row: r, Col: c, RowSpan: down, ColSpan: across, Text: text(inside[at]),
			Box: archive.Box{g.Columns[c], g.Rows[r], g.Columns[c+across], g.Rows[r+down]},
		})
	}
	return cells
}

// owners says for each place of the grid in which cell it is: the first place of it.
func (g Grid) owners() []int {
	rows, columns := g.Size()
	owner := make([]int, rows*columns)
	for i := range owner {
		owner[i] = i
	}
	for _, s := range g.Spans {
		for r := s[0]; r < s[0]+s[2]; r++ {
			for c := s[1]; c < s[1]+s[3]; c++ {
				owner[r*columns+c] = s[0]*columns + s[1]
			}
		}
	}
	return owner
}

// between returns the number of the gap between two lines in which v lies, or -1.
func between(lines []float64, v float64) int {
	i, exact := slices.BinarySearch(lines, v)
	if exact {
		i++
	}
	if i <= 0 || i >= len(lines) {
		return -1
	}
	return i - 1
}

var bullet = regexp.MustCompile(`^[•▪◦·‣∙–—-]$|^[•▪◦‣∙]`)

// text is the words of a cell as they read: wrapped lines run on, words that
// were parted at a line's end are put together, bullets begin a line.
func text(words []archive.Word) string {
	var b []byte
	last := ""
	for _, line := range inLines(words) {
		for i, w := range line {
			if i == 0 {
				if stem, ok := goesOn(last, w.Text); ok {
					b = append(b[:len(b)-len(last)+len(stem)], w.Text...)
					last = w.Text
					continue
				}
			}
			switch {
			case len(b) == 0:
			case i == 0 && bullet.MatchString(w.Text):
				b = append(b, '\n')
			default:
				b = append(b, ' ')
			}
			b = append(b, w.Text...)
			last = w.Text
		}
	}
	return string(b)
}

// inLines puts words into lines from the top, each from the left.
func inLines(words []archive.Word) [][]archive.Word {
	words = slices.Clone(words)
	middle := func(w archive.Word) float64 { return (w.Box[1] + w.Box[3]) / 2 }
	slices.SortStableFunc(words, func(a, b archive.Word) int { return cmp.Compare(middle(a), middle(b)) })
	var all [][]archive.Word
	for _, w := range words {
		if n := len(all); n > 0 {
			first := all[n-1][0]
			if middle(w)-middle(first) < max(1, (first.Box[3]-first.Box[1])/2) {
				all[n-1] = append(all[n-1], w)
				continue
			}
		}
		all = append(all, []archive.Word{w})
	}
	for _, line := range all {
		slices.SortStableFunc(line, func(a, b archive.Word) int { return cmp.Compare(a.Box[0], b.Box[0]) })
	}
	return all
}

// goesOn reports whether a word that ends a line goes on with the one that
// begins the next, "infor-" with "mation", and what it is without its hyphen.
func goesOn(word, next string) (stem string, ok bool) {
	last, n := utf8.DecodeLastRuneInString(word)
	if last != '-' && last != '\u00ad' && last != '\u2010' {
		return "", false
	}
	stem = word[:len(word)-n]
	before, _ := utf8.DecodeLastRuneInString(stem)
	first, _ := utf8.DecodeRuneInString(next)
	return stem, unicode.IsLetter(before) && unicode.IsLower(first)
}
