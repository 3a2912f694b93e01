package link

import (
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// maxGuesses is how many names of a document are compared with all of their state.
const maxGuesses = 2_000

// shortest is how many letters a name needs to be recognised by all but one.
const shortest = 6

// misspelt adds mentions for the names before a state that no list has, but for
// one letter: "Miamai-Dade, Florida".
func (d *Document) misspelt(l labels) {
	for i := 0; i < len(d.mentions); i++ {
		m := &d.mentions[i]
		s := d.onlyState(m)
		t := d.at(m.first)
		if s == nil || m.qualifier || t.gap != mixed || t.mark != ',' && t.mark != '(' || i > 0 && d.mentions[i-1].last == m.first {
			continue
		}
		if guess, ok := d.guess(m.first, s); ok && (i == 0 || d.mentions[i-1].last <= guess.first) {
			m.entry, m.rule, m.confidence, m.qualifier = s, "qualifier", .99, true
			d.mentions = append(d.mentions[:i], append([]mention{guess}, d.mentions[i:]...)...)
			i++
		}
	}
	if l.state == nil || len(d.mentions) > 0 || l.role == textColumn {
		return
	}
	for end := len(d.tokens.tokens); end > 0; end-- { // a cell, up to its county word or its end
		if end < len(d.tokens.tokens) && d.at(end).class&(countyWord|facility) == 0 {
			continue
		}
		if end < len(d.tokens.tokens) && d.at(end).class&countyWord != 0 {
			end++
		}
		if guess, ok := d.guess(end, l.state); ok && guess.first == 0 {
			d.mentions = append(d.mentions, guess)
			return
		}
		if end < len(d.tokens.tokens) && d.at(end-1).class&countyWord != 0 {
			end--
		}
	}
}

// guess looks for the one county or place of a state whose name differs in one
// letter from the words before a token.
func (d *Document) guess(end int, s *gazetteer.Entry) (mention, bool) {
	if d.guesses >= maxGuesses {
		return mention{}, false
	}
	last := end
	county := d.at(end-1).class&countyWord != 0
	if county {
		last--
	}
	for n := min(3, last); n >= 1; n-- {
		first := last - n
		name := ""
		for k := first; k < last; k++ {
			t := d.at(k)
			if t.shape != capital && t.shape != capitals || k > first && !d.follows(k) {
				name = ""
				break
			}
			name += strings.Join(gazetteer.Words(d.text[t.start:t.end]), "")
		}
		if len(name) < shortest || len(name) > maxWord {
			continue
		}
		d.guesses++
		if e := d.almost(name, s, county); e != nil {
			m := mention{first: first, last: end, named: end, entry: e, state: s, rule: "spelling", confidence: .85, support: strong}
			d.facility(&m)
			return m, true
		}
	}
	return mention{}, false
}

// almost returns the one jurisdiction of a state whose name is at most one
// letter away, or parted otherwise: "CAMPHILL".
func (d *Document) almost(name string, s *gazetteer.Entry, county bool) *gazetteer.Entry {
	var found *gazetteer.Entry
	try := func(e *gazetteer.Entry) bool {
		if county && e.Kind != archive.JurisdictionCounty || !valid(e, d.context.Date) && d.context.Date != "" {
			return true
		}
		words := gazetteer.Words(e.Short)
		if base, ok := gazetteer.CountyBase(words); ok && e.Kind == archive.JurisdictionCounty {
			words = base
		}
		if !oneApart(strings.Join(words, ""), name) {
			return true
		}
		if found != nil && found.County(d.context.Date) != e.County(d.context.Date) {
			found = nil
			return false
		}
		if found == nil || e.Kind == archive.JurisdictionCounty {
			found = e
		}
		return true
	}
	for _, c := range d.g.Children(s) {
		if !try(c) {
			return nil
		}
		if c.Kind != archive.JurisdictionCounty || county {
			continue
		}
		for _, p := range d.g.Children(c) {
			if !try(p) {
				return nil
			}
		}
	}
	return found
}

// oneApart reports whether two words are the same, but for a letter that is
// another, missing, added, or in the place of its neighbour.
func oneApart(a, b string) bool {
	if len(a) < shortest || len(a)-len(b) > 1 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	switch {
	case len(x) == 0 || len(y) == 0:
		return true
	case len(x) > len(y):
		return x[1:] == y
	case len(y) > len(x):
		return y[1:] == x
	case x[1:] == y[1:]:
		return true
	}
	return len(x) > 1 && x[0] == y[1] && x[1] == y[0] && x[2:] == y[2:]
}
