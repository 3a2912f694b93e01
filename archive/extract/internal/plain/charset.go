// Package plain reads bytes of unknown charset as text, and HTML as readable text.
//
//	"caf\xe9"                    -> "café" (windows-1252)
//	"\xff\xfeh\x00i\x00"         -> "hi"   (utf-16le)
//	"<p>Dear <b>Sir</b>,<br>no"  -> "Dear Sir,\nno"
//
// gogs/chardet guesses the legacy charsets best of those tried, but only after
// our own rules (BOM, valid UTF-8, NUL pattern) had no answer; golang.org/x/text
// decodes them, golang.org/x/net/html splits HTML as browsers do.
package plain

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// A Charset is how bytes are read as text.
type Charset struct {
	Name string // of the WHATWG Encoding Standard, lower case: "utf-8", "windows-1252"
	BOM  int    // how many bytes of byte order mark stand before the text

	enc encoding.Encoding // nil: UTF-8
}

// sample is how many bytes around the first one that is not ASCII are given to the guess.
const sample = 64 << 10

// minHigh is how many bytes above ASCII a guess must rest on.
const minHigh = 6

// Scan reads r to the end and says how its bytes are to be read, and what
// stands in them. It keeps nothing but a sample in memory.
func Scan(r io.ReaderAt, size int64) (Charset, Counts, error) {
	var n Counts
	var u utf8Check
	buf := make([]byte, 64<<10)
	firstHigh := int64(-1)
	for off := int64(0); off < size; {
		k, err := r.ReadAt(buf[:min(int64(len(buf)), size-off)], off)
		if k == 0 && err != nil {
			if err == io.EOF {
				break
			}
			return Charset{}, n, fmt.Errorf("offset %d: %w", off, err)
		}
		if i := n.add(buf[:k], off); i >= 0 && firstHigh < 0 {
			firstHigh = off + int64(i)
		}
		u.add(buf[:k])
		off += int64(k)
	}
	u.end()
	head := make([]byte, min(size, sample))
	k, err := r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return Charset{}, n, err
	}
	head = head[:k]
	guess := head
	if firstHigh > sample/2 {
		guess = make([]byte, min(size-firstHigh+sample/2, sample))
		k, err := r.ReadAt(guess, firstHigh-sample/2)
		if err != nil && err != io.EOF {
			return Charset{}, n, err
		}
		guess = guess[:k]
	}
	return choose(head, guess, n, u), n, nil
}

// Counts says how often the characters that shape a text stand in it, as bytes.
type Counts struct {
	Size, CR, LF, CRLF, FormFeed, High int64
	NULEven, NULOdd                    int64 // NUL bytes at even and odd offsets
	Control                            int64 // other control characters than white space

	last byte
}

// add counts b, which stands at off, and returns the index of its first byte above 0x7F or -1.
func (n *Counts) add(b []byte, off int64) int {
	first := -1
	for i, c := range b {
		switch {
		case c >= 0x80:
			n.High++
			if first < 0 {
				first = i
			}
		case c >= ' ':
			if c == 0x7f {
				n.Control++
			}
		case c == '\n':
			n.LF++
			if n.last == '\r' {
				n.CRLF++
			}
		case c == '\r':
			n.CR++
		case c == '\f':
			n.FormFeed++
		case c == '\t':
		case c == 0:
			if (off+int64(i))%2 == 0 {
				n.NULEven++
			} else {
				n.NULOdd++
			}
		default:
			n.Control++
		}
		n.last = c
	}
	n.Size += int64(len(b))
	return first
}

// utf8Check counts the valid and the invalid sequences of a stream.
type utf8Check struct {
	valid, invalid int64
	rest           []byte
}

func (u *utf8Check) add(b []byte) {
	if len(u.rest) > 0 { // a sequence that the buffer's end cut in two
		b = append(u.rest, b...)
		u.rest = nil
	}
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		if !utf8.FullRune(b) {
			u.rest = append([]byte(nil), b...)
			return
		}
		r, k := utf8.DecodeRune(b)
		u.count(r, k)
		b = b[k:]
	}
}

func (u *utf8Check) count(r rune, k int) {
	switch {
	case r == utf8.RuneError && k == 1:
		u.invalid++
	case k > 1:
		u.valid++
	}
}

func (u *utf8Check) end() {
	if len(u.rest) > 0 {
		u.invalid++
	}
}

// choose applies the rules in the order that decoded most of the files tried:
// BOM, UTF-16 by its NUL bytes, ISO-2022 by its escapes, UTF-8 where nearly all
// is valid, the code pages of DOS, the guess, windows-1252.
func choose(head, guess []byte, n Counts, u utf8Check) Charset {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return Charset{Name: "utf-8", BOM: 3}
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return Charset{Name: "utf-16le", BOM: 2, enc: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return Charset{Name: "utf-16be", BOM: 2, enc: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}
	case n.NULOdd > n.Size/5:
		return Charset{Name: "utf-16le", enc: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}
	case n.NULEven > n.Size/5:
		return Charset{Name: "utf-16be", enc: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}
	}
	escapes := bytes.Contains(head, []byte("\x1b$")) || bytes.Contains(head, []byte("\x1b("))
	if !escapes && (u.invalid == 0 || u.valid > 10*u.invalid) {
		return Charset{Name: "utf-8"}
	}
	if c, ok := dosCharset(guess); ok && !escapes {
		return c
	}
	best, err := chardet.NewTextDetector().DetectBest(guess)
	if err == nil {
		high := 0
		for _, c := range guess {
			if c >= 0x80 {
				high++
			}
		}
		certain := strings.HasPrefix(best.Charset, "ISO-2022") || high >= minHigh && high*20 >= len(guess) && best.Charset != "ISO-8859-1"
		if c, ok := Named(best.Charset); ok && certain {
			return c
		}
	}
	if escapes && u.invalid == 0 {
		return Charset{Name: "utf-8"}
	}
	return Charset{Name: "windows-1252", enc: charmap.Windows1252}
}

// Named finds the charset that a document names, such as "iso-8859-1" or "GB-18030".
func Named(name string) (Charset, bool) {
	name = strings.Trim(strings.ToLower(name), "\"' \t")
	if name == "gb-18030" {
		name = "gb18030"
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return Charset{}, false
	}
	canonical, err := htmlindex.Name(enc)
	if err != nil {
		canonical = name
	}
	if canonical == "utf-8" {
		enc = nil
	}
	return Charset{Name: canonical, enc: enc}, true
}

// Reader reads r as UTF-8; what cannot be decoded becomes U+FFFD. The byte
// order mark is left out.
func (c Charset) Reader(r io.Reader) io.Reader {
	enc := c.enc
	if enc == nil {
		enc = unicode.UTF8 // replaces invalid bytes
	}
	if c.BOM > 0 {
		r = &skipReader{r: r, n: c.BOM}
	}
	return transform.NewReader(r, enc.NewDecoder())
}

// skipReader leaves out the first n bytes.
type skipReader struct {
	r io.Reader
	n int
}

func (s *skipReader) Read(p []byte) (int, error) {
	for s.n > 0 {
		k, err := s.r.Read(make([]byte, s.n))
		if s.n -= k; err != nil {
			return 0, err
		}
	}
	return s.r.Read(p)
}

// Decode reads b as text: in the charset that the document declares where
// that fits its bytes, else in the one found by Scan.
func Decode(b []byte, declared string) string {
	c, ok := Named(declared)
	ascii := declared == "" || strings.EqualFold(declared, "us-ascii") || strings.EqualFold(declared, "ascii")
	if !ok || ascii || c.Name == "utf-8" && !utf8.Valid(b) {
		var err error
		if c, _, err = Scan(bytes.NewReader(b), int64(len(b))); err != nil {
			return strings.ToValidUTF8(string(b), "\uFFFD")
		}
	}
	text, err := io.ReadAll(c.Reader(bytes.NewReader(b)))
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return strings.TrimPrefix(string(text), "\uFEFF")
}
