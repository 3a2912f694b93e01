package pdf

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
)

// A book is a PDF of n pages that say "one", "two" and so on: pages 3, 4, …,
// their contents after them, then the font, then more. Entries are added to
// the catalog and to each page.
func book(n int, catalogEntries, pageEntries, trailer string, more ...string) []byte {
	words := []string{"one", "two", "three", "four", "five", "six", "seven"}
	var kids, objects []string
	font1 := 3 + 2*n
	for i := range n {
		kids = append(kids, fmt.Sprintf("%d 0 R", 3+i))
	}
	objects = append(objects, "<</Type /Catalog /Pages 2 0 R "+catalogEntries+">>",
		"<</Type /Pages /Kids ["+strings.Join(kids, " ")+fmt.Sprintf("] /Count %d /MediaBox [0 0 612 792]>>", n))
	for i := range n {
		objects = append(objects, fmt.Sprintf("<</Type /Page /Parent 2 0 R /Resources <</Font <</F1 %d 0 R>>>> /Contents %d 0 R %s>>", font1, 3+n+i, pageEntries))
	}
	for i := range n {
		objects = append(objects, stream("", "BT /F1 12 Tf 72 700 Td ("+words[i]+") Tj ET"))
	}
	return pdfOf(trailer, append(append(objects, font), more...)...)
}

// told prints all that was found beside the pages, a line each.
func told(rec record.Recorder) string {
	var b strings.Builder
	a := rec.AboutIt
	for _, f := range []struct{ name, value string }{
		{"title", a.Title},
		{"author", a.Author},
		{"subject", a.Subject},
		{"keywords", a.Keywords},
		{"created", a.Created},
		{"modified", a.Modified},
		{"program", a.Program},
	} {
		if f.value != "" {
			fmt.Fprintf(&b, "%s %s\n", f.name, f.value)
		}
	}
	for _, h := range a.Outline {
		fmt.Fprintf(&b, "%s%s %d\n", strings.Repeat("*", h.Level), h.Title, h.Page)
	}
	for _, p := range rec.Pages {
		if p.Label != "" {
			fmt.Fprintf(&b, "page %d is %s\n", p.Number, p.Label)
		}
	}
	for _, p := range rec.Parts {
		fmt.Fprintf(&b, "part %s %d\n", p.Name, p.Size)
	}
	for _, n := range rec.Notices {
		fmt.Fprintf(&b, "%s %d\n", n.Code, n.Page)
	}
	return b.String()
}

// TestBeside reads files of three pages with something beside them. Object 9
// is the font, what is more begins with 10.
func TestBeside(t *testing.T) {
	spec := func(name string, object int) string {
		return fmt.Sprintf("<</Type /Filespec /UF %s /EF <</F %d 0 R>>>>", name, object)
	}
	note := stream("/Type /EmbeddedFile", "notes")
	const outlines, item = "/Outlines 10 0 R", "<</Title (%s) %s>>"
	for _, tc := range []struct {
		name, catalog, page, trailer string
		more                         []string
		want                         string
	}{
		{"nothing", "", "", "", nil, ""},

		{"properties", "", "", "/Info <</Title ( A  B ) /Author (C) /Subject (D) /Keywords (E, F) /CreationDate (D:20200102) /ModDate (D:20200103040506Z) /Creator (G)>>", nil, "title A B\nauthor C\nsubject D\nkeywords E, F\ncreated 2020-01-02\nmodified 2020-01-03T04:05:06Z\nprogram G\n"},
		{
			"properties that say nothing, and metadata", "/Metadata 10 0 R", "", "/Info <</Title (\\(\\)) /CreationDate (D:20200102)>>",
			[]string{stream("/Type /Metadata /Subtype /XML", `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description xmp:CreateDate="2020-01-02T03:04:05+06:00" xmp:ModifyDate="2021"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Ren&#233;e &amp; I</rdf:li><rdf:li>Other</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator><dc:subject><rdf:Bag><rdf:li>x</rdf:li><rdf:li>y</rdf:li></rdf:Bag></dc:subject><xmpMM:Pantry><rdf:Description xmp:ModifyDate="2001-01-01"/></xmpMM:Pantry><pdf:Producer>P</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>`)},
			"title Renée & I\nauthor A; B\nkeywords x, y\ncreated 2020-01-02T03:04:05+06:00\nprogram P\n",
		},
		{"metadata that is none", "/Metadata 10 0 R", "", "", []string{stream("", "<a <b>>&c;"+strings.Repeat("<x>", 1000))}, ""},
		{"metadata that declares entities", "/Metadata 10 0 R", "", "", []string{stream("", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rdf:Description><dc:title>T &b;</dc:title></rdf:Description>`)}, "title T &b;\n"},

		{"labels", "/PageLabels <</Nums [0 <</S /r>> 2 <</S /D /P (A-) /St 7>>]>>", "", "", nil, "page 1 is i\npage 2 is ii\npage 3 is A-7\n"},
		{"labels that are the numbers", "/PageLabels <</Nums [0 <</S /D>>]>>", "", "", nil, ""},
		{"labels in a tree that leads in a circle", "/PageLabels 10 0 R", "", "", []string{"<</Kids [10 0 R 11 0 R 10 0 R]>>", "<</Nums [1 <</S /A /St 27>>]>>"}, "page 2 is AA\npage 3 is BB\n"},

		{
			"an outline", outlines + " /Names <</Dests <</Names [(b) [5 0 R /Fit]]>>>> /Dests <</c <</D [4 0 R /Fit]>>>>", "", "",
			[]string{
				"<</First 11 0 R>>", fmt.Sprintf(item, "A", "/Dest [3 0 R /Fit] /First 12 0 R /Next 14 0 R"), fmt.Sprintf(item, "B", "/A <</S /GoTo /D (b)>> /Next 13 0 R"),
				fmt.Sprintf(item, "C", "/Dest /c"), fmt.Sprintf(item, "D\\nE", "/Dest [1 /Fit] /Next 15 0 R"), fmt.Sprintf(item, "F", "/A <</S /URI /URI (x)>>"),
			},
			"*A 1\n**B 3\n**C 2\n*D E 2\n*F 0\n",
		},
		{"an outline that leads in circles", outlines, "", "", []string{"<</First 11 0 R>>", fmt.Sprintf(item, "A", "/First 11 0 R /Next 12 0 R"), fmt.Sprintf(item, "B", "/First 10 0 R /Next 11 0 R")}, "*A 0\n*B 0\n"},
		{"an outline that is broken", outlines, "", "", []string{"<</First 11 0 R>>", fmt.Sprintf(item, "A", "/Dest [99 0 R] /Next 12 0 R"), "<</Title ]"}, "*A 0\n"},

		{"an attached file", "/Names <</EmbeddedFiles <</Names [(key) 10 0 R]>>>>", "", "", []string{spec("<FEFF00E900740065002E0074>", 11), note}, "part éte.t 5\n"},
		{"a file attached twice", "/Names <</EmbeddedFiles <</Names [(a) 10 0 R (b) 10 0 R]>>>> /AF [10 0 R]", "", "", []string{spec("(a)", 11), note}, "part a 5\n"},
		{"a file without a name", "/AF [10 0 R]", "", "", []string{"<</EF <</F 11 0 R>>>>", note}, "part attachment 1 5\n"},
		{"a file pinned to a page", "", "/Annots [10 0 R]", "", []string{"<</Subtype /FileAttachment /FS 11 0 R>>", spec("(a)", 12), note}, "part a 5\n"},
		{"a file that belongs to a page", "", "/AF [10 0 R]", "", []string{spec("(a)", 11), note}, "part a 5\n"},
		{"rich media", "", "/Annots [10 0 R]", "", []string{"<</Subtype /RichMedia /RichMediaContent <</Assets <</Names [(a) 11 0 R]>>>>>>", spec("(a)", 12), note}, "part a 5\nactive 0\n"},
		{
			"a portfolio with folders", "/Collection <</Folders 12 0 R>> /Names <</EmbeddedFiles <</Names [(<2>k) 10 0 R]>>>>", "", "",
			[]string{spec("(a)", 11), note, "<</ID 0 /Child 13 0 R>>", "<</ID 1 /Name (x) /Child 14 0 R /Next 13 0 R>>", "<</ID 2 /Name (y) /Child 13 0 R>>"},
			"part x/y/a 5\nportfolio 0\n",
		},
		{"files in a tree that leads in a circle", "/Names <</EmbeddedFiles 10 0 R>>", "", "", []string{"<</Kids [10 0 R 11 0 R]>>", "<</Kids [10 0 R] /Names [(a) 12 0 R]>>", spec("(a)", 13), note}, "part a 5\n"},
		{"a file that is a page", "/AF [10 0 R]", "", "", []string{"<</UF (a) /EF <</F 3 0 R>>>>"}, ""},
		{"a file that cannot be unpacked", "/AF [10 0 R]", "", "", []string{spec("(a)", 11), stream("/Filter /JPXDecode", "x")}, "damaged 0\n"},

		{"a script", "/OpenAction <</S /JavaScript /JS (x)>>", "", "", nil, "active 0\n"},
		{"a link", "", "/Annots [<</Subtype /Link /A <</S /URI /URI (x)>>>>]", "", nil, ""},
		{"a page that opens a link by itself", "", "/AA <</O <</S /URI /URI (x)>>>>", "", nil, "active 0\n"},
		{"a program started after a jump", "", "/Annots [<</Subtype /Link /A <</S /GoTo /Next [<</S /Launch>>]>>>>]", "", nil, "active 0\n"},
		{"actions that lead in a circle", "/OpenAction 10 0 R", "", "", []string{"<</S /GoTo /Next 10 0 R>>"}, ""},

		{"signatures", "/AcroForm <</Fields [10 0 R <</FT /Sig>>]>>", "", "", []string{"<</FT /Sig /Kids [<</V <</Name (J. Doe) /M (D:20200102) /Contents <00>>>>>]>>"}, "signed 0\n"},
		{"fields that lead in a circle", "/AcroForm <</Fields [10 0 R]>>", "", "", []string{"<</Kids [10 0 R 10 0 R]>>"}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rec, err := read(t, book(3, tc.catalog, tc.page, tc.trailer, tc.more...))
			if err != nil || len(rec.Pages) != 3 {
				t.Fatalf("%v, %d pages", err, len(rec.Pages))
			}
			if got := told(rec); got != tc.want {
				t.Errorf("got\n%swant\n%s%+v", got, tc.want, rec.Notices)
			}
			if got := rec.Pages[2].Text; got != "three" {
				t.Errorf("page 3 says %q", got)
			}
		})
	}
}

// TestComments reads a page that says "one", with comments.
func TestComments(t *testing.T) {
	for _, tc := range []struct{ name, annots, want string }{
		{"a note", "<</Subtype /Text /T (J.  Doe) /M (D:20170102030405Z) /Contents (Is this\rright?)>>", "one\n\n[Comment by J. Doe, 2017-01-02] Is this\nright?"},
		{"of nobody", "<</Subtype /Highlight /Contents (why)>>", "one\n\n[Comment] why"},
		{"two", "<</Subtype /Text /Contents (a)>> <</Subtype /Caret /Contents (b)>>", "one\n\n[Comment] a\n\n[Comment] b"},
		{"a copy of what is highlighted", "<</Subtype /Highlight /Contents (o ne)>>", "one"},
		{"the same in its window", "<</Subtype /Text /Contents (a)>> <</Subtype /Popup /Contents (a)>>", "one\n\n[Comment] a"},
		{"a word that is on the page too", "<</Subtype /Text /Contents (one)>>", "one\n\n[Comment] one"},
		{"hidden", "<</Subtype /Text /F 2 /Contents (a)>>", "one"},
		{"ticked off", "<</Subtype /Text /StateModel (Review) /State (Accepted) /Contents (Accepted set by X)>>", "one"},
		{"empty", "<</Subtype /Text /T (X) /Contents ( )>>", "one"},
		{"broken", "<</Subtype /Text /Contents 99 0 R>> 7 (x) null <</Subtype /Text /Contents (a)>>", "one\n\n[Comment] a"},
	} {
		rec, err := read(t, book(1, "", "/Annots ["+tc.annots+"]", ""))
		if err != nil || rec.Pages[0].Text != tc.want {
			t.Errorf("%s: %q %v, want %q", tc.name, rec.Pages[0].Text, err, tc.want)
		}
	}
}

// TestCommentOnPicture asks that a page without text is one, whatever is noted on it.
func TestCommentOnPicture(t *testing.T) {
	b := sheet("/Annots [<</Subtype /Text /Contents (a)>>]", "/XObject <</Im 6 0 R>>", "q 100 0 0 100 0 0 cm /Im Do Q",
		stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "x"))
	rec, err := read(t, b)
	if err != nil || told(rec) != "no-ocr 1\n" || rec.Pages[0].Text != "[Comment] a" {
		t.Errorf("%v %+v %+v", err, rec.Notices, rec.Pages)
	}
}

// TestUnappliedRedaction reads a page of which words are marked to be blacked
// out: none of them may come out, in whatever field.
func TestUnappliedRedaction(t *testing.T) {
	const content = "BT /F1 12 Tf 72 700 Td (Dear John Doe, yours) Tj ET"
	for _, tc := range []struct {
		name, page, want, notice string
		box                      archive.Box
	}{
		{"by quadrilaterals", "/Annots [<</Subtype /Redact /Rect [0 0 1 1] /QuadPoints [101 710 158 710 101 698 158 698]>>]", "Dear yours", "2 words stand", archive.Box{101, 82, 158, 94}},
		{"by rectangle", "/Annots [<</Subtype /Redact /Rect [129 698 150 710]>>]", "Dear John , yours", "1 word stands", archive.Box{129, 82, 150, 94}},
		{"of a turned page", "/Rotate 180 /Annots [<</Subtype /Redact /Rect [101 698 158 710]>>]", "Dear yours", "2 words stand", archive.Box{454, 698, 511, 710}},
		{"and what was marked as a comment", "/Annots [<</Subtype /Redact /Rect [101 698 158 710]>> <</Subtype /Highlight /Contents (John Doe)>>]", "Dear yours", "2 words stand", archive.Box{101, 82, 158, 94}},
	} {
		rec, err := read(t, sheet(tc.page, "", content))
		if err != nil || len(rec.Notices) != 1 || len(rec.Pages[0].Marks) != 1 {
			t.Errorf("%s: %v %+v %+v", tc.name, err, rec.Notices, rec.Pages)
			continue
		}
		p := rec.Pages[0]
		if n := rec.Notices[0]; n.Code != "unapplied-redaction" || n.Page != 1 || !strings.Contains(n.Text, tc.notice) {
			t.Errorf("%s: %+v", tc.name, n)
		}
		if p.Text != tc.want || p.Marks[0] != (archive.Mark{Kind: archive.MarkCovered, Box: tc.box}) {
			t.Errorf("%s: %q %+v, want %q %v", tc.name, p.Text, p.Marks, tc.want, tc.box)
		}
		if all := fmt.Sprintf("%+v", rec); strings.Contains(all, "Doe") {
			t.Errorf("%s: the name is in %s", tc.name, all)
		}
	}
	rec, err := read(t, sheet("/Annots [<</Subtype /Redact /Rect [0 0 9 9]>> <</Subtype /Redact /QuadPoints [1 2] /Rect [(x)]>>]", "", content))
	if err != nil || told(rec) != "" || rec.Pages[0].Text != "Dear John Doe, yours" {
		t.Errorf("nothing marked: %v %+v %+v", err, rec.Notices, rec.Pages)
	}
}

func TestHiddenLayers(t *testing.T) {
	const body = "/OC /A BDC BT /F1 12 Tf 72 700 Td (a draft) Tj ET EMC /OC /B BDC BT /F1 12 Tf 72 600 Td (final) Tj ET EMC"
	file := func(off, body string) []byte {
		return pdfOf("", "<</Type /Catalog /Pages 2 0 R /OCProperties <</OCGs [6 0 R 7 0 R] /D <</OFF ["+off+"]>>>>>>", "<</Type /Pages /Kids [3 0 R] /Count 1>>",
			"<</Type /Page /Resources <</Font <</F1 4 0 R>> /Properties <</A 6 0 R /B 7 0 R>>>> /Contents 5 0 R>>", font,
			stream("", body), "<</Type /OCG /Name (Old text)>>", "<</Type /OCG /Name (New text)>>")
	}
	rec, err := read(t, file("6 0 R", body))
	if err != nil || rec.Pages[0].Text != "final" || len(rec.Notices) != 1 ||
		rec.Notices[0].Text != "The file has layers that are switched off (“Old text”), and in them 2 words that are not shown: on page 1. Programs that list the layers of a PDF can switch them on." {
		t.Errorf("%v %+v %+v", err, rec.Notices, rec.Pages)
	}
	for name, b := range map[string][]byte{"all are on": file("", body), "no words in it": file("6 0 R", "/OC /A BDC 0 0 9 9 re f EMC")} {
		if rec, err := read(t, b); err != nil || len(rec.Notices) != 0 {
			t.Errorf("%s: %v %+v", name, err, rec.Notices)
		}
	}
}

// added appends an update to a file: objects by number, with a table of their own.
func added(file []byte, objects map[int]string) []byte {
	file = slices.Clone(file)
	at := strings.LastIndex(string(file), "startxref\n")
	var prev int
	_, _ = fmt.Sscanf(string(file)[at:], "startxref\n%d", &prev)
	var table strings.Builder
	for n := range 100 {
		if o, ok := objects[n]; ok {
			fmt.Fprintf(&table, "%d 1\n%010d 00000 n \n", n, len(file))
			file = fmt.Appendf(file, "%d 0 obj\n%s\nendobj\n", n, o)
		}
	}
	xref := len(file)
	return fmt.Appendf(file, "xref\n%strailer\n<</Size 100 /Root 1 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n", table.String(), prev, xref)
}

var counted = regexp.MustCompile(`(\d+) word`)

func TestEarlierVersions(t *testing.T) {
	text := func(s string) string { return stream("", "BT /F1 12 Tf 72 700 Td ("+s+") Tj ET") }
	first := sheet("", "", "BT /F1 12 Tf 72 700 Td (Dear John Doe) Tj ET")
	two := book(2, "", "", "")
	page := func(contents string) string {
		return "<</Type /Page /Parent 2 0 R /Resources <</Font <</F1 4 0 R>>>> /Contents " + contents + ">>"
	}
	for _, tc := range []struct {
		name string
		file []byte
		want string // notices, by page, with the count of words
	}{
		{"as it was made", first, ""},
		{"words taken out", added(first, map[int]string{5: text("Dear")}), "revision 1 2"},
		{"a word taken out, then another", added(added(first, map[int]string{5: text("Dear John")}), map[int]string{5: text("Dear")}), "revision 1 2"},
		{"taken out and put back", added(added(first, map[int]string{5: text("Dear")}), map[int]string{5: text("Dear John Doe")}), ""},
		{"words added", added(first, map[int]string{5: text("Dear John Doe, and all")}), ""},
		{"words set in other parts", added(first, map[int]string{5: text("Dear JohnDoe")}), ""},
		{"a page that shows another stream", added(first, map[int]string{3: page("6 0 R"), 6: text("Dear")}), "revision 1 2"},
		{"something else changed", added(first, map[int]string{6: "<</Title (x)>>"}), ""},
		{"a page taken out", added(two, map[int]string{2: "<</Type /Pages /Kids [3 0 R] /Count 1>>"}), "revision 0 1"},
		{"pages that changed places", added(two, map[int]string{2: "<</Type /Pages /Kids [4 0 R 3 0 R] /Count 2>>"}), ""},
		{"marked, and not carried out", added(first, map[int]string{3: page("5 0 R /Annots [<</Subtype /Redact /Rect [101 698 200 710]>>]")}), "unapplied-redaction 1 2"},
		{"a table that is of no use", []byte(strings.Replace(string(added(first, map[int]string{5: text("Dear")})), "xref\n0 6", "xref\n0 x", 1)), "damaged 0 0"},
	} {
		rec, err := read(t, tc.file)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		var got []string
		for _, n := range rec.Notices {
			words := "0"
			if m := counted.FindStringSubmatch(n.Text); m != nil {
				words = m[1]
			}
			got = append(got, fmt.Sprintf("%s %d %s", n.Code, n.Page, words))
		}
		if s := strings.Join(got, ", "); s != tc.want {
			t.Errorf("%s: %q, want %q: %+v", tc.name, s, tc.want, rec.Notices)
		}
	}
}

func TestXFA(t *testing.T) {
	const data = `<xfa:datasets xmlns:xfa="x"><xfa:data><form1><who><name>Jane Doe</name><born/></who><why>so
 much</why></form1></xfa:data></xfa:datasets>`
	const values = "who.name: Jane Doe\nwhy: so\nmuch"
	wait := stream("", "BT /F1 12 Tf 72 700 Td (Please wait... If this message is not eventually replaced) Tj ET")
	for _, tc := range []struct{ name, acroForm, catalog, content, want string }{
		{"in packets", "/XFA [(template) 8 0 R (datasets) 7 0 R] /Fields [null]", "", wait, values},
		{"in one stream", "/XFA 9 0 R /Fields [null]", "", wait, values},
		{"in another language", "/XFA 9 0 R", "", stream("", "BT /F1 12 Tf 72 700 Td (Bitte warten) Tj ET"), values},
		{"with pages of its own", "/XFA 9 0 R /Fields [null]", "", stream("", "BT /F1 12 Tf 72 700 Td (Name: Jane Doe) Tj ET"), "Name: Jane Doe"},
		{"that says it needs a program", "/XFA 9 0 R /Fields [null]", "/NeedsRendering true", stream("", "BT /F1 12 Tf 72 700 Td (Wait) Tj ET"), values},
		{"without values", "/XFA 8 0 R", "", stream("", "BT /F1 12 Tf 72 700 Td (Wait) Tj ET"), "Wait"},
	} {
		b := pdfOf("", "<</Type /Catalog /Pages 2 0 R /AcroForm 6 0 R "+tc.catalog+">>", "<</Type /Pages /Kids [3 0 R] /Count 1>>",
			"<</Type /Page /Resources <</Font <</F1 4 0 R>>>> /Contents 5 0 R>>", font, tc.content, "<<"+tc.acroForm+">>",
			stream("", data), stream("", "<template/>"), stream("", "<xdp:xdp><template><data>no</data></template>"+data+"</xdp:xdp>"))
		rec, err := read(t, b)
		if err != nil || rec.Pages[0].Text != tc.want {
			t.Errorf("%s: %q %v, want %q", tc.name, rec.Pages[0].Text, err, tc.want)
		}
		if got, want := told(rec), map[bool]string{true: "xfa 1\n"}[tc.want == values]; got != want {
			t.Errorf("%s: notices %q, want %q", tc.name, got, want)
		}
	}
}

// TestPartRefused asks that a sink's error ends the reading.
func TestPartRefused(t *testing.T) {
	b := book(1, "/AF [<</UF (a) /EF <</F 6 0 R>>>>]", "", "", stream("", "notes"))
	rec := record.Recorder{Body: func(string, io.Reader) error { return io.ErrShortWrite }}
	if err := Read(strings.NewReader(string(b)), int64(len(b)), &rec); err != io.ErrShortWrite {
		t.Errorf("error %v", err)
	}
}

// A document that is read on from a later page still gives the files that are
// pinned to earlier ones.
func TestPinnedBefore(t *testing.T) {
	b := book(3, "", "/Annots [10 0 R]", "", "<</Subtype /FileAttachment /FS 11 0 R>>",
		"<</Type /Filespec /F (a) /EF <</F 12 0 R>>>>", stream("", "a note"))
	for _, from := range []int{0, 2, 3} {
		var rec record.Recorder
		if err := ReadWith(bytes.NewReader(b), int64(len(b)), Options{From: from}, &rec); err != nil {
			t.Fatal(err)
		}
		if len(rec.Parts) != 1 || len(rec.Pages) != 3-max(0, from-1) {
			t.Errorf("from page %d: %d pages, %d files", from, len(rec.Pages), len(rec.Parts))
		}
	}
}
