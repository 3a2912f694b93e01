package search

import "context"

// A phraseCursor matches where words stand one after the other: of the places
// that have all of them, those in whose line they do. The smallest words, which
// nearly all places have, are not looked up; two of them side by side are.
type phraseCursor struct {
	ctx     context.Context
	all     cursor
	words   []*wordCursor // those that were looked up
	view    *view
	field   string
	marks   phraseMarks
	certain bool // where all matches, the phrase is
	weight  weight
	freq    int
	looked  uint
}

// phrase compiles words that stand in line.
func (p *plan) phrase(v *view, field string, words []token) (cursor, error) {
	if len(words) > maxPhrase {
		words = words[:maxPhrase]
		p.note("Only the first %d words of a phrase were looked for.", maxPhrase)
	}
	c := &phraseCursor{ctx: p.ctx, view: v, field: field}
	var parts []cursor
	known := map[string]bool{}
	add := func(field, term string) error {
		if known[term] {
			return nil
		}
		known[term] = true
		w, err := p.term(v, field, form{term, boostExact})
		if err != nil {
			return err
		}
		parts, c.words = append(parts, w), append(c.words, w)
		c.weight.idf += w.weight.idf
		c.weight.average = w.weight.average
		return nil
	}
	paired := v.kind == pages && field == fieldText
	for i, w := range words {
		var err error
		switch {
		case !paired || !small[w.term]:
			err = add(field, w.term)
		case i > 0 && small[words[i-1].term] && words[i-1].pos+1 == w.pos:
			err = add(fieldPair, smallPair(words[i-1].term, w.term))
			c.certain = len(words) == 2
		}
		if err != nil {
			return nil, err
		}
	}
	if len(parts) == 0 { // one small word alone, or such as are apart
		for _, w := range words {
			if err := add(field, w.term); err != nil {
				return nil, err
			}
		}
	}
	c.marks = newPhraseMarks(words)
	c.all = newAnd(parts, nil)
	return c, nil
}

func (c *phraseCursor) seek(doc uint64) (uint64, error) {
	for {
		at, err := c.all.seek(doc)
		if err != nil || at == none {
			return none, err
		}
		if c.certain {
			c.freq = 1
			return at, nil
		}
		if c.looked++; c.looked&255 == 0 && c.ctx.Err() != nil {
			return none, c.ctx.Err()
		}
		if c.freq, err = c.view.inLine(at, c.field, c.marks); err != nil {
			return none, err
		}
		if c.freq > 0 {
			return at, nil
		}
		doc = at + 1
	}
}

// score weighs less a phrase with a word that stands beside the text only.
func (c *phraseCursor) score() float64 {
	at, _ := c.all.seek(0) // where it stands
	if at == none {
		return 0
	}
	segment := c.words[0].segment
	class := c.view.lengthClass(segment, at-c.view.starts[segment])
	score := boostExact * c.weight.of(float64(c.freq), lengths[class])
	for _, w := range c.words {
		if w.beside() {
			return score * boostAside
		}
	}
	return score
}

func (c *phraseCursor) cost() uint64 { return c.all.cost() }
func (c *phraseCursor) close()       { c.all.close() }
