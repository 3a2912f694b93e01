package claim

import (
	"cmp"
	"fmt"
	"slices"

	"readingroom/archive"
)

// check judges the figures of a text, one by one, then its sums.
func (c *checker) check(r *reading) []Statement {
	var out []Statement
	c.issues(r)
	sums, taken := c.sums(r)
	for i, f := range r.figures {
		if taken[f] {
			continue
		}
		if s, ok := c.judge(r, i); ok {
			r.elsewhere(i, &s)
			out = append(out, s)
		}
	}
	return append(out, sums...)
}

// issues gives the figures of "the second report" the period of the second issue
// of the series that the record has, where the text does not say when that was;
// and those that its paragraph names after it without a period of their own.
func (c *checker) issues(r *reading) {
	var spoken *figure // the last of which the period was found so
	for _, f := range r.figures {
		if f.ordinal == 0 {
			switch {
			case spoken == nil:
			case f.stated == 2 || r.sentences[f.sentence].paragraph != r.sentences[spoken.sentence].paragraph:
				spoken = nil
			default:
				f.period, f.stated = spoken.period, 1
			}
			continue
		}
		var found []archive.Period
		for _, d := range c.docs {
			if d.Issue == f.ordinal && d.Period.From != "" && (f.issue == "" || fitsUnit(d.Period, f.issue)) && !slices.Contains(found, d.Period) {
				found = append(found, d.Period)
			}
		}
		if len(found) == 1 {
			f.period, f.stated, spoken = found[0], 2, f
		}
	}
}

func (r *reading) statement(f *figure, k Kind) Statement {
	end := max(f.end, f.number.end)
	return Statement{Start: f.start, End: end, Text: oneLine(string(r.runes[f.start:end])), Kind: k}
}

// A matching says how the period of a fact stands to that of a figure.
type matching int

const (
	otherPeriod matching = iota
	noPeriod             // the record does not say of when it is
	samePeriod
)

func (f *figure) matches(x fact) matching {
	if x.source == fromPages && (x.period != f.period || !f.hyphen && f.stated < 2) {
		return noPeriod
	}
	if len(f.days) > 0 && x.period.From == "" && x.source == fromSentence {
		for _, d := range f.days {
			if d.From == x.date {
				return samePeriod
			}
		}
		if x.date != "" {
			return otherPeriod
		}
	}
	switch {
	case x.period == f.period && f.period.From != "":
		return samePeriod
	case x.period.From == "" || f.period.From == "":
		return noPeriod
	}
	return otherPeriod
}

// judge judges a figure; false where it is no statement that the record could be
// about.
func (c *checker) judge(r *reading, i int) (Statement, bool) {
	f := r.figures[i]
	s := r.statement(f, KindFigure)
	if f.form == fraction || f.form == times {
		return s, false
	}
	if f.unknown {
		s.Verdict, s.Message = Partly, "The text does not say which place is meant; only that could tell whether the record has this figure."
		return s, f.firm && f.digits
	}
	var m *mention
	var place *Spot
	if len(f.places) > 0 {
		m = &f.places[0]
		switch len(m.spots) {
		case 0:
			return s, false
		case 1:
			place = &m.spots[0]
		default:
			return c.doubtful(f, m, s)
		}
	}
	facts := c.facts(f, m, place)
	if len(facts) == 0 && !f.own && !f.firm && place != nil && len(f.noun) > 0 {
		// What was taken from the figures before is not what this one counts.
		g := *f
		g.noun, g.acts = stems{}, stems{}
		if facts = c.facts(&g, m, place); len(facts) > 0 {
			f = &g
		}
	}
	slices.SortStableFunc(facts, func(a, b fact) int { return cmp.Compare(b.rank(), a.rank()) })
	if f.guessed {
		if x, ok := c.undone(f, m, place, facts); ok {
			s.Verdict = Partly
			s.Message = fmt.Sprintf("The record has %s, %s; the sentence does not say what was done.", printValue(x.value, x.form), x.says())
			s.cite(x)
			return s, true
		}
	}
	by := map[matching][]fact{}
	for _, x := range facts {
		k := f.matches(x)
		by[k] = append(by[k], x)
	}
	switch {
	case len(by[samePeriod]) > 0 && f.stated == 0 && c.better(f, &s, by[samePeriod], facts):
	case len(by[samePeriod]) > 0:
		c.decide(f, &s, by[samePeriod], by[otherPeriod], false)
	case f.stated == 0 && len(facts) > 0:
		c.loose(f, &s, facts)
	case f.stated == 1 && len(by[noPeriod]) > 0:
		c.decide(f, &s, by[noPeriod], nil, false)
	case len(by[noPeriod]) > 0:
		c.decide(f, &s, by[noPeriod], nil, true)
	case len(by[otherPeriod]) > 0:
		c.otherwhen(f, &s, by[otherPeriod], place)
	default:
		return c.otherwhere(r, f, m, place, s)
	}
	if s.Verdict == Absent && place != nil {
		if x, near, ok := c.elsewhere(f, place); ok && near {
			s.Verdict, s.Evidence = Differs, nil
			s.elsewhere(x, near, place)
		}
	}
	if s.Verdict == Differs && f.own && !f.firm && (f.noun["person"] || ofPlaces(f.noun) && !f.digits && f.value < 10*unit && place == nil) {
		return s, false // "has ten thousand people", "four counties": nothing says that the record counts the same
	}
	if s.Verdict == Supported && f.form == count && len(f.narrow) > 0 {
		c.narrowed(f, &s, facts)
	}
	return s, true
}

// rank orders facts: what a table says goes before what a sentence says.
func (x fact) rank() int {
	n := min(x.score, 20) * 2
	switch x.source {
	case fromSentence:
		n -= 100
	case fromSum, fromPages:
		n -= 150
	}
	if !x.sure {
		n -= 50
	}
	if x.label != "" {
		n += 10
	}
	return n
}

// table reports whether a table says so, and what was done with what is counted.
func (x fact) table() bool { return x.source != fromSentence && x.sure }
