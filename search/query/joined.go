package query

import (
	expr "regexp" // a kind of lexeme has its name
	"strings"
)

// Some things are written in several words, and are one to the reader: a date,
// and an exemption by its number. They are read as one Word.
//
//	February 4, 2017   4 Feb. 2017   Feb 2017   February 4th   Exemption 7(C)
var severalWords = expr.MustCompile(`^(?i:(?:` + strings.Join([]string{
	monthName + `\.?,? +` + dayNumber + `,? +` + yearNumber,
	dayNumber + ` +` + monthName + `\.?,? +` + yearNumber,
	monthName + `\.?,? +` + yearNumber,
	monthName + `\.? +` + dayNumber,
	dayNumber + ` +` + monthName,
	`exemptions? +\(?(?:b\)? ?\(?)?[1-9](?:\)?\([a-f]\)|[a-f]\b|\)|\b)`,
}, "|") + `))((?:\^[0-9.]+)?)(?:[.,;:?!]*(?:[ )]|$))`)

const (
	monthName  = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
	dayNumber  = `(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?`
	yearNumber = `(?:1[6-9]|20)[0-9]{2}`
)

// joinedLength measures what is written in several words at the start of s, with
// the weight behind it; 0 where nothing is.
func joinedLength(s string) int {
	if !strings.Contains(s, " ") {
		return 0
	}
	if m := severalWords.FindStringSubmatchIndex(s); m != nil {
		return m[3]
	}
	return 0
}

// ties reports whether the end of one text and the beginning of the next would
// be read as one, if only a space stood between them.
func ties(text, next string) bool {
	words := strings.Fields(text)
	for n := 1; n <= min(3, len(words)); n++ {
		end := strings.TrimLeft(strings.Join(words[len(words)-n:], " "), "-")
		if joinedLength(end+" "+next) > len(end) || codeLength(end) > 0 && codeLength(end+" "+next) > len(end) {
			return true
		}
	}
	return false
}
