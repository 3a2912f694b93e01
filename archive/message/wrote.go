package message

import (
	"regexp"
	"slices"
	"strings"
)

var (
	wroteEnd  = once(`\b(?:wrote|writes|wrote on .{6,60}?|escribió|a écrit) ?[:;]\s*$`)
	wroteForm = once(`^(?:On|At|In a message dated) +(.+?)[ ,]*(?:wrote|writes) ?[:;]$`)
	wroteLate = once(`^(.{3,200}?) wrote on (.{6,60}?) ?[:;]$`)
	dateFirst = []*regexp.Regexp{
		regexp.MustCompile(`^(.*?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[AaPp]\.?\s?[Mm]\b\.?)?(?:\s*\(?[-+]\d{4}\)?|\s+\(?(?:[ECMP][SD]T|GMT|UTC)\)?|\s+\w+ (?:Standard|Daylight) Time)?(?:\s+on\s+.*?\d{4}|\s+\d{1,2}/\d{1,2}/\d{2,4})?)[ ,]+(\S.*)$`),
		regexp.MustCompile(`^(.*?(?:\b(?:19|20)\d\d\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}))[ ,]+(\S.*)$`),
	}
)

// wrote reads the sentence above a quoted message: "On <date>, <name> wrote:",
// on up to four rows.
func (p parser) wrote(at int) (head, bool) {
	var text string
	for i := at; i < len(p.rows) && i < at+4 && len(text) < 400; i++ {
		r := p.rows[i]
		if r.furniture {
			continue
		}
		if r.blank() {
			return head{}, false
		}
		text = strings.TrimSpace(text + " " + strings.TrimSpace(r.text))
		if i == at && !strings.HasPrefix(text, "On ") && !strings.HasPrefix(text, "At ") && !strings.HasPrefix(text, "In a message") && !wroteEnd().MatchString(text) {
			return head{}, false
		}
		if !wroteEnd().MatchString(text) {
			continue
		}
		h := head{begin: at, end: i + 1, form: "wrote", quoted: p.rows[at].quoted, introduced: true, confidence: .8}
		text = line(text)
		if m := wroteLate().FindStringSubmatch(text); m != nil && Date(m[2]) != "" {
			h.set(fromField, m[1])
			h.set(dateField, m[2])
			return h, true
		}
		m := wroteForm().FindStringSubmatch(text)
		if m == nil {
			return head{}, false
		}
		for _, form := range dateFirst {
			d := form.FindStringSubmatch(m[1])
			if d == nil || Date(d[1]) == "" {
				continue
			}
			h.set(fromField, strings.TrimRight(d[2], ", "))
			h.set(dateField, strings.TrimPrefix(d[1], "at "))
			return h, true
		}
		return head{}, false
	}
	return head{}, false
}

var groupWiseHead = once(`^>>> ?"?(.{2,120}?)"?,?\s+((?:On )?(?:\w+, )?(?:\d{1,2}/\d{1,2}/\d{2,4}|\w+ \d{1,2}, \d{4}|\d{1,2} \w+ \d{4}).{0,40}?) ?>>>`)

// groupWise reads the line that GroupWise writes above what it quotes:
// ">>> Jane Doe 1/5/2010 4:33 PM >>>".
func (p parser) groupWise(at int) (head, bool) {
	text := strings.TrimSpace(p.rows[at].text)
	if !strings.HasSuffix(text, ">>>") && at+1 < len(p.rows) {
		text += " " + strings.TrimSpace(p.rows[at+1].text)
	}
	m := groupWiseHead().FindStringSubmatch(line(text))
	if m == nil || Date(m[2]) == "" {
		return head{}, false
	}
	h := head{begin: at, end: at + 1, form: "groupwise", introduced: true, confidence: .8}
	if !strings.HasSuffix(strings.TrimSpace(p.rows[at].text), ">>>") {
		h.end++
	}
	h.set(fromField, m[1])
	h.set(dateField, m[2])
	return h, true
}

var (
	gmailHead  = once(`^\s*(\S.{1,120}?<[^<>\s]+@[^<>\s]+>|\S.{1,80}?) {2,}((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, .{8,60})$`)
	gmailCount = once(`^\s*\d+ messages?\s*$`)
)

// gmail reads the head of a message that Gmail printed: the sender and the date
// on one row, then "To:".
func (p parser) gmail(at int) (head, bool) {
	if !strings.Contains(p.rows[at].text, "  ") || !strings.Contains(p.rows[at].text, ", ") {
		return head{}, false
	}
	m := gmailHead().FindStringSubmatch(p.rows[at].text)
	if m == nil || !hasTime(m[2]) || Date(m[2]) == "" {
		return head{}, false
	}
	if _, _, ok := labelAt(p.rows[at].text); ok {
		return head{}, false
	}
	next := at + 1
	for next < len(p.rows) && next < at+3 && p.rows[next].blank() {
		next++
	}
	if next >= len(p.rows) {
		return head{}, false
	}
	if l, _, ok := labelAt(p.rows[next].text); !ok || l.field != toField && l.field != otherField || l.strength != strong {
		return head{}, false
	}
	g := gathering{parser: p, column: -1}
	g.seen[fromField], g.seen[dateField], g.seen[subjectField] = true, true, true
	g.take(p.rows[next].text, next)
	g.end = next + 1
	g.run(next + 1)
	h := head{begin: at, end: g.end, form: "gmail", confidence: .9}
	h.set(fromField, m[1])
	h.set(dateField, m[2])
	for _, part := range g.parts {
		h.set(part.field, part.value)
	}
	for i := at - 1; i > 0 && i > at-6; i-- {
		if !gmailCount().MatchString(p.rows[i].text) {
			continue
		}
		for i--; i >= 0 && p.rows[i].blank(); i-- {
		}
		if i >= 0 {
			h.set(subjectField, p.rows[i].text)
		}
		break
	}
	return h, true
}

var lotusLabel = once(`^(.*?)(?:^| {2,}|\s)(To|cc|bcc|Subject)(?: *$| {2,}(\S.*)$| (\S.*)$)`)

// lotus reads the head that Lotus Notes printed: the sender above the date on
// the left, "To", "cc", "bcc" and "Subject" without colons beside them.
//
//	Jane Doe/DC/USEPA/US      To       John Smith/DC/USEPA/US@EPA
//	01/05/2010 04:33 PM       cc
//	                          Subject  Report
func (p parser) lotus(at int) (head, bool) {
	if !strings.Contains(p.rows[at].text, "To") {
		return head{}, false
	}
	order := []string{"To", "cc", "bcc", "Subject"}
	h := head{begin: at, form: "lotus", confidence: .8}
	var left []string
	last, next, column := noField, 0, 0
	for i, rows := at, 0; i < len(p.rows) && rows < 16 && last != subjectField; i++ {
		r := p.rows[i]
		if r.blank() {
			continue
		}
		rows++
		var m []int
		if slices.ContainsFunc(order, func(label string) bool { return strings.Contains(r.text, label) }) {
			m = lotusLabel().FindStringSubmatchIndex(r.text)
		}
		known := -1
		if m != nil {
			known = slices.Index(order[next:], r.text[m[4]:m[5]])
		}
		switch {
		case known >= 0 && (next > 0 || known == 0):
			if before := strings.TrimSpace(r.text[:m[4]]); before != "" {
				left = append(left, before)
			}
			if next == 0 {
				if column = m[4]; i > 0 && !p.rows[i-1].blank() && p.rows[i-1].beside(r) && indentOf(p.rows[i-1].text) > column {
					h.values[toField] = p.rows[i-1].text // its label stands beside the middle of it
				}
			}
			last = []field{toField, ccField, bccField, subjectField}[next+known]
			h.values[last] = line(h.values[last] + " " + r.text[m[5]:])
			next += known + 1
			h.end = i + 1
		case next == 0 && (rows > 1 || indentOf(r.text) > 40):
			return head{}, false // "To" stands beside the sender or below
		case next > 0 && indentOf(r.text) > column:
			h.values[last] = line(h.values[last] + " " + r.text)
		default:
			left = append(left, strings.TrimSpace(r.text))
		}
	}
	if last != subjectField || h.end == 0 {
		return head{}, false
	}
	for _, l := range left {
		switch {
		case Date(l) != "" && hasTime(l):
			if h.values[dateField] == "" {
				h.set(dateField, l)
			}
		case h.values[fromField] == "":
			h.set(fromField, strings.Trim(l, `"`))
		}
	}
	if h.values[dateField] == "" || h.values[fromField] == "" || Date(left[0]) != "" {
		return head{}, false
	}
	return h, true
}
