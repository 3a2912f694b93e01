package object

import (
	"bytes"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"
)

func TestLZW(t *testing.T) {
	// ISO 32000-1, 7.4.4.2, example 1.
	packed := []byte{0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01}
	want := []byte{45, 45, 45, 45, 45, 65, 45, 45, 45, 66}
	got, err := unLZW(packed, 1, 1000)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v %v, want %v", got, err, want)
	}
	if got, err := unLZW(packed, 1, 6); err != ErrTooLarge || len(got) > 6 {
		t.Errorf("limited: %v %v", got, err)
	}
}

func TestDecode(t *testing.T) {
	for _, tc := range []struct{ filter, in, want string }{
		{"ASCIIHexDecode", "48 65 6c6C6f>rest", "Hello"},
		{"ASCIIHexDecode", "4", ""},
		{"ASCIIHexDecode", "487>", "Hp"},
		{"ASCII85Decode", "87cURD]i,\"Ebo80~>", "Hello World!"},
		{"ASCII85Decode", "<~87cUR\nD]i,\"Ebo80", "Hello World!"},
		{"ASCII85Decode", "z~>", "\x00\x00\x00\x00"},
		{"ASCII85Decode", "", ""},
		{"RunLengthDecode", "\x02abc\xfed\x80x", "abcddd"},
		{"RunLengthDecode", "\x7fab", "ab"},
		{"RunLengthDecode", "\xfe", ""},
		{"Crypt", "as it is", "as it is"},
	} {
		got, err := decode(tc.filter, pdf.Value{}, []byte(tc.in), 1000)
		if err != nil || string(got) != tc.want {
			t.Errorf("%s %q: %q %v, want %q", tc.filter, tc.in, got, err, tc.want)
		}
	}
	if _, err := decode("DCTDecode", pdf.Value{}, nil, 10); err == nil || !strings.Contains(err.Error(), "DCTDecode") {
		t.Errorf("a picture's filter: %v", err)
	}
}

func TestTextString(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"plain", "plain"},
		{"\xfe\xff\x00E\x20\xac", "E€"},
		{"\xff\xfeE\x00\xac\x20", "E€"},
		{"\xef\xbb\xbfErkl\xc3\xa4rung", "Erklärung"},
		{"Erkl\xc3\xa4rung", "Erklärung"},
		{"Erkl\xe4rung \x80 \xa0", "Erklärung • €"},
		{"\xfe\xff\x00", ""},
		{"notes.txt\a\a\a\a\a\a\a", "notes.txt"},
		{"0123456789abcdef" + strings.Repeat("\x10", 16), "0123456789abcdef"},
		{"\xfe\xff\x00a\x00b\x00c\x08\x08\x08\x08\x08\x08\x08\x08", "abc"}, // not Arabic
		{"\xfe\xff\x00a\x00b\x00c\x00d\x00e\x00f\x01\x01", "abcdefā"},
		{"short\a\a\a\a\a\a\a", "short\a\a\a\a\a\a\a"},
	} {
		if got := TextString(tc.in); got != tc.want {
			t.Errorf("TextString(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(0, []byte{0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01})
	f.Add(1, []byte("87cURD]i,\"Ebo80~>"))
	f.Add(2, []byte("\x02abc\xfed\x80"))
	f.Add(3, []byte("x\x9c\x03\x00\x00\x00\x00\x01"))
	f.Add(4, []byte("48656c>"))
	f.Fuzz(func(t *testing.T, n int, b []byte) {
		filters := []string{"LZWDecode", "ASCII85Decode", "RunLengthDecode", "FlateDecode", "ASCIIHexDecode"}
		const limit = 1 << 16
		got, _ := decode(filters[uint(n)%uint(len(filters))], pdf.Value{}, b, limit)
		if len(got) > limit && len(got) > 4*len(b) {
			t.Errorf("%d bytes of %d, limit %d", len(got), len(b), limit)
		}
	})
}
