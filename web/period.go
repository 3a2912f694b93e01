package web

import (
	"cmp"
	"slices"
	"time"

	"readingroom/archive"
)

// A Period is a day or run of days that a page speaks of, with the words that
// first say so.
type Period struct {
	From  archive.Day `json:"from"`
	Until archive.Day `json:"until"` // the first day after it
	Text  string      `json:"text"`
	Start int         `json:"start"` // of the words, in code points of the page's text
	End   int         `json:"end"`
	URL   string      `json:"url"` // the words, marked
}

// periodsShown is how many periods stand in the margin; a table has a date in
// every row.
const periodsShown = 8

// periods lists each period once: runs of days before single days, in their
// order of time.
func periods(links []archive.PeriodLink, item string) []Period {
	seen := map[archive.Period]bool{}
	all := []Period{}
	for _, l := range links {
		if !seen[l.Period] {
			seen[l.Period] = true
			where := archive.Locator{Page: l.Page, From: l.Start, To: l.End}
			all = append(all, Period{l.Period.From, l.Period.Until, l.Text, l.Start, l.End, PlaceURL(item, where)})
		}
	}
	slices.SortStableFunc(all, func(a, b Period) int {
		if a.single() != b.single() {
			if b.single() {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.From, b.From)
	})
	return all
}

func (p Period) single() bool { return p.last() == p.From }

// last is its last day.
func (p Period) last() archive.Day {
	t, err := time.Parse(time.DateOnly, p.Until)
	if err != nil {
		return p.From
	}
	return t.AddDate(0, 0, -1).Format(time.DateOnly)
}

// InWords prints the period for a reader: "28 January 2017 to 3 February 2017".
func (p Period) InWords() string {
	if p.single() {
		return longDay(p.From)
	}
	return longDay(p.From) + " to " + longDay(p.last())
}
