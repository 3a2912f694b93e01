package web

import (
	"net/url"

	"readingroom/search"
)

// NewResultsPage is what a search found, as its page's JSON twin and
// `readingroom search --json` show it.
func NewResultsPage(found search.Results) *ResultsPage {
	p := &ResultsPage{
		Query: found.Query, values: url.Values{}, Hits: []Hit{}, Groups: []HitGroup{}, Facets: map[string][]FacetValue{},
	}
	p.fill(found, func(_, value string) string { return value })
	return p
}
