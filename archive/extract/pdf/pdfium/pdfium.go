// Package pdfium reads and draws the pages of a PDF with PDFium, the library
// inside Chrome: the second reader, for what the first cannot be trusted with,
// and the only one that paints.
//
//	doc, err := pdfium.Open(ctx, f, size, pdfium.Options{Passwords: []string{"blue"}})
//	page, err := doc.Page(1, 1)                                  // its glyphs, rulings and pictures
//	picture, err := doc.Picture(1, pdfium.Size{Width: 1280})     // *image.RGBA
//
// github.com/klippa-app/go-pdfium carries PDFium as WebAssembly, which wazero
// runs in pure Go: no cgo, no system package, memory of its own that a crash
// does not leave, and no access to files or network. Compiling it takes
// seconds, so that what was compiled is kept in a folder.
package pdfium

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
)

// Options say how a PDF is opened.
type Options struct {
	Passwords []string // to try on a file that is encrypted
	Cache     string   // a folder for what was compiled; "" for one of the user's, and none where there is none
}

// What may be wrong with a file.
var (
	ErrPassword = errors.New("the PDF is encrypted and needs a password")
	ErrDamaged  = errors.New("the PDF is damaged")
	ErrCipher   = errors.New("the PDF is encrypted in a way that cannot be read")
	ErrPage     = errors.New("the PDF has no such page")
)

// A Document is an opened PDF. It is for one goroutine.
type Document struct {
	engine *engine
	handle uint64
	form   uint64 // of what draws form fields; 0 where there are none
	pages  int
}

// maxFile is the largest file whose places PDFium can name, in bytes.
const maxFile = 1<<31 - 1

// Open opens a PDF. r is read from as pages are asked for, until Close. The
// errors are ErrEngine, ErrPassword, ErrCipher and ErrDamaged.
func Open(ctx context.Context, r io.ReaderAt, size int64, o Options) (*Document, error) {
	if size <= 0 || size > maxFile {
		return nil, fmt.Errorf("%w: it has %d bytes", ErrDamaged, size)
	}
	e, err := start(ctx, o.Cache)
	if err != nil {
		return nil, err
	}
	d := &Document{engine: e}
	if err := d.open(io.NewSectionReader(r, 0, size), o.Passwords); err != nil {
		e.close()
		return nil, err
	}
	return d, nil
}

// open tries the passwords, none first.
func (d *Document) open(r *io.SectionReader, passwords []string) error {
	access, _, err := d.engine.library.CreateFileAccessReader(r.Size(), r)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrEngine, err)
	}
	for _, p := range append([]string{""}, passwords...) {
		password := d.engine.text(p)
		if d.handle = d.engine.call("FPDF_LoadCustomDocument", *access, password); d.handle != 0 {
			break
		}
		const file, format, wrongPassword, security = 2, 3, 4, 5 // FPDF_ERR_…
		switch i32(d.engine.call("FPDF_GetLastError")) {
		case wrongPassword:
			err = ErrPassword
			continue
		case security:
			return ErrCipher
		}
		if d.engine.err != nil {
			return d.engine.err
		}
		return ErrDamaged
	}
	if d.handle == 0 {
		return err
	}
	d.pages = max(0, i32(d.engine.call("FPDF_GetPageCount", d.handle)))
	return d.engine.err
}

// Pages returns how many pages the document has.
func (d *Document) Pages() int { return d.pages }

// Close ends PDFium and what it holds.
func (d *Document) Close() { d.engine.close() }

// load loads a page; n counts from 1.
func (d *Document) load(n int) (page uint64, err error) {
	if n < 1 || n > d.pages {
		return 0, fmt.Errorf("page %d: %w", n, ErrPage)
	}
	if page = d.engine.call("FPDF_LoadPage", d.handle, arg(n-1)); page == 0 {
		if d.engine.err != nil {
			return 0, d.engine.err
		}
		return 0, fmt.Errorf("page %d: %w", n, ErrDamaged)
	}
	return page, nil
}

// Info returns an entry of the document information dictionary, such as
// "Title", its white space single; "" where there is none.
func (d *Document) Info(key string) string {
	name := d.engine.text(key)
	defer d.engine.call("free", name)
	n := i32(d.engine.call("FPDF_GetMetaText", d.handle, name, 0, 0))
	if n <= 2 || n > maxInfo {
		return ""
	}
	at := d.engine.call("malloc", arg(n))
	defer d.engine.call("free", at)
	d.engine.call("FPDF_GetMetaText", d.handle, name, at, arg(n))
	b := d.engine.memory.bytes(at, n)
	units := make([]uint16, 0, n/2)
	for ; len(b) > 3; b = b[2:] { // the last is 0
		units = append(units, uint16(b[0])|uint16(b[1])<<8)
	}
	return strings.Join(strings.Fields(string(utf16.Decode(units))), " ")
}

const maxInfo = 64 << 10 // bytes of an entry

// Prepare compiles PDFium into a folder where that was not done yet, so that
// the next Open is quick.
func Prepare(ctx context.Context, cache string) error {
	e, err := start(ctx, cache)
	if err == nil {
		e.close()
	}
	return err
}
