package link

import (
	"slices"
	"strings"

	"readingroom/archive/link/gazetteer"
)

// houses reports whether a mention is of a body that counties have.
func (m *mention) houses() bool {
	switch m.body {
	case gazetteer.Jail, gazetteer.Sheriff, gazetteer.Juvenile, gazetteer.Probation:
		return !m.ofCity
	}
	return false
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
	if m.body != "" { // a jail here is of no place abroad
		others = slices.DeleteFunc(others, func(n gazetteer.Name) bool { return n.Form == gazetteer.Abroad })
	}
	m.names = others
	if len(houses) > 0 && !m.ofCity && (m.body == gazetteer.Prison || m.body == gazetteer.Jail && d.at(m.named).class&jails != 0 && d.lowerWord(m.named) != "jail") {
		m.names, m.house, m.support = houses, true, strong
		m.key.form = house
	}
}
