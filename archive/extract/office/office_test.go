package office

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"readingroom/archive"
	"readingroom/archive/extract/internal/record"
)

func pages(t *testing.T, b string) []string {
	t.Helper()
	var rec record.Recorder
	if err := Read(strings.NewReader(b), int64(len(b)), &rec); err != nil {
		t.Fatal(err)
	}
	var out []string
	for i, p := range rec.Pages {
		if p.Number != i+1 {
			t.Errorf("page %d is numbered %d", i+1, p.Number)
		}
		out = append(out, p.Text)
	}
	return out
}

func TestRead(t *testing.T) {
	line := strings.Repeat("x", 99) + "\n"
	for _, tc := range []struct {
		name, file string
		want       []string
	}{
		{"one page", "hello\nthere\n", []string{"hello\nthere"}},
		{"form feeds", "one\n\ftwo\fthree", []string{"one", "two", "three"}},
		{"form feed at the end", "one\f", []string{"one"}},
		{"an empty page in between", "one\f\fthree", []string{"one", "", "three"}},
		{"line ends", "a\r\nb\rc\nd", []string{"a\nb\nc\nd"}},
		{"Latin-1", "d\xe9j\xe0 vu in a caf\xe9", []string{"déjà vu in a café"}},
		{"UTF-16 with a mark", "\xff\xfeh\x00i\x00", []string{"hi"}},
		{"UTF-16 without one", "h\x00e\x00l\x00l\x00o\x00", []string{"hello"}},
		{"UTF-8 with a mark", "\xef\xbb\xbfhi", []string{"hi"}},
		{"nothing but white space", "\n\n", []string{""}},
		{"long", strings.Repeat(line, 200), []string{strings.TrimSuffix(strings.Repeat(line, 164), "\n"), strings.TrimSuffix(strings.Repeat(line, 36), "\n")}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, pages(t, tc.file)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOneLine(t *testing.T) {
	got := pages(t, strings.Repeat("é", 300_000))
	if len(got) != 3 || strings.Join(got, "") != strings.Repeat("é", 300_000) {
		t.Errorf("%d pages", len(got))
	}
}

func TestReadHTML(t *testing.T) {
	var rec record.Recorder
	b := "<html><head><title>Appeal\n 7</title><style>p{}</style></head><body><p>Dear<br>Sir &amp; Madam</p><ul><li>one<li>two</ul></body>"
	if err := ReadHTML(strings.NewReader(b), int64(len(b)), &rec); err != nil {
		t.Fatal(err)
	}
	if rec.AboutIt.Title != "Appeal 7" || len(rec.Pages) != 1 || rec.Pages[0].Text != "Dear\nSir & Madam\n\n- one\n- two" {
		t.Errorf("%+v %+v", rec.AboutIt, rec.Pages)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("one\ftwo\r\nthree"))
	f.Add([]byte("\xff\xfeh\x00i\x00"))
	f.Add([]byte("<p>a<pre>\n b</pre><td>c"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, read := range []func(*record.Recorder) error{
			func(rec *record.Recorder) error { return Read(bytes.NewReader(b), int64(len(b)), rec) },
			func(rec *record.Recorder) error { return ReadHTML(bytes.NewReader(b), int64(len(b)), rec) },
		} {
			var rec record.Recorder
			if err := read(&rec); err != nil {
				t.Fatal(err)
			}
			if len(rec.Pages) == 0 {
				t.Error("no page")
			}
			for _, p := range rec.Pages {
				if !utf8.ValidString(p.Text) {
					t.Errorf("page %d is not UTF-8", p.Number)
				}
			}
		}
	})
}

func TestHTMLTables(t *testing.T) {
	for _, tc := range []struct{ name, file, want string }{
		{
			"a table", "<h1>Log <i>of</i> 2014</h1><table><tr><th>State<th>n</tr><tr><td>Ohio</td><td> 3</td></tr><tr><td>Iowa<td>4</table><p>End",
			"page 1: Log of 2014|State\tn|Ohio\t3|Iowa\t4||End\np1:t1: State, n\np1:t1:r1: Ohio, 3\np1:t1:r2: Iowa, 4\n",
		},
		{
			"spans", "<table><tr><th rowspan=2>State<th colspan=2>FY2014<tr><th>in<th>out<tr><td rowspan=2>Ohio<td>1<td>2<tr><td>3<td>4</table>",
			"page 1: State\tFY2014|\tin\tout|Ohio\t1\t2|\t3\t4\np1:t1: State, FY2014 in, FY2014 out\np1:t1:r1: Ohio, 1, 2\np1:t1:r2: Ohio, 3, 4\n",
		},
		{
			"a table that sets out a page", "<table><tr><td><p>one<p>two</td><td>side</td></tr></table>",
			"page 1: one|two|side\n",
		},
		{"a table in a table", "<table><tr><td>a<td><table><tr><td>b<td>c</table><tr><td>d<td>e</table>", "page 1: a\tb\tc|d\te\np1:t1: a, b c\np1:t1:r1: d, e\n"},
		{"cells without a table", "<td>a<td>b</table></tr>c", "page 1: abc\n"},
		{"preformatted", "<pre>a\n  b</pre>", "page 1: a|  b\n"},
		{"what is not seen", "a<script>b</script><style>c</style><svg><text>d</text></svg>e", "page 1: ae\n"},
	} {
		var rec record.Recorder
		if err := ReadHTML(strings.NewReader(tc.file), int64(len(tc.file)), &rec); err != nil {
			t.Fatal(err)
		}
		if got := show(&rec); got != tc.want {
			t.Errorf("%s: got\n%q\nwant\n%q", tc.name, got, tc.want)
		}
	}
	for _, file := range []string{
		"<table><tr><td colspan=99999999 rowspan=99999999>a<td>b<tr><td>c<td>d</table>",
		"<table><tr>" + strings.Repeat("<td>", 1000) + "a<td>b<tr><td>c<td>d</table>",
	} {
		var rec record.Recorder
		if err := ReadHTML(strings.NewReader(file), int64(len(file)), &rec); err != nil {
			t.Fatal(err)
		}
		if words := strings.Fields(rec.Pages[0].Text); len(words) != 4 {
			t.Errorf("%.60s: words are lost: %v", file, words)
		}
	}
	var rec record.Recorder
	b := "<meta name=author content='J. Doe'><h1>One</h1>a<h2>Two <b>b</b></h2>c<h1></h1>"
	if err := ReadHTML(strings.NewReader(b), int64(len(b)), &rec); err != nil {
		t.Fatal(err)
	}
	want := []archive.Heading{{Title: "One", Level: 1, Page: 1}, {Title: "Two b", Level: 2, Page: 1}}
	if !slices.Equal(rec.AboutIt.Outline, want) || rec.AboutIt.Author != "J. Doe" {
		t.Errorf("%+v", rec.AboutIt)
	}
}

// picture is a PNG of so many pixels a side.
func picture(t *testing.T, side int) string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, side, side))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHeadingsAndPictures(t *testing.T) {
	b := zipOf(t, "_rels/.rels", `<Relationships><Relationship Id="1" Type="x/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="1" Type="x/styles" Target="styles.xml"/></Relationships>`,
		"word/styles.xml", `<w:styles><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="berschrift1"/></w:style></w:styles>`,
		"word/document.xml", `<w:document><w:body><w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Facts</w:t></w:r></w:p><w:p><w:r><w:t>text</w:t><w:br w:type="page"/></w:r></w:p>`+
			`<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>Law</w:t></w:r></w:p><w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Cases</w:t></w:r></w:p></w:body></w:document>`,
		"word/media/image1.png", picture(t, 600), "word/media/logo.png", picture(t, 50), "word/media/image3.emf", "x")
	var rec record.Recorder
	if err := ReadWord(bytes.NewReader(b), int64(len(b)), &rec); err != nil {
		t.Fatal(err)
	}
	want := []archive.Heading{{Title: "Facts", Level: 1, Page: 1}, {Title: "Law", Level: 1, Page: 2}, {Title: "Cases", Level: 2, Page: 2}}
	if !slices.Equal(rec.AboutIt.Outline, want) {
		t.Errorf("%+v", rec.AboutIt.Outline)
	}
	if len(rec.Parts) != 1 || rec.Parts[0].Name != "image1.png" {
		t.Errorf("parts %+v", rec.Parts)
	}
}

func TestHiddenSlide(t *testing.T) {
	b := zipOf(t, "_rels/.rels", `<Relationships><Relationship Id="1" Type="x/officeDocument" Target="ppt/presentation.xml"/></Relationships>`,
		"ppt/presentation.xml", `<p:presentation><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>`,
		"ppt/_rels/presentation.xml.rels", `<Relationships><Relationship Id="rId1" Type="x/slide" Target="slides/slide1.xml"/><Relationship Id="rId2" Type="x/commentAuthors" Target="commentAuthors.xml"/></Relationships>`,
		"ppt/commentAuthors.xml", `<p:cmAuthorLst><p:cmAuthor id="0" name="R. Roe"/></p:cmAuthorLst>`,
		"ppt/slides/slide1.xml", `<p:sld show="0"><a:p><a:r><a:t>Draft</a:t></a:r></a:p></p:sld>`,
		"ppt/slides/_rels/slide1.xml.rels", `<Relationships><Relationship Id="rId1" Type="x/comments" Target="../comments/comment1.xml"/></Relationships>`,
		"ppt/comments/comment1.xml", `<p:cmLst><p:cm authorId="0" dt="2017-04-02T10:00:00"><p:text>not this one</p:text></p:cm></p:cmLst>`)
	var rec record.Recorder
	if err := ReadSlides(bytes.NewReader(b), int64(len(b)), &rec); err != nil {
		t.Fatal(err)
	}
	want := "page 1: Draft||[Hidden slide]|[Comment by R. Roe, 2017-04-02] not this one\n[hidden-slides] One slide is hidden when the presentation is shown; marked [Hidden slide].\n"
	if got := show(&rec); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
