package period

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

type kind byte

const (
	word kind = iota
	number
	monthName
	dash
	sign // any other character
)

// A token is a word in small letters, a number, or a sign.
type token struct {
	kind       kind
	text       string
	n          int        // of a number, up to nine digits; else -1
	month      time.Month // of a month's name
	start, end int        // bytes of the text
	near       bool       // nothing stands between it and the token before
	capital    bool
	line       bool // a blank line lies before it
}

// tokenize cuts a text into tokens. Letters and digits that touch are apart:
// "FY17" is "fy", "17".
func tokenize(text string) []token {
	var out []token
	at := 0
	last := 0
	breaks := 0
	for at < len(text) {
		r, n := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) {
			if r == '\n' {
				breaks++
			}
			at += n
			continue
		}
		t := token{start: at, n: -1, near: at == last && at > 0, line: breaks > 1}
		breaks = 0
		switch {
		case r >= '0' && r <= '9':
			for at < len(text) && text[at] >= '0' && text[at] <= '9' {
				at++
			}
			t.kind, t.text = number, text[t.start:at]
			if len(t.text) <= 9 {
				t.n = 0
				for _, d := range t.text {
					t.n = t.n*10 + int(d-'0')
				}
			}
		case unicode.IsLetter(r):
			for at < len(text) {
				r, n := utf8.DecodeRuneInString(text[at:])
				if !unicode.IsLetter(r) {
					break
				}
				at += n
			}
			t.kind, t.text, t.capital = word, strings.ToLower(text[t.start:at]), unicode.IsUpper(r)
			if m, ok := months[t.text]; ok {
				t.kind, t.month = monthName, m
				if at < len(text) && text[at] == '.' && len(t.text) <= 4 {
					at++
				}
			}
		default:
			at += n
			t.kind, t.text = sign, text[t.start:at]
			switch r {
			case '-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212':
				t.kind = dash
			}
		}
		t.end = at
		last = at
		out = append(out, t)
	}
	return out
}

var months = map[string]time.Month{
	"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6,
	"july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9, "october": 10, "oct": 10, "november": 11, "nov": 11,
	"december": 12, "dec": 12,
}

var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "final": -1, "last": -1,
	"1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}

var numerals = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}
