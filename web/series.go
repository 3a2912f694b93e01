package web

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/audit"
	"readingroom/archive/lists"
	"readingroom/archive/report"
	"readingroom/archive/series"
)

// SeriesPage lists the series of the archive.
type SeriesPage struct {
	Series []SeriesLine `json:"series"`
}

// A SeriesLine is a series as lists show it.
type SeriesLine struct {
	Slug   string      `json:"slug"`
	URL    string      `json:"url"`
	Title  string      `json:"title"`
	Source string      `json:"source"`
	Rhythm string      `json:"rhythm"`
	From   string      `json:"from"` // the first day reported on
	Last   string      `json:"last"` // the last
	Issues []IssueLine `json:"issues"`
}

// An IssueLine is a report of a series.
type IssueLine struct {
	Document  Document   `json:"document"`
	Period    string     `json:"period"` // 2017-01-28..2017-02-03
	Label     string     `json:"label"`
	Calendar  string     `json:"calendar,omitempty"`
	Stated    string     `json:"stated,omitempty"` // the place that states the period
	Copies    []Document `json:"copies"`
	Corrected bool       `json:"corrected,omitempty"`

	From  string `json:"-"`
	Until string `json:"-"` // the last day
}

func (p *SeriesPage) table() [][]string {
	rows := [][]string{{"series", "title", "source", "rhythm", "item", "period", "copies"}}
	for _, s := range p.Series {
		for _, x := range s.Issues {
			rows = append(rows, []string{s.Slug, s.Title, s.Source, s.Rhythm, x.Document.Number, x.Period, digits(len(x.Copies))})
		}
	}
	return rows
}

func (s *Site) allSeries(c *gin.Context) (*SeriesPage, error) {
	all, err := s.seriesLines(c.Request.Context(), math.MaxInt)
	return &SeriesPage{Series: all}, err
}

// seriesLines are the first series of the archive, so many at most.
func (s *Site) seriesLines(ctx context.Context, most int) ([]SeriesLine, error) {
	all, err := s.Lists.Series(ctx)
	if err != nil {
		return nil, err
	}
	lines := []SeriesLine{}
	for _, x := range all[:min(len(all), most)] {
		l, err := s.seriesLine(ctx, x)
		if err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
	return lines, nil
}

func (s *Site) seriesLine(ctx context.Context, x series.Series) (SeriesLine, error) {
	l := SeriesLine{Slug: x.Slug, URL: seriesURL(x.Slug), Title: x.Title, Source: x.Source, Rhythm: x.Rhythm}
	var numbers []string
	for _, i := range x.Issues {
		numbers = append(numbers, i.Item)
	}
	touched, err := s.Lists.TouchedAll(ctx, numbers)
	if err != nil {
		return l, err
	}
	for _, i := range x.Issues {
		it, err := s.Store.Item(ctx, i.Item)
		if err != nil {
			return l, err
		}
		line := IssueLine{Document: documentOf(it), Copies: []Document{}, Label: i.Facts.Period.Label, Calendar: i.Facts.Period.Calendar, Corrected: touched[i.Item].Any()}
		if p := i.Facts.Period; p.From != "" {
			line.Period, line.From = p.Period.String(), p.From
			line.Until = lastDay(p.Period)
			if !p.At.IsZero() {
				line.Stated = archive.Place{Item: i.Item, Locator: p.At}.String()
			}
		}
		for _, d := range i.Copies {
			it, err := s.Store.Item(ctx, d.Item)
			if err != nil {
				return l, err
			}
			line.Copies = append(line.Copies, documentOf(it))
		}
		l.Issues = append(l.Issues, line)
	}
	l.From, l.Last = l.Issues[0].From, l.Issues[len(l.Issues)-1].Until
	return l, nil
}

// lastDay is the last day of a period.
func lastDay(p archive.Period) string {
	_, last, ok := strings.Cut(p.String(), "..")
	if !ok {
		return p.From
	}
	return last
}

// OneSeriesPage is a series with what changed in it.
type OneSeriesPage struct {
	SeriesLine
	Breaks   []BreakLine   `json:"breaks"`
	Changes  []ChangeLine  `json:"changes"`
	Sections []SectionLine `json:"sections"`
}

// A BreakLine is where an issue does not begin where the one before it ends.
type BreakLine struct {
	Kind   series.BreakKind `json:"kind"`
	Period string           `json:"period"`
	Days   int              `json:"days"`
	Text   string           `json:"text"`
	Before Document         `json:"before"`
	After  Document         `json:"after"`
	Said   string           `json:"-"` // a search for what was said of it
}

// A ChangeLine is what a later issue words in another way.
type ChangeLine struct {
	What  string `json:"what"`
	Was   string `json:"was"`
	Is    string `json:"is"`
	WasAt string `json:"was_at,omitempty"`
	IsAt  string `json:"is_at,omitempty"`
}

// A SectionLine is a section through all issues, with its totals.
type SectionLine struct {
	Title  string      `json:"title"`
	Unit   string      `json:"unit"` // what the figures count
	Points []PointLine `json:"points"`
	Chart  *Chart      `json:"-"`
}

// A PointLine is a section in one issue.
type PointLine struct {
	Item    string `json:"item"`
	Period  string `json:"period"`
	Place   string `json:"place"`
	Rows    int    `json:"rows"`
	Value   string `json:"value"`             // of the unit
	Without string `json:"without,omitempty"` // the rows that were corrected
	amount  int64
	less    int64
}

func (p *OneSeriesPage) table() [][]string {
	rows := [][]string{{"section", "item", "period", "place", "rows", "unit", "value", "without_corrected"}}
	for _, s := range p.Sections {
		for _, x := range s.Points {
			rows = append(rows, []string{s.Title, x.Item, x.Period, x.Place, digits(x.Rows), s.Unit, x.Value, x.Without})
		}
	}
	return rows
}

func (s *Site) oneSeries(c *gin.Context) (*OneSeriesPage, error) {
	ctx := c.Request.Context()
	all, err := s.Lists.Series(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(x series.Series) bool { return x.Slug == c.Param("series") })
	if i < 0 {
		return nil, notFound("There is no series “%s” in this archive.", cut(c.Param("series"), 80))
	}
	x := all[i]
	line, err := s.seriesLine(ctx, x)
	if err != nil {
		return nil, err
	}
	p := &OneSeriesPage{SeriesLine: line, Breaks: []BreakLine{}, Changes: []ChangeLine{}, Sections: []SectionLine{}}
	for _, b := range x.Breaks {
		l := BreakLine{Kind: b.Kind, Period: b.Period.String(), Days: b.Days, Text: x.Text(b), Before: line.Issues[b.Before].Document, After: line.Issues[b.After].Document}
		if b.Kind == series.Gap || b.Kind == series.Suspension {
			l.Said = queryURL("suspend* OR delay* OR discontinu* \"" + x.Title + "\"")
		}
		p.Breaks = append(p.Breaks, l)
	}
	for _, ch := range x.Changes {
		p.Changes = append(p.Changes, ChangeLine{ch.What, ch.Was, ch.Is, ch.WasAt.String(), ch.IsAt.String()})
	}
	for _, f := range x.Sections {
		l, err := s.sectionLine(ctx, x, f)
		if err != nil {
			return nil, err
		}
		p.Sections = append(p.Sections, l)
	}
	return p, nil
}

// sectionLine follows a section: the figures of the first column that all its
// issues add up, else the number of its rows; without the corrected rows too.
func (s *Site) sectionLine(ctx context.Context, x series.Series, f series.Family) (SectionLine, error) {
	l := SectionLine{Title: f.Title, Unit: unitOf(f)}
	for _, pt := range f.Points {
		issue := x.Issues[pt.Issue]
		line := PointLine{Item: issue.Item, Period: issue.Facts.Period.Period.String(), Place: pt.At.String(), Rows: pt.Section.Rows, amount: int64(pt.Section.Rows) * 1_000_000, less: -1}
		for _, sum := range pt.Section.Sums {
			if sum.Name == l.Unit {
				line.amount = sum.Value
				break
			}
		}
		line.Value = audit.Print(line.amount)
		touched, err := s.Lists.Touched(ctx, issue.Item)
		if err != nil {
			return l, err
		}
		if out := touched.TakenOut(pt.Section.Table); len(out) > 0 {
			it, err := s.Store.Item(ctx, issue.Item)
			if err != nil {
				return l, err
			}
			sums, err := s.Lists.Sums(ctx, it, pt.Section.Table, out)
			if err != nil {
				return l, err
			}
			line.less = without(sums, l.Unit)
			line.Without = audit.Print(line.less)
		}
		l.Points = append(l.Points, line)
	}
	l.Chart = chartOf(l)
	return l, nil
}

func without(sums []lists.Sum, unit string) int64 {
	for _, x := range sums {
		if x.Name == unit || unit == rowsUnit && x.Name == "" {
			return x.Without
		}
	}
	return -1
}

const rowsUnit = "rows"

// unitOf is the column that the totals of a section are of.
func unitOf(f series.Family) string {
	for _, sum := range f.Points[0].Section.Sums {
		everywhere := true
		for _, p := range f.Points {
			everywhere = everywhere && slices.ContainsFunc(p.Section.Sums, func(x report.Sum) bool { return x.Name == sum.Name })
		}
		if everywhere && sum.Name != "" {
			return sum.Name
		}
	}
	return rowsUnit
}
