package foialog

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	numberForm = regexp.MustCompile(`^[#(]?[\pL\d][\pL\d\-–—‐‑_/.:# ()]*$`)
	parting    = regexp.MustCompile(`\s*(?:[;,&|]|\band\b|\n)\s*`)
	noNumber   = regexp.MustCompile(`(?i)^(?:page|pp?|sheet|week|month|quarter|year|fiscal|section|table|total|updated|as of|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december)\b[ .]|^(?:fy|cy|q[1-4]) ?(?:\d\d|\d{4})$`)
)

// isNumber reports whether a cell could be the number of a request: short, of
// letters, figures and few signs, with figures in it, and no date.
func isNumber(cell string) bool {
	cell = strings.TrimSpace(cell)
	if cell == "" || len(cell) > 48 || !numberForm.MatchString(cell) || len(strings.Fields(cell)) > 4 {
		return false
	}
	figures, letters := 0, 0
	for _, r := range cell {
		switch {
		case unicode.IsDigit(r):
			figures++
		case unicode.IsLetter(r):
			letters++
		}
	}
	if figures == 0 || figures < 2 && letters > 3 || letters > 2*figures+8 || noNumber.MatchString(cell) {
		return false
	}
	return bareSerial(cell) || plainDate.MatchString(cell) || len(days(cell, Auto)) == 0
}

// numbers parts a cell into the numbers of the requests that stand in it: most
// have one. A number that was broken over two lines is one.
func numbers(cell string) []string {
	cell = strings.TrimSpace(cell)
	parts := parting.Split(cell, -1)
	kept := parts[:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	if len(kept) < 2 {
		return []string{oneLine(broken.ReplaceAllString(cell, "$1$2"))}
	}
	for _, p := range kept {
		if !isNumber(p) || shape(p) != shape(kept[0]) || len(kept) > 50 {
			return []string{oneLine(broken.ReplaceAllString(cell, "$1$2"))}
		}
	}
	return kept
}

// broken is where a number goes on in the next line.
var broken = regexp.MustCompile(`([\pL\d][-–/])\s+([\pL\d])`)

// shape is a number with its figures and letters as kinds: "9-AAAA-9".
func shape(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			r = '9'
		case unicode.IsLetter(r):
			r = 'A'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

var notAlnum = regexp.MustCompile(`[^\pL\d]+`)

// Key is by what the same request is known in several logs: its number, without
// regard to case and signs, under the agency that the number names, or else
// under the one that the log is of. "" where there is no number.
//
//	Key("2014-aphis-02346-F ", "USDA") = "2014-APHIS-02346-F"
//	Key("FOIA 11-057", "Springfield PD") = "SPRINGFIELD PD/11-057"
func Key(number, agency string) string {
	n := strings.Trim(notAlnum.ReplaceAllString(strings.ToUpper(number), "-"), "-")
	if n == "" {
		return ""
	}
	var words []string
	named := false
	for w := range strings.SplitSeq(n, "-") {
		if !plainWords[w] || len(words) > 0 {
			words = append(words, w)
		}
		named = named || len(w) > 2 && strings.IndexFunc(w, unicode.IsDigit) < 0 && !plainWords[w]
	}
	if n = strings.Join(words, "-"); n == "" || named {
		return n
	}
	return strings.Trim(notAlnum.ReplaceAllString(strings.ToUpper(agency), " "), " ") + "/" + n
}

// plainWords stand in numbers of all agencies.
var plainWords = map[string]bool{
	"FOIA": true, "FOI": true, "FOIL": true, "PRA": true, "CPRA": true, "PRR": true, "OPRA": true, "IPRA": true, "REQUEST": true, "REQ": true,
	"CASE": true, "NO": true, "NUMBER": true, "LOG": true, "FILE": true, "REF": true, "TRACKING": true, "FOIPA": true, "RTK": true, "RTKL": true,
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
