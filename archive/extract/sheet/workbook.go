package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"readingroom/archive"
)

// ReadWorkbook reads a workbook of the Office Open XML family (ECMA-376):
// .xlsx, .xlsm. Every sheet with a filled cell becomes a table, in the order of
// the workbook; cells are as shown, dates in the short format of the machine
// (number formats 14 and 22) as YYYY-MM-DD.
func ReadWorkbook(r io.ReaderAt, size int64, s archive.Sink) error {
	return DefaultBudget.ReadWorkbook(r, size, s)
}

// ReadWorkbook is the function ReadWorkbook within a budget.
func (b Budget) ReadWorkbook(r io.ReaderAt, size int64, s archive.Sink) (err error) {
	if err := b.checkPackage(r, size); err != nil {
		return err
	}
	f, err := open(r, size, b)
	if err != nil {
		return err
	}
	defer f.Close()
	if about := aboutOf(f); !about.IsZero() {
		if err := s.About(about); err != nil {
			return err
		}
	}
	k := tables{sink: s, left: b}
	for _, name := range f.GetSheetList() {
		visible, err := f.GetSheetVisible(name)
		w := k.sheet(name, err == nil && !visible)
		broken, err := readSheet(f, name, w)
		if err != nil {
			return err
		}
		if err := k.end(w, broken); err != nil {
			return err
		}
		if w.full {
			break
		}
	}
	return k.result()
}

// checkPackage tells apart why a workbook cannot be opened, before excelize
// does, which calls all of it an invalid zip file; and refuses what would unpack
// to more than the budget, or claims more than deflate can yield.
func (b Budget) checkPackage(r io.ReaderAt, size int64) error {
	if size == 0 {
		return errors.New("the workbook is empty")
	}
	head := make([]byte, min(size, 1<<20))
	n, err := r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return err
	}
	if head = head[:n]; bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
		if bytes.Contains(head, utf16le("EncryptedPackage")) {
			return errors.New("the workbook is encrypted and needs a password")
		}
		return errors.New("the workbook is of an older format than .xlsx")
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return fmt.Errorf("the workbook is damaged: %w", err)
	}
	var total uint64
	for _, f := range z.File {
		if f.UncompressedSize64 > f.CompressedSize64*1100+1024 {
			return fmt.Errorf("the workbook is damaged: a part claims to unpack to %d times its size", f.UncompressedSize64/max(f.CompressedSize64, 1))
		}
		if total += f.UncompressedSize64; total > uint64(b.Unzip) || f.UncompressedSize64 > uint64(b.Unzip) {
			return fmt.Errorf("the workbook unpacks to more than %d MiB", b.Unzip>>20)
		}
	}
	return nil
}

func utf16le(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// shortDate is how the short date of the machine is shown.
const shortDate = "yyyy-mm-dd"

// open opens a workbook with limits; excelize's own default is 16 GiB. Parts
// over 16 MiB are unpacked to files in the folder for temporary files.
func open(r io.ReaderAt, size int64, b Budget) (f *excelize.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, fmt.Errorf("the workbook is damaged: %v", p)
		}
	}()
	f, err = excelize.OpenReader(io.NewSectionReader(r, 0, size), excelize.Options{
		UnzipSizeLimit:    b.Unzip,
		UnzipXMLSizeLimit: min(16<<20, b.Unzip),
		ShortDatePattern:  shortDate,
	})
	if err != nil {
		return nil, fmt.Errorf("the workbook is damaged: %w", err)
	}
	return f, nil
}

func aboutOf(f *excelize.File) (a archive.About) {
	defer func() { _ = recover() }() // what a workbook says of itself is never worth losing its rows
	p, err := f.GetDocProps()
	if err != nil || p == nil {
		return a
	}
	a = archive.About{Title: oneLine(p.Title), Author: oneLine(p.Creator), Created: p.Created}
	if app, err := f.GetAppProps(); err == nil && app != nil {
		a.Program = oneLine(app.Application)
	}
	return a
}

// readSheet reads the rows of one sheet. broken says why the file kept it from
// reading to the end; err is the sink's.
func readSheet(f *excelize.File, name string, w *writer) (broken, err error) {
	rows, openErr := f.Rows(name)
	if openErr != nil {
		var none excelize.ErrSheetNotExist
		if errors.As(openErr, &none) {
			return nil, nil // a sheet that is a chart
		}
		return openErr, nil
	}
	defer rows.Close()
	hidden := false // of a first row after a gap: excelize says so only before the gap
	for n := 1; !w.full; n++ {
		cells, rowHidden, more, readErr := nextRow(rows)
		if readErr != nil {
			return readErr, nil
		}
		if !more {
			return nil, nil
		}
		if n == 1 {
			hidden = rowHidden && cells == nil
		}
		if blank(cells) {
			continue
		}
		for i, c := range cells {
			cells[i] = strings.ToValidUTF8(c, "\uFFFD")
		}
		if err := w.row(archive.Row{Number: n, Cells: cells, Hidden: rowHidden || hidden}); err != nil {
			return nil, err
		}
		hidden = false
	}
	return nil, nil
}

// nextRow reads the next row; panics of excelize become errors.
func nextRow(rows *excelize.Rows) (cells []string, hidden, more bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	if !rows.Next() {
		return nil, false, false, rows.Error()
	}
	hidden = rows.GetRowOpts().Hidden
	cells, err = rows.Columns()
	return cells, hidden, true, err
}
