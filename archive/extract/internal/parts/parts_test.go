package parts

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"readingroom/archive"
)

// fileOf makes an office file of names and contents in turn.
func fileOf(t *testing.T, parts ...string) *File {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// told writes down what a Walker is told.
type told struct {
	s    strings.Builder
	stop error
}

func (w *told) Begin(e xml.StartElement) { w.s.WriteString("<" + e.Name.Local + Attr(e, "n") + ">") }
func (w *told) End(name string)          { w.s.WriteString("</" + name + ">") }
func (w *told) Text(s string)            { w.s.WriteString(s) }
func (w *told) Err() error               { return w.stop }

func TestWalk(t *testing.T) {
	stop := errors.New("stop")
	for _, tc := range []struct {
		name, part string
		stop       error
		limit      int64
		want, err  string
	}{
		{"whole", `<x:a x:n="1">b<c/></x:a>`, nil, MaxSize, "<a1>b<c></c></a>", ""},
		{"cut short", `<a>b<c>`, nil, MaxSize, "<a>b<c>", "content.xml: it is cut short"},
		{"too large", `<a>bcdef</a>`, nil, 5, "<a>bc", "content.xml: it is larger than is read"},
		{"document type", `<!DOCTYPE a><a/>`, nil, MaxSize, "", "content.xml: it has a document type declaration, which no office program writes"},
		{"too deep", strings.Repeat("<a>", 501), nil, MaxSize, strings.Repeat("<a>", 500), "content.xml: more than 500 elements lie in each other"},
		{"stopped", `<a>b</a>`, stop, MaxSize, "<a>", "stop"},
	} {
		f := fileOf(t, "CONTENT.xml", tc.part)
		f.Limit = tc.limit
		w := &told{stop: tc.stop}
		err := f.Walk("content.xml", w)
		if got := w.s.String(); got != tc.want || (err == nil) != (tc.err == "") || err != nil && err.Error() != tc.err {
			t.Errorf("%s: %s, %v; want %s, %s", tc.name, got, err, tc.want, tc.err)
		}
	}
	if err := fileOf(t).Walk("content.xml", &told{}); err == nil || err.Error() != "content.xml is missing" {
		t.Errorf("no part: %v", err)
	}
}

func TestSealed(t *testing.T) {
	const manifest = "META-INF/manifest.xml"
	if !fileOf(t, manifest, "<m><e><manifest:encryption-data/></e></m>").Sealed() {
		t.Error("an encrypted file is open")
	}
	if fileOf(t, manifest, "<m><e/></m>").Sealed() || fileOf(t).Sealed() {
		t.Error("an open file is encrypted")
	}
}

func TestAbout(t *testing.T) {
	f := fileOf(t, "meta.xml", "<m><dc:title>Weekly\n report</dc:title><meta:initial-creator>J. Doe</meta:initial-creator><dc:creator>R. Roe</dc:creator><meta:creation-date>2017-03-20T09:00:00</meta:creation-date></m>")
	got := f.About("meta.xml", "none.xml")
	if got.Title != "Weekly report" || got.Author != "J. Doe" || got.Created != "2017-03-20" {
		t.Errorf("%+v", got)
	}
	if got := fileOf(t).About(""); !got.IsZero() {
		t.Errorf("nothing said: %+v", archive.About(got))
	}
}

func TestRelations(t *testing.T) {
	f := fileOf(t, "word/_rels/document.xml.rels", `<Relationships><Relationship Id="1" Type="http://x/notes" Target="../notes.xml"/><Relationship Id="2" Type="http://x/notes" Target="/a/b.xml"/><Relationship Id="3" Type="http://x/link" Target="http://y" TargetMode="External"/></Relationships>`)
	rels := f.Relations("word/document.xml")
	if len(rels) != 3 || Related(rels, "notes") != "notes.xml" || rels[1].Target != "a/b.xml" || Related(rels, "link") != "" {
		t.Errorf("%+v", rels)
	}
}
