package report

import (
	"regexp"
	"strings"
	"unicode"

	"readingroom/archive/link/period"
)

// Key is a title without what changes from issue to issue: periods, dates,
// numbers of issues, and what was done to the copy.
//
//	"Weekly Declined Detainer Outcome Report, Feb 4 – Feb 10, 2017 (redacted)"
//	"weekly declined detainer outcome report"
func Key(title string) string {
	title = WithoutPeriods(strings.ToValidUTF8(title, ""))
	title = strings.ToLower(extension.ReplaceAllString(title, ""))
	title = changing.ReplaceAllString(title, " ")
	words := strings.FieldsFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '\'' && r != '’' })
	for len(words) > 0 && linking[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

var (
	extension = regexp.MustCompile(`(?i)\.(pdf|docx?|xlsx?|csv|html?|txt|rtf|od[ts])$`)
	changing  = regexp.MustCompile(`\b(?:(?:no|nr|number|issue|vol|volume|part|week|release|edition|version|rev|v)\.? ?\d+|(?:19|20)\d\d|\d{5,}|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|fy ?\d*|q[1-4]|redacted|unredacted|scan(?:ned)?|copy|final|draft|revised|updated?)\b|#\d+`)
	linking   = map[string]bool{
		"for": true, "of": true, "from": true, "to": true, "between": true, "during": true, "through": true, "the": true,
		"and": true, "in": true, "on": true, "as": true, "week": true, "ending": true, "period": true, "dated": true,
	}
)

// WithoutPeriods takes the days and periods out of a text.
func WithoutPeriods(s string) string {
	runes := []rune(s)
	finds := period.In(s, period.Context{})
	for i := len(finds) - 1; i >= 0; i-- {
		f := finds[i]
		runes = append(runes[:f.Start:f.Start], append([]rune{' '}, runes[f.End:]...)...)
	}
	return string(runes)
}

// heading is the line at the head of a first page that names the document: the
// first of several words that is no address and no sentence.
func heading(text string) string {
	n := 0
	for line := range strings.Lines(text) {
		line = oneLine(line)
		if line == "" {
			continue
		}
		if n++; n > 8 {
			break
		}
		words := strings.Fields(line)
		if len(words) < 2 || len(words) > 20 || strings.HasSuffix(line, ".") || strings.HasSuffix(line, ",") || strings.Contains(line, "\t") {
			continue
		}
		if strings.ToUpper(line) == line && n < 3 { // the office that issued it
			continue
		}
		if Key(line) != "" && strings.ContainsAny(line, "abcdefghijklmnopqrstuvwxyz") && !mailHead.MatchString(line) {
			return line
		}
	}
	return ""
}

var mailHead = regexp.MustCompile(`(?i)^(from|sent|to|cc|subject|date|dear|re):? `)

// isNotice reports whether a document's title or first lines call it a correction.
func isNotice(title, first string) bool {
	if callsItCorrection(title) {
		return true
	}
	n := 0
	for line := range strings.Lines(first) {
		if line = oneLine(line); line == "" {
			continue
		}
		if n++; n > 6 {
			return false
		}
		if len(strings.Fields(line)) <= 8 && !strings.ContainsAny(line[len(line)-1:], ".,;:?") && callsItCorrection(line) {
			return true
		}
	}
	return false
}

func callsItCorrection(s string) bool { return noticeTitle.MatchString(office.ReplaceAllString(s, "")) }

var (
	noticeTitle = regexp.MustCompile(`(?i)\b(?:corrections?|corrigend(?:um|a)|errat(?:um|a)|retraction|(?:notice|statement) of (?:withdrawal|error)|corrected (?:version|report|figures|data)|amended report|withdrawal of|clarification)\b`)
	// offices that are called so
	office = regexp.MustCompile(`(?i)\b(?:(?:department|bureau|division|board|office|house|commissioner|director|secretary) of (?:\w+ (?:and )?)?corrections?|corrections? (?:department|facilit|cent|officer|division|corporation|institution)|community corrections?)`)
)
