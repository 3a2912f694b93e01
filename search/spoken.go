package search

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"readingroom/archive"
	"readingroom/archive/content"
)

// A subject is what is known of pages and rows beside their words: the
// jurisdictions, or the periods, that they speak of. Each is a term of a
// keyword field:
//
//	county us/ia/franklin-county    it is spoken of, or a place within it
//	?county us/ia/franklin-county   it is a candidate of what is in doubt
//	2017-01-28/2017-02-04           a period
type subject int

const (
	ofPlace subject = iota
	ofPeriod
	ofHeader    // the words of the labels of a row's table, between blanks
	ofExemption // under which something is withheld on a page
	subjects
)

var subjectFields = [subjects]string{"place", "period", fieldHeader, "exemption"}

// A placeTerm is a term of the field of places.
type placeTerm struct {
	slug  string
	kind  archive.JurisdictionKind
	maybe bool
}

func (t placeTerm) String() string {
	s := string(t.kind) + " " + t.slug
	if t.maybe {
		return "?" + s
	}
	return s
}

func parsePlace(s string) placeTerm {
	rest, maybe := strings.CutPrefix(s, "?")
	kind, slug, _ := strings.Cut(rest, " ")
	return placeTerm{slug, archive.JurisdictionKind(kind), maybe}
}

func periodTerm(p archive.Period) string { return p.From + "/" + p.Until }

func parsePeriod(s string) archive.Period {
	from, until, _ := strings.Cut(s, "/")
	return archive.Period{From: from, Until: until}
}

// subjectTerms are the terms of what is said of a page or row.
func subjectTerms(sp content.Spoken) (terms [subjects][]string) {
	for _, j := range sp.Places {
		terms[ofPlace] = append(terms[ofPlace], placeTerm{j.Slug, j.Kind, false}.String())
	}
	for _, j := range sp.Maybe {
		terms[ofPlace] = append(terms[ofPlace], placeTerm{j.Slug, j.Kind, true}.String())
	}
	for _, p := range sp.Periods {
		terms[ofPeriod] = append(terms[ofPeriod], periodTerm(p))
	}
	return terms
}

// A parsed register keeps what its terms mean, since that is asked at each search.
type parsed[T any] struct {
	mu  sync.Mutex
	all []T
}

func (p *parsed[T]) of(r *register, parse func(string) T) []T {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, t := range r.terms()[len(p.all):] {
		p.all = append(p.all, parse(t))
	}
	return p.all[:len(p.all):len(p.all)]
}

func (g *generation) places() []placeTerm { return g.placeTerms.of(g.about[ofPlace], parsePlace) }
func (g *generation) periods() []archive.Period {
	return g.periodTerms.of(g.about[ofPeriod], parsePeriod)
}

// exemptions are the codes of those that stand on a page, each once.
func exemptions(marks []archive.Mark) []string {
	var out []string
	for _, m := range marks {
		if m.Kind == archive.MarkExemption && m.Code != "" && !slices.Contains(out, m.Code) {
			out = append(out, m.Code)
		}
	}
	return out
}

// headersWith says which headers have one of the forms of a word.
func (p *plan) headersWith(forms []form) []bool {
	chosen, some := make([]bool, len(p.headers)), false
	for i, h := range p.headers {
		for _, f := range forms {
			if strings.Contains(h, " "+f.term+" ") {
				chosen[i], some = true, true
				break
			}
		}
	}
	if !some {
		return nil
	}
	return chosen
}

// headed is the first row of a segment at or after a document, and before
// another, that stands under one of the headers; or that other.
func (v *view) headed(segment int, doc, before uint64, chosen []bool) uint64 {
	r := &v.columns[segment].about[ofHeader]
	if r.starts == nil {
		return before
	}
	for end := min(before, uint64(len(r.starts)-1)); doc < end; doc++ {
		if anyOf(r.of(doc), chosen) {
			return doc
		}
	}
	return before
}

// A register numbers the terms of a subject as they are met. A number once
// given stays.
type register struct {
	mu  sync.RWMutex
	of  map[string]uint32
	all []string
}

func (r *register) get(term []byte) uint32 {
	r.mu.Lock()
	defer r.mu.Unlock()
	n, ok := r.of[string(term)]
	if !ok {
		n = uint32(len(r.all))
		r.of[string(term)], r.all = n, append(r.all, string(term))
	}
	return n
}

// terms are all that were met up to now, by number.
func (r *register) terms() []string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.all[:len(r.all):len(r.all)]
}

// runs are the terms of each document of a segment, in its order.
type runs struct {
	starts []uint32 // one more than documents; nil: none has any
	terms  []uint32
}

func (r *runs) of(i uint64) []uint32 {
	if r.starts == nil {
		return nil
	}
	return r.terms[r.starts[i]:r.starts[i+1]]
}

// readRuns turns the postings of a segment about: from the documents of each
// term to the terms of each document.
func readRuns(seg *scorch.SegmentSnapshot, field string, reg *register) (r runs, err error) {
	if !slices.Contains(seg.Segment().Fields(), field) {
		return r, nil
	}
	n := seg.FullSize()
	r.starts = make([]uint32, n+1)
	each := func(visit func(term uint32, doc uint64)) error {
		dict, err := seg.Segment().Dictionary(field)
		if err != nil {
			return err
		}
		words := dict.AutomatonIterator(nil, nil, nil)
		for {
			e, err := words.Next()
			if err != nil || e == nil {
				return err
			}
			term := reg.get([]byte(e.Term))
			list, err := dict.PostingsList([]byte(e.Term), nil, nil)
			if err != nil {
				return err
			}
			for docs := list.Iterator(false, false, false, nil); ; {
				p, err := docs.Next()
				if err != nil {
					return err
				}
				if p == nil {
					break
				}
				visit(term, p.Number())
			}
		}
	}
	if err := each(func(_ uint32, doc uint64) { r.starts[doc+1]++ }); err != nil {
		return r, err
	}
	for i := range n {
		r.starts[i+1] += r.starts[i]
	}
	r.terms = make([]uint32, r.starts[n])
	at := slices.Clone(r.starts[:n])
	err = each(func(term uint32, doc uint64) {
		r.terms[at[doc]] = term
		at[doc]++
	})
	return r, err
}

// subject returns the terms of a document.
func (v *view) subject(s subject, doc uint64) []uint32 {
	v.find(doc)
	return v.columns[v.segment].about[s].of(doc - v.starts[v.segment])
}

// A follower gives what is said of pages and rows as they are gone through.
type follower struct {
	next func() (content.Spoken, error, bool)
	stop func()
	now  content.Spoken
	more bool
}

func follow(all iter.Seq2[content.Spoken, error]) *follower {
	if all == nil {
		return &follower{stop: func() {}}
	}
	f := &follower{more: true}
	f.next, f.stop = iter.Pull2(all)
	return f
}

// at returns what is said of a place; each call asks of a later one.
func (f *follower) at(p place) (content.Spoken, error) {
	for f.more && placeOf(f.now) < p {
		var err error
		if f.now, err, f.more = f.next(); err != nil {
			return content.Spoken{}, err
		}
	}
	if f.more && placeOf(f.now) == p {
		return f.now, nil
	}
	return content.Spoken{}, nil
}

func placeOf(sp content.Spoken) place {
	if sp.Table == 0 {
		return pagePlace(sp.Page)
	}
	return rowPlace(sp.Table, sp.Row)
}
