// Package object reads what the library's object layer leaves unread: the
// bytes of streams under every text filter, damaged or not, and the references
// that it hides.
//
//	<</Length 9 /Filter /LZWDecode>> stream … endstream  ->  Bytes: "-----A---B"
//	<</F1 5 0 R /F2 6 0 R>>                              ->  Refs: F1: "5 0 R", F2: "6 0 R"
package object

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
)

// A File is an opened PDF: the objects, and the bytes they were read from.
type File struct {
	Doc *pdf.Reader
	// Raw are the bytes that Doc was opened on, Size of them.
	Raw  io.ReaderAt
	Size int64
}

// Guard runs f and returns its panic as an error: the library panics on much
// that is broken.
func Guard(f func()) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case error:
			err = p
		default:
			err = fmt.Errorf("%v", p)
		}
	}()
	f()
	return nil
}

// ErrTooLarge says that a stream unpacks to more than the limit given.
var ErrTooLarge = errors.New("a stream is larger than is read")

// Bytes returns what a stream unpacks to, at most limit bytes of it. Beside an
// error it returns what came before the damage, which is often all there is.
func (f *File) Bytes(v pdf.Value, limit int) (b []byte, err error) {
	perr := Guard(func() { b, err = f.bytes(v, limit) })
	if perr != nil {
		return b, perr
	}
	return b, err
}

func (f *File) bytes(v pdf.Value, limit int) ([]byte, error) {
	if v.Kind() != pdf.Stream {
		return nil, errors.New("a stream is missing")
	}
	if f.encrypted() {
		in := v.Reader()
		b, err := io.ReadAll(io.LimitReader(in, int64(limit)+1))
		if len(b) > limit {
			return b[:limit], ErrTooLarge
		}
		if aes := f.Doc.Trailer().Key("Encrypt").Key("V").Int64() == 4; aes && v.Key("Filter").IsNull() {
			b = unpad(b)
		}
		return b, err
	}
	b, err := f.packed(v, limit)
	if err != nil {
		return nil, err
	}
	filters, params := v.Key("Filter"), v.Key("DecodeParms")
	if filters.Kind() == pdf.Name {
		return decode(filters.Name(), params, b, limit)
	}
	if filters.Len() > maxFilters {
		return nil, errors.New("a stream has too many filters")
	}
	var first error
	for i := range filters.Len() {
		param := params
		if params.Kind() == pdf.Array {
			param = params.Index(i)
		}
		if b, err = decode(filters.Index(i).Name(), param, b, limit); err != nil && first == nil {
			first = err
		}
		if len(b) == 0 {
			break
		}
	}
	return b, first
}

// maxFilters is how many filters of one stream are followed.
const maxFilters = 8

func (f *File) encrypted() bool {
	return f.Raw == nil || !f.Doc.Trailer().Key("Encrypt").IsNull()
}

// packed returns the bytes of a stream as they stand in the file. Length is
// believed where "endstream" follows it, else that word is looked for.
func (f *File) packed(v pdf.Value, limit int) ([]byte, error) {
	head := v.String() // "<<…>>@offset"
	at, err := strconv.ParseInt(head[strings.LastIndexByte(head, '@')+1:], 10, 64)
	if err != nil || at < 0 || at >= f.Size {
		return nil, errors.New("a stream has no place in the file")
	}
	var length int64
	_ = Guard(func() { length = v.Key("Length").Int64() }) // a Length that cannot be read is none
	if length > 0 && length <= f.Size-at {
		after := make([]byte, 24)
		n, _ := f.Raw.ReadAt(after, at+length)
		if bytes.HasPrefix(bytes.TrimLeft(after[:n], "\r\n \t\x00"), []byte("endstream")) {
			return f.section(at, length)
		}
	}
	end, err := f.find(at, "endstream", int64(limit))
	if err != nil {
		if length > 0 && length <= f.Size-at {
			return f.section(at, length)
		}
		return nil, err
	}
	b, err := f.section(at, end-at)
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r")), err
}

func (f *File) section(at, length int64) ([]byte, error) {
	b := make([]byte, length)
	n, err := f.Raw.ReadAt(b, at)
	if n < len(b) && err != nil && err != io.EOF {
		return nil, err
	}
	return b[:n], nil
}

// find returns where word next stands at or after at, within limit bytes.
func (f *File) find(at int64, word string, limit int64) (int64, error) {
	const step = 64 << 10
	buf := make([]byte, step+len(word))
	for from := at; from < f.Size && from-at < limit; from += step {
		n, err := f.Raw.ReadAt(buf[:min(int64(len(buf)), f.Size-from)], from)
		if i := bytes.Index(buf[:n], []byte(word)); i >= 0 {
			return from + int64(i), nil
		}
		if n == 0 && err != nil {
			break
		}
	}
	return 0, errors.New("a stream has no end")
}
