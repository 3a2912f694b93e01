package link

import (
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// added reports whether a name is borne by local agencies only, which a user added.
func (d *Document) added(n gazetteer.Node) bool {
	for _, b := range d.bearers(key{node: n}) {
		if b.Entry.Kind != archive.JurisdictionAgency || b.Entry.Parent == nil || b.Entry.County("") == nil {
			return false
		}
	}
	return true
}

// countyWithin reports whether the name of a county stands before a token, and
// its word "County" before another.
func (d *Document) countyWithin(last, before int, n gazetteer.Node) bool {
	return last < before && d.at(last).class&countyWord != 0 && anyCounty(d.bearers(key{node: n}))
}

// lowerCounty reads a county in a text without capitals: "arapahoe county; co".
// It has to stand with its state, or be the only one.
func (d *Document) lowerCounty(i int, l labels) (mention, int, bool) {
	if d.at(i).word == 0 {
		return mention{}, i, false
	}
	node := gazetteer.Node(0)
	for k := i; k < i+3; k++ {
		t := d.at(k)
		next, ok := d.g.Step(node, t.word)
		if !ok || t.shape != lower || k > i && !d.follows(k) {
			break
		}
		node = next
		if n := d.at(k + 1); n.class&countyWord == 0 || !d.follows(k+1) || !d.g.Ends(node) {
			continue
		}
		m, ok := d.form(i, k+1, node, l)
		if ok && m.key.form == county && (m.state != nil || len(m.names) == 1) {
			return m, m.last, true
		}
	}
	return mention{}, i, false
}

// onlyCounties leaves the counties among the bearers of a name, if there are any.
func (d *Document) onlyCounties(m *mention) {
	var names []gazetteer.Name
	for _, n := range m.names {
		if n.Entry.Kind == archive.JurisdictionCounty {
			names = append(names, n)
		}
	}
	if len(names) > 0 {
		m.names, m.key.form = names, listed
	}
}

// suffix reads the word for a county behind a name.
func (d *Document) suffix(m *mention, all []gazetteer.Name) bool {
	t := d.at(m.last)
	if t.class&(countyWord|settlement|areaWord) == 0 || !d.follows(m.last) && !(t.near() && d.at(m.last-1).dot) || !anyCounty(all) {
		return false
	}
	n, s := 1, gazetteer.County
	switch w := d.lowerWord(m.last); {
	case t.class&areaWord != 0 || w == "city":
		if two := w + " " + d.lowerWord(m.last+1); t.shape >= capital && d.follows(m.last+1) {
			n, s = 2, gazetteer.SuffixOf(two)
			if s == "" && w == "city" {
				n, s = 3, gazetteer.SuffixOf(two+" "+d.lowerWord(m.last+2))
			}
		}
		if (s == "" || s == gazetteer.County) && t.shape >= capital {
			n, s = 1, gazetteer.SuffixOf(w)
		}
	default:
		s = gazetteer.SuffixOf(strings.TrimSuffix(w, "'s"))
	}
	if s == "" || s == gazetteer.County && n > 1 {
		return false
	}
	var names []gazetteer.Name
	for _, b := range all {
		if b.Entry.IsCounty(s) && b.Form != gazetteer.House {
			names = append(names, b)
		}
	}
	if len(names) == 0 {
		return false
	}
	if s == "District" { // of American Samoa; "Western District of Texas" is a court's
		if of, _, ok := d.stateAt(m.last+n, false); !ok || of != names[0].Entry.State() {
			return false
		}
	}
	m.names, m.key.form, m.last, m.named = names, county, m.last+n, m.last+n
	return true
}

func anyCounty(all []gazetteer.Name) bool {
	for _, b := range all {
		if b.Entry.Kind == archive.JurisdictionCounty {
			return true
		}
	}
	return false
}
