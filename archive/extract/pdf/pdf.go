// Package pdf reads PDF files (ISO 32000-1): what a file says of itself, and
// for each page its number, its size as shown, and its text.
//
//	%PDF-1.4
//	3 0 obj <</Type /Page /MediaBox [0 0 612 792] /Contents 4 0 R …>> endobj
//	4 0 obj <<…>> stream BT /F1 12 Tf 72 700 Td (Dear Requester) Tj ET endstream endobj
//	-> Page{Number: 1, Width: 612, Height: 792, Text: "Dear Requester"}
//
// github.com/ledongthuc/pdf is pure Go, and its object layer reads what
// governments publish. It panics on much that is broken and can be led in
// circles, so every call here is guarded, and the cross-reference tables and
// the page tree are walked by ourselves first.
package pdf

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
)

// Read reads a PDF. A page that cannot be read becomes an empty Page and a
// Notice with its number; the others are read all the same.
func Read(r io.ReaderAt, size int64, s archive.Sink) error {
	doc, mended, err := open(r, size)
	if err != nil {
		return err
	}
	if about := aboutOf(doc); about != (archive.About{}) {
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
	p := pages{sink: s}
	t := tree{page: p.read}
	err = t.walkFrom(doc)
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
func open(r io.ReaderAt, size int64) (doc *pdf.Reader, mended bool, err error) {
	v, err := newView(r, size)
	if err != nil {
		return nil, false, err
	}
	doc, err = openView(v)
	if err == nil {
		if err = probe(doc); err == nil {
			return doc, false, nil
		}
	} else if errors.Is(err, errEncrypted) {
		return nil, false, err
	}
	again, rerr := repair(v)
	if rerr = encryption(rerr); errors.Is(rerr, errEncrypted) {
		return nil, false, rerr
	}
	if rerr != nil || probe(again) != nil {
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
func openView(v *view) (doc *pdf.Reader, err error) {
	if v.cut {
		return nil, errors.New("the PDF is cut short or damaged: its end is missing")
	}
	if err := checkXref(v, v.size); err != nil {
		return nil, err
	}
	if perr := guard(func() { doc, err = pdf.NewReader(v, v.size) }); perr != nil {
		err = perr
	}
	if err = encryption(err); err == nil || errors.Is(err, errEncrypted) {
		return doc, err
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

// guard runs f and returns its panic as an error.
func guard(f func()) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case error:
			err = p
		default:
			err = fmt.Errorf("%v", p)
		}
	}()
	f()
	return nil
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
