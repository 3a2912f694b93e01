package link

import (
	"cmp"

	"readingroom/archive/link/gazetteer"
)

// How much of a name an agency has to share that is taken for it: where the
// state is known, and where it is not; and from what it is named without doubt.
const (
	alikeInState  = .35
	alikeAnywhere = .45
	alikeSurely   = .6
)

// similar looks a short line that calls itself a jail's up among the agencies
// that a user added, where nothing in it says which county it is of.
func (d *Document) similar(state *gazetteer.Entry) {
	if !d.house {
		return
	}
	for i := range d.mentions {
		m := &d.mentions[i]
		if m.key.form == county || m.house {
			return
		}
		if state == nil {
			state = cmp.Or(m.state, d.onlyState(m))
		}
	}
	all := d.g.Similar(d.text, state)
	least := alikeAnywhere
	if state != nil {
		least = alikeInState
	}
	for i := range d.mentions { // a name that is decided gives way to one that is surely meant
		if e := d.mentions[i].entry; e != nil && e.County("") != nil {
			least = alikeSurely
		}
	}
	if len(all) == 0 || all[0].Score < least {
		return
	}
	best := all[0]
	m := mention{last: len(d.tokens.tokens), named: len(d.tokens.tokens), rule: "similar-agency", confidence: min(.95, .5+best.Score/2), support: strong}
	for _, a := range all {
		if a.Score > best.Score-.1 {
			m.doubt = append(m.doubt, a.Entry)
		}
	}
	same := true
	for _, e := range m.doubt {
		same = same && e.Code == best.Entry.Code
	}
	if same && best.Score >= alikeSurely {
		m.entry, m.doubt = best.Entry, m.doubt[1:]
	} else {
		m.rule, m.confidence = "ambiguous", min(m.confidence, accept-.01)
	}
	d.mentions = append(d.mentions[:0], m)
}
