package series

import (
	"fmt"
	"slices"

	"readingroom/archive"
)

// several is how many issues a gap must be long to be taken for a suspension.
const several = 4

// breaks finds the rhythm of a series, and where it is broken.
func (s *Series) breaks() {
	var lengths []int
	for _, x := range s.Issues {
		if n := x.Facts.Period.Period.Days(); n > 0 {
			lengths = append(lengths, n)
		}
	}
	if len(lengths) == 0 {
		return
	}
	slices.Sort(lengths)
	usual := lengths[len(lengths)/2]
	if rhythm(lengths[0]) == rhythm(lengths[len(lengths)-1]) {
		s.Rhythm = rhythm(usual)
	}
	for i := 1; i < len(s.Issues); i++ {
		a, b := s.Issues[i-1].Facts.Period, s.Issues[i].Facts.Period
		if a.From == "" || b.From == "" {
			continue
		}
		add := func(k BreakKind, p archive.Period, missing int) {
			s.Breaks = append(s.Breaks, Break{Kind: k, Before: i - 1, After: i, Period: p, Days: p.Days(), Missing: missing})
		}
		length := max(1, min(a.Period.Days(), b.Period.Days()))
		switch gap := (archive.Period{From: a.Until, Until: b.From}).Days(); {
		case b.From < a.Until:
			add(Overlap, archive.Period{From: b.From, Until: min(a.Until, b.Until)}, 0)
		case gap >= several*length:
			add(Suspension, archive.Period{From: a.Until, Until: b.From}, (gap+length/2)/length)
		case gap > 0:
			add(Gap, archive.Period{From: a.Until, Until: b.From}, (gap+length/2)/length)
		}
		if rhythm(a.Period.Days()) != rhythm(b.Period.Days()) {
			add(Rhythm, b.Period, 0)
		}
		if a.Calendar != b.Calendar && rhythm(b.Period.Days()) != "daily" && (a.Calendar != "" || rhythm(a.Period.Days()) == rhythm(b.Period.Days())) {
			add(Calendar, b.Period, 0)
		}
	}
}

// Text says a break in a sentence.
func (s Series) Text(b Break) string {
	first, second := s.Issues[b.Before].Facts.Period, s.Issues[b.After].Facts.Period
	missing := ""
	if b.Missing > 0 {
		missing = fmt.Sprintf(", about %d %s", b.Missing, plural(b.Missing, "report", "reports"))
	}
	switch b.Kind {
	case Gap:
		return fmt.Sprintf("Nothing here on %s (%d %s%s).", b.Period, b.Days, plural(b.Days, "day", "days"), missing)
	case Suspension:
		return fmt.Sprintf("Nothing here on %s (%d days%s): the series was suspended, or its reports are not in this archive.", b.Period, b.Days, missing)
	case Overlap:
		return fmt.Sprintf("%s (%d %s) is reported on twice.", b.Period, b.Days, plural(b.Days, "day", "days"))
	case Rhythm:
		return fmt.Sprintf("From here on its reports are %s, before they were %s.", said(rhythm(second.Period.Days())), said(rhythm(first.Period.Days())))
	}
	return fmt.Sprintf("From here on its periods are of the %s year, before of the %s year.", calendar(second.Calendar), calendar(first.Calendar))
}

func said(rhythm string) string {
	if rhythm == "" {
		return "of another length"
	}
	return rhythm
}

func calendar(name string) string {
	if name == "" {
		return "calendar"
	}
	return name
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// rhythm is how often reports of so many days come.
func rhythm(days int) string {
	switch {
	case days == 1:
		return "daily"
	case days == 7:
		return "weekly"
	case days == 14:
		return "fortnightly"
	case 28 <= days && days <= 31:
		return "monthly"
	case 89 <= days && days <= 92:
		return "quarterly"
	case 181 <= days && days <= 184:
		return "half-yearly"
	case 365 <= days && days <= 366:
		return "yearly"
	}
	return ""
}
