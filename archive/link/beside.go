package link

import (
	"slices"
	"strings"
	"unicode"

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

// houses reports whether a mention is of a body that counties have.
func (m *mention) houses() bool {
	switch m.body {
	case gazetteer.Jail, gazetteer.Sheriff, gazetteer.Juvenile, gazetteer.Probation:
		return !m.ofCity
	}
	return false
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
		if after.class&countyWord != 0 && after.near() {
			return nil, i, false
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

// facility reads what makes a name that of a jail or an office: "Hennepin County
// Adult Detention Center", "SUFFOLK CO.CORREC FAC".
func (d *Document) facility(m *mention) {
	var seen class
	last, words := m.last, 0
	for k := m.last; k < m.last+8 && k < len(d.tokens.tokens); k++ {
		t := d.at(k)
		if t.gap == paragraph || t.gap == mixed && !strings.ContainsRune("-/.'’&", t.mark) {
			break
		}
		if s, next, ok := d.stateAt(k, false); ok && words == 0 && next == k+1 && t.shape == capitals && d.at(next).class&(facility|filler|countyWord) != 0 {
			if !d.settle(m, s, "state") {
				break
			}
			continue
		}
		if t.class&(facility|filler|offices) == 0 || t.shape == lower && t.class&small == 0 {
			if words == 0 && t.class&countyWord != 0 && m.state != nil {
				continue // "MECKLENBURG (NC) CO JAIL"
			}
			break
		}
		seen |= t.class & (sheriffs | jails | juveniles | prisons | polices | probations | offices)
		words++
		if t.class&settlement != 0 && t.class&countyWord == 0 {
			m.ofCity = d.lowerWord(k) != "state"
		}
		if t.class&small == 0 {
			last = k + 1
		}
	}
	for _, c := range []struct {
		class class
		body  gazetteer.Body
	}{
		{juveniles, gazetteer.Juvenile},
		{jails, gazetteer.Jail},
		{prisons, gazetteer.Prison},
		{sheriffs, gazetteer.Sheriff},
		{polices, gazetteer.Police},
		{probations, gazetteer.Probation},
	} {
		if seen&c.class == 0 {
			continue
		}
		if (c.body == gazetteer.Sheriff || c.body == gazetteer.Police) && seen&offices == 0 && d.at(last).shape >= capital && d.at(last).near() {
			return // "Lamar County Sheriff B.J. McCoy", "Paris Police Chief"
		}
		m.body, m.last, m.support = c.body, last, strong
		return
	}
}

// prison takes the bearers that are prisons where the words around say that a
// name is one's, and leaves them out elsewhere.
func (d *Document) prison(m *mention) {
	if before := d.at(m.first - 1); m.first > 0 && before.class&prisonHead != 0 && before.shape == capitals && (d.at(m.first).near() || d.at(m.first).mark == ',' || d.at(m.first).mark == '-') {
		m.body, m.support = gazetteer.Prison, strong
	}
	var houses, others []gazetteer.Name
	for _, n := range m.names {
		if n.Form == gazetteer.House {
			houses = append(houses, n)
		} else {
			others = append(others, n)
		}
	}
	m.names = others
	if len(houses) > 0 && !m.ofCity && (m.body == gazetteer.Prison || m.body == gazetteer.Jail && d.at(m.named).class&jails != 0 && d.lowerWord(m.named) != "jail") {
		m.names, m.house, m.support = houses, true, strong
		m.key.form = house
	}
}

// phrases are places somewhere, and mean something else where no state is named.
var phrases = map[string]bool{
	"white house": true, "supreme court": true, "high point": true, "federal way": true, "tea party": true, "silver lake": true, "union station": true, "liberty bell": true,
	"the village": true, "the plains": true, "new deal": true, "fair play": true, "good hope": true, "old town": true, "new town": true, "mid city": true, "central city": true,
	"red cross": true, "social circle": true, "cut off": true, "big lake": true, "round lake": true, "the woodlands": false,
}

// bases are the words that a name of its own begins with.
var bases = map[string]bool{"camp": true, "fort": true, "ft": true, "lake": true, "mount": true, "hotel": true, "mission": true}

// isPlace judges whether a bare name is a place's, by what stands beside it, and
// how sure that is.
func (d *Document) isPlace(m *mention) bool {
	t, before, after := d.at(m.first), d.at(m.first-1), d.at(m.last)
	one := m.named == m.first+1
	state := d.onlyState(m) != nil
	nextWord := after.near() && !d.ends(m.last-1)
	beforeWord := t.near() && m.first > 0 && !d.ends(m.first-1)

	if m.names[0].Entry.Kind == archive.JurisdictionAgency && m.names[0].Form == gazetteer.Short && nextWord && after.class&speaking != 0 {
		return true
	}
	if m.names[0].Entry.Kind == archive.JurisdictionAgency || m.names[0].Entry.Kind == archive.JurisdictionTribal {
		m.support = max(m.support, middle)
		return true
	}
	if nextWord && after.shape >= capital && after.class&notPlace != 0 && after.class&local == 0 {
		return false
	}
	if m.named > m.first+1 && phrases[strings.ToLower(d.text[t.start:d.at(m.named-1).end])] {
		return false
	}
	if s := d.onlyState(m); s != nil && nextWord && d.lowerWord(m.last) == "state" && m.body == "" {
		if after.shape >= capital {
			d.hints = append(d.hints, s)
			return false // "Ohio State"
		}
		m.entry, m.rule, m.confidence, m.support = s, "state", .97, strong // "Washington state"
		m.last++
		return true
	}
	if beforeWord && before.class&small != 0 && d.at(m.first-2).class&notPlace != 0 && d.at(m.first-2).shape >= capital {
		if s := d.onlyState(m); s != nil {
			d.hints = append(d.hints, s)
		}
		return false // "University of Texas"
	}
	place := beforeWord && (before.class&locative != 0 && before.shape < capitals || before.class&direction != 0)
	soft := place && before.class&soft != 0
	list := d.inList(m.first)
	if one && !m.house && !state && (t.class&never != 0 || t.class&ordinary != 0 && (!place || soft) && !list && m.support < strong && !d.house) {
		return false
	}
	if after.mark == ',' && after.gap == mixed && d.lowerWord(m.last) == "who" && !state {
		return false // "Jackson, who lives here"
	}
	if beforeWord && before.dot && before.end-before.start == 1 && !m.house && !d.partyTag(m.first) {
		return false // "D. Ray James"
	}
	if m.names[0].Entry.Slug == "us" && nextWord && after.shape >= capital {
		return false // "U.S. Attorney"
	}
	if beforeWord && before.shape >= capital && bases[d.lowerWord(m.first-1)] {
		return false // "Camp Phoenix"
	}
	if d.house && beforeWord && before.shape == capitals && before.end-before.start > 4 && !m.house && m.key.form == plain &&
		before.class&(locative|direction|facility|filler|prisonHead|settlement|small|local) == 0 && !d.previousPlace(m.first) {
		return false // "NEW RIVER VALLEY REG. JAIL"
	}
	if m.support == strong {
		return true
	}
	if one && t.class&familyName != 0 && after.gap == mixed && after.mark == ',' && after.class&givenName != 0 && after.shape == capital && d.lastFirst(m.last+1) {
		d.person(t.word)
		return false // "Sullivan, Jacob J <"
	}
	person := beforeWord && before.shape >= capital && (before.class&titled != 0 || before.class&givenName != 0 && before.end-before.start > 2) && before.class&locative == 0
	if person && before.class&titled == 0 && before.word != 0 && d.tokens.tokens[m.first-1].gap != paragraph && d.previousPlace(m.first) {
		person = false // "in Austin Texas"
	}
	if person {
		if one {
			d.person(t.word)
		}
		return false
	}
	if one && t.class&givenName != 0 && nextWord && after.shape == capital && after.class&(local|countyWord|notPlace|facility|direction|settlement) == 0 && d.g.Abbreviated(after.word) == nil {
		d.person(after.word)
		return false // "Charlotte Jones"
	}
	if list {
		m.support = max(m.support, middle)
	}
	if place && !(soft && one && t.class&(familyName|givenName) != 0) {
		m.support = max(m.support, middle)
	}
	if nextWord && after.class&local != 0 {
		if after.class&school != 0 && one && t.class&(familyName|givenName) != 0 { // "Lincoln Elementary"
			return true
		}
		m.support = strong
		return true
	}
	if nextWord && (after.class&speaking != 0 || d.lowerWord(m.last) == "has" && d.persons[t.word]) && after.shape == lower && !state && !place && !list {
		if one {
			d.person(t.word)
		}
		return false
	}
	if one && d.persons[t.word] && !place {
		return false
	}
	if d.dateline(m) {
		if m.key.form == plain {
			m.support = strong
		}
		if dc, ok := d.g.BySlug("us/dc"); ok && slices.ContainsFunc(m.names, func(n gazetteer.Name) bool { return n.Entry == dc }) {
			m.entry, m.rule, m.confidence = dc, "dateline", .95
		}
		return true
	}
	if beforeWord && before.shape == capital && before.end-before.start > 1 && before.class&(locative|direction|titled|small|local|settlement|common) == 0 && !place && t.shape == capital && !d.previousPlace(m.first) && d.at(m.first-1).gap != paragraph {
		return state && m.last-m.first > 1 // "Denzel Washington", "Lake Jackson"
	}
	if nextWord && after.shape == capital && after.class&(local|countyWord|direction|locative|small|facility|settlement) == 0 && t.shape == capital && !state && !place {
		return false // "Jackson Pollock"
	}
	return true
}

// lastFirst reports whether a given name behind a family name ends there: what
// follows is an initial, or what parts one person from the next.
func (d *Document) lastFirst(i int) bool {
	t := d.at(i)
	return t.gap == paragraph || t.gap == newline || t.end-t.start == 1 && t.shape == capital && t.near() || t.gap == mixed && (t.mark == ';' || t.mark == '<' || t.mark == '(')
}

// ends reports whether a sentence ends with a token.
func (d *Document) ends(i int) bool { t := d.at(i); return t.dot && t.class&abbreviated == 0 }

func (d *Document) lowerWord(i int) string {
	t := d.at(i)
	return strings.ToLower(d.text[t.start:t.end])
}

// previousPlace reports whether the mention before ends at a token.
func (d *Document) previousPlace(i int) bool {
	n := len(d.mentions)
	return n > 0 && d.mentions[n-1].last == i
}

// inList reports whether a token goes on a list of places: "Milan and Medina".
func (d *Document) inList(i int) bool {
	n := len(d.mentions)
	if n == 0 {
		return false
	}
	m := &d.mentions[n-1]
	if d.lowerWord(i-1) == "and" || d.lowerWord(i-1) == "or" {
		i--
	}
	t := d.at(i)
	return m.last == i && m.support >= middle && (t.near() && t.shape == lower || t.gap == mixed && t.mark == ',')
}

func (d *Document) person(w gazetteer.Word) {
	if w != 0 && len(d.persons) < maxPersons {
		d.persons[w] = true
	}
}

// dateline reports whether a name begins a report: "PARIS (AP) —", "CLARKSVILLE - ".
func (d *Document) dateline(m *mention) bool {
	t := d.at(m.first)
	if t.gap != paragraph && t.gap != newline || t.shape == lower {
		return false
	}
	rest := strings.TrimLeftFunc(d.text[d.at(m.last-1).end:], func(r rune) bool { return unicode.IsSpace(r) || r == '.' || r == ',' })
	return strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "--") || strings.HasPrefix(rest, "- ") || strings.HasPrefix(rest, "(AP)")
}
