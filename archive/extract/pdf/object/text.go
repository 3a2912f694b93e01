package object

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// docEncoding is PDFDocEncoding where it differs from Latin-1 (ISO 32000-1, annex D.3).
var docEncoding = map[byte]rune{
	0x18: '˘', 0x19: 'ˇ', 0x1a: 'ˆ', 0x1b: '˙', 0x1c: '˝', 0x1d: '˛', 0x1e: '˚', 0x1f: '˜',
	0x80: '•', 0x81: '†', 0x82: '‡', 0x83: '…', 0x84: '—', 0x85: '–', 0x86: 'ƒ', 0x87: '⁄',
	0x88: '‹', 0x89: '›', 0x8a: '−', 0x8b: '‰', 0x8c: '„', 0x8d: '“', 0x8e: '”', 0x8f: '‘',
	0x90: '’', 0x91: '‚', 0x92: '™', 0x93: 'ﬁ', 0x94: 'ﬂ', 0x95: 'Ł', 0x96: 'Œ', 0x97: 'Š',
	0x98: 'Ÿ', 0x99: 'Ž', 0x9a: 'ı', 0x9b: 'ł', 0x9c: 'œ', 0x9d: 'š', 0x9e: 'ž', 0xa0: '€',
}

// TextString decodes a text string: UTF-16 or UTF-8 with a byte order mark,
// else PDFDocEncoding. Bytes that are valid UTF-8 without one are taken as such:
// several producers write them.
func TextString(s string) string {
	s = string(unpad([]byte(s)))
	switch {
	case strings.HasPrefix(s, "\xfe\xff"), strings.HasPrefix(s, "\xff\xfe"):
		hi, lo := 0, 1
		if s[0] == 0xff {
			hi, lo = 1, 0
		}
		var units []uint16
		for s = s[2:]; len(s) >= 2; s = s[2:] {
			units = append(units, uint16(s[hi])<<8|uint16(s[lo]))
		}
		return string(utf16.Decode(units))
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return strings.ToValidUTF8(s[3:], "\uFFFD")
	case utf8.ValidString(s):
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		r, ok := docEncoding[s[i]]
		if !ok {
			r = rune(s[i])
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unpad takes off what fills up the last block of what was encrypted with AES
// (ISO 32000-1, 7.6.2), which the library leaves on: n bytes of the value n.
func unpad(b []byte) []byte {
	const block = 16
	if len(b) == 0 || len(b)%block != 0 {
		return b
	}
	n := int(b[len(b)-1])
	if n < 1 || n > block {
		return b
	}
	for _, c := range b[len(b)-n:] {
		if int(c) != n {
			return b
		}
	}
	if utf16 := bytes.HasPrefix(b, []byte("\xfe\xff")); utf16 && n%2 == 1 {
		return b
	}
	return b[:len(b)-n]
}
