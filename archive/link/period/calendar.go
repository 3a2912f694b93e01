package period

import (
	"fmt"
	"strings"
	"time"
)

// A Calendar says when a government's fiscal year begins. Fiscal years are
// named after the year in which they end.
type Calendar struct {
	Code  string     // "federal", a state's postal code, or "state" for one that is not known
	Begin time.Month // its first month
}

// Federal is the fiscal year of the United States: from October, 31 U.S.C.
// 1102; from July up to that of 1976, and three months between the two.
var Federal = Calendar{"federal", time.October}

// state is a fiscal year of a state that is not known: most begin in July.
var state = Calendar{"state", time.July}

// CalendarOf returns the fiscal year of a state by its postal code: from July,
// but for five of them and the District of Columbia. "federal" is the federal
// one; false where there is no such code.
func CalendarOf(code string) (Calendar, bool) {
	code = strings.ToUpper(code)
	switch code {
	case "FEDERAL", "FED", "US":
		return Federal, true
	case "AL", "MI", "DC":
		return Calendar{code, time.October}, true
	case "NY":
		return Calendar{code, time.April}, true
	case "TX":
		return Calendar{code, time.September}, true
	}
	if len(code) == 2 && strings.Contains(julyStates, code) {
		return Calendar{code, time.July}, true
	}
	return Calendar{}, false
}

const julyStates = "AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MN MS MO MT NE NV NH NJ NM NC ND OH OK OR PA PR RI SC SD TN UT VT VA WA WV WI WY"

// The federal fiscal years before 1977 began in July, and the quarter from
// July to September 1976 belongs to none (Pub. L. 93-344, sec. 501).
const firstOctoberYear = 1977

// year returns the first day of a fiscal year.
func (c Calendar) year(named int) time.Time {
	if c.Begin == time.January || c.Begin == 0 {
		return date(named, time.January, 1)
	}
	if c == Federal && named < firstOctoberYear {
		return date(named-1, time.July, 1)
	}
	return date(named-1, c.Begin, 1)
}

// of returns the name of the fiscal year that holds a day.
func (c Calendar) of(t time.Time) int {
	n := t.Year()
	if !c.year(n + 1).After(t) {
		n++
	}
	return n
}

func (c Calendar) fiscal() bool { return c.Begin != 0 && c.Begin != time.January }

func (c Calendar) name() string {
	if !c.fiscal() {
		return ""
	}
	return c.Code + " fiscal"
}

// yearName is how a year of the calendar is called.
func (c Calendar) yearName(n int) string {
	if c.fiscal() {
		return fmt.Sprintf("FY%d", n)
	}
	return fmt.Sprintf("%d", n)
}

func date(y int, m time.Month, d int) time.Time {
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
