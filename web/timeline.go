package web

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// A Timeline is a small chart: a bar for each month or year, from a zero line.
type Timeline struct {
	Title string
	Unit  string // what is counted: "documents"
	Width int
	Bars  []Bar
	Years []Tick
}

// A Bar is one time of a Timeline.
type Bar struct {
	Name  string // "2017-02"
	Count int
	Says  string // "February 2017: 3 documents"
	URL   string
	X, Y  string
	W, H  string
	Here  bool // it is chosen
}

// A Tick names a year, or a day, below the bars.
type Tick struct{ X, Text string }

// The measures of a timeline, in points of its own.
const (
	timelineHeight = 64
	timelineWidth  = 640
	barsAtMost     = 120
)

// timeline draws counts by name, "2017-02" or "2017", in their order, gaps
// included. It is nil where there is nothing to draw.
func timeline(title, one, many string, counts map[string]int, here string, url func(name string) string) *Timeline {
	var names []string
	months := true
	for n := range counts {
		if len(n) < 4 {
			continue
		}
		months = months && len(n) == 7
		names = append(names, n)
	}
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	all := stretchOf(names[0], names[len(names)-1], months)
	if months && len(all) > barsAtMost/2 { // so many months are years
		years := map[string]int{}
		for n, c := range counts {
			if len(n) >= 4 {
				years[n[:4]] += c
			}
		}
		return timeline(title, one, many, years, here, url)
	}
	if len(all) > barsAtMost { // centuries: only the times there are
		all = names[max(0, len(names)-barsAtMost):]
	}
	t := &Timeline{Title: title, Unit: many, Width: timelineWidth}
	most := 1
	for _, n := range all {
		most = max(most, counts[n])
	}
	step := float64(timelineWidth) / float64(max(len(all), 12))
	for i, n := range all {
		h := 0.0
		if counts[n] > 0 {
			h = max(3, float64(timelineHeight)*float64(counts[n])/float64(most))
		}
		b := Bar{
			Name: n, Count: counts[n], Says: monthName(n) + ": " + countOrNo(counts[n], one, many), Here: n == here,
			X: points(float64(i) * step), W: points(max(1, step-2)), Y: points(timelineHeight - h), H: points(h),
		}
		if counts[n] > 0 {
			b.URL = url(n)
		}
		t.Bars = append(t.Bars, b)
		if i == 0 || len(n) == 7 && n[5:] == "01" || len(n) == 4 && (n[3] == '0' || len(all) <= 12) {
			text := n[:4]
			if len(n) == 7 && i == 0 && n[5:] > "06" && len(all) > 12-atoi(n[5:])+1 {
				continue // the next year's tick stands too near
			}
			t.Years = append(t.Years, Tick{points(float64(i) * step), text})
		}
	}
	return t
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

// stretchOf are all months, or years, from one to another.
func stretchOf(from, to string, months bool) []string {
	var all []string
	if !months {
		for y := atoi(from[:4]); y <= atoi(to[:4]) && len(all) <= 10*barsAtMost; y++ {
			all = append(all, fmt.Sprintf("%04d", y))
		}
		return all
	}
	t, err := time.Parse("2006-01", from)
	if err != nil {
		return []string{from}
	}
	for ; t.Format("2006-01") <= to && len(all) <= 10*barsAtMost; t = t.AddDate(0, 1, 0) {
		all = append(all, t.Format("2006-01"))
	}
	return all
}

// monthName prints "2017-02" as "February 2017"; other names as they are.
func monthName(n string) string {
	if t, err := time.Parse("2006-01", n); err == nil {
		return t.Format("January 2006")
	}
	return longDay(n)
}
