package pdfium

import (
	"errors"
	"fmt"
	"image"
	"math"
)

// A Size says how large a picture of a page is to be, and of which part.
type Size struct {
	Width int        // in pixels; 0: by DPI
	DPI   float64    // pixels in an inch
	Crop  [4]float64 // x0, y0, x1, y1 as a share of the page, from the top left; zero: all of it
	Gray  bool
}

// maxSide is the longest side of a picture, in pixels; a larger one is made smaller.
const maxSide = 4000

// Picture draws page n, which counts from 1, with its annotations and form
// fields on white paper: an *image.RGBA, or an *image.Gray.
func (d *Document) Picture(n int, s Size) (image.Image, error) {
	page, err := d.load(n)
	if err != nil {
		return nil, err
	}
	defer func() { d.engine.call("FPDF_ClosePage", page) }()
	width, height := f32(d.engine.call("FPDF_GetPageWidthF", page)), f32(d.engine.call("FPDF_GetPageHeightF", page))
	if !(width > 0 && height > 0) || width > 1e6 || height > 1e6 {
		return nil, fmt.Errorf("page %d: %w: it has no size", n, ErrDamaged)
	}
	whole, part, err := s.of(width, height)
	if err != nil {
		return nil, fmt.Errorf("page %d: %w", n, err)
	}
	return d.draw(page, whole, part, s.Gray)
}

// of returns the size of the whole page in pixels, and the part of it that is wanted.
func (s Size) of(width, height float64) (whole image.Point, part image.Rectangle, err error) {
	c := s.Crop
	if c == ([4]float64{}) {
		c = [4]float64{0, 0, 1, 1}
	}
	c = [4]float64{max(0, c[0]), max(0, c[1]), min(1, c[2]), min(1, c[3])}
	if !(c[0] < c[2] && c[1] < c[3]) {
		return whole, part, errors.New("nothing of it lies there")
	}
	scale := s.DPI / 72
	if s.Width > 0 {
		scale = float64(s.Width) / (width * (c[2] - c[0]))
	}
	if !(scale > 0) {
		return whole, part, errors.New("no size was asked for")
	}
	longest := max(width*(c[2]-c[0]), height*(c[3]-c[1]))
	scale = min(scale, maxSide/longest)
	pixels := func(x float64) int { return int(min(1<<20, max(1, math.Round(x)))) }
	whole = image.Pt(pixels(width*scale), pixels(height*scale))
	x, y := c[0]*width*scale, c[1]*height*scale
	size := image.Pt(pixels((c[2]-c[0])*width*scale), pixels((c[3]-c[1])*height*scale))
	from := image.Pt(int(math.Floor(x+1e-6)), int(math.Floor(y+1e-6)))
	return whole, image.Rectangle{Min: from, Max: from.Add(size)}, nil
}

// draw paints the part of a page that is whole pixels large.
func (d *Document) draw(page uint64, whole image.Point, part image.Rectangle, gray bool) (image.Image, error) {
	const formatGray, formatRGBx = 1, 3 // FPDFBitmap_…
	const annotations, grayscale, reversed = 0x01, 0x08, 0x10
	format, flags := formatRGBx, annotations|reversed // RGB, not BGR
	if gray {
		format, flags = formatGray, annotations|grayscale
	}
	w, h := part.Dx(), part.Dy()
	bitmap := d.engine.call("FPDFBitmap_CreateEx", arg(w), arg(h), arg(format), 0, 0)
	if bitmap == 0 {
		return nil, d.crashed("there is no memory for the picture")
	}
	defer func() { d.engine.call("FPDFBitmap_Destroy", bitmap) }()
	d.engine.call("FPDFBitmap_FillRect", bitmap, 0, 0, arg(w), arg(h), 0xffffffff)
	at := []uint64{arg(-part.Min.X), arg(-part.Min.Y), arg(whole.X), arg(whole.Y), 0, arg(flags)}
	d.engine.call("FPDF_RenderPageBitmap", append([]uint64{bitmap, page}, at...)...)
	if form := d.forms(); form != 0 {
		d.engine.call("FPDF_FFLDraw", append([]uint64{form, bitmap, page}, at...)...)
	}
	stride := i32(d.engine.call("FPDFBitmap_GetStride", bitmap))
	pixels := d.engine.memory.bytes(d.engine.call("FPDFBitmap_GetBuffer", bitmap), stride*h)
	if d.engine.err != nil || pixels == nil || stride < w {
		return nil, d.crashed("the page could not be drawn")
	}
	// Its memory is PDFium's and may move.
	if gray {
		m := &image.Gray{Pix: append([]byte(nil), pixels...), Stride: stride, Rect: image.Rect(0, 0, w, h)}
		return m, nil
	}
	m := &image.RGBA{Pix: append([]byte(nil), pixels...), Stride: stride, Rect: image.Rect(0, 0, w, h)}
	for i := 3; i < len(m.Pix); i += 4 {
		m.Pix[i] = 255
	}
	return m, nil
}

// forms returns what draws form fields, made once; 0 where there is none.
func (d *Document) forms() uint64 {
	if d.form != 0 || i32(d.engine.call("FPDF_GetFormType", d.handle)) == 0 {
		return d.form
	}
	if info := d.engine.call("FPDF_FORMFILLINFO_Create"); info != 0 {
		d.form = d.engine.call("FPDFDOC_InitFormFillEnvironment", d.handle, info)
		d.engine.call("FPDF_RemoveFormFieldHighlight", d.form)
	}
	return d.form
}

// crashed is the engine's error, else one that says what happened.
func (d *Document) crashed(text string) error {
	if d.engine.err != nil {
		return d.engine.err
	}
	return errors.New(text)
}
