package extract

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"readingroom/archive"
)

// quarters is a picture whose left upper quarter is black, the rest white.
func quarters(w, h int) image.Image {
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		if x, y := i%w, i/w; x >= w/2 || y >= h/2 {
			m.Pix[i] = 255
		}
	}
	return m
}

// black is a PDF of a page of 600 x 800 points whose left upper quarter is
// black, with an annotation that is a black bar at its foot.
func black() []byte {
	return pdfOf("<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1>>",
		"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Annots [5 0 R]>>", "<</Length 21>>\nstream\n0 400 300 400 re f   \nendstream",
		"<</Subtype /Stamp /Rect [0 0 600 40] /F 4 /AP <</N 6 0 R>>>>",
		"<</Type /XObject /Subtype /Form /BBox [0 0 600 40] /Length 21>>\nstream\n0 0 600 40 re f      \nendstream")
}

// pdfOf is a PDF of these objects, the catalog first.
func pdfOf(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj %s endobj\n", i+1, o)
	}
	x := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, x)
	return b.Bytes()
}

func TestSandboxDraws(t *testing.T) {
	encoded := func(encode func(*bytes.Buffer) error) []byte {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	m := quarters(60, 80)
	paper := [2]float64{600, 800}
	for _, tc := range []struct {
		name   string
		file   []byte
		want   PictureOf
		w, h   int
		dark   [2]float64 // a place, as a share of the picture, that is black
		light  [2]float64
		format string
	}{
		{"PDF", black(), PictureOf{Page: 1, Width: 300}, 300, 400, [2]float64{.25, .25}, [2]float64{.75, .5}, PNG},
		{"PDF, its annotation", black(), PictureOf{Page: 1, Width: 300}, 300, 400, [2]float64{.75, .98}, [2]float64{.75, .5}, PNG},
		{"PDF, large", black(), PictureOf{Page: 1, Width: 1200}, 1200, 1600, [2]float64{.25, .25}, [2]float64{.75, .5}, JPEG},
		{"PDF, too large", black(), PictureOf{Page: 1, Width: 100_000}, 3000, 4000, [2]float64{.25, .25}, [2]float64{.75, .5}, JPEG},
		{"PDF, gray", black(), PictureOf{Page: 1, Width: 300, Gray: true}, 300, 400, [2]float64{.25, .25}, [2]float64{.75, .5}, PNG},
		{"PDF, a part", black(), PictureOf{Page: 1, Width: 200, Crop: archive.Box{200, 300, 400, 500}, Paper: paper}, 200, 200, [2]float64{.25, .25}, [2]float64{.75, .25}, PNG},
		{"PDF, a part beyond its edge", black(), PictureOf{Page: 1, Width: 200, Crop: archive.Box{200, 0, 1000, 400}, Paper: paper}, 200, 200, [2]float64{.1, .5}, [2]float64{.75, .5}, PNG},
		{"PNG", encoded(func(b *bytes.Buffer) error { return png.Encode(b, m) }), PictureOf{Page: 1, Width: 30}, 30, 40, [2]float64{.25, .25}, [2]float64{.75, .25}, PNG},
		{"PNG, a part", encoded(func(b *bytes.Buffer) error { return png.Encode(b, m) }), PictureOf{Page: 1, Width: 20, Crop: archive.Box{200, 300, 400, 500}, Paper: paper}, 20, 20, [2]float64{.25, .25}, [2]float64{.75, .25}, PNG},
		{"JPEG as JPEG", encoded(func(b *bytes.Buffer) error { return jpeg.Encode(b, m, nil) }), PictureOf{Page: 1, Width: 30, Format: JPEG}, 30, 40, [2]float64{.25, .25}, [2]float64{.75, .25}, JPEG},
		{"GIF", encoded(func(b *bytes.Buffer) error { return gif.Encode(b, m, nil) }), PictureOf{Page: 1, Width: 30}, 30, 40, [2]float64{.25, .25}, [2]float64{.75, .25}, PNG},
		{"TIFF", encoded(func(b *bytes.Buffer) error { return tiff.Encode(b, m, nil) }), PictureOf{Page: 1, Width: 30, Gray: true}, 30, 40, [2]float64{.25, .25}, [2]float64{.75, .25}, PNG},
		{"BMP", encoded(func(b *bytes.Buffer) error { return bmp.Encode(b, m) }), PictureOf{Page: 1, Width: 90}, 90, 120, [2]float64{.25, .25}, [2]float64{.75, .25}, PNG},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b, err := sandbox(t).Picture(t.Context(), fileOf(t, "a", tc.file), tc.want)
			if err != nil {
				t.Fatal(err)
			}
			got, _, err := image.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			size := got.Bounds().Size()
			if size != image.Pt(tc.w, tc.h) || http.DetectContentType(b) != tc.format {
				t.Errorf("%v %s, want %d x %d %s", size, http.DetectContentType(b), tc.w, tc.h, tc.format)
			}
			gray := func(at [2]float64) uint8 {
				return color.GrayModel.Convert(got.At(int(at[0]*float64(size.X)), int(at[1]*float64(size.Y)))).(color.Gray).Y
			}
			if d, l := gray(tc.dark), gray(tc.light); d > 20 || l < 235 {
				t.Errorf("%v is %d and %v is %d", tc.dark, d, tc.light, l)
			}
		})
	}
	noChildren(t)
}

func TestSandboxDrawsNot(t *testing.T) {
	var small bytes.Buffer
	if err := png.Encode(&small, quarters(4, 4)); err != nil {
		t.Fatal(err)
	}
	// The head of a PNG of 60,000 x 60,000 pixels.
	head := "IHDR\x00\x00\xea\x60\x00\x00\xea\x60\x08\x00\x00\x00\x00"
	bomb := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\r"+head), crc32.ChecksumIEEE([]byte(head)))
	for _, tc := range []struct {
		name string
		file []byte
		want PictureOf
		err  error  // or
		text string // in it
	}{
		{"no such page of a PDF", black(), PictureOf{Page: 2, Width: 300}, archive.ErrNotFound, "page 2"},
		{"page 0", black(), PictureOf{Width: 300}, archive.ErrNotFound, "page 0"},
		{"no second page of a picture", small.Bytes(), PictureOf{Page: 2, Width: 300}, archive.ErrNotFound, "page 2"},
		{"a text", []byte("Dear Requester"), PictureOf{Page: 1, Width: 300}, archive.ErrNotFound, "page 1"},
		{"no width", black(), PictureOf{Page: 1}, archive.ErrInvalid, "0 pixels"},
		{"a format that is none", black(), PictureOf{Page: 1, Width: 9, Format: "image/heic"}, archive.ErrInvalid, "heic"},
		{"a part of a page of no size", black(), PictureOf{Page: 1, Width: 9, Crop: archive.Box{0, 0, 1, 1}}, archive.ErrInvalid, "no size"},
		{"a bomb", bomb, PictureOf{Page: 1, Width: 300}, nil, "too large: 60000 x 60000"},
		{"half a picture", small.Bytes()[:40], PictureOf{Page: 1, Width: 300}, nil, "damaged"},
		{"half a PDF", black()[:60], PictureOf{Page: 1, Width: 300}, nil, "damaged"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b, err := sandbox(t).Picture(t.Context(), fileOf(t, "a", tc.file), tc.want)
			if b != nil || err == nil || tc.err != nil && !errors.Is(err, tc.err) || !strings.Contains(err.Error(), tc.text) {
				t.Errorf("%d bytes, %v, want %v, %q", len(b), err, tc.err, tc.text)
			}
		})
	}
	t.Run("a child that dies", func(t *testing.T) {
		_, err := sandbox(t, "child:exit").Picture(t.Context(), fileOf(t, "a", black()), PictureOf{Page: 1, Width: 9})
		if err == nil {
			t.Error("no error")
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := sandbox(t).Picture(ctx, fileOf(t, "a", black()), PictureOf{Page: 1, Width: 9}); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	noChildren(t)
}

func TestPrepare(t *testing.T) {
	if err := sandbox(t).Prepare(t.Context()); err != nil {
		t.Error(err)
	}
	b := sandbox(t, "child:exit")
	if err := b.Prepare(t.Context()); err == nil {
		t.Error("no error where the child dies")
	}
}
