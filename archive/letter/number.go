package letter

import (
	"regexp"
	"strings"
	"unicode"
)

const (
	// numberForm is the number of a request: letters and figures with dashes, with figures enough to be one.
	numberForm = `(?:[A-Z]{1,8}[-/ ]){0,3}(?:\d[A-Z\d]*|[A-Z]+\d[A-Z\d]*)(?:[-/.][A-Z\d]+){0,4}`
	docketForm = `\d{1,2}:\d{2}[-–]cv[-–]\d{3,6}(?:[-–](?:\([A-Z]{2,4}\)|[A-Z]{2,4}))*`
)

var (
	// A word for a request's number leads to it: "FOIA Case Number: 2017-ICFO-12345".
	numbered = regexp.MustCompile(`(?i:\b((?:foia/?pa|foipa|foia|foil|pra|cpra|public\s+records?(?:\s+act)?|request|case|appeal|tracking|control|reference|file|log|inquiry|docket|your|agency)(?:[\s/]+(?:foia|privacy\s+act|request|case|appeal|tracking|control|reference|file|log|inquiry|id))*)\s*(?:numbers?|nos?\.?|#|id)(?:\s+is)?\s*[:#]?\s*#?\s*)\(?(` + numberForm + `)\b`)
	assigned = regexp.MustCompile(`(?i:\b(?:assigned|given)\s+(?:it\s+|to\s+it\s+)?(?:(?:the|a|this|your\s+request)\s+)*(?:following\s+)?((?:[a-z/]+\s+){0,4}?)(?:number|no\.|identifier|#)?\s*(?:of\s+)?[:#]?\s*)(` + numberForm + `)\b`)
	request  = regexp.MustCompile(`(?:(?i:foia|foil|request|appeal|re:?)\s+(?i:request\s+)?)((?:19|20)\d\d-(?:[A-Z]{2,8}-)?\d{3,6}(?:-[A-Z])?|[A-Z]{2,6}-[A-Z0-9]{1,5}-(?:19|20)\d\d-\d{4,6}|F-(?:19|20)\d\d-\d{4,6}|[A-Z]\d{5,7}-\d{6})\b`)
	shaped   = regexp.MustCompile(`\b(?:19|20)\d\d-(?:[A-Z]{4}|APHIS|FOIA)-\d{5}(?:-[A-Z])?\b`) // of DHS and USDA: a year, an office, a serial
	reLine   = regexp.MustCompile(`^(?i:re|subject|in\s+re)\s*:\s*(` + numberForm + `)\s*$`)
	docket   = regexp.MustCompile(`(?i)\b(` + docketForm + `)`)
	action   = regexp.MustCompile(`(?i)\b(?:civil\s+(?:action|case)|case|civ\.?\s*a?\.?)\s*(?:no\.?|number|#)?\s*:?\s*(\d{2}-(?:cv-)?\d{3,6}(?:\s*\([A-Z]{2,4}(?:/[A-Z]{2,4})?\))?)`)
	courts   = regexp.MustCompile(`(?i)united\s+states\s+district\s+court\s+(?:for\s+the\s+)?((?:(?:northern|southern|eastern|western|central|middle)\s+)?district\s+of\s+(?:new\s+\w+|north\s+\w+|south\s+\w+|west\s+\w+|rhode\s+\w+|puerto\s+\w+|\w+))|\((D\.D\.C\.|[NSEWCM]\.D\.\s?[A-Z][A-Za-z.]+|D\.\s?[A-Z][a-z]+\.?)\)`)
	bates    = regexp.MustCompile(`(?i)\b(?:bates|numbered|pages?\s+[A-Z]+-|labell?ed|stamped)`)
	notOurs  = regexp.MustCompile(`(?i)\b(?:phone|telephone|fax|room|suite|mail\s*stop|stop|zip|order|section|public\s+law|form|u\.s\.c|c\.f\.r|account|invoice|check|contract|badge|alien|a-?number)\s*(?:no\.?|number|#)?\s*:?\s*$`)
)

// numbers finds the numbers of requests, appeals and suits that a sentence names.
func numbers(s sentence) []found {
	if strings.IndexFunc(s.text, unicode.IsDigit) < 0 && !s.speaks("court", "d.d.c") {
		return nil
	}
	var out []found
	taken := func(v string) bool {
		for _, f := range out {
			if strings.Contains(f.value, v) || strings.Contains(v, f.value) {
				return true
			}
		}
		return false
	}
	add := func(w What, v, text string) {
		if w != Court {
			v = strings.Trim(v, " .,;-/")
		}
		if v != "" && !taken(v) {
			out = append(out, found{w, v, text})
		}
	}
	for _, m := range docket.FindAllStringSubmatch(s.text, 8) {
		add(Docket, strings.ReplaceAll(m[1], "–", "-"), m[0])
	}
	for _, m := range action.FindAllStringSubmatch(s.text, 8) {
		if strings.Contains(strings.ToLower(m[0]), "civ") || strings.Contains(m[1], "cv") {
			add(Docket, m[1], m[0])
		}
	}
	for _, m := range courts.FindAllStringSubmatch(s.text, 2) {
		add(Court, strings.Join(strings.Fields(m[1]+m[2]), " "), m[0])
	}
	for _, re := range []*regexp.Regexp{numbered, assigned} {
		for _, at := range re.FindAllStringSubmatchIndex(s.text, 8) {
			cue, v, before := s.text[at[2]:at[3]], s.text[at[4]:at[5]], s.text[:at[0]]
			if !isTracking(v) || notOurs.MatchString(before) || notOurs.MatchString(cue) {
				continue
			}
			w := TrackingNumber
			if strings.Contains(strings.ToLower(cue), "appeal") || re == assigned && s.speaks("appeal") && !s.speaks("request") {
				w = AppealNumber
			}
			add(w, v, s.text[at[0]:at[1]])
		}
	}
	for _, m := range request.FindAllStringSubmatch(s.text, 8) {
		w := TrackingNumber
		if strings.HasPrefix(strings.ToLower(m[0]), "appeal") {
			w = AppealNumber
		}
		add(w, m[1], m[0])
	}
	if m := reLine.FindStringSubmatch(s.text); m != nil && isTracking(m[1]) {
		add(TrackingNumber, m[1], m[0])
	}
	if !bates.MatchString(s.text) {
		for _, v := range shaped.FindAllString(s.text, 8) {
			add(TrackingNumber, v, v)
		}
	}
	return out
}

// A found is what words of a sentence state.
type found struct {
	what        What
	value, text string
}

// isTracking reports whether letters and figures can be the number of a
// request: four figures or more, or a year and a serial, and no day.
func isTracking(v string) bool {
	n := 0
	for _, r := range v {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	if n < 4 || len(v) > 40 || anyDay.MatchString(v) || len(v) == 4 && (strings.HasPrefix(v, "19") || strings.HasPrefix(v, "20")) {
		return false
	}
	return !strings.HasPrefix(v, "552") // the Act's own section
}
