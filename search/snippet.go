package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readingroom/search/analysis"
)

const (
	snippetWords = 30      // about how long a snippet is
	snippetBytes = 600     // and how long at most, a word more or less
	snippetText  = 4 << 20 // how much of a page is looked through for one, in bytes
)

// merge sorts stretches and joins those that overlap.
func merge(s []stretch) []stretch {
	slices.SortFunc(s, func(x, y stretch) int {
		return cmp.Or(cmp.Compare(x.start, y.start), cmp.Compare(y.end, x.end))
	})
	out := s[:0]
	for _, x := range s {
		if n := len(out); n > 0 && x.start < out[n-1].end {
			out[n-1].end = max(out[n-1].end, x.end)
			continue
		}
		out = append(out, x)
	}
	return out
}

// snippet cuts the best window of a text.
func (m *marks) snippet(a *analyzer, text string) Snippet {
	if len(text) > snippetText {
		text = strings.ToValidUTF8(text[:snippetText], "")
	}
	marked, words := m.find(text, a.Tokens(nil, text))
	return window(text, marked, words)
}

// window cuts the best window of a text with its words and marks: the one with
// the most of the different words that were asked for, then with the most of
// them, then the first.
func window(text string, marked []stretch, words []analysis.Token) Snippet {
	if len(words) == 0 {
		return nil
	}
	first := 0
	if len(marked) > 0 {
		first = max(0, bestWindow(marked)-snippetWords/6)
	}
	last := min(len(words), first+snippetWords) - 1
	if first = max(0, min(first, last-snippetWords+1)); len(words) <= snippetWords+5 {
		first, last = 0, len(words)-1
	}
	from, to := bounds(text, words, marked, first, last)
	return cut(text, marked, from, to)
}

// bestWindow returns the word that the best window's first mark begins with.
func bestWindow(marked []stretch) int {
	best, bestScore := 0, -1
	inside := map[string]int{}
	j := 0
	for i := range marked { // a window that begins with mark i
		for j < len(marked) && marked[j].word < marked[i].word+snippetWords*5/6 {
			inside[marked[j].term]++
			j++
		}
		if score := len(inside)*1000 + min(j-i, 999); score > bestScore {
			best, bestScore = marked[i].word, score
		}
		if inside[marked[i].term]--; inside[marked[i].term] == 0 {
			delete(inside, marked[i].term)
		}
	}
	return best
}

// bounds gives the bytes of a window of words, widened so that it cuts neither
// a word nor a mark, and narrowed where its words are too long to show.
func bounds(text string, words []analysis.Token, marked []stretch, first, last int) (from, to int) {
	anchor := first
	for _, m := range marked {
		if m.word >= first && m.word <= last {
			anchor = m.word
			break
		}
	}
	for words[last].End-words[first].Start > snippetBytes && last > first {
		if last > anchor && last-anchor >= anchor-first {
			last--
		} else {
			first++
		}
	}
	from, to = words[first].Start, words[last].End
	for _, m := range marked {
		if m.start < from && m.end > from {
			from = m.start
		}
		if m.start < to && m.end > to {
			to = m.end
		}
	}
	if first == 0 {
		from = max(0, from-40)
	}
	if last == len(words)-1 {
		to = min(len(text), to+40)
	}
	for from > 0 && inWord(text, from) {
		from--
	}
	for to < len(text) && inWord(text, to) {
		to++
	}
	if to-from > 3*snippetBytes { // one endless "word"
		for to = from + snippetBytes; to < len(text) && !utf8.RuneStart(text[to]); {
			to++
		}
	}
	return from, to
}

// inWord reports whether a cut at byte i would part what is not parted by space.
func inWord(text string, i int) bool {
	if !utf8.RuneStart(text[i]) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	part := func(r rune) bool {
		return analysis.IsWord(r) || unicode.Is(unicode.Mn, r) || analysis.Ignorable(r) || r == '\'' || r == '’'
	}
	return part(before) && part(after)
}

// cut makes the spans of a window, with its space and unseen characters tidied.
func cut(text string, marked []stretch, from, to int) Snippet {
	var out Snippet
	add := func(s string, mark bool) {
		if s = tidy(s); s != "" {
			out = append(out, Span{s, mark})
		}
	}
	if from > 0 {
		out = append(out, Span{Text: "… "})
	}
	at := from
	for _, m := range marked {
		if m.start < from || m.end > to {
			continue // outside
		}
		add(text[at:m.start], false)
		add(text[m.start:m.end], true)
		at = m.end
	}
	add(text[at:to], false)
	if to < len(text) {
		out = append(out, Span{Text: " …"})
	}
	return out
}

// tidy makes one space of any run of it, a dot of the end of a cell, and drops
// what is not seen and could change how the rest is.
func tidy(s string) string {
	var b strings.Builder
	space, cell := false, false
	for _, r := range s {
		switch {
		case r == analysis.CellEnd:
			if !cell { // empty cells do not show
				b.WriteString(" · ")
			}
			space, cell = true, true
			continue
		case unicode.IsSpace(r) || unicode.IsControl(r):
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		case unicode.Is(unicode.Cf, r):
			continue
		}
		space, cell = false, false
		b.WriteRune(r)
	}
	return b.String()
}
