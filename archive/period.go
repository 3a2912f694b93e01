package archive

import (
	"fmt"
	"time"
)

// A Day is a calendar day, YYYY-MM-DD.
type Day = string

// A Period is a half-open run of days: From is its first day, Until the first
// day after it.
type Period struct {
	From  Day `json:"from"`
	Until Day `json:"until"`
}

// DayPeriod returns the period of the days from a to b, both included.
func DayPeriod(a, b time.Time) Period {
	return Period{a.Format(time.DateOnly), b.AddDate(0, 0, 1).Format(time.DateOnly)}
}

// String prints the period by its first and last day, "2017-01-28..2017-02-03",
// or by its only one.
func (p Period) String() string {
	until, err := time.Parse(time.DateOnly, p.Until)
	if err != nil {
		return p.From + "..?"
	}
	last := until.AddDate(0, 0, -1).Format(time.DateOnly)
	if last == p.From {
		return p.From
	}
	return fmt.Sprintf("%s..%s", p.From, last)
}

// A PeriodLink says that the words from Start to End of a page (Unicode code
// points, from 0) speak of a period.
type PeriodLink struct {
	Page   int    `json:"page"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Text   string `json:"text"`
	Period Period `json:"period"`
}
