package web

import (
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"readingroom/search/query"
)

// A Span is a run of a text in Unicode code points: From is its first, To the
// first after it.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// spans finds the words and phrases that a query asks for in a text: a word in
// any of its forms, a phrase exactly, a prefix at the beginning of a word.
// It is how a page is marked; the index decides what is a hit.
func spans(q, text string) []Span {
	if strings.TrimSpace(q) == "" {
		return nil
	}
	words := wordsOf(text)
	for i := range words {
		words[i].stem = stem(words[i].text)
	}
	var found []Span
	query.Leaves(query.Parse(q).Root, func(leaf query.Node, field string, wanted bool) {
		if !wanted || field != "" {
			return
		}
		asked := wordsOf(query.Text(leaf))
		if len(asked) == 0 {
			return
		}
		for i := range asked {
			asked[i].stem = stem(asked[i].text)
		}
		for i := range words[:max(0, len(words)-len(asked)+1)] {
			if here := words[i : i+len(asked)]; matches(leaf, asked, here) {
				found = append(found, Span{here[0].From, here[len(here)-1].To})
			}
		}
	})
	return merged(found)
}

func matches(leaf query.Node, asked, here []word) bool {
	last := len(asked) - 1
	for i, a := range asked {
		h := here[i]
		var same bool
		switch leaf.(type) {
		case query.Word:
			same = a.stem == h.stem
		case query.Prefix:
			same = a.text == h.text || i == last && strings.HasPrefix(h.text, a.text)
		case query.Fuzzy:
			same = near(a.text, h.text)
		default:
			same = a.text == h.text
		}
		if !same {
			return false
		}
	}
	return true
}

// merged puts spans in order and joins those that overlap.
func merged(s []Span) []Span {
	slices.SortFunc(s, func(a, b Span) int { return a.From - b.From })
	var out []Span
	for _, x := range s {
		if n := len(out); n > 0 && x.From < out[n-1].To {
			out[n-1].To = max(out[n-1].To, x.To)
			continue
		}
		out = append(out, x)
	}
	return out
}

// A word is a word of a text, in lower case and without accents' case rules.
type word struct {
	Span
	text string
	stem string
}

func stem(word string) string {
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

func wordsOf(text string) []word {
	var words []word
	var b strings.Builder
	at, start := 0, 0
	end := func() {
		if b.Len() > 0 {
			words = append(words, word{Span: Span{start, at}, text: b.String()})
			b.Reset()
		}
	}
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			if b.Len() == 0 {
				start = at
			}
			b.WriteRune(unicode.ToLower(r))
		} else if (r != '\'' && r != '’') || b.Len() == 0 {
			end()
		}
		at++
	}
	end()
	return words
}

// near reports whether two words differ by at most one letter put in, left out
// or changed.
func near(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	if len(x) == len(y) {
		return i == len(x) || slices.Equal(x[i+1:], y[i+1:])
	}
	return slices.Equal(x[i:], y[i+1:])
}
