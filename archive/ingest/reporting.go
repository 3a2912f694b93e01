package ingest

import (
	"strings"
	"unicode/utf8"

	"readingroom/archive"
)

// How much of a document's beginning may be its title: lines with words on them,
// and the longest of these in code points.
const (
	titleLines  = 12
	titleLength = 120
)

// reporting returns the period that an item reports on, or nil: the first run
// of days in the lines it begins with, as far as they are no sentences; else in
// the title of a table or the name of a sheet; else in its own title. A day
// alone is the date of a document rather than what it reports on, and of a
// letter or message only the subject says.
func (l *linker) reporting(it archive.Item) *archive.PeriodLink {
	if it.Kind != archive.KindEmail {
		if p := l.heading(); p != nil {
			return p
		}
		for _, p := range l.titles {
			if p.Period.Days() > 1 {
				p.Page, p.Start, p.End = 0, 0, 0 // not words of a page
				return &p
			}
		}
	}
	for _, p := range l.periods(it.Title, archive.PeriodLink{}) {
		if p.Period.Days() > 1 {
			p.Start, p.End = 0, 0
			return &p
		}
	}
	return nil
}

// heading finds it in the lines that page 1 begins with.
func (l *linker) heading() *archive.PeriodLink {
	start, lines := 0, 0
	for line := range strings.Lines(l.first) {
		n := utf8.RuneCountInString(line)
		text := strings.TrimSpace(line)
		if text == "" {
			start += n
			continue
		}
		if lines++; lines > titleLines {
			return nil
		}
		if n <= titleLength && !sentenceLike(text) {
			for _, p := range l.spans {
				if p.Start >= start && p.Start < start+n && p.Period.Days() > 1 {
					return &p
				}
			}
		}
		start += n
	}
	return nil
}

// sentenceLike reports whether a line is part of running text: it ends a
// sentence, and begins one or goes on in small letters.
func sentenceLike(line string) bool {
	words := strings.Fields(line)
	small := 0
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); 'a' <= r && r <= 'z' {
			small++
		}
	}
	return len(words) > 4 && small*2 > len(words)
}
