package xlsx

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
)

// What is kept of the texts that cells share, and where.
const (
	maxShared     = 64 << 20 // texts
	maxSharedText = 2 << 30  // bytes of all
	inMemory      = 8 << 20  // bytes; what is more goes to a file
	blockSize     = 64 << 10
	blocksKept    = 64 // of the file, in memory
	stride        = 16 // of how many texts the place of one is kept
)

var errShared = errors.New("they are more than is read")

// shared are texts, each behind its length, one after another. Cells ask for
// them nearly in order, so that what is on the disk is read in blocks.
type shared struct {
	count  int
	places []int64 // of every sixteenth
	memory []byte
	size   int64
	file   *os.File
	block  []byte // that is being filled, once there is a file
	cache  [blocksKept]struct {
		at int64
		b  []byte
	}
	last     int // of the texts asked for
	lastText string
}

func newShared() *shared { return &shared{} }

func (s *shared) add(text string) error {
	if s.count >= maxShared || s.size+int64(len(text)) > maxSharedText {
		return errShared
	}
	if s.count%stride == 0 {
		s.places = append(s.places, s.size)
	}
	s.count++
	var head [binary.MaxVarintLen64]byte
	if err := s.write(head[:binary.PutUvarint(head[:], uint64(len(text)))]); err != nil {
		return err
	}
	return s.write([]byte(text))
}

func (s *shared) write(b []byte) error {
	s.size += int64(len(b))
	if s.file == nil {
		if s.memory = append(s.memory, b...); len(s.memory) < inMemory {
			return nil
		}
		f, err := os.CreateTemp("", "readingroom-texts-")
		if err != nil {
			return err
		}
		s.file = f
		_ = os.Remove(f.Name()) // it is open, and gone when it is closed; where that cannot be, close removes it
		_, err = f.Write(s.memory)
		s.memory = nil
		return err
	}
	if s.block = append(s.block, b...); len(s.block) < blockSize {
		return nil
	}
	return s.flush()
}

func (s *shared) flush() error {
	_, err := s.file.Write(s.block)
	s.block = s.block[:0]
	return err
}

// at returns a text; "" where there is none.
func (s *shared) at(i int) string {
	if i < 0 || i >= s.count {
		return ""
	}
	if i == s.last && s.lastText != "" {
		return s.lastText
	}
	at := s.places[i/stride]
	for range i % stride {
		n, next := s.length(at)
		at = next + int64(n)
	}
	n, from := s.length(at)
	b := make([]byte, n)
	s.read(b, from)
	s.last, s.lastText = i, string(b)
	return s.lastText
}

func (s *shared) length(at int64) (n int, next int64) {
	var head [binary.MaxVarintLen64]byte
	h := head[:min(int64(len(head)), s.size-at)]
	s.read(h, at)
	v, k := binary.Uvarint(h)
	return int(min(v, maxCell)), at + int64(max(k, 1))
}

// read fills b with what stands at a place.
func (s *shared) read(b []byte, at int64) {
	if s.file == nil {
		copy(b, s.memory[min(at, int64(len(s.memory))):])
		return
	}
	for len(b) > 0 {
		block := s.blockAt(at / blockSize)
		n := copy(b, block[min(at%blockSize, int64(len(block))):])
		if n == 0 {
			return
		}
		b, at = b[n:], at+int64(n)
	}
}

func (s *shared) blockAt(n int64) []byte {
	if len(s.block) > 0 {
		if s.flush() != nil {
			return nil
		}
	}
	c := &s.cache[n%blocksKept]
	if c.b == nil || c.at != n {
		if cap(c.b) == 0 {
			c.b = make([]byte, blockSize)
		}
		k, err := s.file.ReadAt(c.b[:blockSize], n*blockSize)
		if err != nil && err != io.EOF {
			k = 0
		}
		c.at, c.b = n, c.b[:k]
	}
	return c.b
}

func (s *shared) close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if e := os.Remove(s.file.Name()); e != nil && !os.IsNotExist(e) {
		return e
	}
	return err
}
