package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"readingroom/archive"
	"readingroom/search"
)

// A FacetGroup counts the documents by one of their properties.
type FacetGroup struct {
	Name, Title string
	Values      []FacetValue
	Rest        []FacetValue // those that are folded away
}

// A FacetValue is one value of a facet; its address puts it in or takes it out.
type FacetValue struct {
	Value    string `json:"value"`
	Count    int    `json:"count"`
	Selected bool   `json:"selected"`
	Title    string `json:"-"`
	URL      string `json:"-"`
	Part     bool   `json:"-"` // of the value before it: a county, a quarter
}

var facetTitles = map[string]string{
	"kind": "Kind", "type": "Type of file", "source": "Source", "agency": "Agency", "request": "Request", "release": "Release", "year": "Year",
	"language": "Language", "tag": "Filed under", "corrected": "Corrections", "place": "Place", "period": "Speaks of", "exemption": "Withheld under",
}

// valuesShown is how many values of a facet are shown before the others are folded.
const valuesShown = 10

// fold folds away what is more than a reader takes in: the values that are
// rarest and not chosen, a county with its state. All stay in their order.
func (g FacetGroup) fold() FacetGroup {
	var wholes [][]FacetValue // each value with its parts
	for _, v := range g.Values {
		if n := len(wholes); v.Part && n > 0 {
			wholes[n-1] = append(wholes[n-1], v)
		} else {
			wholes = append(wholes, []FacetValue{v})
		}
	}
	if len(wholes) <= valuesShown+2 {
		return g
	}
	byCount := slices.Clone(wholes)
	slices.SortStableFunc(byCount, func(x, y []FacetValue) int { return cmp.Compare(y[0].Count, x[0].Count) })
	shown := map[string]bool{}
	for i, w := range byCount {
		if i < valuesShown || slices.ContainsFunc(w, func(v FacetValue) bool { return v.Selected }) {
			shown[w[0].Value] = true
		}
	}
	g.Values = nil
	for _, w := range wholes {
		if shown[w[0].Value] {
			g.Values = append(g.Values, w...)
		} else {
			g.Rest = append(g.Rest, w...)
		}
	}
	return g
}

// valueTitle is a value of a facet in the reader's words, as it stands under the
// title of the facet, a county under its state.
func (s *Site) valueTitle(facet, value string) string {
	switch facet {
	case "kind":
		if name := kindName(archive.Kind(value)); name != kindName("") || value == string(archive.KindOther) {
			return name
		}
	case "place":
		slug, maybe := strings.CutPrefix(value, "?")
		e, ok := s.gazetteer().BySlug(slug)
		switch {
		case !ok:
			return value
		case maybe:
			return e.Name + ", in doubt"
		case e.Kind == archive.JurisdictionCounty:
			return e.Short
		}
		return e.Name
	case "corrected":
		if value == "yes" {
			return "Has corrections"
		}
	case "language":
		if t, err := language.Parse(value); err == nil {
			if name := display.English.Languages().Name(t); name != "" {
				return name
			}
		}
	case "period":
		if y, q, ok := strings.Cut(value, "-Q"); ok && len(y) == 4 {
			return upperFirst(ordinals[q]) + " quarter"
		}
	}
	return cut(value, 80)
}

// chosenTitle is a value of a facet as it is said alone.
func (s *Site) chosenTitle(facet, value, title string) string {
	switch facet {
	case "place":
		if e, ok := s.gazetteer().BySlug(value); ok {
			return e.Name
		}
	case "period":
		if y, _, ok := strings.Cut(value, "-Q"); ok && len(y) == 4 {
			return title + " of " + y
		}
	}
	return title
}

// titles is valueTitle, with the names of agencies.
func (s *Site) titles(c *gin.Context) func(facet, value string) string {
	return func(facet, value string) string {
		if facet == "agency" {
			if a, err := s.Store.Agency(c.Request.Context(), value); err == nil {
				return a.Name
			}
		}
		return s.valueTitle(facet, value)
	}
}

// narrowed are the values that the results are narrowed to, in the order of the
// facets. The address of each takes it out.
func (s *Site) narrowed(v url.Values, title func(facet, value string) string) []FacetChoice {
	var out []FacetChoice
	for _, facet := range search.Facets {
		for _, value := range v[facet] {
			out = append(out, FacetChoice{facetTitles[facet], s.chosenTitle(facet, value, title(facet, value)), toggleURL(v, facet, value, true)})
		}
	}
	return out
}

// A FacetChoice is a value that was chosen.
type FacetChoice struct{ Facet, Title, URL string }
