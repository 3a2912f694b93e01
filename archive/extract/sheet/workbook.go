package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"

	"readingroom/archive"
	"readingroom/archive/extract/internal/parts"
	"readingroom/archive/extract/internal/xlsx"
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
	book, err := xlsx.Open(r, size, b.Unzip)
	if err != nil {
		return fmt.Errorf("the workbook is damaged: %w", err)
	}
	defer func() { err = errors.Join(err, book.Close()) }()
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
	k := tables{sink: s, left: b.of(size), broken: book.Broken}
	unsaved, cut := 0, 0
	for _, sheet := range book.Sheets {
		w := k.sheet(sheet.Name, sheet.Hidden)
		g := book.Grid(sheet)
		broken, err := read(g.Rows(), newRows(w, g.Layout, shown, book.Format))
		if err != nil {
			return err
		}
		unsaved, cut = unsaved+g.Unsaved, cut+g.Cut
		if err := k.end(w, broken); err != nil {
			return err
		}
		if w.full {
			break
		}
	}
	if err := k.result(); err != nil {
		return err
	}
	if book.Broken != nil {
		if err := s.Notice(archive.Notice{Code: "damaged", Text: fmt.Sprintf("The workbook was read in part: %v.", book.Broken)}); err != nil {
			return err
		}
	}
	if cut > 0 {
		text := fmt.Sprintf("%d rows hold more than 4 MiB of text each; what goes beyond was left out.", cut)
		if err := s.Notice(archive.Notice{Code: "limit", Text: text}); err != nil {
			return err
		}
	}
	if err := formulas(s, unsaved); err != nil {
		return err
	}
	return book.Pictures(s)
}

// formulas says that a workbook holds formulas and not what they came to.
func formulas(s archive.Sink, unsaved int) error {
	if unsaved == 0 {
		return nil
	}
	text := fmt.Sprintf("What %d formulas came to was not saved with the workbook; their cells are empty. A spreadsheet program works them out.", unsaved)
	if unsaved == 1 {
		text = "What one formula came to was not saved with the workbook; its cell is empty. A spreadsheet program works it out."
	}
	return s.Notice(archive.Notice{Code: "formulas", Text: text})
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
		return fmt.Errorf("the workbook is damaged: %w", parts.Why(err))
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
