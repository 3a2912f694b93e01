package pdf

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive/extract/internal/record"
)

var update = flag.Bool("update", false, "write the goldens anew")

// The ways in which plain readers of PDF text fail, each with a file that
// shows it; what is read of it stands in testdata.
var classes = []struct {
	name string
	file func() []byte
}{
	// A: the file cannot be opened.
	{"a-junk-before-header", func() []byte { return append([]byte("HTTP/1.1 200 OK\r\n\r\n"), letter()...) }},
	{"a-header-with-a-space", func() []byte { return []byte(strings.Replace(string(letter()), "%PDF-1.4\n", "%PDF-1.1 \r", 1)) }},
	{"a-version-2", func() []byte { return []byte(strings.Replace(string(letter()), "%PDF-1.4", "%PDF-2.0", 1)) }},
	{"a-bytes-after-the-end", func() []byte { return append(letter(), make([]byte, 3000)...) }},
	{"a-no-cross-reference", func() []byte { return letter()[:strings.Index(string(letter()), "xref\n")] }},
	// A': it opens, and has no pages.
	{"a-size-too-small", func() []byte { return []byte(strings.Replace(string(letter()), "/Size 7", "/Size 2", 1)) }},
	// B: a page breaks its reader.
	{"b-delimiters-and-states", func() []byte {
		return sheet("", "", "Q Q ) > ] BT /F1 12 Tf } 72 700 Td (Dear) Tj ET Q 1 2 xyzzy BT /F1 12 Tf 72 680 Td (Requester) Tj ET")
	}},
	{"b-filters", func() []byte {
		return sheet("", "/XObject <</A 6 0 R /B 7 0 R /C 8 0 R>>", "/A Do /B Do /C Do",
			stream(form+" /BBox [0 0 612 792] /Filter /ASCIIHexDecode", fmt.Sprintf("%x>", "BT /F1 12 Tf 72 700 Td (hexadecimal) Tj ET")),
			stream(form+" /BBox [0 0 612 792] /Filter /RunLengthDecode", string(rune(41))+"BT /F1 12 Tf 72 680 Td (run lengths) Tj ET\x80"),
			stream(form+" /BBox [0 0 612 792] /Filter /FlateDecode", zipped("BT /F1 12 Tf 72 660 Td (a wrong header) Tj ET")[2:]))
	}},
	{"b-one-page-of-three", func() []byte {
		return pdfOf("", catalog, "<</Type /Pages /Kids [3 0 R 6 0 R 7 0 R] /Count 3 /MediaBox [0 0 612 792] /Resources <</Font <</F1 4 0 R>>>> >>",
			"<</Type /Page /Contents 5 0 R>>", font, stream("", "BT /F1 12 Tf 72 700 Td (first) Tj ET"),
			"<</Type /Page /Contents 8 0 R>>", "<</Type /Page /Contents 9 0 R>>",
			stream("/Filter /JBIG2Decode", "no text"), stream("", "BT /F1 12 Tf 72 700 Td (third) Tj ET"))
	}},
	// C: text in forms.
	{"c-forms", func() []byte {
		return sheet("", "/XObject <</X 6 0 R>>", "BT /F1 12 Tf 72 700 Td (above) Tj ET /X Do",
			stream(form+" /BBox [0 0 612 792] /Matrix [1 0 0 1 72 0] /Resources <</XObject <</Y 7 0 R>>>>", "1 0 0 1 0 680 cm /Y Do"),
			stream(form, "BT /F1 12 Tf (within) Tj 0 -40 Td (clipped) Tj ET"))
	}},
	// D: nothing comes out, and why.
	{"d-a-picture", func() []byte {
		return sheet("", "/XObject <</X 6 0 R>>", "612 0 0 792 0 0 cm /X Do", stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x"))
	}},
	{"d-glyphs-without-names", func() []byte {
		return sheet("", "/Font <</C 6 0 R>>", "BT /C 12 Tf 72 700 Td <00010002> Tj ET",
			"<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R]>>", "<</Type /Font /Subtype /CIDFontType2 /BaseFont /X>>")
	}},
	// E: words glued together or split.
	{"e-gaps", func() []byte {
		return sheet("", "", "BT /F1 12 Tf 72 700 Td [(Dear) -300 (Sir)] TJ 0 -20 Td (D) Tj 8.66 0 Td (e) Tj 6.67 0 Td (ar) Tj "+
			"-15.33 -20 Td 10 Tw (a b) Tj 0 Tw 0 -20 Td 1 Tc (spaced) Tj 0 Tc 0 -20 Td 50 Tz (narrow words) Tj 100 Tz 0 -20 Td [(T) 70 (o) 10 (day)] TJ ET")
	}},
	{"e-set-apart", func() []byte {
		return sheet("", "", "BT /F1 12 Tf 72 700 Td (12) Tj 100 0 Td (1,345) Tj 100 0 Td (67) Tj -200 -14 Td (left column) Tj 300 0 Td (right column) Tj ET")
	}},
	// F: composite fonts.
	{"f-composite", func() []byte {
		return sheet("", "/Font <</C 6 0 R /J 9 0 R>>", "BT /C 12 Tf 72 700 Td <00010002> Tj /J 12 Tf 0 -20 Td <93FA967B> Tj ET",
			"<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 8 0 R>>",
			"<</Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [1 [500] 2 2 250] /DW 900>>",
			stream("", "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <0002> <0041> endbfrange"),
			"<</Type /Font /Subtype /Type0 /BaseFont /Y /Encoding /90ms-RKSJ-H /DescendantFonts [10 0 R]>>",
			"<</Type /Font /Subtype /CIDFontType0 /BaseFont /Y /CIDSystemInfo <</Registry (Adobe) /Ordering (Japan1)>> >>")
	}},
	// G: simple fonts that say what their codes are.
	{"g-simple", func() []byte {
		return sheet("", "/Font <</D 6 0 R /M 7 0 R /U 8 0 R>>", "BT /D 12 Tf 72 700 Td (abc) Tj /M 12 Tf 0 -20 Td (caf\\216) Tj /U 12 Tf 0 -20 Td (\\001) Tj ET",
			"<</Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 97 /Widths [500 500 500] /Encoding <</Differences [97 /D /f_i /uni00E9]>>>>",
			"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /MacRomanEncoding>>",
			"<</Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 1 /Widths [500] /ToUnicode 9 0 R>>",
			stream("", "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <01> <00A7> endbfchar"))
	}},
	// H and I: annotations and the fields of forms.
	{"h-annotations", func() []byte {
		return sheet("/Annots [6 0 R 8 0 R 10 0 R]", "", "BT /F1 12 Tf 72 700 Td (Name:) Tj ET",
			"<</Type /Annot /Subtype /FreeText /Rect [120 690 220 710] /AP <</N 7 0 R>>>>", stream(form+" /BBox [0 0 100 20] /Resources <</Font <</F1 4 0 R>>>>", "BT /F1 12 Tf 2 10 Td (a note) Tj ET"),
			"<</Type /Annot /Subtype /Widget /FT /Btn /AS /On /Rect [72 660 92 680] /AP <</N <</On 9 0 R /Off 7 0 R>> >> >>", stream(form+" /BBox [0 0 20 20] /Resources <</Font <</F1 4 0 R>>>>", "BT /F1 12 Tf 2 5 Td (X) Tj ET"),
			"<</Type /Annot /Subtype /Stamp /F 2 /Rect [300 690 400 710] /AP <</N 7 0 R>>>>")
	}},
	{"i-form-field", func() []byte {
		return sheet("/Annots [6 0 R]", "", "BT /F1 12 Tf 72 700 Td (Name:) Tj ET",
			"<</Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Jane Roe) /Rect [120 690 220 710] /AP <</N 7 0 R>>>>",
			stream(form+" /BBox [0 0 100 20] /Resources <</Font <</F1 4 0 R>>>>", "/Tx BMC q BT /F1 12 Tf 2 10 Td (Jane Roe) Tj ET Q EMC"))
	}},
}

// TestGoldens reads a file for each of the classes.
func TestGoldens(t *testing.T) {
	for _, c := range classes {
		t.Run(c.name, func(t *testing.T) {
			rec, err := read(t, c.file())
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", c.name+".golden")
			got := goldenOf(rec)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-golden +read; -update writes it anew)\n%s", diff)
			}
		})
	}
}

// goldenOf prints what was read: pages with their words where they stand, their
// text, and the notices.
func goldenOf(rec record.Recorder) string {
	var b strings.Builder
	for _, p := range rec.Pages {
		fmt.Fprintf(&b, "page %d, %g x %g\n", p.Number, p.Width, p.Height)
		for _, w := range p.Words {
			fmt.Fprintf(&b, "  %-12s %.1f %.1f %.1f %.1f\n", w.Text, w.Box[0], w.Box[1], w.Box[2], w.Box[3])
		}
		for line := range strings.Lines(p.Text) {
			fmt.Fprintf(&b, "| %s\n", strings.TrimSuffix(line, "\n"))
		}
	}
	for _, n := range rec.Notices {
		fmt.Fprintf(&b, "[%s %d] %s\n", n.Code, n.Page, n.Text)
	}
	return b.String()
}
