package segment

import (
	"bytes"
	"encoding/binary"
	"io"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/vellum"
)

// A writer writes a segment. Numbers are uvarints; positions are 8 bytes, the highest
// first.
//
//	for each document
//	               what is kept of it
//	places         the position of that, and then of its end, in 5 bytes
//	keys           how many runs; of each the length of its stem, the stem, its first
//	               number, how many documents
//	for each field that has terms
//	    for each term that several documents have
//	               how many; if they are few, how far each is from the one before, or
//	               else the length of a RoaringBitmap, and that
//	    dictionary a vellum of the terms: of several documents twice where they are,
//	               counted from the first of the field, of one twice its number, and 1
//	fields         how many; of each the length of its name, the name, the positions of its
//	               first documents and its dictionary, and the length of that
//	foot           how many documents, in 8 bytes; the positions of places, keys, fields
type writer struct {
	to  io.Writer
	at  uint64 // bytes written
	err error  // the first one; after it nothing is written

	docs   uint64
	places []byte
	runs   uint64
	run    run // that is not yet written
	keys   []byte

	name   string // of the field that is being written
	start  uint64
	some   bool // it has terms
	dict   *vellum.Builder
	terms  pile
	list   []byte
	bits   *roaring.Bitmap
	packed bytes.Buffer
	many   uint64 // fields
	fields []byte

	foot [footBytes / 8]uint64
}

const (
	few        = 32 // so many documents at most are written one by one
	placeBytes = 5
	footBytes  = 4 * 8
)

func newWriter() *writer { return &writer{bits: roaring.New()} }

// begin begins a segment: its documents, then its fields.
func (w *writer) begin(to io.Writer) {
	w.to, w.at, w.err = to, 0, nil
	w.docs, w.places = 0, w.places[:0]
	w.runs, w.run.docs, w.keys = 0, 0, w.keys[:0]
	w.some, w.many, w.fields = false, 0, w.fields[:0]
}

func (w *writer) write(b []byte) {
	if w.err != nil {
		return
	}
	var n int
	n, w.err = w.to.Write(b)
	w.at += uint64(n)
}

func appendUint64(to []byte, n uint64) []byte { return binary.BigEndian.AppendUint64(to, n) }

func appendBytes(to, b []byte) []byte {
	return append(binary.AppendUvarint(to, uint64(len(b))), b...)
}

// document writes the next document: its key, parted, and what is kept of it.
func (w *writer) document(stem []byte, number uint64, kept []byte) {
	if r := &w.run; r.docs == 0 || number != r.first+r.docs || !bytes.Equal(stem, r.stem) {
		w.endRun()
		*r = run{stem: append(r.stem[:0], stem...), first: number}
	}
	w.run.docs++
	w.docs++
	w.place()
	w.write(kept)
}

func (w *writer) place() {
	w.places = append(w.places, byte(w.at>>32), byte(w.at>>24), byte(w.at>>16), byte(w.at>>8), byte(w.at))
}

func (w *writer) endRun() {
	if w.run.docs == 0 {
		return
	}
	w.runs++
	w.keys = appendBytes(w.keys, w.run.stem)
	w.keys = binary.AppendUvarint(w.keys, w.run.first)
	w.keys = binary.AppendUvarint(w.keys, w.run.docs)
}

// endDocuments comes after the last document.
func (w *writer) endDocuments() {
	w.place()
	w.endRun()
	w.foot[1] = w.at
	w.write(w.places)
	w.foot[2] = w.at
	w.write(binary.AppendUvarint(nil, w.runs))
	w.write(w.keys)
}

// field begins a field, and endField ends it.
func (w *writer) field(name string) { w.name, w.start, w.some = name, w.at, false }

// term writes a term of the field, and its documents. The terms come in their order,
// as do the documents.
func (w *writer) term(term []byte, docs []uint32) {
	if w.err != nil || len(docs) == 0 {
		return
	}
	if !w.some {
		w.some = true
		w.terms.clear()
		if w.dict == nil {
			w.dict, w.err = vellum.New(&w.terms, nil)
		} else {
			w.err = w.dict.Reset(&w.terms)
		}
	}
	at := uint64(docs[0])<<1 | 1
	if len(docs) > 1 {
		at = (w.at - w.start) << 1
		w.several(docs)
	}
	if w.err == nil {
		w.err = w.dict.Insert(term, at)
	}
}

func (w *writer) several(docs []uint32) {
	w.list = binary.AppendUvarint(w.list[:0], uint64(len(docs)))
	if len(docs) <= few {
		last := uint32(0)
		for _, d := range docs {
			w.list = binary.AppendUvarint(w.list, uint64(d-last))
			last = d
		}
		w.write(w.list)
		return
	}
	w.bits.Clear()
	w.bits.AddMany(docs)
	w.bits.RunOptimize()
	w.packed.Reset()
	if _, err := w.bits.WriteTo(&w.packed); err != nil && w.err == nil {
		w.err = err
	}
	w.write(appendBytes(w.list, w.packed.Bytes()))
}

func (w *writer) endField() {
	if !w.some || w.err != nil {
		return
	}
	if w.err = w.dict.Close(); w.err != nil {
		return
	}
	at := w.at
	w.many++
	w.fields = appendBytes(w.fields, []byte(w.name))
	w.fields = appendUint64(appendUint64(w.fields, w.start), at)
	for _, b := range w.terms {
		w.write(b)
	}
	w.fields = binary.AppendUvarint(w.fields, w.at-at)
}

// end comes after the last field.
func (w *writer) end() error {
	w.foot[0], w.foot[3] = w.docs, w.at
	w.write(binary.AppendUvarint(nil, w.many))
	w.write(w.fields)
	for _, n := range w.foot {
		w.write(appendUint64(nil, n))
	}
	return w.err
}

// A pile is bytes in pieces, so that it is not moved while it grows: a dictionary may
// have a hundred million.
type pile [][]byte

const pieceBytes = 1 << 18

func (p *pile) Write(b []byte) (int, error) {
	last := len(*p) - 1
	if last < 0 || len((*p)[last])+len(b) > cap((*p)[last]) {
		*p = append(*p, make([]byte, 0, max(pieceBytes, len(b))))
		last++
	}
	(*p)[last] = append((*p)[last], b...)
	return len(b), nil
}

// clear leaves nothing but the room of the first piece.
func (p *pile) clear() {
	if len(*p) > 0 {
		clear((*p)[1:])
		*p = (*p)[:1]
		(*p)[0] = (*p)[0][:0]
	}
}
