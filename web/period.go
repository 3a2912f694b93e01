package web

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/link/period"
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

	Label    string   `json:"label,omitempty"`    // how it is called: "FY2017 Q1"
	Calendar string   `json:"calendar,omitempty"` // "" for the common year; "federal fiscal"
	Flags    []string `json:"flags,omitempty"`    // what to be careful about
	Page     string   `json:"page"`               // what else the archive has of it
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
			all = append(all, Period{
				From: l.Period.From, Until: l.Period.Until, Text: l.Text, Start: l.Start, End: l.End, URL: PlaceURL(item, where),
				Label: l.Label, Calendar: l.Calendar, Flags: l.Flags, Page: periodURL(periodName(l.Period)),
			})
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

// Careful says what to be careful about: "the year is assumed".
func (p Period) Careful() string {
	var all []string
	for _, f := range p.Flags {
		if w, ok := flagWords[f]; ok {
			all = append(all, w)
		}
	}
	return strings.Join(all, "; ")
}

// flagWords are the flags of a period in a reader's words.
var flagWords = map[string]string{
	period.FlagYear: "the year is assumed", period.FlagInverted: "it ends before it begins, as written", period.FlagDash: "two dates side by side, read as a range",
	period.FlagFiscal: "whose fiscal year is assumed", period.FlagToday: "to the date of the document",
	period.FlagAbove: "its year stands above it", period.FlagAbout: "about", period.FlagRelative: "counted from the date of the document",
}

// daysInWords prints "2017-01-28..2017-02-03" as "28 January 2017 to 3 February
// 2017".
func daysInWords(days string) string {
	from, last, several := strings.Cut(days, "..")
	if !several {
		return longDay(days)
	}
	return longDay(from) + " to " + longDay(last)
}

// InWords prints the period for a reader: "28 January 2017 to 3 February 2017".
func (p Period) InWords() string {
	if p.single() {
		return longDay(p.From)
	}
	return longDay(p.From) + " to " + longDay(p.last())
}
