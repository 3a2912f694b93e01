package search

import (
	"context"
	"math"

	index "github.com/blevesearch/bleve_index_api"
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

// of weighs a term found freq times; norm is 1/sqrt(words), as bleve keeps it.
func (w weight) of(freq, norm float64) float64 {
	length := w.average
	if norm > 0 {
		length = 1 / (norm * norm)
	}
	return w.idf * freq * (k1 + 1) / (freq + k1*(1-b+b*length/w.average))
}

// A termCursor goes through the documents that have a term.
type termCursor struct {
	ctx    context.Context
	reader index.TermFieldReader
	total  uint64
	weight weight
	boost  float64
	doc    index.TermFieldDoc
	id     [8]byte
	now    uint64
	aside  *termCursor // the documents in which the term stands beside the text only; nil: none
	begun  bool
	ticks  uint
}

func (c *termCursor) seek(doc uint64) (uint64, error) {
	if c.begun && c.now >= doc {
		return c.now, nil
	}
	if c.ticks++; c.ticks&4095 == 0 {
		if err := c.ctx.Err(); err != nil {
			return none, err
		}
	}
	if doc >= c.total { // bleve cannot seek beyond its end
		c.begun, c.now = true, none
		return none, nil
	}
	var found *index.TermFieldDoc
	var err error
	if !c.begun && doc == 0 || c.begun && doc == c.now+1 {
		found, err = c.reader.Next(c.doc.Reset())
	} else {
		id := index.IndexInternalID(c.id[:])
		id.SetValue(doc)
		found, err = c.reader.Advance(id, c.doc.Reset())
	}
	c.begun = true
	if err != nil || found == nil {
		c.now = none
		return none, err
	}
	c.now = found.ID.Value()
	return c.now, nil
}

func (c *termCursor) score() float64 {
	score := c.boost * c.weight.of(float64(c.doc.Freq), c.doc.Norm)
	if c.beside() {
		score *= boostAside
	}
	return score
}

// beside reports whether the term stands beside the text of the document only.
func (c *termCursor) beside() bool {
	if c.aside == nil {
		return false
	}
	at, err := c.aside.seek(c.now)
	return err == nil && at == c.now // an error comes up again where all matches are sought
}
func (c *termCursor) cost() uint64 { return c.reader.Count() }

func (c *termCursor) close() {
	c.reader.Close()
	if c.aside != nil {
		c.aside.close()
	}
}
