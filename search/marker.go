package search

import (
	"slices"
	"unicode/utf8"

	"readingroom/search/query"
)

// A Marker finds in a text what a query asks for, as the index would: a word in
// any of its forms, a phrase exactly, the words that match a pattern, sums within
// a range. It may be used by several goroutines.
type Marker struct {
	marks  *marks
	bare   *marks            // without the words of grammar
	gone   []*marks          // those words, one by one
	fields map[string]*marks // of what is asked of the names of items, by the field of the query
}

// NewMarker returns a marker of what a query asks of the text of pages and rows.
func NewMarker(q string) *Marker {
	a := newAnalyzer()
	m := &Marker{marks: a.newMarks(), bare: a.newMarks(), fields: map[string]*marks{}}
	root := query.Parse(q).Root
	m.marks.take(root, nil, false)
	rest, gone := withoutGrammar(root)
	m.bare.take(rest, nil, false)
	for _, w := range gone {
		m.gone = append(m.gone, a.leafMarks(query.Word(w)))
	}
	query.Leaves(root, func(leaf query.Node, field string, wanted bool) {
		if !wanted || textFields[field] == "" {
			return
		}
		if m.fields[field] == nil {
			m.fields[field] = m.marks.analyzer.newMarks()
		}
		m.fields[field].take(leaf, nil, false)
	})
	return m
}

// Asks reports whether something is asked of one of the fields, such as from.
func (m *Marker) Asks(fields ...string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return m.fields[f] != nil })
}

// Field returns the stretches that are marked in a text that is of a field: in
// the sender of a mail, what is asked by from:.
func (m *Marker) Field(field, text string) []Stretch {
	of := m.fields[field]
	if of == nil {
		return nil
	}
	found, _ := of.find(text, of.analyzer.Tokens(nil, text))
	return stretches(text, found)
}

// A Stretch is a run of a text in Unicode code points: From is its first, To the
// first after it.
type Stretch struct{ From, To int }

// Find returns the stretches that are marked, in order and apart.
func (m *Marker) Find(text string) []Stretch {
	found, _ := m.of(text).find(text, m.marks.analyzer.Tokens(nil, text))
	return stretches(text, found)
}

// of are the marks of some texts, of a page or the cells of a row. What lacks a
// word of grammar was found without these: of "what did the sheriff say" the
// sheriff is marked, and no "the".
func (m *Marker) of(texts ...string) *marks {
	for _, w := range m.gone {
		if !slices.ContainsFunc(texts, func(text string) bool {
			found, _ := w.find(text, w.analyzer.Tokens(nil, text))
			return len(found) > 0
		}) {
			return m.bare
		}
	}
	return m.marks
}

// Row returns the stretches that are marked in each of the cells of a row: as in
// any text, and where the query asks for something in a column.
func (m *Marker) Row(header, cells []string) [][]Stretch {
	out := make([][]Stretch, len(cells))
	for i, found := range m.of(cells...).inRow(header, cells) {
		out[i] = stretches(cells[i], found)
	}
	return out
}

func stretches(text string, found []stretch) []Stretch {
	var out []Stretch
	at, runes := 0, 0
	count := func(to int) int {
		runes += utf8.RuneCountInString(text[at:to])
		at = to
		return runes
	}
	for _, s := range found {
		out = append(out, Stretch{count(s.start), count(s.end)})
	}
	return out
}
