// Package link finds what a text speaks of, with the words that say so: the
// jurisdictions, of which the package gazetteer below knows the names, and the
// days and reporting periods, of which the package period knows how they are
// written.
//
//	"Franklin County, Iowa"    19069 us/ia/franklin-county
//	"Franklin County"          doubtful: one of 26, if nothing else says which
//	"the week ending Feb. 3"   2017-01-28..2017-02-03, in a letter of March 2017
package link

import (
	"slices"
	"time"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/link/period"
)

// Periods returns the days and periods that a page's text speaks of, in the
// order in which they stand there. date is the document's own, or "". Page is
// left for the caller to set. One that ends before it begins is left out: no
// reader can look for it.
func Periods(text string, date archive.Day) []archive.PeriodLink {
	return PeriodsIn(text, Context{Date: date}.Period(nil))
}

// PeriodsIn is Periods where more is known than a date; see Context.Period.
func PeriodsIn(text string, c period.Context) []archive.PeriodLink {
	var found []archive.PeriodLink
	for _, f := range period.In(text, c) {
		if !slices.Contains(f.Flags, period.FlagInverted) {
			found = append(found, archive.PeriodLink{Start: f.Start, End: f.End, Text: f.Text, Period: f.Period})
		}
	}
	return found
}

// Period returns what the grammar of periods is to know: the document's date,
// and the fiscal year of the state that it is of.
func (c Context) Period(g *gazetteer.Gazetteer) period.Context {
	var p period.Context
	p.Date, _ = time.Parse(time.DateOnly, c.Date) // zero where there is none
	if c.Place == "" {
		return p
	}
	if e, ok := g.BySlug(c.Place); ok {
		if s := e.State(); s != nil {
			p.Fiscal, _ = period.CalendarOf(s.Postal())
		}
	}
	return p
}
