package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"readingroom/archive"
)

// A PictureOf says which picture of a document is wanted.
type PictureOf struct {
	Page   int         `json:"page"`             // from 1
	Width  int         `json:"width"`            // in pixels, of what is wanted
	Crop   archive.Box `json:"crop,omitzero"`    // the part of the page that is wanted, in points; zero: all of it
	Paper  [2]float64  `json:"paper,omitzero"`   // the page's width and height in points, as its archive.Page has them; for Crop
	Format string      `json:"format,omitempty"` // JPEG or PNG; "": PNG up to a megapixel, where text wants sharp edges, JPEG above
	Gray   bool        `json:"gray,omitempty"`
}

// The formats of pictures.
const (
	JPEG = "image/jpeg"
	PNG  = "image/png"
)

// maxSide is the longest side of a picture, in pixels; a larger one is made smaller.
const maxSide = 4000

// Picture draws a page of the PDF in f, or of the PNG, JPEG, GIF, TIFF, BMP or
// WebP file, in a child process. A document that has no such page, or whose
// pages have no pictures, is archive.ErrNotFound.
func (b Sandbox) Picture(ctx context.Context, f *os.File, want PictureOf) ([]byte, error) {
	if want.Page < 1 {
		return nil, fmt.Errorf("page %d: %w", want.Page, archive.ErrNotFound)
	}
	if want.Crop != (archive.Box{}) && (want.Paper[0] <= 0 || want.Paper[1] <= 0) {
		return nil, fmt.Errorf("a part of a page of no size: %w", archive.ErrInvalid)
	}
	if want.Width < 1 || want.Format != "" && want.Format != JPEG && want.Format != PNG {
		return nil, fmt.Errorf("a picture %d pixels wide, as %q: %w", want.Width, want.Format, archive.ErrInvalid)
	}
	return b.draw(ctx, f, job{Picture: &want})
}

// Prepare compiles what Picture and the second reader of PDFs need, where that
// was not done yet. It takes a processor some seconds, once.
func (b Sandbox) Prepare(ctx context.Context) error {
	f, err := os.Open(os.DevNull)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = b.draw(ctx, f, job{Prepare: true})
	return err
}

// draw has a child make a picture.
func (b Sandbox) draw(ctx context.Context, f *os.File, j job) ([]byte, error) {
	j.Limits, j.Options = b.Limits.orDefaults(), b.Options.in(ctx)
	if j.Limits.Wall > 0 {
		j.Limits.Wall += starting
	}
	c, err := b.start(f, j)
	if err != nil {
		return nil, fmt.Errorf("drawing process: %w", err)
	}
	defer c.cleanUp()
	defer context.AfterFunc(ctx, c.kill)()
	in := &patience{r: c.stdout, left: j.Limits.Wall, kill: c.kill}
	picture, err := drawn(newFrameReader(in, j.Limits.output()))
	if err != nil && ctx.Err() == nil && !errors.Is(err, archive.ErrNotFound) {
		if errors.Is(err, io.EOF) || errors.Is(err, errCutShort) {
			c.waitOrKill(grace)
			err = errors.New(c.why(j.Limits))
		}
		if in.expired.Load() {
			err = fmt.Errorf("drawing took longer than %s", durationText(j.Limits.Wall))
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return picture, err
}

// drawn reads the frames of a child that draws.
func drawn(frames *frameReader) ([]byte, error) {
	kind, payload, err := frames.next()
	if err != nil {
		return nil, err
	}
	if kind != frameHello || string(payload) != hello {
		return nil, errNoVersion
	}
	kind, payload, err = frames.next()
	switch {
	case err != nil:
		return nil, err
	case kind == framePicture:
		return append([]byte{}, payload...), nil
	case kind == frameNoSuch:
		return nil, fmt.Errorf("%s: %w", payload, archive.ErrNotFound)
	case kind == frameFault:
		return nil, errors.New(string(payload))
	}
	return nil, errGarbage
}
