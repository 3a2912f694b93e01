package search

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"readingroom/search/analysis"
)

// A phrase matches where words stand one after the other: of the places that
// have all of them, those in whose line they do. The smallest words, which
// nearly all places have, are not looked up; two of them side by side are. Of
// pages, which are long, only those are looked at where each two of the words may
// stand side by side.
type phrase struct {
	clause          // all of the words
	words   []*word // those that were looked up
	view    *view
	weight  weight
	certain bool // where all words are, the phrase is
	often   *[blockSize]uint8
	once    *table // what one that stands there once weighs
}

// phrase compiles words that stand in line.
func (p *plan) phrase(v *view, field string, q sought) (clause, error) {
	lasts, err := p.lasts(v, field, q)
	if err != nil {
		return nil, err
	}
	words := q.words
	if len(words) > maxPhrase {
		words, lasts = words[:maxPhrase], nil
		p.note("Only the first %d words of a phrase were looked for.", maxPhrase)
	}
	c := &phrase{view: v}
	var parts []clause
	known := map[string]bool{}
	add := func(field, term string, others ...form) error {
		if known[term] {
			return nil
		}
		known[term] = true
		w, err := p.word(v, field, append([]form{{term, boostExact}}, others...))
		if err != nil {
			return err
		}
		parts, c.words = append(parts, w), append(c.words, w)
		c.weight.idf += w.typed.idf
		c.weight.average = w.typed.average
		return nil
	}
	paired := v.kind != items && field == fieldText
	for i, w := range words {
		var err error
		switch {
		case q.dateOf(i) != "":
			err = add(field, q.dateOf(i))
		case paired && analysis.Small[w.Term]:
			if i > 0 && analysis.Small[words[i-1].Term] && words[i-1].Pos+1 == w.Pos {
				err = add(fieldPair, smallPair(words[i-1].Term, w.Term))
				c.certain = len(words) == 2
			}
		case lasts != nil && i == len(words)-1:
			err = add(field, w.Term, lastForms(w)...)
		default:
			err = add(field, w.Term)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(parts) == 0 { // one small word alone, or such as are apart
		for _, w := range words {
			if err := add(field, w.Term); err != nil {
				return nil, err
			}
		}
	}
	var spelled []phraseMarks
	for _, words := range q.spelled() {
		spelled = append(spelled, newPhraseMarks(words, lasts))
	}
	if v.kind == pages && field == fieldText && !c.certain && len(spelled) == 1 {
		sure := spelled[0].all
		if lasts != nil {
			sure = sure[:len(sure)-1]
		}
		for _, side := range sidesOf(sure) {
			has, err := v.having(p.ctx, fieldSide, []string{side})
			if err != nil {
				return nil, err
			}
			parts = append(parts, has)
		}
	}
	if c.clause = newAnd(parts, nil); c.certain {
		c.once = &table{weight: c.weight, freq: 1}
		return c, nil
	}
	c.often = new([blockSize]uint8)
	return &checked{clause: c, check: c.stands(p.ctx, field, spelled)}, nil
}

// lastForms are the other forms under which the last of words that bend is found.
func lastForms(t analysis.Token) []form {
	forms := wordForms(t, false)[1:]
	if s := otherShort(t.Term); s != "" {
		forms = append(forms, form{s, boostStem})
	}
	return forms
}

// atOnce is how many lines are found before they are looked through.
const atOnce = 32

// stands is the check that words stand in line.
func (c *phrase) stands(ctx context.Context, field string, spelled []phraseMarks) check {
	return func(b *block, docs []uint32) ([]uint32, error) {
		lines := make([][]byte, atOnce)
		n := 0
		for some := range slices.Chunk(docs, atOnce) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			lines = lines[:len(some)]
			if err := c.view.linesOf(b, some, field, lines); err != nil {
				return nil, err
			}
			for i, d := range some {
				often := 0
				for _, phrase := range spelled {
					often += line(lines[i]).count(phrase)
				}
				if often > 0 {
					c.often[d%blockSize] = uint8(min(often, 255))
					docs[n] = d
					n++
				}
			}
		}
		return docs[:n], nil
	}
}

// weigh weighs less a phrase with a word that stands beside the text only.
func (c *phrase) weigh(b *block, docs *roaring.Bitmap, by float64, to *scores) {
	if c.certain {
		has := c.words[0].has[b.segment][0]
		if has == nil {
			return
		}
		docs = roaring.And(docs, has)
	}
	beside := nothing
	for _, w := range c.words {
		if at := w.beside(b, docs); !at.IsEmpty() {
			beside = roaring.Or(beside, at)
		}
	}
	length, average := c.view.columns[b.segment].length, lengthClass(c.weight.average)
	aside := !beside.IsEmpty()
	for _, d := range b.room.docs(docs) {
		class, score := average, 0.0
		if length != nil {
			class = length[d]
		}
		if c.certain {
			score = c.once.of(class)
		} else {
			score = c.weight.of(float64(c.often[d%blockSize]), lengths[class])
		}
		if aside && beside.Contains(d) {
			score *= boostAside
		}
		to[d%blockSize] += by * boostExact * score
	}
}
