package sheet

import (
	"fmt"
	"iter"

	"readingroom/archive"
	"readingroom/archive/extract/internal/book"
)

// tables gives the sheets of one workbook to the sink, in their order.
type tables struct {
	sink   archive.Sink
	left   Budget
	number int   // of tables so far
	broken error // of the first sheet that was
}

// sheet begins a sheet.
func (t *tables) sheet(name string, hidden bool) *writer {
	return &writer{sink: t.sink, left: &t.left, table: archive.Table{Number: t.number + 1, Sheet: name, Hidden: hidden}}
}

// read gives all rows of a sheet to a writer. broken says why the file kept it
// from reading to the end; err is the sink's.
func read(in iter.Seq2[book.Row, error], s *rows) (broken, err error) {
	for row, err := range in {
		if err != nil {
			broken = err
			break
		}
		if err := s.take(row); err != nil || s.w.full {
			return nil, err
		}
	}
	return broken, s.end()
}

// end ends a sheet. broken says why it could not be read to its end.
func (t *tables) end(w *writer, broken error) error {
	if err := w.end(); err != nil {
		return err
	}
	t.number += w.given
	if broken == nil {
		return nil
	}
	if t.broken == nil {
		t.broken = broken
	}
	return t.sink.Notice(archive.Notice{Code: "damaged", Text: fmt.Sprintf("%s could not be read to its end: %v.", w.where(), broken)})
}

// result says whether anything came of a workbook.
func (t *tables) result() error {
	if t.number == 0 && t.broken != nil {
		return fmt.Errorf("the workbook is damaged: none of its sheets could be read: %w", t.broken)
	}
	return nil
}
