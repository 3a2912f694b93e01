package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"math"
	"strings"
	"testing"

	"readingroom/archive"
)

// A sheet is a PDF of one page, 612 x 792, from its content and resources.
func sheet(pageEntries, resources, content string, more ...string) []byte {
	objects := []string{
		catalog, "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792]>>",
		"<</Type /Page /Parent 2 0 R " + pageEntries + " /Resources <</Font <</F1 4 0 R>> " + resources + ">> /Contents 5 0 R>>",
		font, stream("", content),
	}
	return pdfOf("", append(objects, more...)...)
}

func zipped(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.String()
}

// printed prints words as "text x0 y0 x1 y1", in whole points.
func printed(words []archive.Word) string {
	var out []string
	for _, w := range words {
		out = append(out, fmt.Sprintf("%s %.0f %.0f %.0f %.0f", w.Text, w.Box[0], w.Box[1], w.Box[2], w.Box[3]))
	}
	return strings.Join(out, "; ")
}

const form = "/Type /XObject /Subtype /Form /BBox [0 0 100 100]"

// TestClasses reads a page for each way in which a plain reader fails. Objects
// from 6 on are more.
func TestClasses(t *testing.T) {
	const dear = "Dear 72 83 98 95"
	for _, tc := range []struct {
		name, page, resources, content string
		more                           []string
		want                           string
	}{
		{"plain", "", "", "BT /F1 12 Tf 72 700 Td (Dear) Tj ET", nil, dear},

		// Broken streams and operators.
		{"Q too many", "", "", "Q Q BT /F1 12 Tf 72 700 Td (Dear) Tj ET Q", nil, dear},
		{"delimiters that belong to nothing", "", "", ") > ] BT /F1 12 Tf } 72 700 Td (Dear) Tj ET", nil, dear},
		{"an operator nobody knows", "", "", "1 2 xyzzy BT /F1 12 Tf 72 700 Td (Dear) Tj ET", nil, dear},
		{"a hex string that is not closed", "", "", "BT /F1 12 Tf 72 700 Td <44656172 Tj ET", nil, ""},
		{"an inline image", "", "", "BI /W 5 /H 1 /BPC 8 /CS /G ID \x00EI ( EI BT /F1 12 Tf 72 700 Td (Dear) Tj ET", nil, dear},
		{"numbers as programs write them", "", "", "BT /F1 12.0.0 Tf +72 --700 Td 0 1400. Td (Dear) Tj ET", nil, dear},

		// Forms.
		{
			"a form", "", "/XObject <</X 6 0 R>>", "1 0 0 1 72 700 cm /X Do",
			[]string{stream(form+" /Resources <</Font <</G 4 0 R>>>>", "BT /G 12 Tf (Dear) Tj ET")},
			dear,
		},
		{
			"a form with a matrix, in a form", "", "/XObject <</X 6 0 R>>", "/X Do",
			[]string{
				stream(form+" /BBox [0 0 999 999] /Matrix [1 0 0 1 72 0] /Resources <</XObject <</Y 7 0 R>>>>", "1 0 0 1 0 700 cm /Y Do"),
				stream(form, "BT /F1 12 Tf (Dear) Tj ET"),
			},
			dear,
		},
		{"a form without resources", "", "/XObject <</X 6 0 R>>", "1 0 0 1 72 700 cm /X Do", []string{stream(form, "BT /F1 12 Tf (Dear) Tj ET")}, dear},
		{"a form that draws itself", "", "/XObject <</X 6 0 R>>", "1 0 0 1 72 700 cm /X Do", []string{stream(form, "/X Do BT /F1 12 Tf (Dear) Tj ET /X Do")}, dear},
		{"a form leaves the state as it was", "", "/XObject <</X 6 0 R>>", "BT /F1 12 Tf ET /X Do BT 72 700 Td (Dear) Tj ET", []string{stream(form, "q q BT /F1 99 Tf ET")}, dear},

		// Gaps.
		{"words set apart by an offset", "", "", "BT /F1 12 Tf 72 700 Td [(Dear) -300 (Sir)] TJ ET", nil, dear + "; Sir 102 83 116 95"},
		{"letters set one by one", "", "", "BT /F1 12 Tf 72 700 Td (D) Tj 8.66 0 Td (e) Tj 6.67 0 Td (ar) Tj ET", nil, dear},
		{"kerning", "", "", "BT /F1 12 Tf 72 700 Td [(D) 40 (e) -60 (ar)] TJ ET", nil, "Dear 72 83 98 95"},
		{"word spacing", "", "", "BT /F1 12 Tf 10 Tw 72 700 Td (a b) Tj ET", nil, "a 72 83 79 95; b 92 83 99 95"},
		{"character spacing", "", "", "BT /F1 12 Tf 1 Tc 72 700 Td (Dear) Tj ET", nil, "Dear 72 83 101 95"},
		{"horizontal scaling", "", "", "BT /F1 12 Tf 50 Tz 72 700 Td (Dear) Tj ET", nil, "Dear 72 83 85 95"},
		{"leading", "", "", "BT /F1 12 Tf 14 TL 72 714 Td T* (Dear) Tj (Sir) ' ET", nil, dear + "; Sir 72 97 87 109"},
		{"painted twice to look bold", "", "", "BT /F1 12 Tf 72 700 Td (Dear) Tj ET BT /F1 12 Tf 72.3 700 Td (Dear) Tj ET", nil, dear},

		// Composite fonts.
		{
			"CIDs with widths and ToUnicode", "", "/Font <</C 6 0 R>>", "BT /C 12 Tf 72 700 Td <00010002> Tj ET",
			[]string{
				"<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 8 0 R>>",
				"<</Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [1 [500] 2 2 250] /DW 900>>",
				stream("", "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <0002> <0041> endbfrange"),
			},
			"AB 72 83 81 95",
		},
		{
			"an embedded CMap", "", "/Font <</C 6 0 R>>", "BT /C 12 Tf 72 700 Td <4142> Tj ET",
			[]string{
				"<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding 8 0 R /DescendantFonts [7 0 R] /ToUnicode 9 0 R>>",
				"<</Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [7 [500 250]]>>",
				stream("/Type /CMap", "1 begincodespacerange <00> <FF> endcodespacerange 1 begincidrange <41> <42> 7 endcidrange"),
				stream("", "2 beginbfchar <41> <00660069> <42> <0078> endbfchar"),
			},
			"fix 72 83 81 95",
		},
		{
			"an embedded CMap that adds to a predefined one", "", "/Font <</C 6 0 R>>", "BT /C 12 Tf 72 700 Td <93FAF0409640> Tj ET",
			[]string{
				"<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding 8 0 R /DescendantFonts [7 0 R]>>",
				"<</Type /Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo <</Registry (Adobe) /Ordering (Japan1)>> >>",
				stream("/Type /CMap /UseCMap /90ms-RKSJ-H", "/90ms-RKSJ-H usecmap 1 beginrange 1 begincidchar <F040> 34 endcidchar"),
			},
			"日A法 72 83 108 95",
		},
		{
			"an embedded CMap that adds to another", "", "/Font <</C 6 0 R>>", "BT /C 12 Tf 72 700 Td <4142> Tj ET",
			[]string{
				"<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding 8 0 R /DescendantFonts [7 0 R]>>",
				"<</Type /Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo <</Registry (Adobe) /Ordering (Japan1)>> >>",
				stream("/Type /CMap /UseCMap 9 0 R", "1 begincidchar <41> 34 endcidchar"),
				stream("/Type /CMap", "1 begincodespacerange <00> <FF> endcodespacerange 1 begincidrange <41> <42> 40 endcidrange"),
			},
			"AH 72 83 96 95",
		},
		{
			"a character collection", "", "/Font <</C 6 0 R>>", "BT /C 12 Tf 72 700 Td <0022> Tj ET",
			[]string{
				"<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R]>>",
				"<</Type /Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo <</Registry (Adobe) /Ordering (Japan1)>> >>",
			},
			"A 72 83 84 95",
		},
		{
			"a predefined CMap", "", "/Font <</C 6 0 R>>", "BT /C 12 Tf 72 700 Td <93FA967B> Tj ET",
			[]string{
				"<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /90ms-RKSJ-H /DescendantFonts [7 0 R]>>",
				"<</Type /Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo <</Registry (Adobe) /Ordering (Japan1)>> >>",
			},
			"日本 72 83 96 95",
		},
		{
			"written down the page", "", "/Font <</C 6 0 R>>", "BT /C 12 Tf 72 700 Td <65E5672C> Tj ET",
			[]string{
				"<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /UniJIS-UCS2-V /DescendantFonts [7 0 R]>>",
				"<</Type /Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo <</Registry (Adobe) /Ordering (Japan1)>> >>",
			},
			"日本 66 92 78 116",
		},

		// Simple fonts.
		{
			"Differences", "", "/Font <</S 6 0 R>>", "BT /S 12 Tf 72 700 Td (abc) Tj ET",
			[]string{"<</Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 97 /Widths [500 500 500] /Encoding <</Differences [97 /D /f_i /uni00E9]>>>>"},
			"Dfié 72 83 90 95",
		},
		{
			"a base encoding", "", "/Font <</S 6 0 R>>", "BT /S 12 Tf 72 700 Td (\x8e) Tj ET",
			[]string{"<</Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /MacRomanEncoding>>"},
			"é 72 83 79 95",
		},
		{
			"ToUnicode of a simple font", "", "/Font <</S 6 0 R>>", "BT /S 12 Tf 72 700 Td (\x01) Tj ET",
			[]string{"<</Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 1 /Widths [500] /ToUnicode 7 0 R>>", stream("", "1 beginbfchar <01> <00C6> endbfchar")},
			"Æ 72 83 78 95",
		},
		{
			"ToUnicode that says the same of all", "", "/Font <</S 6 0 R>>", "BT /S 12 Tf 72 700 Td (Dear) Tj ET",
			[]string{"<</Type /Font /Subtype /TrueType /BaseFont /Helvetica /ToUnicode 7 0 R>>", stream("", "1 beginbfrange <44> <44> <0020> endbfrange 3 beginbfchar <61> <0020> <65> <0020> <72> <0020> endbfchar")},
			dear,
		},
		{
			"Type 3", "", "/Font <</S 6 0 R>>", "BT /S 1 Tf 12 0 0 12 72 700 Tm (a) Tj ET",
			[]string{"<</Type /Font /Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [.1 0 0 .1 0 0] /FirstChar 97 /Widths [5] /Encoding <</Differences [97 /A]>> /CharProcs <<>>>>"},
			"A 72 80 78 92",
		},
		{"Symbol", "", "/Font <</S 6 0 R>>", "BT /S 12 Tf 72 700 Td (a) Tj ET", []string{"<</Type /Font /Subtype /Type1 /BaseFont /Symbol>>"}, "α 72 83 80 95"},
		{
			"a ligature", "", "/Font <</S 6 0 R>>", "BT /S 12 Tf 72 700 Td (a) Tj ET",
			[]string{"<</Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 97 /Widths [500] /Encoding <</Differences [97 /fi]>>>>"},
			"fi 72 83 78 95",
		},
		{
			"a glyph of several words", "", "/Font <</S 6 0 R>>", "BT /S 12 Tf 72 700 Td (a) Tj ET",
			[]string{"<</Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 97 /Widths [4000] /ToUnicode 7 0 R>>", stream("", "1 beginbfchar <61> <0061002000620063> endbfchar")},
			"a 72 83 84 95; bc 96 83 120 95",
		},
		{"a font that is missing", "", "/Font <<>>", "BT /F9 12 Tf 72 700 Td (Dear) Tj ET", nil, dear},

		// Annotations and fields.
		{
			"a field's appearance", "/Annots [6 0 R]", "", "",
			[]string{"<</Type /Annot /Subtype /Widget /Rect [72 700 172 800] /AP <</N 7 0 R>>>>", stream(form+" /Resources <</Font <</G 4 0 R>>>>", "BT /G 12 Tf (Dear) Tj ET")},
			"Dear 72 83 98 95",
		},
		{
			"an appearance for each state", "/Annots [6 0 R]", "", "",
			[]string{
				"<</Subtype /Widget /AS /On /Rect [72 700 172 800] /AP <</N <</On 7 0 R /Off 8 0 R>>>>>>",
				stream(form+" /Resources <</Font <</G 4 0 R>>>>", "BT /G 12 Tf (On) Tj ET"), stream(form, ""),
			},
			"On 72 83 88 95",
		},
		{
			"a hidden annotation", "/Annots [6 0 R]", "", "",
			[]string{"<</Subtype /FreeText /F 2 /Rect [72 700 172 800] /AP <</N 7 0 R>>>>", stream(form+" /Resources <</Font <</G 4 0 R>>>>", "BT /G 12 Tf (Dear) Tj ET")},
			"",
		},
		{
			"a field without an appearance", "/Annots [6 0 R]", "", "",
			[]string{"<</Subtype /Widget /FT /Tx /V (Dear) /DA (/Helv 12 Tf 0 g) /Rect [70 696 170 710]>>"},
			dear,
		},
		{
			"a field that takes its value from above", "/Annots [6 0 R]", "", "",
			[]string{"<</Subtype /Widget /Parent 7 0 R /Rect [70 696 170 710]>>", "<</FT /Tx /Q 2 /V (Dear) /Parent 6 0 R /DA (12 Tf)>>"},
			"Dear 142 83 168 95",
		},
		{
			"a field of cells", "/Annots [6 0 R]", "", "",
			[]string{"<</Subtype /Widget /FT /Tx /Ff 16777216 /MaxLen 4 /V (1234) /Rect [70 696 170 710]>>"},
			"1234 70 84 170 94",
		},
		{
			"a field of lines", "/Annots [6 0 R]", "", "",
			[]string{"<</Subtype /Widget /FT /Tx /Ff 4096 /DA (12 Tf) /V (Dear\\nSir) /Rect [70 660 170 710]>>"},
			"Dear 72 85 98 96; Sir 72 99 87 110",
		},
		{"a password", "/Annots [6 0 R]", "", "", []string{"<</Subtype /Widget /FT /Tx /Ff 8192 /V (Dear) /Rect [70 696 170 710]>>"}, ""},
		{
			"a choice", "/Annots [6 0 R]", "", "",
			[]string{"<</Subtype /Widget /FT /Ch /Ff 131072 /DA (12 Tf) /Opt [[(1) (Sir)] [(2) (Dear)]] /V (2) /Rect [70 696 170 710]>>"},
			dear,
		},
		{
			"a list that is rolled down", "/Annots [6 0 R]", "", "",
			[]string{"<</Subtype /Widget /FT /Ch /DA (12 Tf) /Opt [(Sir) (Dear) (Madam)] /TI 1 /Rect [70 696 170 710]>>"},
			"Dear 72 85 98 96",
		},
		{"a note typed on the page", "/Annots [6 0 R]", "", "", []string{"<</Subtype /FreeText /Contents (Dear) /DA (12 Tf) /Rect [70 696 170 710]>>"}, "Dear 72 85 98 96"},
		{"a note in Hebrew", "/Annots [6 0 R]", "", "", []string{"<</Subtype /FreeText /Contents <FEFF05D005D1002005D2> /DA (12 Tf) /Rect [70 696 170 710]>>"}, "אב 82 85 95 96; ג 72 85 79 96"},

		// Marked content.
		{"ActualText", "", "", "BT /F1 12 Tf 72 700 Td /Span <</ActualText (Miss)>> BDC (Dear) Tj EMC ET", nil, "Miss 72 83 98 95"},
		{"ActualText that parts glyphs", "", "", "BT /F1 12 Tf 72 700 Td /Span <</ActualText <FEFF00660066>>> BDC (D) Tj EMC (e) Tj ET", nil, "ffe 72 83 87 95"},
		{"optional content that is on", "", "/Properties <</M 6 0 R>>", "/OC /M BDC BT /F1 12 Tf 72 700 Td (Dear) Tj ET EMC", []string{"<</Type /OCG /Name (on)>>"}, dear},

		// What is seen.
		{"no ink", "", "", "BT 3 Tr /F1 12 Tf 72 700 Td (Dear) Tj ET", nil, dear},
		{"no ink where the same is painted", "", "", "BT 3 Tr /F1 11 Tf 72.5 700 Td (Deal) Tj 0 -40 Td (Sir) Tj ET BT 0 Tr /F1 12 Tf 72 700 Td (Dear) Tj ET", nil, dear + "; Sir 72 124 86 134"},
		{"no ink under a stamp", "", "", "BT 3 Tr /F1 12 Tf 72 700 Td (Dear) Tj ET BT 0 Tr /F1 60 Tf 60 690 Td (COPY) Tj ET", nil, "Dear 72 83 98 95; COPY 60 57 230 115"},
		{"outside the clip", "", "", "q 0 0 50 50 re W n BT /F1 12 Tf 72 700 Td (lost) Tj ET Q BT /F1 12 Tf 72 700 Td (Dear) Tj ET", nil, dear},
		{"outside the CropBox", "/CropBox [0 0 306 792]", "", "BT /F1 12 Tf 72 700 Td (Dear) Tj 400 0 Td (lost) Tj ET", nil, dear},
		{"CropBox origin", "/CropBox [50 50 562 742]", "", "BT /F1 12 Tf 72 700 Td (Dear) Tj ET", nil, "Dear 22 33 48 45"},
		{"turned by 90", "/Rotate 90", "", "BT /F1 12 Tf 0 1 -1 0 112 72 Tm (Dear) Tj ET", nil, "Dear 72 103 98 115"},
		{"turned by 180", "/Rotate 180", "", "BT /F1 12 Tf -1 0 0 -1 540 92 Tm (Dear) Tj ET", nil, dear},
		{"turned by 270", "/Rotate 270", "", "BT /F1 12 Tf 0 -1 1 0 500 720 Tm (Dear) Tj ET", nil, "Dear 72 103 98 115"},
		{"UserUnit", "/UserUnit 2", "", "BT /F1 12 Tf 72 700 Td (Dear) Tj ET", nil, "Dear 144 166 196 189"},
		{"text that runs up", "", "", "BT /F1 12 Tf 0 1 -1 0 112 72 Tm (Dear) Tj ET", nil, "Dear 103 694 115 720"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rec, err := read(t, sheet(tc.page, tc.resources, tc.content, tc.more...))
			if err != nil {
				t.Fatal(err)
			}
			if got := printed(rec.Pages[0].Words); got != tc.want {
				t.Errorf("words %q, want %q; notices %+v", got, tc.want, rec.Notices)
			}
		})
	}
}

// TestFilters reads a page under every filter that text is packed with.
func TestFilters(t *testing.T) {
	const body = "BT /F1 12 Tf 72 700 Td (Dear) Tj ET"
	flate := zipped(body)
	hexed := fmt.Sprintf("%x>", body)
	for _, tc := range []struct{ name, dict, body string }{
		{"none", "", body},
		{"Flate", "/Filter /FlateDecode", flate},
		{"Flate with a wrong check sum", "/Filter /FlateDecode", flate[:len(flate)-4] + "\x00\x00\x00\x00"},
		{"Flate with a wrong header", "/Filter /FlateDecode", "\x00\x00" + flate[2:]},
		{"Flate that is cut short", "/Filter /FlateDecode", zipped(body + strings.Repeat(" 1 0 0 rg 0 0 1 rg", 200))[:len(flate)+8]},
		{"Flate in hexadecimal", "/Filter [/ASCIIHexDecode /FlateDecode]", fmt.Sprintf("%x>", flate)},
		{"hexadecimal", "/Filter /AHx", hexed},
		{"run lengths", "/Filter /RunLengthDecode", string(rune(len(body)-1)) + body + "\x80"},
		{"Flate with a PNG predictor", "/Filter /FlateDecode /DecodeParms <</Predictor 15 /Columns 5>>", zipped(predicted(body, 5))},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := pdfOf("", catalog, "<</Type /Pages /Kids [3 0 R] /Count 1>>", "<</Type /Page /Resources <</Font <</F1 4 0 R>>>> /Contents 5 0 R>>", font, stream(tc.dict, tc.body))
			rec, err := read(t, b)
			if err != nil || rec.Pages[0].Text != "Dear" {
				t.Errorf("%q %v %+v", rec.Pages[0].Text, err, rec.Notices)
			}
		})
	}
}

// predicted writes s in rows of the PNG filter Sub.
func predicted(s string, columns int) string {
	var b strings.Builder
	for ; s != ""; s = s[min(columns, len(s)):] {
		b.WriteByte(1)
		var left byte
		for i := range min(columns, len(s)) {
			b.WriteByte(s[i] - left)
			left = s[i]
		}
	}
	return b.String()
}

// TestLength reads streams whose Length is not true.
func TestLength(t *testing.T) {
	for _, length := range []string{"1", "99999", "-5", "7 0 R", "5 0 R", "(x)"} {
		content := "<</Length " + length + ">>\nstream\nBT /F1 12 Tf 72 700 Td (Dear) Tj ET\nendstream"
		b := pdfOf("", catalog, "<</Type /Pages /Kids [3 0 R] /Count 1>>", "<</Type /Page /Resources <</Font <</F1 4 0 R>>>> /Contents 5 0 R>>", font, content)
		rec, err := read(t, b)
		if err != nil || rec.Pages[0].Text != "Dear" {
			t.Errorf("Length %s: %q %v %+v", length, rec.Pages[0].Text, err, rec.Notices)
		}
	}
}

// TestStale reads a form whose fields were filled in by a program that left
// their appearances as they were.
func TestStale(t *testing.T) {
	b := pdfOf("", "<</Type /Catalog /Pages 2 0 R /AcroForm <</NeedAppearances true /DA (/Helv 12 Tf)>>>>", "<</Type /Pages /Kids [3 0 R] /Count 1>>",
		"<</Type /Page /Annots [<</Subtype /Widget /FT /Tx /V (new) /Rect [70 600 170 620] /AP <</N 6 0 R>>>>]>>", font, stream("", ""),
		stream(form+" /Resources <</Font <</G 4 0 R>>>>", "BT /G 12 Tf (old) Tj ET"))
	rec, err := read(t, b)
	if err != nil || rec.Pages[0].Text != "new" {
		t.Errorf("%q %v", rec.Pages[0].Text, err)
	}
}

func TestOptionalContentOff(t *testing.T) {
	b := pdfOf("", "<</Type /Catalog /Pages 2 0 R /OCProperties <</OCGs [6 0 R 7 0 R] /D <</OFF [6 0 R]>>>>>>", "<</Type /Pages /Kids [3 0 R] /Count 1>>",
		"<</Type /Page /Resources <</Font <</F1 4 0 R>> /Properties <</A 6 0 R /B 7 0 R>>>> /Contents 5 0 R>>", font,
		stream("", "/OC /A BDC BT /F1 12 Tf 72 700 Td (draft) Tj ET EMC /OC /B BDC BT /F1 12 Tf 72 700 Td (final) Tj ET EMC"),
		"<</Type /OCG /Name (a)>>", "<</Type /OCG /Name (b)>>")
	rec, err := read(t, b)
	if err != nil || rec.Pages[0].Text != "final" {
		t.Errorf("%q %v", rec.Pages[0].Text, err)
	}
}

// TestBounded reads pages that were made to cost too much.
func TestBounded(t *testing.T) {
	var nested []string
	for i := range 14 { // each draws the next thirty times
		nested = append(nested, stream(form+fmt.Sprintf(" /Resources <</XObject <</X %d 0 R>>>>", 7+i), strings.Repeat("/X Do ", 30)))
	}
	nested = append(nested, stream(form, "BT ET"))
	for _, tc := range []struct {
		name string
		file []byte
	}{
		{"forms in forms", sheet("", "/XObject <</X 6 0 R>>", "/X Do", nested...)},
		{"brackets", sheet("", "", strings.Repeat("[", 1<<20))},
		{"dictionaries", sheet("", "", strings.Repeat("<<", 1<<20))},
		{"saved states", sheet("", "", strings.Repeat("q ", 1<<18))},
		{"marked content", sheet("", "", strings.Repeat("/A BMC ", 1<<17))},
		{"inline images without an end", sheet("", "", strings.Repeat("BI ID ", 1<<17))},
		{"numbers out of all measure", sheet("", "", "1e99 0 0 "+strings.Repeat("9", 400)+" 0 0 cm BT /F1 "+strings.Repeat("9", 400)+" Tf (x) Tj ET")},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rec, err := read(t, tc.file)
			if err != nil || len(rec.Pages) != 1 {
				t.Fatalf("%v %d pages", err, len(rec.Pages))
			}
			for _, w := range rec.Pages[0].Words {
				for _, x := range w.Box {
					if math.IsNaN(x) || math.IsInf(x, 0) {
						t.Errorf("%q stands at %v", w.Text, w.Box)
					}
				}
			}
		})
	}
}
