package link

import (
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// chains carries what is known of one mention to those it is joined to: "Iowa
// City, Johnson County, Iowa", "Jackson, Barrow and Clarke counties", "Paris,
// Bogata and Clarksville".
func (d *Document) chains(l labels) {
	ms := d.mentions
	for i := len(ms) - 2; i >= 0; i-- {
		m, next := &ms[i], &ms[i+1]
		if m.entry != nil || m.last != next.first || d.at(next.first).gap != mixed || d.at(next.first).mark != ',' || d.at(next.first).shape == lower {
			continue
		}
		if next.key.form == county && next.entry != nil && m.key.form == plain { // a place and its county
			d.within(m, next.entry)
		}
	}
	for i := range ms {
		if ms[i].entry == nil {
			d.ofState(&ms[i], i)
		}
	}
	d.fieldOffices()
	d.countyLists()
	d.severalStates()
	for i := range ms { // the state that stands behind another mention
		if i > 0 && ms[i-1].state != nil && ms[i].entry == nil && ms[i-1].last == ms[i].first &&
			slices.ContainsFunc(ms[i].names, func(n gazetteer.Name) bool { return n.Entry == ms[i-1].state }) {
			ms[i].entry, ms[i].rule, ms[i].confidence, ms[i].qualifier = ms[i-1].state, "qualifier", .99, true
		}
		if i > 0 && ms[i-1].rule == "country" && ms[i].entry == nil && ms[i-1].last == ms[i].first &&
			slices.ContainsFunc(ms[i].names, func(n gazetteer.Name) bool { return n.Entry == ms[i-1].entry }) {
			ms[i].entry, ms[i].rule, ms[i].confidence, ms[i].qualifier = ms[i-1].entry, "qualifier", .97, true
		}
	}
	d.abbreviatedQualifiers()
	d.misspelt(l)
	d.lineState()
	ms = d.mentions
	if len(ms) == 1 && ms[0].first == 0 && ms[0].last == len(d.tokens.tokens) {
		ms[0].support = strong // the name is all there is
	}
	for i := 1; i < len(ms); i++ { // a list lends its support
		if d.listed(&ms[i-1], &ms[i]) {
			ms[i].support = max(ms[i].support, min(ms[i-1].support, middle))
		}
	}
	for i := len(ms) - 1; i > 0; i-- {
		if d.listed(&ms[i-1], &ms[i]) {
			ms[i-1].support = max(ms[i-1].support, min(ms[i].support, middle))
		}
	}
}

// fieldOffices are where the offices of ICE's areas of responsibility sit. One in
// parentheses behind a jurisdiction names the office: "Travis County, Texas (San
// Antonio)".
var fieldOffices = map[string]bool{
	"atlanta": true, "baltimore": true, "boston": true, "buffalo": true, "chicago": true, "dallas": true, "denver": true, "detroit": true, "el paso": true,
	"harlingen": true, "houston": true, "los angeles": true, "miami": true, "new orleans": true, "new york": true, "new york city": true, "newark": true,
	"philadelphia": true, "phoenix": true, "salt lake city": true, "san antonio": true, "san diego": true, "san francisco": true, "seattle": true,
	"saint paul": true, "st. paul": true, "st paul": true, "washington": true, "washington, d.c.": true,
}

// fieldOffices takes the field offices out, which are not the place.
func (d *Document) fieldOffices() {
	before := -1 // where the words before end
	kept := d.mentions[:0]
	for i := 0; i < len(d.mentions); i++ {
		m := d.mentions[i]
		t := d.at(m.first)
		if m.first == before && t.gap == mixed && (t.mark == '(' || t.mark == '[') && fieldOffices[strings.ToLower(d.text[t.start:d.at(m.last-1).end])] {
			last := i
			if i+1 < len(d.mentions) && d.mentions[i+1].first == m.last && d.mentions[i+1].qualifier { // "(Philadelphia, PA)"
				last++
			}
			after := strings.TrimLeft(d.text[d.at(d.mentions[last].last-1).end:], ". ")
			if strings.HasPrefix(after, ")") || strings.HasPrefix(after, "]") {
				i = last
				continue
			}
		}
		kept = append(kept, m)
		before = m.last
	}
	d.mentions = kept
}

// listed reports whether two mentions stand side by side in a list.
func (d *Document) listed(a, b *mention) bool {
	between := d.at(b.first)
	if a.last == b.first {
		return between.gap == mixed && (between.mark == ',' || between.mark == '/' || between.mark == '&')
	}
	return a.last+1 == b.first && (d.lowerWord(a.last) == "and" || d.lowerWord(a.last) == "or")
}

// maxLine is how many words a line, or a cell, may have that is read as one address.
const maxLine = 16

// lineState takes the state at the end of a short line, or at the beginning of
// what a jail is called, for all of it: "Santa Rita Jail, Dublin, CA", "NH
// STATE PRISON, CONCORD".
func (d *Document) lineState() {
	n := len(d.tokens.tokens)
	if n > maxLine || n < 2 || len(d.mentions) == 0 && !d.house {
		return
	}
	lines := 0
	for _, t := range d.tokens.tokens {
		if t.gap == paragraph || t.gap == newline {
			lines++
		}
	}
	if lines > 1 {
		return
	}
	var state *gazetteer.Entry
	for k := max(1, n-3); k < n && state == nil; k++ {
		t := d.at(k)
		if s, next, ok := d.stateWords(k, t.gap == mixed, false); ok && next == n && (d.house || t.gap == mixed) {
			state = s
		}
	}
	if state == nil && d.house {
		state, _, _ = d.stateWords(0, false, false)
		if state != nil && d.at(0).shape == lower {
			state = nil
		}
	}
	if state == nil {
		return
	}
	for i := range d.mentions {
		if m := &d.mentions[i]; m.entry == nil && d.onlyState(m) != state {
			d.settle(m, state, "state")
		}
	}
	if len(d.mentions) == 0 { // "CAMPHILL SCI, PA"
		for k := 1; k < n && d.at(k-1).class&facility == 0; k++ {
			if guess, ok := d.guess(k, state); ok && guess.first == 0 && d.at(k).class&(facility|filler|prisonHead) != 0 {
				d.mentions = append(d.mentions, guess)
				return
			}
		}
	}
}

// within decides a place by the county that stands behind it.
func (d *Document) within(m *mention, c *gazetteer.Entry) {
	for _, n := range m.names {
		if n.Entry.Kind == archive.JurisdictionPlace && n.Entry.County(d.context.Date) == c {
			m.entry, m.rule, m.confidence, m.support, m.state = n.Entry, "place-county", .99, strong, nil
			return
		}
	}
}

// ofState reads a state before a name: "Iowa's Franklin County", and behind one
// "in": "Franklin County in Pennsylvania".
func (d *Document) ofState(m *mention, i int) {
	if i > 0 {
		if p := &d.mentions[i-1]; p.last == m.first && d.onlyState(p) != nil && d.possessive(p.last-1) {
			d.settle(m, d.onlyState(p), "state")
			return
		}
	}
	if m.key.form == county && d.lowerWord(m.last) == "in" && d.at(m.last).near() {
		if s, _, ok := d.stateWords(m.last+1, false, false); ok {
			d.settle(m, s, "state")
		}
	}
}

func (d *Document) possessive(i int) bool {
	t := d.at(i)
	return t.class&possessed != 0 || strings.HasPrefix(d.text[t.end:], "'") || strings.HasPrefix(d.text[t.end:], "’")
}

// onlyState returns the state that a mention can only be.
func (d *Document) onlyState(m *mention) *gazetteer.Entry {
	if m.entry != nil && m.entry.Kind == archive.JurisdictionState {
		return m.entry
	}
	if m.entry != nil {
		return nil
	}
	for _, n := range m.names {
		if n.Entry.Kind == archive.JurisdictionState {
			return n.Entry
		}
	}
	return nil
}

// abbreviatedQualifiers adds the states behind names that are no mentions of
// their own, being abbreviated: "Ventura County, Calif."
func (d *Document) abbreviatedQualifiers() {
	var all []mention
	for i, m := range d.mentions {
		all = append(all, m)
		if m.state == nil {
			continue
		}
		if i+1 < len(d.mentions) && d.mentions[i+1].first == m.last {
			continue
		}
		s, next, ok := d.stateAt(m.last, d.at(m.first).shape == lower)
		if ok && s == m.state {
			all = append(all, behind(m.last, next, s))
		}
	}
	d.mentions = all
}
