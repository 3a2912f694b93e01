package picture

import (
	"encoding/binary"
	"errors"
	"image"
	"io"
)

// byteOrder returns that of a TIFF; nil for what is none.
func byteOrder(head []byte) binary.ByteOrder {
	if len(head) < 8 {
		return nil
	}
	switch string(head[:4]) {
	case "II*\x00":
		return binary.LittleEndian
	case "MM\x00*":
		return binary.BigEndian
	}
	return nil
}

// tiff finds the pages of a TIFF: a list of directories, each saying where the
// next one is (TIFF 6.0, section 2).
func (f *File) tiff(order binary.ByteOrder, head []byte) error {
	seen := map[uint32]bool{}
	for at := order.Uint32(head[4:]); at != 0 && !seen[at] && len(f.at) < maxPages; {
		seen[at] = true
		page, next, ok := f.directory(order, at)
		if !ok {
			break
		}
		if page != nil {
			f.at, f.Pages = append(f.at, at), append(f.Pages, *page)
		}
		at = next
	}
	if len(f.Pages) == 0 {
		return errors.New("the picture is damaged: it has no pages that can be found")
	}
	return nil
}

// The tags of a directory that are of use here.
const (
	tagKind = 254 // of the page; its first bit is a reduced copy's
	tagX    = 282 // dots to a unit
	tagY    = 283
	tagUnit = 296

	noUnit, centimetre = 1, 3
)

// directory reads the directory at an offset: its page, or nil where it is a
// small copy of another, and where the next one is.
func (f *File) directory(order binary.ByteOrder, at uint32) (page *Page, next uint32, ok bool) {
	var two [2]byte
	if _, err := f.r.ReadAt(two[:], int64(at)); err != nil {
		return nil, 0, false
	}
	n := int(order.Uint16(two[:]))
	entries := make([]byte, 12*n+4)
	if got, err := f.r.ReadAt(entries, int64(at)+2); err != nil && got < 12*n {
		return nil, 0, false
	}
	next = order.Uint32(entries[12*n:])
	page = &Page{}
	unit := uint16(0)
	for i := range n {
		e := entries[12*i:]
		value := order.Uint32(e[8:])
		switch order.Uint16(e) {
		case tagKind:
			if value&1 != 0 {
				return nil, next, true
			}
		case tagX:
			page.X = f.rational(order, value)
		case tagY:
			page.Y = f.rational(order, value)
		case tagUnit:
			unit = order.Uint16(e[8:])
		}
	}
	switch unit {
	case centimetre:
		page.X, page.Y = page.X*2.54, page.Y*2.54
	case noUnit:
		page.X, page.Y = 0, 0
	}
	if c, _, err := image.DecodeConfig(f.from(at)); err == nil {
		page.Width, page.Height = c.Width, c.Height
	}
	return page, next, true
}

func (f *File) rational(order binary.ByteOrder, at uint32) float64 {
	var b [8]byte
	if _, err := f.r.ReadAt(b[:], int64(at)); err != nil {
		return 0
	}
	over := order.Uint32(b[4:])
	if over == 0 {
		return 0
	}
	return float64(order.Uint32(b[:])) / float64(over)
}

// from returns the file as if its first directory were the one at an offset.
func (f *File) from(at uint32) *io.SectionReader {
	return io.NewSectionReader(&firstAt{f.r, at}, 0, f.size)
}

// firstAt changes the offset of the first directory, bytes 4 to 7 of a TIFF.
type firstAt struct {
	io.ReaderAt
	at uint32
}

func (r *firstAt) ReadAt(p []byte, off int64) (int, error) {
	n, err := r.ReaderAt.ReadAt(p, off)
	if off >= 8 || off+int64(n) <= 4 {
		return n, err
	}
	var head [4]byte
	if _, err := r.ReaderAt.ReadAt(head[:], 0); err != nil {
		return 0, err
	}
	var first [4]byte
	byteOrder(append(head[:], 0, 0, 0, 0)).PutUint32(first[:], r.at)
	for i, b := range first {
		if k := int64(4+i) - off; k >= 0 && k < int64(n) {
			p[k] = b
		}
	}
	return n, err
}
