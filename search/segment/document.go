package segment

import (
	"sync"

	index "github.com/blevesearch/bleve_index_api"
)

// A Document is what an index is given of a page, a row or an item: the terms
// of its fields, and what is kept of it.
type Document struct {
	key    string
	order  int
	find   func(*Document)
	once   sync.Once
	lists  []list
	kept   []byte
	stored []byte // the values, not yet packed
}

// A list are terms of a field, as often as the document has them.
type list struct {
	field, often string
	terms        []string
}

// NewDocument makes a document with a key, which comes after all with a lower order
// in its segment. find adds what it has; bleve calls it, for several documents at
// once, and may be nil.
func NewDocument(key string, order int, find func(*Document)) *Document {
	return &Document{key: key, order: order, find: find}
}

// Index adds terms of a field.
func (d *Document) Index(field string, terms ...string) {
	if len(terms) > 0 {
		d.lists = append(d.lists, list{field: field, terms: terms})
	}
}

// IndexOften adds terms of a field, and those of them that come several times, by
// Often, to another.
func (d *Document) IndexOften(field, often string, terms []string) {
	d.lists = append(d.lists, list{field, often, terms})
}

// Keep keeps something of the document as it is: File.Kept finds it.
func (d *Document) Keep(b []byte) { d.kept = b }

// Store stores a value under a name, packed with the others; nothing else is kept
// then. File.Stored finds them.
func (d *Document) Store(name string, v []byte) {
	d.stored = appendBytes(appendBytes(d.stored, []byte(name)), v)
}

// OftenFrom are the numbers of times from which on a term counts as one that comes
// more often.
var OftenFrom = [...]int{2, 4, 8}

// Often is the term that tells that a document has another one OftenFrom[class] times or more.
func Often(term string, class int) string { return string(rune('0'+class)) + term }

// oftenClass is the class that a term comes into at that many times, -1 for none.
func oftenClass(times uint32) int {
	for class, from := range OftenFrom {
		if times == uint32(from) {
			return class
		}
	}
	return -1
}

// To bleve, a document has one field, by which it is found what it has.

func (d *Document) ID() string                                 { return d.key }
func (d *Document) Size() int                                  { return len(d.key) }
func (d *Document) VisitFields(visit index.FieldVisitor)       { visit((*whole)(d)) }
func (d *Document) VisitComposite(index.CompositeFieldVisitor) {}
func (d *Document) HasComposite() bool                         { return false }
func (d *Document) NumPlainTextBytes() uint64                  { return 0 }
func (d *Document) AddIDField()                                {}
func (d *Document) StoredFieldsBytes() uint64                  { return 0 }
func (d *Document) Indexed() bool                              { return false }

type whole Document

func (w *whole) Name() string                                     { return "" }
func (w *whole) Value() []byte                                    { return nil }
func (w *whole) ArrayPositions() []uint64                         { return nil }
func (w *whole) EncodedFieldType() byte                           { return 't' }
func (w *whole) Options() index.FieldIndexingOptions              { return index.IndexField }
func (w *whole) AnalyzedLength() int                              { return 0 }
func (w *whole) AnalyzedTokenFrequencies() index.TokenFrequencies { return nil }
func (w *whole) NumPlainTextBytes() uint64                        { return 0 }

func (w *whole) Analyze() {
	w.once.Do(func() {
		if w.find != nil {
			w.find((*Document)(w))
		}
	})
}
