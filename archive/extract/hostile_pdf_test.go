package extract

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A hostilePDF is made to exhaust what reads it.
type hostilePDF struct {
	name string
	file func() []byte
	says string // a regular expression: the Outcome's Reason, or else a notice; "" for neither
	text string // that is read all the same
	long bool   // left out of -short; where other work holds up the child, it may be stopped
}

const (
	// hostilePage is object 3; its content is object 5, its font 4.
	hostilePage = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources <</Font <</F1 4 0 R /F2 8 0 R>> /XObject <</X 6 0 R>> /Pattern <</P 6 0 R>> >> /Contents 5 0 R /Annots 7 0 R>>"
	hostileFont = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
	dear        = "BT /F1 12 Tf 72 700 Td (Dear) Tj ET "
	formOf      = "/Type /XObject /Subtype /Form /BBox [0 0 612 792]"
)

// onePage is a PDF of one page with a content and further objects from 6 on.
func onePage(content string, more ...string) []byte {
	return contentStream(streamOf("", content), more...)
}

func streamOf(dict, body string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dict, len(body), body)
}

// writePDF numbers the objects from 1, the first being the catalog.
func writePDF(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, xref)
	return b.Bytes()
}

// bomb packs n bytes that one pattern repeats. What the packer writes for the
// second of two equal blocks, it would write for every other.
func bomb(pattern string, n int) string {
	block := strings.Repeat(pattern, max(1, (1<<20)/len(pattern)))
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	write := func() {
		_, _ = io.WriteString(w, block)
		_ = w.Flush()
	}
	write()
	first := b.Len()
	write()
	second := b.String()[first:]
	return b.String() + strings.Repeat(second, max(0, n/len(block)-2))
}

const flated = "/Filter /FlateDecode"

// forms are n forms from object 6 on, each of which draws the next fifty times.
func forms(n int) (all []string) {
	for i := range n {
		next := fmt.Sprintf("%d 0 R", 7+i)
		all = append(all, streamOf(formOf+" /Resources <</XObject <</X "+next+">> >>", strings.Repeat("/X Do ", 50)))
	}
	return append(all, streamOf(formOf+" /Resources <</Font <</F1 4 0 R>> >>", dear))
}

// nameTree is a tree of destinations so deep.
func nameTree(depth int) []byte {
	objects := []string{
		"<</Type /Catalog /Pages 2 0 R /Names <</Dests 6 0 R /EmbeddedFiles 6 0 R>> /Outlines 6 0 R /PageLabels 6 0 R /StructTreeRoot 6 0 R>>",
		"<</Type /Pages /Kids [3 0 R] /Count 1>>", hostilePage, hostileFont, streamOf("", dear),
	}
	for i := range depth {
		next := 7 + i
		objects = append(objects, fmt.Sprintf("<</Kids [%d 0 R %d 0 R] /K [%d 0 R %d 0 R] /First %d 0 R /Next %d 0 R /Last 6 0 R /Limits [(a) (z)]>>", next, next, next, next, next, next))
	}
	return writePDF("", append(objects, "<</Kids [6 0 R] /First 6 0 R /Next 6 0 R>>")...)
}

// type0 is a page that shows text in a composite font with this ToUnicode and font file.
func type0(toUnicode, fontFile string) []byte {
	return onePage(dear+"BT /F2 12 Tf 72 600 Td <0001> Tj ET",
		streamOf("", ""), "[]",
		"<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [9 0 R] /ToUnicode 11 0 R>>",
		"<</Type /Font /Subtype /CIDFontType2 /BaseFont /X /FontDescriptor 10 0 R /W [0 4000000000 500 0 [1 2 3]] /CIDToGIDMap 12 0 R>>",
		"<</Type /FontDescriptor /FontName /X /FontFile2 12 0 R>>",
		toUnicode, fontFile)
}

var hostilePDFs = []hostilePDF{
	{name: "xref Size 4e9", text: "Dear", file: func() []byte {
		return bytes.Replace(onePage(dear), []byte("/Size 6"), []byte("/Size 4000000000"), 1)
	}, says: `damaged`},
	{name: "Prev loop", text: "Dear", says: `damaged`, file: func() []byte {
		b := onePage(dear)
		return bytes.Replace(b, []byte("/Root 1 0 R"), fmt.Appendf(nil, "/Root 1 0 R /Prev %d", bytes.LastIndex(b, []byte("\nxref"))+1), 1)
	}},
	{name: "Kids loop", says: `circle|damaged`, file: func() []byte {
		return writePDF("", "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R 2 0 R] /Count 2>>", hostilePage, hostileFont, streamOf("", dear))
	}},
	{name: "Parent loop", file: func() []byte {
		return writePDF("", "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1 /Parent 6 0 R>>",
			strings.Replace(hostilePage, "2 0 R", "6 0 R", 1), hostileFont, streamOf("", dear), "<</Type /Pages /Parent 2 0 R /Kids [3 0 R]>>")
	}, text: "Dear"},
	{name: "flate bomb as content", long: true, says: `larger than is read|memory|longer`, file: func() []byte {
		return contentStream(streamOf(flated, bomb("0 0 m 1 1 l S\n", 1_400<<20)))
	}},
	{name: "20 million brackets", says: ``, file: func() []byte { return onePage(dear + strings.Repeat("[", 20_000_000)) }},
	{name: "8 million brackets in an object", says: `damaged|memory|longer|crashed|read in part`, file: func() []byte {
		return onePage(dear, streamOf("", ""), strings.Repeat("[", 8_000_000))
	}},
	{name: "forms in forms, 50 to the 12th", long: true, says: `larger than is read`, file: func() []byte { return onePage("/X Do", forms(12)...) }},
	{name: "a form that draws itself", text: "Dear", file: func() []byte {
		return onePage(dear+"/X Do", streamOf(formOf+" /Resources <</XObject <</X 6 0 R>> >>", strings.Repeat("/X Do ", 50)))
	}},
	{name: "patterns in patterns", text: "Dear", file: func() []byte {
		pattern := "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep .001 /YStep .001 /Resources <</Pattern <</P 6 0 R>> >>"
		return onePage(dear+"/Pattern cs /P scn 0 0 612 792 re f", streamOf(pattern, strings.Repeat("/Pattern cs /P scn 0 0 1 1 re f ", 1000)))
	}},
	{name: "bad bfchar", text: "Dear", says: `1 of its 5 characters could not be read`, file: func() []byte {
		return type0(streamOf("", "1 begincodespacerange <00> <FFFFFFFFFF> endcodespacerange 1000000 beginbfchar <0001> "+strings.Repeat("<", 200_000)+" endbfchar 1 beginbfrange <0000> <FFFFFFFF> <0000> endbfrange"), streamOf("", ""))
	}},
	{name: "a font's ToUnicode that unpacks to 300 MB", text: "Dear", says: `1 of its 5 characters could not be read`, file: func() []byte {
		return type0(streamOf(flated, bomb("1 beginbfrange <0000> <FFFF> <0000> endbfrange ", 300<<20)), streamOf("", ""))
	}},
	{name: "a font file that unpacks to 300 MB", text: "Dear", says: `1 of its 5 characters could not be read`, file: func() []byte {
		return type0(streamOf("", ""), streamOf(flated, bomb("\x00\x01\x00\x00\xff\xff\x00\x00cmap\x00\x00\x00\x00\x00\x00\x00\x0c\xff\xff\xff\xff", 300<<20)))
	}},
	{name: "Length loop", text: "Dear", says: `read in part|damaged`, file: func() []byte {
		return contentStream("<</Length 6 0 R>>\nstream\n"+dear+"\nendstream", "7 0 R", "6 0 R")
	}},
	{name: "Count 2e9", text: "Dear", file: func() []byte {
		return writePDF("", "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 2000000000>>", hostilePage, hostileFont, streamOf("", dear))
	}},
	{name: "a page 200,000 times", says: `more pages than are read|longer`, long: true, file: func() []byte {
		return writePDF("", "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids ["+strings.Repeat("3 0 R ", 200_000)+"] /Count 200000>>", hostilePage, hostileFont, streamOf("", ""))
	}},
	{name: "deep name trees", text: "Dear", file: func() []byte { return nameTree(20_000) }},
	{name: "an image of 100,000 by 100,000", says: `is a scan and was not read`, file: func() []byte {
		return onePage("612 0 0 792 0 0 cm /X Do", streamOf("/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8 "+flated, bomb("\x00", 64<<20)))
	}},
	{name: "an inline image without an end", text: "Dear", file: func() []byte {
		return onePage(dear + "BI /W 65000 /H 65000 /BPC 8 /CS /RGB ID " + strings.Repeat("E I ", 5_000_000))
	}},
	{name: "a dash array of ten million", text: "Dear", file: func() []byte {
		return onePage(dear + "[" + strings.Repeat("1 ", 10_000_000) + "] 0 d 0 0 m 612 792 l S")
	}},
	{name: "a million annotations", long: true, text: "Dear", file: func() []byte {
		return onePage(dear, streamOf(formOf, "BT ET"), "["+strings.Repeat("8 0 R ", 1_000_000)+"]",
			"<</Type /Annot /Subtype /Stamp /Rect [0 0 100 100] /AP <</N 6 0 R>> >>")
	}},
	{name: "ten million saved states", text: "Dear", file: func() []byte { return onePage(dear + strings.Repeat("q ", 10_000_000)) }},
	{name: "five million glyphs on one line", long: true, says: "cut off from view", file: func() []byte {
		return onePage("BT /F1 12 Tf 72 700 Td "+strings.Repeat("("+strings.Repeat("x", 1000)+") Tj 0 0 Td ", 5_000)+"ET", streamOf("", ""), "[]")
	}},
	{name: "a million words all over", long: true, file: func() []byte {
		var b strings.Builder
		b.WriteString("BT /F1 1 Tf ")
		for i := range 1_000_000 {
			fmt.Fprintf(&b, "1 0 0 1 %d %d Tm (x) Tj ", i*7919%612, i*104729%792)
		}
		return onePage(b.String() + "ET")
	}},
	{name: "a million rulings", long: true, says: "", file: func() []byte {
		var b strings.Builder
		for i := range 1_000_000 {
			fmt.Fprintf(&b, "%d %d 50 .5 re f ", i*7919%612, i*104729%792)
		}
		return onePage(dear + b.String())
	}, text: "Dear"},
	{name: "an object stream that unpacks to 1 GB", long: true, says: `.`, file: func() []byte {
		return []byte("%PDF-1.5\n1 0 obj\n" + streamOf("/Type /ObjStm /N 1000 /First 10000 "+flated, bomb("1 0 ", 1<<30)) + "\nendobj\n2 0 obj\n<</Type /Catalog /Pages 500 0 R>>\nendobj\ntrailer\n<</Root 2 0 R /Size 501>>\n%%EOF\n")
	}},
	{name: "no table, and an object numbered as high as may be", text: "Dear", says: `damaged`, file: func() []byte {
		b := onePage(dear)
		return append(b[:bytes.LastIndex(b, []byte("xref\n0 "))], "8388607 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\n"...)
	}},
	{name: "filters in filters", says: `too many filters|damaged|read in part`, file: func() []byte {
		return contentStream(streamOf("/Filter ["+strings.Repeat("/FlateDecode ", 1000)+"]", bomb("x", 1<<20)))
	}},
}

// contentStream is a PDF of one page whose content is this stream.
func contentStream(s string, more ...string) []byte {
	return writePDF("", append([]string{"<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1>>", hostilePage, hostileFont, s}, more...)...)
}

// TestHostilePDF reads what was made to exhaust a reader: each ends within the
// limits, says plainly what is wrong, and leaves this process as it was.
func TestHostilePDF(t *testing.T) {
	for _, h := range hostilePDFs {
		t.Run(h.name, func(t *testing.T) {
			if h.long && testing.Short() {
				t.Skip("takes seconds")
			}
			began := time.Now()
			b := h.file()
			made := time.Since(began)
			began = time.Now()
			f := fileOf(t, "a.pdf", b)
			var rec Recorder
			s := sandbox(t)
			s.Limits.Wall = 0
			s.Options.First = true // the second reader mends much of it, and takes long to be made ready
			out, err := s.Extract(t.Context(), f, "a.pdf", &rec)
			if err != nil {
				t.Fatal(err)
			}
			said := out.Reason
			for _, n := range rec.Notices {
				said += " " + n.Text
			}
			t.Logf("%d bytes made in %v, read in %v: %d pages; %s", len(b), made.Round(time.Millisecond), time.Since(began).Round(time.Millisecond), len(rec.Pages), said)
			if h.long && strings.HasPrefix(out.Reason, "Reading took longer than ") {
				return
			}
			if h.says != "" && !regexp.MustCompile(h.says).MatchString(said) || h.says == "" && said != "" {
				t.Errorf("it says %q, want %q", said, h.says)
			}
			if h.text != "" && (len(rec.Pages) == 0 || !strings.Contains(rec.Pages[0].Text, h.text)) {
				t.Errorf("pages %+v", rec.Pages)
			}
		})
	}
	noChildren(t)
}
