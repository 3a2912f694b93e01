package release

import (
	"strconv"
	"strings"
	"time"

	"readingroom/archive"
	"readingroom/archive/extract/pdf/layout"
)

// StatedDate returns the day that a document states for itself on its first
// page, YYYY-MM-DD, and where: beside "Date:" or "Sent:", as the end of the
// period of a report, or alone on a line above the text of a letter. It returns
// "" where there is none, or several that differ, or one that may be read in
// two ways, as 3/4/2017.
func StatedDate(l layout.Page) (iso string, where archive.Box) {
	segments := segmentsOf(l)
	if len(segments) > 2000 {
		segments = segments[:2000]
	}
	d := dates{order: dayOrder(segments)}
	for _, find := range []func([]segment, int) (string, archive.Box, bool){d.labelled, d.ending, d.letterhead} {
		iso, where = "", archive.Box{}
		for i := range segments {
			at, box, ok := find(segments, i)
			if !ok {
				continue
			}
			if iso == "" {
				iso, where = at, box
			} else if iso != at {
				return "", archive.Box{}
			}
			if d.first {
				break
			}
		}
		if iso != "" {
			return iso, where
		}
	}
	return "", archive.Box{}
}

// dates reads dates; of numbers alone it needs to know which is the month.
type dates struct {
	order string // "mdy", "dmy" or ""
	first bool   // the first one found counts: that of the newest message of a chain
}

const months = `Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?`

var (
	dateForm = form(`(?i)^(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +)?(?:` +
		`(` + months + `) +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})` + // March 3, 2017
		`|(\d{1,2})(?:st|nd|rd|th)? +(` + months + `),? +(\d{4})` + // 3 March 2017
		`|(\d{4})-(\d{2})-(\d{2})` + // 2017-03-03
		`|(\d{1,2})/(\d{1,2})/(\d{4}))\b`)
	dateLabel  = form(`(?i)^(?:date(?: sent| of (?:report|issue|letter|memo(?:randum)?))?|dated|sent|report date|issued?(?: date| on)?|as of|release date) ?: *(.*)$|^(?:date|sent)$`)
	periodEnds = form(`(?i)\b(?:week|month|quarter|year|period)(?: of)? end(?:ing|ed):? +(.*)$`)
	afterTime  = form(`(?i)^,?(?: at| @)?(?: *\d{1,2}[:.]\d{2}(?:[:.]\d{2})? *(?:[ap]\.?m\.?)?(?: *\(?[A-Z]{2,4}\)?)?| *[+-]\d{4})*\W*$`)
	ordinary   = form(`(?i)^(?:dear|to whom)\b`)
	numeric    = form(`\b(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})\b`)
)

// labelled reads "Date: March 3, 2017", in one segment or in two.
func (d *dates) labelled(all []segment, i int) (string, archive.Box, bool) {
	d.first = true
	s := &all[i]
	m := dateLabel.FindStringSubmatch(s.text)
	if m == nil {
		return "", archive.Box{}, false
	}
	for k := max(0, i-3); k < i; k++ {
		if caseNumber.MatchString(all[k].text) || docNumber.MatchString(all[k].text) {
			return "", archive.Box{}, false // the day of the release
		}
	}
	text, box := m[1], s.box
	if text == "" {
		if s.last || i+1 == len(all) {
			return "", archive.Box{}, false
		}
		text, box = all[i+1].text, all[i+1].box
	}
	iso, rest := d.read(text)
	return iso, rounded(box), iso != "" && afterTime.MatchString(rest)
}

// ending reads "for the week ending March 3, 2017".
func (d *dates) ending(all []segment, i int) (string, archive.Box, bool) {
	d.first = false
	m := periodEnds.FindStringSubmatch(all[i].text)
	if m == nil || i > 40 {
		return "", archive.Box{}, false
	}
	iso, rest := d.read(m[1])
	return iso, rounded(all[i].box), iso != "" && len(strings.Fields(rest)) <= 3
}

// letterhead reads a date that stands alone above the text.
func (d *dates) letterhead(all []segment, i int) (string, archive.Box, bool) {
	d.first = false
	for k := range all[:i] {
		if ordinary.MatchString(all[k].text) || len(all[k].words) > 14 {
			return "", archive.Box{}, false // the text has begun
		}
	}
	if i > 40 || i > 0 && strings.HasSuffix(strings.TrimSpace(all[i-1].text), ":") {
		return "", archive.Box{}, false // it is the day of what stands before it: "Declassify on:"
	}
	iso, rest := d.read(all[i].text)
	return iso, rounded(all[i].box), iso != "" && afterTime.MatchString(rest)
}

// read reads the date that a text begins with.
func (d *dates) read(text string) (iso, rest string) {
	m := dateForm.FindStringSubmatch(text)
	if m == nil {
		return "", ""
	}
	rest = text[len(m[0]):]
	switch {
	case m[1] != "":
		return day(m[3], monthNumber(m[1]), m[2]), rest
	case m[5] != "":
		return day(m[6], monthNumber(m[5]), m[4]), rest
	case m[7] != "":
		return day(m[7], m[8], m[9]), rest
	case d.order == "mdy" || m[10] == m[11]:
		return day(m[12], m[10], m[11]), rest
	case d.order == "dmy":
		return day(m[12], m[11], m[10]), rest
	}
	return "", rest
}

func monthNumber(name string) string {
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	return strconv.Itoa(strings.Index(names, strings.ToLower(name[:3]))/3 + 1)
}

// day returns a calendar day; "" for one that there is not.
func day(year, month, dayOfMonth string) string {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	n, _ := strconv.Atoi(dayOfMonth)
	t := time.Date(y, time.Month(m), n, 0, 0, 0, 0, time.UTC)
	if y < 1900 || y > 2099 || t.Day() != n || int(t.Month()) != m {
		return ""
	}
	return t.Format(time.DateOnly)
}

// dayOrder tells from the dates of a page which of their numbers is the month;
// "" where none tells, or they differ.
func dayOrder(all []segment) string {
	order := ""
	for i := range all {
		for _, m := range numeric.compile().FindAllStringSubmatch(all[i].text, 50) {
			a, _ := strconv.Atoi(m[1])
			b, _ := strconv.Atoi(m[2])
			told := ""
			switch {
			case a <= 12 && b > 12 && b <= 31:
				told = "mdy"
			case b <= 12 && a > 12 && a <= 31:
				told = "dmy"
			}
			if told != "" && order != "" && told != order {
				return ""
			}
			if told != "" {
				order = told
			}
		}
	}
	return order
}
