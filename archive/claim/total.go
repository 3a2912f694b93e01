package claim

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"readingroom/archive"
)

var topWords = regexp.MustCompile(` (?:top|first|largest|leading|biggest|highest|most) `)

// ranking reports whether a figure counts what leads a list: "the five largest".
func (r *reading) ranking(f *figure) bool {
	return f.value <= 200*unit && f.form == count && topWords.MatchString(" "+r.low(f.to)+" ")
}

// total checks a figure that is said to be several together.
func (c *checker) total(r *reading, i int) (s Statement, ok bool) {
	f := r.figures[i]
	s = r.statement(f, KindSum)
	var parts []*figure
	ranks, issues := 0, 0 // "the five counties", "the two reports"
	for _, k := range r.counted(i) {
		g := r.figures[k]
		if g.noun["report"] && g.own && k < i {
			issues = int(g.value / unit)
		}
		places := false
		for w := range g.noun {
			places = places || placeNouns[w] || w == "report"
		}
		if places && g.value <= 200*unit && g.own && k < i {
			ranks = int(g.value / unit)
			continue
		}
		if r.ranking(g) { // "the five largest"
			ranks = int(g.value / unit)
			continue
		}
		if k < i && !g.part && (g.places != nil || g.value < f.value) {
			parts = append(parts, g)
		}
	}
	words := r.words(r.sentences[f.sentence].from, r.sentences[f.sentence].to)
	if ranks == 0 && topWords.MatchString(words) { // "the three at the top"
		for k := r.sentences[f.sentence].from; k < f.from; k++ {
			if v := small[r.low(k)]; v > 1 && !r.inPeriod(r.toks[k].start) {
				ranks = int(v)
			}
		}
	}
	if len(parts) >= 2 && (strings.Contains(words, "total of") || strings.Contains(words, "in all") || strings.Contains(words, "together") || strings.Contains(words, "combined")) {
		var sum int64
		var said []string
		for _, g := range parts {
			sum += g.value
			said = append(said, printValue(g.value, count))
		}
		hit, rounded := f.holds(sum)
		s.worked(hit, !rounded, fmt.Sprintf("%s add up to %s.", strings.Join(said, ", "), printValue(sum, count)))
		return s, true
	}
	g := *f
	g.ranks, g.beside, g.across, g.places, g.unknown = ranks, "", "", nil, false
	facts := c.facts(&g, nil, nil)
	slices.SortStableFunc(facts, func(a, b fact) int { return cmp.Compare(b.rank(), a.rank()) })
	for _, x := range facts {
		if hit, rounded := f.holds(x.value); hit && x.table() && (g.matches(x) != otherPeriod || f.stated < 2) {
			s.worked(true, !rounded, fmt.Sprintf("The record has %s, %s.", printValue(x.value, x.form), x.says()))
			s.cite(x)
			return s, true
		}
	}
	// Several reports together: one figure a period.
	by := map[archive.Period]fact{}
	var sum int64
	for _, x := range facts {
		if _, done := by[x.period]; done || !x.table() || x.period.From == "" {
			continue
		}
		by[x.period] = x
	}
	var periods []archive.Period
	for p := range by {
		if len(periods) == 0 || p.Days() > 0 {
			periods = append(periods, p)
		}
	}
	slices.SortFunc(periods, func(a, b archive.Period) int { return cmp.Compare(a.From, b.From) })
	if ranks > 1 {
		periods = slices.DeleteFunc(periods, func(p archive.Period) bool {
			return !slices.ContainsFunc(r.periods, func(l archive.PeriodLink) bool { return l.Period == p }) && p.Days() != 7
		})
	}
	if issues > 1 && issues < len(periods) && strings.Contains(words, " first ") {
		periods = periods[:issues]
	}
	var said []string
	for _, p := range periods {
		sum += by[p].value
		said = append(said, printValue(by[p].value, count))
	}
	if hit, rounded := f.holds(sum); hit && len(periods) > 1 && (ranks == 0 || ranks == len(periods)) {
		s.worked(true, !rounded, fmt.Sprintf("The record has %s, which add up to %s.", strings.Join(said, ", "), printValue(sum, count)))
		for _, p := range periods {
			s.cite(by[p])
		}
		return s, true
	}
	// Parts that stand before it in the paragraph.
	if t, ok := c.partsBefore(r, i); ok {
		return t, true
	}
	if issues > 1 && len(periods) > 0 { // no report alone can say what several together have
		if s.worked(false, true, fmt.Sprintf("The record has %s, which add up to %s.", strings.Join(said, ", "), printValue(sum, count))); issues != len(periods) {
			s.Verdict, s.Message = Absent, fmt.Sprintf("The text speaks of %d reports together; this archive has the figure of %d: %s.", issues, len(periods), strings.Join(said, ", "))
		}
		for _, p := range periods {
			s.cite(by[p])
		}
		return s, true
	}
	return s, false
}

// partsBefore finds the last figures before one that add up to it.
func (c *checker) partsBefore(r *reading, i int) (Statement, bool) {
	f := r.figures[i]
	s := r.statement(f, KindSum)
	var sum int64
	var said []string
	for k := i - 1; k >= 0 && len(said) < 12; k-- {
		g := r.figures[k]
		if r.sentences[f.sentence].paragraph-r.sentences[g.sentence].paragraph > 2 {
			break
		}
		if g.form != count || g.money {
			continue
		}
		sum += g.value
		said = append(said, printValue(g.value, count))
		if sum == f.value && len(said) > 1 {
			slices.Reverse(said)
			s.worked(true, true, fmt.Sprintf("%s add up to %s.", strings.Join(said, ", "), printValue(sum, count)))
			return s, true
		}
	}
	return s, false
}

// lists checks lists of parts, each in brackets behind its place, against the
// total that the text gives of the same: parts cannot be more than the whole.
func (c *checker) lists(r *reading) []Statement {
	var out []Statement
	for i := 0; i < len(r.figures); {
		j := i
		var sum int64
		var said []string
		for j < len(r.figures) && r.figures[j].sentence == r.figures[i].sentence && r.bracketed(r.figures[j]) && len(r.figures[j].places) > 0 {
			sum += r.figures[j].value
			said = append(said, printValue(r.figures[j].value, count))
			j++
		}
		if j-i < 3 {
			i = max(j, i+1)
			continue
		}
		first, last := r.figures[i], r.figures[j-1]
		for k, g := range r.figures {
			if k >= i && k < j || len(g.places) > 0 || g.unknown || g.form != count || g.noun.shared(first.noun) == 0 && !((g.sentence == first.sentence || len(g.acts) > 0) && (len(g.noun) == 0 || len(first.noun) == 0)) || len(g.acts) > 0 && len(first.acts) > 0 && g.acts.shared(first.acts) == 0 || g.number.near != exactly || g.value >= sum || g.value < 10*unit {
				continue
			}
			near := g.sentence == first.sentence
			if !near && !(first.stated < 2 && (g.period == first.period || first.stated == 0)) {
				continue
			}
			if !near && !strings.Contains(r.words(r.sentences[g.sentence].from, g.from), "total") && g.value < last.value {
				continue
			}
			s := Statement{Start: first.start, End: last.end, Text: oneLine(string(r.runes[first.start:last.end])), Kind: KindSum, Verdict: Disagree}
			s.Message = fmt.Sprintf("%s add up to %s, more than the %s that the text gives as the whole.", strings.Join(said, ", "), printValue(sum, count), printValue(g.value, count))
			if near {
				s.Verdict = Differs
			}
			out = append(out, s)
			break
		}
		i = j
	}
	return out
}
