package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
)

// seen is a look that finds words on any picture, in a line of 12 points at
// half the height of the page.
func seen(skew float64, confidence int, words ...string) Look {
	return func(_ context.Context, m *image.Gray, dpi float64) (*mark.Page, layout.Page, error) {
		p := &mark.Page{Width: float64(m.Rect.Dx()) * 72 / dpi, Height: float64(m.Rect.Dy()) * 72 / dpi, Skew: skew, Confidence: 1}
		if confidence < mark.Sure {
			p.Confidence = 0
		}
		for i, w := range words {
			g := mark.Glyph{Text: w, X: 10 + 35*float64(i), Y: p.Height / 2, Width: 30, Size: 12, Up: 9, Down: 3, Confidence: confidence}
			space := g
			space.Text, space.X, space.Width = " ", g.X+30, 5
			p.Glyphs = append(p.Glyphs, g, space)
		}
		return p, layout.Of(p), nil
	}
}

func TestLook(t *testing.T) {
	const resources = "/Resources <</XObject <</Im 4 0 R>> /Font <</F1 6 0 R>>>>"
	page := func(content string) []byte {
		return pdfOf("", catalog, "<</Type /Pages /Kids [3 0 R] /Count 1>>", "<</Type /Page /MediaBox [0 0 400 200] /Contents 5 0 R "+resources+">>",
			stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray", "\xff\x40\xf0\xff"), stream("", content), font)
	}
	const scan = "q 400 0 0 200 0 0 cm /Im Do Q "
	sense := strings.Repeat("(these are the words of the page ) Tj ", 6)
	trash := strings.Repeat("(qx;zw xk!#r tt~~q bbrw ]c{ ) Tj ", 6)
	cache := t.TempDir() // of the compiled reader, which takes seconds to make
	for _, tc := range []struct {
		name, content string
		look          Look
		want          string // origin, text
		notice        string
	}{
		{"a scan", scan, seen(0, 90, "one", "two"), "ocr one two", ""},
		{"a scan that was read badly", scan, seen(0, 30, "one", "two"), "ocr one two", "unsure Page 1 was read from a picture, most of its words badly; compare them with the picture."},
		{"a scan that nothing reads", scan, nil, "text ", "no-ocr Page 1 is a scan and was not read: install tesseract (for example apt install tesseract-ocr), then run readingroom ocr."},
		{"a scan without words", scan, seen(0, 90), "text ", ""},
		{
			"a program that fails", scan,
			func(context.Context, *image.Gray, float64) (*mark.Page, layout.Page, error) {
				return nil, layout.Page{}, errors.New("no")
			},
			"text ", "ocr-failed Page 1 is a scan and could not be read: no.",
		},
		{"a number stamped on a scan", scan + "BT /F1 10 Tf 300 10 Td (ICE-01) Tj ET", seen(0, 90, "one", "two"), "ocr one two ICE-01", ""},
		{"hidden text that makes sense", "BT 3 Tr /F1 2 Tf 10 100 Td " + sense + "ET " + scan, seen(0, 90, "one", "two"), "text " + strings.TrimSpace(strings.Repeat("these are the words of the page ", 6)), ""},
		{"hidden text that makes none", "BT 3 Tr /F1 5 Tf 10 100 Td " + trash + "ET " + scan, seen(0, 90, strings.Fields("one two and three, four or five: all there are")...), "ocr one two and three, four or five: all there are", ""},
		{"text", "BT /F1 12 Tf 10 100 Td (text) Tj ET", seen(0, 90, "one"), "text text", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := page(tc.content)
			var rec record.Recorder
			if err := ReadWith(bytes.NewReader(b), int64(len(b)), Options{Cache: cache, Look: tc.look}, &rec); err != nil {
				t.Fatal(err)
			}
			p := rec.Pages[0]
			if got := string(p.Origin) + " " + strings.Join(strings.Fields(p.Text), " "); got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
			if (p.Origin == archive.OriginOCR) != (p.Reader == "tesseract" && p.Why != "") {
				t.Errorf("read by %q: %q", p.Reader, p.Why)
			}
			notice := ""
			for _, n := range rec.Notices {
				notice += n.Code + " " + n.Text
			}
			if notice != tc.notice {
				t.Errorf("notice %q, want %q", notice, tc.notice)
			}
		})
	}
}

// album is a document of pictures.
type album struct{}

func (album) Len() int                    { return 3 }
func (album) Size(int) (float64, float64) { return 400, 200 }

func (album) Picture(n int) (*image.Gray, float64, error) {
	if n == 2 {
		return nil, 0, errors.New("damaged")
	}
	return image.NewGray(image.Rect(0, 0, 400, 200)), 72, nil
}

func TestReadPictures(t *testing.T) {
	var rec record.Recorder
	if err := ReadPictures(album{}, Options{Look: seen(90, 90, "one")}, &rec); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range rec.Pages {
		got = append(got, fmt.Sprint(p.Number, " ", p.Width, "x", p.Height, " ", p.Text))
	}
	for _, n := range rec.Notices {
		got = append(got, n.Text)
	}
	if want := "1 400x200 one; 2 400x200 ; 3 400x200 one; Page 2 is a scan and could not be read: damaged."; strings.Join(got, "; ") != want {
		t.Errorf("%s", strings.Join(got, "; "))
	}
}

// What stands on a page that lies askew is shown where the page shows it.
func TestShown(t *testing.T) {
	for _, tc := range []struct {
		page mark.Page
		in   archive.Box
		want archive.Box
	}{
		{mark.Page{Width: 600, Height: 800}, archive.Box{10, 20, 30, 40}, archive.Box{10, 20, 30, 40}},
		{mark.Page{Width: 600, Height: 800, Skew: 180}, archive.Box{10, 20, 30, 40}, archive.Box{570, 760, 590, 780}},
		{mark.Page{Width: 600, Height: 800, Skew: 90}, archive.Box{10, 20, 30, 40}, archive.Box{760, 10, 780, 30}},
		{mark.Page{Width: 600, Height: 800, Skew: 270}, archive.Box{10, 20, 30, 40}, archive.Box{20, 570, 40, 590}},
		{mark.Page{Width: 600, Height: 800, Skew: 1}, archive.Box{299, 399, 301, 401}, archive.Box{298.98, 398.98, 301.02, 401.02}},
	} {
		got := tc.page.Shown(tc.in)
		for i := range got {
			if math.Abs(got[i]-tc.want[i]) > .01 {
				t.Errorf("%v askew: %v, want %v", tc.page.Skew, got, tc.want)
				break
			}
		}
	}
}

func TestIsSensible(t *testing.T) {
	for word, want := range map[string]bool{
		"Detainer": true, "(Charged),": true, "2/4/2017": true, "$1,234.56": true, "ICE": true, "Ñuñoa": true, "мир": true, "by": true,
		"qxzw": false, "xk!#r": false, "~~": false, "]c{": true, "trkl": false,
	} {
		if isSensible(word) != want {
			t.Errorf("%q: %v", word, !want)
		}
	}
}
