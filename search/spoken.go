package search

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"readingroom/archive"
	"readingroom/archive/content"
	"readingroom/search/segment"
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
	ofExemption // under which something is withheld on a page
	subjects
)

var subjectFields = [subjects]string{"place", "period", "exemption"}

// A placeTerm is a term of the field of places.
type placeTerm struct {
	slug  string
	kind  archive.JurisdictionKind
	maybe bool
	broad bool // it is a state, or a country other than that of the states; for certain
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
	k := archive.JurisdictionKind(kind)
	broad := k == archive.JurisdictionState || k == archive.JurisdictionCountry && slug != unitedStates
	return placeTerm{slug, k, maybe, broad && !maybe}
}

// unitedStates is the slug of the country that all states are of: what speaks of
// one of them speaks of it.
const unitedStates = "us"

func periodTerm(p archive.Period) string { return p.From + "/" + p.Until }

func parsePeriod(s string) archive.Period {
	from, until, _ := strings.Cut(s, "/")
	return archive.Period{From: from, Until: until}
}

// subjectTerms are the terms of what is said of a page or row.
func subjectTerms(sp content.Spoken) (terms [subjects][]string) {
	for _, j := range sp.Places {
		terms[ofPlace] = append(terms[ofPlace], placeTerm{slug: j.Slug, kind: j.Kind}.String())
	}
	for _, j := range sp.Maybe {
		terms[ofPlace] = append(terms[ofPlace], placeTerm{slug: j.Slug, kind: j.Kind, maybe: true}.String())
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

func (g *generation) places() []placeTerm { return g.placeTerms.of(g.known.about[ofPlace], parsePlace) }

func (g *generation) periods() []archive.Period {
	return g.periodTerms.of(g.known.about[ofPeriod], parsePeriod)
}

// headersWith matches the rows below a label that has one of the forms of a
// word; nil where there is no such label.
func (p *plan) headersWith(v *view, forms []form) (*having, error) {
	chosen := p.labels.with(forms)
	if len(chosen) == 0 {
		return nil, nil
	}
	return v.having(p.ctx, fieldHeader, chosen)
}

// labelled finds the terms of the field fieldHeader by the words in them.
type labelled struct {
	terms *register
	mu    sync.Mutex
	read  int // of the terms
	by    map[string][]uint32
}

// with are the terms that have one of the forms of a word.
func (l *labelled) with(forms []form) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := l.terms.terms()
	for ; l.read < len(all); l.read++ {
		for word := range strings.FieldsSeq(all[l.read]) {
			l.by[word] = append(l.by[word], uint32(l.read))
		}
	}
	var chosen []uint32
	for _, f := range forms {
		chosen = append(chosen, l.by[f.term]...)
	}
	slices.Sort(chosen)
	var out []string
	for _, n := range slices.Compact(chosen) {
		out = append(out, all[n])
	}
	return out
}

// A register numbers the terms of a subject as they are met. A number once
// given stays.
type register struct {
	mu  sync.RWMutex
	of  map[string]uint32
	all []string
}

func newRegister() *register { return &register{of: map[string]uint32{}} }

func (r *register) get(term []byte) uint32 {
	r.mu.Lock()
	defer r.mu.Unlock()
	n, ok := r.of[string(term)]
	if !ok {
		s := string(term)
		n = uint32(len(r.all))
		r.of[s], r.all = n, append(r.all, s)
	}
	return n
}

// terms are all that were met up to now, by number.
func (r *register) terms() []string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.all[:len(r.all):len(r.all)]
}

// known are the terms that all segments have of a few fields.
type known struct {
	about   [subjects]*register // of what is spoken of
	counted [subjects]*valueSets
	headers *register // the words of the labels of a row's table, between blanks
	labels  labelled  // them, by those words
	values  *register // of the facets of items
}

func newKnown() *known {
	k := &known{headers: newRegister(), values: newRegister()}
	k.labels = labelled{terms: k.headers, by: map[string][]uint32{}}
	for i := range k.about {
		k.about[i] = newRegister()
	}
	k.counted = [subjects]*valueSets{
		ofPlace: newValueSets(k.about[ofPlace].terms, func(term string) []string {
			if p := parsePlace(term); p.broad {
				return []string{p.slug}
			}
			return nil
		}),
		ofPeriod:    newValueSets(k.about[ofPeriod].terms, func(term string) []string { return yearsOf(parsePeriod(term), nil) }),
		ofExemption: newValueSets(k.about[ofExemption].terms, func(term string) []string { return []string{term} }),
	}
	return k
}

// runs are the terms of each document of a segment, in its order, or of each item.
type runs struct {
	starts []uint32 // one more than of those; nil: none has any
	terms  []uint32
}

func (r *runs) of(i uint32) []uint32 {
	if r.starts == nil {
		return nil
	}
	return r.terms[r.starts[i]:r.starts[i+1]]
}

// readRuns turns the postings of a segment about: from the documents of each
// term to the terms of each document.
func readRuns(file *segment.File, field string, reg *register) (runs, error) {
	terms := file.Terms(field)
	if terms == nil {
		return runs{}, nil
	}
	return runsOf(file.Docs(), reg, func(do func(term []byte, docs *roaring.Bitmap)) error { return eachTerm(terms, do) })
}

// runsOf turns about what each goes through, which is done twice.
func runsOf(n uint64, reg *register, each func(do func(term []byte, docs *roaring.Bitmap)) error) (r runs, err error) {
	r.starts = make([]uint32, n+1)
	err = each(func(_ []byte, docs *roaring.Bitmap) {
		docs.Iterate(func(doc uint32) bool {
			r.starts[doc+1]++
			return true
		})
	})
	if err != nil {
		return r, err
	}
	for i := range n {
		r.starts[i+1] += r.starts[i]
	}
	r.terms = make([]uint32, r.starts[n])
	at := slices.Clone(r.starts[:n])
	err = each(func(t []byte, docs *roaring.Bitmap) {
		term := reg.get(t)
		docs.Iterate(func(doc uint32) bool {
			r.terms[at[doc]] = term
			at[doc]++
			return true
		})
	})
	return r, err
}

// eachTerm goes through terms and the documents of each.
func eachTerm(terms *segment.Terms, do func(term []byte, docs *roaring.Bitmap)) (err error) {
	walked := terms.Each(nil, nil, func(term []byte, postings segment.Postings) bool {
		var docs *roaring.Bitmap
		if docs, err = postings.Docs(); err == nil {
			do(term, docs)
		}
		return err == nil
	})
	return errors.Join(walked, err)
}

// readTerms takes over the terms of a field of a segment.
func readTerms(file *segment.File, field string, reg *register) error {
	return file.Terms(field).Each(nil, nil, func(term []byte, _ segment.Postings) bool {
		reg.get(term)
		return true
	})
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
