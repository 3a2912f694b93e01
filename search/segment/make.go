package segment

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	index "github.com/blevesearch/bleve_index_api"
	"github.com/golang/snappy"
)

// A maker makes segments of documents, one after the other.
type maker struct {
	columns map[string]*column
	w       *writer
	to      bytes.Buffer
}

var makers = sync.Pool{New: func() any { return &maker{columns: map[string]*column{}, w: newWriter()} }}

// A column gathers the terms of a field, and the documents of each.
type column struct {
	ids   map[string]uint32
	terms []gathered
	posts []post
	docs  []uint32 // for sorting
}

type gathered struct {
	term  string
	doc   uint32 // that it came in last, from 1
	times uint32 // in that document
	count uint32 // of documents
}

// A post says that a document has a term.
type post struct{ term, doc uint32 }

// add adds a term of a document, and returns how often it was there so far. The
// documents come in their order.
func (c *column) add(term string, doc uint32) (times uint32) {
	id, ok := c.ids[term]
	if !ok {
		id = uint32(len(c.terms))
		c.ids[term] = id
		c.terms = append(c.terms, gathered{term: term})
	}
	g := &c.terms[id]
	if g.doc != doc+1 {
		g.doc, g.times = doc+1, 0
		g.count++
		c.posts = append(c.posts, post{id, doc})
	}
	g.times++
	return g.times
}

// write writes the terms in their order.
func (c *column) write(w *writer) {
	c.docs = slices.Grow(c.docs[:0], len(c.posts))[:len(c.posts)]
	ends := make([]uint32, len(c.terms)) // where the documents of each end, so far
	order := make([]uint32, len(c.terms))
	n := uint32(0)
	for i := range c.terms {
		ends[i], order[i] = n, uint32(i)
		n += c.terms[i].count
	}
	for _, p := range c.posts {
		c.docs[ends[p.term]] = p.doc
		ends[p.term]++
	}
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(c.terms[a].term, c.terms[b].term) })
	var term []byte
	for _, i := range order {
		g := &c.terms[i]
		term = append(term[:0], g.term...)
		w.term(term, c.docs[ends[i]-g.count:ends[i]])
	}
}

func (c *column) clear() {
	clear(c.ids)
	clear(c.terms)
	c.terms, c.posts = c.terms[:0], c.posts[:0]
}

func (m *maker) column(field string) *column {
	c := m.columns[field]
	if c == nil {
		c = &column{ids: map[string]uint32{}}
		m.columns[field] = c
	}
	return c
}

// make makes a segment of documents.
func (m *maker) make(given []index.Document) ([]byte, error) {
	docs := make([]*Document, len(given))
	for i, d := range given {
		var ok bool
		if docs[i], ok = d.(*Document); !ok {
			return nil, fmt.Errorf("segment: document of type %T", d)
		}
	}
	slices.SortFunc(docs, func(a, b *Document) int { return cmp.Compare(a.order, b.order) })
	defer func() {
		for _, c := range m.columns {
			c.clear()
		}
	}()
	m.to.Reset()
	w := m.w
	w.begin(&m.to)
	for i, d := range docs {
		m.gather(d, uint32(i))
		kept := d.kept
		if d.stored != nil {
			kept = snappy.Encode(nil, d.stored)
		}
		stem, number := parts([]byte(d.key))
		w.document(stem, number, kept)
	}
	w.endDocuments()
	for _, name := range slices.Sorted(maps.Keys(m.columns)) {
		w.field(name)
		m.columns[name].write(w)
		w.endField()
	}
	err := w.end()
	return bytes.Clone(m.to.Bytes()), err
}

// gather gathers the terms of a document.
func (m *maker) gather(d *Document, doc uint32) {
	for _, l := range d.lists {
		c := m.column(l.field)
		if l.often == "" {
			for _, t := range l.terms {
				c.add(t, doc)
			}
			continue
		}
		often := m.column(l.often)
		for _, t := range l.terms {
			if class := oftenClass(c.add(t, doc)); class >= 0 {
				often.add(Often(t, class), doc)
			}
		}
	}
}
