package searchtest

import (
	"strings"
	"testing"

	"readingroom/search"
)

// ranks: of two pages that differ in one thing only, the one that has more of
// what was asked for is first. Nobody says here by how much.
func (s *suite) ranks(t *testing.T) {
	around := strings.Fields("quixo quaxo quoxo quexo quixa quaxa quoxa quexa")
	page := func(n int, words ...string) *doc {
		d := s.item("2026-004", n, "text", "text/plain", ".txt")
		d.Item.Title = "untitled"
		s.page(d, 1, append(words, around...), false)
		d.Pages[0].Text = strings.Join(append(words, around...), " ")
		return d
	}
	far := func(a, b string) []string {
		return append(append([]string{a}, strings.Fields(strings.Repeat("quuxo quaaxo ", 20))...), b)
	}
	cases := []struct {
		query, why   string
		first, later []string
	}{
		{"zilinga", "it has the word twice", []string{"zilinga", "zilinga"}, []string{"zilinga", "quuxo"}},
		{"zalongs", "it has the word as it was typed", []string{"zalongs"}, []string{"zalong"}},
		{"zolunga OR zulinga", "it has both words", []string{"zolunga", "zulinga"}, []string{"zolunga", "quuxo"}},
		{"zenga OR the", "it has the rarer word", []string{"zenga", "quuxo"}, []string{"the", "quuxo"}},
		{"zabinga zobinga", "the words stand side by side", []string{"zabinga", "zobinga", "quuxo", "quaaxo"}, []string{"zabinga", "quuxo", "quaaxo", "zobinga"}},
		{"zacinga zocinga", "the words stand in the order in which they were typed", []string{"zacinga", "zocinga"}, []string{"zocinga", "zacinga"}},
		{"zadinga zodinga", "the words stand near each other", append([]string{"zodinga", "quexo"}, far("zadinga", "quixo")...), append([]string{"quixo", "quexo"}, far("zadinga", "zodinga")...)},
		{"zafinga OR zofinga", "the words stand side by side", []string{"quuxo", "zafinga", "zofinga"}, []string{"zafinga", "quuxo", "zofinga"}},
		{"zunga", "it is the shorter", []string{"zunga"}, append([]string{"zunga"}, strings.Fields(strings.Repeat("quuxo quaaxo ", 40))...)},
	}
	var docs []*doc
	for i, c := range cases {
		docs = append(docs, page(2*i+1, c.later...), page(2*i+2, c.first...))
	}
	s.put(t, docs...)
	for i, c := range cases {
		res := s.search(t, search.Request{Query: c.query, Kinds: []string{"page"}})
		if len(res.Groups) == 0 || res.Groups[0].Item.Number != docs[2*i+1].Item.Number {
			t.Errorf("%s: the page is not first of which %s", c.query, c.why)
		}
	}
	for _, d := range docs {
		if err := s.Remove(t.Context(), d.Item.Number); err != nil {
			t.Fatal(err)
		}
	}
}
