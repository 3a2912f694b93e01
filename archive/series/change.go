package series

import (
	"regexp"
	"strings"

	"readingroom/archive"
	"readingroom/archive/report"
)

// families follows each section through the issues, and notes what is worded
// in another way. A section goes on where its columns do, or its title does.
func (s *Series) families() {
	for i, x := range s.Issues {
		if len(x.Facts.Sections) == 0 {
			continue // not read
		}
		taken := map[int]bool{}
		for _, sec := range x.Facts.Sections {
			at := archive.Place{Item: x.Item, Locator: sec.At}
			f := s.familyOf(sec, taken)
			if f < 0 {
				if i > 0 && len(s.Sections) > 0 {
					s.Changes = append(s.Changes, Change{What: "section", Issue: i, Is: titleOf(sec), IsAt: at})
				}
				s.Sections = append(s.Sections, Family{Key: key(sec)})
				f = len(s.Sections) - 1
			}
			taken[f] = true
			fam := &s.Sections[f]
			if n := len(fam.Points); n > 0 {
				s.compare(fam.Points[n-1], i, sec, at)
			}
			fam.Title = titleOf(sec)
			fam.Points = append(fam.Points, Point{i, sec, at})
		}
	}
}

// familyOf finds the section that another one goes on with: by its number or
// title, with alike columns, else by its columns alone. -1: none.
func (s *Series) familyOf(sec report.Section, taken map[int]bool) int {
	best, most := -1, 0.0
	for i, f := range s.Sections {
		if taken[i] {
			continue
		}
		last := f.Points[len(f.Points)-1].Section
		columns, title := likeness(last.Header, sec.Header), likeness([]string{titleOf(last)}, []string{titleOf(sec)})
		n := columns + title
		if a, b := number(last.Title), number(sec.Title); a != "" && a == b {
			n++
		}
		if (columns >= 0.5 || title >= 0.8) && n > most {
			best, most = i, n
		}
	}
	return best
}

// number is the number that a section bears: "ii" of "Section II: …".
func number(title string) string {
	if m := numbered.FindStringSubmatch(strings.ToLower(title)); m != nil {
		return m[1]
	}
	return ""
}

var numbered = regexp.MustCompile(`^(?:section|table|part|list|appendix|schedule|exhibit) ([ivxlc]+|\d+|[a-z])\b`)

func key(sec report.Section) string { return report.Key(sec.Title) }

// titleOf is a section's title without its period; its columns where it has none.
func titleOf(sec report.Section) string {
	t := oneLine(report.WithoutPeriods(sec.Title))
	if t = strings.Trim(loose.ReplaceAllString(t, " "), " ,;:-–—"); t != "" {
		return oneLine(t)
	}
	return strings.Join(sec.Header, ", ")
}

// loose is a word that led to the period that was taken out.
var loose = regexp.MustCompile(`(?i)\b(?:between|for|during|from|in)\s*(?:$|(?:to\b)|\(\s*\))`)

// compare notes what a section words in another way than the one before.
func (s *Series) compare(was Point, issue int, is report.Section, at archive.Place) {
	a, b := titleOf(was.Section), titleOf(is)
	if !strings.EqualFold(squeeze(a), squeeze(b)) && was.Section.Title != "" && is.Title != "" {
		s.Changes = append(s.Changes, Change{"section title", issue, a, b, was.At, at})
	}
	for n := range max(len(was.Section.Header), len(is.Header)) {
		x, y := nth(was.Section.Header, n), nth(is.Header, n)
		if !strings.EqualFold(squeeze(x), squeeze(y)) {
			s.Changes = append(s.Changes, Change{"column", issue, x, y, was.At, at})
		}
	}
}

func nth(all []string, n int) string {
	if n < len(all) {
		return all[n]
	}
	return ""
}

// squeeze leaves what is not a matter of typing: another dash, a lost apostrophe.
func squeeze(s string) string { return strings.Join(word.FindAllString(strings.ToLower(s), -1), " ") }
