package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"readingroom/archive"
	"readingroom/archive/link/gazetteer"
	"readingroom/archive/store"
)

// A JurisdictionLine is a jurisdiction as lists show it, with what speaks of it.
type JurisdictionLine struct {
	archive.Jurisdiction
	URL      string `json:"url"`
	Items    int    `json:"items"` // documents that speak of it or of a place within it
	Pages    int    `json:"pages"`
	Rows     int    `json:"rows"`
	Doubtful int    `json:"doubtful"` // documents where it is a candidate only
	Ended    string `json:"ended,omitempty"`
}

// What names the kind of a jurisdiction.
func (l JurisdictionLine) What() string { return jurisdictionKind(l.Kind) }

func jurisdictionKind(k archive.JurisdictionKind) string {
	switch k {
	case archive.JurisdictionState:
		return "State or territory"
	case archive.JurisdictionCounty:
		return "County or equivalent"
	case archive.JurisdictionPlace:
		return "City, town or village"
	case archive.JurisdictionAgency:
		return "Agency or office"
	case archive.JurisdictionTribal:
		return "Tribal nation"
	case archive.JurisdictionCountry:
		return "Country"
	}
	return ""
}

func (s *Site) jurisdictionLine(ctx context.Context, e *gazetteer.Entry) (JurisdictionLine, error) {
	t, err := s.Store.Total(ctx, e.Slug)
	l := lineOf(e.Jurisdiction, t)
	l.Ended = e.Until
	return l, err
}

func lineOf(j archive.Jurisdiction, t store.Total) JurisdictionLine {
	return JurisdictionLine{Jurisdiction: j, URL: jurisdictionURL(j.Slug), Items: t.Items, Pages: t.Pages, Rows: t.Rows, Doubtful: t.Doubtful}
}

func (s *Site) jurisdictionLines(ctx context.Context, entries []*gazetteer.Entry) ([]JurisdictionLine, error) {
	lines := []JurisdictionLine{}
	for _, e := range entries {
		l, err := s.jurisdictionLine(ctx, e)
		if err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// JurisdictionsPage finds jurisdictions by name, or lists the states.
type JurisdictionsPage struct {
	Query  string             `json:"query"`
	Found  []JurisdictionLine `json:"found"`  // called so, the most likely first
	States []JurisdictionLine `json:"states"` // where nothing was asked
	Others []JurisdictionLine `json:"others"` // agencies and nations spoken of, where nothing was asked
}

// namesakes is how many that are called so are shown: there are 31 counties
// of the name of Washington.
const namesakes = 80

func (s *Site) jurisdictions(c *gin.Context) (*JurisdictionsPage, error) {
	ctx := c.Request.Context()
	p := &JurisdictionsPage{Query: strings.TrimSpace(cut(c.Query("q"), 200)), Found: []JurisdictionLine{}, States: []JurisdictionLine{}, Others: []JurisdictionLine{}}
	var err error
	if p.Query != "" {
		p.Found, err = s.jurisdictionLines(ctx, s.gazetteer().Named(p.Query, namesakes))
		slices.SortStableFunc(p.Found, func(a, b JurisdictionLine) int { return a.silence() - b.silence() })
		return p, err
	}
	if p.States, err = s.jurisdictionLines(ctx, s.gazetteer().States()); err != nil {
		return nil, err
	}
	for _, k := range []archive.JurisdictionKind{archive.JurisdictionAgency, archive.JurisdictionTribal} {
		totals, err := s.Store.Totals(ctx, k, "")
		if err != nil {
			return nil, err
		}
		for _, t := range totals {
			if t.Items > 0 {
				p.Others = append(p.Others, lineOf(t.Jurisdiction, t))
			}
		}
	}
	slices.SortStableFunc(p.Others, func(a, b JurisdictionLine) int { return cmp.Compare(b.Items, a.Items) })
	p.Others = p.Others[:min(len(p.Others), namesakes)]
	return p, nil
}

// silence sorts the namesakes that the records speak of before those that they
// may mean, and these before the others.
func (l JurisdictionLine) silence() int {
	switch {
	case l.Items > 0:
		return 0
	case l.Doubtful > 0:
		return 1
	}
	return 2
}

func (p *JurisdictionsPage) table() [][]string {
	rows := [][]string{{"slug", "code", "kind", "name", "documents", "pages", "rows", "doubtful_documents", "url"}}
	for _, lines := range [][]JurisdictionLine{p.Found, p.States, p.Others} {
		for _, l := range lines {
			rows = append(rows, []string{l.Slug, l.Code, string(l.Kind), l.Name, digits(l.Items), digits(l.Pages), digits(l.Rows), digits(l.Doubtful), l.URL})
		}
	}
	return rows
}
