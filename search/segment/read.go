package segment

import (
	"encoding/binary"
	"fmt"
	"iter"
	"runtime"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/vellum"
	"github.com/golang/snappy"

	"readingroom/archive"
)

// A File is a segment as it lies in memory, or in a file that is mapped there. It may
// be used by several goroutines, as long as bleve's snapshot of it is held.
type File struct {
	keys
	data   []byte
	docs   uint64
	places uint64
	fields map[string]field
}

type field struct {
	start uint64 // where its first documents are
	terms *vellum.FST
}

// open reads what a segment has. Where it is damaged, that is the error, or found later.
func open(data []byte) (f *File, err error) {
	defer recovered(&err)
	foot := cursor{data[len(data)-footBytes:]}
	f = &File{data: data, docs: foot.uint64(), places: foot.uint64(), fields: map[string]field{}}
	at := f.from(foot.uint64())
	var runs []run
	doc := uint64(0)
	for n := at.varint(); n > 0; n-- {
		r := run{stem: at.take(at.varint()), first: at.varint(), docs: at.varint(), start: doc}
		runs = append(runs, r)
		doc += r.docs
	}
	if doc != f.docs || doc > uint64(len(data)) || f.place(doc) > f.places {
		return nil, fmt.Errorf("segment: %d documents, and keys of %d: %w", f.docs, doc, archive.ErrCorrupt)
	}
	f.keys = newKeys(runs)
	at = f.from(foot.uint64())
	for n := at.varint(); n > 0; n-- {
		name := string(at.take(at.varint()))
		fl := field{start: at.uint64()}
		if fl.terms, err = vellum.Load(f.from(at.uint64()).take(at.varint())); err != nil {
			return nil, fmt.Errorf("segment: field %s: %w", name, err)
		}
		f.fields[name] = fl
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

// Keys are the keys of the documents, in their order. A key is only lent.
func (f *File) Keys() iter.Seq2[uint64, []byte] { return f.all() }

// Find finds a document by its key.
func (f *File) Find(key string) (doc uint64, ok bool) { return f.find([]byte(key)) }

// Kept is what is kept of a document. It lies in the file, and is not changed.
func (f *File) Kept(doc uint64) (kept []byte, err error) {
	defer recovered(&err)
	return f.kept(doc), nil
}

func (f *File) kept(doc uint64) []byte {
	end := f.place(doc + 1)
	return f.data[f.place(doc):end:end]
}

func (f *File) place(doc uint64) uint64 {
	b := f.data[f.places+placeBytes*doc:][:8] // there is more behind it
	return binary.BigEndian.Uint64(b) >> 24
}

// Stored calls visit for the values that are stored of a document, until it returns
// false. A value is only lent.
func (f *File) Stored(doc uint64, visit func(name string, value []byte) bool) (err error) {
	defer recovered(&err)
	values, err := snappy.Decode(nil, f.kept(doc))
	if err != nil {
		return fmt.Errorf("segment: document %d: %w", doc, err)
	}
	for at := (cursor{values}); len(at.rest) > 0; {
		name := string(at.take(at.varint()))
		if !visit(name, at.take(at.varint())) {
			break
		}
	}
	return nil
}

// cacheLine is how much memory a processor fetches at once, mostly.
const cacheLine = 64

// Several are what is kept of several documents, as Kept finds it. They lie far
// apart: all of their memory is asked for before any of it is looked through, so
// that it is waited for once and not for each of them.
func (f *File) Several(docs []uint32, values [][]byte) (err error) {
	defer recovered(&err)
	asked := byte(0)
	for i, d := range docs {
		values[i] = f.kept(uint64(d))
	}
	for _, value := range values {
		for i := 0; i < len(value); i += cacheLine {
			asked ^= value[i]
		}
	}
	runtime.KeepAlive(asked)
	return nil
}

// Terms are the terms of a field; nil where there are none.
func (f *File) Terms(name string) *Terms {
	fl, ok := f.fields[name]
	if !ok {
		return nil
	}
	find, err := fl.terms.Reader()
	if err != nil {
		return nil
	}
	return &Terms{file: f, field: fl, find: find}
}

// Terms are the terms of a field of a segment. One goroutine uses them.
type Terms struct {
	file  *File
	field field
	find  *vellum.Reader
}

// Docs are the documents that have a term; nil: none. They may lie in the file, and
// are not changed.
func (t *Terms) Docs(term string) (docs *roaring.Bitmap, err error) {
	defer recovered(&err)
	if t == nil {
		return nil, nil
	}
	at, ok, err := t.find.Get([]byte(term))
	if err != nil || !ok {
		return nil, err
	}
	return t.postings(at).Docs()
}

func (t *Terms) postings(at uint64) Postings { return Postings{t.file, t.field.start, at} }

// Each calls visit for the terms from one up to but not including another, nil
// for all, in their order, until it returns false. The term is only lent.
func (t *Terms) Each(from, to []byte, visit func(term []byte, docs Postings) bool) error {
	if t == nil {
		return nil
	}
	it, err := t.field.terms.Iterator(from, to)
	for err == nil {
		term, at := it.Current()
		if !visit(term, t.postings(at)) {
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
	file  *File
	start uint64 // of its field
	at    uint64 // what its dictionary has
}

// Docs are the documents. They may lie in the file, and are not changed.
func (p Postings) Docs() (docs *roaring.Bitmap, err error) {
	defer recovered(&err)
	docs = roaring.New()
	if one, ok := p.single(); ok {
		docs.Add(one)
		return docs, nil
	}
	at := p.several()
	if n := at.varint(); n > few {
		_, err = docs.FromBuffer(at.take(at.varint()))
	} else {
		var room [few]uint32
		docs.AddMany(at.each(room[:0], n))
	}
	return docs, err
}

// Count is how many documents there are.
func (p Postings) Count() (n uint64, err error) {
	defer recovered(&err)
	if _, ok := p.single(); ok {
		return 1, nil
	}
	return p.several().varint(), nil
}

// appendTo appends the documents.
func (p Postings) appendTo(to []uint32) (_ []uint32, err error) {
	defer recovered(&err)
	if one, ok := p.single(); ok {
		return append(to, one), nil
	}
	at := p.several()
	n := at.varint()
	if n <= few {
		return at.each(to, n), nil
	}
	var docs roaring.Bitmap
	if _, err := docs.FromBuffer(at.take(at.varint())); err != nil {
		return to, err
	}
	docs.Iterate(func(doc uint32) bool {
		to = append(to, doc)
		return true
	})
	return to, nil
}

// single is the only document, where there is no more than one.
func (p Postings) single() (uint32, bool) { return uint32(p.at >> 1), p.at&1 == 1 }

func (p Postings) several() *cursor { return p.file.from(p.start + p.at>>1) }

// each appends so many documents that are written one by one.
func (c *cursor) each(to []uint32, n uint64) []uint32 {
	doc := uint32(0)
	for range n {
		doc += uint32(c.varint())
		to = append(to, doc)
	}
	return to
}

// recovered makes of a panic over a damaged segment an error.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("segment: %v: %w", r, archive.ErrCorrupt)
	}
}
