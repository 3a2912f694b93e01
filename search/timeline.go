package search

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"readingroom/archive"
)

// intervals are those of a timeline, with the name of that in which a date is.
var intervals = map[string]func(date string) string{
	"year":  func(d string) string { return d[:4] },
	"month": func(d string) string { return d[:7] },
	"quarter": func(d string) string {
		month, _ := strconv.Atoi(d[5:7])
		return fmt.Sprintf("%s-Q%d", d[:4], (max(month, 1)+2)/3)
	},
}

func newInterval(name string) (func(string) string, error) {
	if name == "" {
		return nil, nil
	}
	if f := intervals[name]; f != nil {
		return f, nil
	}
	return nil, fmt.Errorf("interval %q: want year, quarter or month: %w", name, archive.ErrInvalid)
}

// timeline counts the items that pass all filters by when they are from: their
// date, or else the beginning of the period that they report on.
func (c *collector) timeline(of func(string) string) []Bar {
	if of == nil {
		return nil
	}
	counts := map[string]int{}
	for i := range c.groups {
		if c.groups[i].count == 0 {
			continue
		}
		e := c.catalog.entries[c.groups[i].ord]
		if date := cmp.Or(e.Date, e.Reports.From); len(date) == len("2017-01-28") {
			counts[of(date)]++
		}
	}
	bars := make([]Bar, 0, len(counts))
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		bars = append(bars, Bar{name, counts[name]})
	}
	return bars
}
