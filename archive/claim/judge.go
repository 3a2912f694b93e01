package claim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

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

// issues gives the figures of "the second report" the period of the second issue
// of the series that the record has, where the text does not say when that was.
func (c *checker) issues(r *reading) {
	for _, f := range r.figures {
		if f.ordinal == 0 {
			continue
		}
		var found []archive.Period
		for _, d := range c.docs {
			if d.Issue == f.ordinal && d.Period.From != "" && (f.issue == "" || fitsUnit(d.Period, f.issue)) && !slices.Contains(found, d.Period) {
				found = append(found, d.Period)
			}
		}
		if len(found) == 1 {
			f.period, f.stated = found[0], 2
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
	if s.Verdict == Supported && f.form == count && len(f.narrow) > 0 {
		c.narrowed(f, &s, facts)
	}
	return s, true
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

// elsewhere says whose the number is.
func (s *Statement) elsewhere(x fact, near bool, place *Spot) {
	s.cite(x)
	s.Message = fmt.Sprintf("The record has %s for %s, and no such figure for %s.", printValue(x.value, x.form), x.place, place.Name)
	if near {
		s.Message = fmt.Sprintf("The place differs: the record has %s for %s; the text says %s.", printValue(x.value, x.form), x.place, place.Name)
	}
}

func (x fact) when() string {
	if x.period.From == "" {
		d, err := time.Parse(time.DateOnly, x.date)
		if err != nil {
			return "no stated period"
		}
		return d.Format("2 January 2006")
	}
	return inDays(x.period)
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

func (f *figure) shown() string { return printValue(f.value, f.form) }

// says tells of what, whose and of when a fact is.
func (x fact) says() string {
	out := x.what
	if x.source == fromSum {
		out = "adding up " + out
	}
	switch {
	case x.place != "" && x.label != "" && !strings.EqualFold(x.place, x.label):
		out += ": " + x.place + ", “" + x.label + "”"
	case x.place != "":
		out += ": " + x.place
	case x.label != "":
		out += ": “" + x.label + "”"
	}
	if x.period.From != "" {
		out += ", of " + inDays(x.period)
	}
	return out
}

// inDays writes a period in words: "28 January to 3 February 2017".
func inDays(p archive.Period) string {
	from, err := time.Parse(time.DateOnly, p.From)
	until, err2 := time.Parse(time.DateOnly, p.Until)
	if err != nil || err2 != nil {
		return p.String()
	}
	last := until.AddDate(0, 0, -1)
	switch {
	case from.Equal(last):
		return from.Format("2 January 2006")
	case from.Year() != last.Year():
		return from.Format("2 January 2006") + " to " + last.Format("2 January 2006")
	case from.Month() != last.Month():
		return from.Format("2 January") + " to " + last.Format("2 January 2006")
	}
	return from.Format("2") + " to " + last.Format("2 January 2006")
}

func (s *Statement) cite(x fact) {
	if slices.ContainsFunc(s.Evidence, func(e Evidence) bool { return e.At == x.at && e.Quote == x.quote }) {
		return
	}
	s.Evidence = append(s.Evidence, Evidence{x.at, x.quote})
}
