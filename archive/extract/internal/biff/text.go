package biff

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A body is what is left of a record, and of those that continue it.
type body struct {
	in   *records
	rest []byte
}

func (r *records) bodyFrom(n int) *body {
	return &body{in: r, rest: r.body[min(n, len(r.body)):]}
}

// more makes sure that something is left of the record read last, going on to
// the next one where that continues it.
func (b *body) more() bool {
	for len(b.rest) == 0 {
		if !b.in.continues() {
			return false
		}
		b.rest = b.in.body
	}
	return true
}

// number reads a number of n bytes.
func (b *body) number(n int) (v int, ok bool) {
	for i := range n {
		if !b.more() {
			return 0, false
		}
		v |= int(b.rest[0]) << (8 * i)
		b.rest = b.rest[1:]
	}
	return v, true
}

func (b *body) skip(n int) bool {
	for n > 0 {
		if !b.more() {
			return false
		}
		k := min(n, len(b.rest))
		b.rest = b.rest[k:]
		n -= k
	}
	return true
}

// unicode reads a string of Excel 97 and later of n characters, behind their
// number: options, what follows the characters (fonts, and how they are spoken),
// the characters, of one byte or two. Where they go on in a next record the
// options stand there again, and may have changed ([MS-XLS] 2.5.293, 2.5.296).
func (b *body) unicode(n int) (s string, ok bool) {
	options, ok := b.number(1)
	if !ok {
		return "", n == 0 // Excel leaves out the options of no characters in some records
	}
	after := 0
	if options&8 != 0 {
		runs, _ := b.number(2)
		after += 4 * runs
	}
	if options&4 != 0 {
		spoken, _ := b.number(4)
		after += spoken
	}
	chars := make([]uint16, 0, min(n, len(b.rest)))
	for {
		width := 1 + options&1
		k := min(n-len(chars), len(b.rest)/width)
		for i := range k {
			if width == 2 {
				chars = append(chars, le.Uint16(b.rest[2*i:]))
			} else {
				chars = append(chars, uint16(b.rest[i]))
			}
		}
		b.rest = b.rest[k*width:]
		if len(chars) >= n {
			break
		}
		b.rest = nil // half a character is none
		if options, ok = b.number(1); !ok {
			return clean(string(utf16.Decode(chars))), false
		}
	}
	return clean(string(utf16.Decode(chars))), b.skip(after)
}

// bytes reads a string of Excel 95 and before of n bytes, behind their number.
func (b *body) bytes(n int, page codePage) (s string, ok bool) {
	n = max(n, 0)
	text := make([]byte, 0, min(n, len(b.rest)))
	for len(text) < n {
		if !b.more() {
			return page.text(text), false
		}
		k := min(n-len(text), len(b.rest))
		text = append(text, b.rest[:k]...)
		b.rest = b.rest[k:]
	}
	return page.text(text), true
}

// clean leaves out NUL, which pads strings, and makes a string valid.
func clean(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "\uFFFD")
}

// A codePage is a character set by the number that Windows has for it; 0: not
// stated, which is Windows-1252.
type codePage int

func (p codePage) text(b []byte) string {
	var e encoding.Encoding
	switch p {
	case 437:
		e = charmap.CodePage437
	case 850:
		e = charmap.CodePage850
	case 852:
		e = charmap.CodePage852
	case 855:
		e = charmap.CodePage855
	case 858:
		e = charmap.CodePage858
	case 860:
		e = charmap.CodePage860
	case 862:
		e = charmap.CodePage862
	case 863:
		e = charmap.CodePage863
	case 865:
		e = charmap.CodePage865
	case 866:
		e = charmap.CodePage866
	case 874:
		e = charmap.Windows874
	case 932:
		e = japanese.ShiftJIS
	case 936:
		e = simplifiedchinese.GBK
	case 949:
		e = korean.EUCKR
	case 950:
		e = traditionalchinese.Big5
	case 1250:
		e = charmap.Windows1250
	case 1251:
		e = charmap.Windows1251
	case 1253:
		e = charmap.Windows1253
	case 1254:
		e = charmap.Windows1254
	case 1255:
		e = charmap.Windows1255
	case 1256:
		e = charmap.Windows1256
	case 1257:
		e = charmap.Windows1257
	case 1258:
		e = charmap.Windows1258
	case 10000, 32768:
		e = charmap.Macintosh
	case 10007:
		e = charmap.MacintoshCyrillic
	default:
		e = charmap.Windows1252
	}
	text, err := e.NewDecoder().Bytes(b)
	if err != nil {
		text = b
	}
	return clean(string(text))
}
