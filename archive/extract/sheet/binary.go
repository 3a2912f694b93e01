package sheet

import (
	"fmt"
	"io"

	"readingroom/archive"
	"readingroom/archive/extract/internal/biff"
)

// ReadBinary reads a workbook of Excel 2 to 2003 (.xls). Every sheet with a
// filled cell becomes a table, as ReadWorkbook has it; what formulas came to is
// what was saved. Encrypted workbooks are tried with the passwords.
func ReadBinary(r io.ReaderAt, size int64, passwords []string, s archive.Sink) error {
	return DefaultBudget.ReadBinary(r, size, passwords, s)
}

// ReadBinary is the function ReadBinary within a budget.
func (b Budget) ReadBinary(r io.ReaderAt, size int64, passwords []string, s archive.Sink) error {
	book, err := biff.Open(r, size, passwords...)
	if err != nil {
		return err
	}
	if !book.About.IsZero() {
		if err := s.About(book.About); err != nil {
			return err
		}
	}
	shown, err := newFigures(book.Date1904)
	if err != nil {
		return err
	}
	defer shown.close()
	t := tables{sink: s, left: b.of(size)}
	for _, sheet := range book.Sheets {
		w := t.sheet(sheet.Name, sheet.Hidden)
		g := book.Grid(sheet)
		broken, err := read(g.Rows(), newRows(w, g.Layout, shown, book.Format))
		if err != nil {
			return err
		}
		if err := t.end(w, broken); err != nil {
			return err
		}
		if w.full {
			break
		}
	}
	if err := t.result(); err != nil || book.Broken == nil {
		return err
	}
	if t.number == 0 {
		return fmt.Errorf("the workbook is damaged: %w", book.Broken)
	}
	return s.Notice(archive.Notice{Code: "damaged", Text: fmt.Sprintf("The workbook was read in part: %v.", book.Broken)})
}
