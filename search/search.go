package search

import (
	"strings"
	"time"

	"readingroom/archive"
)

// A Request asks for the places that match a query, by item.
type Request struct {
	Query string
	Kinds []string // of places: page, row, item; empty: all
	Item  string   // only within the item with this number
	// Filters are kind, source, year, place and period: one of the values of each
	// that is there. A place is a slug, "us/ca/ventura-county", which holds for all
	// that lies within it, or "?us/ca/ventura-county" for where it is a candidate
	// only. A period is a name, "FY2017-Q1": what it overlaps, in the text of a
	// page or row, or as what the whole document reports on.
	Filters map[string][]string
	Limit   int // items shown; 0: 20, and 1000 at most
	Offset  int // items left out before them
	Places  int // best places shown of each item; 0: 3, and 100 at most
}

// Results are the items with matching places, best first: or, where nothing
// was asked, all items, the latest first.
type Results struct {
	Query  string // as it is typed
	ReadAs string // as it was understood
	Count  int    // all matching places
	Items  int    // all items they are in
	Groups []Group
	Facets []Facet
	Took   time.Duration
	Notes  []string // what was dropped or capped, and which word is to blame where nothing was found
}

// A Group is an item and its best places.
type Group struct {
	Item    archive.Item // State and Reason are those of when it was indexed
	Sources []string
	Count   int // all its matching places
	Hits    []Hit
	Score   float64
}

// A Hit is a matching place.
type Hit struct {
	Item    string // number
	Title   string
	Kind    string          // page, row or item
	Locator archive.Locator // zero for an item
	Page    int             // 0 where it is on none
	Table   int             // through the whole item, from 1; 0 but for a row
	Row     int             // as numbered in the file
	Snippet Snippet         // empty where the content cannot be read
	Header  []string        // of a row's table
	Cells   []string        // of a row
	Matched []int           // the cells that matched, from 0
	Group   []string        // the labels that stand above a row and hold for it, outermost first
	Score   float64

	Redrawn  bool // of a row: a reader redrew its table
	Hidden   bool // of a row: it is hidden in the source file
	Doubtful bool // it may speak of the place asked for, or of another one of that name
}

// A Snippet is a piece of a text about the matching words.
type Snippet []Span

// A Span is part of a snippet: a matching word or phrase, or what stands between.
type Span struct {
	Text string
	Mark bool
}

// String prints the snippet without its marks.
func (s Snippet) String() string {
	var b strings.Builder
	for _, span := range s {
		b.WriteString(span.Text)
	}
	return b.String()
}

// A Facet counts the items by one of their properties. The selection within
// the facet does not narrow its own counts, so that a second value can be chosen.
type Facet struct {
	Name   string // kind, source, year, place or period
	Values []FacetValue
}

// A FacetValue is one value, and how many matching items have it.
type FacetValue struct {
	Value    string
	Count    int
	Selected bool
}

// facets are the properties counted.
var facets = []string{"kind", "source", "year", facetPlace: "place", facetPeriod: "period"}
