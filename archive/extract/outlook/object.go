package outlook

import (
	"bytes"
	"encoding/binary"
	"path"
	"strings"
)

// object returns the file in an OLE object, nil where it holds none of the
// forms known here: the bytes as they are in CONTENTS (a PDF, a picture) or
// Package (an Office document), or a file of any type in Ole10Native.
func (f *file) object(a *attachment, s *storage) []byte {
	for _, name := range []string{"Package", "CONTENTS"} {
		if e := s.streams[name]; e != nil {
			return f.bytes(e)
		}
	}
	name, b := native(f.bytes(s.streams["Ole10Native"])) // the library leaves out the \x01 before it
	if name != "" {
		a.set(propAttachLongFilename, typeString8, []byte(name))
	}
	return b
}

// native reads a file that was dropped into a document ([MS-OLEDS], 2.3.6, and
// what the packager of Windows puts there): its size, what shows it, where it
// was, four bytes, a path with its length, the bytes with theirs.
func native(b []byte) (name string, data []byte) {
	if len(b) < 6 {
		return "", nil
	}
	label, b, _ := bytes.Cut(b[6:], []byte{0})
	_, b, _ = bytes.Cut(b, []byte{0})
	if len(b) < 8 {
		return "", nil
	}
	n := binary.LittleEndian.Uint32(b[4:])
	b = b[8:]
	if uint64(n)+4 > uint64(len(b)) {
		return "", nil
	}
	b = b[n:]
	size := binary.LittleEndian.Uint32(b)
	b = b[4:]
	if len(label) > 0 {
		name = path.Base(strings.ReplaceAll(string(label), "\\", "/"))
	}
	return name, b[:min(uint64(size), uint64(len(b)))]
}
