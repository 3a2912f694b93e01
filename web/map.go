package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/store"
)

// A Map is counties drawn to be looked at, clicked and read out.
type Map struct {
	Label   string
	ViewBox string
	Width   int // of the drawing, to keep its form while it loads
	Height  int
	Land    string // the outline of all counties without a figure
	Borders string // the lines between states
	Shapes  []MapShape
	Here    string // the outline of the county that the map is about
	Classes []MapClass
}

// A MapShape is a county that leads somewhere.
type MapShape struct {
	URL   string
	Title string // "Travis County, Texas: 142"
	Path  string
	Class string
}

// A MapClass says which figures have a shade.
type MapClass struct {
	Class string
	Says  string // "10 to 51"
}

// shades is how many there are.
const shades = 5

// A valued is a county with the figure by which it is shaded.
type valued struct {
	code, url, title string
	value            float64
}

// draw draws counties, those with a figure shaded by it.
func draw(label string, codes []string, values []valued, fine bool, around []string, number func(float64) string) *Map {
	a := gazetteer.LoadAtlas()
	codes = slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return !a.Has(c) })
	if len(codes) == 0 {
		return nil
	}
	box := gazetteer.AtlasBox
	if len(around) > 0 {
		box = a.Bounds(around)
		margin := max(box[2]-box[0], box[3]-box[1]) / 24
		box = [4]int{box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin}
	}
	m := &Map{Label: label, ViewBox: fmt.Sprintf("%d %d %d %d", box[0], box[1], box[2]-box[0], box[3]-box[1]), Width: box[2] - box[0], Height: box[3] - box[1]}
	breaks := breaksOf(values)
	shaded := map[string]bool{}
	for _, v := range values {
		if !a.Has(v.code) || !slices.Contains(codes, v.code) {
			continue
		}
		shaded[v.code] = true
		m.Shapes = append(m.Shapes, MapShape{v.url, v.title, pathOf(a.Outline(v.code, fine)), "shade" + digits(classOf(breaks, v.value))})
	}
	var land strings.Builder
	for _, c := range codes {
		if !shaded[c] {
			land.WriteString(pathOf(a.Outline(c, fine)))
		}
	}
	m.Land, m.Borders = land.String(), pathOf(a.Borders(codes, fine))
	for i := range breaks {
		m.Classes = append(m.Classes, MapClass{"shade" + digits(i+1), classInWords(values, breaks, i, number)})
	}
	return m
}

// breaksOf are the least figures of each shade: as many counties in one as in
// another, as far as figures that are alike are not parted.
func breaksOf(values []valued) []float64 {
	var all []float64
	for _, v := range values {
		all = append(all, v.value)
	}
	slices.Sort(all)
	distinct := slices.Compact(slices.Clone(all))
	if len(distinct) <= shades {
		return distinct
	}
	var breaks []float64
	for i := range shades {
		b := all[i*len(all)/shades]
		if n := len(breaks); n > 0 && b <= breaks[n-1] { // the next figure there is
			at, _ := slices.BinarySearch(distinct, breaks[n-1])
			if at+1 == len(distinct) {
				break
			}
			b = distinct[at+1]
		}
		breaks = append(breaks, b)
	}
	return breaks
}

func classOf(breaks []float64, v float64) int {
	n := 0
	for n < len(breaks) && v >= breaks[n] {
		n++
	}
	return max(1, n)
}

// classInWords says the figures of a shade: "10 to 51", "3".
func classInWords(values []valued, breaks []float64, i int, number func(float64) string) string {
	low, high, seen := breaks[i], breaks[i], false
	for _, v := range values {
		if classOf(breaks, v.value) == i+1 {
			high, seen = max(high, v.value), true
		}
	}
	if !seen || low == high {
		return number(low)
	}
	return number(low) + " to " + number(high)
}

// pathOf writes lines as the d of an SVG path, in whole numbers.
func pathOf(lines [][]gazetteer.Point) string {
	b := make([]byte, 0, 64)
	for _, line := range lines {
		for i, p := range line {
			switch {
			case i == 0:
				b = append(b, 'M')
				b = strconv.AppendInt(b, int64(p.X), 10)
				b = append(b, ' ')
				b = strconv.AppendInt(b, int64(p.Y), 10)
				continue
			case i == 1:
				b = append(b, 'l')
			case p.X-line[i-1].X >= 0:
				b = append(b, ' ')
			}
			b = strconv.AppendInt(b, int64(p.X-line[i-1].X), 10)
			if p.Y-line[i-1].Y >= 0 {
				b = append(b, ' ')
			}
			b = strconv.AppendInt(b, int64(p.Y-line[i-1].Y), 10)
		}
	}
	return string(b)
}

// drawn are the codes of the counties on a map: those there are now, and where
// records speak of the counties that Connecticut had before 2022, those instead.
func (s *Site) drawn(state string, spoken map[string]int) []string {
	now, was := 0, 0
	for code, n := range spoken {
		switch {
		case code >= "09110" && code < "10000":
			now += n
		case strings.HasPrefix(code, "09"):
			was += n
		}
	}
	on := map[bool]archive.Day{false: archive.Day(s.Now().UTC().Format("2006-01-02")), true: "2021-12-31"}
	var codes []string
	for _, e := range s.gazetteer().Counties("") {
		day := on[strings.HasPrefix(e.Code, "09") && was > now]
		if (state == "" || strings.HasPrefix(e.Slug, state+"/")) && (e.Until == "" || day < e.Until) && day >= e.From {
			codes = append(codes, e.Code)
		}
	}
	return codes
}

// locate draws a jurisdiction among its neighbours: a state by its counties, a
// county, or the county that a place lies in.
func (s *Site) locate(ctx context.Context, e *gazetteer.Entry) (*Map, error) {
	if e.Kind == archive.JurisdictionState {
		return s.stateMap(ctx, e)
	}
	county := e.County("")
	a := gazetteer.LoadAtlas()
	if county == nil || !a.Has(county.Code) {
		return nil, nil
	}
	around := []string{county.Code}
	var values []valued
	lines, err := s.jurisdictionLines(ctx, county.Neighbours)
	if err != nil {
		return nil, err
	}
	codes := []string{county.Code}
	for _, l := range lines {
		if !a.Has(l.Code) {
			continue
		}
		around = append(around, l.Code)
		values = append(values, valued{l.Code, l.URL, l.Name + ": " + countOrNo(l.Items, "document", "documents"), 0})
	}
	for _, n := range append(county.Neighbours, county) { // and what borders on those
		for _, far := range append(slices.Clone(n.Neighbours), n) {
			if !slices.Contains(codes, far.Code) {
				codes = append(codes, far.Code)
			}
		}
	}
	m := draw(county.Name+" among its neighbours", codes, values, true, around, noNumber)
	if m == nil {
		return nil, nil
	}
	m.Classes = nil
	for i := range m.Shapes {
		m.Shapes[i].Class = "near"
	}
	m.Here = pathOf(a.Outline(county.Code, true))
	return m, nil
}

// stateMap draws the counties of a state, shaded by how many documents speak of them.
func (s *Site) stateMap(ctx context.Context, e *gazetteer.Entry) (*Map, error) {
	p, err := s.byMentions(ctx, e.Slug)
	if err != nil {
		return nil, err
	}
	return draw("Counties of "+e.Name+" by documents that speak of them", p.codes, p.valued(), true, p.codes, plainNumber), nil
}

func noNumber(float64) string { return "" }

// plainNumber prints a figure with separators, and as many decimals as it has.
func plainNumber(v float64) string {
	if v == float64(int64(v)) {
		return number(int(v))
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// A counted is the counties of a map with their figures.
type counted struct {
	codes []string
	lines []MapLine
}

// A MapLine is a county of a map, in the table beside it.
type MapLine struct {
	archive.Jurisdiction
	URL   string  `json:"url"` // of what the figure counts
	Value float64 `json:"value"`
	Rows  int     `json:"rows,omitempty"` // that were summed
	State string  `json:"-"`
	OnMap bool    `json:"on_map"`
}

// Figure prints the value.
func (l MapLine) Figure() string { return plainNumber(l.Value) }

func (c counted) valued() []valued {
	var all []valued
	for _, l := range c.lines {
		all = append(all, valued{l.Code, l.URL, l.Name + ": " + plainNumber(l.Value), l.Value})
	}
	return all
}

// byMentions counts the documents that speak of each county.
func (s *Site) byMentions(ctx context.Context, state string) (counted, error) {
	var c counted
	totals, err := s.Store.Totals(ctx, archive.JurisdictionCounty, state)
	if err != nil {
		return c, err
	}
	if state == "" || state == dcState { // a state and a county in one
		t, err := s.Store.Total(ctx, dcState)
		if err != nil {
			return c, err
		}
		if e, ok := s.gazetteer().ByCode(dcCounty, ""); ok && t.Items > 0 {
			totals = slices.DeleteFunc(totals, func(x store.Total) bool { return x.Jurisdiction.Code == dcCounty })
			t.Jurisdiction = e.Jurisdiction
			totals = append(totals, t)
		}
	}
	spoken := map[string]int{}
	a := gazetteer.LoadAtlas()
	for _, t := range totals {
		if t.Items == 0 || len(t.Jurisdiction.Code) != 5 {
			continue
		}
		spoken[t.Jurisdiction.Code] = t.Items
		j := t.Jurisdiction
		url := jurisdictionURL(j.Slug)
		if j.Code == dcCounty {
			url = jurisdictionURL(dcState)
		}
		c.lines = append(c.lines, MapLine{Jurisdiction: j, URL: url, Value: float64(t.Items), OnMap: a.Has(j.Code)})
	}
	c.codes = s.drawn(state, spoken)
	sortLines(c.lines)
	return c, nil
}

// The District of Columbia, which records name as a state.
const (
	dcState  = "us/dc"
	dcCounty = "11001"
)

func sortLines(lines []MapLine) {
	slices.SortStableFunc(lines, func(a, b MapLine) int { return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Slug, b.Slug)) })
}
