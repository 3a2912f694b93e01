package audit

import (
	"regexp"
	"strings"
)

// partOfNumber reports whether a figure is a piece of a date, a share or a longer figure.
func partOfNumber(s string, from, to int) bool {
	after, before := s[to:], s[:from]
	return goesOn.MatchString(after) || cameFrom.MatchString(before)
}

var (
	goesOn   = regexp.MustCompile(`^(?:[-/.,:]?\d|\s?%|\s?percent|\w|\()`)
	cameFrom = regexp.MustCompile(`(?:[\d$#][-/.,:]?|[-/]|\b(?:No|Section|Title|Form|page|p|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|November|December)\.? ?)$`)
)

// around is what stands right beside a figure: in the same clause, some words each way.
func around(s string, from, to int) string {
	const reach = 40
	a, b := max(0, from-reach), min(len(s), to+reach)
	before, after := strings.ToValidUTF8(s[a:from], " "), strings.ToValidUTF8(s[to:b], " ")
	if i := strings.LastIndexAny(before, ",;:."); i >= 0 {
		before = before[i+1:]
	}
	if i := strings.IndexAny(after, ",;:."); i >= 0 {
		after = after[:i]
	}
	return before + s[from:to] + after
}

var word = regexp.MustCompile(`\p{L}{4,}`)

// wordsOf are the stems of the longer words, which a plural or a past tense shares.
func wordsOf(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range word.FindAllString(strings.ToLower(s), -1) {
		for _, end := range []string{"ing", "ed", "es", "s", "e"} {
			if cut, ok := strings.CutSuffix(w, end); ok && len(cut) >= 4 {
				w = cut
				break
			}
		}
		out[w] = true
	}
	return out
}

func shared(a, b map[string]bool) int {
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return n
}
