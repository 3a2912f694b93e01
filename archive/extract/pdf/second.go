package pdf

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/content"
	"readingroom/archive/extract/pdf/document"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/object"
	"readingroom/archive/extract/pdf/pdfium"
)

// secondReader is how pages name it.
const secondReader = "pdfium"

// A second is the second reader of a document. It is opened when it is first
// asked for, which in most documents is never.
type second struct {
	options Options
	r       io.ReaderAt
	size    int64
	doc     *pdfium.Document
	err     error // why it cannot be asked
	missing bool  // it could not be started at all
	starts  int
}

// maxStarts is how often it is started anew after a page that broke it.
const maxStarts = 3

// open opens the document, if it can be.
func (s *second) open() (*pdfium.Document, error) {
	if s.doc != nil || s.err != nil {
		return s.doc, s.err
	}
	if s.options.First || s.starts == maxStarts {
		s.err = fmt.Errorf("%w to this document any more", pdfium.ErrEngine)
		return nil, s.err
	}
	s.starts++
	s.asking(true)
	defer s.asking(false)
	s.doc, s.err = pdfium.Open(s.context(), s.r, s.size, pdfium.Options{Passwords: s.options.Passwords, Cache: s.options.Cache})
	s.missing = s.missing || errors.Is(s.err, pdfium.ErrEngine)
	return s.doc, s.err
}

// page reads a page; unit is its UserUnit.
func (s *second) page(n int, unit float64) (p *pdfium.Page, err error) {
	doc, err := s.open()
	if err != nil {
		return nil, err
	}
	s.asking(true)
	defer s.asking(false)
	if p, err = doc.Page(n, unit); errors.Is(err, pdfium.ErrEngine) {
		s.close() // what it knew may be wrong from here on
	}
	return p, err
}

// unlocked returns a copy of the document that is not encrypted, which the
// first reader can read with all that it holds; nil where there is none.
func (s *second) unlocked() []byte {
	if s.options.First {
		return nil
	}
	s.asking(true)
	defer s.asking(false)
	b, err := pdfium.Unlocked(s.context(), s.r, s.size, pdfium.Options{Passwords: s.options.Passwords, Cache: s.options.Cache})
	s.missing = s.missing || errors.Is(err, pdfium.ErrEngine)
	return b
}

func (s *second) context() context.Context {
	if s.options.Context == nil {
		return context.Background()
	}
	return s.options.Context
}

func (s *second) asking(now bool) {
	if s.options.Asking != nil {
		s.options.Asking(now)
	}
}

// pages returns how many pages it finds; 0 where it cannot be asked.
func (s *second) pages() int {
	doc, err := s.open()
	if err != nil {
		return 0
	}
	return doc.Pages()
}

func (s *second) close() {
	if s.doc != nil {
		s.doc.Close()
		s.doc = nil
	}
}

// instead reads the whole document with the second reader, since the first
// cannot: err says why, "" that the first was not to be asked.
func (s *second) instead(first error, why string, sink archive.Sink) error {
	n := s.pages()
	switch {
	case n > 0:
	case errors.Is(s.err, pdfium.ErrPassword):
		return needsPassword(s.options.Passwords)
	case first != nil:
		return errors.Join(s.absent(sink), first)
	case s.err != nil:
		return s.err
	default:
		return errNoPages
	}
	if s.options.Pages != nil {
		s.options.Pages(n)
	}
	if about := s.about(); !about.IsZero() && s.options.From <= 1 {
		if err := sink.About(about); err != nil {
			return err
		}
	}
	p := newPages(sink, s)
	if err := p.readAll(n, why); err != nil {
		return err
	}
	if err := p.end(); err != nil {
		return err
	}
	if p.number == 0 {
		return cmp.Or(first, errNoPages)
	}
	return p.noText()
}

// maxLost is after how many pages one after the other that cannot be read
// there are no more: PDFium believes what a file says of how many it has.
const maxLost = 16

// readAll reads n pages with the second reader alone.
func (p *pages) readAll(n int, why string) error {
	var lost []reading // pages that could not be read, up to now
	for number := 1; number <= n; number++ {
		if number > maxPages {
			return p.tooMany()
		}
		if number < p.from {
			p.number = number
			continue
		}
		r := reading{reader: secondReader, why: why}
		var page *pdfium.Page
		if page, r.broken = p.second.page(number, 1); r.broken == nil {
			r.take(page)
		}
		lost = append(lost, r)
		switch last := number == n && p.number > 0; {
		case r.broken == nil:
		case len(lost) == maxLost:
			if p.number == 0 {
				return nil
			}
			return p.notice("damaged", 0, "The list of pages is damaged after page %d; there may be more pages.", p.number)
		case !last:
			continue
		}
		for _, r := range lost {
			p.number++
			if err := p.give(r); err != nil {
				return err
			}
		}
		lost = lost[:0]
	}
	return nil
}

// absent gives a notice where the second reader was asked for and could not be
// started.
func (s *second) absent(sink archive.Sink) error {
	if !s.missing {
		return nil
	}
	return sink.Notice(archive.Notice{
		Code: "no-second-reader",
		Text: "The second PDF reader could not be started; what the first could not read was left as it is.",
	})
}

// about is what the document says of itself, as far as the second reader tells.
func (s *second) about() archive.About {
	get := func(key string) string { return document.OneLine(s.doc.Info(key), 1000) }
	return archive.About{
		Title: get("Title"), Author: get("Author"), Subject: get("Subject"), Keywords: get("Keywords"),
		Created: object.Date(get("CreationDate")), Modified: object.Date(get("ModDate")), Program: cmp.Or(get("Producer"), get("Creator")),
	}
}

// take keeps a page of the second reader's.
func (r *reading) take(q *pdfium.Page) {
	r.Result = &content.Result{Page: q.Page, Unknown: q.Unknown, Shown: q.Shown}
	r.broken = object.Guard(func() { r.layout = layout.Of(&r.Page) })
}
