package web

import (
	"net/url"

	"readingroom/search"
)

// A WordCount is a piece of the query, and in how many places it is found alone.
type WordCount struct {
	Text  string `json:"text"`
	Count int    `json:"count"`
	More  bool   `json:"more,omitempty"` // there are more than that
	URL   string `json:"-"`
}

// An Alternative is another query that finds something: without a word, or with
// one that is spelled alike.
type Alternative struct {
	Query   string `json:"query"`
	Instead string `json:"instead_of"`
	Word    string `json:"word,omitempty"`
	Count   int    `json:"count"`
	More    bool   `json:"more,omitempty"` // there are more than that
	URL     string `json:"url"`
}

// explained takes over how a query was read and what else may be asked.
func (p *ResultsPage) explained(found search.Results) {
	p.Reading = found.Reading
	p.Words, p.DidYouMean, p.Without = []WordCount{}, p.alternatives(found.Meant), p.alternatives(found.Without)
	for _, w := range found.Words {
		p.Words = append(p.Words, WordCount{w.Text, w.Count, w.More, p.instead(w.Text)})
	}
}

func (p *ResultsPage) alternatives(found []search.Alternative) []Alternative {
	out := []Alternative{}
	for _, a := range found {
		out = append(out, Alternative{a.Query, a.Instead, a.Word, a.Count, a.More, p.instead(a.Query)})
	}
	return out
}

// instead is the address of another query with the same choices.
func (p *ResultsPage) instead(q string) string {
	w := url.Values{}
	for k, s := range p.values {
		if k != "q" && k != "after" {
			w[k] = s
		}
	}
	w.Set("q", q)
	return join("/search", w)
}
