package pdf

import (
	"bufio"
	"errors"
	"io"

	"github.com/ledongthuc/pdf"
)

// maxContent is how many bytes the drawing instructions of one page may unpack to.
const maxContent = 64 << 20

// checkContent reads a content stream, or a CMap, ahead of the library, which
// never comes back from a hex string that is not closed and reads as much as a
// stream will unpack to.
func checkContent(v pdf.Value) error {
	var in io.Reader
	switch v.Kind() {
	case pdf.Stream:
		in = v.Reader()
	case pdf.Array:
		var all []io.Reader
		for i := range v.Len() {
			all = append(all, v.Index(i).Reader())
		}
		in = io.MultiReader(all...)
	default:
		return nil
	}
	limited := &io.LimitedReader{R: in, N: maxContent + 1}
	err := skipStrings(bufio.NewReader(limited))
	if limited.N <= 0 {
		return errors.New("its content is larger than 64 MiB")
	}
	return err
}

// skipStrings reads to the end and reports a hex string that is not closed.
// It takes the lead from the library's lexer: ISO 32000-1, 7.2 and 7.3.4.
func skipStrings(in *bufio.Reader) error {
	depth := 0 // of parentheses
	for {
		c, err := in.ReadByte()
		if err != nil {
			return nil // what is wrong with the stream, the library says
		}
		switch {
		case c == '\\' && depth > 0:
			_, _ = in.ReadByte()
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth > 0:
		case c == '%':
			for c != '\r' && c != '\n' && err == nil {
				c, err = in.ReadByte()
			}
		case c == '<':
			if c, err = in.ReadByte(); err == nil && c == '<' {
				continue
			}
			for c != '>' && err == nil {
				c, err = in.ReadByte()
			}
			if err != nil {
				return errors.New("a string in its content is never closed")
			}
		}
	}
}
