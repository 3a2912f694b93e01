package link

import (
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// A mention is a name in a text that may be a jurisdiction's.
type mention struct {
	first, last int // tokens
	named       int // the token behind the name itself
	key         key
	names       []gazetteer.Name // who may be meant
	state       *gazetteer.Entry // that stands beside it
	body        gazetteer.Body   // "Jail" behind it
	house       bool             // a prison's own name
	ofCity      bool             // of a city, not of a county: "City Jail"
	support     support
	qualifier   bool // it is the state of the mention before it

	entry      *gazetteer.Entry // what is meant, once known
	rule       string
	confidence float64
	doubt      []*gazetteer.Entry // the candidates, most likely first
}

// A key is a name as one sense of it is meant throughout a document.
type key struct {
	node gazetteer.Node
	form form
}

type form uint8

const (
	plain  form = iota
	county      // with "County" behind it
	listed      // in a list or a column of counties, or of what may be both
	city        // with "City of" before it, or in a column of cities
	house       // of a prison
)

// A support is how sure it is that a name is a place's.
type support uint8

const (
	weak   support = iota // it stands there alone
	middle                // "in Paris"
	strong                // "Paris police", "Paris, Texas", "Lamar County"
)

// labels are what is known of the text of a cell.
type labels struct {
	said  bool             // "city of" stands before it
	role  role             // what its column holds
	state *gazetteer.Entry // of its row
	code  *gazetteer.Entry // the county whose code its row states
}

// scan finds the mentions of a text.
func (d *Document) scan(text string, l labels) {
	d.text = text
	tokens := d.tokens.read(text)
	d.mentions = d.mentions[:0]
	d.house, d.hints = false, d.hints[:0]
	d.languages(tokens)
	if len(tokens) <= maxLine {
		for _, t := range tokens {
			d.house = d.house || t.class&(facility|prisonHead) != 0 && t.shape >= capital
		}
	}
	for i := 0; i < len(tokens); {
		m, next, ok := d.mention(i, l)
		if !ok {
			if d.at(i).class&demonym != 0 {
				d.abroadHint(i)
			}
			i++
			continue
		}
		d.mentions = append(d.mentions, m)
		i = next
		if m.state != nil { // the state behind a name is its own, and no further place
			if s, after, ok := d.stateAt(i, d.at(m.first).shape == lower); ok && s == m.state {
				d.mentions = append(d.mentions, behind(i, after, s))
				i = after
			}
		}
	}
	d.chains(l)
}

// languages counts the words of a text, written small, that tell its language.
func (d *Document) languages(tokens []token) {
	for _, t := range tokens {
		switch {
		case t.shape != lower:
		case t.class&english != 0:
			d.english++
		case t.class&foreign != 0:
			d.foreign++
		}
	}
}

// article reports whether a token is a word of the language that the document is
// in, and no abbreviation, which has full stops in others: "LA SÉANCE".
func (d *Document) article(i int) bool {
	t := d.at(i)
	return t.class&(foreign|small) != 0 && d.foreign > d.english && t.shape == capitals && !strings.Contains(d.text[t.start:t.end], ".")
}

// behind is the mention of a state that says which bearer of the name before it
// is meant.
func behind(first, last int, s *gazetteer.Entry) mention {
	return mention{first: first, last: last, named: last, entry: s, rule: "qualifier", confidence: .99, support: strong, qualifier: true}
}

func (d *Document) at(i int) token {
	if i < 0 || i >= len(d.tokens.tokens) {
		return token{gap: paragraph, start: len(d.text), end: len(d.text)}
	}
	return d.tokens.tokens[i]
}

// near reports whether a token follows the one before it in the same phrase.
func (t token) near() bool { return t.gap == space || t.gap == newline || t.gap == joined }

// follows reports whether a token goes on a name: "Miami-Dade", "Coeur d'Alene",
// "St. Louis".
func (d *Document) follows(i int) bool {
	t := d.at(i)
	if i >= len(d.tokens.tokens) {
		return false
	}
	if t.near() {
		before := d.at(i - 1)
		return !before.dot || before.class&abbreviated != 0
	}
	return t.gap == mixed && (t.mark == '-' || t.mark == '‐' || t.mark == '‑') && t.start-d.at(i-1).end == len(string(t.mark))
}

// mention reads a mention at a token.
func (d *Document) mention(i int, l labels) (mention, int, bool) {
	t := d.at(i)
	if t.class&settlement != 0 && t.shape != digits && d.at(i+1).class&small != 0 && d.follows(i+1) && d.at(i+2).shape >= capital && d.text[d.at(i+1).start]|0x20 == 'o' {
		if m, next, ok := d.name(i+2, labels{said: true, role: l.role, state: l.state}); ok {
			switch {
			case t.class&stateWord != 0:
				if !d.ofTheState(&m) {
					return d.name(i+2, l)
				}
			case t.class&countyWord != 0 && m.key.form == plain:
				d.filter(&m, county, func(n gazetteer.Name) bool { return n.Entry.IsCounty(gazetteer.County) })
			case m.key.form == plain:
				m.entry, m.state = nil, nil
				d.filter(&m, city, func(n gazetteer.Name) bool {
					return n.Entry.Kind == archive.JurisdictionPlace || n.Form == gazetteer.Full && n.Entry.Kind == archive.JurisdictionCounty || n.Entry.IsCounty("city")
				})
			}
			if len(m.names) > 0 || m.entry != nil {
				m.support = strong
				if t.shape >= capital {
					m.first = i
				}
				return m, next, true
			}
		}
	}
	if t.class&pluralWord != 0 && d.at(i+1).class&small != 0 && d.at(i+2).shape >= capital {
		return mention{}, i, false // "the counties of": see chains
	}
	if t.shape == lower {
		return d.lowerCounty(i, l)
	}
	if t.word == 0 && t.genitive == 0 && !(d.house && shortened[d.lowerWord(i)] != "") || t.shape == digits {
		return mention{}, i, false
	}
	return d.name(i, l)
}

// ofTheState leaves what a "state of" can be: a state, here or abroad.
func (d *Document) ofTheState(m *mention) bool {
	if s := d.stateOf(m.key.node); s != nil {
		*m = mention{first: m.first, last: m.named, named: m.named, entry: s, rule: "state", confidence: .98, support: strong}
		return true
	}
	m.names = nil
	for _, n := range d.bearers(key{node: m.key.node}) {
		if n.Entry.Kind == archive.JurisdictionCountry {
			m.names = append(m.names, n)
		}
	}
	m.entry, m.state, m.body = nil, nil, ""
	return len(m.names) > 0
}

func (d *Document) filter(m *mention, f form, keep func(gazetteer.Name) bool) {
	var names []gazetteer.Name
	for _, n := range d.g.At(m.key.node) {
		if keep(n) {
			names = append(names, n)
		}
	}
	m.names, m.key.form = names, f
	d.qualify(m)
}

// standing reads the abbreviation of a state that stands alone: "in Calif."
func (d *Document) standing(i int) (mention, int, bool) {
	t := d.at(i)
	s := d.g.Abbreviated(t.word)
	if s == nil || !t.dot && t.class&abbreviated == 0 || t.shape < capital {
		return mention{}, i, false
	}
	word := d.text[t.start:t.end]
	switch {
	case len(word) > 2 && t.dot && t.shape == capital && word != "Miss" && word != "Col" && word != "Ill" && word != "Ind" && word != "Mass" && word != "Wash":
	case len(word) >= 3 && t.shape == capitals && word[1] == '.' && strings.Contains(s.Name, " "): // N.Y., but not M.A.
	case d.partyTag(i):
		return mention{first: i, last: i + 1, entry: s, rule: "party-state", confidence: .99, support: strong}, i + 1, true
	default:
		return mention{}, i, false
	}
	rule := "state"
	if d.partyTag(i) {
		rule = "party-state"
	}
	return mention{first: i, last: i + 1, entry: s, rule: rule, confidence: .95, support: strong}, i + 1, true
}

// partyTag reports whether a token is the state of a politician: "D-N.Y."
func (d *Document) partyTag(i int) bool {
	t, before := d.at(i), d.at(i-1)
	if i == 0 || t.mark != '-' && t.mark != '–' || before.end-before.start != 1 {
		return false
	}
	switch d.text[before.start] {
	case 'D', 'R', 'I':
		return before.mark == '(' || before.mark == ','
	}
	return false
}

// form decides what a name at the tokens from first to last is.
func (d *Document) form(first, last int, node gazetteer.Node, l labels) (mention, bool) {
	m := mention{first: first, last: last, named: last, key: key{node: node}}
	all := d.bearers(key{node: node})
	if d.suffix(&m, all) {
		m.support = strong
		d.facility(&m)
		d.qualify(&m)
		return m, len(m.names) > 0
	}
	if t := d.at(first); t.shape == lower || t.shape == capital && last == first+1 && t.end-t.start <= 2 {
		return m, false // "La policía" is not of L.A.
	}
	if last == first+1 && d.article(first) {
		return m, false
	}
	for _, n := range all {
		if n.Form == gazetteer.Short && d.at(first).shape != capitals && d.text[d.at(first).start:d.at(last-1).end] != n.Entry.Short && d.at(first).shape < capitals {
			continue
		}
		m.names = append(m.names, n)
	}
	if len(m.names) == 0 {
		return m, false
	}
	if d.partyTag(first) {
		for _, n := range m.names {
			if n.Entry.Kind == archive.JurisdictionState {
				m.entry, m.rule, m.confidence, m.support = n.Entry, "party-state", .99, strong
				return m, true
			}
		}
	}
	if l.said || l.role != textColumn && d.at(first).gap == paragraph {
		m.support = strong
	}
	if t := d.at(first); l.role == countyColumn && (t.gap != mixed || d.stateOf(node) == nil) { // but "Frnklin County, Iowa"
		d.onlyCounties(&m)
	}
	d.facility(&m)
	d.prison(&m)
	if len(m.names) == 0 {
		return m, false
	}
	d.qualify(&m)
	if m.state == nil && m.entry == nil && !l.said && !d.isPlace(&m) {
		return m, false
	}
	if m.state == nil {
		// The bare name of a county counts beside its state, or in a list of counties.
		kept := m.names[:0:0]
		for _, n := range m.names {
			if n.Form != gazetteer.Base || l.role == countyColumn || l.role == jurisdictionColumn || m.body != "" {
				kept = append(kept, n)
			}
		}
		if len(kept) == 0 {
			m.key.form = listed // only counties bear it: Miami-Dade
		} else {
			m.names = kept
		}
	}
	return m, len(m.names) > 0
}
