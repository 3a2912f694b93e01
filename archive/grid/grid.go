// Package grid puts the words of a page into a table that a reader drew.
//
//	{"page":3,"box":[50,100,300,200],"columns":[50,190,300],"rows":[100,125,200],"header_rows":1}
//
// is a table of two columns and two rows on page 3, the first row its header.
// All figures are points from the top left of the page. A reader redraws one
// part of a table on one page; what is saved is the whole grid of that part, so
// that it can be applied again whenever the page is read anew.
package grid

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"readingroom/archive"
)

// A Grid is the lines of a table on a page.
type Grid struct {
	Page       int         `json:"page"` // from 1
	Box        archive.Box `json:"box"`
	Columns    []float64   `json:"columns,omitempty"`     // x of each line beside a column, the outer ones included
	Rows       []float64   `json:"rows,omitempty"`        // y of each line beside a row, the outer ones included
	HeaderRows int         `json:"header_rows,omitempty"` // how many rows from the top are its header
	Spans      [][4]int    `json:"spans,omitempty"`       // cells that are several: row and column, from 0, and how many rows and columns
	None       bool        `json:"none,omitempty"`        // there is no table in the box
}

// The most lines of a grid, and the farthest they may stand.
const (
	maxColumns = 100
	maxRows    = 1000
	farthest   = 1e6 // points
	apart      = 0.5 // points, at least, between two lines
)

// Parse reads a grid from JSON and checks it: archive.ErrInvalid where it is none.
func Parse(b []byte) (Grid, error) {
	var g Grid
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&g); err != nil {
		return g, fmt.Errorf("grid: %v: %w", err, archive.ErrInvalid)
	}
	return g, g.Validate()
}

// String prints the grid so that Parse reads it back.
func (g Grid) String() string {
	b, err := json.Marshal(g)
	if err != nil {
		return "" // a number that JSON does not know; Validate refuses it
	}
	return string(b)
}

// Fit returns the grid with its box set to its outer lines.
func (g Grid) Fit() Grid {
	if c, r := len(g.Columns), len(g.Rows); !g.None && c > 1 && r > 1 {
		g.Box = archive.Box{g.Columns[0], g.Rows[0], g.Columns[c-1], g.Rows[r-1]}
	}
	return g
}

// Size returns how many rows and columns the grid has.
func (g Grid) Size() (rows, columns int) { return max(0, len(g.Rows)-1), max(0, len(g.Columns)-1) }

// Validate reports what is wrong with a grid, in words for who drew it.
func (g Grid) Validate() error {
	wrong := func(format string, args ...any) error {
		return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), archive.ErrInvalid)
	}
	if g.Page < 1 || g.Page > 1<<30 {
		return wrong("page %d: pages count from 1", g.Page)
	}
	if !g.None {
		if err := lines("column", g.Columns, maxColumns, wrong); err != nil {
			return err
		}
		if err := lines("row", g.Rows, maxRows, wrong); err != nil {
			return err
		}
	}
	for _, v := range g.Box {
		if math.IsNaN(v) || math.Abs(v) > farthest {
			return wrong("the box reaches farther than a page can")
		}
	}
	if g.Box[2]-g.Box[0] < apart || g.Box[3]-g.Box[1] < apart {
		return wrong("the box has no area: its left edge comes before its right one, its top before its bottom")
	}
	if g.None {
		return nil
	}
	if g.Box != g.Fit().Box {
		return wrong("the box does not end at the outer lines")
	}
	rows, columns := g.Size()
	if g.HeaderRows < 0 || g.HeaderRows > rows {
		return wrong("%d header rows: the table has %d rows", g.HeaderRows, rows)
	}
	taken := map[[2]int]bool{}
	for _, s := range g.Spans {
		r, c, down, across := s[0], s[1], s[2], s[3]
		if r < 0 || c < 0 || down < 1 || across < 1 || r >= rows || c >= columns || down > rows-r || across > columns-c {
			return wrong("the joined cell %v is outside the table", s)
		}
		if r < g.HeaderRows && r+down > g.HeaderRows {
			return wrong("the joined cell %v stands in the header and below it", s)
		}
		for y := r; y < r+down; y++ {
			for x := c; x < c+across; x++ {
				if taken[[2]int{y, x}] {
					return wrong("the joined cell %v lies over another", s)
				}
				taken[[2]int{y, x}] = true
			}
		}
	}
	return nil
}

func lines(what string, at []float64, most int, wrong func(string, ...any) error) error {
	if len(at) < 2 {
		return wrong("a table has at least one %s, so two %s lines", what, what)
	}
	if len(at) > most+1 {
		return wrong("%d %ss: a table has at most %d", len(at)-1, what, most)
	}
	for i, v := range at {
		if math.IsNaN(v) || math.Abs(v) > farthest {
			return wrong("a %s line stands farther out than a page can reach", what)
		}
		if i > 0 && v-at[i-1] < apart {
			return wrong("%s lines stand in order, and at least half a point apart: %g comes after %g", what, v, at[i-1])
		}
	}
	return nil
}

// Same reports whether two boxes on one page are about one table: half of the
// smaller one lies in the other.
func Same(a, b archive.Box) bool {
	common := area(archive.Box{max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])})
	return common > 0 && common*2 >= min(area(a), area(b))
}

func area(b archive.Box) float64 { return max(0, b[2]-b[0]) * max(0, b[3]-b[1]) }
