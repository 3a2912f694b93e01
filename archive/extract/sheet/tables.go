package sheet

import (
	"fmt"

	"readingroom/archive"
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

// end ends a sheet. broken says why it could not be read to its end.
func (t *tables) end(w *writer, broken error) error {
	if err := w.end(); err != nil {
		return err
	}
	if w.begun {
		t.number++
	}
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
