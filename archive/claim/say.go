package claim

import (
	"slices"
	"strings"
	"time"

	"readingroom/archive"
)

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
