package web

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/link/period"
	"readingroom/archive/store"
)

// periodName is the name of a period in its address.
func periodName(p archive.Period) string { return period.NameOf(p) }

// periodInWords prints a period for a reader: "February 2017", "28 January 2017
// to 3 February 2017".
func periodInWords(p archive.Period) string {
	name := periodName(p)
	if y, part, ok := strings.Cut(name, "-Q"); ok {
		return "the " + ordinals[part] + " quarter of " + y
	}
	if y, part, ok := strings.Cut(name, "-H"); ok {
		return "the " + ordinals[part] + " half of " + y
	}
	if strings.HasSuffix(name, "0s") {
		return "the " + name
	}
	if len(name) <= len("2017-02") {
		return monthName(name)
	}
	return Period{From: p.From, Until: p.Until}.InWords()
}

var ordinals = map[string]string{"1": "first", "2": "second", "3": "third", "4": "fourth"}

// A PeriodLine is a period with what covers or mentions it.
type PeriodLine struct {
	Name     string `json:"name"`
	URL      string `json:"url"`
	From     string `json:"from"`
	Until    string `json:"until"`
	Covering int    `json:"covering"` // documents that report on it, or on part of it
	Speaking int    `json:"speaking"` // other documents that mention it, or part of it
}

// Days are the first and the last day, in words.
func (l PeriodLine) Days() string { return Period{From: l.From, Until: l.Until}.InWords() }

// PeriodsPage lists the years that records speak of.
type PeriodsPage struct {
	Query string      `json:"query,omitempty"`
	Years []YearCount `json:"years"`
	Error string      `json:"-"`
	Chart *Timeline   `json:"-"`
}

func (s *Site) periods(c *gin.Context) (*PeriodsPage, error) {
	p := &PeriodsPage{Query: strings.TrimSpace(c.Query("p")), Years: []YearCount{}}
	years, err := s.Store.PeriodYears(c.Request.Context())
	if err != nil {
		return nil, err
	}
	var names []string
	for y := range years {
		if _, err := period.Named(y); err == nil {
			names = append(names, y)
		}
	}
	slices.Sort(names)
	for _, y := range slices.Backward(names) {
		p.Years = append(p.Years, YearCount{y, years[y], periodURL(y)})
	}
	if p.Query != "" {
		p.Error = "“" + cut(p.Query, 60) + "” is no period. Write 2017, 2017-02, 2017-Q1, FY2017-Q1, 2017-01-28 or 2017-01-28..2017-02-03, or as it stands in a record."
	}
	p.Chart = timeline("Documents by the year in which the periods begin that they mention", "document", "documents", years, "", periodURL)
	return p, nil
}

func (p *PeriodsPage) table() [][]string {
	rows := [][]string{{"year", "documents", "url"}}
	for _, y := range p.Years {
		rows = append(rows, []string{y.Year, digits(y.Items), y.URL})
	}
	return rows
}

// periodsOrGo leads to the period that is typed, or lists the years.
func (s *Site) periodsOrGo(c *gin.Context) {
	if q := strings.TrimSpace(c.Query("p")); q != "" && formOf(c.Request) == "" {
		if name := typedPeriod(q); name != "" {
			c.Redirect(302, periodURL(name))
			return
		}
	}
	show(s, "periods", s.periods)(c)
}

// typedPeriod is the name of a period as typed: by its name, or in the words of
// a record, "first quarter of fiscal year 2017".
func typedPeriod(q string) string {
	if _, err := period.Named(q); err == nil {
		return strings.ToUpper(strings.ReplaceAll(q[:min(2, len(q))], " ", "")) + q[min(2, len(q)):]
	}
	if found := period.In(cut(q, 200), period.Context{}); len(found) > 0 && found[0].Period.From < found[0].Period.Until {
		return periodName(found[0].Period)
	}
	return ""
}

// PeriodPage is what covers a period, and what speaks of it.
type PeriodPage struct {
	PeriodLine
	Documents []CoveringLine `json:"documents"`
	Parts     []PeriodLine   `json:"parts"` // the periods it is made of
	Next      string         `json:"next,omitempty"`
	Search    SearchURLs     `json:"search"`

	Words    string      `json:"-"` // "the first quarter of 2017"
	As       string      `json:"-"` // as it was asked for, where that is another name
	Wider    []Candidate `json:"-"` // the year, the fiscal year
	Before   string      `json:"-"` // the period before, of the same length
	After    string      `json:"-"`
	Previous string      `json:"-"`
	Chart    *Timeline   `json:"-"`
}

// A CoveringLine is a document that reports on a period, or speaks of it.
type CoveringLine struct {
	Document Document `json:"document"`
	Source   string   `json:"source"`
	Reports  string   `json:"reports,omitempty"`
	Covers   bool     `json:"covers"` // what it reports on overlaps the period
	Times    int      `json:"links"`  // how often it speaks of it
	Of       string   `json:"-"`
	URL      string   `json:"url"` // the places where it does
}

const coveringAtOnce = 50

func (s *Site) period(c *gin.Context) (*PeriodPage, error) {
	ctx := c.Request.Context()
	name := c.Param("period")
	asked, err := period.Named(name)
	if err != nil {
		return nil, err
	}
	from, err := positive(c.Query("from"), 1)
	if err != nil {
		return nil, invalid("“from” is the number of the first document listed, from 1.")
	}
	p := &PeriodPage{
		PeriodLine: PeriodLine{Name: name, URL: periodURL(name), From: asked.From, Until: asked.Until}, Documents: []CoveringLine{}, Parts: []PeriodLine{}, Words: periodInWords(asked),
		Search: SearchURLs{All: withQuery("/search", "period", name), Pages: withQuery("/search", "period", name, "in", "page"), Rows: withQuery("/search", "period", name, "in", "row")},
	}
	if strings.HasPrefix(strings.ToUpper(name), "FY") {
		p.As = fiscalInWords(name)
	}
	if p.Covering, p.Speaking, err = s.Store.CountCovering(ctx, asked); err != nil {
		return nil, err
	}
	all, err := s.Store.Covering(ctx, asked, coveringAtOnce+1, from-1)
	if err != nil {
		return nil, err
	}
	if len(all) > coveringAtOnce {
		all, p.Next = all[:coveringAtOnce], withQuery(p.URL, "from", digits(from+coveringAtOnce))
	}
	if from > 1 {
		p.Previous = withQuery(p.URL, "from", digits(max(1, from-coveringAtOnce)))
	}
	for _, x := range all {
		p.Documents = append(p.Documents, coveringLine(x, name))
	}
	if p.Before, p.After, err = s.besides(ctx, asked); err != nil {
		return nil, err
	}
	for _, w := range wider(asked) {
		p.Wider = append(p.Wider, Candidate{Jurisdiction: archive.Jurisdiction{Name: w}, URL: periodURL(w)})
	}
	for _, part := range partsOf(asked) {
		l := PeriodLine{Name: periodName(part), URL: periodURL(periodName(part)), From: part.From, Until: part.Until}
		if l.Covering, l.Speaking, err = s.Store.CountCovering(ctx, part); err != nil {
			return nil, err
		}
		p.Parts = append(p.Parts, l)
	}
	p.Chart = partsChart(p.Parts)
	return p, nil
}

func coveringLine(x store.Covering, name string) CoveringLine {
	l := CoveringLine{Document: documentOf(x.Item), Source: x.Source, Covers: x.Covers, Times: x.Links, URL: withQuery("/search", "period", name, "item", x.Number)}
	if x.Reports.From != "" {
		l.Reports, l.Of = periodName(x.Reports), periodInWords(x.Reports)
	}
	return l
}

// fiscalInWords says what a fiscal period is: "FY2017-Q1" is "the first quarter
// of the federal fiscal year 2017".
func fiscalInWords(name string) string {
	name, state, _ := strings.Cut(strings.ToUpper(name), ":")
	year, part, _ := strings.Cut(strings.TrimPrefix(name, "FY"), "-")
	of := "the federal fiscal year " + year
	if state != "" && state != "FEDERAL" && state != "US" {
		of = "the fiscal year " + year + " of " + state
	}
	switch {
	case strings.HasPrefix(part, "Q"):
		return "the " + ordinals[part[1:]] + " quarter of " + of
	case strings.HasPrefix(part, "H"):
		return "the " + ordinals[part[1:]] + " half of " + of
	}
	return of
}

// besides are the addresses of the periods of the same length before and after
// one, as far as something covers or mentions them.
func (s *Site) besides(ctx context.Context, p archive.Period) (before, after string, err error) {
	from, until, ok := daysOf(p)
	if !ok {
		return "", "", nil
	}
	shift := func(t time.Time, n int) time.Time { return t.AddDate(0, 0, n*int(until.Sub(from).Hours()/24)) }
	if months := wholeMonths(from, until); months > 0 {
		shift = func(t time.Time, n int) time.Time { return t.AddDate(0, n*months, 0) }
	}
	for n, to := range map[int]*string{-1: &before, 1: &after} {
		next := archive.Period{From: shift(from, n).Format(time.DateOnly), Until: shift(until, n).Format(time.DateOnly)}
		covering, speaking, err := s.Store.CountCovering(ctx, next)
		if err != nil {
			return "", "", err
		}
		if covering+speaking > 0 {
			*to = periodURL(periodName(next))
		}
	}
	return before, after, nil
}

func daysOf(p archive.Period) (from, until time.Time, ok bool) {
	from, err := time.Parse(time.DateOnly, p.From)
	until, err2 := time.Parse(time.DateOnly, p.Until)
	return from, until, err == nil && err2 == nil && from.Before(until)
}

// wholeMonths is how many months a period is made of, 0 where it is of days.
func wholeMonths(from, until time.Time) int {
	if from.Day() != 1 || until.Day() != 1 {
		return 0
	}
	return (until.Year()-from.Year())*12 + int(until.Month()) - int(from.Month())
}

// wider are the names of the month, quarter, year and fiscal year that hold a period.
func wider(p archive.Period) []string {
	from, _, ok := daysOf(p)
	if !ok {
		return nil
	}
	var out []string
	fiscal := from.AddDate(0, 3, 0).Year()
	for _, name := range []string{
		from.Format("2006-01"), fmt.Sprintf("%04d-Q%d", from.Year(), (int(from.Month())+2)/3), from.Format("2006"), fmt.Sprintf("FY%04d", fiscal), from.Format("2006")[:3] + "0s",
	} {
		w, err := period.Named(name)
		if err == nil && w.From <= p.From && p.Until <= w.Until && w != p {
			out = append(out, name)
		}
	}
	return out
}

// partsOf are the periods that one is made of: a decade of years, a year of
// quarters and months, a month of days.
func partsOf(p archive.Period) []archive.Period {
	from, until, ok := daysOf(p)
	if !ok {
		return nil
	}
	var out []archive.Period
	step := func(years, months, days int) []archive.Period {
		for t := from; t.Before(until) && len(out) < 62; {
			next := t.AddDate(years, months, days)
			out = append(out, archive.Period{From: t.Format(time.DateOnly), Until: next.Format(time.DateOnly)})
			t = next
		}
		return out
	}
	switch months := wholeMonths(from, until); {
	case months > 24 && from.Month() == time.January:
		return step(1, 0, 0)
	case months > 1:
		return step(0, 1, 0)
	case until.Sub(from) <= 24*time.Hour:
		return nil
	}
	return step(0, 0, 1)
}

// partsChart draws the parts of a period.
func partsChart(parts []PeriodLine) *Timeline {
	if len(parts) < 2 {
		return nil
	}
	t := &Timeline{Title: "Documents that report on it or mention it, by time"}
	for i, l := range parts {
		n := l.Covering + l.Speaking
		b := Bar{Name: l.Name, Count: n, Says: monthName(l.Name) + ": " + countOrNo(n, "document", "documents")}
		if n > 0 {
			b.URL = l.URL
		}
		if len(parts) <= 15 || i%5 == 0 {
			switch b.Tick = l.Name; len(l.Name) {
			case len("2017-02-03"):
				b.Tick = strings.TrimPrefix(l.Name[8:], "0")
			case len("2017-02"):
				b.Tick = monthName(l.Name)[:3]
			}
		}
		t.Bars = append(t.Bars, b)
	}
	return t.draw()
}

func (p *PeriodPage) table() [][]string {
	rows := [][]string{{"document", "title", "source", "date", "reports", "covers", "links", "url"}}
	for _, d := range p.Documents {
		covers := ""
		if d.Covers {
			covers = "covers"
		}
		rows = append(rows, []string{d.Document.Number, d.Document.Title, d.Source, d.Document.Date, d.Reports, covers, digits(d.Times), d.Document.URL})
	}
	return rows
}
