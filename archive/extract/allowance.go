package extract

import (
	"context"
	"image"
	"time"

	"readingroom/archive"
	"readingroom/archive/extract/pdf"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// An allowance is time that a child is given beside Limits.Wall, once it knows
// what it has to do.
type allowance struct {
	More  time.Duration `json:"more"`
	Pages int           `json:"pages,omitempty"` // how many the document has, where that is what the time is for
}

// A pacer hears what a document is before it is read, and what its reading
// will take.
type pacer interface {
	sniffed(Outcome) error
	allow(allowance) error
}

// unhurried is the pacer of a document that is read without limits.
type unhurried struct{}

func (unhurried) sniffed(Outcome) error { return nil }
func (unhurried) allow(allowance) error { return nil }

// A paced document is read by a reader that may ask for more time.
type paced struct {
	Options
	limits Limits
	pacer  pacer
	inner  *archive.Kind // of a document that was decrypted
}

// pages asks for the time that so many pages take. It is called before the
// first of them is read.
func (p paced) pages(n int) {
	_ = p.pacer.allow(allowance{More: time.Duration(n) * max(0, p.limits.Page), Pages: n}) // the next frame tells that nobody listens
}

// looking is what one look at the picture of a page adds to Limits.Wall: as
// long as it may take, and a little to be told so.
const looking = pdf.LookTime + 5*time.Second

// look asks for the time that one look takes, before it begins.
func (p paced) look() { _ = p.pacer.allow(allowance{More: looking}) }

// starting is what PDFium adds to Limits.Wall: where it is not compiled yet,
// that takes seconds of a processor that may have other work.
const starting = 30 * time.Second

// asking asks for the time that the second reader of PDFs takes to start, once.
func (p paced) asking(tell func(bool)) func(bool) {
	started := false
	return func(now bool) {
		if !started {
			started = true
			_ = p.pacer.allow(allowance{More: starting})
		}
		if tell != nil {
			tell(now)
		}
	}
}

// unpaged asks for the time of a document that has no pages to count.
func (p paced) unpaged() { _ = p.pacer.allow(allowance{More: max(0, p.limits.Unpaged)}) }

// pdf returns what the PDF reader is told.
func (p paced) pdf(ctx context.Context) pdf.Options {
	o := p.Options.pdf(ctx)
	o.Pages, o.Asking = p.pages, p.asking(o.Asking)
	if look := o.Look; look != nil {
		o.Look = func(ctx context.Context, picture *image.Gray, dpi float64) (*mark.Page, layout.Page, error) {
			p.look()
			return look(ctx, picture, dpi)
		}
	}
	return o
}
