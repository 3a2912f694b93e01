package search

import (
	"sync"
	"sync/atomic"

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
	fieldAside    = "aside"    // of the words of the text, those that stand beside it only: in the labels above a row, in the header or footer of a page

)

const (
	keywordOptions = index.IndexField | index.SkipFreqNorm
	textOptions    = index.IndexField | index.IncludeTermVectors
)

// A field is one field of one document, as bleve takes it. Its words are
// positions only: the bytes they stand at are found again from the text.
type field struct {
	name    string
	options index.FieldIndexingOptions
	value   []byte
	terms   index.TokenFrequencies
	length  int // in words

	once     sync.Once
	analyzer *analyzer     // nil: the value is one term
	given    []string      // the terms, where they are known already
	words    *atomic.Int64 // adds up the lengths; may be nil
	within   *field        // that which this one stands aside in: only what it has nowhere else is kept; may be nil
}

func (f *field) Name() string                        { return f.name }
func (f *field) Value() []byte                       { return f.value }
func (f *field) Options() index.FieldIndexingOptions { return f.options }
func (f *field) ArrayPositions() []uint64            { return nil }
func (f *field) EncodedFieldType() byte              { return 't' }
func (f *field) AnalyzedLength() int                 { return f.length }
func (f *field) NumPlainTextBytes() uint64           { return uint64(len(f.value)) }
func (f *field) Size() int                           { return len(f.value) }

func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }

// Analyze finds the terms of the value. bleve calls it on several goroutines,
// one document each.
func (f *field) Analyze() {
	f.once.Do(func() {
		switch {
		case !f.options.IsIndexed():
		case f.given != nil:
			f.length = 1 // of 0, bleve loses a term that one document has
			f.terms = make(index.TokenFrequencies, len(f.given))
			for _, t := range f.given {
				f.count(t, nil)
			}
		case f.analyzer == nil:
			f.length = 1
			f.terms = index.TokenFrequencies{}
			f.count(string(f.value), nil)
		default:
			f.analyze()
		}
	})
}

func (f *field) analyze() {
	text := string(f.value)
	tokens := f.analyzer.tokens(make([]token, 0, len(text)/5+4), text)
	f.terms = make(index.TokenFrequencies, len(tokens)*6/10+8)
	positions := f.options.IncludeTermVectors()
	var places []index.TokenLocation
	if positions {
		places = make([]index.TokenLocation, len(tokens))
	}
	for i, t := range tokens {
		var place *index.TokenLocation
		if positions {
			place = &places[i]
			place.Position = t.pos
		}
		f.count(t.term, place)
		if t.stem != "" {
			f.count(t.stem, place)
		}
		if !t.whole {
			f.length++
		}
	}
	if f.words != nil {
		f.words.Add(int64(f.length))
	}
	if f.within == nil {
		return
	}
	f.within.Analyze()
	for term, tf := range f.terms {
		if whole := f.within.terms[term]; whole != nil && whole.Frequency() > tf.Frequency() {
			delete(f.terms, term)
		}
	}
}

func (f *field) count(term string, place *index.TokenLocation) {
	tf := f.terms[term]
	if tf == nil {
		tf = &index.TokenFreq{Term: []byte(term)}
		f.terms[term] = tf
	}
	tf.SetFrequency(tf.Frequency() + 1)
	if place != nil {
		tf.Locations = append(tf.Locations, place)
	}
}
