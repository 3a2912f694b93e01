package pdf

import (
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
)

func TestUnseen(t *testing.T) {
	const font = "/Font <</F1 4 0 R>>"
	for _, tc := range []struct{ name, page, content, words, cut string }{
		{"a cell that is too narrow", "", "q 100 690 60 20 re W n BT /F1 10 Tf 100 700 Td (paid 29.01.2016) Tj ET Q", "paid 29.01.20", "29.01.2016"},
		{"one cut off on the left", "", "q 111 690 200 20 re W n BT /F1 10 Tf 100 700 Td (paid twice) Tj ET Q", "id twice", "paid"},
		{"the next cell is no part of it", "", "q 100 690 11 20 re W n BT /F1 10 Tf 100 700 Td (paid) Tj ET Q BT /F1 10 Tf 118.9 700 Td (75) Tj ET", "pa 75", "paid"},
		{"a page that is cropped", "/CropBox [0 600 612 792]", "BT /F1 10 Tf 100 700 Td (in) Tj 0 -200 Td (out of it) Tj ET", "in", "out of it"},
		{"what is off the paper is nowhere", "/CropBox [0 600 612 792]", "BT /F1 10 Tf 100 700 Td (in) Tj 0 -2000 Td (out) Tj ET", "in", ""},
		{"painted in strips", "", "q 100 690 30 20 re W n BT /F1 10 Tf 100 700 Td (one two) Tj ET Q q 117 690 90 20 re W n BT /F1 10 Tf 100 700 Td (one two) Tj ET Q", "one two", ""},
		{"under a black box that is cut off too", "/CropBox [0 600 612 792]", "BT /F1 10 Tf 100 700 Td (in) Tj 0 -200 Td (secret) Tj ET 90 490 100 30 re f", "in", ""},
	} {
		rec, err := read(t, pdfOf("", catalog,
			"<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792]>>",
			"<</Type /Page /Parent 2 0 R "+tc.page+" /Resources <<"+font+">> /Contents 5 0 R>>",
			"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>", stream("", tc.content)))
		if err != nil || len(rec.Pages) != 1 {
			t.Fatal(tc.name, err)
		}
		p := rec.Pages[0]
		if got := strings.Join(texts(p.Words), " "); got != tc.words {
			t.Errorf("%s: words %q, not %q", tc.name, got, tc.words)
		}
		_, cut, _ := strings.Cut(p.Text, cutOff)
		if cut != tc.cut {
			t.Errorf("%s: cut off %q, not %q", tc.name, cut, tc.cut)
		}
		if told := slices.ContainsFunc(rec.Notices, func(n archive.Notice) bool { return n.Code == "cut-off" }); told != (tc.cut != "") {
			t.Errorf("%s: notices %v", tc.name, rec.Notices)
		}
	}
}
