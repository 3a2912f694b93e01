package release

import (
	"strings"
)

// What stands in a segment beside its codes.
type remains int

const (
	onlyCodes  remains = iota // nothing, or what agencies add to a code
	aboutCodes                // "Withheld pursuant to exemption … of the Freedom of Information Act"
	other
)

var (
	// Added to a code: -1, per FBI, DPP, 10 U.S.C. 130b, Personal Privacy.
	added = form(`^(?i:\W*|[-–—]?\d{1,3}(?:,\d{1,2})*[,;]?|per|dpp|dp|awp|wp|acp|ac|pii|pp|cbi|nr|ls|les|(?:u\.?s\.?c\.?|usc)|§+|sec(?:tion|\.)?|p\.?l\.?|pub\.?|natsecact|nsa|cia|fbi|dea|atf|dos|state|doj|dhs|ice|cbp|tsa|uscis|usss|dod|osd|army|navy|usaf|epa|eop|nara|doe|irs|act|frcp|frcrp|rule|personal|privacy|deliberative|process|attorney[-/]?|client|work|product|communications?|presidential|privilege|enforcement|law|techniques|confidential|business|outside|scope|non[- ]?responsive|duplicate|redacted|deleted|names?|phone|email|e-mail|address(?:es)?|pa|crop|[a-z]?\d+[a-z]?(?:\([a-z0-9]+\))*[,;:]?)$`)
	about = form(`^(?i:withheld|pursuant|to|under|exemptions?|exempt|exempted|ex\.?|from|disclosure|freedom|of|the|information|privacy|act|foia/?p?a?|and|or|&|in|full|part|released?|page|pages|by|for|reasons?|following|section|u\.s\.|5|552)$`)
)

// residue says what stands in a text beside its codes.
func residue(text string, codes []code) remains {
	var b strings.Builder
	at := 0
	for _, c := range codes {
		if c.start > at {
			b.WriteString(text[at:c.start])
		}
		b.WriteByte(' ')
		at = max(at, c.end)
	}
	b.WriteString(text[at:])
	words := strings.FieldsFunc(b.String(), func(r rune) bool { return strings.ContainsRune(" ,;:/()[]{}", r) })
	out := onlyCodes
	for _, w := range words {
		w = strings.Trim(w, ".-–—•*|_'\"")
		switch {
		case w == "" || added.MatchString(w):
		case about.MatchString(w):
			out = max(out, aboutCodes)
		default:
			return other
		}
	}
	if len(words) > 20 {
		return other
	}
	return out
}
