package segment

import (
	"encoding/binary"
	"fmt"
	"runtime"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/vellum"
	zap "github.com/blevesearch/zapx/v17"
	"github.com/golang/snappy"

	"readingroom/archive"
)

// A File is a segment as it lies in memory, or in a file that is mapped there. It may
// be used by several goroutines, as long as bleve's snapshot of it is held.
type File struct {
	data   []byte
	docs   uint64
	stored uint64
	fields []field
	named  map[string]int
}

type field struct {
	name    string
	options index.FieldIndexingOptions
	fst     *vellum.FST // nil: it has no terms
}

// open reads what a segment has. Where it is damaged, that is the error, or found later.
func open(data []byte, docs, stored, fields uint64) (f *File, err error) {
	defer recovered(&err)
	f = &File{data: data, docs: docs, stored: stored, named: map[string]int{}}
	at := f.from(fields)
	for n := at.varint(); n > 0; n-- {
		fl := field{}
		desc := f.from(at.uint64())
		fl.name = string(desc.take(desc.varint()))
		fl.options = index.FieldIndexingOptions(desc.varint())
		if desc.varint() > 0 {
			if section := binary.BigEndian.Uint16(desc.take(2)); section != zap.SectionInvertedTextIndex {
				return nil, fmt.Errorf("segment: field %s: section %d: %w", fl.name, section, archive.ErrCorrupt)
			}
			start := f.from(desc.uint64())
			start.varint()
			start.varint()
			dict := f.from(start.varint())
			if fl.fst, err = vellum.Load(dict.take(dict.varint())); err != nil {
				return nil, fmt.Errorf("segment: field %s: %w", fl.name, err)
			}
		}
		f.named[fl.name] = len(f.fields)
		f.fields = append(f.fields, fl)
	}
	return f, nil
}

// A cursor reads numbers. Beyond the end it panics, as a slice does.
type cursor struct{ rest []byte }

func (f *File) from(at uint64) *cursor { return &cursor{f.data[at:]} }

func (c *cursor) varint() uint64 {
	v, n := binary.Uvarint(c.rest)
	if n <= 0 {
		panic("number cut short")
	}
	c.rest = c.rest[n:]
	return v
}

func (c *cursor) take(n uint64) []byte {
	b := c.rest[:n:n]
	c.rest = c.rest[n:]
	return b
}

func (c *cursor) uint64() uint64 { return binary.BigEndian.Uint64(c.take(8)) }

// Docs is how many documents there are, those that were deleted since with them.
func (f *File) Docs() uint64 { return f.docs }

// record is what is stored of a document.
func (f *File) record(doc uint64) (places, rest []byte) {
	at := f.from(binary.BigEndian.Uint64(f.data[f.stored+8*doc:]))
	n, m := at.varint(), at.varint()
	return at.take(n), at.take(m)
}

// Key is the key of a document.
func (f *File) Key(doc uint64) []byte {
	places, rest := f.record(doc)
	n, _ := binary.Uvarint(places)
	return rest[:n:n]
}

// Kept is what a document keeps, where it lies: false where it is stored packed, or
// is damaged.
func (f *File) Kept(doc uint64) (value []byte, ok bool) {
	defer func() {
		if recover() != nil {
			value, ok = nil, false
		}
	}()
	return f.kept(doc)
}

func (f *File) kept(doc uint64) (value []byte, ok bool) {
	places, rest := f.record(doc)
	n, _ := binary.Uvarint(places)
	packed := rest[n:]
	size, m := binary.Uvarint(packed)
	if m <= 0 {
		return nil, false
	}
	if packed = packed[m:]; size == 0 || len(packed) == 0 {
		return nil, size == 0
	}
	sign, length := packed[0]&3, uint64(packed[0]>>2)
	packed = packed[1:]
	if length >= 60 { // it is in the bytes that follow
		more := int(length - 59)
		length = 0
		for i, b := range packed[:more] {
			length |= uint64(b) << (8 * i)
		}
		packed = packed[more:]
	}
	return packed, sign == 0 && length+1 == size && uint64(len(packed)) == size
}

// cacheLine is how much memory a processor fetches at once, mostly.
const cacheLine = 64

// Several are what several documents keep, as Kept finds it, nil where it does not.
// They lie far apart: all of their memory is asked for before any of it is looked
// through, so that it is waited for once and not for each of them.
func (f *File) Several(docs []uint32, values [][]byte) {
	clear(values)
	defer func() { _ = recover() }()
	asked := byte(0)
	for _, d := range docs {
		asked ^= f.data[binary.BigEndian.Uint64(f.data[f.stored+8*uint64(d):])]
	}
	for i, d := range docs {
		values[i], _ = f.kept(uint64(d))
	}
	for _, value := range values {
		for i := 0; i < len(value); i += cacheLine {
			asked ^= value[i]
		}
	}
	runtime.KeepAlive(asked)
}

// Terms are the terms of a field; nil where there are none.
func (f *File) Terms(field string) *Terms {
	i, ok := f.named[field]
	if !ok || f.fields[i].fst == nil {
		return nil
	}
	r, err := f.fields[i].fst.Reader()
	if err != nil {
		return nil
	}
	return &Terms{file: f, fst: f.fields[i].fst, find: r}
}

// Terms are the terms of a field of a segment. One goroutine uses them.
type Terms struct {
	file *File
	fst  *vellum.FST
	find *vellum.Reader
}

// Docs are the documents that have a term; nil: none. They lie in the file, and are
// not changed.
func (t *Terms) Docs(term string) (*roaring.Bitmap, error) {
	if t == nil {
		return nil, nil
	}
	at, ok, err := t.find.Get([]byte(term))
	if err != nil || !ok {
		return nil, err
	}
	return Postings{t.file, at}.Docs()
}

// Each calls visit for the terms from one up to but not including another, nil
// for all, in their order, until it returns false. The term is only lent.
func (t *Terms) Each(from, to []byte, visit func(term []byte, docs Postings) bool) error {
	if t == nil {
		return nil
	}
	it, err := t.fst.Iterator(from, to)
	for err == nil {
		term, at := it.Current()
		if !visit(term, Postings{t.file, at}) {
			return nil
		}
		err = it.Next()
	}
	if err == vellum.ErrIteratorDone {
		return nil
	}
	return err
}

// Postings are the documents of a term, not yet read.
type Postings struct {
	file *File
	at   uint64
}

// single is the only document, where there is no more than one.
func (p Postings) single() (uint32, bool) {
	if p.at&zap.FSTValEncodingMask != zap.FSTValEncoding1Hit {
		return 0, false
	}
	doc, _ := zap.FSTValDecode1Hit(p.at)
	return uint32(doc), true
}

// Docs are the documents. They lie in the file, and are not changed.
func (p Postings) Docs() (*roaring.Bitmap, error) {
	if doc, ok := p.single(); ok {
		return roaring.BitmapOf(doc), nil
	}
	docs := roaring.New()
	return docs, p.read(docs)
}

// Count is how many documents there are.
func (p Postings) Count() (uint64, error) {
	if _, ok := p.single(); ok {
		return 1, nil
	}
	docs, err := p.Docs()
	return docs.GetCardinality(), err
}

func (p Postings) read(into *roaring.Bitmap) (err error) {
	defer recovered(&err)
	at := p.file.from(p.at)
	at.varint()
	at.varint()
	_, err = into.FromBuffer(at.take(at.varint()))
	return err
}

// recovered makes of a panic over a damaged segment an error.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("segment: %v: %w", r, archive.ErrCorrupt)
	}
}

// Stored calls visit for what is stored of a document, until it returns false. The
// value is only lent.
func (f *File) Stored(doc uint64, visit func(field string, value []byte) bool) (err error) {
	defer recovered(&err)
	places, rest := f.record(doc)
	at := cursor{places}
	values, err := snappy.Decode(nil, rest[at.varint():])
	if err != nil {
		return fmt.Errorf("segment: document %d: %w", doc, err)
	}
	for len(at.rest) > 0 {
		field := f.fields[at.varint()].name
		at.varint()
		offset, length := at.varint(), at.varint()
		at.varint()
		if !visit(field, values[offset:offset+length]) {
			break
		}
	}
	return nil
}
