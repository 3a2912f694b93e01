package claim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// decide says of a figure how it stands to the facts that are of the same place
// and period. Where partly, the record does not say the period.
func (c *checker) decide(f *figure, s *Statement, same, other []fact, partly bool) {
	var hit *fact
	var rounded bool
	top := same[0].rank()
	for k := range same {
		x := &same[k]
		if ok, near := f.holds(x.value); ok {
			// A table with the words of the figure says something else: then a sentence
			// that happens to have the number is not enough.
			if x.source == fromSentence && same[0].table() && !agree(f, same[0]) {
				continue
			}
			if x.source != fromSentence && x.rank() < top-12 && same[0].table() {
				continue
			}
			hit, rounded = x, near
			break
		}
	}
	if hit == nil {
		same = slices.DeleteFunc(slices.Clone(same), func(x fact) bool { return x.source == fromPages && !f.hyphen })
		if len(same) == 0 {
			s.Verdict, s.Message = Absent, "Nothing in this archive says this, or something else, of the same thing."
			return
		}
		if k := slices.IndexFunc(same, func(x fact) bool { return x.sure }); k < 0 && len(f.noun)+len(f.acts) == 0 && f.matches(same[0]) == samePeriod && c.only(same[0], same) {
			s.differs(f, same[0])
			return
		} else if k < 0 {
			s.Verdict, s.Message = Absent, "Nothing in this archive says this, or something else, of what is certainly the same."
			return
		} else if k > 0 {
			same = same[k:]
		}
		// Without the rows that were taken out it may be the figure.
		for k := range same {
			if x := &same[k]; x.without >= 0 && x.table() {
				if ok, _ := f.holds(x.without); ok {
					s.Verdict = Disagree
					s.Message = fmt.Sprintf("The record has %s with the rows that a notice corrects, and %s without them.", printValue(x.value, x.form), printValue(x.without, x.form))
					s.cite(*x)
					return
				}
			}
		}
		for _, x := range other {
			if ok, _ := f.holds(x.value); ok && same[0].table() {
				s.differs(f, same[0])
				s.Message += fmt.Sprintf(" %s is the figure of %s.", f.shown(), inDays(x.period))
				s.cite(x)
				return
			}
		}
		if partly && !same[0].sure {
			s.Verdict, s.Message = Absent, "The record has figures of this place, but none of this period that can be compared."
			return
		}
		s.differs(f, same[0])
		return
	}
	s.cite(*hit)
	switch {
	case len(hit.corrections) > 0:
		k := hit.corrections[0]
		s.Verdict = Disagree
		s.Message = "The record has this figure, and a notice corrects it: " + oneLine(cmp.Or(k.Statement, k.Kind.Words()))
		for _, k := range hit.corrections {
			if k.Notice.Item != "" {
				s.Evidence = append(s.Evidence, Evidence{k.Notice, oneLine(k.Statement)})
			}
		}
	case hit.without >= 0 && (hit.place != "" || hit.label != ""):
		s.Verdict = Disagree
		s.Message = fmt.Sprintf("The record has %s, and %s without the rows that a notice corrects.", printValue(hit.value, hit.form), printValue(hit.without, hit.form))
	case !hit.sure && len(f.noun) == 0 && len(f.acts) == 0 && !partly && c.only(*hit, same):
		s.Verdict = Supported
		s.Message = fmt.Sprintf("The record has %s, %s. The text does not say beside it what is counted.", printValue(hit.value, hit.form), hit.says())
	case !hit.sure:
		s.Verdict = Partly
		s.Message = fmt.Sprintf("Number, place and period agree; that it is of what was %s was not found in the words of the record.", strings.Join(sorted(f.acts), ", "))
	case partly:
		s.Verdict = Partly
		s.Message = "Number and place agree; the record does not say of which period the figure is."
	case rounded:
		s.Verdict = Supported
		s.Message = fmt.Sprintf("Supported as rounded: the record has %s, %s.", printValue(hit.value, hit.form), hit.says())
	default:
		s.Verdict = Supported
		s.Message = fmt.Sprintf("The record has %s, %s.", printValue(hit.value, hit.form), hit.says())
	}
	if x := c.conflict(f, *hit, same); x != nil && s.Verdict == Supported {
		s.Verdict = Disagree
		s.Message += fmt.Sprintf(" Another document of the record has %s, %s.", printValue(x.value, x.form), x.says())
		s.cite(*x)
	}
}

// only reports whether the tables that speak of a place and period are of one thing.
func (c *checker) only(hit fact, same []fact) bool {
	return !slices.ContainsFunc(same, func(x fact) bool { return x.source != fromSentence && x.what != hit.what })
}

func sorted(s stems) []string {
	var out []string
	for w := range s {
		out = append(out, w)
	}
	slices.Sort(out)
	return out
}

func agree(f *figure, x fact) bool { ok, _ := f.holds(x.value); return ok }

// conflict finds a table of another document that says something else of the
// very same.
func (c *checker) conflict(f *figure, hit fact, same []fact) *fact {
	if hit.source == fromSentence {
		return nil
	}
	for k := range same {
		x := &same[k]
		if x.table() && x.doc != hit.doc && x.source == hit.source && x.what == hit.what && x.label == hit.label && x.value != hit.value && !x.day {
			return x
		}
	}
	return nil
}

// better decides by a table of another period, where the text names none, the
// number is that of the table, and its title fits the sentence better than those
// of the period spoken of last do.
func (c *checker) better(f *figure, s *Statement, same, facts []fact) bool {
	most := 0
	for _, x := range same {
		if ok, _ := f.holds(x.value); ok && x.sure {
			return false
		}
		most = max(most, x.score)
	}
	for _, x := range facts {
		if ok, _ := f.holds(x.value); ok && x.table() && x.score > most && f.matches(x) != samePeriod {
			c.decide(f, s, []fact{x}, nil, false)
			if s.Verdict == Supported && x.period.From != "" {
				s.Message += " The text says no period beside it; this is of " + inDays(x.period) + "."
			}
			return true
		}
	}
	return false
}

// loose decides on a figure of which the text says no period: any will do, and
// the period of the fact is told.
func (c *checker) loose(f *figure, s *Statement, facts []fact) {
	best := facts
	var current []fact
	for _, x := range facts {
		if f.period.From != "" && x.period == f.period {
			current = append(current, x)
		}
	}
	for _, x := range facts {
		if ok, _ := f.holds(x.value); ok && (x.table() || !facts[0].table()) {
			c.decide(f, s, []fact{x}, nil, false)
			if x.period.From != "" && s.Verdict == Supported {
				s.Message += " The text says no period; this is of " + inDays(x.period) + "."
			}
			return
		}
	}
	if len(current) > 0 {
		best = current
	}
	if !f.firm && len(f.places) == 0 && best[0].label == "" && (f.noun["person"] || len(f.noun) == 0) {
		s.Verdict, s.Message = Absent, "Nothing in this archive says this, or something else, of what is certainly the same."
		return
	}
	c.decide(f, s, best, nil, false)
}

// otherwhen decides on a figure where the record has facts of other periods only.
func (c *checker) otherwhen(f *figure, s *Statement, other []fact, place *Spot) {
	for _, x := range other {
		if ok, _ := f.holds(x.value); ok {
			s.cite(x)
			if f.stated == 1 && f.side != 0 {
				s.Verdict = Supported
				s.Message = fmt.Sprintf("The record has %s, %s. The text says no period beside it; this is of %s.", printValue(x.value, x.form), x.says(), x.when())
				if !x.sure || f.guessed {
					s.Verdict = Partly
				}
				return
			}
			s.Verdict = Differs
			s.Message = fmt.Sprintf("The period differs: the record has %s of %s; the text says %s.", printValue(x.value, x.form), x.when(), inDays(f.period))
			return
		}
	}
	if x, near, ok := c.elsewhere(f, place); ok && place != nil {
		s.Verdict = Differs
		s.elsewhere(x, near, place)
		return
	}
	s.Verdict = Absent
	s.Message = fmt.Sprintf("The record has figures of this, but none of %s.", inDays(f.period))
	s.cite(other[0])
}

// narrowed looks whether the words that narrow down what is counted stand in the
// record, too: "142 criminal detainers".
func (c *checker) narrowed(f *figure, s *Statement, facts []fact) {
	var left []string
	for _, w := range f.narrow {
		found := false
		for _, e := range s.Evidence {
			found = found || stemsOf(e.Quote)[w]
		}
		for _, x := range facts {
			found = found || stemsOf(x.doc.Title, x.what)[w]
		}
		if !found {
			left = append(left, w)
		}
	}
	if len(left) > 0 {
		s.Verdict = Partly
		s.Message += fmt.Sprintf(" Number, place and period were checked; “%s” was not.", strings.Join(left, " "))
	}
}

func (s *Statement) differs(f *figure, x fact) {
	s.Verdict = Differs
	s.Message = fmt.Sprintf("The text says %s; the record has %s, %s.", f.shown(), printValue(x.value, x.form), x.says())
	s.cite(x)
}
