package link

import (
	"slices"
	"strings"
	"unicode"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

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
	if t.gap == mixed && t.mark == '-' && m.first > 0 && t.start == before.end+1 && before.shape == capital && !d.previousPlace(m.first) && m.support < strong {
		return false // "Perez-Durango"
	}
	if beforeWord && before.class&ship != 0 && t.shape == capital {
		return false // "USS Nassau"
	}
	if !state && nextWord && after.class&stateWord != 0 && after.shape == capital && m.body == "" && d.at(m.last+1).class&facility == 0 {
		return false // "Jackson State"
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
	if d.house && beforeWord && before.shape == capitals && before.end-before.start > 2 && !m.house && m.key.form == plain &&
		before.class&(locative|direction|facility|filler|prisonHead|settlement|small|local|common|countyWord) == 0 && !d.previousPlace(m.first) {
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
