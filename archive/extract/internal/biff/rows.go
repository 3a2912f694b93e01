package biff

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"

	"readingroom/archive/extract/internal/book"
)

// maxHeld is how many cells of a sheet are held in memory where its rows do
// not stand in their order.
const maxHeld = 4_000_000

var errHeld = errors.New("its rows do not stand in their order and are too many to be sorted")

// A Grid is a sheet that was looked through once and whose rows can be read.
type Grid struct {
	book.Layout
	book  *Book
	sheet Sheet
	form  *form
}

// Grid looks through a sheet for what must be known before its rows are read.
func (b *Book) Grid(s Sheet) *Grid {
	g := &Grid{book: b, sheet: s}
	g.form = b.survey(s, &g.Layout)
	return g
}

// Rows reads the rows of the sheet that have a cell, in their order. An error
// comes last, with no row: why the sheet could not be read to its end.
func (g *Grid) Rows() iter.Seq2[book.Row, error] {
	return func(yield func(book.Row, error) bool) {
		var err error
		if g.form.sorted {
			err = g.book.inOrder(g.sheet, g.form, yield)
		} else {
			err = g.book.sorted(g.sheet, g.form, yield)
		}
		if err != nil && err != errStopped {
			yield(book.Row{}, err)
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
func (b *Book) survey(s Sheet, l *book.Layout) *form {
	f := &form{sorted: true}
	n := notes{layout: l, texts: map[uint16]string{}}
	last := 0
	_ = b.records(s, func() error {
		x := b.in.body
		if len(x) < 8 {
			return nil
		}
		if b.isLayout() {
			b.layout(&n)
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
	n.end()
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
func (b *Book) inOrder(s Sheet, f *form, yield func(book.Row, error) bool) error {
	var now book.Row
	give := func() error {
		if len(now.Cells) > 0 && !yield(now.Order(), nil) {
			return errStopped
		}
		return nil
	}
	err := b.cells(s, func(row int, c book.Cell) (*book.Cell, error) {
		if row+1 != now.Number {
			if err := give(); err != nil {
				return nil, err
			}
			now = book.Row{Number: row + 1, Hidden: f.hides(row)}
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
func (b *Book) sorted(s Sheet, f *form, yield func(book.Row, error) bool) error {
	rows := map[int][]book.Cell{}
	held := 0
	err := b.cells(s, func(row int, c book.Cell) (*book.Cell, error) {
		if held++; held > maxHeld {
			return nil, errHeld
		}
		rows[row] = append(rows[row], c)
		return &rows[row][len(rows[row])-1], nil
	})
	for _, n := range slices.Sorted(maps.Keys(rows)) {
		if !yield(book.Row{Number: n + 1, Hidden: f.hides(n), Cells: rows[n]}.Order(), nil) {
			return errStopped
		}
	}
	return err
}
