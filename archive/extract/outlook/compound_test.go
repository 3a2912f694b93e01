package outlook

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"time"
	"unicode/utf16"
)

// A node is a folder of a compound file, or, with data, a stream.
type node struct {
	name string
	data []byte
	kids []*node
}

func stream(name string, data []byte) *node {
	if data == nil {
		data = []byte{}
	}
	return &node{name: name, data: data}
}

const none, endOfChain, fatSector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

// compound writes a compound file of version 3 ([MS-CFB]): sectors of 512
// bytes, streams below 4096 bytes in the mini stream, the children of a folder
// as a chain of right siblings.
func compound(root *node) []byte {
	var body, mini []byte
	var fat, miniFAT []uint32
	put := func(data []byte) uint32 {
		if len(data) == 0 {
			return endOfChain
		}
		first := uint32(len(fat))
		for len(data) > 0 {
			sector := make([]byte, 512)
			data = data[copy(sector, data):]
			body = append(body, sector...)
			fat = append(fat, uint32(len(fat)+1))
		}
		fat[len(fat)-1] = endOfChain
		return first
	}
	putMini := func(data []byte) uint32 {
		if len(data) == 0 {
			return endOfChain
		}
		first := uint32(len(miniFAT))
		for len(data) > 0 {
			sector := make([]byte, 64)
			data = data[copy(sector, data):]
			mini = append(mini, sector...)
			miniFAT = append(miniFAT, uint32(len(miniFAT)+1))
		}
		miniFAT[len(miniFAT)-1] = endOfChain
		return first
	}
	var entries [][]byte
	entry := func(n *node, kind byte) []byte {
		e := make([]byte, 128)
		name := utf16.Encode([]rune(n.name))
		for i, c := range name {
			binary.LittleEndian.PutUint16(e[2*i:], c)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66], e[67] = kind, 1
		for _, at := range []int{68, 72, 76} {
			binary.LittleEndian.PutUint32(e[at:], none)
		}
		entries = append(entries, e)
		return e
	}
	var add func(e []byte, n *node)
	add = func(e []byte, n *node) {
		at := e[76:] // the first child; then the right sibling of each
		for _, k := range n.kids {
			binary.LittleEndian.PutUint32(at, uint32(len(entries)))
			if k.data == nil {
				child := entry(k, 1)
				add(child, k)
				at = child[72:]
				continue
			}
			child := entry(k, 2)
			first := uint32(0)
			if len(k.data) < 4096 {
				first = putMini(k.data)
			} else {
				first = put(k.data)
			}
			binary.LittleEndian.PutUint32(child[116:], first)
			binary.LittleEndian.PutUint32(child[120:], uint32(len(k.data)))
			at = child[72:]
		}
	}
	root.name = "Root Entry"
	top := entry(root, 5)
	add(top, root)
	binary.LittleEndian.PutUint32(top[116:], put(mini))
	binary.LittleEndian.PutUint32(top[120:], uint32(len(mini)))
	miniSectors := (len(miniFAT)*4 + 511) / 512
	miniAt := put(longs(miniFAT, miniSectors*128))
	var dir []byte
	for _, e := range entries {
		dir = append(dir, e...)
	}
	dirAt := put(dir)
	fatSectors := 1
	for fatSectors*128 < len(fat)+fatSectors {
		fatSectors++
	}
	if fatSectors > 109 {
		panic("the file is too large for this writer")
	}
	head := make([]byte, 512)
	copy(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for at, v := range map[int]uint16{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(head[at:], v)
	}
	for at, v := range map[int]uint32{44: uint32(fatSectors), 48: dirAt, 56: 4096, 60: miniAt, 64: uint32(miniSectors), 68: endOfChain} {
		binary.LittleEndian.PutUint32(head[at:], v)
	}
	for i := range 109 {
		at := uint32(none)
		if i < fatSectors {
			at = uint32(len(fat) + i)
		}
		binary.LittleEndian.PutUint32(head[76+4*i:], at)
	}
	for range fatSectors {
		fat = append(fat, fatSector)
	}
	return append(append(head, body...), longs(fat, fatSectors*128)...)
}

// longs prints numbers, filled up to so many.
func longs(v []uint32, n int) []byte {
	b := make([]byte, 0, 4*n)
	for i := range n {
		x := uint32(none)
		if i < len(v) {
			x = v[i]
		}
		b = binary.LittleEndian.AppendUint32(b, x)
	}
	return b
}

// A props lists properties: a text as UTF-16, text8 in a code page, bytes, a
// number, a time.
type props map[uint16]any

type text8Value string

// folder writes properties as [MS-OXMSG] has them, before the other folders in it.
func folder(name string, header int, p props, others ...*node) *node {
	n := &node{name: name}
	list := make([]byte, header)
	add := func(id, kind uint16, v uint64) {
		list = binary.LittleEndian.AppendUint16(list, kind)
		list = binary.LittleEndian.AppendUint16(list, id)
		list = binary.LittleEndian.AppendUint32(list, 6)
		list = binary.LittleEndian.AppendUint64(list, v)
	}
	long := func(id, kind uint16, b []byte) {
		add(id, kind, uint64(len(b)))
		n.kids = append(n.kids, stream(fmt.Sprintf("__substg1.0_%04X%04X", id, kind), b))
	}
	for _, id := range slices.Sorted(maps.Keys(p)) {
		switch v := p[id].(type) {
		case string:
			long(id, typeUnicode, utf16Bytes(v))
		case text8Value:
			long(id, typeString8, []byte(v))
		case []byte:
			long(id, typeBinary, v)
		case int:
			add(id, typeLong, uint64(v))
		case time.Time:
			add(id, typeTime, uint64(v.UnixNano()/100+ticks1970))
		}
	}
	n.kids = append(n.kids, stream("__properties_version1.0", list))
	n.kids = append(n.kids, others...)
	return n
}

func utf16Bytes(s string) []byte {
	var b []byte
	for _, c := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, c)
	}
	return b
}

func msg(p props, others ...*node) []byte { return compound(folder("", topHeader, p, others...)) }

func recipient(n int, p props) *node {
	return folder(fmt.Sprintf("__recip_version1.0_#%08X", n), otherHeader, p)
}

func attached(n int, p props, others ...*node) *node {
	return folder(fmt.Sprintf("__attach_version1.0_#%08X", n), otherHeader, p, others...)
}

// nested is a message in an attachment.
func nested(p props, others ...*node) *node {
	return folder("__substg1.0_3701000D", nestedHeader, p, others...)
}

// named lists named properties, numbered from 0x8000.
func named(list ...name) *node {
	var entries, sets []byte
	for i, n := range list {
		entries = binary.LittleEndian.AppendUint32(entries, n.lid)
		entries = binary.LittleEndian.AppendUint16(entries, uint16(3+i)<<1)
		entries = binary.LittleEndian.AppendUint16(entries, uint16(i))
		sets = append(binary.LittleEndian.AppendUint32(sets, n.set), setTail...)
	}
	return &node{name: "__nameid_version1.0", kids: []*node{stream("__substg1.0_00020102", sets), stream("__substg1.0_00030102", entries)}}
}
