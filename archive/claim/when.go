package claim

import (
	"slices"
	"strings"
	"time"

	"readingroom/archive"
)

// when finds the period that each figure is of: in its sentence, by words such as
// "that week" or "a week later", or else the one spoken of last.
func (r *reading) when(base archive.Period) {
	current, paragraph := base, -1
	named := map[string]archive.Period{} // "second": the second report, as the text called it
	var order []archive.Period           // in which they are first spoken of
	next := 0
	for si, s := range r.sentences {
		var here []archive.PeriodLink
		for _, l := range r.periods {
			if k := r.sentenceAt(l.Start); k == si {
				here = append(here, l)
				if !slices.Contains(order, l.Period) {
					order = append(order, l.Period)
				}
				r.name(named, l, s)
			}
		}
		var last archive.Period
		for ; next < len(r.figures) && r.figures[next].sentence == si; next++ {
			f := r.figures[next]
			p, stated := r.periodOf(next, here, current, named, order)
			if stated == 0 && current.From != "" {
				p = current
				if paragraph == s.paragraph {
					stated = 1
				}
			}
			f.period, f.stated = p, stated
			if stated == 2 {
				last = p
			}
			for _, d := range r.days {
				if r.sentenceAt(d.Start) == si {
					f.days = append(f.days, d.Period)
				}
			}
		}
		if len(here) > 0 {
			last = here[len(here)-1].Period
		} else if last.From == "" { // "I went through the first list jail by jail."
			last, _ = r.relative(&figure{sentence: si}, s.from, s.to, archive.Period{}, named, order)
		}
		if last.From != "" {
			current, paragraph = last, s.paragraph
		}
	}
	// A period that a paragraph names only behind its figures is of them, too.
	for _, f := range r.figures {
		if f.stated > 0 {
			continue
		}
		for _, l := range r.periods {
			if k := r.sentenceAt(l.Start); k > f.sentence && k <= f.sentence+2 && r.sentences[k].paragraph == r.sentences[f.sentence].paragraph {
				if f.period.From == "" {
					f.period, f.stated = l.Period, 0
				}
				break
			}
		}
	}
}

var ordinals = []string{"first", "second", "third", "fourth", "fifth", "sixth"}

// name remembers that a period was called the first, the second report or week.
func (r *reading) name(named map[string]archive.Period, l archive.PeriodLink, s sentence) {
	for k := s.from; k+1 < s.to; k++ {
		t := r.toks[k]
		if !slices.Contains(ordinals, t.low) || r.inPeriod(t.start) {
			continue
		}
		if t.start > l.End { // "in the week of Feb. 4 …, the second of the weekly reports says"
			rest := r.words(k+1, min(s.to, k+7))
			if _, ok := named[t.low]; !ok && (strings.Contains(rest, " report") || strings.Contains(rest, " week ")) && r.low(k-1) == "the" &&
				!slices.ContainsFunc(r.periods, func(o archive.PeriodLink) bool {
					return o.Start > l.End && r.sentenceAt(o.Start) == r.sentenceAt(l.Start)
				}) {
				named[t.low] = l.Period
			}
			continue
		}
		if t.start > l.Start || l.Start-t.end > 70 {
			continue
		}
		between := string(r.runes[t.end:l.Start])
		if !saysIssue(between) || slices.ContainsFunc(r.periods, func(o archive.PeriodLink) bool { return o.Start > t.end && o.End <= l.Start }) {
			continue
		}
		if _, ok := named[t.low]; !ok {
			named[t.low] = l.Period
		}
	}
}

func saysIssue(s string) bool {
	s = strings.ToLower(s)
	for _, w := range []string{"report", "week", "list", "tally", "issue", "table", ", for", "month", "quarter"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return strings.TrimSpace(s) == "," || strings.TrimSpace(s) == ", for"
}

// periodOf is what a figure's own sentence says; 2 where it does.
func (r *reading) periodOf(i int, here []archive.PeriodLink, current archive.Period, named map[string]archive.Period, order []archive.Period) (archive.Period, int) {
	f := r.figures[i]
	from, to := r.limits(i)
	start, end := r.toks[f.from].start, r.toks[f.to-1].end
	low, high := r.toks[from].start, r.toks[to-1].end
	ref := current
	before := -1
	for k, l := range here {
		if l.End <= start {
			ref, before = l.Period, k
		}
	}
	// "fell from 206 to 47": of the first period the sentence names, and of the second.
	if k := r.fromTo(i); k >= 0 {
		if len(here) == 2 && (here[0].Start > end || here[1].End < start) {
			return here[k].Period, 2
		}
		words := r.words(r.sentences[f.sentence].from, f.from)
		if x, ok1 := named["first"]; ok1 && strings.Contains(words, " first ") && strings.Contains(words, " second ") {
			if y, ok2 := named["second"]; ok2 {
				return []archive.Period{x, y}[k], 2
			}
		}
	}
	// Behind the figure, before the next: not where another clause begins between.
	for _, l := range here {
		if l.Start >= end && l.End <= high && (before < 0 || !r.newClause(f.to, l.Start)) {
			return l.Period, 2
		}
	}
	cut := f.to
	for cut < to && !r.newClause(cut, r.toks[cut].end) {
		cut++
	}
	if p, ok := r.relative(f, f.to, cut, ref, named, order); ok {
		return p, 2
	}
	if before < 0 || here[before].Start < low {
		if p, ok := r.relative(f, from, f.from, ref, named, order); ok {
			return p, 2
		}
	}
	if before >= 0 {
		return here[before].Period, 2
	}
	if p, ok := r.relative(f, r.sentences[f.sentence].from, f.from, ref, named, order); ok {
		return p, 2
	}
	if len(here) > 0 {
		return here[0].Period, 2
	}
	return archive.Period{}, 0
}

// newClause reports whether "and", "but" or "while" stands between a token and a
// code point.
func (r *reading) newClause(from, at int) bool {
	for k := from; k < len(r.toks) && r.toks[k].start < at; k++ {
		if w := r.toks[k].low; w == "and" || w == "but" || w == "while" || w == ";" || w == "against" {
			return true
		}
	}
	return false
}

// fromTo reports whether a figure is the first, 0, or the second, 1, of two that
// something went from and to; else -1.
func (r *reading) fromTo(i int) int {
	from := func(k int) bool {
		return k >= 0 && k+1 < len(r.figures) && r.low(r.figures[k].from-1) == "from" && r.figures[k+1].sentence == r.figures[k].sentence && r.low(r.figures[k+1].from-1) == "to"
	}
	switch {
	case from(i):
		return 0
	case from(i - 1):
		return 1
	}
	return -1
}

// relative reads words that stand for a period, in the tokens from one to before
// another: "that week", "a week later", "the second report".
func (r *reading) relative(f *figure, from, to int, ref archive.Period, named map[string]archive.Period, order []archive.Period) (archive.Period, bool) {
	words := r.words(from, to)
	has := func(all ...string) bool {
		return slices.ContainsFunc(all, func(x string) bool { return strings.Contains(words, " "+x+" ") })
	}
	for n, o := range ordinals {
		unit, ok := r.issueOf(from, to, o)
		if !ok && strings.Contains(words, " week "+[]string{"one", "two", "three", "four", "five", "six"}[n]+" ") {
			unit, ok = "week", true
		}
		if ok && unit == "" && r.otherIssue(f, o, from, to) {
			continue
		}
		if !ok {
			continue
		}
		if p, ok := named[o]; ok {
			return p, true
		}
		if f.ordinal == 0 {
			f.ordinal, f.issue = n+1, unit
		}
		var fit []archive.Period
		for _, p := range order {
			if unit == "" || fitsUnit(p, unit) {
				fit = append(fit, p)
			}
		}
		if n < len(fit) {
			return fit[n], true
		}
	}
	switch {
	case ref.From == "":
	case has("a week later", "the following week", "the next week", "the week after", "one week later", "the following month", "a month later", "the following year", "a year later"):
		return shift(ref, 1), true
	case has("the week before", "the previous week", "a week earlier", "the prior week", "one week earlier", "the month before", "the previous month", "the year before", "the previous year", "a year earlier"):
		return shift(ref, -1), true
	case has("that week", "the week", "the week's", "week's", "the same week", "that same week", "those seven days", "those days", "that period", "the period", "the same period", "same months", "the same months", "this period", "that quarter", "the quarter", "that month", "that year", "that time"):
		return ref, true
	}
	return archive.Period{}, false
}

// otherIssue reports whether an ordinal is of something else than a report: "the
// first production had 45 pages, the second". Behind a figure, the last words are
// of the next.
func (r *reading) otherIssue(f *figure, ordinal string, from, to int) bool {
	s := r.sentences[f.sentence]
	for k := s.from; k+1 < s.to; k++ {
		if t := r.toks[k]; slices.Contains(ordinals, t.low) && r.toks[k+1].word && !r.inPeriod(t.start) {
			switch w := strings.TrimSuffix(r.toks[k+1].low, "'s"); w {
			case "week", "weeks", "month", "report", "weekly", "list", "issue", "tally", "of", "and", "the", "to", "one", "had", "has", "names", "names ", "declined", "was", "were", "on", "in", "for":
			default:
				return true
			}
		}
	}
	return from >= f.to && to < s.to && r.toks[to].digit && strings.HasSuffix(r.words(f.to, to), " the "+ordinal+" ")
}

// issueOf finds "the second report", "its second week", "in the second," in the
// tokens from one to before another, and returns what is counted so: "week",
// "month", or "" for a report.
func (r *reading) issueOf(from, to int, ordinal string) (unit string, ok bool) {
	for k := from; k < to; k++ {
		if r.low(k) != ordinal || !slices.Contains([]string{"the", "its", "that", "their"}, r.low(k-1)) || r.inPeriod(r.toks[k].start) {
			continue
		}
		if k+1 >= to || !r.toks[k+1].word {
			return "", true
		}
		switch w := strings.TrimSuffix(r.low(k+1), "'s"); w {
		case "week", "weeks", "month":
			return strings.TrimSuffix(w, "s"), true
		case "report", "weekly", "list", "issue", "tally", "of", "and", "the", "to", "one":
			return "", true
		}
	}
	return "", false
}

func fitsUnit(p archive.Period, unit string) bool {
	n := p.Days()
	return unit == "week" && n >= 5 && n <= 9 || unit == "month" && n >= 28 && n <= 31
}

// shift is the period of the same length before or behind one.
func shift(p archive.Period, by int) archive.Period {
	from, err := time.Parse(time.DateOnly, p.From)
	until, err2 := time.Parse(time.DateOnly, p.Until)
	if err != nil || err2 != nil {
		return p
	}
	if from.Day() == 1 && until.Day() == 1 { // whole months
		months := (until.Year()-from.Year())*12 + int(until.Month()-from.Month())
		return archive.Period{From: from.AddDate(0, by*months, 0).Format(time.DateOnly), Until: until.AddDate(0, by*months, 0).Format(time.DateOnly)}
	}
	n := p.Days() * by
	return archive.Period{From: from.AddDate(0, 0, n).Format(time.DateOnly), Until: until.AddDate(0, 0, n).Format(time.DateOnly)}
}
