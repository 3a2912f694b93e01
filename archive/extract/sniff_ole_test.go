package extract

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
)

// compound builds an OLE file whose entries are given as name, left, right,
// child; the first is the root.
func compound(entries ...[4]any) []byte {
	per := 512 / oleEntry
	dirs := (len(entries) + per - 1) / per
	tables := (dirs + 1 + 127) / 128
	for (dirs+tables+127)/128 > tables {
		tables++
	}
	head := make([]byte, 512)
	copy(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	le := binary.LittleEndian
	le.PutUint16(head[24:], 0x3e)
	le.PutUint16(head[26:], 3)
	le.PutUint16(head[28:], 0xfffe)
	le.PutUint16(head[30:], 9)
	le.PutUint16(head[32:], 6)
	le.PutUint32(head[44:], uint32(tables))
	le.PutUint32(head[48:], uint32(tables))
	le.PutUint32(head[56:], 4096)
	for i := 60; i < 72; i += 4 {
		le.PutUint32(head[i:], 0xfffffffe)
	}
	le.PutUint32(head[64:], 0)
	le.PutUint32(head[72:], 0)
	for i := range 109 {
		n := uint32(0xffffffff)
		if i < tables {
			n = uint32(i)
		}
		le.PutUint32(head[76+4*i:], n)
	}
	table := bytes.Repeat([]byte{0xff}, 512*tables)
	for i := range tables {
		le.PutUint32(table[4*i:], 0xfffffffd)
	}
	for i := range dirs {
		next := uint32(tables + i + 1)
		if i == dirs-1 {
			next = 0xfffffffe
		}
		le.PutUint32(table[4*(tables+i):], next)
	}
	body := make([]byte, 512*dirs)
	for i, e := range entries {
		b := body[i*oleEntry:]
		units := utf16.Encode([]rune(e[0].(string)))
		for k, u := range units {
			le.PutUint16(b[2*k:], u)
		}
		le.PutUint16(b[64:], uint16(2*len(units)+2))
		b[66] = 1
		for k, at := range []int{68, 72, 76} {
			le.PutUint32(b[at:], uint32(e[k+1].(int)))
		}
	}
	return append(append(head, table...), body...)
}

const none = 0xffffffff

func TestOLEType(t *testing.T) {
	root := [4]any{"Root Entry", none, none, 1}
	for _, tc := range []struct {
		name string
		file []byte
		want string
	}{
		{"a document", compound(root, [4]any{"WordDocument", none, none, none}), "application/msword"},
		{"by its sibling", compound(root, [4]any{"\x05SummaryInformation", none, 2, none}, [4]any{"Workbook", none, none, none}), xlsType},
		{"left as well", compound(root, [4]any{"x", 2, none, none}, [4]any{"Book", none, none, none}), xlsType},
		{"what an object inside is does not count", compound(root, [4]any{"ObjectPool", none, none, 2}, [4]any{"WordDocument", none, none, none}), "application/x-ole-storage"},
		{"encrypted", compound(root, [4]any{"EncryptedPackage", none, none, none}), encryptedType},
		{"siblings in a circle", compound(root, [4]any{"a", 2, 2, none}, [4]any{"b", 1, 1, none}), "application/x-ole-storage"},
		{"no such entry", compound([4]any{"Root Entry", none, none, 77}), "application/x-ole-storage"},
		{"cut off", compound(root, [4]any{"WordDocument", none, none, none})[:900], "application/x-ole-storage"},
		{"a head alone", compound(root)[:512], "application/x-ole-storage"},
	} {
		if got := oleType(bytes.NewReader(tc.file)); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

// Folders within folders cost no more than their number.
func TestOLETypeDeep(t *testing.T) {
	entries := [][4]any{{"Root Entry", none, none, 1}}
	const deep = 7000
	for i := 1; i <= deep; i++ {
		entries = append(entries, [4]any{fmt.Sprint("folder ", i), none, none, i + 1})
	}
	file := compound(entries...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if got := oleType(bytes.NewReader(file)); got != "application/x-ole-storage" {
		t.Errorf("%s", got)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 32<<20 {
		t.Errorf("%d folders took %d MB", deep, used>>20)
	}
}

// On real files it sees what the library sees.
func TestOLETypeOfCorpus(t *testing.T) {
	var files []string
	for _, ext := range []string{"doc", "xls", "ppt", "msg"} {
		found, _ := filepath.Glob("../../../shared/corpus/*/*/*." + ext)
		more, _ := filepath.Glob("../../../shared/corpus/*/*." + ext)
		files = append(append(files, found...), more...)
	}
	if len(files) == 0 {
		t.Skip("no real records here")
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := mscfb.New(bytes.NewReader(b))
		if err != nil {
			continue
		}
		got := oleRoot(bytes.NewReader(b))
		for {
			f, err := doc.Next()
			if err != nil {
				break
			}
			// The library cuts a first control character off.
			if low := strings.ToLower(f.Name); len(f.Path) == 0 && !got[low] && !got[string(rune(f.Initial))+low] {
				t.Errorf("%s: %q is not among %v", name, f.Name, got)
			}
		}
	}
	t.Logf("%d files", len(files))
}

func FuzzOLEType(f *testing.F) {
	f.Add(compound([4]any{"Root Entry", none, none, 1}, [4]any{"Workbook", none, none, none}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if oleType(bytes.NewReader(b)) == "" {
			t.Error("no type")
		}
	})
}
