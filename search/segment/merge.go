package segment

import (
	"bufio"
	"bytes"
	"container/heap"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
)

// dropped is the number that a document gets that is not in the new segment.
const dropped = math.MaxUint64

// MergeUsing makes a file of segments, without the documents that were dropped of
// each, and returns what number the documents of each have there. Where stop is
// closed, it stops, and the error is segment.ErrClosed.
func (p plugin) MergeUsing(segments []segment.Segment, drops []*roaring.Bitmap, path string, stop chan struct{}, report segment.StatsReporter, _ map[string]any) ([][]uint64, uint64, error) {
	m := merger{stop: stop, w: newWriter()}
	for i, s := range segments {
		f, err := Of(s)
		if err != nil {
			return nil, 0, err
		}
		m.parts = append(m.parts, part{file: f, drops: drops[i]})
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, 0, err
	}
	to := bufio.NewWriterSize(file, 1<<20)
	if err = m.merge(to); err == nil { // bleve knows segment.ErrClosed by itself only
		err = errors.Join(to.Flush(), file.Sync())
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		os.Remove(path)
		return nil, 0, err
	}
	if report != nil {
		report.ReportBytesWritten(m.w.at)
	}
	numbers := make([][]uint64, len(m.parts))
	for i, p := range m.parts {
		numbers[i] = p.numbers
	}
	return numbers, m.w.at, nil
}

type merger struct {
	parts []part
	stop  chan struct{}
	w     *writer
}

// A part is a segment while it is merged.
type part struct {
	file    *File
	drops   *roaring.Bitmap
	numbers []uint64 // what its documents become
	fields  []int    // what its fields become
}

func (m *merger) stopped() bool {
	select {
	case <-m.stop:
		return true
	default:
		return false
	}
}

func (m *merger) merge(to *bufio.Writer) (err error) {
	defer recovered(&err)
	names, options := m.fields()
	w := m.w
	w.begin(to, names, options)
	if err := m.store(); err != nil {
		return err
	}
	stored := w.stored()
	for _, name := range names {
		if err := m.terms(name); err != nil {
			return err
		}
		w.field()
	}
	w.foot(stored, w.end())
	return w.err
}

// fields are those of all parts, in their order.
func (m *merger) fields() (names []string, options []index.FieldIndexingOptions) {
	all := map[string]index.FieldIndexingOptions{}
	for _, p := range m.parts {
		for _, f := range p.file.fields {
			if _, ok := all[f.name]; !ok && f.name != keyField {
				names = append(names, f.name)
			}
			all[f.name] |= f.options
		}
	}
	slices.Sort(names)
	names = slices.Insert(names, 0, keyField)
	for i := range m.parts {
		p := &m.parts[i]
		for _, f := range p.file.fields {
			p.fields = append(p.fields, slices.Index(names, f.name))
		}
	}
	for _, name := range names {
		options = append(options, all[name])
	}
	return names, options
}

// store writes what is stored of the documents, and gives them their numbers.
func (m *merger) store() error {
	next := uint64(0)
	var changed []byte
	for i := range m.parts {
		p := &m.parts[i]
		p.numbers = make([]uint64, p.file.docs)
		same := true
		for from, to := range p.fields {
			same = same && from == to
		}
		for doc := range p.numbers {
			if doc&0xfff == 0 && m.stopped() {
				return segment.ErrClosed
			}
			if p.drops != nil && p.drops.Contains(uint32(doc)) {
				p.numbers[doc] = dropped
				continue
			}
			p.numbers[doc] = next
			next++
			places, rest := p.file.record(uint64(doc))
			if !same {
				changed = p.renamed(changed[:0], places)
				places = changed
			}
			m.w.record(places, rest)
		}
	}
	return m.w.err
}

// renamed are the places of a document's values, with its fields as they become.
func (p *part) renamed(to, places []byte) []byte {
	at := cursor{places}
	to = binary.AppendUvarint(to, at.varint())
	for len(at.rest) > 0 {
		to = binary.AppendUvarint(to, uint64(p.fields[at.varint()]))
		for range 4 {
			to = binary.AppendUvarint(to, at.varint())
		}
	}
	return to
}

// terms writes the terms of a field of all parts.
func (m *merger) terms(name string) error {
	var all ahead
	for i := range m.parts {
		p := &m.parts[i]
		f, ok := p.file.named[name]
		if !ok || p.file.fields[f].fst == nil {
			continue
		}
		it, err := p.file.fields[f].fst.Iterator(nil, nil)
		if err == vellum.ErrIteratorDone {
			continue
		}
		if err != nil {
			return err
		}
		a := &at{part: p, order: i, it: it}
		a.term, a.value = it.Current()
		all = append(all, a)
	}
	heap.Init(&all)
	var term []byte
	var docs []uint32
	for n := 0; len(all) > 0; n++ {
		if n&0xfff == 0 && m.stopped() {
			return segment.ErrClosed
		}
		a := all[0]
		if !bytes.Equal(a.term, term) {
			m.w.term(term, docs)
			term, docs = append(term[:0], a.term...), docs[:0]
		}
		var err error
		if docs, err = a.docs(docs); err != nil {
			return err
		}
		switch err := a.it.Next(); err {
		case nil:
			a.term, a.value = a.it.Current()
			heap.Fix(&all, 0)
		case vellum.ErrIteratorDone:
			heap.Pop(&all)
		default:
			return err
		}
	}
	m.w.term(term, docs)
	return m.w.err
}

// An at is how far the terms of a part are read.
type at struct {
	part  *part
	order int
	it    *vellum.FSTIterator
	term  []byte
	value uint64
	bits  roaring.Bitmap
}

// docs appends the documents of the term, as they are numbered now.
func (a *at) docs(to []uint32) ([]uint32, error) {
	p := Postings{a.part.file, a.value}
	add := func(doc uint32) {
		if n := a.part.numbers[doc]; n != dropped {
			to = append(to, uint32(n))
		}
	}
	if doc, ok := p.single(); ok {
		add(doc)
		return to, nil
	}
	if err := p.read(&a.bits); err != nil {
		return to, err
	}
	a.bits.Iterate(func(doc uint32) bool {
		add(doc)
		return true
	})
	return to, nil
}

// ahead are the parts, that with the first term first, and of one term in their order.
type ahead []*at

func (a ahead) Len() int      { return len(a) }
func (a ahead) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *ahead) Push(x any)   { *a = append(*a, x.(*at)) }
func (a ahead) Less(i, j int) bool {
	c := bytes.Compare(a[i].term, a[j].term)
	return c < 0 || c == 0 && a[i].order < a[j].order
}

func (a *ahead) Pop() any {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}
