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
	Width int
	Bars  []Bar
	Most  *Tick // the count of the highest bar, above it
}

// A Bar is one time of a Timeline.
type Bar struct {
	Name  string // "2017-02"
	Count int
	Says  string // "February 2017: 3 documents"
	URL   string
	X, Y  string
	W, H  string
	Here  bool   // it is chosen
	Tick  string // the name that stands below it, or ""
}

// A Tick is a text in the chart.
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
	t := &Timeline{Title: title}
	for i, n := range all {
		b := Bar{Name: n, Count: counts[n], Says: monthName(n) + ": " + countOrNo(counts[n], one, many), Here: n == here}
		if counts[n] > 0 {
			b.URL = url(n)
		}
		switch {
		case len(n) == 7 && i == 0 && n[5:] > "06" && len(all) > 12-atoi(n[5:])+1: // the next year's name stands too near
		case i == 0 || len(n) == 7 && n[5:] == "01" || len(n) == 4 && (n[3] == '0' || len(all) <= 12):
			b.Tick = n[:4]
		}
		t.Bars = append(t.Bars, b)
	}
	return t.draw()
}

// draw gives the bars their measures.
func (t *Timeline) draw() *Timeline {
	most := 1
	for _, b := range t.Bars {
		most = max(most, b.Count)
	}
	t.Width = timelineWidth
	step := float64(timelineWidth) / float64(max(len(t.Bars), 12))
	for i := range t.Bars {
		b := &t.Bars[i]
		h := 0.0
		if b.Count > 0 {
			h = max(3, float64(timelineHeight)*float64(b.Count)/float64(most))
		}
		b.X, b.W, b.Y, b.H = points(float64(i)*step), points(max(1, step-2)), points(timelineHeight-h), points(h)
		if b.Count == most && t.Most == nil {
			t.Most = &Tick{b.X, number(most)}
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
