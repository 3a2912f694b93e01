package search

import (
	"strings"

	"readingroom/search/query"
)

// reading says how a query was read: as a tree with its signs written out, of
// how many words, and which of them are found in other forms, too.
//
//	ventura AND detainer; 2 words, 1 also as detain
//	"county jail" OR depu*; 1 phrase, 1 pattern
func (a *analyzer) reading(q query.Q) string {
	if q.IsZero() {
		return ""
	}
	var words, phrases, patterns, others int
	var stems []string
	also := 0
	query.Leaves(q.Root, func(leaf query.Node, field string, _ bool) {
		if field != "" && textFields[field] == "" {
			others++
			return
		}
		switch leaf.(type) {
		case query.Phrase, query.Loose:
			phrases++
		case query.Word:
			words++
			if t := parts(a.tokens(nil, query.Text(leaf))); len(t) == 1 && t[0].stem != "" {
				if also++; len(stems) < 5 {
					stems = append(stems, t[0].stem[1:])
				}
			}
		default:
			patterns++
		}
	})
	var said []string
	for _, s := range []struct {
		n    int
		noun string
	}{{words, "word"}, {phrases, "phrase"}, {patterns, "pattern"}, {others, "condition"}} {
		if s.n == 0 {
			continue
		}
		text := many(s.n, s.noun)
		if s.noun == "word" && also > 0 {
			text += ", " + thousands(also) + " also as " + strings.Join(stems, ", ")
			if also > len(stems) {
				text += " …"
			}
		}
		said = append(said, text)
	}
	return q.ReadAs() + "; " + strings.Join(said, ", ")
}
