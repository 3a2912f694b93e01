package searchtest

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"readingroom/search"
)

// snippets: a snippet is a piece of the page's own text, begins and ends with
// whole words, and marks words that were asked for and nothing else.
func (s *suite) snippets(t *testing.T) {
	texts := map[string]string{}
	for _, d := range s.docs {
		for i, p := range d.Pages {
			texts[d.places[i+1].String()] = p.Text
		}
	}
	tidy := func(s string) string { // what is not seen need not be shown
		return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Cf, r) {
				return -1
			}
			return r
		}, s)), " ")
	}
	for _, q := range []struct {
		typed string
		marks []string
	}{
		{s.fillers[2], []string{s.fillers[2]}},
		{s.fillers[2] + " " + s.fillers[5], []string{s.fillers[2], s.fillers[5]}},
		{"requests", families[2]},
		{`"of the"`, nil},
		{s.fillers[9][:4] + "*", nil},
	} {
		res := s.search(t, search.Request{Query: q.typed, Kinds: []string{"page"}, Limit: 40})
		if len(res.Groups) == 0 {
			t.Errorf("%s is found nowhere", q.typed)
		}
		for _, g := range res.Groups {
			for _, h := range g.Hits {
				text := tidy(texts[at(h)])
				for piece := range strings.SplitSeq(h.Snippet.String(), "…") {
					if piece = tidy(piece); piece == "" {
						continue
					}
					i, end := strings.Index(text, piece), strings.Index(text, piece)+len(piece)
					switch {
					case i < 0:
						t.Errorf("%s: the snippet of %s is not on its page: %q", q.typed, at(h), piece)
					case withinWord(text, i) || withinWord(text, end):
						t.Errorf("%s: the snippet of %s is cut inside a word: %q", q.typed, at(h), piece)
					}
				}
				marked := 0
				for _, span := range h.Snippet {
					if !span.Mark {
						continue
					}
					marked++
					if w := strings.ToLower(span.Text); q.marks != nil && !slices.Contains(q.marks, w) {
						t.Errorf("%s: %q is marked on %s", q.typed, w, at(h))
					}
				}
				if marked == 0 {
					t.Errorf("%s: nothing is marked on %s", q.typed, at(h))
				}
			}
		}
	}
	// A row shows its cells, its header, and which cells matched.
	res := s.search(t, search.Request{Query: s.fillers[2], Kinds: []string{"row"}, Limit: 20})
	for _, g := range res.Groups {
		for _, h := range g.Hits {
			if len(h.Header) != 6 || len(h.Cells) != 6 || len(h.Matched) == 0 || h.Row == 0 {
				t.Errorf("row %s: header %q, cells %q, matched %v", at(h), h.Header, h.Cells, h.Matched)
				continue
			}
			for _, i := range h.Matched {
				if !slices.Contains(strings.Fields(h.Cells[i]), s.fillers[2]) {
					t.Errorf("row %s: cell %q is said to match %s", at(h), h.Cells[i], s.fillers[2])
				}
			}
		}
	}
	if len(res.Groups) == 0 {
		t.Error("no row is shown")
	}
}

func parts(c byte) bool { return c < 0x80 && !unicode.IsLetter(rune(c)) && !unicode.IsDigit(rune(c)) }

// withinWord reports whether a place in a text is between two letters of a word. The
// signs of Chinese and Japanese are words themselves.
func withinWord(text string, i int) bool {
	if i <= 0 || i >= len(text) || parts(text[i-1]) || parts(text[i]) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	return !unicode.In(before, unicode.Han, unicode.Hiragana, unicode.Katakana) && !unicode.In(after, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
