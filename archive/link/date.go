package link

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"readingroom/archive"
	"readingroom/archive/link/period"
	"readingroom/archive/stamp"
)

// Date returns the day that a document bears, from the text of its first page
// and the day on which its file says that it was made, "" where it says none.
// A day that is stamped on, as of its release, is not its own, nor is one after
// the day on which the archive had it, "" where that is not known. It is the
// first of these that there is:
//
//	"Date: March 3, 2017", "Released Feb. 9, 2017"
//	"WASHINGTON (March 3, 2017) — "
//	a day alone on a line above the text
//	"Filed 05/26/17 Page 1 of 9", stamped on by a court
//	the day of the file, unless the text is years older
//	the first day that the text names as one, which is no part of a range
//
// A day of the period that a document reports on is not its own.
func Date(text string, made, had archive.Day) archive.Day {
	text, _ = stamp.Cut(text)
	if had == "" {
		had = "9999"
	}
	if made > had {
		made = ""
	}
	first, newest := "", ""
	for _, f := range period.In(text, period.Context{}) {
		if !f.Dated || f.Period.From > had || slices.Contains(f.Flags, period.FlagInverted) {
			continue
		}
		if days := f.Period; first == "" && oneDay(days) {
			first = days.From
		}
		newest = max(newest, f.Period.From)
	}
	if first == "" && newest == "" {
		return made
	}
	if made != "" && older(newest, made) {
		made = "" // a copy of an old document
	}
	return cmp.Or(stated(text, had), made, first)
}

// A copy is older than its document by this at least.
const copied = 2 * 365 * 24 * time.Hour

func older(day, made archive.Day) bool {
	d, err := time.Parse(time.DateOnly, day)
	m, err2 := time.Parse(time.DateOnly, made)
	return err == nil && err2 == nil && m.Sub(d) > copied
}

func oneDay(p archive.Period) bool {
	from, err := time.Parse(time.DateOnly, p.From)
	return err == nil && from.AddDate(0, 0, 1).Format(time.DateOnly) == p.Until
}

// The lines that a document's own date is looked for in, and how many words
// these have at most that stand above the text.
const (
	headLines = 40
	headWords = 14
)

var (
	dayLabel = regexp.MustCompile(`(?i)^(?:(?:for )?(?:immediate )?release(?:d)?(?: date| on)?|date(?: issued| sent| released| of (?:report|issue|letter|memo(?:randum)?|release|notice))?|dated|sent|report date|issued?(?: date| on)?|published(?: on)?|posted(?: on)?|updated(?: on)?|as of|effective(?: date)?) ?[:\-–—]? *$`)
	filed    = regexp.MustCompile(`(?i)\bDocument +\d+(?:-\d+)? +Filed(?: in [A-Z .]+? on)?:? +$`)
	greeting = regexp.MustCompile(`(?i)^(?:dear|to whom)\b`)
	dashes   = regexp.MustCompile(`^[\s)\].,]*(?:—|–|--|-\s)`)
)

// stated returns the day that the head of a text states for the document, "" where
// there is none, or the lines alone above the text differ.
func stated(text string, had archive.Day) archive.Day {
	alone, stamp := "", ""
	differ, begun := false, false
	n := 0
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if n++; n > headLines {
			break
		}
		if len(line) > 400 {
			line = line[:400]
		}
		begun = begun || greeting.MatchString(line)
		if f, ok := firstDay(line); ok && f.Period.From <= had {
			runes := []rune(line)
			before, after := string(runes[:f.Start]), string(runes[f.End:])
			day := f.Period.From
			switch {
			case dayLabel.MatchString(before) && len(strings.Fields(after)) <= 6,
				dashes.MatchString(after) && dateline(before):
				return day
			case filed.MatchString(before):
				stamp = cmp.Or(stamp, day)
			case !begun && placed(before) && !strings.ContainsFunc(after, unicode.IsLetter):
				differ = differ || alone != "" && alone != day
				alone = day
			}
		}
		begun = begun || len(strings.Fields(line)) > headWords
	}
	if differ {
		alone = ""
	}
	return cmp.Or(alone, stamp)
}

// firstDay returns what a line says of days first, if that is one day.
func firstDay(line string) (period.Find, bool) {
	if !strings.ContainsAny(line, "0123456789") {
		return period.Find{}, false
	}
	for _, f := range period.In(line, period.Context{}) {
		return f, f.Dated && len(f.Flags) == 0 && oneDay(f.Period)
	}
	return period.Find{}, false
}

// dateline reports whether words are the place of a report: "WASHINGTON (", "PARIS, Tex., ".
func dateline(words string) bool {
	all := strings.Fields(words)
	return len(all) > 0 && len(all) <= 6 && utf8.RuneCountInString(all[0]) > 2 && strings.ToUpper(all[0]) == all[0] && placed(words)
}

var weekdays = map[string]bool{
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"mon": true, "tue": true, "tues": true, "wed": true, "thu": true, "thur": true, "thurs": true, "fri": true, "sat": true, "sun": true,
}

// placed reports whether the words before a day leave it alone: none, the day of
// the week, the place: "Washington, D.C., Friday, ".
func placed(words string) bool {
	fields := strings.Fields(words)
	for _, w := range fields {
		if w = strings.Trim(w, ",.()[]|–—-:•"); w == "" || weekdays[strings.ToLower(w)] {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) || strings.ContainsAny(w, "0123456789") {
			return false
		}
	}
	if len(fields) == 0 {
		return true
	}
	last := fields[len(fields)-1]
	return len(fields) <= 5 && (strings.ContainsAny(last[len(last)-1:], ",(.|") || weekdays[strings.ToLower(strings.Trim(last, ","))] || strings.HasSuffix(last, "–") || strings.HasSuffix(last, "—"))
}
