package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// A view shows a file as the library wants it: "%PDF-1.7" and a line end at
// byte 0, whatever stands before it left out and whatever follows the last %%EOF.
type view struct {
	r      io.ReaderAt
	start  int64
	size   int64
	header []byte // in place of the first bytes
	tail   []byte // after the last byte
	cut    bool   // there is no %%EOF

	passwords []string // to try where it is encrypted
}

// edge is how far from the ends of a file its header and its %%EOF may stand;
// Acrobat too looks at 1,024 bytes (ISO 32000-1, annex H.3).
const edge = 1024

func newView(r io.ReaderAt, size int64) (*view, error) {
	if size == 0 {
		return nil, errors.New("the PDF is empty")
	}
	v := &view{r: r, size: size}
	head := make([]byte, min(size, edge+16))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, err
	}
	i := bytes.Index(head, []byte("%PDF-"))
	if i < 0 {
		return nil, errors.New("the PDF is damaged: it does not begin as one")
	}
	v.start, v.size = int64(i), size-int64(i)
	v.header = []byte("%PDF-1.7\n")
	if i > 0 && !v.xrefFits() {
		// Offsets are counted from the first byte of the file: keep the bytes before the header, which come out as it.
		v.start, v.size = 0, size
	}
	tail := make([]byte, min(v.size, 8*edge))
	if _, err := v.ReadAt(tail, v.size-int64(len(tail))); err != nil && err != io.EOF {
		return nil, err
	}
	j := bytes.LastIndex(tail, []byte("%%EOF"))
	if v.cut = j < 0; !v.cut {
		v.size -= int64(len(tail) - j - len("%%EOF"))
	}
	if v.size < 100 {
		return nil, fmt.Errorf("the PDF is damaged: it is only %d bytes long", v.size)
	}
	return v, nil
}

// xrefFits reports whether startxref leads to a cross-reference table when
// counted from the header.
func (v *view) xrefFits() bool {
	off, ok := startXref(v, v.size)
	if !ok || off < 0 || off >= v.size {
		return false
	}
	b := make([]byte, 32)
	n, _ := v.ReadAt(b, off)
	b = bytes.TrimLeft(b[:n], " \t\r\n\x00")
	return bytes.HasPrefix(b, []byte("xref")) || len(b) > 0 && b[0] >= '0' && b[0] <= '9' && bytes.Contains(b, []byte(" obj"))
}

func (v *view) ReadAt(p []byte, off int64) (int, error) {
	switch {
	case off < 0:
		return 0, errors.New("negative offset")
	case off >= v.size+int64(len(v.tail)):
		return 0, io.EOF
	case off >= v.size:
		n := copy(p, v.tail[off-v.size:])
		if n < len(p) {
			return n, io.EOF
		}
		return n, nil
	case off+int64(len(p)) > v.size && len(v.tail) > 0:
		n, err := v.ReadAt(p[:v.size-off], off)
		if err != nil {
			return n, err
		}
		m, err := v.ReadAt(p[n:], v.size)
		return n + m, err
	}
	short := false
	if int64(len(p)) > v.size-off {
		p, short = p[:v.size-off], true
	}
	n, err := v.r.ReadAt(p, v.start+off)
	for i := range n {
		if at := off + int64(i); at < int64(len(v.header)) {
			p[i] = v.header[at]
		} else {
			break
		}
	}
	if err == nil && short {
		err = io.EOF
	}
	return n, err
}
