package parts

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// reading tells a walker what encoding/xml reads.
func reading(doc string, w Walker) error {
	d := xml.NewDecoder(strings.NewReader(doc))
	for {
		tok, err := d.RawToken()
		if err != nil {
			if err == io.EOF {
				return nil
			}
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			w.Begin(t)
		case xml.EndElement:
			w.End(t.Name.Local)
		case xml.CharData:
			w.Text(string(t))
		case xml.Directive:
			return errDoctype
		}
	}
}

func scanned(doc string, w Walker) error {
	s, err := newScanner(strings.NewReader(doc))
	if err != nil {
		return err
	}
	if err = s.scan(w, func(int) error { return nil }); err == io.EOF {
		return nil
	}
	return err
}

func TestScan(t *testing.T) {
	long := strings.Repeat("é", 70_000)
	for _, tc := range []struct{ doc, want string }{
		{`<a n='"1>2"'>&lt;b&gt; &#233;&#x41;</a>`, `<a"1>2"><b> éA</a>`},
		{"<a>1\r\n2\r3<!-- > -- -->4<![CDATA[<5>]]]>6</a>", "<a>1\n2\n34<5>]6</a>"},
		{`<?xml version="1.0"?><a ><b n="&quot;&amp;" /></a >`, `<a><b"&></b></a>`},
		{"<a>" + long + "</a>", "<a>" + long + "</a>"},
		{"<a>" + strings.Repeat("x", 64<<10-6) + "&amp;&#38;</a>", "<a>" + strings.Repeat("x", 64<<10-6) + "&&</a>"},
		{"\xef\xbb\xbf<a/>", "<a></a>"},
		{"<?xml version='1.0' encoding='windows-1252'?><a>\x93x\x94</a>", "<a>“x”</a>"},
		{"\xff\xfe<\x00a\x00>\x00\xac\x20<\x00/\x00a\x00>\x00", "<a>€</a>"},
	} {
		w := &told{}
		if err := scanned(tc.doc, w); err != nil || w.s.String() != tc.want {
			t.Errorf("%.60q: %.80q, %v; want %.80q", tc.doc, w.s.String(), err, tc.want)
		}
	}
	for _, tc := range []struct {
		doc  string
		want error
	}{
		{"<a>&b;</a>", errEntity},
		{`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, errDoctype},
		{"<a b></a>", errSyntax},
		{"<a b=c></a>", errSyntax},
		{"<>", errSyntax},
		{"<a", io.ErrUnexpectedEOF},
		{"<!-- ", io.ErrUnexpectedEOF},
		{"<a n='" + strings.Repeat("x", maxTag), errSyntax},
	} {
		if err := scanned(tc.doc, &told{}); !errors.Is(err, tc.want) {
			t.Errorf("%.60q: %v, want %v", tc.doc, err, tc.want)
		}
	}
}

// FuzzScan compares the scanner with encoding/xml: what that reads without an
// error the scanner reads too, and the same.
func FuzzScan(f *testing.F) {
	for _, doc := range []string{
		`<a n="1">b<c/></a>`, "<a>&amp;&#65;\r\n</a>", "<a><![CDATA[x]]>y<!-- z --></a>", `<x:a y:n='2'/>`, "<?xml version=\"1.0\"?><a>é</a>",
	} {
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		want, got := &told{}, &told{}
		err := scanned(doc, got)
		if reading(doc, want) != nil || strings.HasPrefix(doc, "\xef\xbb\xbf") || strings.ContainsRune(doc, '\uFFFD') {
			return
		}
		if err != nil || got.s.String() != want.s.String() {
			t.Errorf("%q: %q, %v; encoding/xml reads %q", doc, got.s.String(), err, want.s.String())
		}
	})
}

func BenchmarkWalk(b *testing.B) {
	doc := "<sheetData>" + strings.Repeat(`<row r="12" spans="1:2"><c r="A12" s="3" t="s"><v>123</v></c><c r="B12"><v>41641.5</v></c></row>`, 10_000) + "</sheetData>"
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if err := scanned(doc, nothing{}); err != nil {
			b.Fatal(err)
		}
	}
}

type nothing struct{}

func (nothing) Begin(xml.StartElement) {}
func (nothing) End(string)             {}
func (nothing) Text(string)            {}
func (nothing) Err() error             { return nil }
