package plain

import (
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// CodePage finds the charset that Windows knows by a number, such as 1251 or 932.
func CodePage(n int) (Charset, bool) {
	if c, ok := dosPages[n]; ok {
		return c, true
	}
	name, ok := codePages[n]
	if !ok {
		return Charset{}, false
	}
	return Named(name)
}

// codePages are the names of code pages in the WHATWG Encoding Standard.
var codePages = map[int]string{
	866: "ibm866", 874: "windows-874", 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5",
	1250: "windows-1250", 1251: "windows-1251", 1252: "windows-1252", 1253: "windows-1253", 1254: "windows-1254",
	1255: "windows-1255", 1256: "windows-1256", 1257: "windows-1257", 1258: "windows-1258",
	10000: "macintosh", 10007: "x-mac-cyrillic", 20127: "windows-1252", 20866: "koi8-r", 20932: "euc-jp",
	20936: "gbk", 21866: "koi8-u", 28591: "windows-1252", 28592: "iso-8859-2", 28593: "iso-8859-3", 28594: "iso-8859-4",
	28595: "iso-8859-5", 28596: "iso-8859-6", 28597: "iso-8859-7", 28598: "iso-8859-8", 28599: "windows-1254",
	28603: "iso-8859-13", 28605: "iso-8859-15", 38598: "iso-8859-8-i", 50220: "iso-2022-jp", 50221: "iso-2022-jp", 50222: "iso-2022-jp",
	51932: "euc-jp", 51936: "gbk", 51949: "euc-kr", 54936: "gb18030", 65001: "utf-8",
}

// dosPages are those of DOS, which no browser knows.
var dosPages = map[int]Charset{
	437: {Name: "ibm437", enc: charmap.CodePage437}, 850: {Name: "ibm850", enc: charmap.CodePage850},
	852: {Name: "ibm852", enc: charmap.CodePage852}, 855: {Name: "ibm855", enc: charmap.CodePage855},
	858: {Name: "ibm858", enc: charmap.CodePage858}, 860: {Name: "ibm860", enc: charmap.CodePage860},
	862: {Name: "ibm862", enc: charmap.CodePage862}, 863: {Name: "ibm863", enc: charmap.CodePage863},
	865: {Name: "ibm865", enc: charmap.CodePage865},
}

// Text reads b in this charset; what cannot be decoded becomes U+FFFD. The byte
// order mark is left out.
func (c Charset) Text(b []byte) string {
	enc := c.enc
	if enc == nil {
		enc = unicode.UTF8
	}
	text, err := enc.NewDecoder().Bytes(b[min(len(b), c.BOM):])
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(text)
}
