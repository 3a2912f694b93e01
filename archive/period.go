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

// Days counts the days of the period; 0 where it ends before it begins, or its
// days are none.
func (p Period) Days() int {
	from, err := time.Parse(time.DateOnly, p.From)
	until, err2 := time.Parse(time.DateOnly, p.Until)
	if err != nil || err2 != nil || until.Before(from) {
		return 0
	}
	return int(until.Sub(from).Hours() / 24)
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

// Overlaps reports whether the two have a day in common. A period that ends
// before it begins has none.
func (p Period) Overlaps(q Period) bool {
	return p.From < q.Until && q.From < p.Until && p.From < p.Until && q.From < q.Until
}

// A PeriodLink says that words of a page, or of a cell of a row, speak of a
// period.
type PeriodLink struct {
	Page  int `json:"page"`            // 0 for a sheet
	Table int `json:"table,omitempty"` // the number of the table in the item; 0: in the text of the page
	Row   int `json:"row,omitempty"`
	Col   int `json:"col,omitempty"` // from 1; 0: the labels above the row, or its table's title
	// Start and End count Unicode code points, from 0, of the page's text or of
	// the cell's.
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Text   string `json:"text"` // the words themselves
	Period Period `json:"period"`

	Label       string   `json:"label,omitempty"`       // how it is called: "FY2017 Q1", "2017-02"
	Granularity string   `json:"granularity,omitempty"` // "day", "week", "month", "quarter", "half", "year", "decade"
	Calendar    string   `json:"calendar,omitempty"`    // "" for the common year; "federal fiscal", "NY fiscal"
	Flags       []string `json:"flags,omitempty"`       // what to be careful about: "inverted", "year-assumed"
}
