// Package link finds what a text speaks of, with the words that say so: so far
// the days and reporting periods, of which the package period below knows how
// they are written.
//
//	"the week ending Feb. 3"   2017-01-28..2017-02-03, in a letter of March 2017
package link

import (
	"slices"
	"time"

	"readingroom/archive"
	"readingroom/archive/link/period"
)

// Periods returns the days and periods that a page's text speaks of, in the
// order in which they stand there. date is the document's own, or "". Page is
// left for the caller to set. One that ends before it begins is left out: no
// reader can look for it.
func Periods(text string, date archive.Day) []archive.PeriodLink {
	var c period.Context
	c.Date, _ = time.Parse(time.DateOnly, date) // zero where there is none
	var found []archive.PeriodLink
	for _, f := range period.In(text, c) {
		if !slices.Contains(f.Flags, period.FlagInverted) {
			found = append(found, archive.PeriodLink{Start: f.Start, End: f.End, Text: f.Text, Period: f.Period})
		}
	}
	return found
}

// Date returns the first day that a text states in full, or "".
func Date(text string) archive.Day {
	for _, f := range period.In(text, period.Context{}) {
		if !slices.Contains(f.Flags, period.FlagInverted) && f.Dated {
			return f.Period.From
		}
	}
	return ""
}
