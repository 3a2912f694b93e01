package search

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"

	"readingroom/search/analysis"
	"readingroom/search/segment"
)

// The constants of BM25.
const (
	k1 = 1.2
	b  = 0.75
)

// A weight scores the matches of a term by BM25.
type weight struct{ idf, average float64 }

func newWeight(places, with uint64, words int64) weight {
	n, d := float64(places), float64(min(with, places))
	return weight{
		idf:     math.Log(1 + (n-d+0.5)/(d+0.5)),
		average: max(1, float64(words)/max(1, n)),
	}
}

// of weighs a term found freq times among so many words.
func (w weight) of(freq, length float64) float64 {
	return w.idf * freq * (k1 + 1) / (freq + k1*(1-b+b*length/w.average))
}

// weight is that of a word found in so many places. Where a list goes on, it is
// that which the word had at its beginning.
func (p *plan) weight(v *view, with uint64) weight {
	places, words := p.catalog.places[v.kind], p.catalog.words[v.kind]
	if n := len(p.with); p.pinned != nil && n < len(p.pinned.With) {
		places, words, with = p.pinned.Places[v.kind], p.pinned.Words[v.kind], p.pinned.With[n]
	}
	p.with = append(p.with, with)
	return newWeight(uint64(max(places, 1)), with, words)
}

// A word matches the documents that have one of its forms. The form that was
// typed weighs by how rare it is itself, all others by how rare the word is in any
// of them: a rare form of a common word says no more.
type word struct {
	view   *view
	field  string
	forms  []form
	has    [][]*roaring.Bitmap // of each segment, of each form
	any    []*roaring.Bitmap   // of each segment, of one of the forms; nil: none has it
	header *having             // the rows below a label with the word; nil: they are not asked
	count  uint64
	typed  weight // of the first form
	weight weight // of the others
	tables [2][len(oftenAs)]*table

	segment int // that more is of
	more    []moreOf
	got     *roaring.Bitmap // where the forms matched last; nil: also where a label did
}

// A table has what a form weighs that is so often there, by the class of the
// length of its document, once that was asked.
type table struct {
	weight weight
	freq   float64
	by     [256]float64 // 0: not asked yet
}

func (t *table) of(class uint8) float64 {
	if w := t.by[class]; w != 0 {
		return w
	}
	return t.learn(class)
}

func (t *table) learn(class uint8) float64 {
	t.by[class] = t.weight.of(t.freq, lengths[class])
	return t.by[class]
}

// smallWeight is what is left of the weight of the smallest words: it is others
// that tell one document from another.
const smallWeight = 0.25

// moreOf is what is asked of the documents of a form only where they match.
type moreOf struct {
	opened bool
	often  [len(segment.OftenFrom)]*roaring.Bitmap
	aside  *roaring.Bitmap
}

// maxLists is how many forms of a word are told apart; all others are one.
const maxLists = 6

// word compiles a word in its forms.
func (p *plan) word(v *view, field string, forms []form) (*word, error) {
	c := &word{view: v, field: field, forms: forms, segment: -1}
	c.has, c.any = make([][]*roaring.Bitmap, len(v.columns)), make([]*roaring.Bitmap, len(v.columns))
	var others []string
	if len(forms) > maxLists {
		c.forms = append(forms[:maxLists-1:maxLists-1], form{"", boostForm})
		for _, f := range forms[maxLists-1:] {
			others = append(others, f.term)
		}
	}
	first, any := uint64(0), uint64(0)
	for i := range v.columns {
		terms := v.terms(i, field)
		c.has[i] = make([]*roaring.Bitmap, len(c.forms))
		for j, f := range c.forms {
			var err error
			if f.term == "" {
				c.has[i][j], err = v.union(p.ctx, i, field, others)
			} else {
				c.has[i][j], err = terms.Docs(f.term)
			}
			if err != nil {
				return nil, err
			}
			if docs := c.has[i][j]; docs != nil {
				n := docs.GetCardinality()
				if c.count += n; j == 0 {
					first += n
				}
			}
		}
		if c.any[i] = anyOfThem(c.has[i]); c.any[i] != nil {
			any += c.any[i].GetCardinality()
		}
	}
	if len(forms) == 0 || forms[0].boost != boostExact { // of a pattern, none is the one that was typed
		first = any
	}
	c.typed, c.weight = p.weight(v, first), p.weight(v, any)
	if len(forms) > 0 && analysis.Small[forms[0].term] {
		c.typed.idf, c.weight.idf = c.typed.idf*smallWeight, c.weight.idf*smallWeight
	}
	return c, nil
}

// anyOfThem is what is in one of several sets, that set itself where there is no
// other; nil: there is none.
func anyOfThem(sets []*roaring.Bitmap) *roaring.Bitmap {
	there := make([]*roaring.Bitmap, 0, maxLists)
	for _, s := range sets {
		if s != nil {
			there = append(there, s)
		}
	}
	if len(there) == 0 {
		return nil
	}
	return union(there)
}

// forms matches where one of the forms of a word does. Where headers is set, so
// does a row below a label with the word.
func (p *plan) forms(v *view, field string, forms []form, headers bool) (clause, error) {
	c, err := p.word(v, field, forms)
	if err == nil && headers {
		c.header, err = p.headersWith(v, forms)
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

func (c *word) match(b *block) (*roaring.Bitmap, error) {
	out := nothing
	if any := c.any[b.segment]; any != nil {
		out = roaring.And(any, b.among)
	}
	if c.got = out; c.header == nil {
		return out, nil
	}
	c.got = nil
	docs, err := c.header.match(b)
	if err != nil || out.IsEmpty() {
		return docs, err
	}
	return roaring.Or(out, docs), nil
}

func (c *word) weigh(b *block, docs *roaring.Bitmap, by float64, to *scores) {
	best := b.room.take()
	length := c.view.columns[b.segment].length
	average := lengthClass(c.weight.average) // of names, whose lengths are not kept
	raise := func(docs *roaring.Bitmap, form int, by float64, often int) {
		table := c.table(form, often)
		for _, d := range b.room.docs(docs) {
			class := average
			if length != nil {
				class = length[d]
			}
			best[d%blockSize] = max(best[d%blockSize], by*table.of(class))
		}
	}
	for i, has := range c.has[b.segment] {
		if has == nil {
			continue
		}
		all := docs
		if docs != c.got || has != c.any[b.segment] {
			all = roaring.And(docs, has)
		}
		if all.IsEmpty() {
			continue
		}
		more := c.moreOf(b.segment, i)
		boost, beside := c.forms[i].boost, nothing
		if more.aside != nil {
			beside = roaring.And(all, more.aside)
		}
		if !beside.IsEmpty() {
			all = roaring.AndNot(all, beside)
		}
		raise(all, i, boost, 0)
		raise(beside, i, boost*boostAside, 0)
		for k, often := range more.often {
			if often == nil {
				break
			}
			if all = roaring.And(all, often); !all.IsEmpty() {
				raise(all, i, boost, k+1)
			}
			if !beside.IsEmpty() {
				beside = roaring.And(beside, often)
				raise(beside, i, boost*boostAside, k+1)
			}
		}
	}
	if c.header != nil && c.header.docs[b.segment] != nil {
		raise(roaring.And(docs, c.header.docs[b.segment]), 1, boostHeader, 0)
	}
	for _, d := range b.room.docs(docs) {
		d %= blockSize
		to[d], best[d] = to[d]+by*best[d], 0
	}
	b.room.back(best)
}

// beside are those of some documents where the word stands beside the text only.
func (c *word) beside(b *block, docs *roaring.Bitmap) *roaring.Bitmap {
	if aside := c.moreOf(b.segment, 0).aside; aside != nil && len(c.forms) == 1 {
		return roaring.And(docs, aside)
	}
	return nothing
}

// moreOf finds where a form stands often, or beside the text. What cannot be
// read of it weighs nothing.
func (c *word) moreOf(n, i int) *moreOf {
	if c.segment != n {
		c.segment, c.more = n, make([]moreOf, len(c.forms))
	}
	m := &c.more[i]
	if m.opened {
		return m
	}
	m.opened = true
	term := c.forms[i].term
	if c.field != fieldText || term == "" {
		return m
	}
	often := c.view.terms(n, fieldOften)
	for j := range m.often {
		var err error
		if m.often[j], err = often.Docs(segment.Often(term, j)); err != nil || m.often[j] == nil {
			break
		}
	}
	m.aside, _ = c.view.terms(n, fieldAside).Docs(term)
	return m
}

func (c *word) table(form, often int) *table {
	at := &c.tables[min(form, 1)][often]
	if *at == nil {
		w := c.weight
		if form == 0 {
			w = c.typed
		}
		*at = &table{weight: w, freq: oftenAs[often]}
	}
	return *at
}

func (c *word) cost() uint64 {
	if c.header != nil {
		return c.count + c.header.n
	}
	return c.count
}
