package search

import (
	"context"
	"math"

	"github.com/RoaringBitmap/roaring/v2"
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

// A wordCursor goes through the documents that have one of the forms of a word.
// All forms weigh by how rare the word is in any of them: a rare form of a
// common word says no more.
type wordCursor struct {
	ctx    context.Context
	view   *view
	field  string
	forms  []form
	bases  [][]posting // of each segment, of each form
	header []bool      // the headers of tables that have the word; nil: they are not asked
	count  uint64
	weight weight
	table  *[len(oftenAs)][256]float64 // by how often, by class of length

	now     uint64
	begun   bool
	ticks   uint
	segment int
	deleted *roaring.Bitmap
	more    []moreOf // of each form, in this segment
}

// moreOf is what is asked of the documents of a form only where they match.
type moreOf struct {
	opened bool
	often  [len(oftenFrom)]posting
	aside  posting
}

// maxLists is how many forms of a word are told apart; all others are one.
const maxLists = 6

// word compiles a word in its forms.
func (p *plan) word(v *view, field string, forms []form) (*wordCursor, error) {
	c := &wordCursor{ctx: p.ctx, view: v, field: field, forms: forms, bases: make([][]posting, len(v.columns)), segment: -1}
	if len(forms) > maxLists {
		c.forms = append(forms[:maxLists-1:maxLists-1], form{"", boostForm})
	}
	for i := range v.columns {
		dict, err := v.dictionary(i, field)
		if err != nil {
			return nil, err
		}
		c.bases[i] = make([]posting, len(c.forms))
		for j, f := range c.forms {
			if f.term == "" {
				c.bases[i][j], err = v.union(i, field, forms[maxLists-1:])
			} else {
				c.bases[i][j], err = newPosting(dict, f.term)
			}
			if err != nil {
				return nil, err
			}
			c.count += c.bases[i][j].count
		}
	}
	c.weight = p.weight(v, c.count)
	return c, nil
}

// forms matches where one of the forms of a word does. Where headers is set, so
// does a row below a label with the word.
func (p *plan) forms(v *view, field string, forms []form, headers bool) (cursor, error) {
	c, err := p.word(v, field, forms)
	if err == nil && headers {
		c.header = p.headersWith(forms)
	}
	return c, err
}

// term matches a single form of a word.
func (p *plan) term(v *view, field string, f form) (*wordCursor, error) {
	return p.word(v, field, []form{f})
}

func (c *wordCursor) seek(doc uint64) (uint64, error) {
	if c.begun && c.now >= doc {
		return c.now, nil
	}
	if c.ticks++; c.ticks&4095 == 0 {
		if err := c.ctx.Err(); err != nil {
			return none, err
		}
	}
	if !c.begun {
		c.begun = true
		c.open(0)
	}
	for c.segment < len(c.bases) {
		start := c.view.starts[c.segment]
		at := c.next(max(doc, start) - start)
		if at != none {
			c.now = start + at
			return c.now, nil
		}
		c.open(c.segment + 1)
	}
	c.now = none
	return none, nil
}

// open goes on to a segment.
func (c *wordCursor) open(segment int) {
	c.segment = segment
	if segment < len(c.bases) {
		c.deleted = c.view.snap.Segments()[segment].Deleted()
		c.more = make([]moreOf, len(c.forms))
	}
}

// next is the first match in the segment at or after a document.
func (c *wordCursor) next(doc uint64) uint64 {
	bases := c.bases[c.segment]
	for {
		low := uint64(none)
		for i := range bases {
			low = min(low, bases[i].seek(doc))
		}
		if c.header != nil {
			low = min(low, c.view.headed(c.segment, doc, low, c.header))
		}
		if low == none || c.deleted == nil || !c.deleted.Contains(uint32(low)) {
			return low
		}
		doc = low + 1
	}
}

func (c *wordCursor) score() float64 {
	if c.now == none || !c.begun {
		return 0
	}
	if c.table == nil {
		c.tabulate()
	}
	doc := c.now - c.view.starts[c.segment]
	class := c.view.lengthClass(c.segment, doc)
	best := 0.0
	for i := range c.bases[c.segment] {
		if c.bases[c.segment][i].at != doc {
			continue
		}
		m := &c.more[i]
		if !m.opened {
			c.openMore(i)
		}
		often := 0
		for often < len(m.often) && m.often[often].seek(doc) == doc {
			often++
		}
		score := c.forms[i].boost * c.table[often][class]
		if m.aside.seek(doc) == doc {
			score *= boostAside
		}
		best = max(best, score)
	}
	if best == 0 && c.header != nil {
		best = boostHeader * c.table[0][class]
	}
	return best
}

// beside reports whether all forms of the word stand beside the text of the
// document only.
func (c *wordCursor) beside() bool {
	doc := c.now - c.view.starts[c.segment]
	for i := range c.bases[c.segment] {
		if c.bases[c.segment][i].at != doc {
			continue
		}
		if !c.more[i].opened {
			c.openMore(i)
		}
		if c.more[i].aside.seek(doc) != doc {
			return false
		}
	}
	return true
}

// openMore finds where a form stands often, or beside the text. What cannot be
// read of it weighs nothing.
func (c *wordCursor) openMore(i int) {
	m := &c.more[i]
	*m = moreOf{opened: true, aside: posting{at: none}}
	for j := range m.often {
		m.often[j].at = none
	}
	term := c.forms[i].term
	if c.field != fieldText || term == "" {
		return
	}
	if dict, err := c.view.dictionary(c.segment, fieldOften); err == nil {
		for j := range m.often {
			m.often[j], err = newPosting(dict, oftenTerm(term, j))
			if err != nil || m.often[j].at == none {
				break
			}
		}
	}
	if dict, err := c.view.dictionary(c.segment, fieldAside); err == nil {
		if m.aside, err = newPosting(dict, term); err != nil {
			m.aside.at = none
		}
	}
}

func (c *wordCursor) tabulate() {
	c.table = new([len(oftenAs)][256]float64)
	for i, freq := range oftenAs {
		for class := range c.table[i] {
			c.table[i][class] = c.weight.of(freq, lengths[class])
		}
	}
}

func (c *wordCursor) cost() uint64 {
	if c.header != nil {
		return c.view.total
	}
	return c.count
}

func (c *wordCursor) close() {}
