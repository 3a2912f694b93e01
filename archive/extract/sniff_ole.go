package extract

import (
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"
)

// oleType tells apart OLE compound files by the names of what lies at their
// root. It reads their directory itself ([MS-CFB] 2.2 to 2.6), so far as that
// takes: the files come from strangers and this runs in the program itself,
// where a library would build the whole tree, deep as it may be.
func oleType(r io.ReaderAt) string {
	names := oleRoot(r)
	for _, t := range []struct{ stream, mediaType string }{
		{"encryptedpackage", encryptedType},
		{"workbook", xlsType},
		{"book", xlsType},
		{"worddocument", "application/msword"},
		{"powerpoint document", "application/vnd.ms-powerpoint"},
		{"__properties_version1.0", "application/vnd.ms-outlook"},
	} {
		if names[t.stream] {
			return t.mediaType
		}
	}
	return "application/x-ole-storage"
}

// Caps of what is read of a directory.
const (
	maxOLESectors = 2_000
	maxOLEHops    = 10_000 // from one list of allocation tables to the next
)

const oleEntry = 128 // bytes of a directory entry

// oleRoot returns the names at the root of an OLE compound file, in small
// letters; none where it is damaged.
func oleRoot(r io.ReaderAt) map[string]bool {
	f := ole{r: r}
	if n, _ := r.ReadAt(f.head[:], 0); n < len(f.head) {
		return nil
	}
	shift := binary.LittleEndian.Uint16(f.head[30:])
	if shift != 9 && shift != 12 {
		return nil
	}
	f.size = 1 << shift
	var entries []byte
	seen := map[uint32]bool{}
	for at := binary.LittleEndian.Uint32(f.head[48:]); at < lastSector && !seen[at] && len(seen) < maxOLESectors; at = f.next(at) {
		seen[at] = true
		sector := f.sector(at)
		if sector == nil {
			break
		}
		entries = append(entries, sector...)
	}
	if len(entries) < oleEntry {
		return nil
	}
	names := map[string]bool{}
	visited := map[uint32]bool{}
	// The children of the root are a tree of their own, by left and right.
	for todo := []uint32{binary.LittleEndian.Uint32(entries[76:])}; len(todo) > 0; {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if visited[i] || int64(i)*oleEntry+oleEntry > int64(len(entries)) {
			continue
		}
		visited[i] = true
		e := entries[int(i)*oleEntry:]
		names[strings.ToLower(oleName(e))] = true
		todo = append(todo, binary.LittleEndian.Uint32(e[68:]), binary.LittleEndian.Uint32(e[72:]))
	}
	return names
}

// oleName is the name in a directory entry: UTF-16, its length with a zero at the end.
func oleName(e []byte) string {
	n := min(int(binary.LittleEndian.Uint16(e[64:])), 64) / 2
	var units []uint16
	for i := range max(0, n-1) {
		units = append(units, binary.LittleEndian.Uint16(e[2*i:]))
	}
	return string(utf16.Decode(units))
}

// ole is a compound file, as far as its sectors go.
type ole struct {
	r    io.ReaderAt
	head [512]byte
	size int64  // of a sector
	list []byte // of the chain that lists the allocation table, the sector read last
	hop  int    // and its place in the chain
}

// lastSector is the least number that is no sector's: 0xFFFFFFFA and above say
// that a chain ends.
const lastSector = 0xfffffffa

func (f *ole) sector(n uint32) []byte {
	b := make([]byte, f.size)
	if got, _ := f.r.ReadAt(b, (int64(n)+1)*f.size); int64(got) < f.size {
		return nil
	}
	return b
}

// next is the sector that follows one, by the allocation table.
func (f *ole) next(n uint32) uint32 {
	per := uint32(f.size / 4)
	table := f.table(n / per)
	if table >= lastSector {
		return lastSector
	}
	var b [4]byte
	if got, _ := f.r.ReadAt(b[:], (int64(table)+1)*f.size+int64(n%per)*4); got < 4 {
		return lastSector
	}
	return binary.LittleEndian.Uint32(b[:])
}

// table is the sector of the i-th part of the allocation table: the head lists
// 109 of them, and names the first of a chain of sectors that list the others.
func (f *ole) table(i uint32) uint32 {
	if i < 109 {
		return binary.LittleEndian.Uint32(f.head[76+4*i:])
	}
	per := uint32(f.size/4) - 1
	i -= 109
	hop := int(i / per)
	if hop > maxOLEHops {
		return lastSector
	}
	if f.list == nil || f.hop > hop {
		f.list, f.hop = f.sector(binary.LittleEndian.Uint32(f.head[68:])), 0
	}
	for ; f.list != nil && f.hop < hop; f.hop++ {
		f.list = f.sector(binary.LittleEndian.Uint32(f.list[per*4:]))
	}
	if f.list == nil {
		return lastSector
	}
	return binary.LittleEndian.Uint32(f.list[i%per*4:])
}
