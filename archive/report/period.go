package report

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/link/period"
)

// headLines is how many lines of a first page are its head.
const headLines = 14

// periodOf finds what a document reports on: in its title, at the head of its
// first page, in the titles of its tables. A single day is its date, not what it
// reports on.
func periodOf(it archive.Item, first string, titles []Passage) Period {
	var c period.Context
	c.Date, _ = time.Parse(time.DateOnly, it.Date)
	title, found := longest(it.Title, c, archive.Locator{}, 0)
	head, ok := inHead(first, c)
	switch {
	case found && ok && head.Period == title.Period, !found && ok:
		return head // the same, with a place to cite
	case found:
		return title
	}
	for _, t := range titles {
		if p, ok := longest(t.Text, c, t.At, -1); ok {
			return p
		}
	}
	return Period{}
}

// inHead finds the period that the head of a first page states: such with a
// word that says so before it, else the first.
func inHead(text string, c period.Context) (Period, bool) {
	var best Period
	said, points, n := false, 0, 0
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		if n == headLines {
			break
		}
		if strings.TrimSpace(line) != "" {
			n++
		}
		// A period may go on in the next line.
		both := line
		if i+1 < len(lines) {
			both += lines[i+1]
		}
		if p, ok := longest(both, c, archive.Locator{Page: 1}, points); ok && !strings.Contains(both, "\t") {
			cue := saysFor.MatchString(before(both, p.Text))
			if best.From == "" || cue && !said {
				best, said = p, cue
			}
		}
		points += utf8.RuneCountInString(line)
	}
	return best, best.From != ""
}

func before(s, words string) string {
	b, _, _ := strings.Cut(s, words)
	return b
}

var saysFor = regexp.MustCompile(`(?i)\b(?:for|between|during|covering|covers|period|recorded|from|week|quarter|reporting)\b`)

// longest finds the longest period of a line, of several days. offset is where
// the line begins on its page; below 0 it is not on the page's text.
func longest(line string, c period.Context, at archive.Locator, offset int) (Period, bool) {
	var best Period
	most := 1
	for _, f := range period.In(line, c) {
		days := f.Period.Days()
		if days <= most {
			continue
		}
		most = days
		best = Period{f.Period, f.Text, f.Label, f.Calendar, at}
		if at.Page > 0 && offset >= 0 {
			best.At.From, best.At.To = offset+f.Start, offset+f.End
		}
	}
	return best, most > 1
}
