package pdf

import (
	"image"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/content"
)

// Pictures are the pages of a document that consists of pictures.
type Pictures interface {
	Len() int
	// Size is that of page n, which counts from 1, in points.
	Size(n int) (width, height float64)
	// Picture decodes page n.
	Picture(n int) (m *image.Gray, dpi float64, err error)
}

// ReadPictures reads the pages of a document that consists of pictures, as Read
// reads those of a PDF.
func ReadPictures(pictures Pictures, o Options, s archive.Sink) error {
	if o.Pages != nil {
		o.Pages(pictures.Len())
	}
	p := newPages(s, &second{options: o})
	for n := 1; n <= pictures.Len(); n++ {
		p.number = n
		own := reading{Result: &content.Result{}}
		own.Width, own.Height = pictures.Size(n)
		if err := p.give(p.lookAt(own, pictures)); err != nil {
			return err
		}
	}
	if err := p.end(); err != nil {
		return err
	}
	return p.noText()
}

// lookAt reads page n of a document of pictures.
func (p *pages) lookAt(own reading, pictures Pictures) reading {
	if p.second.options.Look == nil {
		own.unlooked = true
		return own
	}
	m, dpi, err := pictures.Picture(p.number)
	if err != nil {
		own.lookErr = err
		return own
	}
	r := p.second.options.read(m, dpi)
	if r.lookErr != nil {
		own.lookErr = r.lookErr
		return own
	}
	r.why = "The page is a picture."
	r.fit(own)
	return r
}
