package web

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
)

// MapPage is a map of counties, with its table.
type MapPage struct {
	State    *Candidate `json:"state,omitempty"` // that is shown alone
	Says     string     `json:"says"`            // what the figures count
	Counties []MapLine  `json:"counties"`
	Table    *MapTable  `json:"table,omitempty"` // whose column is shown; nil: documents are counted

	Map    *Map        `json:"-"`
	States []MapChoice `json:"-"`
	Shown  []MapLine   `json:"-"` // the first of Counties
	OffMap int         `json:"-"` // counties with a figure that the map does not have
	Whole  string      `json:"-"` // the map of the whole country
}

// A MapChoice is a state that can be shown alone.
type MapChoice struct {
	Slug, Name string
	Current    bool
}

// A MapTable is the table whose column a map shows, and what was summed.
type MapTable struct {
	Document Document    `json:"document"`
	Number   int         `json:"number"`
	Title    string      `json:"title"`
	URL      string      `json:"url"`
	Column   int         `json:"column"`
	Name     string      `json:"name"`
	Columns  []MapColumn `json:"columns"`
	Total    float64     `json:"total"`
	Rows     int         `json:"rows"`     // that were summed
	Repeated int         `json:"repeated"` // counties that stand in several rows
	Without  int         `json:"without"`  // rows that are linked to no county
	Several  int         `json:"several"`  // rows that are linked to more than one
	Blank    int         `json:"blank"`    // rows without a figure
	Cut      bool        `json:"cut"`      // not all rows were looked at

	Corrected int    `json:"corrected"`     // rows that notices take out
	LeftOut   bool   `json:"corrected_out"` // they are not in the sums
	Other     string `json:"-"`             // the map with them, or without
}

// A MapColumn is a column of figures.
type MapColumn struct {
	Number  int    `json:"number"`
	Name    string `json:"name"`
	URL     string `json:"url"`
	Current bool   `json:"-"`
}

// Sum prints the total.
func (t *MapTable) Sum() string { return plainNumber(t.Total) }

// How many counties stand in the table beside the map, and how many rows of a
// table are summed.
const (
	countiesShown = 60
	rowsSummed    = 200_000
)

func (s *Site) mapPage(c *gin.Context) (*MapPage, error) {
	ctx := c.Request.Context()
	p := &MapPage{Counties: []MapLine{}}
	state := c.Query("in")
	if state != "" {
		e, ok := s.gazetteer().BySlug(state)
		if !ok || e.Kind != archive.JurisdictionState {
			return nil, invalid("“in” is the address of a state, such as us/ca.")
		}
		p.State = &Candidate{Jurisdiction: e.Jurisdiction, URL: jurisdictionURL(e.Slug)}
	}
	for _, e := range s.gazetteer().States() {
		p.States = append(p.States, MapChoice{e.Slug, e.Name, e.Slug == state})
	}
	var figures counted
	var err error
	if c.Query("item") != "" {
		p.Table, figures, err = s.byColumn(c, state)
	} else {
		p.Says = "Documents that speak of a county or of a place within it"
		figures, err = s.byMentions(ctx, state)
	}
	if err != nil {
		return nil, err
	}
	at := func(state string) string {
		return withQuery("/map", "in", state, "item", c.Query("item"), "table", c.Query("table"), "column", c.Query("column"), "corrected", c.Query("corrected"))
	}
	if p.Table != nil {
		p.Says = p.Table.Name + ", summed by county"
	}
	p.Counties = append(p.Counties, figures.lines...)
	for _, l := range p.Counties {
		if !l.OnMap {
			p.OffMap++
		}
	}
	p.Shown = p.Counties[:min(len(p.Counties), countiesShown)]
	var around []string
	if state != "" {
		around, p.Whole = figures.codes, at("")
	}
	where := "the United States"
	if p.State != nil {
		where = p.State.Name
	}
	p.Map = draw("Map of the counties of "+where+". "+p.Says, figures.codes, figures.valued(), state != "", around, plainNumber)
	return p, nil
}

// byColumn sums a column of a table by the county of its rows.
func (s *Site) byColumn(c *gin.Context, state string) (*MapTable, counted, error) {
	var out counted
	c.Params = append(c.Params, gin.Param{Key: "item", Value: c.Query("item")}, gin.Param{Key: "table", Value: c.DefaultQuery("table", "1")})
	o, t, err := s.openTable(c)
	defer o.close()
	if err != nil {
		return nil, out, err
	}
	m := &MapTable{Document: documentOf(o.Item), Number: t.Number, Title: tableTitle(t), URL: tableURL(o.Number, t.Number), Columns: []MapColumn{}}
	counties, err := s.countiesOf(c.Request.Context(), o.Number, t.Number)
	if err != nil {
		return nil, out, err
	}
	if err := m.choose(c, o, t, state); err != nil {
		return nil, out, err
	}
	wrong := o.touched.TakenOut(t.Number)
	m.Corrected, m.LeftOut = len(wrong), c.Query("corrected") == "out"
	other := "out"
	if m.LeftOut {
		other = ""
	}
	m.Other = withQuery("/map", "in", state, "item", o.Number, "table", digits(t.Number), "column", digits(m.Column), "corrected", other)
	sums := map[string]*MapLine{}
	spoken := map[string]int{}
	a, g := gazetteer.LoadAtlas(), s.gazetteer()
	looked := 0
	for r, err := range o.file.Rows(t.Number, 1) {
		if err != nil {
			return nil, out, err
		}
		if looked++; looked > rowsSummed {
			m.Cut = true
			break
		}
		if m.LeftOut && wrong[r.Number] {
			continue
		}
		codes := counties[r.Number]
		value, ok := 0.0, false
		if m.Column <= len(r.Cells) {
			value, ok = parseFigure(r.Cells[m.Column-1])
		}
		switch {
		case len(codes) == 0:
			m.Without++
			continue
		case len(codes) > 1:
			m.Several++
			continue
		case !ok:
			m.Blank++
			continue
		}
		e, known := g.ByCode(codes[0], "")
		if !known || state != "" && !strings.HasPrefix(e.Slug, state+"/") {
			continue
		}
		l := sums[codes[0]]
		if l == nil {
			l = &MapLine{Jurisdiction: e.Jurisdiction, URL: rowURL(o.Number, t.Number, r.Number, m.Column, ""), OnMap: a.Has(codes[0])}
			sums[codes[0]] = l
		} else {
			if l.Rows == 1 {
				m.Repeated++
			}
			l.URL = withQuery("/search", "item", o.Number, "place", e.Slug, "in", "row")
		}
		l.Value += value
		l.Rows++
		m.Rows++
		m.Total += value
		spoken[codes[0]]++
	}
	for _, l := range sums {
		out.lines = append(out.lines, *l)
	}
	sortLines(out.lines)
	out.codes = s.drawn(state, spoken)
	return m, out, nil
}

// countiesOf are the codes of the counties that each row of a table is linked
// to, by its number: those of the column that names most, or of the labels above
// the rows. What a row says beside that, of a person's other places perhaps, is
// not what its figures are of.
func (s *Site) countiesOf(ctx context.Context, item string, table int) (map[int][]string, error) {
	byColumn := map[int]map[int][]string{}
	for x, err := range s.Store.TableCounties(ctx, item, table) {
		if err != nil {
			return nil, err
		}
		if byColumn[x.Col] == nil {
			byColumn[x.Col] = map[int][]string{}
		}
		if code := x.Code; !slices.Contains(byColumn[x.Col][x.Row], code) {
			byColumn[x.Col][x.Row] = append(byColumn[x.Col][x.Row], code)
		}
	}
	best := map[int][]string{}
	for col := range 1000 {
		if rows := byColumn[col]; len(rows) > len(best) {
			best = rows
		}
	}
	for row, codes := range byColumn[0] {
		if best[row] == nil {
			best[row] = codes
		}
	}
	return best, nil
}

// choose finds the columns of figures, and the one that is shown.
func (m *MapTable) choose(c *gin.Context, o opened, t archive.Table, state string) error {
	var sample [][]string
	for r, err := range o.file.Rows(t.Number, 1) {
		if err != nil {
			return err
		}
		if sample = append(sample, r.Cells); len(sample) == 200 {
			break
		}
	}
	want, err := positive(c.Query("column"), 0)
	if c.Query("column") != "" && err != nil {
		return invalid("“column” is the number of a column, from 1.")
	}
	for i, name := range columnNames(t.Header, sample, t.Sheet != "") {
		if !ofFigures(sample, i) {
			continue
		}
		m.Columns = append(m.Columns, MapColumn{Number: i + 1, Name: name, URL: withQuery("/map", "in", state, "item", o.Number, "table", digits(t.Number), "column", digits(i+1), "corrected", c.Query("corrected"))})
	}
	if len(m.Columns) == 0 {
		return notFound("%s of document %s has no column of figures.", upperFirst(m.Title), o.Number)
	}
	if want == 0 {
		want = m.Columns[0].Number
	}
	for i := range m.Columns {
		if m.Columns[i].Number == want {
			m.Columns[i].Current, m.Column, m.Name = true, want, m.Columns[i].Name
		}
	}
	if m.Column == 0 {
		return invalid("Column %d of this table is no column of figures.", want)
	}
	return nil
}

// ofFigures reports whether most that stands in a column is figures.
func ofFigures(rows [][]string, column int) bool {
	figures, others := 0, 0
	for _, cells := range rows {
		if column >= len(cells) || strings.TrimSpace(cells[column]) == "" {
			continue
		}
		if _, ok := parseFigure(cells[column]); ok {
			figures++
		} else {
			others++
		}
	}
	return figures > others
}

var amount = regexp.MustCompile(`^\(?[-−]?[$]?[-−]?[0-9][0-9,]*(?:\.[0-9]+)?\)?%?$`)

// parseFigure reads a cell that is a figure: 1,234 or $12.50 or (3).
func parseFigure(cell string) (float64, bool) {
	cell = strings.TrimSpace(cell)
	if !amount.MatchString(cell) {
		return 0, false
	}
	plain := strings.NewReplacer("$", "", ",", "", "(", "", ")", "", "%", "", "−", "-").Replace(cell)
	v, err := strconv.ParseFloat(plain, 64)
	if strings.HasPrefix(cell, "(") {
		v = -v
	}
	return v, err == nil
}

func (p *MapPage) table() [][]string {
	rows := [][]string{{"code", "slug", "name", "value", "rows", "url"}}
	for _, l := range p.Counties {
		rows = append(rows, []string{l.Code, l.Slug, l.Name, strconv.FormatFloat(l.Value, 'f', -1, 64), someDigits(l.Rows), l.URL})
	}
	return rows
}

// mapPolicy is what the picture of the map may do: wear its own colours.
const mapPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

// mapStyle is how it looks, by day and by night.
const mapStyle = `path{stroke:#fcfbf8;stroke-width:4}.land{fill:#efece4;stroke:#dfdbd2}.borders{fill:none;stroke:#858077;stroke-width:7}` +
	`.shade1{fill:#d9e6f2}.shade2{fill:#aecbe3}.shade3{fill:#77a7cf}.shade4{fill:#3f7cb0}.shade5{fill:#174f85}` +
	`@media(prefers-color-scheme:dark){path{stroke:#171614}.land{fill:#211f1c;stroke:#37342e}.borders{stroke:#7d776b}` +
	`.shade1{fill:#24405a}.shade2{fill:#2f5f88}.shade3{fill:#4684b8}.shade4{fill:#74abdc}.shade5{fill:#bcdcf8}}`

// mapPicture is the map of the country as a picture: pages that only lead to the
// map need not carry it.
func (s *Site) mapPicture(c *gin.Context) {
	figures, err := s.byMentions(c.Request.Context(), "")
	if err != nil {
		s.fail(c, err)
		return
	}
	m := draw("", figures.codes, figures.valued(), false, nil, plainNumber)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="%s"><style>%s</style><path class="land" d="%s"/>`, m.ViewBox, mapStyle, m.Land)
	for _, x := range m.Shapes {
		fmt.Fprintf(&b, `<path class="%s" d="%s"/>`, x.Class, x.Path)
	}
	fmt.Fprintf(&b, `<path class="borders" d="%s"/></svg>`, m.Borders)
	c.Header("Content-Security-Policy", mapPolicy)
	c.Header("Cache-Control", "private, max-age=300")
	c.Data(http.StatusOK, "image/svg+xml", []byte(b.String()))
}
