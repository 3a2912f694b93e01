package pdfium

import (
	"encoding/binary"

	"github.com/tetratelabs/wazero/experimental"
)

// maxMemory is how much memory PDFium may have, in bytes: enough for a picture
// of maxSide by maxSide and a scan that it decodes for it, and with Go's own
// within the 2 GiB of addresses that a child process may have.
const maxMemory = 512 << 20

// memory is PDFium's memory. It starts small and grows.
type memory struct{ b []byte }

// Allocate implements experimental.MemoryAllocator.
func (m *memory) Allocate(_, _ uint64) experimental.LinearMemory { return m }

// Reallocate implements experimental.LinearMemory. PDFium is told nil where
// there is no more, and fails the page.
func (m *memory) Reallocate(size uint64) []byte {
	switch {
	case size > maxMemory:
		return nil
	case size > uint64(len(m.b)):
		b := grow(m.b, int(size))
		if b == nil {
			return nil
		}
		m.b = b
	}
	return m.b
}

// Free implements experimental.LinearMemory.
func (m *memory) Free() {
	release(m.b)
	m.b = nil
}

// bytes returns n bytes of the memory itself, until it grows; or nil.
func (m *memory) bytes(at uint64, n int) []byte {
	if n < 0 || at > uint64(len(m.b)) || uint64(n) > uint64(len(m.b))-at {
		return nil
	}
	return m.b[at : at+uint64(n)]
}

func (m *memory) u32(at uint64) uint32 {
	if b := m.bytes(at, 4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}
