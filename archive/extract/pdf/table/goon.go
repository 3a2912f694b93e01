package table

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readingroom/archive"
)

// goesOn reports whether a table goes on with the first of the next page.
func (o *open) goesOn(next *Table) bool {
	if o.turn != next.turn || !o.bottom || !next.top || o.width < next.Cols {
		return false
	}
	if next.Title != "" && !sameTitle(o.title, next.Title) {
		return false
	}
	if o.heads > 0 && o.heads <= next.HeaderRows {
		again := *next
		if again.HeaderRows = o.heads; slices.Equal(again.header(), o.header) || next.fromPicture() && misread(again.header(), o.header) {
			next.HeaderRows = o.heads
			return true
		}
	}
	if next.headed || o.width != next.Cols {
		return false
	}
	for i, x := range next.columns {
		slack := 6.0
		if i > 0 && i < next.Cols {
			slack = .3 * min(x-next.columns[i-1], next.columns[i+1]-x)
		}
		if d := x - o.columns[i]; d > slack || d < -slack {
			return false
		}
	}
	next.bodyOnly()
	return true
}

// bodyOnly says that what was taken for a header is not one.
func (t *Table) bodyOnly() { t.HeaderRows = 0 }

// sameTitle compares titles but for what says that a table goes on.
func sameTitle(a, b string) bool {
	key := func(s string) string {
		s = strings.ToLower(s)
		for _, cut := range []string{"continued", "cont'd", "cont’d", "(cont", "cont."} {
			if i := strings.Index(s, cut); i >= 0 {
				s = s[:i]
			}
		}
		return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
	}
	x, y := key(a), key(b)
	return x == y || x == "" || y == "" || y != b && strings.HasPrefix(x, y) && len(y) > 5
}

// mend puts the rest of a row that the page's end cut in two to the row that was
// held back, where this is certain: the rest has no first cell and no number,
// and goes on with a small letter, or every other row has a first cell.
func (o *open) mend(next *Table) {
	if o.held == nil || next.HeaderRows >= next.Rows || next.labels[next.HeaderRows] {
		return
	}
	r, small := next.HeaderRows, false
	var rest []int
	for i, c := range next.Cells {
		if c.Row != r || c.Text == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(c.Text)
		if c.Col == 0 || c.RowSpan > 1 || isValue(c.Text) || c.Col >= len(o.held.Cells) || o.held.Cells[c.Col] == "" {
			return
		}
		small = small || unicode.IsLower(first)
		rest = append(rest, i)
	}
	if len(rest) == 0 || next.Rows-next.HeaderRows < 2 || !small && (o.unnamed > 0 || next.unnamed(r+1) > 0 || o.number < 3) {
		return
	}
	for _, i := range rest {
		c := next.Cells[i]
		o.held.Cells[c.Col] += " " + value(c.Text)
		for k := range o.held.Grid {
			if g := &o.held.Grid[k]; g.Col == c.Col && g.Row == o.grid-1 {
				g.Text += " " + c.Text
			}
		}
	}
	next.drop(r)
}

// unnamed returns how many rows, from one on, have no first cell.
func (t *Table) unnamed(from int) int {
	named := map[int]bool{}
	for _, c := range t.Cells {
		if c.Col == 0 && c.Text != "" {
			for r := c.Row; r < c.Row+c.RowSpan; r++ {
				named[r] = true
			}
		}
	}
	n := 0
	for r := from; r < t.Rows; r++ {
		if !named[r] {
			n++
		}
	}
	return n
}

// drop takes a row away.
func (t *Table) drop(r int) {
	t.Cells = slices.DeleteFunc(slices.Clone(t.Cells), func(c archive.Cell) bool { return c.Row == r })
	for i := range t.Cells {
		if t.Cells[i].Row > r {
			t.Cells[i].Row--
		}
	}
	t.labels = slices.Delete(slices.Clone(t.labels), r, r+1)
	t.bands = slices.Delete(slices.Clone(t.bands), r, r+1)
	t.indent = slices.Delete(slices.Clone(t.indent), r, r+1)
	t.Rows--
}
