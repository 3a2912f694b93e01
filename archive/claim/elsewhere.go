package claim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// elsewhere says where the text itself has another number for what seems the
// same: the digits in another order, for the same place.
func (r *reading) elsewhere(i int, s *Statement) {
	f := r.figures[i]
	if s.Verdict == Supported || s.Verdict == Disagree || !f.digits || f.value < 100*unit || f.form != count {
		return
	}
	for k, g := range r.figures {
		if k == i || !g.digits || g.form != count || g.value == f.value || digitsOf(g.value) != digitsOf(f.value) || len(g.places) != len(f.places) {
			continue
		}
		if len(f.places) > 0 && f.places[0].slug() != g.places[0].slug() || len(g.acts) > 0 && len(f.acts) > 0 && g.acts.shared(f.acts) == 0 {
			continue
		}
		if g.noun.shared(f.noun) == 0 && !g.noun["person"] && !f.noun["person"] {
			continue
		}
		s.Message += fmt.Sprintf(" The text itself says %s in one place and %s in another.", g.shown(), f.shown())
		if s.Verdict == Absent || s.Verdict == Partly {
			s.Verdict = Disagree
		}
		return
	}
}

// digitsOf are the digits of a number in their order of size.
func digitsOf(v int64) string {
	b := []byte(fmt.Sprint(v / unit))
	slices.Sort(b)
	return string(b)
}

// undone finds the number for another thing that was done, where what was done is
// taken from another sentence and the number is not of that.
func (c *checker) undone(f *figure, m *mention, place *Spot, facts []fact) (fact, bool) {
	for _, x := range facts {
		if ok, _ := f.holds(x.value); ok && f.matches(x) != otherPeriod {
			return fact{}, false
		}
	}
	g := *f
	g.acts = stems{}
	for _, x := range c.facts(&g, m, place) {
		if ok, _ := f.holds(x.value); ok && f.matches(x) == samePeriod && x.source != fromSum {
			return x, true
		}
	}
	return fact{}, false
}

// elsewhere says whose the number is.
func (s *Statement) elsewhere(x fact, near bool, place *Spot) {
	s.cite(x)
	s.Message = fmt.Sprintf("The record has %s for %s, and no such figure for %s.", printValue(x.value, x.form), x.place, place.Name)
	if near {
		s.Message = fmt.Sprintf("The place differs: the record has %s for %s; the text says %s.", printValue(x.value, x.form), x.place, place.Name)
	}
}

// otherwhere decides on a figure of which the record says nothing for its place:
// the number may be that of another.
func (c *checker) otherwhere(r *reading, f *figure, m *mention, place *Spot, s Statement) (Statement, bool) {
	if x, near, ok := c.elsewhere(f, place); ok {
		if place == nil {
			s.Verdict = Partly
			s.cite(x)
			s.Message = fmt.Sprintf("The record has %s for %s; the text names no place.", printValue(x.value, x.form), cmp.Or(x.place, x.label))
			return s, f.firm
		}
		s.Verdict = Differs
		s.elsewhere(x, near, place)
		return s, true
	}
	s.Verdict, s.Message = Absent, "Nothing in this archive says this, or something else, of the same thing, place and period."
	worth := len(f.noun)+len(f.acts) > 0 && (f.firm || place != nil) && !f.duration() && (f.digits || f.value >= 10*unit || place != nil)
	return s, worth && !f.hyphen
}

var durations = set(`hour minut second decade centuri`)

func (f *figure) duration() bool {
	for w := range f.noun {
		if durations[w] || w == "work" || w == "busines" {
			return true
		}
	}
	return false
}

// elsewhere finds the same number, counting the same in the same period, at
// another place: of the same name, or one that is only that large.
func (c *checker) elsewhere(f *figure, place *Spot) (x fact, sameName, ok bool) {
	if f.form != count {
		return x, false, false
	}
	name := ""
	if place != nil {
		name, _, _ = strings.Cut(place.Name, ",")
	}
	for _, sp := range c.values[f.value] {
		if place != nil && same(sp.Slug, place.Slug) {
			continue
		}
		for _, y := range c.facts(f, nil, &sp) {
			if hit, _ := f.holds(y.value); !hit || f.stated == 2 && f.matches(y) == otherPeriod || y.source == fromSentence || !y.sure {
				continue
			}
			n, _, _ := strings.Cut(sp.Name, ",")
			if name != "" && n == name {
				return y, true, true
			}
			if !ok && f.value >= 10*unit {
				x, ok = y, true
			}
		}
	}
	return x, false, ok
}

// doubtful decides on a figure whose place may be one of several.
func (c *checker) doubtful(f *figure, m *mention, s Statement) (Statement, bool) {
	var hits, misses []fact
	for k := range m.spots {
		facts := c.facts(f, m, &m.spots[k])
		for _, x := range facts {
			if f.stated == 2 && f.matches(x) == otherPeriod || !x.sure {
				continue
			}
			if ok, _ := f.holds(x.value); ok {
				hits = append(hits, x)
			} else {
				misses = append(misses, x)
			}
		}
	}
	s.Verdict = Partly
	switch {
	case len(hits) > 0:
		s.Message = fmt.Sprintf("The text does not say which %s is meant. The record has %s for %s.", m.text, printValue(hits[0].value, hits[0].form), hits[0].place)
		s.cite(hits[0])
	case len(misses) > 0:
		s.Message = fmt.Sprintf("The text does not say which %s is meant. The record has %s for %s, and this figure for none of that name.", m.text, printValue(misses[0].value, misses[0].form), misses[0].place)
		s.cite(misses[0])
	default:
		s.Verdict = Absent
		s.Message = fmt.Sprintf("The text does not say which %s is meant, and the record has no such figure for any of that name.", m.text)
		return s, f.firm
	}
	return s, true
}
