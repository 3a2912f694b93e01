package web

import (
	"fmt"
	"math"

	"readingroom/archive/foia"
)

// Bars are a small bar chart that is also a table: a label, a bar and its
// number on each line.
type Bars struct {
	Title string
	Rests string // on how many requests, in words
	Label string // of the first column
	Lines []BarLine
}

// A BarLine is one line of a chart.
type BarLine struct {
	Label, URL string
	Count      int
	Width      string // of the longest bar, "62.5%"
}

// bars draws tallies; nil tallies draw nothing.
func bars(title, label, rests string, all []foia.Tally, address func(string) string) Bars {
	b := Bars{Title: title, Label: label, Rests: rests}
	most := 1
	for _, t := range all {
		most = max(most, t.Count)
	}
	for _, t := range all {
		l := BarLine{Label: upperFirst(t.Name), Count: t.Count, Width: percent(float64(t.Count) / float64(most))}
		if address != nil {
			l.URL = address(t.Name)
		}
		b.Lines = append(b.Lines, l)
	}
	return b
}

// percent prints a share for an attribute of SVG.
func percent(f float64) string { return fmt.Sprintf("%.1f%%", 100*math.Max(0, math.Min(1, f))) }

// A TimeBar is how long a step took: a line from nothing to the 90th
// percentile, a point at the median, a mark where the law's limit is.
type TimeBar struct {
	Name    string // "To acknowledge"
	Span    foia.Span
	Median  string // along the longest line, "40.0%"
	P90     string
	Limit   string // "" for none
	Working string // the figures in words: "median 12.5; nine of ten within 24"
	Plain   string
}

// draw makes the charts of an agency.
func (p *AgencyPage) draw() {
	s := p.Stats
	p.Late = "None was due yet"
	if s.Limited > 0 {
		p.Late = fmt.Sprintf("%s of %s that were due (%.0f %%)", countOrNo(s.Late, "request", "requests"), number(s.Limited), 100*s.Share())
	}
	limit := 0
	if l := p.Law.Answer; l.Working {
		limit = l.Days
	}
	most := float64(max(1, limit, s.Acknowledge.Working.P90, s.Determine.Working.P90, s.Release.Working.P90))
	for _, x := range []struct {
		name  string
		of    foia.Span
		limit bool
	}{{"To acknowledge", s.Acknowledge, false}, {"To determine", s.Determine, true}, {"To release", s.Release, true}} {
		t := TimeBar{Name: x.name, Span: x.of}
		if x.of.Requests > 0 {
			t.Median, t.P90 = percent(x.of.Working.Median/most), percent(float64(x.of.Working.P90)/most)
			t.Working, t.Plain = spreadWords(x.of.Working), spreadWords(x.of.Calendar)
		}
		if x.limit && limit > 0 {
			t.Limit = percent(float64(limit) / most)
		}
		p.Times = append(p.Times, t)
	}
	if n := s.Determine.Requests; n > 0 {
		p.Charts = append(p.Charts, bars("Days to a determination", "Calendar days", "Rests on "+count(n, "request that has one", "requests that have one"), binned(s.Determine.Days), nil))
	}
	answered := 0
	for _, t := range s.Dispositions {
		answered += t.Count
	}
	if answered > 0 {
		p.Charts = append(p.Charts, bars("Dispositions", "Disposition", "Rests on "+count(answered, "request that was answered", "requests that were answered"), s.Dispositions, func(name string) string {
			return withQuery("/requests", "list", string(foia.ListAll), "agency", p.Agency.Slug, "outcome", name)
		}))
	}
	if len(s.Exemptions) > 0 {
		p.Charts = append(p.Charts, bars("Exemptions claimed", "Exemption", "In how many of "+count(s.Requests, "request", "requests"), s.Exemptions, nil))
	}
}

func spreadWords(s foia.Spread) string {
	return "median " + days(s.Median) + "; nine of ten within " + number(s.P90)
}

// binned counts days by how many they are.
func binned(all []int) []foia.Tally {
	bins := []struct {
		name string
		most int
	}{{"up to 20", 20}, {"21 to 30", 30}, {"31 to 60", 60}, {"61 to 120", 120}, {"121 to 365", 365}, {"1 to 2 years", 731}, {"longer", math.MaxInt}}
	out := make([]foia.Tally, len(bins))
	for i, b := range bins {
		out[i].Name = b.name
	}
	for _, n := range all {
		for i, b := range bins {
			if n <= b.most {
				out[i].Count++
				break
			}
		}
	}
	for len(out) > 0 && out[len(out)-1].Count == 0 {
		out = out[:len(out)-1]
	}
	return out
}
