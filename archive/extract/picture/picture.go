// Package picture decodes picture files page by page: PNG, JPEG, GIF, TIFF,
// BMP and WebP.
//
//	a TIFF of a fax machine, two pages of 1728 x 2200 dots, 204 x 196 to an inch
//	-> File{Pages: [{1728 2200 204 196} {1728 2200 204 196}]}
//
// The decoders are Go's own and those of golang.org/x/image: pure Go, kept up,
// and used on strangers' files the world over. They decode the first page of a
// TIFF; each other one is shown to them as the first.
package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // the formats
	_ "image/jpeg"
	_ "image/png"
	"io"

	_ "golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"
)

// Types are the media types of the files that can be decoded.
var Types = []string{"image/png", "image/jpeg", "image/gif", "image/tiff", "image/bmp", "image/webp"}

// A File is an open picture file.
type File struct {
	Pages []Page
	r     io.ReaderAt
	size  int64
	at    []uint32 // where each page of a TIFF begins; nil for others
	turn  turn     // of a JPEG, from how it is stored
}

// A Page is a picture in a file, as it is to be shown.
type Page struct {
	Width, Height int     // in dots
	X, Y          float64 // dots to an inch, across and down; 0 where the file does not say
}

// MaxDots is how many dots a picture may have: a sheet of A2 paper at 400 to
// an inch. Larger ones are not decoded.
const MaxDots = 64 << 20

// ErrTooLarge says that a picture has more than MaxDots.
var ErrTooLarge = errors.New("the picture is too large")

// maxPages is how many pages of a TIFF are found.
const maxPages = 5000

// Open looks into a picture file; it decodes nothing yet. A page of a TIFF that
// cannot be understood has no size.
func Open(r io.ReaderAt, size int64) (*File, error) {
	f := &File{r: r, size: size}
	head := make([]byte, min(size, 64<<10))
	if n, err := r.ReadAt(head, 0); n == 0 && err != nil {
		return nil, err
	}
	if order := byteOrder(head); order != nil {
		return f, f.tiff(order, head)
	}
	c, format, err := image.DecodeConfig(f.reader())
	if err != nil {
		return nil, fmt.Errorf("the picture is damaged: %w", err)
	}
	p := Page{Width: c.Width, Height: c.Height}
	p.X, p.Y = density(format, head)
	if format == "jpeg" {
		if f.turn = orientation(head); f.turn.onItsSide() {
			p.Width, p.Height, p.X, p.Y = p.Height, p.Width, p.Y, p.X
		}
	}
	f.Pages = []Page{p}
	return f, nil
}

func (f *File) reader() *io.SectionReader { return io.NewSectionReader(f.r, 0, f.size) }

// Decode decodes page n, which counts from 1.
func (f *File) Decode(n int) (image.Image, error) {
	if n < 1 || n > len(f.Pages) {
		return nil, fmt.Errorf("the file has %d pages", len(f.Pages))
	}
	p := f.Pages[n-1]
	if p.Width < 1 || p.Height < 1 {
		return nil, errors.New("the picture is damaged, or stored in a way that cannot be read")
	}
	if p.Width > MaxDots/p.Height {
		return nil, fmt.Errorf("%w: %d x %d dots", ErrTooLarge, p.Width, p.Height)
	}
	r := io.ReadSeeker(f.reader())
	if f.at != nil {
		r = f.from(f.at[n-1])
	}
	m, _, err := image.Decode(r)
	if err != nil {
		return nil, fmt.Errorf("the picture is damaged: %w", err)
	}
	m = f.turn.of(m)
	if size := m.Bounds().Size(); size != image.Pt(p.Width, p.Height) {
		return nil, errors.New("the picture is damaged: it is not as large as it says")
	}
	return m, nil
}

// Gray returns a picture in gray on white paper. Where the dots are not square,
// as in a fax, the sparser way is stretched.
func Gray(m image.Image, p Page) (gray *image.Gray, dpi float64) {
	b := m.Bounds()
	to := image.Rect(0, 0, b.Dx(), b.Dy())
	dpi = p.X
	if p.X > 0 && p.Y > 0 {
		switch {
		case p.X > 1.02*p.Y && p.X < 4*p.Y:
			to.Max.Y = int(float64(b.Dy()) * p.X / p.Y)
		case p.Y > 1.02*p.X && p.Y < 4*p.X:
			to.Max.X, dpi = int(float64(b.Dx())*p.Y/p.X), p.Y
		}
	}
	if g, ok := m.(*image.Gray); ok && to.Size() == b.Size() {
		return g, dpi
	}
	gray = image.NewGray(to)
	draw.Draw(gray, to, image.White, image.Point{}, draw.Src)
	if to.Size() == b.Size() {
		draw.Draw(gray, to, m, b.Min, draw.Over)
	} else {
		draw.BiLinear.Scale(gray, to, m, b, draw.Over, nil)
	}
	return gray, dpi
}

// Points is the size of a page in points. Where the file does not say how large
// its dots are, a picture with many of them is taken for that of a sheet of
// paper, and any other for a screen's, of 96 dots to an inch.
func (p Page) Points() (width, height, dpi float64) {
	if x := p.dpi(); x > 0 {
		return float64(p.Width) * 72 / x, float64(p.Height) * 72 / p.Y, x
	}
	dpi = 96
	if short := min(p.Width, p.Height); short >= 1200 {
		dpi = float64(short) / 8.5
	}
	return float64(p.Width) * 72 / dpi, float64(p.Height) * 72 / dpi, dpi
}

// dpi is what the file says, where that can be; 0 where not. 72 and 96 are what
// programs write that do not know.
func (p Page) dpi() float64 {
	if p.X < 50 || p.X > 2500 || p.Y < 50 || p.Y > 2500 || p.X == p.Y && (p.X == 72 || p.X == 96) {
		return 0
	}
	return p.X
}

// density returns the dots to an inch that a file states.
func density(format string, head []byte) (x, y float64) {
	switch format {
	case "png":
		if i := bytes.Index(head, []byte("pHYs")); i > 0 && i+13 <= len(head) && head[i+12] == 1 {
			x, y = float64(binary.BigEndian.Uint32(head[i+4:])), float64(binary.BigEndian.Uint32(head[i+8:]))
			return x * .0254, y * .0254 // to a metre
		}
	case "jpeg":
		if i := bytes.Index(head, []byte("JFIF\x00")); i > 0 && i+12 <= len(head) {
			x, y = float64(binary.BigEndian.Uint16(head[i+8:])), float64(binary.BigEndian.Uint16(head[i+10:]))
			switch head[i+7] {
			case 1:
				return x, y
			case 2:
				return x * 2.54, y * 2.54
			}
		}
	case "bmp":
		if len(head) >= 46 {
			x, y = float64(binary.LittleEndian.Uint32(head[38:])), float64(binary.LittleEndian.Uint32(head[42:]))
			return x * .0254, y * .0254
		}
	}
	return 0, 0
}
