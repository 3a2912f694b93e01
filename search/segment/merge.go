package segment

import (
	"bufio"
	"bytes"
	"container/heap"
	"errors"
	"maps"
	"math"
	"os"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
)

// dropped is the number that a document gets that is not in the new segment.
const dropped = math.MaxUint64

// Merge makes a file of segments, without the documents that were dropped of
// each, and returns what number the documents of each have there. Where stop is
// closed, it stops, and the error is segment.ErrClosed.
func (plugin) Merge(segments []segment.Segment, drops []*roaring.Bitmap, path string, stop chan struct{}, report segment.StatsReporter) ([][]uint64, uint64, error) {
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
	m.w.begin(to)
	if err := m.documents(); err != nil {
		return err
	}
	m.w.endDocuments()
	for _, name := range m.fields() {
		m.w.field(name)
		if err := m.terms(name); err != nil {
			return err
		}
		m.w.endField()
	}
	return m.w.end()
}

// fields are those of all parts, in their order.
func (m *merger) fields() []string {
	all := map[string]field{}
	for _, p := range m.parts {
		maps.Copy(all, p.file.fields)
	}
	return slices.Sorted(maps.Keys(all))
}

// documents writes the documents, and gives them their numbers.
func (m *merger) documents() error {
	for i := range m.parts {
		p := &m.parts[i]
		p.numbers = make([]uint64, p.file.docs)
		for _, r := range p.file.runs {
			for n := range r.docs {
				doc := r.start + n
				if doc&0xfff == 0 && m.stopped() {
					return segment.ErrClosed
				}
				if p.drops != nil && p.drops.Contains(uint32(doc)) {
					p.numbers[doc] = dropped
					continue
				}
				p.numbers[doc] = m.w.docs
				m.w.document(r.stem, r.first+n, p.file.kept(doc))
			}
		}
	}
	return m.w.err
}

// terms writes the terms of a field of all parts.
func (m *merger) terms(name string) error {
	var all ahead
	for i := range m.parts {
		p := &m.parts[i]
		f, ok := p.file.fields[name]
		if !ok {
			continue
		}
		it, err := f.terms.Iterator(nil, nil)
		if err == vellum.ErrIteratorDone {
			continue
		}
		if err != nil {
			return err
		}
		a := &at{part: p, order: i, start: f.start, it: it}
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
	start uint64 // of the field
	it    *vellum.FSTIterator
	term  []byte
	value uint64
}

// docs appends the documents of the term, as they are numbered now.
func (a *at) docs(to []uint32) ([]uint32, error) {
	n := len(to)
	to, err := Postings{a.part.file, a.start, a.value}.appendTo(to)
	left := to[:n]
	for _, doc := range to[n:] {
		if n := a.part.numbers[doc]; n != dropped {
			left = append(left, uint32(n))
		}
	}
	return left, err
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
