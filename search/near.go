package search

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"readingroom/search/analysis"
	"readingroom/search/query"
	"readingroom/search/segment"
)

// near matches where a word of each part stands near those of the others: of
// the places that have all, those in whose line they do.
func (p *plan) near(v *view, field string, n query.Near) (clause, error) {
	n, cut := few(n)
	if cut {
		p.note("Only the first %d words that are to be near one another were looked for.", maxNear)
	}
	var all []clause
	var parts []*nearPart
	for _, part := range n.Parts {
		c, err := p.side(v, field, part)
		if err != nil {
			return nil, err
		}
		if c == nil {
			continue
		}
		all = append(all, c)
		runs, err := p.runs(v, field, part)
		if err != nil {
			return nil, err
		}
		parts = append(parts, newNearPart(runs))
	}
	if len(all) == 0 {
		return nil, nil
	}
	both := newAnd(all, nil)
	if len(parts) == 1 {
		return both, nil
	}
	many := 0 // marks: of many, some other word has one of them by chance
	for _, part := range parts {
		many += len(part.runs)
	}
	looked := 0
	var exact *marks
	if many > manyMarks && v.kind != items {
		exact = p.analyzer.newMarks()
		exact.near(n, nil)
	}
	return &checked{clause: both, check: oneByOne(func(doc uint64) (bool, error) {
		if looked++; looked&255 == 0 && p.ctx.Err() != nil {
			return false, p.ctx.Err()
		}
		l, err := v.lies(doc, field)
		if err != nil || !l.has(parts, n) {
			return false, err
		}
		if exact == nil {
			return true, nil
		}
		return p.reads(v, doc, n, exact)
	})}, nil
}

// How many words may be asked to be near one another, and how many of each are
// looked at in one place.
const (
	maxNear  = 8
	maxSpots = 10_000
)

// few leaves out the parts that are there already, and those that are too many.
func few(n query.Near) (near query.Near, cut bool) {
	if n.InOrder {
		return n, false
	}
	near.Within = n.Within
	for _, part := range n.Parts {
		same := func(p query.Node) bool { return query.Print(p) == query.Print(part) }
		switch {
		case slices.ContainsFunc(near.Parts, same):
		case len(near.Parts) == maxNear:
			return near, true
		default:
			near.Parts = append(near.Parts, part)
		}
	}
	return near, false
}

// manyMarks is from how many words on a line alone is not believed.
const manyMarks = 16

// loose matches where the words of a phrase stand in any order with few others
// among them.
func (p *plan) loose(v *view, field string, n query.Loose) (clause, error) {
	if near := p.analyzer.apart(n); near != nil {
		return p.near(v, field, *near)
	}
	return p.leaf(v, field, query.Phrase(n.Text), false)
}

// side compiles a part of Near.
func (p *plan) side(v *view, field string, n query.Node) (clause, error) {
	or, ok := n.(query.Or)
	if !ok {
		return p.leaf(v, field, n, false)
	}
	var all []clause
	for _, c := range or {
		one, err := p.side(v, field, c)
		if err != nil {
			return nil, err
		}
		if one != nil {
			all = append(all, one)
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	return newOr(all, true), nil
}

// A nearPart is the runs of marks of a line that are a part of Near: those of
// one word each, or of a phrase.
type nearPart struct {
	runs  [][]uint16
	first [1 << 10]uint64 // a bit for each mark that a run begins with
}

func newNearPart(runs [][]uint16) *nearPart {
	p := &nearPart{runs: runs}
	for _, r := range runs {
		p.first[r[0]>>6] |= 1 << (r[0] & 63)
	}
	return p
}

// runs are the words of a part as they may stand in a line.
func (p *plan) runs(v *view, field string, n query.Node) ([][]uint16, error) {
	var out [][]uint16
	add := func(words []analysis.Token) {
		if l := lineOf(words); len(l) > 0 {
			run := make([]uint16, len(l)/2)
			for i := range run {
				run[i] = binary.LittleEndian.Uint16(l[2*i:])
			}
			out = append(out, run)
		}
	}
	switch n := n.(type) {
	case query.Or:
		for _, c := range n {
			runs, err := p.runs(v, field, c)
			if err != nil {
				return nil, err
			}
			out = append(out, runs...)
		}
		return out, nil
	case query.Word, query.Phrase:
		q := p.analyzer.sought(n)
		for i, f := range q.forms {
			switch {
			case exemption(f.term):
				for _, spelling := range exemptionSpellings(f.term) {
					add(inRow(spelling))
				}
			case i == 0 && analysis.IsDate(f.term):
				for _, spelling := range analysis.Spellings(f.term) {
					add(inRow(spelling))
				}
			}
		}
		lasts, err := p.lasts(v, field, q)
		if err != nil {
			return nil, err
		}
		for _, words := range q.spelled() {
			add(words)
			for _, term := range lasts[min(1, len(lasts)):] {
				other := slices.Clone(words)
				other[len(other)-1].Term = term
				add(other)
			}
		}
		if _, exact := n.(query.Phrase); exact && len(q.words) == 1 {
			add(q.words)
		} else if !exact && q.word.Term != "" {
			surfaces, err := p.surfaces(v, field, q.word)
			if err != nil {
				return nil, err
			}
			for _, s := range surfaces {
				add(inRow([]string{s.word}))
			}
			hyphened, err := p.hyphened(v, field, q.word.Term)
			if err != nil {
				return nil, err
			}
			for _, halves := range hyphened {
				add(inRow(halves))
			}
		}
		if len(out) == 0 {
			add(parts(p.analyzer.Tokens(nil, query.Text(n))))
		}
		return out, nil
	}
	forms, err := p.expand(v, field, n)
	for _, f := range forms {
		if f.term[0] == '^' {
			add(parts(p.analyzer.Tokens(nil, f.term[1:])))
			continue
		}
		add([]analysis.Token{{Term: f.term, Pos: 1}})
	}
	return out, err
}

// inRow makes words that stand side by side.
func inRow(terms []string) []analysis.Token {
	out := make([]analysis.Token, len(terms))
	for i, term := range terms {
		out[i] = analysis.Token{Term: term, Pos: i + 1}
	}
	return out
}

// hyphened are the halves of a word where it is written with a hyphen somewhere,
// in the forms that the latter has: e-mail and e-mails, of email.
func (p *plan) hyphened(v *view, field, word string) (halves [][]string, err error) {
	has := func(term string) bool {
		for i := 0; i < len(v.columns) && err == nil; i++ {
			docs, e := v.terms(i, field).Docs(term)
			if err = e; docs != nil && !docs.IsEmpty() {
				return true
			}
		}
		return false
	}
	if !has(analysis.Closed(word)) {
		return nil, err
	}
	for i := range word {
		last := analysis.Token{Term: word[i:], Stem: analysis.StemOf(word[i:])}
		if i == 0 || !has(word[:i]) || !slices.ContainsFunc(wordForms(last, false), func(f form) bool { return has(f.term) }) {
			continue
		}
		surfaces, err := p.surfaces(v, field, last)
		if err != nil {
			return nil, err
		}
		for _, s := range surfaces {
			halves = append(halves, []string{word[:i], s.word})
		}
	}
	return halves, err
}

// maxSurfaces is how many words of one stem are told apart.
const maxSurfaces = 64

// surfaces are the words of the vocabulary that have the same stem as a word,
// which is the first of them. They are looked up among those that begin alike.
func (p *plan) surfaces(v *view, field string, t analysis.Token) ([]foundWord, error) {
	stem := t.Stemmed()
	begin := stem[1:]
	if len(begin) > 4 { // deputi is the stem of deputy
		begin = begin[:len(begin)-1]
	}
	out := []foundWord{{word: t.Term}}
	for many := range analysis.Irregular { // which may begin otherwise
		if many == t.Term || analysis.StemOf(many) != stem || strings.HasPrefix(many, begin) {
			continue
		}
		var count uint64
		for i := range v.columns {
			docs, err := v.terms(i, field).Docs(many)
			if err != nil {
				return nil, err
			}
			if docs != nil {
				count += docs.GetCardinality()
			}
		}
		if count > 0 {
			out = append(out, foundWord{word: many, count: count})
		}
	}
	if len(begin) < 3 {
		return out, nil
	}
	for i := range v.columns {
		n := 0
		var err error
		walked := v.terms(i, field).Each([]byte(begin), append([]byte(begin), 0xff), func(term []byte, docs segment.Postings) bool {
			n++
			if n&1023 == 1023 {
				err = p.ctx.Err()
			}
			word := string(term)
			at := slices.IndexFunc(out, func(w foundWord) bool { return w.word == word })
			if own := p.analyzer.Tokens(nil, word); at < 0 && len(out) < maxSurfaces && len(own) == 1 && own[0].Stemmed() == stem {
				at, out = len(out), append(out, foundWord{word: word})
			}
			if at >= 0 && err == nil {
				var count uint64
				count, err = docs.Count()
				out[at].count += count
			}
			return err == nil && n < maxWalk
		})
		if err = errors.Join(walked, err); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// has reports whether the line has the parts as Near asks.
func (l line) has(parts []*nearPart, n query.Near) bool {
	if !n.InOrder {
		return l.near(parts, n.Within)
	}
	for at := 0; 2*at+1 < len(l); at++ {
		if l.inOrder(at, parts) {
			return true
		}
	}
	return false
}

// inOrder reports whether the parts stand from a place of the line on, one right
// after the other.
func (l line) inOrder(at int, parts []*nearPart) bool {
	if len(parts) == 0 {
		return true
	}
	if 2*at+1 >= len(l) {
		return false
	}
	if m := binary.LittleEndian.Uint16(l[2*at:]); parts[0].first[m>>6]&(1<<(m&63)) == 0 {
		return false
	}
	return slices.ContainsFunc(parts[0].runs, func(run []uint16) bool { return l.runs(at, run) && l.inOrder(at+len(run), parts[1:]) })
}

// near reports whether a run of each part stands within so many words of the others.
func (l line) near(parts []*nearPart, within int) bool {
	type spot struct{ first, last int }
	found := make([][]spot, len(parts))
	for i, part := range parts {
		pos := 0
		for at := 0; 2*at+1 < len(l) && len(found[i]) < maxSpots; at++ {
			m := binary.LittleEndian.Uint16(l[2*at:])
			first := pos
			if pos += width(m); part.first[m>>6]&(1<<(m&63)) == 0 {
				continue
			}
			for _, run := range part.runs {
				if l.runs(at, run) {
					last := first
					for _, m := range run[1:] {
						last += width(m)
					}
					found[i] = append(found[i], spot{first, last})
					break
				}
			}
		}
		if len(found[i]) == 0 {
			return false
		}
	}
	at := make([]int, len(found))
	for {
		low, high, inside, lowest := 1<<60, 0, 0, 0
		for i, f := range found {
			s := f[at[i]]
			if s.first < low {
				low, lowest = s.first, i
			}
			high, inside = max(high, s.last), inside+s.last-s.first
		}
		if high-low <= within+inside {
			return true
		}
		if at[lowest]++; at[lowest] == len(found[lowest]) {
			return false
		}
	}
}

// runs reports whether a run of marks stands at a place of the line.
func (l line) runs(at int, run []uint16) bool {
	if 2*(at+len(run)) > len(l) {
		return false
	}
	for k, m := range run {
		if binary.LittleEndian.Uint16(l[2*(at+k):]) != m {
			return false
		}
	}
	return true
}
