package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
)

// pdfOf writes a PDF of these objects, numbered from 1, with a cross-reference
// table; "1 0 R" must be the catalog. extra goes into the trailer.
func pdfOf(extra string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, off := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", off)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, extra, xref)
	return b.Bytes()
}

func stream(dict, body string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dict, len(body), body)
}

const (
	catalog = "<</Type /Catalog /Pages 2 0 R>>"
	font    = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"
)

// letter is a PDF of one page with a line of text.
func letter() []byte {
	return pdfOf("/Info 6 0 R", catalog,
		"<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792]>>",
		"<</Type /Page /Parent 2 0 R /Resources <</Font <</F1 4 0 R>>>> /Contents 5 0 R>>",
		font,
		stream("", "BT /F1 12 Tf 72 700 Td (Dear Requester) Tj ET"),
		"<</Title <FEFF00450072006B006C00E4007200750 06E0067> /Author (Ren\\351e) /CreationDate (D:20150930140726-04'00') /Producer (Scanner 3)>>")
}

func read(t *testing.T, b []byte) (record.Recorder, error) {
	t.Helper()
	return readWith(t, b, Options{})
}

func readWith(t *testing.T, b []byte, o Options) (record.Recorder, error) {
	t.Helper()
	var rec record.Recorder
	err := ReadWith(bytes.NewReader(b), int64(len(b)), o, &rec)
	return rec, err
}

func TestRead(t *testing.T) {
	rec, err := read(t, letter())
	if err != nil {
		t.Fatal(err)
	}
	want := archive.About{Title: "Erklärung", Author: "Renée", Created: "2015-09-30T14:07:26-04:00", Program: "Scanner 3"}
	if diff := cmp.Diff(want, rec.AboutIt); diff != "" {
		t.Errorf("About (-want +read):\n%s", diff)
	}
	if len(rec.Pages) != 1 || len(rec.Notices) != 0 {
		t.Fatalf("pages %+v, notices %+v", rec.Pages, rec.Notices)
	}
	p := rec.Pages[0]
	if p.Number != 1 || p.Width != 612 || p.Height != 792 || p.Text != "Dear Requester" || p.Origin != archive.OriginText || p.Words == nil {
		t.Errorf("page = %+v", p)
	}
}

func TestMended(t *testing.T) {
	whole := string(letter())
	for _, tc := range []struct{ name, file string }{
		{"junk before the header, offsets from the header", "junk\r\n" + whole},
		{"junk after the end", whole + strings.Repeat("\x00", 2000)},
		{"version 2.0", strings.Replace(whole, "%PDF-1.4", "%PDF-2.0", 1)},
		{"space after the version", strings.Replace(whole, "%PDF-1.4\n", "%PDF-1.4 ", 1)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rec, err := read(t, []byte(tc.file))
			if err != nil || len(rec.Pages) != 1 || rec.Pages[0].Text != "Dear Requester" {
				t.Errorf("%v, %+v", err, rec.Pages)
			}
		})
	}
}

// TestRepaired reads files whose cross-reference table is of no use.
func TestRepaired(t *testing.T) {
	whole := string(letter())
	xref := strings.Index(whole, "xref\n")
	members := "1 0 2 40 3 90 4 200 <</Type /Catalog /Pages 2 0 R>>"
	members = members[:16] + fmt.Sprintf("%-40s%-50s%-110s%s", catalog, "<</Type /Pages /Kids [3 0 R] /Count 1>>", "<</Type /Page /Resources <</Font <</F1 4 0 R>>>> /Contents 6 0 R>>", font)
	inStream := "%PDF-1.5\n5 0 obj\n" + stream("/Type /ObjStm /N 4 /First 16", members) + "\nendobj\n6 0 obj\n" + stream("", "BT /F1 12 Tf (Dear Requester) Tj ET") +
		"\nendobj\n7 0 obj\n<</Type /XRef /Root 1 0 R /Size 8>>\nendobj\nstartxref\n99999\n%%EOF\n"
	for _, tc := range []struct{ name, file string }{
		{"no table", whole[:xref]},
		{"startxref leads nowhere", strings.Replace(whole, fmt.Sprintf("startxref\n%d", xref), "startxref\n99999999", 1)},
		{"Size too small", strings.Replace(whole, "/Size 7", "/Size 2", 1)},
		{"Prev loop", strings.Replace(whole, "trailer\n<<", fmt.Sprintf("trailer\n<</Prev %d ", xref), 1)},
		{"offsets moved", strings.Replace(whole, "%PDF-1.4\n", "%PDF-1.4\n% a comment that moves everything behind it\n", 1)},
		{"no trailer", strings.Replace(whole[:xref], "/Type /Catalog", "/Type/Catalog", 1) + strings.Repeat("\n", 2000)},
		{"an earlier version of an object", whole[:9] + "3 0 obj\n<</Type /Page>>\nendobj\n" + whole[9:xref]},
		{"objects in a stream", inStream},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rec, err := read(t, []byte(tc.file))
			if err != nil || len(rec.Pages) != 1 || rec.Pages[0].Text != "Dear Requester" {
				t.Fatalf("%v, %+v", err, rec.Pages)
			}
			if len(rec.Notices) != 1 || rec.Notices[0].Code != "damaged" {
				t.Errorf("notices %+v", rec.Notices)
			}
		})
	}
}

func TestPageSize(t *testing.T) {
	for _, tc := range []struct {
		parent, page  string
		width, height float64
	}{
		{"/MediaBox [0 0 612 792]", "", 612, 792},
		{"/MediaBox [0 0 612 792]", "/MediaBox [0 0 841.8897637 595.2755]", 841.89, 595.28},
		{"/MediaBox [0 0 612 792] /Rotate 90", "", 792, 612},
		{"/MediaBox [0 0 612 792] /Rotate 90", "/Rotate 180", 612, 792},
		{"/MediaBox [0 0 612 792]", "/Rotate -90", 792, 612},
		{"/MediaBox [612 792 0 0]", "", 612, 792},
		{"/MediaBox [0 0 612 792]", "/CropBox [100 100 400 700]", 300, 600},
		{"/MediaBox [0 0 612 792]", "/CropBox [-10 -10 2000 2000]", 612, 792},
		{"/MediaBox [0 0 612 792]", "/CropBox [0 0 0 0]", 612, 792},
		{"/MediaBox [0 0 612 792]", "/UserUnit 2", 1224, 1584},
		{"", "", 612, 792},
		{"/MediaBox [0 0 1000000000000 2]", "", 612, 792},
	} {
		b := pdfOf("", catalog, "<</Type /Pages /Kids [3 0 R] /Count 1 "+tc.parent+">>", "<</Type /Page /Parent 2 0 R "+tc.page+">>")
		rec, err := read(t, b)
		if err != nil || len(rec.Pages) != 1 {
			t.Errorf("%s %s: %v %+v", tc.parent, tc.page, err, rec.Pages)
			continue
		}
		if p := rec.Pages[0]; p.Width != tc.width || p.Height != tc.height {
			t.Errorf("%s %s: %v x %v, want %v x %v", tc.parent, tc.page, p.Width, p.Height, tc.width, tc.height)
		}
	}
}

const picture = "/Contents 8 0 R /Resources <</XObject <</Im 4 0 R>>>>"

func TestNotices(t *testing.T) {
	image := stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "x")
	draw := stream("", "q 100 0 0 100 0 0 cm /Im Do Q")
	good := stream("", "BT /F1 12 Tf (text) Tj ET")
	for _, tc := range []struct {
		name    string
		objects []string
		want    []string
	}{
		{
			"one scanned page of two",
			[]string{
				catalog, "<</Type /Pages /Kids [3 0 R 5 0 R] /Count 2>>",
				"<</Type /Page " + picture + ">>", image, "<</Type /Page /Contents 6 0 R /Resources <</Font <</F1 7 0 R>>>>>>", good, font, draw,
			},
			[]string{"1 no-ocr Page 1 is a scan and was not read: install tesseract (for example apt install tesseract-ocr), then run readingroom ocr."},
		},
		{
			"all pages scanned",
			[]string{catalog, "<</Type /Pages /Kids [3 0 R 3 0 R 3 0 R] /Count 3>>", "<</Type /Page " + picture + ">>", image, "null", "null", "null", draw},
			[]string{"0 no-ocr All 3 pages are scans and were not read: install tesseract (for example apt install tesseract-ocr), then run readingroom ocr."},
		},
		{"a page without anything", []string{catalog, "<</Type /Pages /Kids [3 0 R] /Count 1>>", "<</Type /Page>>"}, nil},
		{"a page that names a font and shows nothing", []string{catalog, "<</Type /Pages /Kids [3 0 R] /Count 1>>", "<</Type /Page /Resources <</Font <</F1 4 0 R>>>>>>", font}, nil},
		{
			"glyphs without names",
			[]string{
				catalog, "<</Type /Pages /Kids [3 0 R] /Count 1>>", "<</Type /Page /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
				stream("", "BT /F1 12 Tf (abc) Tj ET"), "<</Type /Font /Subtype /Type1 /BaseFont /X /Encoding <</Differences [97 /x1 /y2 /qqz]>>>>",
			},
			[]string{"1 no-text Page 1 may hold text, but none could be read."},
		},
		{
			"some glyphs without names",
			[]string{
				catalog, "<</Type /Pages /Kids [3 0 R] /Count 1>>", "<</Type /Page /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
				stream("", "BT /F1 12 Tf (atext) Tj ET"), "<</Type /Font /Subtype /Type1 /BaseFont /X /Encoding <</Differences [97 /qqz]>>>>",
			},
			[]string{"1 no-unicode Page 1: 1 of its 5 characters could not be read"},
		},
		{
			"a page that breaks",
			[]string{
				catalog, "<</Type /Pages /Kids [3 0 R 5 0 R] /Count 2>>",
				"<</Type /Page /Contents 4 0 R>>", stream("/Filter /NoSuchDecode", "x"), "<</Type /Page /Contents 6 0 R /Resources <</Font <</F1 7 0 R>>>>>>", good, font,
			},
			[]string{"1 damaged Page 1 could not be read: unknown filter NoSuchDecode."},
		},
		{
			"a string that is never closed",
			[]string{
				catalog, "<</Type /Pages /Kids [3 0 R 5 0 R] /Count 2>>",
				"<</Type /Page /Contents 4 0 R>>", stream("", "BT <41"), "<</Type /Page /Contents 6 0 R /Resources <</Font <</F1 7 0 R>>>>>>", good, font,
			},
			nil,
		},
		{
			"a CMap that is never closed",
			[]string{
				catalog, "<</Type /Pages /Kids [3 0 R] /Count 1>>",
				"<</Type /Page /Resources <</Font <</F1 4 0 R>>>>>>", "<</Type /Font /ToUnicode 5 0 R>>", stream("", "beginbfchar <00"),
			},
			nil,
		},
		{
			"a page whose object is none",
			[]string{catalog, "<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2>>", "<</Type /Page ]", "<</Type /Page>>"},
			[]string{"1 damaged Page 1 could not be read: "},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rec, err := readWith(t, pdfOf("", tc.objects...), Options{First: true})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, n := range rec.Notices {
				got = append(got, fmt.Sprintf("%d %s %s", n.Page, n.Code, n.Text))
			}
			if len(got) != len(tc.want) {
				t.Fatalf("notices %q, want %q", got, tc.want)
			}
			for i := range got {
				if !strings.HasPrefix(got[i], tc.want[i]) {
					t.Errorf("notice %q, want %q", got[i], tc.want[i])
				}
			}
			for i, p := range rec.Pages {
				if p.Number != i+1 {
					t.Errorf("page %d is numbered %d", i+1, p.Number)
				}
			}
			if last := rec.Pages[len(rec.Pages)-1]; strings.Contains(strings.Join(tc.objects, ""), "(text)") && last.Text != "text" {
				t.Errorf("the page after is lost: %+v", last)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	whole := letter()
	hugeSize := "%PDF-1.5\n1 0 obj\n" + stream("/Type /XRef /Size 4000000000 /W [1 2 1] /Root 2 0 R", "\x00\x00\x00\x00") + "\nendobj\n" + strings.Repeat("%\n", 40) + "startxref\n9\n%%EOF\n"
	hugeStart := "%PDF-1.4\n" + strings.Repeat("%\n", 40) + "xref\n4000000000 1\n0000000000 65535 f \ntrailer\n<</Size 1 /Root 1 0 R>>\nstartxref\n89\n%%EOF\n"
	for _, tc := range []struct{ name, file, want string }{
		{"empty", "", "the PDF is empty"},
		{"not a PDF", strings.Repeat("hello ", 100), "the PDF is damaged: it does not begin as one"},
		{"cut short before any page", string(whole[:100]), "the PDF is cut short or damaged: its end is missing"},
		{"header and end alone", "%PDF-1.4\n%%EOF", "the PDF is damaged: it is only 14 bytes long"},
		{"Size 4e9", hugeSize, "claims more objects than a PDF can have"},
		{"subsection at 4e9", hugeStart, "claims more objects than a PDF can have"},
		{"Kids loop", string(pdfOf("", catalog, "<</Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000>>")), "its pages cannot be found"},
		{"no pages", string(pdfOf("", catalog, "<</Type /Pages /Kids [] /Count 0>>")), "no pages that can be found"},
		{"no page tree, and a count", string(pdfOf("", "<</Type /Catalog>>", "<</Count 12>>")), "no pages that can be found"},
		{"password", string(encrypted("secret")), "the PDF is encrypted and needs a password"},
		{"AES-256", string(pdfOf("/Encrypt 3 0 R /ID [<00> <00>]", catalog, "<</Type /Pages /Kids [] /Count 0>>", "<</Filter /Standard /V 5 /R 6 /Length 128 /CF <<>> >>")), "the PDF is encrypted"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := read(t, []byte(tc.file))
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error = %v, want %q", err, tc.want)
			}
		})
	}
}

// encrypted is a PDF with 40-bit RC4 (V 1, R 2) whose U entry fits no password tried.
func encrypted(string) []byte {
	key := strings.Repeat("41", 32)
	return pdfOf("/Encrypt 3 0 R /ID [<00112233> <00112233>]", catalog, "<</Type /Pages /Kids [] /Count 0>>",
		"<</Filter /Standard /V 1 /R 2 /O <"+key+"> /U <"+key+"> /P -4>>")
}

func TestParentLoop(t *testing.T) {
	b := pdfOf("", catalog, "<</Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1>>", "<</Type /Page /Parent 3 0 R /Contents 4 0 R>>", stream("", "BT (x) Tj ET"))
	rec, err := read(t, b)
	if err != nil || len(rec.Pages) != 1 {
		t.Errorf("%v %+v", err, rec.Pages)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(letter())
	f.Add(encrypted(""))
	f.Add(pdfOf("", catalog, "<</Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000>>"))
	f.Add(sheet("/Annots [6 0 R]", "/XObject <</X 7 0 R>>", "q 1 0 0 1 9 9 cm BT /F1 12 Tf 1 Tw [(a b) -200 <43>] TJ ET /X Do Q 0 0 9 9 re W n BI /W 1 /H 1 ID x EI",
		"<</Subtype /Widget /Rect [0 0 9 9] /AP <</N 7 0 R>>>>", stream(form, "/Span <</ActualText (x)>> BDC BT /F1 9 Tf (y) Tj ET EMC")))
	f.Add(sheet("/Rotate 90 /UserUnit 2 /CropBox [9 9 300 300]", "/Font <</F1 6 0 R>>", "BT /F1 12 Tf 99 99 Td <00410042> Tj ET",
		"<</Type /Font /Subtype /Type0 /Encoding /UniJIS-UCS2-V /DescendantFonts [7 0 R]>>", "<</Subtype /CIDFontType2 /W [1 [2]] /W2 [1 2 3 4 5] /CIDSystemInfo <</Ordering (Japan1)>>>>"))
	f.Add(book(2, "/PageLabels <</Nums [0 <</S /r>>]>> /Outlines <</First 8 0 R>> /Metadata 9 0 R /AcroForm <</XFA 9 0 R /Fields [<</FT /Sig /V <</Contents <30>>>>>]>> /AF [10 0 R] /OpenAction <</S /Launch>>",
		"/Annots [<</Subtype /Text /Contents (x)>> <</Subtype /Redact /Rect [0 0 99 999]>>]", "/Info <</Title (x) /ModDate (D:2020)>>",
		"<</Title (x) /Dest [3 0 R] /Next 8 0 R>>", stream("", "<datasets><data><a>1</a></data></datasets>"), "<</UF (x) /EF <</F 9 0 R>>>>"))
	f.Add(added(letter(), map[int]string{5: stream("", "BT ET")}))
	f.Add([]byte("%PDF-1.4\nxref\n0 0\ntrailer<<>>startxref\n9\n%%EOF"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var rec record.Recorder
		if err := Read(bytes.NewReader(b), int64(len(b)), &rec); err == nil && len(rec.Pages) == 0 {
			t.Error("no error and no page")
		}
	})
}
