package office

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
)

// zipOf makes a zip of names and contents in turn.
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// show prints what was found: pages, tables, notices.
func show(rec *record.Recorder) string {
	var b strings.Builder
	for _, p := range rec.Pages {
		fmt.Fprintf(&b, "page %d: %s\n", p.Number, strings.ReplaceAll(p.Text, "\n", "|"))
	}
	for _, table := range rec.Tables {
		fmt.Fprintf(&b, "%s: %s\n", archive.RowLocator(table.Table, 0), strings.Join(table.Header, ", "))
		for _, r := range table.Rows {
			fmt.Fprintf(&b, "%s: %s\n", archive.RowLocator(table.Table, r.Number), strings.Join(r.Cells, ", "))
		}
	}
	for _, n := range rec.Notices {
		fmt.Fprintf(&b, "[%s] %s\n", n.Code, n.Text)
	}
	for _, p := range rec.Parts {
		fmt.Fprintf(&b, "part %s\n", p.Name)
	}
	return b.String()
}

const (
	topRels = `<Relationships><Relationship Id="1" Type="http://x/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="2" Type="http://x/core-properties" Target="docProps/core.xml"/></Relationships>`
	core = `<cp:coreProperties><dc:title>Weekly report</dc:title><dc:creator>J. Doe</dc:creator><dcterms:created>2017-03-20T09:00:00Z</dcterms:created></cp:coreProperties>`
	rels = `<Relationships><Relationship Id="1" Type="http://x/footnotes" Target="footnotes.xml"/><Relationship Id="2" Type="http://x/comments" Target="comments.xml"/>` +
		`<Relationship Id="3" Type="http://x/footer" Target="footer1.xml"/><Relationship Id="4" Type="http://x/package" Target="embeddings/book.xlsx"/></Relationships>`
)

func docx(t testing.TB, body string) []byte {
	return zipOf(
		t, "_rels/.rels", topRels, "docProps/core.xml", core, "word/_rels/document.xml.rels", rels,
		"word/document.xml", `<?xml version="1.0"?><w:document><w:body>`+body+`</w:body></w:document>`,
		"word/footnotes.xml", `<w:footnotes><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>As of May.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
		"word/comments.xml", `<w:comments><w:comment w:id="7" w:author="A. Lawyer" w:date="2017-04-02T10:00:00Z"><w:p><w:r><w:t>Can we say this?</w:t></w:r></w:p></w:comment></w:comments>`,
		"word/footer1.xml", `<w:ftr><w:p><w:r><w:t>Law Enforcement Sensitive</w:t></w:r></w:p></w:ftr>`,
		"word/embeddings/book.xlsx", "PK...",
	)
}

func p(runs ...string) string { return "<w:p>" + strings.Join(runs, "") + "</w:p>" }
func r(text string) string    { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }
func tc(props, text string) string {
	return "<w:tc><w:tcPr>" + props + "</w:tcPr>" + p(r(text)) + "</w:tc>"
}

func TestReadWord(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"paragraphs", p(r("Dear "), r("Requester")) + p(r("Sincerely")), "page 1: Dear Requester|Sincerely"},
		{"tab, line, hyphen", p(r("a"), "<w:r><w:tab/></w:r>", r("b"), "<w:r><w:br/></w:r>", r("c"), "<w:r><w:noBreakHyphen/></w:r>", r("d")), "page 1: a\tb|c-d"},
		{"tab stops are no tabs", p(`<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>`, r("a")), "page 1: a"},
		{"a heading", p(r("one")) + p(`<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>`, r("Section I")) + p(r("two")), "page 1: one||Section I|two"},
		{"page breaks", p(r("one")) + p(`<w:r><w:br w:type="page"/></w:r>`) + p("<w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r>") + p("<w:r><w:lastRenderedPageBreak/></w:r>", r("three")), "page 1: one\npage 2: two\npage 3: three"},
		{
			"deleted and inserted", p(r("We do "), `<w:del w:author="B. Chief"><w:r><w:delText>not </w:delText></w:r><w:r><w:delText>ever</w:delText></w:r></w:del>`, `<w:ins w:author="B. Chief">`, r("always"), "</w:ins>", r(" agree")),
			"page 1: We do [deleted: not ever]always agree\n[tracked-changes] Changes were tracked in this document: one deletion by B. Chief is still in it, marked [deleted: …].",
		},
		{"hidden", p(r("a"), `<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>`, r("b")), "page 1: a[hidden: secret]b\n[hidden-text] The document has hidden text in one place, marked [hidden: …]."},
		{"not hidden", p(`<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>open</w:t></w:r>`), "page 1: open"},
		{
			"a footnote and a comment", p(r("284"), `<w:r><w:footnoteReference w:id="2"/></w:r>`, `<w:r><w:commentReference w:id="7"/></w:r>`),
			"page 1: 284[2]||[2] As of May.|[Comment by A. Lawyer, 2017-04-02] Can we say this?",
		},
		{"a field", p(`<w:r><w:instrText>PAGE</w:instrText></w:r>`, r("3")), "page 1: 3"},
		{"a text box, told twice", p(r("out"), `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>`+p(r("in"))+`</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>`+p(r("in"))+`</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`), "page 1: out|in"},
		{
			"a table", "<w:tbl><w:tr>" + tc("", "County") + tc("", "Declined") + "</w:tr><w:tr>" + tc("", "Polk") + tc("", "7") + "</w:tr></w:tbl>" + p(r("after")),
			"page 1: County\tDeclined|Polk\t7|after\np1:t1: County, Declined\np1:t1:r1: Polk, 7",
		},
		{
			"spans", "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + tc(`<w:vMerge w:val="restart"/>`, "State") + tc(`<w:gridSpan w:val="2"/>`, "Detainers") + "</w:tr>" +
				"<w:tr><w:trPr><w:tblHeader/></w:trPr>" + tc("<w:vMerge/>", "") + tc("", "issued") + tc("", "declined") + "</w:tr>" +
				"<w:tr>" + tc(`<w:vMerge w:val="restart"/>`, "Iowa") + tc("", "4") + tc("", "1") + "</w:tr><w:tr>" + tc("<w:vMerge/>", "") + tc("", "5") + tc("", "2") + "</w:tr></w:tbl>",
			"page 1: State\tDetainers|\tissued\tdeclined|Iowa\t4\t1|\t5\t2\np1:t1: State, Detainers issued, Detainers declined\np1:t1:r1: Iowa, 4, 1\np1:t1:r2: Iowa, 5, 2",
		},
		{
			"a table in a cell", "<w:tbl><w:tr>" + tc("", "a") + "<w:tc>" + p(r("b")) + "<w:tbl><w:tr>" + tc("", "x") + tc("", "y") + "</w:tr></w:tbl>" + p() + "</w:tc></w:tr><w:tr>" + tc("", "c") + tc("", "1") + "</w:tr></w:tbl>",
			"page 1: a\tb x\ty|c\t1\np1:t1: a, b x y\np1:t1:r1: c, 1",
		},
		{"a frame is no table", "<w:tbl><w:tr>" + tc("", "Memo") + "</w:tr></w:tbl>" + p(r("text")), "page 1: Memo|text"},
		{"an empty document", "", "page 1: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := docx(t, c.body)
			var rec record.Recorder
			if err := ReadWord(bytes.NewReader(b), int64(len(b)), &rec); err != nil {
				t.Fatal(err)
			}
			got := strings.TrimSuffix(show(&rec), "part book.xlsx\n")
			got = strings.Replace(strings.Replace(got, "Law Enforcement Sensitive|", "", 1), "||Law Enforcement Sensitive", "", 1)
			got = strings.TrimSuffix(strings.Replace(got, "Law Enforcement Sensitive", "", 1), "\n")
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if rec.AboutIt.Title != "Weekly report" || rec.AboutIt.Author != "J. Doe" || rec.AboutIt.Created != "2017-03-20T09:00:00Z" || len(rec.Parts) != 1 {
				t.Errorf("%+v, parts %v", rec.AboutIt, rec.Parts)
			}
		})
	}
}

func TestRunningMatter(t *testing.T) {
	b := docx(t, p(r("text")))
	var rec record.Recorder
	if err := ReadWord(bytes.NewReader(b), int64(len(b)), &rec); err != nil {
		t.Fatal(err)
	}
	if rec.Pages[0].Text != "text\n\nLaw Enforcement Sensitive" {
		t.Errorf("%q", rec.Pages[0].Text)
	}
}

func TestReadSlides(t *testing.T) {
	b := zipOf(
		t, "ppt/presentation.xml", `<p:presentation><p:sldIdLst><p:sldId id="256" r:id="r2"/><p:sldId id="257" r:id="r1"/></p:sldIdLst></p:presentation>`,
		"ppt/_rels/presentation.xml.rels", `<Relationships><Relationship Id="r1" Type="x/slide" Target="slides/slide1.xml"/><Relationship Id="r2" Type="x/slide" Target="slides/slide2.xml"/></Relationships>`,
		"ppt/slides/slide1.xml", `<p:sld><a:tbl><a:tr><a:tc gridSpan="2"><a:txBody><a:p><a:r><a:t>Counts</a:t></a:r></a:p></a:txBody></a:tc><a:tc hMerge="1"/></a:tr><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Polk</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>7</a:t></a:r></a:p></a:txBody></a:tc></a:tr><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Story</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>2</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:sld>`,
		"ppt/slides/slide2.xml", `<p:sld><p:txBody><a:p><a:r><a:t>Detainers</a:t></a:r></a:p></p:txBody><p:txBody><a:p><a:r><a:t>First </a:t></a:r><a:r><a:t>week</a:t></a:r></a:p></p:txBody></p:sld>`,
		"ppt/slides/_rels/slide2.xml.rels", `<Relationships><Relationship Id="n" Type="x/notesSlide" Target="../notesSlides/notesSlide1.xml"/></Relationships>`,
		"ppt/notesSlides/notesSlide1.xml", `<p:notes><a:p><a:r><a:t>Do not say this.</a:t></a:r></a:p><a:p><a:fld><a:t>1</a:t></a:fld></a:p></p:notes>`,
	)
	var rec record.Recorder
	if err := ReadSlides(bytes.NewReader(b), int64(len(b)), &rec); err != nil {
		t.Fatal(err)
	}
	want := "page 1: Detainers||First week||[Speaker's notes] Do not say this.\npage 2: Counts|Polk\t7|Story\t2\np2:t1: column A, column B\np2:t1:r1: Counts, \np2:t1:r2: Polk, 7\np2:t1:r3: Story, 2\n"
	if got := show(&rec); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestReadOpenDocument(t *testing.T) {
	b := zipOf(
		t, "content.xml", `<office:document-content><office:body><office:text><text:tracked-changes><text:changed-region text:id="ct1"><text:deletion><office:change-info><dc:creator>B. Chief</dc:creator><dc:date>2017-04-01</dc:date></office:change-info><text:p>not</text:p></text:deletion></text:changed-region></text:tracked-changes>`+
			`<text:h>Report</text:h><text:p>We do <text:change text:change-id="ct1"/><text:s text:c="2"/>agree<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>As of May.</text:p></text:note-body></text:note>`+
			`<office:annotation><dc:creator>A. Lawyer</dc:creator><dc:date>2017-04-02T10:00:00</dc:date><text:p>Sure?</text:p></office:annotation></text:p>
			<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Place</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>Count</text:p></table:table-cell></table:table-row></table:table-header-rows>`+
			`<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Iowa</text:p></table:table-cell><table:table-cell><text:p>Polk</text:p></table:table-cell><table:table-cell><text:p>7</text:p></table:table-cell></table:table-row>`+
			`<table:table-row><table:covered-table-cell/><table:table-cell><text:p>Story</text:p></table:table-cell><table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>`+
			`<text:p><text:soft-page-break/>Next</text:p></office:text></office:body></office:document-content>`,
		"styles.xml", `<office:document-styles><office:master-styles><style:master-page><style:footer><text:p>Sensitive</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`,
		"meta.xml", `<office:document-meta><office:meta><dc:title>Weekly report</dc:title><meta:creation-date>2017-03-20T09:00:00</meta:creation-date></office:meta></office:document-meta>`,
	)
	var rec record.Recorder
	if err := ReadOpenDocument(bytes.NewReader(b), int64(len(b)), &rec); err != nil {
		t.Fatal(err)
	}
	want := "page 1: Report|We do [deleted: not]  agree1|Place\tCount|Iowa\tPolk\t7|\tStory\t2||Sensitive|As of May.|[Comment by A. Lawyer, 2017-04-02] Sure?\npage 2: Next\n" +
		"p1:t1: Place, Place, Count\np1:t1:r1: Iowa, Polk, 7\np1:t1:r2: Iowa, Story, 2\n" +
		"[tracked-changes] Changes were tracked in this document: one deletion is still in it, marked [deleted: …].\n"
	if got := show(&rec); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if rec.AboutIt.Created != "2017-03-20" {
		t.Errorf("%+v", rec.AboutIt)
	}
}

func TestHostileOfficeFiles(t *testing.T) {
	deep := strings.Repeat("<w:p>", 100_000)
	for _, c := range []struct {
		name  string
		b     []byte
		wants string
	}{
		{"not a zip", []byte("PK\x03\x04 nothing"), "damaged"},
		{"no document", zipOf(t, "a.txt", "x"), "missing"},
		{"a document type", docx(t, "<!DOCTYPE x>"), "document type"},
		{"an entity", docx(t, "<w:t>&bomb;</w:t>"), "damaged"},
		{"too deep", docx(t, deep), "lie in each other"},
		{"cut short", docx(t, "<w:p>"), "damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var rec record.Recorder
			err := ReadWord(bytes.NewReader(c.b), int64(len(c.b)), &rec)
			if err == nil || !strings.Contains(err.Error(), c.wants) {
				t.Errorf("%v, want it to speak of %q", err, c.wants)
			}
		})
	}
}

func FuzzWord(f *testing.F) {
	f.Add("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
	f.Add(`<w:del><w:p><w:r><w:delText>a</w:delText><w:br w:type="page"/></w:r></w:p></w:del></w:tbl></w:tr>`)
	f.Fuzz(func(t *testing.T, body string) {
		b := docx(t, body)
		var rec record.Recorder
		_ = ReadWord(bytes.NewReader(b), int64(len(b)), &rec)
		for i, p := range rec.Pages {
			if p.Number != i+1 {
				t.Errorf("page %d is numbered %d", i+1, p.Number)
			}
		}
	})
}
