package pdfium

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"strings"
	"testing"
)

// sheet is a PDF of one page of 600 x 800 points.
func sheet(page, content string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := []int{}
	for i, o := range []string{
		"<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800]>>",
		"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>> " + page + ">>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content),
		"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
		"<</Title (Two  words) /Author <FEFFD83DDC3E>>>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj %s endobj\n", i+1, o)
	}
	x := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer <</Size %d /Root 1 0 R /Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, x)
	return b.Bytes()
}

func open(t *testing.T, b []byte) *Document {
	t.Helper()
	d, err := Open(t.Context(), bytes.NewReader(b), int64(len(b)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

func TestDocument(t *testing.T) {
	d := open(t, sheet("", "BT /F1 12 Tf 72 700 Td (Dear) Tj ET"))
	if d.Pages() != 1 || d.Info("Title") != "Two words" || d.Info("Author") != "\U0001F43E" || d.Info("Subject") != "" {
		t.Errorf("%d pages, %q, %q, %q", d.Pages(), d.Info("Title"), d.Info("Author"), d.Info("Subject"))
	}
	for _, n := range []int{0, 2, -1, 1 << 40} {
		if _, err := d.Page(n, 1); !errors.Is(err, ErrPage) {
			t.Errorf("page %d: %v", n, err)
		}
		if _, err := d.Picture(n, Size{Width: 10}); !errors.Is(err, ErrPage) {
			t.Errorf("picture of page %d: %v", n, err)
		}
	}
	for range 2 { // a page may be read again
		p, err := d.Page(1, 1)
		if err != nil || len(p.Glyphs) != 4 || p.Glyphs[0].Text != "D" || p.Shown != 4 || p.Unknown != 0 {
			t.Errorf("%+v, %v", p, err)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, tc := range []struct {
		name string
		file []byte
		want error
	}{
		{"nothing", nil, ErrDamaged},
		{"text", []byte(strings.Repeat("Dear Requester ", 100)), ErrDamaged},
		{"half of one", sheet("", "")[:200], ErrDamaged},
	} {
		if _, err := Open(t.Context(), bytes.NewReader(tc.file), int64(len(tc.file)), Options{}); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, err, tc.want)
		}
	}
}

// TestTurned draws a page whose left upper quarter is black, as it is shown
// when it is turned.
func TestTurned(t *testing.T) {
	for _, tc := range []struct {
		page       string
		size       Size
		w, h       int
		dark       image.Point // in quarters: 0, 0 is the left upper one
		alsoBright image.Point
	}{
		{"", Size{DPI: 72}, 600, 800, image.Pt(0, 0), image.Pt(1, 1)},
		{"/Rotate 90", Size{DPI: 72}, 800, 600, image.Pt(1, 0), image.Pt(0, 0)},
		{"/Rotate 180", Size{DPI: 36}, 300, 400, image.Pt(1, 1), image.Pt(0, 0)},
		{"/Rotate 270", Size{Width: 80, Gray: true}, 80, 60, image.Pt(0, 1), image.Pt(0, 0)},
		{"/CropBox [0 400 600 800]", Size{Width: 60}, 60, 40, image.Pt(0, 1), image.Pt(1, 1)},
		{"/CropBox [0 400 600 800]", Size{Width: 60, Crop: [4]float64{.5, 0, 1, 1}}, 60, 80, image.Pt(-1, 0), image.Pt(0, 0)},
	} {
		m, err := open(t, sheet(tc.page, "0 400 300 400 re f")).Picture(1, tc.size)
		if err != nil {
			t.Errorf("%s: %v", tc.page, err)
			continue
		}
		at := func(q image.Point) uint32 {
			r, _, _, _ := m.At(tc.w/4+q.X*tc.w/2, tc.h/4+q.Y*tc.h/2).RGBA()
			return r >> 8
		}
		_, gray := m.(*image.Gray)
		if m.Bounds() != image.Rect(0, 0, tc.w, tc.h) || gray != tc.size.Gray || tc.dark.X >= 0 && at(tc.dark) > 9 || at(tc.alsoBright) < 246 {
			t.Errorf("%s %+v: %v %T, %d and %d", tc.page, tc.size, m.Bounds(), m, at(tc.dark), at(tc.alsoBright))
		}
	}
}

func TestSize(t *testing.T) {
	for _, tc := range []struct {
		size          Size
		width, height float64
		want          string
	}{
		{Size{DPI: 72}, 612, 792, "(612,792) (0,0)-(612,792)"},
		{Size{DPI: 150}, 612, 792, "(1275,1650) (0,0)-(1275,1650)"},
		{Size{Width: 306}, 612, 792, "(306,396) (0,0)-(306,396)"},
		{Size{Width: 306, Crop: [4]float64{.5, .5, 1, 1}}, 612, 792, "(612,792) (306,396)-(612,792)"},
		{Size{Width: 306, Crop: [4]float64{.5, .5, 9, 9}}, 612, 792, "(612,792) (306,396)-(612,792)"},
		{Size{Width: 99999}, 600, 800, "(3000,4000) (0,0)-(3000,4000)"},
		{Size{DPI: 1e9}, 800, 600, "(4000,3000) (0,0)-(4000,3000)"},
		{Size{Width: 10}, 1e6, 1, "(10,1) (0,0)-(10,1)"},
		{Size{Width: 4000, Crop: [4]float64{.5, .5, .50001, .50001}}, 1000, 1000, "(1048576,1048576)"},
		{Size{Width: 9, Crop: [4]float64{.5, .5, .5, 1}}, 612, 792, "nothing of it lies there"},
		{Size{Width: 9, Crop: [4]float64{2, 2, 3, 3}}, 612, 792, "nothing of it lies there"},
		{Size{}, 612, 792, "no size was asked for"},
	} {
		whole, part, err := tc.size.of(tc.width, tc.height)
		got := fmt.Sprint(whole, " ", part)
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, tc.want) || part.Dx() > maxSide || part.Dy() > maxSide {
			t.Errorf("%+v of %v x %v: %s, want %s", tc.size, tc.width, tc.height, got, tc.want)
		}
	}
}

// TestMemory: what PDFium may have ends, and it says so.
func TestMemory(t *testing.T) {
	m := &memory{}
	defer m.Free()
	if b := m.Reallocate(1 << 16); len(b) != 1<<16 {
		t.Fatal(len(b))
	}
	m.b[9] = 7
	if b := m.Reallocate(1 << 20); len(b) != 1<<20 || b[9] != 7 || b[1<<20-1] != 0 {
		t.Errorf("%d bytes, %d", len(b), b[9])
	}
	if b := m.Reallocate(maxMemory + 1); b != nil || len(m.b) != 1<<20 {
		t.Errorf("%d bytes beyond the limit", len(b))
	}
	for _, tc := range []struct {
		at uint64
		n  int
		ok bool
	}{{0, 4, true}, {1<<20 - 4, 4, true}, {1<<20 - 3, 4, false}, {1 << 63, 4, false}, {0, -1, false}, {1 << 20, 0, true}} {
		if got := m.bytes(tc.at, tc.n) != nil; got != tc.ok {
			t.Errorf("%d bytes at %d: %v", tc.n, tc.at, got)
		}
	}
}
