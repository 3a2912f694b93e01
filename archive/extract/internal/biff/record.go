package biff

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The kinds of records that are read; [MS-XLS] 2.3.
const (
	kindFormula     = 0x0006
	kindEOF         = 0x000a
	kindDateMode    = 0x0022
	kindFilePass    = 0x002f
	kindContinue    = 0x003c
	kindCodePage    = 0x0042
	kindBoundSheet  = 0x0085
	kindMulRK       = 0x00bd
	kindRString     = 0x00d6
	kindXF          = 0x00e0
	kindSST         = 0x00fc
	kindLabelSST    = 0x00fd
	kindNumber      = 0x0203
	kindLabel       = 0x0204
	kindBoolErr     = 0x0205
	kindString      = 0x0207
	kindRow         = 0x0208
	kindRK          = 0x027e
	kindFormat      = 0x041e
	kindBOF         = 0x0809
	kindInteger2    = 0x0002
	kindNumber2     = 0x0003
	kindLabel2      = 0x0004
	kindBoolErr2    = 0x0005
	kindString2     = 0x0007
	kindRow2        = 0x0008
	kindBOF2        = 0x0009
	kindFormat2     = 0x001e
	kindXF2         = 0x0043
	kindFormula3    = 0x0206
	kindBOF3        = 0x0209
	kindXF3         = 0x0243
	kindFormula4    = 0x0406
	kindBOF4        = 0x0409
	kindXF4         = 0x0443
	kindInterface   = 0x00e1
	kindFileLock    = 0x0195
	kindUserExclude = 0x0194
	kindRevisions   = 0x0196
	kindRevision    = 0x0138
	kindNote        = 0x001c
	kindObject      = 0x005d
	kindColumns     = 0x007d
	kindMerged      = 0x00e5
	kindObjectText  = 0x01b6
)

var (
	le         = binary.LittleEndian
	errShort   = errors.New("it is cut short")
	errOverlap = errors.New("its sheets lie in each other")
)

// sectorCost is how many bytes of a stream are passed, to seek in it, in the time
// that one takes to be read: the sectors are gone through from the first.
const sectorCost = 128

// records reads the records of a stream one at a time.
type records struct {
	stream io.ReadSeeker
	in     *bufio.Reader
	left   int64 // bytes that may be read in all, over all seeks
	size   int64
	at     int64  // where the next record stands
	kind   uint16 // of the record read last
	body   []byte // of the record read last; good until the next
	start  int64  // of the body, in the stream
	seal   cipher // nil: the bodies are in the clear
}

// newRecords reads a stream's records, a few sectors at a time: where they do not
// follow each other, all of a read is lost. A sheet is read twice; a stream whose
// sheets overlap is read until that is surpassed many times.
func newRecords(stream io.ReadSeeker, size int64) *records {
	return &records{stream: stream, in: bufio.NewReaderSize(stream, 4<<10), size: size, left: 16*size + 1<<20}
}

// seek goes to a record.
func (r *records) seek(to int64) error {
	if to < 0 || to >= r.size {
		return fmt.Errorf("it should stand at byte %d of %d", to, r.size)
	}
	if r.left -= to / sectorCost; r.left < 0 {
		return errOverlap
	}
	if _, err := r.stream.Seek(to, io.SeekStart); err != nil {
		return err
	}
	r.in.Reset(r.stream)
	r.at = to
	return nil
}

// read reads the next record. At the end of the stream the error is io.EOF, in
// the middle of a record errShort, with what there is of its body.
func (r *records) read() error {
	var head [4]byte
	if n, err := io.ReadFull(r.in, head[:]); err != nil {
		if n == 0 && err == io.EOF || err == io.ErrUnexpectedEOF {
			return io.EOF
		}
		return err
	}
	r.kind = le.Uint16(head[:])
	length := int(le.Uint16(head[2:]))
	if r.left -= int64(length) + 4; r.left < 0 {
		return errOverlap
	}
	if cap(r.body) < length {
		r.body = make([]byte, length, max(length, 8224))
	}
	r.body = r.body[:length]
	r.start = r.at + 4
	r.at = r.start + int64(length)
	n, err := io.ReadFull(r.in, r.body)
	r.body = r.body[:n]
	if r.seal != nil {
		r.unseal()
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return errShort
	}
	return err
}

// continues reads the next record where it continues this one.
func (r *records) continues() bool {
	head, err := r.in.Peek(2)
	return err == nil && le.Uint16(head) == kindContinue && r.read() == nil
}
