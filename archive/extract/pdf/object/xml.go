package object

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// XML returns a decoder for the XML that PDFs hold. It forgives, knows no
// entities but those of XML itself, and reads UTF-16.
func XML(b []byte) *xml.Decoder {
	utf16 := bytes.HasPrefix(b, []byte("\xfe\xff")) || bytes.HasPrefix(b, []byte("\xff\xfe"))
	if utf16 {
		b = []byte(TextString(string(b)))
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		e, err := htmlindex.Get(label)
		if utf16 || err != nil || strings.HasPrefix(strings.ToLower(label), "utf") {
			return in, nil
		}
		return e.NewDecoder().Reader(in), nil
	}
	return d
}
