package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/tiff"
)

func square(n int, c color.Color) image.Image {
	m := image.NewGray(image.Rect(0, 0, n, n))
	for i := range m.Pix {
		m.Pix[i] = color.GrayModel.Convert(c).(color.Gray).Y
	}
	return m
}

// pages is a TIFF of two pages: the second one's directory is a copy of the
// first's, put at the end.
func pages(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := tiff.Encode(&b, square(40, color.Gray{60}), nil); err != nil {
		t.Fatal(err)
	}
	out := b.Bytes()
	order := binary.LittleEndian
	at := order.Uint32(out[4:])
	n := int(order.Uint16(out[at:]))
	directory := bytes.Clone(out[at : int(at)+2+12*n+4])
	second := uint32(len(out))
	out = append(out, directory...)
	order.PutUint32(out[int(at)+2+12*n:], second)
	order.PutUint32(out[int(second)+2+12*n:], at) // and back again: a circle
	return out
}

func TestOpen(t *testing.T) {
	var p, j bytes.Buffer
	if err := png.Encode(&p, square(30, color.White)); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&j, square(30, color.White), nil); err != nil {
		t.Fatal(err)
	}
	dense := bytes.Clone(p.Bytes())
	chunk := []byte("pHYs\x00\x00\x1e\xc3\x00\x00\x1e\xc3\x01") // 7875 to a metre: 200 to an inch
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk))
	dense = slices.Insert(dense, 33, append([]byte{0, 0, 0, 9}, chunk...)...)
	for _, tc := range []struct {
		name string
		in   []byte
		want string // sizes in points, or the error
	}{
		{"PNG", p.Bytes(), "[22x22]"},
		{"PNG of 200 dots to an inch", dense, "[10x10]"},
		{"JPEG", j.Bytes(), "[22x22]"},
		{"TIFF of two pages in a circle", pages(t), "[30x30 30x30]"},
		{"no picture", []byte("GIF89a"), "the picture is damaged: gif"},
		{"TIFF without pages", []byte("II*\x00\x00\x00\x00\x00"), "the picture is damaged: it has no pages that can be found"},
	} {
		f, err := Open(bytes.NewReader(tc.in), int64(len(tc.in)))
		if err != nil {
			if tc.want[0] == '[' || !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("%s: %v, want %s", tc.name, err, tc.want)
			}
			continue
		}
		var got []string
		for i, p := range f.Pages {
			w, h, _ := p.Points()
			got = append(got, fmt.Sprintf("%.0fx%.0f", math.Floor(w), math.Floor(h)))
			if _, err := f.Decode(i + 1); err != nil {
				t.Errorf("%s, page %d: %v", tc.name, i+1, err)
			}
		}
		if fmt.Sprint(got) != tc.want {
			t.Errorf("%s: %v, want %s", tc.name, got, tc.want)
		}
	}
}

func TestTooLarge(t *testing.T) {
	f := &File{Pages: []Page{{Width: 1 << 16, Height: 1 << 16}, {}}}
	for n, want := range map[int]string{0: "the file has 2 pages", 1: "the picture is too large: 65536 x 65536 dots", 2: "the picture is damaged, or stored in a way that cannot be read"} {
		if _, err := f.Decode(n); err == nil || err.Error() != want {
			t.Errorf("page %d: %v, want %s", n, err, want)
		}
	}
}

func TestPoints(t *testing.T) {
	for _, tc := range []struct {
		in   Page
		want string
	}{
		{Page{1700, 2200, 200, 200}, "612 x 792 at 200"},
		{Page{1700, 2200, 0, 0}, "612 x 792 at 200"},
		{Page{1700, 2200, 72, 72}, "612 x 792 at 200"},
		{Page{1728, 1078, 204, 98}, "610 x 792 at 204"},
		{Page{800, 600, 0, 0}, "600 x 450 at 96"},
	} {
		w, h, dpi := tc.in.Points()
		if got := fmt.Sprintf("%.0f x %.0f at %.0f", w, h, dpi); got != tc.want {
			t.Errorf("%v: %s, want %s", tc.in, got, tc.want)
		}
	}
}

// A fax has more dots across than down; its letters are to be of the right shape.
func TestGray(t *testing.T) {
	m, dpi := Gray(square(100, color.Black), Page{100, 100, 204, 98})
	if size := m.Bounds().Size(); size != image.Pt(100, 208) || dpi != 204 || m.GrayAt(50, 100).Y != 0 {
		t.Errorf("%v at %v", size, dpi)
	}
	clear, _ := Gray(image.NewRGBA(image.Rect(0, 0, 5, 5)), Page{5, 5, 0, 0})
	if clear.GrayAt(2, 2).Y != 255 {
		t.Error("what is transparent is not white")
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(pages(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		file, err := Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		for i, p := range file.Pages {
			if i < 3 && p.Width*p.Height < 1<<16 {
				_, _ = file.Decode(i + 1)
			}
		}
	})
}
