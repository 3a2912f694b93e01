package web

import (
	"context"
	"strings"

	"readingroom/archive"
	"readingroom/archive/store"
	"readingroom/archive/twin"
)

// A TwinLine is a page elsewhere that is the same as one here, but for what was
// withheld, stamped or misread.
type TwinLine struct {
	Page  int    `json:"page"`       // here
	Item  string `json:"item"`       // there
	Title string `json:"title"`      // of that document
	Other int    `json:"other_page"` // there
	Alike int    `json:"alike"`      // per thousand of the words of both
	twin.Likeness

	URL  string `json:"url"`
	Side string `json:"side_by_side"`
}

func twinLine(item string, t store.Twin) TwinLine {
	title := oneLine(t.Title)
	if title == "" {
		title = t.Item
	}
	return TwinLine{
		Page: t.Page, Item: t.Item, Title: title, Other: t.Other, Alike: t.Alike, Likeness: t.Likeness,
		URL: pageURL(t.Item, t.Other, ""), Side: versionURL(item, t.Item, t.Page),
	}
}

// Says says how the page there differs from the one here.
func (l TwinLine) Says() string { return differs(l.Likeness) }

func differs(l twin.Likeness) string {
	var parts []string
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, count(n, "word", "words")+" "+what)
		}
	}
	add(l.OnlyA, "that it does not have")
	add(l.OnlyB, "more")
	add(l.Changed, "other")
	if len(parts) == 0 {
		return "the same words"
	}
	return strings.Join(parts, ", ")
}

// twinsShown is how many twins are named beside a page.
const twinsShown = 8

// twins are the pages elsewhere that are the same as one of an item's.
func (s *Site) twins(ctx context.Context, item string, page int) ([]TwinLine, error) {
	all, err := s.Store.Twins(ctx, item, page)
	var out []TwinLine
	for _, t := range all {
		out = append(out, twinLine(item, t))
	}
	return out, err
}

// A SharedLine is another document that has pages of this one.
type SharedLine struct {
	Document Document `json:"document"`
	Shared   int      `json:"pages_shared"`
	Pages    int      `json:"pages_comparable"` // of the longer of both
	Alike    int      `json:"alike"`            // per thousand of the words of the shared pages
	Whole    bool     `json:"version"`          // it is a version of this document
	Side     string   `json:"side_by_side"`
}

// sharedShown is how many documents with pages of this one are named.
const sharedShown = 12

func (s *Site) shared(ctx context.Context, it archive.Item) ([]SharedLine, error) {
	all, err := s.Store.Versions(ctx, it.Number)
	var out []SharedLine
	for _, v := range all[:min(len(all), sharedShown)] {
		out = append(out, SharedLine{
			Document: documentOf(v.Item), Shared: v.Shared, Pages: v.Pages, Alike: v.Alike, Whole: v.Whole, Side: versionURL(it.Number, v.Item.Number, 0),
		})
	}
	return out, err
}
