// Package pdf reads PDF files (ISO 32000-1): what a file says of itself, and
// for each page its number, its size as shown, its text in the order of
// reading, its words where they stand, and its tables.
//
//	%PDF-1.4
//	3 0 obj <</Type /Page /MediaBox [0 0 612 792] /Contents 4 0 R …>> endobj
//	4 0 obj <<…>> stream BT /F1 12 Tf 72 700 Td (Dear Requester) Tj ET endstream endobj
//	-> Page{Number: 1, Width: 612, Height: 792, Text: "Dear Requester",
//	   Words: [Dear 72 83 98.7 94.6, Requester 102 83 155.4 94.6]}
//
// github.com/ledongthuc/pdf is pure Go, and its object layer reads what
// governments publish. It panics on much that is broken and can be led in
// circles, so every call is guarded, and the cross-reference tables and the
// page tree are walked by ourselves first. What the objects mean is found
// above it, each step a package: object (the bytes of streams), syntax (their
// tokens), font (codes to Unicode), content (marks on the page), layout (words
// and their order), table (cells, over pages).
package pdf

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/content"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
	"readingroom/archive/extract/pdf/object"
	"readingroom/archive/extract/pdf/table"
)

// Read reads a PDF. A page that cannot be read becomes an empty Page and a
// Notice with its number; the others are read all the same.
func Read(r io.ReaderAt, size int64, s archive.Sink) error { return ReadWith(r, size, Options{}, s) }

// Options say how a PDF is read.
type Options struct {
	Context   context.Context // ends the reading; nil for never
	Passwords []string        // to try on a file that is encrypted
	Cache     string          // a folder for the compiled second reader; "" for none
	// Look reads a picture of a page, in dots per inch; nil where nothing can.
	Look func(ctx context.Context, picture *image.Gray, dpi float64) (*mark.Page, layout.Page, error)
}

// ReadWith is Read with options.
func ReadWith(r io.ReaderAt, size int64, o Options, s archive.Sink) error {
	file, mended, err := open(r, size)
	if err != nil {
		return err
	}
	if about := aboutOf(file.Doc); about != (archive.About{}) {
		if err := s.About(about); err != nil {
			return err
		}
	}
	if mended {
		n := archive.Notice{Code: "damaged", Text: "The file's own list of what it holds is damaged; the pages were found by reading it through, and some may be missing."}
		if err := s.Notice(n); err != nil {
			return err
		}
	}
	p := pages{sink: s, doc: content.NewDocument(file), tables: table.NewJoiner(s)}
	t := tree{page: p.read}
	err = t.walkFrom(file.Doc)
	if p.sinkErr == nil {
		p.sinkErr = p.tables.Close()
	}
	switch {
	case p.sinkErr != nil:
		return p.sinkErr
	case errors.Is(err, errPages):
		err = p.notice("limit", 0, "The document has more pages than are read of one; the rest was left out after page %d.", p.number)
	case err != nil:
		err = p.notice("damaged", 0, "The list of pages is damaged after page %d; there may be more pages.", p.number)
	}
	if err != nil {
		return err
	}
	return p.noText()
}

// open opens a PDF with the mends of view, once checkXref found nothing that
// would lead the library in circles. Where that yields no page, it tries with
// what repair finds (mended).
func open(r io.ReaderAt, size int64) (file *object.File, mended bool, err error) {
	v, err := newView(r, size)
	if err != nil {
		return nil, false, err
	}
	file, err = openView(v)
	if err == nil {
		if err = probe(file.Doc); err == nil {
			return file, false, nil
		}
	} else if errors.Is(err, errEncrypted) {
		return nil, false, err
	}
	again, rerr := repair(v)
	if rerr = encryption(rerr); errors.Is(rerr, errEncrypted) {
		return nil, false, rerr
	}
	if rerr != nil || probe(again.Doc) != nil {
		return nil, false, err
	}
	return again, true, nil
}

// Why an encrypted PDF is not read; both are errEncrypted.
var (
	errEncrypted = errors.New("the PDF is encrypted")
	errPassword  = fmt.Errorf("%w and needs a password", errEncrypted)
	errCipher    = fmt.Errorf("%w in a way that cannot be read yet", errEncrypted)
)

// openView opens a PDF by its own cross-reference table.
func openView(v *view) (*object.File, error) {
	if v.cut {
		return nil, errors.New("the PDF is cut short or damaged: its end is missing")
	}
	if err := checkXref(v, v.size); err != nil {
		return nil, err
	}
	file, err := openObjects(v)
	if err = encryption(err); err == nil || errors.Is(err, errEncrypted) {
		return file, err
	}
	return nil, fmt.Errorf("the PDF is damaged: %w", plainError(err))
}

// encryption tells apart the library's errors about encryption.
func encryption(err error) error {
	switch {
	case errors.Is(err, pdf.ErrInvalidPassword):
		return errPassword
	case err != nil && strings.Contains(err.Error(), "encryption"):
		return errCipher
	}
	return err
}

// probe reports why the first page of a document cannot be found.
func probe(doc *pdf.Reader) error {
	found := errors.New("found")
	t := tree{page: func(_ pdf.Value, _ inherited, broken error) error {
		if broken == nil {
			return found
		}
		return nil
	}}
	err := t.walkFrom(doc)
	switch {
	case errors.Is(err, found):
		return nil
	case err != nil:
		return fmt.Errorf("the PDF is damaged: its pages cannot be found: %w", plainError(err))
	}
	return errors.New("the PDF is damaged: it has no pages that can be found")
}

// openObjects gives a view to the library.
func openObjects(v *view) (*object.File, error) {
	f := &object.File{Raw: v, Size: v.size + int64(len(v.tail))}
	var err error
	if perr := object.Guard(func() { f.Doc, err = pdf.NewReader(f.Raw, f.Size) }); perr != nil {
		return nil, perr
	}
	return f, err
}

// plainError leaves out what the library puts before each of its errors.
func plainError(err error) error {
	text := err.Error()
	for _, prefix := range []string{"malformed PDF file: ", "malformed PDF: ", "not a PDF file: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	if len(text) > 200 {
		text = strings.ToValidUTF8(text[:200], "") + "…"
	}
	return errors.New(text)
}
