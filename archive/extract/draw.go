package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"slices"
	"strings"

	"golang.org/x/image/draw"

	"readingroom/archive"
	"readingroom/archive/extract/pdf"
	"readingroom/archive/extract/picture"
)

// drawOne is what a child does that draws.
func drawOne(ctx context.Context, r io.ReaderAt, size int64, j job, w *frameWriter) error {
	if j.Prepare {
		if err := pdf.Prepare(ctx, j.Cache); err != nil {
			return w.now(w.raw(frameFault, []byte(err.Error())))
		}
		return w.now(w.raw(framePicture, nil))
	}
	var b []byte
	err := recovered(func() error {
		m, err := drawing(ctx, r, size, *j.Picture, j.Options)
		if err == nil {
			b, err = encode(m, j.Picture.Format)
		}
		return err
	})
	switch {
	case errors.Is(err, archive.ErrNotFound):
		return w.now(w.raw(frameNoSuch, []byte(fmt.Sprintf("a picture of page %d", j.Picture.Page))))
	case err != nil:
		return w.now(w.raw(frameFault, []byte(strings.ToValidUTF8(err.Error(), "\uFFFD"))))
	}
	return w.now(w.raw(framePicture, b))
}

// drawing draws a page of a document.
func drawing(ctx context.Context, r io.ReaderAt, size int64, want PictureOf, o Options) (image.Image, error) {
	switch mediaType, _ := Sniff(nil, r, size, ""); mediaType {
	case "application/pdf":
		return pdf.Picture(ctx, r, size, want.Page, pdf.PictureSize{Width: want.Width, Crop: want.share(), Gray: want.Gray}, o.pdf(ctx))
	default:
		if IsPicture(mediaType) {
			return scaled(r, size, want)
		}
	}
	return nil, archive.ErrNotFound
}

// share is the part of the page that is wanted, as a share of it; zero: all of it.
func (w PictureOf) share() (s [4]float64) {
	if w.Crop == (archive.Box{}) || w.Paper[0] <= 0 || w.Paper[1] <= 0 {
		return s
	}
	for i, v := range w.Crop {
		s[i] = min(1, max(0, v/w.Paper[i%2]))
	}
	return s
}

// A pictured document is a picture file, for the reader of pages.
type pictured struct{ *picture.File }

func (p pictured) Len() int { return len(p.Pages) }

func (p pictured) Size(n int) (width, height float64) {
	width, height, _ = p.Pages[n-1].Points()
	return width, height
}

func (p pictured) Picture(n int) (*image.Gray, float64, error) {
	m, err := p.Decode(n)
	if err != nil {
		return nil, 0, err
	}
	_, _, dpi := p.Pages[n-1].Points()
	gray, stated := picture.Gray(m, p.Pages[n-1])
	return gray, max(dpi, stated), nil
}

// scaled decodes a page of a picture file, and makes what is wanted of it as
// wide as is wanted.
func scaled(r io.ReaderAt, size int64, want PictureOf) (image.Image, error) {
	f, err := picture.Open(r, size)
	if err != nil {
		return nil, err
	}
	if want.Page > len(f.Pages) {
		return nil, archive.ErrNotFound
	}
	src, err := f.Decode(want.Page)
	if err != nil {
		return nil, err
	}
	c := src.Bounds().Size()
	from := src.Bounds()
	if s := want.share(); s != ([4]float64{}) {
		x := func(v float64) int { return from.Min.X + int(math.Round(v*float64(c.X))) }
		y := func(v float64) int { return from.Min.Y + int(math.Round(v*float64(c.Y))) }
		from = from.Intersect(image.Rect(x(s[0]), y(s[1]), x(s[2]), y(s[3])))
	}
	if from.Empty() {
		return nil, fmt.Errorf("page %d has no such part: %w", want.Page, archive.ErrNotFound)
	}
	width := float64(min(want.Width, maxSide))
	height := width * float64(from.Dy()) / float64(from.Dx())
	if height > maxSide {
		width, height = width*maxSide/height, maxSide
	}
	to := image.Rect(0, 0, max(1, int(math.Round(width))), max(1, int(math.Round(height))))
	var out draw.Image = image.NewRGBA(to)
	if want.Gray {
		out = image.NewGray(to)
	}
	draw.Draw(out, to, image.White, image.Point{}, draw.Src) // paper, under what is transparent
	draw.BiLinear.Scale(out, to, src, from, draw.Over, nil)
	return out, nil
}

// megapixel is up to how many pixels a picture is a PNG by itself.
const megapixel = 1 << 20

func encode(m image.Image, format string) ([]byte, error) {
	if size := m.Bounds().Size(); format == "" && size.X*size.Y > megapixel {
		format = JPEG
	}
	var b bytes.Buffer
	var err error
	if format == JPEG {
		err = jpeg.Encode(&b, m, &jpeg.Options{Quality: 80})
	} else {
		e := png.Encoder{CompressionLevel: png.BestSpeed}
		err = e.Encode(&b, m)
	}
	return b.Bytes(), err
}

// IsPicture reports whether documents of a media type are pictures of pages.
func IsPicture(mediaType string) bool { return slices.Contains(picture.Types, mediaType) }
