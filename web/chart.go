package web

import (
	"fmt"
	"strings"

	"readingroom/archive/audit"
)

// A Chart is a small column chart that the server draws: a zero line, a label
// on each column, the table beside it.
type Chart struct {
	Width, Height int
	Base          float64 // where the zero line is
	Bars          []chartBar
	Title         string
}

// A chartBar is one column. Less is how much of it is without the corrected rows; it
// is drawn solid, the rest lighter.
type chartBar struct {
	X, Y, Width, Height    float64
	LessY, LessHeight      float64
	Cut                    bool // less than all stands
	Label, Under           string
	Middle, Above, Beneath float64
	Same                   bool
}

const (
	barStep  = 96
	barWidth = 56
	barsHigh = 110
	barsTop  = 20
)

// chartOf draws the totals of a section over time; nil for one issue alone.
func chartOf(l SectionLine) *Chart {
	if len(l.Points) < 2 || len(l.Points) > 60 {
		return nil
	}
	most := int64(1)
	for _, p := range l.Points {
		most = max(most, p.amount)
		if p.amount < 0 {
			return nil
		}
	}
	step, wide := float64(barStep), float64(barWidth)
	if len(l.Points) > 8 {
		step, wide = 768/float64(len(l.Points)), 0.6*768/float64(len(l.Points))
	}
	c := &Chart{Width: int(step*float64(len(l.Points))) + 8, Height: barsTop + barsHigh + 22, Base: barsTop + barsHigh}
	var said []string
	for i, p := range l.Points {
		high := barsHigh * float64(p.amount) / float64(most)
		b := chartBar{X: 4 + step*float64(i) + (step-wide)/2, Width: wide, Height: high, Y: c.Base - high, Label: audit.Print(p.amount)}
		b.Middle, b.Above, b.Beneath = b.X+wide/2, b.Y-5, c.Base+16
		from, _, _ := strings.Cut(p.Period, "..")
		if len(l.Points) <= 8 {
			b.Under = from
		} else if i == 0 || i == len(l.Points)-1 {
			b.Under = from
		}
		if p.less >= 0 && p.less < p.amount {
			b.Cut, b.LessHeight = true, barsHigh*float64(p.less)/float64(most)
			b.LessY = c.Base - b.LessHeight
			b.Label += " (" + audit.Print(p.less) + ")"
		}
		c.Bars = append(c.Bars, b)
		said = append(said, fmt.Sprintf("%s: %s", p.Period, b.Label))
	}
	c.Title = l.Unit + " by report: " + strings.Join(said, "; ")
	return c
}
