package foia

import (
	"fmt"
	"slices"
	"time"

	"readingroom/archive"
)

// A Clock is what has happened to a request, as far as the clock minds it.
type Clock struct {
	// Received is when the part of the agency that answers it had it; "" where
	// not known yet, which First and the law's limit for routing make up for.
	Received archive.Day
	// First is when any part of the agency designated to receive requests had
	// it, where that was earlier; "" where it was not.
	First    archive.Day
	Tolls    []Toll
	Extended archive.Day // when written notice of unusual circumstances was given; "" for none
	By       int         // days of the extension; 0: as many as the law allows
	Answered archive.Day // the determination; "" where there is none yet
}

// A TollKind says what the requester was asked.
type TollKind string

// The kinds of tolls (5 U.S.C. 552(a)(6)(A)(ii)).
const (
	TollInformation TollKind = "information" // (I): what the request means; once only
	TollFee         TollKind = "fee"         // (II): whether the requester will pay
)

// A Toll is a time in which the agency waited for the requester, from the day
// it asked to the day it had the answer; neither is counted.
type Toll struct {
	Kind  TollKind    `json:"kind"`
	From  archive.Day `json:"from"`
	Until archive.Day `json:"until"` // "": no answer yet
	// Stops says whether it stopped the clock, and Why if not.
	Stops bool   `json:"stops"`
	Why   string `json:"why,omitempty"`
}

// A Counted is a day of the account.
type Counted struct {
	Date    archive.Day `json:"date"`
	Counted bool        `json:"counted"`
	Number  int         `json:"number,omitempty"` // which of the law's days it is
	Why     string      `json:"why"`              // in words: why it counts or not
}

// An Extension is the time that a notice of unusual circumstances adds.
type Extension struct {
	Noticed archive.Day `json:"noticed"`
	Days    int         `json:"days"`
	Working bool        `json:"working"`
	Cite    string      `json:"cite"`
	// From is the day the answer would have been due without it.
	From archive.Day `json:"from"`
	Why  string      `json:"why,omitempty"` // what is wrong with it: it came late, or asked for more than the law allows
}

// An Account is a deadline with its working.
type Account struct {
	Law       string      `json:"law"`
	Received  archive.Day `json:"received"`
	Begins    archive.Day `json:"begins"` // the first day that may count
	Due       archive.Day `json:"due"`    // the last day for the answer; "" while the clock is stopped, or where the law names none
	Status    Status      `json:"status"`
	Left      int         `json:"left"` // the law's days left after today; negative: so many too late
	Days      []Counted   `json:"days"`
	Tolls     []Toll      `json:"tolls"`
	Extension *Extension  `json:"extension,omitempty"`
	Note      string      `json:"note,omitempty"`
}

// Status says where a request stands against its deadline. Each request has
// exactly one.
type Status string

// The statuses.
const (
	NoLimit  Status = "no limit"         // the law names no number of days
	Stopped  Status = "stopped"          // the agency waits for the requester
	Running  Status = "running"          // due later than today
	DueToday Status = "due today"        // still in time
	Overdue  Status = "overdue"          // no answer, and the last day is over
	InTime   Status = "answered in time" // by the last day
	Late     Status = "answered late"    // after it
)

// maxDays is the longest account: a toll of years is still one of these days.
const maxDays = 20_000

// Due gives the account of when the answer to a request is due under a law, as
// of today.
func Due(l Law, c Clock, today archive.Day) (Account, error) {
	a := Account{Law: l.Code, Received: c.Received, Days: []Counted{}, Tolls: []Toll{}, Note: l.Note}
	now, err := parse("today", today)
	if err != nil {
		return a, err
	}
	k := clock{law: l, cal: calendarOf(l), account: &a}
	if err := k.read(c); err != nil {
		return a, err
	}
	if l.Answer.Days == 0 {
		a.Status = NoLimit
		return a, nil
	}
	if err := k.run(); err != nil {
		return a, err
	}
	k.stand(now)
	return a, nil
}

// A clock counts the days of one request.
type clock struct {
	law      Law
	cal      calendar
	account  *Account
	received time.Time // from which it counts
	moved    string    // why that is not the day of receipt
	tolls    []span
	extended time.Time
	answered time.Time
	due      time.Time
	stopped  bool // by a toll that has no end yet
}

// A span of days, both included; until is zero where it has no end yet.
type span struct {
	from, until time.Time
	kind        TollKind
}

func (s span) holds(t time.Time) bool {
	return !t.Before(s.from) && (s.until.IsZero() || !t.After(s.until))
}

// read takes in the dates, and says which of them cannot be.
func (k *clock) read(c Clock) (err error) {
	if c.Received == "" && c.First != "" && k.law.Routing.Days > 0 {
		first, err := parse("first received", c.First)
		if err != nil {
			return err
		}
		k.account.Received = c.First
		k.received = first.AddDate(1, 0, 0) // after any limit for routing
		k.route(first)
	} else if k.received, err = parse("received", c.Received); err != nil {
		return err
	} else if c.First != "" {
		first, err := parse("first received", c.First)
		switch {
		case err != nil:
			return err
		case first.After(k.received):
			return fmt.Errorf("first received: %s lies after the day of receipt, %s: %w", c.First, c.Received, archive.ErrInvalid)
		}
		k.route(first)
	}
	begin := k.account.Received
	if c.Answered != "" {
		if k.answered, err = parse("answered", c.Answered); err != nil {
			return err
		}
		if c.Answered < begin {
			return fmt.Errorf("answered: %s lies before the day of receipt, %s: %w", c.Answered, begin, archive.ErrInvalid)
		}
	}
	if err := k.toll(c.Tolls); err != nil {
		return err
	}
	return k.extend(c)
}

// route begins the clock at the latest so many days after any part of the
// agency received the request. The days are read as working days, as agencies'
// own rules do.
func (k *clock) route(first time.Time) {
	if k.law.Routing.Days == 0 {
		return
	}
	latest, n := first, 0
	for n < k.law.Routing.Days {
		latest = next(latest)
		if k.law.Routing.Working && !k.cal.knows(latest) {
			return // the count from then on says so
		}
		if !k.law.Routing.Working || k.cal.off(latest) == "" {
			n++
		}
	}
	if latest.Before(k.received) {
		k.received = latest
		k.moved = fmt.Sprintf("The clock starts here: %d days after another part of the agency received the request on %s (%s)", n, day(first), k.law.Routing.Cite)
	}
}

func (k *clock) toll(tolls []Toll) error {
	tolls = slices.Clone(tolls)
	slices.SortStableFunc(tolls, func(a, b Toll) int { return compare(a.From, b.From) })
	asked := false
	for i, t := range tolls {
		field := fmt.Sprintf("toll %d", i+1)
		s := span{kind: t.Kind}
		var err error
		if s.from, err = parse(field, t.From); err != nil {
			return err
		}
		if t.Until != "" {
			if s.until, err = parse(field, t.Until); err != nil {
				return err
			}
		}
		switch {
		case t.Kind != TollInformation && t.Kind != TollFee:
			return fmt.Errorf("%s: kind %q is neither information nor fee: %w", field, t.Kind, archive.ErrInvalid)
		case t.Until != "" && s.until.Before(s.from):
			return fmt.Errorf("%s: answered on %s, before it was asked on %s: %w", field, t.Until, t.From, archive.ErrInvalid)
		case s.from.Before(k.received):
			return fmt.Errorf("%s: asked on %s, before the clock started on %s: %w", field, t.From, day(k.received), archive.ErrInvalid)
		}
		t.Stops, t.Why = true, ""
		switch {
		case !k.law.Tolls:
			t.Stops, t.Why = false, "this law does not stop its clock for a question"
		case t.Kind == TollInformation && asked:
			t.Stops, t.Why = false, "an agency may stop the clock for information once only: 5 U.S.C. 552(a)(6)(A)(ii)(I)"
		default:
			k.tolls = append(k.tolls, s)
		}
		asked = asked || t.Kind == TollInformation
		k.account.Tolls = append(k.account.Tolls, t)
	}
	return nil
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (k *clock) extend(c Clock) (err error) {
	if c.Extended == "" {
		return nil
	}
	if k.extended, err = parse("extension", c.Extended); err != nil {
		return err
	}
	limit := k.law.Extension
	switch {
	case limit.Days == 0:
		return fmt.Errorf("extension: the %s knows none: %w", k.law.Name, archive.ErrInvalid)
	case k.extended.Before(k.received):
		return fmt.Errorf("extension: notice of %s lies before the clock started on %s: %w", c.Extended, day(k.received), archive.ErrInvalid)
	case c.By < 0:
		return fmt.Errorf("extension: %d days: %w", c.By, archive.ErrInvalid)
	}
	e := &Extension{Noticed: c.Extended, Days: c.By, Working: limit.Working, Cite: limit.Cite}
	if c.By == 0 || c.By > limit.Days {
		e.Days = limit.Days
		if c.By > limit.Days {
			e.Why = fmt.Sprintf("the agency asked for %d days; the law allows %d", c.By, limit.Days)
		}
	}
	k.account.Extension = e
	return nil
}
