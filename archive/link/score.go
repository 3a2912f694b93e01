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
	weightBorder   = .9  // something certain is in a county that it borders on
	weightSense    = 4.0 // it is meant elsewhere in the document
	weightDeclared = 2.4 // the document is of this state
	weightPrior    = 2.0 // the share of its state in the source
	weightHome     = 1.2 // a county of the source lies near
	weightStates   = 1.4 // a state rather than a place of its name
	weightAbroad   = 1.2 // the share of what lies abroad, for all that does
	abroad         = -.5 // a name abroad
	certainty      = 2.6 // how fast a difference makes sure
)

// A scored bearer.
type scored struct {
	entry *gazetteer.Entry
	score float64
	parts [parts]float64
	p     float64
}

// What speaks for a bearer.
const (
	people     = iota // how many live there
	stateShare        // its state is the text's
	contained         // other names of the text lie in it, or it in theirs
	nearby            // what is certain lies near
	meant             // it is meant elsewhere in the document
	declared          // it is of the document's own jurisdiction, or near it
	collected         // its source speaks of it, or of what lies near
	parts
)

// ruleOf names the rule by what spoke most for it.
var ruleOf = [parts]string{"population", "state-context", "containment", "nearness", "sense", "declared-place", "collection"}

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
	s.parts[people] = weightPeople * math.Log10(float64(n.Weight)+100)
	if e.Kind == archive.JurisdictionCountry {
		if n.Form == gazetteer.Abroad {
			s.parts[people] += abroad
		} else {
			s.parts[people] += .6
		}
	}
	if e.Kind == archive.JurisdictionState && (e.Code != "53" || !slices.ContainsFunc(b.names, func(n gazetteer.Name) bool { return n.Entry.Slug == "us/dc" })) {
		s.parts[people] += weightStates // but "Washington" alone is the capital
	}
	if e.Kind == archive.JurisdictionCounty && k.form == plain && !sameName(n) {
		s.parts[people] -= 1
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
			s.parts[stateShare] += half * weightState * v.states[where] / v.total * (v.total / (v.total + .5))
		}
		if e.Kind == archive.JurisdictionCountry && v.total > 0 {
			s.parts[stateShare] += half * weightAbroad * v.abroad / v.total
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
				s.parts[contained] += half * weightContain * .5 * float64(min(inside, 2))
			} else if inside > 0 {
				s.parts[contained] += half * weightContain * float64(min(inside, 2))
			}
			if around > 0 {
				s.parts[contained] += half * weightContain
			}
		}
		if state != nil && state != e && e.Lat != 0 {
			best, second, border := 0.0, 0.0, 0.0
			for _, c := range v.near {
				if c == e {
					continue
				}
				if border == 0 && e.Kind == archive.JurisdictionCounty && k.form != plain && slices.Contains(e.Neighbours, c.County(d.context.Date)) {
					border = weightBorder
				}
				if w := closeness(e, c); w > best {
					best, second = w, best
				} else if w > second {
					second = w
				}
			}
			s.parts[nearby] += half * (weightNear*(best+.4*second) + border)
		}
	}
	if d.known.senses[k] == e || local != nil && local.senses[k] == e {
		s.parts[meant] = weightSense
	}
	if d.declared != nil && state != nil {
		if d.declared.State() == state {
			s.parts[declared] = weightDeclared
			if d.declared != state && state != e && d.declared.Lat != 0 {
				s.parts[declared] += closeness(e, d.declared)
			}
		}
	}
	if state != nil && d.prior.states != nil {
		s.parts[collected] = weightPrior * d.prior.states[state]
		if state != e {
			best := 0.0
			for i, c := range d.prior.counties {
				best = max(best, d.prior.shares[i]*closeness(e, c))
			}
			s.parts[collected] += weightHome * best
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
