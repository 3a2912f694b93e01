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
		if !slices.Contains(ordinals, t.low) || t.start > l.Start || l.Start-t.end > 70 || r.inPeriod(t.start) {
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
	before, after := r.words(from, f.from), r.words(f.to, to)
	start, end := r.toks[f.from].start, r.toks[f.to-1].end
	low, high := r.toks[from].start, r.toks[to-1].end
	ref := current
	for _, l := range here {
		if l.End <= start {
			ref = l.Period
		}
	}
	// Behind the figure, before the next.
	for _, l := range here {
		if l.Start >= end && l.End <= high {
			return l.Period, 2
		}
	}
	for k, words := range []string{after, before} {
		if k == 1 && slices.ContainsFunc(here, func(l archive.PeriodLink) bool { return l.Start >= low && l.End <= start }) {
			break
		}
		if p, ok := relative(words, ref, named, order); ok {
			return p, 2
		}
	}
	// Before it, the nearest; else behind further figures.
	for k := len(here) - 1; k >= 0; k-- {
		if here[k].End <= start {
			return here[k].Period, 2
		}
	}
	if p, ok := relative(r.words(r.sentences[f.sentence].from, f.from), ref, named, order); ok {
		return p, 2
	}
	if len(here) > 0 {
		return here[0].Period, 2
	}
	return archive.Period{}, 0
}

// relative reads words that stand for a period: "that week", "a week later", "the
// second report".
func relative(words string, ref archive.Period, named map[string]archive.Period, order []archive.Period) (archive.Period, bool) {
	has := func(all ...string) bool {
		return slices.ContainsFunc(all, func(x string) bool { return strings.Contains(words, " "+x+" ") })
	}
	for n, o := range ordinals {
		k := strings.Index(words, " the "+o+" ")
		if k < 0 {
			k = strings.Index(words, " its "+o+" ")
		}
		if k < 0 || strings.Contains(words, o+" quarter") || strings.Contains(words, o+" three") || strings.Contains(words, o+" production") {
			continue
		}
		rest := strings.Fields(words[k:])
		follows := ""
		if len(rest) > 2 {
			follows = rest[2]
		}
		if follows != "" && !slices.Contains([]string{"report", "week", "weekly", "list", "of", "one", "and", "the", "report's", "declined", "issue", "tally"}, follows) {
			continue
		}
		if p, ok := named[o]; ok {
			return p, true
		}
		if n < len(order) {
			return order[n], true
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
