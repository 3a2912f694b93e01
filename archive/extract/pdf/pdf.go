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
// and their order), table (cells, over pages), release and furniture (marks),
// document (what the file holds beside its pages), pdfium (the second reader).
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/content"
	"readingroom/archive/extract/pdf/object"
)

// Read reads a PDF. A page that cannot be read becomes an empty Page and a
// Notice with its number; the others are read all the same.
func Read(r io.ReaderAt, size int64, s archive.Sink) error { return ReadWith(r, size, Options{}, s) }

// Options say how a PDF is read.
type Options struct {
	Context   context.Context // ends the reading; nil for never
	Passwords []string        // to try on a file that is encrypted
	Cache     string          // a folder for the compiled second reader; "" for one of the user's
	First     bool            // the second reader is not asked
	Second    bool            // the first reader is not asked
	From      int             // the first page to be given; those before it were
	Asking    func(bool)      // is told when the second reader begins to work, and when it ends; or nil
	// Pages is told how many pages there are before the first is read; nil for nobody.
	Pages func(n int)
	Look  Look // reads pictures of pages; nil where nothing can
	NoOCR bool // nothing is to; it is not for want of a program
}

// ReadWith is Read with options.
func ReadWith(r io.ReaderAt, size int64, o Options, s archive.Sink) error {
	second := &second{options: o, r: r, size: size}
	defer second.close()
	if o.Second {
		return second.instead(nil, "The first reader did not come to an end.", s)
	}
	file, mended, err := open(r, size, o.Passwords...)
	copied := false
	if errors.Is(err, errCipher) {
		if b := second.unlocked(); b != nil {
			file, mended, err = open(bytes.NewReader(b), int64(len(b)))
			copied = true
		}
	}
	if err != nil {
		return second.instead(err, fmt.Sprintf("The first reader could not open the file: %v.", err), s)
	}
	if n := count(file.Doc); mended && n != claimed(file.Doc) && second.pages() > n {
		return second.instead(nil, "The file's own list of what it holds is damaged; the first reader found fewer pages.", s)
	}
	p := newPages(s, second)
	p.doc = content.NewDocument(file)
	t := tree{page: p.read}
	p.beside = newBeside(file, p, &t)
	if about := p.beside.about(); !about.IsZero() {
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
	if !mended && !copied {
		p.beside.compareWith(r, size)
	}
	if o.Pages != nil {
		o.Pages(count(file.Doc))
	}
	err = t.walkFrom(file.Doc)
	if p.sinkErr == nil {
		p.sinkErr = p.end()
	}
	switch {
	case p.sinkErr != nil:
		return p.sinkErr
	case errors.Is(err, errPages):
		err = p.tooMany()
	case err != nil:
		err = p.notice("damaged", 0, "The list of pages is damaged after page %d; there may be more pages.", p.number)
	}
	if err == nil {
		err = second.absent(s)
	}
	if err != nil {
		return err
	}
	if err := p.noText(); err != nil {
		return err
	}
	if err := p.unseen.notice(p); err != nil {
		return err
	}
	return p.beside.rest()
}

// claimed returns how many pages a document says it has.
func claimed(doc *pdf.Reader) (n int) {
	_ = object.Guard(func() { n = int(doc.Trailer().Key("Root").Key("Pages").Key("Count").Int64()) })
	return n
}

// open opens a PDF with the mends of view, once checkXref found nothing that
// would lead the library in circles. Where that yields no page, it tries with
// what repair finds (mended).
func open(r io.ReaderAt, size int64, passwords ...string) (file *object.File, mended bool, err error) {
	v, err := newView(r, size)
	if err != nil {
		return nil, false, err
	}
	v.passwords = passwords
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

// NeedsPassword is in the error of a PDF that no password opened.
const NeedsPassword = "needs a password"

// Why an encrypted PDF is not read; both are errEncrypted.
var (
	errEncrypted = errors.New("the PDF is encrypted")
	errPassword  = fmt.Errorf("%w and %s; give it with --password", errEncrypted, NeedsPassword)
	errNoFit     = fmt.Errorf("%w and %s; none of those given opens it", errEncrypted, NeedsPassword)
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
	return errNoPages
}

var errNoPages = errors.New("the PDF is damaged: it has no pages that can be found")

// openObjects gives a view to the library.
func openObjects(v *view) (*object.File, error) {
	f := &object.File{Raw: v, Size: v.size + int64(len(v.tail))}
	var err error
	if perr := object.Guard(func() { f.Doc, err = pdf.NewReaderEncrypted(f.Raw, f.Size, each(v.passwords)) }); perr != nil {
		return nil, perr
	}
	if err == nil && shortKey(f.Doc) {
		return nil, errShortKey
	}
	return f, err
}

// each returns a function that returns each password that is one, and then "".
func each(passwords []string) func() string {
	return func() (p string) {
		for p == "" && len(passwords) > 0 {
			p, passwords = passwords[0], passwords[1:]
		}
		return p
	}
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
