package report

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"readingroom/archive"
)

var (
	scopeHeading = regexp.MustCompile(`(?i)\b(?:scope|methodology|data (?:fidelity|notes|sources?|quality)|definitions?|limitations?|about (?:this|the) (?:report|data|list)|how (?:this|the) (?:list|report) (?:is|was) made|notes? on (?:the )?data)\b`)
	scopeSays    = regexp.MustCompile(`(?i)\b(?:(?:is|are) (?:counted|recorded|listed|included|excluded|defined)|includes? only|does not include|do not include|excludes?|(?:complete|full) list|incomplete|may be higher|whenever|regardless of when|in the period in which)\b`)
)

// scopeAtMost is how many paragraphs of a page are kept as its notes on scope.
const scopeAtMost = 4

// scope finds the paragraphs under a heading about scope that say what is
// counted and what is not.
func scope(p archive.Page) []Passage {
	under := false
	var out []Passage
	points := 0
	for _, block := range blocks(p.Text) {
		first, _, _ := strings.Cut(block, "\n")
		text := oneLine(block)
		short := utf8.RuneCountInString(text) < 90 && !strings.HasSuffix(text, ".") && !strings.HasPrefix(text, "•")
		switch {
		case short || utf8.RuneCountInString(first) < 90 && !strings.HasSuffix(strings.TrimSpace(first), ".") && len(strings.Fields(first)) < 12 && scopeHeading.MatchString(first):
			under = scopeHeading.MatchString(first) && !strings.HasPrefix(first, "•")
		case under && len(out) < scopeAtMost && scopeSays.MatchString(text):
			lead := utf8.RuneCountInString(block[:len(block)-len(strings.TrimLeft(block, " \n"))])
			out = append(out, Passage{archive.Locator{Page: p.Number, From: points + lead, To: points + utf8.RuneCountInString(strings.TrimRight(block, " \r\n"))}, text})
		}
		points += utf8.RuneCountInString(block)
	}
	return out
}

// blocks parts a text after its blank lines; together they are the text.
func blocks(text string) []string {
	var out []string
	begin := 0
	for i := 0; i+1 < len(text); i++ {
		if text[i] == '\n' && text[i+1] == '\n' {
			for i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			out = append(out, text[begin:i+1])
			begin = i + 1
		}
	}
	return append(out, text[begin:])
}
