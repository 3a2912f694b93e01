package biff

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
)

// maxHeld is how many cells of a sheet are held in memory where its rows do
// not stand in their order.
const maxHeld = 4_000_000

var errHeld = errors.New("its rows do not stand in their order and are too many to be sorted")

// Rows reads the rows of a sheet that have a cell, in their order. An error
// comes last, with no row: why the sheet could not be read to its end.
func (b *Book) Rows(s Sheet) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		f := b.survey(s)
		var err error
		if f.sorted {
			err = b.inOrder(s, f, yield)
		} else {
			err = b.sorted(s, f, yield)
		}
		if err != nil && err != errStopped {
			yield(Row{}, err)
		}
	}
}

// errStopped says that whoever ranges over the rows wants no more.
var errStopped = errors.New("stopped")

// A form is what must be known of a sheet before its rows are read.
type form struct {
	sorted bool
	hidden [1 << 16 / 64]uint64 // a bit for each row
}

func (f *form) hides(row int) bool { return f.hidden[row/64]&(1<<(row%64)) != 0 }

// survey looks through a sheet for its form. What is broken in it is found again
// when its rows are read.
func (b *Book) survey(s Sheet) *form {
	f := &form{sorted: true}
	last := 0
	_ = b.records(s, func() error {
		x := b.in.body
		if len(x) < 8 {
			return nil
		}
		row := int(le.Uint16(x))
		switch b.in.kind {
		case kindRow:
			if len(x) >= 14 && x[12]&0x20 != 0 {
				f.hidden[row/64] |= 1 << (row % 64)
			}
		case kindRow2:
			if le.Uint16(x[6:])&0x7fff == 0 {
				f.hidden[row/64] |= 1 << (row % 64)
			}
		default:
			if b.isCell() {
				f.sorted = f.sorted && row >= last
				last = row
			}
		}
		return nil
	})
	return f
}

// records goes through the records of a sheet, leaving out those of charts in it.
func (b *Book) records(s Sheet, each func() error) error {
	if err := b.in.seek(s.start); err != nil {
		return err
	}
	depth := 0
	for {
		switch err := b.in.read(); {
		case err == io.EOF:
			return errShort
		case err != nil:
			return err
		}
		switch v := versionOf(b.in); {
		case v != 0 && (v >= 5 || b.version < 5):
			depth++
		case depth == 0:
			return fmt.Errorf("byte %d, where it should stand, is not the beginning of a sheet", s.start)
		case b.in.kind == kindEOF:
			if depth--; depth == 0 {
				return nil
			}
		case depth == 1:
			if err := each(); err != nil {
				return err
			}
		}
	}
}

// inOrder gives out rows as they come.
func (b *Book) inOrder(s Sheet, f *form, yield func(Row, error) bool) error {
	var now Row
	give := func() error {
		if len(now.Cells) > 0 && !yield(ordered(now), nil) {
			return errStopped
		}
		return nil
	}
	err := b.cells(s, func(row int, c Cell) (*Cell, error) {
		if row+1 != now.Number {
			if err := give(); err != nil {
				return nil, err
			}
			now = Row{Number: row + 1, Hidden: f.hides(row)}
		}
		now.Cells = append(now.Cells, c)
		return &now.Cells[len(now.Cells)-1], nil
	})
	if err == errStopped {
		return err
	}
	return cmp.Or(give(), err)
}

// sorted gives out the rows of a sheet once all of them are read.
func (b *Book) sorted(s Sheet, f *form, yield func(Row, error) bool) error {
	rows := map[int][]Cell{}
	held := 0
	err := b.cells(s, func(row int, c Cell) (*Cell, error) {
		if held++; held > maxHeld {
			return nil, errHeld
		}
		rows[row] = append(rows[row], c)
		return &rows[row][len(rows[row])-1], nil
	})
	for _, n := range slices.Sorted(maps.Keys(rows)) {
		if !yield(ordered(Row{Number: n + 1, Hidden: f.hides(n), Cells: rows[n]}), nil) {
			return errStopped
		}
	}
	return err
}

// ordered sorts the cells of a row by column; of two in one place the last is kept.
func ordered(r Row) Row {
	if !slices.IsSortedFunc(r.Cells, func(a, b Cell) int { return cmp.Compare(a.Column, b.Column) }) {
		slices.SortStableFunc(r.Cells, func(a, b Cell) int { return cmp.Compare(a.Column, b.Column) })
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
