package segment

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"math"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/vellum"
	zap "github.com/blevesearch/zapx/v17"
	"github.com/golang/snappy"
)

// A writer writes a segment in zap's format, version 17. Numbers are uvarints but
// where their bytes are said, which are then the highest first.
//
//	for each document    length of its values' places, and of all that follows them
//	                     length of its key; of each value: field, type, offset, length, 0
//	                     key; the values one after the other, packed by snappy
//	for each document    where that is, 8 bytes
//	0                    documents within documents
//	for each field
//	    for each term    unless it has one document: 0, 0, length of what follows; a RoaringBitmap
//	    dictionary       length of what follows; a vellum of the terms: where the bitmap is,
//	                     or of one document its number and the highest bit
//	    field            twice 2^64-1: there are no columns; where the dictionary is
//	for each field       length of its name; name; options; 1 section, its type in 2 bytes,
//	                     where the field is in 8; or 0
//	fields               how many; for each one, where that is, 8 bytes
type writer struct {
	to  io.Writer
	at  uint64 // bytes written
	sum uint32 // their CRC-32
	err error  // the first one; after it nothing is written

	records []uint64 // where what is stored of each document is
	fields  []string // in their order
	options []index.FieldIndexingOptions
	start   []uint64 // where each field is; 0: it has no terms

	number [binary.MaxVarintLen64]byte
	fst    *vellum.Builder
	begun  bool // a field has a term
	terms  bytes.Buffer
	bits   *roaring.Bitmap
	packed bytes.Buffer
}

// keyField is the field of the keys, the first one.
const keyField = "_id"

// fieldType is the only type that a value has: text.
const fieldType = 't'

func newWriter() *writer { return &writer{bits: roaring.New()} }

// begin begins a segment of so many documents, with the fields, of which the first
// is that of the keys.
func (w *writer) begin(to io.Writer, fields []string, options []index.FieldIndexingOptions) {
	w.to, w.at, w.sum, w.err = to, 0, 0, nil
	w.records, w.start, w.begun = w.records[:0], w.start[:0], false
	w.fields, w.options = fields, options
}

func (w *writer) write(b []byte) {
	if w.err != nil {
		return
	}
	var n int
	n, w.err = w.to.Write(b)
	w.at += uint64(n)
	w.sum = crc32.Update(w.sum, crc32.IEEETable, b[:n])
}

func (w *writer) varint(n uint64) { w.write(binary.AppendUvarint(w.number[:0], n)) }

func (w *writer) uint64(n uint64) { w.write(binary.BigEndian.AppendUint64(w.number[:0], n)) }

// record writes what is stored of the next document.
func (w *writer) record(places, rest []byte) {
	w.records = append(w.records, w.at)
	w.varint(uint64(len(places)))
	w.varint(uint64(len(rest)))
	w.write(places)
	w.write(rest)
}

// stored writes where the documents are, after the last of them.
func (w *writer) stored() (at uint64) {
	at = w.at
	for _, r := range w.records {
		w.uint64(r)
	}
	w.varint(0)
	return at
}

// term writes the documents of a term of the field that is being written. The terms
// come in their order, as do the documents.
func (w *writer) term(term []byte, docs []uint32) {
	if w.err != nil || len(docs) == 0 {
		return
	}
	at := zap.FSTValEncode1Hit(uint64(docs[0]), zap.NormBits1Hit)
	if len(docs) > 1 {
		w.bits.Clear()
		w.bits.AddMany(docs)
		at = w.bitmap(w.bits)
	}
	w.entry(term, at)
}

func (w *writer) bitmap(docs *roaring.Bitmap) (at uint64) {
	docs.RunOptimize()
	w.packed.Reset()
	if _, err := docs.WriteTo(&w.packed); err != nil && w.err == nil {
		w.err = err
	}
	at = w.at
	w.varint(0)
	w.varint(0)
	w.varint(uint64(w.packed.Len()))
	w.write(w.packed.Bytes())
	return at
}

func (w *writer) entry(term []byte, at uint64) {
	if w.err != nil {
		return
	}
	if !w.begun {
		w.terms.Reset()
		if w.fst == nil {
			w.fst, w.err = vellum.New(&w.terms, nil)
		} else {
			w.err = w.fst.Reset(&w.terms)
		}
		if w.begun = true; w.err != nil {
			return
		}
	}
	w.err = w.fst.Insert(term, at)
}

// field ends a field, whose terms were written.
func (w *writer) field() {
	if !w.begun || w.err != nil {
		w.start = append(w.start, 0)
		return
	}
	w.begun = false
	if w.err = w.fst.Close(); w.err != nil {
		return
	}
	at := w.at
	w.varint(uint64(w.terms.Len()))
	w.write(w.terms.Bytes())
	w.start = append(w.start, w.at)
	w.varint(math.MaxUint64)
	w.varint(math.MaxUint64)
	w.varint(at)
}

// end writes the fields, after the last of them.
func (w *writer) end() (at uint64) {
	names := make([]uint64, len(w.fields))
	for i, name := range w.fields {
		names[i] = w.at
		w.varint(uint64(len(name)))
		w.write([]byte(name))
		w.varint(uint64(w.options[i]))
		if w.start[i] == 0 {
			w.varint(0)
			continue
		}
		w.varint(1)
		w.write(binary.BigEndian.AppendUint16(nil, zap.SectionInvertedTextIndex))
		w.uint64(w.start[i])
	}
	at = w.at
	w.varint(uint64(len(w.fields)))
	for _, n := range names {
		w.uint64(n)
	}
	return at
}

// foot ends a file: in zap's format, what tells where all is.
func (w *writer) foot(stored, fields uint64) {
	docs := uint64(len(w.records))
	var b []byte
	b = binary.BigEndian.AppendUint32(b, 0) // the length of a name of who encrypted it
	b = binary.BigEndian.AppendUint64(b, docs)
	b = binary.BigEndian.AppendUint64(b, stored)
	b = binary.BigEndian.AppendUint64(b, fields)
	b = binary.BigEndian.AppendUint32(b, zap.DefaultChunkMode)
	b = binary.BigEndian.AppendUint32(b, zap.Version)
	w.write(b)
	w.write(binary.BigEndian.AppendUint32(nil, w.sum))
}

// pack packs by snappy.
func pack(b []byte) []byte { return snappy.Encode(nil, b) }

// kept packs as snappy does what it cannot make smaller: as it is, in one piece.
func kept(to, b []byte) []byte {
	to = binary.AppendUvarint(to, uint64(len(b)))
	if len(b) == 0 {
		return to
	}
	switch n := uint32(len(b) - 1); {
	case n < 60:
		to = append(to, byte(n)<<2)
	case n < 1<<8:
		to = append(to, 60<<2, byte(n))
	case n < 1<<16:
		to = append(to, 61<<2, byte(n), byte(n>>8))
	case n < 1<<24:
		to = append(to, 62<<2, byte(n), byte(n>>8), byte(n>>16))
	default:
		to = append(to, 63<<2, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
	}
	return append(to, b...)
}
