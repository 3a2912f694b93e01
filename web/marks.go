package web

import (
	"strings"

	"readingroom/search"
)

// A Span is a run of a text in Unicode code points: From is its first, To the
// first after it.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// spans finds in a text what a query asks for, by the rules by which the index
// finds it.
func spans(q, text string) []Span {
	if strings.TrimSpace(q) == "" {
		return nil
	}
	var found []Span
	for _, s := range search.NewMarker(q).Find(text) {
		found = append(found, Span{s.From, s.To})
	}
	return found
}
