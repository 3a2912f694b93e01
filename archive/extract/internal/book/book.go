// Package book says what stands in a workbook, whatever its format.
//
//	Row{Number: 6, Cells: {{Column: 1, Text: "Abbott Home"}, {Column: 2, IsNumber: true, Number: 41641, Format: 14}}}
//	Layout{Hidden: {{3, 4}}, Merged: {{First: 6, Last: 8, Left: 1, Right: 1}}}
package book

import (
	"cmp"
	"slices"
	"strings"

	"readingroom/archive"
)

// A Row is a row with at least one cell.
type Row struct {
	Number int // from 1
	Hidden bool
	Cells  []Cell // by column
}

// A Cell is text (also "TRUE" and "#N/A"), or a number and how it is shown.
type Cell struct {
	Column   int // from 0
	Text     string
	IsNumber bool
	Number   float64
	Format   int // the number of its number format
}

// Order sorts the cells of a row by column; of two in one place the last is kept.
func (r Row) Order() Row {
	byColumn := func(a, b Cell) int { return cmp.Compare(a.Column, b.Column) }
	if !slices.IsSortedFunc(r.Cells, byColumn) {
		slices.SortStableFunc(r.Cells, byColumn)
	}
	kept := r.Cells[:0]
	for _, c := range r.Cells {
		if n := len(kept); n > 0 && kept[n-1].Column == c.Column {
			kept[n-1] = c
		} else {
			kept = append(kept, c)
		}
	}
	r.Cells = kept
	return r
}

// An Area is a cell that was merged of several.
type Area struct {
	First, Last int // rows, from 1
	Left, Right int // columns, from 0
}

// What is kept of a sheet beside its cells.
const (
	MaxAreas    = 100_000
	MaxComments = 100_000
	MaxSpans    = 1000 // of hidden columns
	MaxComment  = 64 << 10
	MaxBoxes    = 100
)

// A Layout is what must be known of a sheet before its rows are read.
type Layout struct {
	Hidden   [][2]int // columns, from 0: the first and the last of each run
	Merged   []Area
	Comments map[int][]archive.Comment // by row
	Boxes    []string                  // texts of drawings on the sheet
}

// Hide notes a run of columns that are hidden.
func (l *Layout) Hide(first, last int) {
	if first >= 0 && first <= last && len(l.Hidden) < MaxSpans {
		l.Hidden = append(l.Hidden, [2]int{first, last})
	}
}

// Merge notes a merged cell.
func (l *Layout) Merge(a Area) {
	if len(l.Merged) < MaxAreas && a.First > 0 && a.First <= a.Last && a.Left >= 0 && a.Left <= a.Right && (a.First < a.Last || a.Left < a.Right) {
		l.Merged = append(l.Merged, a)
	}
}

// Comment notes a comment on a cell of a row.
func (l *Layout) Comment(row int, c archive.Comment) {
	if l.Comments == nil {
		l.Comments = map[int][]archive.Comment{}
	}
	if row > 0 && c.Text != "" && len(l.Comments) < MaxComments && len(l.Comments[row]) < MaxComments {
		l.Comments[row] = append(l.Comments[row], c)
	}
}

// Box notes the text of a drawing.
func (l *Layout) Box(text string) {
	if text = strings.TrimSpace(text); text != "" && len(l.Boxes) < MaxBoxes {
		l.Boxes = append(l.Boxes, text)
	}
}
