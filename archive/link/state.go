package link

import (
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// qualify reads the state, or the country, that stands behind a name and says
// which of its bearers is meant: "Clark, Nev.", "Ventura County (CA)", "Paris, France".
func (d *Document) qualify(m *mention) {
	s, _, ok := d.stateAt(m.last, d.at(m.first).shape == lower)
	if !ok || !d.settle(m, s, "state") {
		d.abroadAt(m)
	}
}

// settle decides a mention by its state, where it has one bearer there.
func (d *Document) settle(m *mention, s *gazetteer.Entry, rule string) bool {
	if m.key.form == plain && len(m.names) > 0 && d.onlyStates(m) {
		return false // "Iowa, Illinois"
	}
	best := d.inState(m, s)
	if best == nil || best.Kind == archive.JurisdictionCounty && m.key.form == plain && !m.house && d.goesBack(m) {
		return false
	}
	m.state, m.entry, m.support, m.confidence = s, best, strong, .99
	m.rule = string(best.Kind) + "-" + rule
	if m.body != "" {
		m.rule, m.confidence = "facility-"+rule, .97
	}
	return true
}

// goesBack reports whether a name goes on what stands before it: "Fort Lewis,
// Wash." is not Lewis County.
func (d *Document) goesBack(m *mention) bool {
	t, before := d.at(m.first), d.at(m.first-1)
	return m.first > 0 && t.near() && !d.ends(m.first-1) && before.shape == capital && before.gap != paragraph &&
		before.class&(locative|direction|titled|small|local|settlement|common) == 0 && !d.previousPlace(m.first)
}

// inState returns the bearer of a name in a state: of a place and a county
// called alike the place, and of several places the largest.
func (d *Document) inState(m *mention, s *gazetteer.Entry) *gazetteer.Entry {
	var best *gazetteer.Entry
	for _, n := range m.names {
		if n.Entry.State() != s || n.Entry == s || n.Form == gazetteer.Abroad {
			continue
		}
		if best == nil || prefer(n.Entry, best, m) {
			best = n.Entry
		}
	}
	return best
}

func prefer(a, b *gazetteer.Entry, m *mention) bool {
	if m.key.form == listed || m.houses() { // "Los Angeles jail" is the county's
		if ca, cb := a.Kind == archive.JurisdictionCounty, b.Kind == archive.JurisdictionCounty; ca != cb {
			return ca
		}
	} else if pa, pb := a.Kind == archive.JurisdictionPlace, b.Kind == archive.JurisdictionPlace; pa != pb {
		return pa
	}
	if (a.Until == "") != (b.Until == "") {
		return a.Until == ""
	}
	return a.Population > b.Population
}

func (d *Document) onlyStates(m *mention) bool {
	for _, n := range m.names {
		if n.Entry.Kind != archive.JurisdictionState && n.Form != gazetteer.Abroad {
			return false
		}
	}
	return true
}

// words that are the postal code of a state, and words too
var alsoWords = map[string]bool{"in": true, "or": true, "me": true, "hi": true, "ok": true, "oh": true, "la": true, "ma": true, "pa": true, "co": true, "de": true, "id": true, "al": true}

// stateAt reads a state that qualifies what stands before token i, and returns
// the token after it.
func (d *Document) stateAt(i int, lowerToo bool) (*gazetteer.Entry, int, bool) {
	t := d.at(i)
	if i >= len(d.tokens.tokens) || t.gap == paragraph || t.gap == joined {
		return nil, i, false
	}
	marked := t.gap == mixed
	if marked {
		between := d.text[d.at(i-1).end:t.start]
		if strings.ContainsFunc(strings.TrimLeft(between, ". \t\r"), func(r rune) bool { return !strings.ContainsRune(" ,;|/(\t\r\n-–—", r) }) ||
			strings.Count(between, "\n") > 1 || strings.ContainsAny(between, "-–—") && len(strings.TrimSpace(between)) == len(between) {
			return nil, i, false
		}
	}
	if marked && t.mark == '(' { // "(Miss.)", not "(Texas officials say"
		s, next, ok := d.stateWords(i, true, false)
		return s, next, ok && strings.HasPrefix(strings.TrimLeft(d.text[d.at(next-1).end:], ". "), ")")
	}
	return d.stateWords(i, marked, lowerToo)
}

// stateWords reads the name, or an abbreviation, of a state. An abbreviation
// without a full stop needs a sign before it, or capitals.
func (d *Document) stateWords(i int, marked, lowerToo bool) (*gazetteer.Entry, int, bool) {
	node := gazetteer.Node(0)
	var found *gazetteer.Entry
	next := i
	for k := i; k < i+4; k++ {
		t := d.at(k)
		n, ok := d.g.Step(node, t.word)
		if !ok || k > i && !d.follows(k) {
			break
		}
		node = n
		if t.shape == lower && !(lowerToo && marked) || !d.g.Ends(node) {
			continue
		}
		for _, b := range d.bearers(key{node: node}) {
			if b.Entry.Kind == archive.JurisdictionState && b.Form == gazetteer.Full && (found == nil || next <= k) {
				if b.Entry.Code == "11" && k == i { // "Seattle, Washington"
					if wa, ok := d.g.ByCode("53", ""); ok {
						found, next = wa, k+1
						continue
					}
				}
				found, next = b.Entry, k+1
			}
		}
	}
	if found != nil {
		if d.longerPlace(i, next) {
			return nil, i, false // "the jail in Kansas City"
		}
		if after := d.at(next); after.class&(countyWord|notPlace) != 0 && after.near() && after.shape >= capital {
			return nil, i, false // "Paris, Washington County"
		}
		return found, next, true
	}
	t := d.at(i)
	s := d.g.Abbreviated(t.word)
	if s == nil {
		if j := i + 1; t.end-t.start == 1 && d.at(j).end-d.at(j).start == 1 && t.dot && t.shape == capital { // "N. Y."
			folded := strings.ToLower(d.text[t.start:t.end] + d.text[d.at(j).start:d.at(j).end])
			if s := d.g.State(folded); s != nil && d.at(j).near() {
				return s, j + 1, true
			}
		}
		return nil, i, false
	}
	word := d.text[t.start:t.end]
	low := strings.ToLower(word)
	after := d.at(i + 1)
	last := after.gap == paragraph || after.gap == newline || after.shape == digits || i+1 >= len(d.tokens.tokens)
	switch {
	case t.shape == lower:
		return s, i + 1, lowerToo && marked
	case t.shape == capitals:
		if after.near() && d.article(i) {
			return nil, i, false // "À WASHINGTON, LA DÉLÉGATION"
		}
		if after.class&countyWord != 0 && after.near() {
			return nil, i, false
		}
		if alsoWords[low] && d.at(i-1).class&countyWord != 0 && d.at(i-1).shape == capital {
			return s, i + 1, true // "Chester County PA and"
		}
		if alsoWords[low] && (!marked || d.at(i-1).shape == capitals) && !last && after.near() {
			return nil, i, false
		}
		return s, i + 1, marked || last || !alsoWords[low]
	case t.dot:
		return s, i + 1, marked || len(word) > 2 || last
	case len(word) == 2 && t.class&abbreviated == 0:
		return nil, i, false // "Or", "In"
	}
	return s, i + 1, marked
}

// longerPlace reports whether the name of a state that begins and ends before
// these tokens is only the beginning of a place's.
func (d *Document) longerPlace(first, next int) bool {
	node, ok := gazetteer.Node(0), true
	for k := first; k < first+4; k++ {
		t := d.at(k)
		if node, ok = d.g.Step(node, t.word); !ok || k >= next && (t.gap != space || t.shape < capital) {
			return false
		}
		if k >= next && d.goesOn(next, k+1, node) {
			return true
		}
	}
	return false
}

// abroadAt reads a country behind a name: "Paris, France", "London, Ontario".
func (d *Document) abroadAt(m *mention) {
	t := d.at(m.last)
	if t.gap != mixed || t.mark != ',' || t.shape == lower {
		return
	}
	node, ok := gazetteer.Node(0), true
	for k := m.last; k < m.last+4; k++ {
		if node, ok = d.g.Step(node, d.at(k).word); !ok || k > m.last && !d.follows(k) {
			return
		}
		if !d.g.Ends(node) {
			continue
		}
		for _, b := range d.bearers(key{node: node}) {
			if b.Entry.Kind != archive.JurisdictionCountry || b.Entry.Code == "US" || b.Form == gazetteer.Abroad && b.Weight < 1_000_000 {
				continue
			}
			for _, n := range m.names {
				if n.Entry == b.Entry {
					m.entry, m.rule, m.confidence, m.support = b.Entry, "country", .95, strong
					return
				}
			}
		}
	}
}
