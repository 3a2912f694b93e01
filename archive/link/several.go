package link

import (
	"cmp"
	"slices"
)

// severalStates makes a county of each state that stands behind the name of one:
// "Franklin County IA, NY and PA".
func (d *Document) severalStates() {
	for k := 0; k < len(d.mentions); k++ {
		m := d.mentions[k]
		if m.state == nil || m.key.form != county {
			continue
		}
		_, next, ok := d.stateAt(m.last, false)
		var more []mention
		closed := true // names in full count where an "and" is before the last
		for ok && len(more) < maxList {
			i := next
			if t := d.at(i); t.class&conjunction != 0 && t.shape == lower && t.near() {
				i++
			} else if t.gap != mixed || t.mark != ',' && t.mark != '&' && t.mark != '/' && t.mark != ';' {
				break
			}
			if d.at(i).class&conjunction != 0 { // ", and"
				i++
			}
			s, after, found := d.stateWords(i, true, false)
			if !found || d.at(after).class&(countyWord|pluralWord) != 0 && d.at(after).near() {
				break
			}
			of := d.countyIn(m.key.node, s)
			if of == nil || s == m.state {
				more = nil // the list is one of states
				break
			}
			closed = d.at(after-1).dot || d.at(after-1).shape == capitals && after == i+1 || d.at(i-1).class&conjunction != 0
			next = after
			more = append(more, mention{first: i, last: after, named: after, key: m.key, entry: of, rule: "county-states", confidence: .97, support: strong, body: m.body})
		}
		for _, other := range more {
			if closed {
				d.put(other)
			}
		}
	}
	d.merge()
}

// put keeps a mention for merge.
func (d *Document) put(m mention) { d.lists = append(d.lists, m) }

// merge takes the mentions that were put, in the place of those that they overlap.
func (d *Document) merge() {
	if len(d.lists) == 0 {
		return
	}
	slices.SortStableFunc(d.lists, func(a, b mention) int { return cmp.Compare(a.first, b.first) })
	all := make([]mention, 0, len(d.mentions)+len(d.lists))
	k, end := 0, 0
	for _, m := range d.lists {
		if m.first < end {
			continue // two lists share it
		}
		end = m.last
		for ; k < len(d.mentions) && d.mentions[k].last <= m.first; k++ {
			all = append(all, d.mentions[k])
		}
		for ; k < len(d.mentions) && d.mentions[k].first < m.last; k++ {
		}
		all = append(all, m)
	}
	d.mentions = append(all, d.mentions[k:]...)
	d.lists = d.lists[:0]
}
