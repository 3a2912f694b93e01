package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"readingroom/archive"
)

// zipOf makes a zip of names and bodies, in turn.
func zipOf(t testing.TB, entries ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		h := &zip.FileHeader{Name: entries[i], Method: zip.Deflate}
		if strings.HasPrefix(entries[i], "link") {
			h.SetMode(fs.ModeSymlink | 0o777)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, entries[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func workbook(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := errors.Join(f.SetSheetRow("Sheet1", "A1", &[]any{"Name", "Count"}), f.SetSheetRow("Sheet1", "A2", &[]any{"Ohio", 7})); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// letterOf is a PDF of one empty page, with these Kids, this subsection of the
// cross-reference table and these entries in the trailer ("XREF": its offset).
func letterOf(kids, subsection, trailer string) string {
	s := "%PDF-1.4\n"
	var xref string
	for i, o := range []string{"<</Pages 2 0 R>>", "<</Type/Pages/Kids[" + kids + "]/Count 1>>", "<</Type/Page>>"} {
		xref += fmt.Sprintf("%010d 00000 n \n", len(s))
		s += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	trailer = strings.ReplaceAll(trailer, "XREF", fmt.Sprint(len(s)))
	return fmt.Sprintf("%sxref\n%s\n0000000000 65535 f \n%strailer\n<</Root 1 0 R/Size 4%s>>\nstartxref\n%d\n%%%%EOF\n", s, subsection, xref, trailer, len(s))
}

// letter is a PDF of one empty page.
var letter = letterOf("3 0 R", "0 4", "")

func TestSniff(t *testing.T) {
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 1000)
	head := "Received: from mx\nFrom: a@b.c\nSubject: x\n\nbody"
	table := "year,type,count\n2014,a,1\n2015,b,2\n2016,c,3\n"
	for _, tc := range []struct {
		name, file, want string
		kind             archive.Kind
	}{
		{"", "", "application/x-empty", archive.KindOther},
		{"a.txt", letter, "application/pdf", archive.KindPDF},
		{"a.txt", "junk\n" + letter, "application/pdf", archive.KindPDF},
		{"a.pdf", "no PDF, whatever the name says", "text/plain", archive.KindText},
		{"a.xlsx", "no workbook either", "text/plain", archive.KindText},
		{"a.doc", ole, "application/x-ole-storage", archive.KindOther},
		{"a", "\x09\x08\x10\x00\x00\x06\x05\x00" + strings.Repeat("\x00", 600), xlsType, archive.KindSpreadsheet}, // no compound file around it
		{"a", "\x09\x04\x06\x00\x00\x00\x10\x00", xlsType, archive.KindSpreadsheet},
		{"a.txt", "\t\x00\x04\x00\x02\x00\x07\x00", unknownType, archive.KindOther},
		{"a", "!BDN" + strings.Repeat("\x00", 600), "application/vnd.ms-outlook-pst", archive.KindArchive},
		{"winmail.dat", "\x78\x9f\x3e\x22\x01\x00", "application/vnd.ms-tnef", archive.KindArchive},
		{"a.wpd", "\xffWPC\x01", "application/vnd.wordperfect", archive.KindText},
		{"a.bin", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 100), "image/png", archive.KindImage},
		{"a.bin", "\x00\x01\x02\x03\x04\x05\x06\x07\x08", "application/octet-stream", archive.KindOther},
		{"a.gz", "\x1f\x8b\x08\x00\x00\x00", "application/gzip", archive.KindArchive},
		{"a.zip", string(zipOf(t, "a.txt", "a")), "application/zip", archive.KindArchive},
		{"a.zip", string(workbook(t)), xlsxType, archive.KindSpreadsheet},
		{"a.zip", string(zipOf(t, "[Content_Types].xml", "<x/>", "word/document.xml", "<x/>")), docxType, archive.KindText},
		{"a.zip", string(zipOf(t, "[Content_Types].xml", "<x/>", "xl/workbook.bin", "x")), xlsbType, archive.KindSpreadsheet},
		{"a.zip", string(zipOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>")), "application/vnd.oasis.opendocument.spreadsheet", archive.KindSpreadsheet},
		{"a.txt", head, "message/rfc822", archive.KindEmail},
		{"a.txt", strings.ReplaceAll(head, "\n", "\r\n"), "message/rfc822", archive.KindEmail},
		{"a.txt", "From a@b.c Tue Jan 20 13:59:00 2015\n" + head, "message/rfc822", archive.KindEmail},
		{"a.txt", "From a@b.c Tue Jan 20 13:59:00 2015\n" + head + "\n\nFrom q@r.s Tue Jan 20 14:59:00 2015\n" + head, "application/mbox", archive.KindArchive},
		{"a.txt", "Content-Type: multipart/mixed;\n boundary=x\n\n--x\n\nb\n--x--", "message/rfc822", archive.KindEmail},
		{"a.txt", "From: A\nSent: Monday, July 20, 2009 1:00 PM\nTo: B\nSubject: x\n\nprinted, not sent", "text/plain", archive.KindText},
		{"a.txt", "Note: this is\nno mail\n\nat all", "text/plain", archive.KindText},
		{"a.txt", table, "text/csv", archive.KindSpreadsheet},
		{"a.csv", strings.ReplaceAll(table, ",", "\t"), "text/tab-separated-values", archive.KindSpreadsheet},
		{"a.csv", "name\nOhio\nIowa\n", "text/csv", archive.KindSpreadsheet},
		{"a.txt", "name\nOhio\nIowa\n", "text/plain", archive.KindText},
		{"a.tsv", "name\nOhio\nIowa\n", "text/tab-separated-values", archive.KindSpreadsheet},
		{"a.csv", "caf\xe9,1\n", "text/csv", archive.KindSpreadsheet},
		{"a.eml", "Subject: nothing else\n\nbody", "message/rfc822", archive.KindEmail},
		{"a.csv", head, "message/rfc822", archive.KindEmail},
		{"a.txt", "Dear Sir, we write, as you know,\nabout records, many of them.\nPlease answer, if you can, soon.\n", "text/plain", archive.KindText},
		{"a.txt", "<!DOCTYPE html><html><body>x</body></html>", "text/html", archive.KindText},
		{"a.txt", "{\\rtf1 hello}", "text/rtf", archive.KindText},
		{"a.txt", "h\x00i\x00 \x00y\x00o\x00u\x00", "text/plain", archive.KindText},
	} {
		got, kind := Sniff(nil, strings.NewReader(tc.file), int64(len(tc.file)), tc.name)
		if got != tc.want || kind != tc.kind {
			t.Errorf("%s %.30q: %s %s, want %s %s", tc.name, tc.file, got, kind, tc.want, tc.kind)
		}
	}
}

// hostile are documents that are bad in every way, and what is said of them.
func hostile(t testing.TB) []struct{ name, file, reason, notice string } {
	var flat, deep strings.Builder
	flat.WriteString("From: a@b.c\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\n\n", 100_000))
	deep.WriteString("From: a@b.c\nMIME-Version: 1.0\n")
	for i := range 3000 {
		fmt.Fprintf(&deep, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	x := workbook(t)
	lying := bytes.Clone(x)
	i := bytes.LastIndex(lying, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(lying[i+24:], 0xfffffff0)
	return []struct{ name, file, reason, notice string }{
		{"empty.pdf", "", "The file is empty.", ""},
		{"empty.xlsx", "", "The file is empty.", ""},
		{"wrong.pdf", "this is text", "", ""},
		{"cut.pdf", letter[:100], "The PDF is cut short or damaged: its end is missing.", ""},
		{"size.pdf", letterOf("3 0 R", "4000000000 4", ""), "", "is damaged; the pages were found by reading it through"},
		{"size-alone.pdf", "%PDF-1.4\n" + strings.Repeat("%\n", 40) + "xref\n4000000000 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R>>\nstartxref\n89\n%%EOF\n", "The PDF is damaged: its cross-reference table claims more objects than a PDF can have.", ""},
		{"prev.pdf", letterOf("3 0 R", "0 4", "/Prev XREF"), "", "is damaged; the pages were found by reading it through"},
		{"kids.pdf", letterOf("2 0 R", "0 4", ""), "The PDF is damaged: its pages cannot be found: the page tree is too deep, too large or leads in a circle.", ""},
		{"cut.xlsx", string(x[:len(x)/2]), "The workbook is damaged: the directory at its end is missing or damaged, as where a file was cut short.", ""},
		{"lying.xlsx", string(lying), "The workbook is damaged: a part claims to unpack to ", ""},
		{"bomb.xlsx", string(bombWorkbook(t)), "The workbook is damaged: ", ""},
		{"bomb.zip", string(zipOf(t, append([]string{"a", "a"}, slices.Repeat([]string{"z", strings.Repeat("\x00", 16<<20)}, 17)...)...)), "", "The zip unpacks to more than 200 times its size"},
		{"odd.zip", string(zipOf(t, "../../etc/passwd", "a", "/abs", "b", "link", "/etc/passwd")), "", `"link" in the zip is a link`},
		{"cut.zip", "PK\x03\x04 and no more", "The zip file cannot be read: ", ""},
		{"flat.eml", flat.String(), "", "The mail has more than 5000 parts; the others were left out."},
		{"deep.eml", deep.String(), "", "The mail nests its parts more than 50 deep; what lies deeper was not taken apart."},
		{"head.eml", "From: a@b.c\nMessage-ID: <1@b.c>\nSubject: x\nTo: " + strings.Repeat("a@b.c,\n ", 1_500_000) + "d@e.f\n\nhi\n", "", "The head of this mail is longer than 1 MiB; the rest of it was left out."},
		{"fields.eml", "Subject: x\n" + strings.Repeat("X-A: b\n c\n", 60_000) + "\nhi\n", "", ""},
		{"false64.eml", "Subject: x\nFrom: a@b.c\nDate: Tue, 5 Jan 2010 20:01:00 -0500\nContent-Transfer-Encoding: base64\n\nThis is no base64, but plain words.\n", "", "The encoding of a part of this mail is damaged"},
		{"ragged.csv", "name,city\nRen\xe9e,Chicago\nA\nB,C,D\n", "", "2 rows have more or fewer cells"},
		{"cr.csv", "a,b\r1,2\r3,4", "", ""},
		{"quote.csv", "a,b\n1,\"2\n3,4\n", "", "A quotation mark in this file is never closed"},
		{"a.png", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 100), "The picture is damaged: ", ""},
		{"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), "Not read yet: OLE compound files (application/x-ole-storage).", ""},
		{"a.bin", "\x00\x01\x02\x03", "Not read yet: its type cannot be told from its bytes (application/octet-stream).", ""},
	}
}

// bombWorkbook is a workbook with a part that unpacks to 16 MiB.
func bombWorkbook(t testing.TB) []byte {
	return zipOf(t, "[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook>"+strings.Repeat(" ", 16<<20)+"</workbook>")
}

func TestHostile(t *testing.T) {
	b := sandbox(t)
	for _, tc := range hostile(t) {
		t.Run(tc.name, func(t *testing.T) {
			check := func(where string, out Outcome, err error, rec *Recorder) {
				t.Helper()
				if err != nil {
					t.Fatalf("%s: %v", where, err)
				}
				if !strings.HasPrefix(out.Reason, tc.reason) || tc.reason == "" && out.Reason != "" {
					t.Errorf("%s: Reason %q, want %q", where, out.Reason, tc.reason)
				}
				notices := fmt.Sprint(rec.Notices)
				if !strings.Contains(notices, tc.notice) || tc.notice == "" && len(rec.Notices) > 0 {
					t.Errorf("%s: notices %s, want %q", where, notices, tc.notice)
				}
			}
			var here, there Recorder
			out, err := Document(t.Context(), strings.NewReader(tc.file), int64(len(tc.file)), tc.name, &here)
			check("here", out, err, &here)
			out2, err := b.Extract(t.Context(), fileOf(t, tc.name, []byte(tc.file)), tc.name, &there)
			check("in a child", out2, err, &there)
			if out != out2 {
				t.Errorf("%+v here, %+v in a child", out, out2)
			}
		})
	}
}

func TestDocumentErrors(t *testing.T) {
	stop := errors.New("the disk is full")
	for _, file := range []string{"text", letter, "a,b\n1,2\n3,4\n", string(zipOf(t, "a", "a")), "From: a\nReceived: b\nSubject: c\n\nd"} {
		s := sinkOf(stop)
		if _, err := Document(t.Context(), strings.NewReader(file), int64(len(file)), "a.csv", s); !errors.Is(err, stop) {
			t.Errorf("%.10q: error = %v", file, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Document(ctx, strings.NewReader("x"), 1, "a", &Recorder{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v", err)
	}
}

// sinkOf returns a sink whose every method fails.
func sinkOf(err error) archive.Sink { return fullSink{err} }

type fullSink struct{ err error }

func (s fullSink) About(archive.About) error    { return s.err }
func (s fullSink) Mail(archive.Mail) error      { return s.err }
func (s fullSink) Page(archive.Page) error      { return s.err }
func (s fullSink) Table(archive.Table) error    { return s.err }
func (s fullSink) Row(archive.Row) error        { return s.err }
func (s fullSink) Part(string, io.Reader) error { return s.err }
func (s fullSink) Notice(archive.Notice) error  { return s.err }

func TestOutlookFiles(t *testing.T) {
	for _, tc := range []struct{ name, file, want string }{
		{"a.rtf", `{\rtf1\ansi Dear\par Ren\'e9e}`, "Dear\nRenée"},
		{"winmail.dat", "\x78\x9f\x3e\x22\x01\x00\x01\x0c\x80\x02\x00\x04\x00\x00\x00Dear\x7c\x01", "Dear"},
	} {
		var rec Recorder
		out, err := Document(t.Context(), strings.NewReader(tc.file), int64(len(tc.file)), tc.name, &rec)
		if err != nil || out.Reason != "" || len(rec.Pages) != 1 || rec.Pages[0].Text != tc.want {
			t.Errorf("%s: %+v %v, %+v", tc.name, out, err, rec.Pages)
		}
	}
}

func TestClip(t *testing.T) {
	long := strings.Repeat("é", maxText)
	var rec Recorder
	g := &guarded{ctx: t.Context(), sink: &rec}
	if err := errors.Join(g.Page(archive.Page{Number: 3, Text: "x" + long}), g.Table(archive.Table{}), g.Row(archive.Row{Cells: []string{"a\xff", long, long, "b"}})); err != nil {
		t.Fatal(err)
	}
	if p := rec.Pages[0]; len(p.Text) > maxText || !strings.HasSuffix(p.Text, "é") || p.Words == nil || len(rec.Notices) != 1 {
		t.Errorf("%d bytes, %+v", len(p.Text), rec.Notices)
	}
	tab := rec.Tables[0]
	if c := tab.Rows[0].Cells; len(c) != 2 || tab.Header == nil || tab.HeaderRows == nil {
		t.Errorf("%d cells", len(c))
	}
}

func TestSentence(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"the file is empty", "The file is empty."},
		{"ends\nhere.", "Ends here."},
		{"\xff", "\uFFFD."},
		{strings.Repeat("x", 400), "X" + strings.Repeat("x", 299) + "….\x00"},
	} {
		if got := sentence(errors.New(tc.in)); got != strings.TrimSuffix(tc.want, "\x00") {
			t.Errorf("sentence(%.20q) = %q", tc.in, got)
		}
	}
}

func TestReport(t *testing.T) {
	inner := zipOf(t, "log.csv", "Name,Count\nOhio,7\nIowa,8\n", "book.xlsx", string(workbook(t)))
	mail := "From: a@b.c\nReceived: x\nSubject: Records\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nSee file.\n--q\nContent-Disposition: attachment; filename=all.zip\nContent-Type: application/zip\nContent-Transfer-Encoding: binary\n\n" + string(inner) + "\n--q--\n"
	rep, err := sandbox(t).Report(t.Context(), fileOf(t, "m.eml", []byte(mail)), "m.eml")
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(rep)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(strings.ReplaceAll(string(b), `"mail":null`, ""), "null") {
		t.Errorf("an array is null: %s", b)
	}
	if rep.MediaType != "message/rfc822" || rep.Mail.Subject != "Records" || len(rep.Parts) != 1 || rep.Digest != archive.DigestOf([]byte(mail)) {
		t.Fatalf("%s", b)
	}
	pack := rep.Parts[0]
	if pack.Name != "all.zip" || pack.Digest != archive.DigestOf(inner) || len(pack.Parts) != 2 {
		t.Fatalf("%s", b)
	}
	if r := pack.Parts[0].Tables[0].Rows; len(r) != 2 || r[1].Locator != "r3" {
		t.Errorf("rows %+v", r)
	}
	if r := pack.Parts[1].Tables[0].Rows; len(r) != 1 || r[0].Locator != "Sheet1!2" {
		t.Errorf("rows %+v", r)
	}
}

// TestReportDepth stops at documents that lie too deep.
func TestReportDepth(t *testing.T) {
	b := []byte("at last")
	for range 12 {
		b = zipOf(t, "in.zip", string(b))
	}
	rep, err := sandbox(t).Report(t.Context(), fileOf(t, "a.zip", b), "a.zip")
	if err != nil {
		t.Fatal(err)
	}
	depth, last := 0, rep
	for len(last.Parts) > 0 {
		last = last.Parts[0].Report
		depth++
	}
	if depth != maxReportDepth+1 || last.Reason != "It lies too deep in other documents and was not read." {
		t.Errorf("depth %d: %+v", depth, last.Reason)
	}
}

func FuzzSniff(f *testing.F) {
	f.Add([]byte(letter), "a.pdf")
	f.Add([]byte("From a\nReceived: x\n y\n\n"), "a.eml")
	f.Add([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600)), "")
	f.Fuzz(func(t *testing.T, b []byte, name string) {
		if mediaType, kind := Sniff(nil, bytes.NewReader(b), int64(len(b)), name); mediaType == "" || kind == "" {
			t.Error("no type")
		}
	})
}

func FuzzFrames(f *testing.F) {
	var b bytes.Buffer
	w := newFrameWriter(&b)
	_ = errors.Join(w.hello(), w.sniffed(Outcome{MediaType: "text/plain"}), w.About(archive.About{Title: "t"}), w.Mail(archive.Mail{From: "a"}),
		w.Page(archive.Page{Number: 1}), w.Table(archive.Table{Number: 1}), w.Row(archive.Row{Number: 2}), w.Part("p", strings.NewReader("body")),
		w.Notice(archive.Notice{Code: "c"}), w.outcome(Outcome{MediaType: "text/plain"}))
	f.Add(b.Bytes())
	f.Add(b.Bytes()[:b.Len()-5])
	f.Add([]byte("v\x00\x00\x00\x01x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p := player{frames: newFrameReader(bytes.NewReader(b), 1<<20), sink: &Recorder{}}
		if out, err := p.play(); err == nil && out.MediaType == "" {
			t.Error("no error and no type")
		}
	})
}

// TestFrames plays back what was written.
func TestFrames(t *testing.T) {
	var b bytes.Buffer
	w := newFrameWriter(&b)
	broken := io.MultiReader(strings.NewReader("half"), &failingReader{errors.New("checksum")})
	err := errors.Join(w.hello(), w.Page(archive.Page{Number: 1, Text: "<a> \xff"}), w.Table(archive.Table{Number: 1, Header: []string{"a"}}),
		w.Row(archive.Row{Number: 2, Cells: []string{"1"}}), w.Part("name\xff", strings.NewReader(strings.Repeat("x", 200_000))))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Part("broken", broken); err == nil {
		t.Error("a part that breaks gives no error")
	}
	if err := errors.Join(w.Part("empty", strings.NewReader("")), w.outcome(Outcome{MediaType: "x/y", Reason: "R."})); err != nil {
		t.Fatal(err)
	}
	var rec Recorder
	p := player{frames: newFrameReader(&b, 1<<20), sink: &rec}
	out, err := p.play()
	if err != nil || out.Reason != "R." {
		t.Fatalf("%+v %v", out, err)
	}
	if len(rec.Pages) != 1 || rec.Pages[0].Text != "<a> \uFFFD" || len(rec.Tables[0].Rows) != 1 {
		t.Errorf("%+v", rec)
	}
	if len(rec.Parts) != 2 || rec.Parts[0].Name != "name\xff" || rec.Parts[0].Size != 200_000 || rec.Parts[1].Name != "empty" {
		t.Errorf("parts %+v", rec.Parts)
	}
}

type failingReader struct{ err error }

func (f *failingReader) Read([]byte) (int, error) { return 0, f.err }
