package web

import (
	"context"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/compare"
	"readingroom/archive/lists"
)

// ComparePage is which places stand on which lists. Its twin is the JSON of
// `readingroom compare`.
type ComparePage struct {
	Places []ComparedPlace  `json:"places"`
	Lists  []ComparedColumn `json:"lists"`
	Left   int              `json:"left,omitempty"` // documents that were left out

	PlacesText string       `json:"-"` // as typed, one a line
	ListsText  string       `json:"-"`
	Offered    []SeriesLine `json:"-"` // whose reports can be ticked
	Chosen     []string     `json:"-"`
}

// A ComparedColumn is a list that is compared.
type ComparedColumn struct {
	List   string `json:"list"` // as it was asked for, or its document
	URL    string `json:"url"`
	Title  string `json:"title"`
	Period string `json:"period,omitempty"`
	Series string `json:"series,omitempty"`

	Sections []ComparedSection `json:"sections"`
}

// A ComparedSection is one table of a list.
type ComparedSection struct {
	Place string `json:"place"`
	URL   string `json:"url"`
	Title string `json:"title"`
}

// A ComparedPlace is a place with its answers.
type ComparedPlace struct {
	Name       string                 `json:"name"`
	Asked      string                 `json:"asked"`
	Code       string                 `json:"code"`
	Slug       string                 `json:"slug"`
	Candidates []archive.Jurisdiction `json:"candidates,omitempty"` // where the name is in doubt
	Lists      []ComparedList         `json:"lists"`

	Problem string   `json:"problem,omitempty"` // why there is no answer
	Choices []Choice `json:"-"`
}

// A Choice is a candidate with the address that asks for it.
type Choice struct{ Name, URL string }

// A ComparedList is the answer of a document, with those of its tables.
type ComparedList struct {
	List string `json:"list"`
	ComparedAnswer
	Sections []ComparedAnswer `json:"sections"`
}

// A ComparedAnswer is whether a place stands on a list, and what that rests on.
type ComparedAnswer struct {
	Place    string       `json:"place,omitempty"` // of the table
	Answer   compare.Kind `json:"answer"`
	Value    string       `json:"value"`
	Unit     string       `json:"unit,omitempty"`
	Text     string       `json:"text"`
	Citation string       `json:"citation"` // a place: "2026-001-0002:p3:t1:r11"
	URL      string       `json:"url"`
	Title    string       `json:"-"` // of the table, in short
	Basis    []BasisLine  `json:"basis"`
	Rows     int          `json:"rows"`
}

// A BasisLine is one thing that an answer rests on.
type BasisLine struct {
	What     string `json:"what"`
	Citation string `json:"citation"`
	URL      string `json:"url"`
	Quote    string `json:"quote"`
	Where    string `json:"-"`
}

func (p *ComparePage) table() [][]string {
	rows := [][]string{{"place", "code", "list", "section", "answer", "value", "unit", "reason", "citation"}}
	for _, x := range p.Places {
		if x.Problem != "" {
			rows = append(rows, []string{x.Asked, "", "", "", "", "", "", x.Problem, ""})
		}
		for _, l := range x.Lists {
			for _, a := range l.Sections {
				rows = append(rows, []string{x.Name, x.Code, l.List, p.titleOf(a.Place), string(a.Answer), a.Value, a.Unit, a.Text, a.Citation})
			}
		}
	}
	return rows
}

func (p *ComparePage) titleOf(place string) string {
	for _, c := range p.Lists {
		for _, s := range c.Sections {
			if s.Place == place {
				return s.Title
			}
		}
	}
	return ""
}

func (s *Site) compare(c *gin.Context) (*ComparePage, error) {
	v := c.Request.URL.Query()
	p := &ComparePage{Places: []ComparedPlace{}, Lists: []ComparedColumn{}}
	names, at := lines(v["place"]), lines(v["list"])
	var err error
	if p.Offered, err = s.seriesLines(c.Request.Context(), math.MaxInt); err != nil {
		return nil, err
	}
	p.PlacesText, p.Chosen = strings.Join(names, "\n"), at
	for _, l := range at {
		if !slices.ContainsFunc(p.Offered, func(x SeriesLine) bool {
			return slices.ContainsFunc(x.Issues, func(i IssueLine) bool { return i.Document.Number == l })
		}) {
			p.ListsText += l + "\n"
		}
	}
	if len(names) == 0 {
		return p, nil
	}
	q, err := Compare(c.Request.Context(), s.Lists, names, at)
	if err != nil {
		return nil, err
	}
	p.Places, p.Lists, p.Left = q.Places, q.Lists, q.Left
	for i := range p.Places {
		x := &p.Places[i]
		for _, j := range x.Candidates {
			x.Choices = append(x.Choices, Choice{j.Name, compareURL(replace(names, i, j.Name), at)})
		}
		slices.SortFunc(x.Choices, func(a, b Choice) int { return strings.Compare(a.Name, b.Name) })
	}
	return p, nil
}

func replace(all []string, i int, with string) []string {
	all = slices.Clone(all)
	all[i] = with
	return all
}

// lines are the values of a field, of which each may have several lines.
func lines(values []string) []string {
	out := []string{}
	for _, v := range values {
		for l := range strings.Lines(v) {
			if l = oneLine(l); l != "" && !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	return out
}

// compareURL asks for places and lists.
func compareURL(places, at []string) string {
	v := url.Values{}
	for _, x := range places {
		v.Add("place", x)
	}
	for _, x := range at {
		v.Add("list", x)
	}
	return join("/compare", v)
}

// compareForm takes what is too long for an address: places that were pasted.
func (s *Site) compareForm(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 64<<10)
	if err := c.Request.ParseForm(); err != nil {
		s.fail(c, invalid("The form could not be read."))
		return
	}
	c.Request.URL.RawQuery = url.Values{"place": c.Request.PostForm["place"], "list": c.Request.PostForm["list"]}.Encode()
	p, err := s.compare(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	s.write(c, http.StatusOK, "compare", p)
}

// Compare answers on which lists places stand, as the page and the command show
// it. at are items, or places of tables in them.
func Compare(ctx context.Context, r *lists.Reader, names, at []string) (*ComparePage, error) {
	var places []archive.Place
	for _, text := range at {
		text, _ = strings.CutPrefix(text, "/cite/")
		pl, err := archive.ParsePlace(text)
		if err != nil {
			return nil, invalid("“%s” is no list. One looks like 2026-017-0003 or 2026-017-0003:p12:t2.", cut(text, 80))
		}
		places = append(places, pl)
	}
	g, err := r.Compare(ctx, names, places)
	if err != nil {
		return nil, err
	}
	p := &ComparePage{Places: []ComparedPlace{}, Lists: []ComparedColumn{}, Left: g.Left}
	for _, c := range g.Columns {
		p.Lists = append(p.Lists, comparedColumn(c))
	}
	for _, row := range g.Rows {
		p.Places = append(p.Places, comparedPlace(row, g.Columns))
	}
	return p, nil
}

func comparedColumn(c lists.Column) ComparedColumn {
	x := ComparedColumn{List: c.At.String(), URL: PlaceURL(c.At.Item, c.At.Locator), Title: documentOf(c.Item).Title, Series: c.Series, Sections: []ComparedSection{}}
	for _, l := range c.Lists {
		if x.Period == "" && l.Period.From != "" {
			x.Period = l.Period.String()
		}
		x.Sections = append(x.Sections, ComparedSection{l.At.String(), PlaceURL(l.At.Item, l.At.Locator), oneLine(l.Title)})
	}
	return x
}

func comparedPlace(row lists.GridRow, columns []lists.Column) ComparedPlace {
	x := ComparedPlace{Asked: row.Text, Name: row.Text, Lists: []ComparedList{}}
	switch {
	case row.Place.Slug != "":
		x.Name, x.Code, x.Slug = row.Place.Name, row.Place.Code, row.Place.Slug
	case len(row.Candidates) > 0:
		x.Candidates = row.Candidates
		x.Problem = "“" + cut(row.Text, 80) + "” is the name of " + count(len(row.Candidates), "place", "places") + ": say which is meant, such as " + row.Candidates[0].Name + "."
		return x
	default:
		x.Problem = "No place called “" + cut(row.Text, 80) + "” is known. Write its name and its state, as in Ventura County, California."
		return x
	}
	for i, c := range columns {
		l := ComparedList{List: c.At.String(), ComparedAnswer: comparedAnswer(c.At.Item, compare.Document(row.Answers[i])), Sections: []ComparedAnswer{}}
		if l.Citation == "" { // it has no list at all
			l.Citation, l.URL = c.At.String(), PlaceURL(c.At.Item, c.At.Locator)
		}
		for j, a := range row.Answers[i] {
			s := comparedAnswer(c.At.Item, a)
			s.Place, s.Title = c.Lists[j].At.String(), shortTitle(c.Lists[j].Title)
			l.Sections = append(l.Sections, s)
		}
		x.Lists = append(x.Lists, l)
	}
	return x
}

// shortTitle is what a title begins with: "Section II".
func shortTitle(s string) string {
	s = oneLine(s)
	if head, _, ok := strings.Cut(s, ":"); ok && len(head) < 30 {
		return head
	}
	return cut(s, 30)
}

// Told are the answers of a list that a grid shows: the tables where the place
// stands, else the one reason why it does not.
func (l ComparedList) Told() []ComparedAnswer {
	var out []ComparedAnswer
	for _, a := range l.Sections {
		if a.Answer == compare.Listed || a.Answer == compare.Corrected {
			out = append(out, a)
		}
	}
	if len(out) == 0 {
		out = append(out, l.ComparedAnswer)
	}
	return out
}

func comparedAnswer(item string, a compare.Answer) ComparedAnswer {
	x := ComparedAnswer{Answer: a.Kind, Value: a.Value, Unit: a.Unit, Text: oneLine(a.Text), Citation: a.At.String(), Basis: []BasisLine{}, Rows: len(a.Rows)}
	if a.At.Item != "" {
		x.URL = PlaceURL(a.At.Item, a.At.Locator)
	}
	for _, b := range a.Basis {
		where := b.At.Locator
		where.From, where.To = 0, 0 // the page is enough to read
		l := BasisLine{What: b.What, Citation: b.At.String(), Quote: oneLine(b.Quote), Where: inWords(where)}
		if b.At.Item != item {
			l.Where = strings.Trim(b.At.Item+", "+l.Where, ", ")
		}
		if b.At.Item != "" {
			l.URL = PlaceURL(b.At.Item, b.At.Locator)
		}
		x.Basis = append(x.Basis, l)
	}
	return x
}
