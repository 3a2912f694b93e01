package search

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/RoaringBitmap/roaring/v2"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search/analysis"
	"readingroom/search/query"
)

// How many words of a page tell what it is about, how many of them another page
// has to have, and of how many words those are chosen.
const (
	likeWords = 20
	likeSome  = 4
	likeOf    = 400
)

// A likeness is what pages are to be like: the words that tell it from others.
type likeness struct {
	item  string
	place place // 0: the whole item
	words []analysis.Token
}

// likeness reads the page or item that others shall be like.
func (a *answer) likeness(contents content.Dir) (*likeness, error) {
	number, at, _ := strings.Cut(a.req.Like, ":")
	loc, err := archive.ParseLocator(at)
	if at == "" {
		err = nil
	}
	if err != nil || !archive.IsItemNumber(number) || at != "" && (loc.Page == 0 || loc.Row != 0) {
		return nil, fmt.Errorf("like %q: want a page, 2026-017-0003:p12, or an item: %w", a.req.Like, archive.ErrInvalid)
	}
	rec, err := a.views[items].record(number)
	if err != nil {
		return nil, err
	}
	f, err := contents.Open(rec.Item.Digest)
	if errors.Is(err, archive.ErrNotFound) {
		return nil, fmt.Errorf("like %s: its text is not there: %w", number, archive.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if loc.Page == 0 {
		return &likeness{item: number, words: a.plan.telling(a.views[pages], sample(f))}, nil
	}
	p, err := f.Page(loc.Page)
	if err != nil {
		return nil, fmt.Errorf("like %s: %w", a.req.Like, err)
	}
	return &likeness{number, pagePlace(loc.Page), a.plan.telling(a.views[pages], p.Text)}, nil
}

// telling are the words of a text that tell it from others: neither those of
// nearly all pages nor those of this one alone.
func (p *plan) telling(v *view, text string) []analysis.Token {
	type candidate struct {
		analysis.Token
		freq  int
		score float64
	}
	known := map[string]*candidate{}
	var all []*candidate
	for _, t := range parts(p.analyzer.Tokens(nil, text)) {
		if len(t.Term) < 3 || analysis.Small[t.Term] || strings.IndexFunc(t.Term, unicode.IsLetter) < 0 {
			continue
		}
		if c := known[t.Term]; c != nil {
			c.freq++
		} else if len(all) < likeOf {
			c := &candidate{Token: t, freq: 1}
			known[t.Term], all = c, append(all, c)
		}
	}
	places := float64(max(p.catalog.places[v.kind], 1))
	all = slices.DeleteFunc(all, func(c *candidate) bool {
		var n uint64
		for i := range v.columns {
			docs, err := v.terms(i, fieldText).Docs(c.Term)
			if err != nil {
				return true
			}
			if docs != nil {
				n += docs.GetCardinality()
			}
		}
		c.score = math.Sqrt(float64(c.freq)) * math.Log(places/float64(n+1)+1)
		return n < 2 || places > 50 && float64(n) > places/4
	})
	slices.SortStableFunc(all, func(x, y *candidate) int { return cmp.Compare(y.score, x.score) })
	var out []analysis.Token
	for _, c := range all[:min(len(all), likeWords)] {
		out = append(out, c.Token)
	}
	return out
}

// clause matches the places that have some of the words, and are not the ones
// they are from.
func (l *likeness) clause(p *plan, v *view) (clause, error) {
	c := &alike{likeness: l, plan: p, view: v, need: min(likeSome, max(1, len(l.words)/2))}
	for _, w := range l.words {
		part, err := p.forms(v, fieldText, wordForms(w, false), false)
		if err != nil {
			return nil, err
		}
		c.parts = append(c.parts, part)
	}
	return c, nil
}

// asked is the query that the words of the likeness are: to mark them by.
func (l *likeness) asked() query.Node {
	var or query.Or
	for _, w := range l.words {
		or = append(or, query.Word(w.Term))
	}
	return or
}

// An alike matches where enough of its parts do.
type alike struct {
	either
	*likeness
	plan *plan
	view *view
	need int
}

func (c *alike) match(b *block) (*roaring.Bitmap, error) {
	// enough[n] are the documents that have n+1 of the parts so far.
	enough := make([]*roaring.Bitmap, c.need)
	for i := range enough {
		enough[i] = roaring.New()
	}
	for _, p := range c.parts {
		docs, err := p.match(b)
		if err != nil {
			return nothing, err
		}
		for n := c.need - 1; n > 0; n-- {
			enough[n].Or(roaring.And(enough[n-1], docs))
		}
		enough[0].Or(docs)
	}
	col := c.view.columns[b.segment]
	return b.of(enough[c.need-1]).pick(func(d uint32) bool {
		e := c.plan.catalog.at(col.item[d])
		return e != nil && (e.Number != c.item || c.place != 0 && col.place[d] != c.place)
	}), nil
}
