package web

import (
	"strings"
	"unicode"

	"readingroom/search"
)

// A Span is a run of a text in Unicode code points: From is its first, To the
// first after it.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// cellSpans finds in the cells of a row what a query asks for, of any text and of
// their columns.
func cellSpans(q string, header, cells []string) [][]Span {
	out := make([][]Span, len(cells))
	if strings.TrimSpace(q) == "" {
		return out
	}
	for i, found := range search.NewMarker(q).Row(header, cells) {
		for _, s := range found {
			out[i] = append(out[i], Span{s.From, s.To})
		}
	}
	return out
}

// window cuts a long text to about so many letters, in which its first mark stands.
func window(runes []rune, hits []Span, most int) Span {
	if len(runes) <= most+most/4 {
		return Span{0, len(runes)}
	}
	from := 0
	if len(hits) > 0 {
		from = min(max(0, hits[0].From-most/3), len(runes)-most)
	}
	to := from + most
	for from > 0 && !unicode.IsSpace(runes[from-1]) && most-(to-from) < 20 {
		from--
	}
	for to < len(runes) && !unicode.IsSpace(runes[to]) && to-from-most < 40 {
		to++
	}
	return Span{from, to}
}

// clippedRuns are the runs of a text, cut where it is long, a mark that is cut too
// with it.
func clippedRuns(text string, hits []Span, most int) []run {
	runes := []rune(text)
	in := window(runes, hits, most)
	out := (&marker{runes: runes, hits: hits}).runs(in)
	if in.From > 0 {
		out = append([]run{{Text: "… "}}, out...)
	}
	if in.To < len(runes) {
		out = append(out, run{Text: " …"})
	}
	return out
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
