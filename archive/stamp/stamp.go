// Package stamp tells what was printed over a page when it was released from
// what is its text, by the words alone:
//
//	UNCLASSIFIED                 STATE DEPT. - PRODUCED TO HOUSE SELECT BENGHAZI COMM.
//	Case No. F-2015-04841
//	Doc No. C05739862
//	Date: 05/13/2015                                                  RELEASE IN PART B6
//
//	Sent:  Tuesday, July 17, 2012 3:29 PM    Classified by DAS, A/GIS, DoS on
//	                                         01/29/2016 — Class: CONFIDENTIAL —
//
// So it does for pages that are nothing but text, and for documents of one page,
// whose head no other page shares.
package stamp

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// once compiles an expression when it is first asked for: these are long, and
// most programs of this one never do.
func once(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// Code is the expression of an exemption as it is stamped in a margin.
const Code = `(?:(?:FOIA )?\(b\) ?\(? ?[1-9] ?\)?(?: ?\([A-Fa-f]\))?(?: ?-\d)?|B-?[1-9](?:\([A-F]\)|[A-F])?|b[1-9](?:\([A-F]\)|[A-Fc])?|1\.4 ?\([A-Ha-h]\)|NR)`

const (
	codes = `(?:` + Code + `[ ,;/]*)+`
	day   = `\d{1,2}/\d{1,2}/\d{4}`
	state = `U\. ?S\.? Department of State`
)

var (
	whole = once(`^(?:` + strings.Join([]string{
		`(?:PARTIALLY |SANITIZED |REDACTED )?(?:RELEASED?|DENIED|WITHHELD)(?: AND DECLASSIFIED)? IN(?: (?:FULL|PART)\b.*)?`,
		`(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED|SENSITIVE BUT UNCLASSIFIED|SBU|FOUO|FOR OFFICIAL USE ONLY|LAW ENFORCEMENT SENSITIVE)`,
		`(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED),? +(?:` + state + `|STATE DEPT).*`,
		state + ` +(?:Case No|SUBJECT TO).*`,
		`(?:Case|Doc|Document) No\.?:? +[A-Z]{0,2}-?\d[\w-]*(?: +(?:Case|Doc|Date|STATE DEPT|SUBJECT TO)\b.*)?`,
		`SUBJECT TO AGREEMENT ON\b.*`, `STATE DEPT\b\.?.*PRODUCED TO.*`,
		`(?:Classified by |CLASSIFIED BY|Derived from:|DERIVED FROM:).*`, `(?i:(?:on )?declassify on\b.*|[—–-]? ?reason: ?1\.4.*)`,
		`(?:[—–-] ?Class: ?)?CONFIDENTIAL ?[—–-].*`, `[—–-] ?(?:Class|Declassify)\b.*`, day + ` ?[—–-] ?Class\b.*`, `on: ` + day,
		codes,
		`(?:O(?i:btained)|R(?i:eleased)|P(?i:roduced)|D(?i:isclosed)) (?i:by|to|via|under|pursuant to) .*(?i:foia|freedom of information|records act).{0,20}`,
	}, "|") + `)$`)
	more   = once(`^(?:` + state + `|Date:? ?` + day + `(?: {2,}.*)?|(?:IN )?(?:PART|FULL)\b(?: ` + codes + `)?|` + codes + `)$`)
	beside = once(` {3,}(?:(?:PARTIALLY )?RELEASED? IN(?: (?:PART|FULL))?.*|RELEASED?|DECLASSIFIED.*|Classified by .*|Reason: ?1\.4.*|CONFIDENTIAL ?[—–-].*|[—–-] (?:Class|Reason|Declassify)\b.*|Declassify on:.*|on: ` + day + `|PART B\d.*|FULL|` + day + `(?: ?[—–-] ?Class\b.*)?)$`)
	hints  = []string{"RELEASE", "DECLASSIFIED", "PART B", "FULL", "CONFIDENTIAL", "Class", "Reason", "Declassify", "/"} // one of which what is beside holds
	opened = once(`\b[Oo]n:?$`)                                                                                          // the day is on the next line
	dayEnd = once(`^ *` + day + `$`)
)

// maxLine is how long a line may be that is looked at, in bytes.
const maxLine = 300

// Line reports whether a line, without the blanks around it, is nothing but a
// stamp. Numbers of pages are none.
func Line(line string) bool {
	return len(line) <= maxLine && looksStamped(line) && whole().MatchString(line)
}

// looksStamped reports whether a line may be a stamp, which most are not and the
// expression takes long to find out: of those that begin small few can be, and all
// have a number, two capitals side by side, or a word of the stamps without them.
func looksStamped(line string) bool {
	if line == "" || line[0] >= 'a' && line[0] <= 'z' && strings.IndexByte("bdor", line[0]) < 0 {
		return false
	}
	capital := false
	for i := range len(line) {
		c := line[i]
		if c >= '0' && c <= '9' || capital && c >= 'A' && c <= 'Z' {
			return true
		}
		capital = c >= 'A' && c <= 'Z'
	}
	return strings.Contains(line, "lassif") || strings.Contains(line, "nformation")
}

// Beside returns what is stamped at the right of a line, beyond a gap; "" for nothing.
func Beside(line string) string {
	if !strings.Contains(line, "   ") || !slices.ContainsFunc(hints, func(word string) bool { return strings.Contains(line, word) }) {
		return ""
	}
	return beside().FindString(line)
}

// Cut parts a text from the stamps on it, line by line; a line that is nothing
// but a stamp is left as an empty one.
func Cut(text string) (rest string, stamps []string) {
	var b strings.Builder
	last := "" // the line before that is not blank, if that is a stamp or ends in one
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		bare := strings.TrimSpace(line)
		if bare == "" {
			b.WriteByte('\n')
			continue
		}
		s := stamped(line, bare, last)
		if last = strings.TrimSpace(s); last != "" {
			stamps = append(stamps, last)
		}
		b.WriteString(strings.TrimSuffix(line, s))
		b.WriteByte('\n')
	}
	return b.String(), stamps
}

// stamped returns the end of a line that is a stamp, which may be all of it.
func stamped(line, bare, last string) string {
	if Line(bare) || last != "" && len(bare) <= maxLine && more().MatchString(bare) {
		return line
	}
	s := Beside(line)
	if dayEnd().MatchString(s) && !opened().MatchString(last) {
		return "" // "Memorandum      05/26/2017"
	}
	return s
}
