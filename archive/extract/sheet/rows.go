package sheet

import (
	"maps"
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/extract/internal/book"
)

// maxActive is how many merged cells are kept in mind that reach into a row.
const maxActive = 2000

// rows makes the rows of a sheet what they say to a reader: numbers as they are
// shown, merged cells filled, comments beside them.
type rows struct {
	w     *writer
	shown *figures // nil: cells are text
	code  func(format int) string

	ahead    []book.Area // merged cells that do not begin yet, by their first row
	active   []merged
	comments map[int][]archive.Comment
	waiting  []int // the rows of comments, in order
}

// merged is a merged cell that reaches into the rows to come.
type merged struct {
	book.Area
	text, value string
}

func newRows(w *writer, l book.Layout, shown *figures, code func(int) string) *rows {
	for _, run := range l.Hidden {
		w.hide(run[0], run[1])
	}
	for _, text := range l.Boxes {
		w.boxes = append(w.boxes, oneLine(text))
	}
	slices.SortStableFunc(l.Merged, func(a, b book.Area) int { return a.First - b.First })
	return &rows{w: w, shown: shown, code: code, ahead: l.Merged, comments: l.Comments, waiting: slices.Sorted(maps.Keys(l.Comments))}
}

// take takes the next row of a workbook, and keeps nothing of it.
func (s *rows) take(r book.Row) error {
	n := min(r.Cells[len(r.Cells)-1].Column+1, s.w.left.Columns)
	out := archive.Row{Number: r.Number, Hidden: r.Hidden, Cells: make([]string, n)}
	for _, c := range r.Cells {
		if c.Column >= n {
			break
		}
		if !c.IsNumber {
			out.Cells[c.Column] = strings.ToValidUTF8(c.Text, "\uFFFD")
			continue
		}
		code := s.code(c.Format)
		text := s.shown.text(c.Number, c.Format, code)
		out.Cells[c.Column] = text
		if v := s.shown.value(c.Number, c.Format, code); v != text {
			out.Values = valueAt(out.Values, n, c.Column, v)
		}
	}
	return s.put(out)
}

// valueAt sets the value of a cell among those of a row of n.
func valueAt(values []string, n, column int, v string) []string {
	if values == nil {
		values = make([]string, n)
	}
	values[column] = v
	return values
}

// put takes the next row; its cells are kept.
func (s *rows) put(r archive.Row) error {
	if err := s.before(r.Number); err != nil {
		return err
	}
	if len(s.waiting) > 0 && s.waiting[0] == r.Number {
		r.Comments = append(r.Comments, s.comments[r.Number]...)
		s.waiting = s.waiting[1:]
	}
	wide := s.fill(&r)
	if blank(r.Cells) {
		if len(r.Comments) == 0 {
			return nil
		}
		r.Cells, r.Values = []string{}, nil
	}
	return s.w.row(line{r, wide})
}

// before gives out the rows up to n in which nothing stands but comments.
func (s *rows) before(n int) error {
	for len(s.waiting) > 0 && s.waiting[0] < n && !s.w.full {
		at := s.waiting[0]
		s.waiting = s.waiting[1:]
		if err := s.w.row(line{Row: archive.Row{Number: at, Cells: []string{}, Comments: s.comments[at]}}); err != nil {
			return err
		}
	}
	return nil
}

// end gives out what is left. The sheet had its last row.
func (s *rows) end() error { return s.before(1 << 30) }

// fill has what stands in a merged cell stand in each of its places, but for a
// cell that is alone in its row: that is a title or a label. wide are the places
// over which such a one reaches.
func (s *rows) fill(r *archive.Row) (wide []span) {
	if len(s.ahead) == 0 && len(s.active) == 0 {
		return nil
	}
	own := filled(r.Cells)
	s.active = slices.DeleteFunc(s.active, func(m merged) bool { return m.Last < r.Number })
	for len(s.ahead) > 0 && s.ahead[0].First <= r.Number {
		a := s.ahead[0]
		s.ahead = s.ahead[1:]
		if a.First < r.Number || a.Left >= len(r.Cells) || strings.TrimSpace(r.Cells[a.Left]) == "" {
			continue // nothing stands in it
		}
		if len(s.active) < maxActive {
			m := merged{Area: a, text: r.Cells[a.Left]}
			if a.Left < len(r.Values) {
				m.value = r.Values[a.Left]
			}
			s.active = append(s.active, m)
		}
	}
	if own == 0 {
		return nil // what stands above would make a row of it
	}
	for _, m := range s.active {
		right := min(m.Right, max(s.w.widest, len(r.Cells))-1)
		if m.First == r.Number && own == 1 {
			wide = append(wide, span{m.Left, m.Right})
			continue
		}
		if right < m.Right && m.First == r.Number {
			wide = append(wide, span{m.Left, m.Right}) // over columns that no row has reached yet
		}
		for column := m.Left; column <= right; column++ {
			s.fillAt(r, column, m)
		}
	}
	slices.Sort(r.Filled)
	return wide
}

func (s *rows) fillAt(r *archive.Row, column int, m merged) {
	for len(r.Cells) <= column {
		r.Cells = append(r.Cells, "")
	}
	if r.Cells[column] != "" {
		return
	}
	r.Cells[column] = m.text
	r.Filled = append(r.Filled, column+1)
	if m.value != "" {
		for len(r.Values) < len(r.Cells) {
			r.Values = append(r.Values, "")
		}
		r.Values[column] = m.value
	}
}
