package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"

	"readingroom/archive/extract/pdf/content"
)

// interpreted returns what the first page shows.
func interpreted(t *testing.T, b []byte) *content.Result {
	t.Helper()
	file, _, err := open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var r *content.Result
	tr := tree{page: func(node pdf.Value, in inherited, broken error) error {
		r = content.NewDocument(file).Page(node, in.resources, frameOf(node, in))
		return broken
	}}
	if err := tr.walkFrom(file.Doc); err != nil || r == nil {
		t.Fatal(err)
	}
	return r
}

func TestRulings(t *testing.T) {
	for _, tc := range []struct{ name, page, content, want string }{
		{"a line", "", "2 w 72 700 m 172 700 l S", "72 92 172 92 line 2"},
		{"a line under a matrix", "", "q 2 0 0 2 10 0 cm 31 350 m 81 350 l S Q", "72 92 172 92 line 2"},
		{"a line across", "", "72 700 m 172 600 l S", ""},
		{"a path that is not painted", "", "72 700 m 172 700 l n", ""},
		{"a rectangle", "", "72 680 100 20 re S", "72 92 172 112 line 1"},
		{"a filled one", "", ".5 g 72 680 100 20 re f", "72 92 172 112 fill 0.5"},
		{"a black one by CMYK", "", "0 0 0 1 k 72 680 100 20 re f", "72 92 172 112 fill 0"},
		{"a thin one", "", "72 700 m 172 700 l 172 700.5 l 72 700.5 l f", "72 92 172 92 fill 0"},
		{"a closed path", "", "72 680 m 172 680 l 172 700 l 72 700 l s", "72 92 172 112 line 1"},
		{"the sides of an open one", "", "72 700 m 172 700 l 172 680 l S", "72 92 172 92 line 1; 172 92 172 112 line 1"},
		{"a curve", "", "72 700 m 80 720 90 720 172 700 c S", ""},
		{"cut off by the clip", "", "0 0 100 792 re W n 72 700 m 172 700 l S", "72 92 100 92 line 1"},
		{"outside the clip", "", "0 0 50 50 re W n 72 700 m 172 700 l S", ""},
		{"on a turned page", "/Rotate 90", "92 72 m 92 172 l S", "72 92 172 92 line 1"},
		{"a black one by its ink", "", "/Black cs 1 scn 72 680 100 20 re f", "72 92 172 112 fill 0"},
		{"another ink, which may be light", "", "/Gold cs 1 scn 72 680 100 20 re f", "72 92 172 112 fill 0.5"},
		{"a pattern", "", "/Pattern cs /P1 scn 72 680 100 20 re f", "72 92 172 112 fill 0.5 sheer"},
		{"a transparent one", "", "/Half gs 72 680 100 20 re f", "72 92 172 112 fill 0 sheer"},
		{"a yellow one that is multiplied", "", "/Times gs 1 1 0 rg 72 680 100 20 re f", "72 92 172 112 fill 0.89 sheer"},
		{"a black one that is multiplied", "", "/Times gs 0 g 72 680 100 20 re f", "72 92 172 112 fill 0"},
		{"opaque again", "", "/Half gs /Full gs 72 680 100 20 re f", "72 92 172 112 fill 0"},
		{"a frame", "", "72 680 100 20 re 73 681 98 18 re f*", "72 92 172 112 fill 0 sheer; 73 93 171 111 fill 0"},
		{"in a form that is opaque inside of what is not", "", "/Half gs /X Do", "10 782 20 787 fill 0 sheer"},
		{"a highlight", "/Annots [<</Subtype /Highlight /Rect [0 0 100 100] /AP <</N 7 0 R>>>>]", "", "10 777 20 782 fill 0.89 sheer"},
		{"a rectangle that a viewer draws", "/Annots [<</Subtype /Square /Rect [72 680 172 700] /IC [0 0 0]>>]", "", "72 92 172 112 fill 0"},
		{"and one that is not filled", "/Annots [<</Subtype /Square /Rect [72 680 172 700]>>]", "", ""},
		{"two subpaths", "", "72 700 m 172 700 l 72 690 m 172 690 l S", "72 92 172 92 line 1; 72 102 172 102 line 1"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := interpreted(t, sheet(tc.page, "/ColorSpace <</Black [/Separation /Black /DeviceCMYK 9 0 R] /Gold [/Separation /Gold /DeviceCMYK 9 0 R]>> "+
				"/ExtGState <</Half <</ca .5>> /Full <</ca 1>> /Times <</BM /Multiply>>>> /XObject <</X 6 0 R>>", tc.content,
				stream(form+" /Group <</S /Transparency>> /Resources <</ExtGState <</Full <</ca 1>>>>>>", "/Full gs 10 5 10 5 re f"),
				stream(form, "1 1 0 rg 10 10 10 5 re f")))
			var got []string
			for _, u := range r.Rulings {
				s := fmt.Sprintf("%.0f %.0f %.0f %.0f", u.Box[0], u.Box[1], u.Box[2], u.Box[3])
				if u.Filled {
					s += fmt.Sprintf(" fill %.2g", u.Gray)
				} else {
					s += fmt.Sprintf(" line %v", u.Thickness)
				}
				if u.Sheer {
					s += " sheer"
				}
				got = append(got, s)
			}
			if strings.Join(got, "; ") != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}

func TestPictures(t *testing.T) {
	black := func(entries string, pixels string) []byte {
		return sheet("", "/XObject <</Im 6 0 R>>", "q 100 0 0 20 72 680 cm /Im Do Q", stream("/Type /XObject /Subtype /Image /BitsPerComponent 8 "+entries, pixels))
	}
	for _, tc := range []struct {
		name, entries, pixels string
		want                  int // boxes
	}{
		{"one black pixel", "/Width 1 /Height 1 /ColorSpace /DeviceGray", "\x00", 1},
		{"four pixels of one colour", "/Width 2 /Height 2 /ColorSpace /DeviceRGB", "abcabcabcabc", 1},
		{"two colours", "/Width 2 /Height 1 /ColorSpace /DeviceGray", "ab", 0},
		{"seen through", "/Width 1 /Height 1 /ColorSpace /DeviceGray /SMask 6 0 R", "\x00", 0},
		{"a large one", "/Width 100 /Height 1 /ColorSpace /DeviceGray", strings.Repeat("a", 100), 0},
		{"a number in a table", "/Width 1 /Height 1 /ColorSpace [/Indexed /DeviceRGB 0 <ffffff>]", "\x00", 0},
		{"cut short", "/Width 2 /Height 2 /ColorSpace /DeviceGray", "a", 0},
	} {
		if r := interpreted(t, black(tc.entries, tc.pixels)); len(r.Rulings) != tc.want || len(r.Pictures) != 1 {
			t.Errorf("%s: %+v, %+v", tc.name, r.Rulings, r.Pictures)
		}
	}

	image := stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "x")
	r := interpreted(t, sheet("", "/XObject <</Im 6 0 R>>", "q 100 0 0 20 72 680 cm /Im Do Q", image))
	if len(r.Pictures) != 1 || fmt.Sprint(r.Pictures[0].Box) != "[72 92 172 112]" {
		t.Errorf("%+v", r.Pictures)
	}
}

// What no ink shows, and what comes before what, is known of each glyph.
func TestGlyphs(t *testing.T) {
	r := interpreted(t, sheet("", "", "BT /F1 12 Tf 72 700 Td (a) Tj 3 Tr (b) Tj ET 0 g 70 690 20 20 re f"))
	if len(r.Glyphs) != 2 || r.Glyphs[0].Hidden || !r.Glyphs[1].Hidden {
		t.Fatalf("%+v", r.Glyphs)
	}
	if len(r.Rulings) != 1 || r.Rulings[0].Order < r.Glyphs[1].Order {
		t.Errorf("a box painted over text comes after it: %+v", r.Rulings)
	}
}
