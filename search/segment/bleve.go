package segment

import (
	"errors"
	"maps"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
)

// What bleve asks of a segment: to count its documents, to find those that are
// replaced, and to look for terms that are like another one. It is not asked to
// search.

func (f *File) file() *File      { return f }
func (f *File) Count() uint64    { return f.docs }
func (f *File) Size() int        { return len(f.data) }
func (f *File) Fields() []string { return slices.Sorted(maps.Keys(f.fields)) }

func (f *File) BytesRead() uint64     { return 0 }
func (f *File) ResetBytesRead(uint64) {}
func (f *File) BytesWritten() uint64  { return uint64(len(f.data)) }

// DocNumbers are the documents that have keys.
func (f *File) DocNumbers(keys []string) (_ *roaring.Bitmap, err error) {
	defer recovered(&err)
	docs := roaring.New()
	for _, k := range keys {
		if doc, ok := f.Find(k); ok {
			docs.Add(uint32(doc))
		}
	}
	return docs, nil
}

// DocID is the key of a document.
func (f *File) DocID(doc uint64) (key []byte, err error) {
	defer recovered(&err)
	return f.key(doc), nil
}

// VisitStoredFields visits the values that are stored of a document.
func (f *File) VisitStoredFields(doc uint64, visit segment.StoredFieldValueVisitor) error {
	return f.Stored(doc, func(name string, value []byte) bool { return visit(name, 't', value, nil) })
}

// Dictionary are the terms of a field.
func (f *File) Dictionary(name string) (segment.TermDictionary, error) {
	return dictionary{f.fields[name].terms}, nil
}

// A dictionary are the terms of a field: none where it is nil.
type dictionary struct{ terms *vellum.FST }

func (d dictionary) PostingsList([]byte, *roaring.Bitmap, segment.PostingsList) (segment.PostingsList, error) {
	return nil, errors.ErrUnsupported
}

func (d dictionary) Contains(term []byte) (bool, error) {
	if d.terms == nil {
		return false, nil
	}
	return d.terms.Contains(term)
}

func (d dictionary) Cardinality() int {
	if d.terms == nil {
		return 0
	}
	return d.terms.Len()
}

func (d dictionary) AutomatonIterator(a segment.Automaton, from, to []byte) segment.DictionaryIterator {
	if d.terms == nil {
		return &terms{err: vellum.ErrIteratorDone}
	}
	it, err := d.terms.Search(a, from, to)
	return &terms{it, err}
}

type terms struct {
	it  *vellum.FSTIterator
	err error
}

// Next is the next term, nil after the last one. In how many documents it is is not said.
func (t *terms) Next() (*index.DictEntry, error) {
	if t.err == vellum.ErrIteratorDone {
		return nil, nil
	}
	if t.err != nil {
		return nil, t.err
	}
	term, _ := t.it.Current()
	e := &index.DictEntry{Term: string(term)}
	t.err = t.it.Next()
	return e, nil
}
