package link

import (
	"slices"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// A role is what a column of a table holds.
type role uint8

const (
	textColumn role = iota
	stateColumn
	countyColumn
	placeColumn
	jurisdictionColumn // counties, cities and others
	facilityColumn
	countryColumn
	codeColumn  // FIPS codes of counties
	otherColumn // dates, numbers, names of persons
)

// tableState is what is known of the table that is being read.
type tableState struct {
	number int
	second bool // at the second reading
	roles  []role
	state  *gazetteer.Entry // of the row before, or of the labels above
	labels string
}

// row finds the mentions of the cells of a row, and gives them to take, cell by
// cell, with the number of the column; 0 for labels and title.
func (d *Document) row(t archive.Table, r archive.Row, second bool, take func(ms []mention, col int)) {
	if d.table.roles == nil || d.table.number != t.Number || d.table.second != second {
		d.table = tableState{number: t.Number, second: second, roles: rolesOf(t)}
		d.label(t.Title, textColumn, take)
	}
	if l := strings.Join(r.Group, "\n"); l != d.table.labels {
		d.table.labels = l
		d.label(l, jurisdictionColumn, take)
	}
	state, code := d.rowState(r), d.rowCode(r)
	for i, cell := range r.Cells {
		l := labels{state: state, code: code}
		if i < len(d.table.roles) {
			l.role = d.table.roles[i]
		}
		if l.role == otherColumn || l.role == codeColumn || !worded(cell) {
			continue
		}
		d.cell(cell, l)
		if l.role == jurisdictionColumn {
			d.alike(t.Number, i+1, second)
		}
		if len(d.mentions) > 0 {
			take(d.mentions, i+1)
		}
	}
}

// label reads what holds for the rows below it.
func (d *Document) label(text string, r role, take func(ms []mention, col int)) {
	if text == "" {
		return
	}
	d.scan(text, labels{role: r})
	if r == jurisdictionColumn {
		d.alike(d.table.number, 0, d.table.second)
	}
	if s := d.oneState(); s != nil { // "Iowa" above "Franklin County Jail"
		d.table.state = s
		for k := range d.mentions {
			if m := &d.mentions[k]; m.entry == nil && !slices.ContainsFunc(m.names, func(n gazetteer.Name) bool { return n.Entry == s }) {
				d.settle(m, s, "row-state")
			}
		}
	}
	if len(d.mentions) > 0 {
		take(d.mentions, 0)
	}
}

// A column of a table, or its labels: how many of them are states, and how many
// are other places.
type census struct{ states, others int }

// maxColumns is how many columns of a document are counted.
const maxColumns = 2_000

// alike counts, at the first reading, what a line or a cell that is one name
// names; at the second it takes one that may be a state for what the others are:
// "New York" among states, or among cities.
func (d *Document) alike(table, col int, second bool) {
	at := [2]int{table, col}
	c := d.kinds[at]
	for k := range d.mentions {
		m := &d.mentions[k]
		if m.entry != nil && m.entry.Kind != archive.JurisdictionState || m.qualifier || !d.wholeLine(m) {
			continue
		}
		s := d.onlyState(m)
		several := m.entry == nil && slices.ContainsFunc(m.names, func(n gazetteer.Name) bool { return n.Entry != s && n.Form != gazetteer.Base })
		switch {
		case !second && s != nil && !several:
			c.states++
		case !second && s == nil:
			c.others++
		case second && s != nil && m.entry == nil && (c.states > c.others || col == 0 && c.states == c.others):
			m.entry, m.rule, m.confidence, m.support = s, "state-column", .95, strong
		case second && s != nil && several && c.others > c.states:
			m.names = slices.DeleteFunc(slices.Clone(m.names), func(n gazetteer.Name) bool { return n.Entry.Kind == archive.JurisdictionState })
		}
	}
	if _, ok := d.kinds[at]; !second && c != (census{}) && (ok || len(d.kinds) < maxColumns) {
		d.kinds[at] = c
	}
}

// wholeLine reports whether a mention is all that stands in its line.
func (d *Document) wholeLine(m *mention) bool {
	before, after := d.at(m.first), d.at(m.last)
	return (before.gap == paragraph || before.gap == newline) && (after.gap == paragraph || after.gap == newline)
}

// cell reads a cell, by what its column holds and its row says.
func (d *Document) cell(text string, l labels) {
	if l.role == stateColumn && l.state != nil && d.g.State(strings.Join(gazetteer.Words(text), "")) == l.state {
		d.text, d.mentions = text, d.mentions[:0]
		d.tokens.read(text)
		d.mentions = append(d.mentions, mention{last: len(d.tokens.tokens), named: len(d.tokens.tokens), entry: l.state, rule: "state-column", confidence: .99, support: strong})
		return
	}
	d.scan(text, l)
	if l.role == countryColumn {
		d.countries()
		return
	}
	for k := range d.mentions {
		m := &d.mentions[k]
		if l.code != nil && d.byCode(m, l.code) || m.entry != nil || l.state == nil || l.role == textColumn && isCountry(m.names) {
			continue
		}
		d.settle(m, l.state, "row-state")
	}
	d.similar(l.state)
}

// isCountry reports whether a name is also a country's.
func isCountry(names []gazetteer.Name) bool {
	return slices.ContainsFunc(names, func(n gazetteer.Name) bool {
		return n.Entry.Kind == archive.JurisdictionCountry && n.Form == gazetteer.Full
	})
}

// countries leaves the countries of a column that holds what people are citizens of.
func (d *Document) countries() {
	kept := d.mentions[:0]
	for _, m := range d.mentions {
		for _, n := range d.bearers(key{node: m.key.node}) {
			if n.Entry.Kind == archive.JurisdictionCountry && n.Form == gazetteer.Full {
				m.entry, m.state, m.rule, m.confidence, m.support = n.Entry, nil, "country-column", .98, strong
				kept = append(kept, m)
				break
			}
		}
	}
	d.mentions = kept
}

// byCode decides a mention by the code that stands in its row.
func (d *Document) byCode(m *mention, c *gazetteer.Entry) bool {
	var best *gazetteer.Entry
	for _, n := range m.names {
		if n.Entry.County(d.context.Date) == c && (best == nil || prefer(n.Entry, best, m)) {
			best = n.Entry
		}
	}
	if best == nil {
		return false
	}
	m.entry, m.state, m.rule, m.confidence, m.support = best, nil, "code-column", .99, strong
	return true
}

// rowCode returns the county whose code a row states, or nil.
func (d *Document) rowCode(r archive.Row) *gazetteer.Entry {
	for i, role := range d.table.roles {
		if role != codeColumn || i >= len(r.Cells) {
			continue
		}
		code := strings.TrimSpace(r.Cells[i])
		if len(code) == 4 {
			code = "0" + code // a spreadsheet took the nought away
		}
		if e, ok := d.g.ByCode(code, ""); ok && e.Kind == archive.JurisdictionCounty {
			return e
		}
	}
	return nil
}

// oneState returns the only state that the text just scanned names.
func (d *Document) oneState() *gazetteer.Entry {
	var one *gazetteer.Entry
	for i := range d.mentions {
		s := d.onlyState(&d.mentions[i])
		if d.mentions[i].state != nil {
			s = d.mentions[i].state
		}
		if s == nil {
			continue
		}
		if one != nil && s != one {
			return nil
		}
		one = s
	}
	return one
}

// rowState returns the state of a row: that of its state column, else the one
// that a row above, or a label, gave.
func (d *Document) rowState(r archive.Row) *gazetteer.Entry {
	for i, role := range d.table.roles {
		if role == stateColumn && i < len(r.Cells) {
			if s := d.g.State(strings.Join(gazetteer.Words(r.Cells[i]), "")); s != nil {
				return s
			}
		}
	}
	return d.table.state
}

// worded reports whether a cell has a letter.
func worded(cell string) bool {
	return strings.ContainsFunc(cell, func(r rune) bool { return r >= 'A' })
}

// rolesOf reads the header.
func rolesOf(t archive.Table) []role {
	roles := make([]role, len(t.Header))
	for i, h := range t.Header {
		roles[i] = roleOf(h)
	}
	return roles
}

func roleOf(header string) role {
	r := textColumn
	for _, w := range gazetteer.Words(header) {
		switch w {
		case "fips", "geoid", "fipscode", "countyfips":
			return codeColumn
		case "state", "st":
			return stateColumn
		case "citizenship", "nationality", "country", "countries":
			return countryColumn
		case "county", "counties", "parish":
			r = countyColumn
		case "jurisdiction", "jurisdictions", "location":
			r = jurisdictionColumn
		case "city", "town", "place", "municipality", "locality":
			r = placeColumn
		case "facility", "jail", "agency", "detention", "institution", "lea":
			r = facilityColumn
		case "officer", "requester", "requestor", "attorney", "contact", "analyst", "employee", "author", "date", "dob":
			return otherColumn
		}
	}
	return r
}
