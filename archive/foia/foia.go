// Package foia follows a request for records under the law it was made under:
// when an answer is due, and why on that day.
//
//	Due(USFOIA, Clock{Received: "2017-04-13"}, "2017-05-11")
//	-> due 2017-05-11, status "due today"; 2017-04-13 day of receipt, not counted;
//	   2017-04-14 counted (1); 2017-04-15 Saturday; … 2017-05-11 counted (20)
//
// Nothing here keeps time or state: dates go in, the account comes out.
// github.com/rickar/cal/v2 knows how holidays move from year to year; it is
// pure Go, kept up, and checked here against the lists that OPM published.
package foia

import (
	"fmt"
	"time"

	"readingroom/archive"
)

// parse reads a day; the error names the field it came from.
func parse(field string, d archive.Day) (time.Time, error) {
	t, err := time.Parse(time.DateOnly, d)
	switch {
	case err != nil:
		return t, fmt.Errorf("%s: %q is no day, which is written 2017-04-13: %w", field, d, archive.ErrInvalid)
	case t.Year() < firstYear || t.Year() > lastYear:
		return t, fmt.Errorf("%s: %s lies outside the years %d to %d: %w", field, d, firstYear, lastYear, archive.ErrInvalid)
	}
	return t, nil
}

// The years that are counted in: the federal act took effect on July 4, 1967,
// and holidays are known by rule, not for ever.
const firstYear, lastYear = 1967, 2100

func day(t time.Time) archive.Day { return t.Format(time.DateOnly) }

func next(t time.Time) time.Time { return t.AddDate(0, 0, 1) }
