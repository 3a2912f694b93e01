package link

import (
	"cmp"
	"slices"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// An item is one of the names of a list of counties, as its words say so.
type item struct {
	first, last int // tokens
	next        int // the token behind it and its state
	node        gazetteer.Node
	state       *gazetteer.Entry // that stands with it
}

// maxList is how many names of one list are read.
const maxList = 100

// countyLists makes counties of the names before "counties", behind "counties
// of", and before "and Bastrop County". They need be no mentions of their own:
// "King and Pierce counties" begins with a title, "Story" is a word.
func (d *Document) countyLists() {
	for i := range d.tokens.tokens {
		switch t := d.at(i); {
		case t.class&pluralWord == 0:
		case d.lowerWord(i+1) == "of" && d.at(i+1).near():
			d.countiesOf(i + 2)
		default:
			d.countiesBefore(i)
		}
	}
	d.merge()
	for _, m := range d.mentions { // "Williamson and Bastrop County, TX"
		if m.key.form == county && m.last == m.named && d.at(m.last-1).class&countyWord != 0 {
			d.oneWord(m)
		}
	}
	d.merge()
}

// countiesBefore reads the list that ends before "counties" at token i.
func (d *Document) countiesBefore(i int) {
	end := i
	if d.at(i).gap == mixed && d.at(i).mark != ')' && d.at(i).mark != ',' {
		return
	}
	last, ok := d.itemBefore(end)
	if !ok || d.at(i).gap == mixed && last.state == nil {
		return
	}
	items := []item{last}
	for len(items) < maxList {
		at, parted := d.parted(items[len(items)-1].first)
		if !parted {
			break
		}
		it, ok := d.itemBefore(at)
		if !ok {
			break
		}
		items = append(items, it)
	}
	slices.Reverse(items)
	s, _, ok := d.stateAt(i+1, false)
	if !ok && (d.lowerWord(i+1) == "in" || d.lowerWord(i+1) == "of") && d.at(i+1).near() {
		s, _, ok = d.stateWords(i+2, false, false)
	}
	if !ok {
		first := &items[0]
		switch before := d.stateBefore(first.first); {
		case before != nil:
			s = before
		case len(items) > 1 && d.isStateOf(first, items[1:]): // "In Iowa, Polk and Story counties"
			s = d.stateOf(first.node)
			items = items[1:]
		}
	}
	d.counties(items, s)
}

// countiesOf reads the list behind "counties of", which begins at token i.
func (d *Document) countiesOf(i int) {
	var items []item
	for len(items) < maxList {
		it, ok := d.itemAt(i)
		if !ok {
			break
		}
		items = append(items, it)
		i = it.next
		switch t := d.at(i); {
		case t.gap == mixed && (t.mark == ',' || t.mark == '&' || t.mark == '/') && t.shape >= capital:
		case t.class&conjunction != 0 && d.at(i+1).near():
			i++
		default:
			i = len(d.tokens.tokens)
		}
	}
	if len(items) == 0 {
		return
	}
	last := items[len(items)-1]
	if n := len(items) - 1; n > 1 && d.at(last.first).mark == ',' && d.isStateOf(&last, items[:n]) { // "of Polk and Story, Iowa"
		d.counties(items[:n], d.stateOf(last.node))
		return
	}
	d.counties(items, last.state)
}

// oneWord reads what stands before a county that bears the word for both. A name
// that is a larger place's stays it: "Austin and Travis County".
func (d *Document) oneWord(m mention) {
	s := m.state
	if m.entry == nil && len(m.names) == 1 {
		s = m.names[0].Entry.State()
	}
	at, parted := d.parted(m.first)
	if s == nil || !parted || at == m.first {
		return
	}
	it, ok := d.itemBefore(at)
	if !ok || it.state != nil {
		return
	}
	var of *gazetteer.Entry
	most := 0
	for _, b := range d.bearers(key{node: it.node}) {
		switch {
		case b.Entry.Kind == archive.JurisdictionState:
			return
		case b.Entry.State() != s:
		case b.Entry.IsCounty(gazetteer.County):
			of = b.Entry
		case b.Entry.Kind == archive.JurisdictionPlace:
			most = max(most, b.Entry.Population)
		}
	}
	if of != nil && most*10 <= of.Population {
		d.counties([]item{it}, s)
	}
}

// parted returns the token at which what stands before a list's item ends.
func (d *Document) parted(i int) (end int, ok bool) {
	switch t := d.at(i); {
	case i <= 0 || t.gap == paragraph:
		return i, false
	case t.gap == mixed && (t.mark == ',' || t.mark == '&' || t.mark == '/' || t.mark == ')' || t.mark == ';'):
		return i, true
	case d.at(i-1).class&conjunction != 0 && t.near() && d.at(i-1).shape == lower:
		return i - 1, i > 1
	}
	return i, false
}

// itemBefore reads the name of a county, and the state behind it if it stands in
// brackets or is abbreviated, that end before token i.
func (d *Document) itemBefore(i int) (item, bool) {
	if it, ok := d.nameBefore(i); ok {
		it.next = i
		return it, true
	}
	for k := i - 1; k >= i-3 && k > 0; k-- {
		if t := d.at(k); t.gap != mixed {
			continue
		}
		s, next, ok := d.stateAt(k, false)
		if !ok || next != i {
			continue
		}
		it, ok := d.nameBefore(k)
		it.state, it.next = s, i
		return it, ok
	}
	return item{}, false
}

// longestName is how many words the name of a county has at most: "Lake of the Woods".
const longestName = 4

// nameBefore reads the longest name of a county that ends before token i.
func (d *Document) nameBefore(i int) (item, bool) {
	for n := min(longestName, i); n > 0; n-- {
		if node, ok := d.nameAt(i-n, i); ok {
			return item{first: i - n, last: i, next: i, node: node}, true
		}
	}
	return item{}, false
}

// itemAt reads the name of a county at token i, and the state behind it.
func (d *Document) itemAt(i int) (item, bool) {
	for n := longestName; n > 0; n-- {
		node, ok := d.nameAt(i, i+n)
		if !ok {
			continue
		}
		it := item{first: i, last: i + n, next: i + n, node: node}
		if s, next, ok := d.stateAt(i+n, false); ok && (d.at(i+n).mark == '(' || d.at(next-1).dot || d.at(next-1).shape == capitals) {
			it.state, it.next = s, next
		}
		return it, true
	}
	return item{}, false
}

// nameAt reports whether the tokens from first to last are the name of a county.
func (d *Document) nameAt(first, last int) (gazetteer.Node, bool) {
	if last > len(d.tokens.tokens) || d.at(first).shape < capital || d.at(first).shape == digits {
		return 0, false
	}
	node := gazetteer.Node(0)
	for k := first; k < last; k++ {
		t := d.at(k)
		if k > first && !d.follows(k) {
			return 0, false
		}
		next, ok := d.g.Step(node, t.word)
		if t.class&possessed != 0 { // "Prince George's"
			next, ok = d.g.Step(node, t.genitive)
		}
		if !ok {
			return 0, false
		}
		node = next
	}
	if d.at(last-1).shape < capital {
		return 0, false
	}
	return node, slices.ContainsFunc(d.bearers(key{node: node}), func(n gazetteer.Name) bool { return n.Entry.IsCounty(gazetteer.County) })
}

// stateOf returns the state that a name is, or nil: of Washington the state.
func (d *Document) stateOf(n gazetteer.Node) *gazetteer.Entry {
	var of *gazetteer.Entry
	for _, b := range d.bearers(key{node: n}) {
		if b.Entry.Kind == archive.JurisdictionState && (of == nil || of.Code == "11") {
			of = b.Entry
		}
	}
	return of
}

// isStateOf reports whether the name of an item is the state of all others.
func (d *Document) isStateOf(it *item, others []item) bool {
	s := d.stateOf(it.node)
	return s != nil && !slices.ContainsFunc(others, func(o item) bool { return d.countyIn(o.node, s) == nil })
}

// stateBefore returns the state before a list: "Iowa's Polk and Story counties".
func (d *Document) stateBefore(i int) *gazetteer.Entry {
	t := d.at(i)
	if !(t.near() && i > 0 && d.possessive(i-1)) && !(t.gap == mixed && t.mark == ',') {
		return nil
	}
	k, ok := slices.BinarySearchFunc(d.mentions, i, func(m mention, last int) int { return cmp.Compare(m.last, last) })
	if !ok {
		return nil
	}
	return d.onlyState(&d.mentions[k])
}

// countyIn returns the county of a name in a state, or nil.
func (d *Document) countyIn(n gazetteer.Node, s *gazetteer.Entry) *gazetteer.Entry {
	var found *gazetteer.Entry
	for _, b := range d.bearers(key{node: n}) {
		if b.Entry.IsCounty(gazetteer.County) && b.Entry.State() == s && (found == nil || b.Entry.Until == "") {
			found = b.Entry
		}
	}
	return found
}

// counties puts the counties of a list in the place of the mentions there. s is
// the state of those that say none; where it is nil, it is the only one that has
// all of them.
func (d *Document) counties(items []item, s *gazetteer.Entry) {
	rule := "county-list"
	confidence := .99
	if s == nil && len(items) > 1 {
		if s = d.onlyStateOf(items); s != nil {
			rule, confidence = "county-list-state", .93
		}
	}
	for _, it := range items {
		m := mention{first: it.first, last: it.last, named: it.last, key: key{node: it.node}, support: strong}
		d.filter(&m, county, func(n gazetteer.Name) bool { return n.Entry.IsCounty(gazetteer.County) })
		switch {
		case it.state != nil:
			d.settle(&m, it.state, "state")
			m.last = it.last
		case m.entry == nil && s != nil:
			if d.settle(&m, s, "state") {
				m.confidence = confidence
				m.state = nil // it stands elsewhere
			}
		}
		if m.entry != nil {
			m.rule = rule
		}
		d.put(m)
		if it.state != nil {
			d.put(behind(it.last, it.next, it.state))
		}
	}
}

// onlyStateOf returns the only state that has counties of all names.
func (d *Document) onlyStateOf(items []item) *gazetteer.Entry {
	var one *gazetteer.Entry
	several := false
	for _, b := range d.bearers(key{node: items[0].node}) {
		s := b.Entry.State()
		if s == nil || s == one || !b.Entry.IsCounty(gazetteer.County) ||
			slices.ContainsFunc(items[1:], func(o item) bool { return d.countyIn(o.node, s) == nil }) {
			continue
		}
		several = several || one != nil
		one = s
	}
	if several {
		return nil
	}
	return one
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
