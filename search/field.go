package search

import (
	"sync"

	index "github.com/blevesearch/bleve_index_api"
)

// The fields of the three indexes. Items have all but the last three.
const (
	fieldText     = "text"  // a page's text, a row's values, all names of an item
	fieldTitle    = "title" // the title and the file's name
	fieldFrom     = "from"  // of a mail, or of the messages on an item's pages
	fieldTo       = "to"    // of those, with whom they were copied to
	fieldCc       = "cc"
	fieldSubject  = "subject"
	fieldAttached = "attached" // the names of what is attached to them; a mail with attachments has the word "attachment", too
	fieldItem     = "item"     // the number of the item a page or row is of
	fieldHeader   = "header"   // the labels of a row's columns
	fieldOften    = "often"    // of the words of a page, those that it has several times, by how often
	fieldPair     = "pair"     // of a page, the words that stand side by side
	fieldLength   = "length"   // of a page or row, the class of its length
	fieldLine     = "line"     // of a page or row, its words in their order; stored
	fieldAside    = "aside"    // of the words of the text, those that stand beside it only: in the labels above a row, in the header or footer of a page

)

const keywordOptions = index.IndexField | index.SkipFreqNorm

// A field is one field of one document, as bleve takes it.
type field struct {
	name    string
	options index.FieldIndexingOptions
	value   []byte
	terms   index.TokenFrequencies
	length  int // in words; of a keyword 1

	once  sync.Once
	given []string     // the terms, where they are known already
	find  func(*field) // finds the terms, or the value; nil: the value is one term
}

func (f *field) Name() string                        { return f.name }
func (f *field) Options() index.FieldIndexingOptions { return f.options }
func (f *field) ArrayPositions() []uint64            { return nil }
func (f *field) EncodedFieldType() byte              { return 't' }
func (f *field) AnalyzedLength() int                 { return f.length }
func (f *field) NumPlainTextBytes() uint64           { return uint64(len(f.value)) }
func (f *field) Size() int                           { return len(f.value) }

func (f *field) Value() []byte {
	f.Analyze()
	return f.value
}

func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }

// Analyze finds the terms of the value. bleve calls it on several goroutines,
// one document each.
func (f *field) Analyze() {
	f.once.Do(func() {
		f.length = 1 // of 0, bleve loses a term that one document has
		switch {
		case f.find != nil:
			f.find(f)
		case !f.options.IsIndexed():
		case f.given != nil:
			f.terms = keywords(f.given)
		default:
			f.terms = keywords([]string{string(f.value)})
		}
	})
}

// keywords are terms that a document has, and no more is known of them.
func keywords(terms []string) index.TokenFrequencies {
	t := newTerms(len(terms))
	for _, term := range terms {
		if t.all[term] == nil {
			t.add(term)
		}
	}
	return t.all
}

// terms gathers the terms of a field, with how often each is there, in few pieces
// of memory.
type terms struct {
	all   index.TokenFrequencies
	block []index.TokenFreq
	bytes []byte
}

func newTerms(n int) *terms {
	return &terms{make(index.TokenFrequencies, n), make([]index.TokenFreq, 0, n), make([]byte, 0, 8*n)}
}

func (t *terms) add(term string) {
	tf := t.all[term]
	if tf == nil {
		if len(t.block) == cap(t.block) { // the former block is held by what is in it
			t.block = make([]index.TokenFreq, 0, max(16, cap(t.block)))
		}
		start := len(t.bytes)
		t.bytes = append(t.bytes, term...)
		t.block = append(t.block, index.TokenFreq{Term: t.bytes[start:len(t.bytes):len(t.bytes)]})
		tf = &t.block[len(t.block)-1]
		t.all[term] = tf
	}
	tf.SetFrequency(tf.Frequency() + 1)
}
