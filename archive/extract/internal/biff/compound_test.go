package biff

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"testing"
	"time"

	"readingroom/archive"
)

// compound makes a compound file ([MS-CFB]) of streams.
func compound(streams map[string][]byte) []byte {
	const sector, none, end = 512, 0xffffffff, 0xfffffffe
	names := slices.Sorted(maps.Keys(streams))
	var fat []uint32
	chain := func(n int) uint32 {
		first := uint32(len(fat))
		for i := range n {
			if i == n-1 {
				fat = append(fat, end)
			} else {
				fat = append(fat, uint32(len(fat))+1)
			}
		}
		return first
	}
	var body []byte
	entry := func(name string, kind byte, right, child, start uint32, size int) []byte {
		e := make([]byte, 64, 128)
		for i, c := range []byte(name) {
			e[2*i] = c
		}
		e = le.AppendUint16(e, uint16(2*len(name)+2))
		e = append(e, kind, 1)
		e = le.AppendUint32(le.AppendUint32(le.AppendUint32(e, none), right), child)
		e = append(e, make([]byte, 36)...)
		return append(le.AppendUint32(le.AppendUint32(e, start), uint32(size)), 0, 0, 0, 0)
	}
	fat = append(fat, 0xfffffffd) // of the table itself
	directory := entry("Root Entry", 5, none, 1, end, 0)
	for i, name := range names {
		content := append([]byte{}, streams[name]...)
		size := max(len(content), 4096) // what is shorter lies elsewhere
		content = append(content, make([]byte, (size+sector-1)/sector*sector-len(content))...)
		right := uint32(none)
		if i+1 < len(names) {
			right = uint32(i + 2)
		}
		directory = append(directory, entry(name, 2, right, none, chain(len(content)/sector), size)...)
		body = append(body, content...)
	}
	directory = append(directory, make([]byte, (sector-len(directory)%sector)%sector)...)
	at := chain(len(directory) / sector)
	body = append(body, directory...)
	for len(fat) < sector/4 {
		fat = append(fat, none)
	}
	head := make([]byte, 0, sector)
	head = append(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"...)
	head = append(head, make([]byte, 16)...)
	for _, v := range []uint16{0x3e, 3, 0xfffe, 9, 6, 0, 0, 0} {
		head = le.AppendUint16(head, v)
	}
	for _, v := range []uint32{0, 1, at, 0, 4096, end, 0, end, 0, 0} {
		head = le.AppendUint32(head, v)
	}
	for len(head) < sector {
		head = le.AppendUint32(head, none)
	}
	table, _ := binary.Append(nil, le, fat[:sector/4])
	return slices.Concat(head, table, body)
}

// summary makes a stream "\x05SummaryInformation" of strings.
func summary(page uint16, texts map[uint32]string) []byte {
	b := append([]byte{0xfe, 0xff}, make([]byte, 42)...)
	b = le.AppendUint32(b, 48)
	ids := slices.Sorted(maps.Keys(texts))
	var values []byte
	list := le.AppendUint32(le.AppendUint32(nil, 0), uint32(len(ids)+2))
	base := uint32(8 + 8*(len(ids)+2))
	put := func(id uint32, v []byte) {
		list = le.AppendUint32(le.AppendUint32(list, id), base+uint32(len(values)))
		values = append(values, v...)
	}
	put(1, append(le.AppendUint32(nil, 2), byte(page), byte(page>>8), 0, 0))
	created := time.Date(2014, 1, 2, 3, 4, 5, 0, time.UTC).Unix() + 11_644_473_600
	put(12, le.AppendUint64(le.AppendUint32(nil, 0x40), uint64(created)*10_000_000))
	for _, id := range ids {
		put(id, append(le.AppendUint32(le.AppendUint32(nil, 0x1e), uint32(len(texts[id])+1)), texts[id]+"\x00"...))
	}
	return slices.Concat(b, list, values)
}

func TestCompound(t *testing.T) {
	one := book8(nil, rec(kindNumber, place(0, 0, 0), 1.0))
	two := book8(nil, rec(kindNumber, place(0, 0, 0), 2.0))
	for _, tc := range []struct {
		name    string
		streams map[string][]byte
		want    string
	}{
		{"Workbook before Book", map[string][]byte{"Book": one, "Workbook": two}, "Log 1: A=2 (0)"},
		{"Book", map[string][]byte{"Book": one}, "Log 1: A=1 (0)"},
		{"capitals", map[string][]byte{"WORKBOOK": one}, "Log 1: A=1 (0)"},
		{"encrypted", map[string][]byte{"EncryptedPackage": one}, ErrEncrypted.Error()},
		{"none", map[string][]byte{"WordDocument": one}, ErrNone.Error()},
	} {
		if got := show(compound(tc.streams)); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestSummary(t *testing.T) {
	for _, tc := range []struct {
		page  uint16
		title string
		want  string
	}{
		{1252, "Declined \xe9", "Declined é"},
		{1251, "\xcb\xee\xe3", "Лог"},
		{65001, "Лог\n2014", "Лог 2014"},
	} {
		file := compound(map[string][]byte{"Workbook": book8(nil), "\x05SummaryInformation": summary(tc.page, map[uint32]string{2: tc.title, 4: "ICE"})})
		b, err := Open(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		if want := (archive.About{Title: tc.want, Author: "ICE", Created: "2014-01-02T03:04:05Z"}); b.About.Title != want.Title || b.About.Author != want.Author || b.About.Created != want.Created {
			t.Errorf("%d: %+v, want %+v", tc.page, b.About, want)
		}
	}
}

// TestBrokenChain reads a compound file whose sectors lead in a circle, or out of the file.
func TestBrokenChain(t *testing.T) {
	var cells [][]byte
	for i := range 400 {
		cells = append(cells, rec(kindNumber, place(uint16(i), 0, 0), float64(i)))
	}
	file := compound(map[string][]byte{"Workbook": book8(nil, cells...)})
	for _, next := range []uint32{1, 5, 0xfffffffe, 0x7fffffff, 0xffffffff} {
		broken := slices.Clone(file)
		le.PutUint32(broken[512+4*5:], next) // of sector 5, in the table
		if got := show(broken); got == show(file) {
			t.Errorf("%x: it was read as if nothing were wrong", next)
		}
	}
}
