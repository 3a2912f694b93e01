package pdf

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/pdfium"
)

// PictureSize says how large a picture of a page is to be, and of which part.
type PictureSize = pdfium.Size

// Picture draws page n of a PDF, which counts from 1: archive.ErrNotFound where
// there is none.
func Picture(ctx context.Context, r io.ReaderAt, size int64, n int, s PictureSize, o Options) (image.Image, error) {
	doc, err := pdfium.Open(ctx, r, size, pdfium.Options{Passwords: o.Passwords, Cache: o.Cache})
	if errors.Is(err, pdfium.ErrPassword) {
		return nil, needsPassword(o.Passwords)
	}
	if err != nil {
		return nil, err
	}
	defer doc.Close()
	m, err := doc.Picture(n, s)
	if errors.Is(err, pdfium.ErrPage) {
		return nil, fmt.Errorf("page %d: %w", n, archive.ErrNotFound)
	}
	return m, err
}

// Prepare compiles the second reader into a folder, where that was not done yet.
func Prepare(ctx context.Context, cache string) error { return pdfium.Prepare(ctx, cache) }
