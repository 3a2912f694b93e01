package score

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A Cell is a cell of a table: its first and last row and column, from 0, and its text.
type Cell struct {
	Row, LastRow, Col, LastCol int
	Text                       string
}

// A Pair is two neighbouring cells: the text of both, and whether the second
// stands to the right of the first or below it.
type Pair struct {
	First, Second string
	Below         bool
}

// Plain is a cell's text as the competition compares it: no white space, no
// case, marks alike.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r):
			return unicode.ToLower(r)
		}
		return '_'
	}, norm.NFKC.String(s))
}

// Adjacent returns the pairs of neighbouring cells of a table (Göbel et al.,
// ICDAR 2013): for each cell with text, the next one with text to the right of
// each of its rows and below each of its columns, each neighbour once.
func Adjacent(cells []Cell) (pairs []Pair) {
	type place struct{ row, col int }
	var filled []Cell
	at := map[place]int{} // to the first cell that covers it
	lastRow, lastCol := 0, 0
	for _, c := range cells {
		if c.Text = Plain(c.Text); c.Text == "" {
			continue
		}
		for r := c.Row; r <= c.LastRow; r++ {
			for k := c.Col; k <= c.LastCol; k++ {
				if _, ok := at[place{r, k}]; !ok {
					at[place{r, k}] = len(filled)
				}
			}
		}
		lastRow, lastCol = max(lastRow, c.LastRow), max(lastCol, c.LastCol)
		filled = append(filled, c)
	}
	for i, c := range filled {
		next := func(seen map[int]bool, below bool, from place) {
			for p := from; p.row <= lastRow && p.col <= lastCol; {
				if j, ok := at[p]; ok && j != i {
					if !seen[j] {
						seen[j] = true
						pairs = append(pairs, Pair{c.Text, filled[j].Text, below})
					}
					return
				}
				if below {
					p.row++
				} else {
					p.col++
				}
			}
		}
		seen := map[int]bool{}
		for r := c.Row; r <= c.LastRow; r++ {
			next(seen, false, place{r, c.LastCol + 1})
		}
		seen = map[int]bool{}
		for k := c.Col; k <= c.LastCol; k++ {
			next(seen, true, place{c.LastRow + 1, k})
		}
	}
	return pairs
}

// Rows returns the rows of a table, each as the plain text of its cells that
// begin in it and have any, in order, joined by tabs.
func Rows(cells []Cell) (rows []string) {
	byRow := map[int][]Cell{}
	var order []int
	for _, c := range cells {
		if c.Text = Plain(c.Text); c.Text == "" {
			continue
		}
		if byRow[c.Row] == nil {
			order = append(order, c.Row)
		}
		byRow[c.Row] = append(byRow[c.Row], c)
	}
	for _, r := range order {
		rows = append(rows, joined(byRow[r]))
	}
	return rows
}

func joined(cells []Cell) string {
	// Few cells, nearly in order.
	for i := 1; i < len(cells); i++ {
		for j := i; j > 0 && (cells[j].Col < cells[j-1].Col || cells[j].Col == cells[j-1].Col && cells[j].Text < cells[j-1].Text); j-- {
			cells[j], cells[j-1] = cells[j-1], cells[j]
		}
	}
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = c.Text
	}
	return strings.Join(texts, "\t")
}

// Texts returns the plain text of the cells that have any.
func Texts(cells []Cell) (texts []string) {
	for _, c := range cells {
		if s := Plain(c.Text); s != "" {
			texts = append(texts, s)
		}
	}
	return texts
}

// F is the harmonic mean of precision and recall.
func F(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}
