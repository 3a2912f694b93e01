package outlook

import (
	"encoding/binary"
	"errors"
)

// maxRTF is how much rich text is unpacked of one message, in bytes.
const maxRTF = 64 << 20

// The kinds of compressed rich text ([MS-OXRTFCP], 2.1.3.1).
const (
	lzfuPacked = 0x75465A4C // "LZFu"
	lzfuPlain  = 0x414C454D // "MELA"
)

// lzfuWindow is what the window of 4 KiB holds before the first byte ([MS-OXRTFCP], 2.1.2.1).
const lzfuWindow = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript " +
	"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"

var errRTF = errors.New("the compressed rich text is damaged")

// unpack undoes the compression of rich text: its size packed and unpacked, its
// kind, a checksum (not looked at: what is damaged is read as far as it goes),
// then groups of a byte and the eight things that its bits tell apart: a 0 is a
// byte as it stands, a 1 a reference of 12 bits into the window and 4 of length.
func unpack(b []byte) ([]byte, error) {
	if len(b) < 16 {
		return nil, errRTF
	}
	size := min(binary.LittleEndian.Uint32(b[4:]), maxRTF)
	kind := binary.LittleEndian.Uint32(b[8:])
	b = b[16:]
	switch kind {
	case lzfuPlain:
		return b[:min(len(b), int(size))], nil
	case lzfuPacked:
	default:
		return nil, errRTF
	}
	var window [4096]byte
	at := copy(window[:], lzfuWindow)
	var out []byte
	add := func(c byte) {
		window[at] = c
		at = (at + 1) % len(window)
		out = append(out, c)
	}
	for len(b) > 0 {
		flags := b[0]
		b = b[1:]
		for bit := range 8 {
			if len(out) >= maxRTF {
				return out[:maxRTF], errRTF
			}
			if flags>>bit&1 == 0 {
				if len(b) == 0 {
					return out, whole(out, size)
				}
				add(b[0])
				b = b[1:]
				continue
			}
			if len(b) < 2 {
				return out, whole(out, size)
			}
			ref := binary.BigEndian.Uint16(b)
			b = b[2:]
			from := int(ref >> 4)
			if from == at { // the end
				return out, whole(out, size)
			}
			for i := range int(ref&0xf) + 2 {
				add(window[(from+i)%len(window)])
			}
		}
	}
	return out, whole(out, size)
}

// whole returns an error where less was unpacked than was promised. The end
// may be counted or not, so a few bytes are nothing.
func whole(out []byte, size uint32) error {
	if len(out)+4 < int(size) {
		return errRTF
	}
	return nil
}
