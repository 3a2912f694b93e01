package sheet

import (
	"slices"

	"readingroom/archive"
)

// lookahead is how many rows are held back to find the header among them.
const lookahead = 20

// A line is a row on its way, and what is known of it beside.
type line struct {
	archive.Row
	wide []span // the places of merged cells that are not filled
}

// A span is columns from 0, the last included.
type span struct{ left, right int }

// own returns the cells as they stand, merged ones not filled.
func (l line) own() []string {
	if len(l.Filled) == 0 {
		return l.Cells
	}
	cells := slices.Clone(l.Cells)
	for _, n := range l.Filled {
		cells[n-1] = ""
	}
	return cells
}

// stands is the row as it stands in the file.
func (l line) stands() archive.Row {
	r := l.Row
	r.Cells, r.Filled = l.own(), nil
	return r
}

// A writer gives a sheet's rows to the sink: as one table, or as several where
// blank rows part them and each has a header of its own.
type writer struct {
	sink   archive.Sink
	left   *Budget       // of the file
	table  archive.Table // the next
	boxes  []string      // texts of drawings, which are notes to the first table
	held   []line
	begun  bool
	onward bool // the table has begun, and what is held may be another
	given  int  // tables
	last   int  // the number of the last row
	noted  int  // that of the row given last, where it was a note
	width  int  // of the header row
	widest int  // row so far
	shape  shape
	ragged int  // rows of another length than the header
	full   bool // the budget is spent
}

// hide notes hidden columns, from 0.
func (w *writer) hide(first, last int) {
	const most = 300 // whoever hides all columns to the right hides nothing
	for c := first; c <= last && c < most; c++ {
		w.table.HiddenColumns = append(w.table.HiddenColumns, c+1)
	}
}

// row takes the next row that is not blank; Cells are kept and must not be reused.
func (w *writer) row(l line) error {
	if len(l.Cells) > w.left.Columns {
		l.Cells = l.Cells[:w.left.Columns]
		l.Values = l.Values[:min(len(l.Values), w.left.Columns)]
		l.Filled = slices.DeleteFunc(l.Filled, func(n int) bool { return n > w.left.Columns })
	}
	w.left.Rows--
	w.left.Cells -= len(l.Cells)
	for _, c := range l.Cells {
		w.left.Bytes -= int64(len(c))
	}
	for _, c := range l.Comments {
		w.left.Bytes -= int64(len(c.Text))
	}
	if w.left.Rows < 0 || w.left.Cells < 0 || w.left.Bytes < 0 {
		w.full = true
		return nil
	}
	w.widest = max(w.widest, len(l.Cells))
	gap := w.last > 0 && l.Number > w.last+1
	w.last = l.Number
	switch {
	case !w.begun:
		if w.held = append(w.held, l); len(w.held) < lookahead {
			return nil
		}
		return w.begin()
	case !w.onward && !gap:
		return w.give(l)
	}
	w.onward = true
	if w.held = append(w.held, l); len(w.held) < lookahead {
		return nil
	}
	return w.settle(false)
}

// begin finds the header among the rows held back and gives out the table.
func (w *writer) begin() error {
	held := w.held
	w.held, w.begun, w.onward = nil, true, false
	// A second table may begin among the rows that were held for the first.
	first := block(held)
	h := findHeader(first)
	w.width = h.width
	t := w.table
	w.given++
	if w.given > 1 {
		t.OnPage = w.given
	}
	t.Title, t.Header, t.HeaderRows, t.FirstRow = h.title, h.names, []int{}, held[0].Number
	for _, r := range first[:h.index+1] {
		t.Head = append(t.Head, r.stands())
	}
	for i := h.top; i >= 0 && i <= h.index; i++ {
		t.HeaderRows = append(t.HeaderRows, first[i].Number)
	}
	t.Footnotes, w.boxes = w.boxes, nil
	w.shape = shape{names: h.names, headed: h.index >= 0}
	w.table.Number++
	if err := w.sink.Table(t); err != nil {
		return err
	}
	rest := held[h.index+1:]
	run := rest[:min(nextGap(rest), len(rest))]
	for _, r := range run {
		if err := w.give(r); err != nil {
			return err
		}
	}
	if rest = rest[len(run):]; len(rest) > 0 {
		w.held, w.onward = rest, true
		return w.settle(false)
	}
	return nil
}

// settle decides to which table the rows held after a gap belong; last says that
// no more will come.
func (w *writer) settle(last bool) error {
	for len(w.held) > 0 {
		if w.shape.headed && w.shape.rows > 0 && w.another(w.held) {
			w.begun, w.onward = false, false
			if len(w.held) < lookahead && !last {
				return nil
			}
			if err := w.begin(); err != nil {
				return err
			}
			if !w.onward {
				return nil
			}
			continue
		}
		run := w.held[:nextGap(w.held)]
		more := len(run) < len(w.held)
		if !more && !last && len(run) < lookahead {
			return nil // what it is depends on what comes
		}
		notes := last && w.notes(w.held)
		for _, l := range run {
			l.Note = l.Note || notes
			if err := w.give(l); err != nil {
				return err
			}
		}
		w.held = w.held[len(run):]
	}
	w.onward = false
	return nil
}

func (w *writer) give(l line) error {
	l.Note = l.Note || w.isNote(l)
	w.noted = 0
	if l.Note {
		w.noted = l.Number
	}
	if !l.Note {
		if len(l.Cells) != w.width {
			w.ragged++
		}
		w.shape.add(l)
	}
	return w.sink.Row(l.Row)
}

// end gives out what is held back. A sheet without any row is no table.
func (w *writer) end() error {
	for len(w.held) > 0 {
		if !w.begun {
			if err := w.begin(); err != nil {
				return err
			}
		}
		if err := w.settle(true); err != nil {
			return err
		}
	}
	if !w.full {
		return nil
	}
	return w.sink.Notice(archive.Notice{Code: "limit", Text: w.where() + " holds more rows or cells than are read from one file; the rest was left out."})
}
