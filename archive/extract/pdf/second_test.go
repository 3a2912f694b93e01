package pdf

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/content"
	"readingroom/archive/extract/pdf/layout"
	"readingroom/archive/extract/pdf/mark"
	"readingroom/archive/extract/pdf/pdfium"
)

// TestReadersAgree has both readers read the same pages: every glyph, ruling
// and picture stands at the same place for both.
func TestReadersAgree(t *testing.T) {
	const dear = "BT /F1 12 Tf 72 700 Td (Dear (a) Req.) Tj ET "
	for _, tc := range []struct {
		name, page, resources, content string
		more                           []string
	}{
		{"plain", "", "", dear, nil},
		{"turned by 90", "/Rotate 90", "", dear, nil},
		{"turned by 180", "/Rotate 180", "", dear, nil},
		{"turned by 270", "/Rotate 270", "", dear, nil},
		{"cropped", "/CropBox [50 100 500 750]", "", dear, nil},
		{"cropped and turned", "/CropBox [50 100 500 750] /Rotate 90", "", dear, nil},
		{"cropped, text outside", "/CropBox [50 100 500 600]", "", dear, nil},
		{"a box not at 0, 0", "/MediaBox [-100 50 500 850]", "", dear, nil},
		{"a unit of 2", "/UserUnit 2", "", dear, nil},
		{"text turned", "", "", "BT /F1 12 Tf 0 1 -1 0 300 300 Tm (Up) Tj 1 0 0 1 300 300 Tm (On) Tj -1 0 0 -1 200 300 Tm (Over) Tj ET", nil},
		{"text at 30 degrees", "", "", "BT /F1 12 Tf .866 .5 -.5 .866 300 300 Tm (Slope) Tj ET", nil},
		{"scaled, spaced, raised", "", "", "BT /F1 12 Tf 80 Tz 2 Tc 5 Tw 3 Ts 72 700 Td (Dear a) Tj ET", nil},
		{"scaled by the matrix", "", "", "q 2 0 0 .5 10 20 cm BT /F1 12 Tf 72 700 Td (Dear) Tj ET Q", nil},
		{"no ink", "", "", "BT 3 Tr /F1 12 Tf 72 700 Td (Dear) Tj ET", nil},
		{"clipped away", "", "", "q 0 0 100 100 re W n BT /F1 12 Tf 72 700 Td (Dear) Tj ET Q " + "BT /F1 12 Tf 72 500 Td (Requester) Tj ET", nil},
		{"in a form", "", "/XObject <</X 6 0 R>>", "q 1 0 0 1 20 30 cm /X Do Q", []string{
			stream("/Type /XObject /Subtype /Form /BBox [0 0 600 790] /Matrix [.5 0 0 .5 7 9] /Resources <</Font <</F1 4 0 R>>>>", dear+"0 0 40 20 re f 1 w 10 50 m 90 50 l S"),
		}},
		{"in a form, outside of its box", "", "/XObject <</X 6 0 R>>", "/X Do", []string{
			stream("/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources <</Font <</F1 4 0 R>>>>", dear),
		}},
		{"in a form that is clipped", "", "/XObject <</X 6 0 R>>", "q 100 100 50 50 re W n q /X Do Q Q", []string{
			stream("/Type /XObject /Subtype /Form /BBox [0 0 600 790] /Resources <</Font <</F1 4 0 R>>>>", dear+"BT /F1 12 Tf 110 110 Td (in) Tj ET 1 w 0 120 m 400 120 l S"),
		}},
		{"an annotation", "/Annots [6 0 R]", "", dear, []string{
			"<</Subtype /Widget /Rect [100 100 200 120] /F 4 /AP <</N 7 0 R>>>>",
			stream("/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources <</Font <</F1 4 0 R>>>>", "BT /F1 10 Tf 5 5 Td (field) Tj ET"),
		}},
		{"rulings", "", "", "0 0 0 RG 2 w 100 100 m 300 100 l S .5 g 100 200 50 20 re f 1 1 1 rg 0 G 100 300 50 20 re B 100 400 m 100 500 l 200 500 l S", nil},
		{"thin bars", "", "", "100 100 200 .5 re f 100 100 .5 200 re f 100 90 m 200 90 l 200 90.5 l 100 90.5 l f", nil},
		{"rulings under a matrix", "/Rotate 90", "", "q 2 0 0 2 5 5 cm 1 w 10 10 m 100 10 l S 20 20 30 30 re f Q", nil},
		{"a ruling clipped", "", "", "q 100 100 50 50 re W n 1 w 0 120 m 400 120 l S Q", nil},
		{"neither filled nor stroked", "", "", "100 100 50 50 re n " + dear, nil},
		{"a picture", "", "/XObject <</I 6 0 R>>", "q 200 0 0 100 50 60 cm /I Do Q", []string{
			stream("/Type /XObject /Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "xy"),
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := sheet(tc.page, tc.resources, tc.content, tc.more...)
			own, unit := firstPage(t, b)
			doc, err := pdfium.Open(t.Context(), bytes.NewReader(b), int64(len(b)), pdfium.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer doc.Close()
			other, err := doc.Page(1, unit)
			if err != nil {
				t.Fatal(err)
			}
			if doc.Pages() != 1 || math.Abs(other.Width-own.Width) > .01 || math.Abs(other.Height-own.Height) > .01 || other.Unknown != 0 {
				t.Errorf("%d pages, %v x %v, %d unknown, want 1, %v x %v", doc.Pages(), other.Width, other.Height, other.Unknown, own.Width, own.Height)
			}
			if got, want := glyphs(other.Page), glyphs(own.Page); got != want {
				t.Errorf("glyphs\n%swant\n%s", got, want)
			}
			if got, want := rulings(other.Page), rulings(own.Page); got != want {
				t.Errorf("rulings\n%swant\n%s", got, want)
			}
			if got, want := fmt.Sprintf("%.1f", boxes(other.Pictures)), fmt.Sprintf("%.1f", boxes(own.Pictures)); got != want {
				t.Errorf("pictures %s, want %s", got, want)
			}
		})
	}
}

// firstPage reads the first page with the first reader.
func firstPage(t *testing.T, b []byte) (*content.Result, float64) {
	t.Helper()
	file, _, err := open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var r *content.Result
	var unit float64
	walk := tree{}
	walk.page = func(node pdf.Value, in inherited, _ error) error {
		frame := frameOf(node, in)
		r, unit = content.NewDocument(file).Page(node, in.resources, frame), frame.Unit
		return nil
	}
	if err := walk.walkFrom(file.Doc); err != nil || r == nil {
		t.Fatal(err)
	}
	return r, unit
}

// glyphs prints what stands where, in the order of painting.
func glyphs(p mark.Page) string {
	all := slices.Clone(p.Glyphs)
	slices.SortStableFunc(all, func(a, b mark.Glyph) int { return cmp.Compare(a.Order, b.Order) })
	var out strings.Builder
	for _, g := range all {
		if g.Text != " " {
			fmt.Fprintf(&out, "%s at %.0f %.0f, %.0f wide, %.1f high, %.0f degrees, hidden %v\n", g.Text, g.X, g.Y, g.Width, g.Size, g.Angle, g.Hidden)
		}
	}
	return out.String()
}

func rulings(p mark.Page) string {
	all := slices.Clone(p.Rulings)
	slices.SortStableFunc(all, func(a, b mark.Ruling) int { return cmp.Compare(a.Order, b.Order) })
	var out strings.Builder
	for _, r := range all {
		thick := ""
		if r.Stroked {
			thick = fmt.Sprintf(", %.1f thick", r.Thickness)
		}
		fmt.Fprintf(&out, "%.1f filled %v stroked %v, gray %.1f%s\n", r.Box, r.Filled, r.Stroked, r.Gray, thick)
	}
	return out.String()
}

func boxes(pictures []mark.Picture) (b []archive.Box) {
	for _, p := range pictures {
		b = append(b, p.Box)
	}
	return b
}

func TestDoubt(t *testing.T) {
	of := func(text string) *content.Result {
		r := &content.Result{}
		for i, c := range strings.Split(text, "") {
			r.Glyphs = append(r.Glyphs, mark.Glyph{Text: c, X: float64(10 * i), Y: 10, Width: 10, Size: 12, Up: 9, Down: 3})
			r.Shown++
		}
		return r
	}
	with := func(r *content.Result, change func(*content.Result)) *content.Result {
		change(r)
		return r
	}
	for _, tc := range []struct {
		name string
		r    *content.Result
		want string
	}{
		{"good text", of("Dear"), ""},
		{"nothing", &content.Result{}, ""},
		{"a picture alone", &content.Result{Page: mark.Page{Pictures: make([]mark.Picture, 1)}}, ""},
		{"a damaged stream", with(of("Dear"), func(r *content.Result) { r.Problems = []error{fmt.Errorf("zlib: checksum")} }), "only in part: zlib: checksum."},
		{"text that cannot be read", &content.Result{Shown: 5, Unknown: 5}, "could not read it"},
		{"one unknown in a hundred", with(of(strings.Repeat("a", 99)), func(r *content.Result) { r.Shown, r.Unknown = 100, 1 }), ""},
		{"three unknown in a hundred", with(of(strings.Repeat("a", 97)), func(r *content.Result) { r.Shown, r.Unknown = 100, 3 }), "what 3 of the page's 100 characters are"},
		{"controls", of("Dear\x01\x02"), "took 2 of the page's characters"},
		{"private use", of("De\ue000ar"), "took 1 of the page's characters"},
		{"punctuation", of("... --- ..."), "could not read it"},
	} {
		own := reading{Result: tc.r, layout: layout.Of(&tc.r.Page)}
		if got := own.doubt(); tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
	if got := (reading{broken: fmt.Errorf("malformed PDF: no dictionary")}).doubt(); got != "The first reader could not read the page: no dictionary." {
		t.Errorf("a broken page: %q", got)
	}
}

func TestBetter(t *testing.T) {
	of := func(text string, unknown int) reading {
		r := &content.Result{Unknown: unknown, Shown: len(text) + unknown}
		for i, c := range strings.Split(text, "") {
			r.Glyphs = append(r.Glyphs, mark.Glyph{Text: c, X: float64(10 * i), Y: 10, Width: 10, Size: 12, Up: 9, Down: 3})
		}
		return reading{Result: r, layout: layout.Of(&r.Page)}
	}
	for _, tc := range []struct {
		name       string
		first, two reading
		want       bool
	}{
		{"as good", of("Dear Requester", 0), of("Dear Requester", 0), false},
		{"a letter more", of("Dear Requester", 0), of("Dear Requesters", 0), false},
		{"a word more", of("Dear", 0), of("Dear Requester", 0), true},
		{"a word less", of("Dear Requester", 0), of("Dear", 0), false},
		{"nothing", of("Dear", 10), of("", 0), false},
		{"the unknown known", of("Der", 1), of("Dear", 0), true},
		{"as many letters and no unknown", of("Dear", 2), of("Dear", 0), true},
		{"no unknown, but half of the letters", of("Dear Requester", 2), of("Dear Re", 0), false},
		{"more of it, and all unknown", of("Dear", 0), of("Dear", 40), false},
		{"where there was none", reading{broken: fmt.Errorf("x")}, of("Dear", 0), true},
	} {
		if got := tc.two.better(tc.first); got != tc.want {
			t.Errorf("%s: %v", tc.name, got)
		}
	}
}

// TestSecondIsAsked reads pages that the first reader cannot read. Where it has
// learnt to, the page tests nothing any more.
func TestSecondIsAsked(t *testing.T) {
	for _, tc := range []struct {
		name string
		file []byte
		want string
	}{
		{"Japanese by the numbers of a collection", sheet("", "/Font <</F1 6 0 R>>", "BT /F1 12 Tf 72 700 Td <034B034D> Tj ET",
			"<</Type /Font /Subtype /Type0 /BaseFont /Ryumin /Encoding /Identity-H /DescendantFonts [7 0 R]>>",
			"<</Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin /CIDSystemInfo <</Registry (Adobe) /Ordering (Japan1) /Supplement 2>>>>"), "あい"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if rec, err := readWith(t, tc.file, Options{First: true}); err != nil || text(rec) == tc.want {
				t.Skip("the first reader reads it", err)
			}
			asked := 0
			rec, err := readWith(t, tc.file, Options{Asking: func(now bool) {
				if now {
					asked++
				} else {
					asked--
				}
				if asked < 0 || asked > 1 {
					t.Errorf("asked %d at a time", asked)
				}
			}})
			if err != nil || text(rec) != tc.want || rec.Pages[0].Reader != "pdfium" || rec.Pages[0].Why == "" || len(rec.Notices) != 0 || asked != 0 {
				t.Errorf("%v, %+v, notices %+v, asked %d", err, rec.Pages, rec.Notices, asked)
			}
		})
	}
}

// three is a PDF of three pages.
func three() []byte {
	page := func(contents int) string {
		return fmt.Sprintf("<</Type /Page /Parent 2 0 R /Resources <</Font <</F1 6 0 R>>>> /Contents %d 0 R>>", contents)
	}
	show := func(s string) string { return stream("", "BT /F1 12 Tf 72 700 Td ("+s+") Tj ET") }
	return pdfOf("", catalog, "<</Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 /MediaBox [0 0 612 792]>>",
		page(7), page(8), page(9), font, show("one"), show("two"), show("three"))
}

func TestReadersAlone(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, tc := range []struct {
		name   string
		file   []byte
		o      Options
		text   string
		reader string
		notice string
		err    string
	}{
		{"both", three(), Options{}, "one\ftwo\fthree", "", "", ""},
		{"the second", three(), Options{Second: true}, "one\ftwo\fthree", "pdfium", "", ""},
		{"from the second page on", three(), Options{From: 2}, "two\fthree", "", "", ""},
		{"the second, from the third page on", three(), Options{Second: true, From: 3}, "three", "pdfium", "", ""},
		{"the second, from behind the end", three(), Options{Second: true, From: 4}, "", "", "", ""},
		{"the first, what it cannot read", locked(""), Options{First: true}, "", "", "", "encrypted in a way that cannot be read"},
		{"the second cannot start", locked(""), Options{Context: cancelled}, "", "", "no-second-reader", "encrypted in a way that cannot be read"},
		{"the second, a page that is not there", bytes.Replace(three(), []byte("4 0 R 5 0 R]"), []byte("1 0 R 5 0 R]"), 1), Options{Second: true}, "one\f\fthree", "pdfium", "damaged", ""},
		{"the second, the last page is not there", bytes.Replace(three(), []byte("4 0 R 5 0 R]"), []byte("4 0 R 1 0 R]"), 1), Options{Second: true}, "one\ftwo\f", "pdfium", "damaged", ""},
		{"the second, pages that are not there", pdfOf("", catalog, "<</Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000>>"), Options{Second: true}, "", "", "", "no pages"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rec, err := readWith(t, tc.file, tc.o)
			if tc.err == "" && err != nil || tc.err != "" && (err == nil || !strings.Contains(err.Error(), tc.err)) {
				t.Errorf("error %v, want %q", err, tc.err)
			}
			if got := text(rec); got != tc.text {
				t.Errorf("%q, want %q", got, tc.text)
			}
			for i, p := range rec.Pages {
				if p.Reader != tc.reader || (p.Why != "") != (p.Reader != "") || p.Number != max(1, tc.o.From)+i {
					t.Errorf("page %d by %q: %q", p.Number, p.Reader, p.Why)
				}
			}
			if got := len(rec.Notices); (tc.notice != "") != (got > 0) || got > 0 && rec.Notices[0].Code != tc.notice {
				t.Errorf("notices %+v, want %q", rec.Notices, tc.notice)
			}
		})
	}
}
