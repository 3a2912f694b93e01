package plain

import (
	"bytes"
	"strings"
	"testing"
	"testing/iotest"
)

func TestDecode(t *testing.T) {
	for _, tc := range []struct{ in, declared, want string }{
		{"plain", "", "plain"},
		{"caf\xc3\xa9", "", "café"},
		{"caf\xe9", "", "café"},
		{"caf\xe9", "iso-8859-1", "café"},
		{"caf\xc3\xa9", "us-ascii", "café"},
		{"caf\xe9", "utf-8", "café"},
		{"caf\xe9", "no such thing", "café"},
		{"\xef\xbb\xbfhi", "", "hi"},
		{"\xfe\xff\x00h\x00i", "", "hi"},
		{"\x00h\x00e\x00l\x00l\x00o", "", "hello"},
		{"\xcf\xd0\xc8\xc2\xc5\xd2", "windows-1251", "ПРИВЕТ"},
		{strings.Repeat("caf\xc3\xa9 ", 20) + "\xe9", "", strings.Repeat("café ", 20) + "\uFFFD"},
		{"a\x1b$B$3$s\x1b(B", "", "aこん"},
		{"", "", ""},
	} {
		if got := Decode([]byte(tc.in), tc.declared); got != tc.want {
			t.Errorf("Decode(%q, %q) = %q, want %q", tc.in, tc.declared, got, tc.want)
		}
	}
}

// TestScanLate finds Latin-1 whose first accent stands far from the beginning.
func TestScanLate(t *testing.T) {
	b := append(bytes.Repeat([]byte("plain text. "), 100_000), "caf\xe9"...)
	c, n, err := Scan(bytes.NewReader(b), int64(len(b)))
	if err != nil || c.Name != "windows-1252" || n.High != 1 {
		t.Errorf("%+v, %+v, %v", c, n, err)
	}
}

// TestUTF8Check cuts characters at every byte.
func TestUTF8Check(t *testing.T) {
	text := strings.Repeat("aé€😀", 10) + "\xff"
	for n := 1; n < 7; n++ {
		var u utf8Check
		for b := []byte(text); len(b) > 0; b = b[min(n, len(b)):] {
			u.add(b[:min(n, len(b))])
		}
		u.end()
		if u.valid != 30 || u.invalid != 1 {
			t.Errorf("pieces of %d: %+v", n, u)
		}
	}
}

func TestReaderPieces(t *testing.T) {
	c, _, err := Scan(strings.NewReader("\xef\xbb\xbfhé"), 6)
	if err != nil {
		t.Fatal(err)
	}
	buf := new(bytes.Buffer)
	if _, err := buf.ReadFrom(c.Reader(iotest.OneByteReader(strings.NewReader("\xef\xbb\xbfhé")))); err != nil || buf.String() != "hé" {
		t.Errorf("%q, %v", buf.String(), err)
	}
}

func TestHTML(t *testing.T) {
	for _, tc := range []struct{ in, title, text string }{
		{"hello", "", "hello"},
		{"<title>T</title><p>a</p><p>b</p>", "T", "a\n\nb"},
		{"a<br>b<br><br>c", "", "a\nb\n\nc"},
		{"<div>a</div><div>b</div>", "", "a\nb"},
		{"<table><tr><td>a<td>b</tr><tr><td>c</td><td>d</td></tr></table>", "", "a\tb\nc\td"},
		{"a <b>bold</b> and <a href=x>a link</a>.", "", "a bold and a link."},
		{"<script>x()</script><style>y</style>z", "", "z"},
		{"<pre>a\n  b</pre>", "", "a\n  b"},
		{"a&nbsp;&amp;&lt;b&gt;", "", "a &<b>"},
		{"<p>never <b>closed", "", "never closed"},
		{"<script>never closed", "", ""},
	} {
		title, text := HTML(tc.in)
		if title != tc.title || text != tc.text {
			t.Errorf("HTML(%q) = %q, %q; want %q, %q", tc.in, title, text, tc.title, tc.text)
		}
	}
}

func TestCodePage(t *testing.T) {
	for _, tc := range []struct {
		page     int
		in, want string
	}{
		{1251, "\xcf\xf0", "Пр"},
		{932, "\x83A", "ア"},
		{950, "\xa4\xa4", "中"},
		{437, "\x82", "é"},
		{65001, "é\xff", "é\uFFFD"},
		{28591, "\x93", "“"}, // what calls itself Latin 1 is windows-1252
		{50220, "\x1b$B$\"\x1b(B", "あ"},
	} {
		c, ok := CodePage(tc.page)
		if got := c.Text([]byte(tc.in)); !ok || got != tc.want {
			t.Errorf("%d: %q %v, want %q", tc.page, got, ok, tc.want)
		}
	}
	for page, name := range codePages {
		if c, ok := CodePage(page); !ok || c.Name == "" {
			t.Errorf("%d: %s is not known", page, name)
		}
	}
	if _, ok := CodePage(1200); ok {
		t.Error("1200 is no code page of 8-bit texts")
	}
}
