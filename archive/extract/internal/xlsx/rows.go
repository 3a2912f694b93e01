package xlsx

import (
	"encoding/xml"
	"errors"
	"iter"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive/extract/internal/book"
	"readingroom/archive/extract/internal/parts"
)

// The size of a sheet, and how many cells are held in memory where its rows do
// not stand in their order.
const (
	maxRow    = 1 << 20
	maxColumn = 1 << 14
	maxHeld   = 4_000_000
	maxKept   = 256 << 20 // bytes of their text
	maxText   = 4 << 20   // bytes of a row
)

var (
	errStopped = errors.New("stopped")
	errHeld    = errors.New("its rows do not stand in their order and are too many to be sorted")
)

// A Grid is a sheet that was looked through once and whose rows can be read.
type Grid struct {
	book.Layout
	Unsaved int // formulas whose results were not saved; known once the rows are read
	Cut     int // rows that hold more text than is read; the same
	book    *Book
	sheet   Sheet
	sorted  bool
}

// Rows reads the rows of a sheet that have a cell, in their order. An error
// comes last, with no row: why the sheet could not be read to its end.
func (g *Grid) Rows() iter.Seq2[book.Row, error] {
	return func(yield func(book.Row, error) bool) {
		w := &rowReader{grid: g, numbered: g.sorted}
		stopped := false
		w.take = func(r book.Row) error {
			if !yield(r, nil) {
				stopped = true
				return errStopped
			}
			return nil
		}
		var rows map[int]book.Row
		if !g.sorted {
			rows = map[int]book.Row{}
			held, kept := 0, 0
			w.take = func(r book.Row) error {
				held, kept = held+len(r.Cells), kept+w.size
				if held > maxHeld || kept > maxKept {
					return errHeld
				}
				have := rows[r.Number]
				r.Cells = append(have.Cells, slices.Clone(r.Cells)...)
				rows[r.Number] = r.Order()
				return nil
			}
		}
		err := g.book.file.Walk(g.sheet.part, w)
		for _, n := range slices.Sorted(maps.Keys(rows)) {
			if !yield(rows[n], nil) {
				return
			}
		}
		if err != nil && !stopped {
			yield(book.Row{}, err)
		}
	}
}

// rowReader takes the rows out of a sheet.
type rowReader struct {
	grid     *Grid
	numbered bool
	take     func(book.Row) error // which keeps nothing of the row
	err      error

	row    book.Row
	column int // of the next cell that does not say its own
	size   int // bytes of text in the row
	cell   cellOf
	within bool // in the cells
	inRow  bool
	text   stringReader
	value  []byte
	shows  bool // the characters that come are the value
}

type cellOf struct {
	open    bool
	kind    string
	style   string
	formula bool
	valued  bool
}

func (w *rowReader) Err() error { return w.err }

func (w *rowReader) Begin(e xml.StartElement) {
	if !w.within {
		w.within = e.Name.Local == "sheetData"
		return
	}
	switch e.Name.Local {
	case "row":
		w.row.Number++
		if n, err := strconv.Atoi(parts.Attr(e, "r")); err == nil && n > 0 && n <= maxRow {
			w.row.Number = n
		}
		h := parts.Attr(e, "hidden")
		w.row.Hidden = h == "1" || h == "true" || h == "on"
		w.row.Cells, w.column, w.size, w.inRow = w.row.Cells[:0], 0, 0, true
	case "c":
		w.cell = cellOf{open: w.inRow}
		w.value = w.value[:0]
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "r":
				if c := columnOf(a.Value); c >= 0 {
					w.column = c
				}
			case "t":
				w.cell.kind = a.Value
			case "s":
				w.cell.style = a.Value
			}
		}
	case "f":
		w.cell.formula = true
	case "v":
		w.shows = w.cell.open
	case "is":
		if w.cell.open {
			w.text = stringReader{within: 1, depth: 1, add: func(s string) error {
				w.value, w.cell.valued, w.cell.kind = append(w.value[:0], s...), true, "inlineStr"
				return nil
			}}
		}
	default:
		if w.text.within > 0 {
			w.text.Begin(e)
		}
	}
}

func (w *rowReader) Text(s string) {
	switch {
	case w.shows:
		if len(w.value)+len(s) <= maxCell {
			w.value = append(w.value, s...)
		}
	case w.text.within > 0:
		w.text.Text(s)
	}
}

func (w *rowReader) End(name string) {
	if !w.within {
		return
	}
	switch name {
	case "sheetData":
		w.within = false
	case "row":
		if w.inRow && len(w.row.Cells) > 0 {
			w.err = w.take(w.row.Order())
		}
		w.inRow = false
	case "v":
		w.shows = false
		w.cell.valued = w.cell.valued || len(w.value) > 0
	case "is":
		if w.text.within > 0 {
			w.text.End(name)
		}
	case "c":
		if w.cell.open && w.column < maxColumn {
			w.endCell()
		}
		w.column++
		w.cell = cellOf{}
	default:
		if w.text.within > 0 {
			w.text.End(name)
		}
	}
}

func (w *rowReader) endCell() {
	c := book.Cell{Column: w.column}
	if !w.cell.valued {
		if w.cell.formula && w.cell.kind != "str" {
			w.grid.Unsaved++
		}
		return
	}
	switch w.cell.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(string(w.value)))
		if err != nil {
			return
		}
		c.Text = w.grid.book.strings.at(i)
	case "b":
		c.Text = "FALSE"
		if v := strings.TrimSpace(string(w.value)); v == "1" || v == "true" {
			c.Text = "TRUE"
		}
	case "inlineStr":
		c.Text = string(w.value)
	case "str", "e", "d":
		c.Text = unescape(string(w.value))
	default:
		v, err := strconv.ParseFloat(strings.TrimSpace(string(w.value)), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			c.Text = string(w.value)
			break
		}
		c.IsNumber, c.Number, c.Format = true, v, w.grid.book.formatOf(w.cell.style)
	}
	if w.size += len(c.Text); w.size > maxText {
		if w.size-len(c.Text) <= maxText {
			w.grid.Cut++
		}
		return
	}
	if c.IsNumber || c.Text != "" {
		w.row.Cells = append(w.row.Cells, c)
	}
}

// columnOf returns the column of a reference, "AB12", from 0; -1: it is none.
func columnOf(ref string) int {
	n := 0
	for i := range len(ref) {
		c := ref[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		if n = n*26 + int(c-'a') + 1; n > 1<<20 {
			return -1
		}
	}
	return n - 1
}

// rowOf returns the row of a reference, from 1; 0: it is none.
func rowOf(ref string) int {
	n, err := strconv.Atoi(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$"))
	if err != nil || n < 1 || n > maxRow {
		return 0
	}
	return n
}

// areaOf reads "B2:D5".
func areaOf(ref string) (a book.Area, ok bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return a, false
	}
	a = book.Area{First: rowOf(from), Last: rowOf(to), Left: columnOf(from), Right: columnOf(to)}
	return a, a.First > 0 && a.Last > 0
}
