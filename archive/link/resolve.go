package link

import (
	"cmp"
	"math"
	"slices"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// The weights of what speaks for a bearer of a name, tuned on the development
// cases that the score test reads.
const (
	weightPeople   = .6  // for each tenfold
	weightState    = 2.4 // the share of its state in the text
	weightContain  = .9  // another name of the text lies in it, or it in another's
	weightNear     = 1.7 // something certain lies near
	scaleNear      = 150 // km
	weightSense    = 4.0 // it is meant elsewhere in the document
	weightDeclared = 2.4 // the document is of this state
	weightPrior    = 2.0 // the share of its state in the source
	weightHome     = 1.2 // a county of the source lies near
	weightStates   = 1.4 // a state rather than a place of its name
	weightAbroad   = 1.2 // the share of what lies abroad, for all that does
	abroad         = -.5 // a name abroad
	certainty      = 2.6 // how fast a difference makes sure
)

// accept is the confidence from which a jurisdiction is named; below it, the
// mention is kept as doubtful.
const accept = .8

// A scored bearer.
type scored struct {
	entry *gazetteer.Entry
	score float64
	parts [7]float64
	p     float64
}

var ruleOf = [7]string{"population", "state-context", "containment", "nearness", "sense", "declared-place", "collection"}

// score weighs the bearers of a name by what is known, the best first.
func (d *Document) score(k key, b *bearers, local *evidence) []scored {
	all := make([]scored, 0, len(b.names))
	for _, n := range b.names {
		if n.Entry.Until != "" && d.context.Date == "" && n.Entry.Code[:2] != "09" {
			continue
		}
		if d.context.Date != "" && !valid(n.Entry, d.context.Date) && len(b.names) > 1 {
			continue
		}
		s := scored{entry: n.Entry}
		d.weigh(&s, n, k, b, local)
		for _, p := range s.parts {
			s.score += p
		}
		if i := slices.IndexFunc(all, func(o scored) bool { return o.entry == s.entry }); i >= 0 {
			if s.score > all[i].score {
				all[i] = s
			}
			continue
		}
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(x, y scored) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.entry.Slug, y.entry.Slug))
	})
	if len(all) == 0 {
		return nil
	}
	sum := 0.0
	for i := range all {
		all[i].p = math.Exp(certainty * (all[i].score - all[0].score))
		sum += all[i].p
	}
	sum += math.Exp(certainty * (none(all[0].entry, k, b) - all[0].score))
	for i := range all {
		all[i].p /= sum
	}
	return all
}

// none is the score of the reading that no list has: that a bare name is a
// person's, or that of a place too small to be known.
func none(best *gazetteer.Entry, k key, b *bearers) float64 {
	if k.form == plain && (best.Kind == archive.JurisdictionPlace || best.Kind == archive.JurisdictionCounty) {
		score := [...]float64{weak: 2.9, middle: 2.2, strong: 1}[b.support]
		switch {
		case b.several:
			score--
		case b.person && b.support == weak:
			score += .5
		}
		return score
	}
	return 0
}

func valid(e *gazetteer.Entry, day archive.Day) bool {
	return day >= e.From && (e.Until == "" || day < e.Until)
}

func (d *Document) weigh(s *scored, n gazetteer.Name, k key, b *bearers, local *evidence) {
	e := n.Entry
	s.parts[0] = weightPeople * math.Log10(float64(n.Weight)+100)
	if e.Kind == archive.JurisdictionCountry {
		if n.Form == gazetteer.Abroad {
			s.parts[0] += abroad
		} else {
			s.parts[0] += .6
		}
	}
	if e.Kind == archive.JurisdictionState && (e.Code != "53" || !slices.ContainsFunc(b.names, func(n gazetteer.Name) bool { return n.Entry.Slug == "us/dc" })) {
		s.parts[0] += weightStates // but "Washington" alone is the capital
	}
	if e.Kind == archive.JurisdictionCounty && k.form == plain && !sameName(n) {
		s.parts[0] -= 1
	}
	state, county := e.State(), e.County(d.context.Date)
	where := region(e)
	for _, v := range []*evidence{&d.known, local} {
		if v == nil {
			continue
		}
		half := .5
		if local == nil {
			half = 1
		}
		if where != nil && v.total > 0 {
			s.parts[1] += half * weightState * v.states[where] / v.total * (v.total / (v.total + .5))
		}
		if e.Kind == archive.JurisdictionCountry && v.total > 0 {
			s.parts[1] += half * weightAbroad * v.abroad / v.total
		}
		if county != nil {
			inside, around := v.places[county], v.counties[county]
			if e.Kind == archive.JurisdictionCounty {
				around = 0
				if n.Form == gazetteer.Full {
					inside-- // itself
				}
			} else {
				inside--
			}
			if e.Kind != archive.JurisdictionCounty && inside > 0 {
				s.parts[2] += half * weightContain * .5 * float64(min(inside, 2))
			} else if inside > 0 {
				s.parts[2] += half * weightContain * float64(min(inside, 2))
			}
			if around > 0 {
				s.parts[2] += half * weightContain
			}
		}
		if state != nil && state != e && e.Lat != 0 {
			best, second := 0.0, 0.0
			for _, c := range v.near {
				if c == e {
					continue
				}
				if w := closeness(e, c); w > best {
					best, second = w, best
				} else if w > second {
					second = w
				}
			}
			s.parts[3] += half * weightNear * (best + .4*second)
		}
	}
	if d.known.senses[k] == e || local != nil && local.senses[k] == e {
		s.parts[4] = weightSense
	}
	if d.declared != nil && state != nil {
		if d.declared.State() == state {
			s.parts[5] = weightDeclared
			if d.declared != state && state != e && d.declared.Lat != 0 {
				s.parts[5] += closeness(e, d.declared)
			}
		}
	}
	if state != nil && d.prior.states != nil {
		s.parts[6] = weightPrior * d.prior.states[state]
		if state != e {
			best := 0.0
			for i, c := range d.prior.counties {
				best = max(best, d.prior.shares[i]*closeness(e, c))
			}
			s.parts[6] += weightHome * best
		}
	}
}

// sameName reports whether a county bears a name without a word behind.
func sameName(n gazetteer.Name) bool { return n.Form == gazetteer.Full }

// best returns the likeliest bearer of a name, and how likely it is.
func (d *Document) best(k key, b *bearers, local *evidence) (*gazetteer.Entry, float64) {
	all := d.score(k, b, local)
	if len(all) == 0 {
		return nil, 0
	}
	return all[0].entry, all[0].p
}

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
			if round == 1 {
				d.decide(m, all)
			}
		}
	}
}

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
	for _, p := range best.parts[1:] {
		alone = alone && p < .3
	}
	switch {
	case m.body == gazetteer.Prison && m.key.form == plain && alone:
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
	if m.support >= middle || best.parts[4] > 0 {
		return true
	}
	if b := d.names[m.key]; b != nil && b.support >= middle {
		return true
	}
	switch best.entry.Kind {
	case archive.JurisdictionState, archive.JurisdictionCountry, archive.JurisdictionCounty, archive.JurisdictionAgency, archive.JurisdictionTribal:
		return true
	}
	return best.entry.Population >= 60_000 || best.parts[2] > 0 || best.parts[6] > 1.5 ||
		best.p > .9 && best.parts[1]+best.parts[3]+best.parts[6] > 2.2 && !d.supported(m).person
}

// rule names what made the best better than the second.
func rule(all []scored) string {
	if len(all) == 1 {
		return "only-one"
	}
	best := 0
	for i := range ruleOf {
		if all[0].parts[i]-all[1].parts[i] > all[0].parts[best]-all[1].parts[best] {
			best = i
		}
	}
	return ruleOf[best]
}
