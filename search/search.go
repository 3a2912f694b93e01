package search

import (
	"context"
	"iter"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/content"
)

// An Index finds the pages and rows of an archive, and its items by their names.
// Embedded is one; any other has to pass searchtest. It may be used by several
// goroutines.
type Index interface {
	// Index puts documents in. What the index had of an item is replaced: pages
	// and rows it has no more are gone. When it returns nil the documents are
	// searchable, and survive a crash; after an error or a crash, index them again.
	Index(ctx context.Context, docs []content.Document) error
	// Remove forgets an item, by its number. It is no error if it was not there.
	Remove(ctx context.Context, item string) error
	// Label gives an item other labels, at once and for good, without indexing
	// its pages and rows again. Of an item that is not there it is archive.ErrNotFound.
	Label(ctx context.Context, item string, labels archive.Labels) error

	// Search answers a request. It never fails for what the reader typed; a
	// kind, filter, order or cursor that is none is archive.ErrInvalid. Where the
	// context ends first, its error is returned.
	Search(ctx context.Context, r Request) (Results, error)
	// All answers a request with every place and not the best alone: item by item
	// as Search ranks them, those of an item as they stand in it; most at most.
	// Limit, Offset, After and Places of the request say nothing here. The content
	// is read while one goes through the hits.
	All(ctx context.Context, r Request, most int) (*All, error)
	// Suggest completes what a reader has typed so far, by its last word, best
	// first; limit at most, 0: 8.
	Suggest(ctx context.Context, typed string, limit int) ([]Suggestion, error)

	// Rebuild makes the index anew from all documents of the archive, while what
	// it had goes on answering, and then lets the new one answer. Files of docs are
	// closed once they are indexed. progress, which may be nil, is told how many
	// documents are done. After an error the old index answers as before.
	Rebuild(ctx context.Context, docs iter.Seq2[content.Document, error], progress func(done int)) error
	// NeedsRebuild reports whether the index lacks what the archive has: it was
	// lost, or damaged, or of another version.
	NeedsRebuild() bool
	// Stats counts what is indexed.
	Stats() (items, pages, rows uint64)
	// Close waits for running searches and closes the index. A running Rebuild
	// ends with an error.
	Close() error
}

var _ Index = (*Embedded)(nil)

// A Request asks for the places that match a query, by item.
type Request struct {
	Query string
	Like  string   // besides: pages or rows that are like this one, "2026-017-0003:p12", or like this item
	Kinds []string // of places: page, row, item; empty: all
	Item  string   // only within the item with this number
	// Filters are one of Facets each: one of the values of each
	// that is there. A place is a slug, "us/ca/ventura-county", which holds for all
	// that lies within it, or "?us/ca/ventura-county" for where it is a candidate
	// only. A period is a name, "FY2017-Q1": what it overlaps, in the text of a
	// page or row, or as what the whole document reports on.
	Filters map[string][]string
	// Sort is relevance, date (the latest first), title, or size (the largest
	// first); with "-" before it the other way round. "": by relevance, or by date
	// where nothing is asked of the texts.
	Sort     string
	Limit    int    // items shown; 0: 20, and 1000 at most
	Offset   int    // items left out before them
	After    string // the Next of the results before these, instead of Offset; "": from the beginning
	Places   int    // best places shown of each item; 0: 3, and 100 at most
	Brief    bool   // hits say where they are and no more: no snippet, no cells
	Interval string // of the timeline: year, quarter or month; "": none is made
	// Facets are those that are counted, some of Facets: of none where it is empty,
	// of all where it is nil.
	Facets []string
	// Explain asks how often each word is found, and for what may have been meant;
	// where nothing is found that is told anyway.
	Explain bool
	// Time is how long the answer may take; where that is not enough, it has what was
	// found by then, and says so. 0: 10 seconds.
	Time time.Duration
}

// Results are the items with matching places, best first: or, where nothing
// was asked, all items, the latest first.
type Results struct {
	Query  string // as it is typed
	ReadAs string // as it was understood
	// Reading is ReadAs in a sentence: "ventura AND detainer; 2 words, 1 also as detainers".
	Reading string
	Words   []WordCount // what was asked for, piece by piece; where it is explained
	// Without are the same queries without the word that is to blame, where nothing
	// was found; Meant those with words that are spelled alike.
	Without, Meant []Alternative
	Count          int  // all matching places
	Items          int  // all items they are in
	Folded         int  // of those, the copies and versions that are shown with another one
	Short          bool // the time was over before everything was looked at: there may be more of all
	Groups         []Group
	// Next is where the next items are, as Request.After; "" where there are no
	// more. It stays right while documents come in: none is shown twice, and none
	// left out that was there all the time.
	Next     string
	Facets   []Facet // those that were asked for, in their own order
	Timeline []Bar
	Took     time.Duration
	Notes    []string // what was dropped or capped, and which word is to blame where nothing was found
}

// A WordCount is in how many places a piece of the query is found alone.
type WordCount struct {
	Text  string // as it is typed: detainer, from:"jane doe", pages:>100
	Count int
	More  bool // there are more than Count
}

// An Alternative is another query that finds something.
type Alternative struct {
	Query   string // as it is typed
	Instead string // of this piece of the query
	Word    string // comes this one; "" where it is left out
	Count   int    // places that it finds
	More    bool   // there are more than Count
}

// A Bar is how many of the matching items are of one interval of time, by their
// date.
type Bar struct {
	Period string // "2017", "2017-Q1" or "2017-03", as a period is named
	Count  int
}

// A Suggestion is what a reader may be typing.
type Suggestion struct {
	Text  string // all of it, to be searched for
	Kind  string // word, title, place, agency, source or tag
	Item  string // of a title: the item's number
	Count int    // places that have the word, those that all of Text finds where it is several, or items; 0 where they were not counted
}

// A Group is an item and its best places.
type Group struct {
	Item     archive.Item // State and Reason are those of when it was indexed
	Sources  []string
	Labels   archive.Labels
	Siblings []string // the numbers of the other items that match and are of the same family: copies and versions
	Count    int      // all its matching places
	Hits     []Hit
	Score    float64
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
	Matched []int           // the cells that matched, from 0, and those below a label that did where the row has not the word
	Group   []string        // the labels that stand above a row and hold for it, outermost first
	Under   Snippet         // those of them, and the title of its table, that have what was asked for and no cell has
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
	Name   string // one of Facets
	Values []FacetValue
}

// A FacetValue is one value, and how many matching items have it.
type FacetValue struct {
	Value    string
	Count    int
	Selected bool
}
