package foia

import (
	"cmp"
	"math"
	"slices"
	"time"

	"readingroom/archive"
)

// Stats are the figures of an agency, or of any requests taken together. Each
// says how many requests it rests on.
type Stats struct {
	Requests int `json:"requests"` // those that were sent
	Open     int `json:"open"`
	Pages    int `json:"pages"` // released in all

	Acknowledge Span `json:"acknowledge"` // from receipt to the first acknowledgement
	Determine   Span `json:"determine"`   // from receipt to the first determination
	Release     Span `json:"release"`     // from receipt to the first release

	// Late of Limited requests were answered late or are overdue; Limited are
	// those that were answered or whose last day is past. Stopped clocks, and
	// laws that name no days, are in neither.
	Late    int `json:"late"`
	Limited int `json:"limited"`

	Dispositions []Tally `json:"dispositions"` // of those that were answered, by the latest determination
	Exemptions   []Tally `json:"exemptions"`   // how many requests each was claimed in
}

// A Span is how long something took, in two units.
type Span struct {
	Requests int    `json:"requests"` // it rests on
	LeftOut  int    `json:"left_out"` // of those: where a day is missing, or lies before the one it is counted from
	Calendar Spread `json:"calendar_days"`
	Working  Spread `json:"working_days"` // as the law of each request counts them
	// Days are the calendar days of each request, the shortest first.
	Days []int `json:"-"`
}

// A Spread is the middle and the slow end of some numbers of days.
type Spread struct {
	Median float64 `json:"median"` // of an even number the mean of the middle two
	// P90 is the 90th percentile by nearest rank: the least number that nine of
	// ten requests did not exceed.
	P90 int `json:"p90"`
}

// A Tally is how often something occurs.
type Tally struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Share is Late in Limited, between 0 and 1; 0 where there is none.
func (s Stats) Share() float64 {
	if s.Limited == 0 {
		return 0
	}
	return float64(s.Late) / float64(s.Limited)
}

// StatsOf returns the figures of cases. Those that were not sent are left out.
func StatsOf(cases []Case) Stats {
	s := Stats{}
	dispositions, exemptions := map[string]int{}, map[string]int{}
	var ack, determined, released measure
	for _, c := range cases {
		st := c.Standing
		if st.Stage == StageDraft {
			continue
		}
		s.Requests++
		s.Pages += st.Pages
		if st.Stage != StageDetermined && st.Stage != StageClosed {
			s.Open++
		}
		held := happened(c)
		ack.add(c, held, func(e Event) bool { return e.Kind == Acknowledged })
		determined.add(c, held, func(e Event) bool { return e.Kind == Determined })
		released.add(c, held, func(e Event) bool { return e.Kind == Released || e.Kind == Determined && e.Release != nil })
		if a := st.Clock; a != nil {
			switch a.Status {
			case InTime:
				s.Limited++
			case Late, Overdue:
				s.Limited++
				s.Late++
			}
		}
		if st.Outcome != "" {
			dispositions[string(st.Outcome)]++
		}
		for _, x := range slices.Compact(slices.Sorted(slices.Values(st.Exemptions))) {
			exemptions[x]++
		}
	}
	s.Acknowledge, s.Determine, s.Release = ack.span(), determined.span(), released.span()
	s.Dispositions, s.Exemptions = tallies(dispositions), tallies(exemptions)
	return s
}

// A measure gathers how long something took, request by request.
type measure struct {
	calendar, working []int
	leftOut           int
}

// add takes in a case in which something has happened: the first event of that
// kind, from the day of receipt or, where that is not known, of filing.
func (m *measure) add(c Case, held []Event, is func(Event) bool) {
	i := slices.IndexFunc(held, is)
	if i < 0 {
		return
	}
	from, until := cmp.Or(c.Standing.Received, c.Standing.Filed), held[i].Date
	days := between(from, until)
	if from == "" || until < from {
		m.leftOut++
		return
	}
	m.calendar = append(m.calendar, days)
	m.working = append(m.working, c.Law.workingDays(from, until))
}

// workingDays counts the working days after a day, up to another. Where the
// law's own table of holidays has no rows of a year, its weekdays count.
func (l Law) workingDays(after, until archive.Day) int {
	from, err := time.Parse(time.DateOnly, after)
	to, err2 := time.Parse(time.DateOnly, until)
	if err != nil || err2 != nil {
		return 0
	}
	k := clock{law: Law{Code: l.Code, Answer: Limit{Working: true}}, cal: calendarOf(l), account: &Account{}}
	return k.between(from, to)
}

func (m *measure) span() Span {
	slices.Sort(m.calendar)
	slices.Sort(m.working)
	s := Span{Requests: len(m.calendar), LeftOut: m.leftOut, Calendar: spread(m.calendar), Working: spread(m.working), Days: m.calendar}
	return s
}

// spread is of sorted numbers.
func spread(days []int) Spread {
	n := len(days)
	if n == 0 {
		return Spread{}
	}
	median := float64(days[n/2])
	if n%2 == 0 {
		median = float64(days[n/2-1]+days[n/2]) / 2
	}
	return Spread{Median: median, P90: days[int(math.Ceil(0.9*float64(n)))-1]}
}

// tallies are the largest first, then by name.
func tallies(of map[string]int) []Tally {
	all := []Tally{}
	for name, n := range of {
		all = append(all, Tally{name, n})
	}
	slices.SortFunc(all, func(a, b Tally) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name)) })
	return all
}
