package link

import (
	"slices"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// accept is the confidence from which a jurisdiction is named; below it, the
// mention is kept as doubtful.
const accept = .8

// resolve decides the mentions that nothing beside them did, the sure ones
// first, and then the others with these around them.
func (d *Document) resolve(ms []mention, local *evidence) {
	if d.known.near == nil {
		d.known.nearest()
	}
	for round := range 2 {
		if local != nil {
			local.nearest()
		}
		done := map[key][]scored{}
		for i := range ms {
			m := &ms[i]
			if m.entry != nil || len(m.names) == 0 {
				continue
			}
			all, ok := done[m.key]
			if !ok {
				all = d.score(m.key, d.supported(m), local)
				done[m.key] = all
				if round == 0 && local != nil && len(all) > 0 && all[0].p >= accept && m.support >= middle {
					local.settled(d, all[0].entry, .5)
				}
			}
			if round == 1 && !d.borders(m, ms[:i]) && !d.behindState(m, ms[:i]) {
				d.decide(m, all)
			}
		}
	}
}

// borders decides a county that is said to lie beside one named before it, the
// nearest of these that has one of the name as neighbour: "Columbia County and
// neighboring Jefferson County".
func (d *Document) borders(m *mention, before []mention) bool {
	if m.first == 0 || d.at(m.first-1).class&beside == 0 {
		return false
	}
	for i := len(before) - 1; i >= max(0, len(before)-maxBeside); i-- {
		c := before[i].entry
		if c == nil || c.Kind != archive.JurisdictionCounty {
			continue
		}
		for _, n := range m.names {
			if slices.Contains(c.Neighbours, n.Entry) {
				m.entry, m.rule, m.confidence = n.Entry, "neighbour", .97
				return true
			}
		}
	}
	return false
}

// behindState decides a county that stands right behind its state: "In Iowa, Franklin
// County was listed", whichever Franklin County the document names elsewhere.
func (d *Document) behindState(m *mention, before []mention) bool {
	if len(before) == 0 || m.key.form != county {
		return false
	}
	s, t := before[len(before)-1], d.at(m.first)
	if s.entry == nil || s.entry.Kind != archive.JurisdictionState || s.qualifier || s.last != m.first || t.gap != mixed || t.mark != ',' || s.first == 0 || d.lowerWord(s.first-1) != "in" {
		return false
	}
	var within *gazetteer.Entry
	for _, n := range m.names {
		if n.Entry.State() == s.entry && n.Entry != within {
			if within != nil {
				return false
			}
			within = n.Entry
		}
	}
	if within == nil {
		return false
	}
	m.entry, m.rule, m.confidence = within, "state-context", .97
	return true
}

// maxBeside is how many mentions before a county what it lies beside is looked for.
const maxBeside = 6

func sumOf(all []scored) float64 {
	sum := 0.0
	for _, s := range all {
		sum += s.p
	}
	return sum
}

// supported returns the bearers of a mention with the best support that the
// name has in the document.
func (d *Document) supported(m *mention) *bearers {
	t := d.at(m.first)
	b := bearers{names: m.names, support: m.support, several: m.named > m.first+1, person: t.class&(familyName|givenName) != 0}
	if known := d.names[m.key]; known != nil {
		b.support = max(b.support, known.support)
	}
	return &b
}

// decide takes the likeliest bearer, or leaves the mention in doubt.
func (d *Document) decide(m *mention, all []scored) {
	if len(all) == 0 {
		return
	}
	best := all[0]
	for _, s := range all[1:] { // a place and the county around it are no doubt about where
		if c := s.entry.County(d.context.Date); c != nil && c == best.entry.County(d.context.Date) {
			best.p += s.p
		}
	}
	weakly := d.supported(m)
	if !d.enough(m, best) || best.p < .2 && sumOf(all) < .5 || weakly.person && weakly.support == weak && best.p < accept {
		m.names, m.doubt = nil, nil
		return
	}
	m.rule = rule(all)
	m.confidence = min(best.p, .98)
	for _, s := range all {
		if s.p > .001 || len(m.doubt) < 2 {
			m.doubt = append(m.doubt, s.entry)
		}
		if len(m.doubt) == maxCandidates {
			break
		}
	}
	if best.p >= d.threshold(m, best) {
		m.entry = best.entry
		m.doubt = m.doubt[1:]
		return
	}
	m.rule, m.confidence = "ambiguous", min(m.confidence, accept-.01)
}

// threshold is the confidence that a mention needs. A county of which nothing
// but the number of people speaks needs more, and the prison that is called by
// one name only, as a place or a county may be, too.
func (d *Document) threshold(m *mention, best scored) float64 {
	alone := true
	for _, p := range best.parts[stateShare:] {
		alone = alone && p < .3
	}
	switch {
	case m.body == gazetteer.Prison && (m.key.form == plain || m.key.form == listed) && alone && best.entry.Kind != archive.JurisdictionState:
		return 1.1
	case m.key.form == county && alone:
		return .93
	}
	return accept
}

// maxCandidates is how many candidates a link keeps; 30 counties are called Washington.
const maxCandidates = 32

// enough reports whether a bare name is to be taken for a place at all: a
// small place only where something says so.
func (d *Document) enough(m *mention, best scored) bool {
	if m.key.form == listed && m.support < strong {
		return d.names[key{m.key.node, county}] != nil || m.named > m.first+1 && best.entry.Population > 100_000
	}
	if m.support >= middle || best.parts[meant] > 0 {
		return true
	}
	if b := d.names[m.key]; b != nil && b.support >= middle {
		return true
	}
	switch best.entry.Kind {
	case archive.JurisdictionState, archive.JurisdictionCountry, archive.JurisdictionCounty, archive.JurisdictionAgency, archive.JurisdictionTribal:
		return true
	}
	return best.entry.Population >= 60_000 || best.parts[contained] > 0 || best.parts[collected] > 1.5 ||
		best.p > .9 && best.parts[stateShare]+best.parts[nearby]+best.parts[collected] > 2.2 && !d.supported(m).person
}
