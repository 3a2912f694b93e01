// Package biff reads the Binary Interchange File Format of Excel workbooks from
// Excel 2 to 2003: a stream of records, each a kind, a length and a body.
//
//	0809 BOF …  0085 BOUNDSHEET "Log"  00FC SST "Name", "Filed"  000A EOF
//	0809 BOF …  00FD LABELSST row 0, column 0, string 0  027E RK row 1, column 1, 41641  000A EOF
//	  -> Sheet{Name: "Log"}; book.Row{Number: 1, Cells: {{Column: 0, Text: "Name"}}}, book.Row{Number: 2, …}
//
// The format is [MS-XLS]; what is older than Excel 97 is told in OpenOffice's
// documentation of the Excel file format. The libraries for Go that read it crash
// on a good part of real files or drop cells. github.com/richardlehane/mscfb
// takes apart the compound file that the stream lies in since Excel 5.
package biff

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"

	"readingroom/archive"
)

// What is wrong with a file that is not read.
var (
	ErrEncrypted = errors.New("the workbook is encrypted and needs a password")
	ErrNone      = errors.New("the file holds no workbook")
)

// A Book is a workbook.
type Book struct {
	About    archive.About
	Sheets   []Sheet // in the order of the workbook
	Date1904 bool    // days are counted from 1 January 1904, not 31 December 1899
	Broken   error   // why not all that the sheets share could be read; nil: it was

	in       *records
	version  int // of the format: 2, 3, 4, 5 or 8
	page     codePage
	strings  shared
	formats  map[int]string // codes by number
	listed   int            // formats that came without their number
	numberOf []int          // the number of the format of each cell style
}

// A Sheet is a sheet of cells.
type Sheet struct {
	Name   string
	Hidden bool // or very hidden
	start  int64
}

const maxColumns = 256 // of a sheet, in all versions

// Open reads what a workbook's sheets share; where it is encrypted the passwords
// are tried, and the one that Excel tries itself. Errors are ErrEncrypted,
// ErrNone, and what is damaged.
func Open(r io.ReaderAt, size int64, passwords ...string) (*Book, error) {
	stream, err := workbookStream(r, size)
	if err != nil {
		return nil, err
	}
	b := &Book{About: stream.about, in: newRecords(stream.in, stream.size), formats: map[int]string{}}
	if err := b.globals(passwords); err != nil {
		return nil, err
	}
	return b, nil
}

// Format returns the code of a number format, such as "#,##0.00"; "" where the
// file does not define it.
func (b *Book) Format(number int) string { return b.formats[number] }

// A stream is the bytes of a workbook's records.
type stream struct {
	in    io.ReadSeeker
	size  int64
	about archive.About
}

// workbookStream finds the records: a compound file's stream "Workbook", or
// "Book" of Excel 5, which may stand beside it for older programs; before Excel
// 5, and in files of some other programs, the whole file.
func workbookStream(r io.ReaderAt, size int64) (found stream, err error) {
	head := make([]byte, min(size, 8))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return stream{}, err
	}
	if !bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
		if IsBare(head) {
			return stream{in: io.NewSectionReader(r, 0, size), size: size}, nil
		}
		return stream{}, ErrNone
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the workbook is damaged: %v", p)
		}
	}()
	doc, err := mscfb.New(&nearby{r: r})
	if err != nil {
		return stream{}, fmt.Errorf("the workbook is damaged: %w", err)
	}
	rank := 0
	var about archive.About
	for _, f := range doc.File[min(1, len(doc.File)):] {
		if len(f.Path) > 0 {
			continue // of an object inside
		}
		switch name := strings.ToLower(f.Name); {
		case name == "encryptedpackage":
			return stream{}, ErrEncrypted
		case name == "workbook" && rank < 2 && f.Size > 0:
			rank, found = 2, stream{in: f, size: min(f.Size, size)}
		case name == "book" && rank < 1 && f.Size > 0:
			rank, found = 1, stream{in: f, size: min(f.Size, size)}
		case name == "summaryinformation" && f.Initial == 5:
			about = readSummary(f)
		}
	}
	if rank == 0 {
		return stream{}, ErrNone
	}
	found.about = about
	return found, nil
}

// nearby reads small pieces out of a larger one: mscfb asks for the table of
// sectors four bytes at a time.
type nearby struct {
	r    io.ReaderAt
	page []byte
	at   int64
}

const pageSize = 4096

func (n *nearby) ReadAt(p []byte, off int64) (int, error) {
	if len(p) > 64 || off < 0 {
		return n.r.ReadAt(p, off)
	}
	if off < n.at || off+int64(len(p)) > n.at+int64(len(n.page)) {
		if cap(n.page) == 0 {
			n.page = make([]byte, pageSize)
		}
		n.at = off &^ 511
		k, err := n.r.ReadAt(n.page[:pageSize], n.at)
		n.page = n.page[:k]
		if off+int64(len(p)) > n.at+int64(k) {
			if err == nil {
				err = io.ErrUnexpectedEOF
			}
			return 0, err
		}
	}
	return copy(p, n.page[off-n.at:]), nil
}

// IsBare reports whether a file begins like the records of a workbook without a
// compound file around them.
func IsBare(head []byte) bool {
	if len(head) < 8 || head[0] != 9 || head[3] != 0 {
		return false
	}
	kind, length := head[1], head[2]
	content := uint(head[6]) | uint(head[7])<<8
	switch kind {
	case 0, 2, 4:
		if length < 4 || length > 16 {
			return false
		}
	case 8:
		if length < 4 || length > 20 {
			return false
		}
	default:
		return false
	}
	return content == 0x05 || content == 0x10 || content == 0x20 || content == 0x40 || content == 0x100
}
