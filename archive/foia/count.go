package foia

import (
	"fmt"
	"strings"
	"time"

	"readingroom/archive"
)

// run counts the days of the law from the day after receipt, and those of the
// extension after them.
func (k *clock) run() error {
	a := k.account
	why := "Day of receipt; the count begins on the day after"
	if k.moved != "" {
		why = k.moved + "; the count begins on the day after"
	}
	a.Days = append(a.Days, Counted{Date: day(k.received), Why: why})
	a.Begins = day(next(k.received))
	d, err := k.count(k.received, k.law.Answer, 0)
	if err != nil || k.stopped {
		return err
	}
	if e := a.Extension; e != nil {
		e.From = day(d)
		if k.extended.After(d) {
			e.Why = fmt.Sprintf("the notice came after the answer was due on %s, and extends nothing", e.From)
			e.Days = 0
		} else if d, err = k.count(d, Limit{Days: e.Days, Working: e.Working, Cite: e.Cite}, k.law.Answer.Days); err != nil || k.stopped {
			return err
		}
	}
	if k.law.RollsOver {
		for why := k.why(d); why != ""; why = k.why(d) {
			a.Days[len(a.Days)-1].Why += "; but it is no working day: " + why
			d = next(d)
			a.Days = append(a.Days, Counted{Date: day(d), Why: "The last day moves to the next working day"})
		}
	}
	k.due = d
	a.Due = day(d)
	return nil
}

// count counts days from the one after d until a limit is reached.
func (k *clock) count(d time.Time, l Limit, before int) (time.Time, error) {
	a := k.account
	unit := "Day"
	if l.Working {
		unit = "Working day"
	}
	for n := 0; n < l.Days; {
		d = next(d)
		if len(a.Days) == maxDays || d.Year() > lastYear {
			return d, fmt.Errorf("due: the answer would be due after more than %d days: %w", maxDays, archive.ErrInvalid)
		}
		if l.Working && !k.cal.knows(d) {
			return d, k.cal.misses(k.law, d)
		}
		c := Counted{Date: day(d)}
		if t, ok := k.tolled(d); ok {
			c.Why = tollWords(t)
			if t.until.IsZero() {
				c.Why += "; the clock stands until the requester answers"
				a.Days = append(a.Days, c)
				k.stopped = true
				return d, nil
			}
		} else if off := k.cal.off(d); l.Working && off != "" {
			c.Why = off
		} else {
			n++
			c.Counted, c.Number = true, before+n
			c.Why = fmt.Sprintf("%s %d", unit, before+n)
			if before > 0 {
				c.Why += fmt.Sprintf(", %d of the extension", n)
			}
		}
		a.Days = append(a.Days, c)
	}
	return d, nil
}

func (k *clock) tolled(d time.Time) (span, bool) {
	for _, t := range k.tolls {
		if t.holds(d) {
			return t, true
		}
	}
	return span{}, false
}

func tollWords(t span) string {
	what := "what the request means"
	if t.kind == TollFee {
		what = "fees"
	}
	return fmt.Sprintf("Clock stopped: the agency asked about %s on %s", what, day(t.from))
}

// why says why a day cannot be the last one.
func (k *clock) why(d time.Time) string { return k.cal.off(d) }

// stand says where the request stands today.
func (k *clock) stand(now time.Time) {
	a := k.account
	switch {
	case !k.answered.IsZero():
		a.Status = InTime
		if !k.stopped && k.answered.After(k.due) {
			a.Status, a.Left = Late, -k.between(k.due, k.answered)
		}
	case k.stopped:
		a.Status = Stopped
	case now.After(k.due):
		a.Status, a.Left = Overdue, -k.between(k.due, now)
	case now.Equal(k.due):
		a.Status = DueToday
	default:
		a.Status = Running
		for _, c := range a.Days {
			if c.Counted && c.Date > day(now) {
				a.Left++
			}
		}
	}
}

const unknownYear = "The table of holidays"

// between counts the law's days after a, up to b.
func (k *clock) between(a, b time.Time) int {
	if !k.law.Answer.Working {
		return int(b.Sub(a).Hours() / 24)
	}
	for y := next(a); !y.After(b); y = time.Date(y.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC) {
		if !k.cal.knows(y) && !strings.Contains(k.account.Note, unknownYear) {
			k.account.Note = strings.TrimSpace(fmt.Sprintf("%s %s of %s has no rows for %d: its weekdays are counted as working days.", k.account.Note, unknownYear, k.law.Code, y.Year()))
		}
	}
	return k.cal.working(a, b)
}

// AppealBy returns the last day to appeal from a determination; "" where the
// law names none.
func AppealBy(l Law, determined archive.Day) (archive.Day, error) {
	t, err := parse("determination", determined)
	if err != nil || l.Appeal.Days == 0 {
		return "", err
	}
	k := clock{law: l, cal: calendarOf(l), account: &Account{}}
	d, err := k.count(t, l.Appeal, 0)
	return day(d), err
}

// DecisionDue gives the account of when the decision on an appeal is due.
func DecisionDue(l Law, received, decided, today archive.Day) (Account, error) {
	l.Answer, l.Routing, l.Extension, l.Tolls, l.Note = l.Decision, Limit{}, Limit{}, false, ""
	return Due(l, Clock{Received: received, Answered: decided}, today)
}
